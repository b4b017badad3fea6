/* rel-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-basis.h"
#include "rel-edit.h"
#include "rel-error.h"

/**
 * RelChange:
 *
 * One difference between two schemas: an object (a collection, a field, a relation) that
 * is created, updated or deleted.
 *
 * It has the whole object before and after, so it can be applied to a third schema, sent
 * as requests and turned round. The object of a collection that is created or deleted has
 * its fields in it, as `POST /collections` takes them.
 *
 * It is immutable; any thread may read it.
 */
struct _RelChange
{
  gatomicrefcount ref_count;
  RelObject object;
  guint nth;              /* which relation of those with the same collection and field */
  JsonNode *before;       /* (owned) (nullable), sealed: absent when created */
  JsonNode *after;        /* (owned) (nullable), sealed: absent when deleted */
  const char *collection; /* (unowned): in @before or @after */
  const char *field;      /* (unowned) (nullable): likewise; absent for a collection */
  GPtrArray *members;     /* (owned) (element-type RelMemberChange): empty unless updated */
  RelSchema *base;        /* (owned) (nullable): what it changes, if that is known */
  JsonNode *basis;        /* (owned) (nullable), sealed: what a file says of that */
};

G_DEFINE_BOXED_TYPE (RelChange, rel_change, rel_change_ref, rel_change_unref)

static const char *const object_ids[] = { "collection", "field", "relation" };
static const char *const action_ids[] = { "create", "update", "delete" };

/**
 * rel_change_new:
 * @object: what is changed
 * @nth: which relation of those with the same collection and field, from 0; 0 for the others
 * @before: (nullable): the object before; %NULL if it is created
 * @after: (nullable): the object after; %NULL if it is deleted
 *
 * Returns: (transfer full): the change
 */
