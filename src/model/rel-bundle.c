/* rel-bundle.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes that belong together: what comes or goes with a relation. One of them published
 * without the others would leave something that does not work.
 */

#include "config.h"

#include "rel-bundle.h"

#include <string.h>

#include "rel-edit.h"
#include "rel-kind.h"

/* While bundles are gathered, each change points at one before it that it belongs to, or at
 * itself. */
typedef struct
{
  GPtrArray *changes;
  RelSchema *base;
  GHashTable *owners; /* (owned) (element-type utf8 guint): what comes or goes, and one more than the index */
  guint *roots;       /* (owned) */
} Gathering;

static guint
find_root (Gathering *gathering, guint index)
{
  while (gathering->roots[index] != index)
    index = gathering->roots[index];
  return index;
}

static void
unite (Gathering *gathering, guint a, guint b)
{
  guint first = find_root (gathering, a);
  guint second = find_root (gathering, b);

  gathering->roots[MAX (first, second)] = MIN (first, second);
}

/* Unites a change with that which brings or takes away what it names. */
static void
name (Gathering *gathering, guint index, const char *collection, const char *field)
{
  g_autofree char *key = NULL;
  guint owner;

  if (collection == NULL)
    return;
  key = field != NULL ? g_strdup_printf ("%s/%s", collection, field) : g_strdup (collection);
  owner = GPOINTER_TO_UINT (g_hash_table_lookup (gathering->owners, key));
  if (owner > 0)
    unite (gathering, index, owner - 1);
}

static void
name_parts (Gathering *gathering, guint index, JsonObject *relation)
{
  JsonObject *meta = rel_json_get_object (relation, "meta");
  const char *collection = rel_json_get_string (relation, "collection");
  const char *related = rel_json_get_string (relation, "related_collection");

  name (gathering, index, collection, NULL);
  name (gathering, index, collection, rel_json_get_string (relation, "field"));
  name (gathering, index, related, NULL);
  if (meta == NULL)
    return;
  if (rel_json_get_string (meta, "one_field") != NULL)
    name (gathering, index, related, rel_json_get_string (meta, "one_field"));
  if (rel_json_get_string (meta, "sort_field") != NULL)
    name (gathering, index, collection, rel_json_get_string (meta, "sort_field"));
  if (rel_json_get_string (meta, "junction_field") != NULL)
    name (gathering, index, collection, rel_json_get_string (meta, "junction_field"));
  if (rel_json_get_string (meta, "one_collection_field") != NULL)
    name (gathering, index, collection, rel_json_get_string (meta, "one_collection_field"));
}

/* Relations go with their field or collection without a change of their own. */
static void
name_parts_of_lost (Gathering *gathering, guint index, RelChange *change)
{
  RelCollection *collection = rel_schema_find_collection (gathering->base, rel_change_get_collection (change));
  const char *field = rel_change_get_field (change);

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);

      if (field == NULL || strcmp (field, rel_relation_get_field (relation)) == 0)
        name_parts (gathering, index, json_node_get_object (rel_relation_get_json (relation)));
    }
}

static void
gather_change (Gathering *gathering, guint index)
{
  RelChange *change = g_ptr_array_index (gathering->changes, index);

  if (rel_change_get_object (change) == REL_OBJECT_RELATION)
    {
      if (rel_change_get_before (change) != NULL)
        name_parts (gathering, index, json_node_get_object (rel_change_get_before (change)));
      if (rel_change_get_after (change) != NULL)
        name_parts (gathering, index, json_node_get_object (rel_change_get_after (change)));
    }
  else if (rel_change_get_action (change) == REL_CHANGE_DELETE)
    name_parts_of_lost (gathering, index, change);
}

static void
gather_owners (Gathering *gathering)
{
  for (guint i = 0; i < gathering->changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (gathering->changes, i);
      const char *collection = rel_change_get_collection (change);
      const char *field = rel_change_get_field (change);
      char *key = field != NULL ? g_strdup_printf ("%s/%s", collection, field) : g_strdup (collection);

      gathering->roots[i] = i;
      if (rel_change_get_action (change) == REL_CHANGE_UPDATE || g_hash_table_contains (gathering->owners, key))
        g_free (key);
      else
        g_hash_table_insert (gathering->owners, key, GUINT_TO_POINTER (i + 1));
    }
}

/**
 * rel_bundle_list:
 * @changes: (element-type RelChange): changes, in an order in which each is possible
 * @base: the schema that they change
 *
 * Finds out which changes belong together: a junction with its relations and the lists that
 * show them, a column with its list.
 *
 * Returns: (transfer full) (element-type GPtrArray): lists of changes that hold @changes, all
 *   of them in their order; what belongs to nothing else is alone
 */
GPtrArray *
rel_bundle_list (GPtrArray *changes, RelSchema *base)
{
  GPtrArray *bundles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree guint *roots = g_new (guint, changes->len);
  g_autofree GPtrArray **of_root = g_new0 (GPtrArray *, changes->len);
  Gathering gathering = { changes, base, owners, roots };

  gather_owners (&gathering);
  for (guint i = 0; i < changes->len; i++)
    gather_change (&gathering, i);
  for (guint i = 0; i < changes->len; i++)
    {
      guint root = find_root (&gathering, i);

      if (of_root[root] == NULL)
        {
          of_root[root] = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
          g_ptr_array_add (bundles, of_root[root]);
        }
      g_ptr_array_add (of_root[root], rel_change_ref (g_ptr_array_index (changes, i)));
    }
  return bundles;
}

