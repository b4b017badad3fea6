/* test-widgets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each widget is made once, so that its template is read, and must go away again.
 */

#include "config.h"

#include "rel-beside.h"
#include "rel-bulk-bar.h"
#include "rel-canvas.h"
#include "rel-change-lines.h"
#include "rel-changes-page.h"
#include "rel-checks-page.h"
#include "rel-choice-list.h"
#include "rel-choice-row.h"
#include "rel-code.h"
#include "rel-collection-page.h"
#include "rel-collection-settings.h"
#include "rel-columns.h"
#include "rel-compare-page.h"
#include "rel-comparison-bar.h"
#include "rel-connect-form.h"
#include "rel-content-header.h"
#include "rel-counterpart-list.h"
#include "rel-creation-dialog.h"
#include "rel-diagram-output.h"
#include "rel-diagram-page.h"
#include "rel-difference-row.h"
#include "rel-field-addition.h"
#include "rel-field-list.h"
#include "rel-field-row.h"
#include "rel-finder-row.h"
#include "rel-finder.h"
#include "rel-finding-group.h"
#include "rel-flow.h"
#include "rel-foot-bar.h"
#include "rel-history-page.h"
#include "rel-impact-group.h"
#include "rel-kind-icon.h"
#include "rel-kind-sketch.h"
#include "rel-minimap.h"
#include "rel-name-offer.h"
#include "rel-neighbourhood.h"
#include "rel-notice.h"
#include "rel-outline-view.h"
#include "rel-picture.h"
#include "rel-place-list.h"
#include "rel-place-row.h"
#include "rel-profile-dialog.h"
#include "rel-project-title.h"
#include "rel-relation-page.h"
#include "rel-relations-page.h"
#include "rel-requests-row.h"
#include "rel-saved-list.h"
#include "rel-scale-button.h"
#include "rel-sidebar-row.h"
#include "rel-sign-in-dialog.h"
#include "rel-tab-stop.h"
#include "rel-table-cell.h"
#include "leaks.h"
#include "stage.h"

/* What can be made by itself. */
static const struct
{
  const char *name;
  GType (*get_type) (void);
} types[] = {
  { "beside", rel_beside_get_type },
  { "bulk-bar", rel_bulk_bar_get_type },
  { "canvas", rel_canvas_get_type },
  { "change-lines", rel_change_lines_get_type },
  { "change-list", rel_change_list_get_type },
  { "change-row", rel_change_row_get_type },
  { "changes-page", rel_changes_page_get_type },
  { "checks-page", rel_checks_page_get_type },
  { "choice-list", rel_choice_list_get_type },
  { "choice-row", rel_choice_row_get_type },
  { "chooser", rel_chooser_get_type },
  { "code", rel_code_get_type },
  { "collection-page", rel_collection_page_get_type },
  { "collection-settings", rel_collection_settings_get_type },
  { "columns", rel_columns_get_type },
  { "compare-page", rel_compare_page_get_type },
  { "comparison-bar", rel_comparison_bar_get_type },
  { "connect-form", rel_connect_form_get_type },
  { "content-header", rel_content_header_get_type },
  { "counterpart-list", rel_counterpart_list_get_type },
  { "creation-form", rel_creation_form_get_type },
  { "creation-review", rel_creation_review_get_type },
  { "creation-row", rel_creation_row_get_type },
  { "deletion-button", rel_deletion_button_get_type },
  { "diagram-output", rel_diagram_output_get_type },
  { "diagram-page", rel_diagram_page_get_type },
  { "difference-list", rel_difference_list_get_type },
  { "difference-row", rel_difference_row_get_type },
  { "field-addition", rel_field_addition_get_type },
  { "field-list", rel_field_list_get_type },
  { "field-row", rel_field_row_get_type },
  { "finder-row", rel_finder_row_get_type },
  { "finding-group", rel_finding_group_get_type },
  { "flow", rel_flow_get_type },
  { "foot-bar", rel_foot_bar_get_type },
  { "history-page", rel_history_page_get_type },
  { "impact-group", rel_impact_group_get_type },
  { "kind-list", rel_kind_list_get_type },
  { "kind-sketch", rel_kind_sketch_get_type },
  { "minimap", rel_minimap_get_type },
  { "name-offer", rel_name_offer_get_type },
  { "neighbourhood", rel_neighbourhood_get_type },
  { "notice", rel_notice_get_type },
  { "outline-view", rel_outline_view_get_type },
  { "pages", rel_pages_get_type },
  { "picture", rel_picture_get_type },
  { "place-list", rel_place_list_get_type },
  { "place-row", rel_place_row_get_type },
  { "project-title", rel_project_title_get_type },
  { "project-view", rel_project_view_get_type },
  { "relation-form", rel_relation_form_get_type },
  { "relation-page", rel_relation_page_get_type },
  { "relations-page", rel_relations_page_get_type },
  { "requests-row", rel_requests_row_get_type },
  { "saved-list", rel_saved_list_get_type },
  { "scale-button", rel_scale_button_get_type },
  { "sidebar", rel_sidebar_get_type },
  { "sidebar-row", rel_sidebar_row_get_type },
  { "split", rel_split_get_type },
  { "start-page", rel_start_page_get_type },
  { "tab-stop", rel_tab_stop_get_type },
  { "table-cell", rel_table_cell_get_type },
};

