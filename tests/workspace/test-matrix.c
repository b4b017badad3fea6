/* test-matrix.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan with each kind of change is published while one thing goes wrong: each request in
 * each way, and the program is killed at each write to the disk. Afterwards publishing goes
 * on, and ends where it would have ended.
 *
 *     test-matrix [--slow]    at some points, each time at others; --slow: at each
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "deadly-vfs.h"
#include "every-change.h"
#include "folder.h"
#include "project-fixture.h"
#include "rel-diff.h"
#include "rel-error.h"
#include "rel-state.h"

/* How often a person tries again. */
#define MAX_TRIES 4

/* Of so many points one is tried, unless all are. */
#define SAMPLE_FAULTS 41
#define SAMPLE_KILLS  131

static const char *program;
static char *home;
static gboolean is_slow;

/* Where a plan leads when nothing goes wrong. */
typedef struct
{
  RelSchema *schema; /* (owned) */
  char *rows;        /* (owned): how many rows Directus keeps of it */
  guint n_requests;
} End;

static void
end_clear (End *end)
{
  rel_schema_unref (end->schema);
  g_free (end->rows);
}

static char *
dup_rows (ServerFixture *server)
{
  return server_fixture_read_sql (server, "SELECT (SELECT count (*) FROM directus_collections) || ', ' || "
                                          "(SELECT count (*) FROM directus_fields) || ', ' || "
                                          "(SELECT count (*) FROM directus_relations)");
}

static void
set_draft (RelWorkspace *workspace, gboolean at_once)
{
  g_autoptr (RelSchema) draft = every_change_new (rel_workspace_get_base (workspace), at_once);

  rel_workspace_set_draft (workspace, draft, "Everything");
}

static void
init_end (End *end, gboolean at_once)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = at_once;
  workspace = project_fixture_open (&fixture, FALSE);
  set_draft (workspace, at_once);
  proxy_reset (fixture.proxy);
  project_fixture_publish_all (workspace);
  g_assert_null (rel_workspace_get_notice (workspace));
  end->n_requests = proxy_count (fixture.proxy);
  end->schema = rel_schema_ref (rel_workspace_get_base (workspace));
  end->rows = dup_rows (&fixture.server);
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

static void
assert_end (End *end, ServerFixture *server, RelWorkspace *workspace)
{
  g_autoptr (GPtrArray) differences = rel_diff (end->schema, rel_workspace_get_base (workspace));
  g_autofree char *rows = dup_rows (server);
  g_autofree char *integrity = server_fixture_read_sql (server, "PRAGMA integrity_check");

  for (guint i = 0; i < differences->len; i++)
    {
      g_autofree char *name = rel_change_dup_id (g_ptr_array_index (differences, i));

      g_test_message ("not as it should be: %s", name);
    }
  g_assert_cmpuint (differences->len, ==, 0);
  g_assert_cmpstr (rows, ==, end->rows);
  g_assert_cmpstr (integrity, ==, "ok");
}

static void
publish_to_the_end (RelWorkspace *workspace)
{
  for (guint i = 0; i < MAX_TRIES && rel_workspace_get_changes (workspace)->len > 0; i++)
    {
      g_autoptr (GError) error = NULL;

      project_fixture_publish (workspace, &error);
      if (error != NULL)
        g_test_message ("then: %s", error->message);
    }
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
}

/* --- Requests that fail --- */

/* Every second time the program is started anew after the failure. */
static void
fail_at (End *end, gboolean at_once, guint nth, ProxyFault fault)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = at_once;
  workspace = project_fixture_open (&fixture, TRUE);
  set_draft (workspace, at_once);
  proxy_fail (fixture.proxy, nth, fault);
  project_fixture_publish (workspace, &error);
  g_test_message ("request %u, fault %u: %s", nth, fault, error != NULL ? error->message : "nobody noticed");
  if (nth % 2 == 0)
    {
      g_assert_finalize_object (workspace);
      workspace = project_fixture_open (&fixture, TRUE);
    }
  publish_to_the_end (workspace);
  g_assert_finalize_object (workspace);
  workspace = project_fixture_open (&fixture, TRUE);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  assert_end (end, &fixture.server, workspace);
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

static void
test_requests (gconstpointer data)
{
  gboolean at_once = GPOINTER_TO_UINT (data);
  guint step = is_slow || at_once ? 1 : SAMPLE_FAULTS;
  guint n_points = 0;
  End end = { 0 };

  init_end (&end, at_once);
  for (guint point = g_test_rand_int_range (0, step); point < end.n_requests * (PROXY_N_FAULTS - 1); point += step)
    {
      fail_at (&end, at_once, point / (PROXY_N_FAULTS - 1) + 1, PROXY_PASSES + 1 + point % (PROXY_N_FAULTS - 1));
      n_points++;
    }
  g_test_message ("%u of %u points: %u requests, each in %u ways", n_points, end.n_requests * (PROXY_N_FAULTS - 1),
                  end.n_requests, PROXY_N_FAULTS - 1);
  end_clear (&end);
}

/* --- Kills --- */

static RelWorkspace *
open_file (const char *path)
{
  g_autoptr (RelTarget) target = rel_target_new (path, NULL, NULL);

  return project_fixture_open_target (target, NULL, TRUE);
}

