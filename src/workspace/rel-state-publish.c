/* rel-state-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was published, in the state file: all steps of a publish before the first one is sent,
 * with what takes each back, and then only that a step was done.
 */

#include "config.h"

#include "rel-state-private.h"

#include <string.h>

#include "rel-error.h"
#include "rel-json.h"
#include "rel-outcome.h"
#include "rel-plan.h"

/* What the names of a command stand under. */
#define COMMAND "command"

/* The last day of the year 9999, anywhere. */
#define MAX_TIME_S G_GINT64_CONSTANT (253402200000)

/**
 * rel_saved_step_new:
 * @change: what is to be done
 * @inverse: (transfer full) (element-type RelChange): what takes it back
 * @done: 0 if it was not done, else its place among all that was ever done
 *
 * Returns: (transfer full): a step of a publish
 */
RelSavedStep *
rel_saved_step_new (RelChange *change, GPtrArray *inverse, gint64 done)
{
  RelSavedStep *step = g_new0 (RelSavedStep, 1);

  step->change = rel_change_ref (change);
  step->inverse = inverse;
  step->done = done;
  return step;
}

/* What a schema has where a change is made, as the change has it. */
static JsonNode *
dup_current (RelChange *change, RelSchema *schema)
{
  RelCollection *collection = rel_schema_find_collection (schema, rel_change_get_collection (change));
  JsonNode *current = rel_change_find_current (change, schema);

  if (current == NULL)
    return NULL;
  return rel_change_get_object (change) == REL_OBJECT_COLLECTION ? rel_collection_to_json (collection)
                                                                 : json_node_ref (current);
}

/**
 * rel_saved_step_take_created:
 * @step: a step that was done
 * @theirs: what the server has after the publish
 *
 * Lets the inverse of a creation delete what the server has made of it, which is more than was
 * said: the database fills in a type, Directus a number. Else all of it would seem to have been
 * changed by somebody since.
 */
void
rel_saved_step_take_created (RelSavedStep *step, RelSchema *theirs)
{
  for (guint i = 0; rel_change_get_action (step->change) == REL_CHANGE_CREATE && i < step->inverse->len; i++)
    {
      RelChange *deletion = g_ptr_array_index (step->inverse, i);
      g_autoptr (JsonNode) created = dup_current (deletion, theirs);
      RelChange *next;

      if (created == NULL || rel_change_get_action (deletion) != REL_CHANGE_DELETE ||
          rel_json_equal (created, rel_change_get_before (deletion)))
        continue;
      next = rel_change_new (rel_change_get_object (deletion), rel_change_get_nth (deletion), created, NULL);
      rel_change_set_base (next, theirs);
      g_ptr_array_index (step->inverse, i) = next;
      rel_change_unref (deletion);
      step->is_inverse_new = TRUE;
    }
}

static void
step_free (gpointer data)
{
  RelSavedStep *step = data;

  rel_change_unref (step->change);
  g_ptr_array_unref (step->inverse);
  g_free (step);
}

/**
 * rel_saved_publish_new:
 *
 * Returns: (transfer full): a publish without steps
 */
RelSavedPublish *
rel_saved_publish_new (void)
{
  RelSavedPublish *publish = g_new0 (RelSavedPublish, 1);

  publish->steps = g_ptr_array_new_with_free_func (step_free);
  return publish;
}

/**
 * rel_saved_publish_free:
 * @publish: (transfer full): a publish of the file
 *
 * Frees it.
 */
void
rel_saved_publish_free (RelSavedPublish *publish)
{
  g_strfreev (publish->names);
  g_free (publish->failure);
  g_ptr_array_unref (publish->steps);
  g_free (publish);
}

/* The names as a list, which stands in an object if it was a command: SQL tells one from the
 * other by the first letter. */
