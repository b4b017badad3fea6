/* pictures-saved.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pictures-saved.h"

#include <glib/gi18n.h>

#include "camera.h"
#include "rel-deletion.h"
#include "rel-profile-dialog.h"
#include "rel-profiles.h"
#include "rel-saved-list.h"
#include "rel-sign-in-dialog.h"
#include "served.h"

#define N_PROJECTS 30

static RelProfile *
save_project (const char *name, const char *address, RelProfileKind kind, RelProfileColour colour)
{
  RelProfile *profile = rel_profile_new (name, address);
  g_autoptr (GError) error = NULL;

  profile->kind = kind;
  profile->colour = colour;
  profile->read_only = kind == REL_PROFILE_KIND_PRODUCTION;
  profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  return profile;
}

static RelProfile *
save_numbered (guint number)
{
  g_autofree char *name = g_strdup_printf ("Project %u of those that were opened once and never again", number);
  g_autofree char *address = g_strdup_printf ("https://project-%u.example.org", number);

  return save_project (name, address, number % (REL_PROFILE_KIND_PRODUCTION + 1), number % REL_PROFILE_N_COLOURS);
}

/* What is asked when a server wants to know who one is. */
static void
shoot_questions (RelProfile *profile, const char *folder)
{
  static const struct
  {
    RelQuestionKind kind;
    const char *reason;
    const char *name;
  } questions[] = {
    { REL_QUESTION_TOKEN, NULL, "sign-in-token" },
    { REL_QUESTION_PASSWORD, "The server does not accept this email address and password", "sign-in-password" },
    { REL_QUESTION_CODE, "The server asks for a one-time code", "sign-in-code" },
  };
  g_autoptr (RelTarget) target = rel_target_new_profile (profile, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (RelQuestion) question =
        rel_question_new (questions[i].kind, profile->address, "anna@example.org", questions[i].reason);
      GtkWidget *dialog = rel_sign_in_dialog_new (question, target);
      g_autofree char *file = g_strconcat (questions[i].name, ".png", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      gtk_window_present (GTK_WINDOW (dialog));
      stage_settle (dialog);
      camera_save (dialog, path);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

/* What is edited of a saved project, with a mistake, and what is said when it was forgotten. */
static void
shoot_profile (RelWindow *window, const RelProfile *profile, const char *folder)
{
  GtkWidget *start = GTK_WIDGET (rel_window_get_start_page (window));
  GtkWidget *list = stage_find (start, REL_TYPE_SAVED_LIST, NULL);
  GtkWidget *dialog = rel_profile_dialog_new (profile);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
  camera_shoot (GTK_WINDOW (dialog), folder, "profile");
  gtk_editable_set_text (GTK_EDITABLE (stage_find (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "a/b");
  g_signal_emit_by_name (stage_find (dialog, GTK_TYPE_BUTTON, _ ("_Save")), "clicked");
  camera_shoot (GTK_WINDOW (dialog), folder, "profile-mistake");
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_widget_activate_action (list, "saved.forget", "s", profile->id);
  camera_shoot (GTK_WINDOW (window), folder, "start-forgotten");
  gtk_widget_activate_action (start, "start.undo-forget", NULL);
}

/* The name of what people work with is typed before something of it is lost. */
static void
shoot_name_question (RelWindow *window, const char *folder)
{
  RelWorkspace *workspace = rel_project_view_get_workspace (rel_window_get_view (window));
  g_autoptr (RelSchema) draft =
    rel_deletion_apply (rel_workspace_get_draft (workspace), "articles", "author", REL_DELETION_COLUMN, NULL);

  rel_workspace_set_draft (workspace, draft, "Delete");
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (window)), "project.show-changes", NULL);
  gtk_widget_activate_action (GTK_WIDGET (rel_window_get_view (window)), "project.publish", NULL);
  camera_shoot_dialog (GTK_WINDOW (window), folder, "question-name");
  rel_workspace_discard_all (workspace);
}

/**
 * pictures_saved:
 * @folder: where the pictures go
 * @is_crowd: whether there are many
 *
 * Draws saved projects: in the list, as they are edited and forgotten, and a window on one that
 * is in production.
 */
void
pictures_saved (const char *folder, gboolean is_crowd)
{
  ServerFixture server = { 0 };
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_profile_free);
  RelProfile *production;
  RelWindow *window;

  server_fixture_init_sample (&server, NULL);
  for (guint i = 0; is_crowd && i < N_PROJECTS; i++)
    g_ptr_array_add (saved, save_numbered (i));
  g_ptr_array_add (saved, save_project ("Magazine", "http://localhost:8055", REL_PROFILE_KIND_DEVELOPMENT,
                                        REL_PROFILE_COLOUR_NONE));
  g_ptr_array_add (saved, save_project ("The Magazine with a Name That Is Much Longer Than Any Window Is Wide",
                                        "https://staging.of-a-server-with-a-long-name.example.org/path/of/the/project",
                                        REL_PROFILE_KIND_STAGING, REL_PROFILE_COLOUR_BLUE));
  production = save_project ("Magazine & <Shop>", rel_server_get_url (server.server), REL_PROFILE_KIND_PRODUCTION,
                             REL_PROFILE_COLOUR_RED);
  g_ptr_array_add (saved, production);
  window = stage_open (NULL);
  camera_shoot (GTK_WINDOW (window), folder, "start-saved");
  shoot_questions (production, folder);
  shoot_profile (window, production, folder);
  stage_close (window);

  window = stage_open_with_token (production->name, rel_server_get_token (server.server));
  camera_shoot (GTK_WINDOW (window), folder, "production");
  stage_close (window);

  production->read_only = FALSE;
  rel_profiles_save (production, NULL);
  window = stage_open_with_token (production->name, rel_server_get_token (server.server));
  shoot_name_question (window, folder);
  stage_close (window);
  for (guint i = 0; i < saved->len; i++)
    rel_profiles_remove (((RelProfile *) g_ptr_array_index (saved, i))->id, NULL);
  server_fixture_clear (&server, NULL);
}
