/* rel-application.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-application.h"

#include <glib/gi18n.h>

#include "rel-compat.h"
#include "rel-last-project.h"
#include "rel-resources.h"
#include "rel-window.h"

/**
 * RelApplication:
 *
 * The program: `relations [TARGET]` opens a window on a target, or on the start page.
 */
struct _RelApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (RelApplication, rel_application, ADW_TYPE_APPLICATION)

static RelWindow *
make_window (RelApplication *self, const char *token)
{
  RelWindow *window = rel_window_new (GTK_APPLICATION (self));

  rel_start_page_set_token (rel_window_get_start_page (window), token);
  return window;
}

/* The first window begins where one left off. */
static void
begin (RelApplication *self, RelWindow *window)
{
  if (gtk_application_get_windows (GTK_APPLICATION (self))->next == NULL)
    rel_last_project_open (rel_window_get_start_page (window));
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (make_window (REL_APPLICATION (user_data), g_getenv ("RELATIONS_TOKEN"))));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (window != NULL)
    rel_compat_show_about (window);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  /* Each window ends by itself, and the program with the last one. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
set_accels (RelApplication *self)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.new-window", { "<Control>n", NULL } },
    { "app.quit", { "<Control>q", NULL } },
    { "window.close", { "<Control>w", NULL } },
    { "window.show-shortcuts", { "<Control>question", NULL } },
    { "project.back", { "<Alt>Left", NULL } },
    { "project.forward", { "<Alt>Right", NULL } },
    { "project.finder", { "<Control>k", NULL } },
    { "project.filter", { "<Control>f", NULL } },
    { "project.switch-pane", { "F6", "<Shift>F6", NULL } },
    { "project.add-relation", { "<Control><Shift>n", NULL } },
    { "project.undo", { "<Control>z", NULL } },
    { "project.redo", { "<Control><Shift>z", NULL } },
    { "project.copy-last", { "<Control><Shift>c", NULL } },
    { "project.show-changes", { "<Control>r", NULL } },
    { "project.show-diagram", { "<Control>d", NULL } },
    { "project.show-comparison", { "<Control><Shift>d", NULL } },
    { "project.publish", { "<Control>Return", "<Control>KP_Enter", NULL } },
    { "project.refresh", { "F5", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, (const char **) accels[i].accels);
}

static void
rel_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "new-window", new_window_cb, NULL, NULL, NULL, { 0 } },
    { "about", about_cb, NULL, NULL, NULL, { 0 } },
    { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
  };

  g_resources_register (rel_resources_get_resource ());
  rel_compat_keep_icons ();
  G_APPLICATION_CLASS (rel_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APP_ID);
  /* To come by with Tab is not to select all of a text. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  set_accels (REL_APPLICATION (application));
}

static int
rel_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);
  const char *token = g_application_command_line_getenv (command_line, "RELATIONS_TOKEN");
  g_autoptr (RelWindow) window = NULL;

  if (arguments[0] != NULL && arguments[1] != NULL && arguments[2] != NULL)
    {
      g_application_command_line_printerr (command_line, "%s\n", _ ("Give one target only: relations [TARGET]"));
      return 1;
    }

  window = g_object_ref (make_window (REL_APPLICATION (application), token));
  if (arguments[0] != NULL && arguments[1] != NULL)
    rel_start_page_open (rel_window_get_start_page (window), arguments[1],
                         g_application_command_line_get_cwd (command_line));
  else
    begin (REL_APPLICATION (application), window);
  /* It has none any more if another window shows the target already. */
  if (gtk_window_get_application (GTK_WINDOW (window)) != NULL)
    gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static void
rel_application_activate (GApplication *application)
{
  RelWindow *window = make_window (REL_APPLICATION (application), NULL);

  begin (REL_APPLICATION (application), window);
  gtk_window_present (GTK_WINDOW (window));
}

static int
rel_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("relations %s\n", PACKAGE_VERSION);
  return 0;
}

static void
rel_application_class_init (RelApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = rel_application_startup;
  application_class->activate = rel_application_activate;
  application_class->command_line = rel_application_command_line;
  application_class->handle_local_options = rel_application_handle_local_options;
}

static void
rel_application_init (RelApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), "[TARGET]");
  g_application_set_option_context_summary (
    G_APPLICATION (self),
    _ (
      "TARGET is the name of a saved project, the address of a server, a SQLite file, a snapshot (.json, .yaml) or the "
      "word “sample”."));
}

/**
 * rel_application_new:
 * @unique: whether a second start hands over to the first
 *
 * Returns: (transfer full): the program
 */
RelApplication *
rel_application_new (gboolean unique)
{
  GApplicationFlags flags = G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_SEND_ENVIRONMENT;

  if (!unique)
    flags |= G_APPLICATION_NON_UNIQUE;
  return g_object_new (REL_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path", "/org/example/Relations",
                       "flags", flags, NULL);
}
