/* test-diagram-edits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Relations that are drawn, set and deleted in the diagram, by pointer and by keys.
 */

#include "config.h"

#include <string.h>

#include "drawn.h"
#include "rel-action.h"
#include "rel-bulk-bar.h"
#include "rel-creation-dialog.h"
#include "rel-outline-view.h"

static RelRelation *
find_relation (Drawn *self, const char *collection, const char *field)
{
  return rel_schema_find_relation (rel_workspace_get_draft (self->workspace), collection, field, 0);
}

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

static gboolean
is_dialog_there (gpointer user_data)
{
  return find_dialog () != NULL;
}

/* What the assistant would make, by its kind and its two ends. */
static void
assert_wanted (RelCreationDialog *dialog, RelKind kind, const char *collection, const char *related)
{
  const RelCreation *wanted = rel_creation_form_get_wanted (rel_creation_dialog_get_form (dialog));

  g_assert_cmpstr (rel_creation_dialog_get_step (dialog), ==, "form");
  g_assert_cmpint (wanted->kind, ==, kind);
  g_assert_cmpstr (wanted->collection, ==, collection);
  g_assert_cmpstr (wanted->related, ==, related);
}

static void
move_to (Drawn *self, const RelHit *hit)
{
  graphene_rect_t bounds;
  graphene_point_t place;

  g_assert_true (rel_canvas_compute_bounds (self->canvas, hit, &bounds));
  place =
    drawn_locate (self, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + MIN (bounds.size.height / 2, 12));
  drawn_point (self, "mousemove %d %d", (int) place.x, (int) place.y);
}

static void
drag (Drawn *self, const RelHit *from, const RelHit *to, gboolean shift)
{
  move_to (self, from);
  if (shift)
    drawn_point (self, "keydown shift");
  drawn_point (self, "mousedown 1");
  move_to (self, to);
  drawn_point (self, "mouseup 1");
  if (shift)
    drawn_point (self, "keyup shift");
  stage_settle (GTK_WIDGET (self->page));
}

static void
close_dialog (void)
{
  stage_destroy (GTK_WINDOW (find_dialog ()));
}

/* From a field to a collection, with the assistant filled in; then it is chosen where it was
 * drawn, and can be undone. */
static void
test_draws (Drawn *self, gconstpointer unused)
{
  RelHit from = drawn_find (self, "articles", "author");
  RelHit to = drawn_find (self, "plans", NULL);
  RelHit made;
  RelCreationDialog *dialog;

  drag (self, &from, &to, FALSE);
  stage_wait_until (is_dialog_there, NULL);
  dialog = find_dialog ();
  assert_wanted (dialog, REL_KIND_M2O, "articles", "plans");
  g_signal_emit_by_name (rel_creation_dialog_get_next (dialog), "clicked");
  g_assert_cmpstr (rel_creation_dialog_get_step (dialog), ==, "review");
  g_signal_emit_by_name (rel_creation_dialog_get_next (dialog), "clicked");
  drawn_await (self);
  g_assert_nonnull (find_relation (self, "articles", "plans"));
  g_assert_cmpint (rel_place_get_kind (rel_project_view_get_place (self->view)), ==, REL_PLACE_DIAGRAM);
  made = drawn_find (self, "articles", "plans");
  g_assert_cmpuint (rel_canvas_get_chosen (self->canvas)->len, ==, 1);
  g_assert_true (rel_hit_equal (&g_array_index (rel_canvas_get_chosen (self->canvas), RelHit, 0), &made));
  gtk_widget_activate_action (GTK_WIDGET (self->page), "project.undo", NULL);
  drawn_await (self);
  g_assert_null (find_relation (self, "articles", "plans"));
}

