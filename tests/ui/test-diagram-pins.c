/* test-diagram-pins.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards of the diagram of the sample that are put somewhere, by pointer and by keys. The pointer
 * is that of the display.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "drawn.h"

static void
set_up (Drawn *self, gconstpointer unused)
{
  drawn_set_up (self, unused);
  rel_canvas_zoom_to (self->canvas, 1);
  stage_settle (GTK_WIDGET (self->page));
}

static void
forget_pins (RelWorkspace *workspace)
{
  g_autoptr (RelArrangement) none = rel_arrangement_new ();

  rel_workspace_set_arrangement (workspace, none, "Tidy up");
}

static void
tear_down (Drawn *self, gconstpointer unused)
{
  forget_pins (self->workspace);
  drawn_tear_down (self, unused);
}

/* Where a card is, from the origin. */
static RelPoint
find_place (Drawn *self, const char *collection)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  RelHit hit = drawn_find (self, collection, NULL);
  const RelBox *box = &rel_scene_get_card (scene, hit.card)->box;
  RelPoint origin = rel_scene_get_origin (scene);

  return (RelPoint){ box->x - origin.x, box->y - origin.y };
}

static void
assert_moved (Drawn *self, const char *collection, RelPoint from, double x, double y)
{
  RelPoint place = find_place (self, collection);

  g_assert_cmpfloat_with_epsilon (place.x, from.x + x, 1);
  /* Heights are on the raster. */
  g_assert_cmpfloat_with_epsilon (place.y, from.y + y,
                                  rel_scene_get_unit (rel_canvas_get_scene (self->canvas)) / 2 + 1);
}

static gboolean
is_pinned (Drawn *self, const char *collection)
{
  RelHit hit = drawn_find (self, collection, NULL);

  return rel_marks_has_card (rel_canvas_get_marks (self->canvas), hit.card, REL_MARK_PINNED);
}

/* Presses an arrow key with Control some times, and lets go of that. */
static void
nudge (Drawn *self, guint keyval, GdkModifierType more, guint n_times)
{
  for (guint i = 0; i < n_times; i++)
    g_assert_true (drawn_press (self, keyval, GDK_CONTROL_MASK | more));
  g_signal_emit_by_name (drawn_find_controller (GTK_WIDGET (self->canvas), GTK_TYPE_EVENT_CONTROLLER_KEY),
                         "key-released", GDK_KEY_Control_L, 0, GDK_CONTROL_MASK);
  drawn_await (self);
}

/* --- The pointer --- */

/* The middle of the header of a card, on the display. */
static graphene_point_t
find_header (Drawn *self, const char *collection)
{
  RelHit hit = drawn_find (self, collection, NULL);
  const RelCard *card = rel_scene_get_card (rel_canvas_get_scene (self->canvas), hit.card);
  graphene_rect_t bounds;

  g_assert_true (rel_canvas_compute_bounds (self->canvas, &hit, &bounds));
  return drawn_locate (self, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + card->header_height / 2);
}

static void
take_card (Drawn *self, const char *collection, int x, int y)
{
  graphene_point_t from = find_header (self, collection);

  drawn_point (self, "mousemove --sync %.0f %.0f mousedown 1", from.x, from.y);
  drawn_point (self, "mousemove --sync %.0f %.0f mousemove --sync %.0f %.0f", from.x + x / 2.0, from.y + y / 2.0,
               from.x + x, from.y + y);
}

static void
drop (Drawn *self)
{
  drawn_point (self, "mouseup 1");
  drawn_await (self);
}

/* --- Tests --- */

