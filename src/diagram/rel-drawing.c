/* rel-drawing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a diagram to be looked at, printed, or gone on with in another program.
 */

#include "config.h"

#include "rel-drawing.h"

#include <string.h>

#include "rel-drawing-private.h"
#include "rel-homes.h"
#include "rel-paint.h"

static const char *const formats[] = {
  [REL_DRAWING_SVG] = "svg",       [REL_DRAWING_PDF] = "pdf",         [REL_DRAWING_PNG] = "png",
  [REL_DRAWING_DOT] = "dot",       [REL_DRAWING_MERMAID] = "mermaid", [REL_DRAWING_DBML] = "dbml",
  [REL_DRAWING_LAYOUT] = "layout",
};

/**
 * rel_drawing_find_format:
 * @id: its name on the command line
 * @format: (out): the format
 *
 * Returns: whether there is one of that name
 */
gboolean
rel_drawing_find_format (const char *id, RelDrawingFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (strcmp (formats[i], id) == 0)
        {
          *format = i;
          return TRUE;
        }
    }
  return FALSE;
}

/*< private >
 * rel_drawing_new_context:
 *
 * Returns: (transfer full): the context for texts, with a font of its own, so that any thread
 *   may use it
 */
PangoContext *
rel_drawing_new_context (void)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  PangoFontDescription *font = pango_font_description_new ();

  pango_cairo_context_set_resolution (context, 96);
  pango_font_description_set_family (font, REL_DRAWING_FONT);
  pango_font_description_set_size (font, (int) (REL_DRAWING_FONT_SIZE * PANGO_SCALE));
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  return context;
}

/*< private >
 * rel_drawing_get_name:
 * @card: a card
 *
 * Returns: (transfer none): the name of its collection, or what stands in its place
 */
const char *
rel_drawing_get_name (const RelCard *card)
{
  return card->collection != NULL ? card->collection : card->note;
}

/*< private >
 * rel_drawing_dup_end:
 * @scene: a scene
 * @end: an end of one of its edges
 *
 * Returns: (transfer full): its name: `collection.field`, or the collection alone
 */
char *
rel_drawing_dup_end (RelScene *scene, const RelEdgeEnd *end)
{
  const RelCard *card = rel_scene_get_card (scene, end->card);

  if (end->row < 0)
    return g_strdup (rel_drawing_get_name (card));
  return g_strconcat (rel_drawing_get_name (card), ".", rel_card_get_row (card, (guint) end->row)->field, NULL);
}

/* The field that holds the key, in the collection or in the junction. */
static void
append_relation (GString *sentence, RelRelation *relation)
{
  const char *on_delete = rel_relation_get_on_delete (relation);

  g_string_append_printf (sentence, "\n%s.%s", rel_relation_get_collection (relation),
                          rel_relation_get_field (relation));
  if (on_delete != NULL)
    g_string_append_printf (sentence, ", on_delete %s", on_delete);
  if (g_strcmp0 (rel_relation_get_one_deselect_action (relation), "delete") == 0)
    g_string_append (sentence, ", one_deselect_action delete");
}

/*< private >
 * rel_drawing_dup_sentence:
 * @scene: a scene
 * @edge: one of its edges
 *
 * Returns: (transfer full): all that there is to say of an edge, in some lines
 */
char *
rel_drawing_dup_sentence (RelScene *scene, const RelEdge *edge)
{
  g_autofree char *from = rel_drawing_dup_end (scene, &edge->from);
  g_autofree char *to = rel_drawing_dup_end (scene, &edge->to);
  GString *sentence = g_string_new (NULL);

  g_string_append_printf (sentence, "%s → %s (%s)", from, to, rel_kind_get_label (edge->kind));
  append_relation (sentence, edge->relation);
  if (edge->second != NULL)
    append_relation (sentence, edge->second);
  return g_string_free (sentence, FALSE);
}

/*< private >
 * rel_drawing_get_type:
 * @schema: the schema that is exported
 * @card: a card
 * @field: the name of a field
 *
 * Returns: (transfer none): the type of the field, for programs that want one
 */
const char *
rel_drawing_get_type (RelSchema *schema, const RelCard *card, const char *field)
{
  RelField *found = card->collection != NULL ? rel_schema_find_field (schema, card->collection, field) : NULL;
  const char *type = found != NULL ? rel_field_get_data_type (found) : NULL;

  return type != NULL ? type : "unknown";
}

