/* test-diagram-comparison.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The diagram of the sample, compared with a file: the sample as it was in the beginning.
 */

#include "config.h"

#include <glib/gstdio.h>

#include "drawn.h"
#include "rel-compare-page.h"
#include "rel-comparison-bar.h"
#include "rel-creation.h"
#include "rel-deletion.h"
#include "rel-finder-item.h"
#include "rel-finder.h"
#include "rel-snapshot.h"

typedef struct
{
  Drawn drawn;
  RelComparePage *compare; /* (unowned) */
  char *path;              /* (owned): of the file */
} Fixture;

/* Without what is the server's own, as the ids of relations. */
static char *
dup_snapshot (RelSchema *schema)
{
  g_autoptr (RelSchema) part = rel_snapshot_of (schema, NULL);
  g_autoptr (JsonNode) json = rel_snapshot_to_json (part);

  return json_to_string (json, TRUE);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  drawn_set_up (&self->drawn, NULL);
  self->path = g_build_filename (g_get_user_data_dir (), "before.json", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  text = dup_snapshot (rel_workspace_get_base (self->drawn.workspace));
  g_file_set_contents (self->path, text, -1, &error);
  g_assert_no_error (error);
  self->compare = REL_COMPARE_PAGE (rel_pages_get (rel_project_view_get_pages (self->drawn.view), REL_PLACE_COMPARE));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  drawn_tear_down (&self->drawn, NULL);
  g_remove (self->path);
  g_free (self->path);
}

static void
edit (Fixture *self, RelSchema *draft, const GError *error)
{
  g_assert_no_error (error);
  rel_workspace_set_draft (self->drawn.workspace, draft, "An Edit");
}

static void
set_on_delete (Fixture *self, const char *field, const char *action)
{
  g_autoptr (JsonNode) value = rel_json_new_string (action);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (self->drawn.workspace, "articles", field, 0, "schema.on_delete", value, &error);
  g_assert_no_error (error);
}

/* One that differs, one that is only there, one that is only here. */
static void
make_differences (Fixture *self)
{
  g_autoptr (RelCreation) creation = rel_creation_new (REL_KIND_M2O, "tags", "owner");
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) less = NULL;
  g_autoptr (RelSchema) more = NULL;

  set_on_delete (self, "author", "CASCADE");
  less = rel_deletion_apply (rel_workspace_get_draft (self->drawn.workspace), "articles", "editor", REL_DELETION_LINK,
                             &error);
  edit (self, less, error);
  g_assert_true (rel_creation_set (creation, "related", "authors", &error));
  rel_creation_propose (creation, rel_workspace_get_draft (self->drawn.workspace));
  more = rel_creation_apply (creation, rel_workspace_get_draft (self->drawn.workspace), &error);
  edit (self, more, error);
}

static gboolean
is_idle (gpointer user_data)
{
  return !rel_compare_page_is_working (REL_COMPARE_PAGE (user_data));
}

/* As a person does it: on the page of comparisons, then by the command. */
static void
compare (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (self->path, NULL, &error);
  g_autoptr (RelCounterpart) counterpart = NULL;

  g_assert_no_error (error);
  drawn_do (&self->drawn, "project.show-compare");
  counterpart = rel_counterpart_new_target (target);
  rel_compare_page_compare (self->compare, counterpart);
  stage_wait_until (is_idle, self->compare);
  drawn_do (&self->drawn, "project.show-comparison");
}

/* NULL if it is not seen. */
static GtkWidget *
find_bar (Fixture *self)
{
  return stage_find (GTK_WIDGET (self->drawn.page), REL_TYPE_COMPARISON_BAR, NULL);
}

static RelState
find_edge_state (Fixture *self, const char *collection, const char *field)
{
  RelScene *scene = rel_canvas_get_scene (self->drawn.canvas);

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      if (g_str_equal (rel_relation_get_collection (edge->relation), collection) &&
          g_str_equal (rel_relation_get_field (edge->relation), field))
        return edge->state;
    }
  g_error ("no line for %s.%s", collection, field);
}

static guint
count_states (Fixture *self)
{
  RelScene *scene = rel_canvas_get_scene (self->drawn.canvas);
  guint count = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    count += rel_scene_get_edge (scene, i)->state != REL_STATE_SAME;
  return count;
}

static void
assert_label (Fixture *self, const char *label)
{
  g_autofree char *difference =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (self->drawn.canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  g_assert_cmpstr (difference, ==, NULL);
}

static gboolean
is_faded (Fixture *self, const char *collection)
{
  RelHit hit = drawn_find (&self->drawn, collection, NULL);

  return rel_marks_has_card (rel_canvas_get_marks (self->drawn.canvas), hit.card, REL_MARK_FADED);
}

/* What differs is marked at its place, with what only the file has; the rest steps back. */
static void
test_marks_differences (Fixture *self, gconstpointer unused)
{
  g_assert_null (find_bar (self));
  make_differences (self);
  compare (self);

  g_assert_cmpint (rel_place_get_kind (rel_project_view_get_place (self->drawn.view)), ==, REL_PLACE_DIAGRAM);
  g_assert_nonnull (find_bar (self));
  g_assert_cmpint (find_edge_state (self, "articles", "author"), ==, REL_STATE_CHANGED);
  g_assert_cmpint (find_edge_state (self, "articles", "editor"), ==, REL_STATE_REMOVED);
  g_assert_cmpint (find_edge_state (self, "tags", "owner"), ==, REL_STATE_ADDED);
  g_assert_cmpuint (count_states (self), ==, 3);
  g_assert_false (is_faded (self, "articles"));
  g_assert_false (is_faded (self, "authors"));
  g_assert_false (is_faded (self, "tags"));
  g_assert_true (is_faded (self, "pages"));
  g_assert_nonnull (
    stage_find (find_bar (self), GTK_TYPE_LABEL, "+ only here · ● different · − only in “before.json”"));
}

static void
test_says_differences (Fixture *self, gconstpointer unused)
{
  make_differences (self);
  compare (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->drawn.canvas));
  drawn_choose (&self->drawn, "articles", "author", FALSE);
  assert_label (self, "articles.author to authors, many to one, on delete cascade, different there");
  drawn_choose (&self->drawn, "articles", "editor", FALSE);
  assert_label (self, "articles.editor to directus_users, many to one, on delete set null, only there, needs a look");
  drawn_choose (&self->drawn, "tags", "owner", FALSE);
  assert_label (self, "tags.owner to authors, many to one, on delete set null, only here");

  drawn_do (&self->drawn, "project.end-comparison");
  drawn_choose (&self->drawn, "articles", "editor", FALSE);
  assert_label (self, "articles.editor to directus_users, many to one, on delete set null, deleted, needs a look");
  drawn_choose (&self->drawn, "tags", "owner", FALSE);
  assert_label (self, "tags.owner to authors, many to one, on delete set null, new");
}

