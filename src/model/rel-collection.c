/* rel-collection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-collection.h"

#include <string.h>

#define SYSTEM_PREFIX "directus_"

/**
 * RelCollection:
 *
 * One collection with its fields and with the relations whose key it holds.
 *
 * It is immutable, and the unit of sharing: a schema that differs in one relation
 * differs in one collection and shares all others. A collection that does not exist, but
 * which a field or a relation names as its own, is there all the same, without its own
 * object: [method@Collection.exists] tells.
 *
 * Any thread may read it.
 */
struct _RelCollection
{
  gatomicrefcount ref_count;
  char *name;         /* (owned) */
  JsonNode *json;     /* (owned) (nullable), sealed: the collection object */
  JsonObject *object; /* (unowned) (nullable): of @json */
  const char *group;  /* (unowned) (nullable): likewise */
  gint64 sort;        /* %G_MAXINT64 if unset */
  gboolean is_folder;
  GPtrArray *fields;    /* (owned) (element-type RelField), in the server's order */
  GPtrArray *relations; /* (owned) (element-type RelRelation), in the server's order */
};

G_DEFINE_BOXED_TYPE (RelCollection, rel_collection, rel_collection_ref, rel_collection_unref)

/**
 * rel_is_system_name:
 * @collection: the name of a collection
 *
 * Returns: whether the name is one that Directus keeps for itself
 */
gboolean
rel_is_system_name (const char *collection)
{
  return g_str_has_prefix (collection, SYSTEM_PREFIX);
}

/**
 * rel_collection_name_get_short:
 * @name: the name of a collection
 *
 * Returns: (transfer none): the name under which the API has it: without what all of Directus'
 *   own begin with
 */
const char *
rel_collection_name_get_short (const char *name)
{
  return rel_is_system_name (name) ? name + strlen (SYSTEM_PREFIX) : name;
}

/* Reads where it is among the others, which is asked of all of them at once to show them. */
static void
read_place (RelCollection *self)
{
  JsonNode *sort = rel_json_get (self->object, "meta.sort");
  gboolean is_number = sort != NULL && json_node_get_value_type (sort) == G_TYPE_INT64;

  self->group = rel_json_get_string (self->object, "meta.group");
  self->sort = is_number ? json_node_get_int (sort) : G_MAXINT64;
  self->is_folder = self->json != NULL && self->fields->len == 0 &&
                    rel_json_get_object (self->object, "schema") == NULL;
}

/**
 * rel_collection_new:
 * @name: its name
 * @json: (nullable): the collection object, which becomes immutable; %NULL if there is none
 * @fields: (element-type RelField): its fields; the array must not change any more
 * @relations: (element-type RelRelation): its relations; the array must not change any more
 *
 * Returns: (transfer full): the collection
 */
RelCollection *
rel_collection_new (const char *name, JsonNode *json, GPtrArray *fields, GPtrArray *relations)
{
  RelCollection *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (json == NULL || JSON_NODE_HOLDS_OBJECT (json), NULL);

  self = g_new0 (RelCollection, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->fields = g_ptr_array_ref (fields);
  self->relations = g_ptr_array_ref (relations);
  if (json != NULL)
    {
      json_node_seal (json);
      self->json = json_node_ref (json);
      self->object = json_node_get_object (json);
    }
  read_place (self);
  return self;
}

/**
 * rel_collection_ref:
 * @self: a collection
 *
 * Returns: (transfer full): @self
 */
RelCollection *
rel_collection_ref (RelCollection *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_collection_unref:
 * @self: (transfer full): a collection
 *
 * Gives a reference back; the last one frees.
 */
void
rel_collection_unref (RelCollection *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->relations);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->name);
  g_free (self);
}

/**
 * rel_collection_get_json:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): the collection object; %NULL if it does not exist
 */
JsonNode *
rel_collection_get_json (RelCollection *self)
{
  return self->json;
}

/**
 * rel_collection_to_json:
 * @self: a collection that exists
 *
 * Returns: (transfer full): the collection object with its fields in it, as `POST /collections`
 *   takes it
 */
