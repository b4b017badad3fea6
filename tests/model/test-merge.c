/* test-merge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The laws of merging, and what it does with each form of member.
 */

#include "config.h"

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-merge.h"
#include "rel-plan.h"
#include "rel-three-way.h"

static void
assert_same (RelSchema *a, RelSchema *b)
{
  g_autoptr (GPtrArray) changes = rel_diff (a, b);

  g_assert_cmpuint (changes->len, ==, 0);
}

/* Schemas that have come of one another in many ways; the first one is the base of all. */
typedef RelSchema *(*Edit) (RelSchema *schema);

#define EDIT(name, expression)                                                                                         \
  static RelSchema *name (RelSchema *schema) { return expression; }

EDIT (keep, rel_schema_ref (schema))
EDIT (cascade, magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\""))
EDIT (restrict_it, magazine_set (schema, "articles", "author", "schema.on_delete", "\"RESTRICT\""))
EDIT (unlist, magazine_set (schema, "articles", "author", "meta.one_field", "null"))
EDIT (unsort, magazine_set (schema, "chapters", "article", "meta.sort_field", "null"))
EDIT (allow,
      magazine_set (schema,
                    "pages_blocks",
                    "item",
                    "meta.one_allowed_collections",
                    "[\"block_text\",\"block_image\",\"tags\"]"))
EDIT (disallow, magazine_set (schema, "pages_blocks", "item", "meta.one_allowed_collections", "[\"block_text\"]"))
EDIT (drop_relation, rel_edit_drop_relation (schema, "articles", "author", 0))
EDIT (drop_twice, rel_edit_drop_relation (schema, "legacy_notes", "twice", 0))
EDIT (delete_column, rel_edit_delete_field (schema, "articles", "author"))
EDIT (delete_collection, rel_schema_without_collection (schema, "chapters"))
EDIT (delete_articles, rel_schema_without_collection (schema, "articles"))

static const Edit edits[] = {
  keep,       cascade,       restrict_it,       unlist,          unsort, allow, disallow, drop_relation,
  drop_twice, delete_column, delete_collection, delete_articles,
};

static guint
count_conflicts (RelSchema *base, RelSchema *draft, RelSchema *theirs, RelSchema **merged)
{
  g_autoptr (GPtrArray) conflicts = NULL;

  *merged = rel_merge (base, draft, theirs, NULL, &conflicts);
  return conflicts->len;
}

/* merge (b, b, t) is t, merge (b, d, b) is d, and merge (b, x, x) is x. */
static void
test_identities (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (RelSchema) mine = edits[i](base);
      g_autoptr (RelSchema) other = magazine_load ();
      g_autoptr (RelSchema) theirs = edits[i](other);
      g_autoptr (RelSchema) none_of_mine = NULL;
      g_autoptr (RelSchema) none_of_theirs = NULL;
      g_autoptr (RelSchema) both = NULL;

      g_assert_cmpuint (count_conflicts (base, base, theirs, &none_of_mine), ==, 0);
      g_assert_true (none_of_mine == theirs);
      g_assert_cmpuint (count_conflicts (base, mine, other, &none_of_theirs), ==, 0);
      assert_same (none_of_theirs, mine);
      g_assert_cmpuint (count_conflicts (base, mine, theirs, &both), ==, 0);
      assert_same (both, theirs);
    }
}

static RelSchema *
decide (RelSchema *base, RelSchema *draft, RelSchema *theirs, RelSide side)
{
  g_autoptr (RelSchema) next_base = rel_schema_ref (base);
  g_autoptr (RelSchema) next_draft = rel_schema_ref (draft);

  for (guint rounds = 0; rounds < 20; rounds++)
    {
      g_autoptr (RelSchema) merged_base = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (RelSchema) merged = rel_merge (next_base, next_draft, theirs, &merged_base, &conflicts);
      guint n_before = conflicts->len;

      if (n_before == 0)
        return g_steal_pointer (&merged);
      g_clear_pointer (&next_base, rel_schema_unref);
      g_clear_pointer (&next_draft, rel_schema_unref);
      next_draft = rel_merge_resolve (merged_base, merged, theirs, g_ptr_array_index (conflicts, 0), side, &next_base);
    }
  g_assert_not_reached ();
}

