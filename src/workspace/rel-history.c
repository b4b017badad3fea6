/* rel-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-history.h"

#include <glib/gi18n-lib.h>

#include "rel-diff.h"
#include "rel-error.h"
#include "rel-merge.h"
#include "rel-workspace-private.h"

/**
 * RelHistoryEntry:
 *
 * One publish of a project: when, what the person had done, what the server got of it, and what
 * takes that back.
 */
struct _RelHistoryEntry
{
  GObject parent_instance;

  RelSavedPublish *publish; /* (owned) */
  GPtrArray *changes;       /* (owned) (element-type RelChange): what was done */
  GPtrArray *inverse;       /* (owned) (element-type RelChange): what takes it back, the last first */
};

G_DEFINE_FINAL_TYPE (RelHistoryEntry, rel_history_entry, G_TYPE_OBJECT)

static void
rel_history_entry_finalize (GObject *object)
{
  RelHistoryEntry *self = REL_HISTORY_ENTRY (object);

  g_clear_pointer (&self->publish, rel_saved_publish_free);
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->inverse);
  G_OBJECT_CLASS (rel_history_entry_parent_class)->finalize (object);
}

static void
rel_history_entry_class_init (RelHistoryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_history_entry_finalize;
}

static void
rel_history_entry_init (RelHistoryEntry *self)
{
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  self->inverse = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
}

static gpointer
ref_change (gconstpointer change, gpointer user_data)
{
  return rel_change_ref ((RelChange *) change);
}

/* Takes @publish. */
static RelHistoryEntry *
entry_new (RelSavedPublish *publish)
{
  RelHistoryEntry *self = g_object_new (REL_TYPE_HISTORY_ENTRY, NULL);

  self->publish = publish;
  for (guint i = 0; i < publish->steps->len; i++)
    {
      RelSavedStep *step = g_ptr_array_index (publish->steps, i);

      if (step->done != 0)
        g_ptr_array_add (self->changes, rel_change_ref (step->change));
    }
  for (guint i = publish->steps->len; i-- > 0;)
    {
      RelSavedStep *step = g_ptr_array_index (publish->steps, i);

      if (step->done != 0)
        g_ptr_array_extend (self->inverse, step->inverse, ref_change, NULL);
    }
  return self;
}

/**
 * rel_history_entry_get_number:
 * @self: an entry
 *
 * Returns: its number among those of the project, from 1
 */
gint64
rel_history_entry_get_number (RelHistoryEntry *self)
{
  return self->publish->number;
}

/**
 * rel_history_entry_dup_time:
 * @self: an entry
 *
 * Returns: (transfer full): when it began, in local time
 */
GDateTime *
rel_history_entry_dup_time (RelHistoryEntry *self)
{
  return g_date_time_new_from_unix_local (self->publish->started_s);
}

/**
 * rel_history_entry_get_names:
 * @self: an entry
 *
 * Returns: (transfer none): the names of the edits that were published
 */
const char *const *
rel_history_entry_get_names (RelHistoryEntry *self)
{
  return (const char *const *) self->publish->names;
}

/**
 * rel_history_entry_get_failure:
 * @self: an entry
 *
 * Returns: (transfer none) (nullable): why it stopped before all was done
 */
const char *
rel_history_entry_get_failure (RelHistoryEntry *self)
{
  return self->publish->failure;
}

/**
 * rel_history_entry_is_ended:
 * @self: an entry
 *
 * Returns: whether it came to an end, be it a failure; not if it runs, or if the program was
 *   ended in the middle
 */
gboolean
rel_history_entry_is_ended (RelHistoryEntry *self)
{
  return self->publish->ended_s != 0;
}

/**
 * rel_history_entry_get_n_planned:
 * @self: an entry
 *
 * Returns: how many changes were to be published
 */
guint
rel_history_entry_get_n_planned (RelHistoryEntry *self)
{
  return self->publish->steps->len + self->publish->n_unreadable;
}

