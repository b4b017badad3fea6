/* rel-system.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonArray *rel_system_get_collections (void);
JsonArray *rel_system_get_fields (void);
JsonArray *rel_system_get_relations (void);
char *rel_system_dup_table_sql (const char *table);
char *rel_system_dup_resource (const char *name);

G_END_DECLS
