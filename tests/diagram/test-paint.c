/* test-paint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "rel-paint.h"
#include "sketch.h"

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *context;
} Page;

static Page
page_new (int width, int height)
{
  PangoFontDescription *font = pango_font_description_from_string ("Sans 11");
  Page page;

  page.surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  page.cr = cairo_create (page.surface);
  page.context = pango_cairo_create_context (page.cr);
  pango_context_set_font_description (page.context, font);
  pango_font_description_free (font);
  return page;
}

static void
page_clear (Page *page)
{
  g_assert_cmpint (cairo_status (page->cr), ==, CAIRO_STATUS_SUCCESS);
  g_object_unref (page->context);
  cairo_destroy (page->cr);
  cairo_surface_destroy (page->surface);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static guint32
pixel (Page *page, double x, double y)
{
  const guint8 *row;

  cairo_surface_flush (page->surface);
  row = cairo_image_surface_get_data (page->surface) + (int) y * cairo_image_surface_get_stride (page->surface);
  return ((const guint32 *) (gconstpointer) row)[(int) x];
}

static guint32
as_pixel (const RelColour *colour)
{
  return 0xff000000U | (guint32) lround (colour->red * 255) << 16 | (guint32) lround (colour->green * 255) << 8 |
         (guint32) lround (colour->blue * 255);
}

static RelPaintStyle
style_new (gboolean dark, gboolean mirrored)
{
  return (RelPaintStyle){ rel_palette_get (dark, FALSE), 1, mirrored, TRUE, { REL_HIT_NOTHING, 0, -1, 0 },
                          { REL_HIT_NOTHING, 0, -1, 0 } };
}

/* How many pixels in a box are not of the colour of its ground. */
static guint
count_ink (Page *page, double x, double y, double width, double height, const RelColour *ground)
{
  guint count = 0;

  for (double py = y; py < y + height; py++)
    {
      for (double px = x; px < x + width; px++)
        {
          if (pixel (page, px, py) != as_pixel (ground))
            count++;
        }
    }
  return count;
}

static void
test_ground_cards_lines (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      g_autoptr (RelScene) scene = sketch_scene ("a: b\nb: id\n> a.b b\n", "a");
      g_auto (Page) page = page_new ((int) rel_scene_get_width (scene), (int) rel_scene_get_height (scene));
      RelPaintStyle style = style_new (dark == 1, FALSE);
      const RelEdge *edge = rel_scene_get_edge (scene, 0);
      const RelPoint *end = &g_array_index (edge->points, RelPoint, 0);
      const RelCard *b = rel_scene_get_card (scene, 1);

      rel_paint_scene (scene, page.cr, page.context, &style);
      g_assert_cmphex (pixel (&page, 1, 1), ==, as_pixel (&style.palette->background));
      g_assert_cmphex (pixel (&page, b->box.x + 4, b->box.y + b->box.height / 2), ==, as_pixel (&style.palette->card));
      /* The line is there, and the name is inside the card. */
      g_assert_cmpuint (count_ink (&page, end->x + 30, end->y - 2, 1, 4, &style.palette->background), >, 0);
      g_assert_cmpuint (count_ink (&page, b->box.x + 12, b->box.y + 4, 20, b->box.height - 8, &style.palette->card), >,
                        10);
    }
}

/* Right to left is the mirror image, but for texts. */
static void
test_mirrored (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: b\nb: id\n> a.b b\n", "a");
  double width = rel_scene_get_width (scene);
  g_auto (Page) page = page_new ((int) width, (int) rel_scene_get_height (scene));
  RelPaintStyle style = style_new (FALSE, TRUE);
  const RelCard *a = rel_scene_get_card (scene, 0);
  double middle = a->box.y + a->header_height / 2;

  rel_paint_scene (scene, page.cr, page.context, &style);
  /* The header of the focused card, whose name stands at its right end now. */
  g_assert_cmphex (pixel (&page, width - a->box.x - a->box.width + 6, middle), ==,
                   as_pixel (&style.palette->accent_tint));
  g_assert_cmpuint (count_ink (&page, width - a->box.x - 24, middle - 8, 14, 16, &style.palette->accent_tint), >, 10);
  g_assert_cmpuint (count_ink (&page, width - a->box.x - a->box.width + 6, middle - 8, 14, 16,
                               &style.palette->accent_tint),
                    ==, 0);
}

