/* contract-objects.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rest of the contract: reading one by one, collections and fields, what a server says of
 * itself, and snapshots.
 */

#include "config.h"

#include "contract.h"

#include <string.h>

#include "plain-http.h"
#include "rel-error.h"
#include "rel-read.h"
#include "waiting.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static RelApi *
api_with (const ContractServer *server, const char *token)
{
  g_autoptr (RelTransport) transport = rel_transport_new (server->url, NULL, NULL);
  g_autoptr (RelSignIn) sign_in = rel_sign_in_new (transport);

  if (token != NULL)
    g_assert_true (rel_sign_in_set_token (sign_in, token, NULL));
  return rel_api_new (transport, sign_in, server->kind);
}

static JsonNode *
read_with (const ContractServer *server,
           const char *token,
           RelObject object,
           const char *collection,
           const char *field,
           GError **error)
{
  g_autoptr (RelApi) api = api_with (server, token);
  g_autoptr (GAsyncResult) result = NULL;

  rel_read_async (api, object, collection, field, REL_TRANSPORT_READ_SILENCE_S, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_read_finish (result, error);
}

static JsonNode *
list_of (JsonNode *node)
{
  JsonNode *list = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_array_add_element (array, json_node_ref (node));
  json_node_take_array (list, array);
  return list;
}

/* Reads one object or the list of a collection, and compares it with what REST says. */
static void
assert_reads (const ContractServer *server,
              RelObject object,
              const char *collection,
              const char *field,
              const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) seen = read_with (server, server->token, object, collection, field, &error);
  g_autoptr (JsonNode) plain = plain_http_get_data (server->url, server->token, path);

  g_assert_no_error (error);
  if (!JSON_NODE_HOLDS_ARRAY (plain))
    {
      g_autoptr (JsonNode) seen_list = list_of (seen);
      g_autoptr (JsonNode) plain_list = list_of (plain);

      contract_assert_same_read (server, seen_list, plain_list, path);
    }
  else
    contract_assert_same_read (server, seen, plain, path);
}

static void
test_reads_one_by_one (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (RelSchema) schema = contract_fetch (server);
  RelRelation *relation = NULL;
  g_autofree char *relations_path = NULL, *relation_path = NULL, *fields_path = NULL, *field_path = NULL;
  g_autofree char *collection_path = NULL;
  const char *collection, *field;

  for (guint i = 0; relation == NULL && i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *candidate = rel_schema_get_collection (schema, i);

      if (!rel_collection_is_system (candidate) && rel_collection_get_n_relations (candidate) > 0)
        relation = rel_collection_get_relation (candidate, 0);
    }
  g_assert_nonnull (relation);
  collection = rel_relation_get_collection (relation);
  field = rel_relation_get_field (relation);

  relations_path = g_strconcat ("/relations/", collection, NULL);
  relation_path = g_strconcat (relations_path, "/", field, NULL);
  fields_path = g_strconcat ("/fields/", collection, NULL);
  field_path = g_strconcat (fields_path, "/", field, NULL);
  collection_path = g_strconcat ("/collections/", collection, NULL);
  assert_reads (server, REL_OBJECT_RELATION, collection, NULL, relations_path);
  assert_reads (server, REL_OBJECT_RELATION, collection, field, relation_path);
  assert_reads (server, REL_OBJECT_FIELD, collection, NULL, fields_path);
  assert_reads (server, REL_OBJECT_FIELD, collection, field, field_path);
  assert_reads (server, REL_OBJECT_COLLECTION, collection, NULL, collection_path);
}

/* What goes wrong is called the same whichever way the server was asked. */
static void
test_tells_the_same_errors (gconstpointer data)
{
  static const struct
  {
    RelObject object;
    const char *collection;
    const char *field;
    gboolean anonymous;
  } cases[] = {
    { REL_OBJECT_RELATION, "contract_notes", "id" }, { REL_OBJECT_RELATION, "contract_notes", "nothing" },
    { REL_OBJECT_RELATION, "contract_nothing" },     { REL_OBJECT_FIELD, "contract_notes", "nothing" },
    { REL_OBJECT_FIELD, "contract_nothing" },        { REL_OBJECT_COLLECTION, "contract_nothing" },
    { REL_OBJECT_RELATION, .anonymous = TRUE },      { REL_OBJECT_FIELD, .anonymous = TRUE },
    { REL_OBJECT_COLLECTION, .anonymous = TRUE },
  };
  const ContractServer *server = data;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) found = read_with (server, cases[i].anonymous ? NULL : server->token, cases[i].object,
                                              cases[i].collection, cases[i].field, &error);

      g_test_message ("%u: %s", i, error != NULL ? error->message : "no error");
      g_assert_null (found);
      g_assert_error (error, REL_ERROR, REL_ERROR_FORBIDDEN);
    }
}

