/* rel-scene-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scene while it is made: cards, rows and edges are put in, then it is laid out; from then
 * on it does not change.
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

struct _RelScene
{
  gatomicrefcount ref_count;
  GPtrArray *cards;  /* (owned) (element-type RelCard) */
  GPtrArray *edges;  /* (owned) (element-type RelEdge) */
  GPtrArray *groups; /* (owned) (element-type RelGroup) */
  RelPoint origin;
  double width;
  double height;
  double unit;
};

void rel_box_include (RelBox *self, const RelBox *other);
gboolean rel_boxes_meet (const RelBox *a, const RelBox *b, double distance);

RelScene *rel_scene_new (void);
RelCard *rel_scene_add_card (RelScene *self, const char *collection, RelCardRole role);
RelCardRow *rel_card_add_row (RelCard *card, const char *field);
int rel_card_find_row (RelCard *card, const char *field);
RelGroup *rel_scene_add_group (RelScene *self, const char *folder);
RelEdge *rel_scene_add_edge (RelScene *self, RelRelation *relation, RelRelation *second);
void rel_scene_keep (RelScene *self, const gboolean *cards, const gboolean *edges);

static inline RelCard *
rel_scene_card (RelScene *self, guint index)
{
  return g_ptr_array_index (self->cards, index);
}

static inline RelEdge *
rel_scene_edge (RelScene *self, guint index)
{
  return g_ptr_array_index (self->edges, index);
}

static inline RelGroup *
rel_scene_group (RelScene *self, guint index)
{
  return g_ptr_array_index (self->groups, index);
}

static inline RelCardRow *
rel_card_row (RelCard *card, guint index)
{
  return g_ptr_array_index (card->rows, index);
}

G_END_DECLS
