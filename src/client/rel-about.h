/* rel-about.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RelAbout:
 * @project_name: (owned) (nullable): what the project is called
 * @version: (owned) (nullable): that of Directus, as `11.3.5`; %NULL if the server does not say
 * @user_name: (owned) (nullable): the current user's first and last name
 * @user_email: (owned) (nullable): the current user's address; both %NULL for nobody
 * @is_administrator: whether the user is shown the whole schema, and may change it
 *
 * A server, and who is signed in on it.
 */
typedef struct
{
  char *project_name;
  char *version;
  char *user_name;
  char *user_email;
  gboolean is_administrator;
} RelAbout;

void rel_about_free (RelAbout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelAbout, rel_about_free)

G_END_DECLS