static void
assert_refused (const ContractServer *server, RelObject object, const char *before, const char *after, RelError code)
{
  g_autoptr (JsonNode) old = before != NULL ? parse (before) : NULL;
  g_autoptr (JsonNode) new = after != NULL ? parse (after) : NULL;
  g_autoptr (RelChange) change = rel_change_new (object, 0, old, new);
  g_autoptr (GError) error = NULL;

  contract_publish (server, change, &error);
  g_assert_error (error, REL_ERROR, (int) code);
}

static void
test_tells_the_same_refusals (gconstpointer data)
{
  const ContractServer *server = data;

  /* A field that does not exist, a target that does not, and a key. */
  assert_refused (
    server, REL_OBJECT_RELATION, NULL,
    "{\"collection\":\"contract_notes\",\"field\":\"nothing\",\"related_collection\":\"contract_authors\"}",
    REL_ERROR_REFUSED);
  assert_refused (server, REL_OBJECT_RELATION, NULL,
                  "{\"collection\":\"contract_notes\",\"field\":\"text\",\"related_collection\":\"contract_nothing\"}",
                  REL_ERROR_REFUSED);
  assert_refused (server, REL_OBJECT_RELATION, NULL,
                  "{\"collection\":\"contract_notes\",\"field\":\"id\",\"related_collection\":\"contract_authors\"}",
                  REL_ERROR_REFUSED);
}

static RelAbout *
fetch_about (const ContractServer *server, const char *token)
{
  g_autoptr (RelClient) client = rel_client_new (server->url, server->kind, token, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RelAbout *about;

  rel_client_fetch_about_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  about = rel_client_fetch_about_finish (client, result, &error);
  g_assert_no_error (error);
  return about;
}

static void
test_says_who_and_what (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (RelAbout) about = fetch_about (server, server->token);
  g_autoptr (RelAbout) anonymous = fetch_about (server, NULL);
  g_autoptr (JsonNode) info = plain_http_get_data (server->url, server->token, "/server/info");
  g_autoptr (JsonNode) user = plain_http_get_data (server->url, server->token, "/users/me");

  g_assert_cmpstr (about->project_name, ==, rel_json_get_string (json_node_get_object (info), "project.project_name"));
  g_assert_cmpstr (about->user_email, ==, rel_json_get_string (json_node_get_object (user), "email"));
  g_assert_nonnull (about->user_email);
  g_assert_true (about->is_administrator);
  /* Over GraphQL some builds say the commit they are made of. */
  if (server->kind == REL_API_REST || about->version != NULL)
    g_assert_cmpstr (about->version, ==, rel_json_get_string (json_node_get_object (info), "version"));

  g_assert_cmpstr (anonymous->user_email, ==, NULL);
  g_assert_false (anonymous->is_administrator);
}

static void
publish_well (const ContractServer *server, RelObject object, JsonNode *before, JsonNode *after)
{
  g_autoptr (RelChange) change = rel_change_new (object, 0, before, after);
  g_autoptr (GError) error = NULL;

  contract_publish (server, change, &error);
  g_assert_no_error (error);
}

/* Compares all but @path, which is to have the value of @after. */
static void
assert_only_changed (const ContractServer *server, const char *url_path, JsonNode *after)
{
  g_autoptr (JsonNode) now = plain_http_get_data (server->url, server->token, url_path);
  g_autofree char *text = rel_json_dup_text (now, FALSE);

  g_test_message ("%s", text);
  g_assert_true (rel_json_equal (now, after));
}

static void
test_publishes_a_field (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (JsonNode) created =
    parse ("{\"collection\":\"contract_notes\",\"field\":\"mood\",\"type\":\"string\",\"schema\":{\"default_value\":"
           "\"a \\\"b\\\"\",\"max_length\":80},\"meta\":{\"note\":\"How it felt\",\"interface\":\"select-dropdown\","
           "\"options\":{\"choices\":[{\"text\":\"Good\",\"value\":\"g-1\"}]},\"translations\":[{\"language\":"
           "\"de-DE\",\"translation\":\"Stimmung\"}],\"special\":[\"date-created\"]}}");
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) value = parse ("\"How it feels\"");
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (RelSchema) schema = NULL;
  JsonObject *object;

  publish_well (server, REL_OBJECT_FIELD, NULL, created);
  before = plain_http_get_data (server->url, server->token, "/fields/contract_notes/mood");
  object = json_node_get_object (before);
  g_assert_cmpstr (rel_json_get_string (object, "schema.default_value"), ==, "a \"b\"");
  g_assert_cmpint (json_node_get_int (rel_json_get (object, "schema.max_length")), ==, 80);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const paths[] = { "meta.options", "meta.translations", "meta.special" };

      g_assert_true (
        rel_json_equal (rel_json_get (object, paths[i]), rel_json_get (json_node_get_object (created), paths[i])));
    }

  after = rel_json_with (before, "meta.note", value);
  publish_well (server, REL_OBJECT_FIELD, before, after);
  assert_only_changed (server, "/fields/contract_notes/mood", after);

  publish_well (server, REL_OBJECT_FIELD, after, NULL);
  schema = contract_fetch (server);
  g_assert_false (rel_schema_has_field (schema, "contract_notes", "mood"));
}

