/* rel-finding-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a check has found, as a row with buttons that mend it.
 */

#include "config.h"

#include "rel-finding-row.h"

#include <glib/gi18n.h>

#include "rel-wrap.h"

/* Beside the sign. */
#define TEXT_START_PX 40

/**
 * rel_finding_row_make_fix:
 * @label: what the button says
 * @action_name: the action that mends
 * @target: what is mended; consumed if floating
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
rel_finding_row_make_fix (const char *label, const char *action_name, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  return button;
}

/**
 * rel_finding_row_add_fix:
 * @row: what rel_finding_row_new() made
 * @label: what the button says
 * @action_name: the action that mends
 * @target: what is mended; consumed if floating
 *
 * Adds a button under the sentence, which would have little room beside it.
 */
void
rel_finding_row_add_fix (GtkWidget *row, const char *label, const char *action_name, GVariant *target)
{
  GtkWidget *fixes = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  GtkWidget *button = rel_finding_row_make_fix (label, action_name, target);

  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_widget_set_visible (fixes, TRUE);
  gtk_box_append (GTK_BOX (fixes), button);
}

/* Puts what a row shows into a box, over one for buttons. */
static void
add_fixes (GtkWidget *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *fixes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GtkWidget) shown = g_object_ref (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));

  gtk_widget_add_css_class (row, "finding");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_box_append (GTK_BOX (box), shown);
  gtk_box_append (GTK_BOX (box), fixes);
  gtk_widget_set_margin_start (fixes, TEXT_START_PX);
  gtk_widget_set_margin_end (fixes, 12);
  gtk_widget_set_margin_bottom (fixes, 12);
  gtk_widget_set_visible (fixes, FALSE);
}

static char *
dup_subtitle (RelFinding *finding)
{
  const char *sentence = rel_finding_get_sentence (finding);

  if (!rel_finding_is_fixable (finding))
    return g_strdup (sentence);
  /* Translators: what is wrong, and what the button "Fix" does about it. */
  return g_strdup_printf (_ ("%s\nFix: %s"), sentence, rel_finding_get_fix_label (finding));
}

/**
 * rel_finding_row_new:
 * @finding: a finding
 * @title: what stands over its sentence
 *
 * Returns: (transfer floating): an [class@Adw.ActionRow]
 */
GtkWidget *
rel_finding_row_new (RelFinding *finding, const char *title)
{
  gboolean is_error = rel_rule_get_severity (rel_finding_get_rule (finding)) == REL_SEVERITY_ERROR;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  g_autofree char *subtitle = dup_subtitle (finding);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  add_fixes (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (icon, is_error ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_error ? _ ("Error") : _ ("Warning"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (rel_finding_is_fixable (finding))
    rel_finding_row_add_fix (row, _ ("Fix"), "project.fix", g_variant_new_string (rel_finding_get_id (finding)));
  return row;
}
