/* test-merge-cases.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two editors of one project: each operation of mine with each of somebody else, on the same
 * relation, on a neighbour and on what holds it. What becomes of it was thought out, not
 * copied from the program.
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-lists.h"
#include "rel-merge.h"
#include "rel-plan.h"

#define TABLE(name) "{\"collection\":\"" name "\",\"meta\":{\"note\":null},\"schema\":{\"name\":\"" name "\"}}"
#define COLUMN(collection, name, type)                                                                                 \
  "{\"collection\":\"" collection "\",\"field\":\"" name "\",\"type\":\"" type                                         \
  "\",\"meta\":{\"note\":null},\"schema\":{\"name\":\"" name "\"}}"
#define RELATION(field, to)                                                                                            \
  "{\"collection\":\"a\",\"field\":\"" field "\",\"related_collection\":\"" to "\",\"meta\":{\"one_collection\":\"" to \
  "\",\"one_field\":null,\"one_deselect_action\":\"nullify\","                                                         \
  "\"sort_field\":null},\"schema\":{\"foreign_key_table\":\"" to                                                       \
  "\",\"on_delete\":\"SET NULL\",\"on_update\":\"NO ACTION\"}}"

/* a.r points at x and a.n at y; a.c and a.m are numbers that do not point anywhere yet. */
static RelSchema *
make_base (void)
{
  g_autoptr (JsonNode) collections = json_of ("[" TABLE ("a") "," TABLE ("x") "," TABLE ("y") "," TABLE ("z") "]");
  g_autoptr (JsonNode) fields = json_of ("[" COLUMN ("a", "r", "integer") "," COLUMN ("a", "n", "integer") "," COLUMN (
    "a", "c", "integer") "," COLUMN ("a", "m", "integer") "," COLUMN ("x", "id", "integer") "]");
  g_autoptr (JsonNode) relations = json_of ("[" RELATION ("r", "x") "," RELATION ("n", "y") "]");
  g_autoptr (GError) error = NULL;
  RelSchema *schema = rel_lists_read (collections, fields, relations, &error);

  g_assert_no_error (error);
  return schema;
}

/* The operations; on the relation r unless the name says otherwise. */
typedef RelSchema *(*Operation) (RelSchema *schema);

static RelSchema *
put_relation (RelSchema *schema, guint nth, const char *json)
{
  g_autoptr (JsonNode) node = json_of (json);
  g_autoptr (RelRelation) relation = rel_relation_new (node, G_MAXUINT, NULL);

  return rel_edit_put_relation (schema, nth, relation);
}

static RelSchema *
set_member (RelSchema *schema, const char *field, const char *path, const char *value)
{
  RelRelation *old = rel_schema_find_relation (schema, "a", field, 0);
  g_autoptr (JsonNode) node = rel_json_new_string (value);
  g_autoptr (RelRelation) relation = rel_relation_with_member (old, path, node);

  return rel_edit_put_relation (schema, 0, relation);
}

static RelSchema *
point_at (RelSchema *schema, const char *field, const char *to)
{
  g_autoptr (RelSchema) one = set_member (schema, field, "related_collection", to);
  g_autoptr (RelSchema) two = set_member (one, field, "meta.one_collection", to);

  return set_member (two, field, "schema.foreign_key_table", to);
}

static RelSchema *
note_field (RelSchema *schema, const char *name)
{
  RelField *old = rel_schema_find_field (schema, "a", name);
  g_autoptr (JsonNode) note = rel_json_new_string ("noted");
  g_autoptr (JsonNode) json = rel_json_with (rel_field_get_json (old), "meta.note", note);
  g_autoptr (RelField) field = rel_field_new (json, NULL);

  return rel_edit_put_field (schema, field);
}

static RelSchema *
create_field (RelSchema *schema, const char *json)
{
  g_autoptr (JsonNode) node = json_of (json);
  g_autoptr (RelField) field = rel_field_new (node, NULL);

  return rel_edit_put_field (schema, field);
}

