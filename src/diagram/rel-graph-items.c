/* rel-graph-items.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in each column, and which lines run through each gutter.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <string.h>

static void
bundle_free (gpointer data)
{
  RelBundle *bundle = data;

  g_array_unref (bundle->ties);
  g_ptr_array_unref (bundle->nets);
  g_free (bundle);
}

/* A place of a card where lines end. */
typedef struct
{
  guint spot;
  gint64 y_cents;
  gboolean right;
} Port;

static guint
port_hash (gconstpointer key)
{
  const Port *port = key;

  return port->spot * 31 + (guint) port->y_cents * 7 + (guint) port->right;
}

static gboolean
port_equal (gconstpointer a, gconstpointer b)
{
  const Port *a_port = a;
  const Port *b_port = b;

  return a_port->spot == b_port->spot && a_port->y_cents == b_port->y_cents && a_port->right == b_port->right;
}

static Port
port_of (guint spot, double y, gboolean right)
{
  return (Port){ spot, (gint64) (y * 100), right };
}

/* How many lines end at each place, on whatever side. */
static GHashTable *
count_ends (RelPart *self)
{
  GHashTable *counts = g_hash_table_new_full (port_hash, port_equal, g_free, NULL);

  for (guint i = 0; i < self->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (self, i);
      Port ends[] = { port_of (tie->from, tie->from_y, FALSE), port_of (tie->to, tie->to_y, FALSE) };

      for (guint e = 0; e < 2; e++)
        {
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &ends[e]));

          g_hash_table_insert (counts, g_memdup2 (&ends[e], sizeof (Port)), GUINT_TO_POINTER (count + 1));
        }
    }
  return counts;
}

static guint
get_bundle (RelPart *self, GHashTable *bundles, guint hub, double hub_y, gboolean right)
{
  Port port = port_of (hub, hub_y, right);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (bundles, &port));
  RelBundle *bundle;

  if (index > 0)
    return index - 1;

  bundle = g_new0 (RelBundle, 1);
  bundle->hub = hub;
  bundle->hub_y = hub_y;
  bundle->right = right;
  bundle->first = G_MAXUINT;
  bundle->items = REL_NONE;
  bundle->ties = g_array_new (FALSE, FALSE, sizeof (guint));
  bundle->nets = g_ptr_array_new ();
  g_ptr_array_add (self->bundles, bundle);
  g_hash_table_insert (bundles, g_memdup2 (&port, sizeof port), GUINT_TO_POINTER (self->bundles->len));
  return self->bundles->len - 1;
}

/* Lines join at the end where more of them meet. */
static void
bundle_ties (RelPart *self)
{
  g_autoptr (GHashTable) counts = count_ends (self);
  g_autoptr (GHashTable) bundles = g_hash_table_new_full (port_hash, port_equal, g_free, NULL);

  for (guint i = 0; i < self->ties->len; i++)
    {
      RelTie *tie = rel_part_tie (self, i);
      Port from = port_of (tie->from, tie->from_y, FALSE);
      Port to = port_of (tie->to, tie->to_y, FALSE);
      gboolean at_from = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &from)) >
                         GPOINTER_TO_UINT (g_hash_table_lookup (counts, &to));
      guint hub = at_from ? tie->from : tie->to;
      guint member = at_from ? tie->to : tie->from;
      guint hub_column = rel_part_spot (self, hub)->column;
      guint column = rel_part_spot (self, member)->column;
      gboolean right = column >= hub_column;
      RelBundle *bundle;

      tie->shift = 0;
      tie->bundle = get_bundle (self, bundles, hub, at_from ? tie->from_y : tie->to_y, right);
      bundle = rel_part_bundle (self, tie->bundle);
      g_array_append_val (bundle->ties, i);
      if (right)
        {
          bundle->first = hub_column;
          bundle->last = MAX (bundle->last, MAX (column, hub_column + 1) - 1);
        }
      else
        {
          bundle->first = MIN (bundle->first, column);
          bundle->last = hub_column - 1;
        }
    }
}

