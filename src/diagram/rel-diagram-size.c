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

static GHashTable *
rank_fields (RelCollection *collection)
{
  GHashTable *ranks = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_fields (collection); i++)
    g_hash_table_insert (ranks, (gpointer) rel_field_get_name (rel_collection_get_field (collection, i)),
                         GUINT_TO_POINTER (i + 1));
  return ranks;
}

/* Puts the rows in the order of the fields; those that do not exist come last. */
static void
order_rows (RelCard *card, RelCollection *collection, guint *places)
{
  g_autoptr (GHashTable) ranks = rank_fields (collection);
  g_autofree Ranked *ranked = g_new (Ranked, card->rows->len);

  for (guint i = 0; i < card->rows->len; i++)
    {
      RelCardRow *row = rel_card_row (card, i);
      guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, row->field));

      ranked[i] = (Ranked){ row, rank > 0 ? rank : G_MAXUINT, i };
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

/* The places of lines that end at one part of a card: those that look alike share one. */
static guint
get_slot (GHashTable *slots, GHashTable *counts, const RelEdge *edge, const RelEdgeEnd *end, guint nth)
{
  g_autofree char *part = g_strdup_printf ("%u.%d", end->card, end->row);
  char *key = g_strdup_printf ("%s %u %u %d %u", part, edge->kind, end->mark, is_dashed (edge), nth);
  gpointer slot;
  guint count;

  if (g_hash_table_lookup_extended (slots, key, NULL, &slot))
    {
      g_free (key);
      return GPOINTER_TO_UINT (slot);
    }
  count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, part));
  g_hash_table_insert (slots, key, GUINT_TO_POINTER (count));
  g_hash_table_insert (counts, g_steal_pointer (&part), GUINT_TO_POINTER (count + 1));
  return count;
}

/* Finds where lines end: each look of a line has its own place, and so has each of those that
 * have both ends in common, in whatever direction. */
static Slots *
find_slots (RelScene *scene)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Slots *slots = g_new (Slots, MAX (scene->edges->len, 1));

  for (guint i = 0; i < scene->edges->len; i++)
    {
      const RelEdge *edge = rel_scene_edge (scene, i);
      gboolean forth = edge->from.card < edge->to.card ||
                       (edge->from.card == edge->to.card && edge->from.row <= edge->to.row);
      gboolean same = edge->from.card == edge->to.card && edge->from.row == edge->to.row;
      const RelEdgeEnd *a = forth ? &edge->from : &edge->to;
      const RelEdgeEnd *b = forth ? &edge->to : &edge->from;
      char *key = g_strdup_printf ("%u.%d-%u.%d", a->card, a->row, b->card, b->row);
      guint nth = GPOINTER_TO_UINT (g_hash_table_lookup (pairs, key));

      slots[i].from = get_slot (known, counts, edge, &edge->from, same ? 2 * nth : nth);
      slots[i].to = get_slot (known, counts, edge, &edge->to, same ? 2 * nth + 1 : nth);
      g_hash_table_insert (pairs, key, GUINT_TO_POINTER (nth + 1));
    }
  return slots;
}

/* How many places there are at the header and at each row of each card. */
static GPtrArray *
count_places (RelScene *scene, const Slots *slots)
{
  GPtrArray *counts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < scene->cards->len; i++)
    g_ptr_array_add (counts, g_new0 (guint, rel_scene_card (scene, i)->rows->len + 1));
  for (guint i = 0; i < scene->edges->len; i++)
    {
      const RelEdge *edge = rel_scene_edge (scene, i);
      guint *from = g_ptr_array_index (counts, edge->from.card);
      guint *to = g_ptr_array_index (counts, edge->to.card);

      from[edge->from.row + 1] = MAX (from[edge->from.row + 1], slots[i].from + 1);
      to[edge->to.row + 1] = MAX (to[edge->to.row + 1], slots[i].to + 1);
    }
  return counts;
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
                  const RelDiagramOptions *options,
                  RelMeasureFunc measure,
                  gpointer user_data)
{
  g_auto (RelRuler) ruler = { 0 };
  g_autofree Slots *slots = NULL;
  g_autoptr (GPtrArray) counts = NULL;
  RelGraph *graph;

  rel_ruler_init (&ruler, measure, user_data);
  ruler.max_width = MAX_CARD_WIDTH;
  arrange_rows (scene, schema, options->detail);
  slots = find_slots (scene);
  counts = count_places (scene, slots);
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
