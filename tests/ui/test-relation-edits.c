/* test-relation-edits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person changes on the page of a relation, beyond single members.
 */

#include "config.h"

#include <string.h>

#include "rel-collection-settings.h"
#include "rel-finding-group.h"
#include "served.h"

static RelRelationPage *
get_page (Served *self)
{
  return REL_RELATION_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION));
}

static RelRelation *
find (Served *self, const char *collection, const char *field)
{
  return rel_schema_find_relation (rel_workspace_get_draft (self->workspace), collection, field, 0);
}

static gboolean
has_field (Served *self, const char *collection, const char *field)
{
  return rel_schema_find_field (rel_workspace_get_draft (self->workspace), collection, field) != NULL;
}

static RelNameOffer *
type (Served *self, const char *path, const char *text)
{
  RelChooser *chooser = rel_member_row_get_chooser (served_find_row (self, path));
  RelNameOffer *offer;

  rel_chooser_open (chooser);
  rel_chooser_type (chooser, text);
  offer = REL_NAME_OFFER (stage_find (GTK_WIDGET (chooser), REL_TYPE_NAME_OFFER, NULL));
  return offer;
}

static void
accept (RelNameOffer *offer)
{
  g_signal_emit_by_name (stage_find (GTK_WIDGET (offer), GTK_TYPE_BUTTON, NULL), "clicked");
}

static void
click_revert (Served *self, const char *path)
{
  GtkWidget *row = GTK_WIDGET (served_find_row (self, path));

  g_signal_emit_by_name (stage_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
}

static void
test_renames_the_list (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  accept (type (self, "meta.one_field", "written"));
  g_assert_cmpstr (rel_relation_get_one_field (find (self, "articles", "author")), ==, "written");
  g_assert_true (has_field (self, "authors", "written"));
  g_assert_false (has_field (self, "authors", "articles"));
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Call the list of articles.author “written”");

  click_revert (self, "meta.one_field");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  served_do (self, "project.undo", NULL);
  g_assert_true (has_field (self, "authors", "written"));
}

static gboolean
is_at_list (gpointer user_data)
{
  RelPlace *place = rel_project_view_get_place (((Served *) user_data)->view);

  return g_str_equal (rel_place_get_field (place), "written");
}

static gboolean
is_at_old_list (gpointer user_data)
{
  RelPlace *place = rel_project_view_get_place (((Served *) user_data)->view);

  return g_str_equal (rel_place_get_field (place), "articles");
}

static gboolean
is_gone (Served *self)
{
  return gtk_widget_get_mapped (stage_find (GTK_WIDGET (get_page (self)), ADW_TYPE_STATUS_PAGE, NULL));
}

/* From the page of the list itself, which would be gone. */
static void
test_follows_the_list (Served *self, gconstpointer unused)
{
  served_go (self, "authors", "articles");
  accept (type (self, "meta.one_field", "written"));
  g_assert_false (is_gone (self));
  stage_wait_until (is_at_list, self);
  served_do (self, "project.undo", NULL);
  stage_wait_until (is_at_old_list, self);
  g_assert_false (is_gone (self));
  served_go (self, "authors", "no_such_list");
  g_assert_true (is_gone (self));
}

static void
test_deletes_and_adds_the_list (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  served_choose (self, "meta.one_field", "None");
  g_assert_false (has_field (self, "authors", "articles"));
  accept (type (self, "meta.one_field", "posts"));
  g_assert_true (has_field (self, "authors", "posts"));
  g_assert_cmpstr (rel_relation_get_one_field (find (self, "articles", "author")), ==, "posts");
}

/* While it is typed, with what would be right. */
static void
test_says_what_is_wrong_with_a_name (Served *self, gconstpointer unused)
{
  RelNameOffer *offer;

  served_go (self, "articles", "author");
  offer = type (self, "meta.one_field", "a/b");
  g_assert_cmpstr (rel_name_offer_get_mistake (offer), ==, "“a/b” cannot be a name: it has a slash");
  g_assert_null (rel_name_offer_get_name (offer));
  offer = type (self, "meta.one_field", "name");
  g_assert_cmpstr (rel_name_offer_get_mistake (offer), ==, "authors already has a field “name”");
  offer = type (self, "meta.one_field", "names");
  g_assert_null (rel_name_offer_get_mistake (offer));
  g_assert_cmpstr (rel_name_offer_get_name (offer), ==, "names");
  g_assert_nonnull (stage_find (GTK_WIDGET (offer), GTK_TYPE_LABEL, "Rename It to “names”"));
  /* One that is there is chosen, and not made. */
  offer = REL_NAME_OFFER (type (self, "meta.one_field", "articles"));
  g_assert_null (offer);
}

static void
test_makes_a_sort_field (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  accept (type (self, "meta.sort_field", "position"));
  g_assert_true (has_field (self, "articles", "position"));
  g_assert_cmpstr (rel_relation_get_sort_field (find (self, "articles", "author")), ==, "position");
}

static void
test_points_elsewhere (Served *self, gconstpointer unused)
{
  GtkWidget *chooser;

  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  chooser = GTK_WIDGET (rel_member_row_get_chooser (served_find_row (self, "related_collection")));
  rel_chooser_open (REL_CHOOSER (chooser));
  g_assert_nonnull (stage_find (chooser, GTK_TYPE_LABEL,
                                "The relation is deleted and made anew. If the key of the other collection has the "
                                "same type, the values stay, and are taken for keys of it; else they are lost."));
  rel_chooser_close (REL_CHOOSER (chooser));
  served_choose (self, "related_collection", "tags");
  g_assert_cmpstr (rel_relation_get_related_collection (find (self, "articles", "author")), ==, "tags");
  g_assert_true (rel_member_row_is_changed (served_find_row (self, "related_collection")));
  /* Its list goes along. */
  g_assert_false (has_field (self, "authors", "articles"));

  click_revert (self, "related_collection");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

/* Of a key with another type the column is made anew, and comes back as it was. */
static void
test_points_at_another_type (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  served_choose (self, "related_collection", "directus_users");
  g_assert_cmpstr (rel_field_get_data_type (
                     rel_schema_find_field (rel_workspace_get_draft (self->workspace), "articles", "author")),
                   ==, "uuid");
  click_revert (self, "related_collection");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

static gboolean
is_open (gpointer user_data)
{
  GtkWidget *popover = stage_find (user_data, GTK_TYPE_POPOVER, NULL);

  return popover != NULL && gtk_widget_get_mapped (popover);
}

/* Alt and a letter; a letter is underlined once. */
static void
test_rows_have_letters (Served *self, gconstpointer unused)
{
  static const char *const paths[] = { "schema.on_delete", "schema.on_update",         "meta.one_field",
                                       "meta.sort_field",  "meta.one_deselect_action", "related_collection" };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWidget *row;

  served_go (self, "articles", "author");
  stage_settle (GTK_WIDGET (self->window));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      GtkWidget *label = NULL;
      guint key;

      row = GTK_WIDGET (served_find_row (self, paths[i]));
      label = stage_find (row, GTK_TYPE_LABEL, NULL);
      key = gtk_label_get_mnemonic_keyval (GTK_LABEL (label));
      g_assert_cmpuint (key, !=, GDK_KEY_VoidSymbol);
      g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (gdk_keyval_to_lower (key))));
    }
  row = GTK_WIDGET (served_find_row (self, "schema.on_delete"));
  g_assert_true (gtk_widget_mnemonic_activate (row, FALSE));
  stage_wait_until (is_open, row);
}

