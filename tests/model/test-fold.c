/* test-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-fold.h"

static void
test_case (void)
{
  static const char *const cases[][2] = {
    { "Articles_ID", "articles_id" },     { "STRASSE", "straße" }, { "ΣΊΣΥΦΟΣ", "σίσυφος" },
    { "Ünïcode", "U\u0308NI\u0308CODE" }, { "Ａｒｔ", "art" },     { "ﬁle", "FILE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *a = rel_fold_dup (cases[i][0]);
      g_autofree char *b = rel_fold_dup (cases[i][1]);

      g_assert_cmpstr (a, ==, b);
    }
}

static void
test_marks (void)
{
  static const struct
  {
    const char *text;
    const char *dropped;
  } cases[] = {
    { "café", "cafe" },
    { "Čeština", "cestina" },
    { "ñandú", "nandu" },
    { "plain", "plain" },
    /* A vowel is no accent. */
    { "हिन्दी", "हिन्दी" },
    { "ไทย", "ไทย" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = rel_fold_dup (cases[i].text);
      g_autofree char *expected = rel_fold_dup (cases[i].dropped);
      gsize length = strlen (folded);

      g_assert_cmpint (rel_fold_has_marks (folded), ==,
                       strcmp (cases[i].text, cases[i].dropped) != 0 && strcmp (folded, expected) != 0);
      g_assert_cmpuint (rel_fold_drop_marks (folded, length), ==, strlen (expected));
      g_assert_cmpstr (folded, ==, expected);
    }
}

static void
test_several (void)
{
  char texts[] = "e\xcc\x81\0a\xcc\x88z\0";

  g_assert_cmpuint (rel_fold_drop_marks (texts, sizeof texts - 1), ==, 5);
  g_assert_cmpmem (texts, sizeof texts, "e\0az\0\0\0\0\0\0", 10);
}

static void
test_damaged (void)
{
  g_autofree char *folded = rel_fold_dup ("a\xff\xcc");

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_true (g_str_has_prefix (folded, "a"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/fold/upper-and-lower-case-are-the-same", test_case);
  g_test_add_func ("/model/fold/accents-can-be-left-out", test_marks);
  g_test_add_func ("/model/fold/several-texts-at-once", test_several);
  g_test_add_func ("/model/fold/what-is-not-utf-8-is-replaced", test_damaged);

  return g_test_run ();
}
