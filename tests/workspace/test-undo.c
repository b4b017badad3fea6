/* test-undo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-json.h"
#include "rel-undo.h"

/* A schema whose collections have these names, with spaces between. */
static RelSchema *
make_schema (const char *names)
{
  GPtrArray *collections = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_collection_unref);
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (guint i = 0; list[i] != NULL && *list[i] != '\0'; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"collection\":\"%s\"}", list[i]);
      g_autoptr (JsonNode) json = rel_json_parse (text, strlen (text), NULL);
      g_autoptr (GPtrArray) fields = g_ptr_array_new ();
      g_autoptr (GPtrArray) relations = g_ptr_array_new ();

      g_ptr_array_add (collections, rel_collection_new (list[i], json, fields, relations));
    }
  return rel_schema_new (collections);
}

static void
assert_schema (RelSchema *schema, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            rel_collection_get_name (rel_schema_get_collection (schema, i)));
  g_assert_cmpstr (names->str, ==, expected);
}

static RelUndoEdit *
get_edit (RelUndo *undo, guint i)
{
  return g_ptr_array_index (rel_undo_get_edits (undo), i);
}

static void
set_id (RelUndo *undo, guint i, gint64 id)
{
  get_edit (undo, i)->id = id;
}

#define assert_draft(undo, expected) assert_schema (rel_undo_get_draft (undo), expected)

static void
push (RelUndo *undo, const char *names, const char *name)
{
  g_autoptr (RelSchema) draft = make_schema (names);

  rel_undo_push (undo, rel_undo_get_base (undo), draft, name);
}

static RelUndo *
make_undo (void)
{
  g_autoptr (RelSchema) first = make_schema ("a");

  return rel_undo_new (first);
}

static void
test_undo_redo (void)
{
  g_autoptr (RelUndo) undo = make_undo ();

  g_assert_null (rel_undo_get_undo_name (undo));
  g_assert_false (rel_undo_undo (undo));
  push (undo, "a b", "two");
  push (undo, "a b c", "three");
  assert_draft (undo, "a b c");
  g_assert_cmpstr (rel_undo_get_undo_name (undo), ==, "three");
  g_assert_null (rel_undo_get_redo_name (undo));

  g_assert_true (rel_undo_undo (undo));
  assert_draft (undo, "a b");
  g_assert_cmpstr (rel_undo_get_undo_name (undo), ==, "two");
  g_assert_cmpstr (rel_undo_get_redo_name (undo), ==, "three");
  g_assert_true (rel_undo_undo (undo));
  g_assert_false (rel_undo_undo (undo));
  assert_draft (undo, "a");
  g_assert_cmpstr (rel_undo_get_redo_name (undo), ==, "two");
  g_assert_true (rel_undo_redo (undo));
  g_assert_true (rel_undo_redo (undo));
  g_assert_false (rel_undo_redo (undo));
  assert_draft (undo, "a b c");
}

static void
test_push_forgets_redo (void)
{
  g_autoptr (RelUndo) undo = make_undo ();

  push (undo, "a b", "two");
  set_id (undo, 0, 7);
  rel_undo_undo (undo);
  push (undo, "a c", "other");
  g_assert_null (rel_undo_get_redo_name (undo));
  assert_draft (undo, "a c");
  /* The state file has it still. */
  g_assert_cmpuint (rel_undo_get_forgotten (undo)->len, ==, 1);
  g_assert_cmpint (g_array_index (rel_undo_get_forgotten (undo), gint64, 0), ==, 7);
  rel_undo_undo (undo);
  assert_draft (undo, "a");
}

/* Somebody else has made a collection z. */
static void
add_z (RelSchema **base, RelSchema **draft, gpointer user_data)
{
  RelSchema **both[] = { base, draft };
  g_autoptr (RelSchema) other = make_schema ("z");

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      RelSchema *next = rel_schema_with_collection (*both[i], rel_schema_get_collection (other, 0));

      rel_schema_unref (*both[i]);
      *both[i] = next;
    }
}

/* What is undone goes along too. */
static void
test_map (void)
{
  g_autoptr (RelUndo) undo = make_undo ();

  push (undo, "a b", "two");
  push (undo, "a b c", "three");
  rel_undo_undo (undo);
  rel_undo_map (undo, add_z, NULL);
  assert_draft (undo, "a b z");
  assert_schema (rel_undo_get_base (undo), "a z");
  rel_undo_redo (undo);
  assert_draft (undo, "a b c z");
  rel_undo_undo (undo);
  rel_undo_undo (undo);
  assert_draft (undo, "a z");
}

static void
replace (RelSchema **base, RelSchema **draft, gpointer user_data)
{
  rel_schema_unref (*base);
  *base = make_schema ("a z");
  rel_schema_unref (*draft);
  *draft = rel_schema_ref (*base);
}

