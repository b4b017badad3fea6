/* test-profiles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "folder.h"
#include "rel-error.h"
#include "rel-profiles.h"

#define N_PROGRAMS 4
#define N_EACH     10

static const char *program_path;

/* Where this program has its configuration; each case begins without any. */
static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "relations", "projects.ini", NULL);
}

static void
remove_all (void)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  folder_remove (folder);
}

static void
write_file (const char *text)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
dup_file (void)
{
  g_autofree char *path = dup_path ();
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static RelProfile *
save (const char *name)
{
  RelProfile *profile = rel_profile_new (name, "https://cms.example.org");
  g_autoptr (GError) error = NULL;

  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  return profile;
}

static GPtrArray *
load (void)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *profiles = rel_profiles_load (&set_aside, &error);

  g_assert_no_error (error);
  g_assert_null (set_aside);
  return profiles;
}

static const char *
get_name (GPtrArray *profiles, guint index)
{
  return ((RelProfile *) g_ptr_array_index (profiles, index))->name;
}

static void
test_are_none_at_first (void)
{
  g_autoptr (GPtrArray) profiles = load ();
  g_autofree char *text = dup_file ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (profiles->len, ==, 0);
  g_assert_null (rel_profiles_find ("Magazine", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
  g_assert_null (text);
}

static void
test_are_saved (void)
{
  g_autoptr (RelProfile) profile = save ("Magazine");
  g_autoptr (RelProfile) found = rel_profiles_find ("Magazine", NULL);

  g_assert_nonnull (profile->id);
  g_assert_cmpstr (found->id, ==, profile->id);
  g_assert_cmpstr (found->address, ==, "https://cms.example.org");
}

static void
test_are_changed (void)
{
  g_autoptr (RelProfile) profile = save ("Magazine");
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GError) error = NULL;

  g_free (profile->name);
  profile->name = g_strdup ("Newspaper");
  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  profiles = load ();
  g_assert_cmpuint (profiles->len, ==, 1);
  g_assert_cmpstr (get_name (profiles, 0), ==, "Newspaper");
}

static void
test_have_names_of_their_own (void)
{
  g_autoptr (RelProfile) profile = save ("Magazine");
  g_autoptr (RelProfile) other = rel_profile_new ("Magazine", "https://other.example.org");
  g_autoptr (RelProfile) sample = rel_profile_new ("sample", "https://other.example.org");
  g_autoptr (GError) error = NULL;

  g_assert_false (rel_profiles_save (other, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (rel_profiles_save (sample, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
}

static void
test_come_with_the_last_one_first (void)
{
  g_autoptr (RelProfile) b = save ("b");
  g_autoptr (RelProfile) a = save ("a");
  g_autoptr (RelProfile) c = save ("c");
  g_autoptr (GPtrArray) profiles = NULL;

  g_assert_true (rel_profiles_set_opened (c->id, NULL));
  profiles = load ();
  g_assert_cmpuint (profiles->len, ==, 3);
  g_assert_cmpstr (get_name (profiles, 0), ==, "c");
  g_assert_cmpstr (get_name (profiles, 1), ==, "a");
  g_assert_cmpstr (get_name (profiles, 2), ==, "b");
}

static void
test_are_removed (void)
{
  g_autoptr (RelProfile) a = save ("a");
  g_autoptr (RelProfile) b = save ("b");
  g_autoptr (GPtrArray) profiles = NULL;

  g_assert_true (rel_profiles_remove (a->id, NULL));
  g_assert_true (rel_profiles_remove (a->id, NULL));
  /* A window that was open may still remember that. */
  g_assert_true (rel_profiles_set_opened (a->id, NULL));
  profiles = load ();
  g_assert_cmpuint (profiles->len, ==, 1);
  g_assert_cmpstr (get_name (profiles, 0), ==, "b");
}

static void
test_keep_what_is_not_known (void)
{
  g_autofree char *text = NULL;
  g_autoptr (RelProfile) profile = NULL;

  write_file ("# Mine\n[one]\nname=Magazine\naddress=https://cms.example.org\nlater=yes\n\n[not a project]\nx=1\n");
  profile = save ("Newspaper");
  g_assert_true (rel_profiles_set_opened ("one", NULL));
  text = dup_file ();
  g_assert_nonnull (strstr (text, "# Mine"));
  g_assert_nonnull (strstr (text, "later=yes"));
  g_assert_nonnull (strstr (text, "[not a project]\nx=1"));
  g_assert_nonnull (strstr (text, "name=Newspaper"));
}

static void
test_set_a_damaged_file_aside (void)
{
  g_autofree char *set_aside = NULL;
  g_autofree char *second_aside = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *still_kept = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (RelProfile) profile = rel_profile_new ("Magazine", "https://cms.example.org");
  g_autoptr (GError) error = NULL;

  write_file ("{\"what\": \"is this\"}");
  /* Nothing is written over it before somebody was told. */
  g_assert_false (rel_profiles_save (profile, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_clear_error (&error);

  profiles = rel_profiles_load (&set_aside, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 0);
  g_assert_nonnull (set_aside);
  g_assert_true (g_file_get_contents (set_aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "{\"what\": \"is this\"}");
  g_assert_true (rel_profiles_save (profile, &error));
  g_assert_no_error (error);

  /* One that was set aside before stays; it was written over. */
  write_file ("neither is this");
  g_ptr_array_unref (profiles);
  profiles = rel_profiles_load (&second_aside, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second_aside, !=, set_aside);
  g_assert_true (g_file_get_contents (set_aside, &still_kept, NULL, NULL));
  g_assert_cmpstr (still_kept, ==, kept);
}

static void
test_tell_that_they_cannot_be_written (void)
{
  g_autoptr (RelProfile) profile = save ("Magazine");
  g_autofree char *path = dup_path ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  g_assert_false (rel_profiles_remove (profile->id, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  text = dup_file ();
  g_assert_nonnull (strstr (text, "name=Magazine"));
}

static void
test_wait_for_another_program (void)
{
  g_autoptr (RelProfile) profile = save ("Magazine");
  g_autofree char *path = dup_path ();
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  int lock = g_open (lock_path, O_RDWR, 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  g_assert_false (rel_profiles_remove (profile->id, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_BUSY);
  close (lock);
}

/* What one of several programs does: this one, run again. The others may keep the file for so long
 * that it is told so, where the disk is slow; then it tries again, as a person would. */
static void
save_many (const char *prefix)
{
  for (guint i = 0; i < N_EACH; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", prefix, i);
      g_autoptr (RelProfile) profile = rel_profile_new (name, "https://cms.example.org");
      g_autoptr (GError) error = NULL;

      while (!rel_profiles_save (profile, &error))
        {
          g_assert_error (error, REL_ERROR, REL_ERROR_BUSY);
          g_clear_error (&error);
        }
    }
}

static void
test_are_all_there_after_several_programs (void)
{
  GSubprocess *programs[N_PROGRAMS];
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", g_get_user_config_dir (), TRUE);
  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("program %u", i);

      programs[i] = g_subprocess_launcher_spawn (launcher, &error, program_path, "save-many", prefix, NULL);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      g_assert_true (g_subprocess_wait_check (programs[i], NULL, &error));
      g_object_unref (programs[i]);
    }
  profiles = load ();
  g_assert_cmpuint (profiles->len, ==, N_PROGRAMS * N_EACH);
}

static void
run_case (gconstpointer func)
{
  ((void (*) (void)) func) ();
  remove_all ();
}

#define ADD(name, func) g_test_add_data_func ("/workspace/profiles/" name, (gconstpointer) func, run_case)

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int result;

  if (argc == 3 && strcmp (argv[1], "save-many") == 0)
    {
      save_many (argv[2]);
      return 0;
    }
  program_path = argv[0];
  folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD ("are-none-at-first", test_are_none_at_first);
  ADD ("are-saved", test_are_saved);
  ADD ("are-changed", test_are_changed);
  ADD ("have-names-of-their-own", test_have_names_of_their_own);
  ADD ("come-with-the-last-one-first", test_come_with_the_last_one_first);
  ADD ("are-removed", test_are_removed);
  ADD ("keep-what-is-not-known", test_keep_what_is_not_known);
  ADD ("set-a-damaged-file-aside", test_set_a_damaged_file_aside);
  ADD ("tell-that-they-cannot-be-written", test_tell_that_they_cannot_be_written);
  ADD ("wait-for-another-program", test_wait_for_another_program);
  ADD ("are-all-there-after-several-programs", test_are_all_there_after_several_programs);

  result = g_test_run ();
  folder_remove (folder);
  return result;
}
