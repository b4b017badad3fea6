/* bench-stalls.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For how long the window stands still while a project of 10,000 relations with 1,000 edits is
 * opened, edited, read again and published.
 */

#include "config.h"

#include <time.h>

#include "big-lists.h"
#include "workspace-fixture.h"

#define N_EDITS  1000
#define N_OTHERS 1500
#define N_PASSES 9

#define MAX_EDIT_TO_PASS   6.0
#define MAX_SERVER_TO_PASS 2.0

/* What this thread has worked: what others on the machine do does not count. */
static double
get_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1000000.0;
}

/* The longest time in which nothing else could be done. */
typedef struct
{
  double last_ms;
  double longest_ms;
} Beat;

static gboolean
beat_cb (gpointer user_data)
{
  Beat *beat = user_data;
  double now_ms = get_ms ();

  beat->longest_ms = MAX (beat->longest_ms, now_ms - beat->last_ms);
  beat->last_ms = now_ms;
  return G_SOURCE_CONTINUE;
}

/* The file with another setting in many of its relations. */
static void
change_file (const char *path, GBytes *bytes)
{
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_string_replace (text, "\"one_deselect_action\":\"nullify\"", "\"one_deselect_action\":\"delete\"", N_OTHERS);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
}

static void
beat_start (Beat *beat)
{
  *beat = (Beat){ get_ms (), 0 };
}

/* Says for how long at most nothing else could be done since it started. */
static double
beat_end (Beat *beat, const char *what)
{
  beat_cb (beat);
  g_test_message ("%s: at most %.2f ms", what, beat->longest_ms);
  return beat->longest_ms;
}

static void
edit_all (RelWorkspace *workspace, Beat *beat)
{
  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autofree char *name = g_strdup_printf ("collection_%u", i);

      workspace_fixture_set (workspace, name, "field_1", "schema.on_delete", "CASCADE");
      beat_cb (beat);
    }
}

static void
bench_stalls (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = big_lists_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "big.json", NULL);
  g_autoptr (GError) error = NULL;
  RelWorkspace *workspace;
  Beat beat;
  double pass_ms = G_MAXDOUBLE;
  guint source_id = g_timeout_add (1, beat_cb, &beat);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  beat_start (&beat);
  workspace = workspace_fixture_open (path);
  for (guint i = 0; i < N_PASSES; i++)
    pass_ms = MIN (pass_ms, big_lists_time_pass_ms (rel_workspace_get_theirs (workspace)));
  g_test_message ("a pass over all relations: %.2f ms", pass_ms);

  beat_start (&beat);
  edit_all (workspace, &beat);
  g_assert_cmpfloat (beat_end (&beat, "an edit"), <, MAX_EDIT_TO_PASS * pass_ms);
  beat_start (&beat);
  rel_workspace_undo (workspace);
  g_assert_cmpfloat (beat_end (&beat, "to undo"), <, MAX_EDIT_TO_PASS * pass_ms);
  rel_workspace_redo (workspace);

  beat_start (&beat);
  workspace_fixture_refresh (workspace);
  g_assert_cmpfloat (beat_end (&beat, "to read again what is as it was"), <, MAX_SERVER_TO_PASS * pass_ms);
  change_file (path, bytes);
  beat_start (&beat);
  workspace_fixture_refresh (workspace);
  g_assert_cmpfloat (beat_end (&beat, "to read again what was changed"), <, MAX_SERVER_TO_PASS * pass_ms);
  beat_start (&beat);
  workspace_fixture_publish (workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (beat_end (&beat, "to publish"), <, MAX_SERVER_TO_PASS * pass_ms);
  g_assert_finalize_object (workspace);

  beat_start (&beat);
  workspace = workspace_fixture_open (path);
  g_assert_cmpfloat (beat_end (&beat, "to open it again"), <, MAX_SERVER_TO_PASS * pass_ms);
  g_source_remove (source_id);
  g_assert_finalize_object (workspace);
}

static void
add_cases (void)
{
  g_test_add ("/workspace/bench/stalls", WorkspaceFixture, NULL, workspace_fixture_set_up, bench_stalls,
              workspace_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  return workspace_fixture_run (argc, argv, add_cases);
}
