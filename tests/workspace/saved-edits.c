/* saved-edits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "saved-edits.h"

#include <sqlite3.h>
#include <string.h>

#include "rel-json.h"

/* A state that is not damaged, or is not there yet. */
RelState *
saved_edits_open (const char *path)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state = rel_state_open (path, &notice, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (notice, ==, NULL);
  return state;
}

/* Writes into its file what the program would not. */
void
saved_edits_run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* One change: a collection of that name is created, with a note of that length. */
static GPtrArray *
make_changes (const char *name, guint length)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autofree char *note = g_strnfill (length, 'x');
  g_autofree char *text = g_strdup_printf ("{\"collection\":\"%s\",\"meta\":{\"note\":\"%s\"}}", name, note);
  g_autoptr (JsonNode) json = rel_json_parse (text, strlen (text), NULL);

  g_ptr_array_add (changes, rel_change_new (REL_OBJECT_COLLECTION, 0, NULL, json));
  return changes;
}

/* An edit that is not in the file, with a change of that many bytes and some. */
RelUndoEdit *
saved_edit_new (const char *name, guint length)
{
  return rel_undo_edit_new (0, name, make_changes (name, length),
                            g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref), FALSE);
}

/* Saves one more edit; whether it is on disk. */
gboolean
saved_edits_add (RelState *state, const char *target, const char *name, guint length, GError **error)
{
  RelUndoEdit *edit = saved_edit_new (name, length);
  gboolean ok = FALSE;
  gint64 revision;
  gint64 id;

  if (rel_state_begin (state, error))
    {
      ok = rel_state_add_edit (state, target, edit, &id, error) &&
           rel_state_touch_draft (state, target, 0, &revision, error);
      if (ok)
        ok = rel_state_commit (state, error);
      else
        rel_state_roll_back (state);
    }
  rel_undo_edit_free (edit);
  return ok;
}

/* The names of the edits of a target, each checked to be what was written. */
GStrv
saved_edits_dup_names (RelState *state, const char *target)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSavedDraft) draft = rel_state_load_draft (state, target, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < draft->edits->len; i++)
    {
      RelUndoEdit *edit = g_ptr_array_index (draft->edits, i);

      g_assert_cmpuint (edit->changes->len, ==, 1);
      g_assert_cmpstr (rel_change_get_collection (g_ptr_array_index (edit->changes, 0)), ==, edit->name);
      g_strv_builder_add (names, edit->name);
    }
  return g_strv_builder_end (names);
}

/* Checks what the edits of a target are called, with spaces between. */
void
saved_edits_assert (RelState *state, const char *target, const char *expected)
{
  g_auto (GStrv) names = saved_edits_dup_names (state, target);
  g_autofree char *text = g_strjoinv (" ", names);

  g_assert_cmpstr (text, ==, expected);
}
