/* rel-merge-collection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The merge of one collection: of its own object, and of its fields and relations one by one.
 */

#include "config.h"

#include "rel-diff.h"
#include "rel-merge-private.h"

/* A collection that is being put together. */
typedef struct
{
  JsonNode *json;       /* (owned) (nullable) */
  GPtrArray *fields;    /* (owned) (element-type RelField) */
  GPtrArray *relations; /* (owned) (element-type RelRelation) */
} Parts;

static RelField *
find_field (RelCollection *collection, const char *name)
{
  return collection != NULL ? rel_collection_find_field (collection, name) : NULL;
}

static RelRelation *
find_relation (RelCollection *collection, const char *field, guint nth)
{
  return collection != NULL ? rel_collection_find_relation (collection, field, nth) : NULL;
}

/* The field with that object; one of those that there are already, if one has it. */
static void
add_field (GPtrArray *fields, JsonNode *json, RelField *const *sides)
{
  if (json == NULL)
    return;
  for (guint i = 0; i < REL_N_SIDES; i++)
    {
      if (sides[i] != NULL && rel_field_get_json (sides[i]) == json)
        {
          g_ptr_array_add (fields, rel_field_ref (sides[i]));
          return;
        }
    }
  g_ptr_array_add (fields, rel_field_new (json, NULL));
}

static void
merge_field (RelMerge *self, const char *name, RelCollection *const *collections, Parts *base, Parts *draft)
{
  RelField *sides[REL_N_SIDES];
  RelMergeObject value = { { NULL } };

  for (guint i = 0; i < REL_N_SIDES; i++)
    {
      sides[i] = find_field (collections[i], name);
      value.sides[i] = sides[i] != NULL ? rel_field_get_json (sides[i]) : NULL;
    }
  rel_merge_object (self, REL_OBJECT_FIELD, 0, &value);
  add_field (base->fields, value.base, sides);
  add_field (draft->fields, value.draft, sides);
  rel_merge_object_clear (&value);
}

static void
add_relation (GPtrArray *relations, JsonNode *json, RelRelation *const *sides)
{
  guint position = G_MAXUINT;

  if (json == NULL)
    return;
  for (guint i = 0; i < REL_N_SIDES; i++)
    {
      if (sides[i] == NULL)
        continue;
      if (rel_relation_get_json (sides[i]) == json)
        {
          g_ptr_array_add (relations, rel_relation_ref (sides[i]));
          return;
        }
      position = rel_relation_get_position (sides[i]);
    }
  g_ptr_array_add (relations, rel_relation_new (json, position, NULL));
}

static void
merge_relation (RelMerge *self,
                const char *field,
                guint nth,
                RelCollection *const *collections,
                Parts *base,
                Parts *draft)
{
  RelRelation *sides[REL_N_SIDES];
  RelMergeObject value = { { NULL } };

  for (guint i = 0; i < REL_N_SIDES; i++)
    {
      sides[i] = find_relation (collections[i], field, nth);
      value.sides[i] = sides[i] != NULL ? rel_relation_get_json (sides[i]) : NULL;
    }
  rel_merge_object (self, REL_OBJECT_RELATION, nth, &value);
  add_relation (base->relations, value.base, sides);
  add_relation (draft->relations, value.draft, sides);
  rel_merge_object_clear (&value);
}

/* The sides in the order in which their parts are gone through: that of the server; what it does
 * not have comes last. */
static const RelSide side_order[] = { REL_SIDE_THEIRS, REL_SIDE_MINE, REL_SIDE_WAS };

