/* rel-filling.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts relations into a scene: which cards, rows and lines there are for them. Relations come
 * from one schema at a time: from the draft, then, for what the draft has no longer, from the
 * base.
 */

#include "config.h"

#include "rel-filling.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One end of a line before it is put on a card. */
typedef struct
{
  const char *collection; /* (nullable) */
  const char *field;      /* (nullable) */
  RelEndMark mark;
} End;

/*< private >
 * rel_filling_init:
 * @self: a filling
 * @scene: an empty scene
 * @schema: where the relations come from
 * @other: (nullable): what they are compared with
 *
 * Makes a filling ready.
 */
void
rel_filling_init (RelFilling *self, RelScene *scene, RelSchema *schema, RelSchema *other)
{
  *self = (RelFilling){ .scene = scene, .schema = schema, .other = other };
  self->cards = g_hash_table_new (g_str_hash, g_str_equal);
}

/*< private >
 * rel_filling_turn:
 * @self: a filling with something to compare with
 *
 * Goes on with what was removed: from now on relations come from the schema that was compared
 * with.
 */
void
rel_filling_turn (RelFilling *self)
{
  RelSchema *schema = self->schema;

  self->schema = self->other;
  self->owner = NULL;
  self->other = schema;
  self->removed = TRUE;
}

/*< private >
 * rel_filling_clear:
 * @self: a filling
 *
 * Frees what a filling knows, but not the scene.
 */
void
rel_filling_clear (RelFilling *self)
{
  g_clear_pointer (&self->cards, g_hash_table_unref);
}

