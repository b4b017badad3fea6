/* rel-history.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_HISTORY_ENTRY (rel_history_entry_get_type ())

G_DECLARE_FINAL_TYPE (RelHistoryEntry, rel_history_entry, REL, HISTORY_ENTRY, GObject)

gint64 rel_history_entry_get_number (RelHistoryEntry *self);
GDateTime *rel_history_entry_dup_time (RelHistoryEntry *self);
const char *const *rel_history_entry_get_names (RelHistoryEntry *self);
const char *rel_history_entry_get_failure (RelHistoryEntry *self);
gboolean rel_history_entry_is_ended (RelHistoryEntry *self);
guint rel_history_entry_get_n_planned (RelHistoryEntry *self);
GPtrArray *rel_history_entry_get_changes (RelHistoryEntry *self);
GPtrArray *rel_history_entry_get_inverse (RelHistoryEntry *self);
GStrv rel_history_entry_dup_losses (RelHistoryEntry *self);

GListModel *rel_workspace_list_history (RelWorkspace *self, GError **error);
RelHistoryEntry *rel_workspace_dup_history_entry (RelWorkspace *self, gint64 number, GError **error);
RelSchema *rel_workspace_dup_past (RelWorkspace *self, gint64 number, gboolean after, GError **error);
gboolean rel_workspace_revert (RelWorkspace *self, gint64 number, GError **error);

G_END_DECLS
