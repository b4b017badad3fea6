/* rel-alias.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

RelSchema *rel_alias_set (RelSchema *schema,
                          const char *collection,
                          const char *field,
                          guint nth,
                          const char *name,
                          GError **error);
RelSchema *rel_alias_take_back (RelSchema *schema,
                                RelSchema *base,
                                const char *collection,
                                const char *field,
                                guint nth,
                                GError **error);
RelField *rel_alias_find (RelSchema *schema, RelRelation *relation);
RelField *rel_alias_new_like (RelField *list, const char *collection, const char *name);
gboolean rel_alias_is_used (RelSchema *schema, const char *collection, const char *field);
gboolean rel_alias_is_shared (RelSchema *schema, RelField *list);
RelKind rel_alias_get_kind (RelSchema *schema, RelRelation *relation);

G_END_DECLS
