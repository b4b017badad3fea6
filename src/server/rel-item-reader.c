/* rel-item-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads items, and along relations the items that they lead to.
 */

#include "config.h"

#include "rel-item-reader.h"

#include "rel-error.h"
#include "rel-item-tree.h"
#include "rel-item-value.h"
#include "rel-json.h"

/* How many items a field leads to at most. */
#define MAX_NESTED 100

/* How much one answer may take: there is one thread, and others wait while it is made. A hundred
 * items for each of a hundred, and so on, would keep it busy for days. */
#define MAX_ITEMS 20000
#define MAX_BYTES (16 * 1024 * 1024)

static void
append_order (GString *sql, const RelItemRequest *request)
{
  for (guint i = 0; request->sort != NULL && request->sort[i] != NULL; i++)
    {
      const char *name = request->sort[i] + (*request->sort[i] == '-' ? 1 : 0);
      g_autofree char *quoted = rel_db_quote (name);

      g_string_append_printf (sql, "%s%s%s", i > 0 ? ", " : " ORDER BY ", quoted,
                              *request->sort[i] == '-' ? " DESC" : "");
    }
}

static char *
dup_select (const RelItemRequest *request)
{
  g_autofree char *table = rel_db_quote (request->table->name);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT * FROM %s", table);
  if (request->column != NULL)
    {
      g_autofree char *column = rel_db_quote (request->column);

      g_string_append_printf (sql, " WHERE %s = ?", column);
    }
  append_order (sql, request);
  g_string_append_printf (sql, " LIMIT %" G_GINT64_FORMAT " OFFSET %" G_GINT64_FORMAT, request->limit, request->offset);
  return g_string_free (sql, FALSE);
}

/* Counts what has been read; looking for items counts as much as one. */
static gboolean
spend (const RelItemRequest *request, gsize n_bytes, GError **error)
{
  request->spent->n_items++;
  request->spent->n_bytes += n_bytes;
  if (request->spent->n_items > MAX_ITEMS)
    g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, "More than %u items are wanted at once", MAX_ITEMS);
  else if (request->spent->n_bytes > MAX_BYTES)
    g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, "More than %u MB are wanted at once", MAX_BYTES / 1024 / 1024);
  else
    return TRUE;
  return FALSE;
}

/* What a field leads to: one item or null, or several. */
static JsonNode *
read_related (const RelItemRequest *request, RelItemNode *node, JsonObject *row, GError **error)
{
  JsonObject *meta = rel_db_schema_get_collection (request->schema, node->collection);
  const char *collection_sort = rel_json_get_string (meta, "sort_field");
  RelDbTable *table = rel_db_schema_get_table (request->schema, node->collection);
  char *sort[] = { (char *) table->primary, NULL };
  RelItemRequest inner = { request->db, request->schema, table, node->children, node->column, NULL,
                           sort,        MAX_NESTED,      0,     request->spent };
  g_autoptr (JsonArray) items = NULL;
  JsonNode *result;

  if (collection_sort != NULL && rel_db_table_get_column (table, collection_sort) != NULL)
    sort[0] = (char *) collection_sort;
  if (node->sort_field != NULL && rel_db_table_get_column (table, node->sort_field) != NULL)
    sort[0] = (char *) node->sort_field;
  inner.value = json_object_get_member (row, node->is_many ? request->table->primary : node->name);
  if (!node->is_many && rel_json_is_null (inner.value))
    return json_node_init_null (json_node_alloc ());

  items = spend (request, 0, error) ? rel_item_reader_read (&inner, error) : NULL;
  if (items == NULL)
    return NULL;
  if (!node->is_many)
    return json_array_get_length (items) > 0 ? json_array_dup_element (items, 0)
                                             : json_node_init_null (json_node_alloc ());
  result = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (result, g_steal_pointer (&items));
  return result;
}

/* An item without wanted fields is its primary key. */
static JsonNode *
read_item (const RelItemRequest *request, JsonObject *row, GError **error)
{
  g_autoptr (JsonObject) item = json_object_new ();

  if (request->nodes->len == 0)
    return json_object_dup_member (row, request->table->primary);

  for (guint i = 0; i < request->nodes->len; i++)
    {
      RelItemNode *node = g_ptr_array_index (request->nodes, i);
      RelDbColumn *column = rel_db_table_get_column (request->table, node->name);
      JsonObject *meta = rel_db_schema_get_field (request->schema, request->table->name, node->name);
      JsonNode *value = NULL;

      if (node->collection != NULL)
        value = read_related (request, node, row, error);
      else if (column != NULL)
        value = rel_item_value_read (column, meta, json_object_get_member (row, column->name));
      else
        continue;
      if (value == NULL)
        return NULL;
      json_object_set_member (item, node->name, value);
    }
  return json_node_init_object (json_node_alloc (), item);
}

/**
 * rel_item_reader_read:
 * @request: which items are wanted, and what of them
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_TOO_LARGE` if that is more than one answer may hold, else those of the
 * database.
 *
 * Returns: (transfer full) (nullable): the items, or %NULL on error
 */
JsonArray *
rel_item_reader_read (const RelItemRequest *request, GError **error)
{
  g_autofree char *sql = dup_select (request);
  g_autoptr (RelStatement) statement = rel_db_prepare (request->db, sql, error);
  g_autoptr (JsonArray) items = json_array_new ();
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  if (request->value != NULL)
    rel_statement_bind_json (statement, 1, request->value);

  while (rel_statement_step (statement, &local_error))
    {
      g_autoptr (JsonObject) row = NULL;
      JsonNode *item;

      if (!spend (request, rel_statement_get_size_bytes (statement), &local_error))
        break;
      row = rel_statement_dup_object (statement, 0);
      item = read_item (request, row, &local_error);
      if (item == NULL)
        break;
      json_array_add_element (items, item);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&items);
}
