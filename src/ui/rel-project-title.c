/* rel-project-title.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-project-title.h"

#include <glib/gi18n.h>

#include "rel-profile-words.h"
#include "rel-project-words.h"

/**
 * RelProjectTitle:
 *
 * Which project a window shows: its colour and its name, and what it is for or else where it
 * is.
 */
struct _RelProjectTitle
{
  AdwBin parent_instance;

  GtkWidget *mark;
  GtkLabel *name;
  GtkLabel *production;
  GtkWidget *lock;
  GtkLabel *kind;
  GtkLabel *where;
};

G_DEFINE_FINAL_TYPE (RelProjectTitle, rel_project_title, ADW_TYPE_BIN)

static void
rel_project_title_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_project_title_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_PROJECT_TITLE);
}

static void
rel_project_title_class_init (RelProjectTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_project_title_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-project-title.ui");
  gtk_widget_class_bind_template_child (widget_class, RelProjectTitle, mark);
  gtk_widget_class_bind_template_child (widget_class, RelProjectTitle, name);
  gtk_widget_class_bind_template_child (widget_class, RelProjectTitle, production);
  gtk_widget_class_bind_template_child (widget_class, RelProjectTitle, lock);
  gtk_widget_class_bind_template_child (widget_class, RelProjectTitle, kind);
  gtk_widget_class_bind_template_child (widget_class, RelProjectTitle, where);
}

static void
rel_project_title_init (RelProjectTitle *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_project_title_new:
 *
 * Returns: (transfer floating): the title of no project yet
 */
GtkWidget *
rel_project_title_new (void)
{
  return g_object_new (REL_TYPE_PROJECT_TITLE, NULL);
}

/**
 * rel_project_title_show:
 * @self: a title
 * @target: a project
 *
 * Shows which project this is.
 */
void
rel_project_title_show (RelProjectTitle *self, RelTarget *target)
{
  const RelProfile *profile = rel_target_get_profile (target);
  g_autofree char *where = rel_project_words_dup_where (target);
  g_autofree char *production = rel_project_words_dup_production (target);
  g_autofree char *name = rel_project_words_dup_name (target);
  g_autofree char *text = g_strdup_printf ("%s\n%s", name, where);
  const char *kind = rel_project_words_get_kind (target);

  g_return_if_fail (REL_IS_PROJECT_TITLE (self));

  gtk_label_set_label (self->name, rel_target_get_name (target));
  gtk_label_set_label (self->where, where);
  gtk_label_set_label (self->production, production != NULL ? production : "");
  gtk_label_set_label (self->kind, kind != NULL ? kind : "");
  /* There is room for what it is for, or for where it is; the other one is in the tooltip, with all of the name. */
  gtk_widget_set_visible (GTK_WIDGET (self->production), production != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), kind != NULL);
  gtk_widget_set_visible (self->lock, profile != NULL && profile->read_only);
  gtk_widget_set_visible (GTK_WIDGET (self->where), production == NULL && kind == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_widget_set_visible (self->mark, profile != NULL && profile->colour != REL_PROFILE_COLOUR_NONE);
  rel_profile_words_mark (self->mark, profile != NULL ? profile->colour : REL_PROFILE_COLOUR_NONE);
}
