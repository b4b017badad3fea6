/* rel-field-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What columns Directus makes for fields on SQLite: the other way round of rel-field-type.c.
 */

#include "config.h"

#include "rel-field-column.h"

#include <string.h>

#include "rel-db.h"
#include "rel-json.h"

#define USUAL_LENGTH 255

static const struct
{
  const char *type;
  const char *column;
} columns[] = {
  { "bigInteger", "bigint" },
  { "binary", "blob" },
  { "boolean", "boolean" },
  { "csv", "text" },
  { "date", "date" },
  { "dateTime", "datetime" },
  { "decimal", "float" },
  { "float", "float" },
  { "geometry", "geometry" },
  { "geometry.LineString", "LineString" },
  { "geometry.MultiLineString", "MultiLineString" },
  { "geometry.MultiPoint", "MultiPoint" },
  { "geometry.MultiPolygon", "MultiPolygon" },
  { "geometry.Point", "Point" },
  { "geometry.Polygon", "Polygon" },
  { "hash", "varchar(255)" },
  { "integer", "integer" },
  { "json", "json" },
  { "text", "text" },
  { "time", "time" },
  { "timestamp", "datetime" },
  { "uuid", "char(36)" },
};

/**
 * rel_field_column_is_wanted:
 * @type: (nullable): type of a field
 *
 * Returns: whether such a field has a column at all
 */
gboolean
rel_field_column_is_wanted (const char *type)
{
  static const char *const without[] = {
    "alias", "o2m", "m2m", "m2a", "o2a", "files", "translations", "unknown", NULL
  };

  return type != NULL && *type != '\0' && !g_strv_contains (without, type);
}

/**
 * rel_field_column_is_true:
 * @value: (nullable): a value
 *
 * Returns: whether JavaScript takes it for true
 */
gboolean
rel_field_column_is_true (JsonNode *value)
{
  GType type;

  if (rel_json_is_null (value))
    return FALSE;
  if (!JSON_NODE_HOLDS_VALUE (value))
    return TRUE;

  type = json_node_get_value_type (value);
  if (type == G_TYPE_STRING)
    return *json_node_get_string (value) != '\0';
  if (type == G_TYPE_DOUBLE)
    return json_node_get_double (value) != 0;
  return type == G_TYPE_BOOLEAN ? json_node_get_boolean (value) : json_node_get_int (value) != 0;
}

static gint64
get_length (JsonObject *schema)
{
  JsonNode *value = schema != NULL ? json_object_get_member (schema, "max_length") : NULL;
  gint64 length;

  if (rel_json_is_null (value) || !JSON_NODE_HOLDS_VALUE (value))
    return USUAL_LENGTH;
  if (json_node_get_value_type (value) != G_TYPE_STRING)
    return json_node_get_int (value);
  return g_ascii_string_to_signed (json_node_get_string (value), 10, G_MININT32, G_MAXINT32, &length, NULL)
           ? length
           : USUAL_LENGTH;
}

/**
 * rel_field_column_dup_type:
 * @type: type of a field that has a column
 * @schema: (nullable): what is said of the column
 *
 * Returns: (transfer full) (nullable): the declared type; %NULL if Directus knows no such field
 */
char *
rel_field_column_dup_type (const char *type, JsonObject *schema)
{
  if (g_str_equal (type, "string"))
    return g_strdup_printf ("varchar(%" G_GINT64_FORMAT ")", get_length (schema));

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (g_str_equal (type, columns[i].type))
        return g_strdup (columns[i].column);
    }
  return NULL;
}

static char *
quote_text (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  return g_strdup_printf ("'%s'", doubled);
}

/* The functions that Directus lets through; those that SQLite does not have it refuses itself. */
static char *
dup_function (const char *text)
{
  if (g_ascii_strcasecmp (text, "now()") == 0 || g_str_equal (text, "CURRENT_TIMESTAMP"))
    return g_strdup ("CURRENT_TIMESTAMP");
  if (g_str_equal (text, "gen_random_uuid()") ||
      g_regex_match_simple ("^CURRENT_TIMESTAMP\\([0-9]+\\)$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    return g_strdup (text);
  return NULL;
}

/**
 * rel_field_column_dup_default:
 * @type: type of a field
 * @value: a default value; a text may be the name of a function
 *
 * Returns: (transfer full) (nullable): it as SQL; %NULL for none
 */
char *
rel_field_column_dup_default (const char *type, JsonNode *value)
{
  GType value_type = json_node_get_value_type (value);
  const char *text = value_type == G_TYPE_STRING ? json_node_get_string (value) : NULL;
  g_autofree char *function = text != NULL ? dup_function (text) : NULL;
  g_autofree char *json = NULL;

  if (JSON_NODE_HOLDS_NULL (value))
    return NULL;
  if (function != NULL)
    return g_steal_pointer (&function);
  if (g_str_equal (type, "boolean"))
    return g_strdup (g_strcmp0 (text, "false") != 0 && rel_field_column_is_true (value) ? "'1'" : "'0'");
  if (text != NULL)
    return quote_text (text);
  json = rel_json_dup_text (value, FALSE);
  return quote_text (json);
}

static gboolean
may_be_null (JsonObject *schema)
{
  JsonNode *value = schema != NULL ? json_object_get_member (schema, "is_nullable") : NULL;

  return value == NULL || rel_field_column_is_true (value);
}

/**
 * rel_field_column_dup_definition:
 * @field: name of a field
 * @type: its type, which has a column
 * @schema: (nullable): what is said of the column
 *
 * Makes the column as SQL. A primary key that does not count by itself is not said here but
 * after all columns.
 *
 * Returns: (transfer full) (nullable): the definition; %NULL if Directus knows no such field
 */
char *
rel_field_column_dup_definition (const char *field, const char *type, JsonObject *schema)
{
  g_autofree char *name = rel_db_quote (field);
  g_autofree char *declared = rel_field_column_dup_type (type, schema);
  g_autofree char *value = NULL;
  JsonNode *given = schema != NULL ? json_object_get_member (schema, "default_value") : NULL;
  gboolean is_primary = schema != NULL && rel_field_column_is_true (json_object_get_member (schema, "is_primary_key"));

  if (schema != NULL && rel_field_column_is_true (json_object_get_member (schema, "has_auto_increment")))
    return g_strdup_printf ("%s integer not null primary key autoincrement", name);
  if (declared == NULL)
    return NULL;

  value = given != NULL ? rel_field_column_dup_default (type, given) : NULL;
  return g_strconcat (name, " ", declared, is_primary || !may_be_null (schema) ? " not null" : " null",
                      value != NULL ? " default " : "", value, NULL);
}
