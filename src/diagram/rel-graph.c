/* rel-graph.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where cards stand and lines run, in a picture of a whole schema. Parts that are not linked
 * are laid out each for itself, and put beside each other; the steps of that are in files of
 * their own. The same graph gives the same picture.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <math.h>

#include "rel-metrics.h"

/* Around the whole picture and between parts, in units: all stays on the raster. */
#define MARGIN   2
#define PART_GAP 4

/* Width to height: as a screen is. What is put into columns for the first one gets wider by the
 * lines between them. */
#define ASPECT       1.8
#define FIRST_ASPECT 1.5

/* So many cards are read at one look, and need no modules. */
#define MAX_WHOLE 28

/* Up to so many cards there is time to try many ways to lay them out, and up to fewer also those
 * without modules. */
#define MAX_SMALL           130
#define MAX_WITHOUT_MODULES 60
#define MAX_ODDITY          2.2

/* How many first orders are tried: as many as have so many lines together, of each way to lay out
 * a small part, and of the best one. */
#define LINES_TO_TRY   300
#define LINES_TO_ORDER 1000
#define MAX_STARTS     16

/* Between modules references may lead to the left: in a small part only if that saves so much. */
#define WORTH_MODULES 0.8

/* By how much the shape of a part may be another one than aimed at. */
#define MAX_EXCESS 1.4

static void
line_clear (gpointer data)
{
  g_clear_pointer (&((RelLine *) data)->points, g_array_unref);
}

/*< private >
 * rel_graph_new:
 * @unit: the raster
 *
 * Returns: (transfer full): an empty graph
 */
RelGraph *
rel_graph_new (double unit)
{
  RelGraph *self = g_new0 (RelGraph, 1);

  self->unit = unit;
  self->nodes = g_array_new (FALSE, FALSE, sizeof (RelNode));
  self->lines = g_array_new (FALSE, FALSE, sizeof (RelLine));
  self->groups = g_array_new (FALSE, TRUE, sizeof (RelBox));
  g_array_set_clear_func (self->lines, line_clear);
  g_array_set_size (self->groups, 1);
  return self;
}

/*< private >
 * rel_graph_free:
 * @self: (transfer full): a graph
 *
 * Frees a graph.
 */
void
rel_graph_free (RelGraph *self)
{
  g_array_unref (self->nodes);
  g_array_unref (self->lines);
  g_array_unref (self->groups);
  g_free (self);
}

/*< private >
 * rel_graph_add_node:
 * @self: a graph
 * @width: how wide the card is
 * @height: how high it is
 * @group: its group, from 1; 0 for none
 *
 * Returns: the index of the new node
 */
guint
rel_graph_add_node (RelGraph *self, double width, double height, guint group)
{
  RelNode node = { { 0, 0, width, height }, group, FALSE };

  g_array_append_val (self->nodes, node);
  if (self->groups->len <= group)
    g_array_set_size (self->groups, group + 1);
  return self->nodes->len - 1;
}

/*< private >
 * rel_graph_add_line:
 * @self: a graph
 * @from: a node
 * @from_y: where the line ends there, from the top: a multiple of the unit
 * @to: a node
 * @to_y: where the line ends there, likewise
 *
 * Adds a line. No other line may have the same two ends, and the two must differ.
 *
 * Returns: the index of the new line
 */
guint
rel_graph_add_line (RelGraph *self, guint from, double from_y, guint to, double to_y)
{
  RelLine line = { from, to, from_y, to_y, FALSE, g_array_new (FALSE, FALSE, sizeof (RelPoint)) };

  g_array_append_val (self->lines, line);
  return self->lines->len - 1;
}

/*< private >
 * rel_line_turn:
 * @self: a line
 *
 * Puts its points in the opposite order.
 */
void
rel_line_turn (RelLine *self)
{
  GArray *points = self->points;

  for (guint i = 0; i < points->len / 2; i++)
    {
      RelPoint point = g_array_index (points, RelPoint, i);

      g_array_index (points, RelPoint, i) = g_array_index (points, RelPoint, points->len - 1 - i);
      g_array_index (points, RelPoint, points->len - 1 - i) = point;
    }
}

/* --- Parts --- */

