/* rel-lists.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The three lists that a server answers with and a snapshot file has (collections, fields,
 * relations), as a schema and back.
 */

#include "config.h"

#include "rel-lists.h"

#include "rel-error.h"

/* What is known of a collection while the lists are read. */
typedef struct
{
  const char *name;
  JsonNode *json;       /* (unowned) (nullable) */
  GPtrArray *fields;    /* (owned) */
  GPtrArray *relations; /* (owned) */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->fields);
  g_ptr_array_unref (entry->relations);
  g_free (entry);
}

static Entry *
get_entry (GHashTable *entries, const char *name)
{
  Entry *entry = g_hash_table_lookup (entries, name);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->name = name;
      entry->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
      entry->relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
      g_hash_table_insert (entries, (gpointer) name, entry);
    }
  return entry;
}

static JsonArray *
check_list (JsonNode *list, const char *name, GError **error)
{
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "There is no list of %s", name);
      return NULL;
    }
  return json_node_get_array (list);
}

static gboolean
read_collections (GHashTable *entries, JsonNode *list, GError **error)
{
  JsonArray *array = check_list (list, "collections", error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *name = NULL;
      Entry *entry;

      if (JSON_NODE_HOLDS_OBJECT (node))
        name = rel_json_get_string (json_node_get_object (node), "collection");
      if (name == NULL)
        {
          g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "collections[%u] has no name", i);
          return FALSE;
        }

      entry = get_entry (entries, name);
      if (entry->json != NULL && !rel_json_equal (entry->json, node))
        {
          g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "collections[%u]: “%s” stands here twice and differs", i,
                       name);
          return FALSE;
        }
      entry->json = node;
    }
  return TRUE;
}

static gboolean
read_fields (GHashTable *entries, JsonNode *list, GError **error)
{
  JsonArray *array = check_list (list, "fields", error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RelField *field = rel_field_new (json_array_get_element (array, i), error);

      if (field == NULL)
        {
          g_prefix_error (error, "fields[%u]: ", i);
          return FALSE;
        }
      g_ptr_array_add (get_entry (entries, rel_field_get_collection (field))->fields, field);
    }
  return TRUE;
}

static gboolean
read_relations (GHashTable *entries, JsonNode *list, GError **error)
{
  JsonArray *array = check_list (list, "relations", error);

  if (array == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RelRelation *relation = rel_relation_new (json_array_get_element (array, i), i, error);

      if (relation == NULL)
        {
          g_prefix_error (error, "relations[%u]: ", i);
          return FALSE;
        }
      g_ptr_array_add (get_entry (entries, rel_relation_get_collection (relation))->relations, relation);
    }
  return TRUE;
}

/**
 * rel_lists_read:
 * @collections: the array that `GET /collections` has as data
 * @fields: that of `GET /fields`
 * @relations: that of `GET /relations`
 * @error: (out) (optional): where to put a failure
 *
 * Makes a schema of the three lists, which become immutable.
 *
 * Nothing in the lists is dropped: collections that exist only as the name in a field or
 * a relation, and relations that share collection and field, are kept.
 *
 * Errors: `REL_ERROR_INVALID` with the list and the index.
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelSchema *
rel_lists_read (JsonNode *collections, JsonNode *fields, JsonNode *relations, GError **error)
{
  g_autoptr (GHashTable) entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_collection_unref);
  GHashTableIter iter;
  Entry *entry;

  if (!read_collections (entries, collections, error) || !read_fields (entries, fields, error) ||
      !read_relations (entries, relations, error))
    return NULL;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    g_ptr_array_add (found, rel_collection_new (entry->name, entry->json, entry->fields, entry->relations));

  return rel_schema_new (g_steal_pointer (&found));
}

/**
 * rel_lists_write:
 * @schema: a schema
 * @collections: (out) (transfer full): the collections that exist
 * @fields: (out) (transfer full): their fields
 * @relations: (out) (transfer full): their relations
 *
 * Writes a schema as the three arrays it can be read from again, sorted by collection.
 */
void
rel_lists_write (RelSchema *schema, JsonNode **collections, JsonNode **fields, JsonNode **relations)
{
  JsonArray *collection_array = json_array_new ();
  JsonArray *field_array = json_array_new ();
  JsonArray *relation_array = json_array_new ();

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      if (rel_collection_exists (collection))
        json_array_add_element (collection_array, json_node_ref (rel_collection_get_json (collection)));
      for (guint f = 0; f < rel_collection_get_n_fields (collection); f++)
        json_array_add_element (field_array,
                                json_node_ref (rel_field_get_json (rel_collection_get_field (collection, f))));
      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        json_array_add_element (relation_array,
                                json_node_ref (rel_relation_get_json (rel_collection_get_relation (collection, r))));
    }

  *collections = json_node_init_array (json_node_alloc (), collection_array);
  *fields = json_node_init_array (json_node_alloc (), field_array);
  *relations = json_node_init_array (json_node_alloc (), relation_array);
  json_array_unref (collection_array);
  json_array_unref (field_array);
  json_array_unref (relation_array);
}
