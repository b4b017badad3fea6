/* rel-item-value.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a value of the database is in an answer. The type of its field decides, and what
 * Directus was told to make of it.
 */

#include "config.h"

#include "rel-item-value.h"

#include <string.h>

#include "rel-cast.h"
#include "rel-field-type.h"
#include "rel-json.h"

#define CONCEALED "**********"

static JsonNode *
read_special (const char *special, JsonNode *value)
{
  if (strcmp (special, "cast-boolean") == 0)
    return rel_cast_boolean (value);
  if (strcmp (special, "cast-json") == 0)
    return rel_cast_json (value);
  if (strcmp (special, "cast-csv") == 0)
    return rel_cast_csv (value);
  if (strcmp (special, "conceal") == 0 && !JSON_NODE_HOLDS_NULL (value))
    return json_node_init_string (json_node_alloc (), CONCEALED);
  return json_node_ref (value);
}

/* A time of the database: text, which is meant as it stands, or milliseconds since 1970. */
static GDateTime *
parse_time (JsonNode *value)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (json_node_get_value_type (value) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (value);
      g_autofree char *midnight = strlen (text) == strlen ("2000-01-01") ? g_strconcat (text, "T00:00:00", NULL) : NULL;

      return g_date_time_new_from_iso8601 (midnight != NULL ? midnight : text, utc);
    }
  if (json_node_get_value_type (value) != G_TYPE_INT64)
    return NULL;

  time = g_date_time_new_from_unix_local (json_node_get_int (value) / 1000);
  return time != NULL ? g_date_time_add (time, json_node_get_int (value) % 1000 * 1000) : NULL;
}

/* How some databases write that there is no time. */
static gboolean
is_zero (JsonNode *value)
{
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : "x";

  return strlen (text) >= strlen ("0000-00-00") && text[strspn (text, ".0 :-")] == '\0';
}

static JsonNode *
read_time (const char *type, JsonNode *value)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (strcmp (type, "date") != 0 && strcmp (type, "dateTime") != 0 && strcmp (type, "timestamp") != 0)
    return json_node_ref (value);
  if (is_zero (value))
    return json_node_init_null (json_node_alloc ());
  time = parse_time (value);
  if (time == NULL)
    return json_node_ref (value);

  if (strcmp (type, "date") == 0)
    text = g_date_time_format (time, "%Y-%m-%d");
  else if (strcmp (type, "dateTime") == 0)
    text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  else
    {
      g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

      text = g_strdup_printf ("%s.%03dZ", seconds, g_date_time_get_microsecond (time) / 1000);
    }
  return json_node_init_string (json_node_alloc (), text);
}

/**
 * rel_item_value_read:
 * @column: a column
 * @meta: (nullable): what Directus keeps about the field
 * @value: a value of it
 *
 * Returns: (transfer full): the value as an answer has it
 */
JsonNode *
rel_item_value_read (RelDbColumn *column, JsonObject *meta, JsonNode *value)
{
  JsonArray *special = rel_json_get_array (meta, "special");
  g_autoptr (JsonNode) result = json_node_ref (value);

  for (guint i = 0; special != NULL && i < json_array_get_length (special); i++)
    {
      const char *name = json_array_get_string_element (special, i);
      JsonNode *next = name != NULL ? read_special (name, result) : json_node_ref (result);

      json_node_unref (result);
      result = next;
    }
  return JSON_NODE_HOLDS_VALUE (result) ? read_time (rel_field_type_get (column, meta), result)
                                        : g_steal_pointer (&result);
}
