/* rel-count.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many items refer to others. Nothing else is asked of the items.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "rel-answer.h"
#include "rel-client-private.h"
#include "rel-error.h"
#include "rel-failure.h"
#include "rel-graphql.h"

#define ITEMS_PATH "/graphql"

/* What is counted. */
typedef struct
{
  char *collection; /* (owned) */
  char *field;      /* (owned) */
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;

  g_free (count->collection);
  g_free (count->field);
  g_free (count);
}

/* Databases differ in whether a number of rows is a number or text. */
static gboolean
read_number (JsonNode *node, gint64 *number)
{
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    *number = json_node_get_int (node);
  else if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING ||
           !g_ascii_string_to_signed (json_node_get_string (node), 10, 0, G_MAXINT64, number, NULL))
    return FALSE;
  return *number >= 0;
}

/* Returns the number in the only group of an aggregation. */
static void
return_number (GTask *task, JsonArray *groups)
{
  Count *count = g_task_get_task_data (task);
  JsonNode *group = groups != NULL && json_array_get_length (groups) == 1 ? json_array_get_element (groups, 0) : NULL;
  JsonObject *counts = NULL;
  gint64 number;

  if (group != NULL && JSON_NODE_HOLDS_OBJECT (group))
    counts = rel_json_get_object (json_node_get_object (group), "count");
  if (counts != NULL && read_number (json_object_get_member (counts, count->field), &number))
    g_task_return_int (task, number);
  else
    g_task_return_new_error (task, REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                             _ ("The server does not say how many items of “%s” there are"), count->collection);
}

static void
counted_over_rest_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  GError *error = NULL;

  if (!rel_api_send_finish (REL_API (source), result, &answer, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  return_number (task, answer != NULL && JSON_NODE_HOLDS_OBJECT (answer)
                         ? rel_json_get_array (json_node_get_object (answer), "data")
                         : NULL);
}

static void
count_over_rest (GTask *task)
{
  RelClient *self = g_task_get_source_object (task);
  Count *count = g_task_get_task_data (task);
  g_autoptr (GString) path = g_string_new (rel_is_system_name (count->collection) ? "/" : "/items/");

  g_string_append_uri_escaped (path, rel_collection_name_get_short (count->collection), NULL, FALSE);
  g_string_append (path, "?aggregate%5Bcount%5D=");
  g_string_append_uri_escaped (path, count->field, NULL, FALSE);
  rel_api_send_async (self->api, "GET", path->str, NULL, REL_TRANSPORT_READ_SILENCE_S, g_task_get_cancellable (task),
                      counted_over_rest_cb, g_object_ref (task));
}

static char *
dup_member (Count *count)
{
  return g_strconcat (rel_collection_name_get_short (count->collection), "_aggregated", NULL);
}

static void
counted_over_graphql_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *member = dup_member (g_task_get_task_data (task));
  g_autoptr (JsonNode) answer = NULL;
  JsonNode *data = NULL;
  GError *error = NULL;

  if (rel_api_send_finish (REL_API (source), result, &answer, NULL, &error) &&
      (error = rel_failure_of_graphql (answer, ITEMS_PATH)) == NULL)
    data = rel_answer_get_data (answer, ITEMS_PATH, &error);
  if (error == NULL && data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    {
      return_number (task, rel_json_get_array (json_node_get_object (data), member));
      return;
    }
  if (error == NULL)
    return_number (task, NULL);
  else
    {
      rel_api_hide_token (REL_API (source), error);
      g_task_return_error (task, error);
    }
}

static void
count_over_graphql (GTask *task)
{
  RelClient *self = g_task_get_source_object (task);
  Count *count = g_task_get_task_data (task);
  g_autofree char *member = dup_member (count);
  g_autofree char *query = g_strdup_printf ("{%s{count{%s}}}", member, count->field);
  g_autoptr (JsonNode) body = NULL;

  /* A name with something else in it would be another query. */
  if (!rel_graphql_is_name (member) || !rel_graphql_is_name (count->field))
    {
      g_task_return_new_error (task, REL_ERROR, REL_ERROR_READ_ONLY,
                               _ ("GraphQL cannot ask for “%s.%s”, and this project is set to it"), count->collection,
                               count->field);
      return;
    }
  body = rel_selection_new_body (query, NULL);
  rel_api_post_query_async (self->api, rel_is_system_name (count->collection) ? REL_API_GRAPHQL_PATH : ITEMS_PATH, body,
                            REL_TRANSPORT_READ_SILENCE_S, g_task_get_cancellable (task), counted_over_graphql_cb,
                            g_object_ref (task));
}

/**
 * rel_client_count_items_async:
 * @self: a client
 * @collection: the name of a collection
 * @field: a field of it that has a column
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Counts the items that have something in a field.
 */
void
rel_client_count_items_async (RelClient *self,
                              const char *collection,
                              const char *field,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Count *count;

  g_return_if_fail (REL_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_client_count_items_async);
  count = g_new0 (Count, 1);
  count->collection = g_strdup (collection);
  count->field = g_strdup (field);
  g_task_set_task_data (task, count, count_free);
  if (rel_api_get_kind (self->api) == REL_API_REST)
    count_over_rest (task);
  else
    count_over_graphql (task);
}

/**
 * rel_client_count_items_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Client.count_items_async].
 *
 * Errors: `REL_ERROR_FORBIDDEN` for who may not read the items; `REL_ERROR_READ_ONLY` for what
 * has no name in GraphQL, over which it would be asked; else as
 * [method@Client.fetch_schema_finish].
 *
 * Returns: how many there are; -1 on error
 */
gint64
rel_client_count_items_finish (RelClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
