/* rel-diagram-print.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A diagram on paper: on one page or, where nobody could read it there, on as many as lie side
 * by side. Paper is light, also where the window is dark.
 */

#include "config.h"

#include "rel-diagram-print.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rel-paint.h"

/* Points for a model unit: in its own size, and the least in which its texts can be read. */
#define OWN_SCALE   0.75
#define LEAST_SCALE 0.45

/* Nobody lays out more of them without having asked for it. */
#define MOST_PAGES 24

typedef struct
{
  RelTileLook *look;     /* (owned) */
  PangoContext *context; /* (owned) */
  RelPaperFit fit;
  GtkDropDown *choice; /* (unowned) (nullable): while the dialog is there */
  double scale;        /* points for a model unit */
  guint n_columns;
  guint n_rows;
} Print;

static void
print_free (gpointer data, GClosure *closure)
{
  Print *self = data;

  rel_tile_look_unref (self->look);
  g_object_unref (self->context);
  g_free (self);
}

static guint
count_pages (double length, double page_length)
{
  /* Less than a point over the edge is nothing. */
  return (guint) MAX (1, ceil ((length - 1) / page_length));
}

static guint
set_scale (Print *self, double scale, GtkPrintContext *context)
{
  RelScene *scene = rel_grid_get_scene (self->look->grid);

  self->scale = scale;
  self->n_columns = count_pages (rel_scene_get_width (scene) * scale, gtk_print_context_get_width (context));
  self->n_rows = count_pages (rel_scene_get_height (scene) * scale, gtk_print_context_get_height (context));
  return self->n_columns * self->n_rows;
}

static void
begun_cb (GtkPrintOperation *operation, GtkPrintContext *context, Print *self)
{
  RelScene *scene = rel_grid_get_scene (self->look->grid);
  double width = MAX (1, rel_scene_get_width (scene));
  double height = MAX (1, rel_scene_get_height (scene));
  double fitting = MIN (gtk_print_context_get_width (context) / width, gtk_print_context_get_height (context) / height);
  guint n_pages;

  fitting = MIN (OWN_SCALE, fitting);
  if (self->fit == REL_PAPER_FIT_SEVERAL)
    n_pages = set_scale (self, OWN_SCALE, context);
  else if (self->fit == REL_PAPER_FIT_ONE)
    n_pages = set_scale (self, fitting, context);
  else
    n_pages = set_scale (self, MAX (fitting, LEAST_SCALE), context);
  if (self->fit == REL_PAPER_FIT_BEST && n_pages > MOST_PAGES)
    n_pages = set_scale (self, fitting, context);
  gtk_print_operation_set_n_pages (operation, (int) n_pages);
}

static void
page_asked_cb (GtkPrintOperation *operation, GtkPrintContext *context, int nth, Print *self)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelPaintStyle style = {
    rel_palette_get (FALSE, FALSE), self->scale, self->look->mirrored, FALSE, nothing, nothing, self->look->marks
  };
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  double x = (guint) nth % self->n_columns * width;
  double y = (guint) nth / self->n_columns * height;
  RelBox part = { x / self->scale, y / self->scale, width / self->scale, height / self->scale };
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_translate (cr, -x, -y);
  rel_paint_part (self->look->grid, &part, cr, self->context, &style);
  cairo_restore (cr);
}

/* A page of the dialog. */
static GObject *
choice_asked_cb (GtkPrintOperation *operation, Print *self)
{
  const char *choices[] = { _ ("As it fits best"), _ ("On one page"), _ ("In its own size, on several pages"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Size on paper"));
  GtkWidget *choice = gtk_drop_down_new_from_strings (choices);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), choice);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), self->fit);
  self->choice = GTK_DROP_DOWN (choice);
  return G_OBJECT (box);
}

static void
choice_made_cb (GtkPrintOperation *operation, GtkWidget *widget, Print *self)
{
  self->fit = gtk_drop_down_get_selected (self->choice);
  self->choice = NULL;
}

/* A picture that is wider than it is high lies on its side. */
static GtkPageSetup *
new_page_setup (RelScene *scene)
{
  GtkPageSetup *setup = gtk_page_setup_new ();

  if (rel_scene_get_width (scene) > rel_scene_get_height (scene))
    gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  return setup;
}

/**
 * rel_diagram_print_new:
 * @look: what is shown
 * @title: (nullable): what it is a picture of
 * @fit: how it is put on paper, unless the person chooses something else
 *
 * Returns: (transfer full): what prints it, to be run
 */
GtkPrintOperation *
rel_diagram_print_new (RelTileLook *look, const char *title, RelPaperFit fit)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = new_page_setup (rel_grid_get_scene (look->grid));
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  Print *self = g_new0 (Print, 1);

  self->look = rel_tile_look_ref (look);
  self->context = rel_lettering_new_context (look->lettering, fonts);
  self->fit = fit;
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_custom_tab_label (operation, _ ("Diagram"));
  if (title != NULL)
    gtk_print_operation_set_job_name (operation, title);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begun_cb), self, print_free, 0);
  g_signal_connect (operation, "draw-page", G_CALLBACK (page_asked_cb), self);
  g_signal_connect (operation, "create-custom-widget", G_CALLBACK (choice_asked_cb), self);
  g_signal_connect (operation, "custom-widget-apply", G_CALLBACK (choice_made_cb), self);
  return operation;
}
