/* rel-profiles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The saved projects, in one file of the user: a group for each, named by its id.
 *
 * Each change is made to the file as it is at that moment, while a lock keeps other programs
 * from doing the same, and the file is replaced as a whole. What this version does not know in
 * it stays. A damaged file is set aside under another name when the list is loaded.
 */

#include "config.h"

#include "rel-profiles.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rel-error.h"
#include "rel-file.h"
#include "rel-lock.h"

#define LOCK_TIMEOUT_MS 2000

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "relations", "projects.ini", NULL);
}

/* Errors: `REL_ERROR_INVALID` if it is damaged, `REL_ERROR_FAILED` if it cannot be read.
 * Returns: (nullable): the file, an empty one if there is none; %NULL on error */
static GKeyFile *
read_file (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  gsize length_bytes;

  if (!g_file_get_contents (path, &text, &length_bytes, &local_error))
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&file);
      g_set_error (error, REL_ERROR, REL_ERROR_FAILED, _ ("The file of saved projects cannot be read: %s"),
                   local_error->message);
      return NULL;
    }
  if (length_bytes == 0 || g_key_file_load_from_data (file, text, length_bytes, G_KEY_FILE_KEEP_COMMENTS, &local_error))
    return g_steal_pointer (&file);
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("The file of saved projects is damaged: %s"),
               local_error->message);
  return NULL;
}

static gboolean
fail_to_write (GError **error, const char *why)
{
  g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("The file of saved projects cannot be written: %s"), why);
  return FALSE;
}

/* Waits until no other program changes the file.
 * Returns: what to release; -1 on error */
static int
take_lock (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail_to_write (error, g_strerror (errno));
      return -1;
    }
  return rel_lock_take (path, REL_LOCK_ALONE, LOCK_TIMEOUT_MS, error);
}

typedef gboolean (*ChangeFunc) (GKeyFile *file, gpointer data, GError **error);

static gboolean
change_file (const char *path, ChangeFunc change, gpointer data, GError **error)
{
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (GKeyFile) file = read_file (path, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length_bytes;
  char *text;

  if (file == NULL || !change (file, data, error))
    return FALSE;
  text = g_key_file_to_data (file, &length_bytes, NULL);
  bytes = g_bytes_new_take (text, length_bytes);
  return rel_file_replace (place, bytes, NULL, &local_error) || fail_to_write (error, local_error->message);
}

static gboolean
change (ChangeFunc func, gpointer data, GError **error)
{
  g_autofree char *path = dup_path ();
  int lock = take_lock (path, error);
  gboolean is_changed;

  if (lock < 0)
    return FALSE;
  is_changed = change_file (path, func, data, error);
  rel_lock_release (lock);
  return is_changed;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const RelProfile *one = *(const RelProfile *const *) a;
  const RelProfile *other = *(const RelProfile *const *) b;

  if (one->opened_s != other->opened_s)
    return one->opened_s < other->opened_s ? 1 : -1;
  return g_utf8_collate (one->name, other->name);
}

static GPtrArray *
list (GKeyFile *file)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_profile_free);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      RelProfile *profile = rel_profile_read (file, groups[i]);

      if (profile != NULL)
        g_ptr_array_add (profiles, profile);
    }
  g_ptr_array_sort (profiles, compare);
  return profiles;
}

/* A name that no file has that was put aside before. */
static char *
dup_aside (const char *path)
{
  char *aside = g_strconcat (path, ".damaged", NULL);

  for (guint n = 2; g_file_test (aside, G_FILE_TEST_EXISTS); n++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%u", path, n);
    }
  return aside;
}

/* Another program may have put it aside and begun a new one just now.
 * Returns: (nullable): what there is afterwards */
