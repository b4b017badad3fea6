/* test-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By which edits the history names what was published: those that led to it, each once.
 */

#include "config.h"

#include "rel-history.h"
#include "workspace-fixture.h"

#define RESTARTS "restarts"

static void
set_on_delete (RelWorkspace *workspace, const char *value)
{
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", value);
}

static void
clear_sort_field (RelWorkspace *workspace)
{
  workspace_fixture_set (workspace, "chapters", "article", "meta.sort_field", NULL);
}

static void
reopen (WorkspaceFixture *fixture, RelWorkspace **workspace)
{
  g_assert_finalize_object (*workspace);
  *workspace = workspace_fixture_open (fixture->snapshot);
}

/* Publishes all; the history names it by @expected, one a line. */
static void
publish (RelWorkspace *workspace, gint64 number, const char *expected)
{
  g_autoptr (RelHistoryEntry) entry = NULL;
  g_autofree char *names = NULL;
  g_autoptr (GError) error = NULL;

  workspace_fixture_publish (workspace, &error);
  g_assert_no_error (error);
  entry = rel_workspace_dup_history_entry (workspace, number, &error);
  g_assert_no_error (error);
  names = g_strjoinv ("\n", (GStrv) rel_history_entry_get_names (entry));
  g_assert_cmpstr (names, ==, expected);
}

/* What was published is not named again. */
static void
test_once (WorkspaceFixture *fixture, gconstpointer restarts)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  set_on_delete (workspace, "CASCADE");
  set_on_delete (workspace, "RESTRICT");
  publish (workspace, 1,
           "Set on delete of articles.author to “Cascade”\nSet on delete of articles.author to “Restrict”");
  if (restarts != NULL)
    reopen (fixture, &workspace);
  set_on_delete (workspace, "NO ACTION");
  publish (workspace, 2, "Set on delete of articles.author to “No action”");
  g_assert_finalize_object (workspace);
}

/* What was discarded is not named by what is published after it. It was if the program had been
 * started again since, and by the publish after the next one. */
static void
test_discarded (WorkspaceFixture *fixture, gconstpointer restarts)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  set_on_delete (workspace, "CASCADE");
  clear_sort_field (workspace);
  rel_workspace_discard_all (workspace);
  if (restarts != NULL)
    reopen (fixture, &workspace);
  set_on_delete (workspace, "RESTRICT");
  publish (workspace, 1, "Set on delete of articles.author to “Restrict”");
  if (restarts != NULL)
    reopen (fixture, &workspace);
  set_on_delete (workspace, "NO ACTION");
  clear_sort_field (workspace);
  publish (workspace, 2, "Set on delete of articles.author to “No action”\nClear sort field of chapters.article");
  g_assert_finalize_object (workspace);
}

/* What was discarded and is brought back is named. */
static void
test_brought_back (WorkspaceFixture *fixture, gconstpointer restarts)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);

  set_on_delete (workspace, "CASCADE");
  rel_workspace_discard_all (workspace);
  if (restarts != NULL)
    reopen (fixture, &workspace);
  g_assert_true (rel_workspace_undo (workspace));
  publish (workspace, 1, "Set on delete of articles.author to “Cascade”");
  g_assert_finalize_object (workspace);
}

static void
add_cases (void)
{
#define ADD(name, data, func)                                                                                          \
  g_test_add ("/workspace/names/" name, WorkspaceFixture, data, workspace_fixture_set_up, func,                        \
              workspace_fixture_tear_down)
  ADD ("once", NULL, test_once);
  ADD ("once-after-restarts", RESTARTS, test_once);
  ADD ("discarded", NULL, test_discarded);
  ADD ("discarded-after-restarts", RESTARTS, test_discarded);
  ADD ("brought-back", NULL, test_brought_back);
  ADD ("brought-back-after-restart", RESTARTS, test_brought_back);
}

int
main (int argc, char **argv)
{
  return workspace_fixture_run (argc, argv, add_cases);
}
