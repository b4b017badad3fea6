/* test-pictures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of whole projects can be read, whatever they show: no card overlaps another one, no line
 * goes through a card or falls on another line, and no name is cut. The projects are those of the
 * tests, and the snapshots in the folder that RELATIONS_SNAPSHOTS names, if it does.
 */

#include "config.h"

#include <string.h>

#include "graphs.h"
#include "readable.h"
#include "rel-drawing.h"
#include "rel-snapshot.h"
#include "sketch.h"

#define N_RANDOM 12
#define N_CARDS  1000
#define N_MANY   10000

static const RelDetail details[] = { REL_DETAIL_NAMES, REL_DETAIL_RELATIONS, REL_DETAIL_FIELDS };

/* What a test does with each project. */
typedef void (*ProjectFunc) (RelSchema *schema);

/* --- Projects --- */

static RelSchema *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *data = NULL;
  RelSnapshotFormat format;
  RelSchema *schema;
  gsize length;

  g_assert_true (rel_snapshot_format_from_name (path, &format));
  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  schema = rel_snapshot_read (bytes, format, &error);
  g_assert_no_error (error);
  return schema;
}

static void
for_path (const char *path, ProjectFunc func)
{
  g_autoptr (RelSchema) schema = load (path);

  g_test_message ("%s", path);
  func (schema);
}

static void
for_sketch (const char *text, ProjectFunc func)
{
  g_autoptr (RelSchema) schema = sketch_schema (text);

  func (schema);
}

static void
for_folder (const char *folder, ProjectFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  RelSnapshotFormat format;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (rel_snapshot_format_from_name (name, &format))
        for_path (path, func);
    }
}

static void
for_each_project (ProjectFunc func)
{
  const char *folder = g_getenv ("RELATIONS_SNAPSHOTS");
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "magazine.json", NULL);
  g_autofree char *broken = g_test_build_filename (G_TEST_DIST, "data", "snapshots", "broken.json", NULL);

  for_sketch (sketch_magazine, func);
  for_sketch (sketch_broken, func);
  for_path (sample, func);
  for_path (broken, func);
  if (folder != NULL)
    for_folder (folder, func);
}

/* --- What is tested --- */

/* Where a line ends, from the top of its card: at its field, or at the header. */
static double
place_of_end (RelScene *scene, const RelEdgeEnd *end, const RelPoint *point)
{
  const RelCard *card = rel_scene_get_card (scene, end->card);
  double place = point->y - card->box.y;
  double top = 0;
  double height = card->header_height;

  if (end->row >= 0)
    {
      top = rel_card_get_row (card, (guint) end->row)->y;
      height = rel_card_get_row (card, (guint) end->row)->height;
    }
  g_assert_cmpfloat (place, >, top);
  g_assert_cmpfloat (place, <, top + height);
  return place;
}

/* The cards and lines of a picture as a graph, which can be measured. */
static RelGraph *
graph_of (RelScene *scene)
{
  RelGraph *graph = rel_graph_new (GRAPH_UNIT);

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      const RelBox *box = &rel_scene_get_card (scene, i)->box;

      rel_graph_node (graph, rel_graph_add_node (graph, box->width, box->height, 0))->box = *box;
    }
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      const RelPoint *points = (const RelPoint *) (gpointer) edge->points->data;
      double from_y = place_of_end (scene, &edge->from, &points[0]);
      double to_y = place_of_end (scene, &edge->to, &points[edge->points->len - 1]);
      guint line = rel_graph_add_line (graph, edge->from.card, from_y, edge->to.card, to_y);

      g_array_append_vals (rel_graph_line (graph, line)->points, points, edge->points->len);
    }
  graph->width = rel_scene_get_width (scene);
  graph->height = rel_scene_get_height (scene);
  return graph;
}

static void
assert_scene (RelScene *scene)
{
  g_autoptr (RelGraph) graph = graph_of (scene);

  readable_assert (graph);
}

static void
assert_diagram (RelSchema *schema, const RelDiagramOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelScene) scene = rel_diagram_scene (schema, NULL, options, sketch_measure, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_scene (scene);
}

