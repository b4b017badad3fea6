/* rel-deletion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Relations that are deleted, with all that would be left without a meaning: lists of what
 * points there no more, and names of fields that are gone. The Data Studio leaves them.
 */

#include "config.h"

#include "rel-deletion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-alias.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-mention.h"

/* The list at the one side goes: it would show nothing. */
static void
drop_list (RelSchema **schema, RelRelation *relation)
{
  RelField *list = rel_alias_find (*schema, relation);

  if (list != NULL && !rel_alias_is_shared (*schema, list))
    rel_edit_take (schema, rel_edit_drop_field (*schema, rel_field_get_collection (list), rel_field_get_name (list)));
}

/**
 * rel_deletion_drop:
 * @schema: a schema
 * @relation: one of its relations, whether its field exists or not
 * @what: what goes with it
 *
 * Takes a relation away, with the list at its other side and with what names it.
 *
 * Returns: (transfer full): the next schema
 */
RelSchema *
rel_deletion_drop (RelSchema *schema, RelRelation *relation, RelDeletion what)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  gboolean stays = (what & REL_DELETION_COLUMN) == 0 && rel_schema_has_field (schema, collection, field);
  guint nth = rel_collection_get_nth (rel_schema_find_collection (schema, collection), relation);
  RelSchema *next = stays ? rel_mention_drop_half (schema, collection, field)
                          : rel_mention_drop_column (schema, collection, field);

  if ((what & REL_DELETION_KEEP_LIST) == 0)
    drop_list (&next, relation);
  if ((what & REL_DELETION_COLUMN) != 0)
    rel_edit_take (&next, rel_edit_delete_field (next, collection, field));
  else
    rel_edit_take (&next, rel_edit_drop_relation (next, collection, field, nth));
  return next;
}

static gboolean
delete_junction (RelSchema **schema, const char *junction, GError **error)
{
  GPtrArray *incoming = rel_schema_get_incoming (*schema, junction);
  RelCollection *collection = rel_schema_find_collection (*schema, junction);

  if (incoming != NULL && incoming->len > 0)
    {
      RelRelation *first = g_ptr_array_index (incoming, 0);

      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s.%s points at %s, so it cannot be deleted with this"),
                   rel_relation_get_collection (first), rel_relation_get_field (first), junction);
      return FALSE;
    }
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    drop_list (schema, rel_collection_get_relation (collection, i));
  rel_edit_take (schema, rel_schema_without_collection (*schema, junction));
  return TRUE;
}

static gboolean
take_or_fail (RelSchema **schema, RelSchema *next)
{
  if (next == NULL)
    return FALSE;
  rel_edit_take (schema, next);
  return TRUE;
}

/* The column of a relation: more than one may stand on it. */
static gboolean
delete_column (RelSchema **schema, RelRelation *relation, RelDeletion what, GError **error)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);

  if ((what & REL_DELETION_COLUMN) != 0 && rel_schema_find_field (*schema, collection, field) != NULL)
    return take_or_fail (schema, rel_deletion_apply_to_field (*schema, collection, field, error));
  rel_edit_take (schema, rel_deletion_drop (*schema, relation, what & ~REL_DELETION_COLUMN));
  return TRUE;
}

/* A list at the one side: what it shows may stay. */
static gboolean
delete_list (RelSchema **schema, RelRelation *first, gboolean has_junction, RelDeletion what, GError **error)
{
  const char *related = rel_relation_get_related_collection (first);
  const char *one_field = rel_relation_get_one_field (first);

  if (has_junction && (what & REL_DELETION_JUNCTION) != 0)
    return delete_junction (schema, rel_relation_get_collection (first), error);
  if (!has_junction && (what & REL_DELETION_COLUMN) != 0)
    return delete_column (schema, first, what, error);
  return take_or_fail (schema, rel_deletion_apply_to_field (*schema, related, one_field, error));
}

static gboolean
run (RelSchema **schema, const char *collection, const char *field, RelDeletion what, GError **error)
{
  RelRelation *first = NULL;
  RelRelation *second = NULL;

  /* A field with several relations is of no kind. */
  if (rel_kind_of_field (*schema, collection, field, &first, &second) == REL_KIND_NONE)
    first = rel_schema_find_relation (*schema, collection, field, 0);
  if (first == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("%s.%s is no relation"), collection, field);
      return FALSE;
    }
  if (rel_relation_is_system (first))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY,
                           _ ("This relation is one of Directus’ own, which it does not let be changed"));
      return FALSE;
    }

  if (strcmp (rel_relation_get_collection (first), collection) == 0 &&
      strcmp (rel_relation_get_field (first), field) == 0)
    return delete_column (schema, first, what, error);
  return delete_list (schema, first, second != NULL, what, error);
}

/**
 * rel_deletion_apply:
 * @schema: a schema
 * @collection: a collection
 * @field: a field of it that is a relation: a column, or a list at the other side
 * @what: what goes with it
 * @error: (out) (optional): where to put a failure
 *
 * Deletes a relation. Of a column, the list at its other side goes too, for it could show
 * nothing any more. Of a list, the column that it shows stays, unless @what says otherwise.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if the field is no relation; `REL_ERROR_READ_ONLY` if it is
 * Directus' own; `REL_ERROR_INVALID` if something else points at the junction.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_deletion_apply (RelSchema *schema, const char *collection, const char *field, RelDeletion what, GError **error)
{
  RelSchema *next = rel_schema_ref (schema);

  if (run (&next, collection, field, what, error))
    return next;
  rel_schema_unref (next);
  return NULL;
}