/* --- Items --- */

static void
add_cards (RelPart *self)
{
  for (guint i = 0; i < self->spots->len; i++)
    {
      RelSpot *spot = rel_part_spot (self, i);
      RelItem item = { i, REL_NONE, 0, spot->column, 0, 0, spot->rank, spot->height, 0 };

      spot->item = self->items->len;
      if (self->grouped)
        item.band = 2 * spot->module + 1;
      g_array_append_val (self->items, item);
    }
}

/* The end of a line that is not at the hub. */
guint
rel_part_find_member (const RelPart *self, const RelBundle *bundle, const RelTie *tie, double *y)
{
  gboolean at_from = tie->from == bundle->hub && tie->from_y == bundle->hub_y;

  *y = at_from ? tie->to_y : tie->from_y;
  return at_from ? tie->to : tie->from;
}

static double
mean_rank (RelPart *self, const RelBundle *bundle)
{
  double sum = 0;
  double y;

  for (guint i = 0; i < bundle->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (self, g_array_index (bundle->ties, guint, i));

      sum += rel_part_spot (self, rel_part_find_member (self, bundle, tie, &y))->rank;
    }
  return sum / bundle->ties->len;
}

/* A line passes the columns between its gutters. */
static void
add_passing (RelPart *self, guint index)
{
  RelBundle *bundle = rel_part_bundle (self, index);
  const RelSpot *hub = rel_part_spot (self, bundle->hub);
  double mean = mean_rank (self, bundle);

  bundle->items = self->items->len;
  for (guint column = bundle->first + 1; column <= bundle->last; column++)
    {
      double part = (double) (column - bundle->first) / (bundle->last + 1 - bundle->first);
      double near = bundle->right ? 1 - part : part; /* to the hub */
      RelItem item = { REL_NONE, index, 0, column, 0, 0, near * hub->rank + (1 - near) * mean, 0, 0 };

      g_array_append_val (self->items, item);
    }
}

static guint
passing_item (const RelBundle *bundle, guint column)
{
  return bundle->items + column - bundle->first - 1;
}

/* --- Hops --- */

/* Adds a hop of a bundle in one gutter: from an end that is farther from the hub to the one
 * that is nearer, which is the hub or where the bundle passes the next column. */
static void
add_hop (RelPart *self, GPtrArray *gutters, guint index, guint gutter, RelHop *far)
{
  const RelBundle *bundle = rel_part_bundle (self, index);
  const RelSpot *hub = rel_part_spot (self, bundle->hub);
  guint column = bundle->right ? gutter : gutter + 1;
  gboolean at_hub = column == hub->column;
  guint near = at_hub ? hub->item : passing_item (bundle, column);
  double near_y = at_hub ? bundle->hub_y : 0;
  RelHop hop = { far->left, near, far->left_y, near_y, index, far->weight, far->tie };

  if (bundle->right)
    hop = (RelHop){ near, far->left, near_y, far->left_y, index, far->weight, far->tie };
  g_array_append_val ((GArray *) g_ptr_array_index (gutters, gutter), hop);
}

static void
add_hops (RelPart *self, GPtrArray *gutters, guint index)
{
  const RelBundle *bundle = rel_part_bundle (self, index);
  guint hub_column = rel_part_spot (self, bundle->hub)->column;
  guint n = bundle->last - bundle->first + 1;
  g_autofree guint *weights = g_new0 (guint, n + 1); /* of what starts in each gutter, counted from afar */
  guint total = 0;

  for (guint i = 0; i < bundle->ties->len; i++)
    {
      guint tie = g_array_index (bundle->ties, guint, i);
      double y;
      const RelSpot *member = rel_part_spot (self, rel_part_find_member (self, bundle, rel_part_tie (self, tie), &y));
      guint gutter = bundle->right ? member->column - 1 : member->column;
      RelHop far = { member->item, 0, y, 0, index, 1, tie };

      if (member->column == hub_column)
        continue;
      weights[bundle->right ? bundle->last - gutter : gutter - bundle->first]++;
      add_hop (self, gutters, index, gutter, &far);
    }
  for (guint i = 0; i + 1 < n; i++)
    {
      guint gutter = bundle->right ? bundle->last - i - 1 : bundle->first + i + 1;
      RelHop far = { passing_item (bundle, bundle->right ? gutter + 1 : gutter), 0, 0, 0, index, 0, REL_NONE };

      total += weights[i];
      far.weight = total;
      add_hop (self, gutters, index, gutter, &far);
    }
}

