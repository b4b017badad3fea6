/* rel-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The edits: functions from a schema to the next one. The simple ones put a record in its
 * place or take it away and check nothing; the others know what may be set.
 */

#include "config.h"

#include "rel-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"
#include "rel-kind.h"
#include "rel-member.h"

static gpointer
ref_relation (gconstpointer relation, gpointer user_data)
{
  return rel_relation_ref ((RelRelation *) relation);
}

static gpointer
ref_field (gconstpointer field, gpointer user_data)
{
  return rel_field_ref ((RelField *) field);
}

/* Copies the lists of a collection; both are empty if there is no such collection. */
static void
copy_lists (RelCollection *collection, GPtrArray **fields, GPtrArray **relations)
{
  *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  *relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
  if (collection == NULL)
    return;

  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    g_ptr_array_add (*fields, ref_field (rel_collection_get_field (collection, i), NULL));
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    g_ptr_array_add (*relations, ref_relation (rel_collection_get_relation (collection, i), NULL));
}

static RelSchema *
with_lists (RelSchema *schema, const char *name, GPtrArray *fields, GPtrArray *relations)
{
  RelCollection *old = rel_schema_find_collection (schema, name);
  JsonNode *json = old != NULL ? rel_collection_get_json (old) : NULL;
  g_autoptr (RelCollection) collection = NULL;

  /* A collection that only its fields or relations made appear goes with the last one. */
  if (json == NULL && fields->len == 0 && relations->len == 0)
    return rel_schema_without_collection (schema, name);

  collection = rel_collection_new (name, json, fields, relations);
  return rel_schema_with_collection (schema, collection);
}

/* Where a field is; the length of the list if there is none. */
static guint
index_of_field (GPtrArray *fields, const char *name)
{
  guint i;

  for (i = 0; i < fields->len; i++)
    {
      if (strcmp (rel_field_get_name (g_ptr_array_index (fields, i)), name) == 0)
        break;
    }
  return i;
}

/* Where the nth relation of a field is; the length of the list if there is none. */
static guint
index_of_relation (GPtrArray *relations, const char *field, guint nth)
{
  guint i;

  for (i = 0; i < relations->len; i++)
    {
      if (strcmp (rel_relation_get_field (g_ptr_array_index (relations, i)), field) == 0 && nth-- == 0)
        break;
    }
  return i;
}

/**
 * rel_edit_check_collection:
 * @schema: a schema
 * @name: the name of a collection
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND`; `REL_ERROR_READ_ONLY` if it is Directus' own.
 *
 * Returns: whether the collection itself can be changed or deleted
 */
gboolean
rel_edit_check_collection (RelSchema *schema, const char *name, GError **error)
{
  RelCollection *collection = rel_schema_find_collection (schema, name);

  if (rel_is_system_name (name))
    g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY,
                 _ ("“%s” is one of Directus’ own collections, which it does not let be changed"), name);
  else if (collection == NULL || !rel_collection_exists (collection))
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no collection “%s”"), name);
  else
    return TRUE;
  return FALSE;
}

/**
 * rel_edit_check_end:
 * @schema: a schema
 * @collection: the name of a collection
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if the collection is not there, has no items or has no key.
 *
 * Returns: whether a relation can begin or end at the collection
 */
gboolean
rel_edit_check_end (RelSchema *schema, const char *collection, GError **error)
{
  RelCollection *found = rel_schema_find_collection (schema, collection);

  /* A snapshot lacks what every server has, but for fields that somebody added. */
  if ((found == NULL || !rel_collection_exists (found)) && rel_is_system_name (collection) &&
      rel_schema_get_header (schema) != NULL)
    return TRUE;
  if (found == NULL || !rel_collection_exists (found))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is no collection “%s”"), collection);
  else if (rel_collection_is_folder (found))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is a folder: it has no items"), collection);
  else if (rel_collection_find_primary_key (found) == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” has no primary key, so nothing can point at it"),
                 collection);
  else
    return TRUE;
  return FALSE;
}

/**
 * rel_edit_take:
 * @schema: (inout): a schema of which several edits are made
 * @next: (transfer full): what one of them made of it
 *
 * Puts the next schema in the place of the one before.
 */
void
rel_edit_take (RelSchema **schema, RelSchema *next)
{
  rel_schema_unref (*schema);
  *schema = next;
}

/**
 * rel_edit_put_relation:
 * @schema: a schema
 * @nth: which relation of those with the same collection and field to put it in place of
 * @relation: a relation
 *
 * Returns: (transfer full): a schema with @relation, in that place or else as the last of its
 *   collection
 */
RelSchema *
rel_edit_put_relation (RelSchema *schema, guint nth, RelRelation *relation)
{
  const char *name = rel_relation_get_collection (relation);
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  guint index;

  copy_lists (rel_schema_find_collection (schema, name), &fields, &relations);
  index = index_of_relation (relations, rel_relation_get_field (relation), nth);
  if (index < relations->len)
    g_ptr_array_remove_index (relations, index);
  g_ptr_array_insert (relations, index, rel_relation_ref (relation));
  return with_lists (schema, name, fields, relations);
}

