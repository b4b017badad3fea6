/* test-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each case says what the server answers to which request; what was asked for is compared
 * with tests/data/client/NAME.json.
 */

#include "config.h"

#include <string.h>

#include "faulty-server.h"
#include "rel-change.h"
#include "rel-client.h"
#include "rel-error.h"
#include "waiting.h"

#define ONE    "GET /relations/articles/author"
#define LIST   "GET /relations/articles"
#define PATCH  "PATCH /relations/articles/author"
#define DELETE "DELETE /relations/articles/author"
#define POST   "POST /relations"

#define FORBIDDEN                                                                                                      \
  "{\"errors\":[{\"message\":\"You don't have permission to access this.\",\"extensions\":{\"code\":\"FORBIDDEN\"}}]}"
#define SERVER_LIST_IS_EMPTY "{\"data\":[]}"

/* A relation with all that it can have; the values that a change sets follow it. */
static const char relation_text[] =
  "{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\",\"schema\":{\"table\":"
  "\"articles\",\"column\":\"author\",\"foreign_key_table\":\"authors\",\"foreign_key_column\":\"id\",\"on_update\":"
  "\"NO ACTION\",\"on_delete\":\"SET NULL\",\"constraint_name\":null},\"meta\":{\"id\":1,\"many_collection\":"
  "\"articles\",\"many_field\":\"author\",\"one_collection\":\"authors\",\"one_field\":\"articles\","
  "\"one_collection_field\":null,\"one_allowed_collections\":null,\"junction_field\":null,\"sort_field\":null,"
  "\"one_deselect_action\":\"nullify\"}}";

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

/* The relation with one member changed; @json is its value, %NULL takes it away. */
static JsonNode *
relation_with (const char *path, const char *json)
{
  g_autoptr (JsonNode) relation = parse (relation_text);
  g_autoptr (JsonNode) value = json != NULL ? parse (json) : NULL;

  return path != NULL ? rel_json_with (relation, path, value) : g_steal_pointer (&relation);
}

/* The change that most cases publish: `meta.one_deselect_action` from nullify to delete. */
static RelChange *
deselect_change (void)
{
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_deselect_action", "\"delete\"");

  return rel_change_new (REL_OBJECT_RELATION, 0, before, after);
}

static FaultyAnswer *
answer_data (FaultyServer *server, const char *request, JsonNode *data)
{
  g_autofree char *text = rel_json_dup_text (data, FALSE);
  g_autofree char *body = g_strdup_printf ("{\"data\":%s}", text);

  return faulty_server_answer (server, request, 200, body);
}

/* Answers a request with the relation, one member changed. */
static FaultyAnswer *
answer_with (FaultyServer *server, const char *request, const char *path, const char *json)
{
  g_autoptr (JsonNode) relation = relation_with (path, json);

  return answer_data (server, request, relation);
}

static FaultyAnswer *
answer_as_it_was (FaultyServer *server, const char *request)
{
  return answer_with (server, request, NULL, NULL);
}

static FaultyAnswer *
answer_as_wanted (FaultyServer *server, const char *request)
{
  return answer_with (server, request, "meta.one_deselect_action", "\"delete\"");
}

static gboolean
publish (FaultyServer *server, RelChange *change, GCancellable *cancellable, GError **error)
{
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), "token", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean is_done;

  rel_client_publish_async (client, change, cancellable, waiting_cb, &result);
  waiting_end (&result);
  is_done = rel_client_publish_finish (client, result, error);
  if (error != NULL && *error != NULL)
    g_test_message ("%s", (*error)->message);
  return is_done;
}

static void
assert_published (FaultyServer *server, RelChange *change, const char *golden)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = publish (server, change, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (is_done);
  faulty_server_assert_requests (server, golden);
}

