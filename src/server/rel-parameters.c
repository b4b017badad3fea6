/* rel-parameters.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the parameters of a query. Directus checks them at every request, whether they mean
 * something there or not; names that it does not know it passes over.
 */

#include "config.h"

#include "rel-parameters.h"

#include <string.h>

#define DEFAULT_LIMIT 100

static char *
decode (const char *text, gssize length)
{
  g_autofree char *spaced = g_strndup (text, length >= 0 ? (gsize) length : strlen (text));
  g_autofree char *decoded = NULL;

  g_strdelimit (spaced, "+", ' ');
  decoded = g_uri_unescape_string (spaced, NULL);
  return decoded != NULL && g_utf8_validate (decoded, -1, NULL) ? g_steal_pointer (&decoded) : NULL;
}

/**
 * rel_parameters_decode:
 * @text: (nullable): the part of an address after the question mark
 *
 * Splits a query. A parameter that has no value has an empty one, and one that is there
 * several times has all values with commas between. What cannot be decoded is left out.
 *
 * Returns: (transfer full) (element-type utf8 utf8): the parameters
 */
GHashTable *
rel_parameters_decode (const char *text)
{
  GHashTable *query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      gsize length = strcspn (pairs[i], "=");
      g_autofree char *name = decode (pairs[i], length);
      g_autofree char *value = decode (pairs[i][length] == '=' ? pairs[i] + length + 1 : "", -1);
      const char *before;

      if (name == NULL || *name == '\0' || value == NULL)
        continue;
      before = g_hash_table_lookup (query, name);
      if (before != NULL)
        {
          char *both = g_strconcat (before, ",", value, NULL);

          g_hash_table_replace (query, g_steal_pointer (&name), both);
        }
      else
        g_hash_table_insert (query, g_steal_pointer (&name), g_steal_pointer (&value));
    }
  return query;
}

static RelReply *
read_number (RelCall *call, const char *name, gint64 least, gint64 *number)
{
  const char *text = rel_router_get_parameter (call, name);
  char *end;
  double value;

  if (text == NULL)
    return NULL;

  value = g_ascii_strtod (text, &end);
  if (end[strspn (end, " ")] != '\0' || !(value > -9e15 && value < 9e15))
    return rel_reply_new_bad_query ("\"%s\" must be a number", name);
  if (value != (double) (gint64) value)
    return rel_reply_new_bad_query ("\"%s\" must be an integer", name);
  if (value < least)
    return rel_reply_new_bad_query ("\"%s\" must be greater than or equal to %d", name, (int) least);
  *number = (gint64) value;
  return NULL;
}

static RelReply *
read_format (RelParameters *self, RelCall *call)
{
  const char *format = rel_router_get_parameter (call, "export");

  if (format == NULL || *format == '\0')
    return NULL;
  if (strcmp (format, "xml") == 0)
    return rel_reply_new_bad_query ("This server exports csv, json and yaml, and not %s", format);
  if (strcmp (format, "csv") != 0 && strcmp (format, "json") != 0 && strcmp (format, "yaml") != 0)
    return rel_reply_new_bad_query ("\"export\" must be one of [csv, json, xml, yaml]");
  self->format = format;
  return NULL;
}

/**
 * rel_parameters_read:
 * @self: (out caller-allocates): the query
 * @call: a request
 *
 * Reads the parameters of a request; what is not given has the usual value.
 *
 * Returns: (transfer full) (nullable): what is wrong, if anything is
 */
RelReply *
rel_parameters_read (RelParameters *self, RelCall *call)
{
  gint64 page = 0;
  RelReply *reply;

  *self = (RelParameters){ .limit = DEFAULT_LIMIT };
  if ((reply = read_number (call, "limit", -1, &self->limit)) != NULL ||
      (reply = read_number (call, "offset", 0, &self->offset)) != NULL ||
      (reply = read_number (call, "page", 0, &page)) != NULL)
    return reply;
  if (page > 0 && self->limit > 0)
    self->offset = page - 1 <= G_MAXINT64 / self->limit ? (page - 1) * self->limit : G_MAXINT64;
  return read_format (self, call);
}
