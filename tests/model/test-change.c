/* test-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-lists.h"
#include "rel-plan.h"
#include "rel-merge.h"

/* The changes as text: `relation articles.author schema.on_delete SET NULL>CASCADE`. */
static char *
dup_text (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      GPtrArray *members = rel_change_get_members (change);
      g_autofree char *id = rel_change_dup_id (change);

      g_string_append_printf (text, "%s%c %s", i > 0 ? "\n" : "", "+~-"[rel_change_get_action (change)], id);
      for (guint m = 0; m < members->len; m++)
        {
          RelMemberChange *member = g_ptr_array_index (members, m);
          g_autofree char *before = rel_json_dup_text (member->before, FALSE);
          g_autofree char *after = rel_json_dup_text (member->after, FALSE);

          g_string_append_printf (text, " %s %s>%s", member->path, before, after);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_diff (RelSchema *before, RelSchema *after, const char *expected)
{
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  g_autofree char *text = dup_text (changes);

  g_assert_cmpstr (text, ==, expected);
  g_assert_true (rel_diff_is_empty (before, after) == (*expected == '\0'));
}

static void
test_equal (void)
{
  g_autoptr (RelSchema) a = magazine_load ();
  g_autoptr (RelSchema) b = magazine_load ();

  assert_diff (a, a, "");
  assert_diff (a, b, "");
}

static void
test_update (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) one = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) two = magazine_set (one, "articles", "author", "meta.one_deselect_action", "\"delete\"");
  g_autoptr (RelSchema) three = magazine_set (two, "chapters", "article", "meta.sort_field", "null");

  assert_diff (base, three,
               "~ relation/articles/author/0 schema.on_delete \"SET NULL\">\"CASCADE\""
               " meta.one_deselect_action \"nullify\">\"delete\"\n"
               "~ relation/chapters/article/0 meta.sort_field \"sort\">null");
}

static void
test_cancels_out (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) there = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) back = magazine_set (there, "articles", "author", "schema.on_delete", "\"SET NULL\"");

  assert_diff (base, back, "");
}

/* A list as text with commas means the same as an array. */
static void
test_allowed_collections (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (JsonNode) csv = json_of ("\"block_text,block_image\"");
  g_autoptr (RelRelation) relation =
    rel_relation_with_member (rel_schema_find_relation (base, "pages_blocks", "item", 0),
                              "meta.one_allowed_collections", csv);
  g_autoptr (RelSchema) written = rel_edit_put_relation (base, 0, relation);
  g_autoptr (RelSchema) fewer =
    magazine_set (base, "pages_blocks", "item", "meta.one_allowed_collections", "[\"block_text\"]");

  assert_diff (base, written, "");
  assert_diff (base, fewer,
               "~ relation/pages_blocks/item/0 meta.one_allowed_collections"
               " [\"block_text\",\"block_image\"]>[\"block_text\"]");
}

/* Row numbers are the server's, and no difference between two of them. */
static void
test_ignores_id (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (JsonNode) id = json_of ("7");
  g_autoptr (RelRelation) relation =
    rel_relation_with_member (rel_schema_find_relation (base, "articles", "author", 0), "meta.id", id);
  g_autoptr (RelSchema) numbered = rel_edit_put_relation (base, 0, relation);

  assert_diff (base, numbered, "");
}

static void
test_order (void)
{
  g_autoptr (RelSchema) full = magazine_load ();
  g_autoptr (RelSchema) less = rel_schema_without_collection (full, "chapters");
  g_autoptr (RelSchema) draft = rel_edit_drop_field (less, "articles", "chapters");

  assert_diff (full, draft,
               "- field/articles/chapters/0/delete\n"
               "- collection/chapters//0/delete");
  assert_diff (draft, full,
               "+ collection/chapters//0\n"
               "+ field/articles/chapters/0\n"
               "+ relation/chapters/article/0");
}