static char *
dup_names (RelSavedPublish *publish)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) of_command = NULL;
  JsonArray *array = json_array_new ();
  JsonObject *object;

  for (guint i = 0; publish->names != NULL && publish->names[i] != NULL; i++)
    json_array_add_string_element (array, publish->names[i]);
  json_node_take_array (node, array);
  if (!publish->is_of_command)
    return rel_json_dup_text (node, FALSE);

  object = json_object_new ();
  json_object_set_member (object, COMMAND, g_steal_pointer (&node));
  of_command = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (of_command, object);
  return rel_json_dup_text (of_command, FALSE);
}

static void
read_names (const char *text, RelSavedPublish *publish)
{
  g_autoptr (JsonNode) node = rel_json_parse (text, strlen (text), NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonArray *array = NULL;

  publish->is_of_command = node != NULL && JSON_NODE_HOLDS_OBJECT (node);
  if (publish->is_of_command)
    array = rel_json_get_array (json_node_get_object (node), COMMAND);
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    array = json_node_get_array (node);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *name = json_array_get_element (array, i);

      if (json_node_get_value_type (name) == G_TYPE_STRING)
        g_strv_builder_add (names, json_node_get_string (name));
    }
  publish->names = g_strv_builder_end (names);
}

static gboolean
get_number (RelState *self, const char *sql, const char *target, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = rel_state_prepare (self, error, sql, "s", target);
  int code;

  *number = 0;
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      *number = sqlite3_column_int64 (statement, 0);
      code = sqlite3_step (statement);
    }
  return rel_state_finish (self, statement, code, error);
}

static char *
dup_change_text (RelSavedStep *step)
{
  g_autoptr (JsonNode) change = rel_change_to_json (step->change);

  return rel_json_dup_text (change, FALSE);
}

static gboolean
add_step (RelState *self, gint64 publish, guint nth, RelSavedStep *step, GError **error)
{
  g_autofree char *change_text = dup_change_text (step);
  g_autofree char *inverse_text = rel_plan_dup_text (step->inverse);
  g_autofree char *digest = rel_state_dup_digest ("steps", change_text, inverse_text, NULL);

  return rel_state_run (self, error,
                        "INSERT INTO steps (publish, nth, change, inverse, done, digest) VALUES (?, ?, ?, ?, 0, ?)",
                        "iisss", publish, (gint64) nth, change_text, inverse_text, digest);
}

/**
 * rel_state_add_publish:
 * @self: a state, between begin and commit
 * @target: the project, by [method@Target.get_id]
 * @publish: what is to be published; gets its number
 * @id: (out): its id in the file
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether it was written
 */