/* What is published is no difference any more, but for the file it still is one. */
static void
test_is_not_what_is_unpublished (Fixture *self, gconstpointer unused)
{
  g_autofree char *text = NULL;

  set_on_delete (self, "author", "CASCADE");
  text = dup_snapshot (rel_workspace_get_draft (self->drawn.workspace));
  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
  drawn_await (&self->drawn);
  g_assert_cmpuint (count_states (self), ==, 1);
  compare (self);
  g_assert_cmpuint (count_states (self), ==, 0);
  g_assert_false (is_faded (self, "pages"));
  g_assert_nonnull (stage_find (find_bar (self), GTK_TYPE_LABEL, "Your draft is the same as “before.json”."));
  drawn_do (&self->drawn, "project.end-comparison");
  g_assert_cmpuint (count_states (self), ==, 1);
}

/* An edit, and its undo, is compared as well. */
static void
test_follows_the_draft (Fixture *self, gconstpointer unused)
{
  set_on_delete (self, "author", "CASCADE");
  compare (self);
  g_assert_cmpuint (count_states (self), ==, 1);
  set_on_delete (self, "category", "CASCADE");
  drawn_await (&self->drawn);
  g_assert_cmpuint (count_states (self), ==, 2);
  drawn_do (&self->drawn, "project.undo");
  drawn_do (&self->drawn, "project.undo");
  g_assert_cmpuint (count_states (self), ==, 0);
}

static void
test_search_goes_before (Fixture *self, gconstpointer unused)
{
  set_on_delete (self, "author", "CASCADE");
  compare (self);
  rel_diagram_page_set_filter (self->drawn.page, "kind:m2m to:tags");
  g_assert_false (is_faded (self, "tags"));
  g_assert_true (is_faded (self, "authors"));
  rel_diagram_page_set_filter (self->drawn.page, "");
  g_assert_true (is_faded (self, "tags"));
  g_assert_false (is_faded (self, "authors"));
}

static gboolean
is_listed (Fixture *self, const char *title)
{
  GtkWidget *finder = rel_finder_new (self->drawn.workspace, rel_project_view_get_actions (self->drawn.view), FALSE);
  RelFinderItem *item;
  gboolean listed;

  rel_finder_search (REL_FINDER (finder), title);
  item = g_list_model_get_item (rel_finder_list_matches (REL_FINDER (finder)), 0);
  listed = item != NULL && g_str_equal (rel_finder_item_get_title (item), title);
  g_clear_object (&item);
  stage_destroy (GTK_WINDOW (finder));
  return listed;
}

/* The commands can be found by name; with nothing compared yet, one is led to where that is done. */
static void
test_commands (Fixture *self, gconstpointer unused)
{
  g_assert_true (is_listed (self, "Show What Was Compared in the Diagram"));
  g_assert_false (is_listed (self, "End the Comparison in the Diagram"));
  drawn_do (&self->drawn, "project.show-comparison");
  g_assert_cmpint (rel_place_get_kind (rel_project_view_get_place (self->drawn.view)), ==, REL_PLACE_COMPARE);

  set_on_delete (self, "author", "CASCADE");
  compare (self);
  g_assert_true (is_listed (self, "End the Comparison in the Diagram"));
  g_signal_emit_by_name (stage_find (find_bar (self), GTK_TYPE_BUTTON, "_End"), "clicked");
  drawn_await (&self->drawn);
  g_assert_null (find_bar (self));
  g_assert_false (is_listed (self, "End the Comparison in the Diagram"));
}

static void
test_goes_away (void)
{
  GtkWidget *bar = g_object_ref_sink (rel_comparison_bar_new ());

  g_assert_finalize_object (bar);
}

int
main (int argc, char *argv[])
{
  int status;

  stage_set_up (&argc, &argv);

#define ADD(name, func) g_test_add ("/ui/diagram-comparison/" name, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/ui/diagram-comparison/goes-away", test_goes_away);
  ADD ("marks-differences", test_marks_differences);
  ADD ("says-differences", test_says_differences);
  ADD ("is-not-what-is-unpublished", test_is_not_what_is_unpublished);
  ADD ("follows-the-draft", test_follows_the_draft);
  ADD ("search-goes-before", test_search_goes_before);
  ADD ("commands", test_commands);
#undef ADD

  status = g_test_run ();
  stage_tear_down ();
  return status;
}