#define OPERATION(name, expression)                                                                                    \
  static RelSchema *name (RelSchema *schema) { return expression; }

OPERATION (create_c, put_relation (schema, 0, RELATION ("c", "x")))
OPERATION (create_c_to_y, put_relation (schema, 0, RELATION ("c", "y")))
OPERATION (create_second, put_relation (schema, 1, RELATION ("r", "z")))
OPERATION (change, set_member (schema, "r", "schema.on_delete", "CASCADE"))
OPERATION (change_otherwise, set_member (schema, "r", "schema.on_delete", "RESTRICT"))
OPERATION (delete, rel_edit_drop_relation (schema, "a", "r", 0))
OPERATION (retarget, point_at (schema, "r", "y"))
OPERATION (retarget_otherwise, point_at (schema, "r", "z"))
OPERATION (create_m, put_relation (schema, 0, RELATION ("m", "y")))
OPERATION (change_n, set_member (schema, "n", "schema.on_delete", "CASCADE"))
OPERATION (delete_n, rel_edit_drop_relation (schema, "a", "n", 0))
OPERATION (retarget_n, point_at (schema, "n", "z"))
OPERATION (create_text, create_field (schema, COLUMN ("a", "k", "string")))
OPERATION (note_c, note_field (schema, "c"))
OPERATION (note_r, note_field (schema, "r"))
OPERATION (delete_field_c, rel_edit_delete_field (schema, "a", "c"))
OPERATION (delete_field_r, rel_edit_delete_field (schema, "a", "r"))
OPERATION (delete_a, rel_schema_without_collection (schema, "a"))

static RelSchema *
create_k (RelSchema *schema)
{
  g_autoptr (RelSchema) field = create_field (schema, COLUMN ("a", "k", "integer"));

  return put_relation (field, 0, RELATION ("k", "x"));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

static char *
join_sorted (GPtrArray *texts, const char *separator)
{
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (separator, (char **) texts->pdata);
}

/* A schema as text: fields, with a star if there is a note, and relations, both sorted. Nothing
 * is said of what is as at first. */
static char *
dup_text (RelSchema *schema)
{
  RelCollection *collection = rel_schema_find_collection (schema, "a");
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *fields_text = NULL;
  g_autofree char *relations_text = NULL;

  if (collection == NULL)
    return g_strdup ("gone");
  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);
      JsonNode *note = rel_json_get (json_node_get_object (rel_field_get_json (field)), "meta.note");

      g_ptr_array_add (fields,
                       g_strconcat (rel_field_get_name (field), rel_json_is_null (note) ? "" : "*",
                                    strcmp (rel_field_get_data_type (field), "string") == 0 ? "(text)" : "", NULL));
    }
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      const char *on_delete = rel_relation_get_on_delete (relation);
      gboolean is_usual = strcmp (on_delete, "SET NULL") == 0;

      g_ptr_array_add (relations, g_strconcat (" ", rel_relation_get_field (relation), ">",
                                               rel_relation_get_related_collection (relation), is_usual ? "" : ":",
                                               is_usual ? "" : on_delete, NULL));
    }
  fields_text = join_sorted (fields, "");
  relations_text = join_sorted (relations, "");
  return g_strconcat (fields_text, relations_text, NULL);
}

static char *
dup_conflicts (GPtrArray *conflicts)
{
  static const char *const kinds[] = {
    "changed by both",      "created by both",         "deleted by them", "deleted by me",
    "deleted, needed here", "deleted, needed by them", "same list",
  };
  static const char *const objects[] = { "collection", "field", "relation" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      RelConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autofree char *name = rel_conflict_dup_name (conflict);
      const char *path = rel_conflict_get_path (conflict);

      g_string_append_printf (text, "%s%s %s%s%s %s", i > 0 ? "; " : "", objects[rel_conflict_get_object (conflict)],
                              name, path != NULL ? " " : "", path != NULL ? path : "",
                              kinds[rel_conflict_get_kind (conflict)]);
    }
  return g_string_free (text, FALSE);
}

