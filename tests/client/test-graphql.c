/* test-graphql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is sent over GraphQL for each change, and in which order. All goes to one address, so
 * each case says the answers in their order; what was asked is compared with
 * tests/data/client/graphql-NAME.json.
 */

#include "config.h"

#include <string.h>

#include "publish-fixture.h"
#include "rel-transport-private.h"
#include "waiting.h"

/* What real servers say of it, cut to what the cases read. */
#define KNOWN                                                                                                          \
  "{\"data\":{\"collections\":{\"fields\":[{\"name\":\"collection\",\"type\":{\"kind\":\"SCALAR\",\"fields\":null}},"  \
  "{\"name\":\"meta\",\"type\":{\"kind\":\"OBJECT\",\"fields\":[{\"name\":\"note\",\"type\":{\"kind\":\"SCALAR\"}},"   \
  "{\"name\":\"hidden\",\"type\":{\"kind\":\"NON_NULL\"}}]}}]},\"fields\":{\"fields\":[{\"name\":\"collection\","      \
  "\"type\":{\"kind\":\"SCALAR\",\"fields\":null}},{\"name\":\"field\",\"type\":{\"kind\":\"SCALAR\",\"fields\":"      \
  "null}},{\"name\":\"type\",\"type\":{\"kind\":\"SCALAR\",\"fields\":null}},{\"name\":\"meta\",\"type\":{\"kind\":"   \
  "\"OBJECT\",\"fields\":[{\"name\":\"note\",\"type\":{\"kind\":\"SCALAR\"}},{\"name\":\"id\",\"type\":{\"kind\":"     \
  "\"NON_NULL\"}}]}}]},\"relations\":{\"fields\":[{\"name\":\"collection\",\"type\":{\"kind\":\"SCALAR\",\"fields\":"  \
  "null}},{\"name\":\"field\",\"type\":{\"kind\":\"SCALAR\",\"fields\":null}},{\"name\":\"related_collection\","       \
  "\"type\":{\"kind\":\"SCALAR\",\"fields\":null}},{\"name\":\"schema\",\"type\":{\"kind\":\"OBJECT\",\"fields\":"     \
  "[{\"name\":\"on_update\",\"type\":{\"kind\":\"NON_NULL\"}},{\"name\":\"on_delete\",\"type\":{\"kind\":"             \
  "\"NON_NULL\"}}]}},{\"name\":\"meta\",\"type\":{\"kind\":\"OBJECT\",\"fields\":[{\"name\":\"id\",\"type\":"          \
  "{\"kind\":\"SCALAR\"}},{\"name\":\"one_deselect_action\",\"type\":{\"kind\":\"SCALAR\"}}]}}]}}}"

#define FAILURE(code, root)                                                                                            \
  "{\"data\":{\"" root "\":null},\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"" code                    \
  "\"},\"path\":[\"" root "\"]}]}"
#define BUSY(code) "{\"errors\":[{\"message\":\"Not now.\",\"extensions\":{\"code\":\"" code "\"}}]}"
#define UNKNOWN                                                                                                        \
  "{\"errors\":[{\"message\":\"GraphQL validation error.\",\"extensions\":{\"errors\":[{\"message\":\"%s\"}],"         \
  "\"code\":\"GRAPHQL_VALIDATION\"}}]}"

static void
answer (FaultyServer *server, const char *body)
{
  faulty_server_answer (server, GRAPHQL, 200, body);
}

/* The one object that @root asks for. */
static void
answer_object (FaultyServer *server, const char *root, JsonNode *object)
{
  g_autofree char *text = rel_json_dup_text (object, FALSE);
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"%s\":%s}}", root, text);

  answer (server, body);
}

/* What comes before each write, and the write. */
static void
answer_write (FaultyServer *server, const char *mutation)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"%s\":{\"collection\":\"articles\"}}}", mutation);

  answer (server, "{\"data\":{\"utils_cache_clear\":null}}");
  faulty_server_answer (server, GRAPHQL, 400,
                        "{\"errors\":[{\"message\":\"Invalid payload. Must provide query string.\",\"extensions\":"
                        "{\"code\":\"INVALID_PAYLOAD\",\"reason\":\"Must provide query string\"}}]}");
  answer (server, "{\"data\":{\"relations_in_collection\":[]}}");
  answer (server, body);
}

static gboolean
publish_with (RelClient *client, RelChange *change, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_transport_scale_waits (rel_client_get_transport (client), 1, 0);
  rel_client_publish_async (client, change, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_client_publish_finish (client, result, NULL, error);
}

static gboolean
publish_over_graphql (FaultyServer *server, RelChange *change, GError **error)
{
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_GRAPHQL, "token", NULL);

  return publish_with (client, change, error);
}