static GKeyFile *
put_aside (const char *path, char **set_aside, GError **error)
{
  g_autofree char *aside = NULL;
  int lock = take_lock (path, error);
  g_autoptr (GError) damage = NULL;
  GKeyFile *file;

  if (lock < 0)
    return NULL;
  aside = dup_aside (path);
  file = read_file (path, &damage);
  if (file == NULL && g_rename (path, aside) == 0)
    {
      *set_aside = g_steal_pointer (&aside);
      file = g_key_file_new ();
    }
  rel_lock_release (lock);
  if (file == NULL)
    g_propagate_error (error, g_steal_pointer (&damage));
  return file;
}

/**
 * rel_profiles_load:
 * @set_aside: (out) (transfer full) (nullable): where a damaged file was put; %NULL usually
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_FAILED` if the file cannot be read.
 *
 * Returns: (transfer container) (element-type RelProfile) (nullable): the saved projects, the
 *   one that was opened last first; %NULL on error
 */
GPtrArray *
rel_profiles_load (char **set_aside, GError **error)
{
  g_autofree char *path = dup_path ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GKeyFile) file = read_file (path, &local_error);

  *set_aside = NULL;
  if (g_error_matches (local_error, REL_ERROR, REL_ERROR_INVALID))
    file = put_aside (path, set_aside, error);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return file != NULL ? list (file) : NULL;
}

static RelProfile *
find (GKeyFile *file, const char *name)
{
  g_autoptr (GPtrArray) profiles = list (file);

  for (guint i = 0; i < profiles->len; i++)
    {
      RelProfile *profile = g_ptr_array_index (profiles, i);

      if (strcmp (profile->name, name) == 0)
        return rel_profile_copy (profile);
    }
  return NULL;
}

/**
 * rel_profiles_find:
 * @name: the name of a project
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` if none is saved under this name, `REL_ERROR_INVALID` if the
 * file is damaged, which [func@profiles_load] mends, `REL_ERROR_FAILED` if it cannot be read.
 *
 * Returns: (transfer full) (nullable): the project, or %NULL on error
 */
