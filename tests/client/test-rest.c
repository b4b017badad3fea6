/* test-rest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "rel-rest.h"

static void
test_names_paths (void)
{
  static const struct
  {
    RelObject object;
    const char *collection;
    const char *field;
    const char *path;
  } cases[] = {
    { REL_OBJECT_COLLECTION, NULL, NULL, "/collections" },
    { REL_OBJECT_COLLECTION, "articles", NULL, "/collections/articles" },
    { REL_OBJECT_FIELD, NULL, NULL, "/fields" },
    { REL_OBJECT_FIELD, "articles", NULL, "/fields/articles" },
    { REL_OBJECT_FIELD, "articles", "title", "/fields/articles/title" },
    { REL_OBJECT_RELATION, NULL, NULL, "/relations" },
    { REL_OBJECT_RELATION, "articles", NULL, "/relations/articles" },
    { REL_OBJECT_RELATION, "articles", "author", "/relations/articles/author" },
    { REL_OBJECT_RELATION, "a b/c", "d?e#f%g", "/relations/a%20b%2Fc/d%3Fe%23f%25g" },
    { REL_OBJECT_RELATION, "ä", "ö", "/relations/%C3%A4/%C3%B6" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = rel_rest_dup_path (cases[i].object, cases[i].collection, cases[i].field);

      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

/* A list where one object was asked for, and the other way round. */
static void
test_refuses_the_wrong_kind (void)
{
  static const struct
  {
    const char *collection;
    const char *body;
    gboolean is_right;
  } cases[] = {
    { NULL, "{\"data\":[]}", TRUE },
    { NULL, "{\"data\":{}}", FALSE },
    { NULL, "{\"data\":null}", FALSE },
    { "articles", "{\"data\":{}}", TRUE },
    { "articles", "{\"data\":[]}", FALSE },
    { "articles", "{\"data\":\"x\"}", FALSE },
    { NULL, "[]", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) answer = rel_json_parse (cases[i].body, strlen (cases[i].body), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) data = rel_rest_read (REL_OBJECT_COLLECTION, cases[i].collection, NULL, answer, &error);

      if (cases[i].is_right)
        g_assert_nonnull (data);
      else
        g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/rest/names-paths", test_names_paths);
  g_test_add_func ("/client/rest/refuses-the-wrong-kind", test_refuses_the_wrong_kind);

  return g_test_run ();
}
