/* rel-naming.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for what comes with a relation, by the rules of the Data Studio (its
 * generate-junction-name and field-detail alterations, 11.3.5).
 */

#include "config.h"

#include "rel-naming.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

/**
 * rel_naming_dup_junction:
 * @schema: a schema
 * @collection: the collection that the relation begins at
 * @other: the collection at the other end, or what else tells the junction from others:
 *   `files`, `translations`, the name of the field
 *
 * Returns: (transfer full): a name for a junction that no collection has yet
 */
char *
rel_naming_dup_junction (RelSchema *schema, const char *collection, const char *other)
{
  g_autofree char *plain =
    g_strconcat (rel_is_system_name (collection) ? "junction_" : "", collection, "_", other, NULL);

  for (guint i = 0;; i++)
    {
      char *name = i == 0 ? g_strdup (plain) : g_strdup_printf ("%s_%u", plain, i);

      if (!rel_schema_has_collection (schema, name))
        return name;
      g_free (name);
    }
}

/**
 * rel_naming_dup_column:
 * @schema: a schema
 * @collection: the collection that a column points at
 *
 * Returns: (transfer full): the name of the column: `articles_id`
 */
char *
rel_naming_dup_column (RelSchema *schema, const char *collection)
{
  RelCollection *to = rel_schema_find_collection (schema, collection);
  RelField *primary = to != NULL ? rel_collection_find_primary_key (to) : NULL;

  return g_strconcat (collection, "_", primary != NULL ? rel_field_get_name (primary) : "id", NULL);
}

/**
 * rel_naming_dup_free_field:
 * @schema: a schema
 * @collection: a collection
 * @wanted: a name
 *
 * Returns: (transfer full): @wanted, with a number if the collection has such a field already
 */
char *
rel_naming_dup_free_field (RelSchema *schema, const char *collection, const char *wanted)
{
  for (guint i = 1;; i++)
    {
      char *name = i == 1 ? g_strdup (wanted) : g_strdup_printf ("%s_%u", wanted, i);

      if (!rel_schema_has_field (schema, collection, name))
        return name;
      g_free (name);
    }
}

/**
 * rel_naming_check:
 * @name: a name for a collection or a field
 * @error: (out) (optional): where to put a failure
 *
 * Checks a name for something new. Directus takes nearly any, but a slash cannot be asked
 * for in a path.
 *
 * Errors: `REL_ERROR_INVALID`.
 *
 * Returns: whether it can be used
 */
gboolean
rel_naming_check (const char *name, GError **error)
{
  if (name == NULL || *name == '\0')
    g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("A name is missing"));
  else if (strchr (name, '/') != NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” cannot be a name: it has a slash"), name);
  else if (g_ascii_isspace (*name) || g_ascii_isspace (name[strlen (name) - 1]))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” begins or ends with a space"), name);
  else
    return TRUE;
  return FALSE;
}