static void
assert_fails (FaultyServer *server, RelChange *change, RelError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (publish (server, change, NULL, &error));
  g_assert_error (error, REL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

static guint
count_writes (FaultyServer *server)
{
  return faulty_server_count (server, POST) + faulty_server_count (server, PATCH) +
         faulty_server_count (server, DELETE);
}

static void
test_updates_a_member (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  answer_as_it_was (server, ONE);
  answer_as_wanted (server, PATCH);
  answer_as_wanted (server, ONE);
  assert_published (server, change, "update-member");
}

static void
test_updates_an_action (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_as_it_was (server, ONE);
  faulty_server_answer (server, PATCH, 204, NULL);
  answer_with (server, ONE, "schema.on_delete", "\"CASCADE\"");
  assert_published (server, change, "update-action");
}

static void
test_clears_a_member (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_field", "null");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_as_it_was (server, ONE);
  answer_with (server, PATCH, "meta.one_field", "null");
  answer_with (server, ONE, "meta.one_field", "null");
  assert_published (server, change, "clear-member");
}

/* What others changed beside the change stays, above all the actions, which always go along. */
static void
test_keeps_what_others_changed (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();
  g_autoptr (JsonNode) theirs = relation_with ("schema.on_update", "\"CASCADE\"");
  g_autoptr (JsonNode) wanted_value = parse ("\"delete\"");
  g_autoptr (JsonNode) both = rel_json_with (theirs, "meta.one_deselect_action", wanted_value);

  answer_data (server, ONE, theirs);
  answer_data (server, PATCH, both);
  answer_data (server, ONE, both);
  assert_published (server, change, "keep-others");
}

/* (collection, field) is not unique: the second one is found in the list. */
static void
test_reads_the_second_in_the_list (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_deselect_action", "\"delete\"");
  g_autoptr (JsonNode) other = relation_with ("meta.one_field", "\"other\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 1, before, after);
  g_autofree char *before_text = rel_json_dup_text (before, FALSE);
  g_autofree char *after_text = rel_json_dup_text (after, FALSE);
  g_autofree char *other_text = rel_json_dup_text (other, FALSE);
  g_autofree char *list_before = g_strdup_printf ("{\"data\":[%s,%s]}", other_text, before_text);
  g_autofree char *list_after = g_strdup_printf ("{\"data\":[%s,%s]}", other_text, after_text);

  faulty_server_answer (server, LIST, 200, list_before);
  answer_as_wanted (server, PATCH);
  faulty_server_answer (server, LIST, 200, list_after);
  assert_published (server, change, "update-second");
}

static void
test_writes_nothing_that_is_there (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  answer_as_wanted (server, ONE);
  assert_published (server, change, "read-only");
}

static void
test_sees_a_conflict (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.sort_field", "\"sort\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_with (server, ONE, "meta.sort_field", "\"position\"");
  assert_fails (server, change, REL_ERROR_CONFLICT,
                "meta.sort_field of articles.author meanwhile: it was null and is now position");
  faulty_server_assert_requests (server, "read-only");
}

/* 403 can mean both: the list tells which. */
static void
test_sees_that_it_is_deleted (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  faulty_server_answer (server, ONE, 403, FORBIDDEN);
  faulty_server_answer (server, LIST, 200, SERVER_LIST_IS_EMPTY);
  assert_fails (server, change, REL_ERROR_CONFLICT, "Somebody deleted articles.author");
  g_assert_cmpuint (count_writes (server), ==, 0);
}

static void
test_sees_that_it_may_not (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  faulty_server_answer (server, ONE, 403, FORBIDDEN);
  faulty_server_answer (server, LIST, 403, FORBIDDEN);
  assert_fails (server, change, REL_ERROR_FORBIDDEN, "Missing or not allowed");
  g_assert_cmpuint (count_writes (server), ==, 0);
}

static void
test_tells_a_refusal (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  answer_as_it_was (server, ONE);
  faulty_server_answer (
    server, PATCH, 400,
    "{\"errors\":[{\"message\":\"Invalid payload. No.\",\"extensions\":{\"code\":\"INVALID_PAYLOAD\"}}]}");
  assert_fails (server, change, REL_ERROR_REFUSED, "Invalid payload. No. (INVALID_PAYLOAD)");
  g_assert_cmpuint (faulty_server_count (server, ONE), ==, 1);
}

static void
test_catches_a_lie (void)
{
  static const struct
  {
    const char *path;
    const char *json;
    const char *words;
  } cases[] = {
    { NULL, NULL, "meta.one_deselect_action of articles.author is still nullify, not delete" },
    { "meta.one_deselect_action", "\"other\"", "is now other, not delete" },
    { "schema.on_delete", "\"NO ACTION\"", "schema.on_delete of articles.author is now NO ACTION, not SET NULL" },
    { "schema.on_update", "\"CASCADE\"", "schema.on_update of articles.author is now CASCADE, not NO ACTION" },
    { "schema", "null", "dropped the foreign key" },
    { "related_collection", "\"people\"", "related_collection of articles.author is now people, not authors" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelChange) change = deselect_change ();
      g_autoptr (JsonNode) left = relation_with (cases[i].path, cases[i].json);
      g_autoptr (JsonNode) wanted = parse ("\"delete\"");

      /* Besides what was lost on the way, the change itself is there. */
      if (i > 1)
        {
          JsonNode *both = rel_json_with (left, "meta.one_deselect_action", wanted);

          json_node_unref (left);
          left = both;
        }
      answer_as_it_was (server, ONE);
      answer_as_wanted (server, PATCH);
      answer_data (server, ONE, left);
      assert_fails (server, change, REL_ERROR_NOT_DONE, cases[i].words);
      g_assert_cmpuint (count_writes (server), ==, 1);
    }
}

static void
test_tells_an_unasked_key (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with ("schema", "null");
  g_autoptr (JsonNode) wanted = parse ("\"delete\"");
  g_autoptr (JsonNode) after = rel_json_with (before, "meta.one_deselect_action", wanted);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_data (server, ONE, before);
  answer_as_wanted (server, PATCH);
  answer_as_wanted (server, ONE);
  assert_fails (server, change, REL_ERROR_NOT_DONE, "also made a foreign key");
}

static void
test_creates (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) after = parse (
    "{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\",\"schema\":"
    "{\"on_delete\":\"SET NULL\"},\"meta\":{\"one_field\":\"articles\",\"sort_field\":null}}");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, NULL, after);

  faulty_server_answer (server, ONE, 403, FORBIDDEN);
  answer_as_it_was (server, POST);
  answer_as_it_was (server, ONE);
  assert_published (server, change, "create");
}