static void
assert_sent (FaultyServer *server, RelChange *change, const char *golden)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = publish_over_graphql (server, change, &error);

  g_assert_no_error (error);
  g_assert_true (is_done);
  faulty_server_assert_requests (server, golden);
}

static void
test_updates_a_relation (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  answer (server, KNOWN);
  answer_object (server, "relations_by_name", rel_change_get_before (change));
  answer_write (server, "update_relations_item");
  answer_object (server, "relations_by_name", rel_change_get_after (change));
  assert_sent (server, change, "graphql-update-relation");
}

static void
test_creates_a_relation (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) after =
    parse ("{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\",\"schema\":"
           "{\"on_delete\":\"SET NULL\"},\"meta\":{\"one_field\":\"articles\",\"sort_field\":null}}");
  g_autoptr (JsonNode) created = relation_with (NULL, NULL);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, NULL, after);

  answer (server, KNOWN);
  answer (server, FAILURE ("FORBIDDEN", "relations_by_name"));
  answer_write (server, "create_relations_item");
  answer_object (server, "relations_by_name", created);
  assert_sent (server, change, "graphql-create-relation");
}

/* What is missing is looked for in the list too, as after a 403, and if that is empty the
 * collection. */
static void
test_deletes_a_relation (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, NULL);

  answer (server, KNOWN);
  answer_object (server, "relations_by_name", before);
  answer_write (server, "delete_relations_item");
  answer (server, FAILURE ("FORBIDDEN", "relations_by_name"));
  answer (server, "{\"data\":{\"relations_in_collection\":[]}}");
  answer (server, "{\"data\":{\"collections_by_name\":{\"collection\":\"articles\"}}}");
  assert_sent (server, change, "graphql-delete-relation");
}

static void
test_retargets_a_relation (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer (server, KNOWN);
  answer_object (server, "relations_by_name", before);
  answer_write (server, "delete_relations_item");
  answer_write (server, "create_relations_item");
  answer_object (server, "relations_by_name", after);
  assert_sent (server, change, "graphql-retarget-relation");
}

/* A row of a field wants a number that is free. */
static void
test_creates_a_field (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) after = parse ("{\"collection\":\"articles\",\"field\":\"mood\",\"type\":\"string\",\"schema\":"
                                      "{\"default_value\":true},\"meta\":{\"note\":\"How it \\\"felt\\\"\",\"options\":"
                                      "{\"a-b\":[1]}}}");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_FIELD, 0, NULL, after);

  answer (server, KNOWN);
  answer (server, FAILURE ("FORBIDDEN", "fields_by_name"));
  answer (server, "{\"data\":{\"fields\":[{\"meta__id\":{\"id\":41}},{\"meta__id\":null}]},\"errors\":[{\"message\":"
                  "\"No.\",\"path\":[\"fields\",1,\"meta__id\",\"id\"]}]}");
  answer_write (server, "create_fields_item");
  answer_object (server, "fields_by_name", after);
  assert_sent (server, change, "graphql-create-field");
}

static void
test_updates_a_field (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = parse ("{\"collection\":\"articles\",\"field\":\"mood\",\"type\":\"string\",\"schema\":"
                                       "null,\"meta\":{\"id\":7,\"note\":null,\"hidden\":true,\"readonly\":false}}");
  g_autoptr (JsonNode) note = parse ("\"How it feels\"");
  g_autoptr (JsonNode) after = rel_json_with (before, "meta.note", note);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_FIELD, 0, before, after);

  answer (server, KNOWN);
  answer_object (server, "fields_by_name", before);
  answer_write (server, "update_fields_item");
  answer_object (server, "fields_by_name", after);
  assert_sent (server, change, "graphql-update-field");
}

static void
test_updates_a_collection (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before =
    parse ("{\"collection\":\"articles\",\"schema\":null,\"meta\":{\"note\":null,\"hidden\":"
           "true,\"singleton\":false,\"archive_app_filter\":true,\"collapse\":\"closed\","
           "\"versioning\":true}}");
  g_autoptr (JsonNode) note = parse ("\"Of the sample\"");
  g_autoptr (JsonNode) after = rel_json_with (before, "meta.note", note);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_COLLECTION, 0, before, after);

  answer (server, KNOWN);
  answer_object (server, "collections_by_name", before);
  answer_write (server, "update_collections_item");
  answer_object (server, "collections_by_name", after);
  assert_sent (server, change, "graphql-update-collection");
}

