/* test-widgets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each widget is made once, so that its template is read, and must go away again.
 */

#include "config.h"

#include "rel-code.h"
#include "rel-columns.h"
#include "rel-creation-dialog.h"
#include "rel-connect-form.h"
#include "rel-kind-icon.h"
#include "rel-kind-sketch.h"
#include "rel-notice.h"
#include "rel-project-title.h"
#include "rel-saved-list.h"
#include "rel-sidebar-row.h"
#include "stage.h"

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
test_help_overlay (void)
{
  RelWindow *window = stage_open (NULL);

  stage_settle (GTK_WIDGET (window));
  /* GTK adds it to a window that has a help overlay. */
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), "show-help-overlay"));
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
  rel_chooser_open (chooser);
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

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    GType (*get_type) (void);
  } types[] = {
    { "change-list", rel_change_list_get_type },
    { "change-row", rel_change_row_get_type },
    { "changes-page", rel_changes_page_get_type },
    { "chooser", rel_chooser_get_type },
    { "code", rel_code_get_type },
    { "collection-page", rel_collection_page_get_type },
    { "columns", rel_columns_get_type },
    { "creation-form", rel_creation_form_get_type },
    { "creation-review", rel_creation_review_get_type },
    { "creation-row", rel_creation_row_get_type },
    { "deletion-button", rel_deletion_button_get_type },
    { "kind-list", rel_kind_list_get_type },
    { "kind-sketch", rel_kind_sketch_get_type },
    { "connect-form", rel_connect_form_get_type },
    { "notice", rel_notice_get_type },
    { "project-title", rel_project_title_get_type },
    { "project-view", rel_project_view_get_type },
    { "relation-form", rel_relation_form_get_type },
    { "relation-page", rel_relation_page_get_type },
    { "saved-list", rel_saved_list_get_type },
    { "sidebar", rel_sidebar_get_type },
    { "sidebar-row", rel_sidebar_row_get_type },
    { "split", rel_split_get_type },
    { "start-page", rel_start_page_get_type },
  };
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
  g_test_add_func ("/ui/chooser/chooses", test_chooser_chooses);
  g_test_add_func ("/ui/chooser/chooses-many", test_chooser_chooses_many);
  g_test_add_func ("/ui/window/start-goes-away", test_start_window);
  g_test_add_func ("/ui/window/project-goes-away", test_project_window);
  g_test_add_func ("/ui/window/has-help", test_help_overlay);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
