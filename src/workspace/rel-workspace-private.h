/* rel-workspace-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-history.h"
#include "rel-source.h"
#include "rel-state.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

/* What rel-workspace.c, with the edits, shares with rel-publish.c, with all that waits for
 * the server. */

struct _RelWorkspace
{
  GObject parent_instance;

  RelTarget *target;   /* (owned) */
  RelSource *source;   /* (owned) */
  RelState *state;     /* (owned) (nullable): absent if it could not be opened */
  RelSchema *base;     /* (owned) (nullable): absent before the first load */
  RelHistory *history; /* (owned) (nullable): likewise */
  GPtrArray *changes;  /* (owned) (element-type RelChange): from @base to the draft */
  GHashTable *errors;  /* (owned) (element-type utf8 GError): by the id of a change */
  JsonNode *saved;     /* (owned) (nullable): the plan that is on disk, as far as this one knows */
  char *notice;        /* (owned) (nullable) */
  gboolean keeps_draft;
  guint n_running; /* calls that wait for the source */
};

RelWorkspace *rel_workspace_new (RelTarget *target, const char *token, gboolean keeps_draft);
void rel_workspace_set_error_of (RelWorkspace *self, RelChange *change, const GError *error);
void rel_workspace_take_base (RelWorkspace *self, RelSchema *base);
void rel_workspace_advance_base (RelWorkspace *self, RelChange *change);
void rel_workspace_draft_replaced (RelWorkspace *self);
void rel_workspace_add_notice (RelWorkspace *self, const char *text);
void rel_workspace_moved (RelChange *change, gboolean kept, const char *what, gpointer user_data);
void rel_workspace_update_changes (RelWorkspace *self);
void rel_workspace_restore_draft (RelWorkspace *self);
void rel_workspace_save_draft (RelWorkspace *self);
void rel_workspace_emit_changed (RelWorkspace *self);

G_END_DECLS
