/* rel-items-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/items`: what the tables hold, to look at. Nothing is written here.
 */

#include "config.h"

#include "rel-items-resource.h"

#include <string.h>

#include "rel-error.h"
#include "rel-field-type.h"
#include "rel-item-reader.h"
#include "rel-item-tree.h"
#include "rel-json.h"
#include "rel-parameters.h"

/* Parameters that Directus knows and this server does not: to pass them over would give
 * other items than were asked for. */
static RelReply *
refuse_parameters (RelCall *call)
{
  static const char *const unknown[] = { "filter", "search", "groupBy", "deep", "alias", "version" };
  GHashTableIter iter;
  gpointer name;

  if (call->query == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, call->query);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      gsize length = strcspn (name, "[");

      for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
        {
          if (strlen (unknown[i]) == length && strncmp (name, unknown[i], length) == 0)
            return rel_reply_new_bad_query ("This server does not know the parameter \"%s\"", unknown[i]);
        }
    }
  return NULL;
}

/* Finds the table that is to be read. The schema is got once: another program may change it at
 * any time, and what was got before is gone then. */
static RelReply *
begin (RelProject *project, RelCall *call, RelItemRequest *request)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  const char *name = call->names[0];

  if (schema == NULL)
    return rel_reply_new_error (error);
  if (!rel_db_schema_has_collection (schema, name) || g_str_has_prefix (name, "directus_") ||
      rel_json_get_boolean (rel_db_schema_get_collection (schema, name), "system"))
    return rel_reply_new_forbidden ();
  if (!call->is_admin)
    return rel_reply_new_inaccessible (name);
  request->db = rel_project_get_db (project);
  request->schema = schema;
  request->table = rel_db_schema_get_table (schema, name);
  return refuse_parameters (call);
}

/* What is too much for one answer could be asked for in parts. */
static RelReply *
new_error (const GError *error)
{
  if (g_error_matches (error, REL_ERROR, REL_ERROR_TOO_LARGE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return rel_reply_new_bad_query ("%s", error->message);
  return rel_reply_new_error (error);
}

/* The values of a parameter, which may be written as a list. */
static GStrv
split_parameter (RelCall *call, const char *name)
{
  g_autofree char *list_name = g_strconcat (name, "[]", NULL);
  const char *text = rel_router_get_parameter (call, name);

  if (text == NULL)
    text = rel_router_get_parameter (call, list_name);
  return text != NULL && *text != '\0' ? g_strsplit (text, ",", -1) : NULL;
}

static gboolean
count (const RelItemRequest *request, const char *expression, gint64 *result, GError **error)
{
  g_autofree char *quoted = rel_db_quote (request->table->name);
  g_autofree char *sql = g_strdup_printf ("SELECT count (%s) FROM %s", expression, quoted);
  g_autoptr (RelStatement) statement = rel_db_prepare (request->db, sql, error);

  if (statement == NULL || !rel_statement_step (statement, error))
    return FALSE;
  *result = rel_statement_get_int (statement, 0);
  return TRUE;
}

/* How many rows there are, or how many that have a value in a column. */
static RelReply *
count_fields (const RelItemRequest *request, const char *operation, GStrv fields, JsonObject *counts)
{
  const char *distinct = strcmp (operation, "countDistinct") == 0 ? "DISTINCT " : "";
  JsonObject *inner = json_object_new ();
  g_autoptr (GError) error = NULL;
  gint64 number;

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *quoted = rel_db_quote (fields[i]);
      g_autofree char *expression = g_strconcat (distinct, quoted, NULL);
      gboolean is_all = strcmp (fields[i], "*") == 0;

      if (!count (request, is_all ? "*" : expression, &number, &error))
        {
          json_object_unref (inner);
          return new_error (error);
        }
      json_object_set_int_member (is_all ? counts : inner, is_all ? operation : fields[i], number);
    }
  if (json_object_get_size (inner) > 0)
    json_object_set_object_member (counts, operation, inner);
  else
    json_object_unref (inner);
  return NULL;
}

static RelReply *
check_columns (const RelItemRequest *request, GStrv fields)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; fields[i] != NULL; i++)
    {
      if (strcmp (fields[i], "*") != 0)
        g_strv_builder_add (builder, fields[i]);
    }
  names = g_strv_builder_end (builder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (rel_db_schema_has_field (request->schema, request->table->name, names[i]) &&
          rel_db_table_get_column (request->table, names[i]) == NULL)
        return rel_reply_new_bad_query ("\"%s\" has no values of its own", names[i]);
    }
  return rel_item_tree_check (request->schema, request->table->name, nodes, (const char *const *) names);
}

