/* rel-drawing-svg.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A diagram as SVG, to be read, searched and styled: texts are texts, each card has an id that
 * the fields which refer to it link to, and each line says in its title what it is.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rel-drawing-private.h"
#include "rel-metrics.h"
#include "rel-paint.h"

#define SIGN_PART  0.57 /* of a badge: how wide a plus or a minus is */
#define TAB_RADIUS 8.0
#define FLAG_SIZE  9.0

/* From the middle of a line of text to its baseline, in its size. */
#define BASELINE 0.35

typedef struct
{
  RelScene *scene;
  PangoContext *context;
  const RelPalette *palette;
  const RelMarks *marks; /* (nullable) */
  double font_px;        /* the size of the largest texts */
  GString *text;
  GHashTable *links; /* (owned): for each field of each card, one more than the card at the other end of its line */
} Drawing;

static const double sizes[] = { [REL_TEXT_TITLE] = 1.0, [REL_TEXT_ROW] = 0.9, [REL_TEXT_LABEL] = 0.82 };

static void
append_attribute (GString *text, const char *name, double number)
{
  g_string_append_printf (text, " %s=\"", name);
  rel_drawing_append_number (text, number);
  g_string_append_c (text, '"');
}

static void
append_escaped (GString *text, const char *word)
{
  g_autofree char *escaped = g_markup_escape_text (word, -1);

  g_string_append (text, escaped);
}

static void
append_colour (GString *text, const char *rule, const RelColour *colour)
{
  g_string_append_printf (text, "%s:#%02x%02x%02x", rule, (guint) lround (colour->red * 255),
                          (guint) lround (colour->green * 255), (guint) lround (colour->blue * 255));
  if (colour->alpha < 1)
    {
      g_string_append_printf (text, ";%s-opacity:", rule);
      rel_drawing_append_number (text, colour->alpha);
    }
}

static void
append_rule (GString *text, const char *selector, const char *rule, const RelColour *colour, const char *more)
{
  g_string_append_printf (text, "%s{", selector);
  append_colour (text, rule, colour);
  g_string_append_printf (text, "%s}\n", more);
}

static void
append_style (Drawing *self)
{
  const RelPalette *palette = self->palette;
  GString *text = self->text;

  g_string_append (text, "<style>\ntext{font-family:Cantarell,Inter,system-ui,sans-serif}\na{text-decoration:none}\n");
  append_rule (text, ".ground", "fill", &palette->background, "");
  append_rule (text, ".group", "fill", &palette->hover, "");
  append_rule (text, ".card", "fill", &palette->card, "");
  append_rule (text, ".system,.junction", "fill", &palette->system_card, "");
  append_rule (text, ".missing", "fill", &palette->background, ";stroke-dasharray:4 3");
  append_rule (text, ".group,.card,.system,.junction,.rule", "stroke", &palette->border, "");
  append_rule (text, ".missing", "stroke", &palette->kinds[REL_KIND_BROKEN], "");
  append_rule (text, ".found", "fill", &palette->accent_tint, "");
  append_rule (text, ".focused", "stroke", &palette->accent, "");
  append_rule (text, "text", "fill", &palette->foreground, "");
  append_rule (text, ".dim", "fill", &palette->dim, "");
  append_rule (text, ".pin", "fill", &palette->foreground, "");
  append_rule (text, ".changed", "fill", &palette->accent, "");
  append_rule (text, ".badge", "stroke", &palette->accent, ";fill:none;stroke-width:2");
  append_rule (text, ".warning", "color", &palette->kinds[REL_KIND_BROKEN], ";font-weight:bold");
  append_rule (text, ".warning", "fill", &palette->kinds[REL_KIND_BROKEN], "");
  g_string_append (text, ".faded{opacity:");
  rel_drawing_append_number (text, palette->faded);
  g_string_append (text, "}\n.middle{text-anchor:middle}\n");
  g_string_append (text, ".line{fill:none;stroke-width:1.5;stroke-linejoin:round}\n.line:hover{stroke-width:3}\n"
                         ".gone{stroke-dasharray:5 4}\n.gone-text{text-decoration:line-through}\n");
  for (guint kind = 0; kind < REL_N_KINDS; kind++)
    {
      g_autofree char *line = g_strdup_printf (".k%u", kind);
      g_autofree char *sign = g_strdup_printf (".s%u", kind);

      append_rule (text, line, "stroke", &palette->kinds[kind], "");
      append_rule (text, sign, "color", &palette->kinds[kind], "");
    }
  g_string_append (text, "</style>\n");
}

