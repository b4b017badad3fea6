/* test-creation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Relations that are made and deleted in the window. What comes of it is asked of the server.
 */

#include "config.h"

#include <string.h>

#include "rel-creation-dialog.h"
#include "served.h"

static RelCreationDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (REL_IS_CREATION_DIALOG (window))
        return REL_CREATION_DIALOG (window);
    }
  return NULL;
}

static RelCreationDialog *
open_dialog (Served *self)
{
  RelCreationDialog *dialog;

  g_assert_null (find_dialog ());
  served_do (self, "project.add-relation", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  stage_settle (GTK_WIDGET (dialog));
  return dialog;
}

static RelCreationRow *
find_row (RelCreationDialog *dialog, const char *member)
{
  RelCreationRow *row = rel_creation_form_find_row (rel_creation_dialog_get_form (dialog), member);

  g_assert_nonnull (row);
  return row;
}

/* Types as a person does; a name that there need not be is asked for first. */
static void
type (RelCreationDialog *dialog, const char *member, const char *text)
{
  RelCreationRow *row = find_row (dialog, member);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  if (gtk_widget_get_visible (GTK_WIDGET (rel_creation_row_get_switch (row))))
    gtk_switch_set_active (rel_creation_row_get_switch (row), TRUE);
  gtk_editable_set_text (rel_creation_row_get_entry (row), text);
}

static void
choose (RelCreationDialog *dialog, const char *member, const char *value)
{
  RelChooser *chooser = rel_creation_row_get_chooser (find_row (dialog, member));
  GListModel *matches = rel_chooser_list_matches (chooser);

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (chooser)));
  rel_chooser_open (chooser);
  for (guint i = 0; i < g_list_model_get_n_items (matches); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (matches, i);

      if (g_strcmp0 (rel_choice_get_value (choice), value) != 0)
        continue;
      rel_chooser_activate (chooser, i);
      rel_chooser_close (chooser);
      return;
    }
  g_error ("%s has no choice %s", member, value);
}

static void
go_on (RelCreationDialog *dialog)
{
  GtkWidget *next = rel_creation_dialog_get_next (dialog);

  g_assert_cmpstr (rel_creation_form_get_reason (rel_creation_dialog_get_form (dialog)), ==, NULL);
  g_assert_true (gtk_widget_is_sensitive (next));
  g_signal_emit_by_name (next, "clicked");
}

static void
begin (RelCreationDialog *dialog, RelKind kind)
{
  rel_kind_list_choose (rel_creation_dialog_get_kinds (dialog), kind);
  g_assert_cmpstr (rel_creation_dialog_get_step (dialog), ==, "form");
  stage_settle (GTK_WIDGET (dialog));
}

static const struct
{
  RelKind kind;
  const char *related;    /* (nullable): chosen */
  const char *collection; /* whose relation the server is asked for */
  const char *field;
  const char *one_field; /* as JSON */
} cases[] = {
  { REL_KIND_M2O, "authors", "articles", "made", "null" },
  { REL_KIND_O2M, "comments", "comments", "articles_id", "\"made\"" },
  { REL_KIND_M2M, "authors", "articles_authors", "articles_id", "\"made\"" },
  { REL_KIND_M2A, "authors", "articles_made", "articles_id", "\"made\"" },
  { REL_KIND_TRANSLATIONS, NULL, "articles_translations_1", "articles_id", "\"made\"" },
  { REL_KIND_FILE, NULL, "articles", "made", "null" },
  { REL_KIND_FILES, NULL, "articles_files_1", "articles_id", "\"made\"" },
  { REL_KIND_TREE, NULL, "articles", "parent", "\"made\"" },
};

static void
make (Served *self, guint i)
{
  RelCreationDialog *dialog;

  served_go (self, "articles", NULL);
  dialog = open_dialog (self);
  begin (dialog, cases[i].kind);
  if (cases[i].related != NULL)
    choose (dialog, cases[i].kind == REL_KIND_M2A ? "allowed" : "related", cases[i].related);
  type (dialog, "field", "made");
  go_on (dialog);
  g_assert_cmpstr (rel_creation_dialog_get_step (dialog), ==, "review");
  g_assert_cmpuint (rel_creation_review_get_n_rows (rel_creation_dialog_get_review (dialog)), >, 1);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  go_on (dialog);
  g_assert_null (find_dialog ());
}

