/* rel-field.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-field.h"

#include <string.h>

#include "rel-error.h"

/**
 * RelField:
 *
 * One field of a collection, as the field object of the Directus API has it.
 *
 * It is immutable and kept as it came. A field is a column of the table, or an alias: a
 * field without a column, such as the list on the "one" side of a relation.
 *
 * Any thread may read it.
 */
struct _RelField
{
  gatomicrefcount ref_count;
  JsonNode *json;     /* (owned), sealed */
  JsonObject *object; /* (unowned): of @json */
  const char *name;   /* (unowned): in @json */
};

G_DEFINE_BOXED_TYPE (RelField, rel_field, rel_field_ref, rel_field_unref)

/**
 * rel_field_new:
 * @json: a field object
 * @error: (out) (optional): where to put a failure
 *
 * Makes a field of a field object, which becomes immutable.
 *
 * Errors: `REL_ERROR_INVALID` if it has no collection or field.
 *
 * Returns: (transfer full) (nullable): the field, or %NULL on error
 */
RelField *
rel_field_new (JsonNode *json, GError **error)
{
  RelField *self;
  JsonObject *object;

  g_return_val_if_fail (json != NULL, NULL);

  object = JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  if (rel_json_get_string (object, "collection") == NULL || rel_json_get_string (object, "field") == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "A field has no collection or no name");
      return NULL;
    }

  json_node_seal (json);
  self = g_new0 (RelField, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->json = json_node_ref (json);
  self->object = object;
  self->name = rel_json_get_string (object, "field");
  return self;
}

/**
 * rel_field_ref:
 * @self: a field
 *
 * Returns: (transfer full): @self
 */
RelField *
rel_field_ref (RelField *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_field_unref:
 * @self: (transfer full): a field
 *
 * Gives a reference back; the last one frees.
 */
void
rel_field_unref (RelField *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  json_node_unref (self->json);
  g_free (self);
}

/**
 * rel_field_get_json:
 * @self: a field
 *
 * Returns: (transfer none): the field object, immutable
 */
JsonNode *
rel_field_get_json (RelField *self)
{
  return self->json;
}

/**
 * rel_field_get_collection:
 * @self: a field
 *
 * Returns: (transfer none): the name of its collection
 */
const char *
rel_field_get_collection (RelField *self)
{
  return rel_json_get_string (self->object, "collection");
}

/**
 * rel_field_get_name:
 * @self: a field
 *
 * Returns: (transfer none): its name
 */
const char *
rel_field_get_name (RelField *self)
{
  return self->name;
}

/**
 * rel_field_get_data_type:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the type as Directus names it: `integer`, `uuid`,
 *   `alias`…
 */
const char *
rel_field_get_data_type (RelField *self)
{
  return rel_json_get_string (self->object, "type");
}

/**
 * rel_field_get_interface:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the interface that edits it, as `list-o2m`
 */
const char *
rel_field_get_interface (RelField *self)
{
  return rel_json_get_string (self->object, "meta.interface");
}

/**
 * rel_field_get_note:
 * @self: a field
 *
 * Directus writes the key of a text of its own with `$t:` before it; that is no note.
 *
 * Returns: (transfer none) (nullable): what its authors wrote about it
 */
const char *
rel_field_get_note (RelField *self)
{
  const char *note = rel_json_get_string (self->object, "meta.note");

  return note != NULL && g_str_has_prefix (note, "$t:") ? NULL : note;
}

/**
 * rel_field_dup_special:
 * @self: a field
 *
 * Returns: (transfer full): the flags in `meta.special`, however the server wrote them
 */
GStrv
rel_field_dup_special (RelField *self)
{
  GStrv flags = rel_json_dup_names (rel_json_get (self->object, "meta.special"));

  return flags != NULL ? flags : g_new0 (char *, 1);
}

/**
 * rel_field_has_special:
 * @self: a field
 * @special: a flag of Directus: `translations`, `m2a`
 *
 * Returns: whether the flag is in `meta.special`
 */
gboolean
rel_field_has_special (RelField *self, const char *special)
{
  g_auto (GStrv) flags = rel_field_dup_special (self);

  return g_strv_contains ((const char *const *) flags, special);
}

/**
 * rel_field_is_alias:
 * @self: a field
 *
 * Returns: whether it has no column
 */
gboolean
rel_field_is_alias (RelField *self)
{
  return rel_json_get_object (self->object, "schema") == NULL;
}

/**
 * rel_field_is_primary_key:
 * @self: a field
 *
 * Returns: whether it is (part of) the collection's primary key
 */
gboolean
rel_field_is_primary_key (RelField *self)
{
  return rel_json_get_boolean (self->object, "schema.is_primary_key");
}

/**
 * rel_field_is_nullable:
 * @self: a field
 *
 * Returns: whether its column may be null, as far as is known
 */
gboolean
rel_field_is_nullable (RelField *self)
{
  JsonNode *node = rel_json_get (self->object, "schema.is_nullable");

  return rel_json_is_null (node) || rel_json_get_boolean (self->object, "schema.is_nullable");
}

/**
 * rel_field_has_default:
 * @self: a field
 *
 * Returns: whether its column has a default value other than null
 */
gboolean
rel_field_has_default (RelField *self)
{
  return !rel_json_is_null (rel_json_get (self->object, "schema.default_value"));
}

/**
 * rel_field_is_system:
 * @self: a field
 *
 * Returns: whether it is one of Directus' own, which nobody may change
 */
gboolean
rel_field_is_system (RelField *self)
{
  return rel_json_get_boolean (self->object, "meta.system");
}

/**
 * rel_field_get_member:
 * @self: a field
 * @path: a member by its name in the API: `meta.hidden`
 *
 * Returns: (transfer none) (nullable): its value; %NULL if it is absent
 */
JsonNode *
rel_field_get_member (RelField *self, const char *path)
{
  return rel_json_get (self->object, path);
}

/**
 * rel_field_with_member:
 * @self: a field
 * @path: a member by its name in the API: `meta.hidden`
 * @value: (nullable): its new value; %NULL to leave the member out
 *
 * Makes a field that differs in one member and shares the rest.
 *
 * Returns: (transfer full): the new field
 */
RelField *
rel_field_with_member (RelField *self, const char *path, JsonNode *value)
{
  g_autoptr (JsonNode) json = rel_json_with (self->json, path, value);
  RelField *result = rel_field_new (json, NULL);

  g_assert (result != NULL);
  return result;
}