/* --- Texts --- */

/* As much of a text as there is room for, without its middle. The title has all of it. */
static char *
dup_fitting (Drawing *self, const char *word, RelTextStyle style, double width)
{
  glong n = g_utf8_strlen (word, -1);
  double own;
  double height;

  rel_paint_measure (word, style, &own, &height, self->context);
  for (glong kept = MIN (n - 1, (glong) (n * width / MAX (own, 1)) + 1); own > width && kept > 1; kept--)
    {
      g_autofree char *start = g_utf8_substring (word, 0, (kept + 1) / 2);
      g_autofree char *end = g_utf8_substring (word, n - kept / 2, n);
      g_autofree char *cut = g_strconcat (start, "…", end, NULL);

      rel_paint_measure (cut, style, &own, &height, self->context);
      if (own <= width)
        return g_steal_pointer (&cut);
    }
  return g_strdup (word);
}

static void
append_text (Drawing *self, const char *word, RelTextStyle style, const RelBox *box, const char *class)
{
  g_autofree char *fitting = dup_fitting (self, word, style, box->width);
  double size = sizes[style] * self->font_px;

  g_string_append (self->text, "<text");
  append_attribute (self->text, "x", box->x);
  append_attribute (self->text, "y", box->y + box->height / 2 + BASELINE * size);
  append_attribute (self->text, "font-size", size);
  if (style == REL_TEXT_TITLE)
    g_string_append (self->text, " font-weight=\"bold\"");
  if (class != NULL)
    g_string_append_printf (self->text, " class=\"%s\"", class);
  g_string_append_c (self->text, '>');
  append_escaped (self->text, fitting);
  g_string_append (self->text, "</text>");
}

static void
append_title (GString *text, const char *title)
{
  g_string_append (text, "<title>");
  append_escaped (text, title);
  g_string_append (text, "</title>");
}

/* --- Cards --- */

static void
append_rect (GString *text, const RelBox *box, double radius, const char *class)
{
  g_string_append (text, "<rect");
  append_attribute (text, "x", box->x);
  append_attribute (text, "y", box->y);
  append_attribute (text, "width", box->width);
  append_attribute (text, "height", box->height);
  if (radius > 0)
    append_attribute (text, "rx", radius);
  g_string_append_printf (text, " class=\"%s\"/>", class);
}

static gint64
link_key (guint card, int row)
{
  return (gint64) card << 32 | (guint32) row;
}

static void
add_link (Drawing *self, const RelEdgeEnd *end, const RelEdgeEnd *other)
{
  gint64 key = link_key (end->card, end->row);

  if (end->row >= 0 && !g_hash_table_contains (self->links, &key))
    g_hash_table_insert (self->links, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (other->card + 1));
}

static void
append_sign (GString *text, RelKind kind, const RelBox *box, double size)
{
  g_string_append_printf (text, "<use href=\"#sign%u\" class=\"s%u\"", kind, kind);
  append_attribute (text, "x", box->x);
  append_attribute (text, "y", box->y + (box->height - size) / 2);
  append_attribute (text, "width", size);
  append_attribute (text, "height", size);
  g_string_append (text, "/>");
}

/* --- What was done, and what is to be looked at --- */