static gboolean
is_junction (RelCollection *collection)
{
  for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
    {
      if (rel_relation_get_junction_field (rel_collection_get_relation (collection, i)) != NULL)
        return rel_collection_is_hidden (collection);
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

/*< private >
 * rel_filling_get_card:
 * @self: a filling
 * @name: (nullable): the name of a collection
 *
 * Returns: the index of its card, which is made if there is none
 */
guint
rel_filling_get_card (RelFilling *self, const char *name)
{
  RelCard *card;
  guint index = 0;

  if (name != NULL)
    index = GPOINTER_TO_UINT (g_hash_table_lookup (self->cards, name));
  if (index > 0)
    return index - 1;
  if (name == NULL && rel_scene_find_card (self->scene, NULL, &index))
    return index;

  card = rel_scene_add_card (self->scene, name, find_role (self->schema, name));
  if (self->other != NULL && name != NULL && card->role != REL_CARD_MISSING && !rel_is_system_name (name) &&
      !rel_schema_has_collection (self->other, name))
    card->state = self->removed ? REL_STATE_REMOVED : REL_STATE_ADDED;
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
    g_hash_table_insert (self->cards, card->collection, GUINT_TO_POINTER (self->scene->cards->len));
  return self->scene->cards->len - 1;
}

/*< private >
 * rel_filling_get_row:
 * @self: a filling
 * @card_index: the index of a card
 * @field: (nullable): the name of a field
 * @kind: what it is if the schema does not say
 *
 * Returns: the index of its row, which is made if there is none; -1 for the header
 */
int
rel_filling_get_row (RelFilling *self, guint card_index, const char *field, RelKind kind)
{
  RelCard *card = rel_scene_card (self->scene, card_index);
  RelCardRow *row;
  int index;

  if (field == NULL || self->names_only)
    return -1;
  index = rel_card_find_row (card, field);
  if (index >= 0)
    return index;

  row = rel_card_add_row (card, field);
  row->missing = card->collection == NULL || (!rel_schema_is_partial (self->schema) &&
                                              !rel_schema_has_field (self->schema, card->collection, field));
  row->kind = row->missing ? REL_KIND_BROKEN : rel_kind_of_field (self->schema, card->collection, field, NULL, NULL);
  if (row->kind == REL_KIND_NONE)
    row->kind = kind;
  return (int) card->rows->len - 1;
}

/*< private >
 * rel_filling_is_same:
 * @self: a filling with something to compare with
 * @collection: a collection of its schema
 *
 * Returns: whether the other schema has the very same
 */
gboolean
rel_filling_is_same (RelFilling *self, RelCollection *collection)
{
  return rel_schema_find_collection (self->other, rel_collection_get_name (collection)) == collection;
}

/* Relations come one collection after the other, mostly. */
static RelCollection *
find_owner (RelFilling *self, RelRelation *relation)
{
  const char *name = rel_relation_get_collection (relation);

  if (self->owner == NULL || strcmp (rel_collection_get_name (self->owner), name) != 0)
    {
      self->owner = rel_schema_find_collection (self->schema, name);
      self->owner_is_same = self->other != NULL && rel_filling_is_same (self, self->owner);
    }
  return self->owner;
}

/*< private >
 * rel_filling_find_state:
 * @self: a filling
 * @relation: a relation of its schema
 *
 * Returns: how the relation stands to the other schema
 */
RelState
rel_filling_find_state (RelFilling *self, RelRelation *relation)
{
  RelCollection *owner;
  RelRelation *counterpart;

  if (self->other == NULL)
    return REL_STATE_SAME;

  owner = find_owner (self, relation);
  if (self->owner_is_same)
    return REL_STATE_SAME;
  counterpart = rel_schema_find_relation (self->other, rel_collection_get_name (owner),
                                          rel_relation_get_field (relation), rel_collection_get_nth (owner, relation));
  if (counterpart == NULL)
    return self->removed ? REL_STATE_REMOVED : REL_STATE_ADDED;
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
put_end (RelFilling *self, const End *end, RelKind kind)
{
  guint card = rel_filling_get_card (self, end->collection);

  return (RelEdgeEnd){ card, rel_filling_get_row (self, card, end->field, kind), end->mark };
}

static void
mark_row (RelFilling *self, const RelEdgeEnd *end, RelState state)
{
  RelCardRow *row;

  if (end->row < 0 || state == REL_STATE_SAME)
    return;
  row = rel_card_row (rel_scene_card (self->scene, end->card), (guint) end->row);
  row->state = row->state == REL_STATE_SAME ? state : join_states (row->state, state);
}

static void
put_edge (RelFilling *self, RelKind kind, RelRelation *relation, RelRelation *second, const End *from, const End *to)
{
  RelCollection *owner = find_owner (self, relation);
  RelEdge *edge = rel_scene_add_edge (self->scene, relation, second);

  edge->kind = kind;
  edge->nth = rel_collection_get_nth (owner, relation);
  edge->state = rel_filling_find_state (self, relation);
  if (second != NULL)
    edge->state = join_states (edge->state, rel_filling_find_state (self, second));
  edge->from = put_end (self, from, kind);
  edge->to = put_end (self, to, kind == REL_KIND_M2O || kind == REL_KIND_FILE ? REL_KIND_O2M : kind);
  mark_row (self, &edge->from, edge->state);
  mark_row (self, &edge->to, edge->state);

  if (second != NULL)
    edge->junction = g_strdup (rel_relation_get_collection (relation));
  edge->label = g_strdup (second != NULL ? edge->junction : find_action_word (relation));
}

/*< private >
 * rel_filling_list_targets:
 * @relation: a relation
 *
 * Returns: (transfer full) (element-type utf8): all collections that it points at, each once;
 *   one %NULL if there is none
 */
GPtrArray *
rel_filling_list_targets (RelRelation *relation)
{
  GPtrArray *targets = g_ptr_array_new ();
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);
  const char *one = rel_relation_get_target (relation);

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

/*< private >
 * rel_filling_put_plain:
 * @self: a filling
 * @relation: a relation of its schema
 * @only: (nullable): the only collection that lines are drawn to
 *
 * Puts in a relation that has no junction, or one whose junction has a card.
 */
void
rel_filling_put_plain (RelFilling *self, RelRelation *relation, const char *only)
{
  g_autoptr (GPtrArray) targets = rel_filling_list_targets (relation);
  End from = { rel_relation_get_collection (relation), rel_relation_get_field (relation), REL_END_MANY };
  const char *one_field = rel_relation_get_one_field (relation);
  RelKind kind = rel_kind_of_relation (self->schema, relation);

  for (guint i = 0; i < targets->len; i++)
    {
      End to = { g_ptr_array_index (targets, i), one_field, REL_END_ONE };

      if (only != NULL && g_strcmp0 (to.collection, only) != 0)
        continue;
      if (g_strcmp0 (to.collection, from.collection) == 0 && one_field != NULL &&
          rel_kind_of_field (self->schema, to.collection, one_field, NULL, NULL) == REL_KIND_TREE)
        kind = REL_KIND_TREE;
      put_edge (self, kind, relation, NULL, &from, &to);
    }
}

static RelKind
find_kind_through (RelFilling *self, RelRelation *relation, RelRelation *second, const End *near, const End *far)
{
  const End *ends[] = { near, far };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RelKind kind = REL_KIND_NONE;

      if (ends[i]->collection != NULL && ends[i]->field != NULL)
        kind = rel_kind_of_field (self->schema, ends[i]->collection, ends[i]->field, NULL, NULL);
      if (kind == REL_KIND_M2M || kind == REL_KIND_M2A || kind == REL_KIND_TRANSLATIONS || kind == REL_KIND_FILES)
        return kind;
    }

  if (rel_relation_is_any (relation) || rel_relation_is_any (second))
    return REL_KIND_M2A;
  if (g_strcmp0 (near->collection, "directus_files") == 0 || g_strcmp0 (far->collection, "directus_files") == 0)
    return REL_KIND_FILES;
  return REL_KIND_M2M;
}

/*< private >
 * rel_filling_put_through:
 * @self: a filling
 * @collection: (nullable): a collection at an end of the junction
 * @near: the half of the junction that points at @collection
 * @far: the other half
 *
 * Puts in a junction as one line, or as one to each collection that @far may point at.
 */
void
rel_filling_put_through (RelFilling *self, const char *collection, RelRelation *near, RelRelation *far)
{
  g_autoptr (GPtrArray) targets = rel_filling_list_targets (far);
  End here = { collection, rel_relation_get_one_field (near), REL_END_MANY };

  for (guint i = 0; i < targets->len; i++)
    {
      End there = { g_ptr_array_index (targets, i), rel_relation_get_one_field (far), REL_END_MANY };
      RelKind kind = find_kind_through (self, near, far, &here, &there);

      if (here.field == NULL && there.field != NULL)
        put_edge (self, kind, far, near, &there, &here);
      else
        put_edge (self, kind, near, far, &here, &there);
    }
}
