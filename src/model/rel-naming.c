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

/* PostgreSQL cuts longer names off without an error, so that the name that was asked for is not
 * there then. MySQL keeps 64 characters, as do the tables that Directus itself has. */
#define MAX_BYTES 63

/**
 * rel_naming_dup_joined:
 * @begin: how a name begins
 * @end: how it ends
 *
 * Returns: (transfer full): both, with as much of @begin left out as is too long
 */
char *
rel_naming_dup_joined (const char *begin, const char *end)
{
  gsize length = strlen (end) < MAX_BYTES ? MIN (strlen (begin), MAX_BYTES - strlen (end)) : 0;
  g_autofree char *kept = NULL;

  /* No letter is cut in two. */
  while (length > 0 && ((guchar) begin[length] & 0xc0) == 0x80)
    length--;
  kept = g_strndup (begin, length);
  return g_strconcat (kept, end, NULL);
}

static char *
dup_numbered (const char *name, guint number)
{
  g_autofree char *end = g_strdup_printf ("_%u", number);

  return rel_naming_dup_joined (name, number > 0 ? end : "");
}

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
      char *name = dup_numbered (plain, i);

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
  g_autofree char *end = g_strconcat ("_", primary != NULL ? rel_field_get_name (primary) : "id", NULL);

  return rel_naming_dup_joined (collection, end);
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
      char *name = dup_numbered (wanted, i == 1 ? 0 : i);

      /* Of what a file does not describe, every field may exist. */
      if (rel_schema_find_field (schema, collection, name) == NULL)
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
 * for in a path, a dot stands between two fields in a query, a table with a space in its name
 * does not exist for Directus, and databases keep so many letters only.
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
  else if (strchr (name, '.') != NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” cannot be a name: it has a dot"), name);
  else if (strpbrk (name, " \t\n\v\f\r") != NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” cannot be a name: it has a space"), name);
  else if (strlen (name) > MAX_BYTES)
    /* Translators: a name, how many bytes it has, and how many it may have. */
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is too long: %u bytes, where databases keep %u"), name,
                 (guint) strlen (name), MAX_BYTES);
  else
    return TRUE;
  return FALSE;
}
