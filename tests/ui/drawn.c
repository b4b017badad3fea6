/* drawn.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "drawn.h"

static gboolean
is_arranged (gpointer user_data)
{
  return !rel_diagram_page_is_busy (user_data) &&
         rel_canvas_get_scene (rel_diagram_page_get_canvas (user_data)) != NULL;
}

/**
 * drawn_await:
 * @self: a fixture
 *
 * Waits until the diagram shows the draft.
 */
void
drawn_await (Drawn *self)
{
  stage_wait_until (is_arranged, self->page);
  stage_settle (GTK_WIDGET (self->page));
}

/**
 * drawn_set_up:
 * @self: (out): a fixture
 * @unused: nothing
 *
 * Opens the diagram of the sample.
 */
void
drawn_set_up (Drawn *self, gconstpointer unused)
{
  self->window = stage_open ("sample");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1500, 900);
  self->view = rel_window_get_view (self->window);
  self->workspace = rel_project_view_get_workspace (self->view);
  rel_workspace_discard_all (self->workspace);
  self->page = REL_DIAGRAM_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_DIAGRAM));
  self->canvas = rel_diagram_page_get_canvas (self->page);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "project.show-diagram", NULL);
  drawn_await (self);
}

/**
 * drawn_tear_down:
 * @self: a fixture
 * @unused: nothing
 *
 * Closes it, and keeps no draft.
 */
void
drawn_tear_down (Drawn *self, gconstpointer unused)
{
  rel_workspace_discard_all (self->workspace);
  stage_close (self->window);
}

/**
 * drawn_find:
 * @self: a fixture
 * @collection: a collection that is shown
 * @field: (nullable): a field of it that is shown
 *
 * Returns: its card or row
 */
RelHit
drawn_find (Drawn *self, const char *collection, const char *field)
{
  RelHit hit;

  g_assert_true (rel_scene_find_hit (rel_canvas_get_scene (self->canvas), collection, field, &hit));
  g_assert_true (field == NULL || hit.kind == REL_HIT_ROW);
  return hit;
}

/**
 * drawn_choose:
 * @self: a fixture
 * @collection: a collection that is shown
 * @field: (nullable): a field of it that is shown
 * @adds: whether what is chosen stays so
 *
 * Chooses its card or row.
 */
void
drawn_choose (Drawn *self, const char *collection, const char *field, gboolean adds)
{
  RelHit hit = drawn_find (self, collection, field);

  rel_canvas_choose (self->canvas, &hit, adds);
}

/**
 * drawn_do:
 * @self: a fixture
 * @action: a command of the page, which can be done now
 *
 * Does it, and waits until the diagram shows what came of it.
 */
void
drawn_do (Drawn *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL));
  drawn_await (self);
}

/**
 * drawn_find_controller:
 * @widget: a widget
 * @type: a type of event controller that it has
 *
 * Returns: (transfer none): the first one
 */
gpointer
drawn_find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

/**
 * drawn_press:
 * @self: a fixture
 * @keyval: a key
 * @state: what is held
 *
 * Returns: whether the canvas took it
 */
gboolean
drawn_press (Drawn *self, guint keyval, GdkModifierType state)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (drawn_find_controller (GTK_WIDGET (self->canvas), GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-pressed", keyval, 0, state, &handled);
  return handled;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/**
 * drawn_point:
 * @self: a fixture
 * @format: what is done with the pointer or with keys, in words of xdotool
 * @...: what is put into them
 *
 * Does it, as a person at this display does.
 */
void
drawn_point (Drawn *self, const char *format, ...)
{
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ended = FALSE;
  va_list list;

  va_start (list, format);
  words = g_strdup_vprintf (format, list);
  va_end (list);
  line = g_strconcat ("xdotool ", words, NULL);
  g_shell_parse_argv (line, NULL, &argv, &error);
  g_assert_no_error (error);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, ended_cb, &ended);
  stage_wait_until (is_true, &ended);
  stage_settle (GTK_WIDGET (self->page));
}

/**
 * drawn_locate:
 * @self: a fixture
 * @x: a place in the canvas
 * @y: a place in the canvas
 *
 * Returns: where that is on the display. There is nobody who puts windows anywhere else
 */
graphene_point_t
drawn_locate (Drawn *self, double x, double y)
{
  graphene_point_t in_window;
  double surface_x;
  double surface_y;

  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (self->canvas), GTK_WIDGET (self->window),
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y), &in_window));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &surface_x, &surface_y);
  return GRAPHENE_POINT_INIT (in_window.x + (float) surface_x, in_window.y + (float) surface_y);
}