/* What I decide for mine, the other one decides for theirs, and has the same; what clashes for
 * one clashes for the other. */
static void
test_symmetry (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  guint n_clashes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (edits); k++)
        {
          g_autoptr (RelSchema) a = edits[i](base);
          g_autoptr (RelSchema) b = edits[k](base);
          g_autoptr (RelSchema) mine = decide (base, a, b, REL_SIDE_MINE);
          g_autoptr (RelSchema) theirs = decide (base, b, a, REL_SIDE_THEIRS);
          g_autoptr (RelSchema) a_merged = NULL;
          g_autoptr (RelSchema) b_merged = NULL;
          gboolean clashes = count_conflicts (base, a, b, &a_merged) > 0;

          g_assert_cmpint (clashes, ==, count_conflicts (base, b, a, &b_merged) > 0);
          assert_same (mine, theirs);
          n_clashes += clashes;
        }
    }
  g_assert_cmpuint (n_clashes, >, 10);
}

/* Merged once more, and once more after each decision, nothing changes. */
static void
test_idempotence (void)
{
  g_autoptr (RelSchema) base = magazine_load ();

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (edits); k++)
        {
          g_autoptr (RelSchema) a = edits[i](base);
          g_autoptr (RelSchema) b = edits[k](base);
          g_autoptr (RelSchema) next_base = NULL;
          g_autoptr (GPtrArray) conflicts = NULL;
          g_autoptr (RelSchema) draft = rel_merge (base, a, b, &next_base, &conflicts);

          for (guint c = 0; c < conflicts->len; c++)
            {
              RelConflict *conflict = g_ptr_array_index (conflicts, c);

              for (RelSide side = REL_SIDE_MINE; side <= REL_SIDE_THEIRS; side++)
                {
                  g_autoptr (RelSchema) decided_base = NULL;
                  g_autoptr (RelSchema) decided =
                    rel_merge_resolve (next_base, draft, b, conflict, side, &decided_base);
                  g_autoptr (RelSchema) again_base = NULL;
                  g_autoptr (GPtrArray) rest = NULL;
                  g_autoptr (RelSchema) again = rel_merge (decided_base, decided, b, &again_base, &rest);

                  g_assert_cmpuint (rest->len, <, conflicts->len);
                  assert_same (decided, again);
                  assert_same (decided_base, again_base);
                }
            }
        }
    }
}

/* Changes of different members never clash, whatever they are. */
static void
test_different_members (void)
{
  static const char *const paths[] = { "schema.on_delete", "schema.on_update", "meta.one_field",
                                       "meta.one_deselect_action" };
  static const char *const values[] = { "\"CASCADE\"", "\"RESTRICT\"", "null", "\"delete\"" };
  g_autoptr (RelSchema) base = magazine_load ();

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (paths); k++)
        {
          g_autoptr (RelSchema) mine = magazine_set (base, "articles", "author", paths[i], values[i]);
          g_autoptr (RelSchema) theirs = magazine_set (base, "articles", "author", paths[k], values[k]);
          g_autoptr (RelSchema) both = magazine_set (theirs, "articles", "author", paths[i], values[i]);
          g_autoptr (RelSchema) merged = NULL;

          g_assert_cmpuint (count_conflicts (base, mine, theirs, &merged), ==, 0);
          assert_same (merged, both);
        }
    }
}

/* What was, mine, theirs; what the draft gets, what the base, and the members that clash. */
typedef struct
{
  RelObject object;
  const char *was;
  const char *mine;
  const char *theirs;
  const char *draft;
  const char *base;
  const char *clashes;
} Members;

