/* rel-change-lines.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-change-lines.h"

#include "rel-change-words.h"
#include "rel-hazard.h"
#include "rel-wrap.h"

/**
 * RelChangeLines:
 *
 * What a change does, a line each: what comes or goes, or each member from what to what, and
 * what else it may do.
 */
struct _RelChangeLines
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (RelChangeLines, rel_change_lines, GTK_TYPE_BOX)

static void
add_line (RelChangeLines *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  rel_wrap_names (label);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self), label);
}

static void
add_hazards (RelChangeLines *self, RelChange *change, RelSchema *base)
{
  g_autoptr (GPtrArray) hazards = rel_hazard_list (change, base);

  for (guint i = 0; i < hazards->len; i++)
    {
      RelHazard *hazard = g_ptr_array_index (hazards, i);

      add_line (self, rel_hazard_get_sentence (hazard),
                rel_hazard_get_severity (hazard) == REL_HAZARD_SEVERITY_NOTE ? "dim-label" : "warning");
      gtk_widget_add_css_class (gtk_widget_get_last_child (GTK_WIDGET (self)), "caption");
    }
}

static void
rel_change_lines_class_init (RelChangeLinesClass *klass)
{
}

static void
rel_change_lines_init (RelChangeLines *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
}

/**
 * rel_change_lines_new:
 *
 * Returns: (transfer floating): no lines yet
 */
GtkWidget *
rel_change_lines_new (void)
{
  return g_object_new (REL_TYPE_CHANGE_LINES, NULL);
}

/**
 * rel_change_lines_show:
 * @self: the lines
 * @change: a change
 * @base: (nullable): the schema that it changes, for what it may do besides
 *
 * Says what a change does.
 */
void
rel_change_lines_show (RelChangeLines *self, RelChange *change, RelSchema *base)
{
  GPtrArray *members = rel_change_get_members (change);
  g_autofree char *what = rel_change_words_dup_what (change);
  GtkWidget *child;

  g_return_if_fail (REL_IS_CHANGE_LINES (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);

  if (what != NULL)
    add_line (self, what, NULL);
  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *text = rel_change_words_dup_member (g_ptr_array_index (members, i));

      add_line (self, text, NULL);
    }
  if (base != NULL)
    add_hazards (self, change, base);
}
