/* rel-path-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A path as what a request for items says: the parameters `fields`, `filter` and `deep` of
 * REST, and a query of GraphQL. Each asks for the items at the start, with the keys of those at
 * the end.
 */

#include "config.h"

#include "rel-path-request.h"

#include <string.h>

#include "rel-graphql.h"
#include "rel-json.h"

/* The names along the path, each of which a server follows one relation for. */
static GStrv
dup_names (RelPath *self)
{
  GPtrArray *steps = rel_path_get_steps (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < steps->len; i++)
    {
      g_auto (GStrv) names = rel_path_step_dup_names (g_ptr_array_index (steps, i));

      g_strv_builder_addv (builder, (const char **) names);
    }
  return g_strv_builder_end (builder);
}

static const char *
get_start (RelPath *self)
{
  const RelPathStep *first = g_ptr_array_index (rel_path_get_steps (self), 0);

  return first->from;
}

/**
 * rel_path_dup_fields:
 * @self: a path
 *
 * Returns: (transfer full): what stands after `fields=`: `blocks.item:block_text.id`
 */
char *
rel_path_dup_fields (RelPath *self)
{
  g_auto (GStrv) names = dup_names (self);
  g_autofree char *way = g_strjoinv (".", names);

  return g_strdup_printf ("%s.%s", way, rel_path_get_leaf (self));
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  json_node_seal (node);
  return node;
}

/* An object with @inner as its only member. */
static JsonObject *
wrap (const char *name, JsonObject *inner)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, name, inner);
  return object;
}

/**
 * rel_path_dup_filter:
 * @self: a path
 *
 * Returns: (transfer full): a filter for the items that have one at the end of the path;
 *   `_nnull` in it is to be replaced to say which
 */
JsonNode *
rel_path_dup_filter (RelPath *self)
{
  g_auto (GStrv) names = dup_names (self);
  JsonObject *filter = json_object_new ();

  json_object_set_boolean_member (filter, "_nnull", TRUE);
  filter = wrap (rel_path_get_leaf (self), filter);
  for (guint i = g_strv_length (names); i-- > 0;)
    filter = wrap (names[i], filter);
  return take_object (filter);
}

/**
 * rel_path_dup_deep:
 * @self: a path
 *
 * Servers cut lists off after a hundred items, unless they are told otherwise.
 *
 * Returns: (transfer full) (nullable): what stands after `deep=` to get whole lists; %NULL if no
 *   list is on the path
 */
JsonNode *
rel_path_dup_deep (RelPath *self)
{
  GPtrArray *steps = rel_path_get_steps (self);
  JsonObject *deep = NULL;

  for (guint i = steps->len; i-- > 0;)
    {
      const RelPathStep *step = g_ptr_array_index (steps, i);
      g_auto (GStrv) names = rel_path_step_dup_names (step);

      /* The inner ones first: what has no list in it is left out. */
      if (deep != NULL && names[1] != NULL)
        deep = wrap (names[1], deep);
      if (rel_path_step_is_list (step))
        {
          if (deep == NULL)
            deep = json_object_new ();
          json_object_set_int_member (deep, "_limit", -1);
        }
      if (deep != NULL)
        deep = wrap (names[0], deep);
    }
  return deep != NULL ? take_object (deep) : NULL;
}

static void
append_parameter (GString *path, const char *name, const char *value)
{
  g_string_append_printf (path, "%c%s=", strchr (path->str, '?') == NULL ? '?' : '&', name);
  g_string_append_uri_escaped (path, value, ":,", FALSE);
}

static void
append_json (GString *path, const char *name, JsonNode *value)
{
  g_autofree char *text = value != NULL ? rel_json_dup_text (value, FALSE) : NULL;

  if (text != NULL)
    append_parameter (path, name, text);
}

/**
 * rel_path_dup_items_path:
 * @self: a path
 *
 * Returns: (transfer full): the path and query of the address that answers with the items, with
 *   all three parameters
 */
char *
rel_path_dup_items_path (RelPath *self)
{
  const char *start = get_start (self);
  GString *path = g_string_new (rel_is_system_name (start) ? "/" : "/items/");
  g_autofree char *fields = rel_path_dup_fields (self);
  g_autoptr (JsonNode) filter = rel_path_dup_filter (self);
  g_autoptr (JsonNode) deep = rel_path_dup_deep (self);

  g_string_append_uri_escaped (path, rel_collection_name_get_short (start), NULL, FALSE);
  append_parameter (path, "fields", fields);
  append_json (path, "filter", filter);
  append_json (path, "deep", deep);
  return g_string_free (path, FALSE);
}