JsonNode *
rel_collection_to_json (RelCollection *self)
{
  g_autoptr (JsonNode) fields = NULL;
  JsonArray *array;

  g_return_val_if_fail (self->json != NULL, NULL);

  array = json_array_new ();
  for (guint i = 0; i < self->fields->len; i++)
    json_array_add_element (array, json_node_ref (rel_field_get_json (g_ptr_array_index (self->fields, i))));
  fields = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (fields, array);
  json_node_seal (fields);
  return rel_json_with (self->json, "fields", fields);
}

/**
 * rel_collection_get_name:
 * @self: a collection
 *
 * Returns: (transfer none): its name
 */
const char *
rel_collection_get_name (RelCollection *self)
{
  return self->name;
}

/**
 * rel_collection_exists:
 * @self: a collection
 *
 * Returns: whether the server has it, and not only fields or relations that name it
 */
gboolean
rel_collection_exists (RelCollection *self)
{
  return self->json != NULL;
}

/**
 * rel_collection_is_folder:
 * @self: a collection
 *
 * The API says `schema: null` for a folder; snapshots of some versions leave it out.
 *
 * Returns: whether it only groups others and has no table
 */
gboolean
rel_collection_is_folder (RelCollection *self)
{
  return self->is_folder;
}

/**
 * rel_collection_is_hidden:
 * @self: a collection
 *
 * Returns: whether the Data Studio hides it
 */
gboolean
rel_collection_is_hidden (RelCollection *self)
{
  return rel_json_get_boolean (self->object, "meta.hidden");
}

/**
 * rel_collection_is_system:
 * @self: a collection
 *
 * Returns: whether it is one of Directus' own
 */
gboolean
rel_collection_is_system (RelCollection *self)
{
  return rel_is_system_name (self->name);
}

/**
 * rel_collection_get_group:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): the folder or collection it is shown under
 */
const char *
rel_collection_get_group (RelCollection *self)
{
  return self->group;
}

/**
 * rel_collection_get_note:
 * @self: a collection
 *
 * Directus writes the key of a text of its own with `$t:` before it; that is no note.
 *
 * Returns: (transfer none) (nullable): what its authors wrote about it
 */
const char *
rel_collection_get_note (RelCollection *self)
{
  const char *note = rel_json_get_string (self->object, "meta.note");

  return note != NULL && g_str_has_prefix (note, "$t:") ? NULL : note;
}

/**
 * rel_collection_get_sort:
 * @self: a collection
 *
 * Returns: its place among those of its group in the Data Studio; %G_MAXINT64 if unset
 */
gint64
rel_collection_get_sort (RelCollection *self)
{
  return self->sort;
}

/**
 * rel_collection_get_member:
 * @self: a collection
 * @path: a member by its name in the API: `meta.note`
 *
 * Returns: (transfer none) (nullable): its value; %NULL if it is absent
 */
JsonNode *
rel_collection_get_member (RelCollection *self, const char *path)
{
  return rel_json_get (self->object, path);
}

/**
 * rel_collection_with_member:
 * @self: a collection that exists
 * @path: a member by its name in the API: `meta.note`
 * @value: (nullable): its new value; %NULL to leave the member out
 *
 * Makes a collection that differs in one member and shares the rest.
 *
 * Returns: (transfer full): the new collection
 */
RelCollection *
rel_collection_with_member (RelCollection *self, const char *path, JsonNode *value)
{
  g_autoptr (JsonNode) json = rel_json_with (self->json, path, value);

  return rel_collection_new (self->name, json, self->fields, self->relations);
}

/**
 * rel_collection_equal:
 * @self: a collection
 * @other: another one
 *
 * Returns: whether both say the same, of all that is in them and in the same order
 */
