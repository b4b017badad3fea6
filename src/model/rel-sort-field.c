/* rel-sort-field.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column that keeps the order of the items of a list.
 */

#include "config.h"

#include "rel-sort-field.h"

#include <glib/gi18n-lib.h>

#include "rel-edit.h"
#include "rel-error.h"
#include "rel-naming.h"
#include "rel-new-object.h"

/**
 * rel_sort_field_new:
 * @collection: a collection
 * @name: a name
 *
 * Returns: (transfer full): a column for the order, as Directus' own assistant makes it
 */
RelField *
rel_sort_field_new (const char *collection, const char *name)
{
  return rel_new_field (collection, name, "integer", "{}", "{\"hidden\":true}");
}

/**
 * rel_sort_field_add:
 * @schema: a schema
 * @collection: the collection of a relation
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @name: what the column is to be called
 * @error: (out) (optional): where to put a failure
 *
 * Makes a column, and lets the list of a relation keep its order in it. To use a column that
 * is there, set `meta.sort_field`.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_READ_ONLY` if its row may
 * not be set; `REL_ERROR_INVALID` if the name cannot be used.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_sort_field_add (RelSchema *schema,
                    const char *collection,
                    const char *field,
                    guint nth,
                    const char *name,
                    GError **error)
{
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);
  g_autoptr (RelField) column = NULL;
  g_autoptr (RelSchema) with_column = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (relation == NULL || !rel_edit_check_settable (schema, relation, "meta.sort_field", error) ||
      !rel_naming_check (name, error))
    return NULL;
  if (rel_schema_find_field (schema, collection, name) != NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s already has a field “%s”"), collection, name);
      return NULL;
    }
  column = rel_sort_field_new (collection, name);
  with_column = rel_edit_put_field (schema, column);
  value = rel_json_new_string (name);
  return rel_edit_set_member (with_column, collection, field, nth, "meta.sort_field", value, error);
}
