/* rel-target.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-address.h"
#include "rel-error.h"
#include "rel-profiles.h"

#define SQLITE_MAGIC "SQLite format 3"

/**
 * RelTarget:
 *
 * What a project is opened from, as a person names it: an address, a file, the word `sample`,
 * or the name of a saved project.
 *
 * It is immutable and never has a secret in it.
 */
struct _RelTarget
{
  gatomicrefcount ref_count;
  RelTargetKind kind;
  char *id;            /* (owned): an address; the same for the same project */
  char *name;          /* (owned): for people */
  GFile *file;         /* (owned) (nullable): absent for a server */
  RelProfile *profile; /* (owned) (nullable): of a server, if more than its address is known */
};

G_DEFINE_BOXED_TYPE (RelTarget, rel_target, rel_target_ref, rel_target_unref)

static RelTarget *
target_take (RelTargetKind kind, char *id, char *name, GFile *file)
{
  RelTarget *self = g_new0 (RelTarget, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->id = id;
  self->name = name;
  self->file = file;
  return self;
}

/* However it is written, one server has one draft. */
static RelTarget *
new_server (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autofree char *address = NULL;
  g_autoptr (GUri) base = NULL;

  /* Before the rest: what may hold a password is not repeated. */
  if (uri != NULL ? g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL : strpbrk (text, "@?#") != NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("An address has no password and no token in it. Give the token in the environment as "
                              "RELATIONS_TOKEN, or in a file"));
      return NULL;
    }
  address = rel_address_normalize (text, error);
  if (address == NULL)
    return NULL;
  base = g_uri_parse (address, G_URI_FLAGS_NONE, error);
  if (base == NULL)
    return NULL;
  return target_take (REL_TARGET_SERVER, g_steal_pointer (&address), g_strdup (g_uri_get_host (base)), NULL);
}

static RelTarget *
new_sample (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "relations", "sample.sqlite", NULL);

  return target_take (REL_TARGET_SAMPLE, g_strdup ("sample"), g_strdup (_ ("Sample project")),
                      g_file_new_for_path (path));
}

static gboolean
has_one_suffix (const char *name, const char *const *suffixes)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; suffixes[i] != NULL; i++)
    {
      if (g_str_has_suffix (lower, suffixes[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
starts_as_sqlite (GFile *file)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char start[sizeof SQLITE_MAGIC];
  gsize n_read;

  return stream != NULL &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &n_read, NULL, NULL) &&
         n_read == sizeof start && memcmp (start, SQLITE_MAGIC, sizeof start) == 0;
}

static RelTarget *
new_file (GFile *file, GError **error)
{
  static const char *const database_suffixes[] = { ".sqlite", ".sqlite3", ".db", NULL };
  static const char *const snapshot_suffixes[] = { ".json", ".yaml", ".yml", NULL };
  g_autofree char *name = g_file_get_basename (file);
  RelTargetKind kind;

  if (has_one_suffix (name, snapshot_suffixes))
    kind = REL_TARGET_SNAPSHOT;
  else if (has_one_suffix (name, database_suffixes) || starts_as_sqlite (file))
    kind = REL_TARGET_LOCAL;
  else if (!g_file_query_exists (file, NULL))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND,
                   _ ("There is no “%s”. A project is the name of a saved one, an address (https://…), a SQLite file, "
                      "a snapshot (.json, .yaml) or the word “sample”"),
                   name);
      return NULL;
    }
  else
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” is neither a SQLite file nor a snapshot (.json, .yaml)"), name);
      return NULL;
    }
  return target_take (kind, g_file_get_uri (file), g_steal_pointer (&name), g_object_ref (file));
}

/* What has a slash is a path. */
static RelTarget *
new_saved (const char *text, GError **error)
{
  g_autoptr (RelProfile) profile = NULL;

  if (strchr (text, G_DIR_SEPARATOR) != NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_NOT_FOUND, text);
      return NULL;
    }
  profile = rel_profiles_find (text, error);
  return profile != NULL ? rel_target_new_profile (profile, error) : NULL;
}