static void
append_dot (GString *text, double x, double y, const char *class)
{
  g_string_append_printf (text, "<circle r=\"3\" class=\"%s\"", class);
  append_attribute (text, "cx", x);
  append_attribute (text, "cy", y);
  g_string_append (text, "/>");
}

/* A badge says by its shape what was done: a plus, a full dot, a minus. */
static void
append_badge (GString *text, RelState state, double x, double y)
{
  double r = SIGN_PART * REL_BADGE_SIZE / 2;

  if (state == REL_STATE_CHANGED)
    {
      append_dot (text, x, y, "changed");
      return;
    }
  g_string_append (text, "<path class=\"badge\" d=\"");
  rel_drawing_append_step (text, 'M', x - r, y);
  rel_drawing_append_step (text, 'L', x + r, y);
  if (state == REL_STATE_ADDED)
    {
      rel_drawing_append_step (text, 'M', x, y - r);
      rel_drawing_append_step (text, 'L', x, y + r);
    }
  g_string_append (text, "\"/>");
}

static gboolean
has_mark (Drawing *self, guint card, int row, RelMark mark)
{
  if (self->marks == NULL)
    return FALSE;
  return row >= 0 ? rel_marks_has_row (self->marks, card, (guint) row, mark)
                  : rel_marks_has_card (self->marks, card, mark);
}

/* A flag for what a check found, a mark of exclamation for what clashes. */
static void
append_warning (Drawing *self, gboolean conflict, double x, double y)
{
  RelBox box = { x - FLAG_SIZE / 2, y - FLAG_SIZE, FLAG_SIZE, 2 * FLAG_SIZE };

  if (!conflict)
    {
      append_sign (self->text, REL_KIND_BROKEN, &box, FLAG_SIZE);
      return;
    }
  g_string_append (self->text, "<text class=\"warning middle\"");
  append_attribute (self->text, "x", x);
  append_attribute (self->text, "y", y + BASELINE * self->font_px);
  append_attribute (self->text, "font-size", self->font_px);
  g_string_append (self->text, ">!</text>");
}

static void
append_pin (Drawing *self, double x, double y)
{
  static const RelBox parts[] = REL_PIN_PARTS;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      RelBox part = { x + parts[i].x, y + parts[i].y, parts[i].width, parts[i].height };

      append_rect (self->text, &part, 0, "pin");
    }
}

/* On the upper edge of a card, so that it takes no place from the name. */
static void
append_card_marks (Drawing *self, guint index, const RelBox *card)
{
  static const RelMark marks[] = { REL_MARK_FINDING, REL_MARK_CONFLICT, REL_MARK_PINNED };
  double x = card->x + card->width - 2 * TAB_RADIUS;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      RelBox tab = { x - TAB_RADIUS, card->y - TAB_RADIUS, 2 * TAB_RADIUS, 2 * TAB_RADIUS };

      if (!has_mark (self, index, -1, marks[i]))
        continue;
      append_rect (self->text, &tab, TAB_RADIUS, "card");
      if (marks[i] == REL_MARK_PINNED)
        append_pin (self, x, card->y);
      else
        append_warning (self, marks[i] == REL_MARK_CONFLICT, x, card->y);
      x -= 2.4 * TAB_RADIUS;
    }
}

