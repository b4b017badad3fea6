/* rel-profile.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RelProfileSignIn:
 * @REL_PROFILE_SIGN_IN_NONE: as nobody
 * @REL_PROFILE_SIGN_IN_TOKEN: with a static token
 * @REL_PROFILE_SIGN_IN_EMAIL: with an email address and a password
 *
 * How one signs in to a saved project.
 */
typedef enum
{
  REL_PROFILE_SIGN_IN_NONE,
  REL_PROFILE_SIGN_IN_TOKEN,
  REL_PROFILE_SIGN_IN_EMAIL,
} RelProfileSignIn;

/**
 * RelProfileTransport:
 * @REL_PROFILE_TRANSPORT_REST: as Directus is usually spoken to
 * @REL_PROFILE_TRANSPORT_GRAPHQL: for servers that let only GraphQL through
 */
typedef enum
{
  REL_PROFILE_TRANSPORT_REST,
  REL_PROFILE_TRANSPORT_GRAPHQL,
} RelProfileTransport;

/**
 * RelProfileKind:
 * @REL_PROFILE_KIND_DEVELOPMENT: one may try things
 * @REL_PROFILE_KIND_STAGING: others look at it
 * @REL_PROFILE_KIND_PRODUCTION: people work with it
 *
 * What a project is for.
 */
typedef enum
{
  REL_PROFILE_KIND_DEVELOPMENT,
  REL_PROFILE_KIND_STAGING,
  REL_PROFILE_KIND_PRODUCTION,
} RelProfileKind;

/**
 * RelProfileColour:
 *
 * The mark of a project, to tell it from others at a glance.
 */
typedef enum
{
  REL_PROFILE_COLOUR_NONE,
  REL_PROFILE_COLOUR_BLUE,
  REL_PROFILE_COLOUR_GREEN,
  REL_PROFILE_COLOUR_YELLOW,
  REL_PROFILE_COLOUR_ORANGE,
  REL_PROFILE_COLOUR_RED,
  REL_PROFILE_COLOUR_PURPLE,
  REL_PROFILE_COLOUR_BROWN,
} RelProfileColour;

#define REL_PROFILE_N_COLOURS (REL_PROFILE_COLOUR_BROWN + 1)

/**
 * RelProfile:
 * @id: (owned) (nullable): what it is known by; %NULL as long as it is not saved
 * @name: (owned): what the user calls it
 * @address: (owned): of the server, as [method@Target.get_id] gives it
 * @sign_in: how one signs in
 * @email: (owned) (nullable): with which email address
 * @transport: how the server is spoken to
 * @colour: its mark
 * @kind: what it is for
 * @schema_api: whether changes are published all at once, through the schema API
 * @read_only: whether nothing is ever published to it
 * @certificate: (owned) (nullable): the fingerprint of a certificate that the user accepted
 * @ca_file: (owned) (nullable): the path of a file with certificates that vouch for it
 * @opened_s: when it was last opened, in seconds since 1970; 0 for never
 *
 * A project on a server, as the user saved it. There is nothing secret in it.
 */
typedef struct
{
  char *id;
  char *name;
  char *address;
  RelProfileSignIn sign_in;
  char *email;
  RelProfileTransport transport;
  RelProfileColour colour;
  RelProfileKind kind;
  gboolean schema_api;
  gboolean read_only;
  char *certificate;
  char *ca_file;
  gint64 opened_s;
} RelProfile;

#define REL_TYPE_PROFILE (rel_profile_get_type ())

GType rel_profile_get_type (void);
RelProfile *rel_profile_new (const char *name, const char *address);
RelProfile *rel_profile_copy (const RelProfile *self);
void rel_profile_free (RelProfile *self);

gboolean rel_profile_check_name (const char *name, GError **error);
const char *rel_profile_colour_get_name (RelProfileColour colour);
const char *rel_profile_kind_get_name (RelProfileKind kind);
const char *rel_profile_sign_in_get_name (RelProfileSignIn sign_in);
const char *rel_profile_transport_get_name (RelProfileTransport transport);
gboolean rel_profile_read_colour (const char *name, RelProfileColour *colour);
gboolean rel_profile_read_kind (const char *name, RelProfileKind *kind);

RelProfile *rel_profile_read (GKeyFile *file, const char *group);
void rel_profile_write (const RelProfile *self, GKeyFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelProfile, rel_profile_free)

G_END_DECLS
