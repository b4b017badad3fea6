/* rel-moving.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-moving.h"

#include "rel-graph-private.h"
#include "rel-scene-private.h"

/**
 * RelMoving:
 *
 * Cards on their way, while a person moves them, with the lines that end at them. These follow
 * plainly, as if nothing else was there; how they run in the end is found when the cards have
 * arrived. So a step costs as much as what is moved, however large the scene.
 *
 * Use it from one thread.
 */
struct _RelMoving
{
  RelScene *from;     /* (owned): the scene that they leave */
  GArray *left_cards; /* (owned) (element-type guint): those that are moved, in @from */
  GArray *left_edges; /* (owned) (element-type guint): their lines, in @from */
  RelScene *scene;    /* (owned): only them, and what their lines lead to */
  GArray *cards;      /* (owned) (element-type guint): those that are moved, in @scene */
  GArray *edges;      /* (owned) (element-type guint): all lines of @scene */
  RelGraph *graph;    /* (owned): that of @scene */
};

static void
copy_rows (RelCard *copy, const RelCard *card)
{
  for (guint i = 0; i < card->rows->len; i++)
    {
      const RelCardRow *row = rel_card_get_row (card, i);
      RelCardRow *other = rel_card_add_row (copy, row->field);
      char *field = other->field;

      *other = *row;
      other->field = field;
    }
}

/* Adds a card to the small scene; gets its index there. */
static guint
add_card (RelMoving *self, guint index)
{
  const RelCard *card = rel_scene_get_card (self->from, index);
  RelCard *copy = rel_scene_add_card (self->scene, card->collection, card->role);

  copy->note = g_strdup (card->note);
  copy->state = card->state;
  copy->focused = card->focused;
  copy->found = card->found;
  copy->box = card->box;
  copy->header_height = card->header_height;
  copy_rows (copy, card);
  rel_graph_node (self->graph, rel_graph_add_node (self->graph, card->box.width, card->box.height, 0))->box = card->box;
  return self->scene->cards->len - 1;
}

static guint
find_card (RelMoving *self, GHashTable *known, guint index)
{
  gpointer found;

  if (g_hash_table_lookup_extended (known, GUINT_TO_POINTER (index), NULL, &found))
    return GPOINTER_TO_UINT (found);
  found = GUINT_TO_POINTER (add_card (self, index));
  g_hash_table_insert (known, GUINT_TO_POINTER (index), found);
  return GPOINTER_TO_UINT (found);
}

static void
add_edge (RelMoving *self, GHashTable *known, guint index)
{
  const RelEdge *edge = rel_scene_get_edge (self->from, index);
  RelEdge *copy = rel_scene_add_edge (self->scene, edge->relation, edge->second);
  const RelPoint *first = &g_array_index (edge->points, RelPoint, 0);
  const RelPoint *last = &g_array_index (edge->points, RelPoint, edge->points->len - 1);

  copy->from = edge->from;
  copy->to = edge->to;
  copy->from.card = find_card (self, known, edge->from.card);
  copy->to.card = find_card (self, known, edge->to.card);
  copy->kind = edge->kind;
  copy->state = edge->state;
  copy->nth = edge->nth;
  copy->on_delete = edge->on_delete;
  copy->deselect_deletes = edge->deselect_deletes;
  rel_graph_add_line (self->graph, copy->from.card, first->y - rel_scene_card (self->scene, copy->from.card)->box.y,
                      copy->to.card, last->y - rel_scene_card (self->scene, copy->to.card)->box.y);
  g_array_append_val (self->left_edges, index);
}

static void
add_all (RelMoving *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->left_cards->len; i++)
    {
      guint card = find_card (self, known, g_array_index (self->left_cards, guint, i));

      g_array_append_val (self->cards, card);
    }
  for (guint i = 0; i < rel_scene_get_n_edges (self->from); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (self->from, i);
      guint n_known = self->cards->len;
      gpointer from = g_hash_table_lookup (known, GUINT_TO_POINTER (edge->from.card));
      gpointer to = g_hash_table_lookup (known, GUINT_TO_POINTER (edge->to.card));
      gboolean has_from = g_hash_table_contains (known, GUINT_TO_POINTER (edge->from.card));
      gboolean has_to = g_hash_table_contains (known, GUINT_TO_POINTER (edge->to.card));

      if ((has_from && GPOINTER_TO_UINT (from) < n_known) || (has_to && GPOINTER_TO_UINT (to) < n_known))
        add_edge (self, known, i);
    }
  for (guint i = 0; i < self->left_edges->len; i++)
    g_array_append_val (self->edges, i);
}

