/* rel-scene.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-scene-private.h"

#include <string.h>

/**
 * RelScene:
 *
 * A picture of collections and relations: cards with rows for relational fields, lines
 * between them, and where everything stands, in model units (1 px at 100 %).
 *
 * It is immutable, and a pure function of a schema and of how wide texts are: the same
 * input gives the same picture. Who draws it, mirrors and scales it.
 *
 * Any thread may read it.
 */

G_DEFINE_BOXED_TYPE (RelScene, rel_scene, rel_scene_ref, rel_scene_unref)

static void
row_free (gpointer data)
{
  RelCardRow *row = data;

  g_free (row->field);
  g_free (row);
}

static void
card_free (gpointer data)
{
  RelCard *card = data;

  g_free (card->collection);
  g_free (card->note);
  g_ptr_array_unref (card->rows);
  g_free (card);
}

static void
edge_free (gpointer data)
{
  RelEdge *edge = data;

  rel_relation_unref (edge->relation);
  g_clear_pointer (&edge->second, rel_relation_unref);
  g_free (edge->junction);
  g_free (edge->label);
  g_array_unref (edge->points);
  g_free (edge);
}

static void
group_free (gpointer data)
{
  RelGroup *group = data;

  g_free (group->folder);
  g_free (group);
}

/*< private >
 * rel_box_include:
 * @self: a box; one without width includes nothing yet
 * @other: another one
 *
 * Makes a box as large as is needed to include another one.
 */
void
rel_box_include (RelBox *self, const RelBox *other)
{
  double right = MAX (self->x + self->width, other->x + other->width);
  double bottom = MAX (self->y + self->height, other->y + other->height);

  if (self->width == 0)
    {
      *self = *other;
      return;
    }
  self->x = MIN (self->x, other->x);
  self->y = MIN (self->y, other->y);
  self->width = right - self->x;
  self->height = bottom - self->y;
}

/*< private >
 * rel_boxes_meet:
 * @a: a box
 * @b: another one
 * @distance: how near they may be
 *
 * Returns: whether they are nearer to each other
 */
gboolean
rel_boxes_meet (const RelBox *a, const RelBox *b, double distance)
{
  return a->x < b->x + b->width + distance && b->x < a->x + a->width + distance && a->y < b->y + b->height + distance &&
         b->y < a->y + a->height + distance;
}

/*< private >
 * rel_scene_new:
 *
 * Returns: (transfer full): an empty scene, to be filled and laid out
 */
