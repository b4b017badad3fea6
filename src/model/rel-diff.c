/* rel-diff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The difference of two schemas, as changes in an order in which each is possible. Schemas
 * that come of one another share their collections, so that only those that differ are
 * looked into.
 */

#include "config.h"

#include "rel-diff.h"

#include <string.h>

/* Where the changes of each sort are gathered, in the order of publishing. */
typedef enum
{
  CREATE_COLLECTIONS,
  CREATE_FIELDS,
  DELETE_RELATIONS, /* before others are created: a field has one key */
  CREATE_RELATIONS,
  UPDATE_COLLECTIONS,
  UPDATE_FIELDS,
  UPDATE_RELATIONS,
  DELETE_FIELDS,
  DELETE_COLLECTIONS,
  N_SORTS,
} Sort;

static void
add (GPtrArray **sorts, Sort sort, RelObject object, guint nth, JsonNode *before, JsonNode *after)
{
  g_ptr_array_add (sorts[sort], rel_change_new (object, nth, before, after));
}

static gboolean
differs (RelObject object, JsonNode *before, JsonNode *after)
{
  g_autoptr (GPtrArray) members = NULL;

  if (before == after)
    return FALSE;
  members = rel_member_changes (object, before, after);
  return members->len > 0;
}

/* The collection object with the fields in it. */
static JsonNode *
with_fields (RelCollection *collection)
{
  g_autoptr (JsonNode) fields = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    json_array_add_element (array, json_node_ref (rel_field_get_json (rel_collection_get_field (collection, i))));
  json_node_take_array (fields, array);
  json_node_seal (fields);
  return rel_json_with (rel_collection_get_json (collection), "fields", fields);
}

/* A file may have a field twice; the first one is meant wherever it is named. */
static gboolean
is_first_of_name (RelCollection *collection, RelField *field)
{
  return rel_collection_find_field (collection, rel_field_get_name (field)) == field;
}

static void
compare_fields (RelCollection *before, RelCollection *after, GPtrArray **sorts)
{
  for (guint i = 0; before != NULL && i < rel_collection_get_n_fields (before); i++)
    {
      RelField *old = rel_collection_get_field (before, i);
      RelField *new = after != NULL ? rel_collection_find_field (after, rel_field_get_name (old)) : NULL;

      if (!is_first_of_name (before, old))
        continue;
      if (new == NULL)
        add (sorts, DELETE_FIELDS, REL_OBJECT_FIELD, 0, rel_field_get_json (old), NULL);
      else if (differs (REL_OBJECT_FIELD, rel_field_get_json (old), rel_field_get_json (new)))
        add (sorts, UPDATE_FIELDS, REL_OBJECT_FIELD, 0, rel_field_get_json (old), rel_field_get_json (new));
    }

  for (guint i = 0; after != NULL && i < rel_collection_get_n_fields (after); i++)
    {
      RelField *new = rel_collection_get_field (after, i);

      if (is_first_of_name (after, new) &&
          (before == NULL || rel_collection_find_field (before, rel_field_get_name (new)) == NULL))
        add (sorts, CREATE_FIELDS, REL_OBJECT_FIELD, 0, NULL, rel_field_get_json (new));
    }
}

static RelRelation *
find_same (RelCollection *collection, RelRelation *relation, guint nth)
{
  if (collection == NULL)
    return NULL;
  return rel_collection_find_relation (collection, rel_relation_get_field (relation), nth);
}

/* The server deletes the relations of a field with it. Asked to delete such a relation alone,
 * Directus on SQLite leaves the foreign key. */
static gboolean
goes_with_its_field (RelCollection *before, RelCollection *after, RelRelation *relation)
{
  const char *field = rel_relation_get_field (relation);

  return rel_collection_find_field (before, field) != NULL &&
         (after == NULL || rel_collection_find_field (after, field) == NULL);
}

