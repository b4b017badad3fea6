/* rel-json-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values into JSON text. json-glib's generator is not used: it writes 1.1 as
 * 1.1000000000000001, and 1e21 as 1e+21.0, which nobody can read.
 */

#include "config.h"

#include "rel-json.h"

#include <math.h>
#include <stdlib.h>

/* Finds the fewest digits that are read back as the same number, and where the point
 * stands in them: before the first one for 0. */
static GString *
find_digits (double value, int *point)
{
  char written[G_ASCII_DTOSTR_BUF_SIZE];
  GString *digits = g_string_new (NULL);
  const char *c = written;

  for (guint places = 0; places < 17; places++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%ue", places);
      if (g_ascii_strtod (g_ascii_formatd (written, sizeof written, format, value), NULL) == value)
        break;
    }

  for (; *c != 'e'; c++)
    {
      if (g_ascii_isdigit (*c))
        g_string_append_c (digits, *c);
    }
  *point = atoi (c + 1) + 1;
  return digits;
}

/* Lays a number out as JavaScript does it. */
static void
append_double (GString *text, double value)
{
  g_autoptr (GString) digits = NULL;
  int point;

  if (!isfinite (value))
    {
      g_string_append (text, "null");
      return;
    }

  digits = find_digits (value, &point);
  if (point > 21 || point < -5)
    {
      if (digits->len > 1)
        g_string_insert_c (digits, 1, '.');
      g_string_append_printf (digits, "e%+d", point - 1);
    }
  else if (point <= 0)
    {
      for (; point < 0; point++)
        g_string_prepend_c (digits, '0');
      g_string_prepend (digits, "0.");
    }
  else if ((gsize) point < digits->len)
    g_string_insert_c (digits, point, '.');
  else
    {
      while ((gsize) point > digits->len)
        g_string_append_c (digits, '0');
      /* Without a point it would come back as an integer, if it fits into one. */
      if (fabs (value) < -(double) G_MININT64)
        g_string_append (digits, ".0");
    }

  if (signbit (value))
    g_string_append_c (text, '-');
  g_string_append_len (text, digits->str, digits->len);
}

/**
 * rel_json_append_number:
 * @text: where to write it
 * @number: a number
 *
 * Writes a number so that it is read back as the same one, of the same type.
 */
void
rel_json_append_number (GString *text, JsonNode *number)
{
  if (json_node_get_value_type (number) == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (number));
  else
    append_double (text, json_node_get_double (number));
}

static void
append_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *c = string; *c != '\0'; c++)
    {
      switch (*c)
        {
        case '"':
        case '\\':
          g_string_append_c (text, '\\');
          g_string_append_c (text, *c);
          break;
        case '\b':
          g_string_append (text, "\\b");
          break;
        case '\f':
          g_string_append (text, "\\f");
          break;
        case '\n':
          g_string_append (text, "\\n");
          break;
        case '\r':
          g_string_append (text, "\\r");
          break;
        case '\t':
          g_string_append (text, "\\t");
          break;
        default:
          if ((guchar) *c < 0x20)
            g_string_append_printf (text, "\\u%04x", *c);
          else
            g_string_append_c (text, *c);
        }
    }
  g_string_append_c (text, '"');
}

/* Starts a line, if there are lines. */
static void
append_break (GString *text, gboolean pretty, guint level)
{
  if (!pretty)
    return;
  g_string_append_c (text, '\n');
  for (guint i = 0; i < level; i++)
    g_string_append (text, "  ");
}

static void append_value (GString *text, JsonNode *node, gboolean pretty, guint level);

static void
append_object (GString *text, JsonObject *object, gboolean pretty, guint level)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  gboolean first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!first)
        g_string_append_c (text, ',');
      first = FALSE;
      append_break (text, pretty, level + 1);
      append_string (text, name);
      g_string_append (text, pretty ? ": " : ":");
      append_value (text, value, pretty, level + 1);
    }
  if (!first)
    append_break (text, pretty, level);
  g_string_append_c (text, '}');
}

static void
append_array (GString *text, JsonArray *array, gboolean pretty, guint level)
{
  guint length = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_break (text, pretty, level + 1);
      append_value (text, json_array_get_element (array, i), pretty, level + 1);
    }
  if (length > 0)
    append_break (text, pretty, level);
  g_string_append_c (text, ']');
}

static void
append_value (GString *text, JsonNode *node, gboolean pretty, guint level)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (text, json_node_get_object (node), pretty, level);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (text, json_node_get_array (node), pretty, level);
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (text, "null");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    append_string (text, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    rel_json_append_number (text, node);
}

/**
 * rel_json_dup_text:
 * @node: a value
 * @pretty: whether to write it over several lines, indented by two spaces
 *
 * Writes a value as JSON, letter by letter as JavaScript does; only floating point numbers
 * that are whole keep their point.
 *
 * Returns: (transfer full): the text, without a line break at its end
 */
char *
rel_json_dup_text (JsonNode *node, gboolean pretty)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, g_string_free (text, FALSE));

  append_value (text, node, pretty, 0);
  return g_string_free (text, FALSE);
}
