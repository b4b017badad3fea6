/* test-disk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can happen to the state file: the program is killed at each operation on the disk, the
 * disk is full from each write on, and the file is damaged at many places. What was called
 * saved is there afterwards, or said to be lost; and the file always opens.
 *
 *     test-disk [--slow]    --slow: damaged at more places
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "deadly-vfs.h"
#include "folder.h"
#include "rel-error.h"
#include "saved-edits.h"

#define TARGET  "a"
#define N_EDITS 8

/* Of the edits that are damaged: some fill pages of their own. */
#define N_MANY         60
#define N_FLIPS        400
#define N_FLIPS_SLOW   6000
#define N_SMEARS       60
#define SMEAR_BYTES    512
#define N_CUTS         60
#define MAX_EDIT_BYTES 9000

static char *program;
static gboolean is_slow;

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "state.sqlite", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static char *
dup_name (guint i)
{
  return g_strdup_printf ("edit%u", i);
}

static guint
get_length (guint i)
{
  return i % 4 == 3 ? MAX_EDIT_BYTES : 50 * (i % 4);
}

static gboolean
add (RelState *state, guint i, GError **error)
{
  g_autofree char *name = dup_name (i);

  return saved_edits_add (state, TARGET, name, get_length (i), error);
}

/* The edits from the first one on, without a gap; gets how many. */
static guint
count_edits (RelState *state)
{
  g_auto (GStrv) names = saved_edits_dup_names (state, TARGET);
  guint i;

  for (i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = dup_name (i);

      g_assert_cmpstr (names[i], ==, name);
    }
  return i;
}

static void
remove_file (Fixture *fixture)
{
  folder_remove (fixture->folder);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
}

/* What a child does: saves edits and says each that is saved; it dies on the way or ends well. */
static int
be_child (const char *path, guint n_operations, gboolean half_way)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state;

  deadly_vfs_register (n_operations, half_way);
  state = rel_state_open (path, &notice, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_EDITS; i++)
    {
      if (add (state, i, &error))
        g_assert_cmpint (write (STDOUT_FILENO, ".", 1), ==, 1);
      g_assert_no_error (error);
    }
  rel_state_close (state);
  return 0;
}

/* Runs a child; gets whether it was killed, and how many edits it said were saved. */
static gboolean
run_child (Fixture *fixture, guint n_operations, gboolean half_way, guint *n_saved)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operations = g_strdup_printf ("%u", n_operations);
  g_autofree char *said = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child",
                                                    fixture->path, operations, half_way ? "half" : "whole", NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  *n_saved = strlen (said);
  if (g_subprocess_get_if_signaled (child))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      return TRUE;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return FALSE;
}

/* Killed at the first operation, at the second, and so on until there are no more. */
static void
test_kill (Fixture *fixture, gconstpointer half_way)
{
  guint n_kills = 0;
  guint n_more = 0;
  guint n_saved;

  for (; run_child (fixture, n_kills + 1, half_way != NULL, &n_saved); n_kills++)
    {
      RelState *state = saved_edits_open (fixture->path);
      guint n_found = count_edits (state);
      g_autoptr (GError) error = NULL;

      /* The one that was being saved may be there as well. */
      g_assert_cmpuint (n_found, >=, n_saved);
      g_assert_cmpuint (n_found, <=, n_saved + 1);
      n_more += n_found - n_saved;
      g_assert_true (add (state, n_found, &error));
      g_assert_cmpuint (count_edits (state), ==, n_found + 1);
      rel_state_close (state);
      remove_file (fixture);
    }
  g_assert_cmpuint (n_saved, ==, N_EDITS);
  g_test_message ("%u kills; after %u of them the edit that was being saved was there", n_kills, n_more);
  g_assert_cmpuint (n_kills, >, 3 * N_EDITS);
}

/* A kill leaves what the kernel has, a loss of power only what was synced. */
static void
test_synced (Fixture *fixture, gconstpointer data)
{
  guint n_before = deadly_vfs_get_n_syncs ();
  RelState *state = saved_edits_open (fixture->path);

  for (guint i = 0; i < N_EDITS; i++)
    {
      g_assert_true (add (state, i, NULL));
      g_assert_cmpuint (deadly_vfs_get_n_syncs (), >, n_before);
      n_before = deadly_vfs_get_n_syncs ();
    }
  rel_state_close (state);
}

