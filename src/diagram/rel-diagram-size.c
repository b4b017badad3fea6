/* rel-diagram-size.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How big the cards of a diagram are, and where lines end on them. All lines of a field that
 * look alike end at one place, but for those between the same two fields.
 */

#include "config.h"

#include "rel-diagram-private.h"

#include <string.h>

#include "rel-metrics.h"
#include "rel-ruler.h"

/* There is more room than beside other things in a window, and names should not be cut. */
#define MAX_CARD_WIDTH 440.0

/* Where on its card each end of a line is: which of the places of a row or of the header. */
typedef struct
{
  guint from;
  guint to;
} Slots;

/* A row while the rows of a card are put in order. */
typedef struct
{
  RelCardRow *row;
  guint rank; /* of the field in its collection */
  guint nth;  /* before */
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *a_row = a;
  const Ranked *b_row = b;

  if (a_row->rank != b_row->rank)
    return a_row->rank < b_row->rank ? -1 : 1;
  return (a_row->nth > b_row->nth) - (a_row->nth < b_row->nth);
}

/* Puts the rows in the order of the fields; those that do not exist come last. */
static void
order_rows (RelCard *card, RelCollection *collection, guint *places)
{
  g_autofree Ranked *ranked = g_new (Ranked, card->rows->len + 1);
  guint n_fields = collection != NULL && card->rows->len > 1 ? rel_collection_get_n_fields (collection) : 0;
  guint n_found = 0;

  for (guint i = 0; i < card->rows->len; i++)
    ranked[i] = (Ranked){ rel_card_row (card, i), G_MAXUINT, i };
  for (guint i = 0; i < n_fields && n_found < card->rows->len; i++)
    {
      int row = rel_card_find_row (card, rel_field_get_name (rel_collection_get_field (collection, i)));

      if (row < 0)
        continue;
      n_found += ranked[row].rank == G_MAXUINT;
      ranked[row].rank = i;
    }
  if (card->rows->len > 1)
    qsort (ranked, card->rows->len, sizeof *ranked, compare_ranked);
  for (guint i = 0; i < card->rows->len; i++)
    {
      card->rows->pdata[i] = ranked[i].row;
      places[ranked[i].nth] = i;
    }
}

static void
add_plain_rows (RelCard *card, RelCollection *collection)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < card->rows->len; i++)
    g_hash_table_add (rows, rel_card_row (card, i)->field);
  for (guint i = 0; collection != NULL && i < rel_collection_get_n_fields (collection); i++)
    {
      const char *name = rel_field_get_name (rel_collection_get_field (collection, i));

      if (!g_hash_table_contains (rows, name))
        rel_card_add_row (card, name);
    }
}

/* Gives each card its rows in order; lines keep theirs. */
static void
arrange_rows (RelScene *scene, RelSchema *schema, RelDetail detail)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < scene->cards->len; i++)
    {
      RelCard *card = rel_scene_card (scene, i);
      RelCollection *collection = card->collection != NULL ? rel_schema_find_collection (schema, card->collection)
                                                           : NULL;

      if (detail == REL_DETAIL_FIELDS)
        add_plain_rows (card, collection);
      g_ptr_array_add (places, g_new (guint, card->rows->len + 1));
      order_rows (card, collection, g_ptr_array_index (places, i));
    }
  for (guint i = 0; i < scene->edges->len; i++)
    {
      RelEdge *edge = rel_scene_edge (scene, i);

      if (edge->from.row >= 0)
        edge->from.row = (int) ((guint *) g_ptr_array_index (places, edge->from.card))[edge->from.row];
      if (edge->to.row >= 0)
        edge->to.row = (int) ((guint *) g_ptr_array_index (places, edge->to.card))[edge->to.row];
    }
}

/* --- Where lines end --- */

static gboolean
is_dashed (const RelEdge *edge)
{
  return edge->state == REL_STATE_REMOVED || edge->kind == REL_KIND_BROKEN;
}

/* Tells lines, ends or places apart. */
typedef struct
{
  guint parts[6];
} Key;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;
  guint hash = 0;

  for (guint i = 0; i < G_N_ELEMENTS (key->parts); i++)
    hash = hash * 31 + key->parts[i];
  return hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

/* Adds one to what is counted for a key, and gives what it was before. */
static guint
count_one (GHashTable *counts, const Key *key)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  g_hash_table_insert (counts, g_memdup2 (key, sizeof *key), GUINT_TO_POINTER (count + 1));
  return count;
}

/* The places of lines that end at one part of a card: those that look alike share one. */
static guint
get_slot (GHashTable *slots, GPtrArray *counts, const RelEdge *edge, const RelEdgeEnd *end, guint nth)
{
  Key key = { { end->card, (guint) end->row, edge->kind, end->mark, is_dashed (edge), nth } };
  guint *count = (guint *) g_ptr_array_index (counts, end->card) + end->row + 1;
  gpointer slot;

  if (g_hash_table_lookup_extended (slots, &key, NULL, &slot))
    return GPOINTER_TO_UINT (slot);
  g_hash_table_insert (slots, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (*count));
  return (*count)++;
}

/* Finds where lines end: each look of a line has its own place, and so has each of those that
 * have both ends in common, in whatever direction. Counts the places at the header and at each row
 * of each card. */
