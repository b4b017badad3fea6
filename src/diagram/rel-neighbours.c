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

#include "rel-layout.h"
#include "rel-link.h"
#include "rel-scene-private.h"

/* What is needed while the scene is filled. Relations come from one schema at a time: from
 * the draft, then, for what the draft has no longer, from the base. */
typedef struct
{
  RelScene *scene;
  const char *focus;
  RelSchema *schema; /* where the relations come from that are being put in */
  RelSchema *other;  /* (nullable): what they are compared with */
  gboolean removed;  /* whether @schema is the base */
  GHashTable *cards; /* (owned) (element-type utf8 guint): one more than the index of each card that has a name */
  GHashTable *done;  /* (owned) (element-type RelRelation): those of the collection that are put in */
} Filling;

/* One end of a line before it is put on a card. */
typedef struct
{
  const char *collection; /* (nullable) */
  const char *field;      /* (nullable) */
  RelEndMark mark;
} End;

static gboolean
is_junction (RelCollection *collection)
{
  if (collection == NULL || !rel_collection_is_hidden (collection))
    return FALSE;
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      if (rel_relation_get_junction_field (rel_collection_get_relation (collection, i)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static RelCardRole
find_role (RelSchema *schema, const char *name)
{
  if (name == NULL)
    return REL_CARD_MISSING;
  if (rel_is_system_name (name))
    return REL_CARD_SYSTEM;
  if (!rel_schema_has_collection (schema, name))
    return rel_schema_is_partial (schema) ? REL_CARD_PLAIN : REL_CARD_MISSING;
  return is_junction (rel_schema_find_collection (schema, name)) ? REL_CARD_JUNCTION : REL_CARD_PLAIN;
}

static guint
get_card (Filling *filling, const char *name)
{
  RelCard *card;
  guint index = 0;

  if (name != NULL)
    index = GPOINTER_TO_UINT (g_hash_table_lookup (filling->cards, name));
  if (index > 0)
    return index - 1;
  if (name == NULL && rel_scene_find_card (filling->scene, NULL, &index))
    return index;

  card = rel_scene_add_card (filling->scene, name, find_role (filling->schema, name));
  if (name == NULL)
    /* Translators: stands where a relation should name a collection, and names none. */
    card->note = g_strdup (_ ("no collection"));
  else if (card->role == REL_CARD_MISSING)
    /* Translators: under the name of a collection. */
    card->note = g_strdup (_ ("does not exist"));
  else if (card->role == REL_CARD_JUNCTION)
    /* Translators: under the name of a collection that only links others. */
    card->note = g_strdup (_ ("junction"));

  if (name != NULL)
    g_hash_table_insert (filling->cards, card->collection, GUINT_TO_POINTER (filling->scene->cards->len));
  return filling->scene->cards->len - 1;
}

static int
get_row (Filling *filling, guint card_index, const char *field, RelKind kind)
{
  RelCard *card = rel_scene_card (filling->scene, card_index);
  RelCardRow *row;
  int index;

  if (field == NULL)
    return -1;
  index = rel_card_find_row (card, field);
  if (index >= 0)
    return index;

  row = rel_card_add_row (card, field);
  row->missing = card->collection == NULL || (!rel_schema_is_partial (filling->schema) &&
                                              !rel_schema_has_field (filling->schema, card->collection, field));
  row->kind = row->missing ? REL_KIND_BROKEN : rel_kind_of_field (filling->schema, card->collection, field, NULL, NULL);
  if (row->kind == REL_KIND_NONE)
    row->kind = kind;
  return (int) card->rows->len - 1;
}

static RelState
find_state (Filling *filling, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  RelCollection *found = rel_schema_find_collection (filling->schema, collection);
  RelRelation *counterpart;

  if (filling->other == NULL)
    return REL_STATE_SAME;

  counterpart = rel_schema_find_relation (filling->other, collection, rel_relation_get_field (relation),
                                          rel_collection_get_nth (found, relation));
  if (counterpart == NULL)
    return filling->removed ? REL_STATE_REMOVED : REL_STATE_ADDED;
  if (counterpart == relation || rel_json_equal (rel_relation_get_json (counterpart), rel_relation_get_json (relation)))
    return REL_STATE_SAME;
  return REL_STATE_CHANGED;
}

static RelState
join_states (RelState a, RelState b)
{
  return a == b ? a : REL_STATE_CHANGED;
}

/* The action of the foreign key, in a word, if it is one that a person should know of. */
static const char *
find_action_word (RelRelation *relation)
{
  const char *action = rel_relation_get_on_delete (relation);

  if (g_strcmp0 (action, "CASCADE") == 0)
    /* Translators: what becomes of an item when the item that it refers to is deleted. */
    return C_ ("on delete", "cascade");
  if (g_strcmp0 (action, "RESTRICT") == 0)
    return C_ ("on delete", "restrict");
  if (g_strcmp0 (action, "SET DEFAULT") == 0)
    return C_ ("on delete", "set default");
  return NULL;
}

static RelEdgeEnd
put_end (Filling *filling, const End *end, RelKind kind)
{
  guint card = get_card (filling, end->collection);

  return (RelEdgeEnd){ card, get_row (filling, card, end->field, kind), end->mark };
}

static void
mark_row (Filling *filling, const RelEdgeEnd *end, RelState state)
{
  RelCardRow *row;

  if (end->row < 0 || state == REL_STATE_SAME)
    return;
  row = rel_card_row (rel_scene_card (filling->scene, end->card), (guint) end->row);
  row->state = row->state == REL_STATE_SAME ? state : join_states (row->state, state);
}

static void
put_edge (Filling *filling, RelKind kind, RelRelation *relation, RelRelation *second, const End *from, const End *to)
{
  RelCollection *owner = rel_schema_find_collection (filling->schema, rel_relation_get_collection (relation));
  RelEdge *edge = rel_scene_add_edge (filling->scene, relation, second);

  edge->kind = kind;
  edge->nth = rel_collection_get_nth (owner, relation);
  edge->state = find_state (filling, relation);
  if (second != NULL)
    edge->state = join_states (edge->state, find_state (filling, second));
  edge->from = put_end (filling, from, kind);
  edge->to = put_end (filling, to, kind == REL_KIND_M2O || kind == REL_KIND_FILE ? REL_KIND_O2M : kind);
  mark_row (filling, &edge->from, edge->state);
  mark_row (filling, &edge->to, edge->state);

  if (second != NULL)
    edge->junction = g_strdup (rel_relation_get_collection (relation));
  edge->label = g_strdup (second != NULL ? edge->junction : find_action_word (relation));
}

/* All collections that a relation points at, each once; one NULL if there is none. */
static GPtrArray *
list_targets (RelRelation *relation)
{
  GPtrArray *targets = g_ptr_array_new ();
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);
  const char *one = rel_relation_get_related_collection (relation);

  if (one == NULL)
    one = rel_relation_get_one_collection (relation);
  if (one != NULL)
    g_ptr_array_add (targets, (gpointer) one);
  for (guint i = 0; allowed != NULL && allowed[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (targets, allowed[i], g_str_equal, NULL))
        g_ptr_array_add (targets, (gpointer) allowed[i]);
    }
  if (targets->len == 0)
    g_ptr_array_add (targets, NULL);
  return targets;
}

/* A relation whose key is in the collection itself. */
static void
put_own (Filling *filling, RelRelation *relation)
{
  g_autoptr (GPtrArray) targets = list_targets (relation);
  End from = { filling->focus, rel_relation_get_field (relation), REL_END_MANY };
  const char *one_field = rel_relation_get_one_field (relation);
  RelKind kind = rel_kind_of_relation (filling->schema, relation);

  for (guint i = 0; i < targets->len; i++)
    {
      End to = { g_ptr_array_index (targets, i), one_field, REL_END_ONE };

      if (g_strcmp0 (to.collection, filling->focus) == 0 && one_field != NULL &&
          rel_kind_of_field (filling->schema, to.collection, one_field, NULL, NULL) == REL_KIND_TREE)
        kind = REL_KIND_TREE;
      put_edge (filling, kind, relation, NULL, &from, &to);
    }
}

/* A relation of another collection that points at this one. */
static void
put_incoming (Filling *filling, RelRelation *relation)
{
  End from = { rel_relation_get_collection (relation), rel_relation_get_field (relation), REL_END_MANY };
  End to = { filling->focus, rel_relation_get_one_field (relation), REL_END_ONE };

  put_edge (filling, rel_kind_of_relation (filling->schema, relation), relation, NULL, &from, &to);
}

static RelKind
find_kind_through (Filling *filling, RelRelation *relation, RelRelation *second, const End *near, const End *far)
{
  const End *ends[] = { near, far };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RelKind kind = REL_KIND_NONE;

      if (ends[i]->collection != NULL && ends[i]->field != NULL)
        kind = rel_kind_of_field (filling->schema, ends[i]->collection, ends[i]->field, NULL, NULL);
      if (kind == REL_KIND_M2M || kind == REL_KIND_M2A || kind == REL_KIND_TRANSLATIONS || kind == REL_KIND_FILES)
        return kind;
    }

  if (rel_relation_is_any (relation) || rel_relation_is_any (second))
    return REL_KIND_M2A;
  if (g_strcmp0 (near->collection, "directus_files") == 0 || g_strcmp0 (far->collection, "directus_files") == 0)
    return REL_KIND_FILES;
  return REL_KIND_M2M;
}

/* Two relations of a junction; @near points at this collection. */
static void
put_through (Filling *filling, RelRelation *near, RelRelation *far)
{
  g_autoptr (GPtrArray) targets = list_targets (far);
  End here = { filling->focus, rel_relation_get_one_field (near), REL_END_MANY };

  for (guint i = 0; i < targets->len; i++)
    {
      End there = { g_ptr_array_index (targets, i), rel_relation_get_one_field (far), REL_END_MANY };
      RelKind kind = find_kind_through (filling, near, far, &here, &there);

      if (here.field == NULL && there.field != NULL)
        put_edge (filling, kind, far, near, &there, &here);
      else
        put_edge (filling, kind, near, far, &here, &there);
    }
}

static gboolean
points_here (Filling *filling, RelRelation *relation)
{
  g_autoptr (GPtrArray) targets = list_targets (relation);

  for (guint i = 0; i < targets->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (targets, i), filling->focus) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
put_relation (Filling *filling, RelRelation *relation)
{
  RelRelation *half;

  if (g_hash_table_contains (filling->done, relation) ||
      (filling->removed && find_state (filling, relation) != REL_STATE_REMOVED))
    return;
  g_hash_table_add (filling->done, relation);
  if (strcmp (rel_relation_get_collection (relation), filling->focus) == 0)
    {
      put_own (filling, relation);
      return;
    }

  half = rel_kind_find_other_half (filling->schema, relation);
  if (half == NULL || g_hash_table_contains (filling->done, half))
    put_incoming (filling, relation);
  else if (points_here (filling, half))
    {
      /* Both halves end here. Many to any is drawn from its field to all that is allowed. */
      g_hash_table_add (filling->done, half);
      if (rel_relation_is_any (relation))
        put_through (filling, half, relation);
      else
        put_through (filling, relation, half);
    }
  else
    put_through (filling, relation, half);
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
put_focus (Filling *filling)
{
  guint card = get_card (filling, filling->focus);
  g_autoptr (GPtrArray) links = rel_link_list (filling->schema, filling->focus);

  rel_scene_card (filling->scene, card)->focused = TRUE;
  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      get_row (filling, card, rel_link_get_field (link), rel_link_get_kind (link));
    }
}

static void
put_link (Filling *filling, RelLink *link)
{
  guint card = get_card (filling, filling->focus);
  RelRelation *relation = rel_link_get_relation (link);
  RelRelation *second = rel_link_get_second (link);

  rel_scene_card (filling->scene, card)->focused = TRUE;
  get_row (filling, card, rel_link_get_field (link), rel_link_get_kind (link));
  if (second != NULL && !rel_link_is_many_side (link))
    put_through (filling, relation, second);
  else if (strcmp (rel_relation_get_collection (relation), filling->focus) == 0)
    put_own (filling, relation);
  else
    put_incoming (filling, relation);
}

static void
put_all (Filling *filling)
{
  g_autoptr (GPtrArray) touching = list_touching (filling->schema, filling->focus);

  filling->done = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < touching->len; i++)
    put_relation (filling, g_ptr_array_index (touching, i));
  g_clear_pointer (&filling->done, g_hash_table_unref);
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
  Filling filling = { .scene = scene, .focus = collection, .schema = schema, .other = base };

  filling.cards = g_hash_table_new (g_str_hash, g_str_equal);
  put_focus (&filling);
  put_all (&filling);
  if (base != NULL && base != schema)
    {
      filling.schema = base;
      filling.other = schema;
      filling.removed = TRUE;
      put_all (&filling);
    }
  if (scene->edges->len == 0 && rel_scene_card (scene, 0)->note == NULL)
    /* Translators: under the name of a collection. */
    rel_scene_card (scene, 0)->note = g_strdup (_ ("no relations"));

  g_hash_table_unref (filling.cards);
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
  Filling filling = { .scene = scene, .focus = rel_link_get_collection (link), .schema = schema, .other = base };

  filling.cards = g_hash_table_new (g_str_hash, g_str_equal);
  put_link (&filling, link);
  g_hash_table_unref (filling.cards);
  rel_layout_neighbours (scene, measure, user_data);
  return scene;
}