/* --- Groups --- */

/* The upper and the lower edge of a group pass all its columns; they are kept straight, so that
 * groups stand in boxes beside or below each other. */
static void
add_group_edges (RelPart *self, GPtrArray *gutters, guint module)
{
  guint first = G_MAXUINT;
  guint last = 0;
  guint group = 0;

  for (guint i = 0; i < self->spots->len; i++)
    {
      const RelSpot *spot = rel_part_spot (self, i);

      if (spot->module != module || spot->group == 0)
        continue;
      group = spot->group;
      first = MIN (first, spot->column);
      last = MAX (last, spot->column);
    }
  for (guint edge = 0; group > 0 && edge < 2; edge++)
    {
      for (guint column = first; column <= last; column++)
        {
          RelItem item = { REL_NONE, REL_NONE, group, column, 0, 2 * module + 1, edge == 0 ? -1e12 : 1e12, 0, 0 };
          RelHop hop = { self->items->len - 1, self->items->len, 0, 0, REL_NONE, 1, REL_NONE };

          g_array_append_val (self->items, item);
          if (column > first)
            g_array_append_val ((GArray *) g_ptr_array_index (gutters, column - 1), hop);
        }
    }
}

/* Where the cards of each module stand. */
typedef struct
{
  guint module;
  guint first;
  guint last;
  double top;
  double bottom;
} Extent;

static Extent *
find_extents (RelPart *self)
{
  Extent *extents = g_new (Extent, self->n_modules + 1);

  for (guint i = 0; i < self->n_modules; i++)
    extents[i] = (Extent){ i, G_MAXUINT, 0, G_MAXDOUBLE, -G_MAXDOUBLE };
  for (guint i = 0; i < self->spots->len; i++)
    {
      const RelSpot *spot = rel_part_spot (self, i);
      Extent *extent = &extents[spot->module];

      extent->first = MIN (extent->first, spot->column);
      extent->last = MAX (extent->last, spot->column);
      extent->top = MIN (extent->top, spot->rank);
      extent->bottom = MAX (extent->bottom, spot->rank);
    }
  return extents;
}

static int
compare_extents (gconstpointer a, gconstpointer b)
{
  const Extent *a_extent = a;
  const Extent *b_extent = b;
  double a_middle = a_extent->top + a_extent->bottom;
  double b_middle = b_extent->top + b_extent->bottom;

  if (a_middle != b_middle)
    return a_middle < b_middle ? -1 : 1;
  return (a_extent->module > b_extent->module) - (a_extent->module < b_extent->module);
}

/* The modules in each column, from top to bottom. */
static GPtrArray *
list_by_column (RelPart *self, const Extent *ordered)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint column = 0; column < self->n_columns; column++)
    g_ptr_array_add (columns, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint m = 0; m < self->n_modules; m++)
    {
      for (guint column = ordered[m].first; column <= ordered[m].last && column < self->n_columns; column++)
        g_array_append_val ((GArray *) g_ptr_array_index (columns, column), m);
    }
  return columns;
}

/* Groups do not mix: each module has a band of its own in all its columns, and lines that pass go
 * through the module of their hub, or between two. */
