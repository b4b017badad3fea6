/* rel-impact-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-impact-group.h"

#include <glib/gi18n.h>

#include "rel-impact.h"
#include "rel-wrap.h"

/**
 * RelImpactGroup:
 *
 * What follows when an item of a collection is deleted: a sentence for each relation that the
 * deletion reaches, those that follow from another one below it. It is worked out when it is
 * unfolded.
 */
struct _RelImpactGroup
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group; /* (unowned): the child */
  AdwExpanderRow *expander;   /* (unowned): in the group */
  GPtrArray *rows;            /* (owned) (element-type GtkWidget) (elements unowned): in the expander */

  RelSchema *schema; /* (owned) (nullable): what is shown */
  char *collection;  /* (owned) (nullable) */
  gboolean is_filled;
};

G_DEFINE_FINAL_TYPE (RelImpactGroup, rel_impact_group, ADW_TYPE_BIN)

#define INDENT_PX 24
/* Deeper and longer ones are for the command line. */
#define MAX_ROWS 200

static void
add_row (RelImpactGroup *self, const char *sentence, const char *icon_name, const char *style, guint depth)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_margin_start (icon, (int) depth * INDENT_PX);
  gtk_widget_add_css_class (icon, style);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_expander_row_add_row (self->expander, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_node (RelImpactGroup *self, const RelImpactNode *node, guint depth)
{
  static const struct
  {
    const char *icon_name;
    const char *style;
  } signs[] = {
    [REL_IMPACT_DELETED] = { "user-trash-symbolic", "error" },
    [REL_IMPACT_NULLED] = { "edit-clear-symbolic", "dim-label" },
    [REL_IMPACT_DEFAULTED] = { "edit-undo-symbolic", "dim-label" },
    [REL_IMPACT_BLOCKED] = { "action-unavailable-symbolic", "warning" },
    [REL_IMPACT_DANGLING] = { "dialog-warning-symbolic", "warning" },
  };
  g_autofree char *sentence = rel_impact_node_dup_sentence (node);

  if (self->rows->len >= MAX_ROWS)
    return;
  add_row (self, sentence, signs[node->effect].icon_name, signs[node->effect].style, depth);
  for (guint i = 0; i < node->children->len; i++)
    add_node (self, g_ptr_array_index (node->children, i), depth + 1);
}

/* What the server hides may refer to the items as well. */
static void
add_nothing (RelImpactGroup *self)
{
  if (rel_schema_is_partial (self->schema))
    add_row (self, _ ("Nothing that you are shown refers to items of this collection."), "dialog-information-symbolic",
             "dim-label", 0);
  else
    add_row (self, _ ("Nothing refers to items of this collection: nothing else is touched."), "object-select-symbolic",
             "success", 0);
}

static void
fill (RelImpactGroup *self)
{
  g_autoptr (RelImpact) impact = rel_impact_new (self->schema, self->collection, NULL);
  GPtrArray *nodes = impact != NULL ? rel_impact_get_nodes (impact) : NULL;
  g_auto (GStrv) remarks = impact != NULL ? rel_impact_dup_remarks (impact) : NULL;

  self->is_filled = TRUE;
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    add_node (self, g_ptr_array_index (nodes, i), 0);
  if (nodes == NULL || nodes->len == 0)
    add_nothing (self);
  if (self->rows->len >= MAX_ROWS)
    add_row (self, _ ("More follows; relations-cli impact lists all of it."), "view-more-symbolic", "dim-label", 0);
  for (guint i = 0; remarks != NULL && remarks[i] != NULL; i++)
    add_row (self, remarks[i], "dialog-information-symbolic", "dim-label", 0);
}

static void
expanded_cb (RelImpactGroup *self)
{
  if (adw_expander_row_get_expanded (self->expander) && !self->is_filled && self->schema != NULL)
    fill (self);
}

static void
rel_impact_group_finalize (GObject *object)
{
  RelImpactGroup *self = REL_IMPACT_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_free (self->collection);

  G_OBJECT_CLASS (rel_impact_group_parent_class)->finalize (object);
}

static void
rel_impact_group_class_init (RelImpactGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_impact_group_finalize;
}

static void
rel_impact_group_init (RelImpactGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _ ("When an Item Is Deleted"));
  adw_expander_row_set_subtitle (self->expander, _ ("What else is deleted, emptied or in the way"));
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->expander));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * rel_impact_group_new:
 *
 * Returns: (transfer floating): a group about nothing
 */
GtkWidget *
rel_impact_group_new (void)
{
  return g_object_new (REL_TYPE_IMPACT_GROUP, NULL);
}

/**
 * rel_impact_group_show:
 * @self: a group
 * @schema: the draft
 * @collection: one of its collections
 *
 * Shows what follows when an item of that collection is deleted.
 */
void
rel_impact_group_show (RelImpactGroup *self, RelSchema *schema, const char *collection)
{
  g_return_if_fail (REL_IS_IMPACT_GROUP (self));

  if (self->schema == schema && g_strcmp0 (self->collection, collection) == 0)
    return;
  if (g_strcmp0 (self->collection, collection) != 0)
    adw_expander_row_set_expanded (self->expander, FALSE);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = rel_schema_ref (schema);
  g_free (self->collection);
  self->collection = g_strdup (collection);

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->expander, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  self->is_filled = FALSE;
  expanded_cb (self);
}
