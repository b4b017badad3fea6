/* contract.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the client promises on any server: the same cases run on the embedded one and on a
 * real Directus. The server has every kind of relation, and two empty tables for what is
 * created and deleted here: `contract_authors` (id, name) and `contract_notes` (id, text,
 * author, editor).
 *
 * Each change is looked at through a second HTTP client, and all that it should not touch
 * is compared too.
 */

#include "config.h"

#include "contract.h"

#include <string.h>

#include "plain-http.h"
#include "rel-error.h"
#include "rel-lists.h"
#include "rel-member.h"
#include "waiting.h"

/* A column of `contract_notes` for each way to speak to the server: where a key cannot be
 * dropped it remains. */
static const char *
get_note_field (const ContractServer *server)
{
  return server->kind == REL_API_REST ? "author" : "editor";
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static RelClient *
client_with (const ContractServer *server, const char *token)
{
  g_autoptr (GError) error = NULL;
  RelClient *client = rel_client_new (server->url, server->kind, token, &error);

  g_assert_no_error (error);
  return client;
}

/* Reads the schema; it must work. */
RelSchema *
contract_fetch (const ContractServer *server)
{
  g_autoptr (RelClient) client = client_with (server, server->token);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RelSchema *schema;

  rel_client_fetch_schema_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  schema = rel_client_fetch_schema_finish (client, result, &error);
  g_assert_no_error (error);
  return schema;
}

/* Publishes a change and says how it went. */
void
contract_publish (const ContractServer *server, RelChange *change, GError **error)
{
  g_autoptr (RelClient) client = client_with (server, server->token);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;

  rel_client_publish_async (client, change, NULL, waiting_cb, &result);
  waiting_end (&result);
  rel_client_publish_finish (client, result, NULL, &local_error);
  if (local_error != NULL)
    {
      g_test_message ("%s", local_error->message);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
}

static void
publish_well (const ContractServer *server, RelChange *change)
{
  g_autoptr (GError) error = NULL;

  contract_publish (server, change, &error);
  g_assert_no_error (error);
}

/* The change of one member of a relation; @json is its new value. */
RelChange *
contract_member_change (RelSchema *schema, RelRelation *relation, const char *path, const char *json)
{
  g_autoptr (JsonNode) value = parse (json);
  g_autoptr (JsonNode) after = rel_json_with (rel_relation_get_json (relation), path, value);
  RelCollection *collection = rel_schema_find_collection (schema, rel_relation_get_collection (relation));

  return rel_change_new (REL_OBJECT_RELATION, rel_collection_get_nth (collection, relation),
                         rel_relation_get_json (relation), after);
}

/* Takes the first element that is equal out of @list. */
static gboolean
take_equal (GPtrArray *list, JsonNode *node)
{
  for (guint i = 0; i < list->len; i++)
    {
      if (rel_json_equal (g_ptr_array_index (list, i), node))
        {
          g_ptr_array_remove_index_fast (list, i);
          return TRUE;
        }
    }
  return FALSE;
}

static void
assert_same_lists (JsonNode *seen, JsonNode *wanted, const char *what)
{
  JsonArray *array = json_node_get_array (wanted);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  g_assert_cmpuint (json_array_get_length (array), >, 0);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (seen)); i++)
    g_ptr_array_add (left, json_array_get_element (json_node_get_array (seen), i));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *text = NULL;

      if (take_equal (left, json_array_get_element (array, i)))
        continue;
      text = rel_json_dup_text (json_array_get_element (array, i), FALSE);
      g_error ("%s: %s is not in the schema", what, text);
    }
  g_assert_cmpuint (left->len, ==, 0);
}

/* What GraphQL does not know of any object: the text of a table, on SQLite only; on
 * Directus 10 how a column is generated, which no column here is; and the settings of 12
 * that directus-12.c adds to REST alone. */
