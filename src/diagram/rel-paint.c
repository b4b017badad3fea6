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
#include "rel-paint-private.h"
#include "rel-stroke.h"
#include "rel-symbol.h"

#define RING_DISTANCE   3.0
#define RING_WIDTH      2.0
#define ROW_RING_RADIUS 5.0

/* All in device pixels. */
#define LEAST_TEXT_PX  5.0  /* lower ones are not drawn */
#define LEAST_CARD_PX  34.0 /* a name on a narrower one says nothing */
#define LEAST_LINE_PX  0.7
#define GROUP_NAME_PX  12.0
#define LEAST_GROUP_PX 60.0
#define FAR_BADGE_PX   10.0
#define RINGS_PX       2.0
#define CHOSEN_WIDTH   7.0
#define TRACE_ALPHA    0.35
#define LEFT_WIDTH     3.0
#define PART_REACH     12.0
#define TYPICAL_CARD   180.0

/* What is drawn in one go. */
typedef struct
{
  GArray *cards; /* (owned) (element-type guint) */
  GArray *edges; /* (owned) (element-type guint) */
} Layer;

static void
layer_init (Layer *self)
{
  self->cards = g_array_new (FALSE, FALSE, sizeof (guint));
  self->edges = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
layer_clear (Layer *self)
{
  g_array_unref (self->cards);
  g_array_unref (self->edges);
}

static RelDistance
find_distance (RelPainting *self)
{
  if (rel_painting_get_text_height (self, REL_TEXT_LABEL) * self->style->scale >= LEAST_TEXT_PX)
    return REL_DISTANCE_NEAR;
  return TYPICAL_CARD * self->style->scale >= LEAST_CARD_PX ? REL_DISTANCE_MIDDLE : REL_DISTANCE_FAR;
}

/* --- Groups --- */

/* The box around the cards of a folder, with its name. */
static void
draw_group (RelPainting *self, const RelGroup *group, RelDistance distance)
{
  const RelPalette *palette = self->palette;
  RelBox box = rel_painting_on_page (self, &group->box);
  RelBox name = { box.x + REL_CARD_PADDING, box.y, box.width - 2 * REL_CARD_PADDING,
                  3 * rel_scene_get_unit (self->scene) };

  if (group->box.width <= 0)
    return;
  rel_stroke_box (self->cr, &box, REL_CARD_RADIUS);
  rel_painting_set_colour (self, &palette->hover);
  cairo_fill_preserve (self->cr);
  rel_painting_set_colour (self, &palette->border);
  cairo_set_line_width (self->cr, MAX (palette->border_width, self->px));
  cairo_stroke (self->cr);
  rel_painting_set_colour (self, &palette->dim);
  if (distance == REL_DISTANCE_NEAR)
    rel_painting_draw_text (self, group->folder, REL_TEXT_LABEL, &name, PANGO_STYLE_NORMAL, FALSE, FALSE);
}

/* From afar the name of a folder stands on top of all that is in it. */
static void
draw_group_name (RelPainting *self, const RelGroup *group)
{
  RelBox box = rel_painting_on_page (self, &group->box);
  double height = GROUP_NAME_PX * self->px;
  RelBox name = { box.x, box.y, box.width, height * 1.5 };
  RelColour ground = self->palette->background;

  if (box.width < LEAST_GROUP_PX * self->px)
    return;
  ground.alpha = 0.8;
  rel_painting_set_colour (self, &ground);
  cairo_rectangle (self->cr, name.x, name.y, name.width, name.height);
  cairo_fill (self->cr);
  rel_painting_set_colour (self, &self->palette->foreground);
  rel_painting_draw_name (self, group->folder, &name, height, height, 1);
}

/* --- Lines and labels --- */

/* Pointing at the focused card means all lines, so none steps back. */
static gboolean
has_highlight (RelPainting *self)
{
  const RelHit *highlight = &self->style->highlight;

  return highlight->kind == REL_HIT_EDGE || highlight->kind == REL_HIT_ROW ||
         (highlight->kind == REL_HIT_CARD && !rel_scene_get_card (self->scene, highlight->card)->focused);
}

static void
mirror (RelPainting *self)
{
  if (!self->style->mirrored)
    return;
  cairo_translate (self->cr, rel_scene_get_width (self->scene), 0);
  cairo_scale (self->cr, -1, 1);
}

/* Those lines that are pointed at are stronger, the others step back. */
static void
draw_edges_apart (RelPainting *self, GArray *edges, RelStrokeStyle *style)
{
  g_autoptr (GArray) meant = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < edges->len; i++)
    {
      guint edge = g_array_index (edges, guint, i);

      g_array_append_val (rel_scene_edge_is_hit (self->scene, edge, &self->style->highlight) ? meant : others, edge);
    }
  cairo_push_group (self->cr);
  rel_stroke_edges (self->cr, self->scene, others, style);
  cairo_pop_group_to_source (self->cr);
  cairo_paint_with_alpha (self->cr, self->palette->faded);
  style->strong = TRUE;
  rel_stroke_edges (self->cr, self->scene, meant, style);
}