/**
 * rel_target_new:
 * @text: an address (`https://…`), the name of a saved project, a file, or `sample`;
 *   `./sample` is a file
 * @working_directory: (nullable): what relative paths are relative to; %NULL for the
 *   process's own
 * @error: (out) (optional): where to put a failure
 *
 * Reads what a person named. Nothing is opened, except the list of saved projects, and a file
 * whose name does not tell its type.
 *
 * Errors: `REL_ERROR_INVALID` for an address that is none or has a secret in it and for a
 * file of another type; `REL_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full) (nullable): the target, or %NULL on error
 */
RelTarget *
rel_target_new (const char *text, const char *working_directory, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) not_saved = NULL;
  RelTarget *self;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0')
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("A project is an address (https://…), a SQLite file, a snapshot (.json, .yaml) or the "
                              "word “sample”"));
      return NULL;
    }
  if (strcmp (text, "sample") == 0)
    return new_sample ();
  if (g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0)
    return new_server (text, error);

  self = new_saved (text, &not_saved);
  if (self != NULL)
    return self;

  if (g_ascii_strncasecmp (text, "file://", 7) == 0)
    file = g_file_new_for_uri (text);
  else if (working_directory != NULL)
    file = g_file_new_for_commandline_arg_and_cwd (text, working_directory);
  else
    file = g_file_new_for_path (text);
  if (g_error_matches (not_saved, REL_ERROR, REL_ERROR_NOT_FOUND) || g_file_query_exists (file, NULL))
    return new_file (file, error);
  /* Whether it is one cannot be known. */
  g_propagate_error (error, g_steal_pointer (&not_saved));
  return NULL;
}

/**
 * rel_target_new_profile:
 * @profile: a project, saved or not; without a name it is called as its server is
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if its address is none or has a secret in it.
 *
 * Returns: (transfer full) (nullable): the target, or %NULL on error
 */
RelTarget *
rel_target_new_profile (const RelProfile *profile, GError **error)
{
  RelTarget *self;

  g_return_val_if_fail (profile != NULL, NULL);

  self = new_server (profile->address, error);
  if (self == NULL)
    return NULL;
  self->profile = rel_profile_copy (profile);
  g_free (self->profile->address);
  self->profile->address = g_strdup (self->id);
  if (*profile->name != '\0')
    {
      g_free (self->name);
      self->name = g_strdup (profile->name);
    }
  return self;
}

/**
 * rel_target_ref:
 * @self: a target
 *
 * Returns: (transfer full): @self
 */
RelTarget *
rel_target_ref (RelTarget *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_target_unref:
 * @self: (transfer full): a target
 *
 * Gives a reference back; the last one frees.
 */
void
rel_target_unref (RelTarget *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->file);
  g_clear_pointer (&self->profile, rel_profile_free);
  g_free (self);
}

/**
 * rel_target_get_kind:
 * @self: a target
 *
 * Returns: what it is
 */
RelTargetKind
rel_target_get_kind (RelTarget *self)
{
  return self->kind;
}

/**
 * rel_target_get_id:
 * @self: a target
 *
 * Returns: (transfer none): the address of the server or the file, or `sample`: the same
 *   text for the same project
 */
const char *
rel_target_get_id (RelTarget *self)
{
  return self->id;
}

/**
 * rel_target_get_url:
 * @self: a target
 *
 * Returns: (transfer none) (nullable): the address of the server, without a slash at its end;
 *   %NULL if the project is on this computer
 */
const char *
rel_target_get_url (RelTarget *self)
{
  return self->kind == REL_TARGET_SERVER ? self->id : NULL;
}

/**
 * rel_target_get_name:
 * @self: a target
 *
 * Returns: (transfer none): what to call it before a person
 */
const char *
rel_target_get_name (RelTarget *self)
{
  return self->name;
}

/**
 * rel_target_get_file:
 * @self: a target
 *
 * Returns: (transfer none) (nullable): its file; %NULL for a server
 */
GFile *
rel_target_get_file (RelTarget *self)
{
  return self->file;
}

/**
 * rel_target_get_profile:
 * @self: a target
 *
 * Returns: (transfer none) (nullable): what is known of it besides its address; %NULL if that
 *   is nothing
 */
const RelProfile *
rel_target_get_profile (RelTarget *self)
{
  return self->profile;
}
