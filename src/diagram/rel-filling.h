/* rel-filling.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene-private.h"

G_BEGIN_DECLS

/**
 * RelFilling:
 * @scene: the scene that is filled
 * @schema: where the relations come from that are being put in
 * @other: (nullable): what they are compared with
 * @removed: whether @schema is what the draft is compared with
 * @names_only: whether all lines end at headers
 * @owner: (nullable): the collection of @schema whose relation was put in last
 * @owner_is_same: whether @other has the very same
 * @cards: (owned) (element-type utf8 guint): one more than the index of each card that has a
 *   name
 *
 * What is known while a scene is filled.
 */
typedef struct
{
  RelScene *scene;
  RelSchema *schema;
  RelSchema *other;
  gboolean removed;
  gboolean names_only;
  RelCollection *owner;
  gboolean owner_is_same;
  GHashTable *cards;
} RelFilling;

void rel_filling_init (RelFilling *self, RelScene *scene, RelSchema *schema, RelSchema *other);
void rel_filling_turn (RelFilling *self);
void rel_filling_clear (RelFilling *self);

guint rel_filling_get_card (RelFilling *self, const char *name);
int rel_filling_get_row (RelFilling *self, guint card_index, const char *field, RelKind kind);
gboolean rel_filling_is_same (RelFilling *self, RelCollection *collection);
RelState rel_filling_find_state (RelFilling *self, RelRelation *relation);
GPtrArray *rel_filling_list_targets (RelRelation *relation);
void rel_filling_put_plain (RelFilling *self, RelRelation *relation, const char *only);
void rel_filling_put_through (RelFilling *self, const char *collection, RelRelation *near, RelRelation *far);

G_END_DECLS