static void
merge_fields (RelMerge *self, RelCollection *const *collections, Parts *base, Parts *draft)
{
  RelCollection *was = collections[REL_SIDE_WAS];
  RelCollection *mine = collections[REL_SIDE_MINE];
  RelCollection *theirs = collections[REL_SIDE_THEIRS];

  /* What I let be is as they have it. */
  if (was != NULL && mine != NULL && rel_collection_shares_fields (was, mine))
    {
      for (guint i = 0; theirs != NULL && i < rel_collection_get_n_fields (theirs); i++)
        {
          g_ptr_array_add (base->fields, rel_field_ref (rel_collection_get_field (theirs, i)));
          g_ptr_array_add (draft->fields, rel_field_ref (rel_collection_get_field (theirs, i)));
        }
      return;
    }

  for (guint o = 0; o < G_N_ELEMENTS (side_order); o++)
    {
      RelCollection *collection = collections[side_order[o]];

      for (guint i = 0; collection != NULL && i < rel_collection_get_n_fields (collection); i++)
        {
          const char *name = rel_field_get_name (rel_collection_get_field (collection, i));
          gboolean is_done = FALSE;

          for (guint p = 0; p < o; p++)
            is_done = is_done || find_field (collections[side_order[p]], name) != NULL;
          if (!is_done)
            merge_field (self, name, collections, base, draft);
        }
    }
}

static void
merge_relations (RelMerge *self, RelCollection *const *collections, Parts *base, Parts *draft)
{
  for (guint o = 0; o < G_N_ELEMENTS (side_order); o++)
    {
      RelCollection *collection = collections[side_order[o]];

      for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, i);
          const char *field = rel_relation_get_field (relation);
          guint nth = rel_collection_get_nth (collection, relation);
          gboolean is_done = FALSE;

          for (guint p = 0; p < o; p++)
            is_done = is_done || find_relation (collections[side_order[p]], field, nth) != NULL;
          if (!is_done)
            merge_relation (self, field, nth, collections, base, draft);
        }
    }
}

static JsonNode *
get_json (RelCollection *collection)
{
  return collection != NULL ? rel_collection_get_json (collection) : NULL;
}

/* Whether a change only takes something away, as the server does with the name of a list that
 * was deleted. */
static gboolean
only_deletes (RelChange *change)
{
  GPtrArray *members = rel_change_get_members (change);

  if (rel_change_get_action (change) != REL_CHANGE_UPDATE)
    return rel_change_get_action (change) == REL_CHANGE_DELETE;
  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);

      if (!rel_json_is_null (member->after))
        return FALSE;
    }
  return TRUE;
}

/* Whether something in a collection, or the collection itself, was created or changed. What
 * was deleted goes with the collection anyway. */
static gboolean
has_changes (RelCollection *from, RelCollection *to)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (RelSchema) before = NULL;
  g_autoptr (RelSchema) after = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (from == to)
    return FALSE;
  before = rel_schema_new (g_ptr_array_new ());
  after = rel_schema_with_collection (before, to);
  if (from != NULL)
    {
      RelSchema *with = rel_schema_with_collection (before, from);

      rel_schema_unref (before);
      before = with;
    }
  changes = rel_diff (before, after);
  for (guint i = 0; i < changes->len; i++)
    {
      if (!only_deletes (g_ptr_array_index (changes, i)))
        return TRUE;
    }
  return FALSE;
}

static void
parts_init (Parts *parts)
{
  parts->json = NULL;
  parts->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  parts->relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
}

/* Makes the collection; one of the three that there are, if it has the same records. */
static RelCollection *
parts_end (Parts *parts, const char *name, RelCollection *const *collections)
{
  RelCollection *result = NULL;

  for (guint s = 0; s < REL_N_SIDES && result == NULL; s++)
    {
      RelCollection *collection = collections[s];
      gboolean is_it = collection != NULL && rel_collection_get_json (collection) == parts->json &&
                       rel_collection_get_n_fields (collection) == parts->fields->len &&
                       rel_collection_get_n_relations (collection) == parts->relations->len;

      for (guint i = 0; is_it && i < parts->fields->len; i++)
        is_it = rel_collection_get_field (collection, i) == g_ptr_array_index (parts->fields, i);
      for (guint i = 0; is_it && i < parts->relations->len; i++)
        is_it = rel_collection_get_relation (collection, i) == g_ptr_array_index (parts->relations, i);
      if (is_it)
        result = rel_collection_ref (collection);
    }

  if (result == NULL && (parts->json != NULL || parts->fields->len > 0 || parts->relations->len > 0))
    result = rel_collection_new (name, parts->json, parts->fields, parts->relations);
  g_clear_pointer (&parts->json, json_node_unref);
  g_ptr_array_unref (parts->fields);
  g_ptr_array_unref (parts->relations);
  return result;
}