static void
draw_edges (RelPainting *self, GArray *edges, RelDistance distance)
{
  RelStrokeStyle style = { self->palette, FALSE, distance != REL_DISTANCE_NEAR, LEAST_LINE_PX * self->px,
                           distance != REL_DISTANCE_NEAR ? self->palette->far : 1 };

  cairo_save (self->cr);
  mirror (self);
  if (has_highlight (self))
    draw_edges_apart (self, edges, &style);
  else
    rel_stroke_edges (self->cr, self->scene, edges, &style);
  cairo_restore (self->cr);
}

/* The lines of a many to any share their label. */
static gboolean
is_drawn_before (RelPainting *self, GArray *edges, guint nth)
{
  const RelBox *box = &rel_scene_get_edge (self->scene, g_array_index (edges, guint, nth))->label_box;

  for (guint i = 0; i < nth; i++)
    {
      const RelBox *other = &rel_scene_get_edge (self->scene, g_array_index (edges, guint, i))->label_box;

      if (other->x == box->x && other->y == box->y && other->width == box->width)
        return TRUE;
    }
  return FALSE;
}

static void
draw_pill (RelPainting *self, const RelEdge *edge, const RelBox *box)
{
  const RelPalette *palette = self->palette;
  RelBox pill = { box->x + 0.5, box->y + 0.5, box->width - 1, box->height - 1 };
  gboolean bare = edge->junction == NULL && edge->state == REL_STATE_SAME;

  rel_stroke_box (self->cr, &pill, pill.height / 2);
  rel_painting_set_colour (self, bare ? &palette->background : &palette->card);
  cairo_fill_preserve (self->cr);
  if (bare)
    {
      cairo_new_path (self->cr);
      return;
    }
  rel_painting_set_colour (self, &palette->border);
  cairo_set_line_width (self->cr, palette->border_width);
  cairo_stroke (self->cr);
}

/* Whether what was done stands on a line without words. */
static gboolean
has_badge_alone (const RelEdge *edge)
{
  return edge->label_box.width > 0 && (edge->label == NULL || edge->label_box.width <= REL_BADGE_SIZE + 4);
}

static void
draw_badge_alone (RelPainting *self, const RelEdge *edge, RelDistance distance)
{
  RelBox box = rel_painting_on_page (self, &edge->label_box);
  gboolean near = distance == REL_DISTANCE_NEAR;

  if (near)
    draw_pill (self, edge, &box);
  rel_painting_draw_badge (self, edge->state, box.x + box.width / 2, box.y + box.height / 2,
                           near ? REL_BADGE_SIZE : FAR_BADGE_PX * self->px);
}

