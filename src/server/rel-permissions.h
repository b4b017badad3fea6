/* rel-permissions.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-relation-list.h"

G_BEGIN_DECLS

typedef struct _RelPermissions RelPermissions;

RelPermissions *rel_permissions_read (RelDb *db, const char *user, const char *address);
void rel_permissions_free (RelPermissions *self);
gboolean rel_permissions_has_everything (const RelPermissions *self);
gboolean rel_permissions_has_collection (const RelPermissions *self, const char *collection);
gboolean rel_permissions_has_field (const RelPermissions *self, const char *collection, const char *field);
gboolean rel_permissions_has_relation (const RelPermissions *self, const RelStitched *relation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelPermissions, rel_permissions_free)

G_END_DECLS