static void
append_row (Drawing *self, guint index, guint nth, const RelBox *card)
{
  const RelCardRow *row = rel_card_get_row (rel_scene_get_card (self->scene, index), nth);
  double unit = rel_scene_get_unit (self->scene);
  gint64 key = link_key (index, (int) nth);
  guint target = GPOINTER_TO_UINT (g_hash_table_lookup (self->links, &key));
  RelBox box = { card->x, card->y + row->y, card->width, row->height };
  RelBox sign = { card->x + REL_CARD_PADDING, box.y, REL_SYMBOL_WIDTH * unit, box.height };
  RelBox name = { sign.x + sign.width, box.y, box.width - 2 * REL_CARD_PADDING - sign.width - REL_DOT_WIDTH,
                  box.height };

  if (target > 0)
    g_string_append_printf (self->text, "<a href=\"#c%u\">", target - 1);
  if (row->found)
    append_rect (self->text, &box, 0, "found");
  if (row->kind != REL_KIND_NONE)
    append_sign (self->text, row->kind, &sign, round (REL_SYMBOL_SIZE * unit));
  append_text (self, row->field, REL_TEXT_ROW, &name,
               row->state == REL_STATE_REMOVED ? "gone-text"
               : row->missing                  ? "dim"
                                               : NULL);
  if (row->state != REL_STATE_SAME)
    append_badge (self->text, row->state, name.x + name.width + REL_DOT_WIDTH / 2, box.y + box.height / 2);
  if (has_mark (self, index, (int) nth, REL_MARK_CONFLICT) || has_mark (self, index, (int) nth, REL_MARK_FINDING))
    append_warning (self, has_mark (self, index, (int) nth, REL_MARK_CONFLICT),
                    card->x + card->width - REL_CARD_PADDING / 2 - 1, box.y + box.height / 2);
  g_string_append (self->text, target > 0 ? "</a>\n" : "\n");
}

static void
append_header (Drawing *self, const RelCard *card)
{
  RelBox title = { card->box.x + REL_CARD_PADDING, card->box.y, card->box.width - 2 * REL_CARD_PADDING,
                   card->header_height };
  RelBox note = title;

  if (card->found)
    {
      RelBox header = { card->box.x, card->box.y, card->box.width, card->header_height };

      append_rect (self->text, &header, REL_CARD_RADIUS, "found");
    }
  if (card->collection != NULL && card->note != NULL)
    {
      title.height /= 2;
      title.y += 3;
      note.height /= 2;
      note.y += note.height - 3;
      append_text (self, card->note, REL_TEXT_LABEL, &note, "dim");
    }
  append_text (self, card->collection != NULL ? card->collection : card->note, REL_TEXT_TITLE, &title,
               card->state == REL_STATE_REMOVED ? "gone-text" : NULL);
  if (card->state != REL_STATE_SAME)
    append_badge (self->text, card->state, card->box.x + card->box.width - REL_CARD_PADDING / 2 - 1,
                  card->box.y + card->header_height / 2);
}

static void
append_card (Drawing *self, guint index)
{
  static const char *const classes[] = { [REL_CARD_PLAIN] = "card",
                                         [REL_CARD_SYSTEM] = "system",
                                         [REL_CARD_JUNCTION] = "junction",
                                         [REL_CARD_MISSING] = "missing" };
  const RelCard *card = rel_scene_get_card (self->scene, index);
  g_autofree char *class = g_strconcat (classes[card->role], card->focused ? " focused" : "", NULL);

  g_string_append_printf (self->text, "<g id=\"c%u\"%s>", index,
                          has_mark (self, index, -1, REL_MARK_FADED) ? " class=\"faded\"" : "");
  append_title (self->text, rel_drawing_get_name (card));
  append_rect (self->text, &card->box, REL_CARD_RADIUS, class);
  append_header (self, card);
  if (card->rows->len > 0)
    {
      g_string_append (self->text, "<path class=\"rule\" d=\"M");
      rel_drawing_append_number (self->text, card->box.x);
      g_string_append_c (self->text, ' ');
      rel_drawing_append_number (self->text, card->box.y + card->header_height);
      g_string_append_c (self->text, 'h');
      rel_drawing_append_number (self->text, card->box.width);
      g_string_append (self->text, "\"/>");
    }
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < card->rows->len; i++)
    append_row (self, index, i, &card->box);
  append_card_marks (self, index, &card->box);
  g_string_append (self->text, "</g>\n");
}

/* --- Lines --- */

static gboolean
is_faded (Drawing *self, guint edge)
{
  return self->marks != NULL && rel_marks_has_edge (self->marks, edge, REL_MARK_FADED);
}

