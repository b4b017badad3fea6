/* test-client.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "faulty-server.h"
#include "rel-client.h"
#include "rel-error.h"
#include "waiting.h"

static const char *const requests[] = { "GET /collections", "GET /fields", "GET /relations" };

static const char *const lists[] = {
  "{\"data\":[{\"collection\":\"articles\",\"meta\":null,\"schema\":{\"name\":\"articles\"}}]}",
  "{\"data\":[{\"collection\":\"articles\",\"field\":\"author\",\"type\":\"integer\",\"schema\":{},\"meta\":null}]}",
  "{\"data\":[{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\",\"schema\":null,"
  "\"meta\":null},{\"collection\":\"ghosts\",\"field\":\"x\",\"related_collection\":null,\"schema\":null,\"meta\":{}}]"
  "}",
};

static RelClient *
client_for (FaultyServer *server, const char *token)
{
  g_autoptr (GError) error = NULL;
  RelClient *client = rel_client_new (faulty_server_get_url (server), REL_API_REST, token, &error);

  g_assert_no_error (error);
  return client;
}

static RelSchema *
fetch (RelClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_client_fetch_schema_async (client, cancellable, waiting_cb, &result);
  waiting_end (&result);
  return rel_client_fetch_schema_finish (client, result, error);
}

/* Answers all lists but one. */
static void
answer_others (FaultyServer *server, guint except)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (i != except)
        faulty_server_answer (server, requests[i], 200, lists[i]);
    }
}

static void
test_goes_away (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  RelClient *client = client_for (server, "token");

  g_assert_finalize_object (client);
}