/* Adds edits until the disk is full; gets how many were saved. */
static guint
add_until_full (Fixture *fixture)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state = rel_state_open (fixture->path, &notice, &error);
  guint n_saved = 0;

  /* There is no file yet and no room for one, or one that was not finished. */
  if (state == NULL)
    {
      g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
      return 0;
    }
  while (n_saved < N_EDITS && add (state, n_saved, &error))
    n_saved++;
  if (n_saved < N_EDITS)
    {
      g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
      g_assert_cmpuint (count_edits (state), ==, n_saved);
    }
  rel_state_close (state);
  return n_saved;
}

/* The one for which there was no room may be there: SQLite finds it if all of it was written but
 * what fills the sector. */
static void
assert_saved (guint n_found, guint n_saved)
{
  g_assert_cmpuint (n_found, >=, n_saved);
  g_assert_cmpuint (n_found, <=, n_saved + 1);
}

/* Full from the first write on, from the second, and so on: what was saved stays, can be read
 * while the disk is full, and it goes on when there is room again. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  guint n_cases;
  guint n_saved = 0;

  for (n_cases = 1; n_saved < N_EDITS; n_cases++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *notice = NULL;
      guint n_found;
      RelState *state;

      deadly_vfs_fill (n_cases);
      n_saved = add_until_full (fixture);
      if (n_saved > 0)
        {
          state = rel_state_open (fixture->path, &notice, &error);
          g_assert_no_error (error);
          assert_saved (count_edits (state), n_saved);
          rel_state_close (state);
        }

      deadly_vfs_fill (0);
      state = saved_edits_open (fixture->path);
      n_found = count_edits (state);
      assert_saved (n_found, n_saved);
      g_assert_true (add (state, n_found, &error));
      g_assert_cmpuint (count_edits (state), ==, n_found + 1);
      rel_state_close (state);
      remove_file (fixture);
    }
  g_test_message ("the disk was full from each of %u writes on", n_cases - 1);
  g_assert_cmpuint (n_cases, >, 2 * N_EDITS);
}

/* A file with many edits, as bytes. */
static GBytes *
make_bytes (Fixture *fixture)
{
  RelState *state = saved_edits_open (fixture->path);
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  for (guint i = 0; i < N_MANY; i++)
    g_assert_true (add (state, i, &error));
  rel_state_close (state);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Opens a damaged file; gets how many edits are there, each of them as it was written. */
static guint
open_damaged (Fixture *fixture, const guint8 *data, gsize length, gboolean *is_said)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSavedDraft) draft = NULL;
  g_auto (GStrv) names = NULL;
  RelState *state;

  remove_file (fixture);
  g_assert_true (g_file_set_contents (fixture->path, (const char *) data, length, NULL));
  state = rel_state_open (fixture->path, &notice, &error);
  g_assert_no_error (error);
  draft = rel_state_load_draft (state, TARGET, NULL, &error);
  g_assert_no_error (error);
  *is_said = notice != NULL || draft->n_unreadable > 0;
  names = saved_edits_dup_names (state, TARGET);
  add (state, N_MANY, &error);
  g_assert_no_error (error);
  rel_state_close (state);
  rel_state_close (saved_edits_open (fixture->path));
  return g_strv_length (names);
}

/* One byte is another: at most the edit that it stands in is lost, and that is said. */
static void
test_flips (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (fixture);
  gsize length = g_bytes_get_size (bytes);
  guint n_flips = is_slow ? N_FLIPS_SLOW : N_FLIPS;
  guint n_said = 0;
  guint n_lost = 0;

  for (guint i = 0; i < n_flips; i++)
    {
      g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      /* Each of the first bytes, which are the header, and then anywhere. */
      gsize at = i < 100 ? i : (gsize) g_test_rand_int_range (0, length);
      guint8 mask = g_test_rand_int_range (1, 256);
      gboolean is_said;
      guint n_found;

      damaged[at] ^= mask;
      n_found = open_damaged (fixture, damaged, length, &is_said);
      if (n_found + 1 < N_MANY || (n_found < N_MANY && !is_said))
        g_error ("byte %" G_GSIZE_FORMAT " ^ %02x: %u edits, %s", at, mask, n_found, is_said ? "said" : "not said");
      n_said += is_said;
      n_lost += n_found < N_MANY;
    }
  g_test_message ("%u flips in %" G_GSIZE_FORMAT " bytes: %u were noticed, %u cost an edit", n_flips, length, n_said,
                  n_lost);
}