static gboolean
is_beyond_graphql (const char *name)
{
  static const char *const names[] = { "sql",        "is_generated", "generation_expression",
                                       "searchable", "status",       "autosave_revision_interval",
                                       NULL };

  return g_strv_contains (names, name);
}

/* An object without its members that are null: GraphQL cannot say that one is absent. */
static JsonNode *
dup_as_graphql (JsonNode *node)
{
  JsonNode *copy;
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return json_node_ref (node);

  object = json_object_new ();
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      if (!rel_json_is_null (member) && !is_beyond_graphql (name))
        json_object_set_member (object, name, dup_as_graphql (member));
    }
  copy = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (copy, object);
  return copy;
}

static JsonNode *
dup_list_as_graphql (JsonNode *list)
{
  JsonNode *copy = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    json_array_add_element (array, dup_as_graphql (json_array_get_element (json_node_get_array (list), i)));
  json_node_take_array (copy, array);
  return copy;
}

/* Compares what the client read with what REST says. */
void
contract_assert_same_read (const ContractServer *server, JsonNode *seen, JsonNode *plain, const char *what)
{
  g_autoptr (JsonNode) seen_part = NULL;
  g_autoptr (JsonNode) plain_part = NULL;

  if (server->kind == REL_API_REST)
    {
      assert_same_lists (seen, plain, what);
      return;
    }
  seen_part = dup_list_as_graphql (seen);
  plain_part = dup_list_as_graphql (plain);
  assert_same_lists (seen_part, plain_part, what);
}

static void
test_fetches_what_another_client_lists (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (RelSchema) schema = contract_fetch (server);
  static const char *const paths[] = { "/collections", "/fields", "/relations" };
  JsonNode *lists[G_N_ELEMENTS (paths)];

  g_assert_false (rel_schema_is_partial (schema));
  rel_lists_write (schema, &lists[0], &lists[1], &lists[2]);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (JsonNode) plain = plain_http_get_data (server->url, server->token, paths[i]);

      contract_assert_same_read (server, lists[i], plain, paths[i]);
      json_node_unref (lists[i]);
    }
}

/* A relation of the project itself that @path applies to, with its row; with a key unless
 * it points at any of several. */
static RelRelation *
find_relation (RelSchema *schema, const char *path)
{
  const RelMember *member = rel_member_find (path);

  for (guint c = 0; c < rel_schema_get_n_collections (schema); c++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, c);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);
          gboolean is_whole = rel_relation_has_foreign_key (relation) || rel_relation_is_any (relation);

          if (is_whole && rel_relation_has_meta (relation) && !rel_relation_is_system (relation) &&
              rel_member_applies (member, relation) && rel_collection_get_nth (collection, relation) == 0)
            return relation;
        }
    }
  g_error ("There is no relation to change %s of", path);
}

/* Compares all relations that the server lists now with @before, where one of them differs
 * as @change says. */
static void
assert_only_changed (const ContractServer *server, JsonNode *before, RelChange *change)
{
  g_autoptr (JsonNode) now = plain_http_get_data (server->url, server->token, "/relations");
  g_autoptr (JsonNode) wanted = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (json_node_get_array (before)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (before), i);

      if (rel_json_equal (node, rel_change_get_before (change)))
        node = rel_change_get_after (change);
      json_array_add_element (array, json_node_ref (node));
    }
  json_node_take_array (wanted, array);
  assert_same_lists (now, wanted, "/relations");
}

/* Changes one member, sees that nothing else changed, and changes it back. */
static void
change_and_back (const ContractServer *server, const char *path, const char *json)
{
  g_autoptr (RelSchema) schema = contract_fetch (server);
  RelRelation *relation = find_relation (schema, path);
  g_autoptr (RelChange) there = contract_member_change (schema, relation, path, json);
  g_autoptr (RelChange) back =
    rel_change_new (REL_OBJECT_RELATION, 0, rel_change_get_after (there), rel_change_get_before (there));
  g_autoptr (JsonNode) before = plain_http_get_data (server->url, server->token, "/relations");
  g_autofree char *name = rel_change_dup_name (there);

  g_test_message ("%s of %s", path, name);
  g_assert_cmpuint (rel_change_get_members (there)->len, ==, 1);
  publish_well (server, there);
  assert_only_changed (server, before, there);

  publish_well (server, back);
  {
    g_autoptr (JsonNode) now = plain_http_get_data (server->url, server->token, "/relations");

    assert_same_lists (now, before, path);
  }
}

