/* rel-deletion-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields and collections that are deleted, with what Directus deletes with them and with what
 * would be left without a meaning.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-alias.h"
#include "rel-deletion.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-mention.h"

/* The relation of many to any that keeps in the field at which collection it points. */
static RelRelation *
find_dependent (RelCollection *collection, const char *field)
{
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);

      if (rel_relation_is_any (relation) && g_strcmp0 (rel_relation_get_one_collection_field (relation), field) == 0)
        return relation;
    }
  return NULL;
}

static gboolean
check_field (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelCollection *found = rel_schema_find_collection (schema, collection);
  RelField *record = rel_edit_find_field (schema, collection, field, error);
  RelRelation *dependent = found != NULL ? find_dependent (found, field) : NULL;

  if (record == NULL)
    return FALSE;
  if (rel_field_is_primary_key (record))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                 _ ("%s.%s is the primary key: it can only be deleted with the collection"), collection, field);
  else if (dependent != NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                 _ ("%s.%s keeps to which collection %s.%s points. Delete that relation first"), collection, field,
                 collection, rel_relation_get_field (dependent));
  else
    return TRUE;
  return FALSE;
}

/**
 * rel_deletion_apply_to_field:
 * @schema: a schema
 * @collection: a collection
 * @field: a field of it
 * @error: (out) (optional): where to put a failure
 *
 * Deletes a field, with what is in its column. Relations that it is the column of go with
 * it, with their lists at the other side; of a list, the column that it shows stays.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a field; `REL_ERROR_READ_ONLY` if it is Directus'
 * own; `REL_ERROR_INVALID` if it is a primary key, or another relation cannot be without it.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_deletion_apply_to_field (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelRelation *relation;
  RelSchema *next;

  if (!check_field (schema, collection, field, error))
    return NULL;

  next = rel_mention_drop_column (schema, collection, field);
  while ((relation = rel_schema_find_relation (next, collection, field, 0)) != NULL)
    rel_edit_take (&next, rel_deletion_drop (next, relation, REL_DELETION_LINK));
  if (rel_field_is_alias (rel_schema_find_field (next, collection, field)))
    rel_edit_take (&next, rel_mention_drop_list (next, collection, field));
  rel_edit_take (&next, rel_edit_drop_field (next, collection, field));
  return next;
}

/* A relation of another collection that points at one alone. */
static RelRelation *
find_pointing (RelSchema *schema, const char *name)
{
  GPtrArray *incoming = rel_schema_get_incoming (schema, name);

  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (incoming, i);

      if (strcmp (rel_relation_get_collection (relation), name) != 0 && !rel_relation_is_any (relation) &&
          !rel_relation_is_system (relation))
        return relation;
    }
  return NULL;
}

/* Directus deletes the columns that point at the collection. A row without a key it leaves,
 * and its column. */
static void
drop_pointing (RelSchema **schema, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  gboolean goes = rel_relation_has_foreign_key (relation);

  rel_edit_take (schema, rel_deletion_drop (*schema, relation,
                                            REL_DELETION_KEEP_LIST | (goes ? REL_DELETION_COLUMN : REL_DELETION_LINK)));
  if (goes)
    rel_edit_take (schema, rel_mention_drop_column (*schema, collection, field));
}

/* The lists at the other sides show items of the collection. */
static void
drop_lists (RelSchema **schema, RelCollection *collection)
{
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelField *list = rel_alias_find (*schema, rel_collection_get_relation (collection, i));

      if (list != NULL && strcmp (rel_field_get_collection (list), rel_collection_get_name (collection)) != 0 &&
          !rel_alias_is_shared (*schema, list))
        rel_edit_take (schema,
                       rel_edit_drop_field (*schema, rel_field_get_collection (list), rel_field_get_name (list)));
    }
}

/* Junctions that link items of the collection with others. */
static gboolean
delete_junctions (RelSchema **schema, const char *name, GError **error)
{
  g_autoptr (GPtrArray) junctions = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *incoming = rel_schema_get_incoming (*schema, name);

  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *half = g_ptr_array_index (incoming, i);
      const char *junction = rel_relation_get_collection (half);

      if (rel_kind_find_other_half (*schema, half) != NULL && !rel_relation_is_any (half) &&
          strcmp (junction, name) != 0 && !g_ptr_array_find_with_equal_func (junctions, junction, g_str_equal, NULL))
        g_ptr_array_add (junctions, g_strdup (junction));
    }
  for (guint i = 0; i < junctions->len; i++)
    {
      RelSchema *next =
        rel_deletion_apply_to_collection (*schema, g_ptr_array_index (junctions, i), REL_DELETION_LINK, error);

      if (next == NULL)
        return FALSE;
      rel_edit_take (schema, next);
    }
  return TRUE;
}

/**
 * rel_deletion_apply_to_collection:
 * @schema: a schema
 * @name: a collection or a folder
 * @what: %REL_DELETION_JUNCTION to delete the junctions too that link its items
 * @error: (out) (optional): where to put a failure
 *
 * Deletes a collection with its items, and, as Directus does, the columns of others that
 * point at it and the lists of its items. What is in a folder stays.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a collection; `REL_ERROR_READ_ONLY` if it is
 * Directus' own.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_deletion_apply_to_collection (RelSchema *schema, const char *name, RelDeletion what, GError **error)
{
  g_autoptr (RelSchema) next = NULL;
  RelRelation *relation;

  if (!rel_edit_check_collection (schema, name, error))
    return NULL;

  next = rel_schema_ref (schema);
  if ((what & REL_DELETION_JUNCTION) != 0 && !delete_junctions (&next, name, error))
    return NULL;
  while ((relation = find_pointing (next, name)) != NULL)
    drop_pointing (&next, relation);
  drop_lists (&next, rel_schema_find_collection (schema, name));
  rel_edit_take (&next, rel_mention_drop_collection (next, name));
  return rel_schema_without_collection (next, name);
}
