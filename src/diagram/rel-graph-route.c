/* rel-graph-route.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of each line through the gutters, and how wide these are.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <math.h>

#include "rel-metrics.h"
#include "rel-route.h"

/* From a card to the nearest lane: what stands at the ends of lines needs that much. */
#define MARGIN 36.0

/* Beyond so many lanes in a gutter they stand closer. */
#define MANY_LANES  24
#define CLOSE_LANES 7.0

/* Of the unit; by how much a line steps aside that would fall on another one. */
#define STEP_ASIDE 0.4

typedef struct
{
  RelPart *part;
  GPtrArray *gutters; /* (owned) (element-type GPtrArray of RelNet) */
  guint *n_lanes;     /* (owned): of each gutter */
  double *starts;     /* (owned): the left edge of each column */
  double *ends;       /* (owned): the right edge of each */
} Routing;

static RelNet *
get_net (Routing *self, guint index, guint gutter)
{
  RelBundle *bundle = rel_part_bundle (self->part, index);
  guint at = gutter - bundle->first;

  if (bundle->nets->len <= at)
    g_ptr_array_set_size (bundle->nets, (int) (bundle->last - bundle->first + 1));
  if (bundle->nets->pdata[at] == NULL)
    bundle->nets->pdata[at] = rel_route_add_net (g_ptr_array_index (self->gutters, gutter), index);
  return bundle->nets->pdata[at];
}

static double
end_of_hop (RelPart *part, const RelHop *hop, gboolean left)
{
  if (left)
    return rel_part_item (part, hop->left)->y + hop->left_y;
  return rel_part_item (part, hop->right)->y + hop->right_y;
}

static void
fill_gutter (Routing *self, guint gutter)
{
  RelPart *part = self->part;

  for (guint i = g_array_index (part->gutters, guint, gutter); i < g_array_index (part->gutters, guint, gutter + 1);
       i++)
    {
      const RelHop *hop = rel_part_hop (part, i);
      RelNet *net;

      if (hop->bundle == REL_NONE)
        continue;
      net = get_net (self, hop->bundle, gutter);
      rel_net_add_inner (net, end_of_hop (part, hop, TRUE), (int) hop->weight);
      rel_net_add_outer (net, end_of_hop (part, hop, FALSE), (int) hop->weight);
    }
}

static double
port_y (RelPart *part, guint spot, double y)
{
  return rel_part_item (part, rel_part_spot (part, spot)->item)->y + y;
}

/* Lines between cards of one column leave it and come back on the right. */
static void
fill_hooks (Routing *self)
{
  RelPart *part = self->part;

  for (guint i = 0; i < part->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (part, i);
      const RelBundle *bundle = rel_part_bundle (part, tie->bundle);
      double y;
      guint member = rel_part_find_member (part, bundle, tie, &y);
      RelNet *net;

      if (rel_part_spot (part, tie->from)->column != rel_part_spot (part, tie->to)->column)
        continue;
      net = get_net (self, tie->bundle, rel_part_spot (part, tie->from)->column);
      rel_net_add_inner (net, port_y (part, member, y), -1);
      rel_net_add_inner (net, port_y (part, bundle->hub, bundle->hub_y), 1);
    }
}

/* The heights at which lines come into a gutter. */
static GHashTable *
list_inner (GPtrArray *nets)
{
  GHashTable *inner = g_hash_table_new_full (g_double_hash, g_double_equal, g_free, NULL);

  for (guint i = 0; i < nets->len; i++)
    {
      const RelNet *net = g_ptr_array_index (nets, i);

      for (guint p = 0; p < net->inner->len; p++)
        g_hash_table_add (inner, g_memdup2 (&g_array_index (net->inner, RelPin, p).y, sizeof (double)));
    }
  return inner;
}

/* There are orders of lanes in which a line would come to lie on another one. It steps aside:
 * at a card it ends a bit lower; else it is a bit lower from there on. */
