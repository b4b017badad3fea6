/* rel-bulk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One edit of many relations: of all of them, or of none.
 */

#include "config.h"

#include "rel-bulk.h"

#include <glib/gi18n-lib.h>

#include "rel-edit.h"
#include "rel-error.h"

/* All that refuse, a line each, so that nobody has to try again and again. */
static GError *
new_refusal (GPtrArray *refusals, guint n_relations)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text,
                   g_dngettext (GETTEXT_PACKAGE, "Nothing was changed: %u of %u relations cannot be changed so",
                                "Nothing was changed: %u of %u relations cannot be changed so", refusals->len),
                   refusals->len, n_relations);
  for (guint i = refusals->len; i-- > 0;)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (refusals, i));
  return g_error_new_literal (REL_ERROR, REL_ERROR_INVALID, text->str);
}

/**
 * rel_bulk_apply:
 * @schema: a schema
 * @relations: (element-type RelRelation): relations of it
 * @edit: what is to be done with each
 * @user_data: for @edit
 * @error: (out) (optional): where to put a failure
 *
 * Makes an edit of many relations. One that is gone when its turn comes, because the edit of
 * another took it along, is left out.
 *
 * Errors: that of the edit if there is one relation; else `REL_ERROR_INVALID`, with all
 * relations that refuse and why.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_bulk_apply (RelSchema *schema, GPtrArray *relations, RelBulkFunc edit, gpointer user_data, GError **error)
{
  g_autoptr (RelSchema) next = rel_schema_ref (schema);
  g_autoptr (GPtrArray) refusals = g_ptr_array_new_with_free_func (g_free);

  /* The last one first: of relations with the same names, the others keep their numbers. */
  for (guint i = relations->len; i-- > 0;)
    {
      RelRelation *relation = g_ptr_array_index (relations, i);
      const char *collection = rel_relation_get_collection (relation);
      const char *field = rel_relation_get_field (relation);
      guint nth = rel_collection_get_nth (rel_schema_find_collection (schema, collection), relation);
      g_autoptr (GError) local_error = NULL;
      RelSchema *edited;

      if (rel_schema_find_relation (next, collection, field, nth) == NULL)
        continue;
      edited = edit (next, collection, field, nth, user_data, &local_error);
      if (edited != NULL)
        rel_edit_take (&next, edited);
      else if (relations->len > 1)
        g_ptr_array_add (refusals, g_strdup_printf ("%s.%s: %s", collection, field, local_error->message));
      else
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  if (refusals->len == 0)
    return g_steal_pointer (&next);
  g_propagate_error (error, new_refusal (refusals, relations->len));
  return NULL;
}
