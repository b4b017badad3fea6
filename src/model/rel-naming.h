/* rel-naming.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

char *rel_naming_dup_joined (const char *begin, const char *end);
char *rel_naming_dup_junction (RelSchema *schema, const char *collection, const char *other);
char *rel_naming_dup_column (RelSchema *schema, const char *collection);
char *rel_naming_dup_free_field (RelSchema *schema, const char *collection, const char *wanted);
gboolean rel_naming_check (const char *name, GError **error);

G_END_DECLS
