/* rel-current.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server has now in the place of a change.
 *
 * Directus answers 403 both for what is missing and for what may not be read, so after a
 * 403 the list that the object would be in decides. Of relations with the same collection
 * and field, and of Directus' own, the list alone says all.
 */

#include "config.h"

#include "rel-current.h"

#include "rel-error.h"
#include "rel-json.h"
#include "rel-read.h"

/* What is looked for. */
typedef struct
{
  RelChange *change; /* (owned) */
  guint silence_s;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  rel_change_unref (look->change);
  g_free (look);
}

static gboolean
is_system_relation (RelChange *change)
{
  JsonNode *either = rel_change_get_before (change) != NULL ? rel_change_get_before (change)
                                                            : rel_change_get_after (change);

  return rel_json_get_boolean (json_node_get_object (either), "meta.system");
}

/* The object in @list that the change is about; %NULL if it is not there. */
static JsonNode *
find_in_list (RelChange *change, JsonArray *list)
{
  const char *field = rel_change_get_field (change);
  guint n_left = rel_change_get_nth (change);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (g_strcmp0 (rel_json_get_string (object, "collection"), rel_change_get_collection (change)) != 0)
        continue;
      if (field != NULL && g_strcmp0 (rel_json_get_string (object, "field"), field) != 0)
        continue;
      if (n_left-- == 0)
        return node;
    }
  return NULL;
}

static void
list_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) list = rel_read_finish (result, &error);
  JsonNode *found;

  if (list == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  found = find_in_list (look->change, json_node_get_array (list));
  g_task_return_pointer (task, found != NULL ? json_node_ref (found) : NULL, (GDestroyNotify) json_node_unref);
}

static void
read_list (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  RelObject object = rel_change_get_object (look->change);

  rel_read_async (g_task_get_source_object (task), object,
                  object == REL_OBJECT_COLLECTION ? NULL : rel_change_get_collection (look->change), NULL,
                  look->silence_s, g_task_get_cancellable (task), list_read_cb, g_object_ref (task));
}

static void
one_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Look *look = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  JsonNode *current = rel_read_finish (result, &error);

  if (current != NULL)
    g_task_return_pointer (task, current, (GDestroyNotify) json_node_unref);
  else if (!g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (rel_change_get_action (look->change) == REL_CHANGE_CREATE)
    /* If it is there all the same, the server refuses to create it. */
    g_task_return_pointer (task, NULL, NULL);
  else
    read_list (task);
}

/**
 * rel_current_read_async:
 * @api: the API of the server
 * @change: a change
 * @silence_s: as in [method@Transport.send_async]
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Reads what the server has now in the place of a change.
 */
void
rel_current_read_async (RelApi *api,
                        RelChange *change,
                        guint silence_s,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (api, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  look->change = rel_change_ref (change);
  look->silence_s = silence_s;
  g_task_set_source_tag (task, rel_current_read_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, look, look_free);

  if (rel_change_get_nth (change) > 0 || is_system_relation (change))
    read_list (task);
  else
    rel_read_async (api, rel_change_get_object (change), rel_change_get_collection (change),
                    rel_change_get_field (change), silence_s, cancellable, one_read_cb, g_steal_pointer (&task));
}

/**
 * rel_current_read_finish:
 * @result: what the callback was given
 * @current: (out) (transfer full) (nullable): the object; %NULL if the server has none
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@current_read_async].
 *
 * Errors: those of [func@read_finish].
 *
 * Returns: whether it could be read
 */
gboolean
rel_current_read_finish (GAsyncResult *result, JsonNode **current, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  *current = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
