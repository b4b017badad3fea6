/* sketch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Schemas for tests, written in short: a line for each collection, a line for each relation.
 *
 *   posts: id*key author tags*m2m     a collection with its fields; an alias has its special
 *   posts_tags!: posts_id tags_id     a hidden collection
 *   blog/:                            a folder
 *   posts@blog: id                    a collection in a folder
 *   > posts.author users one=posts delete=CASCADE deselect=delete junction=x allowed=a,b nokey
 *     nometa
 */

#include "config.h"

#include "sketch.h"

#include <string.h>

#include "graphs.h"
#include "rel-lists.h"

/* Every kind there is, and two collections that are linked in more than one way. */
const char *const sketch_magazine = "articles: id author editor image tags*m2m blocks*m2a translations*translations "
                                    "gallery*files parent children*tree related*m2m comments*o2m\n"
                                    "authors: id articles*o2m favourite\n"
                                    "tags: id articles*m2m\n"
                                    "articles_tags!: id articles_id tags_id\n"
                                    "articles_blocks!: id articles_id item collection\n"
                                    "articles_translations!: id articles_id languages_code\n"
                                    "articles_files!: id articles_id directus_files_id\n"
                                    "articles_related!: id articles_id related_articles_id\n"
                                    "block_text: id\nblock_image: id\nblock_quote: id\n"
                                    "languages: code\n"
                                    "comments: id article\n"
                                    "reports: id article\n"
                                    "lonely: id\n"
                                    "> articles.author authors one=articles delete=SET_NULL\n"
                                    "> articles.editor authors delete=RESTRICT\n"
                                    "> authors.favourite articles\n"
                                    "> articles.image directus_files\n"
                                    "> articles_tags.articles_id articles one=tags junction=tags_id\n"
                                    "> articles_tags.tags_id tags one=articles junction=articles_id\n"
                                    "> articles_blocks.articles_id articles one=blocks junction=item\n"
                                    "> articles_blocks.item - allowed=block_text,block_image,block_quote "
                                    "one_collection_field=collection junction=articles_id nokey\n"
                                    "> articles_translations.articles_id articles one=translations "
                                    "junction=languages_code\n"
                                    "> articles_translations.languages_code languages junction=articles_id\n"
                                    "> articles_files.articles_id articles one=gallery junction=directus_files_id\n"
                                    "> articles_files.directus_files_id directus_files junction=articles_id\n"
                                    "> articles.parent articles one=children\n"
                                    "> articles_related.articles_id articles one=related junction=related_articles_id\n"
                                    "> articles_related.related_articles_id articles junction=articles_id\n"
                                    "> comments.article articles one=comments delete=CASCADE\n"
                                    "> reports.article articles nometa\n";

/* What real projects have after years. */
const char *const sketch_broken =
  "pages: id owner owner2 nothing any*m2a twice list*o2m\n"
  "things: id page\n"
  "bad_junction!: pages_id\n"
  "> pages.owner no_such_people one=pages\n"
  "> pages.owner2 things\n"
  "> pages.vanished things nokey\n"
  "> pages.nothing -\n"
  "> pages.twice things\n"
  "> pages.twice things\n"
  "> pages.twice directus_users\n"
  "> ghosts.page pages one=ghosts nokey\n"
  "> things.gone pages one=list nokey\n"
  "> things.page pages one=no_such_list\n"
  "> bad_junction.pages_id pages one=any junction=pages_id\n"
  "> bad_junction.item - allowed= one_collection_field=collection nokey\n"
  "> any_page.item - allowed=pages,pages,things one_collection_field=collection nokey\n";

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static char *
dup_collection_json (const char *name, const char *folder, char sign)
{
  g_autofree char *group = folder != NULL ? g_strdup_printf (",\"group\":\"%s\"", folder) : g_strdup ("");

  return g_strdup_printf ("{\"collection\":\"%s\",\"meta\":{\"hidden\":%s%s},\"schema\":%s}", name,
                          sign == '!' ? "true" : "false", group, sign == '/' ? "null" : "{}");
}

