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

#include "rel-order.h"

/* Where the changes of each sort are gathered, in the order of publishing. */
typedef enum
{
  CREATE_COLLECTIONS,
  FORGET_LISTS,   /* before the columns go that refer to them */
  REPLACE_FIELDS, /* each deleted, then created */
  CREATE_FIELDS,
  DELETE_RELATIONS, /* before others are created: a field has one key */
  UPDATE_COLLECTIONS,
  UPDATE_FIELDS, /* between: a key wants columns of the same type */
  CREATE_RELATIONS,
  UPDATE_RELATIONS,
  DELETE_FIELDS,
  DELETE_COLLECTIONS,
  N_SORTS,
} Sort;

/* The schemas that are compared. */
typedef struct
{
  RelSchema *before;
  RelSchema *after;
  gboolean is_in_steps;   /* whether each change is one that a server makes */
  gboolean is_any_enough; /* whether it is only asked if there is a change */
} Sides;

static void
add (GPtrArray **sorts, Sort sort, RelObject object, guint nth, JsonNode *before, JsonNode *after)
{
  g_ptr_array_add (sorts[sort], rel_change_new (object, nth, before, after));
}

static void
add_update (GPtrArray **sorts, Sort sort, RelObject object, guint nth, JsonNode *before, JsonNode *after)
{
  g_autoptr (RelChange) change = before != after ? rel_change_new (object, nth, before, after) : NULL;

  if (change != NULL && rel_change_get_members (change)->len > 0)
    g_ptr_array_add (sorts[sort], g_steal_pointer (&change));
}

/* Whether a column is another one, though it has the name of the one before: an alias and a
 * column cannot become each other, and keys of one collection mean nothing as keys, of
 * another type, of another collection. */
static gboolean
is_replaced (const Sides *sides, RelCollection *before, RelCollection *after, const char *name)
{
  RelField *old = rel_collection_find_field (before, name);
  RelField *new = after != NULL ? rel_collection_find_field (after, name) : NULL;
  RelRelation *old_relation = rel_collection_find_relation (before, name, 0);
  RelRelation *new_relation = new != NULL ? rel_collection_find_relation (after, name, 0) : NULL;

  if (!sides->is_in_steps || old == NULL || new == NULL)
    return FALSE;
  if (rel_field_is_alias (old) != rel_field_is_alias (new))
    return TRUE;
  return old_relation != NULL && new_relation != NULL && !rel_field_is_alias (old) &&
         g_strcmp0 (rel_field_get_data_type (old), rel_field_get_data_type (new)) != 0 &&
         g_strcmp0 (rel_relation_get_related_collection (old_relation),
                    rel_relation_get_related_collection (new_relation)) != 0;
}

/* A file may have a field twice; the first one is meant wherever it is named. */
static gboolean
is_first_of_name (RelCollection *collection, RelField *field)
{
  return rel_collection_find_field (collection, rel_field_get_name (field)) == field;
}

static gboolean
have_same_fields (RelCollection *before, RelCollection *after)
{
  return before != NULL && after != NULL && rel_collection_shares_fields (before, after);
}

