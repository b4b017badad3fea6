/* rel-sidebar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-sidebar.h"

#include <glib/gi18n.h>

#include "rel-sidebar-row.h"
#include "rel-tab-stop.h"

/**
 * RelSidebar:
 *
 * The places of a project: its changes, and the tree of its collections and their links,
 * with a filter.
 *
 * Moving the selection goes to a place at once; [signal@Sidebar::activated] says that the
 * person also wants to be there, which matters where the sidebar hides the content.
 */
struct _RelSidebar
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  GtkListBox *places;
  GtkListBoxRow *changes_row;
  GtkLabel *n_changes;
  GtkStack *stack;
  GtkListView *list;
  GtkLabel *nothing;

  RelOutline *outline;           /* (owned) */
  GtkTreeListModel *tree;        /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  RelPlace *place;               /* (owned) (nullable): the place that is selected */
  gboolean show_system;
  gboolean updating; /* the selection is moved by the program */
};

G_DEFINE_FINAL_TYPE (RelSidebar, rel_sidebar, GTK_TYPE_BOX)

enum
{
  PROP_SHOW_SYSTEM = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GListModel *
create_children_cb (gpointer item, gpointer user_data)
{
  RelSidebar *self = REL_SIDEBAR (user_data);
  RelNode *node = REL_NODE (item);

  if (rel_node_get_link (node) != NULL)
    return NULL;
  rel_outline_load_links (self->outline, node);
  if (g_list_model_get_n_items (G_LIST_MODEL (rel_node_get_children (node))) == 0)
    return NULL;
  return g_object_ref (G_LIST_MODEL (rel_node_get_children (node)));
}

static RelPlace *
place_of_node (RelNode *node)
{
  RelLink *link = rel_node_get_link (node);

  if (link == NULL)
    return rel_place_new_collection (rel_node_get_name (node));
  return rel_place_new_relation (rel_link_get_collection (link), rel_link_get_field (link), rel_node_get_nth (node));
}

static RelNode *
get_node (RelSidebar *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), position);
  RelNode *node;

  if (row == NULL)
    return NULL;
  node = gtk_tree_list_row_get_item (row);
  g_object_unref (node);
  return node;
}

/* Opens and closes the rows as the outline says; new rows of the tree begin closed. */
static void
update_expansion (RelSidebar *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), i);
      g_autoptr (RelNode) node = gtk_tree_list_row_get_item (row);

      if (rel_node_get_collection (node) != NULL)
        gtk_tree_list_row_set_expanded (row, rel_outline_is_open (self->outline, node));
    }
}

static guint
find_position (RelSidebar *self, RelPlace *place)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (RelPlace) other = place_of_node (get_node (self, i));

      if (rel_place_equal (place, other))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
update_selection (RelSidebar *self)
{
  gboolean is_changes = self->place != NULL && rel_place_get_kind (self->place) == REL_PLACE_CHANGES;
  guint position = self->place != NULL && !is_changes ? find_position (self, self->place) : GTK_INVALID_LIST_POSITION;

  self->updating = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  if (is_changes)
    gtk_list_box_select_row (self->places, self->changes_row);
  else
    gtk_list_box_unselect_all (self->places);
  self->updating = FALSE;
}

static void
update_shown (RelSidebar *self)
{
  gboolean any = g_list_model_get_n_items (rel_outline_list_roots (self->outline)) > 0;

  self->updating = TRUE;
  update_expansion (self);
  self->updating = FALSE;
  update_selection (self);
  gtk_label_set_label (self->nothing, rel_outline_is_filtered (self->outline)
                                        ? _ ("No collection and no relation matches")
                                        : _ ("This project has no collections"));
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "nothing");
}

static void
set_place (RelSidebar *self, RelPlace *place)
{
  rel_place_ref (place);
  g_clear_pointer (&self->place, rel_place_unref);
  self->place = place;
}

static void
selected_cb (RelSidebar *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autoptr (RelPlace) place = NULL;

  if (self->updating || position == GTK_INVALID_LIST_POSITION)
    return;
  place = place_of_node (get_node (self, position));
  if (rel_place_equal (place, self->place))
    return;
  set_place (self, place);
  gtk_list_box_unselect_all (self->places);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, place);
}

static void
row_activated_cb (RelSidebar *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, TRUE);
}