/* --- The junction --- */

static GtkWidget *
get_junction (Served *self)
{
  return stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_COLLECTION_SETTINGS, NULL);
}

static RelCollection *
find_junction (Served *self)
{
  return rel_schema_find_collection (rel_workspace_get_draft (self->workspace), "articles_tags");
}

static void
test_sets_the_junction (Served *self, gconstpointer unused)
{
  GtkWidget *toggle;
  GtkWidget *note;

  served_go (self, "articles", "author");
  g_assert_null (get_junction (self));
  served_go (self, "articles", "tags");
  g_assert_nonnull (stage_find (get_junction (self), GTK_TYPE_LABEL, "Between: articles_tags"));
  toggle = stage_find (get_junction (self), GTK_TYPE_SWITCH, NULL);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  g_assert_false (rel_collection_is_hidden (find_junction (self)));
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Show articles_tags");
  g_assert_nonnull (stage_find (get_junction (self), GTK_TYPE_LABEL, "Was: hidden"));

  note = stage_find (get_junction (self), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (note), "Which tag is on what");
  g_signal_emit_by_name (note, "apply");
  g_assert_cmpstr (rel_collection_get_note (find_junction (self)), ==, "Which tag is on what");

  /* Taken back, each by its own button, and by undo. */
  served_do (self, "project.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (note)), ==, "");
  g_signal_emit_by_name (stage_find (get_junction (self), GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
}

/* The list was put in the order of the alphabet, so that more was changed than what was chosen. */
static void
test_allows_one_more_at_the_end (Served *self, gconstpointer unused)
{
  RelMemberRow *row;
  RelChooser *chooser;
  g_autofree char *allowed = NULL;

  served_go (self, "pages", "blocks");
  row =
    rel_relation_form_find_row (rel_relation_page_get_second_form (get_page (self)), "meta.one_allowed_collections");
  chooser = rel_member_row_get_chooser (row);
  rel_chooser_open (chooser);
  rel_chooser_type (chooser, "articles");
  rel_chooser_activate (chooser, 0);
  rel_chooser_close (chooser);
  allowed = g_strjoinv (",", (char **) rel_relation_get_one_allowed_collections (find (self, "pages_blocks", "item")));
  g_assert_cmpstr (allowed, ==, "block_text,block_image,block_quote,articles");
}

/* --- What the checks say --- */

static gboolean
is_found (gpointer user_data)
{
  return stage_find (GTK_WIDGET (get_page (user_data)), REL_TYPE_FINDING_GROUP, NULL) != NULL;
}

static gboolean
is_not_found (gpointer user_data)
{
  return !is_found (user_data);
}

static void
test_mends_what_is_found (Served *self, gconstpointer unused)
{
  GtkWidget *group;

  served_go (self, "payments", "recorded_by");
  g_assert_false (rel_relation_has_foreign_key (find (self, "payments", "recorded_by")));
  stage_wait_until (is_found, self);
  group = stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_FINDING_GROUP, NULL);
  g_signal_emit_by_name (stage_find (group, GTK_TYPE_BUTTON, "Fix"), "clicked");
  g_assert_true (rel_relation_has_foreign_key (find (self, "payments", "recorded_by")));
  stage_wait_until (is_not_found, self);
}

/* What is left of a relation gets its field again, or goes. */
static void
test_repairs_a_ghost (Served *self, gconstpointer unused)
{
  static const char *const labels[] = { "Make the Field Again", "Fix" };

  server_fixture_run_sql (&self->server, "INSERT INTO directus_relations (many_collection, many_field, one_collection) "
                                         "VALUES ('tags', 'gone', 'authors')");
  served_do (self, "project.refresh", NULL);
  served_await_idle (self);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *group;

      served_go (self, "tags", "gone");
      stage_wait_until (is_found, self);
      group = stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_FINDING_GROUP, NULL);
      g_signal_emit_by_name (stage_find (group, GTK_TYPE_BUTTON, labels[i]), "clicked");
      g_assert_true (has_field (self, "tags", "gone") == (i == 0));
      g_assert_true ((find (self, "tags", "gone") != NULL) == (i == 0));
      served_do (self, "project.undo", NULL);
      g_assert_nonnull (find (self, "tags", "gone"));
    }
}