static void
step_aside (Routing *self, guint gutter)
{
  RelPart *part = self->part;
  GPtrArray *nets = g_ptr_array_index (self->gutters, gutter);
  g_autoptr (GHashTable) inner = list_inner (nets);
  double shift = floor (STEP_ASIDE * part->unit);

  for (guint i = g_array_index (part->gutters, guint, gutter); i < g_array_index (part->gutters, guint, gutter + 1);
       i++)
    {
      const RelHop *hop = rel_part_hop (part, i);
      RelItem *right = rel_part_item (part, hop->right);
      RelBundle *bundle;
      double y;

      y = end_of_hop (part, hop, FALSE);
      if (hop->bundle == REL_NONE || !g_hash_table_contains (inner, &y) ||
          !rel_route_is_on_other (nets, get_net (self, hop->bundle, gutter), y))
        continue;
      bundle = rel_part_bundle (part, hop->bundle);
      if (right->spot == REL_NONE)
        right->y += shift;
      else if (bundle->right)
        rel_part_tie (part, hop->tie)->shift = shift;
      else
        bundle->shift = shift;
    }
}

static void
find_lanes (Routing *self, guint gutter)
{
  GPtrArray *nets = g_ptr_array_index (self->gutters, gutter);

  fill_gutter (self, gutter);
  self->n_lanes[gutter] = rel_route_lanes (nets, self->part->unit, self->part->cancellable);
  step_aside (self, gutter);
}

static double
lane_width (Routing *self, guint gutter)
{
  return self->n_lanes[gutter] > MANY_LANES ? CLOSE_LANES : REL_LANE_WIDTH;
}

static void
place_columns (Routing *self)
{
  RelPart *part = self->part;
  double x = 0;

  for (guint column = 0; column < part->n_columns; column++)
    {
      GArray *items = rel_part_column (part, column);
      guint n_lanes = self->n_lanes[column];
      double width = 0;

      for (guint i = 0; i < items->len; i++)
        {
          const RelItem *item = rel_part_column_item (part, column, i);

          if (item->spot != REL_NONE)
            width = MAX (width, rel_part_spot (part, item->spot)->width);
        }
      self->starts[column] = x;
      self->ends[column] = x + width;
      x += width;
      if (column + 1 < part->n_columns)
        x += 2 * MARGIN + (n_lanes > 0 ? n_lanes - 1 : 0) * lane_width (self, column);
      else if (n_lanes > 0)
        x += MARGIN + (n_lanes - 1) * lane_width (self, column);
    }
  part->width = x;
}

static double
lane_x (Routing *self, guint gutter, const RelNet *net)
{
  return self->ends[gutter] + MARGIN + net->lane * lane_width (self, gutter);
}

static void
add_point (GArray *points, double x, double y)
{
  RelPoint point = { x, y };

  g_array_append_val (points, point);
}

/* Goes on through a gutter to another height. */
static void
cross_gutter (Routing *self, GArray *points, guint index, guint gutter, double y)
{
  double before = g_array_index (points, RelPoint, points->len - 1).y;
  double x;

  if (y == before)
    return;
  x = lane_x (self, gutter, get_net (self, index, gutter));
  add_point (points, x, before);
  add_point (points, x, y);
}

static double
passing_y (RelPart *part, const RelBundle *bundle, guint column)
{
  return rel_part_item (part, bundle->items + column - bundle->first - 1)->y;
}

