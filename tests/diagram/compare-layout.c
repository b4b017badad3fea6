/* compare-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of the comparison with other layout programs that is ours: draws a graph by lot, or
 * takes that of a snapshot, lays it out, and measures pictures, whoever made them. Graphs and
 * pictures are JSON:
 *
 *   {"width", "height", "seconds", "cards": [{"x", "y", "width", "height"}],
 *    "lines": [{"from", "to", "from_y", "to_y", "points": [[x, y], …]}]}
 *
 *   compare-layout write ENDS N SEED FILE       a graph by lot, and our picture of it
 *   compare-layout snapshot ENDS SNAPSHOT FILE  that of the diagram of a snapshot
 *   compare-layout measure FILE                 one line of figures
 *
 * ENDS is "fields" if lines end at the fields that they are of, as in our diagrams, or "cards" for
 * programs that know of none: then two cards have one line at most, which ends at their middle.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "graphs.h"
#include "measures.h"
#include "rel-diagram-private.h"
#include "rel-json.h"
#include "rel-snapshot.h"
#include "sketch.h"

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
fail (GError *error)
{
  g_printerr ("%s\n", error->message);
  return EXIT_FAILURE;
}

/* Of the processor: others may be at work on this computer. */
static double
now_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + now.tv_nsec / 1e9;
}

/* Lays a graph out and writes it. */
static int
write_graph (RelGraph *graph, const char *path)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  double start_s = now_s ();
  double seconds;

  if (!rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, &error))
    return fail (error);
  seconds = now_s () - start_s;

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
  return json_generator_to_file (generator, path, &error) ? EXIT_SUCCESS : fail (error);
}

static double
middle_of (RelGraph *graph, guint node)
{
  return graph->unit * floor (rel_graph_node (graph, node)->box.height / 2 / graph->unit);
}

/* The same cards, with one line between two that have any. */
static RelGraph *
join_lines (RelGraph *graph)
{
  RelGraph *joined = rel_graph_new (graph->unit);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < graph->nodes->len; i++)
    rel_graph_add_node (joined, rel_graph_node (graph, i)->box.width, rel_graph_node (graph, i)->box.height, 0);
  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);
      gint64 pair = (gint64) MIN (line->from, line->to) << 32 | MAX (line->from, line->to);

      if (line->from != line->to && g_hash_table_add (pairs, g_memdup2 (&pair, sizeof pair)))
        rel_graph_add_line (joined, line->from, middle_of (graph, line->from), line->to, middle_of (graph, line->to));
    }
  return joined;
}

static int
write_with_ends (RelGraph *graph, const char *ends, const char *path)
{
  g_autoptr (RelGraph) joined = NULL;

  if (strcmp (ends, "fields") == 0)
    return write_graph (graph, path);
  joined = join_lines (graph);
  return write_graph (joined, path);
}

static int
write_modular (const char *ends, guint n_cards, guint32 seed, const char *path)
{
  g_autoptr (RelGraph) graph = graph_modular (n_cards, seed, FALSE);

  return write_with_ends (graph, ends, path);
}

/* The graph of a diagram is made from a scene that has all its cards. */
static int
write_snapshot (const char *ends, const char *snapshot, const char *path)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  RelSnapshotFormat format;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (RelScene) scene = NULL;
  g_autoptr (RelGraph) graph = NULL;
  g_autofree char *data = NULL;
  gsize length;

  if (!rel_snapshot_format_from_name (snapshot, &format) || !g_file_get_contents (snapshot, &data, &length, &error))
    return error != NULL ? fail (error) : EXIT_FAILURE;
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  schema = rel_snapshot_read (bytes, format, &error);
  if (schema == NULL)
    return fail (error);
  scene = rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, &error);
  if (scene == NULL)
    return fail (error);
  graph = rel_diagram_size (scene, schema, NULL, &options, sketch_measure, NULL);
  return write_with_ends (graph, ends, path);
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
    return fail (error);
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
  if (argc == 6 && strcmp (argv[1], "write") == 0)
    return write_modular (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10),
                          (guint32) g_ascii_strtoull (argv[4], NULL, 10), argv[5]);
  if (argc == 5 && strcmp (argv[1], "snapshot") == 0)
    return write_snapshot (argv[2], argv[3], argv[4]);
  if (argc == 3 && strcmp (argv[1], "measure") == 0)
    return measure_picture (argv[2]);
  g_printerr ("Usage: compare-layout write ENDS N SEED FILE | snapshot ENDS SNAPSHOT FILE | measure FILE\n");
  return EXIT_FAILURE;
}
