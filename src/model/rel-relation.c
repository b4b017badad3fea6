/* rel-relation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-relation.h"

#include <string.h>

#include "rel-error.h"

/**
 * RelRelation:
 *
 * One relation, as the relation object of the Directus API has it.
 *
 * It is immutable. The object is kept as it came, whatever it holds; the functions here
 * read the members that the API documents. A relation has up to three parts: what is
 * common (`collection`, `field`, `related_collection`), the row in `directus_relations`
 * (`meta`, absent for a foreign key that Directus does not know) and the foreign key
 * (`schema`, absent for many to any and for a row without a key).
 *
 * Any thread may read it.
 */
struct _RelRelation
{
  gatomicrefcount ref_count;
  JsonNode *json;                 /* (owned), sealed */
  const char *collection;         /* (unowned): in @json */
  const char *field;              /* (unowned): in @json */
  const char *related_collection; /* (unowned) (nullable): in @json */
  JsonObject *meta;               /* (unowned) (nullable): in @json */
  const char *one_field;          /* (unowned) (nullable): in @meta */
  const char *junction_field;     /* (unowned) (nullable): in @meta */
  JsonObject *schema;             /* (unowned) (nullable): in @json */
  const char *on_delete;          /* (unowned) (nullable): in @schema */
  GStrv allowed_collections;      /* (owned) (nullable) */
  guint position;
  gboolean is_system;
};

G_DEFINE_BOXED_TYPE (RelRelation, rel_relation, rel_relation_ref, rel_relation_unref)

/**
 * rel_relation_new:
 * @json: a relation object
 * @position: its place in the list it came in; Directus classifies by that order
 * @error: (out) (optional): where to put a failure
 *
 * Makes a relation of a relation object, which becomes immutable.
 *
 * Errors: `REL_ERROR_INVALID` if it has no collection or field, or if a part is neither an
 * object nor `null`.
 *
 * Returns: (transfer full) (nullable): the relation, or %NULL on error
 */
RelRelation *
rel_relation_new (JsonNode *json, guint position, GError **error)
{
  RelRelation *self;
  JsonObject *object;

  g_return_val_if_fail (json != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (json))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "A relation is an object with collection and field");
      return NULL;
    }

  object = json_node_get_object (json);
  if (rel_json_get_string (object, "collection") == NULL || rel_json_get_string (object, "field") == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "A relation has no collection or no field");
      return NULL;
    }
  for (guint i = 0; i < 2; i++)
    {
      const char *part = i == 0 ? "meta" : "schema";
      JsonNode *node = json_object_get_member (object, part);

      if (!rel_json_is_null (node) && !JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "%s of the relation %s.%s is not an object", part,
                       rel_json_get_string (object, "collection"), rel_json_get_string (object, "field"));
          return NULL;
        }
    }

  json_node_seal (json);
  self = g_new0 (RelRelation, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_node_ref (json);
  self->collection = rel_json_get_string (object, "collection");
  self->field = rel_json_get_string (object, "field");
  self->related_collection = rel_json_get_string (object, "related_collection");
  self->meta = rel_json_get_object (object, "meta");
  self->one_field = rel_json_get_string (self->meta, "one_field");
  self->junction_field = rel_json_get_string (self->meta, "junction_field");
  self->schema = rel_json_get_object (object, "schema");
  self->on_delete = rel_json_get_string (self->schema, "on_delete");
  self->allowed_collections = rel_json_dup_names (rel_json_get (self->meta, "one_allowed_collections"));
  self->is_system = rel_json_get_boolean (self->meta, "system");
  self->position = position;
  return self;
}

/**
 * rel_relation_ref:
 * @self: a relation
 *
 * Returns: (transfer full): @self
 */