/* Each kind: nothing is sent until it is published, and then the server has it. */
static void
test_makes_each_kind (Served *self, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RelPlace *place;
      g_autofree char *url = g_strdup_printf ("/relations/%s/%s", cases[i].collection, cases[i].field);
      g_autofree char *one_field = NULL;

      g_test_message ("%s", rel_kind_get_id (cases[i].kind));
      make (self, i);
      place = rel_project_view_get_place (self->view);
      g_assert_cmpstr (rel_place_get_field (place), ==, "made");
      g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Add articles.made");
      server_fixture_call (&self->server, "GET", url, NULL);
      g_assert_cmpuint (self->server.status, ==, 403);

      served_do (self, "project.show-changes", NULL);
      served_do (self, "project.publish", NULL);
      served_await_idle (self);
      g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
      one_field = served_ask (self, cases[i].collection, cases[i].field, "meta.one_field");
      g_assert_cmpstr (one_field, ==, cases[i].one_field);

      /* The server as it was, for the next one. */
      served_tear_down (self, NULL);
      served_set_up (self, NULL);
    }
}

static void
test_undoes_as_one (Served *self, gconstpointer unused)
{
  make (self, 2);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 4);
  served_do (self, "project.undo", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  g_assert_null (rel_workspace_get_undo_name (self->workspace));
}

static void
test_says_mistakes_at_the_row (Served *self, gconstpointer unused)
{
  RelCreationDialog *dialog;
  RelCreationForm *form;
  GtkWidget *next;

  served_go (self, "articles", NULL);
  dialog = open_dialog (self);
  form = rel_creation_dialog_get_form (dialog);
  next = rel_creation_dialog_get_next (dialog);
  begin (dialog, REL_KIND_M2O);

  /* Nobody has done anything wrong yet, but the button says why it does nothing. */
  g_assert_false (gtk_widget_is_sensitive (next));
  g_assert_nonnull (rel_creation_form_get_reason (form));
  g_assert_null (rel_creation_row_get_mistake (find_row (dialog, "related")));
  g_assert_nonnull (stage_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, rel_creation_form_get_reason (form)));

  choose (dialog, "related", "authors");
  g_assert_true (gtk_widget_is_sensitive (next));
  g_assert_cmpstr (rel_creation_row_get_text (find_row (dialog, "field")), ==, "authors");

  type (dialog, "field", "title");
  g_assert_nonnull (strstr (rel_creation_row_get_mistake (find_row (dialog, "field")), "already has a field “title”"));
  g_assert_false (gtk_widget_is_sensitive (next));
  type (dialog, "field", "a_name_of_sixty_four_letters_which_is_one_more_than_it_may_be_ab");
  g_assert_nonnull (strstr (rel_creation_row_get_mistake (find_row (dialog, "field")), "too long"));
  type (dialog, "field", "boss");
  g_assert_null (rel_creation_row_get_mistake (find_row (dialog, "field")));

  type (dialog, "related_field", "a/b");
  g_assert_nonnull (strstr (rel_creation_row_get_mistake (find_row (dialog, "related_field")), "slash"));
  g_assert_null (rel_creation_row_get_mistake (find_row (dialog, "field")));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_null (find_dialog ());
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

