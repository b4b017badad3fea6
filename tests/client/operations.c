/* operations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that is done with a server, over REST and over GraphQL, each over a connection of its
 * own that must be gone afterwards.
 */

#include "config.h"

#include "operations.h"

#include "publish-fixture.h"
#include "rel-about.h"
#include "rel-execute.h"
#include "rel-read.h"
#include "sending.h"
#include "waiting.h"

#define ME "GET /users/me?fields=email,first_name,last_name"

static void
answer (const Run *run, const char *request, const char *body)
{
  faulty_answer_keep (faulty_server_answer (run->server, request, 200, body));
}

static void
begin (Run *run, RelTransport *transport, RelSignIn *sign_in)
{
  rel_transport_scale_waits (transport, run->silence, run->pauses);
  if (run->begin_besides != NULL)
    run->begin_besides (run, transport, sign_in);
}

static void
end (Run *run)
{
  run->ended_us = g_get_monotonic_time ();
  if (run->end_besides != NULL)
    run->end_besides (run);
}

/* Whatever has happened, the connection can be used. */
static void
ask_again (const Run *run, RelTransport *transport)
{
  g_autoptr (JsonNode) next = NULL;
  g_autoptr (GError) error = NULL;

  if (!run->is_asked_again)
    return;
  rel_transport_scale_waits (transport, 1, 0);
  send_on (transport, "GET", "/next", NULL, &next, &error);
  g_assert_no_error (error);
  g_assert_nonnull (next);
}

static void
run_transport (const char *request, Run *run, GError **error)
{
  RelTransport *transport = rel_transport_new (run->url, TOKEN, NULL);
  g_auto (GStrv) words = g_strsplit (request, " ", 2);

  begin (run, transport, NULL);
  send_on (transport, words[0], words[1], run->cancellable, NULL, error);
  end (run);
  ask_again (run, transport);
  g_assert_finalize_object (transport);
}

static RelClient *
begin_client (Run *run, RelApiKind kind)
{
  RelClient *client = rel_client_new (run->url, kind, TOKEN, NULL);

  begin (run, rel_client_get_transport (client), rel_client_get_sign_in (client));
  return client;
}