#define OPTIONS(text) "{\"meta\":{\"options\":" text "}}"
#define ALLOWED(text) "{\"meta\":{\"one_allowed_collections\":" text "}}"
#define TEXTS(text)   "{\"meta\":{\"translations\":" text "}}"

static const Members members[] = {
  /* One by one, also inside of what the program does not model. */
  { REL_OBJECT_FIELD, OPTIONS ("{\"a\":1,\"b\":1}"), OPTIONS ("{\"a\":2,\"b\":1}"), OPTIONS ("{\"a\":1,\"b\":3}"),
    OPTIONS ("{\"a\":2,\"b\":3}"), OPTIONS ("{\"a\":1,\"b\":3}"), "" },
  { REL_OBJECT_FIELD, OPTIONS ("{\"a\":1,\"b\":1}"), OPTIONS ("{\"a\":2,\"b\":1}"), OPTIONS ("{\"a\":3,\"b\":3}"),
    OPTIONS ("{\"a\":2,\"b\":3}"), OPTIONS ("{\"a\":1,\"b\":3}"), "meta.options.a" },
  /* Taken away by one, changed by the other. */
  { REL_OBJECT_FIELD, OPTIONS ("{\"a\":1,\"b\":1}"), OPTIONS ("{\"b\":1}"), OPTIONS ("{\"a\":3,\"b\":1}"),
    OPTIONS ("{\"b\":1}"), OPTIONS ("{\"a\":1,\"b\":1}"), "meta.options.a" },
  { REL_OBJECT_FIELD, OPTIONS ("{\"a\":1}"), OPTIONS ("null"), OPTIONS ("{\"a\":3}"), OPTIONS ("null"),
    OPTIONS ("{\"a\":1}"), "meta.options" },
  /* A row that both made. */
  { REL_OBJECT_RELATION, "{\"meta\":null}", "{\"meta\":{\"one_field\":\"x\",\"sort_field\":null}}",
    "{\"meta\":{\"one_field\":null,\"sort_field\":\"y\"}}", "{\"meta\":{\"one_field\":\"x\",\"sort_field\":\"y\"}}",
    "{\"meta\":{\"one_field\":null,\"sort_field\":\"y\"}}", "" },
  /* The number of a row is the server's. */
  { REL_OBJECT_FIELD, "{\"meta\":{\"id\":1}}", "{\"meta\":{\"id\":2}}", "{\"meta\":{\"id\":3}}",
    "{\"meta\":{\"id\":3}}", "{\"meta\":{\"id\":3}}", "" },
  /* Lists of names are sets that keep their order. */
  { REL_OBJECT_RELATION, ALLOWED ("[\"a\",\"b\",\"c\"]"), ALLOWED ("[\"a\",\"c\",\"d\"]"),
    ALLOWED ("[\"a\",\"e\",\"b\",\"c\"]"), ALLOWED ("[\"a\",\"e\",\"c\",\"d\"]"), ALLOWED ("[\"a\",\"e\",\"b\",\"c\"]"),
    "" },
  { REL_OBJECT_RELATION, ALLOWED ("\"a,b\""), ALLOWED ("[\"b\",\"a\"]"), ALLOWED ("[\"a\",\"b\",\"c\"]"),
    ALLOWED ("[\"b\",\"c\",\"a\"]"), ALLOWED ("[\"a\",\"b\",\"c\"]"), "" },
  { REL_OBJECT_RELATION, ALLOWED ("\"a, b\""), ALLOWED ("[\"a\"]"), ALLOWED ("[\"a\",\"b\",\"c\"]"),
    ALLOWED ("[\"a\",\"c\"]"), ALLOWED ("[\"a\",\"b\",\"c\"]"), "" },
  { REL_OBJECT_RELATION, ALLOWED ("null"), ALLOWED ("[\"a\"]"), ALLOWED ("[\"b\"]"), ALLOWED ("[\"a\",\"b\"]"),
    ALLOWED ("[\"b\"]"), "" },
  { REL_OBJECT_RELATION, ALLOWED ("[\"a\"]"), ALLOWED ("null"), ALLOWED ("[\"a\",\"b\"]"), ALLOWED ("null"),
    ALLOWED ("[\"a\"]"), "meta.one_allowed_collections" },
  { REL_OBJECT_FIELD, "{\"meta\":{\"special\":[\"m2o\"]}}", "{\"meta\":{\"special\":[\"m2o\",\"file\"]}}",
    "{\"meta\":{\"special\":[\"m2o\",\"uuid\"]}}", "{\"meta\":{\"special\":[\"m2o\",\"file\",\"uuid\"]}}",
    "{\"meta\":{\"special\":[\"m2o\",\"uuid\"]}}", "" },
  /* Elsewhere the order may say something: it is not decided silently. */
  { REL_OBJECT_FIELD, OPTIONS ("[\"a\",\"b\",\"c\"]"), OPTIONS ("[\"c\",\"b\",\"a\"]"), OPTIONS ("[\"b\",\"a\",\"c\"]"),
    OPTIONS ("[\"c\",\"b\",\"a\"]"), OPTIONS ("[\"a\",\"b\",\"c\"]"), "meta.options" },
  { REL_OBJECT_FIELD, OPTIONS ("[1,2]"), OPTIONS ("[1,2,3]"), OPTIONS ("[0,1,2]"), OPTIONS ("[1,2,3]"),
    OPTIONS ("[1,2]"), "meta.options" },
  /* Texts in several languages. */
  { REL_OBJECT_FIELD, TEXTS ("[{\"language\":\"de\",\"translation\":\"A\"}]"),
    TEXTS ("[{\"language\":\"de\",\"translation\":\"B\"}]"),
    TEXTS ("[{\"language\":\"de\",\"translation\":\"A\"},{\"language\":\"fr\",\"translation\":\"C\"}]"),
    TEXTS ("[{\"language\":\"de\",\"translation\":\"B\"},{\"language\":\"fr\",\"translation\":\"C\"}]"),
    TEXTS ("[{\"language\":\"de\",\"translation\":\"A\"},{\"language\":\"fr\",\"translation\":\"C\"}]"), "" },
  { REL_OBJECT_FIELD, TEXTS ("[{\"language\":\"de\",\"translation\":\"A\"}]"),
    TEXTS ("[{\"language\":\"de\",\"translation\":\"B\"}]"), TEXTS ("[{\"language\":\"de\",\"translation\":\"C\"}]"),
    TEXTS ("[{\"language\":\"de\",\"translation\":\"B\"}]"), TEXTS ("[{\"language\":\"de\",\"translation\":\"A\"}]"),
    "meta.translations" },
  { REL_OBJECT_FIELD, TEXTS ("[{\"language\":\"de\"},{\"language\":\"fr\"}]"), TEXTS ("[{\"language\":\"fr\"}]"),
    TEXTS ("[{\"language\":\"de\"}]"), TEXTS ("[]"), TEXTS ("[{\"language\":\"de\"}]"), "" },
  /* A name with a dot cannot be said in a path. */
  { REL_OBJECT_FIELD, OPTIONS ("{\"a.b\":1,\"c\":1}"), OPTIONS ("{\"a.b\":2,\"c\":1}"), OPTIONS ("{\"a.b\":1,\"c\":2}"),
    OPTIONS ("{\"a.b\":2,\"c\":1}"), OPTIONS ("{\"a.b\":1,\"c\":1}"), "meta.options" },
  /* What follows from where a relation points is no matter of its own. */
  { REL_OBJECT_RELATION, "{\"schema\":{\"constraint_name\":\"a\"}}", "{\"schema\":{\"constraint_name\":\"b\"}}",
    "{\"schema\":{\"constraint_name\":\"c\"}}", "{\"schema\":{\"constraint_name\":\"c\"}}",
    "{\"schema\":{\"constraint_name\":\"c\"}}", "" },
};

