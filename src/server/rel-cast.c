/* rel-cast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Directus makes of the values of a database that knows numbers and texts alone. What
 * cannot be read so is left as it is.
 */

#include "config.h"

#include "rel-cast.h"

#include <string.h>

#include "rel-json.h"

static const char *
get_text (JsonNode *value)
{
  return json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;
}

/**
 * rel_cast_boolean:
 * @value: a value
 *
 * Returns: (transfer full): `true` or `false` for 1 or 0, whether number or text; `null` for
 *   the empty text
 */
JsonNode *
rel_cast_boolean (JsonNode *value)
{
  const char *text = get_text (value);

  if (g_strcmp0 (text, "") == 0)
    return json_node_init_null (json_node_alloc ());
  if (g_strcmp0 (text, "0") == 0 || g_strcmp0 (text, "1") == 0)
    return json_node_init_boolean (json_node_alloc (), *text == '1');
  if (json_node_get_value_type (value) == G_TYPE_INT64 &&
      (json_node_get_int (value) == 0 || json_node_get_int (value) == 1))
    return json_node_init_boolean (json_node_alloc (), json_node_get_int (value) == 1);
  return json_node_copy (value);
}

/**
 * rel_cast_json:
 * @value: a value
 *
 * Returns: (transfer full): what a text of JSON says
 */
JsonNode *
rel_cast_json (JsonNode *value)
{
  const char *text = get_text (value);
  JsonNode *parsed = text != NULL ? rel_json_parse (text, strlen (text), NULL) : NULL;

  return parsed != NULL ? parsed : json_node_copy (value);
}

/**
 * rel_cast_csv:
 * @value: a value
 *
 * Returns: (transfer full): the list that a text with commas is
 */
JsonNode *
rel_cast_csv (JsonNode *value)
{
  const char *text = get_text (value);
  g_auto (GStrv) parts = NULL;
  JsonArray *array;

  if (text == NULL)
    return json_node_copy (value);

  parts = g_strsplit (text, ",", -1);
  array = json_array_new ();
  for (guint i = 0; parts[i] != NULL; i++)
    json_array_add_string_element (array, parts[i]);
  value = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (value, array);
  return value;
}