/* What diff finds, applied to one schema, gives the other, in both directions. */
static void
test_apply (void)
{
  g_autoptr (RelSchema) full = magazine_load ();
  g_autoptr (RelSchema) less = rel_schema_without_collection (full, "chapters");
  g_autoptr (RelSchema) fewer = rel_edit_drop_relation (less, "legacy_notes", "twice", 0);
  g_autoptr (RelSchema) other = magazine_set (fewer, "articles", "author", "meta.one_field", "null");

  for (guint i = 0; i < 2; i++)
    {
      RelSchema *from = i == 0 ? full : other;
      RelSchema *to = i == 0 ? other : full;
      g_autoptr (GPtrArray) changes = rel_diff (from, to);
      g_autoptr (GError) error = NULL;
      g_autoptr (RelSchema) result = rel_plan_apply (changes, from, &error);

      g_assert_no_error (error);
      assert_diff (result, to, "");
    }
}

/* Of two relations with the same names the first was deleted first; then there was no second
 * one any more: the plan could not be applied, and a draft kept what was to be deleted. */
static void
test_apply_to_both_of_a_name (void)
{
  g_autoptr (RelSchema) full = magazine_load ();
  g_autoptr (RelSchema) one = rel_edit_drop_relation (full, "legacy_notes", "twice", 0);
  g_autoptr (RelSchema) none = rel_edit_drop_relation (one, "legacy_notes", "twice", 0);
  g_autoptr (GPtrArray) changes = rel_diff (full, none);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) applied = rel_plan_apply (changes, full, &error);
  g_autoptr (RelSchema) merged = NULL;

  g_assert_no_error (error);
  assert_diff (applied, none, "");
  merged = rel_merge_plan (changes, full, &error);
  g_assert_no_error (error);
  assert_diff (merged, none, "");
}

/* An edit of a relation then also planned to change a field that nobody had touched. */
static void
test_field_twice (void)
{
  g_autoptr (JsonNode) collections = json_of ("[{\"collection\":\"a\",\"schema\":{}}]");
  g_autoptr (JsonNode) fields = json_of ("[{\"collection\":\"a\",\"field\":\"b\",\"type\":\"integer\"},"
                                         "{\"collection\":\"a\",\"field\":\"b\",\"type\":\"string\"}]");
  g_autoptr (JsonNode) relations = json_of ("[{\"collection\":\"a\",\"field\":\"b\",\"related_collection\":\"a\","
                                            "\"schema\":{\"on_delete\":\"SET NULL\"},\"meta\":null}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) base = rel_lists_read (collections, fields, relations, &error);
  g_autoptr (RelSchema) edited = NULL;

  g_assert_no_error (error);
  edited = magazine_set (base, "a", "b", "schema.on_delete", "\"CASCADE\"");
  assert_diff (base, edited, "~ relation/a/b/0 schema.on_delete \"SET NULL\">\"CASCADE\"");
}

static void
test_plan_file (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) one = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) draft = rel_schema_without_collection (one, "chapters");
  g_autoptr (GPtrArray) changes = rel_diff (base, draft);
  g_autoptr (JsonNode) json = rel_plan_to_json (changes);
  g_autofree char *text = rel_json_dup_text (json, TRUE);
  g_autoptr (JsonNode) parsed = json_of (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = rel_plan_read (parsed, &error);
  g_autoptr (RelSchema) result = NULL;

  g_assert_no_error (error);
  result = rel_plan_apply (read, base, &error);
  g_assert_no_error (error);
  assert_diff (result, draft, "");
}

static void
test_plan_file_bad (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "{\"format\":\"relations-plan\",\"version\":2,\"changes\":[]}",
    "{\"format\":\"relations-plan\",\"version\":1,\"changes\":[1]}",
    "{\"format\":\"relations-plan\",\"version\":1,\"changes\":[{\"object\":\"relation\",\"action\":\"create\"}]}",
    /* The object says other names than its change. */
    "{\"format\":\"relations-plan\",\"version\":1,\"changes\":[{\"object\":\"relation\",\"action\":\"create\","
    "\"collection\":\"a\",\"field\":\"b\",\"after\":{\"collection\":\"a\",\"field\":\"c\"}}]}",
    "{\"format\":\"relations-plan\",\"version\":1,\"changes\":[{\"object\":\"relation\",\"action\":\"delete\","
    "\"collection\":\"a\",\"field\":\"b\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) json = json_of (texts[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) changes = rel_plan_read (json, &error);

      g_assert_null (changes);
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
    }
}

