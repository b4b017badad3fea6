/* rel-place.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-link.h"

G_BEGIN_DECLS

/**
 * RelPlaceKind:
 * @REL_PLACE_COLLECTION: the page of a collection
 * @REL_PLACE_RELATION: the page of a relational field
 * @REL_PLACE_RELATIONS: the table of all relations
 * @REL_PLACE_DIAGRAM: the picture of all of it
 * @REL_PLACE_CHECKS: what is wrong in the schema
 * @REL_PLACE_CHANGES: the changes that are not published
 * @REL_PLACE_HISTORY: what was published
 * @REL_PLACE_COMPARE: what differs from another project
 * @REL_PLACE_N_KINDS: how many kinds there are
 *
 * What the content of a window shows.
 */
typedef enum
{
  REL_PLACE_COLLECTION,
  REL_PLACE_RELATION,
  REL_PLACE_RELATIONS,
  REL_PLACE_DIAGRAM,
  REL_PLACE_CHECKS,
  REL_PLACE_CHANGES,
  REL_PLACE_HISTORY,
  REL_PLACE_COMPARE,
  REL_PLACE_N_KINDS,
} RelPlaceKind;

typedef struct _RelPlace RelPlace;

#define REL_TYPE_PLACE (rel_place_get_type ())

GType rel_place_get_type (void);
RelPlace *rel_place_new (RelPlaceKind kind);
RelPlace *rel_place_new_collection (const char *collection);
RelPlace *rel_place_new_relation (const char *collection, const char *field, guint nth);
RelPlace *rel_place_new_link (RelSchema *schema, RelLink *link);
RelPlace *rel_place_ref (RelPlace *self);
void rel_place_unref (RelPlace *self);

RelPlaceKind rel_place_get_kind (RelPlace *self);
const char *rel_place_get_collection (RelPlace *self);
const char *rel_place_get_field (RelPlace *self);
guint rel_place_get_nth (RelPlace *self);
gboolean rel_place_equal (RelPlace *a, RelPlace *b);
char *rel_place_dup_title (RelPlace *self);
char *rel_place_dup_subtitle (RelPlace *self, RelSchema *schema);
RelLink *rel_place_find_link (RelPlace *self, RelSchema *schema);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelPlace, rel_place_unref)

G_END_DECLS