/* One row: what I do, what somebody else does, the draft after that, what has to be decided
 * (nothing if it is empty), and the draft after deciding for mine and for theirs. */
typedef struct
{
  const char *name;
  Operation mine;
  Operation theirs;
  const char *draft;
  const char *conflicts;
  const char *with_mine;
  const char *with_theirs;
} Row;

/* clang-format off */
static const Row rows[] = {
  /* The same relation. A field may have two relations: where one creates and the other one
   * has something else to do with it, it is the second. */
  { "same/create-create", create_c, create_c_to_y, "cmnr c>x n>y r>x", "relation a.c created by both",
    "cmnr c>x n>y r>x", "cmnr c>y n>y r>x" },
  { "same/create-change", create_second, change_otherwise, "cmnr n>y r>x:RESTRICT r>z", "", NULL, NULL },
  { "same/create-delete", create_second, delete, "cmnr n>y r>z", "", NULL, NULL },
  { "same/create-retarget", create_second, retarget, "cmnr n>y r>y r>z", "", NULL, NULL },
  { "same/change-create", change, create_second, "cmnr n>y r>x:CASCADE r>z", "", NULL, NULL },
  { "same/change-change", change, change_otherwise, "cmnr n>y r>x:CASCADE",
    "relation a.r schema.on_delete changed by both", "cmnr n>y r>x:CASCADE", "cmnr n>y r>x:RESTRICT" },
  { "same/change-delete", change, delete, "cmnr n>y r>x:CASCADE", "relation a.r deleted by them",
    "cmnr n>y r>x:CASCADE", "cmnr n>y" },
  { "same/change-retarget", change, retarget, "cmnr n>y r>y:CASCADE", "", NULL, NULL },
  { "same/delete-create", delete, create_second, "cmnr n>y r>z", "", NULL, NULL },
  { "same/delete-change", delete, change, "cmnr n>y", "relation a.r deleted by me", "cmnr n>y",
    "cmnr n>y r>x:CASCADE" },
  { "same/delete-delete", delete, delete, "cmnr n>y", "", NULL, NULL },
  { "same/delete-retarget", delete, retarget, "cmnr n>y", "relation a.r deleted by me", "cmnr n>y",
    "cmnr n>y r>y" },
  { "same/retarget-create", retarget, create_second, "cmnr n>y r>y r>z", "", NULL, NULL },
  { "same/retarget-change", retarget, change, "cmnr n>y r>y:CASCADE", "", NULL, NULL },
  /* To point elsewhere is to delete and to create: they have done the first half. */
  { "same/retarget-delete", retarget, delete, "cmnr n>y r>y", "", NULL, NULL },
  { "same/retarget-retarget", retarget, retarget_otherwise, "cmnr n>y r>y", "relation a.r changed by both",
    "cmnr n>y r>y", "cmnr n>y r>z" },

  /* Another relation of the same collection: never in the way. */
  { "neighbour/create-create", create_c, create_m, "cmnr c>x m>y n>y r>x", "", NULL, NULL },
  { "neighbour/create-change", create_c, change_n, "cmnr c>x n>y:CASCADE r>x", "", NULL, NULL },
  { "neighbour/create-delete", create_c, delete_n, "cmnr c>x r>x", "", NULL, NULL },
  { "neighbour/create-retarget", create_c, retarget_n, "cmnr c>x n>z r>x", "", NULL, NULL },
  { "neighbour/change-create", change, create_m, "cmnr m>y n>y r>x:CASCADE", "", NULL, NULL },
  { "neighbour/change-change", change, change_n, "cmnr n>y:CASCADE r>x:CASCADE", "", NULL, NULL },
  { "neighbour/change-delete", change, delete_n, "cmnr r>x:CASCADE", "", NULL, NULL },
  { "neighbour/change-retarget", change, retarget_n, "cmnr n>z r>x:CASCADE", "", NULL, NULL },
  { "neighbour/delete-create", delete, create_m, "cmnr m>y n>y", "", NULL, NULL },
  { "neighbour/delete-change", delete, change_n, "cmnr n>y:CASCADE", "", NULL, NULL },
  { "neighbour/delete-delete", delete, delete_n, "cmnr", "", NULL, NULL },
  { "neighbour/delete-retarget", delete, retarget_n, "cmnr n>z", "", NULL, NULL },
  { "neighbour/retarget-create", retarget, create_m, "cmnr m>y n>y r>y", "", NULL, NULL },
  { "neighbour/retarget-change", retarget, change_n, "cmnr n>y:CASCADE r>y", "", NULL, NULL },
  { "neighbour/retarget-delete", retarget, delete_n, "cmnr r>y", "", NULL, NULL },
  { "neighbour/retarget-retarget", retarget, retarget_n, "cmnr n>z r>y", "", NULL, NULL },

  /* What holds the relation: its field is created, noted or deleted, and, for a field points
   * nowhere by itself, its collection deleted. */
  { "parent/create-create", create_k, create_text, "ckmnr k>x n>y r>x", "field a.k created by both",
    "ckmnr k>x n>y r>x", "ck(text)mnr k>x n>y r>x" },
  { "parent/create-change", create_c, note_c, "c*mnr c>x n>y r>x", "", NULL, NULL },
  { "parent/create-delete", create_c, delete_field_c, "cmnr c>x n>y r>x", "field a.c deleted, needed here",
    "cmnr c>x n>y r>x", "mnr n>y r>x" },
  { "parent/create-delete-collection", create_c, delete_a, "cmnr c>x n>y r>x", "collection a deleted by them",
    "cmnr c>x n>y r>x", "gone" },
  { "parent/change-create", change, create_text, "ck(text)mnr n>y r>x:CASCADE", "", NULL, NULL },
  { "parent/change-change", change, note_r, "cmnr* n>y r>x:CASCADE", "", NULL, NULL },
  { "parent/change-delete", change, delete_field_r, "cmnr n>y r>x:CASCADE", "field a.r deleted, needed here",
    "cmnr n>y r>x:CASCADE", "cmn n>y" },
  { "parent/change-delete-collection", change, delete_a, "cmnr n>y r>x:CASCADE", "collection a deleted by them",
    "cmnr n>y r>x:CASCADE", "gone" },
  { "parent/delete-create", delete, create_text, "ck(text)mnr n>y", "", NULL, NULL },
  { "parent/delete-change", delete, note_r, "cmnr* n>y", "", NULL, NULL },
  { "parent/delete-delete", delete, delete_field_r, "cmn n>y", "", NULL, NULL },
  { "parent/delete-delete-collection", delete, delete_a, "gone", "", NULL, NULL },
  { "parent/retarget-create", retarget, create_text, "ck(text)mnr n>y r>y", "", NULL, NULL },
  { "parent/retarget-change", retarget, note_r, "cmnr* n>y r>y", "", NULL, NULL },
  { "parent/retarget-delete", retarget, delete_field_r, "cmnr n>y r>y", "field a.r deleted, needed here",
    "cmnr n>y r>y", "cmn n>y" },
  { "parent/retarget-delete-collection", retarget, delete_a, "cmnr n>y r>y", "collection a deleted by them",
    "cmnr n>y r>y", "gone" },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == 48);

