/* rel-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking into JSON values, comparing them, and changing one place of them.
 */

#include "config.h"

#include "rel-json.h"

#include <string.h>

/**
 * rel_json_is_null:
 * @node: (nullable): a value
 *
 * Returns: whether @node is absent or `null`
 */
gboolean
rel_json_is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
scalars_equal (JsonNode *a, JsonNode *b)
{
  GType a_type = json_node_get_value_type (a);
  GType b_type = json_node_get_value_type (b);

  if (a_type == G_TYPE_STRING || b_type == G_TYPE_STRING)
    return a_type == b_type && strcmp (json_node_get_string (a), json_node_get_string (b)) == 0;
  if (a_type == G_TYPE_BOOLEAN || b_type == G_TYPE_BOOLEAN)
    return a_type == b_type && json_node_get_boolean (a) == json_node_get_boolean (b);
  if (a_type == G_TYPE_INT64 && b_type == G_TYPE_INT64)
    return json_node_get_int (a) == json_node_get_int (b);
  return json_node_get_double (a) == json_node_get_double (b);
}

static gboolean
objects_equal (JsonObject *a, JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonNode *other = json_object_get_member (b, name);

      if (other == NULL || !rel_json_equal (value, other))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_json_equal:
 * @a: (nullable): a value
 * @b: (nullable): another
 *
 * Compares meaning: the order of members and how a number is written do not matter, and
 * an absent value (%NULL) is `null`.
 *
 * Returns: whether both are the same
 */
gboolean
rel_json_equal (JsonNode *a, JsonNode *b)
{
  if (a == b)
    return TRUE;
  if (rel_json_is_null (a) || rel_json_is_null (b))
    return rel_json_is_null (a) && rel_json_is_null (b);
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (a))
    return objects_equal (json_node_get_object (a), json_node_get_object (b));

  if (JSON_NODE_HOLDS_ARRAY (a))
    {
      JsonArray *a_array = json_node_get_array (a);
      JsonArray *b_array = json_node_get_array (b);
      guint length = json_array_get_length (a_array);

      if (length != json_array_get_length (b_array))
        return FALSE;
      for (guint i = 0; i < length; i++)
        {
          if (!rel_json_equal (json_array_get_element (a_array, i), json_array_get_element (b_array, i)))
            return FALSE;
        }
      return TRUE;
    }

  return scalars_equal (a, b);
}

/* The first member on a way. Those of the API have short names. */
static JsonNode *
get_first (JsonObject *object, const char *path, gsize length)
{
  g_autofree char *long_name = NULL;
  char name[32];

  if (length < sizeof name)
    {
      memcpy (name, path, length);
      name[length] = '\0';
      return json_object_get_member (object, name);
    }
  long_name = g_strndup (path, length);
  return json_object_get_member (object, long_name);
}

/**
 * rel_json_get:
 * @object: (nullable): an object
 * @path: a member, or a way down through members: `meta.sort_field`
 *
 * Returns: (transfer none) (nullable): the value there, if any
 */
JsonNode *
rel_json_get (JsonObject *object, const char *path)
{
  const char *dot;

  while (object != NULL && (dot = strchr (path, '.')) != NULL)
    {
      JsonNode *node = get_first (object, path, dot - path);

      object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      path = dot + 1;
    }
  return object != NULL ? json_object_get_member (object, path) : NULL;
}

/**
 * rel_json_get_string:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Returns: (transfer none) (nullable): the string there; %NULL for anything else
 */
const char *
rel_json_get_string (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/**
 * rel_json_get_boolean:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Reads `1` as true too: some databases keep booleans as numbers.
 *
 * Returns: whether true stands there
 */
gboolean
rel_json_get_boolean (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  return json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) == 1;
}

/**
 * rel_json_get_array:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Returns: (transfer none) (nullable): the array there; %NULL for anything else
 */
JsonArray *
rel_json_get_array (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * rel_json_get_object:
 * @object: (nullable): an object
 * @path: as in [func@json_get]
 *
 * Returns: (transfer none) (nullable): the object there; %NULL for anything else
 */
JsonObject *
rel_json_get_object (JsonObject *object, const char *path)
{
  JsonNode *node = rel_json_get (object, path);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * rel_json_dup_names:
 * @node: (nullable): a list of names
 *
 * Reads a list that Directus keeps as text with commas and answers with as an array; files of
 * older versions and other tools have either.
 *
 * Returns: (transfer full) (nullable): the names; %NULL if there is no list
 */
GStrv
rel_json_dup_names (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  if (rel_json_is_null (node))
    return NULL;

  builder = g_strv_builder_new ();
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);

          if (json_node_get_value_type (element) == G_TYPE_STRING)
            g_strv_builder_add (builder, json_node_get_string (element));
        }
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_auto (GStrv) names = g_strsplit (json_node_get_string (node), ",", -1);

      for (guint i = 0; names[i] != NULL; i++)
        {
          if (*g_strstrip (names[i]) != '\0')
            g_strv_builder_add (builder, names[i]);
        }
    }
  return g_strv_builder_end (builder);
}

/**
 * rel_json_with:
 * @node: an object; what else it is counts as an empty one
 * @path: as in [func@json_get]
 * @value: (nullable): what is to stand there; %NULL to take the member away
 *
 * Makes a value that differs from @node in one place. All the rest is shared, and members
 * keep their order.
 *
 * Returns: (transfer full): the new value, immutable
 */
JsonNode *
rel_json_with (JsonNode *node, const char *path, JsonNode *value)
{
  g_autofree char *name = NULL;
  g_autoptr (JsonNode) inner = NULL;
  JsonObject *object = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  const char *dot = strchr (path, '.');

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *kept;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &member, &kept))
        json_object_set_member (object, member, json_node_ref (kept));
    }

  name = dot != NULL ? g_strndup (path, dot - path) : g_strdup (path);
  if (dot != NULL)
    inner = rel_json_with (json_object_get_member (object, name), dot + 1, value);
  else if (value != NULL)
    inner = json_node_ref (value);

  if (inner == NULL && json_object_has_member (object, name))
    json_object_remove_member (object, name);
  /* What is there already json-glib neither takes nor lets go. */
  else if (inner != NULL && inner != json_object_get_member (object, name))
    json_object_set_member (object, name, g_steal_pointer (&inner));

  json_node_take_object (result, object);
  json_node_seal (result);
  return result;
}

/**
 * rel_json_new_string:
 * @string: (nullable): a string
 *
 * Returns: (transfer full): it as an immutable value; `null` for %NULL
 */
JsonNode *
rel_json_new_string (const char *string)
{
  JsonNode *node = string != NULL ? json_node_init_string (json_node_alloc (), string)
                                  : json_node_init_null (json_node_alloc ());

  json_node_seal (node);
  return node;
}

/**
 * rel_json_add_members:
 * @object: an object
 * @members: (nullable): another one
 *
 * Adds the members of another object; those of the same name are replaced.
 */
void
rel_json_add_members (JsonObject *object, JsonObject *members)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (members == NULL)
    return;

  json_object_iter_init_ordered (&iter, members);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (object, name, json_node_ref (value));
}