static void
compare_fields (const Sides *sides, RelCollection *before, RelCollection *after, GPtrArray **sorts)
{
  if (have_same_fields (before, after))
    return;
  for (guint i = 0; before != NULL && i < rel_collection_get_n_fields (before); i++)
    {
      RelField *old = rel_collection_get_field (before, i);
      RelField *new = after != NULL ? rel_collection_find_field (after, rel_field_get_name (old)) : NULL;

      if (!is_first_of_name (before, old))
        continue;
      if (new == NULL)
        add (sorts, DELETE_FIELDS, REL_OBJECT_FIELD, 0, rel_field_get_json (old), NULL);
      else if (is_replaced (sides, before, after, rel_field_get_name (old)))
        {
          add (sorts, REPLACE_FIELDS, REL_OBJECT_FIELD, 0, rel_field_get_json (old), NULL);
          add (sorts, REPLACE_FIELDS, REL_OBJECT_FIELD, 0, NULL, rel_field_get_json (new));
        }
      else
        add_update (sorts, UPDATE_FIELDS, REL_OBJECT_FIELD, 0, rel_field_get_json (old), rel_field_get_json (new));
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

/* The server deletes the relations of a field or a collection with it. Asked to delete such a
 * relation alone, Directus on SQLite leaves the foreign key. */
static gboolean
goes_with_its_field (const Sides *sides, RelCollection *before, RelCollection *after, RelRelation *relation)
{
  const char *field = rel_relation_get_field (relation);

  if (rel_collection_exists (before) && (after == NULL || !rel_collection_exists (after)))
    return TRUE;
  return !have_same_fields (before, after) && rel_collection_find_field (before, field) != NULL &&
         (after == NULL || rel_collection_find_field (after, field) == NULL ||
          is_replaced (sides, before, after, field));
}

static JsonNode *
new_object (const char *json, const char *collection, const char *field)
{
  g_autoptr (JsonNode) template = rel_json_parse (json, strlen (json), NULL);
  g_autoptr (JsonNode) collection_name = rel_json_new_string (collection);
  g_autoptr (JsonNode) field_name = rel_json_new_string (field);
  g_autoptr (JsonNode) object = rel_json_with (template, "collection", collection_name);

  return field != NULL ? rel_json_with (object, "field", field_name) : g_steal_pointer (&object);
}

static gboolean
is_listed (GPtrArray *changes, const char *collection)
{
  for (guint i = 0; i < changes->len; i++)
    {
      if (strcmp (rel_change_get_collection (g_ptr_array_index (changes, i)), collection) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Directus deletes no relation whose field it does not have. So it gets one for as long as
 * that takes, and a collection to put it in. With “no-data” it would be none to Directus. */
static void
lend_field (RelCollection *before, RelCollection *after, const char *field, GPtrArray **sorts)
{
  const char *name = rel_collection_get_name (before);
  gboolean exists = after != NULL && rel_collection_exists (after);
  g_autoptr (JsonNode) lent_collection = new_object ("{\"schema\":{},\"meta\":{\"hidden\":true}}", name, NULL);
  g_autoptr (JsonNode) lent_field =
    new_object ("{\"type\":\"alias\",\"schema\":null,\"meta\":{\"special\":[\"alias\"],\"hidden\":true}}", name, field);

  if (exists && rel_collection_find_field (after, field) != NULL)
    return;
  add (sorts, CREATE_FIELDS, REL_OBJECT_FIELD, 0, NULL, lent_field);
  if (exists)
    add (sorts, DELETE_FIELDS, REL_OBJECT_FIELD, 0, lent_field, NULL);
  else if (!is_listed (sorts[CREATE_COLLECTIONS], name))
    {
      add (sorts, CREATE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, NULL, lent_collection);
      add (sorts, DELETE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, lent_collection, NULL);
    }
}

/* With a column that refers to it, the server deletes the list at the other side. Where that
 * is to stay, as when it shows another relation now, the row forgets it before. */
static void
forget_list (RelSchema *wanted, RelRelation *relation, guint nth, GPtrArray **sorts)
{
  const char *related = rel_relation_get_related_collection (relation);
  const char *list = rel_relation_get_one_field (relation);
  g_autoptr (JsonNode) null = NULL;
  g_autoptr (JsonNode) after = NULL;

  if (related == NULL || list == NULL || rel_schema_find_field (wanted, related, list) == NULL)
    return;
  null = rel_json_new_string (NULL);
  after = rel_json_with (rel_relation_get_json (relation), "meta.one_field", null);
  add (sorts, FORGET_LISTS, REL_OBJECT_RELATION, nth, rel_relation_get_json (relation), after);
}

static void
compare_relations (const Sides *sides, RelCollection *before, RelCollection *after, GPtrArray **sorts)
{
  guint n_before = before != NULL ? rel_collection_get_n_relations (before) : 0;

  /* The last one first: of relations with the same names, the others keep their numbers. */
  for (guint i = n_before; i-- > 0;)
    {
      RelRelation *old = rel_collection_get_relation (before, i);
      guint nth = rel_collection_get_nth (before, old);

      if (goes_with_its_field (sides, before, after, old))
        {
          forget_list (sides->after, old, nth, sorts);
          continue;
        }
      if (find_same (after, old, nth) != NULL)
        continue;
      add (sorts, DELETE_RELATIONS, REL_OBJECT_RELATION, nth, rel_relation_get_json (old), NULL);
      if (sides->is_in_steps && nth == 0 && rel_schema_is_ghost (sides->before, old))
        lend_field (before, after, rel_relation_get_field (old), sorts);
    }

  for (guint i = 0; i < n_before; i++)
    {
      RelRelation *old = rel_collection_get_relation (before, i);
      guint nth = rel_collection_get_nth (before, old);
      RelRelation *next = find_same (after, old, nth);

      if (next != NULL && next != old && !goes_with_its_field (sides, before, after, old))
        add_update (sorts, UPDATE_RELATIONS, REL_OBJECT_RELATION, nth, rel_relation_get_json (old),
                    rel_relation_get_json (next));
    }

  for (guint i = 0; after != NULL && i < rel_collection_get_n_relations (after); i++)
    {
      RelRelation *new = rel_collection_get_relation (after, i);
      guint nth = rel_collection_get_nth (after, new);
      RelRelation *old = find_same (before, new, nth);

      if (old == NULL || goes_with_its_field (sides, before, after, old))
        add (sorts, CREATE_RELATIONS, REL_OBJECT_RELATION, nth, NULL, rel_relation_get_json (new));
    }
}

static void
compare_collections (const Sides *sides, RelCollection *before, RelCollection *after, GPtrArray **sorts)
{
  gboolean existed = before != NULL && rel_collection_exists (before);
  gboolean exists = after != NULL && rel_collection_exists (after);

  if (!existed && exists)
    {
      g_autoptr (JsonNode) json = rel_collection_to_json (after);

      add (sorts, CREATE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, NULL, json);
    }
  else if (existed && !exists)
    {
      g_autoptr (JsonNode) json = rel_collection_to_json (before);

      add (sorts, DELETE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, json, NULL);
    }
  else
    {
      if (existed)
        add_update (sorts, UPDATE_COLLECTIONS, REL_OBJECT_COLLECTION, 0, rel_collection_get_json (before),
                    rel_collection_get_json (after));
      compare_fields (sides, before, after, sorts);
    }
  compare_relations (sides, before, after, sorts);
}

static gboolean
has_any (GPtrArray **sorts)
{
  for (guint i = 0; i < N_SORTS; i++)
    {
      if (sorts[i]->len > 0)
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
compare (const Sides *sides)
{
  RelSchema *before = sides->before;
  RelSchema *after = sides->after;
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
        compare_collections (sides, order <= 0 ? old : NULL, order >= 0 ? new : NULL, sorts);
      if (sides->is_any_enough && has_any (sorts))
        break;
      if (order <= 0)
        b++;
      if (order >= 0)
        a++;
    }

  rel_order_referred_first (sorts[CREATE_COLLECTIONS], after);
  rel_order_referring_first (sorts[DELETE_COLLECTIONS], before);
  for (guint i = 0; i < N_SORTS; i++)
    g_ptr_array_extend_and_steal (changes, sorts[i]);
  for (guint i = 0; i < changes->len; i++)
    rel_change_set_base (g_ptr_array_index (changes, i), before);
  return changes;
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
  return compare (&(Sides){ .before = before, .after = after });
}

/**
 * rel_diff_in_steps:
 * @before: what a server has
 * @after: what it is to have
 *
 * As [func@diff], but each change is one that a server can make. A column that is to point,
 * with a key of another type, at another collection is deleted and created. To a relation
 * whose field does not exist one is lent until it is deleted.
 *
 * Returns: (transfer full) (element-type RelChange): the changes
 */
GPtrArray *
rel_diff_in_steps (RelSchema *before, RelSchema *after)
{
  return compare (&(Sides){ .before = before, .after = after, .is_in_steps = TRUE });
}

/**
 * rel_diff_is_empty:
 * @before: a schema
 * @after: another
 *
 * Looks no further than to the first change.
 *
 * Returns: whether [func@diff] has none
 */
gboolean
rel_diff_is_empty (RelSchema *before, RelSchema *after)
{
  g_autoptr (GPtrArray) changes = compare (&(Sides){ .before = before, .after = after, .is_any_enough = TRUE });

  return changes->len == 0;
}
