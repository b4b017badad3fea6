/* rel-difference-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-difference-row.h"

#include <glib/gi18n.h>

#include "rel-change-lines.h"
#include "rel-change-words.h"
#include "rel-wrap.h"

/**
 * RelDifferenceRow:
 *
 * What one row of a comparison shows: a collection with the number of its differences, one of
 * them, or a part of one, from what to what; each with a tick.
 */
struct _RelDifferenceRow
{
  AdwBin parent_instance;

  GtkCheckButton *check;
  GtkLabel *name;
  RelChangeLines *lines;
  GtkLabel *count;

  RelDifference *difference; /* (owned) (nullable) */
  gulong ticked_id;
  gboolean updating; /* the program moves the tick */
};

/* Under the name of what it is a part of. */
#define PART_START_PX 32

G_DEFINE_FINAL_TYPE (RelDifferenceRow, rel_difference_row, ADW_TYPE_BIN)

static void
check_toggled_cb (RelDifferenceRow *self)
{
  if (!self->updating && self->difference != NULL)
    rel_difference_set_ticked (self->difference, gtk_check_button_get_active (self->check));
}

/* The list's own widget around this one is what gets the focus, and says what is ticked too:
 * its tick cannot be reached by itself. */
static void
update_name (RelDifferenceRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *name = gtk_label_get_label (self->name);
  RelTicked ticked = rel_difference_get_ticked (self->difference);
  g_autofree char *text = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (parent == NULL)
    return;
  if (ticked == REL_TICKED_ALL)
    /* Translators: a change or a collection in a list of which some are ticked. */
    text = g_strdup_printf (_ ("%s, ticked"), name);
  else if (ticked == REL_TICKED_SOME)
    /* Translators: a collection or a change in a list of changes. */
    text = g_strdup_printf (_ ("%s, ticked in part"), name);
  else
    /* Translators: a change or a collection in a list of which some are ticked. */
    text = g_strdup_printf (_ ("%s, not ticked"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
ticked_cb (RelDifferenceRow *self)
{
  RelTicked ticked = rel_difference_get_ticked (self->difference);

  self->updating = TRUE;
  gtk_check_button_set_active (self->check, ticked == REL_TICKED_ALL);
  gtk_check_button_set_inconsistent (self->check, ticked == REL_TICKED_SOME);
  self->updating = FALSE;
  update_name (self);
}

static void
show_heading (RelDifferenceRow *self)
{
  guint n_changes = rel_difference_get_below (self->difference)->len;
  g_autofree char *count =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u difference", "%u differences", n_changes), n_changes);

  gtk_label_set_label (self->name, rel_difference_get_collection (self->difference));
  gtk_label_set_label (self->count, count);
}

static void
show_change (RelDifferenceRow *self)
{
  RelChange *change = rel_difference_get_change (self->difference);
  g_autofree char *name = rel_change_dup_name (change);

  gtk_label_set_label (self->name, name);
  /* What has parts is said by these. */
  if (rel_difference_get_below (self->difference)->len == 0)
    rel_change_lines_show (self->lines, change, NULL);
}

static void
show_part (RelDifferenceRow *self)
{
  GPtrArray *members = rel_difference_get_members (self->difference);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *line = rel_change_words_dup_member (g_ptr_array_index (members, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  gtk_label_set_label (self->name, text->str);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show (RelDifferenceRow *self)
{
  gboolean is_heading = rel_difference_get_change (self->difference) == NULL;
  gboolean is_part = rel_difference_get_members (self->difference) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->lines),
                          !is_heading && !is_part && rel_difference_get_below (self->difference)->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->count), is_heading);
  gtk_widget_set_margin_start (GTK_WIDGET (self), is_part ? PART_START_PX : 0);
  set_class (GTK_WIDGET (self), "difference-heading", is_heading);
  set_class (GTK_WIDGET (self->name), "heading", !is_part);
  if (is_heading)
    show_heading (self);
  else if (is_part)
    show_part (self);
  else
    show_change (self);
}

static void
rel_difference_row_dispose (GObject *object)
{
  rel_difference_row_set_difference (REL_DIFFERENCE_ROW (object), NULL);

  G_OBJECT_CLASS (rel_difference_row_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_DIFFERENCE_ROW);
}

static void
rel_difference_row_class_init (RelDifferenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_difference_row_dispose;

  g_type_ensure (REL_TYPE_CHANGE_LINES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-difference-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelDifferenceRow, check);
  gtk_widget_class_bind_template_child (widget_class, RelDifferenceRow, name);
  gtk_widget_class_bind_template_child (widget_class, RelDifferenceRow, lines);
  gtk_widget_class_bind_template_child (widget_class, RelDifferenceRow, count);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
  gtk_widget_class_set_css_name (widget_class, "difference-row");
}

static void
rel_difference_row_init (RelDifferenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->name));
}

/**
 * rel_difference_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
rel_difference_row_new (void)
{
  return g_object_new (REL_TYPE_DIFFERENCE_ROW, NULL);
}

/**
 * rel_difference_row_set_difference:
 * @self: a row
 * @difference: (nullable): a difference
 *
 * Shows a difference.
 */
void
rel_difference_row_set_difference (RelDifferenceRow *self, RelDifference *difference)
{
  g_return_if_fail (REL_IS_DIFFERENCE_ROW (self));

  if (self->difference != NULL)
    g_signal_handler_disconnect (self->difference, self->ticked_id);
  g_set_object (&self->difference, difference);
  if (difference == NULL)
    return;
  self->ticked_id = g_signal_connect_object (difference, "ticked", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  show (self);
  ticked_cb (self);
}

/**
 * rel_difference_row_get_difference:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
RelDifference *
rel_difference_row_get_difference (RelDifferenceRow *self)
{
  g_return_val_if_fail (REL_IS_DIFFERENCE_ROW (self), NULL);

  return self->difference;
}
