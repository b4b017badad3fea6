/* rel-creation-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that make a relation: from where one is, or from a collection to another one.
 */

#include "config.h"

#include "rel-creation-actions.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-creation-dialog.h"
#include "rel-diagram-page.h"

static void
created_cb (RelProjectView *view, const char *collection, const char *field)
{
  g_autoptr (RelPlace) place = rel_place_new_relation (collection, field, 0);
  /* Translators: a collection and its new field, as articles.author. */
  g_autofree char *text = g_strdup_printf (_ ("Added %s.%s"), collection, field);
  RelPlace *here = rel_project_view_get_place (view);

  /* Who drew it sees it drawn. */
  if (here != NULL && rel_place_get_kind (here) == REL_PLACE_DIAGRAM)
    rel_diagram_page_point_at (REL_DIAGRAM_PAGE (rel_pages_get (rel_project_view_get_pages (view), REL_PLACE_DIAGRAM)),
                               place);
  else
    rel_project_view_go (view, place);
  rel_project_view_say (view, text, TRUE);
}

static void
show_creation (RelProjectView *view, GtkWidget *dialog)
{
  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), view, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_relation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = REL_PROJECT_VIEW (user_data);
  RelPlace *place = rel_project_view_get_place (view);
  RelSchema *draft = rel_workspace_get_draft (rel_project_view_get_workspace (view));
  const char *collection = place != NULL ? rel_place_get_collection (place) : NULL;
  RelCollection *found = collection != NULL ? rel_schema_find_collection (draft, collection) : NULL;
  gboolean fits = found != NULL && rel_collection_exists (found) && !rel_collection_is_folder (found);

  show_creation (view, rel_creation_dialog_new (rel_project_view_get_workspace (view), fits ? collection : NULL));
}

/* The kind that is meant most often; another one can be chosen. */
static RelKind
guess_kind (const char *from, const char *to)
{
  if (strcmp (to, "directus_files") == 0)
    return REL_KIND_FILE;
  return strcmp (from, to) == 0 ? REL_KIND_TREE : REL_KIND_M2O;
}

/* From a collection to another one, which is to be chosen yet if it is nothing. */
static void
add_relation_between_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = REL_PROJECT_VIEW (user_data);
  GtkWidget *dialog;
  const char *from;
  const char *to;

  g_variant_get (parameter, "(&s&s)", &from, &to);
  dialog = rel_creation_dialog_new (rel_project_view_get_workspace (view), from);
  rel_creation_dialog_begin (REL_CREATION_DIALOG (dialog), guess_kind (from, to), *to != '\0' ? to : NULL);
  show_creation (view, dialog);
}

/**
 * rel_creation_actions_add:
 * @map: the commands of a project
 * @view: the view of the project; it must outlive their use
 *
 * Adds `add-relation` and `add-relation-between`.
 */
void
rel_creation_actions_add (GActionMap *map, RelProjectView *view)
{
  static const GActionEntry entries[] = {
    { "add-relation", add_relation_cb, NULL, NULL, NULL, { 0 } },
    { "add-relation-between", add_relation_between_cb, "(ss)", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), view);
}