static void
assert_diagrams (RelSchema *schema)
{
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      for (guint bits = 0; bits < 8; bits++)
        {
          RelDiagramOptions options = { .detail = details[i],
                                        .junctions = (bits & 1) != 0,
                                        .groups = (bits & 2) != 0,
                                        .system = (bits & 4) != 0,
                                        .effort = REL_EFFORT_BEST };

          assert_diagram (schema, &options);
        }
    }
}

/* A name that has no room loses its middle; names that people give have room. */
static void
assert_not_cut (RelSchema *schema)
{
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      RelDrawingOptions options = { .format = REL_DRAWING_SVG,
                                    .diagram = { .detail = details[i], .effort = REL_EFFORT_BEST } };
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) svg = rel_drawing_write (schema, &options, NULL, &error);
      const char *data = g_bytes_get_data (svg, NULL);

      g_assert_no_error (error);
      g_assert_nonnull (g_strstr_len (data, (gssize) g_bytes_get_size (svg), "</text>"));
      g_assert_null (g_strstr_len (data, (gssize) g_bytes_get_size (svg), "…"));
    }
}

static void
assert_neighbours (RelSchema *schema)
{
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      const char *name = rel_collection_get_name (rel_schema_get_collection (schema, i));
      g_autoptr (RelScene) scene = rel_neighbours_scene (schema, NULL, name, sketch_measure, NULL);
      g_autoptr (RelGraph) graph = graph_of (scene);
      Measures measures = measures_take (graph);

      g_assert_cmpuint (measures.overlaps, ==, 0);
      g_assert_cmpuint (measures.through, ==, 0);
      g_assert_cmpuint (measures.alike, ==, 0);
    }
}

static void
test_diagrams (void)
{
  for_each_project (assert_diagrams);
}

static void
test_not_cut (void)
{
  for_each_project (assert_not_cut);
}

static void
test_neighbours (void)
{
  for_each_project (assert_neighbours);
}

/* A name of 300 characters is cut, but moves nothing to where it should not be. */
static void
test_long_names (void)
{
  g_autofree char *name = g_strnfill (300, 'n');
  g_autofree char *field = g_strnfill (300, 'f');
  g_autofree char *text = g_strdup_printf ("%s: %s children*o2m\n%s_j!: a_id b_id\nb: %s*m2m\n> %s.%s b\n"
                                           "> %s.%s %s one=children\n> %s_j.a_id b one=%s junction=b_id\n"
                                           "> %s_j.b_id %s junction=a_id\n",
                                           name, field, name, field, name, field, name, field, name, name, field, name,
                                           name);

  for_sketch (text, assert_diagrams);
  for_sketch (text, assert_neighbours);
}

/* --- By lot --- */

/* Relations that are broken in all ways. */
static void
test_random (void)
{
  for (guint32 seed = 0; seed < N_RANDOM; seed++)
    {
      g_autofree char *text = sketch_random (seed);

      g_test_message ("seed %u", seed);
      for_sketch (text, assert_diagrams);
    }
}

static void
test_thousand (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .effort = REL_EFFORT_BEST };
  g_autoptr (RelGraph) graph = graph_modular (N_CARDS, 1, FALSE);
  g_autoptr (RelSchema) schema = sketch_graph (graph);

  assert_diagram (schema, &options);
  assert_not_cut (schema);
}

static void
test_ten_thousand (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .effort = REL_EFFORT_BEST };
  g_autoptr (RelGraph) graph = graph_modular (N_MANY, 1, FALSE);
  g_autoptr (RelSchema) schema = sketch_graph (graph);

  assert_diagram (schema, &options);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/pictures/diagrams", test_diagrams);
  g_test_add_func ("/diagram/pictures/not-cut", test_not_cut);
  g_test_add_func ("/diagram/pictures/neighbours", test_neighbours);
  g_test_add_func ("/diagram/pictures/long-names", test_long_names);
  g_test_add_func ("/diagram/pictures/random", test_random);
  g_test_add_func ("/diagram/pictures/thousand", test_thousand);
  if (g_test_slow ())
    g_test_add_func ("/diagram/pictures/ten-thousand", test_ten_thousand);
  return g_test_run ();
}
