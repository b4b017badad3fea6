/* rel-route.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lanes for the upright runs in a gutter between two columns of cards. Two runs beside each
 * other never share a lane, and the order of the lanes is one with few crossings in which no
 * two level lines fall on each other.
 */

#include "config.h"

#include "rel-route.h"

#include <math.h>

/* Two lines on each other cannot be told apart, which is worse than any crossing. */
#define OVERLAP_COST 100000

/* Beyond this many nets the order by place is kept: its lanes are as distinct, only the
 * crossings may be more. */
#define MAX_NETS_TO_ORDER 400

static void
net_free (gpointer data)
{
  RelNet *net = data;

  g_array_unref (net->inner);
  g_array_unref (net->outer);
  g_array_unref (net->flow);
  g_free (net);
}

/**
 * rel_route_new_gutter:
 *
 * Returns: (transfer full) (element-type RelNet): a gutter without nets
 */
GPtrArray *
rel_route_new_gutter (void)
{
  return g_ptr_array_new_with_free_func (net_free);
}

/**
 * rel_route_add_net:
 * @gutter: (element-type RelNet): a gutter
 * @key: a key that no net there has
 *
 * Returns: (transfer none): a new net
 */
RelNet *
rel_route_add_net (GPtrArray *gutter, guint key)
{
  RelNet *net = g_new0 (RelNet, 1);

  net->key = key;
  net->inner = g_array_new (FALSE, FALSE, sizeof (RelPin));
  net->outer = g_array_new (FALSE, FALSE, sizeof (RelPin));
  net->flow = g_array_new (FALSE, FALSE, sizeof (RelPin));
  net->top = HUGE_VAL;
  net->bottom = -HUGE_VAL;
  g_ptr_array_add (gutter, net);
  return net;
}

/**
 * rel_route_get_net:
 * @gutter: (element-type RelNet): a gutter
 * @key: the key of the net
 *
 * Returns: (transfer none): the net with that key, which is made if there is none
 */
RelNet *
rel_route_get_net (GPtrArray *gutter, guint key)
{
  RelNet *net;

  for (guint i = 0; i < gutter->len; i++)
    {
      net = g_ptr_array_index (gutter, i);
      if (net->key == key)
        return net;
    }

  return rel_route_add_net (gutter, key);
}

static void
add_place (RelNet *net, GArray *places, double y, int n_lines)
{
  RelPin pin = { y, n_lines };

  net->top = MIN (net->top, y);
  net->bottom = MAX (net->bottom, y);
  for (guint i = 0; i < places->len; i++)
    {
      if (g_array_index (places, RelPin, i).y == y)
        {
          g_array_index (places, RelPin, i).n_lines += n_lines;
          return;
        }
    }
  g_array_append_val (places, pin);
}

/**
 * rel_net_add_inner:
 * @net: a net
 * @y: where lines enter on the inner side
 * @n_lines: how many; below 0 if they leave there
 *
 * Adds lines; those at the same place run on each other.
 */
void
rel_net_add_inner (RelNet *net, double y, int n_lines)
{
  add_place (net, net->inner, y, n_lines);
}

/**
 * rel_net_add_outer:
 * @net: a net
 * @y: where lines leave on the outer side
 * @n_lines: how many
 *
 * Adds lines; those at the same place run on each other.
 */
void
rel_net_add_outer (RelNet *net, double y, int n_lines)
{
  add_place (net, net->outer, y, n_lines);
}

/**
 * rel_net_is_level:
 * @net: a net
 *
 * Returns: whether it is one level line, which needs no lane
 */
gboolean
rel_net_is_level (const RelNet *net)
{
  return net->top == net->bottom;
}

static int
compare_pins (gconstpointer a, gconstpointer b)
{
  const RelPin *a_pin = a;
  const RelPin *b_pin = b;

  return (a_pin->y > b_pin->y) - (a_pin->y < b_pin->y);
}

/* Finds how many lines run upright at each height: those that came in above, less those that
 * went out there. */
static void
find_flow (RelNet *net)
{
  int sum = 0;

  g_array_set_size (net->flow, 0);
  g_array_append_vals (net->flow, net->inner->data, net->inner->len);
  g_array_append_vals (net->flow, net->outer->data, net->outer->len);
  for (guint i = net->inner->len; i < net->flow->len; i++)
    g_array_index (net->flow, RelPin, i).n_lines *= -1;
  g_array_sort (net->flow, compare_pins);
  for (guint i = 0; i < net->flow->len; i++)
    {
      sum += g_array_index (net->flow, RelPin, i).n_lines;
      g_array_index (net->flow, RelPin, i).n_lines = ABS (sum);
    }
}

/* How many lines of a net run upright past a height, or turn there. */
static guint
flow_at (const RelNet *net, double y)
{
  guint low = 0;
  guint high = net->flow->len;

  if (y < net->top || y > net->bottom)
    return 0;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (net->flow, RelPin, middle).y <= y)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? MAX (1, (guint) g_array_index (net->flow, RelPin, low - 1).n_lines) : 1;
}

static guint
count_crossings (GArray *places, const RelNet *net)
{
  guint count = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const RelPin *pin = &g_array_index (places, RelPin, i);

      count += flow_at (net, pin->y) * (guint) ABS (pin->n_lines);
    }
  return count;
}

static gboolean
have_common_place (GArray *a, GArray *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      for (guint j = 0; j < b->len; j++)
        {
          if (g_array_index (a, RelPin, i).y == g_array_index (b, RelPin, j).y)
            return TRUE;
        }
    }
  return FALSE;
}

/* What it costs to put the run of @a nearer to the inner side than that of @b: the lines of
 * @b that come from the inner side pass @a, and the lines of @a that leave pass @b. */