/* The name in `aggregate[count]` or `aggregate[count][]`. */
static char *
dup_operation (const char *parameter)
{
  const char *open = strchr (parameter, '[');

  return open != NULL ? g_strndup (open + 1, strcspn (open + 1, "]")) : g_strdup ("");
}

/* The values of a member, which is a name, names with commas, or a list of them. */
static GStrv
split_member (JsonNode *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (value != NULL && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strsplit (json_node_get_string (value), ",", -1);
  array = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }
  return g_strv_builder_end (builder);
}

/* What is to be counted, as an object: it comes as one, or as a parameter for each member. */
static JsonObject *
read_aggregate (RelCall *call)
{
  const char *text = rel_router_get_parameter (call, "aggregate");
  g_autoptr (JsonNode) node = text != NULL ? rel_json_parse (text, strlen (text), NULL) : NULL;
  JsonObject *aggregate = json_object_new ();
  GHashTableIter iter;
  gpointer name, value;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_unref (aggregate);
      return json_object_ref (json_node_get_object (node));
    }
  if (call->query == NULL)
    return aggregate;
  g_hash_table_iter_init (&iter, call->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *operation = dup_operation (name);

      if (g_str_has_prefix (name, "aggregate["))
        json_object_set_string_member (aggregate, operation, value);
    }
  return aggregate;
}

/* Finds out whether something is to be counted instead of listed, and counts it. */
static RelReply *
answer_aggregate (RelCall *call, const RelItemRequest *request)
{
  g_autoptr (JsonObject) aggregate = read_aggregate (call);
  g_autoptr (JsonObject) counts = json_object_new ();
  RelReply *reply = NULL;
  JsonObjectIter iter;
  const char *operation;
  JsonNode *value;
  JsonArray *list;

  json_object_iter_init_ordered (&iter, aggregate);
  while (reply == NULL && json_object_iter_next_ordered (&iter, &operation, &value))
    {
      g_auto (GStrv) fields = split_member (value);

      if (strcmp (operation, "count") != 0 && strcmp (operation, "countDistinct") != 0)
        return rel_reply_new_bad_query ("This server counts, and does not know \"%s\"", operation);
      reply = check_columns (request, fields);
      if (reply == NULL)
        reply = count_fields (request, operation, fields, counts);
    }
  if (reply != NULL || json_object_get_size (counts) == 0)
    return reply;

  list = json_array_new ();
  json_array_add_object_element (list, g_steal_pointer (&counts));
  return rel_reply_new_array (list);
}

static JsonNode *
count_meta (RelCall *call, const RelItemRequest *request, RelReply **reply)
{
  g_auto (GStrv) names = split_parameter (call, "meta");
  static const char *const all[] = { "total_count", "filter_count", NULL };
  const char *const *wanted = names != NULL && strcmp (names[0], "*") != 0 ? (const char *const *) names : all;
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  gint64 number = 0;
  g_autoptr (GError) error = NULL;

  json_node_take_object (node, object);
  if (!count (request, "*", &number, &error))
    *reply = new_error (error);
  for (guint i = 0; *reply == NULL && wanted[i] != NULL; i++)
    {
      if (!g_strv_contains (all, wanted[i]))
        *reply = rel_reply_new_bad_query ("\"meta[%u]\" must be one of [total_count, filter_count]", i);
      else
        json_object_set_int_member (object, wanted[i], number);
    }
  return node;
}

/* Takes @data. */
static RelReply *
answer_items (RelCall *call, const RelItemRequest *request, JsonNode *data)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  const char *wants_meta = rel_router_get_parameter (call, "meta");
  JsonObject *answer = json_object_new ();
  RelReply *reply = NULL;

  json_node_take_object (node, answer);
  if (wants_meta != NULL && *wants_meta != '\0')
    json_object_set_member (answer, "meta", count_meta (call, request, &reply));
  json_object_set_member (answer, "data", data);
  return reply != NULL ? reply : rel_reply_new_node ("application/json; charset=utf-8", node);
}

static RelReply *
read_wanted (RelCall *call, RelItemRequest *request, JsonArray **items)
{
  g_auto (GStrv) fields = split_parameter (call, "fields");
  g_autoptr (GStrvBuilder) sort_names = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GError) error = NULL;
  RelItemCosts spent = { 0 };
  char *all[] = { (char *) "*", NULL };
  RelReply *reply;

  nodes = rel_item_tree_parse (request->schema, request->table->name, fields != NULL ? fields : all, &error);
  if (nodes == NULL)
    return new_error (error);
  for (guint i = 0; request->sort[i] != NULL; i++)
    g_strv_builder_add (sort_names, request->sort[i] + (*request->sort[i] == '-' ? 1 : 0));
  names = g_strv_builder_end (sort_names);
  reply = rel_item_tree_check (request->schema, request->table->name, nodes, (const char *const *) names);
  if (reply == NULL)
    reply = check_columns (request, names);
  if (reply != NULL)
    return reply;

  request->nodes = nodes;
  request->spent = &spent;
  *items = rel_item_reader_read (request, &error);
  return *items == NULL ? new_error (error) : NULL;
}

