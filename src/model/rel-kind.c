/* rel-kind.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a relational field is. Directus stores no kinds: the Data Studio derives them from
 * the relations that touch a field, in the order in which the server lists these, and so
 * does this file (app/src/utils/get-relations-for-field and get-local-type in Directus).
 */

#include "config.h"

#include "rel-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILES_COLLECTION "directus_files"

static const struct
{
  const char *id;
  const char *label;
  const char *symbol;
  const char *special;   /* (nullable): the flag of a field of the kind */
  const char *interface; /* (nullable): the one that the Data Studio gives such a field */
} kinds[] = {
  [REL_KIND_NONE] = { "none", N_ ("no relation"), "", NULL, NULL },
  [REL_KIND_M2O] = { "m2o", N_ ("many to one"), "→", "m2o", "select-dropdown-m2o" },
  [REL_KIND_O2M] = { "o2m", N_ ("one to many"), "⇠", "o2m", "list-o2m" },
  [REL_KIND_M2M] = { "m2m", N_ ("many to many"), "↔", "m2m", "list-m2m" },
  [REL_KIND_M2A] = { "m2a", N_ ("many to any"), "◇", "m2a", "list-m2a" },
  [REL_KIND_TRANSLATIONS] = { "translations", N_ ("translations"), "文", "translations", "translations" },
  [REL_KIND_FILE] = { "file", N_ ("file"), "▣", "file", "file" },
  [REL_KIND_FILES] = { "files", N_ ("files"), "▣▣", "files", "files" },
  [REL_KIND_TREE] = { "tree", N_ ("tree"), "⑃", "o2m", "list-o2m-tree-view" },
  [REL_KIND_BROKEN] = { "broken", N_ ("needs a look"), "⚑", NULL, NULL },
};

/**
 * rel_kind_get_id:
 * @kind: a kind
 *
 * Returns: (transfer none): its short name for programs: `m2o`, `translations`…
 */
const char *
rel_kind_get_id (RelKind kind)
{
  return kinds[kind].id;
}

/**
 * rel_kind_from_id:
 * @id: a short name: `m2o`
 *
 * Returns: the kind; %REL_KIND_NONE if none is called so
 */
RelKind
rel_kind_from_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].id, id) == 0)
        return i;
    }
  return REL_KIND_NONE;
}

/**
 * rel_kind_get_label:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in the person's language
 */
const char *
rel_kind_get_label (RelKind kind)
{
  return g_dgettext (GETTEXT_PACKAGE, kinds[kind].label);
}

/**
 * rel_kind_get_symbol:
 * @kind: a kind
 *
 * Returns: (transfer none): its sign in plain text
 */
const char *
rel_kind_get_symbol (RelKind kind)
{
  return kinds[kind].symbol;
}

/**
 * rel_kind_get_special:
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): the flag in `meta.special` by which Directus knows a
 *   field of that kind; a tree has that of one to many
 */
const char *
rel_kind_get_special (RelKind kind)
{
  return kinds[kind].special;
}

/**
 * rel_kind_get_interface:
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): the interface that the Data Studio gives a field of
 *   that kind
 */
const char *
rel_kind_get_interface (RelKind kind)
{
  return kinds[kind].interface;
}

/* The relations that touch one field. */
typedef struct
{
  RelRelation *first;
  RelRelation *second;
  guint count;
} Touching;

static void
touching_add (Touching *touching, RelRelation *relation)
{
  if (touching->count == 0)
    touching->first = relation;
  else if (touching->count == 1)
    touching->second = relation;
  touching->count++;
}

static gboolean
is_many_side (RelRelation *relation, const char *collection, const char *field)
{
  return strcmp (rel_relation_get_collection (relation), collection) == 0 &&
         strcmp (rel_relation_get_field (relation), field) == 0;
}

static gboolean
is_one_side (RelRelation *relation, const char *collection, const char *field)
{
  return g_strcmp0 (rel_relation_get_related_collection (relation), collection) == 0 &&
         g_strcmp0 (rel_relation_get_one_field (relation), field) == 0;
}

/**
 * rel_kind_find_other_half:
 * @schema: a schema
 * @half: one of its relations
 *
 * Finds the relation that makes a junction together with @half: each names the field of the
 * other.
 *
 * Returns: (transfer none) (nullable): the other half, if @half is one
 */
RelRelation *
rel_kind_find_other_half (RelSchema *schema, RelRelation *half)
{
  const char *junction_field = rel_relation_get_junction_field (half);
  RelCollection *junction;

  if (junction_field == NULL)
    return NULL;

  junction = rel_schema_find_collection (schema, rel_relation_get_collection (half));
  for (guint i = 0; i < rel_collection_get_n_relations (junction); i++)
    {
      RelRelation *other = rel_collection_get_relation (junction, i);

      if (strcmp (rel_relation_get_field (other), junction_field) == 0 &&
          g_strcmp0 (rel_relation_get_junction_field (other), rel_relation_get_field (half)) == 0)
        return other;
    }
  return NULL;
}

