/* rel-graph-mend.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed in a picture is put in without moving anything else: new cards go to a free
 * place near those that they are linked with, and only the lines that changed, or that a card
 * is in the way of now, are drawn anew.
 */

#include "config.h"

#include "rel-graph-private.h"

#include <math.h>

#include "rel-graph-maze.h"
#include "rel-scene-private.h"

/* Where a new card would like to be: so far beside one that it is linked with. */
#define BESIDE 88.0

/* How far around a free place is looked for, in steps of the raster. */
#define MAX_REACH 90

#define MARGIN 2

/* How far lines may go beyond what they link, in steps of the raster: first little, for that is
 * quick. */
static const double reaches[] = { 40, 400 };

typedef struct
{
  RelGraph *graph;
  RelMaze *maze;     /* (owned) (nullable) */
  GHashTable *ports; /* (owned): the number of each place where lines end, from 1 */
  guint *hubs;       /* (owned): of each line: the port where it meets most others */
  guint *nets;       /* (owned): of each port: its net in the maze, if lines to be drawn meet there */
  GPtrArray *meet;   /* (owned) (element-type GArray of guint): the nets that end at each port */
} Mending;

/* --- Nets --- */

typedef struct
{
  guint node;
  gint64 y_cents;
} Port;

static guint
port_hash (gconstpointer key)
{
  const Port *port = key;

  return port->node * 31 + (guint) port->y_cents;
}

static gboolean
port_equal (gconstpointer a, gconstpointer b)
{
  return ((const Port *) a)->node == ((const Port *) b)->node &&
         ((const Port *) a)->y_cents == ((const Port *) b)->y_cents;
}

static guint
get_port (Mending *self, guint node, double y)
{
  Port port = { node, (gint64) (y * 100) };
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->ports, &port));

  if (number > 0)
    return number;
  number = g_hash_table_size (self->ports) + 1;
  g_hash_table_insert (self->ports, g_memdup2 (&port, sizeof port), GUINT_TO_POINTER (number));
  return number;
}

/* Lines join where most of them end, as in the first picture. */
static void
find_hubs (Mending *self)
{
  guint n = self->graph->lines->len;
  g_autofree guint *from = g_new (guint, n + 1);
  g_autofree guint *to = g_new (guint, n + 1);
  g_autofree guint *counts = g_new0 (guint, 2 * n + 2);

  for (guint i = 0; i < n; i++)
    {
      const RelLine *line = rel_graph_line (self->graph, i);

      from[i] = get_port (self, line->from, line->from_y);
      to[i] = get_port (self, line->to, line->to_y);
      counts[from[i]]++;
      counts[to[i]]++;
    }
  for (guint i = 0; i < n; i++)
    self->hubs[i] = counts[from[i]] > counts[to[i]] ? from[i] : to[i];
}

/* Only nets that lines are still to be drawn of need a number of their own, and those that meet
 * them at their ends. */
static void
number_nets (Mending *self)
{
  RelGraph *graph = self->graph;
  guint n_ports = g_hash_table_size (self->ports);
  g_autofree gboolean *ends = g_new0 (gboolean, n_ports + 1);
  guint next = REL_MAZE_OTHER + 1;

  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);

      if (!line->fixed)
        ends[get_port (self, line->from, line->from_y)] = ends[get_port (self, line->to, line->to_y)] = TRUE;
    }
  for (guint i = 0; i <= n_ports; i++)
    {
      self->nets[i] = REL_MAZE_OTHER;
      g_ptr_array_add (self->meet, g_array_new (FALSE, FALSE, sizeof (guint)));
    }
  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      guint from = get_port (self, line->from, line->from_y);
      guint to = get_port (self, line->to, line->to_y);
      guint *net = &self->nets[self->hubs[i]];

      if (!ends[from] && !ends[to])
        continue;
      if (*net == REL_MAZE_OTHER && next < REL_MAZE_MAX_NETS)
        *net = next++;
      g_array_append_val ((GArray *) g_ptr_array_index (self->meet, from), *net);
      g_array_append_val ((GArray *) g_ptr_array_index (self->meet, to), *net);
    }
}