RelRelation *
rel_relation_ref (RelRelation *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_relation_unref:
 * @self: (transfer full): a relation
 *
 * Gives a reference back; the last one frees.
 */
void
rel_relation_unref (RelRelation *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_strfreev (self->allowed_collections);
  json_node_unref (self->json);
  g_free (self);
}

/**
 * rel_relation_get_json:
 * @self: a relation
 *
 * Returns: (transfer none): the relation object, immutable
 */
JsonNode *
rel_relation_get_json (RelRelation *self)
{
  return self->json;
}

/**
 * rel_relation_get_position:
 * @self: a relation
 *
 * Returns: its place in the list it came in
 */
guint
rel_relation_get_position (RelRelation *self)
{
  return self->position;
}

/**
 * rel_relation_get_collection:
 * @self: a relation
 *
 * Returns: (transfer none): the collection that has the key, the "many" side
 */
const char *
rel_relation_get_collection (RelRelation *self)
{
  return self->collection;
}

/**
 * rel_relation_get_field:
 * @self: a relation
 *
 * Returns: (transfer none): the field that holds the key
 */
const char *
rel_relation_get_field (RelRelation *self)
{
  return self->field;
}

/**
 * rel_relation_get_related_collection:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): the collection that the key points at, the "one"
 *   side; %NULL for many to any and for a row without a foreign key
 */
const char *
rel_relation_get_related_collection (RelRelation *self)
{
  return self->related_collection;
}

/**
 * rel_relation_get_target:
 * @self: a relation
 *
 * A row without a foreign key names the collection in meta alone.
 *
 * Returns: (transfer none) (nullable): the collection that it points at; %NULL for many to any,
 *   and if it says none
 */
const char *
rel_relation_get_target (RelRelation *self)
{
  return self->related_collection != NULL ? self->related_collection : rel_relation_get_one_collection (self);
}

/**
 * rel_relation_has_meta:
 * @self: a relation
 *
 * Returns: whether Directus has a row for it in `directus_relations`
 */
gboolean
rel_relation_has_meta (RelRelation *self)
{
  return self->meta != NULL;
}

/**
 * rel_relation_has_foreign_key:
 * @self: a relation
 *
 * Returns: whether the database has a foreign key for it
 */
gboolean
rel_relation_has_foreign_key (RelRelation *self)
{
  return self->schema != NULL;
}

/**
 * rel_relation_is_system:
 * @self: a relation
 *
 * Returns: whether it is one of Directus' own, which nobody may change
 */
gboolean
rel_relation_is_system (RelRelation *self)
{
  return self->is_system;
}

/**
 * rel_relation_is_any:
 * @self: a relation
 *
 * Returns: whether it points at any of several collections: the second half of many to
 *   any. Directus' server tells it by the same two members.
 */
gboolean
rel_relation_is_any (RelRelation *self)
{
  return self->allowed_collections != NULL && rel_relation_get_one_collection_field (self) != NULL;
}

/**
 * rel_relation_get_one_collection:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): `meta.one_collection`
 */
const char *
rel_relation_get_one_collection (RelRelation *self)
{
  return rel_json_get_string (self->meta, "one_collection");
}

/**
 * rel_relation_get_one_field:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): the field of the related collection that lists the
 *   items of this one
 */
const char *
rel_relation_get_one_field (RelRelation *self)
{
  return self->one_field;
}

/**
 * rel_relation_get_one_collection_field:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): in many to any, the field that holds the name of the
 *   item's collection
 */
const char *
rel_relation_get_one_collection_field (RelRelation *self)
{
  return rel_json_get_string (self->meta, "one_collection_field");
}

/**
 * rel_relation_get_one_allowed_collections:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): in many to any, the
 *   collections that may be pointed at, however the server wrote them
 */
const char *const *
rel_relation_get_one_allowed_collections (RelRelation *self)
{
  return (const char *const *) self->allowed_collections;
}

/**
 * rel_relation_get_one_deselect_action:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): `nullify`, `delete` or whatever else is stored: the
 *   server does not check it
 */
const char *
rel_relation_get_one_deselect_action (RelRelation *self)
{
  return rel_json_get_string (self->meta, "one_deselect_action");
}

/**
 * rel_relation_get_junction_field:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): the field of the same collection that holds the other
 *   relation of a junction
 */
const char *
rel_relation_get_junction_field (RelRelation *self)
{
  return self->junction_field;
}

/**
 * rel_relation_get_sort_field:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): the field of the same collection that keeps the order
 */
const char *
rel_relation_get_sort_field (RelRelation *self)
{
  return rel_json_get_string (self->meta, "sort_field");
}

/**
 * rel_relation_get_on_delete:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): the action of the foreign key
 */
const char *
rel_relation_get_on_delete (RelRelation *self)
{
  return self->on_delete;
}

/**
 * rel_relation_get_on_update:
 * @self: a relation
 *
 * Returns: (transfer none) (nullable): the action of the foreign key
 */
const char *
rel_relation_get_on_update (RelRelation *self)
{
  return rel_json_get_string (self->schema, "on_update");
}

/**
 * rel_relation_get_member:
 * @self: a relation
 * @path: a member by its name in the API: `related_collection`, `meta.sort_field`
 *
 * Returns: (transfer none) (nullable): its value; %NULL if it is absent
 */
JsonNode *
rel_relation_get_member (RelRelation *self, const char *path)
{
  return rel_json_get (json_node_get_object (self->json), path);
}

/**
 * rel_relation_with_member:
 * @self: a relation
 * @path: a member by its name in the API
 * @value: (nullable): its new value; %NULL to leave the member out
 *
 * Makes a relation that differs in one member and shares the rest.
 *
 * Returns: (transfer full): the new relation, at the same position
 */
RelRelation *
rel_relation_with_member (RelRelation *self, const char *path, JsonNode *value)
{
  g_autoptr (JsonNode) json = rel_json_with (self->json, path, value);
  RelRelation *result = rel_relation_new (json, self->position, NULL);

  g_assert (result != NULL);
  return result;
}

/**
 * rel_relation_member_equal:
 * @path: a member by its name in the API
 * @a: (nullable): a value of it
 * @b: (nullable): another
 *
 * Compares what two values of a member mean: a list of collections is the same as an array
 * and as text with commas.
 *
 * Returns: whether both are the same
 */
gboolean
rel_relation_member_equal (const char *path, JsonNode *a, JsonNode *b)
{
  g_auto (GStrv) a_names = NULL;
  g_auto (GStrv) b_names = NULL;

  if (rel_json_equal (a, b))
    return TRUE;
  if (strcmp (path, "meta.one_allowed_collections") != 0 || rel_json_is_null (a) || rel_json_is_null (b))
    return FALSE;

  a_names = rel_json_dup_names (a);
  b_names = rel_json_dup_names (b);
  return g_strv_equal ((const char *const *) a_names, (const char *const *) b_names);
}