static guint
find_root (guint *above, guint node)
{
  while (above[node] != node)
    node = above[node] = above[above[node]];
  return node;
}

static void
join (guint *above, guint a, guint b)
{
  guint a_root = find_root (above, a);
  guint b_root = find_root (above, b);

  above[MAX (a_root, b_root)] = MIN (a_root, b_root);
}

static RelPart *
part_new (RelGraph *graph, GCancellable *cancellable)
{
  RelPart *part = g_new0 (RelPart, 1);

  part->unit = graph->unit;
  part->cancellable = cancellable;
  part->aspect = FIRST_ASPECT;
  part->n_starts = 1;
  part->spots = g_array_new (FALSE, TRUE, sizeof (RelSpot));
  part->ties = g_array_new (FALSE, TRUE, sizeof (RelTie));
  part->bundles = g_ptr_array_new ();
  part->items = g_array_new (FALSE, TRUE, sizeof (RelItem));
  part->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  part->hops = g_array_new (FALSE, FALSE, sizeof (RelHop));
  part->gutters = g_array_new (FALSE, FALSE, sizeof (guint));
  part->left_hops = g_array_new (FALSE, FALSE, sizeof (guint));
  part->left_first = g_array_new (FALSE, FALSE, sizeof (guint));
  part->right_hops = g_array_new (FALSE, FALSE, sizeof (guint));
  part->right_first = g_array_new (FALSE, FALSE, sizeof (guint));
  part->hooks = g_array_new (FALSE, FALSE, sizeof (RelHook));
  part->hooked = g_array_new (FALSE, FALSE, sizeof (guint));
  part->hook_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  part->hook_first = g_array_new (FALSE, FALSE, sizeof (guint));
  return part;
}

static void
part_free (gpointer data)
{
  RelPart *part = data;

  g_array_unref (part->spots);
  g_array_unref (part->ties);
  g_ptr_array_unref (part->bundles);
  g_array_unref (part->items);
  g_ptr_array_unref (part->columns);
  g_array_unref (part->hops);
  g_array_unref (part->gutters);
  g_array_unref (part->left_hops);
  g_array_unref (part->left_first);
  g_array_unref (part->right_hops);
  g_array_unref (part->right_first);
  g_array_unref (part->hooks);
  g_array_unref (part->hooked);
  g_array_unref (part->hook_ends);
  g_array_unref (part->hook_first);
  g_free (part);
}

/* Joins what lines link, and the cards of each group. */
static guint *
find_joints (RelGraph *self)
{
  guint n = self->nodes->len;
  guint *above = g_new (guint, n + 1);
  g_autofree guint *firsts = g_new0 (guint, self->groups->len + 1);

  for (guint i = 0; i < n; i++)
    above[i] = i;
  for (guint i = 0; i < self->lines->len; i++)
    join (above, rel_graph_line (self, i)->from, rel_graph_line (self, i)->to);
  for (guint i = 0; i < n; i++)
    {
      guint group = rel_graph_node (self, i)->group;

      if (group > 0 && firsts[group] > 0)
        join (above, i, firsts[group] - 1);
      else
        firsts[group] = i + 1;
    }
  return above;
}

/* Cuts a graph into parts that no line links, and no group. */
static GPtrArray *
find_parts (RelGraph *self, GCancellable *cancellable)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  guint n = self->nodes->len;
  g_autofree guint *above = find_joints (self);
  g_autofree guint *places = g_new (guint, n + 1); /* of each node in its part */
  g_autofree guint *numbers = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const RelNode *node = rel_graph_node (self, i);
      guint root = find_root (above, i);
      RelSpot spot = { .node = i, .width = node->box.width, .group = node->group };
      RelPart *part;

      if (root == i)
        {
          numbers[i] = parts->len;
          g_ptr_array_add (parts, part_new (self, cancellable));
        }
      part = g_ptr_array_index (parts, numbers[root]);
      spot.height = self->unit * ceil (node->box.height / self->unit);
      places[i] = part->spots->len;
      part->grouped = part->grouped || spot.group > 0;
      g_array_append_val (part->spots, spot);
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (self, i);
      RelPart *part = g_ptr_array_index (parts, numbers[find_root (above, line->from)]);
      RelTie tie = { i, places[line->from], places[line->to], line->from_y, line->to_y, REL_NONE, 0 };

      g_array_append_val (part->ties, tie);
    }
  return parts;
}