static void
test_members (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (JsonNode) was = json_of (members[i].was);
      g_autoptr (JsonNode) mine = json_of (members[i].mine);
      g_autoptr (JsonNode) theirs = json_of (members[i].theirs);
      g_autoptr (RelThreeWay) merged = rel_three_way_merge (members[i].object, was, mine, theirs);
      g_autofree char *draft = rel_json_dup_text (merged->draft, FALSE);
      g_autofree char *base = rel_json_dup_text (merged->base, FALSE);
      g_autofree char *clashes = NULL;

      g_test_message ("row %u", i);
      g_ptr_array_add (merged->clashes, NULL);
      clashes = g_strjoinv (" ", (char **) merged->clashes->pdata);
      g_ptr_array_set_size (merged->clashes, (gint) merged->clashes->len - 1);
      g_assert_cmpstr (clashes, ==, members[i].clashes);
      g_assert_cmpstr (draft, ==, members[i].draft);
      g_assert_cmpstr (base, ==, members[i].base);
    }
}

/* A user who sees less than before has not seen that something was deleted. */
static void
test_partial (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) one = magazine_set (base, "chapters", "article", "schema.on_delete", "\"RESTRICT\"");
  g_autoptr (RelSchema) two = rel_edit_drop_relation (one, "legacy_notes", "author", 0);
  g_autoptr (RelSchema) mine = magazine_set (two, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) less = rel_schema_without_collection (base, "chapters");
  g_autoptr (RelSchema) lesser = rel_edit_drop_relation (less, "legacy_notes", "author", 0);
  g_autoptr (RelSchema) least = rel_edit_delete_field (lesser, "articles", "author");
  g_autoptr (RelSchema) theirs = rel_schema_with_partial (least, TRUE);
  g_autoptr (RelSchema) merged_base = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RelSchema) merged = rel_merge (base, mine, theirs, &merged_base, &conflicts);
  g_autoptr (GPtrArray) changes = rel_diff (merged_base, merged);
  g_autoptr (GPtrArray) plan = rel_diff (base, mine);

  /* The plan is as it was, and nothing has to be decided. */
  g_assert_cmpuint (conflicts->len, ==, 0);
  g_assert_cmpuint (changes->len, ==, plan->len);
  for (guint i = 0; i < plan->len; i++)
    {
      g_autofree char *expected = rel_change_dup_id (g_ptr_array_index (plan, i));
      g_autofree char *id = rel_change_dup_id (g_ptr_array_index (changes, i));

      g_assert_cmpstr (id, ==, expected);
    }

  /* With all rights the same is three conflicts less one: both deleted that one. */
  g_clear_pointer (&conflicts, g_ptr_array_unref);
  g_clear_pointer (&merged, rel_schema_unref);
  merged = rel_merge (base, mine, least, NULL, &conflicts);
  g_assert_cmpuint (conflicts->len, ==, 2);
}