static void
test_normalizes_its_address (void)
{
  g_autoptr (RelClient) client = rel_client_new (" https://cms.example.com/admin/content ", REL_API_REST, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (rel_client_get_url (client), ==, "https://cms.example.com");
  g_assert_null (rel_client_new ("no address", REL_API_REST, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
}

static void
test_fetches_a_schema (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelClient) client = client_for (server, "token");
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = NULL;

  answer_others (server, G_MAXUINT);
  schema = fetch (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_schema_count_relations (schema), ==, 2);
  g_assert_true (rel_schema_has_field (schema, "articles", "author"));
  g_assert_nonnull (rel_schema_find_relation (schema, "ghosts", "x", 0));
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *authorization = faulty_server_dup_header (server, i, "authorization");

      g_assert_cmpstr (authorization, ==, "Bearer token");
      g_assert_cmpuint (faulty_server_count (server, requests[i]), ==, 1);
    }
}

static void
test_keeps_a_sub_path (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autofree char *url = g_strconcat (faulty_server_get_url (server), "/directus/admin", NULL);
  g_autoptr (RelClient) client = rel_client_new (url, REL_API_REST, "token", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = NULL;

  faulty_server_answer (server, "GET /directus/collections", 200, lists[0]);
  faulty_server_answer (server, "GET /directus/fields", 200, lists[1]);
  faulty_server_answer (server, "GET /directus/relations", 200, lists[2]);
  schema = fetch (client, NULL, &error);
  g_assert_no_error (error);
}

/* Whichever list fails, its error is told and the others, which hang, are given up. */
static void
test_tells_the_first_error (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelClient) client = client_for (server, "token");
      g_autoptr (GError) error = NULL;

      for (guint other = 0; other < G_N_ELEMENTS (requests); other++)
        {
          FaultyAnswer *answer = faulty_server_answer (server, requests[other], other == i ? 401 : 200, "");

          if (other != i)
            faulty_answer_fail (answer, MOMENT_BEFORE_HEADERS, FAULT_HANG);
        }
      g_assert_null (fetch (client, NULL, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
    }
}

static void
test_refuses_other_answers (void)
{
  static const struct
  {
    guint list;
    const char *body;
    const char *words;
  } cases[] = {
    { 0, "{\"data\":{}}", "not with a list" },
    { 1, "[]", "not as the Directus API does" },
    { 2, "{\"items\":[]}", "not as the Directus API does" },
    { 2, "", "not as the Directus API does" },
    { 0, "{\"data\":[{\"name\":\"articles\"}]}", "collections[0]" },
    { 1, "{\"data\":[1]}", "fields[0]" },
    { 2, "{\"data\":[{\"collection\":\"a\",\"field\":\"b\",\"meta\":5}]}", "relations[0]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelClient) client = client_for (server, "token");
      g_autoptr (GError) error = NULL;

      answer_others (server, cases[i].list);
      faulty_server_answer (server, requests[cases[i].list], 200, cases[i].body);
      g_assert_null (fetch (client, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_asks_for_a_token (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelClient) client = client_for (server, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    faulty_server_answer (server, requests[i], 403, "{\"errors\":[{\"message\":\"No permission.\"}]}");
  g_assert_null (fetch (client, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (error->message, "only with a token"));
}

static void
test_cancels_at_each_moment (void)
{
  static const Moment moments[] = { MOMENT_BEFORE_HEADERS, MOMENT_AFTER_HEADERS, MOMENT_IN_BODY };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      for (guint m = 0; m < G_N_ELEMENTS (moments); m++)
        {
          g_autoptr (FaultyServer) server = faulty_server_new ();
          g_autoptr (RelClient) client = client_for (server, "token");
          g_autoptr (GCancellable) cancellable = g_cancellable_new ();
          g_autoptr (GError) error = NULL;
          FaultyAnswer *answer;

          answer_others (server, i);
          answer = faulty_server_answer (server, requests[i], 200, lists[i]);
          faulty_answer_fail (answer, moments[m], FAULT_HANG);
          faulty_answer_cancel (answer, cancellable);
          g_assert_null (fetch (client, cancellable, &error));
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        }
    }
}

/* Absence proves nothing when the server hides what a user may not see. */
static void
test_marks_what_is_partial (void)
{
  static const char *const collections[] = {
    "{\"data\":[{\"collection\":\"articles\",\"meta\":null,\"schema\":{}}]}",
    "{\"data\":[{\"collection\":\"articles\",\"meta\":null,\"schema\":{}},"
    "{\"collection\":\"directus_migrations\",\"meta\":{\"system\":true},\"schema\":{}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    {
      gboolean is_partial = i == 0;
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (RelClient) client = client_for (server, "token");
      g_autoptr (RelSchema) schema = NULL;
      g_autoptr (GError) error = NULL;
      RelRelation *ghost;

      answer_others (server, 0);
      faulty_server_answer (server, requests[0], 200, collections[i]);
      schema = fetch (client, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (rel_schema_is_partial (schema), ==, is_partial);
      ghost = rel_schema_find_relation (schema, "ghosts", "x", 0);
      g_assert_cmpint (rel_schema_is_ghost (schema, ghost), ==, !is_partial);
    }
}

/* The client may go away while it works: what it began still ends, once. */
static void
test_may_be_dropped_while_fetching (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  RelClient *client = client_for (server, "token");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (GObject) source = NULL;

  answer_others (server, G_MAXUINT);
  rel_client_fetch_schema_async (client, NULL, waiting_cb, &result);
  g_object_unref (client);
  waiting_end (&result);
  source = g_async_result_get_source_object (result);
  schema = rel_client_fetch_schema_finish (REL_CLIENT (source), result, NULL);
  g_assert_nonnull (schema);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/client/goes-away", test_goes_away);
  g_test_add_func ("/client/client/normalizes-its-address", test_normalizes_its_address);
  g_test_add_func ("/client/client/fetches-a-schema", test_fetches_a_schema);
  g_test_add_func ("/client/client/keeps-a-sub-path", test_keeps_a_sub_path);
  g_test_add_func ("/client/client/tells-the-first-error", test_tells_the_first_error);
  g_test_add_func ("/client/client/refuses-other-answers", test_refuses_other_answers);
  g_test_add_func ("/client/client/asks-for-a-token", test_asks_for_a_token);
  g_test_add_func ("/client/client/cancels-at-each-moment", test_cancels_at_each_moment);
  g_test_add_func ("/client/client/marks-what-is-partial", test_marks_what_is_partial);
  g_test_add_func ("/client/client/may-be-dropped-while-fetching", test_may_be_dropped_while_fetching);

  return g_test_run ();
}
