/* test-badges.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-badges.h"
#include "rel-check.h"
#include "rel-diff.h"

static void
count_cb (RelBadges *badges, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static RelBadge
badge_of (RelBadges *badges, RelSchema *schema, const char *collection, const char *field)
{
  g_autoptr (GPtrArray) links = rel_link_list (schema, collection);

  for (guint i = 0; i < links->len; i++)
    {
      if (g_str_equal (rel_link_get_field (g_ptr_array_index (links, i)), field))
        return rel_badges_get_link (badges, g_ptr_array_index (links, i));
    }
  g_error ("%s has no link %s", collection, field);
}

static void
test_goes_away (void)
{
  RelBadges *badges = rel_badges_new ();

  g_assert_cmpuint (rel_badges_get_collection (badges, "articles").n_changes, ==, 0);
  g_assert_finalize_object (badges);
}

static void
test_counts_changes (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (GPtrArray) changes = rel_diff (schema, next);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (RelBadges) badges = rel_badges_new ();
  guint n_signals = 0;

  g_signal_connect (badges, "changed", G_CALLBACK (count_cb), &n_signals);
  rel_badges_set_changes (badges, schema, none);
  g_assert_cmpuint (n_signals, ==, 0);
  rel_badges_set_changes (badges, next, changes);
  g_assert_cmpuint (n_signals, ==, 1);
  rel_badges_set_changes (badges, next, changes);
  g_assert_cmpuint (n_signals, ==, 1);

  g_assert_cmpuint (rel_badges_get_collection (badges, "articles").n_changes, ==, 1);
  g_assert_cmpuint (rel_badges_get_collection (badges, "authors").n_changes, ==, 0);
  g_assert_cmpuint (badge_of (badges, next, "articles", "author").n_changes, ==, 1);
  g_assert_cmpuint (badge_of (badges, next, "articles", "tags").n_changes, ==, 0);
  /* The other side of the same relation. */
  g_assert_cmpuint (badge_of (badges, next, "authors", "articles").n_changes, ==, 1);

  rel_badges_set_changes (badges, schema, none);
  g_assert_cmpuint (n_signals, ==, 2);
  g_assert_cmpuint (badge_of (badges, schema, "articles", "author").n_changes, ==, 0);
}

/* All that the check finds of a collection is counted there, and an error is the worst of it. */
static void
test_counts_findings (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) findings = rel_check (schema);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (RelBadges) badges = rel_badges_new ();
  guint n_here = 0;
  gboolean any_error = FALSE;

  rel_badges_set_findings (badges, findings);
  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (rel_finding_get_collection (finding), "articles") != 0)
        continue;
      n_here++;
      any_error |= rel_rule_get_severity (rel_finding_get_rule (finding)) == REL_SEVERITY_ERROR;
    }
  g_assert_cmpuint (n_here, >, 0);
  g_assert_cmpuint (rel_badges_get_collection (badges, "articles").n_findings, ==, n_here);
  g_assert_cmpint (rel_badges_get_collection (badges, "articles").severity, ==,
                   any_error ? REL_SEVERITY_ERROR : REL_SEVERITY_WARNING);
  rel_badges_set_changes (badges, schema, none);
  g_assert_cmpuint (badge_of (badges, schema, "articles", "lost").n_findings, >, 0);
  g_assert_cmpuint (rel_badges_get_collection (badges, "no_such").n_findings, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/badges/goes-away", test_goes_away);
  g_test_add_func ("/ui/badges/counts-changes", test_counts_changes);
  g_test_add_func ("/ui/badges/counts-findings", test_counts_findings);
  return g_test_run ();
}
