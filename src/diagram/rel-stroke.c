/* rel-stroke.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines with round corners and what stands at their ends.
 */

#include "config.h"

#include "rel-stroke.h"

#include <math.h>

#include "rel-metrics.h"

#define CORNER      0.5523 /* how far the handles of a curve that looks like a quarter of a circle are */
#define FOOT_LENGTH 11.0
#define FOOT_SPREAD 5.0
#define BAR_PLACE   7.0
#define BAR_SPREAD  4.5
#define STRONGER    0.9

/* What stands further in on a line, where there is no place for words. */
#define RULE_PLACE  24.0
#define RULE_SPREAD 4.0

/**
 * rel_stroke_box:
 * @cr: where to draw
 * @box: a box
 * @radius: of its corners
 *
 * Adds a box with round corners to the path.
 */
void
rel_stroke_box (cairo_t *cr, const RelBox *box, double radius)
{
  double right = box->x + box->width;
  double bottom = box->y + box->height;

  radius = MIN (radius, MIN (box->width, box->height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, box->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (cr, box->x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, box->x + radius, box->y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static double
distance (const RelPoint *a, const RelPoint *b)
{
  return fabs (a->x - b->x) + fabs (a->y - b->y);
}

/* A point on the run from @from to @to, some way off @from. */
static RelPoint
on_way (const RelPoint *from, const RelPoint *to, double way)
{
  double length = distance (from, to);

  return (RelPoint){ from->x + (to->x - from->x) * way / length, from->y + (to->y - from->y) * way / length };
}

static void
round_corner (cairo_t *cr, const RelPoint *before, const RelPoint *corner, const RelPoint *after)
{
  double radius = MIN (REL_LINE_RADIUS, MIN (distance (before, corner), distance (corner, after)) / 2);
  RelPoint start = on_way (corner, before, radius);
  RelPoint end = on_way (corner, after, radius);
  RelPoint first = on_way (corner, before, radius * (1 - CORNER));
  RelPoint second = on_way (corner, after, radius * (1 - CORNER));

  cairo_line_to (cr, start.x, start.y);
  cairo_curve_to (cr, first.x, first.y, second.x, second.y, end.x, end.y);
}

static void
add_line (cairo_t *cr, const GArray *points)
{
  const RelPoint *p = (const RelPoint *) (gpointer) points->data;

  cairo_move_to (cr, p[0].x, p[0].y);
  for (guint i = 1; i + 1 < points->len; i++)
    round_corner (cr, &p[i - 1], &p[i], &p[i + 1]);
  cairo_line_to (cr, p[points->len - 1].x, p[points->len - 1].y);
}

/* With square corners, which take less long to draw and look the same from afar. */
static void
add_plain_line (cairo_t *cr, const GArray *points)
{
  cairo_new_sub_path (cr);
  for (guint i = 0; i < points->len; i++)
    cairo_line_to (cr, g_array_index (points, RelPoint, i).x, g_array_index (points, RelPoint, i).y);
}

/* The mark at the end of a line, which comes from @inside. */
static void
add_mark (cairo_t *cr, RelEndMark mark, const RelPoint *end, const RelPoint *inside)
{
  double direction = inside->x > end->x ? 1 : -1;

  if (mark == REL_END_ONE)
    {
      cairo_move_to (cr, end->x + direction * BAR_PLACE, end->y - BAR_SPREAD);
      cairo_line_to (cr, end->x + direction * BAR_PLACE, end->y + BAR_SPREAD);
      return;
    }
  cairo_move_to (cr, end->x, end->y - FOOT_SPREAD);
  cairo_line_to (cr, end->x + direction * FOOT_LENGTH, end->y);
  cairo_line_to (cr, end->x, end->y + FOOT_SPREAD);
}

/* What happens when the item is deleted that the line points at: a diamond if this one is
 * deleted too, a double bar if that is refused, a ring if it gets the default. */
static void
add_delete_mark (cairo_t *cr, RelDeleteMark mark, const RelPoint *end, const RelPoint *inside)
{
  double x = end->x + (inside->x > end->x ? RULE_PLACE : -RULE_PLACE);

  if (mark == REL_DELETE_CASCADE)
    {
      cairo_move_to (cr, x - RULE_SPREAD, end->y);
      cairo_line_to (cr, x, end->y - RULE_SPREAD);
      cairo_line_to (cr, x + RULE_SPREAD, end->y);
      cairo_line_to (cr, x, end->y + RULE_SPREAD);
      cairo_close_path (cr);
    }
  else if (mark == REL_DELETE_RESTRICT)
    {
      cairo_move_to (cr, x - RULE_SPREAD / 2, end->y - RULE_SPREAD);
      cairo_line_to (cr, x - RULE_SPREAD / 2, end->y + RULE_SPREAD);
      cairo_move_to (cr, x + RULE_SPREAD / 2, end->y - RULE_SPREAD);
      cairo_line_to (cr, x + RULE_SPREAD / 2, end->y + RULE_SPREAD);
    }
  else if (mark == REL_DELETE_DEFAULT)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, end->y, RULE_SPREAD, 0, 2 * G_PI);
    }
}

/* A cross: what is taken out of the list is deleted. */
static void
add_deselect_mark (cairo_t *cr, const RelPoint *end, const RelPoint *inside)
{
  double x = end->x + (inside->x > end->x ? RULE_PLACE : -RULE_PLACE);

  cairo_move_to (cr, x - RULE_SPREAD, end->y - RULE_SPREAD);
  cairo_line_to (cr, x + RULE_SPREAD, end->y + RULE_SPREAD);
  cairo_move_to (cr, x - RULE_SPREAD, end->y + RULE_SPREAD);
  cairo_line_to (cr, x + RULE_SPREAD, end->y - RULE_SPREAD);
}

/* A relation that is gone, or that is broken, is dashed. */
static gboolean
is_dashed (const RelEdge *edge)
{
  return edge->state == REL_STATE_REMOVED || edge->kind == REL_KIND_BROKEN;
}

static void
add_edge (cairo_t *cr, const RelEdge *edge, gboolean marks)
{
  const RelPoint *p = (const RelPoint *) (gpointer) edge->points->data;
  guint n = edge->points->len;

  if (!marks)
    {
      add_line (cr, edge->points);
      return;
    }
  add_mark (cr, edge->from.mark, &p[0], &p[1]);
  add_mark (cr, edge->to.mark, &p[n - 1], &p[n - 2]);
  add_delete_mark (cr, edge->on_delete, &p[0], &p[1]);
  if (edge->deselect_deletes)
    add_deselect_mark (cr, &p[n - 1], &p[n - 2]);
}

static const RelEdge *
nth_edge (RelScene *scene, GArray *edges, guint nth)
{
  return rel_scene_get_edge (scene, g_array_index (edges, guint, nth));
}

/* Whole lines, dashed lines, or marks of a kind. */
static void
add_part (cairo_t *cr, RelScene *scene, GArray *edges, RelKind kind, guint part, gboolean plain)
{
  for (guint i = 0; i < edges->len; i++)
    {
      const RelEdge *edge = nth_edge (scene, edges, i);

      if (edge->kind != kind || (part < 2 && is_dashed (edge) != (part == 1)))
        continue;
      if (part < 2 && plain)
        add_plain_line (cr, edge->points);
      else
        add_edge (cr, edge, part == 2);
    }
}

/**
 * rel_stroke_edges:
 * @cr: where to draw
 * @scene: a scene
 * @edges: (element-type guint): the indexes of those edges that are drawn
 * @style: how
 *
 * Draws lines and the marks at their ends. All lines of a kind are one path: where they run
 * together they are as thin as elsewhere, and it costs least.
 */
void
rel_stroke_edges (cairo_t *cr, RelScene *scene, GArray *edges, const RelStrokeStyle *style)
{
  static const double dashes[] = { 5, 4 };
  double width = style->palette->line_width + (style->strong ? STRONGER : 0);

  cairo_save (cr);
  cairo_set_line_width (cr, style->plain ? MAX (width / 2, style->least_width) : width);
  cairo_set_line_join (cr, style->plain ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND);
  for (guint kind = 0; edges->len > 0 && kind < REL_N_KINDS; kind++)
    {
      const RelColour *colour = &style->palette->kinds[kind];

      cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * style->alpha);
      for (guint part = 0; part < (style->plain ? 2 : 3); part++)
        {
          cairo_set_dash (cr, dashes, part == 1 ? G_N_ELEMENTS (dashes) : 0, 0);
          cairo_new_path (cr);
          add_part (cr, scene, edges, kind, part, style->plain);
          cairo_stroke (cr);
        }
    }
  cairo_restore (cr);
}

/**
 * rel_stroke_trace:
 * @cr: where to draw, with the colour set
 * @scene: a scene
 * @edges: (element-type guint): the indexes of some edges
 * @width: how wide
 *
 * Draws a broad trace where lines run.
 */
void
rel_stroke_trace (cairo_t *cr, RelScene *scene, GArray *edges, double width)
{
  cairo_save (cr);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  for (guint i = 0; i < edges->len; i++)
    add_line (cr, nth_edge (scene, edges, i)->points);
  cairo_stroke (cr);
  cairo_restore (cr);
}