/* What needs something to be made with; the case that does it. */
static const struct
{
  const char *type_name;
  const char *path;
} others[] = {
  { "RelApplication", "stage_tear_down" },       { "RelCreationDialog", "/ui/dialogs/go-away" },
  { "RelFinder", "/ui/dialogs/go-away" },        { "RelMemberRow", "/ui/member-row/goes-away" },
  { "RelProfileDialog", "/ui/dialogs/go-away" }, { "RelSignInDialog", "/ui/dialogs/go-away" },
  { "RelTitleLayout", "test-title-layout" },     { "RelWindow", "/ui/window/project-goes-away" },
};

static gboolean
is_made (const char *type_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (g_type_name (types[i].get_type ()), type_name))
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (g_str_equal (others[i].type_name, type_name))
        return TRUE;
    }
  return FALSE;
}

/* Returns: how many widgets the file defines */
static guint
check_file (const char *path)
{
  g_autoptr (GRegex) regex =
    g_regex_new ("^G_DEFINE_\\w*TYPE\\w* \\((\\w+), \\w+, (GTK|ADW)_TYPE_", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_types = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *type_name = g_match_info_fetch (match, 1);

      if (!is_made (type_name))
        g_error ("no test makes a %s", type_name);
      n_types++;
    }
  return n_types;
}

/* Whoever adds a widget adds it to the lists above. */
static void
test_all_are_made (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "src", "ui", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_types = 0;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".c"))
        n_types += check_file (path);
    }
  g_assert_cmpuint (n_types, ==, G_N_ELEMENTS (types) + G_N_ELEMENTS (others));
}

static void
test_goes_away (gconstpointer data)
{
  GType type = ((GType (*) (void)) data) ();
  GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));

  g_assert_finalize_object (widget);
}

static void
test_member_rows (void)
{
  for (guint i = 0; i < rel_member_get_count (); i++)
    {
      GtkWidget *row = g_object_ref_sink (rel_member_row_new (rel_member_get_nth (i)));

      g_assert_null (rel_member_row_get_mistake (REL_MEMBER_ROW (row)));
      g_assert_finalize_object (row);
    }
}

static void
test_kind_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (RelKind kind = REL_KIND_M2O; kind <= REL_KIND_BROKEN; kind++)
    {
      g_autoptr (GtkWidget) image = g_object_ref_sink (rel_kind_icon_new (kind));

      g_assert_true (gtk_icon_theme_has_icon (theme, gtk_image_get_icon_name (GTK_IMAGE (image))));
    }
}

static void
test_notice (void)
{
  RelNotice *notice = REL_NOTICE (g_object_ref_sink (rel_notice_new ()));

  g_assert_false (rel_notice_is_shown (notice));
  rel_notice_show (notice, REL_NOTICE_BAD, "5 < 6 & 7");
  g_assert_true (rel_notice_is_shown (notice));
  g_assert_cmpstr (rel_notice_get_text (notice), ==, "5 < 6 & 7");
  rel_notice_dismiss (notice);
  g_assert_false (rel_notice_is_shown (notice));
  g_assert_finalize_object (notice);
}