/* How items are sorted that nobody asked to sort: as the collection is sorted by hand. */
static GStrv
dup_usual_sort (RelDbSchema *schema, RelDbTable *table)
{
  const char *field = rel_json_get_string (rel_db_schema_get_collection (schema, table->name), "sort_field");
  const char *const sort[] = { field != NULL && rel_db_table_get_column (table, field) != NULL ? field : table->primary,
                               NULL };

  return g_strdupv ((GStrv) sort);
}

/* What a singleton without a row has: the default values. */
static JsonNode *
new_defaults (RelDbSchema *schema, RelDbTable *table)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);
      g_autoptr (JsonNode) value =
        rel_field_type_new_default (column, rel_db_schema_get_field (schema, table->name, column->name));

      if (g_strcmp0 (table->primary, column->name) == 0)
        json_object_set_null_member (object, column->name);
      else if (!JSON_NODE_HOLDS_NULL (value))
        json_object_set_member (object, column->name, json_node_ref (value));
    }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
take_singleton (RelItemRequest *request, JsonArray *items)
{
  g_autoptr (JsonArray) taken = items;

  return json_array_get_length (items) > 0 ? json_array_dup_element (items, 0)
                                           : new_defaults (request->schema, request->table);
}

static RelReply *
read_list (RelCall *call, RelItemRequest *request)
{
  g_auto (GStrv) sort = split_parameter (call, "sort");
  JsonArray *items = NULL;
  RelParameters parameters;
  RelReply *reply = rel_parameters_read (&parameters, call);
  JsonNode *data;

  if (reply == NULL)
    reply = answer_aggregate (call, request);
  if (reply != NULL)
    return reply;

  request->limit = parameters.limit;
  request->offset = parameters.offset;
  if (sort == NULL)
    sort = dup_usual_sort (request->schema, request->table);
  request->sort = sort;
  reply = read_wanted (call, request, &items);
  if (reply != NULL)
    return reply;

  if (rel_json_get_boolean (rel_db_schema_get_collection (request->schema, request->table->name), "singleton"))
    data = take_singleton (request, items);
  else
    {
      data = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (data, items);
    }
  return answer_items (call, request, data);
}

static RelReply *
read_one (RelCall *call, RelItemRequest *request)
{
  g_autoptr (JsonNode) key = rel_json_new_string (call->names[1]);
  g_autoptr (JsonArray) items = NULL;
  char *sort[] = { NULL };
  RelReply *reply;

  request->limit = 1;
  request->column = request->table->primary;
  request->value = key;
  request->sort = sort;
  reply = read_wanted (call, request, &items);
  if (reply != NULL)
    return reply;
  if (json_array_get_length (items) == 0)
    return rel_reply_new_forbidden ();
  return answer_items (call, request, json_array_dup_element (items, 0));
}

/* While items are read, all others wait. */
static RelReply *
answer (RelProject *project, RelCall *call, RelReply *(*read) (RelCall *, RelItemRequest *) )
{
  RelItemRequest request = { 0 };
  RelReply *reply = begin (project, call, &request);

  if (reply != NULL)
    return reply;

  rel_db_set_deadline (request.db, g_get_monotonic_time () + rel_project_get_reading_ms (project) * (gint64) 1000);
  reply = read (call, &request);
  rel_db_set_deadline (request.db, 0);
  return reply;
}

/**
 * rel_items_resource_list:
 * @project: the project that is served
 * @call: `GET /items/:collection`; `fields`, `limit`, `offset`, `page`, `sort` and `meta`
 *   say which items are wanted and what of them, `aggregate[count]` that they be counted
 *
 * Returns: (transfer full): items, or how many there are; of a singleton the one that it is
 */
RelReply *
rel_items_resource_list (RelProject *project, RelCall *call)
{
  return answer (project, call, read_list);
}

/**
 * rel_items_resource_get:
 * @project: the project that is served
 * @call: `GET /items/:collection/:id`
 *
 * Returns: (transfer full): the item
 */
RelReply *
rel_items_resource_get (RelProject *project, RelCall *call)
{
  return answer (project, call, read_one);
}