static void
compare_relations (RelCollection *before, RelCollection *after, GPtrArray **sorts)
{
  guint n_before = before != NULL ? rel_collection_get_n_relations (before) : 0;

  /* The last one first: of relations with the same names, the others keep their numbers. */
  for (guint i = n_before; i-- > 0;)
    {
      RelRelation *old = rel_collection_get_relation (before, i);
      guint nth = rel_collection_get_nth (before, old);

      if (find_same (after, old, nth) == NULL && !goes_with_its_field (before, after, old))
        add (sorts, DELETE_RELATIONS, REL_OBJECT_RELATION, nth, rel_relation_get_json (old), NULL);
    }

  for (guint i = 0; i < n_before; i++)
    {
      RelRelation *old = rel_collection_get_relation (before, i);
      guint nth = rel_collection_get_nth (before, old);
      RelRelation *new = find_same (after, old, nth);

      if (new != NULL && differs (REL_OBJECT_RELATION, rel_relation_get_json (old), rel_relation_get_json (new)))
        add (sorts, UPDATE_RELATIONS, REL_OBJECT_RELATION, nth, rel_relation_get_json (old),
             rel_relation_get_json (new));
    }

  for (guint i = 0; after != NULL && i < rel_collection_get_n_relations (after); i++)
    {
      RelRelation *new = rel_collection_get_relation (after, i);
      guint nth = rel_collection_get_nth (after, new);

      if (find_same (before, new, nth) == NULL)
        add (sorts, CREATE_RELATIONS, REL_OBJECT_RELATION, nth, NULL, rel_relation_get_json (new));
    }
}

static void
compare_collections (RelCollection *before, RelCollection *after, GPtrArray **sorts)
{
  gboolean existed = before != NULL && rel_collection_exists (before);
  gboolean exists = after != NULL && rel_collection_exists (after);

  if (!existed && exists)
    {
      g_autoptr (JsonNode) json = with_fields (after);

      add (sorts, CREATE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, NULL, json);
    }
  else if (existed && !exists)
    {
      g_autoptr (JsonNode) json = with_fields (before);

      add (sorts, DELETE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, json, NULL);
    }
  else
    {
      if (existed && differs (REL_OBJECT_COLLECTION, rel_collection_get_json (before), rel_collection_get_json (after)))
        add (sorts, UPDATE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, rel_collection_get_json (before),
             rel_collection_get_json (after));
      compare_fields (before, after, sorts);
    }
  compare_relations (before, after, sorts);
}

/**
 * rel_diff:
 * @before: a schema
 * @after: another
 *
 * Says what has to be changed in @before to get @after: collections and fields are created
 * first and deleted last, relations between that.
 *
 * Relations that share collection and field are told apart by their order.
 *
 * Returns: (transfer full) (element-type RelChange): the changes
 */
GPtrArray *
rel_diff (RelSchema *before, RelSchema *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  GPtrArray *sorts[N_SORTS];
  guint b = 0;
  guint a = 0;

  for (guint i = 0; i < N_SORTS; i++)
    sorts[i] = g_ptr_array_new ();

  while (b < rel_schema_get_n_collections (before) || a < rel_schema_get_n_collections (after))
    {
      RelCollection *old = b < rel_schema_get_n_collections (before) ? rel_schema_get_collection (before, b) : NULL;
      RelCollection *new = a < rel_schema_get_n_collections (after) ? rel_schema_get_collection (after, a) : NULL;
      int order;

      if (old == NULL)
        order = 1;
      else if (new == NULL)
        order = -1;
      else
        order = old == new ? 0 : strcmp (rel_collection_get_name (old), rel_collection_get_name (new));

      if (old != new)
        compare_collections (order <= 0 ? old : NULL, order >= 0 ? new : NULL, sorts);
      if (order <= 0)
        b++;
      if (order >= 0)
        a++;
    }

  for (guint i = 0; i < N_SORTS; i++)
    g_ptr_array_extend_and_steal (changes, sorts[i]);
  return changes;
}
