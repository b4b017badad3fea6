/* rel-paint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws scenes. Lines are told apart by where they end, by the sign of the kind at the field
 * and by colour; what changed by a badge; what is missing by words and dashes.
 */

#include "config.h"

#include "rel-paint.h"

#include <math.h>

#include "rel-metrics.h"
#include "rel-stroke.h"
#include "rel-symbol.h"

#define RING_DISTANCE   3.0
#define RING_WIDTH      2.0
#define ROW_RING_RADIUS 5.0
#define DOT_RADIUS      3.0

/* What all drawing functions need. */
typedef struct
{
  RelScene *scene;
  cairo_t *cr;
  PangoContext *context;
  const RelPaintStyle *style;
  const RelPalette *palette;
} Painting;

/* --- Texts --- */

static PangoLayout *
new_layout (PangoContext *context, const char *text, RelTextStyle style)
{
  static const double scales[] = { [REL_TEXT_TITLE] = 1.0, [REL_TEXT_ROW] = 0.9, [REL_TEXT_LABEL] = 0.82 };
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scales[style]));
  if (style == REL_TEXT_TITLE)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/**
 * rel_paint_measure:
 * @text: what is to be set
 * @style: how
 * @width: (out): its width
 * @height: (out): the height of a line
 * @user_data: a #PangoContext
 *
 * Measures a text as [func@paint_scene] sets it.
 */
void
rel_paint_measure (const char *text, RelTextStyle style, double *width, double *height, gpointer user_data)
{
  g_autoptr (PangoLayout) layout = new_layout (user_data, text, style);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  *width = (double) extents.width / PANGO_SCALE;
  *height = (double) extents.height / PANGO_SCALE;
}

