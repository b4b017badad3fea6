/* test-accessible.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For who cannot see a window: whatever the keyboard can be on has a name, on every page and
 * in every dialog; and Tab gets to all there is and comes round again.
 */

#include "config.h"

#include <string.h>

#include "rel-creation-dialog.h"
#include "rel-finder.h"
#include "rel-sign-in-dialog.h"
#include "served.h"

/* What GTK names by what is in it: a screen reader reads the labels of these. */
static gboolean
has_words (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_visible (child))
        continue;
      if (GTK_IS_LABEL (child) && *gtk_label_get_label (GTK_LABEL (child)) != '\0')
        return TRUE;
      if (has_words (child))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_named_by_content (GtkWidget *widget)
{
  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_LABEL:
    case GTK_ACCESSIBLE_ROLE_LINK:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_RADIO:
    case GTK_ACCESSIBLE_ROLE_TAB:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  /* The toggle in it is labelled by it, and by nothing if it has no name itself. */
  if (parent != NULL && GTK_IS_MENU_BUTTON (parent))
    return gtk_test_accessible_has_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
           has_words (widget);
  /* GTK says that a button is labelled by its picture, and that is called “GtkImage”. */
  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         (gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) &&
          !(GTK_IS_BUTTON (widget) && GTK_IS_IMAGE (gtk_button_get_child (GTK_BUTTON (widget))))) ||
         (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0') ||
         (is_named_by_content (widget) && has_words (widget));
}

/* What GTK and libadwaita have inside of their own widgets takes the name of these. */
static gboolean
is_named_outside (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL; parent = gtk_widget_get_parent (parent))
    {
      if (GTK_IS_SEARCH_ENTRY (parent) || GTK_IS_ENTRY (parent))
        return has_name (parent);
      /* The buttons with only a picture that libadwaita has there say what they do in a tooltip alone. */
      if (GTK_IS_BUTTON (widget) &&
          (ADW_IS_PASSWORD_ENTRY_ROW (parent) || g_str_equal (G_OBJECT_TYPE_NAME (parent), "AdwToastWidget")))
        return TRUE;
      /* Its title is that of the row. */
      if (ADW_IS_PREFERENCES_ROW (parent))
        return *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent)) != '\0' &&
               (GTK_IS_TEXT (widget) || GTK_IS_SWITCH (widget));
    }
  return FALSE;
}

static char *
dup_path (GtkWidget *widget)
{
  GString *path = g_string_new (G_OBJECT_TYPE_NAME (widget));

  while ((widget = gtk_widget_get_parent (widget)) != NULL)
    {
      g_string_prepend (path, " > ");
      g_string_prepend (path, G_OBJECT_TYPE_NAME (widget));
    }
  return g_string_free (path, FALSE);
}

static gboolean
takes_focus (GtkWidget *widget)
{
  if (!gtk_widget_get_focusable (widget) || !gtk_widget_is_sensitive (widget))
    return FALSE;
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (!gtk_widget_get_can_focus (widget))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_stop_in_it (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_get_mapped (child) && (takes_focus (child) || has_stop_in_it (child)))
        return TRUE;
    }
  return FALSE;
}

/* These have the focus themselves only when there is nothing in them that could; so that text
 * can be scrolled, which is read as it is. */
static gboolean
hands_focus_on (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) ||
         ((GTK_IS_SCROLLABLE (widget) || GTK_IS_LIST_BOX (widget) || ADW_IS_EXPANDER_ROW (widget)) &&
          has_stop_in_it (widget));
}

