/* rel-field-type.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Directus makes of the declared type of a column: the type of the field, the type of
 * its default value, and its length.
 */

#include "config.h"

#include "rel-field-type.h"

#include <stdlib.h>
#include <string.h>

#include "rel-db-schema.h"
#include "rel-json.h"

/* Declared types, in small letters and without all else, and the type of the field. */
static const struct
{
  const char *data_type;
  const char *type;
} types[] = {
  { "bigint", "bigInteger" },
  { "bigserial", "bigInteger" },
  { "binary", "binary" },
  { "bit", "boolean" },
  { "blob", "binary" },
  { "bool", "boolean" },
  { "boolean", "boolean" },
  { "bpchar", "string" },
  { "char", "string" },
  { "character", "string" },
  { "citext", "text" },
  { "clob", "text" },
  { "date", "date" },
  { "datetime", "dateTime" },
  { "datetimeoffset", "timestamp" },
  { "decimal", "decimal" },
  { "double", "float" },
  { "float", "float" },
  { "geometry", "geometry" },
  { "image", "binary" },
  { "int", "integer" },
  { "integer", "integer" },
  { "integerfirst", "integer" },
  { "interval", "string" },
  { "json", "json" },
  { "jsonb", "json" },
  { "linestring", "geometry.LineString" },
  { "longtext", "text" },
  { "longvarchar", "string" },
  { "mediumblob", "binary" },
  { "mediumint", "integer" },
  { "mediumtext", "text" },
  { "money", "float" },
  { "multilinestring", "geometry.MultiLineString" },
  { "multipoint", "geometry.MultiPoint" },
  { "multipolygon", "geometry.MultiPolygon" },
  { "nchar", "text" },
  { "ntext", "text" },
  { "number", "integer" },
  { "numeric", "integer" },
  { "nvarchar", "string" },
  { "point", "geometry.Point" },
  { "polygon", "geometry.Polygon" },
  { "real", "float" },
  { "serial", "integer" },
  { "smalldatetime", "dateTime" },
  { "smallint", "integer" },
  { "smallmoney", "float" },
  { "string", "text" },
  { "text", "text" },
  { "time", "time" },
  { "timestamp", "timestamp" },
  { "timestamptz", "timestamp" },
  { "timetz", "time" },
  { "tinyint", "integer" },
  { "tinytext", "text" },
  { "uniqueidentifier", "uuid" },
  { "uuid", "uuid" },
  { "varbinary", "binary" },
  { "varchar", "string" },
  { "year", "integer" },
};

/* Entries of a field's `special` that decide its type, the strongest first. */
static const struct
{
  const char *special;
  const char *type;
} specials[] = {
  { "cast-json", "json" },
  { "hash", "hash" },
  { "cast-csv", "csv" },
  { "uuid", "uuid" },
  { "file", "uuid" },
  { "cast-timestamp", "timestamp" },
  { "cast-datetime", "dateTime" },
};

/**
 * rel_field_type_dup_data_type:
 * @column: a column
 *
 * Returns: (transfer full): its declared type, letters only and small: `varchar` for `VARCHAR(255)`
 */
char *
rel_field_type_dup_data_type (RelDbColumn *column)
{
  GString *letters = g_string_new (NULL);

  for (const char *c = column->type; *c != '\0'; c++)
    {
      if (g_ascii_isalpha (*c))
        g_string_append_c (letters, g_ascii_tolower (*c));
    }
  return g_string_free (letters, FALSE);
}

