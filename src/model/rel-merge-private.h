/* rel-merge-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-merge.h"

G_BEGIN_DECLS

/* What rel-merge.c, which merges collection by collection, shares with rel-merge-collection.c and
 * rel-merge-object.c, and with rel-merge-needs.c, which looks at what one object needs of another. */

typedef struct
{
  RelSchema *base;       /* (unowned): what both began with */
  RelSchema *draft;      /* (unowned): mine */
  RelSchema *theirs;     /* (unowned) */
  RelSchema *next_base;  /* (owned): theirs, but what it was wherever something clashes */
  RelSchema *next_draft; /* (owned): @next_base with what is mine */
  GPtrArray *conflicts;  /* (owned) (element-type RelConflict) */
} RelMerge;

/* The three of a collection, a field or a relation, and what becomes of it. */
typedef struct
{
  JsonNode *sides[REL_N_SIDES]; /* (unowned) (nullable) */
  JsonNode *base;               /* (owned) (nullable) */
  JsonNode *draft;              /* (owned) (nullable) */
} RelMergeObject;

void rel_merge_add_conflict (RelMerge *self,
                             RelConflictKind kind,
                             RelObject object,
                             guint nth,
                             const char *path,
                             JsonNode *const *sides,
                             JsonNode *other);
void rel_merge_collection (RelMerge *self,
                           const char *name,
                           RelCollection *const *collections,
                           RelCollection **base,
                           RelCollection **draft);
void rel_merge_object (RelMerge *self, RelObject object, guint nth, RelMergeObject *value);
void rel_merge_object_clear (RelMergeObject *value);
gboolean rel_merge_is_same (RelObject object, JsonNode *a, JsonNode *b);
gboolean rel_merge_touches_needs (RelSchema *base, RelSchema *theirs);
void rel_merge_keep_needs (RelMerge *self);
GPtrArray *rel_merge_list_needers (RelSchema *base, RelSchema *theirs, const char *collection, const char *field);

G_END_DECLS