/* --- New cards --- */

/* Where a card would like to be, because of those that it is linked with. */
static gboolean
find_wish (RelGraph *graph, guint node, const gboolean *placed, RelPoint *wish)
{
  const RelBox *own = &rel_graph_node (graph, node)->box;

  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      const RelBox *box;

      if (line->from == node && placed[line->to])
        {
          box = &rel_graph_node (graph, line->to)->box;
          *wish = (RelPoint){ box->x - own->width - BESIDE, box->y };
          return TRUE;
        }
      if (line->to == node && placed[line->from])
        {
          box = &rel_graph_node (graph, line->from)->box;
          *wish = (RelPoint){ box->x + box->width + BESIDE, box->y };
          return TRUE;
        }
    }
  return FALSE;
}

/* Tries the places on squares around the one that is wanted, from the nearest on. */
static gboolean
find_free_place (Mending *self, RelBox *box, const RelPoint *wish)
{
  double unit = self->graph->unit;

  for (int reach = 0; reach <= MAX_REACH; reach += 2)
    {
      for (int x = -reach; x <= reach; x += 2)
        {
          for (int y = -reach; y <= reach; y += ABS (x) == reach ? 2 : MAX (2 * reach, 1))
            {
              box->x = wish->x + x * unit;
              box->y = unit * round (wish->y / unit + y);
              if (rel_maze_is_free (self->maze, box))
                return TRUE;
            }
        }
    }
  return FALSE;
}

static void
grow (RelGraph *graph, const RelBox *box)
{
  graph->width = MAX (graph->width, box->x + box->width + MARGIN * graph->unit);
  graph->height = MAX (graph->height, graph->unit * ceil ((box->y + box->height) / graph->unit + MARGIN));
}

/* Cards that find no place near others stand in a row below the picture. */
static void
place_below (RelGraph *graph, RelBox *box, double *x, double y)
{
  box->x = *x;
  box->y = y;
  *x += box->width + 4 * graph->unit;
}

static void
place_cards (Mending *self, gboolean *placed)
{
  RelGraph *graph = self->graph;
  double x = MARGIN * graph->unit;
  double y = graph->height + 2 * graph->unit;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      RelNode *node = rel_graph_node (graph, i);
      RelPoint wish;

      if (placed[i])
        continue;
      if (!find_wish (graph, i, placed, &wish) || !find_free_place (self, &node->box, &wish))
        place_below (graph, &node->box, &x, y);
      placed[i] = TRUE;
      rel_maze_put_card (self->maze, &node->box);
    }
}

/* --- Lines --- */

static gboolean
is_hit (GArray *points, const RelBox *box)
{
  for (guint i = 1; i < points->len; i++)
    {
      const RelPoint *a = &g_array_index (points, RelPoint, i - 1);
      const RelPoint *b = &g_array_index (points, RelPoint, i);

      if (MAX (a->x, b->x) > box->x && MIN (a->x, b->x) < box->x + box->width && MAX (a->y, b->y) > box->y &&
          MIN (a->y, b->y) < box->y + box->height)
        return TRUE;
    }
  return FALSE;
}

/* A card that was moved may stand in the way of lines of others now. */
static void
free_hit_lines (RelGraph *graph)
{
  g_autofree gboolean *touched = g_new0 (gboolean, graph->nodes->len + 1);

  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);

      if (!line->fixed)
        touched[line->from] = touched[line->to] = TRUE;
    }
  for (guint n = 0; n < graph->nodes->len; n++)
    {
      const RelNode *node = rel_graph_node (graph, n);

      if (!touched[n] && node->fixed)
        continue;
      for (guint i = 0; i < graph->lines->len; i++)
        {
          RelLine *line = rel_graph_line (graph, i);

          line->fixed = line->fixed && !is_hit (line->points, &node->box);
        }
    }
}

