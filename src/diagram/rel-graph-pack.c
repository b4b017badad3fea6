/* rel-graph-pack.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts boxes beside and below each other so that little is free between them: the highest
 * first, each where it comes to stand highest (a skyline).
 */

#include "config.h"

#include "rel-graph-private.h"

#include <math.h>

/* A stretch from left to right, above which all is taken. */
typedef struct
{
  double x;
  double width;
  double y;
} Stretch;

static int
compare_boxes (gconstpointer a, gconstpointer b, gpointer data)
{
  const RelBox *boxes = data;
  guint a_index = *(const guint *) a;
  guint b_index = *(const guint *) b;

  if (boxes[a_index].height != boxes[b_index].height)
    return boxes[a_index].height > boxes[b_index].height ? -1 : 1;
  return (a_index > b_index) - (a_index < b_index);
}

/* How high a box would stand if its left edge were that of a stretch; %HUGE_VAL if it is too
 * wide for that. */
static double
height_at (GArray *skyline, guint first, double width)
{
  double y = 0;

  for (guint i = first; i < skyline->len && width > 0; i++)
    {
      const Stretch *stretch = &g_array_index (skyline, Stretch, i);

      y = MAX (y, stretch->y);
      width -= stretch->width;
    }
  return width > 0 ? HUGE_VAL : y;
}

static void
raise_skyline (GArray *skyline, guint first, const Stretch *raised)
{
  double end = raised->x + raised->width;
  guint last = first;

  while (last < skyline->len &&
         g_array_index (skyline, Stretch, last).x + g_array_index (skyline, Stretch, last).width <= end)
    last++;
  if (last < skyline->len)
    {
      Stretch *rest = &g_array_index (skyline, Stretch, last);

      rest->width -= end - rest->x;
      rest->x = end;
    }
  g_array_remove_range (skyline, first, last - first);
  g_array_insert_val (skyline, first, *raised);
}

static RelPoint
place_box (GArray *skyline, const RelBox *box, double gap)
{
  double best_y = HUGE_VAL;
  guint best = 0;
  Stretch raised;

  for (guint i = 0; i < skyline->len; i++)
    {
      double y = height_at (skyline, i, box->width + gap);

      if (y < best_y)
        {
          best_y = y;
          best = i;
        }
    }
  raised = (Stretch){ g_array_index (skyline, Stretch, best).x, box->width + gap, best_y + box->height + gap };
  raise_skyline (skyline, best, &raised);
  return (RelPoint){ raised.x, best_y };
}

/*< private >
 * rel_graph_pack:
 * @boxes: (array length=n): boxes, of which only the sizes are read
 * @places: (out caller-allocates) (array length=n): where each is put
 * @n: how many there are
 * @gap: what is free between two
 * @aspect: how wide the whole is to be, to its height
 *
 * Puts boxes beside and below each other.
 */
void
rel_graph_pack (const RelBox *boxes, RelPoint *places, guint n, double gap, double aspect)
{
  g_autoptr (GArray) skyline = g_array_new (FALSE, FALSE, sizeof (Stretch));
  g_autofree guint *order = g_new (guint, n + 1);
  Stretch all = { 0, 0, 0 };
  double area = 0;

  for (guint i = 0; i < n; i++)
    {
      order[i] = i;
      area += (boxes[i].width + gap) * (boxes[i].height + gap);
      all.width = MAX (all.width, boxes[i].width + gap);
    }
  all.width = MAX (all.width, sqrt (area * aspect));
  g_array_append_val (skyline, all);
  g_qsort_with_data (order, (int) n, sizeof (guint), compare_boxes, (gpointer) boxes);
  for (guint i = 0; i < n; i++)
    places[order[i]] = place_box (skyline, &boxes[order[i]], gap);
}
