/* rel-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of changes as a file that can be applied later or elsewhere.
 */

#include "config.h"

#include "rel-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

#define PLAN_FORMAT  "relations-plan"
#define PLAN_VERSION 1

/**
 * rel_plan_to_json:
 * @changes: (element-type RelChange): changes
 *
 * Returns: (transfer full): them as one object, which [func@plan_read] reads
 */
JsonNode *
rel_plan_to_json (GPtrArray *changes)
{
  JsonObject *members = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < changes->len; i++)
    json_array_add_element (array, rel_change_to_json (g_ptr_array_index (changes, i)));
  json_object_set_string_member (members, "format", PLAN_FORMAT);
  json_object_set_int_member (members, "version", PLAN_VERSION);
  json_object_set_array_member (members, "changes", array);
  json_node_take_object (node, members);
  return node;
}

/**
 * rel_plan_dup_text:
 * @changes: (element-type RelChange): changes in their order
 *
 * Returns: (transfer full): the plan of [func@plan_to_json] as text without spaces
 */
char *
rel_plan_dup_text (GPtrArray *changes)
{
  g_autoptr (JsonNode) plan = rel_plan_to_json (changes);

  return rel_json_dup_text (plan, FALSE);
}

/**
 * rel_plan_read:
 * @json: a plan
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if it is no plan, or one of a later version.
 *
 * Returns: (transfer full) (nullable) (element-type RelChange): its changes, or %NULL on error
 */
GPtrArray *
rel_plan_read (JsonNode *json, GError **error)
{
  JsonObject *members = JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  JsonNode *version = rel_json_get (members, "version");
  JsonArray *array = rel_json_get_array (members, "changes");
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  if (g_strcmp0 (rel_json_get_string (members, "format"), PLAN_FORMAT) != 0 || array == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("This is not a plan of Relations"));
      return NULL;
    }
  if (version == NULL || json_node_get_value_type (version) != G_TYPE_INT64 ||
      json_node_get_int (version) != PLAN_VERSION)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("This plan is of another version of Relations"));
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RelChange *change = rel_change_new_from_json (json_array_get_element (array, i), error);

      if (change == NULL)
        {
          g_prefix_error (error, "changes[%u]: ", i);
          return NULL;
        }
      g_ptr_array_add (changes, change);
    }
  return g_steal_pointer (&changes);
}

/**
 * rel_plan_apply:
 * @changes: (element-type RelChange): changes
 * @schema: a schema
 * @error: (out) (optional): where to put a failure
 *
 * Makes all the changes in a schema, or none.
 *
 * Errors: those of [method@Change.apply].
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_plan_apply (GPtrArray *changes, RelSchema *schema, GError **error)
{
  g_autoptr (RelSchema) result = rel_schema_ref (schema);

  for (guint i = 0; i < changes->len; i++)
    {
      RelSchema *next = rel_change_apply (g_ptr_array_index (changes, i), result, error);

      if (next == NULL)
        return NULL;
      rel_schema_unref (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

/* A schema of one collection, or of none: a change is made in its own collection alone. */
static RelSchema *
make_part (RelSchema *schema, const char *name)
{
  RelCollection *collection = rel_schema_find_collection (schema, name);
  GPtrArray *collections = g_ptr_array_new ();

  if (collection != NULL)
    g_ptr_array_add (collections, rel_collection_ref (collection));
  return rel_schema_new (collections);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The schema with the parts in the places of their collections. */
static RelSchema *
put_parts (RelSchema *schema, GHashTable *parts)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) collections = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      name = g_ptr_array_index (names, i);
      g_ptr_array_add (collections, rel_schema_find_collection (g_hash_table_lookup (parts, name), name));
    }
  return rel_schema_with_collections (schema, names, collections);
}

/**
 * rel_plan_apply_possible:
 * @changes: (element-type RelChange): changes
 * @schema: a schema
 * @made: (nullable) (element-type RelChange): gets those that were made
 *
 * Makes those changes in a schema that can be made in it. However many there are, the schema is
 * copied once.
 *
 * Returns: (transfer full): the next schema; @schema if none can
 */
RelSchema *
rel_plan_apply_possible (GPtrArray *changes, RelSchema *schema, GPtrArray *made)
{
  g_autoptr (GHashTable) parts =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rel_schema_unref);
  gboolean is_made = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      const char *name = rel_change_get_collection (change);
      RelSchema *part = g_hash_table_lookup (parts, name);
      RelSchema *next;

      if (part == NULL)
        {
          part = make_part (schema, name);
          g_hash_table_insert (parts, (gpointer) name, part);
        }
      next = rel_change_apply (change, part, NULL);
      if (next == NULL)
        continue;
      g_hash_table_insert (parts, (gpointer) name, next);
      is_made = TRUE;
      if (made != NULL)
        g_ptr_array_add (made, change);
    }
  return is_made ? put_parts (schema, parts) : rel_schema_ref (schema);
}