/* Nor that somebody has created what was only not seen. */
static void
test_partial_base (void)
{
  g_autoptr (RelSchema) full = magazine_load ();
  g_autoptr (RelSchema) less = rel_schema_without_collection (full, "chapters");
  g_autoptr (RelSchema) base = rel_schema_with_partial (less, TRUE);
  g_autoptr (RelSchema) mine = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) expected = magazine_set (full, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) merged = NULL;

  g_assert_cmpuint (count_conflicts (base, mine, full, &merged), ==, 0);
  assert_same (merged, expected);
}

static RelSchema *
claim (RelSchema *schema, const char *collection, const char *field)
{
  RelRelation *old = rel_schema_find_relation (schema, "articles", "author", 0);
  g_autoptr (JsonNode) collection_node = rel_json_new_string (collection);
  g_autoptr (JsonNode) field_node = rel_json_new_string (field);
  g_autoptr (JsonNode) one = rel_json_with (rel_relation_get_json (old), "collection", collection_node);
  g_autoptr (JsonNode) two = rel_json_with (one, "field", field_node);
  g_autoptr (RelRelation) relation = rel_relation_new (two, G_MAXUINT, NULL);

  return rel_edit_put_relation (schema, 0, relation);
}

/* Two relations that the same field is to list: one of them stays without a list. */
static void
test_same_list (void)
{
  g_autoptr (RelSchema) full = magazine_load ();
  g_autoptr (RelSchema) base = rel_edit_drop_relation (full, "articles", "author", 0);
  g_autoptr (RelSchema) mine = claim (full, "chapters", "heading");
  g_autoptr (RelSchema) mine_only = rel_edit_drop_relation (mine, "articles", "author", 0);
  g_autoptr (RelSchema) next_base = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RelSchema) draft = rel_merge (base, mine_only, full, &next_base, &conflicts);
  RelConflict *conflict;

  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpint (rel_conflict_get_kind (conflict), ==, REL_CONFLICT_SAME_LIST);
  g_assert_cmpstr (rel_conflict_get_collection (conflict), ==, "chapters");
  g_assert_null (rel_schema_find_relation (draft, "articles", "author", 0));

  for (RelSide side = REL_SIDE_MINE; side <= REL_SIDE_THEIRS; side++)
    {
      g_autoptr (RelSchema) decided_base = NULL;
      g_autoptr (RelSchema) decided = rel_merge_resolve (next_base, draft, full, conflict, side, &decided_base);
      gboolean is_mine = side == REL_SIDE_MINE;

      g_assert_cmpstr (rel_relation_get_one_field (rel_schema_find_relation (decided, "chapters", "heading", 0)), ==,
                       is_mine ? "articles" : NULL);
      g_assert_cmpstr (rel_relation_get_one_field (rel_schema_find_relation (decided, "articles", "author", 0)), ==,
                       is_mine ? NULL : "articles");
      assert_same (decided_base, full);
    }
}

