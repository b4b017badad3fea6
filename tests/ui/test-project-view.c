/* test-project-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-collection-page.h"
#include "rel-picture.h"
#include "served.h"

static guint
count_changes (Served *self)
{
  return rel_workspace_get_changes (self->workspace)->len;
}

static gboolean
has_row (Served *self, const char *name)
{
  RelNode *node;

  for (guint i = 0; (node = rel_sidebar_get_node (rel_project_view_get_sidebar (self->view), i)) != NULL; i++)
    {
      if (g_str_equal (rel_node_get_name (node), name))
        return TRUE;
    }
  return FALSE;
}

static void
test_begins_at_a_collection (Served *self, gconstpointer unused)
{
  RelPlace *place = rel_project_view_get_place (self->view);

  g_assert_cmpint (rel_place_get_kind (place), ==, REL_PLACE_COLLECTION);
  g_assert_true (has_row (self, "articles"));
  g_assert_false (has_row (self, "author"));
  g_assert_false (has_row (self, "directus_users"));
}

static gboolean
is_filtered (gpointer user_data)
{
  return !rel_sidebar_is_filtering (REL_SIDEBAR (user_data));
}

static void
filter (Served *self, const char *text)
{
  RelSidebar *sidebar = rel_project_view_get_sidebar (self->view);

  rel_sidebar_set_filter (sidebar, text);
  stage_wait_until (is_filtered, sidebar);
}

static void
test_filters_the_sidebar (Served *self, gconstpointer unused)
{
  filter (self, "articles.auth");
  g_assert_true (has_row (self, "author"));
  g_assert_false (has_row (self, "tags"));
  filter (self, "kind:m2m");
  g_assert_true (has_row (self, "tags"));
  g_assert_false (has_row (self, "author"));
  filter (self, "");
  g_assert_true (has_row (self, "tags"));
  g_assert_false (has_row (self, "author"));
}

/* What was open is open again, and what was not is not, whatever was looked for meanwhile. */
static void
test_remembers_what_was_open (Served *self, gconstpointer unused)
{
  served_go (self, "pages", "blocks");
  g_assert_true (has_row (self, "blocks"));
  g_assert_false (has_row (self, "author"));
  filter (self, "articles.author");
  g_assert_true (has_row (self, "author"));
  g_assert_false (has_row (self, "blocks"));
  filter (self, "");
  g_assert_true (has_row (self, "blocks"));
  g_assert_false (has_row (self, "author"));
}

/* What is typed and cannot be understood is said there, and what was found before stays. */
static void
test_says_a_mistake_in_the_filter (Served *self, gconstpointer unused)
{
  RelSidebar *sidebar = rel_project_view_get_sidebar (self->view);
  GtkWidget *entry = stage_find (GTK_WIDGET (sidebar), GTK_TYPE_SEARCH_ENTRY, NULL);
  int start;
  int end = (int) strlen ("articles.auth");

  filter (self, "articles.auth");
  /* As it is typed; what replaces all text is another filter from the beginning. */
  gtk_editable_insert_text (GTK_EDITABLE (entry), " kind:wrong", -1, &end);
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (strstr (rel_sidebar_get_mistake (sidebar), "wrong"));
  g_assert_true (has_row (self, "author"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (entry), &start, &end));
  g_assert_cmpint (start, >=, (int) strlen ("articles.auth "));
  filter (self, "");
  g_assert_null (rel_sidebar_get_mistake (sidebar));
}

/* Enter goes to what is meant, though it is typed faster than it is found. */
static void
test_enters_what_is_found (Served *self, gconstpointer unused)
{
  RelSidebar *sidebar = rel_project_view_get_sidebar (self->view);
  GtkWidget *entry = stage_find (GTK_WIDGET (sidebar), GTK_TYPE_SEARCH_ENTRY, NULL);

  rel_sidebar_set_filter (sidebar, "issues");
  g_signal_emit_by_name (entry, "activate");
  stage_wait_until (is_filtered, sidebar);
  g_assert_cmpstr (rel_place_get_collection (rel_project_view_get_place (self->view)), ==, "issues");
  rel_sidebar_set_filter (sidebar, "");
}

static void
test_shows_system_collections (Served *self, gconstpointer unused)
{
  served_do (self, "project.show-system", NULL);
  g_assert_true (has_row (self, "directus_users"));
  served_do (self, "project.show-system", NULL);
  g_assert_false (has_row (self, "directus_users"));
}