/* Keys in a row are one move, which is one edit, and is said. */
static void
test_keys (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");
  RelPoint authors = find_place (self, "authors");
  double unit = rel_scene_get_unit (rel_canvas_get_scene (self->canvas));
  g_autofree char *difference = NULL;

  drawn_choose (self, "tags", NULL, FALSE);
  nudge (self, GDK_KEY_Right, 0, 3);
  assert_moved (self, "tags", tags, 3 * unit, 0);
  nudge (self, GDK_KEY_Down, GDK_SHIFT_MASK, 2);
  assert_moved (self, "tags", tags, 3 * unit, 16 * unit);
  assert_moved (self, "authors", authors, 0, 0);
  g_assert_true (is_pinned (self, "tags"));
  g_assert_false (is_pinned (self, "authors"));
  difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                   "tags, 1 relation, pinned");
  g_assert_cmpstr (difference, ==, NULL);

  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move tags");
  drawn_do (self, "project.undo");
  assert_moved (self, "tags", tags, 3 * unit, 0);
  drawn_do (self, "project.undo");
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_false (is_pinned (self, "tags"));
  drawn_do (self, "project.redo");
  assert_moved (self, "tags", tags, 3 * unit, 0);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

/* What is pressed before there is a picture of the last move goes on from where that led. */
static void
test_keys_in_haste (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");
  double unit = rel_scene_get_unit (rel_canvas_get_scene (self->canvas));
  gpointer key = drawn_find_controller (GTK_WIDGET (self->canvas), GTK_TYPE_EVENT_CONTROLLER_KEY);

  drawn_choose (self, "tags", NULL, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (drawn_press (self, GDK_KEY_Right, GDK_CONTROL_MASK));
      g_signal_emit_by_name (key, "key-released", GDK_KEY_Control_L, 0, GDK_CONTROL_MASK);
    }
  drawn_await (self);
  assert_moved (self, "tags", tags, 3 * unit, 0);
}

/* What is chosen while cards are moved by keys is not moved with them. */
static void
test_choose_ends_keys (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");
  RelPoint authors = find_place (self, "authors");
  double unit = rel_scene_get_unit (rel_canvas_get_scene (self->canvas));

  drawn_choose (self, "tags", NULL, FALSE);
  g_assert_true (drawn_press (self, GDK_KEY_Right, GDK_CONTROL_MASK));
  drawn_choose (self, "authors", NULL, FALSE);
  drawn_await (self);
  assert_moved (self, "tags", tags, unit, 0);
  assert_moved (self, "authors", authors, 0, 0);

  g_assert_true (drawn_press (self, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_true (drawn_press (self, GDK_KEY_Escape, 0));
  drawn_await (self);
  assert_moved (self, "authors", authors, 0, 0);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move tags");
}

static void
test_drag (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");
  RelPoint authors = find_place (self, "authors");
  RelPoint articles = find_place (self, "articles");

  take_card (self, "tags", 90, 130);
  g_assert_cmpuint (rel_arrangement_get_n_pins (rel_workspace_get_arrangement (self->workspace)), ==, 0);
  drop (self);
  assert_moved (self, "tags", tags, 90, 130);
  assert_moved (self, "authors", authors, 0, 0);

  /* All that are chosen go along. */
  drawn_choose (self, "tags", NULL, FALSE);
  drawn_choose (self, "authors", NULL, TRUE);
  take_card (self, "authors", -40, 150);
  drop (self);
  assert_moved (self, "tags", tags, 50, 280);
  assert_moved (self, "authors", authors, -40, 150);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move 2 collections");
  drawn_do (self, "project.undo");
  drawn_do (self, "project.undo");
  assert_moved (self, "tags", tags, 0, 0);
  assert_moved (self, "authors", authors, 0, 0);
  assert_moved (self, "articles", articles, 0, 0);
}

static void
test_all (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");
  RelPoint authors = find_place (self, "authors");
  double unit = rel_scene_get_unit (rel_canvas_get_scene (self->canvas));

  g_assert_true (drawn_press (self, GDK_KEY_a, GDK_CONTROL_MASK));
  nudge (self, GDK_KEY_Left, GDK_SHIFT_MASK, 3);
  assert_moved (self, "tags", tags, -24 * unit, 0);
  assert_moved (self, "authors", authors, -24 * unit, 0);
  drawn_do (self, "project.undo");
  assert_moved (self, "tags", tags, 0, 0);
}

/* Escape lets all be as it was, though the button is held. */
static void
test_escape_drag (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");

  take_card (self, "tags", 90, 130);
  g_assert_true (drawn_press (self, GDK_KEY_Escape, 0));
  drop (self);
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_cmpuint (rel_arrangement_get_n_pins (rel_workspace_get_arrangement (self->workspace)), ==, 0);
}

/* An edit of the draft, which what is undone next must not be. */
static void
edit (Drawn *self)
{
  g_autoptr (JsonNode) value = rel_json_new_string ("CASCADE");

  rel_workspace_set_member (self->workspace, "articles", "author", 0, "schema.on_delete", value, NULL);
  drawn_await (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* What keys have moved has arrived before something is undone: it is that. */
static void
test_undo_keys (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");

  edit (self);
  drawn_choose (self, "tags", NULL, FALSE);
  g_assert_true (drawn_press (self, GDK_KEY_Right, GDK_CONTROL_MASK));
  drawn_do (self, "project.undo");
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  g_assert_cmpstr (rel_workspace_get_redo_name (self->workspace), ==, "Move tags");
}

/* To move a card leaves nothing to publish: beside what is to be published, that is named. */
static void
test_foot_bar (Drawn *self, gconstpointer unused)
{
  g_autofree char *text = NULL;

  edit (self);
  text = g_strconcat ("1 change not published · last: ", rel_workspace_get_undo_name (self->workspace), NULL);
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, text));
  drawn_choose (self, "tags", NULL, FALSE);
  nudge (self, GDK_KEY_Right, 0, 1);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move tags");
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, text));
}