static void
test_apply_conflict (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) mine = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) theirs = magazine_set (base, "articles", "author", "schema.on_delete", "\"RESTRICT\"");
  g_autoptr (RelSchema) elsewhere = magazine_set (base, "articles", "author", "meta.one_field", "null");
  g_autoptr (GPtrArray) changes = rel_diff (base, mine);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) refused = rel_plan_apply (changes, theirs, &error);
  g_autoptr (RelSchema) merged = NULL;

  g_assert_null (refused);
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  g_clear_error (&error);

  /* What somebody changed beside it stays. */
  merged = rel_plan_apply (changes, elsewhere, &error);
  g_assert_no_error (error);
  assert_diff (elsewhere, merged, "~ relation/articles/author/0 schema.on_delete \"SET NULL\">\"CASCADE\"");
}

/* The same as one by one, with those left out that do not fit. */
static void
assert_possible (GPtrArray *changes, RelSchema *schema, guint n_made)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  g_autoptr (RelSchema) result = rel_plan_apply_possible (changes, schema, made);
  g_autoptr (RelSchema) expected = rel_schema_ref (schema);
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      RelSchema *next = rel_change_apply (g_ptr_array_index (changes, i), expected, NULL);

      if (next == NULL)
        continue;
      rel_edit_take (&expected, next);
      g_assert_cmpuint (n, <, made->len);
      g_assert_true (g_ptr_array_index (made, n++) == g_ptr_array_index (changes, i));
    }
  g_assert_cmpuint (made->len, ==, n);
  g_assert_cmpuint (n, ==, n_made);
  assert_diff (result, expected, "");
  g_assert_cmpuint (rel_schema_get_n_collections (result), ==, rel_schema_get_n_collections (expected));
  g_assert_true ((result == schema) == (n_made == 0));
}

static void
test_apply_possible (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) empty = rel_schema_new (g_ptr_array_new ());
  g_autoptr (RelSchema) author = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) both = magazine_set (author, "articles", "image", "schema.on_delete", "\"RESTRICT\"");
  g_autoptr (RelSchema) draft = rel_schema_without_collection (both, "chapters");
  g_autoptr (RelSchema) moved = magazine_set (base, "articles", "author", "schema.on_delete", "\"RESTRICT\"");
  g_autoptr (RelSchema) gone = rel_schema_without_collection (moved, "chapters");
  g_autoptr (GPtrArray) changes = rel_diff (base, draft);
  g_autoptr (GPtrArray) all = rel_diff (empty, base);
  g_autoptr (GPtrArray) none = rel_diff (base, empty);

  assert_possible (changes, base, changes->len);
  assert_possible (changes, moved, changes->len - 1);
  assert_possible (changes, gone, 1);
  assert_possible (changes, empty, 0);
  assert_possible (all, empty, all->len);
  assert_possible (none, base, none->len);
  assert_possible (all, base, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/diff/equal", test_equal);
  g_test_add_func ("/model/diff/update", test_update);
  g_test_add_func ("/model/diff/edits-cancel-out", test_cancels_out);
  g_test_add_func ("/model/diff/allowed-collections-as-text", test_allowed_collections);
  g_test_add_func ("/model/diff/row-numbers-do-not-count", test_ignores_id);
  g_test_add_func ("/model/diff/field-twice", test_field_twice);
  g_test_add_func ("/model/diff/order", test_order);
  g_test_add_func ("/model/plan/apply", test_apply);
  g_test_add_func ("/model/plan/apply-to-both-of-a-name", test_apply_to_both_of_a_name);
  g_test_add_func ("/model/plan/apply-possible", test_apply_possible);
  g_test_add_func ("/model/plan/file", test_plan_file);
  g_test_add_func ("/model/plan/bad-file", test_plan_file_bad);
  g_test_add_func ("/model/plan/conflict", test_apply_conflict);

  return g_test_run ();
}
