/* directus-12.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Directus12 Directus12;

Directus12 *directus_12_new (const char *url, const char *database);
void directus_12_free (Directus12 *self);
const char *directus_12_get_url (Directus12 *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Directus12, directus_12_free)

G_END_DECLS
