/* rel-diagram-after.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes over from one picture to the next what did not change, so that a change moves nothing
 * but what it touches.
 */

#include "config.h"

#include "rel-diagram-private.h"

#include <math.h>
#include <string.h>

#include "rel-metrics.h"

/* A line that steps aside ends a bit lower than its place; of half a row. */
#define STEP_ASIDE 0.5

/* What is free left of and above a card that was put there, for its lines; in units. */
#define ROOM 4

/* Which line of which relation an edge is; the same in another scene. */
typedef struct
{
  const char *collection;
  const char *field;
  const char *second; /* (nullable) */
  const char *from;   /* (nullable) */
  const char *to;     /* (nullable) */
  guint nth;
} Name;

static Name
name_of (RelScene *scene, const RelEdge *edge)
{
  return (Name){ rel_relation_get_collection (edge->relation),
                 rel_relation_get_field (edge->relation),
                 edge->second != NULL ? rel_relation_get_field (edge->second) : NULL,
                 rel_scene_get_card (scene, edge->from.card)->collection,
                 rel_scene_get_card (scene, edge->to.card)->collection,
                 edge->nth };
}

static guint
name_hash (gconstpointer data)
{
  const Name *name = data;

  return (g_str_hash (name->collection) * 31 + g_str_hash (name->field)) * 31 +
         (name->to != NULL ? g_str_hash (name->to) : 0) * 31 + name->nth;
}

static gboolean
name_equal (gconstpointer a, gconstpointer b)
{
  const Name *a_name = a;
  const Name *b_name = b;

  return a_name->nth == b_name->nth && strcmp (a_name->collection, b_name->collection) == 0 &&
         strcmp (a_name->field, b_name->field) == 0 && g_strcmp0 (a_name->second, b_name->second) == 0 &&
         g_strcmp0 (a_name->from, b_name->from) == 0 && g_strcmp0 (a_name->to, b_name->to) == 0;
}

/* Whether a card that has grown has room where it is. */
static gboolean
has_room (RelScene *before, guint own, const RelBox *box, double unit)
{
  for (guint i = 0; i < rel_scene_get_n_cards (before); i++)
    {
      if (i != own && rel_boxes_meet (box, &rel_scene_get_card (before, i)->box, unit))
        return FALSE;
    }
  return TRUE;
}

static void
take_cards (RelTakeOver *self)
{
  RelGraph *graph = self->graph;

  for (guint i = 0; i < rel_scene_get_n_cards (self->before); i++)
    {
      const RelCard *card = rel_scene_get_card (self->before, i);
      guint index = rel_take_over_find (self, card->collection);
      RelNode *node;

      if (index == 0)
        continue;
      node = rel_graph_node (graph, index - 1);
      node->fixed = (node->box.width <= card->box.width && node->box.height <= card->box.height);
      node->box.x = card->box.x;
      node->box.y = card->box.y;
      node->fixed = node->fixed || has_room (self->before, i, &node->box, graph->unit);
      node->box.x += self->shift.x;
      node->box.y += self->shift.y;
    }
}

/* Whether an end of a line that was there is where it has to be now. */
static gboolean
is_end (RelGraph *graph, guint index, double y, const RelPoint *point)
{
  const RelNode *node = rel_graph_node (graph, index);

  return node->fixed && (point->x == node->box.x || point->x == node->box.x + node->box.width) &&
         point->y >= node->box.y + y && point->y < node->box.y + y + STEP_ASIDE * graph->unit;
}

/* Puts a line where it was, if it still fits. */
static void
take_line (RelTakeOver *self, RelLine *line, GArray *points)
{
  g_array_append_vals (line->points, points->data, points->len);
  for (guint i = 0; i < points->len; i++)
    {
      g_array_index (line->points, RelPoint, i).x += self->shift.x;
      g_array_index (line->points, RelPoint, i).y += self->shift.y;
    }
  line->fixed = is_end (self->graph, line->from, line->from_y, &g_array_index (line->points, RelPoint, 0)) &&
                is_end (self->graph, line->to, line->to_y, &g_array_index (line->points, RelPoint, points->len - 1));
  if (!line->fixed)
    g_array_set_size (line->points, 0);
}

