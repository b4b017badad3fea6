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

#include "rel-edit.h"
#include "rel-error.h"

static void
take_schema (RelSchema **schema, RelSchema *next)
{
  rel_schema_unref (*schema);
  *schema = next;
}

static void
clear_member (RelSchema **schema, RelRelation *relation, const char *path)
{
  RelCollection *collection = rel_schema_find_collection (*schema, rel_relation_get_collection (relation));
  g_autoptr (JsonNode) null = rel_json_new_string (NULL);
  g_autoptr (RelRelation) next = NULL;
  guint nth = rel_collection_get_nth (collection, relation);

  if (!rel_relation_has_meta (relation))
    return;
  next = rel_relation_with_member (relation, path, null);
  take_schema (schema, rel_edit_put_relation (*schema, nth, next));
}

/* The list at the one side goes: it would show nothing. */
static void
drop_list (RelSchema **schema, RelRelation *relation)
{
  const char *one_collection = rel_relation_get_related_collection (relation);
  const char *one_field = rel_relation_get_one_field (relation);
  RelField *field =
    one_collection != NULL && one_field != NULL ? rel_schema_find_field (*schema, one_collection, one_field) : NULL;

  if (field != NULL && rel_field_is_alias (field))
    take_schema (schema, rel_edit_drop_field (*schema, one_collection, one_field));
}

/* The other half of a junction names the field that goes. */
static void
forget_half (RelSchema **schema, RelRelation *half)
{
  RelRelation *other = rel_kind_find_other_half (*schema, half);

  if (other != NULL)
    clear_member (schema, other, "meta.junction_field");
}

static void
delete_from_column (RelSchema **schema, RelRelation *relation, RelDeletion what)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  RelCollection *many = rel_schema_find_collection (*schema, collection);
  guint nth = rel_collection_get_nth (many, relation);

  forget_half (schema, relation);
  drop_list (schema, relation);
  if ((what & REL_DELETION_COLUMN) != 0)
    take_schema (schema, rel_edit_delete_field (*schema, collection, field));
  else
    take_schema (schema, rel_edit_drop_relation (*schema, collection, field, nth));
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
  take_schema (schema, rel_schema_without_collection (*schema, junction));
  return TRUE;
}

/* A list at the one side: what it shows may stay. */
static gboolean
delete_list (RelSchema **schema, RelRelation *first, gboolean has_junction, RelDeletion what, GError **error)
{
  const char *collection = rel_relation_get_collection (first);
  const char *related = rel_relation_get_related_collection (first);
  const char *one_field = rel_relation_get_one_field (first);

  if (has_junction && (what & REL_DELETION_JUNCTION) != 0)
    return delete_junction (schema, collection, error);
  if (!has_junction && (what & REL_DELETION_COLUMN) != 0)
    {
      delete_from_column (schema, first, what);
      return TRUE;
    }
  take_schema (schema, rel_edit_drop_field (*schema, related, one_field));
  clear_member (schema, first, "meta.one_field");
  return TRUE;
}

static gboolean
run (RelSchema **schema, const char *collection, const char *field, RelDeletion what, GError **error)
{
  RelRelation *first = NULL;
  RelRelation *second = NULL;
  RelKind kind = rel_kind_of_field (*schema, collection, field, &first, &second);

  if (kind == REL_KIND_NONE || kind == REL_KIND_BROKEN)
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
    {
      delete_from_column (schema, first, what);
      return TRUE;
    }
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
