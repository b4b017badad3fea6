/* test-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What publishing says when it goes wrong: refusals, conflicts, lies, lost connections. No
 * write is ever sent twice.
 */

#include "config.h"

#include <string.h>

#include "publish-fixture.h"
#include "rel-error.h"
#include "rel-transport-private.h"
#include "waiting.h"

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

/* The server says its version when the relation has no key. */
static void
test_tells_an_unasked_key (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (FaultyServer) old = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with ("schema", "null");
  g_autoptr (JsonNode) wanted = parse ("\"delete\"");
  g_autoptr (JsonNode) after = rel_json_with (before, "meta.one_deselect_action", wanted);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_data (server, ONE, before);
  faulty_server_answer (server, "GET /server/info", 200, "{\"data\":{\"version\":\"12.4.1\"}}");
  answer_as_wanted (server, PATCH);
  answer_as_wanted (server, ONE);
  assert_fails (server, change, REL_ERROR_NOT_DONE, "also made a foreign key");

  answer_data (old, ONE, before);
  faulty_server_answer (old, "GET /server/info", 200, "{\"data\":{\"version\":\"12.3.1\"}}");
  assert_fails (old, change, REL_ERROR_READ_ONLY, "Nothing was sent");
  g_assert_cmpuint (count_writes (old), ==, 0);
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
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_REST, "token", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  faulty_server_free (server);
  rel_transport_scale_waits (rel_client_get_transport (client), 1, 0);
  rel_client_publish_async (client, change, NULL, waiting_cb, &result);
  waiting_end (&result);
  g_assert_false (rel_client_publish_finish (client, result, NULL, &error));
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

/* A server may fail after the work, and a gateway may not wait for it. */
static void
test_decides_after_a_failure (void)
{
  for (guint is_done = 0; is_done < 2; is_done++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelChange) change = deselect_change ();
      g_autoptr (GError) error = NULL;

      answer_as_it_was (server, ONE);
      faulty_server_answer (server, PATCH, 504, "<html>Gateway Timeout</html>");
      if (is_done)
        answer_as_wanted (server, ONE);
      else
        answer_as_it_was (server, ONE);
      g_assert_true (publish (server, change, NULL, &error) == (gboolean) is_done);
      if (is_done)
        g_assert_no_error (error);
      else
        g_assert_error (error, REL_ERROR, REL_ERROR_SERVER);
      g_assert_cmpuint (count_writes (server), ==, 1);
    }
}

/* The repair is a change of what the server has now, and only of what got lost. */
static void
test_offers_a_repair (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_REST, "token", NULL);
  g_autoptr (RelChange) change = deselect_change ();
  g_autoptr (JsonNode) no_action = parse ("\"NO ACTION\"");
  g_autoptr (JsonNode) lost = rel_json_with (rel_change_get_after (change), "schema.on_delete", no_action);
  g_autoptr (RelChange) repair = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RelMemberChange *member;

  answer_as_it_was (server, ONE);
  answer_as_wanted (server, PATCH);
  answer_data (server, ONE, lost);
  rel_client_publish_async (client, change, NULL, waiting_cb, &result);
  waiting_end (&result);
  g_assert_false (rel_client_publish_finish (client, result, &repair, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
  g_assert_nonnull (repair);
  g_assert_true (rel_json_equal (rel_change_get_before (repair), lost));
  g_assert_cmpuint (rel_change_get_members (repair)->len, ==, 1);
  member = g_ptr_array_index (rel_change_get_members (repair), 0);
  g_assert_cmpstr (member->path, ==, "schema.on_delete");
  g_assert_cmpstr (json_node_get_string (member->after), ==, "SET NULL");
}

static void
answer_with_a_token_cb (RelQuestion *question, gpointer user_data)
{
  rel_question_answer (question, NULL, "next-token", FALSE);
}

/* A write that is refused with 401 was not done: it is sent again with the next token. */
static void
test_goes_on_after_signing_in (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), REL_API_REST, "token", NULL);
  g_autoptr (RelChange) change = deselect_change ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *accepted = NULL;

  rel_sign_in_set_ask_func (rel_client_get_sign_in (client), answer_with_a_token_cb, NULL, NULL);
  answer_as_it_was (server, ONE);
  faulty_server_answer (server, PATCH, 401,
                        "{\"errors\":[{\"message\":\"Token expired.\",\"extensions\":{\"code\":\"TOKEN_EXPIRED\"}}]}");
  answer_as_wanted (server, PATCH);
  answer_as_wanted (server, ONE);
  rel_client_publish_async (client, change, NULL, waiting_cb, &result);
  waiting_end (&result);
  g_assert_true (rel_client_publish_finish (client, result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (faulty_server_count (server, PATCH), ==, 2);
  refused = faulty_server_dup_header (server, 1, "authorization");
  accepted = faulty_server_dup_header (server, 2, "authorization");
  g_assert_cmpstr (refused, ==, "Bearer token");
  g_assert_cmpstr (accepted, ==, "Bearer next-token");
}

/* What a gateway made of the answer decides nothing: a change that was done was said to have
 * failed because the answer to it was a page, or broken. */
static void
test_reads_back_what_it_cannot_read (void)
{
  static const char *const bodies[] = { "<html>Welcome</html>", "{\"data\":{", "pong" };
  g_autoptr (RelChange) change = deselect_change ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (FaultyServer) done = faulty_server_new ();
      g_autoptr (FaultyServer) not_done = faulty_server_new ();
      g_autoptr (GError) error = NULL;

      answer_as_it_was (done, ONE);
      faulty_server_answer (done, PATCH, 200, bodies[i]);
      answer_as_wanted (done, ONE);
      publish (done, change, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_writes (done), ==, 1);

      answer_as_it_was (not_done, ONE);
      faulty_server_answer (not_done, PATCH, 200, bodies[i]);
      answer_as_it_was (not_done, ONE);
      assert_fails (not_done, change, REL_ERROR_NOT_DIRECTUS, "/relations/articles/author");
      g_assert_cmpuint (count_writes (not_done), ==, 1);
    }
}

