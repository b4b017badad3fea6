/* crowd.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A project as full as they get: the magazine, with every kind of relation and what may be
 * wrong with them, among a thousand other collections, and nearly all names 80 characters long.
 */

#include "config.h"

#include "crowd.h"

#include <string.h>

#include "magazine.h"
#include "rel-snapshot.h"

#define N_SHELVES  1000
#define NAME_CHARS 80

/* What has a name of a collection, of a field or of a key in it. */
static const char *const named[] = {
  "collection",
  "column",
  "constraint_name",
  "field",
  "foreign_key_table",
  "group",
  "junction_field",
  "many_collection",
  "many_field",
  "name",
  "one_collection",
  "one_collection_field",
  "one_field",
  "one_allowed_collections",
  "related_collection",
  "foreign_key_column",
  "sort_field",
  "table",
  NULL,
};

/**
 * crowd_name:
 * @name: a name in the magazine
 *
 * Every other one is of words, the rest is one word in which no line can be broken.
 *
 * Returns: (transfer none): what it is called in the crowd
 */
const char *
crowd_name (const char *name)
{
  const char *more = g_str_hash (name) % 2 == 0 ? "_and_more_words" : "andmorewithoutanend";
  g_autoptr (GString) longer = g_string_new (name);

  if (g_str_equal (name, "id") || g_str_has_prefix (name, "directus_"))
    return g_intern_string (name);
  while (longer->len < NAME_CHARS)
    g_string_append (longer, more);
  g_string_truncate (longer, NAME_CHARS);
  return g_intern_string (longer->str);
}

static void lengthen (JsonNode *node, gboolean is_name);

static void
lengthen_member_cb (JsonObject *object, const char *member, JsonNode *node, gpointer user_data)
{
  lengthen (node, g_strv_contains (named, member));
}

static void
lengthen_element_cb (JsonArray *array, guint i, JsonNode *node, gpointer user_data)
{
  lengthen (node, GPOINTER_TO_INT (user_data));
}

/* Makes the names in it long, or itself if it @is_name. */
static void
lengthen (JsonNode *node, gboolean is_name)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), lengthen_member_cb, NULL);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), lengthen_element_cb, GINT_TO_POINTER (is_name));
  else if (is_name && json_node_get_value_type (node) == G_TYPE_STRING)
    json_node_set_string (node, crowd_name (json_node_get_string (node)));
}

/* To be changed, unlike what the program parses. */
static JsonNode *
parse (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void
add (JsonObject *snapshot, const char *list, char *text)
{
  json_array_add_element (json_object_get_array_member (snapshot, list), parse (text));
  g_free (text);
}

/* A collection with a relation to the one before. */
static void
add_shelf (JsonObject *snapshot, guint number)
{
  guint to = number > 0 ? number - 1 : 0;

  add (snapshot, "collections",
       g_strdup_printf ("{\"collection\":\"shelf_%u\",\"meta\":{\"collection\":\"shelf_%u\",\"hidden\":false},"
                        "\"schema\":{\"name\":\"shelf_%u\"}}",
                        number, number, number));
  add (
    snapshot, "fields",
    g_strdup_printf ("{\"collection\":\"shelf_%u\",\"field\":\"id\",\"type\":\"integer\",\"schema\":{\"name\":\"id\","
                     "\"table\":\"shelf_%u\",\"is_primary_key\":true,\"is_nullable\":false},\"meta\":null}",
                     number, number));
  add (snapshot, "fields",
       g_strdup_printf ("{\"collection\":\"shelf_%u\",\"field\":\"beside\",\"type\":\"integer\",\"schema\":"
                        "{\"name\":\"beside\",\"table\":\"shelf_%u\",\"is_nullable\":true},\"meta\":"
                        "{\"collection\":\"shelf_%u\",\"field\":\"beside\",\"special\":[\"m2o\"]}}",
                        number, number, number));
  add (snapshot, "relations",
       g_strdup_printf ("{\"collection\":\"shelf_%u\",\"field\":\"beside\",\"related_collection\":\"shelf_%u\","
                        "\"schema\":{\"table\":\"shelf_%u\",\"column\":\"beside\",\"foreign_key_table\":\"shelf_%u\","
                        "\"foreign_key_column\":\"id\",\"on_update\":\"NO ACTION\",\"on_delete\":\"SET NULL\"},"
                        "\"meta\":{\"many_collection\":\"shelf_%u\",\"many_field\":\"beside\","
                        "\"one_collection\":\"shelf_%u\",\"one_deselect_action\":\"nullify\"}}",
                        number, to, number, to, number, to));
}

/**
 * crowd_write:
 *
 * Writes the crowd to a file of its own.
 *
 * Returns: (transfer full): its path
 */
char *
crowd_write (void)
{
  char *path = g_build_filename (g_get_user_data_dir (), "crowd.json", NULL);
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (JsonNode) small = rel_snapshot_to_json (magazine);
  g_autofree char *copy = json_to_string (small, FALSE);
  g_autoptr (JsonNode) crowd = parse (copy);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_SHELVES; i++)
    add_shelf (json_node_get_object (crowd), i);
  lengthen (crowd, FALSE);
  text = json_to_string (crowd, FALSE);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}