static gboolean
is_collection_in (GPtrArray *bundle, const char *collection)
{
  for (guint i = 0; i < bundle->len; i++)
    {
      RelChange *change = g_ptr_array_index (bundle, i);

      if (rel_change_get_object (change) == REL_OBJECT_COLLECTION &&
          strcmp (rel_change_get_collection (change), collection) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_subject (GPtrArray *bundle, RelChange *change, RelSchema *schema, RelChangeAction action)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);

  /* A list that lost its field only is a list no more, but was one. */
  return rel_change_get_action (change) == action && field != NULL && !is_collection_in (bundle, collection) &&
         rel_kind_of_field (schema, collection, field, NULL, NULL) != REL_KIND_NONE;
}

/**
 * rel_bundle_find_subject:
 * @bundle: (element-type RelChange): changes that belong together
 * @base: the schema that they change
 * @draft: the schema that they lead to
 * @collection: (out): a collection
 * @field: (out): a field of it
 * @action: (out): whether it comes or goes
 *
 * Finds the relation that the others are there for, as a person names it.
 *
 * Returns: whether there is one
 */
gboolean
rel_bundle_find_subject (GPtrArray *bundle,
                         RelSchema *base,
                         RelSchema *draft,
                         const char **collection,
                         const char **field,
                         RelChangeAction *action)
{
  static const RelChangeAction actions[] = { REL_CHANGE_CREATE, REL_CHANGE_DELETE };

  for (guint a = 0; a < G_N_ELEMENTS (actions); a++)
    {
      RelSchema *schema = actions[a] == REL_CHANGE_CREATE ? draft : base;

      for (guint i = 0; i < bundle->len; i++)
        {
          RelChange *change = g_ptr_array_index (bundle, i);

          if (!is_subject (bundle, change, schema, actions[a]))
            continue;
          *collection = rel_change_get_collection (change);
          *field = rel_change_get_field (change);
          *action = actions[a];
          return TRUE;
        }
    }
  return FALSE;
}

/* The opposite of a change. */
static RelChange *
turn_round (RelChange *change)
{
  return rel_change_new (rel_change_get_object (change), rel_change_get_nth (change), rel_change_get_after (change),
                         rel_change_get_before (change));
}

/* Relations went with their field or collection without a change of their own, and come back
 * with it. */
static RelSchema *
restore_relations (RelSchema *draft, RelSchema *base, RelChange *change)
{
  RelCollection *collection = rel_schema_find_collection (base, rel_change_get_collection (change));
  const char *field = rel_change_get_field (change);

  if (collection == NULL || rel_change_get_object (change) == REL_OBJECT_RELATION ||
      rel_change_get_action (change) != REL_CHANGE_DELETE)
    return draft;
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      const char *its_field = rel_relation_get_field (relation);
      guint nth = rel_collection_get_nth (collection, relation);
      RelSchema *next;

      if ((field != NULL && strcmp (its_field, field) != 0) ||
          rel_schema_find_relation (draft, rel_collection_get_name (collection), its_field, nth) != NULL)
        continue;
      next = rel_edit_put_relation (draft, nth, relation);
      rel_schema_unref (draft);
      draft = next;
    }
  return draft;
}

/* What comes and goes within the changes, as a field that is lent to a relation without one:
 * neither schema has it. */
static gboolean
is_passing (RelChange *change, RelSchema *base, RelSchema *draft)
{
  return rel_change_get_object (change) != REL_OBJECT_RELATION && rel_change_find_current (change, base) == NULL &&
         rel_change_find_current (change, draft) == NULL;
}

/**
 * rel_bundle_overtakes:
 * @bundle: (element-type RelChange): changes
 * @change: one of them
 *
 * Returns: whether @change updates a relation that goes with its field or its collection, by
 *   another of them; nothing of it is seen in the end
 */
gboolean
rel_bundle_overtakes (GPtrArray *bundle, RelChange *change)
{
  if (rel_change_get_object (change) != REL_OBJECT_RELATION || rel_change_get_action (change) != REL_CHANGE_UPDATE)
    return FALSE;
  for (guint i = 0; i < bundle->len; i++)
    {
      RelChange *other = g_ptr_array_index (bundle, i);

      if (rel_change_get_action (other) == REL_CHANGE_DELETE && rel_change_get_object (other) != REL_OBJECT_RELATION &&
          strcmp (rel_change_get_collection (other), rel_change_get_collection (change)) == 0 &&
          (rel_change_get_field (other) == NULL ||
           strcmp (rel_change_get_field (other), rel_change_get_field (change)) == 0))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_bundle_revert:
 * @bundle: (element-type RelChange): some of the changes from @base to @draft, in their order
 * @base: the schema before them
 * @draft: the schema with them
 * @error: (out) (optional): where to put a failure
 *
 * Takes changes out of a draft.
 *
 * Errors: those of [method@Change.apply].
 *
 * Returns: (transfer full) (nullable): the draft without them
 */
RelSchema *
rel_bundle_revert (GPtrArray *bundle, RelSchema *base, RelSchema *draft, GError **error)
{
  g_autoptr (RelSchema) schema = rel_schema_ref (draft);

  /* The last one first: what came later may stand on what came before. */
  for (guint i = bundle->len; i-- > 0;)
    {
      g_autoptr (RelChange) opposite = turn_round (g_ptr_array_index (bundle, i));
      RelSchema *next;

      /* The relation comes back from the base. */
      if (rel_bundle_overtakes (bundle, g_ptr_array_index (bundle, i)) || is_passing (opposite, base, draft))
        continue;
      next = rel_change_apply (opposite, schema, error);
      if (next == NULL)
        return NULL;
      rel_schema_unref (schema);
      schema = next;
    }
  /* All fields are there again, so that relations find theirs. */
  for (guint i = 0; i < bundle->len; i++)
    schema = restore_relations (schema, base, g_ptr_array_index (bundle, i));
  return g_steal_pointer (&schema);
}
