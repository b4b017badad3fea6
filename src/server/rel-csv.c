/* rel-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records as a table: a line for each, and a column for each member of any of them. What is
 * inside an object has the names of both, with a dot between.
 */

#include "config.h"

#include "rel-csv.h"

#include "rel-json.h"

/* The columns in the order in which they were met. */
typedef struct
{
  GPtrArray *names; /* (element-type utf8): in order */
  GHashTable *seen; /* (element-type utf8): owns the names */
} Columns;

typedef void (*Visit) (const char *name, JsonNode *value, gpointer data);

/* Visits each value of a record that is no object; an empty object is a value. */
static void
visit (const char *prefix, JsonNode *value, Visit visitor, gpointer data)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (value) || json_object_get_size (json_node_get_object (value)) == 0)
    {
      visitor (prefix, value, data);
      return;
    }

  json_object_iter_init_ordered (&iter, json_node_get_object (value));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *path = *prefix != '\0' ? g_strconcat (prefix, ".", name, NULL) : g_strdup (name);

      visit (path, member, visitor, data);
    }
}

static void
add_column (const char *name, JsonNode *value, gpointer data)
{
  Columns *columns = data;
  char *copy;

  if (g_hash_table_contains (columns->seen, name))
    return;
  copy = g_strdup (name);
  g_hash_table_add (columns->seen, copy);
  g_ptr_array_add (columns->names, copy);
}

static void
add_value (const char *name, JsonNode *value, gpointer data)
{
  g_hash_table_insert (data, g_strdup (name), value);
}

static void
append_quoted (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

/* Lists and empty objects are written as JSON, and null as nothing. */
static void
append_value (GString *text, JsonNode *value)
{
  g_autofree char *shown = NULL;

  if (rel_json_is_null (value))
    return;
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    {
      append_quoted (text, json_node_get_string (value));
      return;
    }
  shown = rel_json_dup_text (value, FALSE);
  if (JSON_NODE_HOLDS_VALUE (value))
    g_string_append (text, shown);
  else
    append_quoted (text, shown);
}

static void
append_record (GString *text, GPtrArray *names, JsonNode *record)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  visit ("", record, add_value, values);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < names->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_value (text, g_hash_table_lookup (values, g_ptr_array_index (names, i)));
    }
}

/**
 * rel_csv_dup_text:
 * @data: a record, or a list of records
 *
 * Returns: (transfer full): the table; nothing at all if there are no records
 */
char *
rel_csv_dup_text (JsonNode *data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (JsonArray) records = JSON_NODE_HOLDS_ARRAY (data) ? json_array_ref (json_node_get_array (data))
                                                               : json_array_new ();
  GString *text = g_string_new (NULL);
  Columns columns = { names, seen };

  if (!JSON_NODE_HOLDS_ARRAY (data))
    json_array_add_element (records, json_node_ref (data));
  for (guint i = 0; i < json_array_get_length (records); i++)
    visit ("", json_array_get_element (records, i), add_column, &columns);
  for (guint i = 0; i < names->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_quoted (text, g_ptr_array_index (names, i));
    }
  for (guint i = 0; i < json_array_get_length (records); i++)
    append_record (text, names, json_array_get_element (records, i));
  return g_string_free (text, FALSE);
}
