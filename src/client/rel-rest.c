/* rel-rest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reading half of Directus' REST API: where collections, fields and relations are, and
 * what an answer holds. What is written is in [type@Request], of the model.
 */

#include "config.h"

#include "rel-rest.h"

#include <glib/gi18n-lib.h>

#include "rel-answer.h"
#include "rel-error.h"

static const char *
get_route (RelObject object)
{
  switch (object)
    {
    case REL_OBJECT_COLLECTION:
      return "/collections";
    case REL_OBJECT_FIELD:
      return "/fields";
    case REL_OBJECT_RELATION:
      return "/relations";
    default:
      g_assert_not_reached ();
    }
}

/* Ends in [func@rest_read_finish]: one object or a list of them is what was asked for. */
static gboolean
check_data (JsonNode *data, const char *path, gboolean is_list, GError **error)
{
  if (is_list ? JSON_NODE_HOLDS_ARRAY (data) : JSON_NODE_HOLDS_OBJECT (data))
    return TRUE;
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS, _ ("This address answers GET %s, but not with %s"), path,
               is_list ? "a list" : "an object");
  return FALSE;
}

/* What a read asks for. */
typedef struct
{
  char *path; /* (owned) */
  gboolean is_list;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_free (read->path);
  g_free (read);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Read *read = g_task_get_task_data (task);
  g_autofree char *what = g_strconcat ("GET ", read->path, NULL);
  g_autoptr (JsonNode) answer = NULL;
  JsonNode *data;
  GError *error = NULL;

  if (!rel_transport_send_finish (REL_TRANSPORT (source), result, &answer, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  data = rel_answer_get_data (answer, what, &error);
  if (data == NULL || !check_data (data, read->path, read->is_list, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, json_node_ref (data), (GDestroyNotify) json_node_unref);
}

/**
 * rel_rest_dup_path:
 * @object: what kind of object
 * @collection: (nullable): whose; %NULL for the list of all
 * @field: (nullable): of which field; %NULL for all of the collection
 *
 * Returns: (transfer full): the path of one object or of a list, percent-encoded
 */
char *
rel_rest_dup_path (RelObject object, const char *collection, const char *field)
{
  g_autofree char *escaped_collection = NULL;
  g_autofree char *escaped_field = NULL;

  g_return_val_if_fail (field == NULL || collection != NULL, NULL);

  if (collection == NULL)
    return g_strdup (get_route (object));
  escaped_collection = g_uri_escape_string (collection, NULL, FALSE);
  if (field == NULL)
    return g_strconcat (get_route (object), "/", escaped_collection, NULL);
  escaped_field = g_uri_escape_string (field, NULL, FALSE);
  return g_strconcat (get_route (object), "/", escaped_collection, "/", escaped_field, NULL);
}

/**
 * rel_rest_read_async:
 * @transport: the way to the server
 * @object: what kind of object
 * @collection: (nullable): as in [func@rest_dup_path]
 * @field: (nullable): as in [func@rest_dup_path]
 * @silence_s: as in [method@Transport.send_async]
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Reads one object, or a list of them.
 */
void
rel_rest_read_async (RelTransport *transport,
                     RelObject object,
                     const char *collection,
                     const char *field,
                     guint silence_s,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  read->path = rel_rest_dup_path (object, collection, field);
  read->is_list = object == REL_OBJECT_COLLECTION ? collection == NULL : field == NULL;
  g_task_set_source_tag (task, rel_rest_read_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, read, read_free);
  rel_transport_send_async (transport, "GET", read->path, NULL, silence_s, cancellable, answered_cb,
                            g_steal_pointer (&task));
}

/**
 * rel_rest_read_finish:
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@rest_read_async].
 *
 * Errors: those of [method@Transport.send_finish]; `REL_ERROR_NOT_DIRECTUS` if the answer
 * holds something else.
 *
 * Returns: (transfer full) (nullable): the object, or the array; %NULL on error
 */
JsonNode *
rel_rest_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
