/* rel-content-header.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-content-header.h"

#include <glib/gi18n.h>

#include "rel-profile-words.h"
#include "rel-project-words.h"
#include "rel-tooltip.h"

/**
 * RelContentHeader:
 *
 * The header bar over the content of a project: where one is, the way back and forward, undo
 * and redo, and whether a server is being talked to. Where the sidebar is not beside it, it
 * also has the colour of the project and what it is for; of these, nothing is ever cut off.
 */
struct _RelContentHeader
{
  AdwBin parent_instance;

  AdwHeaderBar *bar;
  GtkWidget *mark;
  GtkLabel *title;
  GtkLabel *production;
  GtkLabel *subtitle;
  GtkWidget *list;
  GtkWidget *visited;
  GtkSpinner *busy;
  GtkWidget *undo;
  GtkWidget *redo;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RelContentHeader, rel_content_header, ADW_TYPE_BIN)

static void
show_place (RelContentHeader *self, RelWorkspace *workspace, RelPlace *place)
{
  g_autofree char *title = place != NULL ? rel_place_dup_title (place)
                                         : g_strdup (rel_target_get_name (rel_workspace_get_target (workspace)));
  g_autofree char *subtitle = rel_project_words_dup_subtitle (workspace, place, self->narrow);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  rel_tooltip_set_text (GTK_WIDGET (self->title), title);
  rel_tooltip_set_text (GTK_WIDGET (self->subtitle), subtitle);
}

static void
show_project (RelContentHeader *self, RelTarget *target)
{
  const RelProfile *profile = rel_target_get_profile (target);
  RelProfileColour colour = profile != NULL ? profile->colour : REL_PROFILE_COLOUR_NONE;
  g_autofree char *production = rel_project_words_dup_production (target);

  gtk_widget_set_visible (self->mark, self->narrow && colour != REL_PROFILE_COLOUR_NONE);
  rel_profile_words_mark (self->mark, colour);
  gtk_label_set_label (self->production, production != NULL ? production : "");
  rel_tooltip_set_text (GTK_WIDGET (self->production), production);
  gtk_widget_set_visible (GTK_WIDGET (self->production), self->narrow && production != NULL);
  if (production != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->bar), "production");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->bar), "production");
}

static void
show_edits (RelContentHeader *self, RelWorkspace *workspace)
{
  const char *undo = rel_workspace_get_undo_name (workspace);
  const char *redo = rel_workspace_get_redo_name (workspace);
  /* Translators: takes back, or does again, the edit of that name. */
  g_autofree char *undo_text = undo != NULL ? g_strdup_printf (_ ("Undo: %s"), undo) : g_strdup (_ ("Undo"));
  /* Translators: takes back, or does again, the edit of that name. */
  g_autofree char *redo_text = redo != NULL ? g_strdup_printf (_ ("Redo: %s"), redo) : g_strdup (_ ("Redo"));

  gtk_widget_set_tooltip_text (self->undo, undo_text);
  gtk_widget_set_tooltip_text (self->redo, redo_text);
}

static void
rel_content_header_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_content_header_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CONTENT_HEADER);
}

static void
rel_content_header_class_init (RelContentHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_content_header_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-content-header.ui");
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, mark);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, title);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, production);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, list);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, visited);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, busy);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, undo);
  gtk_widget_class_bind_template_child (widget_class, RelContentHeader, redo);
}

static void
rel_content_header_init (RelContentHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_content_header_set_narrow (self, FALSE);
}

/**
 * rel_content_header_new:
 *
 * Returns: (transfer floating): the header of nowhere
 */
GtkWidget *
rel_content_header_new (void)
{
  return g_object_new (REL_TYPE_CONTENT_HEADER, NULL);
}

/**
 * rel_content_header_show:
 * @self: a header
 * @workspace: a workspace
 * @place: (nullable): where one is in it; %NULL if there is nowhere to be
 *
 * Shows where one is. After each change of the workspace this is to be called again.
 */
void
rel_content_header_show (RelContentHeader *self, RelWorkspace *workspace, RelPlace *place)
{
  gboolean busy = rel_workspace_is_busy (workspace);

  g_return_if_fail (REL_IS_CONTENT_HEADER (self));

  show_place (self, workspace, place);
  show_project (self, rel_workspace_get_target (workspace));
  show_edits (self, workspace);
  gtk_widget_set_visible (GTK_WIDGET (self->busy), busy);
  gtk_spinner_set_spinning (self->busy, busy);
}

/**
 * rel_content_header_set_narrow:
 * @self: a header
 * @narrow: whether the sidebar is not beside the content
 *
 * Shows what else stands in the sidebar: the way to it, and the buttons of the window. What is
 * said of the project changes with the next [method@ContentHeader.show].
 */
void
rel_content_header_set_narrow (RelContentHeader *self, gboolean narrow)
{
  g_return_if_fail (REL_IS_CONTENT_HEADER (self));

  self->narrow = narrow;
  gtk_widget_set_visible (self->list, narrow);
  gtk_widget_set_visible (self->visited, !narrow);
  adw_header_bar_set_show_start_title_buttons (self->bar, narrow);
}
