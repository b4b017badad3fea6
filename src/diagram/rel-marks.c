/* rel-marks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-marks.h"

#include <string.h>

/**
 * RelMarks:
 *
 * What is said of the parts of one scene without being in it, so that it can change while the
 * scene stays: what a search leaves, what a check finds, what clashes.
 *
 * Once it is given away it does not change, and any thread may read it.
 */
struct _RelMarks
{
  gatomicrefcount ref_count;
  guint n_cards;
  guint n_edges;
  guint8 *cards;    /* (owned) */
  guint *first_row; /* (owned): by card: where its rows begin in @rows; one more at the end */
  guint8 *rows;     /* (owned) */
  guint8 *edges;    /* (owned) */
  gboolean compared;
};

/**
 * rel_marks_new:
 * @scene: a scene
 *
 * Returns: (transfer full): no marks yet
 */
RelMarks *
rel_marks_new (RelScene *scene)
{
  RelMarks *self = g_new0 (RelMarks, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_cards = rel_scene_get_n_cards (scene);
  self->n_edges = rel_scene_get_n_edges (scene);
  self->cards = g_new0 (guint8, MAX (self->n_cards, 1));
  self->edges = g_new0 (guint8, MAX (self->n_edges, 1));
  self->first_row = g_new0 (guint, self->n_cards + 1);
  for (guint i = 0; i < self->n_cards; i++)
    self->first_row[i + 1] = self->first_row[i] + rel_scene_get_card (scene, i)->rows->len;
  self->rows = g_new0 (guint8, MAX (self->first_row[self->n_cards], 1));
  return self;
}

/**
 * rel_marks_ref:
 * @self: marks
 *
 * Returns: (transfer full): @self
 */
RelMarks *
rel_marks_ref (RelMarks *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_marks_unref:
 * @self: (transfer full): marks
 *
 * Gives a reference back; the last one frees.
 */
void
rel_marks_unref (RelMarks *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->cards);
  g_free (self->first_row);
  g_free (self->rows);
  g_free (self->edges);
  g_free (self);
}

/**
 * rel_marks_add_card:
 * @self: marks that nobody else has yet
 * @card: the index of a card
 * @mark: what is said of it
 */
void
rel_marks_add_card (RelMarks *self, guint card, RelMark mark)
{
  g_return_if_fail (card < self->n_cards);

  self->cards[card] |= (guint8) mark;
}

/**
 * rel_marks_remove_card:
 * @self: marks that nobody else has yet
 * @card: the index of a card
 * @mark: what is no longer said of it
 */
void
rel_marks_remove_card (RelMarks *self, guint card, RelMark mark)
{
  g_return_if_fail (card < self->n_cards);

  self->cards[card] &= (guint8) ~mark;
}

/**
 * rel_marks_add_row:
 * @self: marks that nobody else has yet
 * @card: the index of a card
 * @row: the index of one of its rows
 * @mark: what is said of it
 */
void
rel_marks_add_row (RelMarks *self, guint card, guint row, RelMark mark)
{
  g_return_if_fail (card < self->n_cards && self->first_row[card] + row < self->first_row[card + 1]);

  self->rows[self->first_row[card] + row] |= (guint8) mark;
}

/**
 * rel_marks_add_edge:
 * @self: marks that nobody else has yet
 * @edge: the index of an edge
 * @mark: what is said of it
 */
void
rel_marks_add_edge (RelMarks *self, guint edge, RelMark mark)
{
  g_return_if_fail (edge < self->n_edges);

  self->edges[edge] |= (guint8) mark;
}

/**
 * rel_marks_remove_edge:
 * @self: marks that nobody else has yet
 * @edge: the index of an edge
 * @mark: what is no longer said of it
 */
void
rel_marks_remove_edge (RelMarks *self, guint edge, RelMark mark)
{
  g_return_if_fail (edge < self->n_edges);

  self->edges[edge] &= (guint8) ~mark;
}

/**
 * rel_marks_has_card:
 * @self: (nullable): marks
 * @card: the index of a card
 * @mark: what may be said of it
 *
 * Returns: whether it is said
 */
gboolean
rel_marks_has_card (const RelMarks *self, guint card, RelMark mark)
{
  return self != NULL && (self->cards[card] & mark) != 0;
}

/**
 * rel_marks_has_row:
 * @self: (nullable): marks
 * @card: the index of a card
 * @row: the index of one of its rows
 * @mark: what may be said of it
 *
 * Returns: whether it is said
 */
gboolean
rel_marks_has_row (const RelMarks *self, guint card, guint row, RelMark mark)
{
  return self != NULL && (self->rows[self->first_row[card] + row] & mark) != 0;
}

/**
 * rel_marks_has_edge:
 * @self: (nullable): marks
 * @edge: the index of an edge
 * @mark: what may be said of it
 *
 * Returns: whether it is said
 */
gboolean
rel_marks_has_edge (const RelMarks *self, guint edge, RelMark mark)
{
  return self != NULL && (self->edges[edge] & mark) != 0;
}

static gboolean
is_card_same (const RelCard *card)
{
  gboolean same = card->state == REL_STATE_SAME;

  for (guint i = 0; same && i < card->rows->len; i++)
    same = rel_card_get_row (card, i)->state == REL_STATE_SAME;
  return same;
}

static gboolean
is_scene_same (RelScene *scene)
{
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      if (!is_card_same (rel_scene_get_card (scene, i)))
        return FALSE;
    }
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      if (rel_scene_get_edge (scene, i)->state != REL_STATE_SAME)
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_marks_fade_same:
 * @self: marks that nobody else has yet
 * @scene: what they are of, compared with something
 *
 * Lets what is the same on both sides step back, but for the ends of lines that are not. If all
 * is, it may be read.
 */
void
rel_marks_fade_same (RelMarks *self, RelScene *scene)
{
  if (is_scene_same (scene))
    return;
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      if (is_card_same (rel_scene_get_card (scene, i)))
        rel_marks_add_card (self, i, REL_MARK_FADED);
    }
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      if (edge->state == REL_STATE_SAME)
        {
          rel_marks_add_edge (self, i, REL_MARK_FADED);
          continue;
        }
      rel_marks_remove_card (self, edge->from.card, REL_MARK_FADED);
      rel_marks_remove_card (self, edge->to.card, REL_MARK_FADED);
    }
}

/**
 * rel_marks_set_compared:
 * @self: marks that nobody else has yet
 *
 * Says that the states in the scene are not those of a draft that is not published, but come of
 * a comparison with something else.
 */
void
rel_marks_set_compared (RelMarks *self)
{
  self->compared = TRUE;
}

/**
 * rel_marks_get_compared:
 * @self: (nullable): marks
 *
 * Returns: whether the scene is compared with something else than what is published
 */
gboolean
rel_marks_get_compared (const RelMarks *self)
{
  return self != NULL && self->compared;
}

/**
 * rel_marks_equal:
 * @a: (nullable): marks
 * @b: (nullable): other marks of the same scene
 *
 * Returns: whether both say the same
 */
gboolean
rel_marks_equal (const RelMarks *a, const RelMarks *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->compared == b->compared && a->n_cards == b->n_cards && a->n_edges == b->n_edges &&
         memcmp (a->cards, b->cards, a->n_cards) == 0 && memcmp (a->edges, b->edges, a->n_edges) == 0 &&
         memcmp (a->first_row, b->first_row, (a->n_cards + 1) * sizeof (guint)) == 0 &&
         memcmp (a->rows, b->rows, a->first_row[a->n_cards]) == 0;
}