static void
draw_label (RelPainting *self, const RelEdge *edge)
{
  RelBox box = rel_painting_on_page (self, &edge->label_box);
  RelBox part;

  draw_pill (self, edge, &box);
  box.x += REL_LABEL_PADDING - 1;
  box.width -= 2 * REL_LABEL_PADDING - 2;
  if (edge->state != REL_STATE_SAME)
    {
      part = rel_painting_cut_start (self, &box, REL_BADGE_SIZE);
      rel_painting_draw_badge (self, edge->state, part.x + part.width / 2 - 1, part.y + part.height / 2,
                               REL_BADGE_SIZE);
    }
  if (rel_edge_has_sign (edge))
    {
      part = rel_painting_cut_start (self, &box, REL_SIGN_SIZE + 4);
      rel_painting_set_colour (self, &self->palette->kinds[edge->kind]);
      rel_symbol_draw (self->cr, edge->kind, part.x, part.y + (part.height - REL_SIGN_SIZE) / 2, REL_SIGN_SIZE,
                       self->style->mirrored);
    }
  rel_painting_set_colour (self, &self->palette->dim);
  rel_painting_draw_text (self, edge->label, REL_TEXT_LABEL, &box, PANGO_STYLE_NORMAL, TRUE, FALSE);
}

static void
draw_labels (RelPainting *self, GArray *edges, RelDistance distance)
{
  for (guint i = 0; i < edges->len; i++)
    {
      const RelEdge *edge = rel_scene_get_edge (self->scene, g_array_index (edges, guint, i));

      if (edge->label_box.width <= 0)
        continue;
      if (has_badge_alone (edge) || (distance != REL_DISTANCE_NEAR && edge->state != REL_STATE_SAME))
        draw_badge_alone (self, edge, distance);
      else if (distance == REL_DISTANCE_NEAR && !is_drawn_before (self, edges, i))
        draw_label (self, edge);
    }
}

/* --- Layers --- */

static void
draw_layer (RelPainting *self, Layer *layer, RelDistance distance)
{
  for (guint i = 0; i < layer->cards->len; i++)
    {
      guint card = g_array_index (layer->cards, guint, i);

      if (distance == REL_DISTANCE_NEAR)
        rel_painting_draw_card (self, card);
      else
        rel_painting_draw_far_card (self, card, distance);
    }
  draw_edges (self, layer->edges, distance);
  draw_labels (self, layer->edges, distance);
}

/* Takes what steps back out of a layer, and draws it. */
static void
draw_faded (RelPainting *self, Layer *layer, RelDistance distance)
{
  const RelMarks *marks = self->style->marks;
  Layer faded;
  guint n_kept = 0;

  layer_init (&faded);
  for (guint i = 0; i < layer->cards->len; i++)
    {
      guint card = g_array_index (layer->cards, guint, i);

      if (rel_marks_has_card (marks, card, REL_MARK_FADED))
        g_array_append_val (faded.cards, card);
      else
        g_array_index (layer->cards, guint, n_kept++) = card;
    }
  g_array_set_size (layer->cards, n_kept);
  n_kept = 0;
  for (guint i = 0; i < layer->edges->len; i++)
    {
      guint edge = g_array_index (layer->edges, guint, i);

      if (rel_marks_has_edge (marks, edge, REL_MARK_FADED))
        g_array_append_val (faded.edges, edge);
      else
        g_array_index (layer->edges, guint, n_kept++) = edge;
    }
  g_array_set_size (layer->edges, n_kept);

  if (faded.cards->len + faded.edges->len > 0)
    {
      cairo_push_group (self->cr);
      draw_layer (self, &faded, distance);
      cairo_pop_group_to_source (self->cr);
      cairo_paint_with_alpha (self->cr, self->palette->faded);
    }
  layer_clear (&faded);
}

static void
draw_ground (RelPainting *self, const RelBox *part)
{
  if (!self->style->ground)
    return;
  rel_painting_set_colour (self, &self->palette->background);
  cairo_rectangle (self->cr, part->x, part->y, part->width, part->height);
  cairo_fill (self->cr);
}

