/* test-sdk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the official SDK sends and what this program sends, operation by operation. The
 * former is in tests/data/sdk/requests.json, written by tests/sdk/test-requests.mjs.
 */

#include "config.h"

#include <string.h>

#include "faulty-server.h"
#include "rel-about.h"
#include "rel-client.h"
#include "rel-json.h"
#include "rel-login.h"
#include "rel-request.h"
#include "rel-rest.h"
#include "waiting.h"

#define RELATION_NAMES "\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\""
#define RELATION_KEY   "\"schema\":{\"on_delete\":\"SET NULL\",\"on_update\":\"NO ACTION\"}"
#define RELATION(deselect)                                                                                             \
  "{" RELATION_NAMES "," RELATION_KEY ",\"meta\":{\"one_field\":\"articles\",\"one_deselect_action\":\"" deselect "\"" \
  "}}"
#define FIELD(note)                                                                                                    \
  "{\"field\":\"mood\",\"type\":\"string\",\"schema\":{\"max_length\":80},\"meta\":{\"note\":\"" note "\"},"           \
  "\"collection\":\"articles\"}"
#define COLLECTION(note) "{\"collection\":\"topics\",\"schema\":{},\"meta\":{\"note\":\"" note "\"}}"

/* An operation of the SDK and the same one of this program: of reads the names, of writes
 * the object before and after. */
typedef struct
{
  const char *name;
  RelObject object;
  const char *collection;
  const char *field;
  const char *before;
  const char *after;
  /* Where ours differs, why, and with which body. */
  const char *why;
  const char *body;
} Operation;

static const Operation operations[] = {
  { "readRelations", REL_OBJECT_RELATION },
  { "readRelationByCollection", REL_OBJECT_RELATION, "articles" },
  { "readRelation", REL_OBJECT_RELATION, "articles", "author" },
  { "createRelation", REL_OBJECT_RELATION, .after = RELATION ("nullify") },
  { "updateRelation", REL_OBJECT_RELATION, .before = RELATION ("nullify"), .after = RELATION ("delete"),
    .why = "before 12.4.0 the server ends without the names, and forgets the actions that are left out",
    .body = "{" RELATION_NAMES "," RELATION_KEY ",\"meta\":{\"one_deselect_action\":\"delete\"}}" },
  { "deleteRelation", REL_OBJECT_RELATION, .before = RELATION ("nullify") },
  { "readFields", REL_OBJECT_FIELD },
  { "readFieldsByCollection", REL_OBJECT_FIELD, "articles" },
  { "readField", REL_OBJECT_FIELD, "articles", "author" },
  { "createField", REL_OBJECT_FIELD, .after = FIELD ("How it felt") },
  { "updateField", REL_OBJECT_FIELD, .before = FIELD ("How it felt"), .after = FIELD ("How it feels") },
  { "deleteField", REL_OBJECT_FIELD, .before = FIELD ("How it felt") },
  { "readCollections", REL_OBJECT_COLLECTION },
  { "readCollection", REL_OBJECT_COLLECTION, "topics" },
  { "createCollection", REL_OBJECT_COLLECTION, .after = COLLECTION ("What it is about") },
  { "updateCollection", REL_OBJECT_COLLECTION, .before = COLLECTION ("What it is about"),
    .after = COLLECTION ("What it was about") },
  { "deleteCollection", REL_OBJECT_COLLECTION, .before = COLLECTION ("What it is about") },
};

/* Of what is neither collection, field nor relation: how it is done, and where our request
 * differs, why, and how it is written. */
typedef struct
{
  const char *name;
  void (*run) (FaultyServer *server);
  const char *why;
  const char *request;
} Call;

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = text != NULL ? rel_json_parse (text, strlen (text), &error) : NULL;

  g_assert_no_error (error);
  return node;
}

static JsonNode *
load_recorded (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sdk", "requests.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return parse (text);
}

static void
assert_body (const Operation *operation, JsonNode *ours, JsonNode *theirs)
{
  g_autoptr (JsonNode) expected = operation->body != NULL ? parse (operation->body) : NULL;

  if (operation->why != NULL)
    {
      g_test_message ("%s: %s", operation->name, operation->why);
      g_assert_false (rel_json_equal (ours, theirs));
      g_assert_true (rel_json_equal (ours, expected));
    }
  else if (ours == NULL)
    g_assert_true (rel_json_is_null (theirs));
  else
    g_assert_true (rel_json_equal (ours, theirs));
}

static void
compare (const Operation *operation, JsonObject *recorded)
{
  g_autoptr (JsonNode) before = parse (operation->before);
  g_autoptr (JsonNode) after = parse (operation->after);
  g_autoptr (RelChange) change = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  RelRequest *request;

  g_test_message ("%s", operation->name);
  if (before == NULL && after == NULL)
    {
      g_autofree char *path = rel_rest_dup_path (operation->object, operation->collection, operation->field);

      g_assert_cmpstr (rel_json_get_string (recorded, "method"), ==, "GET");
      g_assert_cmpstr (rel_json_get_string (recorded, "path"), ==, path);
      return;
    }

  change = rel_change_new (operation->object, 0, before, after);
  requests = rel_request_list_for_change (change);
  g_assert_cmpuint (requests->len, ==, 1);
  request = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (rel_json_get_string (recorded, "method"), ==, rel_request_get_method (request));
  g_assert_cmpstr (rel_json_get_string (recorded, "path"), ==, rel_request_get_path (request));
  assert_body (operation, rel_request_get_body (request), json_object_get_member (recorded, "body"));
}

static void
test_sends_what_the_sdk_sends (void)
{
  g_autoptr (JsonNode) node = load_recorded ();
  JsonObject *recorded = json_node_get_object (node);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    compare (&operations[i], json_object_get_object_member (recorded, operations[i].name));
}