static void
append_open (GString *text, guint *depth, const char *prefix, const char *name)
{
  g_string_append_printf (text, "%*s", (int) (*depth)++ * 2, "");
  g_string_append_printf (text, "%s%s {\n", prefix, name);
}

/* Opens what a name along the path stands for; of any collection, the one that is meant. */
static gboolean
append_name (GString *text, guint *depth, const char *name, gboolean is_list)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", 2);
  g_autofree char *whole = g_strconcat (parts[0], is_list ? " (limit: -1)" : "", NULL);

  if (!rel_graphql_is_name (parts[0]) || (parts[1] != NULL && !rel_graphql_is_name (parts[1])))
    return FALSE;
  append_open (text, depth, "", whole);
  if (parts[1] != NULL)
    append_open (text, depth, "... on ", parts[1]);
  return TRUE;
}

/**
 * rel_path_dup_graphql:
 * @self: a path
 *
 * Returns: (transfer full) (nullable): a query of GraphQL for [method@Path.get_graphql_path];
 *   %NULL if a name on the path is none there
 */
char *
rel_path_dup_graphql (RelPath *self)
{
  GPtrArray *steps = rel_path_get_steps (self);
  const char *start = get_start (self);
  g_autoptr (GString) text = g_string_new (NULL);
  guint depth = 0;

  if (!rel_graphql_is_name (start) || !rel_graphql_is_name (rel_path_get_leaf (self)))
    return NULL;
  append_open (text, &depth, "", "query");
  append_open (text, &depth, "", rel_collection_name_get_short (start));
  for (guint i = 0; i < steps->len; i++)
    {
      const RelPathStep *step = g_ptr_array_index (steps, i);
      g_auto (GStrv) names = rel_path_step_dup_names (step);

      for (guint n = 0; names[n] != NULL; n++)
        {
          if (!append_name (text, &depth, names[n], n == 0 && rel_path_step_is_list (step)))
            return NULL;
        }
    }
  g_string_append_printf (text, "%*s%s\n", (int) depth * 2, "", rel_path_get_leaf (self));
  while (depth-- > 0)
    g_string_append_printf (text, "%*s}\n", (int) depth * 2, "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rel_path_get_graphql_path:
 * @self: a path
 *
 * Returns: (transfer none): the path of the address that answers the query of GraphQL
 */
const char *
rel_path_get_graphql_path (RelPath *self)
{
  return rel_is_system_name (get_start (self)) ? "/graphql/system" : "/graphql";
}

static JsonArray *
write_steps (RelPath *self)
{
  GPtrArray *steps = rel_path_get_steps (self);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < steps->len; i++)
    {
      const RelPathStep *step = g_ptr_array_index (steps, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "from", step->from);
      json_object_set_string_member (object, "field", step->field);
      json_object_set_string_member (object, "kind", rel_kind_get_id (step->kind));
      if (step->second != NULL)
        json_object_set_string_member (object, "junction", rel_relation_get_collection (step->second));
      json_object_set_string_member (object, "to", step->to);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
set_text (JsonObject *object, const char *name, char *text)
{
  g_autofree char *taken = text;

  if (taken != NULL)
    json_object_set_string_member (object, name, taken);
  else
    json_object_set_null_member (object, name);
}

/**
 * rel_path_to_json:
 * @self: a path
 *
 * Returns: (transfer full): the path for programs: an object with `steps`, and with `fields`,
 *   `filter`, `deep`, `request` and `graphql` as a request says them
 */
JsonNode *
rel_path_to_json (RelPath *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *deep = rel_path_dup_deep (self);

  set_text (object, "text", rel_path_dup_text (self));
  json_object_set_array_member (object, "steps", write_steps (self));
  set_text (object, "fields", rel_path_dup_fields (self));
  json_object_set_member (object, "filter", rel_path_dup_filter (self));
  json_object_set_member (object, "deep", deep != NULL ? deep : json_node_new (JSON_NODE_NULL));
  set_text (object, "request", rel_path_dup_items_path (self));
  json_object_set_string_member (object, "graphql_path", rel_path_get_graphql_path (self));
  set_text (object, "graphql", rel_path_dup_graphql (self));
  return take_object (object);
}