/* A sector is something else: the edits that do not stand in it are there. */
static void
test_smears (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (fixture);
  gsize length = g_bytes_get_size (bytes);
  guint n_lost = 0;

  for (guint i = 0; i < N_SMEARS; i++)
    {
      g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      gsize at = (gsize) g_test_rand_int_range (0, length / SMEAR_BYTES) * SMEAR_BYTES;
      gboolean is_said;
      guint n_found;

      for (guint b = 0; b < SMEAR_BYTES; b++)
        damaged[at + b] = g_test_rand_int_range (0, 256);
      n_found = open_damaged (fixture, damaged, length, &is_said);
      /* The shortest edit takes more than a hundred bytes. */
      g_assert_cmpuint (n_found + SMEAR_BYTES / 100 + 1, >=, N_MANY);
      g_assert_true (is_said || n_found == N_MANY);
      n_lost += N_MANY - n_found;
    }
  g_test_message ("%u sectors: %u edits of %u were lost", N_SMEARS, n_lost, N_SMEARS * N_MANY);
}

/* The end is missing: what stands before it is there. */
static void
test_cuts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (fixture);
  gsize length = g_bytes_get_size (bytes);
  guint last = 0;

  for (guint i = 1; i <= N_CUTS; i++)
    {
      gsize rest = length * i / N_CUTS;
      gboolean is_said;
      guint n_found = open_damaged (fixture, g_bytes_get_data (bytes, NULL), rest, &is_said);

      g_assert_true (is_said || n_found == N_MANY);
      g_assert_cmpuint (n_found + 1, >=, last);
      last = n_found;
    }
  g_assert_cmpuint (last, ==, N_MANY);
  g_test_message ("cut off at %u places", N_CUTS);
}

/* Killed while what can be read of a damaged file is saved: it is tried again. */
static void
test_killed_in_salvage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (fixture);
  gsize length = g_bytes_get_size (bytes);
  g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  guint n_kills = 0;
  guint n_saved;

  memset (damaged, 0, 100);
  for (;; n_kills++)
    {
      g_autofree char *notice = NULL;
      g_autoptr (GError) error = NULL;
      gboolean was_killed;
      RelState *state;

      remove_file (fixture);
      g_assert_true (g_file_set_contents (fixture->path, (const char *) damaged, length, NULL));
      was_killed = run_child (fixture, n_kills + 1, TRUE, &n_saved);
      state = rel_state_open (fixture->path, &notice, &error);
      g_assert_no_error (error);
      {
        g_auto (GStrv) names = saved_edits_dup_names (state, TARGET);

        g_assert_cmpuint (g_strv_length (names), >=, N_MANY + n_saved);
      }
      rel_state_close (state);
      if (!was_killed)
        break;
    }
  g_test_message ("%u kills in and after a salvage", n_kills);
  g_assert_cmpuint (n_kills, >, 30);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "--child") == 0)
    return be_child (argv[2], atoi (argv[3]), strcmp (argv[4], "half") == 0);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  is_slow = argc > 1 && strcmp (argv[1], "--slow") == 0;

#define ADD(name, data, func) g_test_add ("/workspace/disk/" name, Fixture, data, set_up, func, tear_down)
  ADD ("kill", NULL, test_kill);
  ADD ("kill-half-way", "half way", test_kill);
  ADD ("synced", NULL, test_synced);
  ADD ("full", NULL, test_full);
  ADD ("flips", NULL, test_flips);
  ADD ("smears", NULL, test_smears);
  ADD ("cuts", NULL, test_cuts);
  ADD ("killed-in-salvage", NULL, test_killed_in_salvage);

  return g_test_run ();
}
