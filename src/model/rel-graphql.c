/* rel-graphql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests as mutations of Directus' system GraphQL.
 *
 * The types of input are named differently from version to version, so values stand in the
 * text. They want more than REST does: members that may not be absent are filled in from
 * what the server has, or with what Directus itself takes when nothing is said.
 */

#include "config.h"

#include "rel-graphql.h"

#include <string.h>

#include "rel-json.h"

/* A member that the type of input does not let be absent, and its value by default. */
typedef struct
{
  const char *name;
  const char *json;
} Required;

static const Required collection_meta[] = {
  { "hidden", "false" },      { "singleton", "false" },  { "archive_app_filter", "true" },
  { "collapse", "\"open\"" }, { "versioning", "false" }, { NULL },
};

static const Required field_meta[] = {
  { "readonly", "false" },
  { "hidden", "false" },
  { NULL },
};

/* What a column is described with besides is the server's own to say. */
static const char *const column_members[] = {
  "name",
  "table",
  "data_type",
  "default_value",
  "max_length",
  "numeric_precision",
  "numeric_scale",
  "is_generated",
  "generation_expression",
  "is_indexed",
  "is_nullable",
  "is_unique",
  "is_primary_key",
  "has_auto_increment",
  "foreign_key_column",
  "foreign_key_table",
  "comment",
};

/* Members whose type is JSON: any value, which GraphQL does not look into. */
static const char *const json_members[] = {
  "options", "display_options", "translations", "conditions", "validation", "item_duplication_fields", NULL,
};

static void
append_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *c = string; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (text, "\\%c", *c);
      else if (*c == '\n')
        g_string_append (text, "\\n");
      else if ((guchar) *c < 0x20 || *c == 0x7f)
        g_string_append_printf (text, "\\u%04x", *c);
      else
        g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

/* Whether a value can stand in the text: the members of an object there have names. */
static gboolean
is_literal (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (!is_literal (json_array_get_element (array, i)))
            return FALSE;
        }
    }
  else if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (value));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          if (!rel_graphql_is_name (name) || !is_literal (member))
            return FALSE;
        }
    }
  return TRUE;
}

static void append_value (GString *text, const char *name, JsonNode *value, JsonObject *variables);

/* Writes the members of an object; what cannot stand in the text becomes a variable. */
static void
append_members (GString *text, JsonObject *object, JsonObject *variables)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  const char *separator = " ";

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_string_append_printf (text, "%s%s: ", separator, name);
      append_value (text, name, member, variables);
      separator = ", ";
    }
  g_string_append (text, *separator == ' ' ? "}" : " }");
}

static void
append_elements (GString *text, JsonArray *array, JsonObject *variables)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      append_value (text, "", json_array_get_element (array, i), variables);
    }
  g_string_append_c (text, ']');
}

static void
append_value (GString *text, const char *name, JsonNode *value, JsonObject *variables)
{
  if (g_strv_contains (json_members, name) && !is_literal (value))
    {
      g_autofree char *variable = g_strdup_printf ("json%u", json_object_get_size (variables) + 1);

      json_object_set_member (variables, variable, json_node_ref (value));
      g_string_append_printf (text, "$%s", variable);
    }
  else if (rel_json_is_null (value))
    g_string_append (text, "null");
  else if (JSON_NODE_HOLDS_OBJECT (value))
    append_members (text, json_node_get_object (value), variables);
  else if (JSON_NODE_HOLDS_ARRAY (value))
    append_elements (text, json_node_get_array (value), variables);
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    append_string (text, json_node_get_string (value));
  else if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (value) ? "true" : "false");
  else
    rel_json_append_number (text, value);
}

/* Takes over the members of @from that @to does not have. */
static void
copy_members (JsonObject *from, JsonObject *to)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!json_object_has_member (to, name))
        json_object_set_member (to, name, json_node_ref (value));
    }
}

static void
add_required (const Required *required, JsonObject *now, JsonObject *input)
{
  for (; required->name != NULL; required++)
    {
      JsonNode *current = now != NULL ? json_object_get_member (now, required->name) : NULL;

      if (!json_object_has_member (input, required->name))
        json_object_set_member (input, required->name,
                                rel_json_is_null (current)
                                  ? rel_json_parse (required->json, strlen (required->json), NULL)
                                  : json_node_ref (current));
    }
}

static JsonObject *
collection_meta_input (JsonObject *meta, JsonObject *now, const char *collection)
{
  JsonObject *input = json_object_new ();

  json_object_set_string_member (input, "collection", collection);
  copy_members (meta, input);
  add_required (collection_meta, now, input);
  return input;
}

