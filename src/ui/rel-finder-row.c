/* rel-finder-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-finder-row.h"

#include "rel-kind-icon.h"

/**
 * RelFinderRow:
 *
 * What one row of the finder shows: a symbol, what is found, where it is, and its keys if it
 * is a command.
 */
struct _RelFinderRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *keys;
};

G_DEFINE_FINAL_TYPE (RelFinderRow, rel_finder_row, GTK_TYPE_BOX)

static void
rel_finder_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_FINDER_ROW);

  G_OBJECT_CLASS (rel_finder_row_parent_class)->dispose (object);
}

static void
rel_finder_row_class_init (RelFinderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_finder_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-finder-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelFinderRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RelFinderRow, title);
  gtk_widget_class_bind_template_child (widget_class, RelFinderRow, detail);
  gtk_widget_class_bind_template_child (widget_class, RelFinderRow, keys);
}

static void
rel_finder_row_init (RelFinderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_finder_row_new:
 *
 * Returns: (transfer floating): a row of nothing
 */
GtkWidget *
rel_finder_row_new (void)
{
  return g_object_new (REL_TYPE_FINDER_ROW, NULL);
}

/**
 * rel_finder_row_show:
 * @self: a row
 * @item: what is found
 * @keys: the keys that do the same, as a person reads them; empty for none
 *
 * Shows what is found.
 */
void
rel_finder_row_show (RelFinderRow *self, RelFinderItem *item, const char *keys)
{
  g_return_if_fail (REL_IS_FINDER_ROW (self));

  if (rel_finder_item_get_icon_name (item) != NULL)
    {
      gtk_image_set_from_icon_name (self->icon, rel_finder_item_get_icon_name (item));
      gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ NULL });
    }
  else
    rel_kind_icon_show (self->icon, rel_finder_item_get_kind (item));
  gtk_label_set_label (self->title, rel_finder_item_get_title (item));
  gtk_label_set_label (self->detail, rel_finder_item_get_detail (item));
  gtk_label_set_label (self->keys, keys);
  /* The list's own widget around the row is what a screen reader says, and has no name by itself. */
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, rel_finder_item_get_title (item), -1);
}