/* An edit says what it does now. */
static void
test_map_changes (void)
{
  g_autoptr (RelUndo) undo = make_undo ();

  push (undo, "a b", "two");
  push (undo, "a b c", "three");
  rel_undo_undo (undo);
  rel_undo_map (undo, replace, NULL);
  for (guint i = 0; i < 2; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (rel_undo_get_edits (undo), i);

      g_assert_cmpuint (edit->changes->len, ==, 0);
      g_assert_true (edit->is_changed);
    }
}

static void
add_y_to_base (RelSchema **base, RelSchema **draft, gpointer user_data)
{
  g_autoptr (RelSchema) next = make_schema ("a y");

  rel_schema_unref (*base);
  *base = g_steal_pointer (&next);
}

static guint
count_first (RelUndo *undo)
{
  const char *text = rel_undo_get_first_text (undo);
  g_autoptr (JsonNode) plan = rel_json_parse (text, strlen (text), NULL);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (plan), "changes"));
}

/* What is before all edits is told anew when it has moved. */
static void
test_first_plan (void)
{
  g_autoptr (RelUndo) undo = make_undo ();
  g_autoptr (RelUndo) copy = NULL;

  g_assert_cmpuint (count_first (undo), ==, 0);
  push (undo, "a b", "two");
  rel_undo_map (undo, add_z, NULL);
  g_assert_cmpuint (count_first (undo), ==, 0);
  rel_undo_map (undo, add_y_to_base, NULL);
  g_assert_cmpuint (count_first (undo), ==, 2);
  copy = rel_undo_copy (undo);
  g_assert_cmpuint (count_first (copy), ==, 2);
}

/* The edits as the state file would have them, with one of somebody else's at the end. */
static GPtrArray *
copy_edits (RelUndo *undo, RelUndo *others)
{
  GPtrArray *saved = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_undo_edit_free);
  RelUndo *const both[] = { undo, others };

  for (guint s = 0; s < G_N_ELEMENTS (both); s++)
    {
      GPtrArray *edits = rel_undo_get_edits (both[s]);

      for (guint i = 0; i < edits->len; i++)
        {
          RelUndoEdit *edit = get_edit (both[s], i);

          if (edit->id != 0)
            g_ptr_array_add (saved, rel_undo_edit_new (edit->id, edit->name, g_ptr_array_ref (edit->changes),
                                                       g_ptr_array_ref (edit->base_changes), edit->is_saved_undone));
        }
    }
  return saved;
}

/* What others do stays, whatever is undone here. */
static void
test_others (void)
{
  g_autoptr (RelUndo) undo = make_undo ();
  g_autoptr (RelUndo) others = make_undo ();
  g_autoptr (RelSchema) first = make_schema ("a");

  push (undo, "a b", "mine");
  set_id (undo, 0, 1);
  push (others, "a o", "theirs");
  set_id (others, 0, 2);
  push (undo, "a b c", "mine too");

  rel_undo_take_in (undo, first, first, copy_edits (undo, others), TRUE);
  assert_draft (undo, "a b c o");
  g_assert_cmpstr (rel_undo_get_undo_name (undo), ==, "mine too");
  rel_undo_undo (undo);
  assert_draft (undo, "a b o");
  g_assert_cmpstr (rel_undo_get_undo_name (undo), ==, "mine");
  rel_undo_undo (undo);
  assert_draft (undo, "a o");
  g_assert_false (rel_undo_undo (undo));
  g_assert_true (rel_undo_redo (undo));
  assert_draft (undo, "a b o");
  g_assert_true (rel_undo_redo (undo));
  assert_draft (undo, "a b c o");
  g_assert_false (rel_undo_redo (undo));
}

/* What somebody else has undone is nothing to do again here, and nothing stands on it. */
static void
test_undone_by_others (void)
{
  g_autoptr (RelUndo) undo = make_undo ();
  g_autoptr (RelUndo) others = make_undo ();
  g_autoptr (RelUndo) mine = make_undo ();
  g_autoptr (RelSchema) first = make_schema ("a");

  push (undo, "a b", "mine");
  set_id (undo, 0, 2);
  push (mine, "a b", "mine");
  set_id (mine, 0, 2);
  push (others, "a o", "theirs");
  set_id (others, 0, 1);
  rel_undo_take_in (undo, first, first, copy_edits (others, mine), TRUE);
  assert_draft (undo, "a b o");

  get_edit (others, 0)->is_saved_undone = TRUE;
  rel_undo_undo (undo);
  rel_undo_take_in (undo, first, first, copy_edits (others, mine), TRUE);
  assert_draft (undo, "a");
  g_assert_cmpstr (rel_undo_get_redo_name (undo), ==, "mine");
  rel_undo_redo (undo);
  assert_draft (undo, "a b");

  get_edit (others, 0)->is_saved_undone = FALSE;
  rel_undo_take_in (undo, first, first, copy_edits (others, mine), TRUE);
  assert_draft (undo, "a b o");
  g_assert_cmpstr (rel_undo_get_undo_name (undo), ==, "mine");
}