static void
find_bands (RelPart *self)
{
  g_autofree Extent *extents = find_extents (self);
  g_autofree Extent *ordered = g_memdup2 (extents, sizeof (Extent) * self->n_modules);
  g_autofree guint *bands = g_new (guint, self->n_modules + 1);
  g_autoptr (GPtrArray) columns = NULL;

  qsort (ordered, self->n_modules, sizeof (Extent), compare_extents);
  columns = list_by_column (self, ordered);
  for (guint i = 0; i < self->n_modules; i++)
    bands[ordered[i].module] = 2 * i + 1;
  for (guint i = 0; i < self->items->len; i++)
    {
      RelItem *item = rel_part_item (self, i);
      GArray *near = g_ptr_array_index (columns, item->column);
      const Extent *hub;

      if (item->bundle == REL_NONE)
        {
          item->band = bands[item->band / 2];
          continue;
        }
      hub = &extents[rel_part_spot (self, rel_part_bundle (self, item->bundle)->hub)->module];
      if (item->column >= hub->first && item->column <= hub->last)
        {
          item->band = bands[hub->module];
          continue;
        }
      item->band = 0;
      for (guint m = 0; m < near->len; m++)
        {
          const Extent *extent = &ordered[g_array_index (near, guint, m)];

          if ((extent->top + extent->bottom) / 2 < item->key)
            item->band = 2 * g_array_index (near, guint, m) + 2;
        }
    }
}

/* --- Hooks --- */

static guint
hooked_column (const RelPart *self, const RelTie *tie)
{
  guint column = rel_part_spot (self, tie->from)->column;

  return tie->from != tie->to && rel_part_spot (self, tie->to)->column == column ? column : REL_NONE;
}

static int
compare_hooks (gconstpointer a, gconstpointer b, gpointer data)
{
  guint a_column = rel_part_item (data, ((const RelHook *) a)->a)->column;
  guint b_column = rel_part_item (data, ((const RelHook *) b)->a)->column;

  return (a_column > b_column) - (a_column < b_column);
}

static void
add_hooks (RelPart *self)
{
  guint at = 0;

  g_array_set_size (self->hooks, 0);
  g_array_set_size (self->hooked, 0);
  for (guint i = 0; i < self->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (self, i);
      RelHook hook = { rel_part_spot (self, tie->from)->item, rel_part_spot (self, tie->to)->item, tie->from_y,
                       tie->to_y };

      if (hooked_column (self, tie) != REL_NONE)
        g_array_append_val (self->hooks, hook);
    }
  g_array_sort_with_data (self->hooks, compare_hooks, self);
  for (guint column = 0; column <= self->n_columns; column++)
    {
      while (at < self->hooks->len && rel_part_item (self, g_array_index (self->hooks, RelHook, at).a)->column < column)
        at++;
      g_array_append_val (self->hooked, at);
    }
}

/* Lists the hooks by the items at their ends. */
static void
index_hooks (RelPart *self)
{
  guint n = self->items->len;
  g_autofree guint *fill = g_new0 (guint, n + 1);

  g_array_set_size (self->hook_ends, 2 * self->hooks->len);
  g_array_set_size (self->hook_first, n + 1);
  memset (self->hook_first->data, 0, (n + 1) * sizeof (guint));
  for (guint i = 0; i < self->hooks->len; i++)
    {
      g_array_index (self->hook_first, guint, g_array_index (self->hooks, RelHook, i).a + 1)++;
      g_array_index (self->hook_first, guint, g_array_index (self->hooks, RelHook, i).b + 1)++;
    }
  for (guint i = 0; i < n; i++)
    g_array_index (self->hook_first, guint, i + 1) += g_array_index (self->hook_first, guint, i);
  for (guint i = 0; i < self->hooks->len; i++)
    {
      const RelHook *hook = &g_array_index (self->hooks, RelHook, i);
      guint at_a = g_array_index (self->hook_first, guint, hook->a) + fill[hook->a]++;
      guint at_b = g_array_index (self->hook_first, guint, hook->b) + fill[hook->b]++;

      g_array_index (self->hook_ends, guint, at_a) = hook->b;
      g_array_index (self->hook_ends, guint, at_b) = hook->a;
    }
}

/* --- All of it --- */

