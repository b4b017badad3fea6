/* rel-three-way.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The merge of one object of the API, member by member. Members that the program does not
 * model are merged by their form: objects by their members, lists of names as sets, texts
 * in several languages by language, all else as one value.
 */

#include "config.h"

#include "rel-three-way.h"

#include <string.h>

/* One merge. */
typedef struct
{
  RelObject object;
  gboolean retargets; /* whether mine points at another collection */
  GPtrArray *clashes; /* (unowned) (element-type utf8) */
} Merge;

/* A value of each side, and what becomes of it. */
typedef struct
{
  JsonNode *was;    /* (unowned) (nullable) */
  JsonNode *mine;   /* (unowned) (nullable) */
  JsonNode *theirs; /* (unowned) (nullable) */
  JsonNode *base;   /* (owned) (nullable) */
  JsonNode *draft;  /* (owned) (nullable) */
} Value;

/* What the server sets by itself, and what follows from the collection that a relation
 * points at. */
static const char *const derived_paths[] = {
  "meta.many_collection",
  "meta.many_field",
  "meta.one_collection",
  "meta.system",
  "schema.table",
  "schema.column",
  "schema.foreign_key_schema",
  "schema.foreign_key_table",
  "schema.foreign_key_column",
  "schema.constraint_name",
  NULL,
};

/* Lists in which the order says nothing, and which old servers and files have as text with
 * commas. */
static const char *const set_paths[] = { "meta.one_allowed_collections", "meta.special", NULL };

static void merge_objects (Merge *merge, const char *prefix, Value *value);

static JsonNode *
ref_node (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : NULL;
}

static gboolean
is_equal (Merge *merge, const char *path, JsonNode *a, JsonNode *b)
{
  return merge->object == REL_OBJECT_RELATION ? rel_relation_member_equal (path, a, b) : rel_json_equal (a, b);
}

static void
take (Value *value, JsonNode *base, JsonNode *draft)
{
  value->base = ref_node (base);
  value->draft = ref_node (draft);
}

/**
 * rel_three_way_dup_names:
 * @node: (nullable): a value
 * @path: the member that it stands in
 *
 * Returns: (transfer full) (nullable): the names in a list of different names; %NULL if it is
 *   anything else
 */
GStrv
rel_three_way_dup_names (JsonNode *node, const char *path)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING && g_strv_contains (set_paths, path))
    return rel_json_dup_names (node);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);
      const char *name = json_node_get_value_type (element) == G_TYPE_STRING ? json_node_get_string (element) : NULL;

      if (name == NULL || !g_hash_table_add (seen, (gpointer) name))
        return NULL;
      g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

/* The names of @list that are in @other too, in their order. */
static GStrv
common_names (GStrv list, GStrv other)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; list[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *) other, list[i]))
        g_strv_builder_add (builder, list[i]);
    }
  return g_strv_builder_end (builder);
}

/* Whether two lists have what is in both in the same order. */
static gboolean
is_in_order_of (GStrv a, GStrv b)
{
  g_auto (GStrv) a_common = common_names (a, b);
  g_auto (GStrv) b_common = common_names (b, a);

  return g_strv_equal ((const char *const *) a_common, (const char *const *) b_common);
}

static gboolean
has_name (GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* Puts a name after that which it follows in @list. */
static void
insert_name (GPtrArray *names, GStrv list, guint index)
{
  guint after;

  for (guint i = index; i-- > 0;)
    {
      if (!g_ptr_array_find_with_equal_func (names, list[i], g_str_equal, &after))
        continue;
      g_ptr_array_insert (names, (gint) after + 1, list[index]);
      return;
    }
  g_ptr_array_insert (names, index == 0 ? 0 : (gint) names->len, list[index]);
}

/* What @list has, less what the other side took away, and with what it added. */
static JsonNode *
merge_names (GStrv was, GStrv list, GStrv other)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; list[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *) other, list[i]) ||
          !g_strv_contains ((const char *const *) was, list[i]))
        g_ptr_array_add (names, list[i]);
    }
  for (guint i = 0; other[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) was, other[i]) && !has_name (names, other[i]))
        insert_name (names, other, i);
    }

  for (guint i = 0; i < names->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (names, i));
  json_node_take_array (node, array);
  json_node_seal (node);
  return node;
}

