/* rel-basis.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a change stands on, besides the object that it changes: what a new object names, and
 * the relations that name what is deleted. It is kept with the change in a file, so that it
 * can be told later whether somebody else has changed it meanwhile.
 */

#include "config.h"

#include "rel-basis.h"

#include <string.h>

#include "rel-edit.h"
#include "rel-need.h"

/* Where what is needed is looked up, and where it is put. */
typedef struct
{
  RelSchema *base;
  JsonArray *objects;
  GHashTable *seen; /* (element-type JsonNode) */
} Finding;

static void
add (Finding *finding, JsonNode *json)
{
  if (json != NULL && g_hash_table_add (finding->seen, json))
    json_array_add_element (finding->objects, json_node_ref (json));
}

static void
need_cb (const char *collection, const char *field, gpointer user_data)
{
  Finding *finding = user_data;
  RelCollection *found = rel_schema_find_collection (finding->base, collection);
  RelField *found_field = found != NULL && field != NULL ? rel_collection_find_field (found, field) : NULL;

  if (found == NULL)
    return;
  if (field == NULL)
    add (finding, rel_collection_get_json (found));
  else if (found_field != NULL)
    add (finding, rel_field_get_json (found_field));
}

/* Lists the relations that need a collection or a field. */
static GPtrArray *
list_needers (RelSchema *schema, const char *collection, const char *field)
{
  GPtrArray *needers = g_ptr_array_new ();
  GPtrArray *incoming = rel_schema_get_incoming (schema, collection);
  RelCollection *own = rel_schema_find_collection (schema, collection);

  for (guint i = 0; own != NULL && i < rel_collection_get_n_relations (own); i++)
    g_ptr_array_add (needers, rel_collection_get_relation (own, i));
  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (incoming, i);

      if (strcmp (rel_relation_get_collection (relation), collection) != 0)
        g_ptr_array_add (needers, relation);
    }
  for (guint i = needers->len; i-- > 0;)
    {
      RelRelation *relation = g_ptr_array_index (needers, i);

      if (!rel_need_has (REL_OBJECT_RELATION, NULL, rel_relation_get_json (relation), collection, field))
        g_ptr_array_remove_index (needers, i);
    }
  return needers;
}

/* Whether something goes that relations may name. */
static gboolean
is_deletion (RelChange *change)
{
  return rel_change_get_action (change) == REL_CHANGE_DELETE && rel_change_get_object (change) != REL_OBJECT_RELATION;
}

/**
 * rel_basis_find:
 * @change: a change
 * @base: the schema that it changes
 *
 * Returns: (transfer full) (nullable): an array of the objects in @base that the change stands
 *   on, as the API has them; %NULL if there are none
 */
JsonNode *
rel_basis_find (RelChange *change, RelSchema *base)
{
  g_autoptr (JsonArray) objects = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Finding finding = { base, objects, seen };
  RelObject object = rel_change_get_object (change);
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  JsonNode *node;

  if (rel_change_get_action (change) != REL_CHANGE_DELETE)
    {
      if (object != REL_OBJECT_COLLECTION)
        need_cb (collection, NULL, &finding);
      if (object == REL_OBJECT_RELATION)
        need_cb (collection, field, &finding);
      rel_need_foreach (object, rel_change_get_before (change), rel_change_get_after (change), need_cb, &finding);
    }
  else if (is_deletion (change))
    {
      g_autoptr (GPtrArray) needers = list_needers (base, collection, field);

      for (guint i = 0; i < needers->len; i++)
        add (&finding, rel_relation_get_json (g_ptr_array_index (needers, i)));
    }

  /* That nothing names what is deleted is worth knowing too. */
  if (json_array_get_length (objects) == 0 && !is_deletion (change))
    return NULL;
  node = json_node_init_array (json_node_alloc (), objects);
  json_node_seal (node);
  return node;
}

/* Puts what a new object names where it is missing. */
static void
put_needed (RelSchema **schema, JsonNode *json)
{
  JsonObject *members = JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  const char *collection = rel_json_get_string (members, "collection");
  const char *name = rel_json_get_string (members, "field");
  RelCollection *old = collection != NULL ? rel_schema_find_collection (*schema, collection) : NULL;
  g_autoptr (RelField) field = NULL;
  g_autoptr (RelChange) change = NULL;

  if (collection == NULL)
    return;
  if (name != NULL)
    {
      field = old == NULL || rel_collection_find_field (old, name) == NULL ? rel_field_new (json, NULL) : NULL;
      if (field != NULL)
        rel_edit_take (schema, rel_edit_put_field (*schema, field));
    }
  else if (old == NULL || !rel_collection_exists (old))
    {
      change = rel_change_new (REL_OBJECT_COLLECTION, 0, NULL, json);
      rel_edit_take (schema, rel_change_apply (change, *schema, NULL));
    }
}

static gboolean
has_relation (JsonArray *objects, RelRelation *relation)
{
  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      JsonNode *json = json_array_get_element (objects, i);
      JsonObject *members = JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;

      if (g_strcmp0 (rel_json_get_string (members, "collection"), rel_relation_get_collection (relation)) == 0 &&
          g_strcmp0 (rel_json_get_string (members, "field"), rel_relation_get_field (relation)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Makes the relations that need what is deleted those that did so before. */
static void
put_needers (RelSchema **schema, RelChange *change, JsonArray *objects)
{
  g_autoptr (GPtrArray) needers =
    list_needers (*schema, rel_change_get_collection (change), rel_change_get_field (change));
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RelSchema) old = rel_schema_ref (*schema);

  /* The last one first: of relations with the same names, the others keep their numbers. */
  for (guint i = needers->len; i-- > 0;)
    {
      RelRelation *relation = g_ptr_array_index (needers, i);
      const char *collection = rel_relation_get_collection (relation);
      guint nth = rel_collection_get_nth (rel_schema_find_collection (old, collection), relation);

      if (!has_relation (objects, relation))
        rel_edit_take (schema, rel_edit_drop_relation (*schema, collection, rel_relation_get_field (relation), nth));
    }

  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      g_autoptr (RelRelation) relation = rel_relation_new (json_array_get_element (objects, i), G_MAXUINT, NULL);
      char *key;
      guint nth;

      if (relation == NULL)
        continue;
      key = g_strconcat (rel_relation_get_collection (relation), "/", rel_relation_get_field (relation), NULL);
      nth = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
      rel_edit_take (schema, rel_edit_put_relation (*schema, nth, relation));
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (nth + 1));
    }
}

/**
 * rel_basis_put:
 * @change: a change
 * @schema: a schema, which may have moved on since the change was made
 *
 * Returns: (transfer full): @schema with what the change stands on as it was then, as far as
 *   the change knows
 */
RelSchema *
rel_basis_put (RelChange *change, RelSchema *schema)
{
  g_autoptr (JsonNode) basis = rel_change_dup_basis (change);
  JsonArray *objects = basis != NULL ? json_node_get_array (basis) : NULL;
  RelSchema *result = rel_schema_ref (schema);

  if (objects == NULL)
    return result;
  if (is_deletion (change))
    put_needers (&result, change, objects);
  else if (rel_change_get_action (change) != REL_CHANGE_DELETE)
    {
      for (guint i = 0; i < json_array_get_length (objects); i++)
        put_needed (&result, json_array_get_element (objects, i));
    }
  return result;
}
