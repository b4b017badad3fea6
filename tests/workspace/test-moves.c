/* test-moves.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards of the diagram that a person put somewhere: one history with the edits of the draft,
 * kept whatever happens, and nothing to publish.
 */

#include "config.h"

#include <string.h>

#include "workspace-fixture.h"

static void
move (RelWorkspace *workspace, const char *collection, int x, int y)
{
  const RelPin pin = { collection, x, y };
  g_autoptr (RelArrangement) next = rel_arrangement_put (rel_workspace_get_arrangement (workspace), &pin, 1);
  g_autofree char *name = g_strdup_printf ("Move %s", collection);

  rel_workspace_set_arrangement (workspace, next, name);
}

static void
set_on_delete (RelWorkspace *workspace, const char *value)
{
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", value);
}

/* The pins as `collection x y`, with commas between. */
static void
assert_pins (RelWorkspace *workspace, const char *expected)
{
  RelArrangement *arrangement = rel_workspace_get_arrangement (workspace);
  g_autoptr (GString) pins = g_string_new (NULL);

  for (guint i = 0; i < rel_arrangement_get_n_pins (arrangement); i++)
    {
      const RelPin *pin = rel_arrangement_get_pin (arrangement, i);

      g_string_append_printf (pins, "%s%s %d %d", i > 0 ? ", " : "", pin->collection, pin->x, pin->y);
    }
  g_assert_cmpstr (pins->str, ==, expected);
}

static void
assert_on_delete (RelWorkspace *workspace, const char *expected)
{
  g_assert_cmpstr (workspace_fixture_get_on_delete (rel_workspace_get_draft (workspace)), ==, expected);
}

/* Undo goes back through edits and moves as they were made, and redo there again. */
static void
test_one_history (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = workspace_fixture_open (fixture->snapshot);

  move (workspace, "articles", 10, 20);
  set_on_delete (workspace, "CASCADE");
  move (workspace, "tags", -5, 0);
  g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, "Move tags");
  g_assert_true (rel_workspace_undo (workspace));
  assert_pins (workspace, "articles 10 20");
  assert_on_delete (workspace, "CASCADE");
  g_assert_true (rel_workspace_undo (workspace));
  assert_on_delete (workspace, "SET NULL");
  assert_pins (workspace, "articles 10 20");
  g_assert_true (rel_workspace_undo (workspace));
  assert_pins (workspace, "");
  g_assert_false (rel_workspace_undo (workspace));

  for (guint i = 0; i < 3; i++)
    g_assert_true (rel_workspace_redo (workspace));
  assert_pins (workspace, "articles 10 20, tags -5 0");
  assert_on_delete (workspace, "CASCADE");
}

/* What puts cards where they are is no edit. */
static void
test_to_the_same_place (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = workspace_fixture_open (fixture->snapshot);

  move (workspace, "articles", 10, 20);
  rel_workspace_undo (workspace);
  move (workspace, "tags", 1, 1);
  move (workspace, "tags", 1, 1);
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_null (rel_workspace_get_undo_name (workspace));
}

/* It is on disk before the call returns, so that it is there if the program is killed then:
 * the first workspace is not closed. */
static void
test_survives (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) killed = workspace_fixture_open (fixture->snapshot);
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (RelWorkspace) last = NULL;

  move (killed, "articles", 10, 20);
  move (killed, "articles", 30, 40);
  set_on_delete (killed, "CASCADE");
  workspace = workspace_fixture_open (fixture->snapshot);
  assert_pins (workspace, "articles 30 40");
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_true (rel_workspace_undo (workspace));
  assert_pins (workspace, "articles 10 20");

  last = workspace_fixture_open (fixture->snapshot);
  assert_pins (last, "articles 10 20");
  g_assert_cmpstr (rel_workspace_get_redo_name (last), ==, "Move articles");
  g_assert_true (rel_workspace_redo (last));
  assert_pins (last, "articles 30 40");
}

/* A collection that vanishes keeps its place, and is at it when it comes back. */
static void
test_refresh (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = workspace_fixture_open (fixture->snapshot);

  move (workspace, "tags", 7, 7);
  workspace_fixture_change_file (fixture, "\"tags\"", "\"labels\"");
  workspace_fixture_refresh (workspace);
  g_assert_false (rel_schema_has_collection (rel_workspace_get_draft (workspace), "tags"));
  assert_pins (workspace, "tags 7 7");
  workspace_fixture_change_file (fixture, "\"labels\"", "\"tags\"");
  workspace_fixture_refresh (workspace);
  g_assert_true (rel_schema_has_collection (rel_workspace_get_draft (workspace), "tags"));
  assert_pins (workspace, "tags 7 7");
  g_assert_cmpstr (rel_workspace_get_undo_name (workspace), ==, "Move tags");
}

/* There is nothing in it to publish, and publishing takes nothing of it. */
static void
test_publish (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) workspace = workspace_fixture_open (fixture->snapshot);
  g_autoptr (GError) error = NULL;

  move (workspace, "tags", 7, 7);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  set_on_delete (workspace, "CASCADE");
  g_assert_cmpuint (workspace_fixture_publish (workspace, &error), ==, 1);
  g_assert_no_error (error);
  assert_pins (workspace, "tags 7 7");
  rel_workspace_discard_all (workspace);
  assert_pins (workspace, "tags 7 7");
}

/* What another window moved is taken in with its edits, and is not undone here. */
static void
test_two_windows (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (RelWorkspace) one = workspace_fixture_open (fixture->snapshot);
  g_autoptr (RelWorkspace) two = workspace_fixture_open (fixture->snapshot);

  move (one, "articles", 1, 1);
  move (two, "tags", 2, 2);
  assert_pins (two, "articles 1 1, tags 2 2");
  move (one, "authors", 3, 3);
  assert_pins (one, "articles 1 1, authors 3 3, tags 2 2");
  g_assert_true (rel_workspace_undo (one));
  g_assert_true (rel_workspace_undo (one));
  g_assert_false (rel_workspace_undo (one));
  assert_pins (one, "tags 2 2");
}

#define ADD(name, func)                                                                                                \
  g_test_add ("/workspace/moves/" name, WorkspaceFixture, NULL, workspace_fixture_set_up, func,                        \
              workspace_fixture_tear_down)

static void
add_cases (void)
{
  ADD ("one-history", test_one_history);
  ADD ("to-the-same-place", test_to_the_same_place);
  ADD ("survives", test_survives);
  ADD ("refresh", test_refresh);
  ADD ("publish", test_publish);
  ADD ("two-windows", test_two_windows);
}

int
main (int argc, char *argv[])
{
  return workspace_fixture_run (argc, argv, add_cases);
}