/* Lists of names as sets. What was no list and is one now had no names; one that is taken
 * away altogether is more than a list without names. */
static gboolean
merge_lists (const char *path, Value *value)
{
  g_auto (GStrv) was = rel_json_is_null (value->was) ? g_new0 (char *, 1) : rel_three_way_dup_names (value->was, path);
  g_auto (GStrv) mine = rel_three_way_dup_names (value->mine, path);
  g_auto (GStrv) theirs = rel_three_way_dup_names (value->theirs, path);
  gboolean keeps_order;

  if (was == NULL || mine == NULL || theirs == NULL)
    return FALSE;

  keeps_order = is_in_order_of (was, mine);
  if (!keeps_order && !is_in_order_of (was, theirs) && !is_in_order_of (mine, theirs) &&
      !g_strv_contains (set_paths, path))
    return FALSE;
  value->base = ref_node (value->theirs);
  value->draft = keeps_order ? merge_names (was, theirs, mine) : merge_names (was, mine, theirs);
  return TRUE;
}

static const char *
get_language (JsonNode *element)
{
  return JSON_NODE_HOLDS_OBJECT (element) ? rel_json_get_string (json_node_get_object (element), "language") : NULL;
}

/* The element of a language; %NULL if there is none. */
static JsonNode *
find_language (JsonArray *array, const char *language)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (g_strcmp0 (get_language (json_array_get_element (array, i)), language) == 0)
        return json_array_get_element (array, i);
    }
  return NULL;
}

/* Whether it is a list of texts in different languages. */
static gboolean
is_by_language (JsonNode *node)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *language = get_language (element);

      if (language == NULL || find_language (array, language) != element)
        return FALSE;
    }
  return array != NULL;
}

/* Adds what becomes of one language; %FALSE if both changed its text. */
static gboolean
merge_language (JsonArray *merged, JsonNode *was, JsonNode *mine, JsonNode *theirs)
{
  JsonNode *kept = rel_json_equal (was, mine) ? theirs : mine;

  if (!rel_json_equal (was, mine) && !rel_json_equal (was, theirs) && !rel_json_equal (mine, theirs))
    return FALSE;
  if (kept != NULL)
    json_array_add_element (merged, json_node_ref (kept));
  return TRUE;
}

static gboolean
merge_languages (Value *value)
{
  g_autoptr (JsonArray) none = json_array_new ();
  g_autoptr (JsonArray) merged = json_array_new ();
  JsonArray *was = rel_json_is_null (value->was) ? none : NULL;
  JsonArray *mine;
  JsonArray *theirs;

  if ((was == NULL && !is_by_language (value->was)) || !is_by_language (value->mine) || !is_by_language (value->theirs))
    return FALSE;
  was = was != NULL ? was : json_node_get_array (value->was);
  mine = json_node_get_array (value->mine);
  theirs = json_node_get_array (value->theirs);

  for (guint i = 0; i < json_array_get_length (theirs); i++)
    {
      JsonNode *element = json_array_get_element (theirs, i);
      const char *language = get_language (element);

      if (!merge_language (merged, find_language (was, language), find_language (mine, language), element))
        return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (mine); i++)
    {
      JsonNode *element = json_array_get_element (mine, i);
      const char *language = get_language (element);

      if (find_language (theirs, language) == NULL &&
          !merge_language (merged, find_language (was, language), element, NULL))
        return FALSE;
    }

  value->base = ref_node (value->theirs);
  value->draft = json_node_init_array (json_node_alloc (), merged);
  json_node_seal (value->draft);
  return TRUE;
}

static gboolean
has_plain_names (JsonNode *node)
{
  g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (strchr (l->data, '.') != NULL)
        return FALSE;
    }
  return TRUE;
}

/* Whether the members of a value are merged one by one. A name with a dot in it cannot be
 * said in a path. */
