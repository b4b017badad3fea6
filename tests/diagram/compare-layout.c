/* compare-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of the comparison with other layout programs that is ours: draws a graph by lot,
 * lays it out, and measures pictures, whoever made them. Graphs and pictures are JSON:
 *
 *   {"width", "height", "seconds", "cards": [{"x", "y", "width", "height"}],
 *    "lines": [{"from", "to", "from_y", "to_y", "points": [[x, y], …]}]}
 *
 *   compare-layout write N SEED FILE     a graph, and our picture of it
 *   compare-layout measure FILE          one line of figures
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "graphs.h"
#include "measures.h"
#include "rel-json.h"

static void
write_cards (JsonBuilder *builder, RelGraph *graph)
{
  static const char *const names[] = { "x", "y", "width", "height" };

  json_builder_set_member_name (builder, "cards");
  json_builder_begin_array (builder);
  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const RelBox *box = &rel_graph_node (graph, i)->box;
      const double values[] = { box->x, box->y, box->width, box->height };

      json_builder_begin_object (builder);
      for (guint v = 0; v < G_N_ELEMENTS (values); v++)
        {
          json_builder_set_member_name (builder, names[v]);
          json_builder_add_double_value (builder, values[v]);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_line (JsonBuilder *builder, const RelLine *line)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "from");
  json_builder_add_int_value (builder, line->from);
  json_builder_set_member_name (builder, "to");
  json_builder_add_int_value (builder, line->to);
  json_builder_set_member_name (builder, "from_y");
  json_builder_add_double_value (builder, line->from_y);
  json_builder_set_member_name (builder, "to_y");
  json_builder_add_double_value (builder, line->to_y);
  json_builder_set_member_name (builder, "points");
  json_builder_begin_array (builder);
  for (guint p = 0; p < line->points->len; p++)
    {
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, g_array_index (line->points, RelPoint, p).x);
      json_builder_add_double_value (builder, g_array_index (line->points, RelPoint, p).y);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static int
write_graph (guint n_cards, guint32 seed, const char *path)
{
  g_autoptr (RelGraph) graph = graph_modular (n_cards, seed, FALSE);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  gint64 start_us = g_get_monotonic_time ();
  double seconds;

  if (!rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, NULL))
    return EXIT_FAILURE;
  seconds = (g_get_monotonic_time () - start_us) / 1e6;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "width");
  json_builder_add_double_value (builder, graph->width);
  json_builder_set_member_name (builder, "height");
  json_builder_add_double_value (builder, graph->height);
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, seconds);
  write_cards (builder, graph);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < graph->lines->len; i++)
    write_line (builder, rel_graph_line (graph, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_file (generator, path, NULL) ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
read_line (RelGraph *graph, JsonObject *object)
{
  guint index = rel_graph_add_line (graph, (guint) json_object_get_int_member (object, "from"),
                                    json_object_get_double_member (object, "from_y"),
                                    (guint) json_object_get_int_member (object, "to"),
                                    json_object_get_double_member (object, "to_y"));
  JsonArray *points = json_object_get_array_member (object, "points");

  for (guint p = 0; p < json_array_get_length (points); p++)
    {
      JsonArray *pair = json_array_get_array_element (points, p);
      RelPoint point = { json_array_get_double_element (pair, 0), json_array_get_double_element (pair, 1) };

      g_array_append_val (rel_graph_line (graph, index)->points, point);
    }
}

static int
measure_picture (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (RelGraph) graph = rel_graph_new (GRAPH_UNIT);
  g_autoptr (GError) error = NULL;
  JsonObject *picture;
  JsonArray *cards;
  JsonArray *lines;
  Measures measures;

  if (!json_parser_load_from_file (parser, path, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  picture = json_node_get_object (json_parser_get_root (parser));
  cards = json_object_get_array_member (picture, "cards");
  lines = json_object_get_array_member (picture, "lines");
  for (guint i = 0; i < json_array_get_length (cards); i++)
    {
      JsonObject *card = json_array_get_object_element (cards, i);
      guint index = rel_graph_add_node (graph, json_object_get_double_member (card, "width"),
                                        json_object_get_double_member (card, "height"), 0);

      rel_graph_node (graph, index)->box.x = json_object_get_double_member (card, "x");
      rel_graph_node (graph, index)->box.y = json_object_get_double_member (card, "y");
    }
  for (guint i = 0; i < json_array_get_length (lines); i++)
    read_line (graph, json_array_get_object_element (lines, i));
  graph->width = json_object_get_double_member (picture, "width");
  graph->height = json_object_get_double_member (picture, "height");

  measures = measures_take (graph);
  g_print ("{\"seconds\": %.3f, \"crossings\": %" G_GUINT64_FORMAT
           ", \"overlaps\": %u, \"through\": %u, \"alike\": %u, \"length\": %.0f, \"bends\": %u, \"width\": %.0f, "
           "\"height\": %.0f}\n",
           json_object_get_double_member (picture, "seconds"), measures.crossings, measures.overlaps, measures.through,
           measures.alike, measures.length, measures.bends, graph->width, graph->height);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "write") == 0)
    return write_graph ((guint) g_ascii_strtoull (argv[2], NULL, 10), (guint32) g_ascii_strtoull (argv[3], NULL, 10),
                        argv[4]);
  if (argc == 3 && strcmp (argv[1], "measure") == 0)
    return measure_picture (argv[2]);
  g_printerr ("Usage: compare-layout write N SEED FILE | measure FILE\n");
  return EXIT_FAILURE;
}