/* Lists the hops by the item on one of their sides. */
static void
index_hops (RelPart *self, GArray *list, GArray *firsts, gboolean by_right)
{
  g_autofree guint *fill = g_new0 (guint, self->items->len + 1);
  guint n = self->items->len;

  g_array_set_size (list, self->hops->len);
  g_array_set_size (firsts, n + 1);
  for (guint i = 0; i < self->hops->len; i++)
    fill[by_right ? rel_part_hop (self, i)->right : rel_part_hop (self, i)->left]++;
  for (guint i = 0, sum = 0; i <= n; i++)
    {
      guint count = i < n ? fill[i] : 0;

      g_array_index (firsts, guint, i) = sum;
      fill[i] = sum;
      sum += count;
    }
  for (guint i = 0; i < self->hops->len; i++)
    g_array_index (list, guint, fill[by_right ? rel_part_hop (self, i)->right : rel_part_hop (self, i)->left]++) = i;
}

static void
gather_hops (RelPart *self, GPtrArray *gutters)
{
  for (guint i = 0; i < gutters->len; i++)
    {
      GArray *hops = g_ptr_array_index (gutters, i);

      g_array_append_val (self->gutters, self->hops->len);
      g_array_append_vals (self->hops, hops->data, hops->len);
    }
  g_array_append_val (self->gutters, self->hops->len);
  index_hops (self, self->left_hops, self->left_first, TRUE);
  index_hops (self, self->right_hops, self->right_first, FALSE);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const RelItem *a_item = rel_part_item (data, *(const guint *) a);
  const RelItem *b_item = rel_part_item (data, *(const guint *) b);

  if (a_item->band != b_item->band)
    return a_item->band < b_item->band ? -1 : 1;
  if (a_item->key != b_item->key)
    return a_item->key < b_item->key ? -1 : 1;
  return (*(const guint *) a > *(const guint *) b) - (*(const guint *) a < *(const guint *) b);
}

/*< private >
 * rel_part_sort_column:
 * @self: a part with its items
 * @column: a column
 *
 * Puts the items of a column in the order of their bands and keys.
 */
void
rel_part_sort_column (RelPart *self, guint column)
{
  GArray *items = rel_part_column (self, column);

  g_array_sort_with_data (items, compare_items, self);
  for (guint i = 0; i < items->len; i++)
    rel_part_item (self, g_array_index (items, guint, i))->place = i;
}

/*< private >
 * rel_part_make_items:
 * @self: a part with its columns
 *
 * Makes bundles of the lines, and puts into each column what stands there, in a first order.
 * What was made before is forgotten.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
rel_part_make_items (RelPart *self)
{
  g_autoptr (GPtrArray) gutters = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  g_ptr_array_set_free_func (self->bundles, bundle_free);
  g_ptr_array_set_size (self->bundles, 0);
  g_ptr_array_set_size (self->columns, 0);
  g_array_set_size (self->items, 0);
  g_array_set_size (self->hops, 0);
  g_array_set_size (self->gutters, 0);
  bundle_ties (self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_ptr_array_add (gutters, g_array_new (FALSE, FALSE, sizeof (RelHop)));
      g_ptr_array_add (self->columns, g_array_new (FALSE, FALSE, sizeof (guint)));
    }
  add_cards (self);
  for (guint i = 0; i < self->bundles->len; i++)
    {
      if (i % 256 == 0 && rel_part_is_cancelled (self))
        return FALSE;
      add_passing (self, i);
      add_hops (self, gutters, i);
    }
  for (guint i = 0; self->grouped && i < self->n_modules; i++)
    add_group_edges (self, gutters, i);
  if (self->grouped)
    find_bands (self);
  gather_hops (self, gutters);
  add_hooks (self);
  index_hooks (self);
  for (guint i = 0; i < self->items->len; i++)
    g_array_append_val (rel_part_column (self, rel_part_item (self, i)->column), i);
  for (guint i = 0; i < self->n_columns; i++)
    rel_part_sort_column (self, i);
  return !rel_part_is_cancelled (self);
}