static RelClient *
client_for (FaultyServer *server)
{
  return rel_client_new (faulty_server_get_url (server), REL_API_REST, "a-token", NULL);
}

static void
run_about (FaultyServer *server)
{
  g_autoptr (RelClient) client = client_for (server);
  g_autoptr (GAsyncResult) result = NULL;

  faulty_server_answer (server, "GET /server/info", 200, "{\"data\":{\"version\":\"11.3.5\"}}");
  rel_client_fetch_about_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  rel_about_free (rel_client_fetch_about_finish (client, result, NULL));
}

static void
run_snapshot (FaultyServer *server)
{
  g_autoptr (RelClient) client = client_for (server);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) snapshot = NULL;

  rel_client_fetch_snapshot_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  snapshot = rel_client_fetch_snapshot_finish (client, result, NULL);
}

static void
run_diff (FaultyServer *server)
{
  g_autoptr (RelClient) client = client_for (server);
  g_autoptr (JsonNode) snapshot = parse ("{\"version\":1,\"directus\":\"11.3.5\",\"vendor\":\"sqlite\","
                                         "\"collections\":[],\"fields\":[],\"relations\":[]}");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) diff = NULL;

  rel_client_diff_schema_async (client, snapshot, REL_DIFF_NONE, NULL, waiting_cb, &result);
  waiting_end (&result);
  rel_client_diff_schema_finish (client, result, &diff, NULL);
}

static void
run_apply (FaultyServer *server)
{
  g_autoptr (RelClient) client = client_for (server);
  g_autoptr (JsonNode) diff =
    parse ("{\"hash\":\"0123\",\"diff\":{\"collections\":[],\"fields\":[],\"relations\":[]}}");
  g_autoptr (GAsyncResult) result = NULL;

  faulty_server_answer (server, "GET /server/info", 200, "{\"data\":{\"version\":\"11.3.5\"}}");
  rel_client_apply_schema_async (client, diff, NULL, waiting_cb, &result);
  waiting_end (&result);
  rel_client_apply_schema_finish (client, result, NULL);
}

static void
run_login (FaultyServer *server)
{
  g_autoptr (RelTransport) transport = rel_transport_new (faulty_server_get_url (server), NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rel_login_in_async (transport, FALSE, "anna@example.com", "a-password", "123456", waiting_cb, &result);
  waiting_end (&result);
  g_assert_null (rel_login_finish (result, NULL));
}

static void
run_refresh (FaultyServer *server)
{
  g_autoptr (RelTransport) transport = rel_transport_new (faulty_server_get_url (server), NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rel_login_refresh_async (transport, FALSE, "a-refresh-token", waiting_cb, &result);
  waiting_end (&result);
  g_assert_null (rel_login_finish (result, NULL));
}

static void
run_logout (FaultyServer *server)
{
  g_autoptr (RelTransport) transport = rel_transport_new (faulty_server_get_url (server), NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rel_login_out_async (transport, FALSE, "a-refresh-token", waiting_cb, &result);
  waiting_end (&result);
  g_assert_false (rel_login_out_finish (result, NULL));
}

static const Call calls[] = {
  { "serverInfo", run_about },
  { "readMe", run_about, "a comma may stand in a query as it is", "GET /users/me?fields=email,first_name,last_name" },
  { "schemaSnapshot", run_snapshot },
  { "schemaDiff", run_diff },
  { "schemaApply", run_apply },
  { "login", run_login },
  { "refresh", run_refresh },
  { "logout", run_logout },
};

/* Returns: (transfer none): the body of the one request that is @line */
static JsonNode *
find_body (JsonNode *requests, const char *line)
{
  JsonArray *array = json_node_get_array (requests);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *request = json_array_get_object_element (array, i);

      if (strcmp (rel_json_get_string (request, "request"), line) == 0)
        return json_object_get_member (request, "body");
    }
  g_error ("%s was not sent", line);
}

static void
compare_call (const Call *call, JsonObject *recorded)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autofree char *line =
    g_strdup_printf ("%s %s", rel_json_get_string (recorded, "method"), rel_json_get_string (recorded, "path"));
  g_autoptr (JsonNode) requests = NULL;
  JsonNode *theirs = json_object_get_member (recorded, "body");
  JsonNode *ours;

  g_test_message ("%s%s%s", call->name, call->why != NULL ? ": " : "", call->why != NULL ? call->why : "");
  call->run (server);
  requests = faulty_server_dup_requests (server);
  if (call->request != NULL)
    g_assert_cmpstr (call->request, !=, line);
  ours = find_body (requests, call->request != NULL ? call->request : line);
  if (ours == NULL)
    g_assert_true (rel_json_is_null (theirs));
  else
    g_assert_true (rel_json_equal (ours, theirs));
}

static void
test_calls_as_the_sdk_does (void)
{
  g_autoptr (JsonNode) node = load_recorded ();
  JsonObject *recorded = json_node_get_object (node);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    compare_call (&calls[i], json_object_get_object_member (recorded, calls[i].name));
}

static void
test_compares_all (void)
{
  g_autoptr (JsonNode) node = load_recorded ();

  g_assert_cmpuint (json_object_get_size (json_node_get_object (node)), ==,
                    G_N_ELEMENTS (operations) + G_N_ELEMENTS (calls));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/sdk/sends-what-the-sdk-sends", test_sends_what_the_sdk_sends);
  g_test_add_func ("/client/sdk/calls-as-the-sdk-does", test_calls_as_the_sdk_does);
  g_test_add_func ("/client/sdk/compares-all", test_compares_all);

  return g_test_run ();
}
