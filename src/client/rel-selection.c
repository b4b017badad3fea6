/* rel-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-selection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-answer.h"
#include "rel-error.h"
#include "rel-failure.h"
#include "rel-json.h"

/**
 * RelSelection:
 *
 * How collections, fields and relations are read over GraphQL, such that the result is what
 * REST gives.
 *
 * What an object has differs from version to version, so the server is asked once what it
 * knows. A member of `meta` or `schema` that GraphQL declares never to be null may be null
 * all the same, in the rows of Directus' own: then the whole of `meta` is taken away. So each
 * such member is asked for in a `meta` of its own, as `meta__id: meta { id }`, and takes
 * only itself away.
 */
struct _RelSelection
{
  char *texts[REL_OBJECT_RELATION + 1]; /* (owned): the members, by [enum@Object] */
};

#define N_OBJECTS (REL_OBJECT_RELATION + 1)
/* Between the name of a part and that of its only member. */
#define LONE "__"

static const char *const nouns[N_OBJECTS] = { "collections", "fields", "relations" };

/* What each version since 10.7 has, for servers that do not say what they know. */
static const char *const usual_texts[N_OBJECTS] = {
  "collection meta{icon note display_template translations archive_field archive_value unarchive_value sort_field "
  "accountability color item_duplication_fields sort group preview_url} meta__collection:meta{collection} "
  "meta__hidden:meta{hidden} meta__singleton:meta{singleton} meta__archive_app_filter:meta{archive_app_filter} "
  "meta__collapse:meta{collapse} meta__versioning:meta{versioning} schema{name comment}",

  "collection field type meta{special interface options display display_options sort width translations note "
  "conditions required group validation validation_message} meta__id:meta{id} meta__collection:meta{collection} "
  "meta__field:meta{field} meta__readonly:meta{readonly} meta__hidden:meta{hidden} schema{name table data_type "
  "default_value max_length numeric_precision numeric_scale is_nullable is_unique is_primary_key has_auto_increment "
  "foreign_key_column foreign_key_table comment}",

  "collection field related_collection meta{id many_collection many_field one_collection one_field "
  "one_collection_field one_allowed_collections junction_field sort_field one_deselect_action} "
  "schema{constraint_name} schema__table:schema{table} schema__column:schema{column} "
  "schema__foreign_key_table:schema{foreign_key_table} schema__foreign_key_column:schema{foreign_key_column} "
  "schema__on_update:schema{on_update} schema__on_delete:schema{on_delete}",
};

static void
append_word (GString *text, const char *word)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

/* The members of a part: those that may be null together, each other alone. */
static void
append_part (GString *text, const char *part, JsonArray *members)
{
  g_autoptr (GString) together = g_string_new (NULL);
  g_autoptr (GString) alone = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonObject *member = json_array_get_object_element (members, i);
      const char *name = rel_json_get_string (member, "name");
      const char *kind = rel_json_get_string (member, "type.kind");

      if (g_strcmp0 (kind, "NON_NULL") == 0)
        {
          g_autofree char *lone = g_strdup_printf ("%s" LONE "%s:%s{%s}", part, name, part, name);

          append_word (alone, lone);
        }
      else if (g_strcmp0 (kind, "OBJECT") != 0)
        append_word (together, name);
    }

  if (together->len > 0)
    {
      g_autofree char *whole = g_strdup_printf ("%s{%s}", part, together->str);

      append_word (text, whole);
    }
  if (alone->len > 0)
    append_word (text, alone->str);
}

static gboolean
is_named (JsonArray *members)
{
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *node = json_array_get_element (members, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) || rel_json_get_string (json_node_get_object (node), "name") == NULL)
        return FALSE;
    }
  return json_array_get_length (members) > 0;
}

/* The members of a type; %NULL if the answer does not say. */
static char *
dup_text (JsonArray *members)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (members == NULL || !is_named (members))
    return NULL;
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonObject *member = json_array_get_object_element (members, i);
      const char *name = rel_json_get_string (member, "name");
      JsonArray *parts = rel_json_get_array (member, "type.fields");

      if (parts == NULL)
        append_word (text, name);
      else if (is_named (parts))
        append_part (text, name, parts);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rel_selection_new_body:
 * @query: a query or a mutation
 * @variables: (nullable): an object with its variables
 *
 * Returns: (transfer full): the body of the request
 */
