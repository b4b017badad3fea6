/* publish-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The relation that the tests of publishing change, and a server that answers with it.
 */

#include "config.h"

#include "publish-fixture.h"

#include <string.h>

#include "rel-transport-private.h"
#include "waiting.h"

/* A relation with all that it can have; the values that a change sets follow it. */
static const char relation_text[] =
  "{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\",\"schema\":{\"table\":"
  "\"articles\",\"column\":\"author\",\"foreign_key_table\":\"authors\",\"foreign_key_column\":\"id\",\"on_update\":"
  "\"NO ACTION\",\"on_delete\":\"SET NULL\",\"constraint_name\":null},\"meta\":{\"id\":1,\"many_collection\":"
  "\"articles\",\"many_field\":\"author\",\"one_collection\":\"authors\",\"one_field\":\"articles\","
  "\"one_collection_field\":null,\"one_allowed_collections\":null,\"junction_field\":null,\"sort_field\":null,"
  "\"one_deselect_action\":\"nullify\"}}";

JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

/* The relation with one member changed; @json is its value, %NULL takes it away. */
JsonNode *
relation_with (const char *path, const char *json)
{
  g_autoptr (JsonNode) relation = parse (relation_text);
  g_autoptr (JsonNode) value = json != NULL ? parse (json) : NULL;

  return path != NULL ? rel_json_with (relation, path, value) : g_steal_pointer (&relation);
}

/* The change that most cases publish: `meta.one_deselect_action` from nullify to delete. */
RelChange *
deselect_change (void)
{
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_deselect_action", "\"delete\"");

  return rel_change_new (REL_OBJECT_RELATION, 0, before, after);
}

FaultyAnswer *
answer_data (FaultyServer *server, const char *request, JsonNode *data)
{
  g_autofree char *text = rel_json_dup_text (data, FALSE);
  g_autofree char *body = g_strdup_printf ("{\"data\":%s}", text);

  return faulty_server_answer (server, request, 200, body);
}

/* Answers a request with the relation, one member changed. */
FaultyAnswer *
answer_with (FaultyServer *server, const char *request, const char *path, const char *json)
{
  g_autoptr (JsonNode) relation = relation_with (path, json);

  return answer_data (server, request, relation);
}

FaultyAnswer *
answer_as_it_was (FaultyServer *server, const char *request)
{
  return answer_with (server, request, NULL, NULL);
}

FaultyAnswer *
answer_as_wanted (FaultyServer *server, const char *request)
{
  return answer_with (server, request, "meta.one_deselect_action", "\"delete\"");
}

gboolean
publish (FaultyServer *server, RelChange *change, GCancellable *cancellable, GError **error)
{
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_REST, "token", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean is_done;

  rel_transport_scale_waits (rel_client_get_transport (client), 1, 0);
  rel_client_publish_async (client, change, cancellable, waiting_cb, &result);
  waiting_end (&result);
  is_done = rel_client_publish_finish (client, result, NULL, error);
  if (error != NULL && *error != NULL)
    g_test_message ("%s", (*error)->message);
  return is_done;
}

void
assert_published (FaultyServer *server, RelChange *change, const char *golden)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = publish (server, change, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (is_done);
  faulty_server_assert_requests (server, golden);
}

void
assert_fails (FaultyServer *server, RelChange *change, RelError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (publish (server, change, NULL, &error));
  g_assert_error (error, REL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

guint
count_writes (FaultyServer *server)
{
  return faulty_server_count (server, POST) + faulty_server_count (server, PATCH) +
         faulty_server_count (server, DELETE);
}