gboolean
rel_state_add_publish (RelState *self, const char *target, RelSavedPublish *publish, gint64 *id, GError **error)
{
  g_autofree char *names = dup_names (publish);
  g_autofree char *digest = rel_state_dup_digest ("publishes", target, names, NULL);

  if (!get_number (self, "SELECT max (number) + 1 FROM publishes WHERE target = ?", target, &publish->number, error))
    return FALSE;
  publish->number = MAX (publish->number, 1);
  if (!rel_state_run (self, error,
                      "INSERT INTO publishes (target, names, number, started_s, ended_s, failure, digest)"
                      " VALUES (?, ?, ?, ?, 0, NULL, ?)",
                      "ssiis", target, names, publish->number, publish->started_s, digest))
    return FALSE;
  *id = sqlite3_last_insert_rowid (self->db);
  for (guint i = 0; i < publish->steps->len; i++)
    {
      if (!add_step (self, *id, i, g_ptr_array_index (publish->steps, i), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_state_set_step_done:
 * @self: a state, between begin and commit
 * @publish: the id of a publish
 * @nth: one of its steps, from 0
 * @is_done: whether the server has it
 * @error: (out) (optional): where to put a failure
 *
 * Notes whether the server has a step.
 *
 * Returns: whether it was written
 */
gboolean
rel_state_set_step_done (RelState *self, gint64 publish, guint nth, gboolean is_done, GError **error)
{
  return rel_state_run (self, error,
                        is_done ? "UPDATE steps SET done = (SELECT max (done) + 1 FROM steps)"
                                  " WHERE publish = ? AND nth = ? AND done = 0"
                                : "UPDATE steps SET done = 0 WHERE publish = ? AND nth = ?",
                        "ii", publish, (gint64) nth);
}

/**
 * rel_state_set_step_inverse:
 * @self: a state, between begin and commit
 * @publish: the id of a publish
 * @nth: its place among the steps, from 0
 * @step: the step
 * @error: (out) (optional): where to put a failure
 *
 * Saves what takes a step back.
 *
 * Returns: whether it was written
 */
gboolean
rel_state_set_step_inverse (RelState *self, gint64 publish, guint nth, RelSavedStep *step, GError **error)
{
  g_autofree char *change_text = dup_change_text (step);
  g_autofree char *inverse_text = rel_plan_dup_text (step->inverse);
  g_autofree char *digest = rel_state_dup_digest ("steps", change_text, inverse_text, NULL);

  return rel_state_run (self, error, "UPDATE steps SET inverse = ?, digest = ? WHERE publish = ? AND nth = ?", "ssii",
                        inverse_text, digest, publish, (gint64) nth);
}

/**
 * rel_state_end_publish:
 * @self: a state, between begin and commit
 * @publish: the id of a publish
 * @failure: (nullable): why it stopped before all was done
 * @error: (out) (optional): where to put a failure
 *
 * Notes that a publish is over.
 *
 * Returns: whether it was written
 */
gboolean
rel_state_end_publish (RelState *self, gint64 publish, const char *failure, GError **error)
{
  return rel_state_run (self, error, "UPDATE publishes SET ended_s = unixepoch (), failure = ? WHERE id = ?", "si",
                        failure, publish);
}

/* A step of a row; %NULL if it is not what was written. */
static RelSavedStep *
read_step (sqlite3_stmt *row)
{
  const char *change_text = rel_state_get_text (row, 0);
  const char *inverse_text = rel_state_get_text (row, 1);
  g_autofree char *digest = rel_state_dup_digest ("steps", change_text, inverse_text, NULL);
  g_autoptr (JsonNode) change_node = NULL;
  g_autoptr (JsonNode) inverse_node = NULL;
  g_autoptr (RelChange) change = NULL;
  GPtrArray *inverse = NULL;

  if (strcmp (digest, rel_state_get_text (row, 3)) != 0)
    return NULL;
  change_node = rel_json_parse (change_text, strlen (change_text), NULL);
  inverse_node = rel_json_parse (inverse_text, strlen (inverse_text), NULL);
  change = change_node != NULL ? rel_change_new_from_json (change_node, NULL) : NULL;
  inverse = change != NULL && inverse_node != NULL ? rel_plan_read (inverse_node, NULL) : NULL;
  return inverse != NULL ? rel_saved_step_new (change, inverse, sqlite3_column_int64 (row, 2)) : NULL;
}

static gboolean
load_steps (RelState *self, RelSavedPublish *publish, GError **error)
{
  sqlite3_stmt *statement =
    rel_state_prepare (self, error, "SELECT change, inverse, done, digest FROM steps WHERE publish = ? ORDER BY nth",
                       "i", publish->id);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      RelSavedStep *step = read_step (statement);

      /* What cannot be read cannot be brought back; the rest can. */
      if (step != NULL)
        g_ptr_array_add (publish->steps, step);
      else
        publish->n_unreadable++;
    }
  return rel_state_finish (self, statement, code, error);
}

/**
 * rel_state_load_publishes:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (nullable) (element-type RelSavedPublish): all that was published
 *   to it, the newest first, or %NULL on error
 */
GPtrArray *
rel_state_load_publishes (RelState *self, const char *target, GError **error)
{
  g_autoptr (GPtrArray) publishes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_saved_publish_free);
  sqlite3_stmt *statement = rel_state_prepare (self, error,
                                               "SELECT id, number, names, started_s, ended_s, failure FROM publishes"
                                               " WHERE target = ? ORDER BY number DESC",
                                               "s", target);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      RelSavedPublish *publish = rel_saved_publish_new ();

      publish->id = sqlite3_column_int64 (statement, 0);
      publish->number = sqlite3_column_int64 (statement, 1);
      read_names (rel_state_get_text (statement, 2), publish);
      /* The digest does not cover it: of a damaged row it may be a time that no calendar has. */
      publish->started_s = CLAMP (sqlite3_column_int64 (statement, 3), 0, MAX_TIME_S);
      publish->ended_s = sqlite3_column_int64 (statement, 4);
      publish->failure = g_strdup (rel_state_get_text (statement, 5));
      g_ptr_array_add (publishes, publish);
    }
  if (!rel_state_finish (self, statement, code, error))
    return NULL;
  for (guint i = 0; i < publishes->len; i++)
    {
      if (!load_steps (self, g_ptr_array_index (publishes, i), error))
        return NULL;
    }
  return g_steal_pointer (&publishes);
}

static GPtrArray *
list_changes (RelSavedPublish *publish)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  for (guint i = 0; i < publish->steps->len; i++)
    g_ptr_array_add (changes, rel_change_ref (((RelSavedStep *) g_ptr_array_index (publish->steps, i))->change));
  return changes;
}

