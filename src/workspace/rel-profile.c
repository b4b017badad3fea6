/* rel-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

G_DEFINE_BOXED_TYPE (RelProfile, rel_profile, rel_profile_copy, rel_profile_free)

#define KEY_NAME        "name"
#define KEY_ADDRESS     "address"
#define KEY_SIGN_IN     "sign-in"
#define KEY_EMAIL       "email"
#define KEY_TRANSPORT   "transport"
#define KEY_COLOUR      "colour"
#define KEY_KIND        "kind"
#define KEY_SCHEMA_API  "schema-api"
#define KEY_READ_ONLY   "read-only"
#define KEY_CERTIFICATE "certificate"
#define KEY_CA_FILE     "ca-file"
#define KEY_OPENED      "opened"

#define MAX_NAME_CHARS 100

/* As the file and the command line have them; in the order of their enumerations. */
static const char *const sign_ins[] = { "none", "token", "email", NULL };
static const char *const transports[] = { "rest", "graphql", NULL };
static const char *const kinds[] = { "development", "staging", "production", NULL };
static const char *const colours[] = { "none", "blue", "green", "yellow", "orange", "red", "purple", "brown", NULL };

/* Returns: whether @name is one of @names; else *@index stays as it is */
static gboolean
find_name (const char *const *names, const char *name, guint *index)
{
  for (guint i = 0; name != NULL && names[i] != NULL; i++)
    {
      if (strcmp (names[i], name) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static char *
read_string (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_string (file, group, key, NULL);

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

/* What a later version may have written counts as @otherwise. */
static guint
read_name (GKeyFile *file, const char *group, const char *key, const char *const *names, guint otherwise)
{
  g_autofree char *value = read_string (file, group, key);
  guint index = otherwise;

  find_name (names, value, &index);
  return index;
}

/* Whatever is not plainly off is on: it protects. */
static gboolean
read_switch (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *value = read_string (file, group, key);

  return value != NULL && strcmp (value, "false") != 0 && strcmp (value, "0") != 0;
}

/* A value that is already there in other words, of a later version, is not written over. */
static void
write_name (GKeyFile *file, const char *group, const char *key, const char *const *names, guint otherwise, guint index)
{
  if (!g_key_file_has_key (file, group, key, NULL) || read_name (file, group, key, names, otherwise) != index)
    g_key_file_set_string (file, group, key, names[index]);
}

static void
write_string (GKeyFile *file, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
  else
    g_key_file_remove_key (file, group, key, NULL);
}

/**
 * rel_profile_new:
 * @name: what the user calls it
 * @address: of the server, as [method@Target.get_id] gives it
 *
 * Returns: (transfer full): a project that is not saved yet, for development, to which one
 *   signs in as nobody over REST
 */
RelProfile *
rel_profile_new (const char *name, const char *address)
{
  RelProfile *self = g_new0 (RelProfile, 1);

  self->name = g_strdup (name);
  self->address = g_strdup (address);
  return self;
}

/**
 * rel_profile_copy:
 * @self: a project
 *
 * Returns: (transfer full): the same
 */
RelProfile *
rel_profile_copy (const RelProfile *self)
{
  RelProfile *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->address = g_strdup (self->address);
  copy->email = g_strdup (self->email);
  copy->certificate = g_strdup (self->certificate);
  copy->ca_file = g_strdup (self->ca_file);
  return copy;
}

/**
 * rel_profile_free:
 * @self: (transfer full): a project
 *
 * Frees it.
 */
void
rel_profile_free (RelProfile *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->address);
  g_free (self->email);
  g_free (self->certificate);
  g_free (self->ca_file);
  g_free (self);
}

/**
 * rel_profile_check_name:
 * @name: a name for a project
 * @error: (out) (optional): where to put a failure
 *
 * Sees that a project can be called so: where a target is named, it must not be taken for an
 * address, a file or the sample.
 *
 * Errors: `REL_ERROR_INVALID`.
 *
 * Returns: whether it can
 */
gboolean
rel_profile_check_name (const char *name, GError **error)
{
  static const char *const suffixes[] = { ".json", ".yaml", ".yml", ".sqlite", ".sqlite3", ".db" };
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *why = NULL;

  if (*stripped == '\0' || strcmp (stripped, name) != 0)
    why = _ ("A project needs a name without spaces around it");
  else if (!g_utf8_validate (name, -1, NULL) || g_utf8_strlen (name, -1) > MAX_NAME_CHARS)
    why = _ ("The name of a project is no longer than 100 characters");
  else if (strcmp (name, "sample") == 0)
    why = _ ("“sample” is the name of the sample project");
  else if (strpbrk (name, "/\\\n\r\t") != NULL || *name == '-' || *name == '.')
    why = _ ("The name of a project has no slash in it, and does not begin with a dash or a dot");
  for (guint i = 0; why == NULL && i < G_N_ELEMENTS (suffixes); i++)
    {
      if (g_str_has_suffix (lower, suffixes[i]))
        why = _ ("The name of a project does not end as that of a file does");
    }

  if (why == NULL)
    return TRUE;
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, why);
  return FALSE;
}

/**
 * rel_profile_colour_get_name:
 * @colour: a colour
 *
 * Returns: (transfer none): its name in the file and on the command line
 */
const char *
rel_profile_colour_get_name (RelProfileColour colour)
{
  return colours[colour];
}

/**
 * rel_profile_kind_get_name:
 * @kind: what a project is for
 *
 * Returns: (transfer none): its name in the file and on the command line
 */
const char *
rel_profile_kind_get_name (RelProfileKind kind)
{
  return kinds[kind];
}

/**
 * rel_profile_sign_in_get_name:
 * @sign_in: how one signs in
 *
 * Returns: (transfer none): its name in the file and on the command line
 */
const char *
rel_profile_sign_in_get_name (RelProfileSignIn sign_in)
{
  return sign_ins[sign_in];
}

/**
 * rel_profile_transport_get_name:
 * @transport: how a server is spoken to
 *
 * Returns: (transfer none): its name in the file and on the command line
 */
const char *
rel_profile_transport_get_name (RelProfileTransport transport)
{
  return transports[transport];
}

/**
 * rel_profile_read_colour:
 * @name: a name, as [func@profile_colour_get_name] gives it
 * @colour: (out): its colour
 *
 * Returns: whether there is such a colour
 */
gboolean
rel_profile_read_colour (const char *name, RelProfileColour *colour)
{
  guint index;

  if (!find_name (colours, name, &index))
    return FALSE;
  *colour = index;
  return TRUE;
}

/**
 * rel_profile_read_kind:
 * @name: a name, as [func@profile_kind_get_name] gives it
 * @kind: (out): what it means
 *
 * Returns: whether there is such a kind
 */
gboolean
rel_profile_read_kind (const char *name, RelProfileKind *kind)
{
  guint index;

  if (!find_name (kinds, name, &index))
    return FALSE;
  *kind = index;
  return TRUE;
}

/**
 * rel_profile_read:
 * @file: the file of projects
 * @group: the id of one
 *
 * A kind that this version does not know is taken for production, and what else it does not
 * know for the plainest.
 *
 * Returns: (transfer full) (nullable): the project; %NULL if it has no name or no address
 */
RelProfile *
rel_profile_read (GKeyFile *file, const char *group)
{
  g_autofree char *name = read_string (file, group, KEY_NAME);
  g_autofree char *address = read_string (file, group, KEY_ADDRESS);
  RelProfile *self;

  if (name == NULL || address == NULL)
    return NULL;
  self = rel_profile_new (name, address);
  self->id = g_strdup (group);
  self->email = read_string (file, group, KEY_EMAIL);
  self->certificate = read_string (file, group, KEY_CERTIFICATE);
  self->ca_file = read_string (file, group, KEY_CA_FILE);
  self->sign_in = read_name (file, group, KEY_SIGN_IN, sign_ins, REL_PROFILE_SIGN_IN_NONE);
  self->transport = read_name (file, group, KEY_TRANSPORT, transports, REL_PROFILE_TRANSPORT_REST);
  self->colour = read_name (file, group, KEY_COLOUR, colours, REL_PROFILE_COLOUR_NONE);
  self->kind = read_name (file, group, KEY_KIND, kinds, REL_PROFILE_KIND_PRODUCTION);
  self->schema_api = g_key_file_get_boolean (file, group, KEY_SCHEMA_API, NULL);
  self->read_only = read_switch (file, group, KEY_READ_ONLY);
  self->opened_s = g_key_file_get_int64 (file, group, KEY_OPENED, NULL);
  return self;
}

/**
 * rel_profile_write:
 * @self: a project with an id
 * @file: the file of projects
 *
 * Puts a project into the file, in the place of what it was. Keys that this version does not
 * know stay.
 */
void
rel_profile_write (const RelProfile *self, GKeyFile *file)
{
  g_return_if_fail (self->id != NULL);

  write_string (file, self->id, KEY_NAME, self->name);
  write_string (file, self->id, KEY_ADDRESS, self->address);
  write_name (file, self->id, KEY_SIGN_IN, sign_ins, REL_PROFILE_SIGN_IN_NONE, self->sign_in);
  write_string (file, self->id, KEY_EMAIL, self->email);
  write_name (file, self->id, KEY_TRANSPORT, transports, REL_PROFILE_TRANSPORT_REST, self->transport);
  write_name (file, self->id, KEY_COLOUR, colours, REL_PROFILE_COLOUR_NONE, self->colour);
  write_name (file, self->id, KEY_KIND, kinds, REL_PROFILE_KIND_PRODUCTION, self->kind);
  g_key_file_set_boolean (file, self->id, KEY_SCHEMA_API, self->schema_api);
  g_key_file_set_boolean (file, self->id, KEY_READ_ONLY, self->read_only);
  write_string (file, self->id, KEY_CERTIFICATE, self->certificate);
  write_string (file, self->id, KEY_CA_FILE, self->ca_file);
  g_key_file_set_int64 (file, self->id, KEY_OPENED, self->opened_s);
}
