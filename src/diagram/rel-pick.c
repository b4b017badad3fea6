/* rel-pick.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a place in a scene belongs to, and what that is a picture of.
 */

#include "config.h"

#include "rel-scene-private.h"

#include <math.h>

/* Lines closer to the pointer than the nearest one by less than this are equally near. */
#define SAME_DISTANCE 0.01

static gboolean
box_contains (const RelBox *box, double x, double y)
{
  return x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height;
}

static double
distance_to_run (const RelPoint *a, const RelPoint *b, double x, double y)
{
  double near_x = CLAMP (x, MIN (a->x, b->x), MAX (a->x, b->x));
  double near_y = CLAMP (y, MIN (a->y, b->y), MAX (a->y, b->y));

  return hypot (x - near_x, y - near_y);
}

static double
distance_to_edge (const RelEdge *edge, double x, double y)
{
  double distance = HUGE_VAL;

  for (guint i = 1; i < edge->points->len; i++)
    {
      const RelPoint *a = &g_array_index (edge->points, RelPoint, i - 1);
      const RelPoint *b = &g_array_index (edge->points, RelPoint, i);

      distance = MIN (distance, distance_to_run (a, b, x, y));
    }
  return distance;
}

static RelHit
pick_card (RelScene *self, guint index, double y)
{
  const RelCard *card = rel_scene_card (self, index);

  for (guint i = 0; i < card->rows->len; i++)
    {
      const RelCardRow *row = rel_card_get_row (card, i);

      if (y - card->box.y >= row->y && y - card->box.y < row->y + row->height)
        return (RelHit){ REL_HIT_ROW, index, (int) i, 0 };
    }
  return (RelHit){ REL_HIT_CARD, index, -1, 0 };
}

/* The end that two edges share, as a hit on its row. */
static RelHit
shared_end (RelScene *self, guint a, guint b)
{
  const RelEdge *first = rel_scene_edge (self, a);
  const RelEdge *second = rel_scene_edge (self, b);
  const RelEdgeEnd *ends[] = { &first->from, &first->to };

  for (guint i = 0; i < 2; i++)
    {
      if ((ends[i]->card == second->from.card && ends[i]->row == second->from.row) ||
          (ends[i]->card == second->to.card && ends[i]->row == second->to.row))
        return (RelHit){ REL_HIT_ROW, ends[i]->card, ends[i]->row, 0 };
    }
  return (RelHit){ REL_HIT_EDGE, 0, -1, a };
}

/* Which one of those that may be meant: of all, if @among is %NULL. */
static guint
nth_of (GArray *among, guint nth)
{
  return among != NULL ? g_array_index (among, guint, nth) : nth;
}

static RelHit
pick_edge (RelScene *self, GArray *among, double x, double y, double tolerance)
{
  RelHit hit = { REL_HIT_NOTHING, 0, -1, 0 };
  double nearest = tolerance;
  guint n_edges = among != NULL ? among->len : self->edges->len;
  guint first = 0;

  for (guint nth = 0; nth < n_edges; nth++)
    {
      guint i = nth_of (among, nth);
      const RelEdge *edge = rel_scene_edge (self, i);
      double distance = distance_to_edge (edge, x, y);

      if (box_contains (&edge->label_box, x, y))
        distance = 0;
      if (distance > nearest)
        continue;
      if (hit.kind != REL_HIT_NOTHING && nearest - distance < SAME_DISTANCE)
        {
          hit = shared_end (self, first, i);
          continue;
        }
      hit = (RelHit){ REL_HIT_EDGE, 0, -1, i };
      nearest = distance;
      first = i;
    }
  return hit;
}

/**
 * rel_scene_pick:
 * @self: a scene
 * @x: a place, in model units
 * @y: a place, in model units
 * @tolerance: how far from a line still counts as on it, in model units
 *
 * Finds what is at a place. A card hides the lines behind its edge; of the lines within
 * reach the nearest one is taken. Where several lines run together, the place belongs to
 * the row that they have in common.
 *
 * Returns: what is there
 */
RelHit
rel_scene_pick (RelScene *self, double x, double y, double tolerance)
{
  return rel_scene_pick_among (self, NULL, NULL, x, y, tolerance);
}

/**
 * rel_scene_pick_among:
 * @self: a scene
 * @cards: (nullable) (element-type guint): the indexes of the only cards that can be there
 * @edges: (nullable) (element-type guint): and of the only edges
 * @x: a place, in model units
 * @y: a place, in model units
 * @tolerance: how far from a line still counts as on it, in model units
 *
 * As [method@Scene.pick], where it is known what is near. Of cards that lie on one another,
 * the last one is on top.
 *
 * Returns: what is there
 */
