/* test-drawing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "rel-error.h"
#include "rel-drawing.h"
#include "rel-paint.h"
#include "sketch.h"

static const RelDrawingFormat texts[] = { REL_DRAWING_SVG, REL_DRAWING_DOT, REL_DRAWING_MERMAID, REL_DRAWING_DBML,
                                          REL_DRAWING_LAYOUT };

/* More than a page has that is drawn here. */
#define MAX_PAGE_BYTES (1 << 20)

/* What each edge has once in a format. */
static const char *const marks[] = {
  [REL_DRAWING_SVG] = "<g class=\"line ", [REL_DRAWING_DOT] = " -> ",
  [REL_DRAWING_MERMAID] = " : ",          [REL_DRAWING_DBML] = "// ",
  [REL_DRAWING_LAYOUT] = "\"points\"",
};

static char *
export_text (RelSchema *schema, const RelDrawingOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rel_drawing_write (schema, options, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *c = strstr (text, word); c != NULL; c = strstr (c + strlen (word), word))
    n++;
  return n;
}

/* How many lines the relations of a schema are, if no junction is folded. */
static guint
count_lines (RelSchema *schema)
{
  guint n = 0;

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);
          const char *const *allowed = rel_relation_get_one_allowed_collections (relation);
          g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);

          if (rel_relation_get_related_collection (relation) != NULL)
            g_hash_table_add (targets, (gpointer) rel_relation_get_related_collection (relation));
          for (guint a = 0; allowed != NULL && allowed[a] != NULL; a++)
            g_hash_table_add (targets, (gpointer) allowed[a]);
          n += MAX (1, g_hash_table_size (targets));
        }
    }
  return n;
}

static void
assert_all_named (RelSchema *schema, const char *text)
{
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);
          g_autofree char *name =
            g_strdup_printf ("%s.%s", rel_relation_get_collection (relation), rel_relation_get_field (relation));

          g_assert_nonnull (strstr (text, name));
        }
    }
}

static void
assert_none_missing (const char *sketch)
{
  g_autoptr (RelSchema) schema = sketch_schema (sketch);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      RelDrawingOptions options = { .format = texts[i],
                                    .diagram = { .detail = REL_DETAIL_RELATIONS, .junctions = TRUE } };
      g_autofree char *shown = export_text (schema, &options);
      g_autofree char *folded = NULL;

      g_assert_cmpuint (count (shown, marks[texts[i]]), ==, count_lines (schema));
      if (texts[i] == REL_DRAWING_MERMAID || texts[i] == REL_DRAWING_LAYOUT)
        continue;
      /* What is folded is named at its line. */
      options.diagram.junctions = FALSE;
      folded = export_text (schema, &options);
      assert_all_named (schema, shown);
      assert_all_named (schema, folded);
    }
}

static void
test_none_missing (void)
{
  assert_none_missing (sketch_magazine);
  assert_none_missing (sketch_broken);
  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autofree char *text = sketch_random (seed);

      assert_none_missing (text);
    }
}

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  GInputStream *stream = closure;
  gsize n;

  return g_input_stream_read_all (stream, data, length, &n, NULL, NULL) && n == length ? CAIRO_STATUS_SUCCESS
                                                                                       : CAIRO_STATUS_READ_ERROR;
}

static cairo_surface_t *
export_png (RelSchema *schema, double scale)
{
  RelDrawingOptions options = { .format = REL_DRAWING_PNG,
                                .diagram = { .detail = REL_DETAIL_RELATIONS },
                                .scale = scale };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rel_drawing_write (schema, &options, NULL, &error);
  g_autoptr (GInputStream) stream = NULL;
  cairo_surface_t *surface;

  g_assert_no_error (error);
  stream = g_memory_input_stream_new_from_bytes (bytes);
  surface = cairo_image_surface_create_from_png_stream (read_cb, stream);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface, double x, double y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) +
                      lround (floor (y)) * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[lround (floor (x))] & 0xffffff;
}