/* I point a new relation at the list that somebody else deletes; and the other way round. */
static void
test_list_is_gone (void)
{
  g_autoptr (RelSchema) full = magazine_load ();
  g_autoptr (RelSchema) base = rel_edit_drop_relation (full, "articles", "author", 0);
  g_autoptr (RelSchema) without = rel_edit_drop_field (base, "authors", "articles");
  static const RelConflictKind kinds[] = { REL_CONFLICT_NEEDED_BY_ME, REL_CONFLICT_NEEDED_BY_THEM };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      RelSchema *mine = i == 0 ? full : without;
      RelSchema *theirs = i == 0 ? without : full;
      g_autoptr (RelSchema) next_base = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (RelSchema) draft = rel_merge (base, mine, theirs, &next_base, &conflicts);
      g_autoptr (GPtrArray) changes = rel_diff (next_base, draft);
      g_autoptr (RelSchema) keep_it = decide (base, mine, theirs, i == 0 ? REL_SIDE_MINE : REL_SIDE_THEIRS);
      g_autoptr (RelSchema) drop_it = decide (base, mine, theirs, i == 0 ? REL_SIDE_THEIRS : REL_SIDE_MINE);

      g_assert_cmpuint (conflicts->len, ==, 1);
      g_assert_cmpint (rel_conflict_get_kind (g_ptr_array_index (conflicts, 0)), ==, kinds[i]);
      g_assert_cmpuint (changes->len, ==, 1);
      g_assert_true (rel_conflict_concerns (g_ptr_array_index (conflicts, 0), g_ptr_array_index (changes, 0)));

      g_assert_nonnull (rel_schema_find_field (keep_it, "authors", "articles"));
      g_assert_cmpstr (rel_relation_get_one_field (rel_schema_find_relation (keep_it, "articles", "author", 0)), ==,
                       "articles");
      /* Without its list the relation is there all the same. */
      g_assert_null (rel_schema_find_field (drop_it, "authors", "articles"));
      g_assert_cmpstr (rel_relation_get_one_field (rel_schema_find_relation (drop_it, "articles", "author", 0)), ==,
                       NULL);
    }
}