static void
read_collection (JsonArray *collections, JsonArray *fields, char *line)
{
  char *colon = strchr (line, ':');
  g_auto (GStrv) words = g_strsplit (colon + 1, " ", -1);
  char sign = colon[-1];
  g_autofree char *head = g_strndup (line, (gsize) (colon - line) - (sign == '!' || sign == '/' ? 1 : 0));
  g_auto (GStrv) names = g_strsplit (head, "@", 2);
  const char *name = names[0];
  g_autofree char *json = dup_collection_json (name, names[1], sign);

  json_array_add_element (collections, parse (json));
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "*", 2);
      gboolean tree = g_strcmp0 (parts[0] != NULL ? parts[1] : NULL, "tree") == 0;
      g_autofree char *field = NULL;

      if (*words[i] == '\0')
        continue;
      if (g_strcmp0 (parts[1], "key") == 0)
        field = g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"%s\",\"type\":\"integer\","
                                 "\"schema\":{\"is_primary_key\":true}}",
                                 name, parts[0]);
      else if (parts[1] == NULL)
        field = g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"%s\",\"type\":\"integer\",\"schema\":{}}", name,
                                 parts[0]);
      else
        field = g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"%s\",\"type\":\"alias\",\"schema\":null,"
                                 "\"meta\":{\"special\":[\"%s\"],\"interface\":\"%s\"}}",
                                 name, parts[0], tree ? "o2m" : parts[1], tree ? "list-o2m-tree-view" : "list");
      json_array_add_element (fields, parse (field));
    }
}

static void
set_string (JsonObject *object, const char *member, const char *value)
{
  json_object_set_string_member (object, member, value);
}

static void
read_relation (JsonArray *relations, char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_auto (GStrv) ends = g_strsplit (words[1], ".", 2);
  JsonObject *relation = json_object_new ();
  JsonObject *meta = json_object_new ();
  JsonObject *schema = json_object_new ();

  set_string (relation, "collection", ends[0]);
  set_string (relation, "field", ends[1]);
  if (strcmp (words[2], "-") == 0)
    json_object_set_null_member (relation, "related_collection");
  else
    set_string (relation, "related_collection", words[2]);
  json_object_set_object_member (relation, "meta", meta);
  json_object_set_object_member (relation, "schema", schema);

  for (guint i = 3; words[i] != NULL; i++)
    {
      if (g_str_has_prefix (words[i], "one="))
        set_string (meta, "one_field", words[i] + strlen ("one="));
      else if (g_str_has_prefix (words[i], "junction="))
        set_string (meta, "junction_field", words[i] + strlen ("junction="));
      else if (g_str_has_prefix (words[i], "deselect="))
        set_string (meta, "one_deselect_action", words[i] + strlen ("deselect="));
      else if (g_str_has_prefix (words[i], "allowed="))
        set_string (meta, "one_allowed_collections", words[i] + strlen ("allowed="));
      else if (g_str_has_prefix (words[i], "one_collection_field="))
        set_string (meta, "one_collection_field", words[i] + strlen ("one_collection_field="));
      else if (g_str_has_prefix (words[i], "delete="))
        set_string (schema, "on_delete", g_strdelimit (words[i], "_", ' ') + strlen ("delete="));
      else if (strcmp (words[i], "nokey") == 0)
        json_object_set_null_member (relation, "schema");
      else if (strcmp (words[i], "nometa") == 0)
        json_object_set_null_member (relation, "meta");
      else
        g_assert_cmpstr (words[i], ==, "a word of a sketch");
    }
  json_array_add_object_element (relations, relation);
}

/**
 * sketch_schema:
 * @text: a schema in short
 *
 * Returns: (transfer full): the schema
 */
RelSchema *
sketch_schema (const char *text)
{
  g_autoptr (JsonNode) collections = json_node_init_array (json_node_alloc (), json_array_new ());
  g_autoptr (JsonNode) fields = json_node_init_array (json_node_alloc (), json_array_new ());
  g_autoptr (JsonNode) relations = json_node_init_array (json_node_alloc (), json_array_new ());
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  RelSchema *schema;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '>')
        read_relation (json_node_get_array (relations), lines[i]);
      else if (lines[i][0] != '\0')
        read_collection (json_node_get_array (collections), json_node_get_array (fields), lines[i]);
    }
  schema = rel_lists_read (collections, fields, relations, &error);
  g_assert_no_error (error);

  json_array_unref (json_node_get_array (collections));
  json_array_unref (json_node_get_array (fields));
  json_array_unref (json_node_get_array (relations));
  return schema;
}

/**
 * sketch_measure:
 *
 * Measures texts as if all letters were as wide.
 */