/**
 * rel_drawing_write_picture:
 * @grid: what is where in a scene
 * @format: SVG, PDF or PNG
 * @title: (nullable): what it is a picture of; for SVG only
 * @context: with the font that the scene was measured with
 * @style: how it is painted; of SVG and PDF, the scale does not matter
 * @done: (nullable): set to how much is done, of 1000, as far as that is known; to be read with
 *   g_atomic_int_get()
 * @cancellable: (nullable): looked at often, but for PDF
 * @error: (out) (optional): where to put a failure
 *
 * Writes a picture as it is.
 *
 * Any thread may call it.
 *
 * Errors: `REL_ERROR_TOO_LARGE` for a PNG of too many pixels, `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (nullable): what was written, or %NULL on error
 */
GBytes *
rel_drawing_write_picture (RelGrid *grid,
                           RelDrawingFormat format,
                           const char *title,
                           PangoContext *context,
                           const RelPaintStyle *style,
                           int *done,
                           GCancellable *cancellable,
                           GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (format == REL_DRAWING_PNG)
    return rel_drawing_png (grid, context, style, done, cancellable, error);
  if (format == REL_DRAWING_PDF)
    return rel_drawing_pdf (rel_grid_get_scene (grid), context, style, error);
  return rel_drawing_svg (rel_grid_get_scene (grid), context, style, title);
}

/* As the window marks what differs. */
static RelMarks *
make_marks (RelScene *scene)
{
  RelMarks *marks = rel_marks_new (scene);

  rel_marks_fade_same (marks, scene);
  rel_marks_set_compared (marks);
  return marks;
}

static GBytes *
write_scene (RelScene *scene,
             RelSchema *schema,
             PangoContext *context,
             const RelDrawingOptions *options,
             GCancellable *cancellable,
             GError **error)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelPaintStyle style = { rel_palette_get (options->dark, FALSE), options->scale, FALSE, TRUE, nothing, nothing, NULL };
  g_autoptr (RelMarks) marks = NULL;
  g_autoptr (RelGrid) grid = NULL;

  switch (options->format)
    {
    case REL_DRAWING_DOT:
      return rel_drawing_dot (scene);
    case REL_DRAWING_MERMAID:
      return rel_drawing_mermaid (scene, schema);
    case REL_DRAWING_DBML:
      return rel_drawing_dbml (scene, schema);
    case REL_DRAWING_LAYOUT:
      return rel_drawing_layout (scene);
    case REL_DRAWING_SVG:
    case REL_DRAWING_PDF:
    case REL_DRAWING_PNG:
    default:
      grid = rel_grid_new (scene);
      marks = options->base != NULL ? make_marks (scene) : NULL;
      style.marks = marks;
      return rel_drawing_write_picture (grid, options->format, options->title, context, &style, NULL, cancellable,
                                        error);
    }
}

static RelScene *
make_scene (RelSchema *schema,
            PangoContext *context,
            const RelDrawingOptions *options,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (RelScene) scene =
    rel_diagram_scene (schema, options->base, &options->diagram, rel_paint_measure, context, cancellable, error);
  g_autoptr (RelHomes) homes = NULL;
  g_autoptr (GArray) places = NULL;

  if (scene == NULL || options->n_pins == 0)
    return g_steal_pointer (&scene);
  homes = rel_homes_new (scene);
  places = rel_homes_list_places (homes, options->pins, options->n_pins);
  return rel_diagram_scene_after (scene, schema, options->base, &options->diagram,
                                  (const RelDiagramPlace *) (gpointer) places->data, places->len, rel_paint_measure,
                                  context, cancellable, error);
}

/**
 * rel_drawing_write:
 * @schema: a schema
 * @options: what to write, and how
 * @cancellable: (nullable): looked at often
 * @error: (out) (optional): where to put a failure
 *
 * Writes the diagram of a schema. Every relation that is shown is in it, in any format.
 *
 * Any thread may call it.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such collection, folder or path,
 * `REL_ERROR_TOO_LARGE` for a PNG of too many pixels, `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (nullable): what was written, or %NULL on error
 */
GBytes *
rel_drawing_write (RelSchema *schema, const RelDrawingOptions *options, GCancellable *cancellable, GError **error)
{
  PangoContext *context = rel_drawing_new_context ();
  g_autoptr (RelScene) scene = make_scene (schema, context, options, cancellable, error);
  GBytes *bytes = scene != NULL ? write_scene (scene, schema, context, options, cancellable, error) : NULL;

  g_object_unref (context);
  return bytes;
}
