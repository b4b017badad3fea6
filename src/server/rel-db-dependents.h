/* rel-db-dependents.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db.h"

G_BEGIN_DECLS

GHashTable *rel_db_dependents_read (RelDb *db, GError **error);
gboolean rel_db_dependents_are_usable (GHashTable *self);
gboolean rel_db_dependents_check (RelDb *db, GHashTable *before, GError **error);

G_END_DECLS