static void
fetch_schema (RelClient *client, Run *run, GError **error)
{
  g_autoptr (RelSchema) schema = NULL;
  GAsyncResult *result = NULL;

  rel_client_fetch_schema_async (client, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  schema = rel_client_fetch_schema_finish (client, result, error);
  g_clear_object (&result);
  end (run);
  g_assert_finalize_object (client);
}

static void
run_schema (const char *request, Run *run, GError **error)
{
  answer (run, "GET /collections", SERVER_LIST_IS_EMPTY);
  answer (run, "GET /fields", SERVER_LIST_IS_EMPTY);
  fetch_schema (begin_client (run, REL_API_REST), run, error);
}

static void
run_graphql_schema (const char *request, Run *run, GError **error)
{
  answer (run, GRAPHQL_KNOWN, "{\"data\":{}}");
  answer (run, GRAPHQL_COLLECTIONS, "{\"data\":{\"collections\":[]}}");
  answer (run, GRAPHQL_FIELDS, "{\"data\":{\"fields\":[]}}");
  fetch_schema (begin_client (run, REL_API_GRAPHQL), run, error);
}

static void
publish_change (RelClient *client, Run *run, GError **error)
{
  g_autoptr (RelChange) change = deselect_change ();
  GAsyncResult *result = NULL;

  rel_client_publish_async (client, change, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  rel_client_publish_finish (client, result, NULL, error);
  g_clear_object (&result);
  end (run);
  g_assert_finalize_object (client);
}

static void
run_publish (const char *request, Run *run, GError **error)
{
  faulty_answer_keep (answer_as_it_was (run->server, ONE));
  publish_change (begin_client (run, REL_API_REST), run, error);
}

static void
run_about (const char *request, Run *run, GError **error)
{
  RelClient *client = begin_client (run, REL_API_REST);
  GAsyncResult *result = NULL;

  answer (run, "GET /server/info", "{\"data\":{\"version\":\"11.3.5\"}}");
  answer (run, "GET /collections/directus_migrations", "{\"data\":{}}");
  rel_client_fetch_about_async (client, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  rel_about_free (rel_client_fetch_about_finish (client, result, error));
  g_clear_object (&result);
  end (run);
  g_assert_finalize_object (client);
}

static void
run_snapshot (const char *request, Run *run, GError **error)
{
  RelClient *client = begin_client (run, REL_API_REST);
  g_autoptr (JsonNode) snapshot = NULL;
  GAsyncResult *result = NULL;

  rel_client_fetch_snapshot_async (client, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  snapshot = rel_client_fetch_snapshot_finish (client, result, error);
  g_clear_object (&result);
  end (run);
  g_assert_finalize_object (client);
}

static void
run_diff (const char *request, Run *run, GError **error)
{
  RelClient *client = begin_client (run, REL_API_REST);
  g_autoptr (JsonNode) snapshot = parse ("{\"version\":1}");
  g_autoptr (JsonNode) diff = NULL;
  GAsyncResult *result = NULL;

  rel_client_diff_schema_async (client, snapshot, REL_DIFF_NONE, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  rel_client_diff_schema_finish (client, result, &diff, error);
  g_clear_object (&result);
  end (run);
  g_assert_finalize_object (client);
}

static void
run_apply (const char *request, Run *run, GError **error)
{
  RelClient *client = begin_client (run, REL_API_REST);
  g_autoptr (JsonNode) diff = parse ("{\"hash\":\"x\",\"diff\":{}}");
  GAsyncResult *result = NULL;

  answer (run, "GET /server/info", "{\"data\":{\"version\":\"11.3.5\"}}");
  rel_client_apply_schema_async (client, diff, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  rel_client_apply_schema_finish (client, result, error);
  g_clear_object (&result);
  end (run);
  g_assert_finalize_object (client);
}

/* What comes before a write, and is not what goes wrong. */
static void
answer_preparation (const Run *run)
{
  answer (run, GRAPHQL_CLEAR, "{\"data\":{\"utils_cache_clear\":null}}");
  answer (run, GRAPHQL_KEYS, "{\"data\":{\"relations_in_collection\":[]}}");
  answer (run, GRAPHQL " {}", "{\"data\":{}}");
}

static void
run_graphql_publish (const char *request, Run *run, GError **error)
{
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autofree char *text = rel_json_dup_text (before, FALSE);
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"relations_by_name\":%s}}", text);

  answer (run, GRAPHQL_KNOWN, "{\"data\":{}}");
  answer (run, GRAPHQL_ONE, body);
  answer_preparation (run);
  publish_change (begin_client (run, REL_API_GRAPHQL), run, error);
}

/* The part of a client that reads and writes over GraphQL, and what it is made of. */
typedef struct
{
  RelTransport *transport;
  RelSignIn *sign_in;
  RelApi *api;
} Parts;

static void
parts_init (Parts *parts, Run *run)
{
  parts->transport = rel_transport_new (run->url, NULL, NULL);
  parts->sign_in = rel_sign_in_new (parts->transport);
  g_assert_true (rel_sign_in_set_token (parts->sign_in, TOKEN, NULL));
  parts->api = rel_api_new (parts->transport, parts->sign_in, REL_API_GRAPHQL);
  begin (run, parts->transport, parts->sign_in);
}

static void
parts_clear (Parts *parts, Run *run)
{
  end (run);
  ask_again (run, parts->transport);
  g_assert_finalize_object (parts->api);
  g_assert_finalize_object (parts->sign_in);
  g_assert_finalize_object (parts->transport);
}

static void
read_over_graphql (Run *run, const char *collection, const char *field, GError **error)
{
  g_autoptr (JsonNode) data = NULL;
  GAsyncResult *result = NULL;
  Parts parts;

  parts_init (&parts, run);
  rel_read_async (parts.api, REL_OBJECT_RELATION, collection, field, REL_TRANSPORT_READ_SILENCE_S, run->cancellable,
                  waiting_cb, &result);
  waiting_end (&result);
  data = rel_read_finish (result, error);
  g_clear_object (&result);
  parts_clear (&parts, run);
}

static void
run_graphql_list (const char *request, Run *run, GError **error)
{
  answer (run, GRAPHQL_KNOWN, "{\"data\":{}}");
  answer (run, GRAPHQL_RELATIONS, "{\"data\":{\"relations\":[]}}");
  read_over_graphql (run, NULL, NULL, error);
}

static void
run_graphql_one (const char *request, Run *run, GError **error)
{
  answer (run, GRAPHQL_KNOWN, "{\"data\":{}}");
  read_over_graphql (run, "articles", "author", error);
}

static void
write_over_graphql (Run *run, JsonNode *before, JsonNode *after, GError **error)
{
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);
  g_autoptr (GPtrArray) requests = rel_request_list_for_change (change);
  GAsyncResult *result = NULL;
  gboolean sent;
  Parts parts;

  answer_preparation (run);
  parts_init (&parts, run);
  rel_execute_async (parts.api, g_ptr_array_index (requests, 0), run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  rel_execute_finish (result, &sent, error);
  g_clear_object (&result);
  parts_clear (&parts, run);
}

static void
run_graphql_create (const char *request, Run *run, GError **error)
{
  g_autoptr (JsonNode) relation = relation_with (NULL, NULL);

  write_over_graphql (run, NULL, relation, error);
}

static void
run_graphql_update (const char *request, Run *run, GError **error)
{
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_deselect_action", "\"delete\"");

  answer (run, GRAPHQL_UPDATE, "{\"data\":{\"update_relations_item\":{}}}");
  write_over_graphql (run, before, after, error);
}

static void
run_graphql_delete (const char *request, Run *run, GError **error)
{
  g_autoptr (JsonNode) relation = relation_with (NULL, NULL);

  write_over_graphql (run, relation, NULL, error);
}

const Operation operations[N_OPERATIONS] = {
  { "list", "GET /relations", .is_read = TRUE, .run = run_transport },
  { "one", ONE, .is_read = TRUE, .run = run_transport },
  { "create", POST, .run = run_transport },
  { "update", PATCH, .run = run_transport },
  { "delete", DELETE, .run = run_transport },
  { "schema", "GET /relations", .is_read = TRUE, .is_client = TRUE, .run = run_schema },
  { "publish", PATCH, .is_client = TRUE, .run = run_publish },
  { "about", ME, .is_read = TRUE, .is_later = TRUE, .is_dispensable = TRUE, .run = run_about },
  { "snapshot", "GET /schema/snapshot", .is_read = TRUE, .is_client = TRUE, .is_one = TRUE, .run = run_snapshot },
  { "diff", "POST /schema/diff", .is_read = TRUE, .is_client = TRUE, .is_one = TRUE, .is_maybe = TRUE,
    .run = run_diff },
  { "apply", "POST /schema/apply", .run = run_apply },

  { "graphql-list", GRAPHQL_RELATIONS, .is_read = TRUE, .is_client = TRUE, .is_graphql = TRUE,
    .run = run_graphql_list },
  { "graphql-one", GRAPHQL_ONE, .is_read = TRUE, .is_client = TRUE, .is_one = TRUE, .is_graphql = TRUE,
    .run = run_graphql_one },
  { "graphql-create", GRAPHQL_CREATE, .is_graphql = TRUE, .run = run_graphql_create },
  { "graphql-update", GRAPHQL_UPDATE, .is_graphql = TRUE, .run = run_graphql_update },
  { "graphql-delete", GRAPHQL_DELETE, .is_graphql = TRUE, .run = run_graphql_delete },
  { "graphql-schema", GRAPHQL_RELATIONS, .is_read = TRUE, .is_client = TRUE, .is_graphql = TRUE,
    .run = run_graphql_schema },
  { "graphql-publish", GRAPHQL_UPDATE, .is_client = TRUE, .is_graphql = TRUE, .run = run_graphql_publish },
  { "graphql-introspection", GRAPHQL_KNOWN, .is_read = TRUE, .is_graphql = TRUE, .is_dispensable = TRUE,
    .run = run_graphql_list },
  { "graphql-preparation", GRAPHQL_CLEAR, .is_graphql = TRUE, .is_dispensable = TRUE, .run = run_graphql_update },
};