static void
place_activated_cb (RelSidebar *self)
{
  g_autoptr (RelPlace) place = rel_place_new_changes ();

  rel_sidebar_select (self, place);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, place);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, TRUE);
}

static void
search_changed_cb (RelSidebar *self)
{
  self->updating = TRUE;
  rel_outline_set_filter (self->outline, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  self->updating = FALSE;
  update_shown (self);
}

static guint
find_best_match (RelSidebar *self)
{
  /* Under a collection that does not match itself stands what does. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      RelNode *node = get_node (self, i);

      if (rel_node_get_link (node) != NULL || !rel_outline_is_open (self->outline, node))
        return i;
    }
  /* Else only folders match, which are open anyway. */
  return g_list_model_get_n_items (G_LIST_MODEL (self->tree)) > 0 ? 0 : GTK_INVALID_LIST_POSITION;
}

static void
search_activated_cb (RelSidebar *self)
{
  guint position;

  search_changed_cb (self);
  position = find_best_match (self);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, TRUE);
}

static void
search_stopped_cb (RelSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static gboolean
key_pressed_cb (RelSidebar *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
expanded_cb (GtkTreeListRow *row, GParamSpec *pspec, gpointer user_data)
{
  RelSidebar *self = REL_SIDEBAR (user_data);
  g_autoptr (RelNode) node = gtk_tree_list_row_get_item (row);

  /* While a filter is set, rows open by themselves; that is not to be remembered. */
  if (node != NULL && !self->updating && !rel_outline_is_filtered (self->outline))
    rel_node_set_expanded (node, gtk_tree_list_row_get_expanded (row));
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RelSidebar *self = REL_SIDEBAR (user_data);

  /* The list has selected the row by now. */
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, FALSE);
}

static void
item_set_up_cb (RelSidebar *self, GtkListItem *item)
{
  GtkWidget *row = rel_sidebar_row_new ();
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (gesture));
  gtk_list_item_set_child (item, row);
}

static void
item_bound_cb (RelSidebar *self, GtkListItem *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);

  rel_sidebar_row_set_item (REL_SIDEBAR_ROW (gtk_list_item_get_child (item)), row);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
}

static void
item_unbound_cb (RelSidebar *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), expanded_cb, self);
  rel_sidebar_row_set_item (REL_SIDEBAR_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
rel_sidebar_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SHOW_SYSTEM:
      g_value_set_boolean (value, REL_SIDEBAR (object)->show_system);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_sidebar_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_SHOW_SYSTEM:
      rel_sidebar_set_show_system (REL_SIDEBAR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rel_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_SIDEBAR);

  G_OBJECT_CLASS (rel_sidebar_parent_class)->dispose (object);
}

static void
rel_sidebar_finalize (GObject *object)
{
  RelSidebar *self = REL_SIDEBAR (object);

  g_object_unref (self->selection);
  g_object_unref (self->tree);
  g_object_unref (self->outline);
  g_clear_pointer (&self->place, rel_place_unref);

  G_OBJECT_CLASS (rel_sidebar_parent_class)->finalize (object);
}

