/* bench-edits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an edit costs until it is on disk, beside a bare row that SQLite puts there; and whether
 * it costs the same with many edits below it as with few.
 */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "workspace-fixture.h"

#define N_EDITS      1000
#define N_SOME       100
#define ROW_BYTES    1200
#define MAX_TO_BARE  3.0
#define MAX_TO_FIRST 2.0

static double
get_ms (gint64 since_us)
{
  return (g_get_monotonic_time () - since_us) / 1000.0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *one = a;
  const double *other = b;

  return *one < *other ? -1 : *one > *other;
}

static double
get_median (const double *times, guint n)
{
  g_autofree double *sorted = g_memdup2 (times, n * sizeof (double));

  qsort (sorted, n, sizeof (double), compare);
  return sorted[n / 2];
}

static sqlite3 *
open_bare (WorkspaceFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "bare.sqlite", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                 "CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  return db;
}

static void
edit (RelWorkspace *workspace, guint i)
{
  workspace_fixture_set (workspace, "articles", "author", "schema.on_delete", i % 2 == 0 ? "CASCADE" : "RESTRICT");
}

static void
bench_edits (WorkspaceFixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace = workspace_fixture_open (fixture->snapshot);
  sqlite3 *db = open_bare (fixture);
  g_autofree char *row = g_strnfill (ROW_BYTES, 'x');
  g_autofree char *sql = g_strdup_printf ("INSERT INTO rows (text) VALUES ('%s')", row);
  double edits[N_EDITS];
  double bare[N_EDITS];
  double first;
  double last;
  gint64 start_us;
  double max = 0;

  for (guint i = 0; i < N_EDITS; i++)
    {
      start_us = g_get_monotonic_time ();
      edit (workspace, i);
      edits[i] = get_ms (start_us);
      max = MAX (max, edits[i]);
      start_us = g_get_monotonic_time ();
      g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
      bare[i] = get_ms (start_us);
    }
  sqlite3_close (db);
  first = get_median (edits, N_SOME);
  last = get_median (edits + N_EDITS - N_SOME, N_SOME);
  g_test_message ("an edit: %.2f ms (at most %.2f), a bare row: %.2f ms; first edits %.2f ms, after %d %.2f ms",
                  get_median (edits, N_EDITS), max, get_median (bare, N_EDITS), first, N_EDITS, last);
  g_assert_cmpfloat (get_median (edits, N_EDITS), <, MAX_TO_BARE * get_median (bare, N_EDITS));
  g_assert_cmpfloat (last, <, MAX_TO_FIRST * first);

  g_assert_finalize_object (workspace);
  start_us = g_get_monotonic_time ();
  workspace = workspace_fixture_open (fixture->snapshot);
  g_test_message ("opened with %d edits in %.1f ms", N_EDITS, get_ms (start_us));
  start_us = g_get_monotonic_time ();
  while (rel_workspace_undo (workspace))
    ;
  g_test_message ("all undone: %.2f ms each", get_ms (start_us) / N_EDITS);
  g_assert_finalize_object (workspace);
}

static void
add_cases (void)
{
  g_test_add ("/workspace/bench/edits", WorkspaceFixture, NULL, workspace_fixture_set_up, bench_edits,
              workspace_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  return workspace_fixture_run (argc, argv, add_cases);
}
