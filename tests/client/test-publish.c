/* test-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is sent for each change, and in which order. Each case says what the server answers;
 * what it was asked is compared with tests/data/client/NAME.json.
 */

#include "config.h"

#include <string.h>

#include "publish-fixture.h"
#include "rel-error.h"
#include "waiting.h"

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
test_creates (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) after =
    parse ("{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\",\"schema\":"
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
test_publishes_one_at_a_time (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_REST, "token", NULL);
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
  g_assert_true (rel_client_publish_finish (client, first, NULL, NULL));
  g_assert_false (rel_client_publish_finish (client, second, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpuint (faulty_server_count (server, ONE), ==, 1);

  rel_client_publish_async (client, change, NULL, waiting_cb, &third);
  waiting_end (&third);
  g_assert_true (rel_client_publish_finish (client, third, NULL, NULL));
}

/* The relation was deleted and the new one refused, as when rows have no match in the new
 * target: the server had neither then. A server on SQLite keeps the key without its row. */
static void
test_puts_back_what_is_refused (void)
{
  static const char refusal[] = "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"INVALID_PAYLOAD\"}}]}";
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  for (guint keeps_key = 0; keeps_key < 2; keeps_key++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();

      answer_as_it_was (server, ONE);
      faulty_server_answer (server, DELETE, 204, NULL);
      faulty_server_answer (server, POST, 400, refusal);
      if (keeps_key)
        {
          answer_with (server, ONE, "meta", "null");
          answer_as_it_was (server, PATCH);
        }
      else
        {
          faulty_server_answer (server, ONE, 403, FORBIDDEN);
          faulty_server_answer (server, LIST, 200, SERVER_LIST_IS_EMPTY);
          answer_as_it_was (server, POST);
        }
      assert_fails (server, change, REL_ERROR_REFUSED, "It was put back as it was. The server refuses POST");
      faulty_server_assert_requests (server, keeps_key ? "put-back-row" : "put-back");
    }
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
  g_test_add_func ("/client/publish/creates", test_creates);
  g_test_add_func ("/client/publish/creates-nothing-twice", test_creates_nothing_twice);
  g_test_add_func ("/client/publish/deletes", test_deletes);
  g_test_add_func ("/client/publish/deletes-nothing-twice", test_deletes_nothing_twice);
  g_test_add_func ("/client/publish/retargets-in-two-requests", test_retargets_in_two_requests);
  g_test_add_func ("/client/publish/puts-back-what-is-refused", test_puts_back_what_is_refused);
  g_test_add_func ("/client/publish/publishes-one-at-a-time", test_publishes_one_at_a_time);
  g_test_add_func ("/client/publish/escapes-names", test_escapes_names);
  g_test_add_func ("/client/publish/publishes-a-field", test_publishes_a_field);
  g_test_add_func ("/client/publish/publishes-a-collection", test_publishes_a_collection);

  return g_test_run ();
}
