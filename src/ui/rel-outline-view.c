/* rel-outline-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-outline-view.h"

#include <glib/gi18n.h>

#include "rel-growing-list.h"
#include "rel-search.h"
#include "rel-sidebar-row.h"
#include "rel-tab-stop.h"

/**
 * RelOutlineView:
 *
 * The tree of the sidebar: a project's collections and their links, as an outline has them, or
 * a list of those that a query asks for. While that is shown, the tree stays as it is; each of
 * them keeps its rows while the other one is shown.
 *
 * Moving the selection goes to a place at once; [signal@OutlineView::activated] says that the
 * person also wants to be there.
 */
struct _RelOutlineView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkListView *tree_list;
  GtkListView *found_list;
  GtkLabel *nothing;

  RelOutline *outline;           /* (owned) */
  GtkTreeListModel *tree;        /* (owned) */
  RelGrowingList *grown;         /* (owned): what the view has of @tree */
  GtkSingleSelection *selection; /* (owned): in @grown */
  RelSearch *search;             /* (owned) */
  GtkSingleSelection *chosen;    /* (owned): in what @search has found */
  RelQuery *query;               /* (owned) (nullable): %NULL while the tree is shown */
  RelBadges *badges;             /* (owned) */
  RelPlace *place;               /* (owned) (nullable): where one is, in the tree or not */
  gboolean updating;             /* the program moves the selection, or opens rows */
  gboolean has_new_rows;         /* in @tree, which are closed */
  gboolean enters;               /* to go to the best that is found, when it is */
};

G_DEFINE_FINAL_TYPE (RelOutlineView, rel_outline_view, ADW_TYPE_BIN)

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
  RelOutlineView *self = REL_OUTLINE_VIEW (user_data);
  RelNode *node = REL_NODE (item);

  if (rel_node_get_link (node) == NULL)
    rel_outline_load_links (self->outline, node);
  if (rel_node_get_link (node) != NULL || !rel_node_has_children (node))
    return NULL;
  return g_object_ref (G_LIST_MODEL (rel_node_get_children (node)));
}

static GtkSingleSelection *
get_selection (RelOutlineView *self)
{
  return self->query != NULL ? self->chosen : self->selection;
}

static GtkWidget *
get_list (RelOutlineView *self)
{
  return GTK_WIDGET (self->query != NULL ? self->found_list : self->tree_list);
}

/* Opens the rows that a person has opened, and those in them; new rows of the tree begin closed. The
 * tree makes a row for each that is asked for, so that only those are. */
static void
open_rows (RelOutlineView *self, GListModel *nodes, GtkTreeListRow *parent)
{
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (RelNode) node = g_list_model_get_item (nodes, i);
      g_autoptr (GtkTreeListRow) row = NULL;

      if (!rel_node_is_expanded (node))
        continue;
      row = parent != NULL ? gtk_tree_list_row_get_child_row (parent, i)
                           : gtk_tree_list_model_get_child_row (self->tree, i);
      gtk_tree_list_row_set_expanded (row, TRUE);
      if (gtk_tree_list_row_get_expanded (row))
        open_rows (self, G_LIST_MODEL (rel_node_get_children (node)), row);
    }
}

static void
update_expansion (RelOutlineView *self)
{
  self->updating = TRUE;
  open_rows (self, rel_outline_list_roots (self->outline), NULL);
  self->updating = FALSE;
  self->has_new_rows = FALSE;
}

static gboolean
is_at (RelOutlineView *self, guint position)
{
  RelNode *node = rel_outline_view_get_node (self, position);
  g_autoptr (RelPlace) place = node != NULL ? rel_node_dup_place (node) : NULL;

  return rel_place_equal (place, self->place);
}

