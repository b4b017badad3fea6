/* test-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of a collection on its page, and the folder that it is in: each edit is one of the
 * draft, which is what is looked at, and can be undone.
 */

#include "config.h"

#include "rel-addition.h"
#include "rel-chooser.h"
#include "rel-collection-page.h"
#include "rel-field-addition.h"
#include "rel-field-row.h"
#include "served.h"

static GtkWidget *
get_page (Served *self)
{
  return rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_COLLECTION);
}

static RelField *
find_field (Served *self, const char *collection, const char *field)
{
  return rel_schema_find_field (rel_workspace_get_draft (self->workspace), collection, field);
}

/* Goes to a collection, and chooses one of its fields. */
static GtkWidget *
unfold (Served *self, const char *collection, const char *field)
{
  GtkWidget *row;

  served_go (self, collection, NULL);
  stage_settle (get_page (self));
  row = stage_find (get_page (self), REL_TYPE_FIELD_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  rel_field_row_choose (REL_FIELD_ROW (row), field);
  stage_settle (get_page (self));
  return row;
}

/* Goes to a collection, and begins to add a field. */
static GtkWidget *
begin_to_add (Served *self, const char *collection)
{
  GtkWidget *label;

  served_go (self, collection, NULL);
  stage_settle (get_page (self));
  g_assert_null (stage_find (get_page (self), REL_TYPE_FIELD_ADDITION, NULL));
  label = stage_find (get_page (self), GTK_TYPE_LABEL, "Add Field");
  gtk_widget_activate (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW));
  stage_settle (get_page (self));
  return stage_find (get_page (self), REL_TYPE_FIELD_ADDITION, NULL);
}

static void
test_hides_a_field (Served *self, gconstpointer unused)
{
  GtkWidget *row = unfold (self, "authors", "name");
  GtkWidget *hidden = stage_find (row, GTK_TYPE_SWITCH, NULL);

  g_assert_false (gtk_switch_get_active (GTK_SWITCH (hidden)));
  gtk_switch_set_active (GTK_SWITCH (hidden), TRUE);
  g_assert_true (json_node_get_boolean (rel_field_get_member (find_field (self, "authors", "name"), "meta.hidden")));
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Hide authors.name");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  served_do (self, "project.undo", NULL);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (hidden)));
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

static void
test_notes_a_field (Served *self, gconstpointer unused)
{
  GtkWidget *row = unfold (self, "authors", "name");
  GtkWidget *note = stage_find (row, ADW_TYPE_ENTRY_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (note), "As people read it");
  g_signal_emit_by_name (note, "apply");
  g_assert_cmpstr (rel_field_get_note (find_field (self, "authors", "name")), ==, "As people read it");

  /* Another field is not to get what was typed for this one. */
  gtk_editable_set_text (GTK_EDITABLE (note), "not applied");
  rel_field_row_choose (REL_FIELD_ROW (row), "id");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (note)), ==, "");
  rel_field_row_choose (REL_FIELD_ROW (row), "name");
  gtk_editable_set_text (GTK_EDITABLE (note), "not applied");
  row = unfold (self, "tags", "id");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (stage_find (row, ADW_TYPE_ENTRY_ROW, NULL))), ==, "");
}

static void
test_deletes_a_field (Served *self, gconstpointer unused)
{
  GtkWidget *row = unfold (self, "authors", "name");

  g_signal_emit_by_name (stage_find (row, GTK_TYPE_BUTTON, "Delete Field"), "clicked");
  g_assert_null (find_field (self, "authors", "name"));
  g_assert_null (stage_find (row, GTK_TYPE_BUTTON, "Delete Field"));
  g_assert_true (
    gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), stage_find (row, REL_TYPE_CHOOSER, NULL)));
  served_do (self, "project.undo", NULL);
  g_assert_nonnull (find_field (self, "authors", "name"));

  /* A primary key stays, and what a relation is of is deleted with that. */
  row = unfold (self, "tags", "id");
  g_assert_null (stage_find (row, GTK_TYPE_BUTTON, "Delete Field"));
  g_assert_null (stage_find (row, GTK_TYPE_LABEL, "Its Relation"));
  row = unfold (self, "articles", "author");
  g_assert_null (stage_find (row, GTK_TYPE_BUTTON, "Delete Field"));
  gtk_widget_activate (gtk_widget_get_ancestor (stage_find (row, GTK_TYPE_LABEL, "Its Relation"), ADW_TYPE_ACTION_ROW));
  g_assert_cmpstr (rel_place_get_field (rel_project_view_get_place (self->view)), ==, "author");
}