/* On a real Directus before 12.4 the documented PATCH ends the server here. */
static void
test_changes_the_deselect_action (gconstpointer data)
{
  g_autoptr (RelSchema) schema = contract_fetch (data);
  RelRelation *relation = find_relation (schema, "meta.one_deselect_action");
  gboolean is_delete = g_strcmp0 (rel_relation_get_one_deselect_action (relation), "delete") == 0;

  change_and_back (data, "meta.one_deselect_action", is_delete ? "\"nullify\"" : "\"delete\"");
}

static void
test_changes_an_action (gconstpointer data, const char *path)
{
  g_autoptr (RelSchema) schema = contract_fetch (data);
  RelRelation *relation = find_relation (schema, path);
  JsonNode *now = rel_relation_get_member (relation, path);
  gboolean is_cascade = strcmp (json_node_get_string (now), "CASCADE") == 0;

  change_and_back (data, path, is_cascade ? "\"NO ACTION\"" : "\"CASCADE\"");
}

static void
test_changes_on_delete (gconstpointer data)
{
  test_changes_an_action (data, "schema.on_delete");
}

static void
test_changes_on_update (gconstpointer data)
{
  test_changes_an_action (data, "schema.on_update");
}

static void
test_changes_names (gconstpointer data)
{
  static const char *const paths[] = { "meta.one_field", "meta.sort_field", "meta.junction_field",
                                       "meta.one_collection_field" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    change_and_back (data, paths[i], "\"contract\"");
}

static void
test_changes_allowed_collections (gconstpointer data)
{
  change_and_back (data, "meta.one_allowed_collections", "[\"contract_notes\",\"contract_authors\"]");
}

static void
test_sees_a_conflict (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (RelSchema) schema = contract_fetch (server);
  RelRelation *relation = find_relation (schema, "meta.sort_field");
  g_autoptr (RelChange) theirs = contract_member_change (schema, relation, "meta.sort_field", "\"theirs\"");
  g_autoptr (RelChange) ours = contract_member_change (schema, relation, "meta.sort_field", "\"ours\"");
  g_autoptr (RelChange) back =
    rel_change_new (REL_OBJECT_RELATION, 0, rel_change_get_after (theirs), rel_change_get_before (theirs));
  g_autoptr (JsonNode) before = plain_http_get_data (server->url, server->token, "/relations");
  g_autoptr (GError) error = NULL;

  publish_well (server, theirs);
  contract_publish (server, ours, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  assert_only_changed (server, before, theirs);

  /* What the server already has is no conflict. */
  publish_well (server, theirs);
  publish_well (server, back);
}

static void
test_creates_and_deletes (gconstpointer data)
{
  const ContractServer *server = data;
  const char *field = get_note_field (server);
  g_autofree char *path = g_strconcat ("/relations/contract_notes/", field, NULL);
  g_autofree char *text =
    g_strdup_printf ("{\"collection\":\"contract_notes\",\"field\":\"%s\",\"related_collection\":\"contract_authors\","
                     "\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":null,\"sort_field\":\"text\"}}",
                     field);
  g_autoptr (JsonNode) wanted = parse (text);
  g_autoptr (RelChange) create = rel_change_new (REL_OBJECT_RELATION, 0, NULL, wanted);
  g_autoptr (JsonNode) created = NULL;
  g_autoptr (RelChange) delete = NULL;
  g_autoptr (GError) error = NULL;

  publish_well (server, create);
  created = plain_http_get_data (server->url, server->token, path);
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (created), "schema.on_delete"), ==, "CASCADE");
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (created), "meta.sort_field"), ==, "text");

  delete = rel_change_new (REL_OBJECT_RELATION, 0, created, NULL);
  contract_publish (server, delete, &error);
  if (server->drops_keys)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
      g_assert_nonnull (strstr (error->message, "SQLite"));
    }
}

