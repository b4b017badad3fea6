/* rel-profiles.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-profile.h"

G_BEGIN_DECLS

GPtrArray *rel_profiles_load (char **set_aside, GError **error);
RelProfile *rel_profiles_find (const char *name, GError **error);
RelProfile *rel_profiles_reload (const RelProfile *opened);
gboolean rel_profiles_save (RelProfile *profile, GError **error);
gboolean rel_profiles_set_opened (const char *id, GError **error);
gboolean rel_profiles_set_email (const char *id, const char *email, GError **error);
gboolean rel_profiles_set_certificate (const char *id, const char *fingerprint, GError **error);
gboolean rel_profiles_remove (const char *id, GError **error);

G_END_DECLS
