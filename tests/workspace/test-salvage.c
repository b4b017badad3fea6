/* test-salvage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A damaged state file that is not easy to save: the disk does not give a part of it, it is very
 * long, there is no room for what is saved, or two programs find it at the same instant.
 */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "deadly-vfs.h"
#include "folder.h"
#include "saved-edits.h"

#define TARGET     "a"
#define N_EDITS    60
#define N_BY_CHILD 8
#define N_AT_ONCE  20
#define PAGE_BYTES 4096

static char *program;
static off_t unreadable_at; /* 0: all can be read */

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

/* Each fourth is longer than a page. */
static void
add_edits (RelState *state, const char *prefix, guint n_edits)
{
  for (guint i = 0; i < n_edits; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%u", prefix, i);
      g_autoptr (GError) error = NULL;

      saved_edits_add (state, TARGET, name, i % 4 == 3 ? 9000 : 50 * (i % 4), &error);
      g_assert_no_error (error);
    }
}

static guint
count_edits (RelState *state)
{
  g_auto (GStrv) names = saved_edits_dup_names (state, TARGET);

  return g_strv_length (names);
}

/* A file with edits, which is closed. */
static GBytes *
make_bytes (Fixture *fixture)
{
  RelState *state = saved_edits_open (fixture->path);
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  add_edits (state, "edit", N_EDITS);
  rel_state_close (state);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Puts a file there, and nothing beside it. */
static void
write_file (Fixture *fixture, const void *data, gsize length)
{
  folder_remove (fixture->folder);
  g_assert_cmpint (g_mkdir (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, data, length, NULL));
}

/* Puts one there whose header is gone. */
static void
write_damaged (Fixture *fixture, GBytes *bytes)
{
  gsize length = g_bytes_get_size (bytes);
  g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  memset (damaged, 0, 100);
  write_file (fixture, damaged, length);
}

/* Reads as the system does, but for a page that the disk does not give any more. */
ssize_t
pread (int file, void *data, size_t length, off_t at)
{
  if (unreadable_at > 0 && at <= unreadable_at && unreadable_at < at + (off_t) length)
    {
      errno = EIO;
      return -1;
    }
  return syscall (SYS_pread64, file, data, length, at);
}

/* What the compiler makes of it where it checks lengths. */
ssize_t __pread64_chk (int file, void *data, size_t length, off_t at, size_t room);

ssize_t
__pread64_chk (int file, void *data, size_t length, off_t at, size_t room)
{
  g_assert_cmpuint (length, <=, room);
  return pread (file, data, length, at);
}

/* The disk does not give a page of the file: the others are read. None was, as the file was read
 * as a whole. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (fixture);
  guint n_least = N_EDITS;

  for (off_t at = PAGE_BYTES; at < (off_t) g_bytes_get_size (bytes); at += PAGE_BYTES)
    {
      g_autofree char *notice = NULL;
      g_autoptr (GError) error = NULL;
      RelState *state;

      write_file (fixture, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      unreadable_at = at;
      state = rel_state_open (fixture->path, &notice, &error);
      unreadable_at = 0;
      g_assert_no_error (error);
      /* There may be nothing on it. */
      g_assert_true (notice != NULL || count_edits (state) == N_EDITS);
      n_least = MIN (n_least, count_edits (state));
      rel_state_close (state);
    }
  /* A page has room for some twenty of the short ones. */
  g_assert_cmpuint (n_least, >, N_EDITS / 2);
  g_assert_cmpuint (n_least, <, N_EDITS);
}

/* Of a file that is longer than what a server may send, the end was left out. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state;

  rel_state_close (saved_edits_open (fixture->path));
  saved_edits_run_sql (fixture->path,
                       "INSERT INTO edits VALUES (NULL, 'other', 'filling', zeroblob (68 << 20), '', 0, 0, '')");
  bytes = make_bytes (fixture);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 68 << 20);
  write_damaged (fixture, bytes);
  state = rel_state_open (fixture->path, &notice, &error);
  g_assert_no_error (error);
  g_assert_nonnull (notice);
  g_assert_cmpuint (count_edits (state), ==, N_EDITS);
  rel_state_close (state);
}

/* The disk is full while what can be read of a damaged file is saved: nothing of it counts as
 * saved, and the next time there is room for all. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (fixture);
  gboolean was_full = TRUE;
  guint n_cases;

  for (n_cases = 1; was_full; n_cases++)
    {
      g_autofree char *notice = NULL;
      g_autofree char *later_notice = NULL;
      g_autoptr (GError) error = NULL;
      RelState *state;

      write_damaged (fixture, bytes);
      deadly_vfs_fill (n_cases);
      state = rel_state_open (fixture->path, &notice, &error);
      was_full = deadly_vfs_is_full ();
      deadly_vfs_fill (0);
      g_assert_no_error (error);
      g_assert_nonnull (notice);
      g_assert_cmpuint (count_edits (state), ==, N_EDITS);
      rel_state_close (state);

      state = rel_state_open (fixture->path, &later_notice, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_edits (state), ==, N_EDITS);
      rel_state_close (state);
    }
  g_test_message ("the disk was full from each of %u writes on", n_cases - 2);
  g_assert_cmpuint (n_cases, >, 10);
}

/* What a program does that comes upon a damaged file: it goes on. */
static int
be_child (const char *path, const char *prefix)
{
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;
  RelState *state;

  /* Which does not wait for the disk. */
  deadly_vfs_register (0, FALSE);
  state = rel_state_open (path, &notice, &error);
  g_assert_no_error (error);
  add_edits (state, prefix, N_BY_CHILD);
  rel_state_close (state);
  return 0;
}

/* Two programs find the same damage at the same instant. They had one name for the file that they
 * saved to, and the second put its own in the place of the first one's, which was written to. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_bytes (fixture);
  g_autofree char *second_aside = g_strconcat (fixture->path, ".damaged-2", NULL);

  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autoptr (GSubprocess) first = NULL;
      g_autoptr (GSubprocess) second = NULL;
      g_autoptr (GError) error = NULL;
      RelState *state;

      write_damaged (fixture, bytes);
      first = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", fixture->path, "first", NULL);
      g_assert_no_error (error);
      second = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", fixture->path, "second", NULL);
      g_assert_no_error (error);
      g_subprocess_wait_check (first, NULL, &error);
      g_assert_no_error (error);
      g_subprocess_wait_check (second, NULL, &error);
      g_assert_no_error (error);

      state = saved_edits_open (fixture->path);
      g_assert_cmpuint (count_edits (state), ==, N_EDITS + 2 * N_BY_CHILD);
      g_assert_false (g_file_test (second_aside, G_FILE_TEST_EXISTS));
      rel_state_close (state);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return be_child (argv[2], argv[3]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  deadly_vfs_register (0, FALSE);

#define ADD(name, func) g_test_add ("/workspace/salvage/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("unreadable", test_unreadable);
  ADD ("large", test_large);
  ADD ("full", test_full);
  ADD ("at-once", test_at_once);

  return g_test_run ();
}