static guint
find_position (RelOutlineView *self)
{
  GListModel *rows = G_LIST_MODEL (self->query != NULL ? (gpointer) self->chosen : self->tree);
  guint selected = gtk_single_selection_get_selected (get_selection (self));

  /* Most edits move nothing. */
  if (selected != GTK_INVALID_LIST_POSITION && is_at (self, selected))
    return selected;
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      if (is_at (self, i))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
update_selection (RelOutlineView *self)
{
  gboolean is_once = self->place == NULL || rel_place_get_collection (self->place) == NULL;
  guint position = is_once ? GTK_INVALID_LIST_POSITION : find_position (self);

  self->updating = TRUE;
  rel_growing_list_reach (self->grown, position);
  gtk_single_selection_set_selected (get_selection (self), position);
  self->updating = FALSE;
}

static void
update_shown (RelOutlineView *self)
{
  const char *name = self->query != NULL ? "found" : "tree";
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (get_selection (self))) > 0;

  update_selection (self);
  gtk_label_set_label (self->nothing, self->query != NULL ? _ ("No collection and no relation matches")
                                                          : _ ("This project has no collections"));
  gtk_stack_set_visible_child_name (self->stack, any ? name : "nothing");
}

static void
scroll_to_selected (RelOutlineView *self)
{
  guint position = gtk_single_selection_get_selected (get_selection (self));

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", position);
}

/* Opens what a place is under, so that its row is there to be selected. */
static void
open_parents (RelOutlineView *self, RelPlace *place)
{
  gboolean opens = FALSE;
  RelNode *node;

  if (rel_place_get_collection (place) == NULL)
    return;
  node = rel_outline_find (self->outline, rel_place_get_collection (place));
  if (node != NULL && rel_place_get_kind (place) == REL_PLACE_COLLECTION)
    node = rel_outline_get_parent (self->outline, node);
  for (guint depth = 0; node != NULL && depth < 64; depth++)
    {
      opens |= !rel_node_is_expanded (node);
      rel_node_set_expanded (node, TRUE);
      node = rel_outline_get_parent (self->outline, node);
    }
  if (opens)
    update_expansion (self);
}

static void
tree_changed_cb (RelOutlineView *self, guint position, guint n_removed, guint n_added)
{
  self->has_new_rows |= n_added > 0;
}

static void
set_place (RelOutlineView *self, RelPlace *place)
{
  rel_place_ref (place);
  g_clear_pointer (&self->place, rel_place_unref);
  self->place = place;
}

static void
selected_cb (RelOutlineView *self)
{
  guint position = gtk_single_selection_get_selected (get_selection (self));
  g_autoptr (RelPlace) place = NULL;

  if (self->updating || position == GTK_INVALID_LIST_POSITION)
    return;
  place = rel_node_dup_place (rel_outline_view_get_node (self, position));
  if (rel_place_equal (place, self->place))
    return;
  set_place (self, place);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, place);
}

static void
row_activated_cb (RelOutlineView *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, TRUE);
}

static void
enter_best (RelOutlineView *self)
{
  guint position = rel_search_find_best (self->search);

  self->enters = FALSE;
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_single_selection_set_selected (self->chosen, position);
  row_activated_cb (self, position);
}

static void
found_cb (RelOutlineView *self)
{
  if (self->query == NULL)
    return;
  update_shown (self);
  if (self->enters)
    enter_best (self);
}

static void
expanded_cb (GtkTreeListRow *row, GParamSpec *pspec, gpointer user_data)
{
  RelOutlineView *self = REL_OUTLINE_VIEW (user_data);
  g_autoptr (RelNode) node = gtk_tree_list_row_get_item (row);

  if (node != NULL && !self->updating)
    rel_node_set_expanded (node, gtk_tree_list_row_get_expanded (row));
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RelOutlineView *self = REL_OUTLINE_VIEW (user_data);

  /* The list has selected the row by now. */
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, FALSE);
}

static void
item_set_up_cb (RelOutlineView *self, GtkListItem *item)
{
  GtkWidget *row = rel_sidebar_row_new (self->badges);
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (gesture));
  gtk_list_item_set_child (item, row);
}

static void
item_bound_cb (RelOutlineView *self, GtkListItem *item)
{
  RelSidebarRow *row = REL_SIDEBAR_ROW (gtk_list_item_get_child (item));
  gpointer object = gtk_list_item_get_item (item);

  if (REL_IS_NODE (object))
    {
      rel_sidebar_row_set_node (row, object);
      return;
    }
  rel_sidebar_row_set_item (row, object);
  g_signal_connect_object (object, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);
}