static JsonObject *
field_meta_input (JsonObject *meta, JsonObject *now, const char *collection, const char *field, gint64 *free_id)
{
  JsonNode *id = now != NULL ? json_object_get_member (now, "id") : NULL;
  JsonObject *input = json_object_new ();

  if (!rel_json_is_null (id))
    json_object_set_member (input, "id", json_node_ref (id));
  else if (*free_id > 0)
    json_object_set_int_member (input, "id", (*free_id)++);
  json_object_set_string_member (input, "collection", collection);
  json_object_set_string_member (input, "field", field);
  copy_members (meta, input);
  add_required (field_meta, now, input);
  return input;
}

/* A default is a string here. Of a boolean, only `false` is taken for false: not `0`. */
static JsonNode *
default_input (JsonNode *value)
{
  g_autofree char *text = NULL;

  if (rel_json_is_null (value) || json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_ref (value);
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return rel_json_new_string (json_node_get_boolean (value) ? "true" : "false");
  text = rel_json_dup_text (value, FALSE);
  return rel_json_new_string (text);
}

static JsonObject *
column_input (JsonObject *column)
{
  JsonObject *input = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (column_members); i++)
    {
      const char *name = column_members[i];
      JsonNode *value = json_object_get_member (column, name);

      if (value != NULL)
        json_object_set_member (input, name,
                                strcmp (name, "default_value") == 0 ? default_input (value) : json_node_ref (value));
    }
  return input;
}

/* A field, alone or of a collection that is created with it. */
static JsonObject *
field_input (JsonObject *body, JsonObject *now, const char *collection, const char *field, gint64 *free_id)
{
  JsonObject *meta = rel_json_get_object (body, "meta");
  JsonObject *column = rel_json_get_object (body, "schema");
  JsonObject *input = json_object_new ();

  copy_members (body, input);
  /* The answer of an update is read with the name in here, not with that of the argument. */
  if (!json_object_has_member (input, "field"))
    json_object_set_string_member (input, "field", field);
  if (meta != NULL)
    json_object_set_object_member (input, "meta",
                                   field_meta_input (meta, rel_json_get_object (now, "meta"), collection, field,
                                                     free_id));
  if (column != NULL)
    json_object_set_object_member (input, "schema", column_input (column));
  return input;
}

static JsonObject *
collection_input (JsonObject *body, JsonObject *now, const char *collection, gint64 *free_id)
{
  JsonObject *meta = rel_json_get_object (body, "meta");
  JsonArray *fields = rel_json_get_array (body, "fields");
  JsonObject *input = json_object_new ();

  copy_members (body, input);
  if (meta != NULL)
    json_object_set_object_member (input, "meta",
                                   collection_meta_input (meta, rel_json_get_object (now, "meta"), collection));
  if (fields != NULL)
    {
      JsonArray *inputs = json_array_new ();

      for (guint i = 0; i < json_array_get_length (fields); i++)
        {
          JsonObject *field = json_array_get_object_element (fields, i);

          json_array_add_object_element (inputs, field_input (field, NULL, collection,
                                                              rel_json_get_string (field, "field"), free_id));
        }
      json_object_set_array_member (input, "fields", inputs);
    }
  return input;
}

/* The server takes only the actions from the key, but wants all of it. */
static JsonObject *
relation_input (JsonObject *body, JsonObject *relation)
{
  JsonObject *key = rel_json_get_object (body, "schema");
  const char *column = rel_json_get_string (relation, "schema.foreign_key_column");
  JsonObject *input = json_object_new ();

  copy_members (body, input);
  if (key != NULL)
    {
      const char *on_update = rel_json_get_string (key, "on_update");
      const char *on_delete = rel_json_get_string (key, "on_delete");
      JsonObject *whole = json_object_new ();

      json_object_set_string_member (whole, "table", rel_json_get_string (relation, "collection"));
      json_object_set_string_member (whole, "column", rel_json_get_string (relation, "field"));
      json_object_set_string_member (whole, "foreign_key_table", rel_json_get_string (relation, "related_collection"));
      json_object_set_string_member (whole, "foreign_key_column", column != NULL ? column : "id");
      json_object_set_string_member (whole, "on_update", on_update != NULL ? on_update : "NO ACTION");
      json_object_set_string_member (whole, "on_delete", on_delete != NULL ? on_delete : "NO ACTION");
      json_object_set_object_member (input, "schema", whole);
    }
  return input;
}