/* Names follow the collections until a person says them; going back keeps what was said. */
static void
test_proposes_until_said (Served *self, gconstpointer unused)
{
  RelCreationDialog *dialog;

  served_go (self, "articles", NULL);
  dialog = open_dialog (self);
  begin (dialog, REL_KIND_M2M);
  choose (dialog, "related", "authors");
  g_assert_cmpstr (rel_creation_row_get_text (find_row (dialog, "junction")), ==, "articles_authors");
  type (dialog, "field", "friends");
  choose (dialog, "related", "comments");
  g_assert_cmpstr (rel_creation_row_get_text (find_row (dialog, "junction")), ==, "articles_comments");
  g_assert_cmpstr (rel_creation_row_get_text (find_row (dialog, "field")), ==, "friends");

  /* One that there need not be is proposed when it is wanted, and forgotten when it is not. */
  g_assert_null (rel_creation_row_get_text (find_row (dialog, "sort_field")));
  gtk_switch_set_active (rel_creation_row_get_switch (find_row (dialog, "sort_field")), TRUE);
  g_assert_cmpstr (rel_creation_row_get_text (find_row (dialog, "sort_field")), ==, "sort");
  g_assert_cmpstr (rel_creation_form_get_wanted (rel_creation_dialog_get_form (dialog))->sort_field, ==, "sort");
  gtk_switch_set_active (rel_creation_row_get_switch (find_row (dialog, "sort_field")), FALSE);
  g_assert_null (rel_creation_form_get_wanted (rel_creation_dialog_get_form (dialog))->sort_field);

  go_on (dialog);
  g_signal_emit_by_name (stage_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Back"), "clicked");
  g_assert_cmpstr (rel_creation_dialog_get_step (dialog), ==, "form");
  g_assert_cmpstr (rel_creation_row_get_text (find_row (dialog, "field")), ==, "friends");
  gtk_window_close (GTK_WINDOW (dialog));
}

static gboolean
has_focus (gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (user_data));

  return focus != NULL && gtk_widget_is_ancestor (focus, user_data);
}

/* Each part of what will be created leads back to the name that it has, and nothing else gets
 * another one by that. */
static void
test_parts_lead_back (Served *self, gconstpointer unused)
{
  static const char *const parts[][2] = {
    { "articles_authors", "junction" },
    { "articles.authors", "field" },
    { "articles_authors.authors_id", "junction_related_field" },
    { "articles_authors.articles_id", "junction_field" },
  };
  RelCreationDialog *dialog;

  served_go (self, "articles", NULL);
  dialog = open_dialog (self);
  begin (dialog, REL_KIND_M2M);
  choose (dialog, "related", "authors");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GtkWidget *review = GTK_WIDGET (rel_creation_dialog_get_review (dialog));
      GtkWidget *label;

      go_on (dialog);
      label = stage_find (review, GTK_TYPE_LABEL, parts[i][0]);
      gtk_widget_activate (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW));
      g_assert_cmpstr (rel_creation_dialog_get_step (dialog), ==, "form");
      stage_wait_until (has_focus, find_row (dialog, parts[i][1]));
    }
  g_assert_cmpstr (rel_creation_row_get_text (find_row (dialog, "junction")), ==, "articles_authors");
  gtk_window_close (GTK_WINDOW (dialog));
}

/* The name of the field follows from the other collection. */
static void
test_begins_at_what_is_missing (Served *self, gconstpointer unused)
{
  static const struct
  {
    RelKind kind;
    const char *member;
  } first[] = {
    { REL_KIND_M2O, "related" }, { REL_KIND_O2M, "related" }, { REL_KIND_M2M, "related" }, { REL_KIND_M2A, "allowed" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    {
      RelCreationDialog *dialog;
      GtkWidget *focus;

      served_go (self, "articles", NULL);
      dialog = open_dialog (self);
      begin (dialog, first[i].kind);
      focus = gtk_root_get_focus (GTK_ROOT (dialog));
      g_assert_nonnull (focus);
      g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (find_row (dialog, first[i].member))));
      gtk_window_close (GTK_WINDOW (dialog));
    }
}

/* A draft that changes meanwhile is what the form is tried on. */
static void
test_follows_the_draft (Served *self, gconstpointer unused)
{
  RelCreationDialog *dialog;
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (RelCreation) creation = rel_creation_new (REL_KIND_M2O, "articles", "boss");

  rel_creation_set (creation, "related", "authors", NULL);
  rel_creation_propose (creation, rel_workspace_get_draft (self->workspace));
  draft = rel_creation_apply (creation, rel_workspace_get_draft (self->workspace), NULL);
  served_go (self, "articles", NULL);
  dialog = open_dialog (self);
  begin (dialog, REL_KIND_M2O);
  choose (dialog, "related", "authors");
  type (dialog, "field", "boss");
  go_on (dialog);

  rel_workspace_set_draft (self->workspace, draft, "meanwhile");
  g_assert_cmpstr (rel_creation_dialog_get_step (dialog), ==, "form");
  g_assert_nonnull (strstr (rel_creation_row_get_mistake (find_row (dialog, "field")), "already has"));
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_deletes_the_relation_only (Served *self, gconstpointer unused)
{
  RelSchema *draft;

  served_go (self, "articles", "author");
  served_do (self, "project.delete-relation", NULL);
  draft = rel_workspace_get_draft (self->workspace);
  g_assert_null (rel_schema_find_relation (draft, "articles", "author", 0));
  g_assert_true (rel_schema_has_field (draft, "articles", "author"));
  g_assert_cmpstr (rel_place_get_collection (rel_project_view_get_place (self->view)), ==, "articles");
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Delete articles.author");
  served_do (self, "project.undo", NULL);
  g_assert_nonnull (rel_schema_find_relation (rel_workspace_get_draft (self->workspace), "articles", "author", 0));
}

static RelDeletionButton *
get_deletion (Served *self)
{
  return rel_relation_page_get_deletion (
    REL_RELATION_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION)));
}

