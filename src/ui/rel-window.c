/* rel-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-last-project.h"
#include "rel-settings.h"

/**
 * RelWindow:
 *
 * One window is one project: it begins with the start page, and shows what was opened there.
 * Windows on the same project share it, so that what is done in one is seen in the others, and
 * it ends with the last of them. A window that is not shown yet gives way to one that has the
 * project already: who starts the program once more wants to see that.
 *
 * It begins as big as the last one was when it was closed.
 */
struct _RelWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  RelStartPage *start_page;

  RelProjectView *view; /* (unowned) (nullable): a child, once a project is open */
  GtkWidget *next_view; /* (owned) (nullable): made while a project is being opened, and shown when it is open */
  guint source_id;      /* 0 unless there is to be time to make @next_view */
};

G_DEFINE_FINAL_TYPE (RelWindow, rel_window, ADW_TYPE_APPLICATION_WINDOW)

/* Returns: (transfer container) (element-type RelWindow): the other windows that have the project */
static GPtrArray *
list_others (RelWindow *self, RelTarget *target)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);
      RelProjectView *view = REL_IS_WINDOW (window) ? REL_WINDOW (window)->view : NULL;
      RelWorkspace *workspace = view != NULL ? rel_project_view_get_workspace (view) : NULL;

      if (workspace != NULL && window != G_OBJECT (self) &&
          strcmp (rel_target_get_id (rel_workspace_get_target (workspace)), rel_target_get_id (target)) == 0)
        g_ptr_array_add (others, window);
    }
  return others;
}

/* Returns: (nullable): another window that has the project */
static RelWindow *
find_other (RelWindow *self, RelTarget *target)
{
  g_autoptr (GPtrArray) others = list_others (self, target);

  return others->len > 0 ? g_ptr_array_index (others, 0) : NULL;
}

static RelTarget *
get_target (RelWindow *self)
{
  return rel_workspace_get_target (rel_project_view_get_workspace (self->view));
}

/* Only one of the windows on a project asks what it wants to know. */
static void
silence_others (RelWindow *self, RelTarget *target)
{
  g_autoptr (GPtrArray) others = list_others (self, target);

  for (guint i = 0; i < others->len; i++)
    rel_project_view_set_asks (REL_WINDOW (g_ptr_array_index (others, i))->view, FALSE);
}

static gboolean
make_view_cb (gpointer user_data)
{
  RelWindow *self = REL_WINDOW (user_data);

  self->source_id = 0;
  self->next_view = g_object_ref_sink (rel_project_view_new ());
  return G_SOURCE_REMOVE;
}

/* While it is waited for the project. */
static void
prepare_view (RelWindow *self)
{
  if (self->next_view == NULL && self->source_id == 0)
    self->source_id = g_idle_add (make_view_cb, self);
}

static void
forget_view (RelWindow *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->next_view);
}

static void
show_workspace (RelWindow *self, RelWorkspace *workspace)
{
  RelTarget *target = rel_workspace_get_target (workspace);
  /* Translators: the title of a window; the name of a project. */
  g_autofree char *title = g_strdup_printf (_ ("%s – Relations"), rel_target_get_name (target));

  silence_others (self, target);
  self->view = REL_PROJECT_VIEW (self->next_view != NULL ? self->next_view : rel_project_view_new ());
  rel_project_view_set_workspace (self->view, workspace);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "project");
  forget_view (self);
  gtk_stack_set_visible_child_name (self->stack, "project");
  rel_sidebar_focus_place (rel_project_view_get_sidebar (self->view));
  gtk_window_set_title (GTK_WINDOW (self), title);
  rel_last_project_remember (target);
}

static gboolean
opening_cb (RelWindow *self, RelTarget *target)
{
  RelWindow *other = find_other (self, target);

  if (other == NULL)
    {
      prepare_view (self);
      return FALSE;
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    show_workspace (self, rel_project_view_get_workspace (other->view));
  else
    {
      gtk_window_present (GTK_WINDOW (other));
      gtk_window_destroy (GTK_WINDOW (self));
    }
  return TRUE;
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

/* A session that the program has begun ends with the last window. */
static void
sign_out (RelWindow *self, RelWorkspace *workspace)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL)
    return;
  g_application_hold (G_APPLICATION (application));
  rel_workspace_close_async (workspace, signed_out_cb, g_object_ref (application));
}

static void
opened_cb (RelWindow *self, RelWorkspace *workspace)
{
  RelWindow *other = find_other (self, rel_workspace_get_target (workspace));

  if (self->view != NULL)
    return;
  /* Another window may have opened the same meanwhile. */
  if (other != NULL)
    {
      sign_out (self, workspace);
      workspace = rel_project_view_get_workspace (other->view);
    }
  show_workspace (self, workspace);
}

/* What is asked is asked where one works. */
static void
is_active_cb (RelWindow *self)
{
  if (self->view == NULL || !gtk_window_is_active (GTK_WINDOW (self)))
    return;
  silence_others (self, get_target (self));
  rel_project_view_set_asks (self->view, TRUE);
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

static gboolean
rel_window_close_request (GtkWindow *window)
{
  RelWindow *self = REL_WINDOW (window);

  save_size (self);
  if (self->view != NULL && find_other (self, get_target (self)) == NULL)
    sign_out (self, rel_project_view_get_workspace (self->view));
  return GTK_WINDOW_CLASS (rel_window_parent_class)->close_request (window);
}

/* Writes the keys of its action on a line of the shortcuts. */
static void
show_keys (GtkApplication *application, GObject *line)
{
  g_autofree char *action = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (line, "action-name", &action, NULL);
  if (action == NULL)
    return;
  keys = gtk_application_get_accels_for_action (application, action);
  g_object_set (line, "accelerator", keys[0], NULL);
}

/* Made when they are asked for, and not by GTK before: GTK 4.8 ends the program when a screen
 * reader asks for a window that was never shown. */
static void
show_shortcuts_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (widget));
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/example/Relations/ui/rel-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  GSList *objects = gtk_builder_get_objects (builder);

  for (GSList *l = objects; l != NULL; l = l->next)
    {
      if (g_object_class_find_property (G_OBJECT_GET_CLASS (l->data), "accelerator") != NULL)
        show_keys (application, l->data);
    }
  g_slist_free (objects);
  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

static void
rel_window_dispose (GObject *object)
{
  RelWindow *self = REL_WINDOW (object);
  RelWindow *other = self->view != NULL ? find_other (self, get_target (self)) : NULL;

  if (self->view != NULL)
    rel_project_view_set_asks (self->view, FALSE);
  if (other != NULL)
    {
      silence_others (other, get_target (other));
      rel_project_view_set_asks (other->view, TRUE);
    }
  self->view = NULL;
  forget_view (self);
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
  gtk_widget_class_install_action (widget_class, "window.show-shortcuts", NULL, show_shortcuts_cb);
}

static void
rel_window_init (RelWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  load_size (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_cb), NULL);
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
