/* rel-state.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-undo.h"

G_BEGIN_DECLS

typedef struct _RelState RelState;

/**
 * RelSavedDraft:
 * @revision: grows with whatever anybody saves of the draft; 0 if nothing ever was
 * @done: what of all that was published the server had, by its place
 * @first: (owned) (element-type RelChange): from what the server had to the draft before all edits
 * @edits: (owned) (element-type RelUndoEdit): the edits, in their order
 * @n_unreadable: how many edits could not be read; they were put aside
 *
 * The draft of a project as it is on disk.
 */
typedef struct
{
  gint64 revision;
  gint64 done;
  GPtrArray *first;
  GPtrArray *edits;
  guint n_unreadable;
} RelSavedDraft;

/**
 * RelSavedPublish:
 * @id: its number in the file
 * @number: its number among those of the project, from 1
 * @names: (owned): what the person did, by the names of the edits
 * @is_of_command: whether it was made without the draft, by a command
 * @started_s: when it began, in seconds of Unix time
 * @ended_s: when it ended; 0 if it did not, as when the program was killed
 * @failure: (owned) (nullable): why it stopped before all was done
 * @steps: (owned) (element-type RelSavedStep): what was to be done, in its order
 * @n_unreadable: how many steps could not be read
 *
 * One publish as it is on disk.
 */
typedef struct
{
  gint64 id;
  gint64 number;
  GStrv names;
  gboolean is_of_command;
  gint64 started_s;
  gint64 ended_s;
  char *failure;
  GPtrArray *steps;
  guint n_unreadable;
} RelSavedPublish;

/**
 * RelSavedStep:
 * @change: (owned): what was to be done
 * @inverse: (owned) (element-type RelChange): what takes it back
 * @done: 0 if it was not done, else its place among all that was ever done, which grows
 * @is_inverse_new: whether the file has another @inverse
 *
 * One change of a publish.
 */
typedef struct
{
  RelChange *change;
  GPtrArray *inverse;
  gint64 done;
  gboolean is_inverse_new;
} RelSavedStep;

char *rel_state_dup_default_path (void);
RelState *rel_state_open (const char *path, char **notice, GError **error);
RelState *rel_state_open_again (RelState *self, GError **error);
void rel_state_close (RelState *self);
gboolean rel_state_begin (RelState *self, GError **error);
gboolean rel_state_commit (RelState *self, GError **error);
void rel_state_roll_back (RelState *self);

gboolean rel_state_get_revision (RelState *self, const char *target, gint64 *revision, GError **error);
RelSavedDraft *rel_state_load_draft (RelState *self, const char *target, GHashTable *known, GError **error);
gboolean rel_state_touch_draft (RelState *self, const char *target, gint64 done, gint64 *revision, GError **error);
gboolean rel_state_save_first (RelState *self, const char *target, const char *text, GError **error);
gboolean rel_state_add_edit (RelState *self, const char *target, RelUndoEdit *edit, gint64 *id, GError **error);
gboolean rel_state_update_edit (RelState *self, const char *target, RelUndoEdit *edit, GError **error);
gboolean rel_state_forget_edit (RelState *self, gint64 id, GError **error);
void rel_saved_draft_free (RelSavedDraft *draft);

RelSavedPublish *rel_saved_publish_new (void);
RelSavedStep *rel_saved_step_new (RelChange *change, GPtrArray *inverse, gint64 done);
void rel_saved_step_take_created (RelSavedStep *step, RelSchema *theirs);
gboolean rel_state_add_publish (RelState *self,
                                const char *target,
                                RelSavedPublish *publish,
                                gint64 *id,
                                GError **error);
gboolean rel_state_set_step_done (RelState *self, gint64 publish, guint nth, gboolean is_done, GError **error);
gboolean rel_state_set_step_inverse (RelState *self, gint64 publish, guint nth, RelSavedStep *step, GError **error);
gboolean rel_state_end_publish (RelState *self, gint64 publish, const char *failure, GError **error);
GPtrArray *rel_state_load_publishes (RelState *self, const char *target, GError **error);
void rel_state_settle (RelState *self, const char *target, RelSchema *theirs);
gboolean rel_state_get_last_done (RelState *self, const char *target, gint64 *done, GError **error);
GPtrArray *rel_state_load_done (RelState *self, const char *target, gint64 *after, GError **error);
void rel_saved_publish_free (RelSavedPublish *publish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelState, rel_state_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelSavedDraft, rel_saved_draft_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelSavedPublish, rel_saved_publish_free)

G_END_DECLS
