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

#include "rel-metrics.h"

/* A line that steps aside ends a bit lower than its place; of half a row. */
#define STEP_ASIDE 0.5

/* A name for an edge that the same relation has in another scene. */
static char *
dup_name (RelScene *scene, const RelEdge *edge)
{
  const char *from = rel_scene_get_card (scene, edge->from.card)->collection;
  const char *to = rel_scene_get_card (scene, edge->to.card)->collection;
  const char *second = edge->second != NULL ? rel_relation_get_field (edge->second) : "";

  return g_strdup_printf ("%s\n%s\n%u\n%s\n%s\n%s", rel_relation_get_collection (edge->relation),
                          rel_relation_get_field (edge->relation), edge->nth, second, from != NULL ? from : "",
                          to != NULL ? to : "");
}

static gboolean
boxes_meet (const RelBox *a, const RelBox *b, double distance)
{
  return a->x < b->x + b->width + distance && b->x < a->x + a->width + distance && a->y < b->y + b->height + distance &&
         b->y < a->y + a->height + distance;
}

/* Whether a card that has grown has room where it is. */
static gboolean
has_room (RelScene *before, guint own, const RelBox *box, double unit)
{
  for (guint i = 0; i < rel_scene_get_n_cards (before); i++)
    {
      if (i != own && boxes_meet (box, &rel_scene_get_card (before, i)->box, unit))
        return FALSE;
    }
  return TRUE;
}

static void
take_cards (RelGraph *graph, RelScene *scene, RelScene *before)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rel_scene_get_n_cards (before); i++)
    {
      const char *name = rel_scene_get_card (before, i)->collection;

      g_hash_table_insert (known, (gpointer) (name != NULL ? name : ""), GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < scene->cards->len; i++)
    {
      RelNode *node = rel_graph_node (graph, i);
      const char *name = rel_scene_get_card (scene, i)->collection;
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (known, name != NULL ? name : ""));
      const RelBox *box;

      if (index == 0)
        continue;
      box = &rel_scene_get_card (before, index - 1)->box;
      node->box.x = box->x;
      node->box.y = box->y;
      node->fixed = (node->box.width <= box->width && node->box.height <= box->height) ||
                    has_room (before, index - 1, &node->box, graph->unit);
    }
}

/* Cards that were put somewhere by hand stand there, but on the raster. */
static void
take_places (RelGraph *graph, RelScene *scene, const RelDiagramPlace *places, guint n_places)
{
  for (guint i = 0; i < n_places; i++)
    {
      RelNode *node;
      guint index;

      if (!rel_scene_find_card (scene, places[i].collection, &index))
        continue;
      node = rel_graph_node (graph, index);
      node->box.x = MAX (0, places[i].x);
      node->box.y = MAX (0, graph->unit * round (places[i].y / graph->unit));
      node->fixed = TRUE;
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

static void
take_lines (RelGraph *graph, RelScene *scene, RelScene *before)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rel_scene_get_n_edges (before); i++)
    g_hash_table_insert (known, dup_name (before, rel_scene_get_edge (before, i)), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < scene->edges->len; i++)
    {
      g_autofree char *name = dup_name (scene, rel_scene_edge (scene, i));
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (known, name));
      RelLine *line = rel_graph_line (graph, i);
      GArray *points;

      if (index == 0)
        continue;
      points = rel_scene_get_edge (before, index - 1)->points;
      line->fixed = is_end (graph, line->from, line->from_y, &g_array_index (points, RelPoint, 0)) &&
                    is_end (graph, line->to, line->to_y, &g_array_index (points, RelPoint, points->len - 1));
      if (line->fixed)
        g_array_append_vals (line->points, points->data, points->len);
    }
}

/*< private >
 * rel_diagram_take_over:
 * @graph: the graph of @scene
 * @scene: a scene that has its sizes
 * @before: the scene that was shown
 * @places: (array length=n_places): cards that were put somewhere by hand
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
  graph->width = rel_scene_get_width (before);
  graph->height = rel_scene_get_height (before);
  take_cards (graph, scene, before);
  take_places (graph, scene, places, n_places);
  take_lines (graph, scene, before);
}

/*< private >
 * rel_diagram_wrap_groups:
 * @graph: a graph with all its places
 * @scene: its scene
 * @before: the scene that was shown
 *
 * Finds the boxes of groups: as they were, and around all their cards.
 */
void
rel_diagram_wrap_groups (RelGraph *graph, RelScene *scene, RelScene *before)
{
  for (guint i = 0; i < scene->groups->len; i++)
    {
      RelBox *box = &g_array_index (graph->groups, RelBox, i + 1);

      *box = (RelBox){ 0, 0, 0, 0 };
      for (guint g = 0; g < rel_scene_get_n_groups (before); g++)
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
