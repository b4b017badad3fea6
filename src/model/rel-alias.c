/* rel-alias.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list at the other side of a relation: an alias field of the collection that is pointed
 * at, which the row of the relation names.
 */

#include "config.h"

#include "rel-alias.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-edit.h"
#include "rel-error.h"
#include "rel-naming.h"
#include "rel-new-object.h"

/**
 * rel_alias_find:
 * @schema: a schema
 * @relation: one of its relations
 *
 * Returns: (transfer none) (nullable): the list at its other side, if there is one
 */
RelField *
rel_alias_find (RelSchema *schema, RelRelation *relation)
{
  const char *related = rel_relation_get_related_collection (relation);
  const char *one_field = rel_relation_get_one_field (relation);
  RelField *field = related != NULL && one_field != NULL ? rel_schema_find_field (schema, related, one_field) : NULL;

  return field != NULL && rel_field_is_alias (field) ? field : NULL;
}

static guint
count_uses (RelSchema *schema, const char *collection, const char *field)
{
  GPtrArray *incoming = rel_schema_get_incoming (schema, collection);
  guint count = 0;

  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      if (g_strcmp0 (rel_relation_get_one_field (g_ptr_array_index (incoming, i)), field) == 0)
        count++;
    }
  return count;
}

/**
 * rel_alias_is_used:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: the name of an alias of it
 *
 * Returns: whether a relation names it as the list at its other side
 */
gboolean
rel_alias_is_used (RelSchema *schema, const char *collection, const char *field)
{
  return count_uses (schema, collection, field) > 0;
}

/**
 * rel_alias_is_shared:
 * @schema: a schema
 * @list: an alias
 *
 * Returns: whether several relations name it as the list at their other side
 */
gboolean
rel_alias_is_shared (RelSchema *schema, RelField *list)
{
  return count_uses (schema, rel_field_get_collection (list), rel_field_get_name (list)) > 1;
}

/**
 * rel_alias_get_kind:
 * @schema: a schema
 * @relation: one of its relations
 *
 * Returns: what a list at its other side is; of a half of a junction, what the other half
 *   makes of it
 */
RelKind
rel_alias_get_kind (RelSchema *schema, RelRelation *relation)
{
  RelRelation *other = rel_kind_find_other_half (schema, relation);
  const char *to = other != NULL ? rel_relation_get_related_collection (other) : NULL;

  if (other == NULL)
    return REL_KIND_O2M;
  if (rel_relation_is_any (other))
    return REL_KIND_M2A;
  return g_strcmp0 (to, "directus_files") == 0 &&
             g_strcmp0 (rel_relation_get_related_collection (relation), "directus_files") != 0
           ? REL_KIND_FILES
           : REL_KIND_M2M;
}

/**
 * rel_alias_new_like:
 * @list: an alias
 * @collection: a collection
 * @name: a name
 *
 * Returns: (transfer full): a field with all settings of @list, called @name; Directus lets no
 *   field be renamed
 */
RelField *
rel_alias_new_like (RelField *list, const char *collection, const char *name)
{
  g_autoptr (JsonNode) collection_value = rel_json_new_string (collection);
  g_autoptr (JsonNode) name_value = rel_json_new_string (name);
  g_autoptr (RelField) moved = rel_field_with_member (list, "collection", collection_value);
  g_autoptr (RelField) next = rel_field_with_member (moved, "field", name_value);
  static const char *const copies[] = { "meta.collection", "meta.field" };

  if (rel_json_is_null (rel_field_get_member (list, "meta")))
    return g_steal_pointer (&next);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      RelField *named;

      if (rel_json_is_null (rel_field_get_member (list, copies[i])))
        continue;
      named = rel_field_with_member (next, copies[i], i == 0 ? collection_value : name_value);
      rel_field_unref (next);
      next = named;
    }
  return rel_field_with_member (next, "meta.id", NULL);
}

