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
#include <stdlib.h>

#include "rel-graph-maze.h"
#include "rel-scene-private.h"

/* Where a new card would like to be: so far beside one that it is linked with. */
#define BESIDE 88.0

/* How far around a free place is looked for, in steps of the raster. */
#define MAX_REACH 90

#define MARGIN 2

/* Beyond all pictures. */
#define FAR_AWAY 1e8

/* How far lines may go beyond what they link, in steps of the raster: first little, for that is
 * quick. */
static const double reaches[] = { 40, 400 };

typedef struct
{
  RelGraph *graph;
  RelMaze *maze;     /* (owned) (nullable) */
  guint n_ports;     /* places where lines end */
  guint *from_ports; /* (owned): of each line */
  guint *to_ports;   /* (owned): of each line */
  guint *first;      /* (owned): where the lines of each port begin in @ending, and the end */
  guint *ending;     /* (owned): lines, by the ports where they end */
  gboolean *drawn;   /* (owned): whether each line is in the picture */
} Mending;

/* --- Nets --- */

/* An end of a line. */
typedef struct
{
  guint node;
  double y;
  guint line;
  gboolean to;
} LineEnd;

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const LineEnd *a_end = a;
  const LineEnd *b_end = b;

  if (a_end->node != b_end->node)
    return a_end->node < b_end->node ? -1 : 1;
  return (a_end->y > b_end->y) - (a_end->y < b_end->y);
}

/* Numbers the places where lines end, and lists the lines of each. */
static void
find_ports (Mending *self)
{
  guint n = self->graph->lines->len;
  g_autofree LineEnd *ends = g_new (LineEnd, 2 * n + 1);

  for (guint i = 0; i < n; i++)
    {
      const RelLine *line = rel_graph_line (self->graph, i);

      ends[2 * i] = (LineEnd){ line->from, line->from_y, i, FALSE };
      ends[2 * i + 1] = (LineEnd){ line->to, line->to_y, i, TRUE };
    }
  qsort (ends, 2 * n, sizeof (LineEnd), compare_ends);
  self->from_ports = g_new (guint, n + 1);
  self->to_ports = g_new (guint, n + 1);
  self->first = g_new (guint, 2 * n + 1);
  self->ending = g_new (guint, 2 * n + 1);
  for (guint i = 0; i < 2 * n; i++)
    {
      if (i == 0 || compare_ends (&ends[i - 1], &ends[i]) != 0)
        self->first[self->n_ports++] = i;
      self->ending[i] = ends[i].line;
      (ends[i].to ? self->to_ports : self->from_ports)[ends[i].line] = self->n_ports - 1;
    }
  self->first[self->n_ports] = 2 * n;
}

static guint
count_ending (Mending *self, guint port)
{
  return self->first[port + 1] - self->first[port];
}

/* Lines join where most of them end, as in the first picture. */
static guint
hub_of (Mending *self, guint line)
{
  guint from = self->from_ports[line];
  guint to = self->to_ports[line];

  return count_ending (self, from) > count_ending (self, to) ? from : to;
}

static guint
net_of (Mending *self, guint line)
{
  return REL_MAZE_FIRST_NET + hub_of (self, line);
}

/* --- New cards --- */

/* Where a card would like to be, because of those that it is linked with. */
static gboolean
find_wish (RelGraph *graph, guint node, const gboolean *placed, RelPoint *wish)
{
  const RelBox *own = &rel_graph_node (graph, node)->box;

  if (rel_graph_node (graph, node)->near)
    {
      *wish = (RelPoint){ own->x, own->y };
      return TRUE;
    }
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

/* The nets that meet at a port. */
static GArray *
list_nets (Mending *self, guint port)
{
  GArray *nets = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = self->first[port]; i < self->first[port + 1]; i++)
    {
      guint net = net_of (self, self->ending[i]);

      if (nets->len == 0 || g_array_index (nets, guint, nets->len - 1) != net)
        g_array_append_val (nets, net);
    }
  return nets;
}

/* The lines of the net of a hub that are in the picture. */
static GArray *
list_branches (Mending *self, guint hub)
{
  GArray *branches = g_array_new (FALSE, FALSE, sizeof (RelBranch));

  for (guint i = self->first[hub]; i < self->first[hub + 1]; i++)
    {
      guint line = self->ending[i];
      RelBranch branch = { rel_graph_line (self->graph, line)->points, self->to_ports[line] != hub };

      if (self->drawn[line] && hub_of (self, line) == hub)
        g_array_append_val (branches, branch);
    }
  return branches;
}

/* Takes note of how far from a door a line runs that ends elsewhere. */
static void
limit_door (RelDoor *door, GArray *points)
{
  for (guint i = 1; i < points->len; i++)
    {
      const RelPoint *a = &g_array_index (points, RelPoint, i - 1);
      const RelPoint *b = &g_array_index (points, RelPoint, i);

      if (a->y != b->y || a->y != door->y)
        continue;
      if (MAX (a->x, b->x) <= door->box.x)
        door->left = MAX (door->left, MAX (a->x, b->x));
      else if (MIN (a->x, b->x) >= door->box.x + door->box.width)
        door->right = MIN (door->right, MIN (a->x, b->x));
    }
}