/* Returns: how many widgets without a name the keyboard can be on */
static guint
count_nameless (GtkWidget *widget)
{
  guint count = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (takes_focus (widget) && !hands_focus_on (widget) && !has_name (widget) && !is_named_outside (widget))
    {
      g_autofree char *path = dup_path (widget);

      g_test_message ("nothing names %s", path);
      count++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_nameless (child);
  return count;
}

static void
assert_named (GtkWidget *window)
{
  stage_settle (window);
  g_assert_cmpuint (count_nameless (window), ==, 0);
}

static void
test_start_page (void)
{
  RelWindow *window = stage_open (NULL);

  assert_named (GTK_WIDGET (window));
  stage_close (window);
}

static void
test_collection (Served *self, gconstpointer unused)
{
  served_go (self, "articles", NULL);
  assert_named (GTK_WIDGET (self->window));
}

static void
test_relations_of_all_kinds (Served *self, gconstpointer unused)
{
  static const char *const fields[][2] = {
    { "articles", "author" },  { "authors", "articles" },      { "articles", "tags" },
    { "pages", "blocks" },     { "articles", "translations" }, { "articles", "featured_image" },
    { "articles", "gallery" }, { "categories", "parent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      served_go (self, fields[i][0], fields[i][1]);
      g_test_message ("%s.%s", fields[i][0], fields[i][1]);
      assert_named (GTK_WIDGET (self->window));
    }
}

/* With changes, some of them unfolded, and what was published. */
static void
test_once_each (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  for (RelPlaceKind kind = 0; kind < REL_PLACE_N_KINDS; kind++)
    {
      g_autoptr (RelPlace) place = NULL;

      if (kind == REL_PLACE_COLLECTION || kind == REL_PLACE_RELATION)
        continue;
      place = rel_place_new (kind);
      rel_project_view_go (self->view, place);
      g_test_message ("page %d", kind);
      assert_named (GTK_WIDGET (self->window));
    }
}

static void
test_list_of_a_chooser (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  rel_chooser_open (rel_member_row_get_chooser (served_find_row (self, "schema.on_delete")));
  assert_named (GTK_WIDGET (self->window));
  rel_chooser_close (rel_member_row_get_chooser (served_find_row (self, "schema.on_delete")));
}

static void
assert_dialog_named (Served *self, GtkWidget *dialog)
{
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self->window));
  gtk_window_present (GTK_WINDOW (dialog));
  assert_named (dialog);
  stage_destroy (GTK_WINDOW (dialog));
}

static void
test_dialogs (Served *self, gconstpointer unused)
{
  for (RelQuestionKind kind = REL_QUESTION_TOKEN; kind <= REL_QUESTION_CODE; kind++)
    {
      g_autoptr (RelQuestion) question = rel_question_new (kind, "http://127.0.0.1", "ada@example.org", NULL);

      assert_dialog_named (self, rel_sign_in_dialog_new (question, rel_workspace_get_target (self->workspace)));
    }
  assert_dialog_named (self, rel_creation_dialog_new (self->workspace, "articles"));
  assert_dialog_named (self, rel_finder_new (self->workspace, rel_project_view_get_actions (self->view), FALSE));
}

static void
assert_shown (GtkWidget *focus)
{
  g_autofree char *path = dup_path (focus);

  if (!gtk_widget_get_mapped (focus))
    g_error ("Tab stops where nothing is seen: %s", path);
}

/* Presses Tab until the focus is where it began. Returns: what it was on, in order */
static GPtrArray *
tab_round (GtkWidget *window)
{
  GPtrArray *stops = g_ptr_array_new ();
  GtkWidget *first;
  GtkWidget *focus;

  gtk_root_set_focus (GTK_ROOT (window), NULL);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  first = focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (first);
  do
    {
      /* Had it been there before, it would never come round. */
      g_assert_false (g_ptr_array_find (stops, focus, NULL));
      assert_shown (focus);
      g_ptr_array_add (stops, focus);
      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      /* From the last one it leaves the window, to begin again. */
      if (gtk_root_get_focus (GTK_ROOT (window)) == focus)
        break;
      focus = gtk_root_get_focus (GTK_ROOT (window));
    }
  while (focus != NULL && focus != first);
  return stops;
}