/* Every line has ink where its geometry says. */
static void
test_png (void)
{
  g_autoptr (RelSchema) schema = sketch_schema (sketch_magazine);
  RelDrawingOptions options = { .format = REL_DRAWING_LAYOUT, .diagram = { .detail = REL_DETAIL_RELATIONS } };
  g_autofree char *text = export_text (schema, &options);
  g_autoptr (JsonNode) layout = rel_json_parse (text, strlen (text), NULL);
  JsonObject *root = json_node_get_object (layout);
  JsonArray *edges = json_object_get_array_member (root, "edges");
  cairo_surface_t *surface = export_png (schema, 2);

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==,
                   (int) ceil (2 * json_object_get_double_member (root, "width")));
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==,
                   (int) ceil (2 * json_object_get_double_member (root, "height")));
  g_assert_cmpuint (json_array_get_length (edges), >, 10);
  for (guint i = 0; i < json_array_get_length (edges); i++)
    {
      JsonArray *points = json_object_get_array_member (json_array_get_object_element (edges, i), "points");
      JsonArray *a = json_array_get_array_element (points, 0);
      JsonArray *b = json_array_get_array_element (points, 1);
      double x = (json_array_get_double_element (a, 0) + json_array_get_double_element (b, 0)) / 2;
      double y = json_array_get_double_element (a, 1);

      g_assert_cmphex (pixel_at (surface, 2 * x, 2 * y), !=, pixel_at (surface, 1, 1));
    }
  cairo_surface_destroy (surface);
}

static void
test_png_too_large (void)
{
  g_autoptr (RelSchema) schema = sketch_schema (sketch_magazine);
  RelDrawingOptions options = { .format = REL_DRAWING_PNG, .scale = 100 };
  g_autoptr (GError) error = NULL;

  g_assert_null (rel_drawing_write (schema, &options, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_TOO_LARGE);
}

static void
test_pdf (void)
{
  g_autoptr (RelSchema) schema = sketch_schema (sketch_magazine);
  RelDrawingOptions options = { .format = REL_DRAWING_PDF, .diagram = { .detail = REL_DETAIL_FIELDS } };
  g_autoptr (GBytes) bytes = rel_drawing_write (schema, &options, NULL, NULL);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  g_assert_cmpuint (length, >, 4096);
}

/* How many paths start on a page: in its content, which is the first stream. */
static guint
count_paths (GBytes *pdf)
{
  gsize length;
  const char *data = g_bytes_get_data (pdf, &length);
  const char *stream = g_strstr_len (data, (gssize) length, "stream\n") + strlen ("stream\n");
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_data (stream, data + length - stream, NULL);
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GInputStream) input = g_converter_input_stream_new (memory, converter);
  g_autofree char *text = g_malloc0 (MAX_PAGE_BYTES + 1);
  g_auto (GStrv) words = NULL;
  guint n = 0;

  g_assert_true (g_input_stream_read_all (input, text, MAX_PAGE_BYTES, NULL, NULL, NULL));
  words = g_strsplit_set (text, " \n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    n += strcmp (words[i], "m") == 0;
  return n;
}

/* Each line and each of the two marks at its ends is a path. */
static void
test_pdf_lines (void)
{
  static const char *const sketches[] = { "a: f0 f1 f2 f3\nb: id\n> a.f0 b\n",
                                          "a: f0 f1 f2 f3\nb: id\n> a.f0 b\n> a.f1 b\n> a.f2 b\n> a.f3 b\n" };
  guint n_paths[G_N_ELEMENTS (sketches)];

  for (guint i = 0; i < G_N_ELEMENTS (sketches); i++)
    {
      g_autoptr (RelSchema) schema = sketch_schema (sketches[i]);
      RelDrawingOptions options = { .format = REL_DRAWING_PDF };
      g_autoptr (GBytes) bytes = rel_drawing_write (schema, &options, NULL, NULL);

      n_paths[i] = count_paths (bytes);
    }
  g_assert_cmpuint (n_paths[0], >, 0);
  g_assert_cmpuint (n_paths[1], >=, n_paths[0] + 3 * 3);
}

/* Names stand in it as they are, also where they would be markup. */
static void
test_svg_texts (void)
{
  g_autoptr (RelSchema) schema = sketch_schema ("a<b&c: x\nplain: id\n> a<b&c.x plain\n");
  RelDrawingOptions options = { .format = REL_DRAWING_SVG,
                                .diagram = { .detail = REL_DETAIL_RELATIONS },
                                .title = "R&D" };
  g_autofree char *text = export_text (schema, &options);
  g_autofree char *dark = NULL;

  g_assert_nonnull (strstr (text, "<title>R&amp;D</title>"));
  g_assert_nonnull (strstr (text, ">a&lt;b&amp;c</text>"));
  g_assert_nonnull (strstr (text, ">x</text>"));
  g_assert_nonnull (strstr (text, "<use href=\"#sign1\""));
  g_assert_cmpuint (count (text, "<symbol "), ==, REL_KIND_BROKEN);
  g_assert_cmpuint (count (text, "<path"), >, 3 * REL_KIND_BROKEN / 2);
  g_assert_cmpuint (count (text, "rgb("), ==, 0);
  /* The field links to the card that it refers to. */
  g_assert_nonnull (strstr (text, "<a href=\"#c1\">"));
  g_assert_nonnull (strstr (text, "<g id=\"c1\"><title>plain</title>"));
  g_assert_nonnull (strstr (text, ".ground{fill:#fafafa}"));
  options.dark = TRUE;
  dark = export_text (schema, &options);
  g_assert_nonnull (strstr (dark, ".ground{fill:#242424}"));
}

static char *
long_name (char letter)
{
  return g_strnfill (300, letter);
}

/* A name of 300 characters is cut to what has room, and whole in the title. */
static void
test_long_names (void)
{
  g_autofree char *name = long_name ('n');
  g_autofree char *field = long_name ('f');
  g_autofree char *sketch = g_strdup_printf ("%s: %s\nb: id\n> %s.%s b\n", name, field, name, field);
  g_autoptr (RelSchema) schema = sketch_schema (sketch);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      RelDrawingOptions options = { .format = texts[i], .diagram = { .detail = REL_DETAIL_RELATIONS } };
      g_autofree char *text = export_text (schema, &options);

      g_assert_nonnull (strstr (text, name));
      if (texts[i] == REL_DRAWING_SVG)
        {
          g_autofree char *whole = g_strconcat (name, "</text>", NULL);

          g_assert_null (strstr (text, whole));
          g_assert_nonnull (strstr (text, "n…n"));
        }
    }
}