static Touching
find_touching (RelSchema *schema, RelCollection *collection, const char *field)
{
  const char *name = rel_collection_get_name (collection);
  GPtrArray *incoming = rel_schema_get_incoming (schema, name);
  Touching touching = { NULL, NULL, 0 };
  RelRelation *other;
  guint own = 0;
  guint in = 0;

  /* Both lists are in the server's order; a relation of a collection with itself is in
   * both and counts once. */
  while (own < rel_collection_get_n_relations (collection) || (incoming != NULL && in < incoming->len))
    {
      RelRelation *a = own < rel_collection_get_n_relations (collection) ? rel_collection_get_relation (collection, own)
                                                                         : NULL;
      RelRelation *b = incoming != NULL && in < incoming->len ? g_ptr_array_index (incoming, in) : NULL;
      RelRelation *next;

      if (a == NULL || (b != NULL && rel_relation_get_position (b) < rel_relation_get_position (a)))
        {
          next = b;
          in++;
        }
      else
        {
          next = a;
          own++;
          if (a == b)
            in++;
        }
      if (is_many_side (next, name, field) || is_one_side (next, name, field))
        touching_add (&touching, next);
    }

  if (touching.count > 0)
    {
      other = rel_kind_find_other_half (schema, touching.first);
      if (other != NULL)
        touching_add (&touching, other);
    }
  return touching;
}

static gboolean
points_at_files (RelRelation *relation)
{
  return g_strcmp0 (rel_relation_get_related_collection (relation), FILES_COLLECTION) == 0;
}

static RelKind
kind_of_one (const char *collection, RelField *field, const char *field_name, RelRelation *relation)
{
  if (points_at_files (relation) && strcmp (collection, FILES_COLLECTION) != 0)
    return REL_KIND_FILE;
  if (is_many_side (relation, collection, field_name))
    return REL_KIND_M2O;
  if (strcmp (rel_relation_get_collection (relation), collection) == 0 && field != NULL &&
      g_strcmp0 (rel_field_get_interface (field), "list-o2m-tree-view") == 0)
    return REL_KIND_TREE;
  return REL_KIND_O2M;
}

static RelKind
kind_of_two (const char *collection, RelField *field, const char *field_name, Touching *touching)
{
  guint to_files;

  if (field != NULL && rel_field_has_special (field, "translations"))
    return REL_KIND_TRANSLATIONS;
  if (field != NULL && rel_field_has_special (field, "m2a"))
    return REL_KIND_M2A;
  if (is_many_side (touching->first, collection, field_name))
    return REL_KIND_M2O;

  to_files = (points_at_files (touching->first) ? 1 : 0) + (points_at_files (touching->second) ? 1 : 0);
  if (to_files == 2 || (to_files == 1 && strcmp (collection, FILES_COLLECTION) != 0))
    return REL_KIND_FILES;
  return REL_KIND_M2M;
}

/**
 * rel_kind_of_field:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: the name of a field
 * @first: (out) (optional) (nullable) (transfer none): the relation that makes it one
 * @second: (out) (optional) (nullable) (transfer none): the other half of the junction
 *
 * Classifies a field as the Data Studio does. A tree is what the Studio calls one to many
 * with the interface of a tree.
 *
 * Returns: the kind; %REL_KIND_NONE for a field without relations, for one that does not
 *   exist and for one with three relations or more
 */
RelKind
rel_kind_of_field (RelSchema *schema,
                   const char *collection,
                   const char *field,
                   RelRelation **first,
                   RelRelation **second)
{
  RelCollection *found = rel_schema_find_collection (schema, collection);
  RelField *record;
  Touching touching;
  RelKind kind = REL_KIND_NONE;

  if (first != NULL)
    *first = NULL;
  if (second != NULL)
    *second = NULL;
  record = found != NULL ? rel_collection_find_field (found, field) : NULL;
  if (found == NULL || (record == NULL && !rel_schema_has_field (schema, collection, field)))
    return REL_KIND_NONE;

  touching = find_touching (schema, found, field);
  if (touching.count == 1)
    kind = kind_of_one (collection, record, field, touching.first);
  else if (touching.count == 2)
    kind = kind_of_two (collection, record, field, &touching);

  if (kind != REL_KIND_NONE && first != NULL)
    *first = touching.first;
  if (kind != REL_KIND_NONE && second != NULL)
    *second = touching.second;
  return kind;
}

/**
 * rel_kind_of_relation:
 * @schema: a schema
 * @relation: one of its relations
 *
 * Classifies a relation by the field that holds its key.
 *
 * Returns: %REL_KIND_BROKEN if its collection or field does not exist, %REL_KIND_M2A for the
 *   half of many to any that points at any, else what the field is
 */
RelKind
rel_kind_of_relation (RelSchema *schema, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  RelKind kind;

  if (rel_schema_is_ghost (schema, relation))
    return REL_KIND_BROKEN;
  if (rel_relation_is_any (relation))
    return REL_KIND_M2A;

  kind = rel_kind_of_field (schema, collection, rel_relation_get_field (relation), NULL, NULL);
  if (kind != REL_KIND_NONE)
    return kind;
  return points_at_files (relation) && strcmp (collection, FILES_COLLECTION) != 0 ? REL_KIND_FILE : REL_KIND_M2O;
}
