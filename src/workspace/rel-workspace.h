/* rel-workspace.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-arrangement.h"
#include "rel-conflict.h"
#include "rel-question.h"
#include "rel-schema.h"
#include "rel-target.h"

G_BEGIN_DECLS

/**
 * RelStep:
 * @REL_STEP_WAITING: not begun
 * @REL_STEP_RUNNING: being sent or read back
 * @REL_STEP_DONE: the server has it, as read back
 * @REL_STEP_FAILED: refused, or not as wanted when read back
 *
 * How far the publishing of a change is.
 */
typedef enum
{
  REL_STEP_WAITING,
  REL_STEP_RUNNING,
  REL_STEP_DONE,
  REL_STEP_FAILED,
} RelStep;

#define REL_TYPE_WORKSPACE (rel_workspace_get_type ())

G_DECLARE_FINAL_TYPE (RelWorkspace, rel_workspace, REL, WORKSPACE, GObject)

void rel_workspace_open_async (RelTarget *target,
                               const char *token,
                               RelAskFunc ask,
                               gpointer ask_data,
                               gboolean keeps_draft,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
RelWorkspace *rel_workspace_open_finish (GAsyncResult *result, GError **error);

void rel_workspace_close_async (RelWorkspace *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean rel_workspace_close_finish (RelWorkspace *self, GAsyncResult *result, GError **error);

void rel_workspace_set_ask_func (RelWorkspace *self, RelAskFunc ask, gpointer user_data);
RelTarget *rel_workspace_get_target (RelWorkspace *self);
gboolean rel_workspace_is_read_only (RelWorkspace *self);
RelSchema *rel_workspace_get_base (RelWorkspace *self);
RelSchema *rel_workspace_get_draft (RelWorkspace *self);
RelSchema *rel_workspace_get_theirs (RelWorkspace *self);
GPtrArray *rel_workspace_get_changes (RelWorkspace *self);
GPtrArray *rel_workspace_list_last_changes (RelWorkspace *self);
GPtrArray *rel_workspace_get_conflicts (RelWorkspace *self);
const GError *rel_workspace_get_change_error (RelWorkspace *self, RelChange *change);
gboolean rel_workspace_is_busy (RelWorkspace *self);
const char *rel_workspace_get_notice (RelWorkspace *self);
const GError *rel_workspace_get_read_error (RelWorkspace *self);
void rel_workspace_dismiss_notice (RelWorkspace *self);

gboolean rel_workspace_set_member (RelWorkspace *self,
                                   const char *collection,
                                   const char *field,
                                   guint nth,
                                   const char *path,
                                   JsonNode *value,
                                   GError **error);
void rel_workspace_set_draft (RelWorkspace *self, RelSchema *draft, const char *name);
gboolean rel_workspace_discard (RelWorkspace *self, GPtrArray *changes, GError **error);
void rel_workspace_discard_all (RelWorkspace *self);
void rel_workspace_resolve (RelWorkspace *self, RelConflict *conflict, RelSide choice);
RelArrangement *rel_workspace_get_arrangement (RelWorkspace *self);
void rel_workspace_set_arrangement (RelWorkspace *self, RelArrangement *arrangement, const char *name);
const char *rel_workspace_get_undo_name (RelWorkspace *self);
const char *rel_workspace_get_edit_name (RelWorkspace *self);
const char *rel_workspace_get_redo_name (RelWorkspace *self);
gboolean rel_workspace_undo (RelWorkspace *self);
gboolean rel_workspace_redo (RelWorkspace *self);

void rel_workspace_refresh_async (RelWorkspace *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean rel_workspace_refresh_finish (RelWorkspace *self, GAsyncResult *result, GError **error);
gboolean rel_workspace_wants_name (RelWorkspace *self, GPtrArray *changes);
gboolean rel_workspace_confirm (RelWorkspace *self, const char *name);
void rel_workspace_publish_async (RelWorkspace *self,
                                  GPtrArray *changes,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean rel_workspace_publish_finish (RelWorkspace *self, GAsyncResult *result, guint *n_published, GError **error);
gboolean rel_workspace_is_publishing (RelWorkspace *self, guint *n_ended, guint *n_steps);
void rel_workspace_stop_publishing (RelWorkspace *self);
gboolean rel_workspace_is_stopping (RelWorkspace *self);
gboolean rel_workspace_get_outcome (RelWorkspace *self, guint *n_published, const GError **error);
void rel_workspace_dismiss_outcome (RelWorkspace *self);
void rel_workspace_export_async (RelWorkspace *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
RelSchema *rel_workspace_export_finish (RelWorkspace *self, GAsyncResult *result, GError **error);
void rel_workspace_count_items_async (RelWorkspace *self,
                                      const char *collection,
                                      const char *field,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gint64 rel_workspace_count_items_finish (RelWorkspace *self, GAsyncResult *result, GError **error);
void rel_workspace_reset_async (RelWorkspace *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rel_workspace_reset_finish (RelWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