JsonNode *
rel_selection_new_body (const char *query, JsonNode *variables)
{
  JsonObject *body = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (body, "query", query);
  if (variables != NULL)
    json_object_set_member (body, "variables", json_node_ref (variables));
  json_node_take_object (node, body);
  return node;
}

/**
 * rel_selection_new_question:
 *
 * Returns: (transfer full): the body of the request that asks what the server knows of
 *   collections, fields and relations
 */
JsonNode *
rel_selection_new_question (void)
{
  g_autoptr (GString) query = g_string_new ("{");

  for (guint i = 0; i < N_OBJECTS; i++)
    g_string_append_printf (query, "%s:__type(name:\"directus_%s\"){fields{name type{kind fields{name type{kind}}}}}%s",
                            nouns[i], nouns[i], i + 1 < N_OBJECTS ? " " : "}");
  return rel_selection_new_body (query->str, NULL);
}

/**
 * rel_selection_new:
 * @answer: (nullable): the answer to that question; %NULL if the server gives none
 *
 * Returns: (transfer full): what is to be read; of what the answer does not tell, that which
 *   all versions have
 */
RelSelection *
rel_selection_new (JsonNode *answer)
{
  RelSelection *self = g_new0 (RelSelection, 1);
  JsonObject *data = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer)
                       ? rel_json_get_object (json_node_get_object (answer), "data")
                       : NULL;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      JsonObject *type = data != NULL ? rel_json_get_object (data, nouns[i]) : NULL;

      if (type != NULL)
        self->texts[i] = dup_text (rel_json_get_array (type, "fields"));
      if (self->texts[i] == NULL)
        self->texts[i] = g_strdup (usual_texts[i]);
    }
  return self;
}

/**
 * rel_selection_free:
 * @self: (transfer full) (nullable): a selection
 *
 * Frees it.
 */
void
rel_selection_free (RelSelection *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_OBJECTS; i++)
    g_free (self->texts[i]);
  g_free (self);
}

static gboolean
is_one (RelObject object, const char *collection, const char *field)
{
  return object == REL_OBJECT_COLLECTION ? collection != NULL : field != NULL;
}

/**
 * rel_selection_get_root:
 * @object: what kind of object
 * @collection: (nullable): as in [func@rest_dup_path]
 * @field: (nullable): as in [func@rest_dup_path]
 *
 * Returns: (transfer none): the name of the query
 */
const char *
rel_selection_get_root (RelObject object, const char *collection, const char *field)
{
  static const char *const roots[N_OBJECTS][3] = {
    { "collections", NULL, "collections_by_name" },
    { "fields", "fields_in_collection", "fields_by_name" },
    { "relations", "relations_in_collection", "relations_by_name" },
  };

  if (is_one (object, collection, field))
    return roots[object][2];
  return roots[object][collection != NULL ? 1 : 0];
}

/**
 * rel_selection_dup_query:
 * @self: a selection
 * @object: what kind of object
 * @collection: (nullable): as in [func@rest_dup_path]
 * @field: (nullable): as in [func@rest_dup_path]
 *
 * Returns: (transfer full): the body of the request that reads one object or a list
 */
JsonNode *
rel_selection_dup_query (RelSelection *self, RelObject object, const char *collection, const char *field)
{
  const char *root = rel_selection_get_root (object, collection, field);
  const char *collection_argument = object == REL_OBJECT_COLLECTION ? "name" : "collection";
  g_autoptr (JsonNode) variables = NULL;
  g_autofree char *query = NULL;

  if (collection != NULL)
    {
      variables = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (variables, json_object_new ());
      json_object_set_string_member (json_node_get_object (variables), "collection", collection);
    }
  if (field != NULL)
    json_object_set_string_member (json_node_get_object (variables), "field", field);

  if (collection == NULL)
    query = g_strdup_printf ("{%s{%s}}", root, self->texts[object]);
  else if (field == NULL)
    query = g_strdup_printf ("query($collection:String!){%s(%s:$collection){%s}}", root, collection_argument,
                             self->texts[object]);
  else
    query = g_strdup_printf ("query($collection:String!,$field:String!){%s(%s:$collection,field:$field){%s}}", root,
                             collection_argument, self->texts[object]);
  return rel_selection_new_body (query, variables);
}