/**
 * rel_edit_drop_relation:
 * @schema: a schema
 * @collection: the collection of a relation
 * @field: its field
 * @nth: which one of those with both names, from 0
 *
 * Returns: (transfer full): a schema without the relation
 */
RelSchema *
rel_edit_drop_relation (RelSchema *schema, const char *collection, const char *field, guint nth)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  guint index;

  copy_lists (rel_schema_find_collection (schema, collection), &fields, &relations);
  index = index_of_relation (relations, field, nth);
  if (index == relations->len)
    return rel_schema_ref (schema);
  g_ptr_array_remove_index (relations, index);
  return with_lists (schema, collection, fields, relations);
}

/**
 * rel_edit_put_field:
 * @schema: a schema
 * @field: a field
 *
 * Returns: (transfer full): a schema with @field, in the place of the one of its name or else
 *   as the last of its collection
 */
RelSchema *
rel_edit_put_field (RelSchema *schema, RelField *field)
{
  const char *name = rel_field_get_collection (field);
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  guint index;

  copy_lists (rel_schema_find_collection (schema, name), &fields, &relations);
  index = index_of_field (fields, rel_field_get_name (field));
  if (index < fields->len)
    g_ptr_array_remove_index (fields, index);
  g_ptr_array_insert (fields, index, rel_field_ref (field));
  return with_lists (schema, name, fields, relations);
}

/**
 * rel_edit_drop_field:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: (transfer full): a schema without the field; relations that use it stay
 */
RelSchema *
rel_edit_drop_field (RelSchema *schema, const char *collection, const char *field)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  guint index;

  copy_lists (rel_schema_find_collection (schema, collection), &fields, &relations);
  index = index_of_field (fields, field);
  if (index == fields->len)
    return rel_schema_ref (schema);
  g_ptr_array_remove_index (fields, index);
  return with_lists (schema, collection, fields, relations);
}

/**
 * rel_edit_delete_field:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: (transfer full): a schema without the field and its relations, as the server
 *   deletes it
 */
RelSchema *
rel_edit_delete_field (RelSchema *schema, const char *collection, const char *field)
{
  RelSchema *next = rel_edit_drop_field (schema, collection, field);

  while (rel_schema_find_relation (next, collection, field, 0) != NULL)
    rel_edit_take (&next, rel_edit_drop_relation (next, collection, field, 0));
  return next;
}

/**
 * rel_edit_is_key_of_directus:
 * @schema: a schema
 * @relation: one of its relations
 *
 * Says whether the foreign key is of the only sort that Directus makes: of one column, to the
 * primary key. Old servers make the key anew at each change, so that another one is lost.
 *
 * Returns: whether it is, as far as the schema tells
 */
gboolean
rel_edit_is_key_of_directus (RelSchema *schema, RelRelation *relation)
{
  const char *related = rel_relation_get_related_collection (relation);
  RelCollection *collection = rel_schema_find_collection (schema, rel_relation_get_collection (relation));
  RelCollection *to = related != NULL ? rel_schema_find_collection (schema, related) : NULL;
  RelField *primary = to != NULL ? rel_collection_find_primary_key (to) : NULL;
  JsonNode *column = rel_relation_get_member (relation, "schema.foreign_key_column");
  JsonNode *name = rel_relation_get_member (relation, "schema.constraint_name");

  if (primary != NULL && column != NULL && json_node_get_value_type (column) == G_TYPE_STRING &&
      g_ascii_strcasecmp (json_node_get_string (column), rel_field_get_name (primary)) != 0)
    return FALSE;

  for (guint i = 0; !rel_json_is_null (name) && i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *other = rel_collection_get_relation (collection, i);

      if (strcmp (rel_relation_get_field (other), rel_relation_get_field (relation)) != 0 &&
          rel_json_equal (rel_relation_get_member (other, "schema.constraint_name"), name))
        return FALSE;
    }
  return TRUE;
}

/* A person may name the list at the other side: what can be changed stands elsewhere. */
static void
set_no_relation (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelRelation *first = NULL;

  if (rel_kind_of_field (schema, collection, field, &first, NULL) != REL_KIND_NONE)
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("%s.%s is a list of %s; its relation is called %s.%s"),
                 collection, field, rel_relation_get_collection (first), rel_relation_get_collection (first),
                 rel_relation_get_field (first));
  else
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no relation %s.%s"), collection, field);
}

/**
 * rel_edit_find_relation:
 * @schema: a schema
 * @collection: the collection of a relation
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @error: (out) (optional): where to put a failure
 *
 * Finds a relation to make an edit of.
 *
 * Errors: `REL_ERROR_NOT_FOUND`; `REL_ERROR_READ_ONLY` if it is Directus' own.
 *
 * Returns: (transfer none) (nullable): the relation, or %NULL on error
 */