RelChange *
rel_change_new (RelObject object, guint nth, JsonNode *before, JsonNode *after)
{
  RelChange *self;
  JsonObject *either;

  g_return_val_if_fail (before != NULL || after != NULL, NULL);

  self = g_new0 (RelChange, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->object = object;
  self->nth = nth;
  if (before != NULL)
    {
      json_node_seal (before);
      self->before = json_node_ref (before);
    }
  if (after != NULL)
    {
      json_node_seal (after);
      self->after = json_node_ref (after);
    }

  either = json_node_get_object (after != NULL ? after : before);
  self->collection = rel_json_get_string (either, "collection");
  self->field = object != REL_OBJECT_COLLECTION ? rel_json_get_string (either, "field") : NULL;
  if (before != NULL && after != NULL)
    self->members = rel_member_changes (object, before, after);
  else
    self->members = g_ptr_array_new ();
  return self;
}

/**
 * rel_change_set_base:
 * @self: a change that nobody else has yet
 * @base: the schema that it changes
 *
 * Says on what it stands, so that it is kept with the change in a file.
 */
void
rel_change_set_base (RelChange *self, RelSchema *base)
{
  self->base = rel_schema_ref (base);
}

static gboolean
find_id (const char *const *ids, guint n_ids, const char *id, guint *index)
{
  for (*index = 0; id != NULL && *index < n_ids; (*index)++)
    {
      if (strcmp (ids[*index], id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether @json is an object of the API that is called @collection and @field. */
static gboolean
is_named (JsonNode *json, RelObject object, const char *collection, const char *field)
{
  JsonObject *members = json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;

  return g_strcmp0 (rel_json_get_string (members, "collection"), collection) == 0 &&
         (object == REL_OBJECT_COLLECTION || g_strcmp0 (rel_json_get_string (members, "field"), field) == 0);
}

/**
 * rel_change_new_from_json:
 * @json: what [method@Change.to_json] wrote
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if it is anything else.
 *
 * Returns: (transfer full) (nullable): the change, or %NULL on error
 */
RelChange *
rel_change_new_from_json (JsonNode *json, GError **error)
{
  JsonObject *members = JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  const char *collection = rel_json_get_string (members, "collection");
  const char *field = rel_json_get_string (members, "field");
  JsonNode *before = rel_json_get (members, "before");
  JsonNode *after = rel_json_get (members, "after");
  JsonNode *nth = rel_json_get (members, "nth");
  JsonNode *basis = rel_json_get (members, "basis");
  RelChange *self;
  guint object;
  guint action;

  if (!find_id (object_ids, G_N_ELEMENTS (object_ids), rel_json_get_string (members, "object"), &object) ||
      !find_id (action_ids, G_N_ELEMENTS (action_ids), rel_json_get_string (members, "action"), &action) ||
      collection == NULL || (object != REL_OBJECT_COLLECTION && field == NULL))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("A change needs object, action, collection and field"));
      return NULL;
    }
  if ((action != REL_CHANGE_CREATE && !is_named (before, object, collection, field)) ||
      (action != REL_CHANGE_DELETE && !is_named (after, object, collection, field)))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("The change of %s says before or after of something else"),
                   collection);
      return NULL;
    }

  self = rel_change_new (object,
                         nth != NULL && json_node_get_value_type (nth) == G_TYPE_INT64
                           ? (guint) CLAMP (json_node_get_int (nth), 0, G_MAXINT)
                           : 0,
                         action != REL_CHANGE_CREATE ? before : NULL, action != REL_CHANGE_DELETE ? after : NULL);
  self->basis = basis != NULL && JSON_NODE_HOLDS_ARRAY (basis) ? json_node_ref (basis) : NULL;
  return self;
}

/**
 * rel_change_to_json:
 * @self: a change
 *
 * Returns: (transfer full): the change as an object, for a plan file
 */
JsonNode *
rel_change_to_json (RelChange *self)
{
  JsonObject *members = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonNode *basis = rel_change_dup_basis (self);

  json_object_set_string_member (members, "object", object_ids[self->object]);
  json_object_set_string_member (members, "action", action_ids[rel_change_get_action (self)]);
  json_object_set_string_member (members, "collection", self->collection);
  if (self->field != NULL)
    json_object_set_string_member (members, "field", self->field);
  if (self->nth > 0)
    json_object_set_int_member (members, "nth", self->nth);
  if (self->before != NULL)
    json_object_set_member (members, "before", json_node_ref (self->before));
  if (self->after != NULL)
    json_object_set_member (members, "after", json_node_ref (self->after));
  if (basis != NULL)
    json_object_set_member (members, "basis", basis);
  json_node_take_object (node, members);
  return node;
}

/**
 * rel_change_ref:
 * @self: a change
 *
 * Returns: (transfer full): @self
 */
RelChange *
rel_change_ref (RelChange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_change_unref:
 * @self: (transfer full): a change
 *
 * Gives a reference back; the last one frees.
 */
void
rel_change_unref (RelChange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->before, json_node_unref);
  g_clear_pointer (&self->after, json_node_unref);
  g_ptr_array_unref (self->members);
  g_clear_pointer (&self->base, rel_schema_unref);
  g_clear_pointer (&self->basis, json_node_unref);
  g_free (self);
}

/**
 * rel_change_get_object:
 * @self: a change
 *
 * Returns: what is changed
 */
RelObject
rel_change_get_object (RelChange *self)
{
  return self->object;
}

/**
 * rel_change_get_action:
 * @self: a change
 *
 * Returns: whether it is created, updated or deleted
 */
RelChangeAction
rel_change_get_action (RelChange *self)
{
  if (self->before == NULL)
    return REL_CHANGE_CREATE;
  return self->after == NULL ? REL_CHANGE_DELETE : REL_CHANGE_UPDATE;
}

/**
 * rel_change_get_collection:
 * @self: a change
 *
 * Returns: (transfer none): the collection that is changed, or whose field or relation is
 */
const char *
rel_change_get_collection (RelChange *self)
{
  return self->collection;
}

/**
 * rel_change_get_field:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): the field that is changed, or whose relation is; %NULL
 *   if the collection itself is
 */
const char *
rel_change_get_field (RelChange *self)
{
  return self->field;
}

/**
 * rel_change_get_nth:
 * @self: a change
 *
 * Returns: which relation of those with the same collection and field it changes, from 0
 */
guint
rel_change_get_nth (RelChange *self)
{
  return self->nth;
}

/**
 * rel_change_get_before:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): the object before; %NULL if it is created
 */
JsonNode *
rel_change_get_before (RelChange *self)
{
  return self->before;
}

/**
 * rel_change_get_after:
 * @self: a change
 *
 * Returns: (transfer none) (nullable): the object after; %NULL if it is deleted
 */
JsonNode *
rel_change_get_after (RelChange *self)
{
  return self->after;
}

/**
 * rel_change_dup_basis:
 * @self: a change
 *
 * Returns: (transfer full) (nullable): what it stands on besides the object itself, as
 *   [func@basis_find] has it; %NULL if nothing is known
 */
JsonNode *
rel_change_dup_basis (RelChange *self)
{
  if (self->base != NULL)
    return rel_basis_find (self, self->base);
  return self->basis != NULL ? json_node_ref (self->basis) : NULL;
}

/**
 * rel_change_get_members:
 * @self: a change
 *
 * Returns: (transfer none) (element-type RelMemberChange): the members that an update
 *   changes; empty for the other actions
 */
GPtrArray *
rel_change_get_members (RelChange *self)
{
  return self->members;
}

/**
 * rel_change_dup_name:
 * @self: a change
 *
 * Returns: (transfer full): what is changed, as a person names it: `articles.author`
 */
char *
rel_change_dup_name (RelChange *self)
{
  return self->field != NULL ? g_strdup_printf ("%s.%s", self->collection, self->field) : g_strdup (self->collection);
}

/**
 * rel_change_dup_id:
 * @self: a change
 *
 * Returns: (transfer full): a text that is the same for changes of the same object, and for
 *   those only; its deletion is told from the others, for what is replaced is deleted and created
 */
char *
rel_change_dup_id (RelChange *self)
{
  /* A slash cannot stand in the name of a collection or a field. */
  return g_strdup_printf ("%s/%s/%s/%u%s", object_ids[self->object], self->collection,
                          self->field != NULL ? self->field : "", self->nth,
                          rel_change_get_action (self) == REL_CHANGE_DELETE ? "/delete" : "");
}

/**
 * rel_change_find_current:
 * @self: a change
 * @schema: a schema
 *
 * Returns: (transfer none) (nullable): what @schema has where the change is made
 */
JsonNode *
rel_change_find_current (RelChange *self, RelSchema *schema)
{
  RelCollection *collection = rel_schema_find_collection (schema, self->collection);
  RelRelation *relation;
  RelField *field;

  if (collection == NULL)
    return NULL;

  switch (self->object)
    {
    case REL_OBJECT_RELATION:
      relation = rel_collection_find_relation (collection, self->field, self->nth);
      return relation != NULL ? rel_relation_get_json (relation) : NULL;
    case REL_OBJECT_FIELD:
      field = rel_collection_find_field (collection, self->field);
      return field != NULL ? rel_field_get_json (field) : NULL;
    case REL_OBJECT_COLLECTION:
    default:
      return rel_collection_get_json (collection);
    }
}

/* Puts a collection in its place; its fields come from @json if they stand there. */
static RelSchema *
put_collection (RelSchema *schema, const char *name, JsonNode *json, GError **error)
{
  RelCollection *old = rel_schema_find_collection (schema, name);
  JsonArray *created = rel_json_get_array (json_node_get_object (json), "fields");
  g_autoptr (JsonNode) bare = rel_json_with (json, "fields", NULL);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
  g_autoptr (RelCollection) collection = NULL;

  for (guint i = 0; created != NULL && i < json_array_get_length (created); i++)
    {
      RelField *field = rel_field_new (json_array_get_element (created, i), error);

      if (field == NULL)
        return NULL;
      g_ptr_array_add (fields, field);
    }
  for (guint i = 0; created == NULL && old != NULL && i < rel_collection_get_n_fields (old); i++)
    g_ptr_array_add (fields, rel_field_ref (rel_collection_get_field (old, i)));
  for (guint i = 0; old != NULL && i < rel_collection_get_n_relations (old); i++)
    g_ptr_array_add (relations, rel_relation_ref (rel_collection_get_relation (old, i)));

  collection = rel_collection_new (name, bare, fields, relations);
  return rel_schema_with_collection (schema, collection);
}

static RelSchema *
put_json (RelChange *self, RelSchema *schema, JsonNode *json, GError **error)
{
  g_autoptr (RelRelation) relation = NULL;
  g_autoptr (RelField) field = NULL;

  switch (self->object)
    {
    case REL_OBJECT_RELATION:
      {
        RelRelation *old = rel_schema_find_relation (schema, self->collection, self->field, self->nth);

        relation = rel_relation_new (json, old != NULL ? rel_relation_get_position (old) : G_MAXUINT, error);
        return relation != NULL ? rel_edit_put_relation (schema, self->nth, relation) : NULL;
      }
    case REL_OBJECT_FIELD:
      field = rel_field_new (json, error);
      return field != NULL ? rel_edit_put_field (schema, field) : NULL;
    case REL_OBJECT_COLLECTION:
    default:
      return put_collection (schema, self->collection, json, error);
    }
}

static RelSchema *
fail_moved (RelChange *self, const char *what, GError **error)
{
  g_autofree char *name = rel_change_dup_name (self);

  g_set_error (error, REL_ERROR, REL_ERROR_CONFLICT, "%s: %s", name, what);
  return NULL;
}

static RelSchema *
apply_update (RelChange *self, RelSchema *schema, JsonNode *current, GError **error)
{
  g_autoptr (JsonNode) next = json_node_ref (current);

  for (guint i = 0; i < self->members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (self->members, i);
      JsonNode *now = rel_json_get (json_node_get_object (next), member->path);
      JsonNode *changed;

      if (!rel_json_equal (now, member->before) && !rel_json_equal (now, member->after))
        {
          g_autofree char *what = g_strdup_printf (_ ("%s has been changed meanwhile"), member->path);

          return fail_moved (self, what, error);
        }
      changed = rel_json_with (next, member->path, member->after);
      json_node_unref (next);
      next = changed;
    }
  return put_json (self, schema, next, error);
}

/**
 * rel_change_apply:
 * @self: a change
 * @schema: a schema, which may have moved on since the change was made
 * @error: (out) (optional): where to put a failure
 *
 * Makes the change in a schema. An update touches only the members that it changes, so
 * that what else was changed meanwhile stays.
 *
 * Errors: `REL_ERROR_CONFLICT` if what it would change is not as it was.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_change_apply (RelChange *self, RelSchema *schema, GError **error)
{
  JsonNode *current = rel_change_find_current (self, schema);

  switch (rel_change_get_action (self))
    {
    case REL_CHANGE_CREATE:
      if (current != NULL)
        return fail_moved (self, _ ("it exists already"), error);
      return put_json (self, schema, self->after, error);

    case REL_CHANGE_UPDATE:
      if (current == NULL)
        return fail_moved (self, _ ("it does not exist any more"), error);
      return apply_update (self, schema, current, error);

    case REL_CHANGE_DELETE:
    default:
      if (current == NULL)
        return fail_moved (self, _ ("it does not exist any more"), error);
      if (self->object == REL_OBJECT_RELATION)
        return rel_edit_drop_relation (schema, self->collection, self->field, self->nth);
      if (self->object == REL_OBJECT_FIELD)
        return rel_edit_delete_field (schema, self->collection, self->field);
      return rel_schema_without_collection (schema, self->collection);
    }
}
