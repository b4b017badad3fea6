/* rel-drawing-svg-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of a diagram as SVG, with the marks at its ends.
 */

#include "config.h"

#include <math.h>

#include "rel-drawing-private.h"
#include "rel-metrics.h"

#define FOOT_LENGTH 11.0
#define FOOT_SPREAD 5.0
#define BAR_PLACE   7.0
#define BAR_SPREAD  4.5
#define RULE_PLACE  24.0
#define RULE_SPREAD 4.0

/*< private >
 * rel_drawing_append_number:
 * @text: where to write
 * @number: a number
 *
 * Writes a number with no more digits than it needs, and a point in any language.
 */
void
rel_drawing_append_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6g", round (number * 100) / 100));
}

/*< private >
 * rel_drawing_append_step:
 * @text: a path
 * @step: how one goes there
 * @x: where to
 * @y: where to
 *
 * Goes on with a path.
 */
void
rel_drawing_append_step (GString *text, char step, double x, double y)
{
  g_string_append_c (text, step);
  rel_drawing_append_number (text, x);
  g_string_append_c (text, ' ');
  rel_drawing_append_number (text, y);
}

static double
distance (const RelPoint *a, const RelPoint *b)
{
  return fabs (a->x - b->x) + fabs (a->y - b->y);
}

static void
append_corner (GString *text, const RelPoint *before, const RelPoint *corner, const RelPoint *after)
{
  double in = distance (before, corner);
  double out = distance (corner, after);
  double radius = MIN (REL_LINE_RADIUS, MIN (in, out) / 2);

  rel_drawing_append_step (text, 'L', corner->x + (before->x - corner->x) * radius / in,
                           corner->y + (before->y - corner->y) * radius / in);
  rel_drawing_append_step (text, 'Q', corner->x, corner->y);
  rel_drawing_append_step (text, ' ', corner->x + (after->x - corner->x) * radius / out,
                           corner->y + (after->y - corner->y) * radius / out);
}

static void
append_end (GString *text, RelEndMark mark, const RelPoint *end, const RelPoint *inside)
{
  double way = inside->x > end->x ? 1 : -1;

  if (mark == REL_END_ONE)
    {
      rel_drawing_append_step (text, 'M', end->x + way * BAR_PLACE, end->y - BAR_SPREAD);
      rel_drawing_append_step (text, 'L', end->x + way * BAR_PLACE, end->y + BAR_SPREAD);
      return;
    }
  rel_drawing_append_step (text, 'M', end->x, end->y - FOOT_SPREAD);
  rel_drawing_append_step (text, 'L', end->x + way * FOOT_LENGTH, end->y);
  rel_drawing_append_step (text, 'L', end->x, end->y + FOOT_SPREAD);
}

static void
append_delete_mark (GString *text, RelDeleteMark mark, const RelPoint *end, const RelPoint *inside)
{
  double x = end->x + (inside->x > end->x ? RULE_PLACE : -RULE_PLACE);

  if (mark == REL_DELETE_CASCADE)
    {
      rel_drawing_append_step (text, 'M', x - RULE_SPREAD, end->y);
      rel_drawing_append_step (text, 'L', x, end->y - RULE_SPREAD);
      rel_drawing_append_step (text, 'L', x + RULE_SPREAD, end->y);
      rel_drawing_append_step (text, 'L', x, end->y + RULE_SPREAD);
      rel_drawing_append_step (text, 'L', x - RULE_SPREAD, end->y);
    }
  else if (mark == REL_DELETE_DEFAULT)
    {
      rel_drawing_append_step (text, 'M', x - RULE_SPREAD, end->y);
      for (int way = 1; way >= -1; way -= 2)
        {
          rel_drawing_append_step (text, 'A', RULE_SPREAD, RULE_SPREAD);
          g_string_append (text, " 0 1 1");
          rel_drawing_append_step (text, ' ', x + way * RULE_SPREAD, end->y);
        }
    }
  for (int side = -1; mark == REL_DELETE_RESTRICT && side <= 1; side += 2)
    {
      rel_drawing_append_step (text, 'M', x + side * RULE_SPREAD / 2, end->y - RULE_SPREAD);
      rel_drawing_append_step (text, 'L', x + side * RULE_SPREAD / 2, end->y + RULE_SPREAD);
    }
}

/*< private >
 * rel_drawing_append_line:
 * @text: where to write
 * @edge: an edge
 * @class: (nullable): the class of the line itself
 *
 * Writes the line and its marks, as two paths.
 */
void
rel_drawing_append_line (GString *text, const RelEdge *edge, const char *class)
{
  const RelPoint *p = (const RelPoint *) (gpointer) edge->points->data;
  guint n = edge->points->len;

  g_string_append (text, "<path");
  if (class != NULL)
    g_string_append_printf (text, " class=\"%s\"", class);
  g_string_append (text, " d=\"");
  rel_drawing_append_step (text, 'M', p[0].x, p[0].y);
  for (guint i = 1; i + 1 < n; i++)
    append_corner (text, &p[i - 1], &p[i], &p[i + 1]);
  rel_drawing_append_step (text, 'L', p[n - 1].x, p[n - 1].y);
  g_string_append (text, "\"/><path d=\"");
  append_end (text, edge->from.mark, &p[0], &p[1]);
  append_end (text, edge->to.mark, &p[n - 1], &p[n - 2]);
  append_delete_mark (text, edge->on_delete, &p[0], &p[1]);
  if (edge->deselect_deletes)
    {
      double x = p[n - 1].x + (p[n - 2].x > p[n - 1].x ? RULE_PLACE : -RULE_PLACE);

      rel_drawing_append_step (text, 'M', x - RULE_SPREAD, p[n - 1].y - RULE_SPREAD);
      rel_drawing_append_step (text, 'L', x + RULE_SPREAD, p[n - 1].y + RULE_SPREAD);
      rel_drawing_append_step (text, 'M', x - RULE_SPREAD, p[n - 1].y + RULE_SPREAD);
      rel_drawing_append_step (text, 'L', x + RULE_SPREAD, p[n - 1].y - RULE_SPREAD);
    }
  g_string_append (text, "\"/>");
}
