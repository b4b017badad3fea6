/* test-keyboard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A project without a mouse: where the focus goes, and that it can be seen.
 */

#include "config.h"

#include <string.h>

#include "rel-collection-page.h"
#include "rel-diagram-page.h"
#include "served.h"

static GtkWidget *
get_sidebar (Served *self)
{
  return GTK_WIDGET (rel_project_view_get_sidebar (self->view));
}

static GtkWidget *
get_focus (Served *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->window));
}

static gboolean
is_focus_in (Served *self, GtkWidget *widget)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static GtkWidget *
get_list (Served *self)
{
  return stage_find (get_sidebar (self), GTK_TYPE_LIST_VIEW, NULL);
}

static GtkWidget *
get_page (Served *self)
{
  return stage_find (GTK_WIDGET (self->view), REL_TYPE_COLLECTION_PAGE, NULL);
}

static void
test_tab_leaves_the_tree (Served *self, gconstpointer unused)
{
  rel_sidebar_focus_place (REL_SIDEBAR (get_sidebar (self)));
  g_assert_true (is_focus_in (self, get_list (self)));
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (get_focus (self));
  g_assert_false (is_focus_in (self, get_sidebar (self)));

  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (is_focus_in (self, get_list (self)));
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (GTK_IS_LIST_BOX_ROW (get_focus (self)));
  g_assert_true (is_focus_in (self, get_sidebar (self)));
}

static void
test_arrows_move_in_the_tree (Served *self, gconstpointer unused)
{
  GtkWidget *before;

  rel_sidebar_focus_place (REL_SIDEBAR (get_sidebar (self)));
  before = get_focus (self);
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_DOWN);
  g_assert_true (is_focus_in (self, get_list (self)));
  g_assert_true (get_focus (self) != before);
}

static void
test_switches_panes (Served *self, gconstpointer unused)
{
  rel_sidebar_focus_filter (REL_SIDEBAR (get_sidebar (self)));
  served_do (self, "project.switch-pane", NULL);
  g_assert_true (is_focus_in (self, get_page (self)));
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (self->window)));
  served_do (self, "project.switch-pane", NULL);
  g_assert_true (is_focus_in (self, get_list (self)));

  /* From the page of changes, to its row. */
  served_do (self, "project.show-changes", NULL);
  gtk_root_set_focus (GTK_ROOT (self->window), NULL);
  served_do (self, "project.switch-pane", NULL);
  g_assert_true (GTK_IS_LIST_BOX_ROW (get_focus (self)));
  g_assert_true (is_focus_in (self, get_sidebar (self)));
}

/* From the list, from a page, and on the diagram from what stands beside the picture: it once
 * depended on where the focus was whether the keys went into the picture. */
static void
test_enters_the_picture (Served *self, gconstpointer unused)
{
  GtkWidget *page = rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_DIAGRAM);
  GtkWidget *canvas = GTK_WIDGET (rel_diagram_page_get_canvas (REL_DIAGRAM_PAGE (page)));

  rel_sidebar_focus_place (REL_SIDEBAR (get_sidebar (self)));
  served_do (self, "project.show-diagram", NULL);
  g_assert_true (get_focus (self) == canvas);
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (self->window)));

  served_go (self, "articles", "author");
  rel_project_view_focus_page (self->view);
  served_do (self, "project.show-diagram", NULL);
  g_assert_true (get_focus (self) == canvas);

  gtk_widget_grab_focus (stage_find (page, GTK_TYPE_SEARCH_ENTRY, NULL));
  g_assert_false (get_focus (self) == canvas);
  served_do (self, "project.show-diagram", NULL);
  g_assert_true (get_focus (self) == canvas);
}

static gboolean
is_filtered (gpointer user_data)
{
  return !rel_sidebar_is_filtering (REL_SIDEBAR (user_data));
}