/* DBML refuses two references with the same ends, and one from a column to itself. */
static void
test_dbml_refs (void)
{
  g_autoptr (RelSchema) schema = sketch_schema ("a: x y\nb: id\n> a.x b\n> a.x b\n> b.id b\n> a.y b delete=SET_NULL\n");
  RelDrawingOptions options = { .format = REL_DRAWING_DBML };
  g_autofree char *text = export_text (schema, &options);

  g_assert_cmpuint (count (text, "\n// "), ==, 4);
  g_assert_cmpuint (count (text, "\nRef: "), ==, 2);
  g_assert_nonnull (strstr (text, "\nRef: \"a\".\"x\" > \"b\".\"id\"\n"));
  g_assert_nonnull (strstr (text, "\nRef: \"a\".\"y\" > \"b\".\"id\" [delete: set null]\n"));
}

static void
test_mermaid (void)
{
  g_autoptr (RelSchema) schema = sketch_schema ("a: x-y\nb: id\n> a.x-y b\n");
  RelDrawingOptions options = { .format = REL_DRAWING_MERMAID, .diagram = { .detail = REL_DETAIL_RELATIONS } };
  g_autofree char *text = export_text (schema, &options);

  g_assert_cmpstr (text, ==, "erDiagram\n  \"a\" {\n    integer x_y\n  }\n  \"b\"\n  \"a\" }o--o| \"b\" : \"x-y\"\n");
}

static void
test_focused (void)
{
  g_autoptr (RelSchema) schema = sketch_schema ("a: x\nb: x\nc: id\nd: x\n> a.x b\n> b.x c\n> d.x c\n");
  RelDrawingOptions options = { .format = REL_DRAWING_DOT, .diagram = { .around = "a", .n_steps = 1 } };
  g_autofree char *text = export_text (schema, &options);

  g_assert_cmpuint (count (text, " -> "), ==, 1);
}

static void
test_formats (void)
{
  RelDrawingFormat format;

  g_assert_true (rel_drawing_find_format ("dbml", &format));
  g_assert_cmpint (format, ==, REL_DRAWING_DBML);
  g_assert_false (rel_drawing_find_format ("gif", &format));
}

static RelGrid *
new_grid (PangoContext *context)
{
  const RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS };
  g_autoptr (RelSchema) schema = sketch_schema (sketch_magazine);
  g_autoptr (RelScene) scene = rel_diagram_scene (schema, NULL, &options, rel_paint_measure, context, NULL, NULL);

  return rel_grid_new (scene);
}

static PangoContext *
new_context (void)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();

  return pango_font_map_create_context (fonts);
}

