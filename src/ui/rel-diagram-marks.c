/* rel-diagram-marks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of the parts of a diagram: what a search leaves, what the checks found, what
 * clashes with what somebody else changed, what a person put where it stands.
 */

#include "config.h"

#include "rel-diagram-marks.h"

#include "rel-conflict.h"
#include "rel-finding.h"

typedef struct
{
  RelScene *scene;
  RelMarks *marks;
  GHashTable *cards; /* (owned) (element-type utf8 guint): one more than the index, by name */
} Marking;

static gboolean
find_card (Marking *self, const char *collection, guint *card)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->cards, collection));

  *card = found - 1;
  return found > 0;
}

/* At the field, if it is shown, else at the collection. */
static void
add (Marking *self, const char *collection, const char *field, RelMark mark)
{
  const RelCard *card;
  guint index;

  if (collection == NULL || !find_card (self, collection, &index))
    return;
  card = rel_scene_get_card (self->scene, index);
  for (guint i = 0; field != NULL && i < card->rows->len; i++)
    {
      if (g_str_equal (rel_card_get_row (card, i)->field, field))
        {
          rel_marks_add_row (self->marks, index, i, mark);
          return;
        }
    }
  rel_marks_add_card (self->marks, index, mark);
}

/* Cards stay whose own names are asked for, and those that a found relation ends at. */
static void
fade (Marking *self, RelSchema *schema, RelQuery *query)
{
  g_autoptr (GPtrArray) relations = rel_query_list_relations (query, schema);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < relations->len; i++)
    g_hash_table_add (found, g_ptr_array_index (relations, i));
  for (guint i = 0; i < rel_scene_get_n_cards (self->scene); i++)
    {
      const char *name = rel_scene_get_card (self->scene, i)->collection;
      RelCollection *collection = name != NULL ? rel_schema_find_collection (schema, name) : NULL;
      g_autoptr (RelQueryRow) row = collection != NULL ? rel_query_row_new_collection (collection) : NULL;

      if (row == NULL || !rel_query_matches (query, row))
        rel_marks_add_card (self->marks, i, REL_MARK_FADED);
    }
  for (guint i = 0; i < rel_scene_get_n_edges (self->scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (self->scene, i);

      if (!g_hash_table_contains (found, edge->relation) &&
          (edge->second == NULL || !g_hash_table_contains (found, edge->second)))
        {
          rel_marks_add_edge (self->marks, i, REL_MARK_FADED);
          continue;
        }
      rel_marks_remove_card (self->marks, edge->from.card, REL_MARK_FADED);
      rel_marks_remove_card (self->marks, edge->to.card, REL_MARK_FADED);
    }
}

/**
 * rel_diagram_marks_new:
 * @scene: a scene
 * @schema: that it is of
 * @query: (nullable): what is looked for; the rest steps back
 * @findings: (element-type RelFinding): what the checks found
 * @conflicts: (element-type RelConflict): what clashes
 * @pins: (nullable): what was put where it stands
 * @compared: whether the scene is compared with something else than what is published; unless
 *   something is looked for, what is the same steps back
 *
 * Returns: (transfer full): what there is to say of the parts of the scene
 */
RelMarks *
rel_diagram_marks_new (RelScene *scene,
                       RelSchema *schema,
                       RelQuery *query,
                       GPtrArray *findings,
                       GPtrArray *conflicts,
                       RelArrangement *pins,
                       gboolean compared)
{
  Marking self = { scene, rel_marks_new (scene), g_hash_table_new (g_str_hash, g_str_equal) };

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const char *name = rel_scene_get_card (scene, i)->collection;

      if (name != NULL)
        g_hash_table_insert (self.cards, (gpointer) name, GUINT_TO_POINTER (i + 1));
    }
  if (query != NULL && !rel_query_is_empty (query))
    fade (&self, schema, query);
  else if (compared)
    rel_marks_fade_same (self.marks, scene);
  if (compared)
    rel_marks_set_compared (self.marks);
  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);

      add (&self, rel_finding_get_collection (finding), rel_finding_get_field (finding), REL_MARK_FINDING);
    }
  for (guint i = 0; i < conflicts->len; i++)
    {
      RelConflict *conflict = g_ptr_array_index (conflicts, i);

      add (&self, rel_conflict_get_collection (conflict), rel_conflict_get_field (conflict), REL_MARK_CONFLICT);
    }
  for (guint i = 0; pins != NULL && i < rel_arrangement_get_n_pins (pins); i++)
    add (&self, rel_arrangement_get_pin (pins, i)->collection, NULL, REL_MARK_PINNED);
  g_hash_table_unref (self.cards);
  return self.marks;
}

/* How far a card is from what was typed: its name, what is asked for, or a neighbour of that. */
static guint
find_distance (const RelCard *card, RelSchema *schema, RelQuery *query)
{
  RelCollection *collection = card->collection != NULL ? rel_schema_find_collection (schema, card->collection) : NULL;
  g_autoptr (RelQueryRow) row = collection != NULL ? rel_query_row_new_collection (collection) : NULL;

  if (row == NULL || !rel_query_matches (query, row))
    return 2;
  return g_ascii_strcasecmp (card->collection, rel_query_get_text (query)) == 0 ? 0 : 1;
}

/**
 * rel_diagram_marks_list_found:
 * @scene: a scene
 * @marks: what is said of its parts
 * @schema: that the scene is of
 * @query: what was looked for
 *
 * Returns: (transfer full) (element-type RelHit): the cards that do not step back; first the one
 *   that is called so, then those that are asked for, then their neighbours
 */
GArray *
rel_diagram_marks_list_found (RelScene *scene, const RelMarks *marks, RelSchema *schema, RelQuery *query)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RelHit));
  guint n_of[3] = { 0 };

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      RelHit hit = { REL_HIT_CARD, i, -1, 0 };
      guint distance;
      guint place = 0;

      if (rel_marks_has_card (marks, i, REL_MARK_FADED))
        continue;
      distance = find_distance (rel_scene_get_card (scene, i), schema, query);
      for (guint d = 0; d <= distance; d++)
        place += n_of[d];
      n_of[distance]++;
      g_array_insert_val (found, place, hit);
    }
  return found;
}