static void
draw_all (RelPainting *self, Layer *layer, RelDistance distance)
{
  for (guint i = 0; i < rel_scene_get_n_groups (self->scene); i++)
    draw_group (self, rel_scene_get_group (self->scene, i), distance);
  if (self->style->marks != NULL)
    draw_faded (self, layer, distance);
  draw_layer (self, layer, distance);
  for (guint i = 0; distance != REL_DISTANCE_NEAR && i < rel_scene_get_n_groups (self->scene); i++)
    draw_group_name (self, rel_scene_get_group (self->scene, i));
}

/**
 * rel_paint_ring:
 * @scene: a scene
 * @hit: a card or a row; others have no ring
 * @focus: whether it has the keyboard focus; else it is chosen, and the ring is close to it
 * @cr: where to draw; the scene's upper left corner is put at 0, 0
 * @style: how; its font is not needed
 *
 * Draws a ring: around a card, but inside a row, which has others beside it. However far away
 * it seems, the ring is as wide.
 */
void
rel_paint_ring (RelScene *scene, const RelHit *hit, gboolean focus, cairo_t *cr, const RelPaintStyle *style)
{
  RelPainting painting = { scene, cr, NULL, style, style->palette, 1 / style->scale };
  gboolean row = hit->kind == REL_HIT_ROW && hit->row >= 0;
  double width = MAX (RING_WIDTH, RINGS_PX * painting.px);
  double grow = row ? -width : focus ? RING_DISTANCE + width - RING_WIDTH : width / 2;
  RelBox box = rel_scene_get_hit_box (scene, hit);

  if (hit->kind != REL_HIT_CARD && !row)
    return;

  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  box = rel_painting_on_page (&painting, &box);
  if (row && box.height + 2 * grow < width)
    grow = 0;
  box = (RelBox){ box.x - grow, box.y - grow, box.width + 2 * grow, box.height + 2 * grow };
  rel_painting_set_colour (&painting, &style->palette->accent);
  cairo_set_line_width (cr, width);
  rel_stroke_box (cr, &box, row ? ROW_RING_RADIUS : REL_CARD_RADIUS + grow);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * rel_paint_lines:
 * @scene: a scene
 * @edges: (element-type guint): the indexes of some of its edges
 * @chosen: whether they are chosen, and not only pointed at
 * @cr: where to draw; the scene's upper left corner is put at 0, 0
 * @style: how; its font is not needed
 *
 * Draws lines stronger than they are, on top of what is painted already; with a tint around
 * them if they are chosen.
 */
void
rel_paint_lines (RelScene *scene, GArray *edges, gboolean chosen, cairo_t *cr, const RelPaintStyle *style)
{
  RelPainting painting = { scene, cr, NULL, style, style->palette, 1 / style->scale };
  RelStrokeStyle stroke = { style->palette, TRUE, style->scale < 0.25, 2 * LEAST_LINE_PX * painting.px, 1 };

  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  mirror (&painting);
  if (chosen)
    {
      RelColour colour = style->palette->accent;

      colour.alpha = TRACE_ALPHA;
      rel_painting_set_colour (&painting, &colour);
      rel_stroke_trace (cr, scene, edges, MAX (CHOSEN_WIDTH, CHOSEN_WIDTH * painting.px));
    }
  rel_stroke_edges (cr, scene, edges, &stroke);
  cairo_restore (cr);
  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  for (guint i = 0; i < edges->len; i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, g_array_index (edges, guint, i));

      if (has_badge_alone (edge))
        draw_badge_alone (&painting, edge, stroke.plain ? REL_DISTANCE_FAR : REL_DISTANCE_NEAR);
    }
  cairo_restore (cr);
}

/**
 * rel_paint_cards:
 * @scene: a scene
 * @cards: (element-type guint): the indexes of some of its cards
 * @cr: where to draw; the scene's upper left corner is put at 0, 0
 * @context: with the font of titles
 * @style: how
 *
 * Draws cards on top of what is painted already, with as much as can be seen at their scale.
 */
