/* rel-homes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-homes.h"

/**
 * RelHomes:
 *
 * Where the cards of a diagram stand that nobody put anywhere, while others are put somewhere:
 * so a card goes back to where it was, however often it was moved. A collection that is gone
 * keeps its home for when it comes back.
 *
 * It is immutable, and any thread may read it.
 */
struct _RelHomes
{
  gatomicrefcount ref_count;
  GHashTable *points; /* (owned) (element-type utf8 RelPoint): from the origin, by collection; that
                       * of what is no collection by the empty name */
};

static RelHomes *
new_empty (void)
{
  RelHomes *self = g_new0 (RelHomes, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->points = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
add (RelHomes *self, const char *collection, RelPoint point)
{
  g_hash_table_insert (self->points, g_strdup (collection), g_memdup2 (&point, sizeof point));
}

/* Adds where all cards stand that have no home yet. */
static void
add_scene (RelHomes *self, RelScene *scene)
{
  RelPoint origin = rel_scene_get_origin (scene);

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelCard *card = rel_scene_get_card (scene, i);
      const char *name = card->collection != NULL ? card->collection : "";

      if (!g_hash_table_contains (self->points, name))
        add (self, name, (RelPoint){ card->box.x - origin.x, card->box.y - origin.y });
    }
}

/**
 * rel_homes_new:
 * @scene: a scene in which nobody put a card anywhere
 *
 * Returns: (transfer full): where all its cards stand
 */
RelHomes *
rel_homes_new (RelScene *scene)
{
  RelHomes *self = new_empty ();

  add_scene (self, scene);
  return self;
}

/**
 * rel_homes_ref:
 * @self: homes
 *
 * Returns: (transfer full): the same
 */
RelHomes *
rel_homes_ref (RelHomes *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_homes_unref:
 * @self: (transfer full): homes
 *
 * Lets go of them.
 */
void
rel_homes_unref (RelHomes *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->points);
  g_free (self);
}

/**
 * rel_homes_follow:
 * @self: homes
 * @scene: a scene that was made with them
 *
 * Returns: (transfer full): homes for the cards as well that are new in the scene, where they
 *   stand there
 */
RelHomes *
rel_homes_follow (RelHomes *self, RelScene *scene)
{
  RelHomes *next = new_empty ();
  GHashTableIter iter;
  const char *collection;
  const RelPoint *point;

  g_hash_table_iter_init (&iter, self->points);
  while (g_hash_table_iter_next (&iter, (gpointer *) &collection, (gpointer *) &point))
    add (next, collection, *point);
  add_scene (next, scene);
  return next;
}

/**
 * rel_homes_list_places:
 * @self: homes
 * @pins: (array length=n_pins): cards that were put somewhere by hand
 * @n_pins: how many
 *
 * Returns: (transfer full) (element-type RelDiagramPlace): where all cards are to stand; the
 *   names are those of @self and @pins
 */
GArray *
rel_homes_list_places (RelHomes *self, const RelDiagramPlace *pins, guint n_pins)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (RelDiagramPlace));
  g_autoptr (GHashTable) pinned = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  const char *collection;
  const RelPoint *point;

  for (guint i = 0; i < n_pins; i++)
    {
      g_hash_table_add (pinned, (gpointer) pins[i].collection);
      g_array_append_val (places, pins[i]);
    }
  g_hash_table_iter_init (&iter, self->points);
  while (g_hash_table_iter_next (&iter, (gpointer *) &collection, (gpointer *) &point))
    {
      RelDiagramPlace place = { collection, point->x, point->y, FALSE };

      if (!g_hash_table_contains (pinned, collection))
        g_array_append_val (places, place);
    }
  return places;
}
