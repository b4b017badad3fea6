/* test-comparison.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-comparison.h"
#include "rel-error.h"
#include "rel-snapshot.h"
#include "rel-take.h"

static RelComparison *
compare (RelSchema *here, RelSchema *there)
{
  g_autoptr (GError) error = NULL;
  RelComparison *comparison = rel_comparison_new (here, there, &error);

  g_assert_no_error (error);
  return comparison;
}

static void
test_equal (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelComparison) comparison = compare (schema, schema);
  g_autoptr (GPtrArray) steps = rel_comparison_list_steps (comparison);

  g_assert_true (rel_comparison_get_here (comparison) == schema);
  g_assert_cmpuint (rel_comparison_get_changes (comparison)->len, ==, 0);
  g_assert_cmpuint (steps->len, ==, 0);
}

/* A snapshot has nothing of Directus' own collections; that is no reason to delete them. */
static void
test_file_lacks_nothing (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) file = rel_snapshot_of (schema, NULL);
  g_autoptr (RelComparison) comparison = compare (schema, file);

  g_assert_true (rel_schema_has_collection (schema, "directus_users"));
  g_assert_cmpuint (rel_comparison_get_changes (comparison)->len, ==, 0);
}

/* What is taken is made, and the rest still differs. */
static void
test_takes_a_part (void)
{
  g_autoptr (RelSchema) here = magazine_load ();
  g_autoptr (RelSchema) first = magazine_set (here, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) there = magazine_set (first, "articles", "reviewer", "meta.one_deselect_action", "\"delete\"");
  g_autoptr (RelComparison) comparison = compare (here, there);
  g_autoptr (GPtrArray) chosen = rel_take_choose (rel_comparison_get_changes (comparison), "articles", "author");
  g_autoptr (GPtrArray) complete = rel_comparison_complete (comparison, chosen);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = NULL;
  g_autoptr (RelComparison) rest = NULL;
  RelRelation *relation;

  g_assert_cmpuint (rel_comparison_get_changes (comparison)->len, ==, 2);
  g_assert_cmpuint (complete->len, ==, 1);
  next = rel_comparison_take (comparison, complete, &error);
  g_assert_no_error (error);
  relation = rel_schema_find_relation (next, "articles", "author", 0);
  g_assert_cmpstr (rel_relation_get_on_delete (relation), ==, "CASCADE");
  /* What cannot be compared is as it was. */
  g_assert_true (rel_schema_has_collection (next, "directus_users"));

  rest = compare (next, there);
  g_assert_cmpuint (rel_comparison_get_changes (rest)->len, ==, 1);
  g_assert_cmpstr (rel_change_get_field (g_ptr_array_index (rel_comparison_get_changes (rest), 0)), ==, "reviewer");
}

/* What one is not shown is not missing. */
static void
test_refuses_a_part_of_a_schema (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) partial = rel_schema_with_partial (schema, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_null (rel_comparison_new (partial, schema, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_null (rel_comparison_new (schema, partial, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_FORBIDDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/comparison/equal", test_equal);
  g_test_add_func ("/model/comparison/file-lacks-nothing", test_file_lacks_nothing);
  g_test_add_func ("/model/comparison/takes-a-part", test_takes_a_part);
  g_test_add_func ("/model/comparison/refuses-a-part-of-a-schema", test_refuses_a_part_of_a_schema);
  return g_test_run ();
}