static void
test_goes_where_it_is_told (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  g_assert_true (has_row (self, "author"));
  served_do (self, "project.show-collection", "tags");
  g_assert_cmpstr (rel_place_get_collection (rel_project_view_get_place (self->view)), ==, "tags");
  served_do (self, "project.back", NULL);
  g_assert_cmpstr (rel_place_get_field (rel_project_view_get_place (self->view)), ==, "author");
  served_do (self, "project.forward", NULL);
  g_assert_cmpstr (rel_place_get_collection (rel_project_view_get_place (self->view)), ==, "tags");
}

static void
test_says_what_is_gone (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "no_such_field");
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "No Longer There"));
  served_go (self, "no_such_collection", NULL);
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "No Longer There"));
}

static void
test_edits_reach_the_draft (Served *self, gconstpointer unused)
{
  RelRelation *relation;
  RelMemberRow *row;

  served_go (self, "articles", "author");
  row = served_find_row (self, "schema.on_delete");
  g_assert_false (rel_member_row_is_changed (row));
  served_choose (self, "schema.on_delete", "Cascade");

  relation = rel_schema_find_relation (rel_workspace_get_draft (self->workspace), "articles", "author", 0);
  g_assert_cmpstr (rel_relation_get_on_delete (relation), ==, "CASCADE");
  g_assert_cmpuint (count_changes (self), ==, 1);
  g_assert_true (rel_member_row_is_changed (row));
  g_assert_cmpstr (rel_chooser_get_label (rel_member_row_get_chooser (row)), ==, "Cascade");
}

/* The relation alone, and all of it, with what is not published. */
static void
test_draws_the_relation (Served *self, gconstpointer unused)
{
  GtkWidget *page = rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION);
  GtkWidget *picture;
  RelScene *scene;

  served_go (self, "articles", "author");
  stage_settle (page);
  picture = stage_find (page, REL_TYPE_PICTURE, NULL);
  scene = rel_picture_get_scene (REL_PICTURE (picture));
  g_assert_cmpuint (rel_scene_get_n_cards (scene), ==, 2);
  g_assert_cmpint (rel_scene_get_edge (scene, 0)->state, ==, REL_STATE_SAME);
  g_assert_cmpint (gtk_widget_get_height (gtk_widget_get_parent (picture)), >=, (int) rel_scene_get_height (scene));

  served_choose (self, "schema.on_delete", "Cascade");
  scene = rel_picture_get_scene (REL_PICTURE (picture));
  g_assert_cmpint (rel_scene_get_edge (scene, 0)->state, ==, REL_STATE_CHANGED);
}

/* It was cut off at the width of the rows, and at less than half its height. */
static void
test_draws_the_collection_whole (Served *self, gconstpointer unused)
{
  static const int widths_px[] = { 900, 1240, 1600 };

  for (guint i = 0; i < G_N_ELEMENTS (widths_px); i++)
    {
      GtkWidget *page;
      GtkWidget *picture;
      GtkWidget *viewport;
      int height;

      gtk_window_set_default_size (GTK_WINDOW (self->window), widths_px[i], 700);
      served_go (self, "articles", NULL);
      stage_settle (GTK_WIDGET (self->view));
      page = stage_find (GTK_WIDGET (self->view), REL_TYPE_COLLECTION_PAGE, NULL);
      picture = stage_find (page, REL_TYPE_PICTURE, NULL);
      viewport = gtk_widget_get_parent (picture);
      g_assert_cmpint (gtk_widget_get_width (viewport), ==, gtk_widget_get_width (picture));
      g_assert_cmpint (gtk_widget_get_height (viewport), ==, gtk_widget_get_height (picture));
      gtk_widget_measure (picture, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (picture), NULL, &height, NULL, NULL);
      g_assert_cmpint (gtk_widget_get_height (picture), ==, height);
    }
}

static void
test_undoes_and_redoes (Served *self, gconstpointer unused)
{
  RelMemberRow *row;

  served_go (self, "articles", "author");
  row = served_find_row (self, "schema.on_delete");
  served_choose (self, "schema.on_delete", "Cascade");
  served_do (self, "project.undo", NULL);
  g_assert_cmpuint (count_changes (self), ==, 0);
  g_assert_false (rel_member_row_is_changed (row));
  served_do (self, "project.redo", NULL);
  g_assert_cmpuint (count_changes (self), ==, 1);
  g_assert_true (rel_member_row_is_changed (row));
}

/* The offer to undo would undo something else after that. */
static void
test_undoing_ends_the_offer_to_undo (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  served_do (self, "project.discard-all", NULL);
  stage_settle (GTK_WIDGET (self->window));
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Discarded 1 change"));
  served_do (self, "project.undo", NULL);
  stage_settle (GTK_WIDGET (self->window));
  g_assert_null (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Discarded 1 change"));
}

/* The draft of last time is not called an edit. */
static void
test_takes_up_the_draft (Served *self, gconstpointer unused)
{
  g_autofree char *url = g_strdup (rel_server_get_url (self->server.server));

  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  g_assert_null (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "1 change not published"));
  stage_close (self->window);
  self->window = stage_open_with_token (url, rel_server_get_token (self->server.server));
  stage_settle (GTK_WIDGET (self->window));
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "1 change not published"));
}