/* A default that is no text, which GraphQL has as one. */
static void
test_publishes_defaults (gconstpointer data)
{
  static const struct
  {
    const char *type;
    const char *value;
  } cases[] = { { "boolean", "true" }, { "boolean", "false" }, { "integer", "25" }, { "string", "\"25\"" } };
  const ContractServer *server = data;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"collection\":\"contract_notes\",\"field\":\"mood\",\"type\":\"%s\","
                                               "\"schema\":{\"default_value\":%s},\"meta\":null}",
                                               cases[i].type, cases[i].value);
      g_autoptr (JsonNode) created = parse (text);
      g_autoptr (JsonNode) wanted = parse (cases[i].value);
      g_autoptr (JsonNode) plain = NULL;
      g_autoptr (JsonNode) seen = NULL;
      g_autoptr (GError) error = NULL;

      publish_well (server, REL_OBJECT_FIELD, NULL, created);
      plain = plain_http_get_data (server->url, server->token, "/fields/contract_notes/mood");
      seen = read_with (server, server->token, REL_OBJECT_FIELD, "contract_notes", "mood", &error);
      g_assert_no_error (error);
      g_assert_true (rel_json_equal (rel_json_get (json_node_get_object (plain), "schema.default_value"), wanted));
      g_assert_true (rel_json_equal (rel_json_get (json_node_get_object (seen), "schema.default_value"), wanted));
      publish_well (server, REL_OBJECT_FIELD, seen, NULL);
    }
}

static void
test_publishes_a_collection (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (JsonNode) created =
    parse ("{\"collection\":\"contract_topics\",\"schema\":{},\"meta\":{\"note\":\"What it is about\"}}");
  g_autoptr (RelChange) create = rel_change_new (REL_OBJECT_COLLECTION, 0, NULL, created);
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) value = parse ("\"What it was about\"");
  g_autoptr (JsonNode) hidden = parse ("true");
  g_autoptr (JsonNode) renamed = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (GError) error = NULL;

  contract_publish (server, create, &error);
  if (server->names_no_collection)
    {
      g_assert_error (error, REL_ERROR, REL_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, "over REST only"));
      return;
    }
  g_assert_no_error (error);

  before = plain_http_get_data (server->url, server->token, "/collections/contract_topics");
  renamed = rel_json_with (before, "meta.note", value);
  after = rel_json_with (renamed, "meta.hidden", hidden);
  publish_well (server, REL_OBJECT_COLLECTION, before, after);
  assert_only_changed (server, "/collections/contract_topics", after);

  publish_well (server, REL_OBJECT_COLLECTION, after, NULL);
  schema = contract_fetch (server);
  g_assert_false (rel_schema_has_collection (schema, "contract_topics"));
}