void
rel_paint_cards (RelScene *scene, GArray *cards, cairo_t *cr, PangoContext *context, const RelPaintStyle *style)
{
  RelPainting painting = { scene, cr, context, style, style->palette, 1 / style->scale };
  g_autoptr (GArray) no_edges = g_array_new (FALSE, FALSE, sizeof (guint));
  Layer layer = { cards, no_edges };

  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  draw_layer (&painting, &layer, find_distance (&painting));
  cairo_restore (cr);
}

/**
 * rel_paint_left:
 * @scene: a scene
 * @cards: (element-type guint): the indexes of some of its cards
 * @edges: (element-type guint): the indexes of some of its edges
 * @cr: where to draw; the scene's upper left corner is put at 0, 0
 * @style: how; its font is not needed
 *
 * Lets what is painted already step back, because it is on its way to elsewhere.
 */
void
rel_paint_left (RelScene *scene, GArray *cards, GArray *edges, cairo_t *cr, const RelPaintStyle *style)
{
  RelPainting painting = { scene, cr, NULL, style, style->palette, 1 / style->scale };
  RelColour colour = style->palette->background;

  colour.alpha = 1 - style->palette->faded;
  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  rel_painting_set_colour (&painting, &colour);
  cairo_save (cr);
  mirror (&painting);
  rel_stroke_trace (cr, scene, edges, MAX (LEFT_WIDTH, LEAST_LINE_PX * painting.px));
  cairo_restore (cr);
  for (guint i = 0; i < cards->len; i++)
    {
      RelBox box = rel_painting_on_page (&painting, &rel_scene_get_card (scene, g_array_index (cards, guint, i))->box);

      cairo_rectangle (cr, box.x - LEFT_WIDTH / 2, box.y - LEFT_WIDTH / 2, box.width + LEFT_WIDTH,
                       box.height + LEFT_WIDTH);
    }
  cairo_fill (cr);
  cairo_restore (cr);
}

/**
 * rel_paint_scene:
 * @scene: a scene
 * @cr: where to draw; the scene's upper left corner is put at 0, 0
 * @context: with the font of titles
 * @style: how
 *
 * Draws a scene, with all that is in it however small.
 */
void
rel_paint_scene (RelScene *scene, cairo_t *cr, PangoContext *context, const RelPaintStyle *style)
{
  RelPainting painting = { scene, cr, context, style, style->palette, 1 / style->scale };
  RelBox all = { 0, 0, rel_scene_get_width (scene), rel_scene_get_height (scene) };
  Layer layer;

  layer_init (&layer);
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    g_array_append_val (layer.cards, i);
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    g_array_append_val (layer.edges, i);
  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  draw_ground (&painting, &all);
  draw_all (&painting, &layer, REL_DISTANCE_NEAR);
  cairo_restore (cr);
  rel_paint_ring (scene, &style->focus, TRUE, cr, style);
  layer_clear (&layer);
}

/**
 * rel_paint_part:
 * @grid: what is where in a scene
 * @part: which part of the page, in model units
 * @cr: where to draw; the scene's upper left corner is put at 0, 0
 * @context: with the font of titles
 * @style: how
 *
 * Draws a part of a scene, with as much as can be seen at its scale: texts that are too low
 * to be read are left out, and cards far away are spots.
 */
void
rel_paint_part (RelGrid *grid, const RelBox *part, cairo_t *cr, PangoContext *context, const RelPaintStyle *style)
{
  RelScene *scene = rel_grid_get_scene (grid);
  RelPainting painting = { scene, cr, context, style, style->palette, 1 / style->scale };
  double reach = MAX (PART_REACH, PART_REACH * painting.px);
  RelBox box = rel_painting_on_page (&painting, part);
  Layer layer;

  layer_init (&layer);
  box = (RelBox){ box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach };
  rel_grid_find (grid, &box, layer.cards, layer.edges);
  cairo_save (cr);
  cairo_scale (cr, style->scale, style->scale);
  draw_ground (&painting, part);
  draw_all (&painting, &layer, find_distance (&painting));
  cairo_restore (cr);
  layer_clear (&layer);
}