static gboolean
settle (RelState *self, RelSavedPublish *publish, RelSchema *theirs, GError **error)
{
  g_autoptr (GPtrArray) changes = list_changes (publish);

  if (!rel_state_begin (self, error))
    return FALSE;
  for (guint i = 0; i < publish->steps->len; i++)
    {
      RelSavedStep *step = g_ptr_array_index (publish->steps, i);

      if (step->done == 0 && rel_outcome_check (changes, i, theirs, NULL) &&
          !rel_state_set_step_done (self, publish->id, i, TRUE, error))
        {
          rel_state_roll_back (self);
          return FALSE;
        }
    }
  return rel_state_commit (self, error);
}

/**
 * rel_state_settle:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @theirs: what the server has now
 *
 * Finds out what became of the last publish, if it did not come to its end: the steps that the
 * server has are noted. What cannot be written now is found out the next time.
 */
void
rel_state_settle (RelState *self, const char *target, RelSchema *theirs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) publishes = rel_state_load_publishes (self, target, &error);
  RelSavedPublish *last = publishes != NULL && publishes->len > 0 ? g_ptr_array_index (publishes, 0) : NULL;

  if (last != NULL && last->ended_s == 0)
    settle (self, last, theirs, &error);
  if (error != NULL)
    g_debug ("%s", error->message);
}

/**
 * rel_state_get_last_done:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @done: (out): the place of the step of it that was done last; 0 if none was
 * @error: (out) (optional): where to put a failure
 *
 * Returns: whether it could be read
 */
gboolean
rel_state_get_last_done (RelState *self, const char *target, gint64 *done, GError **error)
{
  return get_number (self,
                     "SELECT max (done) FROM steps JOIN publishes ON publishes.id = steps.publish WHERE target = ?",
                     target, done, error);
}

/**
 * rel_state_load_done:
 * @self: a state
 * @target: the project, by [method@Target.get_id]
 * @after: what was done last as far as the caller knows; gets what was done last
 * @error: (out) (optional): where to put a failure
 *
 * Reads what was published from the draft by whomever has it open. What a command has published
 * is not in the draft: to that it is as if somebody else had done it, on the server.
 *
 * Returns: (transfer full) (nullable) (element-type RelChange): what was done since, or %NULL on
 *   error
 */
GPtrArray *
rel_state_load_done (RelState *self, const char *target, gint64 *after, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  sqlite3_stmt *statement =
    rel_state_prepare (self, error,
                       "SELECT change, inverse, done, steps.digest FROM steps JOIN publishes"
                       " ON publishes.id = steps.publish"
                       " WHERE target = ? AND done > ? AND substr (names, 1, 1) = '[' ORDER BY done",
                       "si", target, *after);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      RelSavedStep *step = read_step (statement);

      *after = sqlite3_column_int64 (statement, 2);
      if (step == NULL)
        continue;
      g_ptr_array_add (changes, rel_change_ref (step->change));
      step_free (step);
    }
  return rel_state_finish (self, statement, code, error) ? g_steal_pointer (&changes) : NULL;
}