/* The way of a line, from the end that is not at the hub to the hub. */
static void
draw_tie (Routing *self, guint index, GArray *points)
{
  RelPart *part = self->part;
  const RelTie *tie = rel_part_tie (part, index);
  const RelBundle *bundle = rel_part_bundle (part, tie->bundle);
  const RelSpot *hub = rel_part_spot (part, bundle->hub);
  double member_y;
  guint member_index = rel_part_find_member (part, bundle, tie, &member_y);
  const RelSpot *member = rel_part_spot (part, member_index);
  double hub_y = port_y (part, bundle->hub, bundle->hub_y) + bundle->shift;
  double y = port_y (part, member_index, member_y) + tie->shift;

  if (!bundle->right)
    {
      add_point (points, self->starts[member->column] + member->width, y);
      for (guint gutter = member->column; gutter < hub->column; gutter++)
        cross_gutter (self, points, tie->bundle, gutter,
                      gutter + 1 == hub->column ? hub_y : passing_y (part, bundle, gutter + 1));
      add_point (points, self->starts[hub->column], hub_y);
      return;
    }

  add_point (points, self->starts[member->column] + (member->column == hub->column ? member->width : 0), y);
  if (member->column == hub->column)
    cross_gutter (self, points, tie->bundle, hub->column, hub_y);
  for (guint gutter = member->column; gutter > hub->column; gutter--)
    cross_gutter (self, points, tie->bundle, gutter - 1,
                  gutter - 1 == hub->column ? hub_y : passing_y (part, bundle, gutter - 1));
  add_point (points, self->starts[hub->column] + hub->width, hub_y);
}

static void
draw_ties (Routing *self, RelGraph *graph)
{
  RelPart *part = self->part;

  for (guint i = 0; i < part->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (part, i);
      const RelBundle *bundle = rel_part_bundle (part, tie->bundle);
      RelLine *line = rel_graph_line (graph, tie->line);

      g_array_set_size (line->points, 0);
      draw_tie (self, i, line->points);
      if (tie->from == bundle->hub && tie->from_y == bundle->hub_y)
        rel_line_turn (line);
    }
}

static void
draw_cards (Routing *self, RelGraph *graph)
{
  RelPart *part = self->part;

  for (guint i = 0; i < part->spots->len; i++)
    {
      const RelSpot *spot = rel_part_spot (part, i);
      RelNode *node = rel_graph_node (graph, spot->node);

      node->box.x = self->starts[spot->column];
      node->box.y = rel_part_item (part, spot->item)->y;
    }
}

static void
draw_groups (Routing *self, RelGraph *graph)
{
  RelPart *part = self->part;

  for (guint i = 0; i < part->spots->len; i++)
    g_array_index (graph->groups, RelBox, rel_part_spot (part, i)->group) = (RelBox){ 0, 0, 0, 0 };
  for (guint i = 0; i < part->items->len; i++)
    {
      const RelItem *item = rel_part_item (part, i);
      RelBox *box;
      double right;
      double bottom;

      if (item->group == 0)
        continue;
      box = &g_array_index (graph->groups, RelBox, item->group);
      if (box->width == 0)
        *box = (RelBox){ self->starts[item->column], item->y, 1, 0 };
      right = MAX (box->x + box->width, self->ends[item->column]);
      bottom = MAX (box->y + box->height, item->y);
      box->x = MIN (box->x, self->starts[item->column]);
      box->y = MIN (box->y, item->y);
      box->width = right - box->x;
      box->height = bottom - box->y;
    }
}

/*< private >
 * rel_part_route:
 * @self: a part whose items have their heights
 * @graph: where to put what is found, as if the part stood at 0, 0
 *
 * Finds the ways of all lines, and where the columns are.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
rel_part_route (RelPart *self, RelGraph *graph)
{
  Routing routing = { self };
  gboolean going = TRUE;

  routing.gutters = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  routing.n_lanes = g_new0 (guint, self->n_columns + 1);
  routing.starts = g_new0 (double, self->n_columns + 1);
  routing.ends = g_new0 (double, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (routing.gutters, rel_route_new_gutter ());

  fill_hooks (&routing);
  for (guint i = 0; i < self->n_columns && going; i++)
    {
      find_lanes (&routing, i);
      going = !rel_part_is_cancelled (self);
    }
  place_columns (&routing);
  if (going)
    {
      draw_cards (&routing, graph);
      draw_ties (&routing, graph);
      draw_groups (&routing, graph);
    }

  g_ptr_array_unref (routing.gutters);
  g_free (routing.n_lanes);
  g_free (routing.starts);
  g_free (routing.ends);
  return going;
}
