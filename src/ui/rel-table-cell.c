/* rel-table-cell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-table-cell.h"

#include <glib/gi18n.h>

#include "rel-kind-icon.h"

/**
 * RelTableCell:
 *
 * One cell of the table of relations: a text; with the symbol of the kind before it, or with
 * a dot after it if the relation has changes that are not published.
 */
struct _RelTableCell
{
  AdwBin parent_instance;

  GtkImage *icon; /* (unowned) (nullable): only in the column of kinds */
  GtkInscription *text;
  GtkImage *dot; /* (unowned) (nullable): only in the column of fields */

  RelTableColumn column;
  RelTableRow *row; /* (owned) (nullable) */
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (RelTableCell, rel_table_cell, ADW_TYPE_BIN)

/* Narrower than this a text says nothing; the table is scrolled rather. */
static const guint min_chars[REL_TABLE_N_COLUMNS] = {
  [REL_TABLE_COLLECTION] = 14, [REL_TABLE_FIELD] = 14,     [REL_TABLE_KIND] = 13,     [REL_TABLE_RELATED] = 14,
  [REL_TABLE_OTHER_SIDE] = 10, [REL_TABLE_ON_DELETE] = 11, [REL_TABLE_DESELECT] = 11, [REL_TABLE_JUNCTION] = 14,
};
#define NAT_CHARS 20

/* The view's own widgets around this one are what gets the focus, and have no names by themselves. */
static void
update_names (RelTableCell *self, const char *text)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *name = NULL;

  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (row == NULL || self->column != REL_TABLE_FIELD)
    return;
  name = g_strdup_printf ("%s.%s", rel_table_row_get_text (self->row, REL_TABLE_COLLECTION), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Puts something beside the text; for most cells it stands alone, and there are many of them. */
static GtkBox *
get_box (RelTableCell *self)
{
  GtkWidget *box;

  if (GTK_IS_BOX (adw_bin_get_child (ADW_BIN (self))))
    return GTK_BOX (adw_bin_get_child (ADW_BIN (self)));
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_object_ref (self->text);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  g_object_unref (self->text);
  return GTK_BOX (box);
}

static void
add_icon (RelTableCell *self)
{
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_box_prepend (get_box (self), GTK_WIDGET (self->icon));
}

static void
add_dot (RelTableCell *self)
{
  self->dot = GTK_IMAGE (gtk_image_new_from_icon_name ("media-record-symbolic"));
  gtk_image_set_pixel_size (self->dot, 10);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->dot), _ ("Changed, not published"));
  gtk_widget_add_css_class (GTK_WIDGET (self->dot), "dot");
  gtk_box_append (get_box (self), GTK_WIDGET (self->dot));
}

static void
update_dot (RelTableCell *self)
{
  gboolean is_changed = rel_table_row_is_changed (self->row);

  if (self->dot == NULL && is_changed)
    add_dot (self);
  if (self->dot != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->dot), is_changed);
}

static void
update (RelTableCell *self)
{
  const char *text = rel_table_row_get_text (self->row, self->column);

  update_names (self, text);
  gtk_inscription_set_text (self->text, text);
  if (self->icon != NULL)
    rel_kind_icon_show (self->icon, rel_table_row_get_kind (self->row));
  if (self->column == REL_TABLE_FIELD)
    update_dot (self);
}

/* All of a text that is cut off. Asked for when the pointer rests: what a cell has changes often. */
static gboolean
rel_table_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  const char *text = gtk_inscription_get_text (REL_TABLE_CELL (widget)->text);

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL && *text != '\0';
}

static void
rel_table_cell_dispose (GObject *object)
{
  rel_table_cell_set_row (REL_TABLE_CELL (object), NULL);

  G_OBJECT_CLASS (rel_table_cell_parent_class)->dispose (object);
}

static void
rel_table_cell_class_init (RelTableCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rel_table_cell_dispose;
  GTK_WIDGET_CLASS (klass)->query_tooltip = rel_table_cell_query_tooltip;
}

static void
rel_table_cell_init (RelTableCell *self)
{
  self->text = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_text_overflow (self->text, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->text));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * rel_table_cell_new:
 * @column: the column that it is in
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
rel_table_cell_new (RelTableColumn column)
{
  RelTableCell *self = g_object_new (REL_TYPE_TABLE_CELL, NULL);

  self->column = column;
  gtk_inscription_set_min_chars (self->text, min_chars[column]);
  gtk_inscription_set_nat_chars (self->text, NAT_CHARS);
  if (column == REL_TABLE_KIND)
    add_icon (self);
  return GTK_WIDGET (self);
}

/**
 * rel_table_cell_set_row:
 * @self: a cell
 * @row: (nullable): the row that it is in now
 *
 * Shows what stands in its column of a row, and follows it.
 */
void
rel_table_cell_set_row (RelTableCell *self, RelTableRow *row)
{
  g_return_if_fail (REL_IS_TABLE_CELL (self));

  if (self->row != NULL)
    g_clear_signal_handler (&self->changed_id, self->row);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  self->changed_id = g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
  update (self);
}