static gboolean
check_name (RelSchema *schema, const char *collection, const char *name, GError **error)
{
  RelField *found = rel_schema_find_field (schema, collection, name);

  if (!rel_naming_check (name, error))
    return FALSE;
  if (found == NULL)
    return TRUE;
  if (rel_field_is_alias (found))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                 _ ("%s already has a field “%s”. To have it list these items, set meta.one_field to it"), collection,
                 name);
  else
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s already has a field “%s”"), collection, name);
  return FALSE;
}

/* Lets the relation name @name, or nothing. */
static void
name_list (RelSchema **schema, RelRelation *relation, guint nth, const char *name)
{
  g_autoptr (JsonNode) value = rel_json_new_string (name);
  g_autoptr (RelRelation) next = NULL;

  if (g_strcmp0 (rel_relation_get_one_field (relation), name) == 0)
    return;
  next = rel_relation_with_member (relation, "meta.one_field", value);
  rel_edit_take (schema, rel_edit_put_relation (*schema, nth, next));
}

/**
 * rel_alias_set:
 * @schema: a schema
 * @collection: the collection of a relation that points at one collection
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @name: (nullable): what the list at the other side is to be called; %NULL for none
 * @error: (out) (optional): where to put a failure
 *
 * Adds the list at the other side of a relation, renames it or takes it away. A list that is
 * renamed keeps all its settings: it is deleted and created, which touches no data. What
 * names it elsewhere (templates, permissions, the code of others) is not changed. A list
 * that another relation names too is left to that one.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_READ_ONLY` if its row
 * may not be set; `REL_ERROR_INVALID` if it points at no one collection, or the name cannot
 * be used.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_alias_set (RelSchema *schema,
               const char *collection,
               const char *field,
               guint nth,
               const char *name,
               GError **error)
{
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);
  const char *related;
  RelField *list;
  RelSchema *next;

  if (relation == NULL || !rel_edit_check_settable (schema, relation, "meta.one_field", error))
    return NULL;
  related = rel_relation_get_related_collection (relation);
  if (related == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s.%s does not point at one collection that could list it"),
                   collection, field);
      return NULL;
    }
  list = rel_alias_find (schema, relation);
  if (list != NULL && g_strcmp0 (name, rel_field_get_name (list)) == 0)
    return rel_schema_ref (schema);
  if (name != NULL && !check_name (schema, related, name, error))
    return NULL;

  next = rel_schema_ref (schema);
  if (name != NULL)
    {
      g_autoptr (RelField) new_list = list != NULL
                                        ? rel_alias_new_like (list, related, name)
                                        : rel_new_list (related, name, rel_alias_get_kind (schema, relation));

      rel_edit_take (&next, rel_edit_put_field (next, new_list));
    }
  name_list (&next, relation, nth, name);
  if (list != NULL && !rel_alias_is_shared (schema, list))
    rel_edit_take (&next, rel_edit_drop_field (next, related, rel_field_get_name (list)));
  return next;
}

/**
 * rel_alias_take_back:
 * @schema: a schema
 * @base: another one, in which the relation is too
 * @collection: the collection of a relation that points at one collection
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @error: (out) (optional): where to put a failure
 *
 * Makes the list at the other side of a relation what it is in @base: called so, with those
 * settings, or none.
 *
 * Errors: those of [func@alias_set] and [func@edit_set_member].
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_alias_take_back (RelSchema *schema,
                     RelSchema *base,
                     const char *collection,
                     const char *field,
                     guint nth,
                     GError **error)
{
  RelRelation *before = rel_schema_find_relation (base, collection, field, nth);
  const char *related = before != NULL ? rel_relation_get_related_collection (before) : NULL;
  RelField *list = before != NULL ? rel_alias_find (base, before) : NULL;
  const char *name = before != NULL ? rel_relation_get_one_field (before) : NULL;
  RelSchema *next;

  if (name != NULL && rel_schema_find_field (schema, related, name) != NULL)
    {
      g_autoptr (JsonNode) value = rel_json_new_string (name);

      return rel_edit_set_member (schema, collection, field, nth, "meta.one_field", value, error);
    }
  next = rel_alias_set (schema, collection, field, nth, name, error);
  if (next != NULL && list != NULL)
    rel_edit_take (&next, rel_edit_put_field (next, list));
  return next;
}
