/* rel-diagram-commands.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-diagram-commands.h"

/**
 * RelDiagramCommands:
 *
 * What can be done on the page of a diagram, as actions of the group `diagram-page`: to zoom,
 * to show only what is around what is chosen, to leave.
 */
struct _RelDiagramCommands
{
  GSimpleActionGroup *actions; /* (owned) */
  RelCanvas *canvas;           /* (unowned): outlives this */
  RelDiagramPart *part;        /* (unowned): outlives this */
  RelSchema *schema;           /* (owned) (nullable): that is shown */
};

#define ZOOM_STEP 1.2

static const char *
get_chosen_collection (RelDiagramCommands *self, guint nth)
{
  GArray *chosen = rel_canvas_get_chosen (self->canvas);
  const char *collection = NULL;
  const char *field;
  guint nth_link;

  if (nth < chosen->len)
    rel_scene_find_link (rel_canvas_get_scene (self->canvas), &g_array_index (chosen, RelHit, nth), &collection, &field,
                         &nth_link);
  return collection;
}

static const char *
get_chosen_folder (RelDiagramCommands *self)
{
  const char *name = get_chosen_collection (self, 0);
  RelCollection *collection = name != NULL ? rel_schema_find_collection (self->schema, name) : NULL;

  return collection != NULL ? rel_collection_get_group (collection) : NULL;
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_canvas_zoom_by (((RelDiagramCommands *) user_data)->canvas, ZOOM_STEP);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_canvas_zoom_by (((RelDiagramCommands *) user_data)->canvas, 1 / ZOOM_STEP);
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_canvas_fit (((RelDiagramCommands *) user_data)->canvas);
}

static void
fit_chosen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_canvas_fit_chosen (((RelDiagramCommands *) user_data)->canvas);
}

static void
around_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramCommands *self = user_data;

  rel_diagram_part_set_around (self->part, get_chosen_collection (self, 0), 1);
}

static void
folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramCommands *self = user_data;

  rel_diagram_part_set_folder (self->part, get_chosen_folder (self));
}

static void
path_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramCommands *self = user_data;

  rel_diagram_part_set_path (self->part, get_chosen_collection (self, 0), get_chosen_collection (self, 1));
}

/* First nothing is chosen any more, then all is shown, then one goes back. */
static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramCommands *self = user_data;
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };

  if (!gtk_widget_has_focus (GTK_WIDGET (self->canvas)))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  else if (rel_canvas_get_chosen (self->canvas)->len > 0)
    rel_canvas_choose (self->canvas, &nothing, FALSE);
  else if (!rel_diagram_part_is_all (self->part))
    rel_diagram_part_set_all (self->part);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), "project.back", NULL);
}

/**
 * rel_diagram_commands_new:
 * @canvas: what is zoomed and chosen in; it must outlive the commands
 * @part: which part is shown; it must outlive the commands
 *
 * Returns: (transfer full): the commands
 */
RelDiagramCommands *
rel_diagram_commands_new (RelCanvas *canvas, RelDiagramPart *part)
{
  static const GActionEntry entries[] = {
    { .name = "zoom-in", .activate = zoom_in_cb }, { .name = "zoom-out", .activate = zoom_out_cb },
    { .name = "fit", .activate = fit_cb },         { .name = "fit-chosen", .activate = fit_chosen_cb },
    { .name = "around", .activate = around_cb },   { .name = "folder", .activate = folder_cb },
    { .name = "path", .activate = path_cb },       { .name = "leave", .activate = leave_cb },
  };
  RelDiagramCommands *self = g_new0 (RelDiagramCommands, 1);

  self->canvas = canvas;
  self->part = part;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  rel_diagram_commands_update (self, NULL);
  return self;
}

static void
menu_closed_cb (GtkWidget *popover, gpointer canvas)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (popover));

  if (focus != NULL && gtk_widget_is_ancestor (focus, popover))
    gtk_widget_grab_focus (canvas);
}

/**
 * rel_diagram_commands_follow_menu:
 * @self: commands
 * @button: that opens a menu of them
 *
 * Gives the keys back to the picture when the menu is closed. When an item of a menu in it is
 * activated by a key, GTK leaves the focus there, out of sight, and no key does anything any more.
 */
void
rel_diagram_commands_follow_menu (RelDiagramCommands *self, GtkMenuButton *button)
{
  g_signal_connect_object (gtk_menu_button_get_popover (button), "closed", G_CALLBACK (menu_closed_cb), self->canvas,
                           0);
}

/**
 * rel_diagram_commands_free:
 * @self: (transfer full): commands that no widget has any more
 *
 * Frees them.
 */
void
rel_diagram_commands_free (RelDiagramCommands *self)
{
  g_object_unref (self->actions);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_free (self);
}

/**
 * rel_diagram_commands_get_actions:
 * @self: commands
 *
 * Returns: (transfer none): them as actions
 */
GActionGroup *
rel_diagram_commands_get_actions (RelDiagramCommands *self)
{
  return G_ACTION_GROUP (self->actions);
}

static void
set_enabled (RelDiagramCommands *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

/**
 * rel_diagram_commands_update:
 * @self: commands
 * @schema: (nullable): what is shown
 *
 * Looks which commands make sense with what is chosen now.
 */
void
rel_diagram_commands_update (RelDiagramCommands *self, RelSchema *schema)
{
  guint n_chosen = rel_canvas_get_chosen (self->canvas)->len;

  if (schema != NULL)
    rel_schema_ref (schema);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = schema;
  set_enabled (self, "around", get_chosen_collection (self, 0) != NULL);
  set_enabled (self, "folder", get_chosen_folder (self) != NULL);
  set_enabled (self, "path",
               n_chosen == 2 && get_chosen_collection (self, 0) != NULL && get_chosen_collection (self, 1) != NULL);
  set_enabled (self, "fit-chosen", n_chosen > 0);
}