/* Lays out a part whose cards have their columns. */
static gboolean
stand_and_route (RelPart *part, RelGraph *graph, RelEffort effort)
{
  part->effort = effort;
  return rel_part_make_items (part) && rel_part_order (part) && rel_part_find_heights (part) &&
         rel_part_route (part, graph);
}

static gboolean
lay_columns (RelPart *part, RelGraph *graph, RelEffort effort)
{
  return rel_part_find_columns (part) && stand_and_route (part, graph, effort);
}

/* By how much a part is too wide. */
static double
get_excess (const RelPart *part)
{
  return part->width / MAX (part->height, 1) / ASPECT;
}

/* Whether a part is too small for modules; of some more cards both ways are tried. */
static gboolean
is_small (const RelPart *part)
{
  return part->spots->len <= MAX_WHOLE;
}

/* How much place lines take is known only in the end, so a quick picture comes first; if it is
 * too wide or too high, the next one has more or less columns. */
static gboolean
lay_large_part (RelPart *part, RelGraph *graph)
{
  for (guint i = 0; i < 2; i++)
    {
      double excess;

      if (!lay_columns (part, graph, REL_EFFORT_QUICK))
        return FALSE;
      excess = get_excess (part);
      if (excess > 1 / MAX_EXCESS && excess < MAX_EXCESS)
        break;
      part->aspect = CLAMP (part->aspect / excess, ASPECT / 8, ASPECT * 8);
    }
  return lay_columns (part, graph, REL_EFFORT_BEST);
}

static gboolean
has_fair_shape (const RelPart *part)
{
  double excess = get_excess (part);

  return excess < MAX_ODDITY && excess > 1 / MAX_ODDITY;
}

/* Tells apart which cards stand in which column. */
static guint
hash_columns (const RelPart *part)
{
  guint hash = part->n_columns;

  for (guint i = 0; i < part->spots->len; i++)
    hash = hash * 31 + rel_part_spot (part, i)->column;
  return hash;
}

/* Of a part with few cards all ways are tried: with and without modules, and with more or less
 * columns. The one with the fewest crossings is taken, of those that have not too odd a shape; where
 * all is small, no shape is. */
static gboolean
lay_small_part (RelPart *part, RelGraph *graph)
{
  static const double aspects[] = { 1.5, 0.9, 2.4, 3 };
  g_autoptr (GHashTable) tried = g_hash_table_new (NULL, NULL);
  guint64 least = G_MAXUINT64;
  gboolean best_whole = is_small (part);
  double best_aspect = FIRST_ASPECT;

  part->n_starts = CLAMP (LINES_TO_TRY / part->ties->len, 1, MAX_STARTS);
  for (guint pass = part->spots->len <= MAX_WITHOUT_MODULES ? 0 : 1; pass < 2; pass++)
    {
      gboolean whole = pass == 0;
      double enough = !whole && is_small (part) ? WORTH_MODULES : 1;

      if (!rel_part_find_modules (part, whole))
        return FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (aspects); i++)
        {
          part->aspect = aspects[i];
          if (!rel_part_find_columns (part))
            return FALSE;
          if (!g_hash_table_add (tried, GUINT_TO_POINTER (hash_columns (part))))
            continue;
          if (!stand_and_route (part, graph, REL_EFFORT_BEST))
            return FALSE;
          if (part->crossings >= least * enough || !(has_fair_shape (part) || (whole && is_small (part))))
            continue;
          least = part->crossings;
          best_whole = whole;
          enough = 1;
          best_aspect = aspects[i];
        }
    }
  part->aspect = best_aspect;
  part->n_starts = CLAMP (LINES_TO_ORDER / part->ties->len, 1, MAX_STARTS);
  return rel_part_find_modules (part, best_whole) && lay_columns (part, graph, REL_EFFORT_BEST);
}

/* The boxes of groups may not meet, so that they need more than a first picture. */
static gboolean
lay_first (RelPart *part, RelGraph *graph)
{
  if (part->grouped)
    return lay_columns (part, graph, REL_EFFORT_QUICK);
  if (!rel_part_find_columns (part))
    return FALSE;
  rel_part_place_first (part, graph);
  return TRUE;
}