static void
take_lines (RelTakeOver *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (name_hash, name_equal);
  guint n = rel_scene_get_n_edges (self->before);
  g_autofree Name *names = g_new (Name, n + 1);

  for (guint i = 0; i < n; i++)
    {
      names[i] = name_of (self->before, rel_scene_get_edge (self->before, i));
      g_hash_table_insert (known, &names[i], GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < self->scene->edges->len; i++)
    {
      Name name = name_of (self->scene, rel_scene_edge (self->scene, i));
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (known, &name));

      if (index > 0)
        take_line (self, rel_graph_line (self->graph, i), rel_scene_get_edge (self->before, index - 1)->points);
    }
}

/*< private >
 * rel_take_over_find:
 * @self: what is taken over
 * @collection: (nullable): the name of a card
 *
 * Returns: one more than its index; 0 if there is none
 */
guint
rel_take_over_find (RelTakeOver *self, const char *collection)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->cards, collection != NULL ? collection : ""));
}

/* Where the origin has to be so that no card that was put somewhere is beyond the picture. */
static RelPoint
find_origin (RelTakeOver *self, const RelDiagramPlace *places, guint n_places)
{
  double unit = self->graph->unit;
  double x = 0;
  double y = 0;

  for (guint i = 0; i < n_places; i++)
    {
      if (!places[i].pinned || rel_take_over_find (self, places[i].collection) == 0)
        continue;
      if (places[i].x < 0)
        x = MIN (x, places[i].x - ROOM * unit);
      if (places[i].y < 0)
        y = MIN (y, places[i].y - ROOM * unit);
    }
  return (RelPoint){ -floor (x), -unit * floor (y / unit) };
}

/*< private >
 * rel_diagram_take_over:
 * @graph: the graph of @scene
 * @scene: a scene that has its sizes
 * @before: the scene that was shown
 * @places: (array length=n_places): where cards are to stand
 * @n_places: how many
 *
 * Fixes in a graph what stays as it is in the scene that was shown.
 */
void
rel_diagram_take_over (RelGraph *graph,
                       RelScene *scene,
                       RelScene *before,
                       const RelDiagramPlace *places,
                       guint n_places)
{
  RelTakeOver self = { .graph = graph, .scene = scene, .before = before };

  self.cards = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < scene->cards->len; i++)
    {
      const char *name = rel_scene_get_card (scene, i)->collection;

      g_hash_table_insert (self.cards, (gpointer) (name != NULL ? name : ""), GUINT_TO_POINTER (i + 1));
    }
  scene->origin = n_places > 0 ? find_origin (&self, places, n_places) : before->origin;
  self.shift = (RelPoint){ scene->origin.x - before->origin.x, scene->origin.y - before->origin.y };

  /* If places are said, the picture is as large as they need. */
  graph->width = n_places > 0 ? 0 : rel_scene_get_width (before);
  graph->height = n_places > 0 ? 0 : rel_scene_get_height (before);
  take_cards (&self);
  rel_diagram_take_places (&self, places, n_places);
  take_lines (&self);
  g_hash_table_unref (self.cards);
}

/*< private >
 * rel_diagram_wrap_groups:
 * @graph: a graph with all its places
 * @scene: its scene
 * @before: the scene that was shown
 * @moved: whether it was said where cards are to stand
 *
 * Finds the boxes of groups: around all their cards and, unless these were moved, around what
 * they were around.
 */
void
rel_diagram_wrap_groups (RelGraph *graph, RelScene *scene, RelScene *before, gboolean moved)
{
  for (guint i = 0; i < scene->groups->len; i++)
    {
      RelBox *box = &g_array_index (graph->groups, RelBox, i + 1);

      *box = (RelBox){ 0, 0, 0, 0 };
      for (guint g = 0; !moved && g < rel_scene_get_n_groups (before); g++)
        {
          if (g_str_equal (rel_scene_get_group (before, g)->folder, rel_scene_group (scene, i)->folder))
            *box = rel_scene_get_group (before, g)->box;
        }
    }
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const RelNode *node = rel_graph_node (graph, i);
      RelBox *box = &g_array_index (graph->groups, RelBox, node->group);
      RelBox own = { node->box.x - REL_GROUP_PADDING, node->box.y - 3 * graph->unit,
                     node->box.width + 2 * REL_GROUP_PADDING, node->box.height + 5 * graph->unit };

      if (node->group > 0)
        rel_box_include (box, &own);
    }
}