RelProfile *
rel_profiles_find (const char *name, GError **error)
{
  g_autofree char *path = dup_path ();
  g_autoptr (GKeyFile) file = read_file (path, error);
  RelProfile *profile;

  if (file == NULL)
    return NULL;
  profile = find (file, name);
  if (profile == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no saved project “%s”"), name);
  return profile;
}

static gboolean
save (GKeyFile *file, gpointer data, GError **error)
{
  RelProfile *profile = data;
  g_autoptr (RelProfile) other = find (file, profile->name);

  if (other != NULL && g_strcmp0 (other->id, profile->id) != 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is a saved project “%s” already"), profile->name);
      return FALSE;
    }
  if (profile->id == NULL)
    profile->id = g_uuid_string_random ();
  rel_profile_write (profile, file);
  return TRUE;
}

/**
 * rel_profiles_save:
 * @profile: a project; it gets its id if it is a new one
 * @error: (out) (optional): where to put a failure
 *
 * Saves a project, in the place of what was saved of it before.
 *
 * Errors: `REL_ERROR_INVALID` if it cannot have this name, or another has it;
 * `REL_ERROR_READ_ONLY`, `REL_ERROR_BUSY`, `REL_ERROR_FAILED` if the file cannot be changed.
 *
 * Returns: whether it is saved
 */
gboolean
rel_profiles_save (RelProfile *profile, GError **error)
{
  g_return_val_if_fail (profile != NULL, FALSE);

  return rel_profile_check_name (profile->name, error) && change (save, profile, error);
}

/* Returns: (nullable): the project; %NULL if another program has taken it away */
static RelProfile *
find_by_id (GKeyFile *file, const char *id)
{
  return g_key_file_has_group (file, id) ? rel_profile_read (file, id) : NULL;
}

static gboolean
set_opened (GKeyFile *file, gpointer data, GError **error)
{
  g_autoptr (RelProfile) profile = find_by_id (file, data);

  if (profile == NULL)
    return TRUE;
  profile->opened_s = g_get_real_time () / G_USEC_PER_SEC;
  rel_profile_write (profile, file);
  return TRUE;
}

/**
 * rel_profiles_set_opened:
 * @id: the id of a project
 * @error: (out) (optional): where to put a failure
 *
 * Remembers that it was opened now.
 *
 * Errors: as [func@profiles_save].
 *
 * Returns: whether this is saved
 */
gboolean
rel_profiles_set_opened (const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  return change (set_opened, (gpointer) id, error);
}

/**
 * rel_profiles_reload:
 * @opened: a project as it was opened
 *
 * What is saved may have been edited since, in another window or by another program.
 *
 * Returns: (transfer full): the project as it is saved now, or as it was if it is not saved any
 *   more, or cannot be read
 */
RelProfile *
rel_profiles_reload (const RelProfile *opened)
{
  g_autofree char *path = dup_path ();
  g_autoptr (GKeyFile) file = opened->id != NULL ? read_file (path, NULL) : NULL;
  RelProfile *saved = file != NULL ? find_by_id (file, opened->id) : NULL;

  return saved != NULL ? saved : rel_profile_copy (opened);
}

/* What a member of a project is from now on. */
typedef struct
{
  const char *id;
  const char *value; /* (nullable) */
} Setting;

static gboolean
set_email (GKeyFile *file, gpointer data, GError **error)
{
  const Setting *email = data;
  g_autoptr (RelProfile) profile = find_by_id (file, email->id);

  if (profile == NULL)
    return TRUE;
  g_free (profile->email);
  profile->email = g_strdup (email->value);
  rel_profile_write (profile, file);
  return TRUE;
}

static gboolean
set_certificate (GKeyFile *file, gpointer data, GError **error)
{
  const Setting *certificate = data;
  g_autoptr (RelProfile) profile = find_by_id (file, certificate->id);

  if (profile == NULL)
    return TRUE;
  g_free (profile->certificate);
  profile->certificate = g_strdup (certificate->value);
  rel_profile_write (profile, file);
  return TRUE;
}

/**
 * rel_profiles_set_email:
 * @id: the id of a project
 * @email: (nullable): an email address
 * @error: (out) (optional): where to put a failure
 *
 * Remembers whose password one signs in to it with. All else of it stays as it is saved.
 *
 * Errors: as [func@profiles_save].
 *
 * Returns: whether this is saved
 */
gboolean
rel_profiles_set_email (const char *id, const char *email, GError **error)
{
  Setting change_to = { id, email };

  g_return_val_if_fail (id != NULL, FALSE);

  return change (set_email, &change_to, error);
}

/**
 * rel_profiles_set_certificate:
 * @id: the id of a project
 * @fingerprint: (nullable): SHA-256 of a certificate, as [method@Certificate.get_fingerprint]
 * @error: (out) (optional): where to put a failure
 *
 * Remembers the certificate that is accepted for it. All else of it stays as it is saved.
 *
 * Errors: as [func@profiles_save].
 *
 * Returns: whether this is saved
 */
gboolean
rel_profiles_set_certificate (const char *id, const char *fingerprint, GError **error)
{
  Setting change_to = { id, fingerprint };

  g_return_val_if_fail (id != NULL, FALSE);

  return change (set_certificate, &change_to, error);
}

static gboolean
remove_group (GKeyFile *file, gpointer data, GError **error)
{
  g_key_file_remove_group (file, data, NULL);
  return TRUE;
}

/**
 * rel_profiles_remove:
 * @id: the id of a project
 * @error: (out) (optional): where to put a failure
 *
 * Forgets a project; it is no mistake if it is not there any more. Its secret and its draft
 * are elsewhere.
 *
 * Errors: as [func@profiles_save].
 *
 * Returns: whether it is forgotten
 */
gboolean
rel_profiles_remove (const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, FALSE);

  return change (remove_group, (gpointer) id, error);
}
