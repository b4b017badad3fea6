/* rel-foot-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-foot-bar.h"

#include "rel-project-words.h"

/**
 * RelFootBar:
 *
 * The bar at the foot of a project: how many changes are not published, and the last of them.
 */
struct _RelFootBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkWidget *discard;

  gboolean begun;
  char *taken_up; /* (owned) (nullable): the last edit at first: the draft of last time */
};

G_DEFINE_FINAL_TYPE (RelFootBar, rel_foot_bar, ADW_TYPE_BIN)

static void
rel_foot_bar_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_foot_bar_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_FOOT_BAR);
}

static void
rel_foot_bar_finalize (GObject *object)
{
  g_free (REL_FOOT_BAR (object)->taken_up);

  G_OBJECT_CLASS (rel_foot_bar_parent_class)->finalize (object);
}

static void
rel_foot_bar_class_init (RelFootBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_foot_bar_dispose;
  object_class->finalize = rel_foot_bar_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-foot-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RelFootBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, RelFootBar, label);
  gtk_widget_class_bind_template_child (widget_class, RelFootBar, discard);
}

static void
rel_foot_bar_init (RelFootBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_foot_bar_new:
 *
 * Returns: (transfer floating): a bar that is not seen
 */
GtkWidget *
rel_foot_bar_new (void)
{
  return g_object_new (REL_TYPE_FOOT_BAR, NULL);
}

/**
 * rel_foot_bar_show:
 * @self: a bar
 * @workspace: a workspace, always the same
 * @reviewing: whether its changes are in sight anyway
 *
 * Shows what is not published. After each change of the workspace this is to be called again.
 */
void
rel_foot_bar_show (RelFootBar *self, RelWorkspace *workspace, gboolean reviewing)
{
  guint n_changes = rel_workspace_get_changes (workspace)->len;
  const char *last = rel_workspace_get_edit_name (workspace);
  g_autofree char *text = NULL;

  g_return_if_fail (REL_IS_FOOT_BAR (self));

  if (!self->begun)
    self->taken_up = g_strdup (last);
  self->begun = TRUE;
  /* The draft of last time, taken up again, is no edit that could be named. */
  text = rel_project_words_dup_unpublished (n_changes, g_strcmp0 (last, self->taken_up) != 0 ? last : NULL);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_revealer_set_reveal_child (self->revealer, n_changes > 0 && !reviewing);
}

/**
 * rel_foot_bar_set_narrow:
 * @self: a bar
 * @narrow: whether there is little room
 *
 * Leaves out what can be done elsewhere, or not.
 */
void
rel_foot_bar_set_narrow (RelFootBar *self, gboolean narrow)
{
  g_return_if_fail (REL_IS_FOOT_BAR (self));

  gtk_widget_set_visible (self->discard, !narrow);
}
