/* rel-neighbours.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture of one collection and of those that it is linked with. Each relation that
 * touches the collection is in it once; the two halves of a junction are one line to the
 * far collection. Of one link alone, the same lines are drawn, and no others.
 */

#include "config.h"

#include "rel-neighbours.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-filling.h"
#include "rel-layout.h"
#include "rel-link.h"
#include "rel-scene-private.h"

/* What is needed while the scene is filled. */
typedef struct
{
  RelFilling filling;
  const char *focus;
  GHashTable *done; /* (owned) (element-type RelRelation): those of the collection that are put in */
} Picture;

static gboolean
points_here (Picture *self, RelRelation *relation)
{
  g_autoptr (GPtrArray) targets = rel_filling_list_targets (relation);

  for (guint i = 0; i < targets->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (targets, i), self->focus) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
put_relation (Picture *self, RelRelation *relation)
{
  RelRelation *half;

  if (g_hash_table_contains (self->done, relation) ||
      (self->filling.removed && rel_filling_find_state (&self->filling, relation) != REL_STATE_REMOVED))
    return;
  g_hash_table_add (self->done, relation);
  if (strcmp (rel_relation_get_collection (relation), self->focus) == 0)
    {
      rel_filling_put_plain (&self->filling, relation, NULL);
      return;
    }

  half = rel_kind_find_other_half (self->filling.schema, relation);
  if (half == NULL || g_hash_table_contains (self->done, half))
    rel_filling_put_plain (&self->filling, relation, self->focus);
  else if (points_here (self, half))
    {
      /* Both halves end here. Many to any is drawn from its field to all that is allowed. */
      g_hash_table_add (self->done, half);
      if (rel_relation_is_any (relation))
        rel_filling_put_through (&self->filling, self->focus, half, relation);
      else
        rel_filling_put_through (&self->filling, self->focus, relation, half);
    }
  else
    rel_filling_put_through (&self->filling, self->focus, relation, half);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint a_position = rel_relation_get_position (*(RelRelation **) a);
  guint b_position = rel_relation_get_position (*(RelRelation **) b);

  return (a_position > b_position) - (a_position < b_position);
}

/* The relations that have this collection at an end, in the server's order. */
static GPtrArray *
list_touching (RelSchema *schema, const char *name)
{
  GPtrArray *touching = g_ptr_array_new ();
  GPtrArray *incoming = rel_schema_get_incoming (schema, name);
  RelCollection *collection = rel_schema_find_collection (schema, name);

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
    g_ptr_array_add (touching, rel_collection_get_relation (collection, i));
  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (incoming, i);

      if (strcmp (rel_relation_get_collection (relation), name) != 0)
        g_ptr_array_add (touching, relation);
    }
  g_ptr_array_sort (touching, compare_positions);
  return touching;
}

/* The rows of the collection itself stand in the order of its fields. */
static void
put_focus (Picture *self)
{
  guint card = rel_filling_get_card (&self->filling, self->focus);
  g_autoptr (GPtrArray) links = rel_link_list (self->filling.schema, self->focus);

  rel_scene_card (self->filling.scene, card)->focused = TRUE;
  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      rel_filling_get_row (&self->filling, card, rel_link_get_field (link), rel_link_get_kind (link));
    }
}

static void
put_link (Picture *self, RelLink *link)
{
  guint card = rel_filling_get_card (&self->filling, self->focus);
  RelRelation *relation = rel_link_get_relation (link);
  RelRelation *second = rel_link_get_second (link);

  rel_scene_card (self->filling.scene, card)->focused = TRUE;
  rel_filling_get_row (&self->filling, card, rel_link_get_field (link), rel_link_get_kind (link));
  if (second != NULL && !rel_link_is_many_side (link))
    rel_filling_put_through (&self->filling, self->focus, relation, second);
  else if (strcmp (rel_relation_get_collection (relation), self->focus) == 0)
    rel_filling_put_plain (&self->filling, relation, NULL);
  else
    rel_filling_put_plain (&self->filling, relation, self->focus);
}

static void
put_all (Picture *self)
{
  g_autoptr (GPtrArray) touching = list_touching (self->filling.schema, self->focus);

  self->done = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < touching->len; i++)
    put_relation (self, g_ptr_array_index (touching, i));
  g_clear_pointer (&self->done, g_hash_table_unref);
}

/**
 * rel_neighbours_scene:
 * @schema: a schema
 * @base: (nullable): what the server has, to mark what differs
 * @collection: the name of a collection
 * @measure: (scope call): measures texts
 * @user_data: for @measure
 *
 * Makes the picture of a collection and its neighbours: itself in the middle, those that
 * point at it on its left, those it points at on its right. A collection that is both stands
 * once, on the right. Junctions are folded into a line with their name on it; many to any has
 * a line to each collection that is allowed.
 *
 * Every relation that has the collection at an end is in the picture, whatever is wrong with
 * it, and those of @base that @schema has no longer as well. The card of @collection is the
 * first, even if there is no such collection.
 *
 * Returns: (transfer full): the picture
 */
RelScene *
rel_neighbours_scene (RelSchema *schema,
                      RelSchema *base,
                      const char *collection,
                      RelMeasureFunc measure,
                      gpointer user_data)
{
  RelScene *scene = rel_scene_new ();
  Picture picture = { .focus = collection };

  rel_filling_init (&picture.filling, scene, schema, base);
  put_focus (&picture);
  put_all (&picture);
  if (base != NULL && base != schema)
    {
      rel_filling_turn (&picture.filling);
      put_all (&picture);
    }
  if (scene->edges->len == 0 && rel_scene_card (scene, 0)->note == NULL)
    /* Translators: under the name of a collection. */
    rel_scene_card (scene, 0)->note = g_strdup (_ ("no relations"));

  rel_filling_clear (&picture.filling);
  rel_layout_neighbours (scene, measure, user_data);
  return scene;
}

/**
 * rel_neighbours_scene_of_link:
 * @schema: a schema
 * @base: (nullable): what the server has, to mark what differs
 * @link: a link of @schema
 * @measure: (scope call): measures texts
 * @user_data: for @measure
 *
 * Makes the picture of one link alone: its collection, those at its far end, and of their
 * fields only those that it has to do with. What is folded, and where cards stand, is as in
 * [func@neighbours_scene]. The card of the link's collection is the first.
 *
 * Returns: (transfer full): the picture
 */
RelScene *
rel_neighbours_scene_of_link (RelSchema *schema,
                              RelSchema *base,
                              RelLink *link,
                              RelMeasureFunc measure,
                              gpointer user_data)
{
  RelScene *scene = rel_scene_new ();
  Picture picture = { .focus = rel_link_get_collection (link) };

  rel_filling_init (&picture.filling, scene, schema, base);
  put_link (&picture, link);
  rel_filling_clear (&picture.filling);
  rel_layout_neighbours (scene, measure, user_data);
  return scene;
}
