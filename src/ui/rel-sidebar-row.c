/* rel-sidebar-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-sidebar-row.h"

#include <glib/gi18n.h>

#include "rel-kind-icon.h"

/**
 * RelSidebarRow:
 *
 * What one row of the sidebar shows: the name of a collection with the number of its
 * links, or a field with the symbol of its kind; and whether it has changes.
 */
struct _RelSidebarRow
{
  AdwBin parent_instance;

  GtkTreeExpander *expander;
  GtkImage *image;
  GtkLabel *name;
  GtkWidget *dot;
  GtkWidget *flag;
  GtkLabel *count;

  RelNode *node; /* (owned) (nullable) */
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (RelSidebarRow, rel_sidebar_row, ADW_TYPE_BIN)

static void
show_link (RelSidebarRow *self)
{
  RelLink *link = rel_node_get_link (self->node);
  g_autofree char *target = rel_link_dup_target (link);
  const char *kind = rel_kind_get_label (rel_link_get_kind (link));
  g_autofree char *tooltip =
    *target != '\0'
      /* Translators: a collection, a field of it, the kind of the relation, and the collection at its far end. */
      ? g_strdup_printf (_ ("%s.%s: %s, to %s"), rel_link_get_collection (link), rel_link_get_field (link), kind,
                         target)
      : g_strdup_printf ("%s.%s: %s", rel_link_get_collection (link), rel_link_get_field (link), kind);

  rel_kind_icon_show (self->image, rel_link_get_kind (link));
  gtk_widget_set_visible (GTK_WIDGET (self->count), FALSE);
  gtk_widget_set_visible (self->flag, FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "hidden-collection");
}

static void
show_collection (RelSidebarRow *self)
{
  static const char *const no_classes[] = { NULL };
  RelCollection *collection = rel_node_get_collection (self->node);
  gboolean folder = rel_collection_is_folder (collection);
  gboolean exists = rel_collection_exists (collection);
  guint n_links = rel_node_get_n_links (self->node);
  g_autofree char *count = g_strdup_printf ("%u", n_links);
  const char *note = rel_collection_get_note (collection);

  gtk_image_set_from_icon_name (self->image, folder ? "folder-symbolic" : "rel-collection-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->image), (const char **) no_classes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->image), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  folder ? _ ("folder") : _ ("collection"), -1);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_links > 0);
  gtk_widget_set_visible (self->flag, !exists);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               note != NULL && *note != '\0' ? note : rel_node_get_name (self->node));
  if (rel_collection_is_hidden (collection) || !exists)
    gtk_widget_add_css_class (GTK_WIDGET (self), "hidden-collection");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "hidden-collection");
}

static void
node_changed_cb (RelSidebarRow *self)
{
  gtk_label_set_label (self->name, rel_node_get_name (self->node));
  gtk_widget_set_visible (self->dot, rel_node_is_changed (self->node));
  if (rel_node_get_link (self->node) != NULL)
    show_link (self);
  else
    show_collection (self);
}

static void
set_node (RelSidebarRow *self, RelNode *node)
{
  if (self->node != NULL)
    g_signal_handler_disconnect (self->node, self->changed_id);
  g_set_object (&self->node, node);
  if (node == NULL)
    return;
  self->changed_id = g_signal_connect_object (node, "changed", G_CALLBACK (node_changed_cb), self, G_CONNECT_SWAPPED);
  node_changed_cb (self);
}

static void
rel_sidebar_row_dispose (GObject *object)
{
  set_node (REL_SIDEBAR_ROW (object), NULL);

  G_OBJECT_CLASS (rel_sidebar_row_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_SIDEBAR_ROW);
}

static void
rel_sidebar_row_class_init (RelSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_sidebar_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelSidebarRow, expander);
  gtk_widget_class_bind_template_child (widget_class, RelSidebarRow, image);
  gtk_widget_class_bind_template_child (widget_class, RelSidebarRow, name);
  gtk_widget_class_bind_template_child (widget_class, RelSidebarRow, dot);
  gtk_widget_class_bind_template_child (widget_class, RelSidebarRow, flag);
  gtk_widget_class_bind_template_child (widget_class, RelSidebarRow, count);
  gtk_widget_class_set_css_name (widget_class, "sidebar-row");
}

static void
rel_sidebar_row_init (RelSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_sidebar_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
rel_sidebar_row_new (void)
{
  return g_object_new (REL_TYPE_SIDEBAR_ROW, NULL);
}

/**
 * rel_sidebar_row_set_item:
 * @self: a row
 * @item: (nullable): a row of the tree's model, whose item is a [class@Node]
 *
 * Shows a node, at its depth in the tree.
 */
void
rel_sidebar_row_set_item (RelSidebarRow *self, GtkTreeListRow *item)
{
  g_autoptr (RelNode) node = NULL;

  g_return_if_fail (REL_IS_SIDEBAR_ROW (self));

  node = item != NULL ? REL_NODE (gtk_tree_list_row_get_item (item)) : NULL;
  set_node (self, node);
  gtk_tree_expander_set_list_row (self->expander, item);
}