static void
assert_subtitle (Served *self, const char *collection, const char *subtitle)
{
  g_autoptr (RelPlace) place = rel_place_new_collection (collection);
  g_autofree char *text = rel_place_dup_subtitle (place, rel_workspace_get_draft (self->workspace));

  g_assert_cmpstr (text, ==, subtitle);
}

static guint
count_shown (GtkWidget *root, GType type)
{
  guint count = g_type_is_a (G_OBJECT_TYPE (root), type) ? 1 : 0;

  if (!gtk_widget_get_child_visible (root) || !gtk_widget_get_visible (root))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_shown (child, type);
  return count;
}

static void
test_counts_what_it_lists (Served *self, gconstpointer unused)
{
  GtkWidget *page;

  served_go (self, "authors", NULL);
  page = stage_find (GTK_WIDGET (self->view), REL_TYPE_COLLECTION_PAGE, NULL);
  assert_subtitle (self, "authors", "7 fields · 3 relations · 4 point here");
  /* And the rows of what follows when an item is deleted, whether it is hidden, its folder, its
   * fields and what adds one. */
  g_assert_cmpuint (count_shown (page, ADW_TYPE_ACTION_ROW), ==, 3 + 4 + 5);
  assert_subtitle (self, "languages", "3 fields · 1 relation points here");
}

static void
test_groups_relations (Served *self, gconstpointer unused)
{
  GtkWidget *page;

  served_go (self, "articles", NULL);
  page = stage_find (GTK_WIDGET (self->view), REL_TYPE_COLLECTION_PAGE, NULL);
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, "Through Junctions"));
  g_assert_null (stage_find (page, GTK_TYPE_LABEL, "To Any of Several, Also to articles"));
  served_go (self, "block_text", NULL);
  g_assert_null (stage_find (page, GTK_TYPE_LABEL, "Through Junctions"));
  g_assert_null (stage_find (page, GTK_TYPE_LABEL, "To block_text"));
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, "To Any of Several, Also to block_text"));
}

static void
test_says_what_a_folder_is (Served *self, gconstpointer unused)
{
  static const char says[] = "A folder groups collections. It has no fields and no items of its own.";
  GtkWidget *page;

  served_go (self, "content", NULL);
  page = stage_find (GTK_WIDGET (self->view), REL_TYPE_COLLECTION_PAGE, NULL);
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, says));
  g_assert_null (stage_find (page, REL_TYPE_PICTURE, NULL));
  served_go (self, "articles", NULL);
  g_assert_null (stage_find (page, GTK_TYPE_LABEL, says));
  g_assert_nonnull (stage_find (page, REL_TYPE_PICTURE, NULL));
}

static void
test_takes_a_row_back (Served *self, gconstpointer unused)
{
  GtkWidget *button;

  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  served_choose (self, "meta.one_deselect_action", "Delete it");
  button = stage_find (GTK_WIDGET (served_find_row (self, "schema.on_delete")), GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (button, "clicked");

  g_assert_false (rel_member_row_is_changed (served_find_row (self, "schema.on_delete")));
  g_assert_true (rel_member_row_is_changed (served_find_row (self, "meta.one_deselect_action")));
}

static void
test_clears_a_member (Served *self, gconstpointer unused)
{
  RelRelation *relation;

  served_go (self, "articles", "author");
  served_choose (self, "meta.one_field", "None");
  relation = rel_schema_find_relation (rel_workspace_get_draft (self->workspace), "articles", "author", 0);
  g_assert_null (rel_relation_get_one_field (relation));
}

static void
test_says_a_mistake_at_its_row (Served *self, gconstpointer unused)
{
  g_autoptr (JsonNode) value = rel_json_new_string ("no_such_field");
  RelMemberRow *row;

  served_go (self, "articles", "author");
  row = served_find_row (self, "meta.sort_field");
  g_assert_null (rel_member_row_get_mistake (row));
  g_signal_emit_by_name (row, "chosen", value);
  g_assert_nonnull (rel_member_row_get_mistake (row));
  g_assert_cmpuint (count_changes (self), ==, 0);
}

static void
test_shows_both_halves_of_a_junction (Served *self, gconstpointer unused)
{
  RelRelationPage *page =
    REL_RELATION_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION));

  served_go (self, "articles", "tags");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (rel_relation_page_get_second_form (page))));
  served_go (self, "articles", "author");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (rel_relation_page_get_second_form (page))));
}