RelScene *
rel_scene_new (void)
{
  RelScene *self = g_new0 (RelScene, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->edges = g_ptr_array_new_with_free_func (edge_free);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  return self;
}

/*< private >
 * rel_scene_add_card:
 * @self: a scene that is being made
 * @collection: (nullable): the name of the collection
 * @role: what it is
 *
 * Returns: (transfer none): a new card without rows
 */
RelCard *
rel_scene_add_card (RelScene *self, const char *collection, RelCardRole role)
{
  RelCard *card = g_new0 (RelCard, 1);

  card->collection = g_strdup (collection);
  card->role = role;
  card->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (self->cards, card);
  return card;
}

/*< private >
 * rel_card_find_row:
 * @card: a card
 * @field: the name of a field
 *
 * Returns: the index of its row; -1 if there is none
 */
int
rel_card_find_row (RelCard *card, const char *field)
{
  for (guint i = 0; i < card->rows->len; i++)
    {
      if (strcmp (rel_card_row (card, i)->field, field) == 0)
        return (int) i;
    }
  return -1;
}

/*< private >
 * rel_card_add_row:
 * @card: a card of a scene that is being made
 * @field: the name of the field
 *
 * Returns: (transfer none): a new row at the foot
 */
RelCardRow *
rel_card_add_row (RelCard *card, const char *field)
{
  RelCardRow *row = g_new0 (RelCardRow, 1);

  row->field = g_strdup (field);
  g_ptr_array_add (card->rows, row);
  return row;
}

/*< private >
 * rel_scene_add_group:
 * @self: a scene that is being made
 * @folder: the name of the folder
 *
 * Returns: (transfer none): a new group
 */
RelGroup *
rel_scene_add_group (RelScene *self, const char *folder)
{
  RelGroup *group = g_new0 (RelGroup, 1);

  group->folder = g_strdup (folder);
  g_ptr_array_add (self->groups, group);
  return group;
}

/*< private >
 * rel_scene_add_edge:
 * @self: a scene that is being made
 * @relation: the relation
 * @second: (nullable): the other half of the junction
 *
 * Returns: (transfer none): a new edge, whose ends are not set
 */
RelEdge *
rel_scene_add_edge (RelScene *self, RelRelation *relation, RelRelation *second)
{
  RelEdge *edge = g_new0 (RelEdge, 1);

  edge->relation = rel_relation_ref (relation);
  edge->second = second != NULL ? rel_relation_ref (second) : NULL;
  edge->points = g_array_new (FALSE, FALSE, sizeof (RelPoint));
  g_ptr_array_add (self->edges, edge);
  return edge;
}

static void
keep_some (GPtrArray *array, const gboolean *kept, guint *places, GDestroyNotify free_func)
{
  guint n_kept = 0;

  for (guint i = 0; i < array->len; i++)
    {
      if (places != NULL)
        places[i] = n_kept;
      if (kept[i])
        array->pdata[n_kept++] = array->pdata[i];
      else
        free_func (array->pdata[i]);
    }
  g_ptr_array_set_free_func (array, NULL);
  g_ptr_array_set_size (array, (int) n_kept);
  g_ptr_array_set_free_func (array, free_func);
}

/*< private >
 * rel_scene_keep:
 * @self: a scene that is being made
 * @cards: which cards stay
 * @edges: which edges stay; the cards at both ends do
 *
 * Takes out all other cards and edges.
 */
void
rel_scene_keep (RelScene *self, const gboolean *cards, const gboolean *edges)
{
  g_autofree guint *places = g_new0 (guint, MAX (self->cards->len, 1));

  keep_some (self->cards, cards, places, card_free);
  keep_some (self->edges, edges, NULL, edge_free);
  for (guint i = 0; i < self->edges->len; i++)
    {
      RelEdge *edge = rel_scene_edge (self, i);

      edge->from.card = places[edge->from.card];
      edge->to.card = places[edge->to.card];
    }
}

/**
 * rel_scene_ref:
 * @self: a scene
 *
 * Returns: (transfer full): @self
 */
RelScene *
rel_scene_ref (RelScene *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_scene_unref:
 * @self: (transfer full): a scene
 *
 * Gives a reference back; the last one frees.
 */
void
rel_scene_unref (RelScene *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->edges);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

/**
 * rel_scene_get_width:
 * @self: a scene
 *
 * Returns: its width in model units, with a margin; all is between 0 and this
 */
double
rel_scene_get_width (RelScene *self)
{
  return self->width;
}

/**
 * rel_scene_get_height:
 * @self: a scene
 *
 * Returns: its height in model units, with a margin; all is between 0 and this
 */
double
rel_scene_get_height (RelScene *self)
{
  return self->height;
}

/**
 * rel_scene_get_unit:
 * @self: a scene
 *
 * Returns: half the height of a row in model units, which signs are in proportion to
 */
double
rel_scene_get_unit (RelScene *self)
{
  return self->unit;
}

/**
 * rel_scene_get_origin:
 * @self: a scene
 *
 * Returns: the place in it that stays the same when a card is put above or left of all others;
 *   0, 0 if none was
 */
RelPoint
rel_scene_get_origin (RelScene *self)
{
  return self->origin;
}

/**
 * rel_scene_get_n_cards:
 * @self: a scene
 *
 * Returns: how many cards there are
 */
guint
rel_scene_get_n_cards (RelScene *self)
{
  return self->cards->len;
}

/**
 * rel_scene_get_card:
 * @self: a scene
 * @index: less than [method@Scene.get_n_cards]
 *
 * Returns: (transfer none): a card; in a picture of neighbours, the first is the focused one
 */
const RelCard *
rel_scene_get_card (RelScene *self, guint index)
{
  g_return_val_if_fail (index < self->cards->len, NULL);
  return rel_scene_card (self, index);
}

/**
 * rel_scene_get_n_groups:
 * @self: a scene
 *
 * Returns: how many groups there are
 */
guint
rel_scene_get_n_groups (RelScene *self)
{
  return self->groups->len;
}

/**
 * rel_scene_get_group:
 * @self: a scene
 * @index: less than [method@Scene.get_n_groups]
 *
 * Returns: (transfer none): a group
 */
const RelGroup *
rel_scene_get_group (RelScene *self, guint index)
{
  g_return_val_if_fail (index < self->groups->len, NULL);
  return rel_scene_group (self, index);
}

/**
 * rel_scene_get_n_edges:
 * @self: a scene
 *
 * Returns: how many edges there are
 */
guint
rel_scene_get_n_edges (RelScene *self)
{
  return self->edges->len;
}

/**
 * rel_scene_get_edge:
 * @self: a scene
 * @index: less than [method@Scene.get_n_edges]
 *
 * Returns: (transfer none): an edge
 */
const RelEdge *
rel_scene_get_edge (RelScene *self, guint index)
{
  g_return_val_if_fail (index < self->edges->len, NULL);
  return rel_scene_edge (self, index);
}

/**
 * rel_edge_has_sign:
 * @edge: an edge
 *
 * Returns: whether the sign of the kind stands on the line, because no field at its ends has
 *   it
 */
gboolean
rel_edge_has_sign (const RelEdge *edge)
{
  return edge->from.row < 0 && edge->to.row < 0;
}

/**
 * rel_scene_find_card:
 * @self: a scene
 * @collection: (nullable): the name of a collection
 * @index: (out) (optional): the index of its card
 *
 * Returns: whether the collection is in the picture
 */
gboolean
rel_scene_find_card (RelScene *self, const char *collection, guint *index)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      if (g_strcmp0 (rel_scene_card (self, i)->collection, collection) == 0)
        {
          if (index != NULL)
            *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rel_scene_find_hit:
 * @self: a scene
 * @collection: (nullable): the name of a collection
 * @field: (nullable): a field of it
 * @hit: (out): its row, or the card if the field is not shown or none is given
 *
 * Returns: whether the collection is in the picture
 */
gboolean
rel_scene_find_hit (RelScene *self, const char *collection, const char *field, RelHit *hit)
{
  int row;

  *hit = (RelHit){ REL_HIT_CARD, 0, -1, 0 };
  if (collection == NULL || !rel_scene_find_card (self, collection, &hit->card))
    return FALSE;
  row = field != NULL ? rel_card_find_row (rel_scene_card (self, hit->card), field) : -1;
  if (row >= 0)
    *hit = (RelHit){ REL_HIT_ROW, hit->card, row, 0 };
  return TRUE;
}

/**
 * rel_card_get_row:
 * @card: a card
 * @index: less than the length of its rows
 *
 * Returns: (transfer none): a row
 */
const RelCardRow *
rel_card_get_row (const RelCard *card, guint index)
{
  g_return_val_if_fail (index < card->rows->len, NULL);
  return g_ptr_array_index (card->rows, index);
}