static RelDoor
door_of (Mending *self, guint node, double y)
{
  const RelBox *box = &rel_graph_node (self->graph, node)->box;
  GArray *meet = g_ptr_array_index (self->meet, get_port (self, node, y));

  return (RelDoor){ *box, box->y + y, (const guint *) (gpointer) meet->data, meet->len };
}

static guint
net_of (Mending *self, guint index)
{
  return self->nets[self->hubs[index]];
}

static gboolean
ends_at_hub (Mending *self, guint index)
{
  const RelLine *line = rel_graph_line (self->graph, index);

  return get_port (self, line->to, line->to_y) == self->hubs[index];
}

static gboolean
draw_line (Mending *self, guint index)
{
  RelLine *line = rel_graph_line (self->graph, index);
  gboolean to_hub = ends_at_hub (self, index);
  RelDoor from = door_of (self, line->from, line->from_y);
  RelDoor to = door_of (self, line->to, line->to_y);

  if (!rel_maze_find_way (self->maze, to_hub ? &from : &to, to_hub ? &to : &from, net_of (self, index), line->points))
    return FALSE;
  rel_maze_put_line (self->maze, line->points, net_of (self, index));
  if (!to_hub)
    rel_line_turn (line);
  for (guint i = 0; i < line->points->len; i++)
    {
      const RelPoint *point = &g_array_index (line->points, RelPoint, i);
      RelBox box = { point->x, point->y, 0, 0 };

      grow (self->graph, &box);
    }
  return TRUE;
}

/* Short lines first: they have least choice. */
typedef struct
{
  guint line;
  double length;
} Short;

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const Short *a_line = a;
  const Short *b_line = b;

  if (a_line->length != b_line->length)
    return a_line->length < b_line->length ? -1 : 1;
  return (a_line->line > b_line->line) - (a_line->line < b_line->line);
}

static GArray *
list_lines_to_draw (RelGraph *graph)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Short));

  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      const RelBox *from = &rel_graph_node (graph, line->from)->box;
      const RelBox *to = &rel_graph_node (graph, line->to)->box;
      Short entry = { i, fabs (from->x - to->x) + fabs (from->y + line->from_y - to->y - line->to_y) };

      if (!line->fixed)
        g_array_append_val (lines, entry);
    }
  g_array_sort (lines, compare_lengths);
  return lines;
}

static void
fill_maze (Mending *self)
{
  RelGraph *graph = self->graph;

  for (guint i = 0; i < graph->lines->len; i++)
    {
      if (rel_graph_line (graph, i)->fixed)
        rel_maze_put_line (self->maze, rel_graph_line (graph, i)->points, net_of (self, i));
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      if (rel_graph_node (graph, i)->fixed)
        rel_maze_put_card (self->maze, &rel_graph_node (graph, i)->box);
    }
}

static gboolean
draw_lines (Mending *self, GCancellable *cancellable)
{
  g_autoptr (GArray) lines = list_lines_to_draw (self->graph);

  for (guint i = 0; i < lines->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable) || !draw_line (self, g_array_index (lines, Short, i).line))
        return FALSE;
    }
  return TRUE;
}

/* --- The maze --- */

/* Nothing stands above the picture, nor left of it. */
static RelBox
clip_box (const RelBox *box)
{
  return (RelBox){ MAX (box->x, 0), MAX (box->y, 0), MAX (box->width + MIN (box->x, 0), 0),
                   MAX (box->height + MIN (box->y, 0), 0) };
}

