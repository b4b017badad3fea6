/* test-dialect.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-dialect.h"

static void
test_knows_a_version (void)
{
  g_assert_true (rel_dialect_is_known ("10.13.4"));
  g_assert_true (rel_dialect_is_known ("12.0.0-rc.1"));
  g_assert_true (rel_dialect_is_known ("99.0.1"));
  g_assert_false (rel_dialect_is_known (NULL));
  g_assert_false (rel_dialect_is_known (""));
  g_assert_false (rel_dialect_is_known ("11.3"));
  g_assert_false (rel_dialect_is_known ("11.3.5.1"));
  g_assert_false (rel_dialect_is_known ("v11.3.5"));
  g_assert_false (rel_dialect_is_known ("b4d2f6379952f01e75fe000c9057c8400cfc651e"));
}

/* Each line at both its ends, and what holds when nothing is known. */
static void
test_says_each_line (void)
{
  static const struct
  {
    RelDialect trait;
    const char *version;
    gboolean has;
  } cases[] = {
    { REL_DIALECT_MAKES_KEY_UNASKED, NULL, TRUE },
    { REL_DIALECT_MAKES_KEY_UNASKED, "9.26.0", TRUE },
    { REL_DIALECT_MAKES_KEY_UNASKED, "10.0.0", TRUE },
    { REL_DIALECT_MAKES_KEY_UNASKED, "12.3.1", TRUE },
    { REL_DIALECT_MAKES_KEY_UNASKED, "12.4.0", FALSE },
    { REL_DIALECT_MAKES_KEY_UNASKED, "13.0.0", FALSE },
    { REL_DIALECT_OMITS_UNMANAGED, NULL, FALSE },
    { REL_DIALECT_OMITS_UNMANAGED, "11.9.3", FALSE },
    { REL_DIALECT_OMITS_UNMANAGED, "11.10.0", TRUE },
    { REL_DIALECT_OMITS_UNMANAGED, "13.0.0", TRUE },
    { REL_DIALECT_DIFF_MERGES, NULL, FALSE },
    { REL_DIALECT_DIFF_MERGES, "12.1.9", FALSE },
    { REL_DIALECT_DIFF_MERGES, "12.2.0", TRUE },
    { REL_DIALECT_DIFF_MERGES, "13.0.0", TRUE },
    { REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS, NULL, FALSE },
    { REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS, "11.17.4", FALSE },
    { REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS, "12.0.0", TRUE },
    { REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS, "13.0.0", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d in %s", cases[i].trait, cases[i].version != NULL ? cases[i].version : "no version");
      g_assert_true (rel_dialect_has (cases[i].version, cases[i].trait) == cases[i].has);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/dialect/knows-a-version", test_knows_a_version);
  g_test_add_func ("/client/dialect/says-each-line", test_says_each_line);

  return g_test_run ();
}