static void
test_scale (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: b\nb: id\n> a.b b\n", "a");
  g_auto (Page) page = page_new ((int) rel_scene_get_width (scene) * 2, (int) rel_scene_get_height (scene) * 2);
  RelPaintStyle style = style_new (FALSE, FALSE);
  const RelCard *b = rel_scene_get_card (scene, 1);

  style.scale = 2;
  rel_paint_scene (scene, page.cr, page.context, &style);
  g_assert_cmphex (pixel (&page, 2 * b->box.x + 8, 2 * b->box.y + b->box.height), ==, as_pixel (&style.palette->card));
}

/* What is not pointed at steps back; what is, does not. */
static void
test_highlight (void)
{
  g_autoptr (RelScene) scene = sketch_scene ("a: x y\nb: id\nc: id\n> a.x b\n> a.y c\n", "a");
  RelPaintStyle style = style_new (FALSE, FALSE);
  guint32 seen[2][2];

  for (guint highlighted = 0; highlighted < 2; highlighted++)
    {
      g_auto (Page) page = page_new ((int) rel_scene_get_width (scene), (int) rel_scene_get_height (scene));

      style.highlight = (RelHit){ REL_HIT_EDGE, 0, -1, highlighted };
      rel_paint_scene (scene, page.cr, page.context, &style);
      for (guint edge = 0; edge < 2; edge++)
        {
          const RelPoint *end = &g_array_index (rel_scene_get_edge (scene, edge)->points, RelPoint, 0);

          seen[highlighted][edge] = pixel (&page, end->x + 16, end->y) & 0xff0000;
        }
    }
  g_assert_cmphex (seen[0][0], <, seen[0][1]);
  g_assert_cmphex (seen[1][1], <, seen[1][0]);
}

/* Long names stay inside their cards. */
static void
test_long_name (void)
{
  g_autofree char *name = g_strnfill (80, 'W');
  g_autofree char *text = g_strdup_printf ("a: b\n%s: id\n> a.b %s\n", name, name);
  g_autoptr (RelScene) scene = sketch_scene (text, "a");
  g_auto (Page) page = page_new ((int) rel_scene_get_width (scene), (int) rel_scene_get_height (scene));
  RelPaintStyle style = style_new (FALSE, FALSE);
  const RelCard *card = rel_scene_get_card (scene, 1);

  rel_paint_scene (scene, page.cr, page.context, &style);
  g_assert_cmpuint (count_ink (&page, card->box.x + 2, card->box.y + 12, 6, card->box.height - 24,
                               &style.palette->card),
                    ==, 0);
  g_assert_cmpuint (count_ink (&page, card->box.x + card->box.width - 8, card->box.y + 12, 6, card->box.height - 24,
                               &style.palette->card),
                    ==, 0);
}

/* All that can be on a picture, in all colours, leaves cairo without an error. */
static void
test_everything (void)
{
  g_autoptr (RelSchema) broken = sketch_schema (sketch_broken);
  g_autoptr (RelSchema) magazine = sketch_schema (sketch_magazine);
  const char *const names[] = { "pages", "articles", "lonely", "articles_blocks", "directus_files" };

  for (guint i = 0; i < G_N_ELEMENTS (names) * 8; i++)
    {
      const char *name = names[i / 8];
      g_autoptr (RelScene) scene = rel_neighbours_scene (magazine, broken, name, sketch_measure, NULL);
      g_auto (Page) page = page_new ((int) rel_scene_get_width (scene), (int) rel_scene_get_height (scene));
      RelPaintStyle style = style_new (FALSE, (i & 1) != 0);

      style.palette = rel_palette_get ((i & 2) != 0, (i & 4) != 0);
      style.focus = (RelHit){ (i & 1) != 0 ? REL_HIT_CARD : REL_HIT_ROW, 0, -1, 0 };
      style.highlight = (RelHit){ REL_HIT_CARD, rel_scene_get_n_cards (scene) - 1, -1, 0 };
      rel_paint_scene (scene, page.cr, page.context, &style);
    }
}