static guint
cost_of_order (const RelNet *a, const RelNet *b)
{
  guint cost;

  if (a->top > b->bottom || b->top > a->bottom)
    return 0;
  cost = count_crossings (b->inner, a) + count_crossings (a->outer, b);
  return have_common_place (a->outer, b->inner) ? cost + OVERLAP_COST : cost;
}

/* What is saved by having a net before another one rather than after it, for each two. */
static int *
compute_gains (GPtrArray *nets, GCancellable *cancellable)
{
  guint n = nets->len;
  int *gains = g_new0 (int, n *n);

  for (guint a = 0; a < n && !g_cancellable_is_cancelled (cancellable); a++)
    {
      for (guint b = 0; b < n; b++)
        {
          const RelNet *a_net = g_ptr_array_index (nets, a);
          const RelNet *b_net = g_ptr_array_index (nets, b);

          gains[a * n + b] = (int) cost_of_order (b_net, a_net) - (int) cost_of_order (a_net, b_net);
        }
    }
  return gains;
}

/* Where in the order the net that is now at @place would cost least. */
static guint
find_best_place (const int *gains, const guint *order, guint n, guint place)
{
  guint best = place;
  int best_gain = 0;
  int gain = 0;

  for (guint i = place; i > 0; i--)
    {
      gain += gains[order[place] * n + order[i - 1]];
      if (gain > best_gain)
        {
          best_gain = gain;
          best = i - 1;
        }
    }

  gain = 0;
  for (guint i = place + 1; i < n; i++)
    {
      gain += gains[order[i] * n + order[place]];
      if (gain > best_gain)
        {
          best_gain = gain;
          best = i;
        }
    }
  return best;
}

static void
move_place (guint *order, guint from, guint to)
{
  guint moved = order[from];

  for (guint i = from; i > to; i--)
    order[i] = order[i - 1];
  for (guint i = from; i < to; i++)
    order[i] = order[i + 1];
  order[to] = moved;
}

/* Takes each net to the place where it costs least, until none moves: each move costs less
 * than the one before, so that this ends. */
static void
order_nets (GPtrArray *nets, GCancellable *cancellable)
{
  guint n = nets->len;
  g_autofree int *gains = compute_gains (nets, cancellable);
  g_autofree guint *order = g_new (guint, n);
  g_autofree gpointer *before = g_memdup2 (nets->pdata, n * sizeof (gpointer));
  gboolean moved = TRUE;

  for (guint i = 0; i < n; i++)
    order[i] = i;

  while (moved)
    {
      moved = FALSE;
      for (guint i = 0; i < n && !g_cancellable_is_cancelled (cancellable); i++)
        {
          guint best = find_best_place (gains, order, n, i);

          if (best == i)
            continue;
          move_place (order, i, best);
          moved = TRUE;
        }
    }

  for (guint i = 0; i < n; i++)
    nets->pdata[i] = before[order[i]];
}

static int
compare_tops (gconstpointer a, gconstpointer b)
{
  const RelNet *a_net = *(RelNet **) a;
  const RelNet *b_net = *(RelNet **) b;

  if (a_net->top != b_net->top)
    return a_net->top < b_net->top ? -1 : 1;
  return (a_net->key > b_net->key) - (a_net->key < b_net->key);
}

/**
 * rel_route_lanes:
 * @gutter: (element-type RelNet): the nets of a gutter, complete
 * @clearance: how far two runs in one lane must be from each other
 * @cancellable: (nullable): if it is cancelled, the lanes are good for nothing
 *
 * Gives each net that is not one level line its lane.
 *
 * Returns: how many lanes there are
 */
guint
rel_route_lanes (GPtrArray *gutter, double clearance, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) nets = g_ptr_array_new ();
  guint n_lanes = 0;

  for (guint i = 0; i < gutter->len; i++)
    {
      if (!rel_net_is_level (g_ptr_array_index (gutter, i)))
        g_ptr_array_add (nets, g_ptr_array_index (gutter, i));
    }
  for (guint i = 0; i < nets->len; i++)
    find_flow (g_ptr_array_index (nets, i));
  g_ptr_array_sort (nets, compare_tops);
  if (nets->len > 1 && nets->len <= MAX_NETS_TO_ORDER)
    order_nets (nets, cancellable);

  for (guint i = 0; i < nets->len; i++)
    {
      RelNet *net = g_ptr_array_index (nets, i);

      net->lane = 0;
      for (guint j = 0; j < i; j++)
        {
          const RelNet *inner = g_ptr_array_index (nets, j);

          if (inner->top < net->bottom + clearance && inner->bottom > net->top - clearance)
            net->lane = MAX (net->lane, inner->lane + 1);
        }
      n_lanes = MAX (n_lanes, net->lane + 1);
    }
  return n_lanes;
}

/**
 * rel_route_is_on_other:
 * @gutter: (element-type RelNet): the nets of a gutter that have their lanes
 * @net: one of them
 * @y: where a line of @net leaves
 *
 * Finds whether that line falls on one of another net. Orders of lanes prevent that, but for
 * nets that go round in a circle there is none.
 *
 * Returns: whether it does
 */
gboolean
rel_route_is_on_other (GPtrArray *gutter, const RelNet *net, double y)
{
  for (guint i = 0; i < gutter->len && !rel_net_is_level (net); i++)
    {
      const RelNet *other = g_ptr_array_index (gutter, i);

      if (other == net || rel_net_is_level (other) || other->lane < net->lane)
        continue;
      for (guint j = 0; j < other->inner->len; j++)
        {
          if (g_array_index (other->inner, RelPin, j).y == y)
            return TRUE;
        }
    }
  return FALSE;
}
