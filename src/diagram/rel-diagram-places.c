/* rel-diagram-places.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards for which it is said where they are to stand. Those that were put there by hand stand
 * there; what is in their way steps aside until the place is free again.
 */

#include "config.h"

#include "rel-diagram-private.h"

#include <math.h>
#include <stdlib.h>

/* A place that is said, of a card that is there. */
typedef struct
{
  guint node;
  RelPoint point; /* in the scene */
  RelPoint before;
  gboolean was_there; /* whether @before is where it was */
  gboolean pinned;
} Place;

/* From above, so that of two at one place always the same one stays. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *a_place = a;
  const Place *b_place = b;

  if (a_place->point.y != b_place->point.y)
    return a_place->point.y < b_place->point.y ? -1 : 1;
  if (a_place->point.x != b_place->point.x)
    return a_place->point.x < b_place->point.x ? -1 : 1;
  return (a_place->node > b_place->node) - (a_place->node < b_place->node);
}

static GArray *
list_places (RelTakeOver *self, const RelDiagramPlace *places, guint n_places, gboolean pinned)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Place));
  double unit = self->graph->unit;

  for (guint i = 0; i < n_places; i++)
    {
      guint index = rel_take_over_find (self, places[i].collection);
      Place place = { .node = index - 1, .pinned = places[i].pinned };
      const RelNode *node;

      if (index == 0 || places[i].pinned != pinned)
        continue;
      node = rel_graph_node (self->graph, index - 1);
      place.point.x = places[i].x + self->scene->origin.x;
      place.point.y = unit * round ((places[i].y + self->scene->origin.y) / unit);
      place.before = (RelPoint){ node->box.x, node->box.y };
      place.was_there = node->fixed;
      g_array_append_val (list, place);
    }
  g_array_sort (list, compare_places);
  return list;
}

static gboolean
is_unmoved (const Place *place)
{
  return place->was_there && place->before.x == place->point.x && place->before.y == place->point.y;
}

/* Whether a card meets one of those that stand where they were put. */
static gboolean
meets_any (RelGraph *graph, const RelBox *box, GArray *nodes, double distance)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      if (rel_boxes_meet (box, &rel_graph_node (graph, g_array_index (nodes, guint, i))->box, distance))
        return TRUE;
    }
  return FALSE;
}

static void
put (RelGraph *graph, const Place *place, const RelPoint *point, gboolean fixed)
{
  RelNode *node = rel_graph_node (graph, place->node);

  node->box.x = point->x;
  node->box.y = point->y;
  node->fixed = fixed;
  node->near = !fixed;
}

/* Puts cards where a person wants them; gets those which were not there before, and all. */
static void
put_pinned (RelGraph *graph, GArray *pinned, GArray *moved, GArray *all)
{
  for (guint i = 0; i < pinned->len; i++)
    {
      const Place *place = &g_array_index (pinned, Place, i);
      RelNode *node = rel_graph_node (graph, place->node);

      put (graph, place, &place->point, TRUE);
      if (meets_any (graph, &node->box, all, 0))
        {
          put (graph, place, &place->point, FALSE);
          continue;
        }
      g_array_append_val (all, place->node);
      if (!is_unmoved (place))
        g_array_append_val (moved, place->node);
    }
}

/* Whether a card has room among all others that have a place. */
static gboolean
has_room (RelGraph *graph, guint own, const RelBox *box)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const RelNode *node = rel_graph_node (graph, i);

      if (i != own && node->fixed && rel_boxes_meet (box, &node->box, graph->unit))
        return FALSE;
    }
  return TRUE;
}

/* A card that stepped aside, or that nobody holds any more, goes to its own place if that is
 * free; else it stays where it is, if that is. */
static void
put_back (RelGraph *graph, const Place *place)
{
  RelNode *node = rel_graph_node (graph, place->node);

  put (graph, place, &place->point, TRUE);
  if (has_room (graph, place->node, &node->box))
    return;
  put (graph, place, &place->before, place->was_there);
  if (!place->was_there || !has_room (graph, place->node, &node->box))
    put (graph, place, &place->point, FALSE);
}

/*< private >
 * rel_diagram_take_places:
 * @self: what is taken over, with the cards where they were
 * @places: (array length=n_places): where cards are to stand
 * @n_places: how many
 *
 * Puts cards where they are to stand, on the raster.
 */
void
rel_diagram_take_places (RelTakeOver *self, const RelDiagramPlace *places, guint n_places)
{
  RelGraph *graph = self->graph;
  g_autoptr (GArray) pinned = list_places (self, places, n_places, TRUE);
  g_autoptr (GArray) others = list_places (self, places, n_places, FALSE);
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));

  /* What goes elsewhere is in nobody's way where it was. */
  for (guint i = 0; i < others->len; i++)
    {
      const Place *place = &g_array_index (others, Place, i);

      if (!is_unmoved (place))
        rel_graph_node (graph, place->node)->fixed = FALSE;
    }
  put_pinned (graph, pinned, moved, all);
  for (guint i = 0; i < others->len; i++)
    {
      const Place *place = &g_array_index (others, Place, i);

      if (is_unmoved (place) && meets_any (graph, &rel_graph_node (graph, place->node)->box, moved, graph->unit))
        put (graph, place, &place->point, FALSE);
    }
  for (guint i = 0; i < others->len; i++)
    {
      const Place *place = &g_array_index (others, Place, i);

      if (!is_unmoved (place))
        put_back (graph, place);
    }
}
