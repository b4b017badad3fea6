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
  const char *type = primary != NULL ? rel_field_get_data_type (primary) : NULL;

  /* What is not here is Directus' own, and of those that are pointed at each has a UUID. */
  if (primary == NULL && rel_is_system_name (to))
    type = "uuid";
  return rel_new_field (collection, field, type != NULL ? type : "integer", "{}", meta_json);
}

/**
 * rel_new_field_meta:
 * @kind: what kind of relation the field is
 *
 * Returns: (transfer full): the settings of a field of that kind, an object
 */
char *
rel_new_field_meta (RelKind kind)
{
  return g_strdup_printf ("{\"special\":[\"%s\"],\"interface\":\"%s\"}", rel_kind_get_special (kind),
                          rel_kind_get_interface (kind));
}

/**
 * rel_new_list:
 * @collection: a collection
 * @field: the name of the field
 * @kind: what kind of list: one to many, many to many…
 *
 * Returns: (transfer full): an alias that lists items of another collection
 */
RelField *
rel_new_list (const char *collection, const char *field, RelKind kind)
{
  g_autofree char *meta = rel_new_field_meta (kind);

  return rel_new_field (collection, field, "alias", NULL, meta);
}

static JsonObject *
new_key (RelSchema *schema,
         const char *collection,
         const char *field,
         const char *to,
         const char *on_update,
         const char *on_delete)
{
  RelCollection *related = rel_schema_find_collection (schema, to);
  RelField *primary = related != NULL ? rel_collection_find_primary_key (related) : NULL;
  JsonObject *key = json_object_new ();

  json_object_set_string_member (key, "table", collection);
  json_object_set_string_member (key, "column", field);
  json_object_set_string_member (key, "foreign_key_table", to);
  json_object_set_string_member (key, "foreign_key_column", primary != NULL ? rel_field_get_name (primary) : "id");
  json_object_set_string_member (key, "on_update", on_update != NULL ? on_update : "NO ACTION");
  json_object_set_string_member (key, "on_delete", on_delete != NULL ? on_delete : "NO ACTION");
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
    json_object_set_object_member (object, "schema",
                                   new_key (schema, relation->collection, relation->field, relation->related, NULL,
                                            relation->on_delete));
  else
    json_object_set_null_member (object, "schema");
  json_object_set_object_member (object, "meta", new_row (relation));
  node = take_node (object);
  new_relation = rel_relation_new (node, rel_schema_count_relations (schema), NULL);
  g_assert (new_relation != NULL);
  return new_relation;
}

/**
 * rel_new_relation_to:
 * @schema: a schema, which has the related collection
 * @relation: a relation
 * @related: the collection to point at
 *
 * Returns: (transfer full): @relation with a key of its own to @related; what is said of it
 *   else, and the actions of the key that it has, stay
 */
RelRelation *
rel_new_relation_to (RelSchema *schema, RelRelation *relation, const char *related)
{
  g_autoptr (JsonNode) name = rel_json_new_string (related);
  g_autoptr (JsonNode) key =
    take_node (new_key (schema, rel_relation_get_collection (relation), rel_relation_get_field (relation), related,
                        rel_relation_get_on_update (relation), rel_relation_get_on_delete (relation)));
  g_autoptr (RelRelation) aimed = rel_relation_with_member (relation, "related_collection", name);
  g_autoptr (RelRelation) keyed = rel_relation_with_member (aimed, "schema", key);

  return rel_relation_has_meta (relation) ? rel_relation_with_member (keyed, "meta.one_collection", name)
                                          : g_steal_pointer (&keyed);
}

static RelSchema *
put_collection (RelSchema *schema, const char *name, const char *meta_json, GPtrArray *fields)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GPtrArray) relations = g_ptr_array_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RelCollection) collection = NULL;

  json_object_set_string_member (object, "collection", name);
  if (fields->len > 0)
    {
      JsonObject *table = json_object_new ();

      json_object_set_string_member (table, "name", name);
      json_object_set_object_member (object, "schema", table);
    }
  else
    json_object_set_null_member (object, "schema");
  set_json (object, "meta", meta_json);
  node = take_node (object);
  collection = rel_collection_new (name, node, fields, relations);
  return rel_schema_with_collection (schema, collection);
}

/**
 * rel_new_collection:
 * @schema: a schema
 * @name: the name of a collection that is not there
 * @meta_json: its settings, an object
 * @key: (nullable): the field that is its primary key; %NULL for a folder
 *
 * Returns: (transfer full): a schema with a collection that has nothing else
 */
RelSchema *
rel_new_collection (RelSchema *schema, const char *name, const char *meta_json, RelField *key)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);

  if (key != NULL)
    g_ptr_array_add (fields, rel_field_ref (key));
  return put_collection (schema, name, meta_json, fields);
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
  g_autoptr (RelField) key =
    rel_new_field (name, "id", "integer", "{\"is_primary_key\":true,\"has_auto_increment\":true}", "{\"hidden\":true}");

  return rel_new_collection (schema, name, "{\"hidden\":true,\"icon\":\"import_export\"}", key);
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