/* How far below the top of a window the letters in a widget stand, or what stands with them. */
static double
get_baseline (GtkWidget *widget, GtkWidget *window)
{
  graphene_point_t top;
#if GTK_CHECK_VERSION(4, 12, 0)
  int baseline = gtk_widget_get_baseline (widget);
#else
  int baseline = gtk_widget_get_allocated_baseline (widget);
#endif

  g_assert_cmpint (baseline, >, 0);
  g_assert_true (gtk_widget_compute_point (widget, window, &GRAPHENE_POINT_INIT (0, 0), &top));
  return top.y + baseline;
}

/* The picture of a notice stands at its first line, of one or of several. */
static void
test_notice_is_in_line (void)
{
  static const char *const texts[] = { "One line",
                                       "Several lines, as there are more words than the notice has room for "
                                       "in one of them, however wide its letters may be" };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *notice = rel_notice_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 200);
  gtk_window_set_child (GTK_WINDOW (window), notice);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label;

      rel_notice_show (REL_NOTICE (notice), REL_NOTICE_GOOD, texts[i]);
      stage_settle (window);
      label = stage_find (notice, GTK_TYPE_LABEL, texts[i]);
      g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))) > 1, ==, i > 0);
      g_assert_cmpfloat (get_baseline (stage_find (notice, GTK_TYPE_IMAGE, NULL), window), ==,
                         get_baseline (label, window));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What says that all is well, or offers help, is not left to the theme of icons. */
static void
test_signs (void)
{
  static const char *const names[] = { "object-select-symbolic", "rel-help-symbolic" };
  g_autoptr (GtkIconTheme) theme = NULL;

  /* GTK 4.8 loses a theme that is of no display. */
  leaks_begin_foreign ();
  theme = gtk_icon_theme_new ();
  gtk_icon_theme_add_resource_path (theme, "/org/example/Relations/icons");
  gtk_icon_theme_set_theme_name (theme, "none");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, names[i]));
  leaks_end_foreign ();
}

static void
show_and_destroy (RelWindow *parent, GtkWidget *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (parent));
  gtk_window_present (GTK_WINDOW (dialog));
  stage_settle (dialog);
  stage_destroy (GTK_WINDOW (dialog));
}

static void
test_dialogs (void)
{
  RelWindow *window = stage_open ("sample");
  RelProjectView *view = rel_window_get_view (window);
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  g_autoptr (RelQuestion) question =
    rel_question_new (REL_QUESTION_PASSWORD, "http://127.0.0.1", "ada@example.org", NULL);
  g_autoptr (RelProfile) profile = rel_profile_new ("Magazine", "http://127.0.0.1");

  show_and_destroy (window, rel_creation_dialog_new (workspace, "articles"));
  show_and_destroy (window, rel_finder_new (workspace, rel_project_view_get_actions (view), FALSE));
  show_and_destroy (window, rel_profile_dialog_new (profile));
  show_and_destroy (window, rel_sign_in_dialog_new (question, rel_workspace_get_target (workspace)));
  stage_close (window);
}

static void
test_start_window (void)
{
  RelWindow *window = stage_open (NULL);

  stage_settle (GTK_WIDGET (window));
  stage_close (window);
}

static void
test_project_window (void)
{
  RelWindow *window = stage_open ("sample");

  stage_settle (GTK_WIDGET (window));
  stage_close (window);
}

static void
test_no_hidden_window (void)
{
  RelWindow *window = stage_open ("sample");

  stage_settle (GTK_WIDGET (window));
  /* GTK 4.8 ends the program when a screen reader asks for a window that was never shown. */
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 1);
  stage_close (window);
}

static void
remember_cb (RelChooser *chooser, const char *value, gpointer user_data)
{
  g_free (*(char **) user_data);
  *(char **) user_data = g_strdup (value);
}

static void
remember_many_cb (RelChooser *chooser, char **values, gpointer user_data)
{
  g_free (*(char **) user_data);
  *(char **) user_data = g_strjoinv (",", values);
}

static GPtrArray *
three_choices (void)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (choices, rel_choice_new ("a", "Alpha", "integer"));
  g_ptr_array_add (choices, rel_choice_new ("b", "Beta", NULL));
  g_ptr_array_add (choices, rel_choice_new (NULL, "None", NULL));
  return choices;
}