void
sketch_measure (const char *text, RelTextStyle style, double *width, double *height, gpointer user_data)
{
  static const double widths[] = { [REL_TEXT_TITLE] = 8, [REL_TEXT_ROW] = 7, [REL_TEXT_LABEL] = 6 };
  static const double heights[] = { [REL_TEXT_TITLE] = 19, [REL_TEXT_ROW] = 16, [REL_TEXT_LABEL] = 14 };

  *width = g_utf8_strlen (text, -1) * widths[style];
  *height = heights[style];
}

/**
 * sketch_graph:
 * @graph: a graph
 *
 * Returns: (transfer full): a schema whose collections are its cards, and whose relations are its
 *   lines
 */
RelSchema *
sketch_graph (RelGraph *graph)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < graph->nodes->len; i++)
    g_string_append_printf (text, "c%u: id*key name state f0 f1 f2 f3 f4 f5\n", i);
  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);

      g_string_append_printf (text, "> c%u.f%u c%u\n", line->from, (guint) (line->from_y / GRAPH_UNIT) / 2 - 2,
                              line->to);
    }
  return sketch_schema (text->str);
}

/**
 * sketch_scene:
 * @text: a schema in short
 * @collection: the name of a collection
 *
 * Returns: (transfer full): the picture of the collection and its neighbours
 */
RelScene *
sketch_scene (const char *text, const char *collection)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);

  return rel_neighbours_scene (schema, NULL, collection, sketch_measure, NULL);
}

/**
 * sketch_hub:
 * @n_neighbours: how many collections point at `hub`
 * @with_lists: whether `hub` has a field for each that lists its items
 *
 * Returns: (transfer full): a schema in short
 */
char *
sketch_hub (guint n_neighbours, gboolean with_lists)
{
  GString *text = g_string_new ("hub: id own");

  for (guint i = 0; with_lists && i < n_neighbours; i++)
    g_string_append_printf (text, " list_%02u*o2m", i);
  g_string_append (text, "\nother: id\n> hub.own other\n");
  for (guint i = 0; i < n_neighbours; i++)
    {
      g_string_append_printf (text, "spoke_%02u: id created updated\n", i);
      g_string_append_printf (text, "> spoke_%02u.created hub", i);
      if (with_lists)
        g_string_append_printf (text, " one=list_%02u", i);
      g_string_append_printf (text, "\n> spoke_%02u.updated hub\n", i);
    }
  return g_string_free (text, FALSE);
}

/**
 * sketch_random:
 * @seed: the same gives the same
 *
 * Draws a schema by lot around a collection `hub`: relations of all forms, to collections
 * and fields that may not exist, several of the same name, with names short and long.
 *
 * Returns: (transfer full): a schema in short
 */
char *
sketch_random (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n_collections = (guint) g_rand_int_range (rand, 1, 24);
  guint n_relations = (guint) g_rand_int_range (rand, 0, 60);
  GString *text = g_string_new ("hub: f0 f1 f2 f3 f4 a0*o2m a1*m2m a2*m2a a3*tree\n");

  for (guint i = 0; i < n_collections; i++)
    g_string_append_printf (text, "c%u%s%s: f0 f1 f2 a0*o2m a1*m2m\n", i,
                            i % 7 == 6 ? "_with_a_name_of_some_length" : "", g_rand_boolean (rand) ? "!" : "");
  for (guint i = 0; i < n_relations; i++)
    {
      guint other = (guint) g_rand_int_range (rand, 0, (gint32) n_collections + 2);
      g_autofree char *name = g_strdup_printf ("c%u%s", other, other % 7 == 6 ? "_with_a_name_of_some_length" : "");
      guint form = (guint) g_rand_int_range (rand, 0, 10);
      guint f = (guint) g_rand_int_range (rand, 0, 6);
      guint a = (guint) g_rand_int_range (rand, 0, 5);

      if (form < 3)
        g_string_append_printf (text, "> hub.f%u %s%s\n", f, name, a < 2 ? " delete=CASCADE" : "");
      else if (form < 6)
        g_string_append_printf (text, "> %s.f%u hub one=a%u\n", name, f, a);
      else if (form < 8)
        g_string_append_printf (text, "> %s.f0 hub one=a%u junction=f1\n> %s.f1 c%u junction=f0\n", name, a, name, f);
      else if (form == 8)
        g_string_append_printf (text, "> hub.f%u hub one=a%u\n", f, a);
      else
        g_string_append_printf (text,
                                "> %s.f0 hub one=a2 junction=f1\n"
                                "> %s.f1 - junction=f0 nokey one_collection_field=f2 allowed=c0,c1,c2,hub\n",
                                name, name);
    }
  return g_string_free (text, FALSE);
}