/* A site may have switched introspection off. */
static void
test_reads_without_being_told (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();
  g_autofree char *refusal = g_strdup_printf (UNKNOWN, "GraphQL introspection has been disabled");

  faulty_server_answer (server, GRAPHQL, 400, refusal);
  answer_object (server, "relations_by_name", rel_change_get_after (change));
  assert_sent (server, change, "graphql-read-untold");
}

static char *
dup_last_query (FaultyServer *server)
{
  g_autoptr (JsonNode) requests = faulty_server_dup_requests (server);
  JsonArray *array = json_node_get_array (requests);
  JsonObject *last = json_array_get_object_element (array, json_array_get_length (array) - 1);

  return g_strdup (rel_json_get_string (last, "body.query"));
}

/* A server that was too busy to say what it knows was never asked again, and all that its
 * version has besides was not read as long as the program ran. */
static void
test_asks_again_what_it_was_not_told (void)
{
  static const struct
  {
    guint status;
    guint n_tries;
    const char *body;
    RelError code;
  } busy[] = {
    { 429, REL_TRANSPORT_TRIES, BUSY ("REQUESTS_EXCEEDED"), REL_ERROR_REFUSED },
    { 429, REL_TRANSPORT_TRIES, NULL, REL_ERROR_REFUSED },
    { 503, REL_TRANSPORT_TRIES, BUSY ("SERVICE_UNAVAILABLE"), REL_ERROR_SERVER },
    { 500, 1, NULL, REL_ERROR_SERVER },
    { 200, 1, BUSY ("SERVICE_UNAVAILABLE"), REL_ERROR_SERVER },
    { 200, 1, BUSY ("REQUESTS_EXCEEDED"), REL_ERROR_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (busy); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_GRAPHQL, "token", NULL);
      g_autoptr (RelChange) change = deselect_change ();
      g_autoptr (GError) error = NULL;
      g_autofree char *asked = NULL;

      for (guint n = 0; n < busy[i].n_tries; n++)
        faulty_server_answer (server, GRAPHQL, busy[i].status, busy[i].body);
      g_assert_false (publish_with (client, change, &error));
      g_assert_error (error, REL_ERROR, (int) busy[i].code);
      g_clear_error (&error);

      answer (server, KNOWN);
      answer_object (server, "relations_by_name", rel_change_get_after (change));
      publish_with (client, change, &error);
      g_assert_no_error (error);
      asked = dup_last_query (server);
      g_assert_nonnull (strstr (asked, "relations_by_name"));
      g_assert_null (strstr (asked, "constraint_name"));
    }
}