/* Rows are made when a relation has use for them first; they stand in the same order whichever
 * relation was shown before. */
static void
test_rows_keep_their_order (Served *self, gconstpointer unused)
{
  static const char *const paths[] = { "collection",
                                       "field",
                                       "related_collection",
                                       "meta.one_allowed_collections",
                                       "meta.one_collection_field",
                                       "schema.on_delete",
                                       "schema.on_update",
                                       "meta.junction_field" };
  int last = -1;

  served_go (self, "articles", "author");
  served_go (self, "articles", "tags");
  served_go (self, "pages", "blocks");
  served_go (self, "articles", "tags");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      RelRelationPage *page =
        REL_RELATION_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION));
      RelMemberRow *row = rel_relation_form_find_row (rel_relation_page_get_second_form (page), paths[i]);

      if (row == NULL)
        continue;
      g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), >, last);
      last = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
    }
  g_assert_cmpint (last, >=, 5);
}

/* Opens "Everything", and looks for all members that the API has. */
static void
test_shows_every_member (Served *self, gconstpointer unused)
{
  GtkWidget *form;

  served_go (self, "articles", "author");
  form = GTK_WIDGET (rel_relation_page_get_form (
    REL_RELATION_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION))));
  for (GtkWidget *row = stage_find (form, ADW_TYPE_EXPANDER_ROW, NULL); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  for (guint i = 0; i < rel_member_get_count (); i++)
    g_assert_nonnull (stage_find (form, GTK_TYPE_LABEL, rel_member_get_path (rel_member_get_nth (i))));
}

static void
test_selection_outlives_edits (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  g_assert_true (has_row (self, "author"));
  g_assert_cmpstr (rel_place_get_field (rel_project_view_get_place (self->view)), ==, "author");
}

static void
test_refreshes (Served *self, gconstpointer unused)
{
  RelRelation *relation;

  served_go (self, "articles", "author");
  server_fixture_call (&self->server, "PATCH", "/relations/articles/author",
                       "{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\","
                       "\"schema\":{\"on_delete\":\"RESTRICT\",\"on_update\":\"NO ACTION\"}}");
  g_assert_cmpuint (self->server.status, ==, 200);
  served_do (self, "project.refresh", NULL);
  served_await_idle (self);
  relation = rel_schema_find_relation (rel_workspace_get_base (self->workspace), "articles", "author", 0);
  g_assert_cmpstr (rel_relation_get_on_delete (relation), ==, "RESTRICT");
  g_assert_cmpstr (rel_chooser_get_label (rel_member_row_get_chooser (served_find_row (self, "schema.on_delete"))), ==,
                   "Restrict");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } cases[] = {
    { "begins-at-a-collection", test_begins_at_a_collection },
    { "filters-the-sidebar", test_filters_the_sidebar },
    { "remembers-what-was-open", test_remembers_what_was_open },
    { "says-a-mistake-in-the-filter", test_says_a_mistake_in_the_filter },
    { "enters-what-is-found", test_enters_what_is_found },
    { "shows-system-collections", test_shows_system_collections },
    { "goes-where-it-is-told", test_goes_where_it_is_told },
    { "says-what-is-gone", test_says_what_is_gone },
    { "edits-reach-the-draft", test_edits_reach_the_draft },
    { "draws-the-relation", test_draws_the_relation },
    { "undoes-and-redoes", test_undoes_and_redoes },
    { "undoing-ends-the-offer-to-undo", test_undoing_ends_the_offer_to_undo },
    { "takes-up-the-draft", test_takes_up_the_draft },
    { "counts-what-it-lists", test_counts_what_it_lists },
    { "groups-relations", test_groups_relations },
    { "says-what-a-folder-is", test_says_what_a_folder_is },
    { "takes-a-row-back", test_takes_a_row_back },
    { "clears-a-member", test_clears_a_member },
    { "says-a-mistake-at-its-row", test_says_a_mistake_at_its_row },
    { "shows-both-halves-of-a-junction", test_shows_both_halves_of_a_junction },
    { "shows-every-member", test_shows_every_member },
    { "rows-keep-their-order", test_rows_keep_their_order },
    { "selection-outlives-edits", test_selection_outlives_edits },
    { "refreshes", test_refreshes },
    /* The last one: of a window wider than the screen, GTK 4.8 loses an object of its own when
     * another window follows. */
    { "draws-the-collection-whole", test_draws_the_collection_whole },
  };
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/project-view/%s", cases[i].name);

      g_test_add (path, Served, NULL, served_set_up, cases[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
