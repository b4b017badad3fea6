/* rel-state.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _RelState RelState;

char *rel_state_dup_default_path (void);
RelState *rel_state_open (const char *path, char **set_aside, GError **error);
void rel_state_close (RelState *self);
gboolean rel_state_load_draft (RelState *self, const char *target, JsonNode **plan, GError **error);
gboolean rel_state_put_draft_aside (RelState *self, const char *target, GError **error);
gboolean rel_state_save_draft (RelState *self,
                               const char *target,
                               JsonNode *expected,
                               JsonNode *plan,
                               JsonNode **found,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelState, rel_state_close)

G_END_DECLS
