/* rel-allowed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which collections a relation may point at that points at any of several.
 */

#include "config.h"

#include "rel-allowed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-edit.h"
#include "rel-error.h"

#define PATH "meta.one_allowed_collections"

static RelRelation *
find_any (RelSchema *schema, const char *collection, const char *field, guint nth, GError **error)
{
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);

  if (relation == NULL || !rel_edit_check_settable (schema, relation, PATH, error))
    return NULL;
  if (rel_relation_is_any (relation))
    return relation;
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s.%s does not point at any of several collections"),
               collection, field);
  return NULL;
}

/**
 * rel_allowed_with:
 * @relation: a relation that points at any of several collections
 * @removed: (nullable): a collection that it is not to point at
 * @added: (nullable): a collection that it is to point at too
 *
 * Returns: (transfer full): @relation with the list so; the others in it stay as they are
 */
RelRelation *
rel_allowed_with (RelRelation *relation, const char *removed, const char *added)
{
  const char *const *names = rel_relation_get_one_allowed_collections (relation);
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) value = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_strcmp0 (names[i], removed) != 0)
        json_array_add_string_element (array, names[i]);
    }
  if (added != NULL)
    json_array_add_string_element (array, added);
  json_node_take_array (value, array);
  json_node_seal (value);
  return rel_relation_with_member (relation, PATH, value);
}

/**
 * rel_allowed_add:
 * @schema: a schema
 * @collection: the collection of a relation that points at any of several
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @allowed: a collection
 * @error: (out) (optional): where to put a failure
 *
 * Lets a relation point at one collection more; the others stay, in their order.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_READ_ONLY` if it may not be
 * changed; `REL_ERROR_INVALID` if it is of another kind, or @allowed cannot be pointed at.
 *
 * Returns: (transfer full) (nullable): the next schema; @schema if it is allowed; %NULL on
 *   error
 */
RelSchema *
rel_allowed_add (RelSchema *schema,
                 const char *collection,
                 const char *field,
                 guint nth,
                 const char *allowed,
                 GError **error)
{
  RelRelation *relation = find_any (schema, collection, field, nth, error);
  g_autoptr (RelRelation) next = NULL;

  if (relation == NULL || !rel_edit_check_end (schema, allowed, error))
    return NULL;
  if (g_strv_contains (rel_relation_get_one_allowed_collections (relation), allowed))
    return rel_schema_ref (schema);
  next = rel_allowed_with (relation, NULL, allowed);
  return rel_edit_put_relation (schema, nth, next);
}

/**
 * rel_allowed_remove:
 * @schema: a schema
 * @collection: the collection of a relation that points at any of several
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @allowed: a collection that it may point at, which need not exist
 * @error: (out) (optional): where to put a failure
 *
 * Forbids a relation to point at a collection; the others stay, in their order. Links that
 * there are to its items stay in the junction, and Directus shows them no more.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation, or if @allowed is not in its list;
 * `REL_ERROR_READ_ONLY` if it may not be changed; `REL_ERROR_INVALID` if it is of another kind,
 * or would point at nothing.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_allowed_remove (RelSchema *schema,
                    const char *collection,
                    const char *field,
                    guint nth,
                    const char *allowed,
                    GError **error)
{
  RelRelation *relation = find_any (schema, collection, field, nth, error);
  const char *const *names = relation != NULL ? rel_relation_get_one_allowed_collections (relation) : NULL;
  g_autofree char *list = names != NULL ? g_strjoinv (", ", (char **) names) : NULL;
  g_autoptr (RelRelation) next = NULL;

  if (relation == NULL)
    return NULL;
  if (!g_strv_contains (names, allowed))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("%s.%s cannot point at “%s”, but at: %s"), collection,
                   field, allowed, list);
      return NULL;
    }
  if (g_strv_length ((char **) names) == 1)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("%s.%s points at nothing but “%s”. Allow another collection first, or delete the relation"),
                   collection, field, allowed);
      return NULL;
    }
  next = rel_allowed_with (relation, allowed, NULL);
  return rel_edit_put_relation (schema, nth, next);
}
