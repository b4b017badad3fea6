/* test-download.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "rel-download.h"

static RelReply *
convert (const char *format, const char *name)
{
  static const char json[] = "{\"data\":[{\"a\":1}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return rel_download_convert (rel_reply_new_bytes (bytes), format, name);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *format;
    const char *type;
    const char *text;
  } cases[] = {
    { "csv", "text/csv; charset=utf-8", "\"a\"\n1" },
    { "json", "application/json; charset=utf-8", "[\n\t{\n\t\t\"a\": 1\n\t}\n]" },
    { "yaml", "text/yaml; charset=utf-8", "- a: 1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelReply) reply = convert (cases[i].format, "Export");
      g_autofree char *text = g_strndup (g_bytes_get_data (reply->text, NULL), g_bytes_get_size (reply->text));

      g_assert_cmpstr (reply->content_type, ==, cases[i].type);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* A collection may have any name: a quote ended that of the file, and a line break the header. */
static void
test_file_names (void)
{
  static const struct
  {
    const char *name;
    const char *start;
    const char *second; /* (nullable): the start of the name once more */
  } cases[] = {
    { "articles", "attachment; filename=\"articles 2", NULL },
    { "od\"d\\", "attachment; filename=\"od\\\"d\\\\ 2", NULL },
    { "two\r\nlines", "attachment; filename=\"two??lines 2", "; filename*=UTF-8''two%0D%0Alines%202" },
    { "stra\303\237e", "attachment; filename=\"stra?e 2", "; filename*=UTF-8''stra%C3%9Fe%202" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelReply) reply = convert ("csv", cases[i].name);
      const char *value = g_ptr_array_index (reply->headers, 1);
      const char *second = strstr (value, "; filename*");

      g_test_message ("%s", value);
      g_assert_cmpstr (g_ptr_array_index (reply->headers, 0), ==, "Content-Disposition");
      g_assert_true (g_str_has_prefix (value, cases[i].start));
      g_assert_cmpint (second != NULL, ==, cases[i].second != NULL);
      g_assert_true (second == NULL || g_str_has_prefix (second, cases[i].second));
      g_assert_true (g_str_has_suffix (value, second != NULL ? ".csv" : ".csv\""));
    }
}

/* What has no data cannot be made a file of. */
static void
test_errors_stay (void)
{
  g_autoptr (RelReply) reply = rel_download_convert (rel_reply_new_forbidden (), "csv", "Export");

  g_assert_cmpuint (reply->status, ==, 403);
  g_assert_cmpstr (reply->content_type, ==, "application/json; charset=utf-8");
  g_assert_null (reply->headers);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/download/formats", test_formats);
  g_test_add_func ("/server/download/file-names", test_file_names);
  g_test_add_func ("/server/download/errors-stay", test_errors_stay);

  return g_test_run ();
}