gboolean
rel_collection_equal (RelCollection *self, RelCollection *other)
{
  gboolean are_equal = strcmp (self->name, other->name) == 0 && self->fields->len == other->fields->len &&
                       self->relations->len == other->relations->len && rel_json_equal (self->json, other->json);

  for (guint i = 0; are_equal && i < self->fields->len; i++)
    are_equal = rel_json_equal (rel_field_get_json (rel_collection_get_field (self, i)),
                                rel_field_get_json (rel_collection_get_field (other, i)));
  for (guint i = 0; are_equal && i < self->relations->len; i++)
    {
      RelRelation *relation = rel_collection_get_relation (self, i);
      RelRelation *other_relation = rel_collection_get_relation (other, i);

      are_equal = rel_relation_get_position (relation) == rel_relation_get_position (other_relation) &&
                  rel_json_equal (rel_relation_get_json (relation), rel_relation_get_json (other_relation));
    }
  return are_equal;
}

/**
 * rel_collection_get_n_fields:
 * @self: a collection
 *
 * Returns: how many fields it has
 */
guint
rel_collection_get_n_fields (RelCollection *self)
{
  return self->fields->len;
}

/**
 * rel_collection_get_field:
 * @self: a collection
 * @index: less than [method@Collection.get_n_fields]
 *
 * Returns: (transfer none): a field
 */
RelField *
rel_collection_get_field (RelCollection *self, guint index)
{
  g_return_val_if_fail (index < self->fields->len, NULL);
  return g_ptr_array_index (self->fields, index);
}

/**
 * rel_collection_find_field:
 * @self: a collection
 * @name: the name of a field
 *
 * Returns: (transfer none) (nullable): the field, if there is one
 */
RelField *
rel_collection_find_field (RelCollection *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      RelField *field = g_ptr_array_index (self->fields, i);

      if (strcmp (rel_field_get_name (field), name) == 0)
        return field;
    }
  return NULL;
}

/**
 * rel_collection_find_primary_key:
 * @self: a collection
 *
 * Returns: (transfer none) (nullable): the first field of its primary key, if there is one
 */
RelField *
rel_collection_find_primary_key (RelCollection *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      RelField *field = g_ptr_array_index (self->fields, i);

      if (rel_field_is_primary_key (field))
        return field;
    }
  return NULL;
}

/**
 * rel_collection_shares_fields:
 * @self: a collection
 * @other: another
 *
 * Returns: whether both hold the same records as fields, as after an edit that let them be
 */
gboolean
rel_collection_shares_fields (RelCollection *self, RelCollection *other)
{
  if (self->fields->len != other->fields->len)
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      if (g_ptr_array_index (self->fields, i) != g_ptr_array_index (other->fields, i))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_collection_get_n_relations:
 * @self: a collection
 *
 * Returns: how many relations have their key in it
 */
guint
rel_collection_get_n_relations (RelCollection *self)
{
  return self->relations->len;
}

/**
 * rel_collection_get_relation:
 * @self: a collection
 * @index: less than [method@Collection.get_n_relations]
 *
 * Returns: (transfer none): a relation
 */
RelRelation *
rel_collection_get_relation (RelCollection *self, guint index)
{
  g_return_val_if_fail (index < self->relations->len, NULL);
  return g_ptr_array_index (self->relations, index);
}

/**
 * rel_collection_find_relation:
 * @self: a collection
 * @field: the field that holds the key
 * @nth: which one of those with that field, from 0: collection and field are not unique
 *
 * Returns: (transfer none) (nullable): the relation, if there is one
 */
RelRelation *
rel_collection_find_relation (RelCollection *self, const char *field, guint nth)
{
  for (guint i = 0; i < self->relations->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (self->relations, i);

      if (strcmp (rel_relation_get_field (relation), field) == 0 && nth-- == 0)
        return relation;
    }
  return NULL;
}

/**
 * rel_collection_get_nth:
 * @self: a collection
 * @relation: one of its relations
 *
 * Returns: which one it is of those with its field, from 0
 */
guint
rel_collection_get_nth (RelCollection *self, RelRelation *relation)
{
  guint nth = 0;

  for (guint i = 0; i < self->relations->len; i++)
    {
      RelRelation *other = g_ptr_array_index (self->relations, i);

      if (other == relation)
        break;
      if (strcmp (rel_relation_get_field (other), rel_relation_get_field (relation)) == 0)
        nth++;
    }
  return nth;
}