static gboolean
lay_part (RelPart *part, RelGraph *graph, RelEffort effort)
{
  if (effort == REL_EFFORT_BEST && part->ties->len > 0 && part->spots->len <= MAX_SMALL)
    return lay_small_part (part, graph);
  if (!rel_part_find_modules (part, is_small (part)))
    return FALSE;
  if (effort == REL_EFFORT_FIRST)
    return lay_first (part, graph);
  return effort == REL_EFFORT_BEST && part->n_modules > 1 ? lay_large_part (part, graph)
                                                          : lay_columns (part, graph, effort);
}

/* The box that a part fills with its groups, which reach beyond its cards. */
static RelBox
box_of_part (RelPart *part)
{
  double around = part->grouped ? REL_GROUP_PADDING : 0;

  return (RelBox){ -around, 0, part->width + 2 * around, part->height };
}

static void
move_part (RelGraph *self, RelPart *part, double x, double y)
{
  for (guint i = 0; i < part->spots->len; i++)
    {
      RelNode *node = rel_graph_node (self, rel_part_spot (part, i)->node);

      node->box.x += x;
      node->box.y += y;
    }
  for (guint i = 0; i < part->ties->len; i++)
    {
      GArray *points = rel_graph_line (self, rel_part_tie (part, i)->line)->points;

      for (guint p = 0; p < points->len; p++)
        {
          g_array_index (points, RelPoint, p).x += x;
          g_array_index (points, RelPoint, p).y += y;
        }
    }
}

static void
move_groups (RelGraph *self, RelPart *part, double x, double y)
{
  g_autofree gboolean *moved = g_new0 (gboolean, self->groups->len);

  for (guint i = 0; i < part->spots->len; i++)
    {
      guint group = rel_part_spot (part, i)->group;
      RelBox *box = &g_array_index (self->groups, RelBox, group);

      if (group == 0 || moved[group])
        continue;
      moved[group] = TRUE;
      *box = (RelBox){ box->x + x - REL_GROUP_PADDING, box->y + y, box->width + 2 * REL_GROUP_PADDING, box->height };
    }
}

static void
pack_parts (RelGraph *self, GPtrArray *parts)
{
  g_autofree RelBox *boxes = g_new (RelBox, parts->len + 1);
  g_autofree RelPoint *places = g_new (RelPoint, parts->len + 1);
  double margin = MARGIN * self->unit;

  for (guint i = 0; i < parts->len; i++)
    boxes[i] = box_of_part (g_ptr_array_index (parts, i));
  rel_graph_pack (boxes, places, parts->len, PART_GAP * self->unit, ASPECT);
  self->width = self->height = 0;
  for (guint i = 0; i < parts->len; i++)
    {
      double x = margin + places[i].x - boxes[i].x;
      double y = margin + places[i].y;

      move_part (self, g_ptr_array_index (parts, i), x, y);
      if (((RelPart *) g_ptr_array_index (parts, i))->grouped)
        move_groups (self, g_ptr_array_index (parts, i), x, y);
      self->width = MAX (self->width, places[i].x + boxes[i].width + 2 * margin);
      self->height = MAX (self->height, places[i].y + boxes[i].height + 2 * margin);
    }
}

/*< private >
 * rel_graph_arrange:
 * @self: a graph
 * @effort: how much is done
 * @cancellable: (nullable): looked at often
 * @error: (out) (optional): where to put a failure
 *
 * Gives all nodes and lines their places.
 *
 * Errors: `G_IO_ERROR_CANCELLED`.
 *
 * Returns: %FALSE on error
 */
gboolean
rel_graph_arrange (RelGraph *self, RelEffort effort, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) parts = find_parts (self, cancellable);

  for (guint i = 0; i < self->groups->len; i++)
    g_array_index (self->groups, RelBox, i) = (RelBox){ 0, 0, 0, 0 };
  for (guint i = 0; i < parts->len; i++)
    {
      if (!lay_part (g_ptr_array_index (parts, i), self, effort))
        {
          g_cancellable_set_error_if_cancelled (cancellable, error);
          return FALSE;
        }
    }
  pack_parts (self, parts);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