static void
set_colour (Painting *painting, const RelColour *colour)
{
  cairo_set_source_rgba (painting->cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/* Where a box is on the page: the scene's left is the page's right if that is how people read. */
static RelBox
on_page (Painting *painting, const RelBox *box)
{
  RelBox result = *box;

  if (painting->style->mirrored)
    result.x = rel_scene_get_width (painting->scene) - box->x - box->width;
  return result;
}

/* Draws a text in one line, in the middle of the height of a box, from its start. */
static void
draw_text (Painting *painting,
           const char *text,
           RelTextStyle style,
           const RelBox *box,
           PangoStyle slant,
           gboolean centred,
           gboolean struck)
{
  g_autoptr (PangoLayout) layout = new_layout (painting->context, text, style);
  PangoAttrList *attributes = pango_layout_get_attributes (layout);
  PangoRectangle extents;
  double x = box->x;

  if (slant != PANGO_STYLE_NORMAL)
    pango_attr_list_insert (attributes, pango_attr_style_new (slant));
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_set_width (layout, (int) ceil (box->width * PANGO_SCALE));
  pango_layout_get_extents (layout, NULL, &extents);

  if (centred)
    x += (box->width - (double) extents.width / PANGO_SCALE) / 2;
  else if (painting->style->mirrored)
    x += box->width - (double) extents.width / PANGO_SCALE;
  x -= (double) extents.x / PANGO_SCALE;
  cairo_move_to (painting->cr, round (x), round (box->y + (box->height - (double) extents.height / PANGO_SCALE) / 2));
  pango_cairo_show_layout (painting->cr, layout);
}

/* --- Cards --- */

/* Cuts a part off the start of a box, as people read. */
static RelBox
cut_start (Painting *painting, RelBox *box, double width)
{
  RelBox start = { box->x, box->y, width, box->height };

  if (painting->style->mirrored)
    start.x = box->x + box->width - width;
  else
    box->x += width;
  box->width -= width;
  return start;
}

static void
draw_shadow (Painting *painting, const RelBox *box)
{
  if (painting->palette->shadow.alpha <= 0)
    return;
  set_colour (painting, &painting->palette->shadow);
  for (int i = 2; i >= 0; i--)
    {
      RelBox shadow = { box->x - i, box->y + 1 - i / 2.0, box->width + 2 * i, box->height + 1.5 * i };

      rel_stroke_box (painting->cr, &shadow, REL_CARD_RADIUS + i);
      cairo_fill (painting->cr);
    }
}

/* The part of a card that has its name, as far as it has a ground of its own. */
static void
draw_header_ground (Painting *painting, const RelCard *card, const RelBox *box)
{
  RelBox header = { box->x, box->y, box->width, card->header_height };

  if (card->focused)
    {
      set_colour (painting, &painting->palette->accent_tint);
      cairo_rectangle (painting->cr, header.x, header.y, header.width, header.height);
      cairo_fill (painting->cr);
    }
  if (card->rows->len > 0)
    {
      set_colour (painting, card->focused ? &painting->palette->accent : &painting->palette->border);
      cairo_set_line_width (painting->cr, 1);
      cairo_move_to (painting->cr, header.x, header.y + header.height - 0.5);
      cairo_line_to (painting->cr, header.x + header.width, header.y + header.height - 0.5);
      cairo_stroke (painting->cr);
    }
}

/* What was looked for has a ground of its own. */
static void
draw_found (Painting *painting, const RelCard *card, const RelBox *box)
{
  set_colour (painting, &painting->palette->accent_tint);
  if (card->found)
    cairo_rectangle (painting->cr, box->x, box->y, box->width, card->header_height);
  for (guint i = 0; i < card->rows->len; i++)
    {
      const RelCardRow *row = rel_card_get_row (card, i);

      if (row->found)
        cairo_rectangle (painting->cr, box->x, box->y + row->y, box->width, row->height);
    }
  cairo_fill (painting->cr);
}

static void
draw_ground (Painting *painting, guint index, const RelCard *card, const RelBox *box)
{
  const RelPalette *palette = painting->palette;
  const RelHit *highlight = &painting->style->highlight;
  gboolean missing = card->role == REL_CARD_MISSING;

  if (!missing)
    draw_shadow (painting, box);
  cairo_save (painting->cr);
  rel_stroke_box (painting->cr, box, REL_CARD_RADIUS);
  cairo_clip (painting->cr);
  set_colour (painting, missing                        ? &palette->background
                        : card->role == REL_CARD_PLAIN ? &palette->card
                                                       : &palette->system_card);
  cairo_paint (painting->cr);
  draw_found (painting, card, box);
  draw_header_ground (painting, card, box);
  if (highlight->card == index && (highlight->kind == REL_HIT_CARD || highlight->kind == REL_HIT_ROW))
    {
      gboolean header = highlight->kind == REL_HIT_CARD || highlight->row < 0;
      const RelCardRow *row = header ? NULL : rel_card_get_row (card, (guint) highlight->row);

      set_colour (painting, &palette->hover);
      cairo_rectangle (painting->cr, box->x, box->y + (header ? 0 : row->y), box->width,
                       header ? card->header_height : row->height);
      cairo_fill (painting->cr);
    }
  cairo_restore (painting->cr);
}

/* The box around the cards of a folder, with its name. */
static void
draw_group (Painting *painting, const RelGroup *group)
{
  const RelPalette *palette = painting->palette;
  RelBox box = on_page (painting, &group->box);
  RelBox name = { box.x + REL_CARD_PADDING, box.y, box.width - 2 * REL_CARD_PADDING,
                  3 * rel_scene_get_unit (painting->scene) };

  if (group->box.width <= 0)
    return;
  rel_stroke_box (painting->cr, &box, REL_CARD_RADIUS);
  set_colour (painting, &palette->hover);
  cairo_fill_preserve (painting->cr);
  set_colour (painting, &palette->border);
  cairo_set_line_width (painting->cr, palette->border_width);
  cairo_stroke (painting->cr);
  set_colour (painting, &palette->dim);
  draw_text (painting, group->folder, REL_TEXT_LABEL, &name, PANGO_STYLE_NORMAL, FALSE, FALSE);
}

static void
draw_border (Painting *painting, const RelCard *card, const RelBox *box)
{
  static const double dashes[] = { 4, 3 };
  const RelPalette *palette = painting->palette;
  double width = card->focused ? palette->border_width + 0.5 : palette->border_width;
  RelBox edge = { box->x + width / 2, box->y + width / 2, box->width - width, box->height - width };

  if (card->role == REL_CARD_MISSING)
    {
      set_colour (painting, &palette->kinds[REL_KIND_BROKEN]);
      cairo_set_dash (painting->cr, dashes, G_N_ELEMENTS (dashes), 0);
    }
  else
    set_colour (painting, card->focused ? &palette->accent : &palette->border);
  cairo_set_line_width (painting->cr, width);
  rel_stroke_box (painting->cr, &edge, REL_CARD_RADIUS - width / 2);
  cairo_stroke (painting->cr);
  cairo_set_dash (painting->cr, NULL, 0, 0);
}

static double
text_height (Painting *painting, RelTextStyle style)
{
  double width;
  double height;

  rel_paint_measure ("X", style, &width, &height, painting->context);
  return ceil (height);
}

/* A badge says by its shape what was done: a plus, a full dot, a minus. */
static void
draw_badge (Painting *painting, RelState state, double x, double y)
{
  double r = REL_BADGE_SIZE / 2 - 2;

  set_colour (painting, &painting->palette->accent);
  cairo_new_path (painting->cr);
  if (state == REL_STATE_CHANGED)
    {
      cairo_arc (painting->cr, x, y, DOT_RADIUS, 0, 2 * G_PI);
      cairo_fill (painting->cr);
      return;
    }
  cairo_set_line_width (painting->cr, 2);
  cairo_move_to (painting->cr, x - r + 1, y);
  cairo_line_to (painting->cr, x + r - 1, y);
  if (state == REL_STATE_ADDED)
    {
      cairo_move_to (painting->cr, x, y - r + 1);
      cairo_line_to (painting->cr, x, y + r - 1);
    }
  cairo_stroke (painting->cr);
}

static void
draw_header (Painting *painting, const RelCard *card, const RelBox *box)
{
  const RelPalette *palette = painting->palette;
  RelBox title = { box->x + REL_CARD_PADDING, box->y, box->width - 2 * REL_CARD_PADDING, card->header_height };
  gboolean missing = card->role == REL_CARD_MISSING;

  if (card->collection == NULL)
    {
      set_colour (painting, &palette->kinds[REL_KIND_BROKEN]);
      draw_text (painting, card->note, REL_TEXT_ROW, &title, PANGO_STYLE_ITALIC, FALSE, FALSE);
      return;
    }

  if (card->note != NULL)
    {
      double title_height = text_height (painting, REL_TEXT_TITLE);
      double note_height = text_height (painting, REL_TEXT_LABEL);
      RelBox note = title;

      title.y += floor ((card->header_height - title_height - note_height) / 2);
      title.height = title_height;
      note.y = title.y + title_height;
      note.height = note_height;
      set_colour (painting, missing ? &palette->kinds[REL_KIND_BROKEN] : &palette->dim);
      draw_text (painting, card->note, REL_TEXT_LABEL, &note, PANGO_STYLE_NORMAL, FALSE, FALSE);
    }
  if (card->state != REL_STATE_SAME)
    draw_badge (painting, card->state,
                painting->style->mirrored ? box->x + REL_CARD_PADDING / 2 + 1
                                          : box->x + box->width - REL_CARD_PADDING / 2 - 1,
                box->y + card->header_height / 2);
  set_colour (painting, missing ? &palette->dim : &palette->foreground);
  draw_text (painting, card->collection, REL_TEXT_TITLE, &title, PANGO_STYLE_NORMAL, FALSE,
             card->state == REL_STATE_REMOVED);
}

static void
draw_row (Painting *painting, const RelCardRow *row, const RelBox *box)
{
  const RelPalette *palette = painting->palette;
  double unit = rel_scene_get_unit (painting->scene);
  double size = round (REL_SYMBOL_SIZE * unit);
  double middle = box->y + row->y + row->height / 2;
  RelBox text = { box->x + REL_CARD_PADDING, box->y + row->y, box->width - 2 * REL_CARD_PADDING, row->height };
  RelBox sign = cut_start (painting, &text, REL_SYMBOL_WIDTH * unit);
  RelBox dot = text;

  text.width -= REL_DOT_WIDTH;
  if (painting->style->mirrored)
    text.x += REL_DOT_WIDTH;
  else
    dot.x += text.width;

  set_colour (painting, &palette->kinds[row->kind]);
  rel_symbol_draw (painting->cr, row->kind, painting->style->mirrored ? sign.x + sign.width - size : sign.x,
                   round (middle - size / 2), size, painting->style->mirrored);
  set_colour (painting, row->missing ? &palette->dim : &palette->foreground);
  draw_text (painting, row->field, REL_TEXT_ROW, &text, row->missing ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL, FALSE,
             row->state == REL_STATE_REMOVED);
  if (row->state != REL_STATE_SAME)
    {
      set_colour (painting, &palette->accent);
      cairo_new_path (painting->cr);
      cairo_arc (painting->cr, dot.x + REL_DOT_WIDTH / 2, middle, DOT_RADIUS, 0, 2 * G_PI);
      cairo_fill (painting->cr);
    }
}

static void
draw_card (Painting *painting, guint index)
{
  const RelCard *card = rel_scene_get_card (painting->scene, index);
  RelBox box = on_page (painting, &card->box);

  draw_ground (painting, index, card, &box);
  draw_border (painting, card, &box);
  draw_header (painting, card, &box);
  for (guint i = 0; i < card->rows->len; i++)
    draw_row (painting, rel_card_get_row (card, i), &box);
}

/* --- Lines and labels --- */

/* Pointing at the focused card means all lines, so none steps back. */
static gboolean
has_highlight (Painting *painting)
{
  const RelHit *highlight = &painting->style->highlight;

  return highlight->kind == REL_HIT_EDGE || highlight->kind == REL_HIT_ROW ||
         (highlight->kind == REL_HIT_CARD && !rel_scene_get_card (painting->scene, highlight->card)->focused);
}

static void
draw_edges (Painting *painting)
{
  cairo_save (painting->cr);
  if (painting->style->mirrored)
    {
      cairo_translate (painting->cr, rel_scene_get_width (painting->scene), 0);
      cairo_scale (painting->cr, -1, 1);
    }

  if (!has_highlight (painting))
    {
      const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };

      rel_stroke_edges (painting->cr, painting->scene, &nothing, FALSE, painting->palette);
    }
  else
    {
      cairo_push_group (painting->cr);
      rel_stroke_edges (painting->cr, painting->scene, &painting->style->highlight, FALSE, painting->palette);
      cairo_pop_group_to_source (painting->cr);
      cairo_paint_with_alpha (painting->cr, painting->palette->faded);
      rel_stroke_edges (painting->cr, painting->scene, &painting->style->highlight, TRUE, painting->palette);
    }
  cairo_restore (painting->cr);
}

static gboolean
is_drawn_before (Painting *painting, guint index)
{
  const RelBox *box = &rel_scene_get_edge (painting->scene, index)->label_box;

  for (guint i = 0; i < index; i++)
    {
      const RelBox *other = &rel_scene_get_edge (painting->scene, i)->label_box;

      if (other->x == box->x && other->y == box->y && other->width == box->width)
        return TRUE;
    }
  return FALSE;
}

static void
draw_pill (Painting *painting, const RelEdge *edge, const RelBox *box)
{
  const RelPalette *palette = painting->palette;
  RelBox pill = { box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1 };
  gboolean bare = edge->junction == NULL && edge->state == REL_STATE_SAME;

  rel_stroke_box (painting->cr, &pill, pill.height / 2);
  set_colour (painting, bare ? &palette->background : &palette->card);
  cairo_fill_preserve (painting->cr);
  if (bare)
    {
      cairo_new_path (painting->cr);
      return;
    }
  set_colour (painting, &palette->border);
  cairo_set_line_width (painting->cr, palette->border_width);
  cairo_stroke (painting->cr);
}

static void
draw_label (Painting *painting, guint index)
{
  const RelEdge *edge = rel_scene_get_edge (painting->scene, index);
  RelBox box = on_page (painting, &edge->label_box);
  RelBox part;

  if (box.width <= 0 || is_drawn_before (painting, index))
    return;

  draw_pill (painting, edge, &box);
  if (edge->label == NULL)
    {
      draw_badge (painting, edge->state, box.x + box.width / 2, box.y + box.height / 2);
      return;
    }

  box.x += REL_LABEL_PADDING - 1;
  box.width -= 2 * REL_LABEL_PADDING - 2;
  if (edge->state != REL_STATE_SAME)
    {
      part = cut_start (painting, &box, REL_BADGE_SIZE);
      draw_badge (painting, edge->state, part.x + part.width / 2 - 1, part.y + part.height / 2);
    }
  if (rel_edge_has_sign (edge))
    {
      part = cut_start (painting, &box, REL_SIGN_SIZE + 4);
      set_colour (painting, &painting->palette->kinds[edge->kind]);
      rel_symbol_draw (painting->cr, edge->kind, part.x, part.y + (part.height - REL_SIGN_SIZE) / 2, REL_SIGN_SIZE,
                       painting->style->mirrored);
    }
  set_colour (painting, &painting->palette->dim);
  draw_text (painting, edge->label, REL_TEXT_LABEL, &box, PANGO_STYLE_NORMAL, TRUE, FALSE);
}

/* Around a card, but inside a row, which has others beside it. */
static void
draw_ring (Painting *painting)
{
  const RelHit *focus = &painting->style->focus;
  gboolean row = focus->kind == REL_HIT_ROW && focus->row >= 0;
  double grow = row ? -RING_WIDTH : RING_DISTANCE;
  RelBox box = rel_scene_get_hit_box (painting->scene, focus);

  if (focus->kind != REL_HIT_CARD && !row)
    return;

  box = on_page (painting, &box);
  box = (RelBox){ box.x - grow, box.y - grow, box.width + 2 * grow, box.height + 2 * grow };
  set_colour (painting, &painting->palette->accent);
  cairo_set_line_width (painting->cr, RING_WIDTH);
  rel_stroke_box (painting->cr, &box, row ? ROW_RING_RADIUS : REL_CARD_RADIUS + grow);
  cairo_stroke (painting->cr);
}

/**
 * rel_paint_scene:
 * @scene: a scene
 * @cr: where to draw; the scene's upper left corner is put at 0, 0
 * @context: with the font of titles
 * @style: how
 *
 * Draws a scene.
 */
void
rel_paint_scene (RelScene *scene, cairo_t *cr, PangoContext *context, const RelPaintStyle *style)
{
  Painting painting = { scene, cr, context, style, style->palette };

  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  if (style->ground)
    {
      set_colour (&painting, &style->palette->background);
      cairo_rectangle (cr, 0, 0, rel_scene_get_width (scene), rel_scene_get_height (scene));
      cairo_fill (cr);
    }
  for (guint i = 0; i < rel_scene_get_n_groups (scene); i++)
    draw_group (&painting, rel_scene_get_group (scene, i));
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    draw_card (&painting, i);
  draw_edges (&painting);
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    draw_label (&painting, i);
  draw_ring (&painting);
  cairo_restore (cr);
}
