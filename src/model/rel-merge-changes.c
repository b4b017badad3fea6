/* rel-merge-changes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes that were made on another schema than the one in which they are to be made: what
 * they began with is found from what they say of it, and merged.
 */

#include "config.h"

#include "rel-basis.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-merge.h"
#include "rel-plan.h"

/* The schema without what a change creates. Relations that name it have changes of their own, or
 * named it before it was there. */
static RelSchema *
without_created (RelChange *change, RelSchema *schema)
{
  const char *name = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  RelCollection *old = rel_schema_find_collection (schema, name);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
  g_autoptr (RelCollection) collection = NULL;

  if (rel_change_get_object (change) == REL_OBJECT_RELATION)
    return rel_edit_drop_relation (schema, name, field, rel_change_get_nth (change));
  if (rel_change_get_object (change) == REL_OBJECT_FIELD)
    return rel_edit_drop_field (schema, name, field);
  if (old == NULL || rel_collection_get_n_relations (old) == 0)
    return rel_schema_without_collection (schema, name);

  for (guint i = 0; i < rel_collection_get_n_relations (old); i++)
    g_ptr_array_add (relations, rel_relation_ref (rel_collection_get_relation (old, i)));
  collection = rel_collection_new (name, NULL, fields, relations);
  return rel_schema_with_collection (schema, collection);
}

/* The schema with what was there before a change, whatever is there now. */
static RelSchema *
undo (RelChange *change, RelSchema *schema)
{
  g_autoptr (RelChange) back = NULL;
  RelSchema *undone;

  if (rel_change_get_action (change) == REL_CHANGE_CREATE)
    return without_created (change, schema);
  back = rel_change_new (rel_change_get_object (change), rel_change_get_nth (change),
                         rel_change_find_current (change, schema), rel_change_get_before (change));
  undone = rel_change_apply (back, schema, NULL);
  return undone != NULL ? undone : rel_schema_ref (schema);
}

/**
 * rel_merge_find_base:
 * @changes: (element-type RelChange): changes that were made on another schema
 * @theirs: what the server has now
 *
 * Finds out what changes began with, from what they say of it; of all else, from @theirs.
 *
 * Returns: (transfer full): a schema on which [func@plan_apply] makes @changes
 */
RelSchema *
rel_merge_find_base (GPtrArray *changes, RelSchema *theirs)
{
  RelSchema *base = rel_schema_ref (theirs);

  /* The last one first: what came later may stand on what came before. */
  for (guint i = changes->len; i-- > 0;)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      g_autoptr (RelSchema) undone = undo (change, base);
      RelSchema *next = rel_basis_put (change, undone);

      rel_schema_unref (base);
      base = next;
    }
  return base;
}

/**
 * rel_merge_changes:
 * @changes: (element-type RelChange): changes that were made on another schema
 * @schema: a schema
 * @conflicts: (out) (optional) (transfer full) (element-type RelConflict): where the schema has
 *   neither what was before the changes nor what they lead to
 *
 * Makes changes in a schema that may have moved on since. What clashes is as the changes want
 * it.
 *
 * Returns: (transfer full): the schema with the changes
 */
RelSchema *
rel_merge_changes (GPtrArray *changes, RelSchema *schema, GPtrArray **conflicts)
{
  g_autoptr (RelSchema) base = rel_merge_find_base (changes, schema);
  g_autoptr (RelSchema) wanted = rel_plan_apply (changes, base, NULL);

  if (wanted != NULL)
    return rel_merge (base, wanted, schema, NULL, conflicts);
  if (conflicts != NULL)
    *conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_conflict_unref);
  return rel_schema_ref (schema);
}

/**
 * rel_merge_plan:
 * @changes: (element-type RelChange): a plan, made on a schema that may have moved on since
 * @theirs: what the server has now
 * @error: (out) (optional): where to put a failure
 *
 * Makes the changes of a plan, if what they change is still as it was then or is as wanted
 * already.
 *
 * Errors: `REL_ERROR_CONFLICT`, with what has moved, by name and values; those of
 * [func@plan_apply].
 *
 * Returns: (transfer full) (nullable): @theirs with the changes, or %NULL on error
 */
RelSchema *
rel_merge_plan (GPtrArray *changes, RelSchema *theirs, GError **error)
{
  g_autoptr (RelSchema) base = rel_merge_find_base (changes, theirs);
  g_autoptr (RelSchema) planned = rel_plan_apply (changes, base, error);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (GString) text = NULL;

  if (planned == NULL)
    return NULL;
  draft = rel_merge (base, planned, theirs, NULL, &conflicts);
  if (conflicts->len == 0)
    return g_steal_pointer (&draft);

  text = g_string_new (NULL);
  for (guint i = 0; i < conflicts->len; i++)
    {
      g_autofree char *line = rel_conflict_dup_line (g_ptr_array_index (conflicts, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  g_set_error_literal (error, REL_ERROR, REL_ERROR_CONFLICT, text->str);
  return NULL;
}
