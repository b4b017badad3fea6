/* rel-retarget.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Relations that point at another collection than before. Directus ignores a new target, so
 * the relation is deleted and created.
 */

#include "config.h"

#include "rel-retarget.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-alias.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-naming.h"
#include "rel-new-object.h"
#include "rel-repair.h"

static gboolean
check (RelSchema *schema, RelRelation *relation, const char *related, GError **error)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);

  if (!rel_edit_check_settable (schema, relation, "meta.one_field", error))
    return FALSE;
  if (rel_relation_is_any (relation))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("%s.%s points at any of several collections: set meta.one_allowed_collections"), collection,
                   field);
      return FALSE;
    }
  if (rel_schema_find_relation (schema, collection, field, 1) != NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("%s.%s has several relations. Delete all but one of them first"), collection, field);
      return FALSE;
    }
  return rel_edit_check_end (schema, related, error);
}

/* Whether a column can keep its type; numbers of any size may refer to one another. */
static gboolean
is_same_type (RelField *a, RelField *b)
{
  static const char *const numbers[] = { "integer", "bigInteger", NULL };
  const char *a_type = rel_field_get_data_type (a);
  const char *b_type = rel_field_get_data_type (b);

  return g_strcmp0 (a_type, b_type) == 0 ||
         (a_type != NULL && b_type != NULL && g_strv_contains (numbers, a_type) && g_strv_contains (numbers, b_type));
}

/* A column for keys of the new target, with the settings of the one before. */
static void
fit_column (RelSchema **schema, const char *collection, const char *field, const char *related)
{
  RelField *old = rel_schema_find_field (*schema, collection, field);
  g_autoptr (RelField) new = rel_new_column (*schema, collection, field, related, "{}");
  g_autoptr (JsonNode) meta = NULL;
  g_autoptr (RelField) next = NULL;

  if (old == NULL || is_same_type (old, new))
    return;
  meta = rel_json_is_null (rel_field_get_member (old, "meta"))
           ? rel_json_new_string (NULL)
           : rel_json_with (rel_field_get_member (old, "meta"), "id", NULL);
  next = rel_field_with_member (new, "meta", meta);
  rel_edit_take (schema, rel_edit_put_field (*schema, next));
}

/* The list at the other side goes along, unless another relation names it too. */
static const char *
move_list (RelSchema **schema, RelRelation *relation, const char *related, char **name)
{
  RelField *list = rel_alias_find (*schema, relation);
  g_autoptr (RelField) moved = NULL;

  if (list == NULL)
    return NULL;
  *name = rel_naming_dup_free_field (*schema, related, rel_field_get_name (list));
  moved = rel_alias_new_like (list, related, *name);
  if (!rel_alias_is_shared (*schema, list))
    rel_edit_take (schema, rel_edit_drop_field (*schema, rel_field_get_collection (list), rel_field_get_name (list)));
  rel_edit_take (schema, rel_edit_put_field (*schema, moved));
  return *name;
}

/* A relation to files has another flag than one to items, and another interface. */
static void
match_field (RelSchema **schema, RelField *field)
{
  const char *collection = rel_field_get_collection (field);
  const char *name = rel_field_get_name (field);
  RelSchema *matched = rel_repair_match_special (*schema, collection, name, NULL);
  RelKind kind = matched != NULL ? rel_kind_of_field (matched, collection, name, NULL, NULL) : REL_KIND_NONE;
  g_autoptr (JsonNode) interface = rel_json_new_string (rel_kind_get_interface (kind));
  g_autoptr (RelField) next = NULL;

  if (matched == NULL || matched == *schema)
    {
      g_clear_pointer (&matched, rel_schema_unref);
      return;
    }
  next = rel_field_with_member (rel_schema_find_field (matched, collection, name), "meta.interface", interface);
  rel_edit_take (schema, matched);
  rel_edit_take (schema, rel_edit_put_field (*schema, next));
}

/* The column, unless it is hidden in a junction, and the list through a junction. */
static void
match_fields (RelSchema **schema, RelRelation *relation)
{
  RelRelation *other = rel_kind_find_other_half (*schema, relation);
  RelField *list = other != NULL ? rel_alias_find (*schema, other) : NULL;
  RelField *column =
    rel_schema_find_field (*schema, rel_relation_get_collection (relation), rel_relation_get_field (relation));

  if (list != NULL)
    match_field (schema, list);
  if (column != NULL && (rel_field_has_special (column, "m2o") || rel_field_has_special (column, "file")))
    match_field (schema, column);
}

/**
 * rel_retarget_apply:
 * @schema: a schema
 * @collection: the collection of a relation that points at one collection
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @related: the collection to point at
 * @error: (out) (optional): where to put a failure
 *
 * Points a relation at another collection. Its settings and actions stay; the list at the
 * other side moves there. The values of the column stay too if the keys of both collections
 * have one type, and are taken for keys of the new one then; else the column is made anew,
 * empty.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_READ_ONLY` if it may not
 * be changed; `REL_ERROR_INVALID` if @related cannot be pointed at.
 *
 * Returns: (transfer full) (nullable): the next schema; @schema if it points there; %NULL on
 *   error
 */
RelSchema *
rel_retarget_apply (RelSchema *schema,
                    const char *collection,
                    const char *field,
                    guint nth,
                    const char *related,
                    GError **error)
{
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);
  g_autofree char *name = NULL;
  g_autoptr (JsonNode) list = NULL;
  g_autoptr (RelRelation) aimed = NULL;
  g_autoptr (RelRelation) named = NULL;
  RelSchema *next;

  if (relation == NULL || !check (schema, relation, related, error))
    return NULL;
  if (g_strcmp0 (rel_relation_get_related_collection (relation), related) == 0)
    return rel_schema_ref (schema);

  next = rel_schema_ref (schema);
  list = rel_json_new_string (move_list (&next, relation, related, &name));
  fit_column (&next, collection, field, related);
  aimed = rel_new_relation_to (next, relation, related);
  named = rel_relation_with_member (aimed, "meta.one_field", list);
  rel_edit_take (&next, rel_edit_put_relation (next, nth, named));
  match_fields (&next, named);
  return next;
}