static void
test_creates_and_deletes_without_a_key (gconstpointer data)
{
  const ContractServer *server = data;
  g_autoptr (JsonNode) wanted =
    parse ("{\"collection\":\"contract_notes\",\"field\":\"text\",\"related_collection\":null,\"schema\":null,"
           "\"meta\":{\"one_collection_field\":\"text\",\"one_allowed_collections\":[\"contract_authors\"]}}");
  g_autoptr (RelChange) create = rel_change_new (REL_OBJECT_RELATION, 0, NULL, wanted);
  g_autoptr (JsonNode) created = NULL;
  g_autoptr (RelChange) delete = NULL;
  g_autoptr (RelSchema) schema = NULL;

  publish_well (server, create);
  created = plain_http_get_data (server->url, server->token, "/relations/contract_notes/text");
  delete = rel_change_new (REL_OBJECT_RELATION, 0, created, NULL);
  publish_well (server, delete);

  schema = contract_fetch (server);
  g_assert_null (rel_schema_find_relation (schema, "contract_notes", "text", 0));

  /* What is already gone need not be deleted. */
  publish_well (server, delete);
}

static void
test_misses_what_is_not_there (gconstpointer data)
{
  g_autoptr (JsonNode) before =
    parse ("{\"collection\":\"contract_authors\",\"field\":\"name\",\"related_collection\":null,"
           "\"schema\":null,\"meta\":{\"sort_field\":null}}");
  g_autoptr (JsonNode) value = parse ("\"name\"");
  g_autoptr (JsonNode) after = rel_json_with (before, "meta.sort_field", value);
  g_autoptr (RelChange) change = rel_change_new (REL_OBJECT_RELATION, 0, before, after);
  g_autoptr (GError) error = NULL;

  contract_publish (data, change, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
}

static void
test_tells_a_wrong_token (gconstpointer data)
{
  g_autoptr (RelClient) client = client_with (data, "wrong-token");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_client_fetch_schema_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  g_assert_null (rel_client_fetch_schema_finish (client, result, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
}

/* Adds one case. */
void
contract_add (const ContractServer *server, const char *prefix, const char *name, GTestDataFunc func)
{
  g_autofree char *path = g_strconcat (prefix, name, NULL);

  g_test_add_data_func (path, server, func);
}

/* Adds the cases; @server must live as long as they run. */
void
contract_add_cases (const ContractServer *server, const char *prefix)
{
  contract_add (server, prefix, "/fetches-what-another-client-lists", test_fetches_what_another_client_lists);
  contract_add (server, prefix, "/changes-the-deselect-action", test_changes_the_deselect_action);
  contract_add (server, prefix, "/changes-on-delete", test_changes_on_delete);
  contract_add (server, prefix, "/changes-on-update", test_changes_on_update);
  contract_add (server, prefix, "/changes-names", test_changes_names);
  contract_add (server, prefix, "/changes-allowed-collections", test_changes_allowed_collections);
  contract_add (server, prefix, "/sees-a-conflict", test_sees_a_conflict);
  contract_add (server, prefix, "/creates-and-deletes", test_creates_and_deletes);
  contract_add (server, prefix, "/creates-and-deletes-without-a-key", test_creates_and_deletes_without_a_key);
  contract_add (server, prefix, "/misses-what-is-not-there", test_misses_what_is_not_there);
  contract_add (server, prefix, "/tells-a-wrong-token", test_tells_a_wrong_token);
  contract_add_object_cases (server, prefix);
}