/* A plan that is applied later is refused with all that has moved, by name and values. */
static void
test_plan (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) one = cascade (base);
  g_autoptr (RelSchema) mine = unsort (one);
  g_autoptr (RelSchema) other = restrict_it (base);
  g_autoptr (RelSchema) theirs = rel_edit_drop_relation (other, "chapters", "article", 0);
  g_autoptr (RelSchema) beside = unlist (base);
  g_autoptr (GPtrArray) changes = rel_diff (base, mine);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) merged = rel_merge_plan (changes, beside, &error);
  g_autoptr (RelSchema) done = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (merged);
  done = rel_merge_plan (changes, mine, &error);
  g_assert_no_error (error);
  assert_same (done, mine);

  g_assert_null (rel_merge_plan (changes, theirs, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==,
                   "schema.on_delete of articles.author was changed here and on the server. It was: SET NULL; here: "
                   "CASCADE; on the server: RESTRICT\n"
                   "chapters.article was changed here and deleted on the server. It was: There; here: "
                   "meta.sort_field: null; on the server: Deleted");
}

/* A relation whose collection does not exist is deleted after that was made for it, and that
 * goes again: undoing the making took the relation along, and the draft was lost on disk. */
static void
test_ghost_on_disk (void)
{
  g_autoptr (RelSchema) theirs = magazine_load ();
  g_autoptr (RelSchema) one = rel_edit_drop_relation (theirs, "gone", "author", 0);
  g_autoptr (RelSchema) mine = rel_edit_drop_relation (one, "articles", "lost", 0);
  g_autoptr (GPtrArray) changes = rel_diff (theirs, mine);
  g_autoptr (JsonNode) plan = rel_plan_to_json (changes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = rel_plan_read (plan, &error);
  g_autoptr (RelSchema) base = NULL;
  g_autoptr (RelSchema) merged = NULL;

  g_assert_no_error (error);
  base = rel_merge_find_base (read, theirs);
  assert_same (base, theirs);
  merged = rel_merge_plan (read, theirs, &error);
  g_assert_no_error (error);
  assert_same (merged, mine);
}

/* What a change began with is the object as it was, also where the change let it be: what of it
 * somebody else has changed since is not taken for what it was. A draft lost by that what it had
 * of a relation that both had made. */
static void
test_base_is_whole (void)
{
  g_autoptr (RelSchema) was = magazine_load ();
  g_autoptr (RelSchema) mine = magazine_set (was, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) theirs = magazine_set (was, "articles", "author", "meta.one_deselect_action", "\"delete\"");
  g_autoptr (GPtrArray) changes = rel_diff (was, mine);
  g_autoptr (RelSchema) base = rel_merge_find_base (changes, theirs);

  assert_same (base, was);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/merge/identities", test_identities);
  g_test_add_func ("/model/merge/symmetry", test_symmetry);
  g_test_add_func ("/model/merge/idempotence", test_idempotence);
  g_test_add_func ("/model/merge/different-members", test_different_members);
  g_test_add_func ("/model/merge/members", test_members);
  g_test_add_func ("/model/merge/partial", test_partial);
  g_test_add_func ("/model/merge/partial-base", test_partial_base);
  g_test_add_func ("/model/merge/same-list", test_same_list);
  g_test_add_func ("/model/merge/list-is-gone", test_list_is_gone);
  g_test_add_func ("/model/merge/plan", test_plan);
  g_test_add_func ("/model/merge/ghost-on-disk", test_ghost_on_disk);
  g_test_add_func ("/model/merge/base-is-whole", test_base_is_whole);

  return g_test_run ();
}