/* What is said of the parts of a picture is in it, by shape and not only by colour. */
static void
test_svg_marks (void)
{
  PangoContext *context = new_context ();
  g_autoptr (RelGrid) grid = new_grid (context);
  g_autoptr (RelMarks) said = rel_marks_new (rel_grid_get_scene (grid));
  const RelEdgeEnd *end = &rel_scene_get_edge (rel_grid_get_scene (grid), 0)->from;
  RelPaintStyle style = { .palette = rel_palette_get (FALSE, TRUE), .scale = 1 };
  g_autoptr (GBytes) plain = rel_drawing_write_picture (grid, REL_DRAWING_SVG, NULL, context, &style, NULL, NULL, NULL);
  g_autoptr (GBytes) marked = NULL;

  rel_marks_add_card (said, 0, REL_MARK_FADED);
  rel_marks_add_edge (said, 0, REL_MARK_FADED);
  rel_marks_add_card (said, 1, REL_MARK_FINDING);
  rel_marks_add_card (said, 2, REL_MARK_CONFLICT);
  rel_marks_add_row (said, end->card, (guint) end->row, REL_MARK_CONFLICT);
  style.marks = said;
  marked = rel_drawing_write_picture (grid, REL_DRAWING_SVG, NULL, context, &style, NULL, NULL, NULL);
  g_assert_cmpuint (count (g_bytes_get_data (plain, NULL), "faded\""), ==, 0);
  g_assert_cmpuint (count (g_bytes_get_data (marked, NULL), "faded\""), ==, 2);
  g_assert_cmpuint (count (g_bytes_get_data (plain, NULL), ">!</text>"), ==, 0);
  g_assert_cmpuint (count (g_bytes_get_data (marked, NULL), ">!</text>"), ==, 2);
  g_assert_cmpuint (count (g_bytes_get_data (marked, NULL), "href=\"#sign9\""), ==,
                    count (g_bytes_get_data (plain, NULL), "href=\"#sign9\"") + 1);
  g_object_unref (context);
}

/* What is too large is made smaller, as little as it has to be. */
static void
test_fit_scale (void)
{
  PangoContext *context = new_context ();
  g_autoptr (RelGrid) grid = new_grid (context);
  RelScene *scene = rel_grid_get_scene (grid);
  RelPaintStyle style = { .palette = rel_palette_get (TRUE, FALSE), .ground = TRUE };
  cairo_surface_t *surface;
  int n_pixels;
  int done = 0;

  g_assert_cmpfloat (rel_drawing_fit_scale (scene, 0.01, 1e6), ==, 0.01);
  style.scale = rel_drawing_fit_scale (scene, 1e6, 1e5);
  surface = rel_drawing_paint (grid, context, &style, &done, NULL, NULL);
  n_pixels = cairo_image_surface_get_width (surface) * cairo_image_surface_get_height (surface);
  g_assert_cmpint (n_pixels, <=, 100000);
  g_assert_cmpint (n_pixels, >, 98000);
  g_assert_cmpint (done, ==, 1000);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

static void
test_cancelled (void)
{
  static const RelDrawingFormat pictures[] = { REL_DRAWING_SVG, REL_DRAWING_PDF, REL_DRAWING_PNG };
  PangoContext *context = new_context ();
  g_autoptr (RelGrid) grid = new_grid (context);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const RelPaintStyle style = { .palette = rel_palette_get (FALSE, FALSE), .scale = 1 };

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rel_drawing_write_picture (grid, pictures[i], NULL, context, &style, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_object_unref (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/drawing/none-missing", test_none_missing);
  g_test_add_func ("/diagram/drawing/png", test_png);
  g_test_add_func ("/diagram/drawing/png-too-large", test_png_too_large);
  g_test_add_func ("/diagram/drawing/pdf", test_pdf);
  g_test_add_func ("/diagram/drawing/pdf-lines", test_pdf_lines);
  g_test_add_func ("/diagram/drawing/svg-texts", test_svg_texts);
  g_test_add_func ("/diagram/drawing/long-names", test_long_names);
  g_test_add_func ("/diagram/drawing/dbml-refs", test_dbml_refs);
  g_test_add_func ("/diagram/drawing/mermaid", test_mermaid);
  g_test_add_func ("/diagram/drawing/focused", test_focused);
  g_test_add_func ("/diagram/drawing/formats", test_formats);
  g_test_add_func ("/diagram/drawing/svg-marks", test_svg_marks);
  g_test_add_func ("/diagram/drawing/fit-scale", test_fit_scale);
  g_test_add_func ("/diagram/drawing/cancelled", test_cancelled);
  return g_test_run ();
}