static void
test_chooser_chooses (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (rel_chooser_new ());
  RelChooser *chooser = REL_CHOOSER (widget);
  g_autofree char *chosen = g_strdup ("nothing yet");

  g_signal_connect (chooser, "chosen", G_CALLBACK (remember_cb), &chosen);
  rel_chooser_take_choices (chooser, three_choices ());
  rel_chooser_select (chooser, (const char *[]){ "a", NULL });

  rel_chooser_activate (chooser, 0); /* what is chosen already */
  g_assert_cmpstr (chosen, ==, "nothing yet");
  rel_chooser_activate (chooser, 1);
  g_assert_cmpstr (chosen, ==, "b");
  rel_chooser_activate (chooser, 2);
  g_assert_null (chosen);
  rel_chooser_activate (chooser, 77);
}

/* Hidden ones as well. */
static guint
count_widgets (GtkWidget *root, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (root), type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child, type);
  return n;
}

static void
test_chooser_chooses_many (void)
{
  RelWindow *window = stage_open (NULL);
  GtkWidget *parent = gtk_window_new ();
  RelChooser *chooser = REL_CHOOSER (rel_chooser_new ());
  g_autofree char *chosen = NULL;

  gtk_window_set_child (GTK_WINDOW (parent), GTK_WIDGET (chooser));
  gtk_window_present (GTK_WINDOW (parent));
  stage_settle (GTK_WIDGET (chooser));
  g_signal_connect (chooser, "chosen-many", G_CALLBACK (remember_many_cb), &chosen);
  rel_chooser_set_multiple (chooser, TRUE);
  /* A form has many choosers, so that the list of one costs nothing until it is opened. */
  g_assert_cmpuint (count_widgets (GTK_WIDGET (chooser), REL_TYPE_CHOICE_LIST), ==, 0);
  rel_chooser_open (chooser);
  g_assert_cmpuint (count_widgets (GTK_WIDGET (chooser), REL_TYPE_CHOICE_LIST), ==, 1);
  stage_settle (GTK_WIDGET (chooser));
  rel_chooser_take_choices (chooser, three_choices ());
  rel_chooser_select (chooser, (const char *[]){ "a", NULL });
  rel_chooser_activate (chooser, 1);
  g_assert_null (chosen);
  rel_chooser_close (chooser);
  g_assert_cmpstr (chosen, ==, "a,b");

  gtk_window_destroy (GTK_WINDOW (parent));
  stage_close (window);
}

/* What a button said in German was wider than its column, and drawn beyond it. */
static void
test_columns_have_room (void)
{
  g_autoptr (GtkWidget) columns = g_object_ref_sink (rel_columns_new ());
  GtkWidget *children[3];
  int height_px;

  rel_columns_set_narrow (REL_COLUMNS (columns), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      children[i] = adw_bin_new ();
      gtk_widget_set_size_request (children[i], i == 2 ? 200 : 50, 20);
      gtk_widget_set_parent (children[i], columns);
    }
  for (int width_px = 500; width_px <= 700; width_px += 200)
    {
      gtk_widget_measure (columns, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_measure (columns, GTK_ORIENTATION_VERTICAL, width_px, &height_px, NULL, NULL, NULL);
      gtk_widget_size_allocate (columns, &(GtkAllocation){ 0, 0, width_px, height_px }, -1);
      g_assert_cmpint (gtk_widget_get_width (children[2]), ==, width_px == 500 ? 500 : (700 - 2 * 12) / 3);
    }
}

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/%s/goes-away", types[i].name);

      g_test_add_data_func (path, types[i].get_type, test_goes_away);
    }
  g_test_add_func ("/ui/member-row/goes-away", test_member_rows);
  g_test_add_func ("/ui/kind-icon/has-a-picture", test_kind_icons);
  g_test_add_func ("/ui/notice/says-plain-text", test_notice);
  g_test_add_func ("/ui/notice/is-in-line", test_notice_is_in_line);
  g_test_add_func ("/ui/signs/are-there", test_signs);
  g_test_add_func ("/ui/chooser/chooses", test_chooser_chooses);
  g_test_add_func ("/ui/chooser/chooses-many", test_chooser_chooses_many);
  g_test_add_func ("/ui/columns/have-room", test_columns_have_room);
  g_test_add_func ("/ui/widgets/all-are-made", test_all_are_made);
  g_test_add_func ("/ui/dialogs/go-away", test_dialogs);
  g_test_add_func ("/ui/window/start-goes-away", test_start_window);
  g_test_add_func ("/ui/window/project-goes-away", test_project_window);
  g_test_add_func ("/ui/window/no-hidden-one", test_no_hidden_window);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