/* What a child does: it serves the file itself, and publishes what is in the draft. */
static int
publish_until_killed (const char *path, guint n_operations, gboolean half_way)
{
  RelWorkspace *workspace;

  deadly_vfs_register (0, half_way);
  workspace = open_file (path);
  deadly_vfs_register (n_operations, half_way);
  project_fixture_publish_all (workspace);
  deadly_vfs_register (0, half_way);
  g_object_unref (workspace);
  return 0;
}

/* A project, not served by anybody, with a draft that is to be published. */
typedef struct
{
  ServerFixture server;
  char *paths[2];   /* (owned): the project, and the state file with the draft */
  GBytes *files[2]; /* (owned): what is in them */
} Prepared;

static void
prepared_init (Prepared *self)
{
  RelWorkspace *workspace;

  server_fixture_init_sample (&self->server, NULL);
  server_fixture_stop (&self->server);
  workspace = open_file (g_file_peek_path (self->server.file));
  set_draft (workspace, FALSE);
  g_assert_finalize_object (workspace);

  self->paths[0] = g_file_get_path (self->server.file);
  self->paths[1] = rel_state_dup_default_path ();
  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    {
      g_autoptr (GError) error = NULL;
      char *contents;
      gsize length;

      g_file_get_contents (self->paths[i], &contents, &length, &error);
      g_assert_no_error (error);
      self->files[i] = g_bytes_new_take (contents, length);
    }
}

static void
prepared_clear (Prepared *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    {
      g_free (self->paths[i]);
      g_bytes_unref (self->files[i]);
    }
  server_fixture_clear (&self->server, NULL);
}

/* Puts both files back as they were, without what SQLite keeps beside them. They are made anew:
 * without a wait for the disk GLib writes over a file and does not cut it off. */
static void
prepared_put_back (Prepared *self)
{
  static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (self->paths); i++)
    {
      g_autoptr (GError) error = NULL;

      for (guint s = 0; s < G_N_ELEMENTS (suffixes); s++)
        {
          g_autofree char *path = g_strconcat (self->paths[i], suffixes[s], NULL);

          g_unlink (path);
        }
      g_file_set_contents_full (self->paths[i], g_bytes_get_data (self->files[i], NULL),
                                g_bytes_get_size (self->files[i]), G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);
    }
}

static gboolean
is_killed (const char *path, guint n_operations, gboolean half_way)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operations = g_strdup_printf ("%u", n_operations);
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--child", path,
                                                    operations, half_way ? "half" : "whole", NULL);

  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_if_signaled (child))
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  else
    g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  return g_subprocess_get_if_signaled (child);
}

/* Returns: whether there was such an operation */
static gboolean
kill_at (Prepared *prepared, End *end, guint n_operations, gboolean half_way)
{
  const char *path = prepared->paths[0];
  RelWorkspace *workspace;
  gboolean was_killed;

  prepared_put_back (prepared);
  was_killed = is_killed (path, n_operations, half_way);
  workspace = open_file (path);
  g_assert_null (rel_workspace_get_notice (workspace));
  publish_to_the_end (workspace);
  g_assert_finalize_object (workspace);
  workspace = open_file (path);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  assert_end (end, &prepared->server, workspace);
  g_assert_finalize_object (workspace);
  return was_killed;
}

/* Every second operation is cut half way, the others are not begun: the two halves of this can
 * run side by side. */
static void
test_kills (gconstpointer data)
{
  gboolean half_way = GPOINTER_TO_UINT (data);
  guint step = is_slow ? 1 : SAMPLE_KILLS;
  guint n_operations = 1 + half_way + 2 * g_test_rand_int_range (0, step);
  guint n_points = 0;
  Prepared prepared = { 0 };
  End end = { 0 };

  init_end (&end, FALSE);
  prepared_init (&prepared);
  for (; kill_at (&prepared, &end, n_operations, half_way); n_operations += 2 * step)
    n_points++;
  g_test_message ("%u points of about %u operations on the disk", n_points, n_operations - 2 * step);
  g_assert_cmpuint (n_points, >, 2);
  prepared_clear (&prepared);
  end_clear (&end);
}

int
main (int argc, char *argv[])
{
  int status;

  if (argc == 5 && strcmp (argv[1], "--child") == 0)
    return publish_until_killed (argv[2], atoi (argv[3]), strcmp (argv[4], "half") == 0);

  home = project_fixture_make_home ();
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  is_slow = argc > 1 && strcmp (argv[1], "--slow") == 0;
  deadly_vfs_register (0, FALSE);

  g_test_add_data_func ("/workspace/matrix/one-by-one", GUINT_TO_POINTER (FALSE), test_requests);
  g_test_add_data_func ("/workspace/matrix/at-once", GUINT_TO_POINTER (TRUE), test_requests);
  g_test_add_data_func ("/workspace/matrix/kills-before", GUINT_TO_POINTER (FALSE), test_kills);
  g_test_add_data_func ("/workspace/matrix/kills-half-way", GUINT_TO_POINTER (TRUE), test_kills);

  status = g_test_run ();
  folder_remove (home);
  g_free (home);
  return status;
}
