/* rel-walk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How one walks through a scene with the arrow keys: up and down through the rows of a card
 * and on to the card above or below, left and right along the lines, else to what is near.
 */

#include "config.h"

#include "rel-walk.h"

#include <math.h>

/* How much farther away a card seems that is not straight ahead. */
#define ASIDE 2.0

static RelHit
hit_on (guint card, int row)
{
  return (RelHit){ row < 0 ? REL_HIT_CARD : REL_HIT_ROW, card, row, 0 };
}

static double
middle_x (const RelBox *box)
{
  return box->x + box->width / 2;
}

static double
middle_y (const RelBox *box)
{
  return box->y + box->height / 2;
}

/* Where to stand if a hit is not a place to stand on. */
static RelHit
find_ground (RelScene *scene, const RelHit *hit)
{
  if (hit->kind == REL_HIT_CARD || hit->kind == REL_HIT_ROW)
    return hit_on (hit->card, hit->row);
  if (hit->kind == REL_HIT_EDGE)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, hit->edge);

      return hit_on (edge->from.card, edge->from.row);
    }
  return hit_on (0, -1);
}

/* How far a card is in a direction; infinitely far if it is not there. */
static double
distance_to (const RelBox *from, const RelBox *to, RelWay way)
{
  double sign = way == REL_WAY_UP || way == REL_WAY_LEFT ? -1 : 1;
  gboolean upright = way == REL_WAY_UP || way == REL_WAY_DOWN;
  double ahead = sign * (upright ? middle_y (to) - middle_y (from) : middle_x (to) - middle_x (from));
  double aside = upright ? fabs (middle_x (to) - middle_x (from)) : fabs (middle_y (to) - middle_y (from));
  gboolean clear = upright ? from->y + from->height <= to->y || to->y + to->height <= from->y
                           : from->x + from->width <= to->x || to->x + to->width <= from->x;

  return ahead > 0 && clear ? ahead + ASIDE * aside : HUGE_VAL;
}

static gboolean
find_card_beyond (RelScene *scene, const RelHit *from, RelWay way, guint *found)
{
  RelHit card = { REL_HIT_CARD, from->card, -1, 0 };
  RelBox box = rel_scene_get_hit_box (scene, way == REL_WAY_UP || way == REL_WAY_DOWN ? &card : from);
  double nearest = HUGE_VAL;

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      double distance = distance_to (&box, &rel_scene_get_card (scene, i)->box, way);

      if (i == from->card || distance >= nearest)
        continue;
      nearest = distance;
      *found = i;
    }
  return nearest < HUGE_VAL;
}

static RelHit
walk_upright (RelScene *scene, const RelHit *from, RelWay way)
{
  int n_rows = (int) rel_scene_get_card (scene, from->card)->rows->len;
  int row = way == REL_WAY_UP ? from->row - 1 : from->row + 1;
  guint card;

  if (row >= -1 && row < n_rows)
    return hit_on (from->card, row);
  if (!find_card_beyond (scene, from, way, &card))
    return *from;
  return hit_on (card, way == REL_WAY_UP ? (int) rel_scene_get_card (scene, card)->rows->len - 1 : -1);
}

/* Follows that line of the place to the given side that ends most nearly at the same height. */
static gboolean
follow_line (RelScene *scene, const RelHit *from, RelWay way, RelHit *end)
{
  RelBox box = rel_scene_get_hit_box (scene, from);
  double nearest = HUGE_VAL;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      const RelEdgeEnd *far = edge->from.card == from->card ? &edge->to : &edge->from;
      RelHit hit = hit_on (far->card, far->row);
      RelBox far_box = rel_scene_get_hit_box (scene, &hit);
      double aside = fabs (middle_y (&far_box) - middle_y (&box));

      if (!rel_scene_edge_is_hit (scene, i, from) || far->card == from->card || aside >= nearest ||
          (way == REL_WAY_LEFT) != (middle_x (&far_box) < middle_x (&box)))
        continue;
      nearest = aside;
      *end = hit;
    }
  return nearest < HUGE_VAL;
}

/**
 * rel_scene_walk:
 * @scene: a scene
 * @from: where one stands: a card, a row; nothing to begin with the first card
 * @way: the direction of the key
 *
 * Finds the next card or row in a direction. From each card all others can be reached.
 *
 * Returns: where one stands then; the same place if there is nothing
 */
RelHit
rel_scene_walk (RelScene *scene, const RelHit *from, RelWay way)
{
  RelHit ground = find_ground (scene, from);
  RelHit end;
  guint card;

  if (from->kind == REL_HIT_NOTHING)
    return ground;
  if (way == REL_WAY_UP || way == REL_WAY_DOWN)
    return walk_upright (scene, &ground, way);
  if (follow_line (scene, &ground, way, &end))
    return end;
  return find_card_beyond (scene, &ground, way, &card) ? hit_on (card, -1) : ground;
}

/* Mostly a card has the index that it had. */
static gboolean
find_card_again (RelScene *scene, const char *collection, guint before, guint *index)
{
  *index = before;
  return (before < rel_scene_get_n_cards (scene) &&
          g_strcmp0 (rel_scene_get_card (scene, before)->collection, collection) == 0) ||
         rel_scene_find_card (scene, collection, index);
}

/**
 * rel_scene_find_again:
 * @scene: a scene
 * @before: another one, of the same collection at another time
 * @hit: where one stood in @before: a card or a row
 *
 * Finds the place where one stood, by the names of collection and field.
 *
 * Returns: the place; the card if its row is gone, nothing if the card is
 */
RelHit
rel_scene_find_again (RelScene *scene, RelScene *before, const RelHit *hit)
{
  RelHit ground = find_ground (before, hit);
  const RelCard *card = rel_scene_get_card (before, ground.card);
  const char *field = ground.row >= 0 ? rel_card_get_row (card, (guint) ground.row)->field : NULL;
  guint index;

  if (hit->kind == REL_HIT_NOTHING || !find_card_again (scene, card->collection, ground.card, &index))
    return (RelHit){ REL_HIT_NOTHING, 0, -1, 0 };

  card = rel_scene_get_card (scene, index);
  for (guint i = 0; field != NULL && i < card->rows->len; i++)
    {
      if (g_str_equal (rel_card_get_row (card, i)->field, field))
        return hit_on (index, (int) i);
    }
  return hit_on (index, -1);
}
