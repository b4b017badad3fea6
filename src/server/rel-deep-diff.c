/* rel-deep-diff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Differences of two JSON values, in the form in which Directus gives and takes them, which
 * is that of the npm package deep-diff: `N` is new, `D` deleted, `E` edited, and `A` one
 * element of an array. A change without a path is about the whole value.
 */

#include "config.h"

#include "rel-deep-diff.h"

#include <string.h>

#include "rel-json.h"

/* One step down from a value: into a member, or into an element. */
typedef struct _Step
{
  const struct _Step *above; /* (nullable) */
  const char *member;        /* (nullable) */
  guint index;
} Step;

static JsonArray *
new_path (const Step *step)
{
  JsonArray *path = step->above != NULL ? new_path (step->above) : json_array_new ();

  if (step->member != NULL)
    json_array_add_string_element (path, step->member);
  else
    json_array_add_int_element (path, step->index);
  return path;
}

static JsonObject *
new_change (const char *kind, const Step *step)
{
  JsonObject *change = json_object_new ();

  json_object_set_string_member (change, "kind", kind);
  if (step != NULL)
    json_object_set_array_member (change, "path", new_path (step));
  return change;
}

static JsonObject *
describe_change (const Step *step, JsonNode *before, JsonNode *after)
{
  const char *kind = before == NULL ? "N" : after == NULL ? "D" : "E";
  JsonObject *change = new_change (kind, step);

  if (before != NULL)
    json_object_set_member (change, "lhs", json_node_ref (before));
  if (after != NULL)
    json_object_set_member (change, "rhs", json_node_ref (after));
  return change;
}

static void
add_element (JsonArray *changes, const Step *step, guint index, JsonNode *before, JsonNode *after)
{
  JsonObject *change = new_change ("A", step);

  json_object_set_int_member (change, "index", index);
  json_object_set_object_member (change, "item", describe_change (NULL, before, after));
  json_array_add_object_element (changes, change);
}

static void compare (JsonArray *changes, const Step *step, JsonNode *before, JsonNode *after);

/* From the end, so that the changes can be made one after the other. */
static void
compare_arrays (JsonArray *changes, const Step *step, JsonArray *before, JsonArray *after)
{
  guint n_before = json_array_get_length (before);
  guint n_after = json_array_get_length (after);

  for (guint i = n_after; i > n_before; i--)
    add_element (changes, step, i - 1, NULL, json_array_get_element (after, i - 1));
  for (guint i = n_before; i > n_after; i--)
    add_element (changes, step, i - 1, json_array_get_element (before, i - 1), NULL);
  for (guint i = MIN (n_before, n_after); i > 0; i--)
    {
      Step inner = { step, NULL, i - 1 };

      compare (changes, &inner, json_array_get_element (before, i - 1), json_array_get_element (after, i - 1));
    }
}

static void
compare_objects (JsonArray *changes, const Step *step, JsonObject *before, JsonObject *after)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, before);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      Step inner = { step, name, 0 };

      compare (changes, &inner, value, json_object_get_member (after, name));
    }
  json_object_iter_init_ordered (&iter, after);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      Step inner = { step, name, 0 };

      if (!json_object_has_member (before, name))
        compare (changes, &inner, NULL, value);
    }
}

static void
compare (JsonArray *changes, const Step *step, JsonNode *before, JsonNode *after)
{
  if (before != NULL && after != NULL && JSON_NODE_HOLDS_OBJECT (before) && JSON_NODE_HOLDS_OBJECT (after))
    compare_objects (changes, step, json_node_get_object (before), json_node_get_object (after));
  else if (before != NULL && after != NULL && JSON_NODE_HOLDS_ARRAY (before) && JSON_NODE_HOLDS_ARRAY (after))
    compare_arrays (changes, step, json_node_get_array (before), json_node_get_array (after));
  else if ((before == NULL) != (after == NULL) || !rel_json_equal (before, after))
    json_array_add_object_element (changes, describe_change (step, before, after));
}