/**
 * rel_history_entry_get_changes:
 * @self: an entry
 *
 * Returns: (transfer none) (element-type RelChange): what was done of it, in its order
 */
GPtrArray *
rel_history_entry_get_changes (RelHistoryEntry *self)
{
  return self->changes;
}

/**
 * rel_history_entry_get_inverse:
 * @self: an entry
 *
 * Returns: (transfer none) (element-type RelChange): what takes back what was done, in an order
 *   in which it is possible
 */
GPtrArray *
rel_history_entry_get_inverse (RelHistoryEntry *self)
{
  return self->inverse;
}

static gboolean
is_junction (RelHistoryEntry *self, const char *collection)
{
  for (guint i = 0; i < self->inverse->len; i++)
    {
      RelChange *change = g_ptr_array_index (self->inverse, i);
      JsonNode *after = rel_change_get_after (change);

      if (rel_change_get_object (change) == REL_OBJECT_RELATION && after != NULL &&
          g_strcmp0 (rel_change_get_collection (change), collection) == 0 &&
          !rel_json_is_null (rel_json_get (json_node_get_object (after), "meta.junction_field")))
        return TRUE;
    }
  return FALSE;
}

/* What was in it and is gone with it; %NULL if it had no data. */
static char *
dup_loss (RelHistoryEntry *self, RelChange *change)
{
  JsonNode *before = rel_change_get_before (change);
  g_autofree char *name = rel_change_dup_name (change);

  if (rel_change_get_action (change) != REL_CHANGE_DELETE || rel_change_get_object (change) == REL_OBJECT_RELATION ||
      rel_json_is_null (rel_json_get (json_node_get_object (before), "schema")))
    return NULL;
  if (rel_change_get_object (change) == REL_OBJECT_FIELD)
    return g_strdup_printf (_ ("The values of %s are not brought back"), name);
  if (is_junction (self, name))
    return g_strdup_printf (_ ("The links that were kept in %s are not brought back"), name);
  return g_strdup_printf (_ ("The items of %s are not brought back"), name);
}

/**
 * rel_history_entry_dup_losses:
 * @self: an entry
 *
 * Returns: (transfer full): what a revert cannot bring back, a sentence for each: the data of
 *   columns and tables that were deleted
 */
GStrv
rel_history_entry_dup_losses (RelHistoryEntry *self)
{
  g_autoptr (GStrvBuilder) losses = g_strv_builder_new ();

  for (guint i = 0; i < self->changes->len; i++)
    {
      g_autofree char *loss = dup_loss (self, g_ptr_array_index (self->changes, i));

      if (loss != NULL)
        g_strv_builder_add (losses, loss);
    }
  return g_strv_builder_end (losses);
}

/**
 * rel_workspace_list_history:
 * @self: a workspace
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (nullable): a #RelHistoryEntry for each publish of this user to the
 *   project, the newest first; it does not change. %NULL on error
 */
GListModel *
rel_workspace_list_history (RelWorkspace *self, GError **error)
{
  RelState *state = rel_workspace_get_state (self);
  g_autoptr (GListStore) entries = NULL;
  g_autoptr (GPtrArray) publishes = NULL;

  if (state == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("The history cannot be read"));
      return NULL;
    }
  if (self->record.publish == NULL)
    rel_state_settle (state, rel_target_get_id (self->target), self->theirs);
  publishes = rel_state_load_publishes (state, rel_target_get_id (self->target), error);
  if (publishes == NULL)
    return NULL;

  entries = g_list_store_new (REL_TYPE_HISTORY_ENTRY);
  g_ptr_array_set_free_func (publishes, NULL);
  for (guint i = 0; i < publishes->len; i++)
    {
      g_autoptr (RelHistoryEntry) entry = entry_new (g_ptr_array_index (publishes, i));

      g_list_store_append (entries, entry);
    }
  return G_LIST_MODEL (g_steal_pointer (&entries));
}

/**
 * rel_workspace_dup_history_entry:
 * @self: a workspace
 * @number: the number of a publish
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is none of that number.
 *
 * Returns: (transfer full) (nullable): the publish, or %NULL on error
 */