RelHit
rel_scene_pick_among (RelScene *self, GArray *cards, GArray *edges, double x, double y, double tolerance)
{
  for (guint nth = cards != NULL ? cards->len : self->cards->len; nth > 0; nth--)
    {
      guint i = nth_of (cards, nth - 1);

      if (box_contains (&rel_scene_card (self, i)->box, x, y))
        return pick_card (self, i, y);
    }
  return pick_edge (self, edges, x, y, tolerance);
}

/**
 * rel_hit_equal:
 * @a: a hit
 * @b: another one
 *
 * Returns: whether both mean the same part of a scene
 */
gboolean
rel_hit_equal (const RelHit *a, const RelHit *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case REL_HIT_CARD:
      return a->card == b->card;
    case REL_HIT_ROW:
      return a->card == b->card && a->row == b->row;
    case REL_HIT_EDGE:
      return a->edge == b->edge;
    case REL_HIT_NOTHING:
    default:
      return TRUE;
    }
}

/**
 * rel_scene_get_hit_box:
 * @self: a scene
 * @hit: a part of it
 *
 * Returns: the box that the part fills; of lines that end at a header, the header
 */
RelBox
rel_scene_get_hit_box (RelScene *self, const RelHit *hit)
{
  const RelCard *card;
  const RelPoint *first;
  const RelPoint *last;

  switch (hit->kind)
    {
    case REL_HIT_CARD:
      return rel_scene_get_card (self, hit->card)->box;
    case REL_HIT_ROW:
      card = rel_scene_get_card (self, hit->card);
      if (hit->row < 0)
        return (RelBox){ card->box.x, card->box.y, card->box.width, card->header_height };
      return (RelBox){ card->box.x, card->box.y + rel_card_get_row (card, (guint) hit->row)->y, card->box.width,
                       rel_card_get_row (card, (guint) hit->row)->height };
    case REL_HIT_EDGE:
      first = &g_array_index (rel_scene_get_edge (self, hit->edge)->points, RelPoint, 0);
      last = first + rel_scene_get_edge (self, hit->edge)->points->len - 1;
      return (RelBox){ MIN (first->x, last->x), MIN (first->y, last->y), fabs (first->x - last->x),
                       fabs (first->y - last->y) };
    case REL_HIT_NOTHING:
    default:
      return (RelBox){ 0, 0, 0, 0 };
    }
}

/**
 * rel_scene_find_link:
 * @self: a scene
 * @hit: a part of it
 * @collection: (out): the name of a collection
 * @field: (out) (nullable): a relational field of it; %NULL if the part is the collection
 * @nth: (out): which one of the links of that field
 *
 * Finds what a part of a picture is a picture of. A line is that of the field that has the
 * relation.
 *
 * Returns: whether there is something that has a name
 */
gboolean
rel_scene_find_link (RelScene *self, const RelHit *hit, const char **collection, const char **field, guint *nth)
{
  const RelEdge *edge = hit->kind == REL_HIT_EDGE ? rel_scene_get_edge (self, hit->edge) : NULL;
  const RelCard *card;
  int row = edge != NULL ? edge->from.row : hit->row;

  *field = NULL;
  *nth = 0;
  if (hit->kind == REL_HIT_NOTHING)
    return FALSE;

  if (edge != NULL && row < 0)
    {
      *collection = rel_relation_get_collection (edge->relation);
      *field = rel_relation_get_field (edge->relation);
      *nth = edge->nth;
      return TRUE;
    }

  card = rel_scene_get_card (self, edge != NULL ? edge->from.card : hit->card);
  *collection = card->collection;
  if (hit->kind != REL_HIT_CARD && row >= 0)
    *field = rel_card_get_row (card, (guint) row)->field;
  if (edge != NULL && edge->second == NULL)
    *nth = edge->nth;
  return card->collection != NULL;
}

/**
 * rel_scene_edge_is_hit:
 * @self: a scene
 * @edge: the index of an edge
 * @hit: what is pointed at
 *
 * Returns: whether the edge is what is pointed at, or ends at it
 */
gboolean
rel_scene_edge_is_hit (RelScene *self, guint edge, const RelHit *hit)
{
  const RelEdge *found = rel_scene_get_edge (self, edge);

  switch (hit->kind)
    {
    case REL_HIT_CARD:
      return found->from.card == hit->card || found->to.card == hit->card;
    case REL_HIT_ROW:
      return (found->from.card == hit->card && found->from.row == hit->row) ||
             (found->to.card == hit->card && found->to.row == hit->row);
    case REL_HIT_EDGE:
      return edge == hit->edge;
    case REL_HIT_NOTHING:
    default:
      return FALSE;
    }
}
