/* test-relations-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-bulk-bar.h"
#include "rel-relations-page.h"
#include "served.h"

static RelRelationsPage *
go (Served *self)
{
  served_do (self, "project.show-relations", NULL);
  return REL_RELATIONS_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATIONS));
}

static guint
count_rows (RelRelationsPage *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rel_relations_page_get_rows (page)));
}

/* Collection, field and a text of each row that is shown, a line each. */
static char *
dup_rows (RelRelationsPage *page, RelTableColumn column)
{
  GListModel *rows = G_LIST_MODEL (rel_relations_page_get_rows (page));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RelTableRow) row = g_list_model_get_item (rows, i);

      g_string_append_printf (text, "%s.%s %s%s\n", rel_table_row_get_text (row, REL_TABLE_COLLECTION),
                              rel_table_row_get_text (row, REL_TABLE_FIELD), rel_table_row_get_text (row, column),
                              rel_table_row_is_changed (row) ? " *" : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_rows (RelRelationsPage *page, RelTableColumn column, const char *expected)
{
  g_autofree char *rows = dup_rows (page, column);

  g_assert_cmpstr (rows, ==, expected);
}

static void
test_lists_all (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);
  RelSchema *schema = rel_workspace_get_base (self->workspace);
  guint n_own = 0;

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      if (!rel_collection_is_system (collection))
        n_own += rel_collection_get_n_relations (collection);
    }
  g_assert_cmpuint (n_own, >, 10);
  g_assert_cmpuint (count_rows (page), ==, n_own);

  served_do (self, "project.show-system", NULL);
  g_assert_cmpuint (count_rows (page), ==, rel_schema_count_relations (schema));
  served_do (self, "project.show-system", NULL);
}

static gboolean
is_at_right (gpointer user_data)
{
  GtkAdjustment *adjustment = user_data;
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return last > 0 && gtk_adjustment_get_value (adjustment) == last;
}

/* GTK scrolled to the columns that are read last. */
static void
test_begins_at_right (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);
  GtkWidget *view = stage_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL);
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 600, 720);
  stage_wait_until (is_at_right, adjustment);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 720);
  stage_settle (GTK_WIDGET (self->window));
  stage_wait_until (is_at_right, adjustment);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* A half of a junction is known as what the junction is. */
static void
test_says_the_kind (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);

  rel_relations_page_set_filter (page, "from:articles_*");
  assert_rows (page, REL_TABLE_KIND,
               "articles_files.directus_files_id files\n"
               "articles_files.articles_id files\n"
               "articles_tags.tags_id many to many\n"
               "articles_tags.articles_id many to many\n"
               "articles_translations.languages_code translations\n"
               "articles_translations.articles_id translations\n");
}

static void
test_filters (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);

  rel_relations_page_set_filter (page, "from:articles to:directus_users");
  assert_rows (page, REL_TABLE_ON_DELETE, "articles.user_created Set to null\narticles.editor Set to null\n");

  /* What cannot be understood leaves what was there. */
  rel_relations_page_set_filter (page, "from:articles kind:nothing");
  assert_rows (page, REL_TABLE_KIND, "articles.user_created many to one\narticles.editor many to one\n");

  rel_relations_page_set_filter (page, "from:nowhere");
  g_assert_cmpuint (count_rows (page), ==, 0);
}

static gboolean
has_two_rows (gpointer user_data)
{
  return count_rows (user_data) == 2;
}

/* What is typed is looked for, and at once when Enter is pressed. */
static void
test_filters_what_is_typed (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);
  GtkWidget *entry = stage_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY, NULL);

  rel_relations_page_set_filter (page, "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "from:articles to:directus_users");
  stage_wait_until (has_two_rows, page);

  gtk_editable_set_text (GTK_EDITABLE (entry), "from:nowhere");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (count_rows (page), ==, 0);
}

static void
select_all (RelRelationsPage *page)
{
  g_assert_true (gtk_selection_model_select_all (rel_relations_page_get_rows (page)));
}

static void
set (RelRelationsPage *page, const char *path, const char *value)
{
  g_assert_true (gtk_widget_activate_action (stage_find (GTK_WIDGET (page), REL_TYPE_BULK_BAR, NULL), "bulk.set",
                                             "(ss)", path, value));
}

static void
test_sets_many (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);
  g_autoptr (GtkBitset) selected = NULL;

  rel_relations_page_set_filter (page, "from:articles to:directus_users");
  select_all (page);
  set (page, "schema.on_delete", "RESTRICT");
  assert_rows (page, REL_TABLE_ON_DELETE, "articles.user_created Restrict *\narticles.editor Restrict *\n");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 2);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Set on delete of 2 relations to “Restrict”");

  /* They are still selected, so that something else can be set. */
  selected = gtk_selection_model_get_selection (rel_relations_page_get_rows (page));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 2);

  /* One undo takes back all of it. */
  served_do (self, "project.undo", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  assert_rows (page, REL_TABLE_ON_DELETE, "articles.user_created Set to null\narticles.editor Set to null\n");
}

/* Those that have no such setting are left out. */
static void
test_sets_what_has_it (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);

  rel_relations_page_set_filter (page, "from:pages_blocks");
  select_all (page);
  set (page, "schema.on_delete", "NO ACTION");
  assert_rows (page, REL_TABLE_ON_DELETE, "pages_blocks.pages_id No action *\npages_blocks.item \n");
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL,
                                "Set on delete of 1 relation to “No action”; 1 other has no such setting"));
}

static void
sort_by (RelRelationsPage *page, const char *title, GtkSortType order)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (stage_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL));
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (strcmp (gtk_column_view_column_get_title (column), title) == 0)
        {
          gtk_column_view_sort_by_column (view, column, order);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
test_sorts (Served *self, gconstpointer unused)
{
  RelRelationsPage *page = go (self);

  rel_relations_page_set_filter (page, "from:comments");
  assert_rows (page, REL_TABLE_RELATED, "comments.reply_to comments\ncomments.article articles\n");
  sort_by (page, "Related", GTK_SORT_ASCENDING);
  assert_rows (page, REL_TABLE_RELATED, "comments.article articles\ncomments.reply_to comments\n");
  sort_by (page, "Field", GTK_SORT_DESCENDING);
  assert_rows (page, REL_TABLE_RELATED, "comments.reply_to comments\ncomments.article articles\n");
}

int
main (int argc, char **argv)
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add ("/ui/relations-page/lists-all", Served, NULL, served_set_up, test_lists_all, served_tear_down);
  g_test_add ("/ui/relations-page/begins-at-right", Served, NULL, served_set_up, test_begins_at_right,
              served_tear_down);
  g_test_add ("/ui/relations-page/says-the-kind", Served, NULL, served_set_up, test_says_the_kind, served_tear_down);
  g_test_add ("/ui/relations-page/filters", Served, NULL, served_set_up, test_filters, served_tear_down);
  g_test_add ("/ui/relations-page/filters-what-is-typed", Served, NULL, served_set_up, test_filters_what_is_typed,
              served_tear_down);
  g_test_add ("/ui/relations-page/sets-many", Served, NULL, served_set_up, test_sets_many, served_tear_down);
  g_test_add ("/ui/relations-page/sets-what-has-it", Served, NULL, served_set_up, test_sets_what_has_it,
              served_tear_down);
  g_test_add ("/ui/relations-page/sorts", Served, NULL, served_set_up, test_sorts, served_tear_down);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
