/* rel-new-object.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields, relations and collections that are not there yet, with the settings that the Data
 * Studio gives them (11.3.5). What they leave out, the server fills in.
 */

#include "config.h"

#include "rel-new-object.h"

#include <string.h>

#include "rel-edit.h"

static JsonNode *
parse (const char *json)
{
  JsonNode *node = rel_json_parse (json, strlen (json), NULL);

  g_assert (node != NULL);
  return node;
}

static JsonNode *
take_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  json_node_seal (node);
  return node;
}

static void
set_json (JsonObject *object, const char *name, const char *json)
{
  if (json != NULL)
    json_object_set_member (object, name, parse (json));
  else
    json_object_set_null_member (object, name);
}

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/**
 * rel_new_field:
 * @collection: a collection
 * @field: the name of the field
 * @type: its type in Directus: `string`, `alias`
 * @schema_json: (nullable): what is said of its column, an object; %NULL if it has none
 * @meta_json: its settings, an object
 *
 * Returns: (transfer full): the field
 */
RelField *
rel_new_field (const char *collection,
               const char *field,
               const char *type,
               const char *schema_json,
               const char *meta_json)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  RelField *new_field;

  json_object_set_string_member (object, "collection", collection);
  json_object_set_string_member (object, "field", field);
  json_object_set_string_member (object, "type", type);
  set_json (object, "schema", schema_json);
  set_json (object, "meta", meta_json);
  node = take_node (object);
  new_field = rel_field_new (node, NULL);
  g_assert (new_field != NULL);
  return new_field;
}

/**
 * rel_new_column:
 * @schema: a schema
 * @collection: a collection
 * @field: the name of the field
 * @to: a collection; one of Directus' own may be absent, as in a snapshot
 * @meta_json: its settings, an object
 *
 * Returns: (transfer full): a field that can hold the primary key of @to
 */
RelField *
rel_new_column (RelSchema *schema, const char *collection, const char *field, const char *to, const char *meta_json)
{
  RelCollection *target = rel_schema_find_collection (schema, to);
  RelField *primary = target != NULL ? rel_collection_find_primary_key (target) : NULL;
  const char *type = primary != NULL ? rel_json_get_string (json_node_get_object (rel_field_get_json (primary)), "type")
                                     : NULL;

  /* What is not here is Directus' own, and of those that are pointed at each has a UUID. */
  if (target == NULL)
    type = "uuid";
  return rel_new_field (collection, field, type != NULL ? type : "integer", "{}", meta_json);
}

static JsonObject *
new_key (RelSchema *schema, const RelNewRelation *relation)
{
  RelCollection *related = rel_schema_find_collection (schema, relation->related);
  RelField *primary = related != NULL ? rel_collection_find_primary_key (related) : NULL;
  JsonObject *key = json_object_new ();

  json_object_set_string_member (key, "table", relation->collection);
  json_object_set_string_member (key, "column", relation->field);
  json_object_set_string_member (key, "foreign_key_table", relation->related);
  json_object_set_string_member (key, "foreign_key_column", primary != NULL ? rel_field_get_name (primary) : "id");
  json_object_set_string_member (key, "on_update", "NO ACTION");
  json_object_set_string_member (key, "on_delete", relation->on_delete != NULL ? relation->on_delete : "NO ACTION");
  return key;
}

static JsonObject *
new_row (const RelNewRelation *relation)
{
  JsonObject *meta = json_object_new ();

  json_object_set_string_member (meta, "many_collection", relation->collection);
  json_object_set_string_member (meta, "many_field", relation->field);
  set_string (meta, "one_collection", relation->related);
  set_string (meta, "one_field", relation->one_field);
  set_string (meta, "one_collection_field", relation->collection_field);
  if (relation->allowed != NULL)
    {
      JsonArray *allowed = json_array_new ();

      for (guint i = 0; relation->allowed[i] != NULL; i++)
        json_array_add_string_element (allowed, relation->allowed[i]);
      json_object_set_array_member (meta, "one_allowed_collections", allowed);
    }
  else
    json_object_set_null_member (meta, "one_allowed_collections");
  set_string (meta, "junction_field", relation->junction_field);
  set_string (meta, "sort_field", relation->sort_field);
  set_string (meta, "one_deselect_action", relation->deselect_action != NULL ? relation->deselect_action : "nullify");
  return meta;
}

/**
 * rel_new_relation:
 * @schema: a schema, which has the related collection
 * @relation: what is said of it
 *
 * Returns: (transfer full): the relation, with its row, and with a key if it points at one
 *   collection
 */
RelRelation *
rel_new_relation (RelSchema *schema, const RelNewRelation *relation)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  RelRelation *new_relation;

  json_object_set_string_member (object, "collection", relation->collection);
  json_object_set_string_member (object, "field", relation->field);
  set_string (object, "related_collection", relation->related);
  if (relation->related != NULL)
    json_object_set_object_member (object, "schema", new_key (schema, relation));
  else
    json_object_set_null_member (object, "schema");
  json_object_set_object_member (object, "meta", new_row (relation));
  node = take_node (object);
  new_relation = rel_relation_new (node, rel_schema_count_relations (schema), NULL);
  g_assert (new_relation != NULL);
  return new_relation;
}

static RelSchema *
put_collection (RelSchema *schema, const char *name, const char *meta_json, GPtrArray *fields)
{
  JsonObject *object = json_object_new ();
  JsonObject *table = json_object_new ();
  g_autoptr (GPtrArray) relations = g_ptr_array_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RelCollection) collection = NULL;

  json_object_set_string_member (object, "collection", name);
  json_object_set_string_member (table, "name", name);
  json_object_set_object_member (object, "schema", table);
  set_json (object, "meta", meta_json);
  node = take_node (object);
  collection = rel_collection_new (name, node, fields, relations);
  return rel_schema_with_collection (schema, collection);
}

/**
 * rel_new_junction:
 * @schema: a schema
 * @name: the name of a collection that is not there
 *
 * Returns: (transfer full): a schema with a hidden collection that has nothing but a key
 */
RelSchema *
rel_new_junction (RelSchema *schema, const char *name)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);

  g_ptr_array_add (fields,
                   rel_new_field (name, "id", "integer", "{\"is_primary_key\":true,\"has_auto_increment\":true}",
                                  "{\"hidden\":true}"));
  return put_collection (schema, name, "{\"hidden\":true,\"icon\":\"import_export\"}", fields);
}

/**
 * rel_new_languages:
 * @schema: a schema
 * @name: the name of a collection that is not there
 *
 * Returns: (transfer full): a schema with a collection of languages, which has no items yet
 */
RelSchema *
rel_new_languages (RelSchema *schema, const char *name)
{
#define CHOICES                                                                                                        \
  "\"choices\":[{\"text\":\"$t:left_to_right\",\"value\":\"ltr\"},{\"text\":\"$t:right_to_left\",\"value\":\"rtl\"}]"
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);

  g_ptr_array_add (fields, rel_new_field (name, "code", "string", "{\"is_primary_key\":true}", "{}"));
  g_ptr_array_add (fields, rel_new_field (name, "name", "string", "{}", "{}"));
  g_ptr_array_add (fields,
                   rel_new_field (name, "direction", "string", "{\"default_value\":\"ltr\"}",
                                  "{\"interface\":\"select-dropdown\",\"options\":{" CHOICES "},"
                                  "\"display\":\"labels\",\"display_options\":{" CHOICES ",\"format\":false}}"));
  return put_collection (schema, name, "{}", fields);
#undef CHOICES
}