/* The part of the picture that has to do with what is to be drawn. */
static RelBox
find_bounds (RelGraph *graph, double around)
{
  RelBox all = { 0, 0, 0, 0 };

  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      const RelBox *from = &rel_graph_node (graph, line->from)->box;
      const RelBox *to = &rel_graph_node (graph, line->to)->box;

      if (line->fixed)
        continue;
      rel_box_include (&all, from);
      rel_box_include (&all, to);
    }
  all = (RelBox){ all.x - around, all.y - around, all.width + 2 * around, all.height + 2 * around };
  return clip_box (&all);
}

/* Draws what is not fixed, in a part of the picture that reaches so far beyond it. */
static gboolean
try_lines (Mending *self, double around, GCancellable *cancellable)
{
  RelBox bounds = find_bounds (self->graph, around);
  gboolean done;

  self->maze = rel_maze_new (&bounds, self->graph->unit, cancellable);
  fill_maze (self);
  done = draw_lines (self, cancellable);
  g_clear_pointer (&self->maze, rel_maze_free);
  return done;
}

/* Where new cards may come to stand because of those that they are linked with. */
static RelBox
find_wishes (RelGraph *graph, const gboolean *placed)
{
  double around = (MAX_REACH + 8) * graph->unit;
  RelBox all = { 0, 0, 0, 0 };

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const RelBox *own = &rel_graph_node (graph, i)->box;
      RelPoint wish;
      RelBox box;

      if (placed[i] || !find_wish (graph, i, placed, &wish))
        continue;
      box = (RelBox){ wish.x - around, wish.y - around, own->width + 2 * around, own->height + 2 * around };
      rel_box_include (&all, &box);
    }
  return clip_box (&all);
}

static void
try_cards (Mending *self, GCancellable *cancellable)
{
  RelGraph *graph = self->graph;
  g_autofree gboolean *placed = g_new0 (gboolean, graph->nodes->len + 1);
  guint n_placed = 0;
  RelBox bounds;

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      placed[i] = rel_graph_node (graph, i)->fixed;
      n_placed += placed[i];
    }
  if (n_placed == graph->nodes->len)
    return;
  bounds = find_wishes (graph, placed);
  self->maze = rel_maze_new (&bounds, graph->unit, cancellable);
  fill_maze (self);
  place_cards (self, placed);
  g_clear_pointer (&self->maze, rel_maze_free);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      rel_graph_node (graph, i)->fixed = TRUE;
      grow (graph, &rel_graph_node (graph, i)->box);
    }
}

/*< private >
 * rel_graph_mend:
 * @self: a graph that has a picture; what is new in it is not fixed
 * @cancellable: (nullable): looked at often
 * @error: (out) (optional): where to put a failure
 *
 * Puts what is new into a picture. What is fixed stays where it is, but for lines that run
 * through a card which is new or whose own lines are drawn anew.
 *
 * Errors: `G_IO_ERROR_CANCELLED`; `G_IO_ERROR_NO_SPACE` if some line finds no way, and all has
 * to be arranged anew.
 *
 * Returns: %FALSE on error
 */
gboolean
rel_graph_mend (RelGraph *self, GCancellable *cancellable, GError **error)
{
  Mending mending = { self };
  gboolean done = FALSE;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      if (rel_graph_node (self, i)->fixed)
        grow (self, &rel_graph_node (self, i)->box);
    }
  mending.ports = g_hash_table_new_full (port_hash, port_equal, g_free, NULL);
  mending.hubs = g_new (guint, self->lines->len + 1);
  mending.meet = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  free_hit_lines (self);
  find_hubs (&mending);
  mending.nets = g_new (guint, g_hash_table_size (mending.ports) + 1);
  number_nets (&mending);
  try_cards (&mending, cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (reaches) && !done && !g_cancellable_is_cancelled (cancellable); i++)
    done = try_lines (&mending, reaches[i] * self->unit, cancellable);

  g_hash_table_unref (mending.ports);
  g_free (mending.hubs);
  g_free (mending.nets);
  g_ptr_array_unref (mending.meet);
  if (!done && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No way was found for a line");
  return done;
}