/**
 * rel_deep_diff_compare:
 * @before: (nullable): a value; %NULL if there is none
 * @after: (nullable): another
 *
 * Returns: (transfer full): the changes that make @after of @before; empty if there are none
 */
JsonArray *
rel_deep_diff_compare (JsonNode *before, JsonNode *after)
{
  JsonArray *changes = json_array_new ();

  compare (changes, NULL, before, after);
  return changes;
}

static JsonNode *apply_change (JsonNode *value, JsonObject *change, guint at);

/* An array with another element at @index, or without that; a gap is filled with null. */
static JsonNode *
with_element (JsonNode *value, guint index, JsonNode *element)
{
  JsonArray *array = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;
  JsonArray *result = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < MAX (length, index + 1); i++)
    {
      if (i == index && element != NULL)
        json_array_add_element (result, json_node_ref (element));
      else if (i != index && i < length)
        json_array_add_element (result, json_node_ref (json_array_get_element (array, i)));
      else if (i != index && element != NULL)
        json_array_add_null_element (result);
    }
  json_node_take_array (node, result);
  return node;
}

static JsonNode *
get_element (JsonNode *value, guint index)
{
  JsonArray *array = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  return array != NULL && index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;
}

static JsonNode *
with_member (JsonNode *value, const char *name, JsonNode *member)
{
  JsonObject *result = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  if (value != NULL && JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObjectIter iter;
      const char *kept_name;
      JsonNode *kept;

      json_object_iter_init_ordered (&iter, json_node_get_object (value));
      while (json_object_iter_next_ordered (&iter, &kept_name, &kept))
        json_object_set_member (result, kept_name, json_node_ref (kept));
    }
  if (member != NULL)
    json_object_set_member (result, name, json_node_ref (member));
  else if (json_object_has_member (result, name))
    json_object_remove_member (result, name);
  json_node_take_object (node, result);
  return node;
}

/* What becomes of the value at which the path of a change ends. */
static JsonNode *
replace (JsonNode *value, JsonObject *change)
{
  const char *kind = json_object_get_string_member (change, "kind");

  if (strcmp (kind, "A") == 0)
    {
      guint index = json_object_get_int_member (change, "index");
      g_autoptr (JsonNode) element =
        apply_change (get_element (value, index), json_object_get_object_member (change, "item"), 0);

      return with_element (value, index, element);
    }
  return strcmp (kind, "D") != 0 ? json_node_ref (json_object_get_member (change, "rhs")) : NULL;
}

static JsonNode *
apply_change (JsonNode *value, JsonObject *change, guint at)
{
  JsonArray *path = rel_json_get_array (change, "path");
  JsonNode *step = path != NULL && at < json_array_get_length (path) ? json_array_get_element (path, at) : NULL;
  g_autoptr (JsonNode) inner = NULL;
  const char *name;

  if (step == NULL)
    return replace (value, change);
  if (json_node_get_value_type (step) != G_TYPE_STRING)
    {
      guint index = json_node_get_int (step);

      inner = apply_change (get_element (value, index), change, at + 1);
      return with_element (value, index, inner);
    }

  name = json_node_get_string (step);
  if (value != NULL && JSON_NODE_HOLDS_OBJECT (value))
    inner = apply_change (json_object_get_member (json_node_get_object (value), name), change, at + 1);
  else
    inner = apply_change (NULL, change, at + 1);
  return with_member (value, name, inner);
}

/**
 * rel_deep_diff_apply:
 * @value: (nullable): a value; %NULL if there is none
 * @changes: changes, whose form has been checked
 *
 * Returns: (transfer full) (nullable): the value that they make; %NULL if none is left
 */
JsonNode *
rel_deep_diff_apply (JsonNode *value, JsonArray *changes)
{
  g_autoptr (JsonNode) result = value != NULL ? json_node_ref (value) : NULL;

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonNode *next = apply_change (result, json_array_get_object_element (changes, i), 0);

      g_clear_pointer (&result, json_node_unref);
      result = next;
    }
  return g_steal_pointer (&result);
}