static void
test_deletes_the_junction_too (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "tags");
  rel_deletion_button_choose (get_deletion (self), REL_DELETION_JUNCTION);
  g_assert_false (rel_schema_has_collection (rel_workspace_get_draft (self->workspace), "articles_tags"));

  /* Discarding one part discards all. */
  served_do (self, "project.discard", "field/articles/tags/0/delete");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  served_do (self, "project.undo", NULL);

  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  g_assert_false (rel_changes_page_is_publishing (
    REL_CHANGES_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_CHANGES))));
  server_fixture_call (&self->server, "GET", "/collections/articles_tags", NULL);
  g_assert_cmpuint (self->server.status, ==, 200);
}

static void
test_system_relations_stay (Served *self, gconstpointer unused)
{
  served_go (self, "directus_files", "folder");
  g_assert_nonnull (strstr (rel_deletion_button_get_reason (get_deletion (self)), "Directus’ own"));
  served_do (self, "project.delete-relation", NULL);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
  served_go (self, "articles", "author");
  g_assert_null (rel_deletion_button_get_reason (get_deletion (self)));
}

/* A junction and its lists are published together or not at all. */
static void
test_checks_bundles_as_one (Served *self, gconstpointer unused)
{
  RelChangeList *list;
  RelChangeRow *row;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) all = NULL;

  make (self, 2);
  served_do (self, "project.show-changes", NULL);
  list = rel_changes_page_get_list (
    REL_CHANGES_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_CHANGES)));
  row = rel_change_list_find_row (list, "collection/articles_authors//0");
  g_assert_nonnull (row);
  rel_change_row_set_selected (row, FALSE);
  none = rel_change_list_list_selected (list);
  g_assert_cmpuint (none->len, ==, 0);
  rel_change_row_set_selected (row, TRUE);
  all = rel_change_list_list_selected (list);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_nonnull (stage_find (GTK_WIDGET (list), GTK_TYPE_LABEL, "articles.made"));
  g_assert_nonnull (stage_find (GTK_WIDGET (list), GTK_TYPE_LABEL, "New: many to many"));
}

static void
note_gone (gpointer user_data, GObject *object)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_dialog_goes_away (Served *self, gconstpointer unused)
{
  GtkWidget *dialog = rel_creation_dialog_new (self->workspace, "articles");
  gboolean gone = FALSE;

  g_object_weak_ref (G_OBJECT (dialog), note_gone, &gone);
  rel_kind_list_choose (rel_creation_dialog_get_kinds (REL_CREATION_DIALOG (dialog)), REL_KIND_M2M);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (gone);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } tests[] = {
    { "makes-each-kind", test_makes_each_kind },
    { "undoes-as-one", test_undoes_as_one },
    { "says-mistakes-at-the-row", test_says_mistakes_at_the_row },
    { "proposes-until-said", test_proposes_until_said },
    { "parts-lead-back", test_parts_lead_back },
    { "begins-at-what-is-missing", test_begins_at_what_is_missing },
    { "follows-the-draft", test_follows_the_draft },
    { "deletes-the-relation-only", test_deletes_the_relation_only },
    { "deletes-the-junction-too", test_deletes_the_junction_too },
    { "system-relations-stay", test_system_relations_stay },
    { "checks-bundles-as-one", test_checks_bundles_as_one },
    { "dialog-goes-away", test_dialog_goes_away },
  };
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/creation/%s", tests[i].name);

      g_test_add (path, Served, NULL, served_set_up, tests[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
