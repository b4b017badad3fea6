/* rel-unsaid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a schema leaves open. Directus names every member in its snapshots, but a file that was
 * written by hand, or in which something was created, names only what is wanted; the rest is
 * what the server makes of it.
 */

#include "config.h"

#include "rel-unsaid.h"

#define UUID_LENGTH 36

static const char *const parts[] = { "meta", "schema" };

/* A record with the members of its parts that only @other has. Takes @record. */
static JsonNode *
fill_record (JsonNode *record, JsonNode *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonObject *known = rel_json_get_object (json_node_get_object (other), parts[i]);
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      /* One that has no such part at all says that there is none. */
      if (known == NULL || rel_json_get_object (json_node_get_object (record), parts[i]) == NULL)
        continue;
      json_object_iter_init_ordered (&iter, known);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        {
          g_autofree char *path = g_strdup_printf ("%s.%s", parts[i], name);
          JsonNode *filled;

          if (rel_json_get (json_node_get_object (record), path) != NULL)
            continue;
          filled = rel_json_with (record, path, value);
          json_node_unref (record);
          record = filled;
        }
    }
  return record;
}

/* On SQLite, Directus makes a column of char(36) for a uuid, and knows it as a string. */
static gboolean
is_uuid_as_string (JsonObject *field, JsonObject *other)
{
  JsonNode *length = rel_json_get (other, "schema.max_length");

  return g_strcmp0 (rel_json_get_string (field, "type"), "uuid") == 0 &&
         g_strcmp0 (rel_json_get_string (other, "type"), "string") == 0 &&
         g_strcmp0 (rel_json_get_string (other, "schema.data_type"), "char") == 0 && length != NULL &&
         json_node_get_value_type (length) == G_TYPE_INT64 && json_node_get_int (length) == UUID_LENGTH;
}

/* Takes @record. */
static JsonNode *
fill_field (JsonNode *record, JsonNode *other)
{
  g_autoptr (JsonNode) filled = fill_record (record, other);

  if (!is_uuid_as_string (json_node_get_object (filled), json_node_get_object (other)))
    return g_steal_pointer (&filled);
  return rel_json_with (filled, "type", rel_json_get (json_node_get_object (other), "type"));
}

static RelCollection *
fill_collection (RelCollection *collection, RelCollection *other)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
  JsonNode *record = rel_collection_get_json (collection);
  g_autoptr (JsonNode) json = NULL;

  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);
      RelField *known = rel_collection_find_field (other, rel_field_get_name (field));
      g_autoptr (JsonNode) filled =
        known != NULL ? fill_field (json_node_ref (rel_field_get_json (field)), rel_field_get_json (known))
                      : json_node_ref (rel_field_get_json (field));

      g_ptr_array_add (fields, rel_field_new (filled, NULL));
    }
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      RelRelation *known = rel_collection_find_relation (other, rel_relation_get_field (relation),
                                                         rel_collection_get_nth (collection, relation));
      g_autoptr (JsonNode) filled =
        known != NULL ? fill_record (json_node_ref (rel_relation_get_json (relation)), rel_relation_get_json (known))
                      : json_node_ref (rel_relation_get_json (relation));

      g_ptr_array_add (relations, rel_relation_new (filled, rel_relation_get_position (relation), NULL));
    }
  if (record != NULL)
    json = rel_collection_get_json (other) != NULL
             ? fill_record (json_node_ref (record), rel_collection_get_json (other))
             : json_node_ref (record);
  return rel_collection_new (rel_collection_get_name (collection), json, fields, relations);
}

/**
 * rel_unsaid_fill:
 * @schema: a schema
 * @from: another, which it is to be compared with
 *
 * Takes from @from what @schema does not say of the same record: members of its row and of
 * its column that it does not name at all. `null` is said.
 *
 * Returns: (transfer full): the schema, which then differs from @from only in what it says
 */
RelSchema *
rel_unsaid_fill (RelSchema *schema, RelSchema *from)
{
  RelSchema *result = rel_schema_ref (schema);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);
      RelCollection *other = rel_schema_find_collection (from, rel_collection_get_name (collection));
      g_autoptr (RelCollection) filled = NULL;
      RelSchema *next;

      if (other == NULL || other == collection)
        continue;
      filled = fill_collection (collection, other);
      next = rel_schema_with_collection (result, filled);
      rel_schema_unref (result);
      result = next;
    }
  return result;
}
