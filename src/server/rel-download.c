/* rel-download.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An answer as a file to download, which any list can be asked for with `?export=`.
 */

#include "config.h"

#include "rel-download.h"

#include <string.h>

#include "rel-csv.h"
#include "rel-json.h"
#include "rel-yaml.h"

static char *
dup_file_name (const char *name, const char *format)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_strdup_printf ("%s %04d%02d%02d-%d%d%d.%s", name, g_date_time_get_year (now), g_date_time_get_month (now),
                          g_date_time_get_day_of_month (now), g_date_time_get_hour (now), g_date_time_get_minute (now),
                          g_date_time_get_second (now), format);
}

static gboolean
is_plain (gunichar c)
{
  return c >= 0x20 && c < 0x7f;
}

/* In a header there is only ASCII: a name of other letters is given a second time, encoded. */
static char *
dup_disposition (const char *file_name)
{
  g_autoptr (GString) quoted = g_string_new (NULL);
  g_autofree char *encoded = g_uri_escape_string (file_name, NULL, FALSE);
  gboolean all_plain = TRUE;

  for (const char *c = file_name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter == '"' || letter == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, is_plain (letter) ? *c : '?');
      all_plain = all_plain && is_plain (letter);
    }
  return all_plain ? g_strdup_printf ("attachment; filename=\"%s\"", quoted->str)
                   : g_strdup_printf ("attachment; filename=\"%s\"; filename*=UTF-8''%s", quoted->str, encoded);
}

/* Directus indents with tabs. Within a string there is no line break, so each line begins
 * with its indentation. */
static char *
dup_json (JsonNode *data)
{
  g_autofree char *text = rel_json_dup_text (data, TRUE);
  GString *result = g_string_sized_new (strlen (text));

  for (const char *c = text; *c != '\0';)
    {
      gsize n_spaces = strspn (c, " ");
      gsize n_rest = strcspn (c + n_spaces, "\n");

      for (gsize i = 0; i < n_spaces / 2; i++)
        g_string_append_c (result, '\t');
      g_string_append_len (result, c + n_spaces, n_rest);
      c += n_spaces + n_rest;
      if (*c == '\n')
        g_string_append_c (result, *c++);
    }
  return g_string_free (result, FALSE);
}

static const struct
{
  const char *format;
  const char *content_type;
  char *(*dup_text) (JsonNode *data);
} formats[] = {
  { "csv", "text/csv; charset=utf-8", rel_csv_dup_text },
  { "json", "application/json; charset=utf-8", dup_json },
  { "yaml", "text/yaml; charset=utf-8", rel_yaml_dup_text },
};

static void
convert (RelReply *reply, const char *format, JsonNode *data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      char *text;

      if (strcmp (formats[i].format, format) != 0)
        continue;
      text = formats[i].dup_text (data);
      g_bytes_unref (reply->text);
      reply->text = g_bytes_new_take (text, strlen (text));
      reply->content_type = formats[i].content_type;
    }
}

/**
 * rel_download_convert:
 * @reply: (transfer full): an answer
 * @format: `csv`, `json` or `yaml`
 * @name: what the file is about
 *
 * Makes a file of what an answer has as `data`; one without is left as it is.
 *
 * Returns: (transfer full): the answer
 */
RelReply *
rel_download_convert (RelReply *reply, const char *format, const char *name)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *file_name = NULL;
  g_autofree char *disposition = NULL;
  JsonNode *data = NULL;

  if (reply->status == 200 && reply->text != NULL)
    root = rel_json_parse (g_bytes_get_data (reply->text, NULL), g_bytes_get_size (reply->text), NULL);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    data = json_object_get_member (json_node_get_object (root), "data");
  if (data == NULL)
    return reply;

  convert (reply, format, data);
  file_name = dup_file_name (name, format);
  disposition = dup_disposition (file_name);
  rel_reply_add_header (reply, "Content-Disposition", disposition);
  return reply;
}