/* A way with @own_net may start or end there on lines of other nets, but not where these have been
 * joined by lines that end elsewhere. */
static RelDoor
door_of (Mending *self, guint node, double y, guint port, GArray *nets, guint own_net)
{
  const RelBox *box = &rel_graph_node (self->graph, node)->box;
  RelDoor door = { *box, box->y + y, (const guint *) (gpointer) nets->data, nets->len, -FAR_AWAY, FAR_AWAY };

  for (guint n = 0; n < nets->len; n++)
    {
      guint hub = g_array_index (nets, guint, n) - REL_MAZE_FIRST_NET;

      for (guint i = self->first[hub]; hub + REL_MAZE_FIRST_NET != own_net && i < self->first[hub + 1]; i++)
        {
          guint line = self->ending[i];

          if (self->drawn[line] && hub_of (self, line) == hub && self->from_ports[line] != port &&
              self->to_ports[line] != port)
            limit_door (&door, rel_graph_line (self->graph, line)->points);
        }
    }
  return door;
}

static gboolean
draw_line (Mending *self, guint index)
{
  RelLine *line = rel_graph_line (self->graph, index);
  guint hub = hub_of (self, index);
  gboolean to_hub = self->to_ports[index] == hub;
  g_autoptr (GArray) from_nets = list_nets (self, self->from_ports[index]);
  g_autoptr (GArray) to_nets = list_nets (self, self->to_ports[index]);
  g_autoptr (GArray) branches = list_branches (self, hub);
  guint net = net_of (self, index);
  RelDoor from = door_of (self, line->from, line->from_y, self->from_ports[index], from_nets, net);
  RelDoor to = door_of (self, line->to, line->to_y, self->to_ports[index], to_nets, net);
  RelTrip trip = { to_hub ? from : to, to_hub ? to : from, net, branches };

  if (!rel_maze_find_way (self->maze, &trip, line->points))
    return FALSE;
  rel_maze_put_line (self->maze, line->points, trip.net);
  self->drawn[index] = TRUE;
  if (!to_hub)
    rel_line_turn (line);
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
      self->drawn[i] = rel_graph_line (graph, i)->fixed;
      if (self->drawn[i])
        rel_maze_put_line (self->maze, rel_graph_line (graph, i)->points, net_of (self, i));
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      if (rel_graph_node (graph, i)->fixed)
        rel_maze_put_card (self->maze, &rel_graph_node (graph, i)->box);
    }
}

static void
grow_for_line (RelGraph *graph, const RelLine *line)
{
  for (guint i = 0; i < line->points->len; i++)
    {
      const RelPoint *point = &g_array_index (line->points, RelPoint, i);
      RelBox box = { point->x, point->y, 0, 0 };

      grow (graph, &box);
    }
}

/* A card that was put onto another one by hand may leave no way for a line. That one is drawn
 * plainly in the end, for nothing else is to move because of it. */
static gboolean
draw_lines (Mending *self, gboolean plainly, GCancellable *cancellable)
{
  g_autoptr (GArray) lines = list_lines_to_draw (self->graph);

  for (guint i = 0; i < lines->len; i++)
    {
      guint line = g_array_index (lines, Short, i).line;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (draw_line (self, line))
        continue;
      if (!plainly)
        return FALSE;
      rel_graph_draw_plainly (self->graph, line);
    }
  for (guint i = 0; i < lines->len; i++)
    grow_for_line (self->graph, rel_graph_line (self->graph, g_array_index (lines, Short, i).line));
  return !g_cancellable_is_cancelled (cancellable);
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
try_lines (Mending *self, double around, gboolean plainly, GCancellable *cancellable)
{
  RelBox bounds = find_bounds (self->graph, around);
  gboolean done;

  self->maze = rel_maze_new (&bounds, self->graph->unit, cancellable);
  fill_maze (self);
  done = draw_lines (self, plainly, cancellable);
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
 * through a card which is new or whose own lines are drawn anew. A line that finds no way runs
 * through cards.
 *
 * Errors: `G_IO_ERROR_CANCELLED`.
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
  free_hit_lines (self);
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (rel_graph_line (self, i)->fixed)
        grow_for_line (self, rel_graph_line (self, i));
    }
  find_ports (&mending);
  mending.drawn = g_new (gboolean, self->lines->len + 1);
  try_cards (&mending, cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (reaches) && !done && !g_cancellable_is_cancelled (cancellable); i++)
    done = try_lines (&mending, reaches[i] * self->unit, i + 1 == G_N_ELEMENTS (reaches), cancellable);

  g_free (mending.from_ports);
  g_free (mending.to_ports);
  g_free (mending.first);
  g_free (mending.ending);
  g_free (mending.drawn);
  return done || !g_cancellable_set_error_if_cancelled (cancellable, error);
}
