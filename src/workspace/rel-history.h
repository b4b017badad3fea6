/* rel-history.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

typedef struct _RelHistory RelHistory;

/**
 * RelHistoryMapFunc:
 * @schema: a draft of the history
 * @user_data: what was given with the function
 *
 * Returns: (transfer full): the draft to keep in its place
 */
typedef RelSchema *(*RelHistoryMapFunc) (RelSchema *schema, gpointer user_data);

RelHistory *rel_history_new (RelSchema *draft);
void rel_history_free (RelHistory *self);
RelSchema *rel_history_get_draft (RelHistory *self);
void rel_history_push (RelHistory *self, RelSchema *draft, const char *name);
const char *rel_history_get_undo_name (RelHistory *self);
const char *rel_history_get_redo_name (RelHistory *self);
gboolean rel_history_undo (RelHistory *self);
gboolean rel_history_redo (RelHistory *self);
void rel_history_map (RelHistory *self, RelHistoryMapFunc func, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelHistory, rel_history_free)

G_END_DECLS