static JsonObject *
input_of (RelRequest *request, JsonNode *current, gint64 *free_id)
{
  RelChange *change = rel_request_get_change (request);
  JsonObject *body = json_node_get_object (rel_request_get_body (request));
  JsonObject *after = json_node_get_object (rel_change_get_after (change));
  JsonObject *now = current != NULL ? json_node_get_object (current) : NULL;

  switch (rel_change_get_object (change))
    {
    case REL_OBJECT_COLLECTION:
      return collection_input (body, now, rel_change_get_collection (change), free_id);
    case REL_OBJECT_FIELD:
      return field_input (body, now, rel_change_get_collection (change), rel_change_get_field (change), free_id);
    case REL_OBJECT_RELATION:
    default:
      return relation_input (body, after);
    }
}

static void
append_string_argument (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "    %s: ", name);
  append_string (text, value);
  g_string_append_c (text, '\n');
}

/* The arguments, each in a line of its own. */
static void
append_arguments (GString *text, RelRequest *request, JsonNode *now, gint64 *free_id, JsonObject *variables)
{
  RelChange *change = rel_request_get_change (request);
  RelObject object = rel_change_get_object (change);
  gboolean is_new = rel_request_get_action (request) == REL_CHANGE_CREATE;

  if (!is_new || object == REL_OBJECT_FIELD)
    append_string_argument (text, "collection", rel_change_get_collection (change));
  if (!is_new && object != REL_OBJECT_COLLECTION)
    append_string_argument (text, "field", rel_change_get_field (change));
  if (rel_request_get_action (request) != REL_CHANGE_DELETE)
    {
      JsonObject *input = input_of (request, now, free_id);

      g_string_append (text, "    data: ");
      append_members (text, input, variables);
      g_string_append_c (text, '\n');
      json_object_unref (input);
    }
}

/**
 * rel_graphql_is_name:
 * @text: any text
 *
 * Directus leaves out of GraphQL what cannot be named there.
 *
 * Returns: whether it can be a name in GraphQL
 */
gboolean
rel_graphql_is_name (const char *text)
{
  return *text != '\0' && !g_ascii_isdigit (*text) &&
         strspn (text, "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen (text);
}

/**
 * rel_graphql_get_free_id:
 * @schema: what the server has
 *
 * Returns: an id that no row of `directus_fields` has, nor any higher one
 */
gint64
rel_graphql_get_free_id (RelSchema *schema)
{
  gint64 highest = 0;

  for (guint c = 0; c < rel_schema_get_n_collections (schema); c++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, c);

      for (guint f = 0; f < rel_collection_get_n_fields (collection); f++)
        {
          JsonNode *field = rel_field_get_json (rel_collection_get_field (collection, f));
          JsonNode *id = rel_json_get (json_node_get_object (field), "meta.id");

          if (!rel_json_is_null (id))
            highest = MAX (highest, json_node_get_int (id));
        }
    }
  return highest + 1;
}

/**
 * rel_graphql_dup_mutation:
 * @request: a request
 * @now: (nullable): what the server has now in the place of what is changed
 * @free_id: (inout): an id that no row of `directus_fields` has, nor any higher one:
 *   Directus 10 to 11.3 at least want it for a field that is created with settings; 0 if
 *   the server does not
 * @variables: (out) (transfer full) (nullable): an object, if the text has variables
 *
 * Says a request in GraphQL, for `POST /graphql/system`. The name of the mutation, as
 * `update_relations_item`, is that of the answer too.
 *
 * Returns: (transfer full): the mutation
 */
char *
rel_graphql_dup_mutation (RelRequest *request, JsonNode *now, gint64 *free_id, JsonNode **variables)
{
  static const char *const verbs[] = { "create", "update", "delete" };
  static const char *const nouns[] = { "collections", "fields", "relations" };
  RelObject object = rel_change_get_object (rel_request_get_change (request));
  JsonObject *values = json_object_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) head = g_string_new ("mutation");
  guint n_values;

  g_string_append_printf (text, " {\n  %s_%s_item(\n", verbs[rel_request_get_action (request)], nouns[object]);
  append_arguments (text, request, now, free_id, values);
  g_string_append_printf (text, "  ) {\n    collection\n%s  }\n}\n",
                          object != REL_OBJECT_COLLECTION ? "    field\n" : "");

  n_values = json_object_get_size (values);
  for (guint i = 1; i <= n_values; i++)
    g_string_append_printf (head, "%s$json%u: JSON%s", i == 1 ? " (" : ", ", i, i == n_values ? ")" : "");
  g_string_append_len (head, text->str, text->len);

  *variables = NULL;
  if (n_values > 0)
    {
      *variables = json_node_new (JSON_NODE_OBJECT);
      json_node_set_object (*variables, values);
    }
  json_object_unref (values);
  return g_string_free (g_steal_pointer (&head), FALSE);
}