/* With Shift from a card; to files it is a file, to itself a tree. */
static void
test_draws_from_a_card (Drawn *self, gconstpointer unused)
{
  RelHit plans = drawn_find (self, "plans", NULL);
  RelHit files = drawn_find (self, "directus_files", NULL);
  RelHit row = drawn_find (self, "plans", "subscriptions");

  drag (self, &plans, &files, TRUE);
  stage_wait_until (is_dialog_there, NULL);
  assert_wanted (find_dialog (), REL_KIND_FILE, "plans", "directus_files");
  close_dialog ();
  drag (self, &row, &plans, FALSE);
  stage_wait_until (is_dialog_there, NULL);
  assert_wanted (find_dialog (), REL_KIND_TREE, "plans", "plans");
  close_dialog ();
}

/* On the ground, or on the card where it began, a line is none. */
static void
test_draws_nothing (Drawn *self, gconstpointer unused)
{
  RelHit from = drawn_find (self, "articles", "author");
  RelHit to = drawn_find (self, "articles", "tags");

  drag (self, &from, &to, FALSE);
  g_assert_false (is_dialog_there (NULL));
}

/* Without a pointer: from what is chosen, to what is chosen second or in the assistant. */
static void
test_new_relation_by_key (Drawn *self, gconstpointer unused)
{
  RelCreationDialog *dialog;

  drawn_choose (self, "tags", NULL, FALSE);
  drawn_do (self, "diagram-page.new-relation");
  dialog = find_dialog ();
  assert_wanted (dialog, REL_KIND_M2O, "tags", NULL);
  g_assert_false (gtk_widget_get_sensitive (rel_creation_dialog_get_next (dialog)));
  close_dialog ();
  drawn_choose (self, "issues", NULL, TRUE);
  drawn_do (self, "diagram-page.new-relation");
  assert_wanted (find_dialog (), REL_KIND_M2O, "tags", "issues");
  close_dialog ();
}

/* Two at once are one edit; both ends of one are one relation. */
static void
test_deletes (Drawn *self, gconstpointer unused)
{
  drawn_choose (self, "articles", "author", FALSE);
  drawn_choose (self, "authors", "articles", TRUE);
  drawn_choose (self, "articles", "issue", TRUE);
  drawn_do (self, "diagram-page.delete");
  g_assert_null (find_relation (self, "articles", "author"));
  g_assert_null (find_relation (self, "articles", "issue"));
  g_assert_nonnull (rel_schema_find_field (rel_workspace_get_draft (self->workspace), "articles", "author"));
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Delete 2 relations");
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Deleted 2 relations"));
  gtk_widget_activate_action (GTK_WIDGET (self->page), "project.undo", NULL);
  drawn_await (self);
  g_assert_nonnull (find_relation (self, "articles", "author"));
  g_assert_nonnull (find_relation (self, "articles", "issue"));
  /* Collections that are chosen too stay. */
  drawn_choose (self, "tags", NULL, FALSE);
  drawn_choose (self, "articles", "author", TRUE);
  drawn_do (self, "diagram-page.delete");
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Delete articles.author");
  g_assert_true (rel_schema_has_collection (rel_workspace_get_draft (self->workspace), "tags"));
}

/* A key that the window has from the X server, as a person presses it. */
static void
press_key (Drawn *self, const char *key)
{
  const char *title = gtk_window_get_title (GTK_WINDOW (self->window));

  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  drawn_point (self, "search --onlyvisible --name '%s' windowfocus --sync key %s", title, key);
}

static void
test_keys (Drawn *self, gconstpointer unused)
{
  drawn_choose (self, "articles", "author", FALSE);
  press_key (self, "Delete");
  drawn_await (self);
  g_assert_null (find_relation (self, "articles", "author"));
  press_key (self, "ctrl+z");
  drawn_await (self);
  g_assert_nonnull (find_relation (self, "articles", "author"));
  drawn_choose (self, "tags", NULL, FALSE);
  press_key (self, "Insert");
  stage_wait_until (is_dialog_there, NULL);
  assert_wanted (find_dialog (), REL_KIND_M2O, "tags", NULL);
  close_dialog ();
}

static RelBulkBar *
bar_of (Drawn *self)
{
  return REL_BULK_BAR (gtk_widget_get_last_child (GTK_WIDGET (self->page)));
}

