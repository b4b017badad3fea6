/* rel-relation-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-schema.h"

G_BEGIN_DECLS

/**
 * RelStitched:
 *
 * A relation: a foreign key, what Directus keeps about it, or both. All of it belongs to
 * the schema.
 */
typedef struct
{
  const char *collection;
  const char *field;
  const char *related_collection; /* (nullable) */
  RelDbKey *key;                  /* (nullable) */
  JsonObject *meta;               /* (nullable) */
} RelStitched;

GArray *rel_relation_list_stitch (RelDbSchema *schema, const char *collection);
gboolean rel_relation_list_find (RelDbSchema *schema, const char *collection, const char *field, RelStitched *found);
gboolean rel_relation_list_find_own (RelDbSchema *schema,
                                     const char *collection,
                                     const char *field,
                                     RelStitched *found);
gboolean rel_relation_list_is_system (const RelStitched *relation);
JsonObject *rel_relation_list_describe (const RelStitched *relation);

G_END_DECLS