/* A foreign key that Directus does not know becomes one of its relations. */
static void
test_adopts_a_bare_key (Served *self, gconstpointer unused)
{
  GtkWidget *form;
  GtkWidget *button;

  served_go (self, "articles", "author");
  form = GTK_WIDGET (rel_relation_page_get_form (get_page (self)));
  g_assert_null (stage_find (form, GTK_TYPE_BUTTON, "Make It a Relation of Directus"));
  served_go (self, "legacy_contributions", "author");
  g_assert_false (rel_relation_has_meta (find (self, "legacy_contributions", "author")));
  button = stage_find (form, GTK_TYPE_BUTTON, "Make It a Relation of Directus");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (rel_relation_has_meta (find (self, "legacy_contributions", "author")));
  g_assert_false (gtk_widget_get_mapped (button));
  served_do (self, "project.undo", NULL);
  g_assert_true (gtk_widget_get_mapped (button));
}

/* Its widgets were never freed then, which the end of the test looks for. */
static void
test_closes_with_an_open_list (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "author");
  rel_chooser_open (rel_member_row_get_chooser (served_find_row (self, "schema.on_delete")));
  stage_settle (GTK_WIDGET (self->window));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } cases[] = {
    { "renames-the-list", test_renames_the_list },
    { "follows-the-list", test_follows_the_list },
    { "deletes-and-adds-the-list", test_deletes_and_adds_the_list },
    { "says-what-is-wrong-with-a-name", test_says_what_is_wrong_with_a_name },
    { "makes-a-sort-field", test_makes_a_sort_field },
    { "points-elsewhere", test_points_elsewhere },
    { "points-at-another-type", test_points_at_another_type },
    { "closes-with-an-open-list", test_closes_with_an_open_list },
    { "rows-have-letters", test_rows_have_letters },
    { "sets-the-junction", test_sets_the_junction },
    { "allows-one-more-at-the-end", test_allows_one_more_at_the_end },
    { "mends-what-is-found", test_mends_what_is_found },
    { "repairs-a-ghost", test_repairs_a_ghost },
    { "adopts-a-bare-key", test_adopts_a_bare_key },
  };
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/relation-edits/%s", cases[i].name);

      g_test_add (path, Served, NULL, served_set_up, cases[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