static void
test_adds_a_field (Served *self, gconstpointer unused)
{
  GtkWidget *row = begin_to_add (self, "tags");
  GtkWidget *name = stage_find (row, ADW_TYPE_ENTRY_ROW, NULL);
  GtkWidget *add = stage_find (row, GTK_TYPE_BUTTON, "Add");

  g_assert_false (gtk_widget_get_sensitive (add));
  gtk_editable_set_text (GTK_EDITABLE (name), "id");
  g_assert_nonnull (stage_find (row, GTK_TYPE_LABEL, "tags already has a field “id”"));
  g_assert_false (gtk_widget_get_sensitive (add));
  g_signal_emit_by_name (name, "entry-activated");
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (name), "weight");
  adw_combo_row_set_selected (ADW_COMBO_ROW (stage_find (row, ADW_TYPE_COMBO_ROW, NULL)), 2);
  g_assert_true (gtk_widget_get_sensitive (add));
  g_signal_emit_by_name (name, "entry-activated");
  g_assert_cmpstr (rel_field_get_data_type (find_field (self, "tags", "weight")), ==, "integer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "");
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Add tags.weight");
  served_do (self, "project.undo", NULL);
  g_assert_null (find_field (self, "tags", "weight"));
}

static const char *
get_folder (Served *self)
{
  return rel_collection_get_group (rel_schema_find_collection (rel_workspace_get_draft (self->workspace), "tags"));
}

static void
test_moves_to_a_folder (Served *self, gconstpointer unused)
{
  GtkWidget *chooser;
  g_autofree char *before = NULL;

  served_go (self, "tags", NULL);
  stage_settle (get_page (self));
  before = g_strdup (get_folder (self));
  chooser = stage_find (get_page (self), REL_TYPE_CHOOSER, NULL);
  g_assert_cmpstr (rel_chooser_get_label (REL_CHOOSER (chooser)), ==, before);
  rel_chooser_open (REL_CHOOSER (chooser));
  rel_chooser_activate (REL_CHOOSER (chooser), 0);
  g_assert_null (get_folder (self));
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move tags out of its folder");
  served_do (self, "project.undo", NULL);
  g_assert_cmpstr (get_folder (self), ==, before);
}

/* It has settings and fields as well, and nothing else to begin with. */
static void
test_collection_without_relations (Served *self, gconstpointer unused)
{
  g_autoptr (RelSchema) next = rel_addition_make_collection (rel_workspace_get_draft (self->workspace),
                                                             &(RelAddition){ .collection = "lonely" }, NULL);

  rel_workspace_set_draft (self->workspace, next, "Add lonely");
  begin_to_add (self, "lonely");
  g_assert_nonnull (stage_find (get_page (self), GTK_TYPE_LABEL,
                                "No field of this collection is linked with another one, and none points here."));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } cases[] = {
    { "hides", test_hides_a_field },
    { "notes", test_notes_a_field },
    { "deletes", test_deletes_a_field },
    { "adds", test_adds_a_field },
    { "moves-to-a-folder", test_moves_to_a_folder },
    { "collection-without-relations", test_collection_without_relations },
  };
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/fields/%s", cases[i].name);

      g_test_add (path, Served, NULL, served_set_up, cases[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
