/* test-bundle.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which changes belong together.
 */

#include "config.h"

#include "magazine.h"
#include "rel-bundle.h"
#include "rel-creation.h"
#include "rel-deletion.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"

static RelSchema *
take (RelSchema *schema, RelSchema *next)
{
  g_assert_nonnull (next);
  rel_schema_unref (schema);
  return next;
}

static RelSchema *
add (RelSchema *schema, RelKind kind, const char *collection, const char *field, const char *related)
{
  g_autoptr (RelCreation) creation = rel_creation_new (kind, collection, field);

  rel_creation_set (creation, "related", related, NULL);
  if (kind == REL_KIND_M2O)
    rel_creation_set (creation, "related_field", field, NULL);
  rel_creation_propose (creation, schema);
  return take (schema, rel_creation_apply (creation, schema, NULL));
}

/* The bundles, each as its length and its subject. */
static char *
dup_bundles (RelSchema *base, RelSchema *draft)
{
  g_autoptr (GPtrArray) changes = rel_diff (base, draft);
  g_autoptr (GPtrArray) bundles = rel_bundle_list (changes, base);
  GString *text = g_string_new (NULL);
  guint n_changes = 0;

  for (guint i = 0; i < bundles->len; i++)
    {
      GPtrArray *bundle = g_ptr_array_index (bundles, i);
      const char *collection = "";
      const char *field = "";
      RelChangeAction action = REL_CHANGE_UPDATE;

      rel_bundle_find_subject (bundle, base, draft, &collection, &field, &action);
      g_string_append_printf (text, "%u %s.%s %u\n", bundle->len, collection, field, action);
      n_changes += bundle->len;
    }
  g_assert_cmpuint (n_changes, ==, changes->len);
  return g_string_free (text, FALSE);
}

static void
test_creations_are_apart (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_schema_ref (base);
  g_autofree char *bundles = NULL;

  draft = add (draft, REL_KIND_M2M, "articles", "people", "authors");
  draft = add (draft, REL_KIND_M2O, "articles", "boss", "authors");
  draft = add (draft, REL_KIND_TREE, "authors", "pupils", "authors");
  bundles = dup_bundles (base, draft);
  g_assert_cmpstr (bundles, ==,
                   "4 articles.people 0\n"
                   "3 articles.boss 0\n"
                   "3 authors.pupils 0\n");
}

static void
test_deletions_are_whole (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_schema_ref (base);
  g_autofree char *bundles = NULL;
  g_autofree char *links = NULL;

  draft = take (draft, rel_deletion_apply (draft, "articles", "author", REL_DELETION_COLUMN, NULL));
  draft = take (draft, rel_deletion_apply (draft, "articles", "tags", REL_DELETION_JUNCTION, NULL));
  bundles = dup_bundles (base, draft);
  g_assert_cmpstr (bundles, ==,
                   "2 articles.author 2\n"
                   "3 articles.tags 2\n");

  draft = take (draft, rel_deletion_apply (base, "articles", "tags", REL_DELETION_LINK, NULL));
  links = dup_bundles (base, draft);
  g_assert_cmpstr (links, ==, "2 articles.tags 2\n");
}

static void
test_updates_are_alone (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_schema_ref (base);
  g_autoptr (JsonNode) value = rel_json_new_string ("CASCADE");
  g_autofree char *bundles = NULL;

  draft = take (draft, rel_edit_set_member (draft, "articles_tags", "articles_id", 0, "schema.on_delete", value, NULL));
  draft = take (draft, rel_edit_set_member (draft, "articles_tags", "tags_id", 0, "schema.on_delete", value, NULL));
  bundles = dup_bundles (base, draft);
  g_assert_cmpstr (bundles, ==, "1 . 1\n1 . 1\n");
}

/* How many changes the bundles after the nth have. */
static guint
count_after (GPtrArray *bundles, guint nth)
{
  guint n_changes = 0;

  for (guint i = nth + 1; i < bundles->len; i++)
    n_changes += ((GPtrArray *) g_ptr_array_index (bundles, i))->len;
  return n_changes;
}

/* Relations that went with their column or junction did not come back with it. */
static void
test_reverts (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_schema_ref (base);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) bundles = NULL;

  draft = take (draft, rel_deletion_apply (draft, "articles", "author", REL_DELETION_COLUMN, NULL));
  draft = take (draft, rel_deletion_apply (draft, "articles", "tags", REL_DELETION_JUNCTION, NULL));
  draft = add (draft, REL_KIND_M2M, "articles", "people", "authors");
  changes = rel_diff (base, draft);
  bundles = rel_bundle_list (changes, base);
  g_assert_cmpuint (bundles->len, ==, 3);
  for (guint i = 0; i < bundles->len; i++)
    {
      g_autoptr (GPtrArray) left = NULL;
      GPtrArray *bundle = g_ptr_array_index (bundles, i);

      draft = take (draft, rel_bundle_revert (bundle, base, draft, NULL));
      left = rel_diff (base, draft);
      g_assert_cmpuint (left->len, ==, count_after (bundles, i));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/bundle/creations-are-apart", test_creations_are_apart);
  g_test_add_func ("/model/bundle/deletions-are-whole", test_deletions_are_whole);
  g_test_add_func ("/model/bundle/updates-are-alone", test_updates_are_alone);
  g_test_add_func ("/model/bundle/reverts", test_reverts);
  return g_test_run ();
}
