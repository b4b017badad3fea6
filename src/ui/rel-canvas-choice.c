/* rel-canvas-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the picture is pointed at, where the arrow keys are, and what is chosen.
 */

#include "config.h"

#include "rel-canvas-private.h"
#include "rel-walk.h"

static const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };

static void
add_edges_of (RelCanvas *self, const RelHit *hit, GArray *edges)
{
  RelScene *scene = rel_canvas_get_scene (self);

  for (guint i = 0; hit->kind != REL_HIT_NOTHING && i < rel_scene_get_n_edges (scene); i++)
    {
      if (rel_scene_edge_is_hit (scene, i, hit))
        g_array_append_val (edges, i);
    }
}

/*< private >
 * rel_canvas_set_hover:
 * @self: a canvas
 * @hit: what is under the pointer
 *
 * Shows which lines belong to it.
 */
void
rel_canvas_set_hover (RelCanvas *self, const RelHit *hit)
{
  if (rel_hit_equal (&self->hover, hit))
    return;
  self->hover = *hit;
  g_array_set_size (self->hover_edges, 0);
  add_edges_of (self, hit, self->hover_edges);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), hit->kind != REL_HIT_NOTHING ? "pointer" : NULL);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/*< private >
 * rel_canvas_set_focus:
 * @self: a canvas
 * @hit: where the arrow keys are
 *
 * Goes there, and says so.
 */
void
rel_canvas_set_focus (RelCanvas *self, const RelHit *hit)
{
  self->focus = *hit;
  rel_canvas_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_chosen_edges (RelCanvas *self)
{
  g_array_set_size (self->chosen_edges, 0);
  for (guint i = 0; i < self->chosen->len; i++)
    {
      RelHit *hit = &g_array_index (self->chosen, RelHit, i);

      /* The lines of a card are seen when it is pointed at; chosen is the card alone. */
      if (hit->kind != REL_HIT_CARD)
        add_edges_of (self, hit, self->chosen_edges);
    }
}

/*< private >
 * rel_canvas_find_chosen_again:
 * @self: a canvas with a new picture
 * @before: (nullable): the scene that it showed
 *
 * Looks up in the new picture where one was and what was chosen. A line is that of its field.
 */
void
rel_canvas_find_chosen_again (RelCanvas *self, RelScene *before)
{
  RelScene *scene = rel_canvas_get_scene (self);
  g_autoptr (GArray) chosen = g_steal_pointer (&self->chosen);

  self->chosen = g_array_new (FALSE, FALSE, sizeof (RelHit));
  for (guint i = 0; before != NULL && i < chosen->len; i++)
    {
      RelHit hit = rel_scene_find_again (scene, before, &g_array_index (chosen, RelHit, i));

      if (hit.kind != REL_HIT_NOTHING)
        g_array_append_val (self->chosen, hit);
    }
  self->focus = before != NULL ? rel_scene_find_again (scene, before, &self->focus) : nothing;
  update_chosen_edges (self);
}

/**
 * rel_canvas_get_focus:
 * @self: a canvas
 *
 * Returns: where the arrow keys are
 */
RelHit
rel_canvas_get_focus (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), nothing);

  return self->focus;
}

static gboolean
forget_chosen (RelCanvas *self, const RelHit *hit)
{
  for (guint i = 0; i < self->chosen->len; i++)
    {
      if (rel_hit_equal (&g_array_index (self->chosen, RelHit, i), hit))
        {
          g_array_remove_index (self->chosen, i);
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rel_canvas_choose:
 * @self: a canvas
 * @hit: a part of the scene; nothing to choose nothing
 * @adds: whether what is chosen stays so; a part that is chosen already is then chosen no more
 *
 * Chooses a part of the picture, and shows it.
 */
void
rel_canvas_choose (RelCanvas *self, const RelHit *hit, gboolean adds)
{
  g_return_if_fail (REL_IS_CANVAS (self));

  if (self->grid == NULL)
    return;
  /* Those that were chosen stay where they were put. */
  if (self->nudge_source_id != 0)
    rel_canvas_end_move (self);
  if (!adds)
    g_array_set_size (self->chosen, 0);
  if (hit->kind != REL_HIT_NOTHING && !forget_chosen (self, hit))
    g_array_append_val (self->chosen, *hit);
  update_chosen_edges (self);
  if (hit->kind != REL_HIT_NOTHING)
    {
      rel_canvas_set_focus (self, hit);
      if (hit->kind != REL_HIT_EDGE)
        rel_canvas_reveal (self, hit);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rel_canvas_say_chosen_changed (self);
}

/**
 * rel_canvas_choose_all:
 * @self: a canvas
 *
 * Chooses all cards.
 */
void
rel_canvas_choose_all (RelCanvas *self)
{
  g_return_if_fail (REL_IS_CANVAS (self));

  if (self->grid == NULL)
    return;
  if (self->nudge_source_id != 0)
    rel_canvas_end_move (self);
  g_array_set_size (self->chosen, 0);
  for (guint i = 0; i < rel_scene_get_n_cards (rel_canvas_get_scene (self)); i++)
    {
      RelHit hit = { REL_HIT_CARD, i, -1, 0 };

      g_array_append_val (self->chosen, hit);
    }
  update_chosen_edges (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rel_canvas_say_chosen_changed (self);
}

/**
 * rel_canvas_get_chosen:
 * @self: a canvas
 *
 * Returns: (transfer none) (element-type RelHit): what is chosen
 */
GArray *
rel_canvas_get_chosen (RelCanvas *self)
{
  g_return_val_if_fail (REL_IS_CANVAS (self), NULL);

  return self->chosen;
}

/**
 * rel_canvas_list_chosen_cards:
 * @self: a canvas
 *
 * Returns: (transfer full) (element-type guint): the indexes of the cards that are chosen, or of
 *   which a row is
 */
GArray *
rel_canvas_list_chosen_cards (RelCanvas *self)
{
  GArray *cards = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->chosen->len; i++)
    {
      const RelHit *hit = &g_array_index (self->chosen, RelHit, i);

      if ((hit->kind == REL_HIT_CARD || hit->kind == REL_HIT_ROW) &&
          g_hash_table_add (known, GUINT_TO_POINTER (hit->card)))
        g_array_append_val (cards, hit->card);
    }
  return cards;
}

/**
 * rel_canvas_activate:
 * @self: a canvas
 *
 * Does what a double click on what is chosen does.
 */
void
rel_canvas_activate (RelCanvas *self)
{
  g_return_if_fail (REL_IS_CANVAS (self));

  if (self->chosen->len == 0 && self->focus.kind != REL_HIT_NOTHING)
    rel_canvas_choose (self, &self->focus, FALSE);
  if (self->chosen->len > 0)
    rel_canvas_say_activated (self);
}