static void
append_edge (Drawing *self, guint index)
{
  const RelEdge *edge = rel_scene_get_edge (self->scene, index);
  GString *text = self->text;
  gboolean gone = edge->state == REL_STATE_REMOVED || edge->kind == REL_KIND_BROKEN;
  g_autofree char *sentence = rel_drawing_dup_sentence (self->scene, edge);

  g_string_append_printf (text, "<g class=\"line k%u%s\">", edge->kind, is_faded (self, index) ? " faded" : "");
  append_title (text, sentence);
  rel_drawing_append_line (text, edge, gone ? "gone" : NULL);
  if (edge->label_box.width > 0)
    {
      append_rect (text, &edge->label_box, edge->label_box.height / 2, "card");
      append_badge (text, edge->state, edge->label_box.x + edge->label_box.width / 2,
                    edge->label_box.y + edge->label_box.height / 2);
    }
  g_string_append (text, "</g>\n");
}

/* --- All of it --- */

static void
append_group (Drawing *self, const RelGroup *group)
{
  RelBox name = { group->box.x + REL_CARD_PADDING, group->box.y, group->box.width - 2 * REL_CARD_PADDING,
                  3 * rel_scene_get_unit (self->scene) };

  if (group->box.width <= 0)
    return;
  g_string_append (self->text, "<g>");
  append_title (self->text, group->folder);
  append_rect (self->text, &group->box, REL_CARD_RADIUS, "group");
  append_text (self, group->folder, REL_TEXT_LABEL, &name, "dim");
  g_string_append (self->text, "</g>\n");
}

static void
append_all (Drawing *self)
{
  RelScene *scene = self->scene;
  RelBox all = { 0, 0, rel_scene_get_width (scene), rel_scene_get_height (scene) };

  append_rect (self->text, &all, 0, "ground");
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < rel_scene_get_n_groups (scene); i++)
    append_group (self, rel_scene_get_group (scene, i));
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      add_link (self, &edge->from, &edge->to);
      add_link (self, &edge->to, &edge->from);
    }
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    append_card (self, i);
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    append_edge (self, i);
}

/* The size of the largest texts, as they were measured. */
static double
find_font_px (PangoContext *context)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double dpi = pango_cairo_context_get_resolution (context);

  return pango_font_description_get_size_is_absolute (font) ? size : size * (dpi > 0 ? dpi : 96) / 72;
}

/*< private >
 * rel_drawing_svg:
 * @scene: a scene
 * @context: with the font of titles, to see what has room
 * @style: how; but for the scale, and from left to right
 * @title: (nullable): what it is a picture of
 *
 * Returns: (transfer full): the picture
 */
GBytes *
rel_drawing_svg (RelScene *scene, PangoContext *context, const RelPaintStyle *style, const char *title)
{
  Drawing drawing = { .scene = scene, .context = context, .palette = style->palette, .marks = style->marks };

  drawing.font_px = find_font_px (context);
  drawing.text = g_string_new (NULL);
  drawing.links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_string_append (drawing.text,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"");
  append_attribute (drawing.text, "width", rel_scene_get_width (scene));
  append_attribute (drawing.text, "height", rel_scene_get_height (scene));
  g_string_append (drawing.text, " viewBox=\"0 0 ");
  rel_drawing_append_number (drawing.text, rel_scene_get_width (scene));
  g_string_append_c (drawing.text, ' ');
  rel_drawing_append_number (drawing.text, rel_scene_get_height (scene));
  g_string_append (drawing.text, "\">\n");
  if (title != NULL)
    append_title (drawing.text, title);
  append_style (&drawing);
  rel_drawing_append_signs (drawing.text);
  append_all (&drawing);
  g_string_append (drawing.text, "</svg>\n");
  g_hash_table_unref (drawing.links);
  return g_string_free_to_bytes (drawing.text);
}