/* A reply that is lost at the worst moment: it was said that nothing was put back. */
static void
test_does_not_know_what_was_put_back (void)
{
  static const char refusal[] = "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"INVALID_PAYLOAD\"}}]}";
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);

  answer_as_it_was (server, ONE);
  faulty_server_answer (server, DELETE, 204, NULL);
  faulty_server_answer (server, POST, 400, refusal);
  faulty_server_answer (server, ONE, 403, FORBIDDEN);
  faulty_server_answer (server, LIST, 200, SERVER_LIST_IS_EMPTY);
  faulty_answer_fail (answer_as_it_was (server, POST), MOMENT_IN_BODY, FAULT_CLOSE);
  assert_fails (server, change, REL_ERROR_REFUSED, "Whether it was put back is unknown (");
  g_assert_cmpuint (faulty_server_count (server, POST), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/failure/sees-a-conflict", test_sees_a_conflict);
  g_test_add_func ("/client/failure/sees-that-it-is-deleted", test_sees_that_it_is_deleted);
  g_test_add_func ("/client/failure/sees-that-it-may-not", test_sees_that_it_may_not);
  g_test_add_func ("/client/failure/tells-a-refusal", test_tells_a_refusal);
  g_test_add_func ("/client/failure/catches-a-lie", test_catches_a_lie);
  g_test_add_func ("/client/failure/tells-an-unasked-key", test_tells_an_unasked_key);
  g_test_add_func ("/client/failure/tells-what-sqlite-leaves", test_tells_what_sqlite_leaves);
  g_test_add_func ("/client/failure/deletes-nothing-that-changed", test_deletes_nothing_that_changed);
  g_test_add_func ("/client/failure/says-how-far-it-came", test_says_how_far_it_came);
  g_test_add_func ("/client/failure/decides-after-a-lost-reply", test_decides_after_a_lost_reply);
  g_test_add_func ("/client/failure/stops-between-two-requests", test_stops_between_two_requests);
  g_test_add_func ("/client/failure/says-that-it-was-not-read-back", test_says_that_it_was_not_read_back);
  g_test_add_func ("/client/failure/says-that-nobody-answers", test_says_that_nobody_answers);
  g_test_add_func ("/client/failure/cancels-at-each-moment", test_cancels_at_each_moment);
  g_test_add_func ("/client/failure/updates-no-unknown-field", test_updates_no_unknown_field);
  g_test_add_func ("/client/failure/decides-after-a-failure", test_decides_after_a_failure);
  g_test_add_func ("/client/failure/offers-a-repair", test_offers_a_repair);
  g_test_add_func ("/client/failure/goes-on-after-signing-in", test_goes_on_after_signing_in);
  g_test_add_func ("/client/failure/reads-back-what-it-cannot-read", test_reads_back_what_it_cannot_read);
  g_test_add_func ("/client/failure/does-not-know-what-was-put-back", test_does_not_know_what_was_put_back);

  return g_test_run ();
}