/* Whether an error only took away a member that REST gives as null, or one that GraphQL
 * cannot say, as a length beyond 32 bits. Of a relation, all of which is changed and
 * compared, only the former will do. */
static gboolean
is_bearable (JsonNode *node, RelObject object)
{
  JsonArray *path = JSON_NODE_HOLDS_OBJECT (node) ? rel_json_get_array (json_node_get_object (node), "path") : NULL;
  guint length = path != NULL ? json_array_get_length (path) : 0;
  guint at = 1;
  JsonNode *part;

  if (length > at && json_node_get_value_type (json_array_get_element (path, at)) == G_TYPE_INT64)
    at++;
  if (length < at + 2)
    return FALSE;
  part = json_array_get_element (path, at);
  if (!JSON_NODE_HOLDS_VALUE (part) || json_node_get_value_type (part) != G_TYPE_STRING)
    return FALSE;
  return object != REL_OBJECT_RELATION || strstr (json_node_get_string (part), LONE) != NULL;
}

static gboolean
check_errors (JsonNode *answer, RelObject object, const char *root, GError **error)
{
  JsonArray *errors = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer)
                        ? rel_json_get_array (json_node_get_object (answer), "errors")
                        : NULL;

  for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
    {
      if (!is_bearable (json_array_get_element (errors, i), object))
        {
          g_propagate_error (error, rel_failure_of_graphql (answer, root));
          return FALSE;
        }
    }
  return TRUE;
}

/* GraphQL has a default as text; REST has it as the type of the field says. */
static void
restore_default (JsonObject *field)
{
  static const char *const types[] = { "integer", "bigInteger", "float", "decimal", "boolean", "json", NULL };
  JsonObject *column = rel_json_get_object (field, "schema");
  const char *type = rel_json_get_string (field, "type");
  const char *text = column != NULL ? rel_json_get_string (column, "default_value") : NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (JsonNode) whole = NULL;

  if (text == NULL || type == NULL || !g_strv_contains (types, type))
    return;
  value = rel_json_parse (text, strlen (text), NULL);
  if (value == NULL)
    return;
  whole = rel_json_with (json_object_get_member (field, "schema"), "default_value", value);
  json_object_set_member (field, "schema", g_steal_pointer (&whole));
}

static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    json_object_set_member (copy, name, json_node_ref (member));
  return copy;
}

/* The part of a row that can be written to; %NULL if it is null. */
static JsonObject *
get_part (JsonObject *row, const char *part, gboolean make)
{
  JsonObject *object = rel_json_get_object (row, part);

  if (object == NULL && make)
    json_object_set_object_member (row, part, json_object_new ());
  return rel_json_get_object (row, part);
}

/* A member that was asked for alone, put where it belongs. */
static void
put_lone (JsonObject *row, const char *alias, JsonNode *node)
{
  const char *name = strstr (alias, LONE) + strlen (LONE);
  g_autofree char *part = g_strndup (alias, strstr (alias, LONE) - alias);
  JsonNode *value = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), name) : NULL;

  if (value != NULL)
    json_object_set_member (get_part (row, part, TRUE), name, json_node_ref (value));
  else if (!json_object_has_member (row, part))
    json_object_set_null_member (row, part);
}

/* Directus' own rows are in no table, so they lack what the table always has. */
static void
mark_system (JsonObject *row, RelObject object)
{
  const char *always = object == REL_OBJECT_COLLECTION ? "archive_app_filter" : "id";
  JsonObject *meta = get_part (row, "meta", FALSE);

  if (meta == NULL || !rel_json_is_null (json_object_get_member (meta, always)))
    return;
  if (json_object_has_member (meta, always))
    json_object_remove_member (meta, always);
  json_object_set_boolean_member (meta, "system", TRUE);
}

