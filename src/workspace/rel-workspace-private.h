/* rel-workspace-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-source.h"
#include "rel-state.h"
#include "rel-undo.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

/* What rel-workspace.c, with the edits, shares with rel-workspace-calls.c and rel-publish.c,
 * with all that waits for the server. */

/* In the place of a step that is done, and of one that is not after all, until the state file
 * says so. */
#define REL_STEP_DONE_UNSAVED (-1)
#define REL_STEP_LOST_UNSAVED (-2)

/* A publish that runs. */
typedef struct
{
  RelSavedPublish *publish; /* (owned) (nullable): absent unless one runs */
  gint64 id;                /* what it gets once it is on disk */
  gint64 last_done;         /* likewise */
  guint n_written;          /* the first steps, which are in the file once it is on disk */
  guint source_id;          /* 0 when nothing waits to be saved */
  gboolean is_end_saved;    /* whether the file has all of it */
  gboolean is_taken;        /* whether the bases have what was done */
} RelRecord;

/* What the state file has of a draft, as far as this one knows. */
typedef struct
{
  gint64 revision;
  gint64 done; /* what of all that was published the bases have, by its place */
  char *first; /* (owned) (nullable): what leads from the base to the draft before all edits */
} RelOnDisk;

struct _RelWorkspace
{
  GObject parent_instance;

  RelTarget *target;    /* (owned) */
  RelSource *source;    /* (owned) */
  RelSchema *theirs;    /* (owned) (nullable): what the server has; absent before the first load */
  RelSchema *merged;    /* (owned) (nullable): what all drafts were merged with; absent if something was added since */
  RelUndo *undo;        /* (owned) (nullable): likewise */
  GPtrArray *changes;   /* (owned) (element-type RelChange): from the base to the draft */
  GPtrArray *conflicts; /* (owned) (element-type RelConflict): of base, draft and @theirs */
  GHashTable *errors;   /* (owned) (element-type utf8 GError): by the id of a change */
  char *notice;         /* (owned) (nullable) */
  gboolean keeps_draft;
  gboolean is_confirmed; /* the next publish may delete */

  RelState *state;           /* (owned) (nullable): absent if it could not be opened, and before */
  gboolean has_opened_state; /* or has tried to */
  RelOnDisk on_disk;
  RelRecord record;

  guint n_running;     /* calls that wait for the source */
  GError *read_error;  /* (owned) (nullable): why the server could not be read last time */
  GCancellable *stop;  /* (owned) (nullable): of the publish that runs */
  guint n_steps;       /* in the publish that runs */
  guint n_ended_steps; /* of these */
  gboolean has_outcome;
  guint n_published;     /* by the last publish */
  GError *publish_error; /* (owned) (nullable): why that stopped */
};

RelWorkspace *rel_workspace_new (RelTarget *target, const char *token, gboolean keeps_draft);
void rel_workspace_set_error_of (RelWorkspace *self, RelChange *change, const GError *error);
void rel_workspace_take_first (RelWorkspace *self, RelSchema *theirs);
void rel_workspace_take_theirs_async (RelWorkspace *self,
                                      RelSchema *theirs,
                                      GPtrArray *published,
                                      RelChange *repair,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void rel_workspace_take_theirs_finish (RelWorkspace *self, GAsyncResult *result);
void rel_workspace_merge_drafts (RelUndo *undo, RelSchema *theirs);
void rel_workspace_advance_base (RelWorkspace *self, GPtrArray *published, RelChange *repair);
void rel_workspace_draft_replaced (RelWorkspace *self);
void rel_workspace_add_notice (RelWorkspace *self, const char *text);
void rel_workspace_push (RelWorkspace *self, RelSchema *base, RelSchema *draft, const char *name);
GPtrArray *rel_workspace_list_publishable (RelWorkspace *self, GPtrArray *changes, GError **error);
void rel_workspace_find_changes (RelUndo *undo, RelSchema *theirs, GPtrArray **changes, GPtrArray **conflicts);
void rel_workspace_take_changes (RelWorkspace *self, GPtrArray *changes, GPtrArray *conflicts);
void rel_workspace_update_changes (RelWorkspace *self);
void rel_workspace_restore_draft_async (RelWorkspace *self, GAsyncReadyCallback callback, gpointer user_data);
void rel_workspace_restore_draft_finish (RelWorkspace *self, GAsyncResult *result);
void rel_workspace_say_unreadable (RelWorkspace *self, guint n_unreadable);
void rel_workspace_save (RelWorkspace *self);
gboolean rel_workspace_save_elsewhere (RelState *state,
                                       const char *target,
                                       RelUndo *undo,
                                       gint64 done,
                                       RelOnDisk *on_disk);
RelState *rel_workspace_get_state (RelWorkspace *self);
void rel_workspace_record_begin_async (RelWorkspace *self,
                                       GPtrArray *changes,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void rel_workspace_record_begin_finish (RelWorkspace *self, GAsyncResult *result);
void rel_workspace_record_step (RelWorkspace *self, guint index, gboolean is_done);
void rel_workspace_record_end (RelWorkspace *self, RelSchema *theirs, const GError *error);
gboolean rel_workspace_has_unsaved_record (RelWorkspace *self);
gboolean rel_workspace_write_record (RelWorkspace *self, GError **error);
gint64 rel_workspace_get_done (RelWorkspace *self);
void rel_workspace_note_recorded (RelWorkspace *self);
void rel_workspace_forget_outcome (RelWorkspace *self);
void rel_workspace_note_taken (RelWorkspace *self, gboolean is_saved);
void rel_workspace_begin (RelWorkspace *self);
void rel_workspace_end (RelWorkspace *self);
void rel_workspace_emit_changed (RelWorkspace *self);

G_END_DECLS