static void
test_creates_nothing_twice (void)
{
  g_autoptr (JsonNode) after = relation_with (NULL, NULL);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, NULL, after);
  g_autoptr (FaultyServer) same = faulty_server_new ();
  g_autoptr (FaultyServer) other = faulty_server_new ();

  answer_as_it_was (same, ONE);
  assert_published (same, change, "read-only");

  answer_with (other, ONE, "related_collection", "\"people\"");
  assert_fails (other, change, REL_ERROR_CONFLICT, "related_collection");
  g_assert_cmpuint (count_writes (other), ==, 0);
}

static void
test_deletes (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, NULL);

  answer_as_it_was (server, ONE);
  faulty_server_answer (server, DELETE, 204, NULL);
  faulty_server_answer (server, ONE, 403, FORBIDDEN);
  faulty_server_answer (server, LIST, 200, SERVER_LIST_IS_EMPTY);
  assert_published (server, change, "delete");
}

static void
test_deletes_nothing_twice (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, NULL);

  faulty_server_answer (server, ONE, 403, FORBIDDEN);
  faulty_server_answer (server, LIST, 200, SERVER_LIST_IS_EMPTY);
  assert_published (server, change, "read-in-list");
}

static void
test_tells_what_sqlite_leaves (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, NULL);

  answer_as_it_was (server, ONE);
  faulty_server_answer (server, DELETE, 204, NULL);
  answer_with (server, ONE, "meta", "null");
  assert_fails (server, change, REL_ERROR_NOT_DONE, "Directus on SQLite cannot drop a foreign key");
}

static void
test_deletes_nothing_that_changed (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, NULL);

  answer_with (server, ONE, "schema.on_delete", "\"CASCADE\"");
  assert_fails (server, change, REL_ERROR_CONFLICT, "schema.on_delete of articles.author");
  g_assert_cmpuint (count_writes (server), ==, 0);
}

/* The target cannot be changed by PATCH. */
static void
test_retargets_in_two_requests (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_as_it_was (server, ONE);
  faulty_server_answer (server, DELETE, 204, NULL);
  answer_data (server, POST, after);
  answer_data (server, ONE, after);
  assert_published (server, change, "retarget");
}

static void
test_says_how_far_it_came (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_as_it_was (server, ONE);
  faulty_server_answer (server, DELETE, 204, NULL);
  faulty_server_answer (server, POST, 400, "{\"errors\":[{\"message\":\"It already has one.\"}]}");
  assert_fails (server, change, REL_ERROR_REFUSED, "takes 2 requests; DELETE /relations/articles/author was done");
}