/* To undo while a card is dragged leaves it where it was, and undoes nothing else. */
static void
test_undo_drag (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");

  edit (self);
  take_card (self, "tags", 90, 130);
  drawn_do (self, "project.undo");
  drop (self);
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 1);
  g_assert_null (rel_workspace_get_redo_name (self->workspace));
}

/* Keys that are still on their way are an edit before the canvas is gone. */
static void
test_leaving_ends_keys (Drawn *self, gconstpointer unused)
{
  drawn_choose (self, "tags", NULL, FALSE);
  g_assert_true (drawn_press (self, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_cmpuint (rel_arrangement_get_n_pins (rel_workspace_get_arrangement (self->workspace)), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "project.show-changes", NULL);
  g_assert_cmpuint (rel_arrangement_get_n_pins (rel_workspace_get_arrangement (self->workspace)), ==, 1);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move tags");
}

/* The offer to undo would undo the move after that. */
static void
test_moving_ends_the_offer_to_undo (Drawn *self, gconstpointer unused)
{
  edit (self);
  drawn_do (self, "project.discard-all");
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Discarded 1 change"));
  drawn_choose (self, "tags", NULL, FALSE);
  nudge (self, GDK_KEY_Right, 0, 1);
  stage_settle (GTK_WIDGET (self->window));
  g_assert_null (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Discarded 1 change"));
}

static void
assert_at (Drawn *self, const char *collection, const graphene_rect_t *expected)
{
  RelHit hit = drawn_find (self, collection, NULL);
  graphene_rect_t bounds;

  g_assert_true (rel_canvas_compute_bounds (self->canvas, &hit, &bounds));
  g_assert_cmpfloat_with_epsilon (bounds.origin.x, expected->origin.x, 1.5);
  g_assert_cmpfloat_with_epsilon (bounds.origin.y, expected->origin.y, 1.5);
}

/* The page does not move when something is moved in it, though the picture begins elsewhere then. */
static void
test_page_stays (Drawn *self, gconstpointer unused)
{
  RelHit articles = drawn_find (self, "articles", NULL);
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  RelView view = *rel_canvas_get_view (self->canvas);
  graphene_rect_t bounds;
  guint n_times;

  view.scale = 0.4;
  view.x = 300;
  view.y = 300;
  rel_canvas_set_view (self->canvas, &view, FALSE);
  drawn_choose (self, "tags", NULL, FALSE);
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &articles, &bounds));
  n_times = (guint) (find_place (self, "tags").y / rel_scene_get_unit (scene) / 8) + 4;
  nudge (self, GDK_KEY_Up, GDK_SHIFT_MASK, n_times);
  g_assert_cmpfloat (rel_scene_get_origin (rel_canvas_get_scene (self->canvas)).y, >, 0);
  assert_at (self, "articles", &bounds);
  drawn_do (self, "project.undo");
  g_assert_cmpfloat (rel_scene_get_origin (rel_canvas_get_scene (self->canvas)).y, ==, 0);
  assert_at (self, "articles", &bounds);
}

static gboolean
is_idle (gpointer user_data)
{
  return !rel_workspace_is_busy (user_data);
}

/* Closed and opened again, all is where it was; and when the server is read again. */
static void
test_kept (Drawn *self, gconstpointer unused)
{
  RelPoint tags;
  RelPoint articles;

  drawn_choose (self, "tags", NULL, FALSE);
  nudge (self, GDK_KEY_Right, GDK_SHIFT_MASK, 4);
  tags = find_place (self, "tags");
  articles = find_place (self, "articles");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), "project.refresh", NULL));
  stage_wait_until (is_idle, self->workspace);
  drawn_await (self);
  assert_moved (self, "tags", tags, 0, 0);

  stage_close (self->window);
  drawn_set_up (self, NULL);
  assert_moved (self, "tags", tags, 0, 0);
  assert_moved (self, "articles", articles, 0, 0);
  g_assert_true (is_pinned (self, "tags"));
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Move tags");
  drawn_do (self, "project.undo");
  g_assert_false (is_pinned (self, "tags"));
}