static void
rel_sidebar_class_init (RelSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rel_sidebar_get_property;
  object_class->set_property = rel_sidebar_set_property;
  object_class->dispose = rel_sidebar_dispose;
  object_class->finalize = rel_sidebar_finalize;

  /**
   * RelSidebar:show-system:
   *
   * Whether Directus' own collections are shown.
   */
  properties[PROP_SHOW_SYSTEM] =
    g_param_spec_boolean ("show-system", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RelSidebar::selected:
   * @self: a sidebar
   * @place: a place
   *
   * Emitted when a person selects a place.
   */
  signals[SIGNAL_SELECTED] =
    g_signal_new ("selected", REL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, REL_TYPE_PLACE);

  /**
   * RelSidebar::activated:
   * @self: a sidebar
   * @enters: whether the keyboard is to go there too
   *
   * Emitted when a person wants to be at the selected place.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", REL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (REL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, entry);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, changes_row);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, n_changes);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, nothing);
  gtk_widget_class_bind_template_callback (widget_class, item_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
rel_sidebar_init (RelSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->outline = rel_outline_new ();
  self->tree = gtk_tree_list_model_new (g_object_ref (rel_outline_list_roots (self->outline)), FALSE, FALSE,
                                        create_children_cb, self, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->tree)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/**
 * rel_sidebar_new:
 *
 * Returns: (transfer floating): a sidebar of nothing
 */
GtkWidget *
rel_sidebar_new (void)
{
  return g_object_new (REL_TYPE_SIDEBAR, NULL);
}

/**
 * rel_sidebar_show:
 * @self: a sidebar
 * @workspace: a workspace
 *
 * Shows a workspace's draft. After each change of the workspace this is to be called again.
 */
void
rel_sidebar_show (RelSidebar *self, RelWorkspace *workspace)
{
  GPtrArray *changes = rel_workspace_get_changes (workspace);
  g_autofree char *count = g_strdup_printf ("%u", changes->len);

  g_return_if_fail (REL_IS_SIDEBAR (self));

  gtk_label_set_label (self->n_changes, count);
  gtk_widget_set_visible (GTK_WIDGET (self->n_changes), changes->len > 0);
  self->updating = TRUE;
  rel_outline_update (self->outline, rel_workspace_get_draft (workspace), changes);
  self->updating = FALSE;
  update_shown (self);
}

/* Opens what a place is under, so that its row is there to be selected. */
static void
open_parents (RelSidebar *self, RelPlace *place)
{
  RelNode *node;

  if (rel_place_get_kind (place) == REL_PLACE_CHANGES)
    return;
  node = rel_outline_find (self->outline, rel_place_get_collection (place));
  if (node != NULL && rel_place_get_kind (place) == REL_PLACE_COLLECTION)
    node = rel_outline_get_parent (self->outline, node);
  for (guint depth = 0; node != NULL && depth < 64; depth++)
    {
      rel_node_set_expanded (node, TRUE);
      node = rel_outline_get_parent (self->outline, node);
    }
}

/**
 * rel_sidebar_select:
 * @self: a sidebar
 * @place: a place
 *
 * Selects the row of a place, and brings it into sight. Nothing is emitted.
 */
void
rel_sidebar_select (RelSidebar *self, RelPlace *place)
{
  guint position;

  g_return_if_fail (REL_IS_SIDEBAR (self));

  if (rel_place_equal (place, self->place))
    return;
  set_place (self, place);
  open_parents (self, place);
  update_shown (self);
  position = gtk_single_selection_get_selected (self->selection);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/**
 * rel_sidebar_set_show_system:
 * @self: a sidebar
 * @show_system: whether to show Directus' own collections
 *
 * Shows or hides them.
 */
void
rel_sidebar_set_show_system (RelSidebar *self, gboolean show_system)
{
  g_return_if_fail (REL_IS_SIDEBAR (self));

  if (show_system == self->show_system)
    return;
  self->show_system = show_system;
  self->updating = TRUE;
  rel_outline_set_show_system (self->outline, show_system);
  self->updating = FALSE;
  update_shown (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SYSTEM]);
}

/**
 * rel_sidebar_set_filter:
 * @self: a sidebar
 * @text: words that must all occur; empty to show everything
 *
 * Filters as if it was typed.
 */
void
rel_sidebar_set_filter (RelSidebar *self, const char *text)
{
  g_return_if_fail (REL_IS_SIDEBAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  search_changed_cb (self);
}

/**
 * rel_sidebar_focus_filter:
 * @self: a sidebar
 *
 * Moves the focus to the filter.
 */
void
rel_sidebar_focus_filter (RelSidebar *self)
{
  g_return_if_fail (REL_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/**
 * rel_sidebar_focus_place:
 * @self: a sidebar
 *
 * Moves the focus to the row of the selected place, or to the filter if none is shown.
 */
void
rel_sidebar_focus_place (RelSidebar *self)
{
  gboolean is_changes;

  g_return_if_fail (REL_IS_SIDEBAR (self));

  is_changes = self->place != NULL && rel_place_get_kind (self->place) == REL_PLACE_CHANGES;
  if (!gtk_widget_grab_focus (is_changes ? GTK_WIDGET (self->changes_row) : GTK_WIDGET (self->list)))
    rel_sidebar_focus_filter (self);
}

/**
 * rel_sidebar_list_rows:
 * @self: a sidebar
 *
 * Returns: (transfer none): the rows of the tree that are shown, as [class@Gtk.TreeListRow]
 *   of [class@Node]
 */
GListModel *
rel_sidebar_list_rows (RelSidebar *self)
{
  g_return_val_if_fail (REL_IS_SIDEBAR (self), NULL);

  return G_LIST_MODEL (self->tree);
}