static void
test_decides_after_a_lost_reply (void)
{
  static const Moment moments[] = { MOMENT_BEFORE_HEADERS, MOMENT_AFTER_HEADERS, MOMENT_IN_BODY };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (RelChange) change = deselect_change ();
      g_autoptr (FaultyServer) done = faulty_server_new ();
      g_autoptr (FaultyServer) not_done = faulty_server_new ();
      g_autoptr (FaultyServer) dead = faulty_server_new ();

      answer_as_it_was (done, ONE);
      faulty_answer_fail (answer_as_wanted (done, PATCH), moments[i], FAULT_CLOSE);
      answer_as_wanted (done, ONE);
      assert_published (done, change, "update-member");

      answer_as_it_was (not_done, ONE);
      faulty_answer_fail (answer_as_wanted (not_done, PATCH), moments[i], FAULT_CLOSE);
      answer_as_it_was (not_done, ONE);
      assert_fails (not_done, change, REL_ERROR_NETWORK, "the server does not have the change yet");
      faulty_server_assert_requests (not_done, "update-member");

      answer_as_it_was (dead, ONE);
      faulty_answer_fail (answer_as_wanted (dead, PATCH), moments[i], FAULT_CLOSE);
      faulty_answer_fail (answer_as_wanted (dead, ONE), MOMENT_BEFORE_HEADERS, FAULT_CLOSE);
      assert_fails (dead, change, REL_ERROR_NETWORK, "unknown");
      g_assert_cmpuint (faulty_server_count (dead, PATCH), ==, 1);
    }
}

/* After the first of two requests the rest must not be sent on a guess. */
static void
test_stops_between_two_requests (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_as_it_was (server, ONE);
  faulty_answer_fail (faulty_server_answer (server, DELETE, 204, NULL), MOMENT_BEFORE_HEADERS, FAULT_CLOSE);
  faulty_server_answer (server, ONE, 403, FORBIDDEN);
  faulty_server_answer (server, LIST, 200, SERVER_LIST_IS_EMPTY);
  assert_fails (server, change, REL_ERROR_NETWORK, "the rest was not sent");
  g_assert_cmpuint (faulty_server_count (server, DELETE), ==, 1);
  g_assert_cmpuint (faulty_server_count (server, POST), ==, 0);
}

static void
test_says_that_it_was_not_read_back (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelChange) change = deselect_change ();

  answer_as_it_was (server, ONE);
  answer_as_wanted (server, PATCH);
  faulty_server_answer (server, ONE, 500, "<html>");
  assert_fails (server, change, REL_ERROR_SERVER, "could not be read back");
}

static void
test_says_that_nobody_answers (void)
{
  g_autoptr (RelChange) change = deselect_change ();
  FaultyServer *server = faulty_server_new ();
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), "token", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  faulty_server_free (server);
  rel_client_publish_async (client, change, NULL, waiting_cb, &result);
  waiting_end (&result);
  g_assert_false (rel_client_publish_finish (client, result, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "Nothing answers"));
}

/* Cancelled at each of its three requests, before and within the answer. */
static void
test_cancels_at_each_moment (void)
{
  static const Moment moments[] = { MOMENT_BEFORE_HEADERS, MOMENT_AFTER_HEADERS, MOMENT_IN_BODY };

  for (guint step = 0; step < 3; step++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
        {
          g_autoptr (FaultyServer) server = faulty_server_new ();
          g_autoptr (RelChange) change = deselect_change ();
          g_autoptr (GCancellable) cancellable = g_cancellable_new ();
          g_autoptr (GError) error = NULL;
          FaultyAnswer *answers[3];

          answers[0] = answer_as_it_was (server, ONE);
          answers[1] = answer_as_wanted (server, PATCH);
          answers[2] = answer_as_wanted (server, ONE);
          faulty_answer_fail (answers[step], moments[i], FAULT_HANG);
          faulty_answer_cancel (answers[step], cancellable);

          g_assert_false (publish (server, change, cancellable, &error));
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_cmpuint (count_writes (server), ==, step == 0 ? 0 : 1);
          if (step == 1)
            g_assert_nonnull (strstr (error->message, "unknown"));
        }
    }
}

