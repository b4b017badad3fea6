/* rel-need.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an object names and does not work without: the collection and the field that hold a
 * key, the collection that it points at, the fields that its row names.
 */

#include "config.h"

#include "rel-need.h"

#include <string.h>

/* Members of a relation that name a field of its own collection. */
static const char *const own_field_paths[] = {
  "meta.sort_field",
  "meta.junction_field",
  "meta.one_collection_field",
};

#define ALLOWED "meta.one_allowed_collections"

static JsonObject *
get_members (JsonNode *node)
{
  return node != NULL ? json_node_get_object (node) : NULL;
}

static gboolean
is_changed (JsonNode *before, JsonNode *after, const char *path)
{
  return before == NULL || !rel_relation_member_equal (path, rel_json_get (get_members (before), path),
                                                       rel_json_get (get_members (after), path));
}

static GStrv
dup_allowed (JsonNode *relation)
{
  GStrv allowed = relation != NULL ? rel_json_dup_names (rel_json_get (get_members (relation), ALLOWED)) : NULL;

  return allowed != NULL ? allowed : g_new0 (char *, 1);
}

static void
foreach_of_relation (JsonNode *before, JsonNode *after, RelNeedFunc func, gpointer user_data)
{
  JsonObject *relation = get_members (after);
  const char *collection = rel_json_get_string (relation, "collection");
  const char *related = rel_json_get_string (relation, "related_collection");
  const char *list = rel_json_get_string (relation, "meta.one_field");
  g_auto (GStrv) allowed = dup_allowed (after);
  g_auto (GStrv) allowed_before = dup_allowed (before);

  if (before == NULL)
    {
      func (collection, NULL, user_data);
      func (collection, rel_json_get_string (relation, "field"), user_data);
    }
  if (related != NULL && is_changed (before, after, "related_collection"))
    func (related, NULL, user_data);
  if (related != NULL && list != NULL &&
      (is_changed (before, after, "related_collection") || is_changed (before, after, "meta.one_field")))
    func (related, list, user_data);
  for (guint i = 0; i < G_N_ELEMENTS (own_field_paths); i++)
    {
      const char *field = rel_json_get_string (relation, own_field_paths[i]);

      if (field != NULL && is_changed (before, after, own_field_paths[i]))
        func (collection, field, user_data);
    }
  for (guint i = 0; allowed[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) allowed_before, allowed[i]))
        func (allowed[i], NULL, user_data);
    }
}

/**
 * rel_need_foreach:
 * @object: what it is
 * @before: (nullable): the object before a change; %NULL if it is created
 * @after: the object after it
 * @func: (scope call): told of each collection and field that is needed
 * @user_data: what is given to @func
 *
 * Lists what an object needs because of a change: all of it if it is created, else what the
 * changed members name.
 */
void
rel_need_foreach (RelObject object, JsonNode *before, JsonNode *after, RelNeedFunc func, gpointer user_data)
{
  const char *group;

  switch (object)
    {
    case REL_OBJECT_RELATION:
      foreach_of_relation (before, after, func, user_data);
      break;
    case REL_OBJECT_FIELD:
      if (before == NULL)
        func (rel_json_get_string (get_members (after), "collection"), NULL, user_data);
      break;
    case REL_OBJECT_COLLECTION:
    default:
      group = rel_json_get_string (get_members (after), "meta.group");
      if (group != NULL && g_strcmp0 (group, rel_json_get_string (get_members (before), "meta.group")) != 0)
        func (group, NULL, user_data);
      break;
    }
}

/* What is looked for, and whether it was found. */
typedef struct
{
  const char *collection;
  const char *field;
  gboolean is_found;
} Search;

static void
compare_cb (const char *collection, const char *field, gpointer user_data)
{
  Search *search = user_data;

  if (strcmp (collection, search->collection) == 0 && g_strcmp0 (field, search->field) == 0)
    search->is_found = TRUE;
}

/**
 * rel_need_has:
 * @object: what it is
 * @before: (nullable): the object before a change; %NULL if it is created
 * @after: the object after it
 * @collection: a collection
 * @field: (nullable): a field of it; %NULL for the collection itself
 *
 * Returns: whether the change made the object need it
 */
gboolean
rel_need_has (RelObject object, JsonNode *before, JsonNode *after, const char *collection, const char *field)
{
  Search search = { collection, field, FALSE };

  rel_need_foreach (object, before, after, compare_cb, &search);
  return search.is_found;
}

static void
put_back (JsonNode **relation, const char *path, JsonNode *before)
{
  g_autoptr (JsonNode) null = rel_json_new_string (NULL);
  JsonNode *was = before != NULL ? rel_json_get (get_members (before), path) : NULL;
  JsonNode *next = rel_json_with (*relation, path, was != NULL ? was : null);

  json_node_unref (*relation);
  *relation = next;
}

static void
disallow (JsonNode **relation, const char *collection)
{
  g_auto (GStrv) allowed = dup_allowed (*relation);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  JsonNode *next;

  for (guint i = 0; allowed[i] != NULL; i++)
    {
      if (strcmp (allowed[i], collection) != 0)
        json_array_add_string_element (array, allowed[i]);
    }
  json_node_take_array (node, array);
  json_node_seal (node);
  next = rel_json_with (*relation, ALLOWED, node);
  json_node_unref (*relation);
  *relation = next;
}

/**
 * rel_need_without:
 * @relation: a relation object
 * @before: (nullable): the relation before it began to need it; %NULL if it was created
 * @collection: a collection that is gone
 * @field: (nullable): a field of it that is gone; %NULL if the collection is
 *
 * Takes out of a relation what names something that is gone; members become again what they
 * were in @before.
 *
 * Returns: (transfer full) (nullable): the relation without it; %NULL if it cannot be then
 */
JsonNode *
rel_need_without (JsonNode *relation, JsonNode *before, const char *collection, const char *field)
{
  JsonObject *members = get_members (relation);
  gboolean is_own = strcmp (rel_json_get_string (members, "collection"), collection) == 0;
  gboolean is_related = g_strcmp0 (rel_json_get_string (members, "related_collection"), collection) == 0;
  g_autoptr (JsonNode) result = json_node_ref (relation);
  g_auto (GStrv) allowed = dup_allowed (relation);

  if (field == NULL)
    {
      if (is_own || (is_related && before == NULL))
        return NULL;
      /* It pointed elsewhere, at what has its other names. */
      if (is_related)
        return json_node_ref (before);
      if (g_strv_contains ((const char *const *) allowed, collection))
        disallow (&result, collection);
      return g_steal_pointer (&result);
    }

  if (is_own && strcmp (rel_json_get_string (members, "field"), field) == 0)
    return NULL;
  for (guint i = 0; is_own && i < G_N_ELEMENTS (own_field_paths); i++)
    {
      if (g_strcmp0 (rel_json_get_string (members, own_field_paths[i]), field) == 0)
        put_back (&result, own_field_paths[i], before);
    }
  if (is_related && g_strcmp0 (rel_json_get_string (members, "meta.one_field"), field) == 0)
    put_back (&result, "meta.one_field", before);
  return g_steal_pointer (&result);
}