static double
luminance (const RelColour *colour)
{
  const double parts[] = { colour->red, colour->green, colour->blue };
  const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (parts[i] <= 0.03928 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
contrast (const RelColour *a, const RelColour *b)
{
  double x = luminance (a) + 0.05;
  double y = luminance (b) + 0.05;

  return MAX (x, y) / MIN (x, y);
}

/* What is seen of a colour that steps back. */
static RelColour
mix (const RelColour *colour, const RelColour *ground, double part)
{
  return (RelColour){ part * colour->red + (1 - part) * ground->red, part * colour->green + (1 - part) * ground->green,
                      part * colour->blue + (1 - part) * ground->blue, 1 };
}

/* In high contrast, what steps back can be read, and what is far away be followed. */
static void
test_high_contrast (void)
{
  for (guint i = 0; i < 2; i++)
    {
      const RelPalette *palette = rel_palette_get (i == 1, TRUE);
      RelColour text = mix (&palette->foreground, &palette->background, palette->faded);

      g_assert_cmpfloat (contrast (&text, &palette->background), >=, 3.5);
      for (guint kind = 0; kind < REL_N_KINDS; kind++)
        {
          RelColour line = mix (&palette->kinds[kind], &palette->background, palette->far);

          g_assert_cmpfloat (contrast (&line, &palette->background), >=, 4.5);
        }
      g_assert_cmpfloat (contrast (&palette->border, &palette->background), >=, 4.5);
    }
}

static void
test_contrast (void)
{
  for (guint i = 0; i < 4; i++)
    {
      gboolean high = (i & 1) != 0;
      const RelPalette *palette = rel_palette_get ((i & 2) != 0, high);
      const RelColour *grounds[] = { &palette->background, &palette->card, &palette->system_card };

      for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
        {
          for (guint kind = 0; kind < REL_N_KINDS; kind++)
            g_assert_cmpfloat (contrast (&palette->kinds[kind], grounds[g]), >=, high ? 4.5 : 3);
          g_assert_cmpfloat (contrast (&palette->foreground, grounds[g]), >=, high ? 12 : 7);
          g_assert_cmpfloat (contrast (&palette->dim, grounds[g]), >=, high ? 7 : 4.5);
          g_assert_cmpfloat (contrast (&palette->accent, grounds[g]), >=, high ? 4.5 : 3);
        }
      g_assert_cmpfloat (contrast (&palette->foreground, &palette->accent_tint), >=, 7);
      g_assert_cmpfloat (contrast (&palette->dim, &palette->accent_tint), >=, 4.5);
    }
}

static void
test_measure (void)
{
  g_auto (Page) page = page_new (1, 1);
  double width;
  double wider;
  double height;
  double same;
  double title;

  rel_paint_measure ("tags", REL_TEXT_ROW, &width, &height, page.context);
  rel_paint_measure ("articles_tags", REL_TEXT_ROW, &wider, &same, page.context);
  rel_paint_measure ("tags", REL_TEXT_TITLE, &title, &same, page.context);
  g_assert_cmpfloat (width, >, 0);
  g_assert_cmpfloat (wider, >, width);
  g_assert_cmpfloat (title, >, width);
  g_assert_cmpfloat (same, >, height);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/paint/ground-cards-lines", test_ground_cards_lines);
  g_test_add_func ("/diagram/paint/mirrored", test_mirrored);
  g_test_add_func ("/diagram/paint/scale", test_scale);
  g_test_add_func ("/diagram/paint/highlight", test_highlight);
  g_test_add_func ("/diagram/paint/long-name", test_long_name);
  g_test_add_func ("/diagram/paint/everything", test_everything);
  g_test_add_func ("/diagram/paint/contrast", test_contrast);
  g_test_add_func ("/diagram/paint/high-contrast", test_high_contrast);
  g_test_add_func ("/diagram/paint/measure", test_measure);
  return g_test_run ();
}