static void
test_publishes_one_at_a_time (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), "token", NULL);
  g_autoptr (RelChange) change = deselect_change ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autoptr (GError) error = NULL;

  answer_as_wanted (server, ONE);
  answer_as_wanted (server, ONE);
  rel_client_publish_async (client, change, NULL, waiting_cb, &first);
  rel_client_publish_async (client, change, NULL, waiting_cb, &second);
  waiting_end (&first);
  waiting_end (&second);
  g_assert_true (rel_client_publish_finish (client, first, NULL));
  g_assert_false (rel_client_publish_finish (client, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpuint (faulty_server_count (server, ONE), ==, 1);

  rel_client_publish_async (client, change, NULL, waiting_cb, &third);
  waiting_end (&third);
  g_assert_true (rel_client_publish_finish (client, third, NULL));
}

static void
test_escapes_names (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = parse ("{\"collection\":\"a b?ü\",\"field\":\"x#%y\",\"related_collection\":null,"
                                       "\"schema\":null,\"meta\":{\"sort_field\":null}}");
  g_autoptr (JsonNode) after = parse ("{\"collection\":\"a b?ü\",\"field\":\"x#%y\",\"related_collection\":null,"
                                      "\"schema\":null,\"meta\":{\"sort_field\":\"sort\"}}");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_data (server, "GET /relations/a%20b%3F%C3%BC/x%23%25y", before);
  answer_data (server, "PATCH /relations/a%20b%3F%C3%BC/x%23%25y", after);
  answer_data (server, "GET /relations/a%20b%3F%C3%BC/x%23%25y", after);
  assert_published (server, change, "escape-names");
}

static void
test_publishes_a_field (void)
{
  static const char *const one = "GET /fields/articles/title";
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) created = parse ("{\"collection\":\"articles\",\"field\":\"title\",\"type\":\"string\","
                                        "\"schema\":{},\"meta\":{\"note\":null}}");
  g_autoptr (JsonNode) updated = parse ("{\"collection\":\"articles\",\"field\":\"title\",\"type\":\"string\","
                                        "\"schema\":{},\"meta\":{\"note\":\"A line\"}}");
  g_autoptr (RelChange) create = rel_change_new (REL_OBJECT_FIELD, 0, NULL, created);
  g_autoptr (RelChange) update = rel_change_new (REL_OBJECT_FIELD, 0, created, updated);
  g_autoptr (RelChange) delete = rel_change_new (REL_OBJECT_FIELD, 0, updated, NULL);
  g_autoptr (GError) error = NULL;

  faulty_server_answer (server, one, 403, FORBIDDEN);
  answer_data (server, "POST /fields/articles", created);
  answer_data (server, one, created);
  g_assert_true (publish (server, create, NULL, &error));

  answer_data (server, one, created);
  answer_data (server, "PATCH /fields/articles/title", updated);
  answer_data (server, one, updated);
  g_assert_true (publish (server, update, NULL, &error));

  answer_data (server, one, updated);
  faulty_server_answer (server, "DELETE /fields/articles/title", 204, NULL);
  faulty_server_answer (server, one, 403, FORBIDDEN);
  faulty_server_answer (server, "GET /fields/articles", 200, SERVER_LIST_IS_EMPTY);
  g_assert_true (publish (server, delete, NULL, &error));
  faulty_server_assert_requests (server, "field");
}

/* Directus makes an alias of an unknown field that is updated, so it must be there before. */
static void
test_updates_no_unknown_field (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = parse ("{\"collection\":\"articles\",\"field\":\"title\",\"meta\":{\"note\":null}}");
  g_autoptr (JsonNode) after = parse ("{\"collection\":\"articles\",\"field\":\"title\",\"meta\":{\"note\":\"x\"}}");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_FIELD, 0, before, after);

  faulty_server_answer (server, "GET /fields/articles/title", 403, FORBIDDEN);
  faulty_server_answer (server, "GET /fields/articles", 200, SERVER_LIST_IS_EMPTY);
  assert_fails (server, change, REL_ERROR_CONFLICT, "Somebody deleted articles.title");
  g_assert_cmpuint (faulty_server_count (server, "PATCH /fields/articles/title"), ==, 0);
}

