/* rel-diagram-states.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What differs from what a schema is compared with, beside relations: fields, and what is set for
 * a collection. It is said where it is: at the row, else at the card, or at the line that a
 * junction is folded into.
 */

#include "config.h"

#include "rel-diagram-private.h"
#include "rel-json.h"

static gboolean
is_same_field (RelField *field, RelField *other)
{
  return field == other ||
         (field != NULL && other != NULL && rel_json_equal (rel_field_get_json (field), rel_field_get_json (other)));
}

static void
mark_field (RelCard *card, const char *name, RelState state)
{
  int index = rel_card_find_row (card, name);
  RelCardRow *row = index >= 0 ? rel_card_row (card, (guint) index) : NULL;

  if (row == NULL)
    card->state = REL_STATE_CHANGED;
  else if (row->state == REL_STATE_SAME)
    row->state = state;
}

/* The fields of one side that the other one has otherwise or not at all. */
static void
mark_fields (RelCard *card, RelCollection *collection, RelCollection *other)
{
  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);
      const char *name = rel_field_get_name (field);
      RelField *counterpart = rel_collection_find_field (other, name);

      if (!is_same_field (field, counterpart))
        mark_field (card, name, counterpart != NULL ? REL_STATE_CHANGED : REL_STATE_ADDED);
    }
  for (guint i = 0; i < rel_collection_get_n_fields (other); i++)
    {
      const char *name = rel_field_get_name (rel_collection_get_field (other, i));

      if (rel_collection_find_field (collection, name) == NULL)
        mark_field (card, name, REL_STATE_REMOVED);
    }
}

static gboolean
find_both (RelSchema *schema, RelSchema *base, const char *name, RelCollection **collection, RelCollection **other)
{
  *collection = rel_schema_find_collection (schema, name);
  *other = *collection != NULL ? rel_schema_find_collection (base, name) : NULL;
  return *other != NULL && *collection != *other;
}

/* Of a junction without a card, its relations have been compared already. */
static gboolean
is_other_junction (RelCollection *collection, RelCollection *other)
{
  guint n_fields = rel_collection_get_n_fields (collection);

  if (n_fields != rel_collection_get_n_fields (other) ||
      !rel_json_equal (rel_collection_get_json (collection), rel_collection_get_json (other)))
    return TRUE;
  for (guint i = 0; i < n_fields; i++)
    {
      RelField *field = rel_collection_get_field (collection, i);

      if (!is_same_field (field, rel_collection_find_field (other, rel_field_get_name (field))))
        return TRUE;
    }
  return FALSE;
}

/*< private >
 * rel_diagram_mark_states:
 * @scene: a scene with all cards, rows and edges
 * @schema: the schema that it is of
 * @base: what it is compared with
 *
 * Marks what differs beside relations.
 */
void
rel_diagram_mark_states (RelScene *scene, RelSchema *schema, RelSchema *base)
{
  RelCollection *collection;
  RelCollection *other;

  for (guint i = 0; i < scene->cards->len; i++)
    {
      RelCard *card = rel_scene_card (scene, i);

      if (card->collection == NULL || !find_both (schema, base, card->collection, &collection, &other))
        continue;
      if (!rel_json_equal (rel_collection_get_json (collection), rel_collection_get_json (other)))
        card->state = REL_STATE_CHANGED;
      mark_fields (card, collection, other);
    }
  for (guint i = 0; i < scene->edges->len; i++)
    {
      RelEdge *edge = rel_scene_edge (scene, i);

      if (edge->junction != NULL && edge->state == REL_STATE_SAME &&
          find_both (schema, base, edge->junction, &collection, &other) && is_other_junction (collection, other))
        edge->state = REL_STATE_CHANGED;
    }
}