/* A row as REST has it; %NULL if it is none. */
static JsonNode *
restore_row (JsonNode *node, RelObject object)
{
  JsonNode *restored;
  JsonObject *row;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  row = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      if (strstr (name, LONE) != NULL)
        put_lone (row, name, member);
      else if (JSON_NODE_HOLDS_OBJECT (member))
        json_object_set_object_member (row, name, copy_object (json_node_get_object (member)));
      else
        json_object_set_member (row, name, json_node_ref (member));
    }
  mark_system (row, object);
  if (object == REL_OBJECT_FIELD)
    restore_default (row);

  restored = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (restored, row);
  return restored;
}

static JsonNode *
restore_list (JsonNode *list, RelObject object)
{
  g_autoptr (JsonNode) restored = json_node_new (JSON_NODE_ARRAY);
  JsonArray *rows;

  if (!JSON_NODE_HOLDS_ARRAY (list))
    return NULL;

  rows = json_array_sized_new (json_array_get_length (json_node_get_array (list)));
  json_node_take_array (restored, rows);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      JsonNode *row = restore_row (json_array_get_element (json_node_get_array (list), i), object);

      if (row == NULL)
        return NULL;
      json_array_add_element (rows, row);
    }
  return g_steal_pointer (&restored);
}

/**
 * rel_selection_read:
 * @object: what kind of object
 * @collection: (nullable): as in [func@rest_dup_path]
 * @field: (nullable): as in [func@rest_dup_path]
 * @answer: (nullable): the answer to the query
 * @error: (out) (optional): where to put a failure
 *
 * Takes one object or a list out of an answer. It has what REST has of it, except what
 * GraphQL does not know: the text of the table (`schema.sql`) of a collection, and what a
 * database says besides.
 *
 * Errors: those of [func@failure_of_graphql]; `REL_ERROR_NOT_DIRECTUS` if the answer holds
 * something else.
 *
 * Returns: (transfer full) (nullable): the object, or the array; %NULL on error
 */
JsonNode *
rel_selection_read (RelObject object, const char *collection, const char *field, JsonNode *answer, GError **error)
{
  const char *root = rel_selection_get_root (object, collection, field);
  gboolean one = is_one (object, collection, field);
  JsonNode *restored = NULL;
  JsonNode *data;

  if (!check_errors (answer, object, root, error))
    return NULL;
  data = rel_answer_get_data (answer, root, error);
  if (data == NULL)
    return NULL;

  data = JSON_NODE_HOLDS_OBJECT (data) ? json_object_get_member (json_node_get_object (data), root) : NULL;
  if (data != NULL)
    restored = one ? restore_row (data, object) : restore_list (data, object);
  if (restored != NULL)
    json_node_seal (restored);
  else
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS, _ ("This address answers %s, but not with %s"), root,
                 one ? "an object" : "a list");
  return restored;
}

/**
 * rel_selection_new_ids_query:
 *
 * Returns: (transfer full): the body of the request for the number of each row of a field
 */
JsonNode *
rel_selection_new_ids_query (void)
{
  return rel_selection_new_body ("{fields{meta__id:meta{id}}}", NULL);
}

/**
 * rel_selection_read_free_id:
 * @answer: (nullable): the answer to that
 * @free_id: (out): a number that no row has, nor any higher one
 * @error: (out) (optional): where to put a failure
 *
 * Errors: as [func@selection_read].
 *
 * Returns: whether it could be read
 */
gboolean
rel_selection_read_free_id (JsonNode *answer, gint64 *free_id, GError **error)
{
  g_autoptr (JsonNode) fields = rel_selection_read (REL_OBJECT_FIELD, NULL, NULL, answer, error);
  gint64 highest = 0;

  if (fields == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (fields)); i++)
    {
      JsonNode *id = rel_json_get (json_array_get_object_element (json_node_get_array (fields), i), "meta.id");

      if (!rel_json_is_null (id))
        highest = MAX (highest, json_node_get_int (id));
    }
  *free_id = highest + 1;
  return TRUE;
}
