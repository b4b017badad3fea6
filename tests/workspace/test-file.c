/* test-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "rel-error.h"
#include "rel-file.h"
#include "rel-lock.h"
#include "rel-snapshot-file.h"
#include "saved-edits.h"

#define DISK_BYTES     4096
#define N_PUBLISHES    40
#define EMPTY_SNAPSHOT "{\"version\":1,\"directus\":\"11.3.5\",\"collections\":[],\"fields\":[],\"relations\":[]}"

typedef struct
{
  char *folder;
  char *path;
  char *link;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "file.json", NULL);
  fixture->link = g_build_filename (fixture->folder, "link.json", NULL);
  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_cmpint (symlink ("file.json", fixture->link), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->link);
  g_unlink (fixture->path);
  /* Nothing else is left in it. */
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->link);
}

static gboolean
replace (const char *path, const char *text, gsize length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) content = g_bytes_new (text, length);

  return rel_file_replace (file, content, NULL, error);
}

static void
assert_content (const char *path, const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (fixture->path, "new", 3, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, "new");

  g_assert_true (replace (fresh, "", 0, &error));
  g_assert_no_error (error);
  assert_content (fresh, "");
  g_unlink (fresh);
}

/* A full disk left an empty file: GIO puts what it could write in the old one's place. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { fixture->path, fixture->link };
  g_autofree char *large = g_strnfill (4 * DISK_BYTES, 'x');
  struct rlimit before;
  struct rlimit little;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  little = (struct rlimit){ DISK_BYTES, before.rlim_max };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
      done = replace (paths[i], large, strlen (large), &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

      g_assert_false (done);
      g_assert_nonnull (error);
      g_assert_true (error->domain == G_IO_ERROR);
      assert_content (fixture->path, "old");
    }
}

static void
test_links_and_permissions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_true (replace (fixture->link, "new", 3, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, "new");
  g_assert_true (g_file_test (fixture->link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0666);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_false (replace (fixture->path, "new", 3, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  assert_content (fixture->path, "old");
  g_clear_error (&error);

  g_assert_false (replace (fixture->folder, "new", 3, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GBytes) content = g_bytes_new_static ("new", 3);
  g_autofree char *etag = NULL;
  g_autoptr (GBytes) old = g_file_load_bytes (file, NULL, &etag, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (old);
  g_assert_false (rel_file_replace (file, content, "other", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  assert_content (fixture->path, "old");
  g_clear_error (&error);

  g_assert_true (rel_file_replace (file, content, etag, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, "new");
}

/* Publishes a collection after the other to a snapshot. */
static gpointer
publish_many (gpointer data)
{
  g_auto (GStrv) words = g_strsplit (data, " ", 2);
  g_autoptr (GFile) file = g_file_new_for_path (words[1]);

  for (guint i = 0; i < N_PUBLISHES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%u", words[0], i);
      g_autoptr (GError) error = NULL;
      RelUndoEdit *edit = saved_edit_new (name, 10);
      guint n_fitting;

      rel_snapshot_file_publish (file, edit->changes, &n_fitting, NULL, &error);
      g_assert_no_error (error);
      rel_undo_edit_free (edit);
    }
  return NULL;
}

/* Two programs publish to one snapshot at the same time. Both had read it when the first one
 * replaced it, and what that had published was written over. */
static void
test_published_at_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ours = g_strconcat ("ours ", fixture->path, NULL);
  g_autofree char *theirs = g_strconcat ("theirs ", fixture->link, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autofree char *etag = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = NULL;
  RelSnapshotFormat format;
  GThread *other;

  g_file_set_contents (fixture->path, EMPTY_SNAPSHOT, -1, NULL);
  other = g_thread_new ("theirs", publish_many, theirs);
  publish_many (ours);
  g_thread_join (other);
  schema = rel_snapshot_file_load (file, &etag, &format, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_schema_get_n_collections (schema), ==, 2 * N_PUBLISHES);
}

/* Whoever has the file all the time is not waited for without end. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GError) error = NULL;
  RelUndoEdit *edit = saved_edit_new ("one", 10);
  guint n_fitting;
  int lock;

  g_file_set_contents (fixture->path, EMPTY_SNAPSHOT, -1, NULL);
  lock = rel_lock_take_file (fixture->path, 0, &error);
  g_assert_no_error (error);
  g_assert_false (rel_snapshot_file_publish (file, edit->changes, &n_fitting, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_BUSY);
  assert_content (fixture->path, EMPTY_SNAPSHOT);
  rel_lock_release (lock);
  rel_undo_edit_free (edit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/workspace/file/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("replace", test_replace);
  ADD ("full-disk", test_full_disk);
  ADD ("links-and-permissions", test_links_and_permissions);
  ADD ("read-only", test_read_only);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("published-at-once", test_published_at_once);
  ADD ("held", test_held);

  return g_test_run ();
}
