/* rel-sidebar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-sidebar.h"

#include "rel-error.h"
#include "rel-outline-view.h"
#include "rel-place-list.h"

/**
 * RelSidebar:
 *
 * The places of a project: what there is once in it, as its changes, and the tree of its
 * collections and their links, with a filter.
 *
 * Moving the selection goes to a place at once; [signal@Sidebar::activated] says that the
 * person also wants to be there, which matters where the sidebar hides the content.
 */
struct _RelSidebar
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  GtkLabel *mistake;
  RelPlaceList *places;
  RelOutlineView *outline;

  RelPlace *place; /* (owned) (nullable): where one is */
  char *asked;     /* (nullable): what the filter was when it was last read */
  gboolean show_system;
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

static void
set_place (RelSidebar *self, RelPlace *place)
{
  rel_place_ref (place);
  g_clear_pointer (&self->place, rel_place_unref);
  self->place = place;
}

static void
outline_selected_cb (RelSidebar *self, RelPlace *place)
{
  set_place (self, place);
  rel_place_list_select (self->places, NULL);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, place);
}

static void
outline_activated_cb (RelSidebar *self, gboolean enters)
{
  RelPlace *place = rel_outline_view_get_place (self->outline);

  /* What was only pointed at was selected already. */
  if (place != NULL && rel_place_get_collection (place) != NULL && !rel_place_equal (place, self->place))
    outline_selected_cb (self, place);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, enters);
}

static void
place_activated_cb (RelSidebar *self, RelPlace *place)
{
  rel_sidebar_select (self, place);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, place);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, TRUE);
}

static void
search_changed_cb (RelSidebar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (RelQuery) query = NULL;

  /* Enter may have asked for it already, and the entry tells all the same. */
  if (g_strcmp0 (text, self->asked) == 0)
    return;
  g_free (self->asked);
  self->asked = g_strdup (text);

  query = rel_query_parse (text, &error);
  gtk_label_set_label (self->mistake, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), error != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  /* What was asked before stays until what is typed can be understood. */
  if (query != NULL)
    rel_outline_view_set_query (self->outline, rel_query_is_empty (query) ? NULL : query);
}

static void
search_activated_cb (RelSidebar *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelQuery) query = rel_query_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error);
  guint offset_chars;
  guint length_chars;

  /* What was typed last may not have been looked for yet. */
  search_changed_cb (self);
  if (query != NULL)
    rel_outline_view_enter_best (self->outline);
  else if (rel_error_get_place (error, &offset_chars, &length_chars))
    gtk_editable_select_region (GTK_EDITABLE (self->entry), (int) offset_chars, (int) (offset_chars + length_chars));
}

static void
search_stopped_cb (RelSidebar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_child_focus (GTK_WIDGET (self->outline), GTK_DIR_TAB_FORWARD);
}

static gboolean
key_pressed_cb (RelSidebar *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->outline), GTK_DIR_TAB_FORWARD);
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

  g_clear_pointer (&self->place, rel_place_unref);
  g_free (self->asked);

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

  g_type_ensure (REL_TYPE_OUTLINE_VIEW);
  g_type_ensure (REL_TYPE_PLACE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, entry);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, RelSidebar, outline);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, outline_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, outline_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
rel_sidebar_init (RelSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
 * @checker: what checks its draft
 *
 * Shows a workspace's draft. After each change of the workspace this is to be called again.
 */
void
rel_sidebar_show (RelSidebar *self, RelWorkspace *workspace, RelChecker *checker)
{
  g_return_if_fail (REL_IS_SIDEBAR (self));

  rel_place_list_show (self->places, workspace, checker, self->show_system);
  rel_outline_view_show (self->outline, rel_workspace_get_draft (workspace), rel_workspace_get_changes (workspace));
  rel_outline_view_show_findings (self->outline, rel_checker_get_findings (checker));
  /* The arrow keys may have moved it. */
  rel_place_list_select (self->places, self->place);
}

/**
 * rel_sidebar_show_findings:
 * @self: a sidebar
 * @checker: what has checked the draft
 *
 * Shows where something is wrong, and how much. After each check this is to be called again.
 */
void
rel_sidebar_show_findings (RelSidebar *self, RelChecker *checker)
{
  g_return_if_fail (REL_IS_SIDEBAR (self));

  rel_place_list_show_findings (self->places, rel_checker_get_findings (checker));
  rel_outline_view_show_findings (self->outline, rel_checker_get_findings (checker));
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
  g_return_if_fail (REL_IS_SIDEBAR (self));

  set_place (self, place);
  rel_outline_view_select (self->outline, place);
  rel_place_list_select (self->places, place);
}

/**
 * rel_sidebar_point_at:
 * @self: a sidebar
 * @place: (nullable): what is chosen where one is; %NULL for nothing
 *
 * Shows the row of what is chosen on a page that is about more than one thing, and brings it
 * into sight. One stays where one is; activating the row goes there. Nothing is emitted.
 */
void
rel_sidebar_point_at (RelSidebar *self, RelPlace *place)
{
  g_return_if_fail (REL_IS_SIDEBAR (self));

  if (place != NULL || self->place != NULL)
    rel_outline_view_select (self->outline, place != NULL ? place : self->place);
}

/**
 * rel_sidebar_get_show_system:
 * @self: a sidebar
 *
 * Returns: whether Directus' own collections are shown
 */
gboolean
rel_sidebar_get_show_system (RelSidebar *self)
{
  g_return_val_if_fail (REL_IS_SIDEBAR (self), FALSE);

  return self->show_system;
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
  rel_outline_view_set_show_system (self->outline, show_system);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SYSTEM]);
}

/**
 * rel_sidebar_set_filter:
 * @self: a sidebar
 * @text: a query; empty to show everything
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
 * rel_sidebar_is_filtering:
 * @self: a sidebar
 *
 * Returns: whether it looks for something that is not shown yet
 */
gboolean
rel_sidebar_is_filtering (RelSidebar *self)
{
  g_return_val_if_fail (REL_IS_SIDEBAR (self), FALSE);

  return rel_outline_view_is_searching (self->outline);
}

/**
 * rel_sidebar_get_mistake:
 * @self: a sidebar
 *
 * Returns: (transfer none) (nullable): why what is typed as a filter cannot be understood
 */
const char *
rel_sidebar_get_mistake (RelSidebar *self)
{
  g_return_val_if_fail (REL_IS_SIDEBAR (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->mistake)) ? gtk_label_get_label (self->mistake) : NULL;
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
  RelPlace *place;
  gboolean is_once;

  g_return_if_fail (REL_IS_SIDEBAR (self));

  place = rel_outline_view_get_place (self->outline);
  is_once = place != NULL && rel_place_get_collection (place) == NULL;
  if (!(is_once ? rel_place_list_focus (self->places, place) : rel_outline_view_focus (self->outline)))
    rel_sidebar_focus_filter (self);
}

/**
 * rel_sidebar_get_node:
 * @self: a sidebar
 * @position: the number of a row under the places, whether it is in sight or not
 *
 * Returns: (transfer none) (nullable): what the row shows; %NULL if there are not so many
 */
RelNode *
rel_sidebar_get_node (RelSidebar *self, guint position)
{
  g_return_val_if_fail (REL_IS_SIDEBAR (self), NULL);

  return rel_outline_view_get_node (self->outline, position);
}