RelHistoryEntry *
rel_workspace_dup_history_entry (RelWorkspace *self, gint64 number, GError **error)
{
  g_autoptr (GListModel) entries = rel_workspace_list_history (self, error);
  g_autofree char *text = NULL;

  for (guint i = 0; entries != NULL && i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (RelHistoryEntry) entry = g_list_model_get_item (entries, i);

      if (entry->publish->number == number)
        return g_steal_pointer (&entry);
    }
  if (entries == NULL)
    return NULL;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  /* Translators: a number. */
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("The history has no publish %s"), text);
  return NULL;
}

/**
 * rel_workspace_dup_past:
 * @self: a workspace
 * @number: the number of a publish
 * @after: whether after it, and not before it
 * @error: (out) (optional): where to put a failure
 *
 * Takes back, from what the server has now, what was published since. What others changed
 * since is not known to the history, and stays.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is none of that number.
 *
 * Returns: (transfer full) (nullable): the schema as it was, or %NULL on error
 */
RelSchema *
rel_workspace_dup_past (RelWorkspace *self, gint64 number, gboolean after, GError **error)
{
  g_autoptr (RelHistoryEntry) wanted = rel_workspace_dup_history_entry (self, number, error);
  g_autoptr (GListModel) entries = wanted != NULL ? rel_workspace_list_history (self, error) : NULL;
  g_autoptr (RelSchema) schema = rel_schema_ref (self->theirs);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (RelHistoryEntry) entry = g_list_model_get_item (entries, i);
      RelSchema *before;

      if (entry->publish->number < number || (after && entry->publish->number == number))
        break;
      before = rel_merge_changes (entry->inverse, schema, NULL);
      rel_schema_unref (schema);
      schema = before;
    }
  return g_steal_pointer (&schema);
}

static void
say_losses (RelWorkspace *self, RelHistoryEntry *entry)
{
  g_auto (GStrv) losses = rel_history_entry_dup_losses (entry);

  for (guint i = 0; losses[i] != NULL; i++)
    rel_workspace_add_notice (self, losses[i]);
}

/* What was changed once more since it was published. */
static void
say_conflicts (RelWorkspace *self, GPtrArray *conflicts)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      g_autofree char *name = rel_conflict_dup_name (g_ptr_array_index (conflicts, i));
      g_autofree char *text =
        g_strdup_printf (_ ("%s has been changed since. The draft makes it what it was before that publish."), name);

      rel_workspace_add_notice (self, text);
    }
}

static char *
dup_revert_name (RelHistoryEntry *entry)
{
  g_autoptr (GDateTime) time = rel_history_entry_dup_time (entry);
  g_autofree char *text = g_date_time_format (time, "%x %H:%M");

  /* Translators: a date and a time. */
  return g_strdup_printf (_ ("Revert what was published on %s"), text);
}

/**
 * rel_workspace_revert:
 * @self: a workspace
 * @number: the number of a publish
 * @error: (out) (optional): where to put a failure
 *
 * Makes what takes back a publish a draft again: one edit that can be undone. What was changed
 * since stays, unless it is the same. [method@Workspace.get_notice] tells what was, and what
 * cannot be brought back.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is none of that number.
 *
 * Returns: whether it is in the draft
 */
gboolean
rel_workspace_revert (RelWorkspace *self, gint64 number, GError **error)
{
  g_autoptr (RelHistoryEntry) entry = rel_workspace_dup_history_entry (self, number, error);
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *name = NULL;

  if (entry == NULL)
    return FALSE;
  draft = rel_merge_changes (entry->inverse, rel_workspace_get_draft (self), &conflicts);
  changes = rel_diff (rel_workspace_get_draft (self), draft);
  if (changes->len == 0)
    return TRUE;

  say_losses (self, entry);
  say_conflicts (self, conflicts);
  name = dup_revert_name (entry);
  rel_workspace_set_draft (self, draft, name);
  return TRUE;
}