static RelCollection *
ref_collection (RelCollection *collection)
{
  return collection != NULL ? rel_collection_ref (collection) : NULL;
}

/* Takes a collection as a whole where one side deleted it; %FALSE if neither did. */
static gboolean
merge_deleted (RelMerge *self, RelCollection *const *collections, RelCollection **base, RelCollection **draft)
{
  RelCollection *was = collections[REL_SIDE_WAS];
  RelCollection *mine = collections[REL_SIDE_MINE];
  RelCollection *theirs = collections[REL_SIDE_THEIRS];
  JsonNode *sides[] = { get_json (was), get_json (mine), get_json (theirs) };
  gboolean is_partial = rel_schema_is_partial (self->theirs);
  RelConflictKind kind;
  gboolean clashes;

  if (sides[REL_SIDE_WAS] == NULL || (sides[REL_SIDE_MINE] != NULL && sides[REL_SIDE_THEIRS] != NULL))
    return FALSE;

  if (sides[REL_SIDE_THEIRS] != NULL)
    {
      kind = REL_CONFLICT_DELETED_BY_ME;
      clashes = has_changes (was, theirs);
    }
  else
    {
      kind = REL_CONFLICT_DELETED_BY_THEM;
      clashes = sides[REL_SIDE_MINE] != NULL && has_changes (was, mine);
    }

  if (clashes && !(is_partial && kind == REL_CONFLICT_DELETED_BY_THEM))
    rel_merge_add_conflict (self, kind, REL_OBJECT_COLLECTION, 0, NULL, sides, NULL);
  *base = ref_collection (clashes || (is_partial && sides[REL_SIDE_THEIRS] == NULL) ? was : theirs);
  if (clashes || sides[REL_SIDE_THEIRS] != NULL || is_partial)
    *draft = ref_collection (mine);
  else
    *draft = ref_collection (theirs);
  return TRUE;
}

/* Says what becomes of three collections of one name, each of which may be absent, and what clashes in
 * them. Of the merge it reads only whether the schema of the server is partial. */
void
rel_merge_collection (RelMerge *self,
                      const char *name,
                      RelCollection *const *collections,
                      RelCollection **base,
                      RelCollection **draft)
{
  RelMergeObject value = { { NULL } };
  Parts base_parts;
  Parts draft_parts;

  /* What they let be, as most of it, is as I have it. */
  if (collections[REL_SIDE_WAS] == collections[REL_SIDE_THEIRS])
    {
      *base = ref_collection (collections[REL_SIDE_THEIRS]);
      *draft = ref_collection (collections[REL_SIDE_MINE]);
      return;
    }
  if (merge_deleted (self, collections, base, draft))
    return;

  for (guint i = 0; i < REL_N_SIDES; i++)
    value.sides[i] = get_json (collections[i]);
  parts_init (&base_parts);
  parts_init (&draft_parts);
  rel_merge_object (self, REL_OBJECT_COLLECTION, 0, &value);
  base_parts.json = g_steal_pointer (&value.base);
  draft_parts.json = g_steal_pointer (&value.draft);
  merge_fields (self, collections, &base_parts, &draft_parts);
  merge_relations (self, collections, &base_parts, &draft_parts);
  *base = parts_end (&base_parts, name, collections);
  *draft = parts_end (&draft_parts, name, collections);
}