static gboolean
is_nested (Value *value)
{
  return value->mine != NULL && value->theirs != NULL && JSON_NODE_HOLDS_OBJECT (value->mine) &&
         JSON_NODE_HOLDS_OBJECT (value->theirs) &&
         (rel_json_is_null (value->was) || JSON_NODE_HOLDS_OBJECT (value->was)) && has_plain_names (value->mine) &&
         has_plain_names (value->theirs);
}

static void
merge_value (Merge *merge, const char *path, Value *value)
{
  if (is_equal (merge, path, value->was, value->mine) || is_equal (merge, path, value->mine, value->theirs) ||
      strcmp (path, "meta.id") == 0)
    take (value, value->theirs, value->theirs);
  else if (is_equal (merge, path, value->was, value->theirs))
    take (value, value->theirs, value->mine);
  else if (merge->object == REL_OBJECT_RELATION && g_strv_contains (derived_paths, path))
    take (value, value->theirs, merge->retargets ? value->mine : value->theirs);
  else if (is_nested (value))
    merge_objects (merge, path, value);
  else if (!merge_lists (path, value) && !merge_languages (value))
    {
      take (value, value->was, value->mine);
      g_ptr_array_add (merge->clashes, g_strdup (path));
    }
}

static JsonObject *
get_members (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
merge_member (Merge *merge, const char *prefix, const char *name, Value *whole, JsonObject *base, JsonObject *draft)
{
  g_autofree char *path = prefix != NULL ? g_strconcat (prefix, ".", name, NULL) : g_strdup (name);
  Value member = { NULL };

  member.was = rel_json_is_null (whole->was) ? NULL : json_object_get_member (get_members (whole->was), name);
  member.mine = json_object_get_member (get_members (whole->mine), name);
  member.theirs = json_object_get_member (get_members (whole->theirs), name);
  merge_value (merge, path, &member);
  if (member.base != NULL)
    json_object_set_member (base, name, member.base);
  if (member.draft != NULL)
    json_object_set_member (draft, name, member.draft);
}

static JsonNode *
seal_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  json_node_seal (node);
  return node;
}

/* Merges the members of objects; their order is theirs, with what only I have at the end. */
static void
merge_objects (Merge *merge, const char *prefix, Value *value)
{
  g_autoptr (GList) theirs = json_object_get_members (get_members (value->theirs));
  g_autoptr (GList) mine = json_object_get_members (get_members (value->mine));
  JsonObject *base = json_object_new ();
  JsonObject *draft = json_object_new ();

  for (GList *l = theirs; l != NULL; l = l->next)
    merge_member (merge, prefix, l->data, value, base, draft);
  for (GList *l = mine; l != NULL; l = l->next)
    {
      if (!json_object_has_member (get_members (value->theirs), l->data))
        merge_member (merge, prefix, l->data, value, base, draft);
    }

  value->base = seal_object (base);
  value->draft = seal_object (draft);
}

/**
 * rel_three_way_merge:
 * @object: what the three are
 * @was: the object of the API that both began with
 * @mine: as it is here
 * @theirs: as it is on the server
 *
 * Merges an object member by member. What only one side changed is taken from it.
 *
 * Returns: (transfer full): what becomes of it
 */
RelThreeWay *
rel_three_way_merge (RelObject object, JsonNode *was, JsonNode *mine, JsonNode *theirs)
{
  RelThreeWay *self = g_new0 (RelThreeWay, 1);
  Value value = { was, mine, theirs, NULL, NULL };
  Merge merge = { object, FALSE, NULL };

  self->clashes = g_ptr_array_new_with_free_func (g_free);
  merge.clashes = self->clashes;
  merge.retargets = object == REL_OBJECT_RELATION &&
                    !rel_json_equal (rel_json_get (get_members (was), "related_collection"),
                                     rel_json_get (get_members (mine), "related_collection"));
  merge_objects (&merge, NULL, &value);
  self->base = value.base;
  self->draft = value.draft;
  return self;
}

/**
 * rel_three_way_free:
 * @self: (transfer full): what became of an object
 *
 * Frees it.
 */
void
rel_three_way_free (RelThreeWay *self)
{
  json_node_unref (self->base);
  json_node_unref (self->draft);
  g_ptr_array_unref (self->clashes);
  g_free (self);
}