static const char *
get_special_type (JsonObject *meta, const char *type)
{
  JsonArray *special = rel_json_get_array (meta, "special");

  if (special == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
    {
      if (rel_db_schema_has_special (meta, specials[i].special))
        return specials[i].type;
    }
  if (type != NULL && g_str_has_prefix (type, "geometry"))
    return json_array_get_length (special) > 0 ? json_array_get_string_element (special, 0) : "geometry";
  return NULL;
}

/**
 * rel_field_type_get:
 * @column: (nullable): a column
 * @meta: (nullable): what Directus keeps about the field
 *
 * Returns: (transfer none): the type of the field, as long as @meta lives
 */
const char *
rel_field_type_get (RelDbColumn *column, JsonObject *meta)
{
  g_autofree char *data_type = NULL;
  const char *type = NULL;
  const char *special_type;

  if (column == NULL)
    return "alias";

  data_type = rel_field_type_dup_data_type (column);
  for (guint i = 0; type == NULL && i < G_N_ELEMENTS (types); i++)
    {
      if (strcmp (types[i].data_type, data_type) == 0)
        type = types[i].type;
    }

  special_type = get_special_type (meta, type);
  if (special_type != NULL)
    return special_type;
  return type != NULL ? type : "unknown";
}

/* The value that a column's SQL default stands for; %NULL for none. Quotes at both ends
 * are taken away, and nothing else is read as SQL. */
static char *
dup_default (const char *sql)
{
  g_autofree char *trimmed = NULL;
  gsize length;

  if (sql == NULL)
    return NULL;

  trimmed = g_strstrip (g_strdup (sql));
  length = strlen (trimmed);
  if (g_ascii_strcasecmp (trimmed, "null") == 0)
    return NULL;
  if (length >= 2 && (trimmed[0] == '\'' || trimmed[0] == '"') && trimmed[length - 1] == trimmed[0])
    return g_strndup (trimmed + 1, length - 2);
  return g_strdup (sql);
}

static JsonNode *
read_number (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *end;
  double number;

  if (*trimmed == '\0')
    return json_node_init_int (json_node_alloc (), 0);
  if (!g_ascii_isdigit (*trimmed) && strchr ("+-.", *trimmed) == NULL)
    return NULL;

  number = g_ascii_strtod (trimmed, &end);
  if (*end != '\0')
    return NULL;
  if (ABS (number) < 9e15 && number == (double) (gint64) number)
    return json_node_init_int (json_node_alloc (), (gint64) number);
  return json_node_init_double (json_node_alloc (), number);
}

/**
 * rel_field_type_new_default:
 * @column: a column
 * @meta: (nullable): what Directus keeps about the field
 *
 * Returns: (transfer full): the default value, in the type of the field where that can be
 */
JsonNode *
rel_field_type_new_default (RelDbColumn *column, JsonObject *meta)
{
  g_autofree char *text = dup_default (column->default_value);
  const char *type = rel_field_type_get (column, meta);
  JsonNode *value = NULL;

  if (text == NULL || strcmp (text, "0000-00-00 00:00:00") == 0)
    return json_node_init_null (json_node_alloc ());

  if (g_str_equal (type, "integer") || g_str_equal (type, "bigInteger") || g_str_equal (type, "decimal") ||
      g_str_equal (type, "float"))
    value = read_number (text);
  else if (g_str_equal (type, "boolean"))
    value = json_node_init_boolean (json_node_alloc (),
                                    *text != '\0' && strcmp (text, "0") != 0 && strcmp (text, "false") != 0);
  else if (g_str_equal (type, "json"))
    value = rel_json_parse (text, strlen (text), NULL);

  return value != NULL ? value : json_node_init_string (json_node_alloc (), text);
}

/**
 * rel_field_type_new_max_length:
 * @column: a column
 *
 * Returns: (transfer full): the number in brackets of its declared type, or `null`
 */
JsonNode *
rel_field_type_new_max_length (RelDbColumn *column)
{
  const char *open = strchr (column->type, '(');
  const char *close = open != NULL ? strchr (open, ')') : NULL;

  if (close != NULL && close > open + 1)
    {
      g_autofree char *inside = g_strndup (open + 1, close - open - 1);
      JsonNode *number = read_number (inside);

      if (number != NULL)
        return number;
    }
  return json_node_init_null (json_node_alloc ());
}