static void
test_publishes_a_collection (void)
{
  static const char *const one = "GET /collections/articles";
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) created = parse ("{\"collection\":\"articles\",\"meta\":{\"note\":null},\"schema\":{}}");
  g_autoptr (JsonNode) updated = parse ("{\"collection\":\"articles\",\"meta\":{\"note\":\"All\"},\"schema\":{}}");
  g_autoptr (RelChange) create = rel_change_new (REL_OBJECT_COLLECTION, 0, NULL, created);
  g_autoptr (RelChange) update = rel_change_new (REL_OBJECT_COLLECTION, 0, created, updated);
  g_autoptr (RelChange) delete = rel_change_new (REL_OBJECT_COLLECTION, 0, updated, NULL);
  g_autoptr (GError) error = NULL;

  faulty_server_answer (server, one, 403, FORBIDDEN);
  answer_data (server, "POST /collections", created);
  answer_data (server, one, created);
  g_assert_true (publish (server, create, NULL, &error));

  answer_data (server, one, created);
  answer_data (server, "PATCH /collections/articles", updated);
  answer_data (server, one, updated);
  g_assert_true (publish (server, update, NULL, &error));

  answer_data (server, one, updated);
  faulty_server_answer (server, "DELETE /collections/articles", 204, NULL);
  faulty_server_answer (server, one, 403, FORBIDDEN);
  faulty_server_answer (server, "GET /collections", 200, SERVER_LIST_IS_EMPTY);
  g_assert_true (publish (server, delete, NULL, &error));
  faulty_server_assert_requests (server, "collection");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/publish/updates-a-member", test_updates_a_member);
  g_test_add_func ("/client/publish/updates-an-action", test_updates_an_action);
  g_test_add_func ("/client/publish/clears-a-member", test_clears_a_member);
  g_test_add_func ("/client/publish/keeps-what-others-changed", test_keeps_what_others_changed);
  g_test_add_func ("/client/publish/reads-the-second-in-the-list", test_reads_the_second_in_the_list);
  g_test_add_func ("/client/publish/writes-nothing-that-is-there", test_writes_nothing_that_is_there);
  g_test_add_func ("/client/publish/sees-a-conflict", test_sees_a_conflict);
  g_test_add_func ("/client/publish/sees-that-it-is-deleted", test_sees_that_it_is_deleted);
  g_test_add_func ("/client/publish/sees-that-it-may-not", test_sees_that_it_may_not);
  g_test_add_func ("/client/publish/tells-a-refusal", test_tells_a_refusal);
  g_test_add_func ("/client/publish/catches-a-lie", test_catches_a_lie);
  g_test_add_func ("/client/publish/tells-an-unasked-key", test_tells_an_unasked_key);
  g_test_add_func ("/client/publish/creates", test_creates);
  g_test_add_func ("/client/publish/creates-nothing-twice", test_creates_nothing_twice);
  g_test_add_func ("/client/publish/deletes", test_deletes);
  g_test_add_func ("/client/publish/deletes-nothing-twice", test_deletes_nothing_twice);
  g_test_add_func ("/client/publish/tells-what-sqlite-leaves", test_tells_what_sqlite_leaves);
  g_test_add_func ("/client/publish/deletes-nothing-that-changed", test_deletes_nothing_that_changed);
  g_test_add_func ("/client/publish/retargets-in-two-requests", test_retargets_in_two_requests);
  g_test_add_func ("/client/publish/says-how-far-it-came", test_says_how_far_it_came);
  g_test_add_func ("/client/publish/decides-after-a-lost-reply", test_decides_after_a_lost_reply);
  g_test_add_func ("/client/publish/stops-between-two-requests", test_stops_between_two_requests);
  g_test_add_func ("/client/publish/says-that-it-was-not-read-back", test_says_that_it_was_not_read_back);
  g_test_add_func ("/client/publish/says-that-nobody-answers", test_says_that_nobody_answers);
  g_test_add_func ("/client/publish/cancels-at-each-moment", test_cancels_at_each_moment);
  g_test_add_func ("/client/publish/publishes-one-at-a-time", test_publishes_one_at_a_time);
  g_test_add_func ("/client/publish/escapes-names", test_escapes_names);
  g_test_add_func ("/client/publish/publishes-a-field", test_publishes_a_field);
  g_test_add_func ("/client/publish/updates-no-unknown-field", test_updates_no_unknown_field);
  g_test_add_func ("/client/publish/publishes-a-collection", test_publishes_a_collection);

  return g_test_run ();
}