static gboolean
can (Drawn *self, const char *action)
{
  GActionMap *actions = rel_diagram_pins_get_actions (rel_diagram_page_get_pins (self->page));

  return g_action_get_enabled (g_action_map_lookup_action (actions, action));
}

/* Pinned where it stands, it stays there whatever goes, until it is let go of. */
static void
test_pin_and_unpin (Drawn *self, gconstpointer unused)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  RelPoint tags = find_place (self, "tags");

  rel_canvas_choose (self->canvas, &nothing, FALSE);
  g_assert_false (can (self, "pin"));
  drawn_choose (self, "tags", NULL, FALSE);
  g_assert_true (can (self, "pin"));
  g_assert_false (can (self, "unpin"));
  g_assert_false (can (self, "unpin-all"));
  drawn_do (self, "diagram-page.pin");
  g_assert_true (is_pinned (self, "tags"));
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_false (can (self, "pin"));
  nudge (self, GDK_KEY_Right, GDK_SHIFT_MASK, 2);
  drawn_choose (self, "authors", NULL, FALSE);
  nudge (self, GDK_KEY_Left, 0, 1);

  drawn_choose (self, "tags", NULL, FALSE);
  drawn_do (self, "diagram-page.unpin");
  g_assert_false (is_pinned (self, "tags"));
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_true (is_pinned (self, "authors"));
  drawn_do (self, "diagram-page.unpin-all");
  g_assert_false (is_pinned (self, "authors"));
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Unpin all collections");
}

static void
align (Drawn *self, const char *how)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), "diagram-page.align", "s", how));
  drawn_await (self);
}