static Slots *
find_slots (RelScene *scene, GPtrArray *counts)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  Slots *slots = g_new (Slots, MAX (scene->edges->len, 1));

  for (guint i = 0; i < scene->cards->len; i++)
    g_ptr_array_add (counts, g_new0 (guint, rel_scene_card (scene, i)->rows->len + 1));
  for (guint i = 0; i < scene->edges->len; i++)
    {
      const RelEdge *edge = rel_scene_edge (scene, i);
      gboolean forth = edge->from.card < edge->to.card ||
                       (edge->from.card == edge->to.card && edge->from.row <= edge->to.row);
      gboolean same = edge->from.card == edge->to.card && edge->from.row == edge->to.row;
      const RelEdgeEnd *a = forth ? &edge->from : &edge->to;
      const RelEdgeEnd *b = forth ? &edge->to : &edge->from;
      Key pair = { { a->card, (guint) a->row, b->card, (guint) b->row } };
      guint nth = count_one (pairs, &pair);

      slots[i].from = get_slot (known, counts, edge, &edge->from, same ? 2 * nth : nth);
      slots[i].to = get_slot (known, counts, edge, &edge->to, same ? 2 * nth + 1 : nth);
    }
  return slots;
}

static void
size_card (RelRuler *ruler, RelCard *card, const guint *counts)
{
  card->box.width = rel_ruler_get_card_width (ruler, card);
  card->header_height =
    rel_ruler_get_height_for_lines (ruler, counts[0], FALSE, rel_ruler_get_header_height (ruler, card));
  card->box.height = card->header_height;
  for (guint i = 0; i < card->rows->len; i++)
    {
      RelCardRow *row = rel_card_row (card, i);

      row->y = card->box.height;
      row->height = rel_ruler_get_height_for_lines (ruler, counts[i + 1], FALSE, 2 * ruler->unit);
      card->box.height += row->height;
    }
  if (card->rows->len > 0)
    card->box.height += REL_CARD_FOOT;
}

static double
place_of_end (RelRuler *ruler, RelScene *scene, const RelEdgeEnd *end, guint slot, GPtrArray *counts)
{
  const RelCard *card = rel_scene_get_card (scene, end->card);
  const guint *count = g_ptr_array_index (counts, end->card);
  double top = 0;
  double height = card->header_height;

  if (end->row >= 0)
    {
      top = rel_card_get_row (card, (guint) end->row)->y;
      height = rel_card_get_row (card, (guint) end->row)->height;
    }
  return top + rel_ruler_get_place_of_line (ruler, slot, count[end->row + 1], height);
}

/* --- Marks --- */

static void
find_marks (RelEdge *edge)
{
  const char *on_delete = rel_relation_get_on_delete (edge->relation);

  if (g_strcmp0 (on_delete, "CASCADE") == 0)
    edge->on_delete = REL_DELETE_CASCADE;
  else if (g_strcmp0 (on_delete, "RESTRICT") == 0)
    edge->on_delete = REL_DELETE_RESTRICT;
  else if (g_strcmp0 (on_delete, "SET DEFAULT") == 0)
    edge->on_delete = REL_DELETE_DEFAULT;
  edge->deselect_deletes = g_strcmp0 (rel_relation_get_one_deselect_action (edge->relation), "delete") == 0;
}

/*< private >
 * rel_diagram_size:
 * @scene: a scene with all cards and edges
 * @schema: the schema that it is of
 * @base: (nullable): what it is compared with
 * @options: what to show
 * @measure: (scope call): measures texts
 * @user_data: for @measure
 *
 * Gives the cards their rows and their sizes, and the lines their marks.
 *
 * Returns: (transfer full): the graph to be laid out: a node for each card, a line for each
 *   edge
 */
RelGraph *
rel_diagram_size (RelScene *scene,
                  RelSchema *schema,
                  RelSchema *base,
                  const RelDiagramOptions *options,
                  RelMeasureFunc measure,
                  gpointer user_data)
{
  g_auto (RelRuler) ruler = { 0 };
  g_autofree Slots *slots = NULL;
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);
  RelGraph *graph;

  rel_ruler_init (&ruler, measure, user_data);
  ruler.max_width = MAX_CARD_WIDTH;
  arrange_rows (scene, schema, options->detail);
  if (base != NULL && base != schema)
    rel_diagram_mark_states (scene, schema, base);
  slots = find_slots (scene, counts);
  graph = rel_graph_new (ruler.unit);
  for (guint i = 0; i < scene->cards->len; i++)
    {
      RelCard *card = rel_scene_card (scene, i);

      size_card (&ruler, card, g_ptr_array_index (counts, i));
      rel_graph_add_node (graph, card->box.width, card->box.height, options->groups ? card->group : 0);
    }
  for (guint i = 0; i < scene->edges->len; i++)
    {
      RelEdge *edge = rel_scene_edge (scene, i);

      find_marks (edge);
      rel_graph_add_line (graph, edge->from.card, place_of_end (&ruler, scene, &edge->from, slots[i].from, counts),
                          edge->to.card, place_of_end (&ruler, scene, &edge->to, slots[i].to, counts));
    }
  return graph;
}
