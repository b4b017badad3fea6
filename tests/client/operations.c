/* operations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that is done with a server, each over a connection of its own that must be gone
 * afterwards.
 */

#include "config.h"

#include "operations.h"

#include "publish-fixture.h"
#include "sending.h"
#include "waiting.h"

static void
run_transport (const char *request, const Run *run, GError **error)
{
  RelTransport *transport = rel_transport_new (run->url, TOKEN, NULL);
  g_auto (GStrv) words = g_strsplit (request, " ", 2);

  rel_transport_scale_waits (transport, run->silence, run->pauses);
  send_on (transport, words[0], words[1], run->cancellable, NULL, error);

  if (run->is_asked_again)
    {
      g_autoptr (JsonNode) answer = NULL;
      g_autoptr (GError) next_error = NULL;

      rel_transport_scale_waits (transport, 1, 0);
      send_on (transport, "GET", "/next", NULL, &answer, &next_error);
      g_assert_no_error (next_error);
      g_assert_nonnull (answer);
    }
  g_assert_finalize_object (transport);
}

static RelClient *
client_for (const Run *run)
{
  RelClient *client = rel_client_new (run->url, REL_API_REST, TOKEN, NULL);

  rel_transport_scale_waits (rel_client_get_transport (client), run->silence, run->pauses);
  return client;
}

static void
run_schema (const char *request, const Run *run, GError **error)
{
  RelClient *client = client_for (run);
  g_autoptr (RelSchema) schema = NULL;
  GAsyncResult *result = NULL;

  faulty_answer_keep (faulty_server_answer (run->server, "GET /collections", 200, SERVER_LIST_IS_EMPTY));
  faulty_answer_keep (faulty_server_answer (run->server, "GET /fields", 200, SERVER_LIST_IS_EMPTY));
  rel_client_fetch_schema_async (client, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  schema = rel_client_fetch_schema_finish (client, result, error);
  g_clear_object (&result);
  g_assert_finalize_object (client);
}

static void
run_publish (const char *request, const Run *run, GError **error)
{
  RelClient *client = client_for (run);
  g_autoptr (RelChange) change = deselect_change ();
  GAsyncResult *result = NULL;

  faulty_answer_keep (answer_as_it_was (run->server, ONE));
  rel_client_publish_async (client, change, run->cancellable, waiting_cb, &result);
  waiting_end (&result);
  rel_client_publish_finish (client, result, NULL, error);
  g_clear_object (&result);
  g_assert_finalize_object (client);
}

const Operation operations[N_OPERATIONS] = {
  { "list", "GET /relations", TRUE, FALSE, run_transport }, { "one", ONE, TRUE, FALSE, run_transport },
  { "create", POST, FALSE, FALSE, run_transport },          { "update", PATCH, FALSE, FALSE, run_transport },
  { "delete", DELETE, FALSE, FALSE, run_transport },        { "schema", "GET /relations", TRUE, TRUE, run_schema },
  { "publish", PATCH, FALSE, TRUE, run_publish },
};
