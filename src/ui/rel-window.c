/* rel-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-window.h"

#include <glib/gi18n.h>

#include "rel-settings.h"

/**
 * RelWindow:
 *
 * One window is one project: it begins with the start page, and shows what was opened there.
 * One project is also one window: two would write over each other's draft, so a window that
 * is asked for what another one shows gives way to that.
 *
 * It begins as big as the last one was when it was closed.
 */
struct _RelWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  RelStartPage *start_page;

  RelProjectView *view; /* (unowned) (nullable): a child, once a project is open */
};

G_DEFINE_FINAL_TYPE (RelWindow, rel_window, ADW_TYPE_APPLICATION_WINDOW)

/* Shows the window that has the project already, instead of this one. */
static gboolean
give_way (RelWindow *self, RelTarget *target)
{
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      RelProjectView *view = REL_IS_WINDOW (l->data) ? REL_WINDOW (l->data)->view : NULL;
      RelWorkspace *workspace = view != NULL ? rel_project_view_get_workspace (view) : NULL;

      if (workspace == NULL ||
          g_strcmp0 (rel_target_get_id (rel_workspace_get_target (workspace)), rel_target_get_id (target)) != 0)
        continue;
      gtk_window_present (GTK_WINDOW (l->data));
      gtk_window_destroy (GTK_WINDOW (self));
      return TRUE;
    }
  return FALSE;
}

static gboolean
opening_cb (RelWindow *self, RelTarget *target)
{
  return give_way (self, target);
}

static void
opened_cb (RelWindow *self, RelWorkspace *workspace)
{
  /* Translators: the title of a window; the name of a project. */
  g_autofree char *title =
    g_strdup_printf (_ ("%s – Relations"), rel_target_get_name (rel_workspace_get_target (workspace)));

  /* Another window may have opened the same meanwhile. */
  if (self->view != NULL || give_way (self, rel_workspace_get_target (workspace)))
    return;
  self->view = REL_PROJECT_VIEW (rel_project_view_new ());
  rel_project_view_set_workspace (self->view, workspace);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "project");
  gtk_stack_set_visible_child_name (self->stack, "project");
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
load_size (RelWindow *self)
{
  g_autoptr (GSettings) settings = rel_settings_new ();

  if (settings == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

/* Not while it is open: the size of one window is not that of another. */
static void
save_size (RelWindow *self)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  int width;
  int height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = G_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  /* There is no window any more to say it in; the session ends by itself, later. */
  if (!rel_workspace_close_finish (REL_WORKSPACE (source), result, &error))
    g_message ("%s", error->message);
  g_application_release (application);
}

/* A session that the program has begun ends with the window. */
static void
sign_out (RelWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (self->view == NULL || application == NULL)
    return;
  g_application_hold (G_APPLICATION (application));
  rel_workspace_close_async (rel_project_view_get_workspace (self->view), signed_out_cb, g_object_ref (application));
}

static gboolean
rel_window_close_request (GtkWindow *window)
{
  save_size (REL_WINDOW (window));
  sign_out (REL_WINDOW (window));
  return GTK_WINDOW_CLASS (rel_window_parent_class)->close_request (window);
}

static void
rel_window_dispose (GObject *object)
{
  RelWindow *self = REL_WINDOW (object);

  self->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_WINDOW);

  G_OBJECT_CLASS (rel_window_parent_class)->dispose (object);
}

static void
rel_window_class_init (RelWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = rel_window_close_request;

  g_type_ensure (REL_TYPE_START_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RelWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RelWindow, start_page);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, opening_cb);
}

static void
rel_window_init (RelWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  load_size (self);
}

/**
 * rel_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window with the start page, not shown yet
 */
RelWindow *
rel_window_new (GtkApplication *application)
{
  return g_object_new (REL_TYPE_WINDOW, "application", application, NULL);
}

/**
 * rel_window_get_start_page:
 * @self: a window
 *
 * Returns: (transfer none): the page to open a project from
 */
RelStartPage *
rel_window_get_start_page (RelWindow *self)
{
  g_return_val_if_fail (REL_IS_WINDOW (self), NULL);

  return self->start_page;
}

/**
 * rel_window_get_view:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the open project, %NULL before one is
 */
RelProjectView *
rel_window_get_view (RelWindow *self)
{
  g_return_val_if_fail (REL_IS_WINDOW (self), NULL);

  return self->view;
}