RelRelation *
rel_edit_find_relation (RelSchema *schema, const char *collection, const char *field, guint nth, GError **error)
{
  RelRelation *relation = rel_schema_find_relation (schema, collection, field, nth);

  if (relation == NULL)
    set_no_relation (schema, collection, field, error);
  else if (rel_relation_is_system (relation))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY,
                           _ ("This relation is one of Directus’ own, which it does not let be changed"));
      return NULL;
    }
  return relation;
}

/**
 * rel_edit_find_field:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: a field of it that is to be changed
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a field; `REL_ERROR_READ_ONLY` if it is Directus'
 * own.
 *
 * Returns: (transfer none) (nullable): the field, or %NULL on error
 */
RelField *
rel_edit_find_field (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelField *found = rel_schema_find_field (schema, collection, field);

  if (found == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no field %s.%s"), collection, field);
  else if (rel_field_is_system (found))
    g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY,
                 _ ("%s.%s is one of Directus’ own fields, which it does not let be changed"), collection, field);
  else
    return found;
  return NULL;
}

/**
 * rel_edit_check_settable:
 * @schema: a schema
 * @relation: one of its relations, which is not Directus' own
 * @path: a member by its name in the API
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_READ_ONLY` if the relation has not got that part or Directus could not
 * change it; `REL_ERROR_INVALID` if no relation has such a member.
 *
 * Returns: whether the part of the relation that the member is in can be changed
 */
gboolean
rel_edit_check_settable (RelSchema *schema, RelRelation *relation, const char *path, GError **error)
{
  const RelMember *member = rel_member_find (path);

  if (member == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("A relation has no member “%s”"), path);
      return FALSE;
    }
  if (!rel_member_is_writable (member))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s cannot be changed"), path);
      return FALSE;
    }
  if (rel_schema_is_ghost (schema, relation))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY,
                           _ ("The collection or the field of this relation does not exist, so Directus refuses "
                              "changes to it"));
      return FALSE;
    }
  if (!rel_edit_is_key_of_directus (schema, relation))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY,
                           _ ("The foreign key of this relation has several columns or does not point at the primary "
                              "key; Directus would put another one in its place"));
      return FALSE;
    }
  if (g_str_has_prefix (path, "meta.") && !rel_relation_has_meta (relation))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY,
                           _ ("Directus has no settings for this relation: it is a foreign key of the database alone"));
      return FALSE;
    }
  if (g_str_has_prefix (path, "schema.") && !rel_relation_has_foreign_key (relation))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("This relation has no foreign key"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_choice (const char *path, const char *const *choices, const char *value, GError **error)
{
  g_autofree char *list = NULL;

  if (choices == NULL || g_strv_contains (choices, value))
    return TRUE;

  list = g_strjoinv (", ", (char **) choices);
  if (choices[0] == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s cannot be “%s”: nothing fits here"), path, value);
  else
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s cannot be “%s”. What fits: %s"), path, value, list);
  return FALSE;
}

static gboolean
check_value (RelSchema *schema, RelRelation *relation, const RelMember *member, JsonNode *value, GError **error)
{
  const char *path = rel_member_get_path (member);
  g_auto (GStrv) choices = rel_member_dup_choices (member, schema, relation);
  JsonArray *array;

  if (rel_json_is_null (value))
    {
      /* What does not belong there may always be cleared. */
      if (rel_member_may_be_null (member))
        return TRUE;
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s cannot be empty"), path);
      return FALSE;
    }

  if (!rel_member_applies (member, relation))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("A relation of this kind does not use %s"), path);
      return FALSE;
    }
  if (rel_member_get_type (member) != REL_MEMBER_COLLECTIONS)
    {
      if (json_node_get_value_type (value) == G_TYPE_STRING)
        return check_choice (path, (const char *const *) choices, json_node_get_string (value), error);
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s takes text"), path);
      return FALSE;
    }

  if (!JSON_NODE_HOLDS_ARRAY (value))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s takes a list of collections"), path);
      return FALSE;
    }
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        {
          g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s takes a list of collections"), path);
          return FALSE;
        }
      if (!check_choice (path, (const char *const *) choices, json_node_get_string (element), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_edit_set_member:
 * @schema: a schema
 * @collection: the collection of a relation
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @path: the member to set, by its name in the API: `schema.on_delete`
 * @value: its new value; a JSON `null` to clear it
 * @error: (out) (optional): where to put a failure
 *
 * Sets one member of a relation.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_READ_ONLY` if nothing of
 * that part may be set; `REL_ERROR_INVALID`, with what would be right, for another member
 * or value.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_edit_set_member (RelSchema *schema,
                     const char *collection,
                     const char *field,
                     guint nth,
                     const char *path,
                     JsonNode *value,
                     GError **error)
{
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);
  g_autoptr (RelRelation) next = NULL;

  if (relation == NULL || !rel_edit_check_settable (schema, relation, path, error))
    return NULL;
  if (rel_json_equal (rel_relation_get_member (relation, path), value))
    return rel_schema_ref (schema);
  if (!check_value (schema, relation, rel_member_find (path), value, error))
    return NULL;

  next = rel_relation_with_member (relation, path, value);
  return rel_edit_put_relation (schema, nth, next);
}
