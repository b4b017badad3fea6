/* rel-sidebar-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-sidebar-row.h"

#include <glib/gi18n.h>

#include "rel-kind-icon.h"
#include "rel-tooltip.h"

/**
 * RelSidebarRow:
 *
 * What one row of the sidebar shows: the name of a collection with the number of its links, or
 * a field with the symbol of its kind; how much of it is not published, and how much is wrong.
 */
struct _RelSidebarRow
{
  AdwBin parent_instance;

  GtkTreeExpander *expander;
  GtkImage *image;
  GtkLabel *name;
  GtkWidget *dot;
  GtkImage *flag;
  GtkLabel *count;

  RelBadges *badges; /* (owned) */
  RelNode *node;     /* (owned) (nullable) */
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (RelSidebarRow, rel_sidebar_row, ADW_TYPE_BIN)

/* About as a tree has it. */
#define LINK_INDENT_PX 24

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
  rel_tooltip_set_text (GTK_WIDGET (self), tooltip);
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
  const char *reason = rel_node_get_reason (self->node);
  g_autofree char *count = reason != NULL ? g_strdup (reason) : g_strdup_printf ("%u", n_links);
  const char *note = rel_collection_get_note (collection);

  gtk_image_set_from_icon_name (self->image, folder ? "folder-symbolic" : "rel-collection-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->image), (const char **) no_classes);
  rel_tooltip_set_text (GTK_WIDGET (self->image), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  folder ? _ ("folder") : _ ("collection"), -1);
  gtk_label_set_label (self->count, count);
  gtk_label_set_ellipsize (self->count, reason != NULL ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_links > 0 || reason != NULL);
  rel_tooltip_set_text (GTK_WIDGET (self), note != NULL && *note != '\0' ? note : rel_node_get_name (self->node));
  if (rel_collection_is_hidden (collection) || !exists)
    gtk_widget_add_css_class (GTK_WIDGET (self), "hidden-collection");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "hidden-collection");
}

static char *
dup_changes (guint n_changes)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change not published", "%u changes not published",
                                       n_changes),
                          n_changes);
}

static char *
dup_findings (const RelBadge *badge)
{
  if (badge->severity == REL_SEVERITY_ERROR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u finding, with errors", "%u findings, with errors",
                                         badge->n_findings),
                            badge->n_findings);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u finding, a warning", "%u findings, all warnings",
                                       badge->n_findings),
                          badge->n_findings);
}

/* An error and a warning differ in their shapes too. */
static void
show_flag (RelSidebarRow *self, const RelBadge *badge, const char *text)
{
  gboolean is_error = badge->severity == REL_SEVERITY_ERROR;

  gtk_widget_set_visible (GTK_WIDGET (self->flag), text != NULL);
  rel_tooltip_set_text (GTK_WIDGET (self->flag), text);
  gtk_image_set_from_icon_name (self->flag, is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->flag), is_error ? "warning" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->flag), is_error ? "error" : "warning");
}

/* The list's own widget around the row is what gets the focus, and has no name by itself. */
static void
update_accessible (RelSidebarRow *self, const char *changes, const char *findings)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *parts[] = { changes != NULL ? changes : findings, changes != NULL ? findings : NULL, NULL };
  g_autofree char *description = g_strjoinv (", ", (char **) parts);

  if (parent == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rel_node_get_name (self->node), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
badges_changed_cb (RelSidebarRow *self)
{
  RelCollection *collection;
  RelBadge badge;
  g_autofree char *changes = NULL;
  g_autofree char *findings = NULL;

  if (self->node == NULL)
    return;
  collection = rel_node_get_collection (self->node);
  badge = collection != NULL ? rel_badges_get_collection (self->badges, rel_node_get_name (self->node))
                             : rel_badges_get_link (self->badges, rel_node_get_link (self->node));
  changes = badge.n_changes > 0 ? dup_changes (badge.n_changes) : NULL;
  if (collection != NULL && !rel_collection_exists (collection) && !rel_collection_is_system (collection))
    {
      badge.severity = REL_SEVERITY_ERROR;
      findings = g_strdup (_ ("This collection does not exist; only fields or relations name it"));
    }
  else if (badge.n_findings > 0)
    findings = dup_findings (&badge);
  gtk_widget_set_visible (self->dot, changes != NULL);
  rel_tooltip_set_text (self->dot, changes);
  show_flag (self, &badge, findings);
  update_accessible (self, changes, findings);
}

static void
node_changed_cb (RelSidebarRow *self)
{
  gtk_label_set_label (self->name, rel_node_get_name (self->node));
  if (rel_node_get_link (self->node) != NULL)
    show_link (self);
  else
    show_collection (self);
  badges_changed_cb (self);
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
  g_clear_object (&REL_SIDEBAR_ROW (object)->badges);

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
 * @badges: how much there is to see of each collection and link
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
rel_sidebar_row_new (RelBadges *badges)
{
  RelSidebarRow *self = g_object_new (REL_TYPE_SIDEBAR_ROW, NULL);

  self->badges = g_object_ref (badges);
  g_signal_connect_object (badges, "changed", G_CALLBACK (badges_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * rel_sidebar_row_set_item:
 * @self: a row
 * @item: a row of the tree's model, whose item is a [class@Node]
 *
 * Shows a node, at its depth in the tree.
 */
void
rel_sidebar_row_set_item (RelSidebarRow *self, GtkTreeListRow *item)
{
  g_autoptr (RelNode) node = NULL;

  g_return_if_fail (REL_IS_SIDEBAR_ROW (self));

  node = gtk_tree_list_row_get_item (item);
  set_node (self, node);
  gtk_tree_expander_set_list_row (self->expander, item);
  gtk_widget_set_margin_start (GTK_WIDGET (self->expander), 0);
}

/**
 * rel_sidebar_row_set_node:
 * @self: a row
 * @node: (nullable): a node
 *
 * Shows a node that is in no tree, a link under its collection.
 */
void
rel_sidebar_row_set_node (RelSidebarRow *self, RelNode *node)
{
  g_return_if_fail (REL_IS_SIDEBAR_ROW (self));

  set_node (self, node);
  gtk_tree_expander_set_list_row (self->expander, NULL);
  gtk_widget_set_margin_start (GTK_WIDGET (self->expander),
                               node != NULL && rel_node_get_link (node) != NULL ? LINK_INDENT_PX : 0);
}