/**
 * rel_moving_new:
 * @scene: a scene
 * @cards: (element-type guint): the indexes of those of its cards that are moved
 *
 * Returns: (transfer full): the cards, where they are
 */
RelMoving *
rel_moving_new (RelScene *scene, GArray *cards)
{
  RelMoving *self = g_new0 (RelMoving, 1);

  self->from = rel_scene_ref (scene);
  self->left_cards = g_array_copy (cards);
  self->left_edges = g_array_new (FALSE, FALSE, sizeof (guint));
  self->cards = g_array_new (FALSE, FALSE, sizeof (guint));
  self->edges = g_array_new (FALSE, FALSE, sizeof (guint));
  self->scene = rel_scene_new ();
  self->scene->unit = rel_scene_get_unit (scene);
  self->scene->width = rel_scene_get_width (scene);
  self->scene->height = rel_scene_get_height (scene);
  self->graph = rel_graph_new (self->scene->unit);
  add_all (self);
  rel_moving_set (self, 0, 0);
  return self;
}

/**
 * rel_moving_free:
 * @self: (transfer full): cards on their way
 *
 * Frees them.
 */
void
rel_moving_free (RelMoving *self)
{
  rel_scene_unref (self->from);
  rel_scene_unref (self->scene);
  rel_graph_free (self->graph);
  g_array_unref (self->left_cards);
  g_array_unref (self->left_edges);
  g_array_unref (self->cards);
  g_array_unref (self->edges);
  g_free (self);
}

/**
 * rel_moving_set:
 * @self: cards on their way
 * @x: how far to the right of where they were, in model units
 * @y: how far below
 *
 * Moves the cards, and lets their lines follow.
 */
void
rel_moving_set (RelMoving *self, double x, double y)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      const RelBox *box = &rel_scene_get_card (self->from, g_array_index (self->left_cards, guint, i))->box;
      RelCard *card = rel_scene_card (self->scene, g_array_index (self->cards, guint, i));

      card->box.x = box->x + x;
      card->box.y = box->y + y;
      rel_graph_node (self->graph, g_array_index (self->cards, guint, i))->box = card->box;
    }
  for (guint i = 0; i < self->edges->len; i++)
    {
      GArray *points = rel_graph_line (self->graph, i)->points;
      RelEdge *edge = rel_scene_edge (self->scene, i);

      rel_graph_draw_plainly (self->graph, i);
      g_array_set_size (edge->points, 0);
      g_array_append_vals (edge->points, points->data, points->len);
    }
}

/**
 * rel_moving_get_left_cards:
 * @self: cards on their way
 *
 * Returns: (transfer none) (element-type guint): their indexes in the scene that they leave
 */
GArray *
rel_moving_get_left_cards (RelMoving *self)
{
  return self->left_cards;
}

/**
 * rel_moving_get_left_edges:
 * @self: cards on their way
 *
 * Returns: (transfer none) (element-type guint): the indexes of their lines in the scene that they
 *   leave
 */
GArray *
rel_moving_get_left_edges (RelMoving *self)
{
  return self->left_edges;
}

/**
 * rel_moving_get_scene:
 * @self: cards on their way
 *
 * Returns: (transfer none): a scene in which they are where they are now, with what their lines
 *   lead to; it changes with them
 */
RelScene *
rel_moving_get_scene (RelMoving *self)
{
  return self->scene;
}

/**
 * rel_moving_get_cards:
 * @self: cards on their way
 *
 * Returns: (transfer none) (element-type guint): their indexes in [method@Moving.get_scene]
 */
GArray *
rel_moving_get_cards (RelMoving *self)
{
  return self->cards;
}

/**
 * rel_moving_get_edges:
 * @self: cards on their way
 *
 * Returns: (transfer none) (element-type guint): the indexes of their lines in
 *   [method@Moving.get_scene]
 */
GArray *
rel_moving_get_edges (RelMoving *self)
{
  return self->edges;
}
