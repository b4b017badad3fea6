/* test-sort-field.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "edited.h"
#include "magazine.h"
#include "rel-error.h"
#include "rel-sort-field.h"

static void
test_add (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_sort_field_add (schema, "articles", "author", 0, "position", NULL);

  assert_edited (schema, next,
                 "create field articles.position\n"
                 "update relation articles.author: meta.sort_field null → \"position\"\n");
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    const char *name;
    int code;
    const char *message;
  } cases[] = {
    { "articles", "author", "title", REL_ERROR_INVALID, "articles already has a field “title”" },
    { "articles", "author", "", REL_ERROR_INVALID, "A name is missing" },
    { "articles", "author", "a/b", REL_ERROR_INVALID, "has a slash" },
    { "articles", "author", "a.b", REL_ERROR_INVALID, "has a dot" },
    { "articles", "author", "a b", REL_ERROR_INVALID, "has a space" },
    { "articles", "no_such", "position", REL_ERROR_NOT_FOUND, "no relation articles.no_such" },
    { "legacy_notes", "author", "position", REL_ERROR_READ_ONLY, "no settings for this relation" },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = NULL;
      RelSchema *next = rel_sort_field_add (schema, cases[i].collection, cases[i].field, 0, cases[i].name, &error);

      assert_refusal (next, &error, cases[i].code, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/sort-field/add", test_add);
  g_test_add_func ("/model/sort-field/refuses", test_refuses);

  return g_test_run ();
}