/* To undo takes back what was done again last, also where two windows have worked in turn. */
static void
test_redo_of_earlier (void)
{
  g_autoptr (RelUndo) undo = make_undo ();
  g_autoptr (RelUndo) first_window = make_undo ();
  g_autoptr (RelUndo) second_window = make_undo ();
  g_autoptr (RelSchema) first = make_schema ("a");

  push (first_window, "a b", "earlier");
  set_id (first_window, 0, 1);
  get_edit (first_window, 0)->is_saved_undone = TRUE;
  push (second_window, "a c", "later");
  set_id (second_window, 0, 2);
  rel_undo_take_in (undo, first, first, copy_edits (first_window, second_window), FALSE);
  assert_draft (undo, "a c");
  g_assert_cmpstr (rel_undo_get_redo_name (undo), ==, NULL);
  rel_undo_undo (undo);
  g_assert_cmpstr (rel_undo_get_redo_name (undo), ==, "earlier");
  rel_undo_redo (undo);
  rel_undo_redo (undo);
  assert_draft (undo, "a b c");
  g_assert_cmpstr (rel_undo_get_undo_name (undo), ==, "later");
}

/* What was undone here and could not be saved stays so; what is forgotten does not come back. */
static void
test_keeps_what_is_unsaved (void)
{
  g_autoptr (RelUndo) undo = make_undo ();
  g_autoptr (RelUndo) none = make_undo ();
  g_autoptr (RelSchema) first = make_schema ("a");

  push (undo, "a b", "one");
  set_id (undo, 0, 1);
  push (undo, "a b c", "two");
  set_id (undo, 1, 2);
  rel_undo_undo (undo);
  rel_undo_take_in (undo, first, first, copy_edits (undo, none), TRUE);
  assert_draft (undo, "a b");
  g_assert_cmpstr (rel_undo_get_redo_name (undo), ==, "two");

  push (undo, "a b d", "three");
  {
    GPtrArray *saved = copy_edits (undo, none);
    g_autoptr (RelUndo) before = make_undo ();

    push (before, "a c", "two");
    set_id (before, 0, 2);
    g_ptr_array_unref (saved);
    saved = copy_edits (undo, before);
    rel_undo_take_in (undo, first, first, saved, TRUE);
  }
  assert_draft (undo, "a b d");
}

/* A restart: all that is on disk can be undone here. */
static void
test_taken_up (void)
{
  g_autoptr (RelUndo) before = make_undo ();
  g_autoptr (RelUndo) none = make_undo ();
  g_autoptr (RelUndo) undo = make_undo ();
  g_autoptr (RelSchema) first = make_schema ("a");

  push (before, "a b", "one");
  push (before, "a b c", "two");
  set_id (before, 0, 1);
  set_id (before, 1, 2);
  rel_undo_undo (before);
  get_edit (before, 1)->is_saved_undone = TRUE;

  rel_undo_take_in (undo, first, first, copy_edits (before, none), FALSE);
  assert_draft (undo, "a b");
  g_assert_cmpstr (rel_undo_get_undo_name (undo), ==, "one");
  g_assert_cmpstr (rel_undo_get_redo_name (undo), ==, "two");
  rel_undo_redo (undo);
  assert_draft (undo, "a b c");
}

/* To decide a conflict is an edit of the base, and perhaps of nothing else. */
static void
test_base (void)
{
  g_autoptr (RelUndo) undo = make_undo ();
  g_autoptr (RelSchema) base = make_schema ("a z");

  push (undo, "a b", "one");
  rel_undo_push (undo, base, rel_undo_get_draft (undo), "decided");
  assert_schema (rel_undo_get_base (undo), "a z");
  rel_undo_undo (undo);
  assert_schema (rel_undo_get_base (undo), "a");
  rel_undo_redo (undo);
  assert_schema (rel_undo_get_base (undo), "a z");
  assert_draft (undo, "a b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/undo/undo-redo", test_undo_redo);
  g_test_add_func ("/workspace/undo/push-forgets-redo", test_push_forgets_redo);
  g_test_add_func ("/workspace/undo/map", test_map);
  g_test_add_func ("/workspace/undo/map-changes", test_map_changes);
  g_test_add_func ("/workspace/undo/first-plan", test_first_plan);
  g_test_add_func ("/workspace/undo/others", test_others);
  g_test_add_func ("/workspace/undo/undone-by-others", test_undone_by_others);
  g_test_add_func ("/workspace/undo/redo-of-earlier", test_redo_of_earlier);
  g_test_add_func ("/workspace/undo/keeps-what-is-unsaved", test_keeps_what_is_unsaved);
  g_test_add_func ("/workspace/undo/taken-up", test_taken_up);
  g_test_add_func ("/workspace/undo/base", test_base);

  return g_test_run ();
}