static void
assert_refused (FaultyServer *server, RelError code, const char *words)
{
  g_autoptr (RelChange) change = deselect_change ();
  g_autoptr (GError) error = NULL;

  g_assert_false (publish_over_graphql (server, change, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, REL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

/* Whoever may not use a query is told that there is none. */
static void
test_tells_what_is_hidden (void)
{
  g_autoptr (FaultyServer) read = faulty_server_new ();
  g_autoptr (FaultyServer) write = faulty_server_new ();
  g_autoptr (FaultyServer) wrong = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();
  g_autofree char *no_query =
    g_strdup_printf (UNKNOWN, "Cannot query field \\\"relations_by_name\\\" on type \\\"Query\\\".");
  g_autofree char *no_list =
    g_strdup_printf (UNKNOWN, "Cannot query field \\\"relations_in_collection\\\" on type \\\"Query\\\".");
  g_autofree char *no_mutation =
    g_strdup_printf (UNKNOWN, "Cannot query field \\\"update_relations_item\\\" on type \\\"Mutation\\\".");
  g_autofree char *no_member =
    g_strdup_printf (UNKNOWN, "Cannot query field \\\"novelty\\\" on type \\\"directus_relations\\\".");

  answer (read, KNOWN);
  faulty_server_answer (read, GRAPHQL, 400, no_query);
  faulty_server_answer (read, GRAPHQL, 400, no_list);
  assert_refused (read, REL_ERROR_FORBIDDEN, "Missing or not allowed");

  answer (write, KNOWN);
  answer_object (write, "relations_by_name", rel_change_get_before (change));
  faulty_server_answer (write, GRAPHQL, 400, no_mutation);
  faulty_server_answer (write, GRAPHQL, 400, no_mutation);
  faulty_server_answer (write, GRAPHQL, 400, no_mutation);
  faulty_server_answer (write, GRAPHQL, 400, no_mutation);
  answer_object (write, "relations_by_name", rel_change_get_before (change));
  assert_refused (write, REL_ERROR_FORBIDDEN, "Missing or not allowed");

  /* A query that does not fit is no matter of rights. */
  answer (wrong, KNOWN);
  faulty_server_answer (wrong, GRAPHQL, 400, no_member);
  assert_refused (wrong, REL_ERROR_REFUSED, "Cannot query field \"novelty\"");
}

/* Old servers do the work and then fail to read the result. */
static void
test_believes_what_it_reads (void)
{
  g_autoptr (RelChange) change = deselect_change ();

  for (guint is_done = 0; is_done < 2; is_done++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (GError) error = NULL;

      answer (server, KNOWN);
      answer_object (server, "relations_by_name", rel_change_get_before (change));
      for (guint i = 0; i < 3; i++)
        answer (server, "{\"data\":null}");
      answer (server, FAILURE ("INTERNAL_SERVER_ERROR", "update_relations_item"));
      answer_object (server, "relations_by_name",
                     is_done ? rel_change_get_after (change) : rel_change_get_before (change));
      g_assert_true (publish_over_graphql (server, change, &error) == (gboolean) is_done);
      if (is_done)
        g_assert_no_error (error);
      else
        g_assert_error (error, REL_ERROR, REL_ERROR_SERVER);
    }
}

/* What is read over GraphQL goes by POST, and was taken for a write: given up at the first
 * answer that was none. */
static void
test_tries_a_query_again (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  faulty_server_answer (server, GRAPHQL, 503, NULL);
  answer (server, KNOWN);
  faulty_answer_fail (faulty_server_answer (server, GRAPHQL, 200, "{}"), MOMENT_IN_BODY, FAULT_CLOSE);
  answer_object (server, "relations_by_name", rel_change_get_before (change));
  answer (server, "{\"data\":null}");
  faulty_server_answer (server, GRAPHQL, 502, NULL);
  answer (server, "{\"data\":null}");
  answer (server, "{\"data\":null}");
  /* The write itself, which is not tried again. */
  faulty_server_answer (server, GRAPHQL, 503, NULL);
  faulty_server_answer (server, GRAPHQL, 429, NULL);
  answer_object (server, "relations_by_name", rel_change_get_after (change));
  assert_sent (server, change, "graphql-try-again");
}

/* A server that quotes what it was sent, in what comes like a success. */
static void
test_repeats_no_token (void)
{
  static const char quoting[] =
    "{\"errors\":[{\"message\":\"Not s3cret.\",\"extensions\":{\"code\":\"INVALID_PAYLOAD\","
    "\"reason\":\"It is s3cret\"}}]}";
  g_autoptr (RelChange) change = deselect_change ();

  for (guint is_write = 0; is_write < 2; is_write++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_GRAPHQL, "s3cret", NULL);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      answer (server, KNOWN);
      if (is_write)
        {
          answer_object (server, "relations_by_name", rel_change_get_before (change));
          for (guint i = 0; i < 3; i++)
            answer (server, "{\"data\":null}");
        }
      answer (server, quoting);
      answer_object (server, "relations_by_name", rel_change_get_before (change));
      rel_client_publish_async (client, change, NULL, waiting_cb, &result);
      waiting_end (&result);
      g_assert_false (rel_client_publish_finish (client, result, NULL, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, "Not …."));
      g_assert_null (strstr (error->message, "s3cret"));
      g_assert_cmpstr (rel_error_get_reason (error), ==, "It is …");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/graphql/updates-a-relation", test_updates_a_relation);
  g_test_add_func ("/client/graphql/creates-a-relation", test_creates_a_relation);
  g_test_add_func ("/client/graphql/deletes-a-relation", test_deletes_a_relation);
  g_test_add_func ("/client/graphql/retargets-a-relation", test_retargets_a_relation);
  g_test_add_func ("/client/graphql/creates-a-field", test_creates_a_field);
  g_test_add_func ("/client/graphql/updates-a-field", test_updates_a_field);
  g_test_add_func ("/client/graphql/updates-a-collection", test_updates_a_collection);
  g_test_add_func ("/client/graphql/reads-without-being-told", test_reads_without_being_told);
  g_test_add_func ("/client/graphql/asks-again-what-it-was-not-told", test_asks_again_what_it_was_not_told);
  g_test_add_func ("/client/graphql/tells-what-is-hidden", test_tells_what_is_hidden);
  g_test_add_func ("/client/graphql/believes-what-it-reads", test_believes_what_it_reads);
  g_test_add_func ("/client/graphql/tries-a-query-again", test_tries_a_query_again);
  g_test_add_func ("/client/graphql/repeats-no-token", test_repeats_no_token);

  return g_test_run ();
}
