/* rel-place-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-place-row.h"

/**
 * RelPlaceRow:
 *
 * A place of the sidebar that is there once in a project, with how much there is to see.
 */
struct _RelPlaceRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *count;

  RelPlaceKind kind;
};

G_DEFINE_FINAL_TYPE (RelPlaceRow, rel_place_row, GTK_TYPE_LIST_BOX_ROW)

static void
rel_place_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_PLACE_ROW);

  G_OBJECT_CLASS (rel_place_row_parent_class)->dispose (object);
}

static void
rel_place_row_class_init (RelPlaceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_place_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-place-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelPlaceRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RelPlaceRow, title);
  gtk_widget_class_bind_template_child (widget_class, RelPlaceRow, count);
}

static void
rel_place_row_init (RelPlaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_place_row_new:
 * @kind: a place that needs no name
 * @icon_name: its symbol
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
rel_place_row_new (RelPlaceKind kind, const char *icon_name)
{
  RelPlaceRow *self = g_object_new (REL_TYPE_PLACE_ROW, NULL);
  g_autoptr (RelPlace) place = rel_place_new (kind);
  g_autofree char *title = rel_place_dup_title (place);

  self->kind = kind;
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title, title);
  rel_place_row_set_count (self, 0, FALSE);
  return GTK_WIDGET (self);
}

/**
 * rel_place_row_get_kind:
 * @self: a row
 *
 * Returns: the place that it leads to
 */
RelPlaceKind
rel_place_row_get_kind (RelPlaceRow *self)
{
  g_return_val_if_fail (REL_IS_PLACE_ROW (self), REL_PLACE_CHANGES);

  return self->kind;
}

/**
 * rel_place_row_set_count:
 * @self: a row
 * @count: how much there is to see; 0 shows no number
 * @asks: whether it asks for something to be done
 *
 * Shows a number at its end.
 */
void
rel_place_row_set_count (RelPlaceRow *self, guint count, gboolean asks)
{
  static const char *const plain[] = { "dim-label", "caption", "numeric", NULL };
  static const char *const badge[] = { "badge", "caption", "numeric", NULL };
  g_autofree char *text = g_strdup_printf ("%u", count);

  g_return_if_fail (REL_IS_PLACE_ROW (self));

  gtk_label_set_label (self->count, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->count), (const char **) (asks ? badge : plain));
  gtk_widget_set_visible (GTK_WIDGET (self->count), count > 0);
}