/* Filters, and goes to what is found. */
static void
find (Served *self, const char *text)
{
  GtkWidget *entry = stage_find (get_sidebar (self), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  /* As the entry does once the text is taken in. */
  g_signal_emit_by_name (entry, "search-changed");
  stage_wait_until (is_filtered, get_sidebar (self));
}

static void
test_enter_goes_into_the_page (Served *self, gconstpointer unused)
{
  rel_sidebar_focus_filter (REL_SIDEBAR (get_sidebar (self)));
  find (self, "articles.tags");
  g_assert_cmpstr (rel_place_get_field (rel_project_view_get_place (self->view)), ==, "tags");
  g_assert_true (is_focus_in (self, rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION)));

  /* A folder, and a collection rather than the fields of its name. */
  find (self, "content");
  g_assert_cmpstr (rel_place_get_collection (rel_project_view_get_place (self->view)), ==, "content");
  find (self, "tags");
  g_assert_cmpstr (rel_place_get_collection (rel_project_view_get_place (self->view)), ==, "tags");

  rel_sidebar_set_filter (REL_SIDEBAR (get_sidebar (self)), "");
  served_go (self, "articles", NULL);
  stage_settle (GTK_WIDGET (self->window));
  rel_sidebar_focus_place (REL_SIDEBAR (get_sidebar (self)));
  g_signal_emit_by_name (get_list (self), "activate", 0);
  g_assert_true (is_focus_in (self, get_page (self)));
}

static GBytes *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  stage_settle (widget);
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  return gdk_texture_save_to_png_bytes (texture);
}

static void
test_shows_the_focus_in_the_tree (Served *self, gconstpointer unused)
{
  g_autoptr (GBytes) without = NULL;
  g_autoptr (GBytes) with = NULL;

  rel_sidebar_focus_place (REL_SIDEBAR (get_sidebar (self)));
  gtk_window_set_focus_visible (GTK_WINDOW (self->window), FALSE);
  without = draw (get_list (self));
  gtk_window_set_focus_visible (GTK_WINDOW (self->window), TRUE);
  with = draw (get_list (self));
  g_assert_false (g_bytes_equal (without, with));
}

static double
get_scrolled (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));
}

/* The list opens from the whole row; closed, the keyboard and the page are where they were. */
static void
test_a_row_opens_its_list (Served *self, gconstpointer unused)
{
  GtkWidget *row;
  GtkWidget *popover;
  double before;

  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 420);
  served_go (self, "articles", "author");
  stage_settle (GTK_WIDGET (self->window));
  row = GTK_WIDGET (served_find_row (self, "meta.sort_field"));
  gtk_widget_grab_focus (row);
  stage_settle (row);
  before = get_scrolled (row);
  g_assert_cmpfloat (before, >, 0);

  g_assert_true (gtk_widget_activate (row));
  stage_settle (row);
  popover = stage_find (row, GTK_TYPE_POPOVER, NULL);
  g_assert_nonnull (popover);
  g_assert_true (is_focus_in (self, popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  stage_settle (row);
  g_assert_false (gtk_widget_get_visible (popover));
  /* Newer GTK gives it to the button in the row. */
  g_assert_true (is_focus_in (self, row));
  g_assert_cmpfloat (get_scrolled (row), ==, before);
}

/* What cannot be chosen opens nothing. */
static void
test_a_fixed_row_opens_nothing (Served *self, gconstpointer unused)
{
  GtkWidget *row;

  served_go (self, "articles", "author");
  row = GTK_WIDGET (served_find_row (self, "schema.on_delete"));
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  served_go (self, "directus_users", "role");
  row = GTK_WIDGET (served_find_row (self, "schema.on_delete"));
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } cases[] = {
    { "tab-leaves-the-tree", test_tab_leaves_the_tree },
    { "arrows-move-in-the-tree", test_arrows_move_in_the_tree },
    { "switches-panes", test_switches_panes },
    { "enters-the-picture", test_enters_the_picture },
    { "enter-goes-into-the-page", test_enter_goes_into_the_page },
    { "shows-the-focus-in-the-tree", test_shows_the_focus_in_the_tree },
    { "a-row-opens-its-list", test_a_row_opens_its_list },
    { "a-fixed-row-opens-nothing", test_a_fixed_row_opens_nothing },
  };
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/keyboard/%s", cases[i].name);

      g_test_add (path, Served, NULL, served_set_up, cases[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