static guint
count_in (GPtrArray *stops, GtkWidget *widget)
{
  guint count = 0;

  for (guint i = 0; i < stops->len; i++)
    {
      GtkWidget *stop = g_ptr_array_index (stops, i);

      count += stop == widget || gtk_widget_is_ancestor (stop, widget) ? 1 : 0;
    }
  return count;
}

static void
assert_tab (Served *self)
{
  g_autoptr (GPtrArray) stops = NULL;

  stage_settle (GTK_WIDGET (self->window));
  stops = tab_round (GTK_WIDGET (self->window));
  g_assert_cmpuint (count_in (stops, GTK_WIDGET (rel_project_view_get_sidebar (self->view))), >, 0);
  g_assert_cmpuint (count_in (stops, GTK_WIDGET (rel_project_view_get_pages (self->view))), >, 0);
}

static void
test_tab (Served *self, gconstpointer unused)
{
  served_go (self, "articles", NULL);
  assert_tab (self);
  served_go (self, "articles", "author");
  assert_tab (self);
  served_choose (self, "schema.on_delete", "Cascade");
  for (RelPlaceKind kind = 0; kind < REL_PLACE_N_KINDS; kind++)
    {
      g_autoptr (RelPlace) place = NULL;

      if (kind == REL_PLACE_COLLECTION || kind == REL_PLACE_RELATION)
        continue;
      place = rel_place_new (kind);
      rel_project_view_go (self->view, place);
      g_test_message ("page %d", kind);
      assert_tab (self);
    }
}

/* Tab stops at each row of a form that can be changed. */
static void
test_tab_in_a_form (Served *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) stops = NULL;

  served_go (self, "articles", "author");
  stage_settle (GTK_WIDGET (self->window));
  stops = tab_round (GTK_WIDGET (self->window));
  g_assert_cmpuint (count_in (stops, GTK_WIDGET (served_find_row (self, "schema.on_delete"))), >, 0);
  g_assert_cmpuint (count_in (stops, GTK_WIDGET (served_find_row (self, "meta.one_deselect_action"))), >, 0);
}

/* In a GtkFlowBox, where it once was, Tab did not get to the choice, nor past it. */
static void
test_tab_in_a_conflict (Served *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) stops = NULL;
  GtkWidget *page;
  GtkWidget *mine;

  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  server_fixture_call (&self->server, "PATCH", "/relations/articles/author",
                       "{\"schema\":{\"on_delete\":\"RESTRICT\"}}");
  g_assert_cmpuint (self->server.status, ==, 200);
  served_do (self, "project.refresh", NULL);
  served_await_idle (self);
  g_assert_cmpuint (rel_workspace_get_conflicts (self->workspace)->len, ==, 1);

  served_do (self, "project.show-changes", NULL);
  assert_named (GTK_WIDGET (self->window));
  page = rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_CHANGES);
  mine = stage_find (page, GTK_TYPE_BUTTON, "Keep Mine");
  g_assert_nonnull (mine);
  stops = tab_round (GTK_WIDGET (self->window));
  g_assert_cmpuint (count_in (stops, mine), ==, 1);
  g_assert_cmpuint (count_in (stops, stage_find (page, GTK_TYPE_BUTTON, "Take the Server’s")), ==, 1);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } cases[] = {
    { "names/collection", test_collection },
    { "names/relations", test_relations_of_all_kinds },
    { "names/once-each", test_once_each },
    { "names/chooser", test_list_of_a_chooser },
    { "names/dialogs", test_dialogs },
    { "tab/comes-round", test_tab },
    { "tab/stops-in-a-form", test_tab_in_a_form },
    { "tab/stops-in-a-conflict", test_tab_in_a_conflict },
  };
  int result;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/accessible/names/start", test_start_page);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/accessible/%s", cases[i].name);

      g_test_add (path, Served, NULL, served_set_up, cases[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