static JsonNode *
fetch_snapshot (const ContractServer *server, GError **error)
{
  g_autoptr (RelClient) client = rel_client_new (server->url, server->kind, server->token, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rel_client_fetch_snapshot_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_client_fetch_snapshot_finish (client, result, error);
}

static JsonNode *
compare (const ContractServer *server, JsonNode *snapshot, RelDiffFlags flags, GError **error)
{
  g_autoptr (RelClient) client = rel_client_new (server->url, server->kind, server->token, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  JsonNode *diff = NULL;

  rel_client_diff_schema_async (client, snapshot, flags, NULL, waiting_cb, &result);
  waiting_end (&result);
  rel_client_diff_schema_finish (client, result, &diff, error);
  return diff;
}

static void
apply (const ContractServer *server, JsonNode *diff, GError **error)
{
  g_autoptr (RelClient) client = rel_client_new (server->url, server->kind, server->token, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rel_client_apply_schema_async (client, diff, NULL, waiting_cb, &result);
  waiting_end (&result);
  rel_client_apply_schema_finish (client, result, error);
}

/* The snapshot with another note of a collection. */
static JsonNode *
with_note (JsonNode *snapshot, const char *collection, const char *note)
{
  JsonArray *collections = rel_json_get_array (json_node_get_object (snapshot), "collections");
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) value = rel_json_new_string (note);
  JsonArray *array = json_array_new ();

  json_node_take_array (list, array);
  for (guint i = 0; i < json_array_get_length (collections); i++)
    {
      JsonNode *node = json_array_get_element (collections, i);

      if (g_strcmp0 (rel_json_get_string (json_node_get_object (node), "collection"), collection) == 0)
        json_array_add_element (array, rel_json_with (node, "meta.note", value));
      else
        json_array_add_element (array, json_node_ref (node));
    }
  return rel_json_with (snapshot, "collections", list);
}

static void
test_applies_a_snapshot (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (GError) error = NULL, no_change = NULL, some_change = NULL, applied = NULL, stale = NULL;
  g_autoptr (GError) version_error = NULL;
  g_autoptr (JsonNode) snapshot = fetch_snapshot (server, &error);
  g_autoptr (JsonNode) changed = NULL, none = NULL, diff = NULL, now = NULL, older = NULL, refused = NULL;
  g_autoptr (JsonNode) version = NULL;

  if (server->kind == REL_API_GRAPHQL)
    {
      g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
      return;
    }
  g_assert_no_error (error);
  g_assert_nonnull (rel_json_get_string (json_node_get_object (snapshot), "directus"));

  none = compare (server, snapshot, REL_DIFF_NONE, &no_change);
  g_assert_no_error (no_change);
  g_assert_null (none);

  /* Two of the servers may stand on one database. */
  changed = with_note (snapshot, "contract_authors", server->url);
  diff = compare (server, changed, REL_DIFF_NONE, &some_change);
  g_assert_no_error (some_change);
  g_assert_nonnull (rel_json_get_string (json_node_get_object (diff), "hash"));
  apply (server, diff, &applied);
  g_assert_no_error (applied);
  now = plain_http_get_data (server->url, server->token, "/collections/contract_authors");
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (now), "meta.note"), ==, server->url);

  /* It was made of what the server had before. */
  apply (server, diff, &stale);
  g_assert_error (stale, REL_ERROR, REL_ERROR_CONFLICT);

  version = rel_json_new_string ("10.0.0");
  older = rel_json_with (snapshot, "directus", version);
  refused = compare (server, older, REL_DIFF_NONE, &version_error);
  g_assert_null (refused);
  g_assert_error (version_error, REL_ERROR, REL_ERROR_REFUSED);
}

/* Nothing is sent to a server that would do something else than was asked for. */
static void
test_compares_with_care (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (JsonNode) snapshot = fetch_snapshot (server, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (compare (server, snapshot, REL_DIFF_MERGE, &error));
  if (server->merges)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "12.2"));
}

/* Adds the cases that are not about changes of relations. */
void
contract_add_object_cases (const ContractServer *server, const char *prefix)
{
  contract_add (server, prefix, "/reads-one-by-one", test_reads_one_by_one);
  contract_add (server, prefix, "/tells-the-same-errors", test_tells_the_same_errors);
  contract_add (server, prefix, "/tells-the-same-refusals", test_tells_the_same_refusals);
  contract_add (server, prefix, "/says-who-and-what", test_says_who_and_what);
  contract_add (server, prefix, "/publishes-a-field", test_publishes_a_field);
  contract_add (server, prefix, "/publishes-defaults", test_publishes_defaults);
  contract_add (server, prefix, "/publishes-a-collection", test_publishes_a_collection);
  contract_add (server, prefix, "/applies-a-snapshot", test_applies_a_snapshot);
  if (server->kind == REL_API_REST)
    contract_add (server, prefix, "/compares-with-care", test_compares_with_care);
}