static void
item_unbound_cb (RelOutlineView *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), expanded_cb, self);
  rel_sidebar_row_set_node (REL_SIDEBAR_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
rel_outline_view_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_outline_view_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_OUTLINE_VIEW);
}

static void
rel_outline_view_finalize (GObject *object)
{
  RelOutlineView *self = REL_OUTLINE_VIEW (object);

  g_object_unref (self->selection);
  g_object_unref (self->grown);
  g_object_unref (self->tree);
  g_object_unref (self->outline);
  g_object_unref (self->search);
  g_object_unref (self->chosen);
  g_object_unref (self->badges);
  g_clear_pointer (&self->query, rel_query_unref);
  g_clear_pointer (&self->place, rel_place_unref);

  G_OBJECT_CLASS (rel_outline_view_parent_class)->finalize (object);
}

static void
rel_outline_view_class_init (RelOutlineViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_outline_view_dispose;
  object_class->finalize = rel_outline_view_finalize;

  /**
   * RelOutlineView::selected:
   * @self: a view
   * @place: a place
   *
   * Emitted when a person selects a place.
   */
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", REL_TYPE_OUTLINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, REL_TYPE_PLACE);

  /**
   * RelOutlineView::activated:
   * @self: a view
   * @enters: whether the keyboard is to go there too
   *
   * Emitted when a person wants to be at the selected place.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", REL_TYPE_OUTLINE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (REL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-outline-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RelOutlineView, stack);
  gtk_widget_class_bind_template_child (widget_class, RelOutlineView, tree_list);
  gtk_widget_class_bind_template_child (widget_class, RelOutlineView, found_list);
  gtk_widget_class_bind_template_child (widget_class, RelOutlineView, nothing);
  gtk_widget_class_bind_template_callback (widget_class, item_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static GtkSingleSelection *
make_selection (RelOutlineView *self, GListModel *rows)
{
  GtkSingleSelection *selection = gtk_single_selection_new (g_object_ref (rows));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return selection;
}

static void
rel_outline_view_init (RelOutlineView *self)
{
  self->badges = rel_badges_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->outline = rel_outline_new ();
  self->tree = gtk_tree_list_model_new (g_object_ref (rel_outline_list_roots (self->outline)), FALSE, FALSE,
                                        create_children_cb, self, NULL);
  g_signal_connect_object (self->tree, "items-changed", G_CALLBACK (tree_changed_cb), self, G_CONNECT_SWAPPED);
  self->grown = rel_growing_list_new (G_LIST_MODEL (self->tree), 25);
  self->selection = make_selection (self, G_LIST_MODEL (self->grown));
  self->search = rel_search_new ();
  g_signal_connect_object (self->search, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  self->chosen = make_selection (self, rel_search_list_found (self->search));
  gtk_list_view_set_model (self->tree_list, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_model (self->found_list, GTK_SELECTION_MODEL (self->chosen));
}

/**
 * rel_outline_view_new:
 *
 * Returns: (transfer floating): a view of nothing
 */
GtkWidget *
rel_outline_view_new (void)
{
  return g_object_new (REL_TYPE_OUTLINE_VIEW, NULL);
}

/**
 * rel_outline_view_show:
 * @self: a view
 * @schema: what to show
 * @changes: (element-type RelChange): what in it is not published
 *
 * Brings the tree to a schema, and looks in it for what is asked for.
 */
void
rel_outline_view_show (RelOutlineView *self, RelSchema *schema, GPtrArray *changes)
{
  g_return_if_fail (REL_IS_OUTLINE_VIEW (self));

  self->updating = TRUE;
  rel_outline_update (self->outline, schema);
  self->updating = FALSE;
  if (self->has_new_rows)
    update_expansion (self);
  update_shown (self);
  rel_growing_list_begin (self->grown);
  rel_badges_set_changes (self->badges, schema, changes);
  rel_search_set_schema (self->search, schema);
}

/**
 * rel_outline_view_show_findings:
 * @self: a view
 * @findings: (element-type RelFinding): what is wrong in the schema
 *
 * Shows where something is wrong.
 */
void
rel_outline_view_show_findings (RelOutlineView *self, GPtrArray *findings)
{
  g_return_if_fail (REL_IS_OUTLINE_VIEW (self));

  rel_badges_set_findings (self->badges, findings);
}

/**
 * rel_outline_view_set_show_system:
 * @self: a view
 * @show_system: whether to show Directus' own collections
 *
 * Shows or hides them.
 */
void
rel_outline_view_set_show_system (RelOutlineView *self, gboolean show_system)
{
  g_return_if_fail (REL_IS_OUTLINE_VIEW (self));

  self->updating = TRUE;
  rel_outline_set_show_system (self->outline, show_system);
  self->updating = FALSE;
  update_expansion (self);
  update_shown (self);
  rel_search_set_with_system (self->search, show_system);
}

/**
 * rel_outline_view_set_query:
 * @self: a view
 * @query: (nullable): what to look for; %NULL to show the tree
 *
 * Shows only what is asked for, when it is found; until then what is shown stays.
 */
void
rel_outline_view_set_query (RelOutlineView *self, RelQuery *query)
{
  g_return_if_fail (REL_IS_OUTLINE_VIEW (self));

  if (query != NULL)
    rel_query_ref (query);
  g_clear_pointer (&self->query, rel_query_unref);
  self->query = query;
  self->enters = FALSE;
  rel_search_set_query (self->search, query);
  if (query != NULL)
    return;
  update_shown (self);
  scroll_to_selected (self);
}

/**
 * rel_outline_view_is_searching:
 * @self: a view
 *
 * Returns: whether it looks for something that is not shown yet
 */
gboolean
rel_outline_view_is_searching (RelOutlineView *self)
{
  g_return_val_if_fail (REL_IS_OUTLINE_VIEW (self), FALSE);

  return self->query != NULL && rel_search_is_running (self->search);
}

/**
 * rel_outline_view_select:
 * @self: a view
 * @place: where one is
 *
 * Selects the row of a place, and brings it into sight; selects none if the tree has no such
 * place. Nothing is emitted.
 */
void
rel_outline_view_select (RelOutlineView *self, RelPlace *place)
{
  g_return_if_fail (REL_IS_OUTLINE_VIEW (self));

  if (rel_place_equal (place, self->place))
    return;
  set_place (self, place);
  open_parents (self, place);
  update_shown (self);
  scroll_to_selected (self);
}

/**
 * rel_outline_view_enter_best:
 * @self: a view
 *
 * Goes to what the query is most likely meant to find, as soon as it is found.
 */
void
rel_outline_view_enter_best (RelOutlineView *self)
{
  g_return_if_fail (REL_IS_OUTLINE_VIEW (self));

  if (rel_outline_view_is_searching (self))
    self->enters = TRUE;
  else if (self->query != NULL)
    enter_best (self);
}

/**
 * rel_outline_view_focus:
 * @self: a view
 *
 * Moves the focus into the tree.
 *
 * Returns: whether it could
 */
gboolean
rel_outline_view_focus (RelOutlineView *self)
{
  g_return_val_if_fail (REL_IS_OUTLINE_VIEW (self), FALSE);

  return gtk_widget_grab_focus (get_list (self));
}

/**
 * rel_outline_view_get_place:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): where one is
 */
RelPlace *
rel_outline_view_get_place (RelOutlineView *self)
{
  g_return_val_if_fail (REL_IS_OUTLINE_VIEW (self), NULL);

  return self->place;
}

/**
 * rel_outline_view_get_node:
 * @self: a view
 * @position: the number of a row that is shown, whether it is in sight or not
 *
 * Returns: (transfer none) (nullable): what the row shows; %NULL if there are not so many
 */
RelNode *
rel_outline_view_get_node (RelOutlineView *self, guint position)
{
  g_autoptr (GObject) object = NULL;
  g_autoptr (RelNode) node = NULL;

  g_return_val_if_fail (REL_IS_OUTLINE_VIEW (self), NULL);

  object = g_list_model_get_item (self->query != NULL ? (gpointer) self->chosen : self->tree, position);
  if (object == NULL || REL_IS_NODE (object))
    return (RelNode *) object;
  node = gtk_tree_list_row_get_item (GTK_TREE_LIST_ROW (object));
  return node;
}
