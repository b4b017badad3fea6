/* rel-copy-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that copy changes as the requests that publish them.
 */

#include "config.h"

#include "rel-copy-actions.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-settings.h"
#include "rel-snippet.h"

static void
copy (RelProjectView *view, GPtrArray *changes, RelSnippetForm form)
{
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  const char *url = rel_target_get_url (rel_workspace_get_target (workspace));
  g_autofree char *snippet = rel_snippet_dup_text (changes, form, rel_workspace_get_base (workspace), url);
  /* Translators: REST, cURL, GraphQL or SDK. */
  g_autofree char *text = g_strdup_printf (_ ("Copied as %s"), rel_snippet_get_form_label (form));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view)), g_strchomp (snippet));
  rel_project_view_say (view, text, FALSE);
}

static void
copy_request_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = REL_PROJECT_VIEW (user_data);
  GPtrArray *changes = rel_workspace_get_changes (rel_project_view_get_workspace (view));
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  RelSnippetForm form;
  const char *id;
  const char *name;

  g_variant_get (parameter, "(&s&s)", &id, &name);
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *other = rel_change_dup_id (g_ptr_array_index (changes, i));

      if (strcmp (id, other) == 0)
        g_ptr_array_add (one, g_ptr_array_index (changes, i));
    }
  if (one->len > 0 && rel_snippet_find_form (name, &form))
    copy (view, one, form);
}

static void
copy_last (RelProjectView *view, const char *name)
{
  g_autoptr (GPtrArray) changes = rel_workspace_list_last_changes (rel_project_view_get_workspace (view));
  RelSnippetForm form;

  if (changes->len == 0)
    rel_project_view_say (view, _ ("The last edit left nothing to publish"), FALSE);
  else if (rel_snippet_find_form (name, &form))
    copy (view, changes, form);
}

static void
copy_last_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, "request-form") : g_strdup ("rest");

  copy_last (REL_PROJECT_VIEW (user_data), name);
}

static void
copy_last_as_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy_last (REL_PROJECT_VIEW (user_data), g_variant_get_string (parameter, NULL));
}

/**
 * rel_copy_actions_add:
 * @map: the commands of a project
 * @view: its view; it must outlive their use
 *
 * Adds the commands `copy-request`, of the id of a change and the name of a form, `copy-last`,
 * which copies what the last edit changed in the form that was chosen last, and `copy-last-as`,
 * of the name of a form.
 */
void
rel_copy_actions_add (GActionMap *map, RelProjectView *view)
{
  static const GActionEntry entries[] = {
    { "copy-request", copy_request_cb, "(ss)", NULL, NULL, { 0 } },
    { "copy-last", copy_last_cb, NULL, NULL, NULL, { 0 } },
    { "copy-last-as", copy_last_as_cb, "s", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), view);
}