static void
test_align (Drawn *self, gconstpointer unused)
{
  RelPoint tags = find_place (self, "tags");
  RelPoint authors = find_place (self, "authors");

  drawn_choose (self, "tags", NULL, FALSE);
  g_assert_false (can (self, "align"));
  nudge (self, GDK_KEY_Down, GDK_SHIFT_MASK, 10);
  drawn_choose (self, "authors", NULL, TRUE);
  align (self, "left");
  g_assert_cmpfloat (find_place (self, "tags").x, ==, find_place (self, "authors").x);
  g_assert_cmpfloat_with_epsilon (find_place (self, "tags").x, MIN (tags.x, authors.x), 1);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Align 2 collections");
  drawn_do (self, "project.undo");
  g_assert_cmpfloat (find_place (self, "tags").x, ==, tags.x);
}

/* A part of the whole is laid out by itself. */
static void
test_part (Drawn *self, gconstpointer unused)
{
  RelPoint tags;

  drawn_choose (self, "tags", NULL, FALSE);
  nudge (self, GDK_KEY_Right, GDK_SHIFT_MASK, 4);
  tags = find_place (self, "tags");
  drawn_do (self, "diagram-page.around");
  g_assert_false (is_pinned (self, "tags"));
  g_assert_false (can (self, "pin"));
  g_assert_false (drawn_press (self, GDK_KEY_Right, GDK_CONTROL_MASK));
  drawn_do (self, "diagram.all");
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_true (is_pinned (self, "tags"));
}

static gboolean
is_said (gpointer user_data)
{
  const gpointer *what = user_data;

  return stage_find (GTK_WIDGET (what[0]), GTK_TYPE_LABEL, what[1]) != NULL;
}

static void
wait_until_said (Drawn *self, const char *text)
{
  gpointer what[] = { self->window, (gpointer) text };

  stage_wait_until (is_said, what);
}

static gboolean
are_tags_pinned (gpointer user_data)
{
  return is_pinned (user_data, "tags");
}

/* What is written is read again, as one edit; what is none is said. */
static void
test_files (Drawn *self, gconstpointer unused)
{
  RelDiagramPins *pins = rel_diagram_page_get_pins (self->page);
  g_autofree char *folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "arrangement.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  RelPoint tags;

  drawn_choose (self, "tags", NULL, FALSE);
  nudge (self, GDK_KEY_Right, GDK_SHIFT_MASK, 4);
  tags = find_place (self, "tags");
  rel_diagram_pins_save (pins, file);
  wait_until_said (self, "Saved the arrangement as arrangement.json");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "{ \"name\": \"tags\", \"x\": "));
  drawn_do (self, "diagram-page.unpin-all");
  g_assert_false (is_pinned (self, "tags"));

  rel_diagram_pins_open (pins, file);
  stage_wait_until (are_tags_pinned, self);
  assert_moved (self, "tags", tags, 0, 0);
  g_assert_cmpstr (rel_workspace_get_undo_name (self->workspace), ==, "Arrange as in arrangement.json");
  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  rel_diagram_pins_open (pins, file);
  wait_until_said (self, "arrangement.json cannot be opened: This is not an arrangement of Relations");
  g_assert_true (is_pinned (self, "tags"));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

#define ADD(name, func) g_test_add ("/ui/diagram-pins/" name, Drawn, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int status;

  stage_set_up (&argc, &argv);
  ADD ("keys", test_keys);
  ADD ("keys-in-haste", test_keys_in_haste);
  ADD ("choose-ends-keys", test_choose_ends_keys);
  ADD ("drag", test_drag);
  ADD ("all", test_all);
  ADD ("escape-drag", test_escape_drag);
  ADD ("undo-keys", test_undo_keys);
  ADD ("foot-bar", test_foot_bar);
  ADD ("undo-drag", test_undo_drag);
  ADD ("leaving-ends-keys", test_leaving_ends_keys);
  ADD ("moving-ends-the-offer-to-undo", test_moving_ends_the_offer_to_undo);
  ADD ("page-stays", test_page_stays);
  ADD ("kept", test_kept);
  ADD ("pin-and-unpin", test_pin_and_unpin);
  ADD ("align", test_align);
  ADD ("part", test_part);
  ADD ("files", test_files);
  status = g_test_run ();
  stage_tear_down ();
  return status;
}