static void
assert_text (RelSchema *schema, const char *expected)
{
  g_autofree char *text = dup_text (schema);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_same (RelSchema *a, RelSchema *b)
{
  g_autoptr (GPtrArray) changes = rel_diff (a, b);

  g_assert_cmpuint (changes->len, ==, 0);
}

/* Decides all conflicts for one side. */
static RelSchema *
decide (RelSchema *base, RelSchema *draft, RelSchema *theirs, RelSide side, RelSchema **last_base)
{
  g_autoptr (RelSchema) next_base = rel_schema_ref (base);
  g_autoptr (RelSchema) next_draft = rel_schema_ref (draft);

  for (guint rounds = 0;; rounds++)
    {
      g_autoptr (RelSchema) merged_base = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;
      g_autoptr (RelSchema) merged = rel_merge (next_base, next_draft, theirs, &merged_base, &conflicts);

      g_assert_cmpuint (rounds, <, 9);
      if (conflicts->len == 0)
        {
          *last_base = g_steal_pointer (&merged_base);
          return g_steal_pointer (&merged);
        }
      g_clear_pointer (&next_base, rel_schema_unref);
      g_clear_pointer (&next_draft, rel_schema_unref);
      next_draft = rel_merge_resolve (merged_base, merged, theirs, g_ptr_array_index (conflicts, 0), side, &next_base);
    }
}

/* What a plan on disk says is enough to come to the same conflict. */
static void
assert_survives_disk (RelSchema *base, RelSchema *draft, RelSchema *theirs, guint n_conflicts)
{
  g_autoptr (GPtrArray) changes = rel_diff (base, draft);
  g_autoptr (JsonNode) plan = rel_plan_to_json (changes);
  g_autofree char *text = rel_json_dup_text (plan, FALSE);
  g_autoptr (JsonNode) read = json_of (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read_changes = rel_plan_read (read, &error);
  g_autoptr (RelSchema) found = NULL;
  g_autoptr (RelSchema) wanted = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RelSchema) merged = NULL;

  g_assert_no_error (error);
  found = rel_merge_find_base (read_changes, theirs);
  wanted = rel_plan_apply (read_changes, found, &error);
  g_assert_no_error (error);
  merged = rel_merge (found, wanted, theirs, NULL, &conflicts);
  g_assert_cmpuint (conflicts->len, ==, n_conflicts);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (RelSchema) base = make_base ();
  g_autoptr (RelSchema) mine = row->mine (base);
  g_autoptr (RelSchema) copy = make_base ();
  g_autoptr (RelSchema) theirs = row->theirs (copy);
  g_autoptr (RelSchema) next_base = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RelSchema) draft = rel_merge (base, mine, theirs, &next_base, &conflicts);
  g_autoptr (RelSchema) again_base = NULL;
  g_autoptr (GPtrArray) again_conflicts = NULL;
  g_autoptr (RelSchema) again = rel_merge (next_base, draft, theirs, &again_base, &again_conflicts);
  g_autofree char *text = dup_conflicts (conflicts);
  g_autofree char *again_text = dup_conflicts (again_conflicts);

  g_assert_cmpstr (text, ==, row->conflicts);
  assert_text (draft, row->draft);

  /* Merged once more, it is the same. */
  g_assert_cmpstr (again_text, ==, row->conflicts);
  assert_same (draft, again);
  assert_same (next_base, again_base);
  if (conflicts->len == 0)
    assert_same (next_base, theirs);
  assert_survives_disk (next_base, draft, theirs, conflicts->len);

  for (RelSide side = REL_SIDE_MINE; row->with_mine != NULL && side <= REL_SIDE_THEIRS; side++)
    {
      g_autoptr (RelSchema) decided_base = NULL;
      g_autoptr (RelSchema) decided = decide (next_base, draft, theirs, side, &decided_base);

      assert_text (decided, side == REL_SIDE_MINE ? row->with_mine : row->with_theirs);
      assert_same (decided_base, theirs);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strconcat ("/model/merge-cases/", rows[i].name, NULL);

      g_test_add_data_func (name, &rows[i], test_row);
    }

  return g_test_run ();
}
