/* rel-rest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reading half of Directus' REST API: where collections, fields and relations are, and
 * what an answer holds. What is written is in [type@Request], of the model.
 */

#include "config.h"

#include "rel-rest.h"

#include <glib/gi18n-lib.h>

#include "rel-answer.h"
#include "rel-error.h"

static const char *
get_route (RelObject object)
{
  switch (object)
    {
    case REL_OBJECT_COLLECTION:
      return "/collections";
    case REL_OBJECT_FIELD:
      return "/fields";
    case REL_OBJECT_RELATION:
      return "/relations";
    default:
      g_assert_not_reached ();
    }
}

/**
 * rel_rest_dup_path:
 * @object: what kind of object
 * @collection: (nullable): whose; %NULL for the list of all
 * @field: (nullable): of which field; %NULL for all of the collection
 *
 * Returns: (transfer full): the path of one object or of a list, percent-encoded
 */
char *
rel_rest_dup_path (RelObject object, const char *collection, const char *field)
{
  g_autofree char *escaped_collection = NULL;
  g_autofree char *escaped_field = NULL;

  g_return_val_if_fail (field == NULL || collection != NULL, NULL);

  if (collection == NULL)
    return g_strdup (get_route (object));
  escaped_collection = g_uri_escape_string (collection, NULL, FALSE);
  if (field == NULL)
    return g_strconcat (get_route (object), "/", escaped_collection, NULL);
  escaped_field = g_uri_escape_string (field, NULL, FALSE);
  return g_strconcat (get_route (object), "/", escaped_collection, "/", escaped_field, NULL);
}

/**
 * rel_rest_read:
 * @object: what kind of object
 * @collection: (nullable): as in [func@rest_dup_path]
 * @field: (nullable): as in [func@rest_dup_path]
 * @answer: (nullable): the answer to the GET of that path
 * @error: (out) (optional): where to put a failure
 *
 * Takes one object or a list out of an answer.
 *
 * Errors: `REL_ERROR_NOT_DIRECTUS` if it holds something else.
 *
 * Returns: (transfer full) (nullable): the object, or the array; %NULL on error
 */
JsonNode *
rel_rest_read (RelObject object, const char *collection, const char *field, JsonNode *answer, GError **error)
{
  gboolean is_list = object == REL_OBJECT_COLLECTION ? collection == NULL : field == NULL;
  g_autofree char *path = rel_rest_dup_path (object, collection, field);
  g_autofree char *what = g_strconcat ("GET ", path, NULL);
  JsonNode *data = rel_answer_get_data (answer, what, error);

  if (data == NULL)
    return NULL;
  if (is_list ? JSON_NODE_HOLDS_ARRAY (data) : JSON_NODE_HOLDS_OBJECT (data))
    return json_node_ref (data);
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS, _ ("This address answers %s, but not with %s"), what,
               is_list ? "a list" : "an object");
  return NULL;
}