/* As on the page of all relations. */
static void
test_sets_several (Drawn *self, gconstpointer unused)
{
  RelAction action;

  drawn_choose (self, "articles", "author", FALSE);
  g_assert_false (rel_bulk_bar_is_shown (bar_of (self)));
  drawn_choose (self, "articles", "editor", TRUE);
  drawn_choose (self, "tags", NULL, TRUE);
  g_assert_true (rel_bulk_bar_is_shown (bar_of (self)));
  g_assert_nonnull (stage_find (GTK_WIDGET (bar_of (self)), GTK_TYPE_LABEL, "2 relations selected"));
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (bar_of (self)), "bulk.set", "(ss)", "schema.on_delete", "RESTRICT"));
  drawn_await (self);
  g_assert_true (rel_action_of_deletion (find_relation (self, "articles", "author"), &action));
  g_assert_cmpint (action, ==, REL_ACTION_RESTRICT);
  g_assert_true (rel_action_of_deletion (find_relation (self, "articles", "editor"), &action));
  g_assert_cmpint (action, ==, REL_ACTION_RESTRICT);
  /* What is chosen stays chosen, and one step takes all of it back. */
  g_assert_cmpuint (rel_canvas_get_chosen (self->canvas)->len, ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "project.undo", NULL);
  drawn_await (self);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

static RelOutlineView *
outline_of (Drawn *self)
{
  return REL_OUTLINE_VIEW (stage_find (GTK_WIDGET (self->window), REL_TYPE_OUTLINE_VIEW, NULL));
}

static gboolean
is_author_pointed_at (gpointer user_data)
{
  RelPlace *place = rel_outline_view_get_place (user_data);

  return place != NULL && g_strcmp0 (rel_place_get_field (place), "author") == 0;
}

static gboolean
is_nothing_pointed_at (gpointer user_data)
{
  RelPlace *place = rel_outline_view_get_place (user_data);

  return place == NULL || rel_place_get_collection (place) == NULL;
}

/* The list beside it is at what is chosen in the picture; from there one goes to its page. */
static void
test_list_is_in_step (Drawn *self, gconstpointer unused)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelPlace *place;

  drawn_choose (self, "articles", "author", FALSE);
  stage_wait_until (is_author_pointed_at, outline_of (self));
  g_assert_cmpint (rel_place_get_kind (rel_project_view_get_place (self->view)), ==, REL_PLACE_DIAGRAM);
  g_assert_nonnull (stage_find (GTK_WIDGET (outline_of (self)), GTK_TYPE_LABEL, "author"));
  rel_canvas_choose (self->canvas, &nothing, FALSE);
  stage_wait_until (is_nothing_pointed_at, outline_of (self));

  drawn_choose (self, "articles", "author", FALSE);
  stage_wait_until (is_author_pointed_at, outline_of (self));
  g_signal_emit_by_name (stage_find (GTK_WIDGET (outline_of (self)), GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  place = rel_project_view_get_place (self->view);
  g_assert_cmpint (rel_place_get_kind (place), ==, REL_PLACE_RELATION);
  g_assert_cmpstr (rel_place_get_field (place), ==, "author");
}

int
main (int argc, char *argv[])
{
  int status;

  stage_set_up (&argc, &argv);

#define ADD(name, func) g_test_add ("/ui/diagram-edits/" name, Drawn, NULL, drawn_set_up, func, drawn_tear_down)
  ADD ("draws", test_draws);
  ADD ("draws-from-a-card", test_draws_from_a_card);
  ADD ("draws-nothing", test_draws_nothing);
  ADD ("new-relation-by-key", test_new_relation_by_key);
  ADD ("deletes", test_deletes);
  ADD ("keys", test_keys);
  ADD ("sets-several", test_sets_several);
  ADD ("list-is-in-step", test_list_is_in_step);
#undef ADD

  status = g_test_run ();
  stage_tear_down ();
  return status;
}
