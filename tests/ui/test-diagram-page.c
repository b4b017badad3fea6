/* test-diagram-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The diagram of the sample, by pointer and by keys.
 */

#include "config.h"

#include <math.h>

#include "drawn.h"
#include "rel-beside.h"
#include "rel-minimap.h"
#include "rel-relation-form.h"

static gboolean
is_complete (gpointer user_data)
{
  return rel_canvas_is_complete (user_data);
}

static void
go_to_diagram (Drawn *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "project.show-diagram", NULL);
  drawn_await (self);
}

static RelScene *
scene_of (Drawn *self)
{
  return rel_canvas_get_scene (self->canvas);
}

static void
assert_chosen (Drawn *self, const RelHit *hit)
{
  GArray *chosen = rel_canvas_get_chosen (self->canvas);

  g_assert_cmpuint (chosen->len, ==, 1);
  g_assert_true (rel_hit_equal (&g_array_index (chosen, RelHit, 0), hit));
}

static void
assert_label (Drawn *self, const char *label)
{
  g_autofree char *difference =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  g_assert_cmpstr (difference, ==, NULL);
}

static gboolean
is_side_seen (gpointer user_data)
{
  return rel_beside_is_side_seen (user_data);
}

static gboolean
is_side_gone (gpointer user_data)
{
  return !rel_beside_is_side_seen (user_data);
}

static RelBeside *
beside_of (Drawn *self)
{
  return REL_BESIDE (stage_find (GTK_WIDGET (self->page), REL_TYPE_BESIDE, NULL));
}

/* Where one was is chosen in the picture, and its form is beside it. */
static void
test_shares_where_one_is (Drawn *self, gconstpointer unused)
{
  g_autoptr (RelPlace) place = rel_place_new_relation ("articles", "author", 0);
  RelHit row;

  rel_project_view_go (self->view, place);
  go_to_diagram (self);
  row = drawn_find (self, "articles", "author");
  assert_chosen (self, &row);
  stage_wait_until (is_side_seen, beside_of (self));
  g_assert_nonnull (stage_find (GTK_WIDGET (self->page), REL_TYPE_RELATION_FORM, NULL));
}

/* In a narrow window there is one thing at a time. */
static void
test_narrow (Drawn *self, gconstpointer unused)
{
  RelHit card;

  gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 700);
  go_to_diagram (self);
  card = drawn_find (self, "articles", NULL);
  rel_canvas_choose (self->canvas, &card, FALSE);
  stage_settle (GTK_WIDGET (self->page));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->window)), <=, 420);
  g_assert_false (rel_beside_is_side_seen (beside_of (self)));
}

static void
test_keys_walk (Drawn *self, gconstpointer unused)
{
  RelHit author;

  go_to_diagram (self);
  author = drawn_find (self, "articles", "author");
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  rel_canvas_choose (self->canvas, &author, FALSE);
  assert_label (self, "articles.author to authors, many to one, on delete set null");
  g_assert_true (drawn_press (self, GDK_KEY_Right, 0));
  assert_label (self, "authors.articles to articles, one to many, on delete set null");
  g_assert_true (drawn_press (self, GDK_KEY_Left, 0));
  g_assert_true (drawn_press (self, GDK_KEY_Down, 0));
  author = drawn_find (self, "articles", "editor");
  assert_chosen (self, &author);
  /* Shift adds; Tab is not for the canvas. */
  g_assert_true (drawn_press (self, GDK_KEY_Down, GDK_SHIFT_MASK));
  g_assert_cmpuint (rel_canvas_get_chosen (self->canvas)->len, ==, 2);
  g_assert_false (drawn_press (self, GDK_KEY_Tab, 0));
}

static void
test_enter_and_escape (Drawn *self, gconstpointer unused)
{
  RelHit author;
  RelPlace *place;

  go_to_diagram (self);
  author = drawn_find (self, "articles", "author");
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  rel_canvas_choose (self->canvas, &author, FALSE);
  g_assert_true (drawn_press (self, GDK_KEY_Return, 0));
  place = rel_project_view_get_place (self->view);
  g_assert_cmpint (rel_place_get_kind (place), ==, REL_PLACE_RELATION);
  g_assert_cmpstr (rel_place_get_field (place), ==, "author");

  rel_project_view_go_back (self->view);
  drawn_await (self);
  author = drawn_find (self, "articles", "author");
  assert_chosen (self, &author);
  stage_wait_until (is_side_seen, beside_of (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->canvas), "diagram-page.leave", NULL));
  g_assert_cmpuint (rel_canvas_get_chosen (self->canvas)->len, ==, 0);
  stage_wait_until (is_side_gone, beside_of (self));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->canvas), "diagram-page.leave", NULL));
  g_assert_cmpint (rel_place_get_kind (rel_project_view_get_place (self->view)), !=, REL_PLACE_DIAGRAM);
}

static void
test_zoom (Drawn *self, gconstpointer unused)
{
  RelView all;
  RelHit articles;
  graphene_rect_t before;
  graphene_rect_t after;

  go_to_diagram (self);
  all = *rel_canvas_get_view (self->canvas);
  articles = drawn_find (self, "articles", NULL);
  rel_canvas_choose (self->canvas, &articles, FALSE);
  stage_wait_until (is_side_seen, beside_of (self));
  rel_canvas_fit (self->canvas);
  g_assert_true (drawn_press (self, GDK_KEY_0, 0));
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->scale, ==, 1);
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &articles, &before));
  g_assert_true (drawn_press (self, GDK_KEY_plus, 0));
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->scale, >, 1);
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &articles, &after));
  g_assert_cmpfloat (after.size.width, >, before.size.width);
  g_assert_true (drawn_press (self, GDK_KEY_minus, GDK_CONTROL_MASK));
  g_assert_true (drawn_press (self, GDK_KEY_1, 0));
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->scale, <, all.scale + 0.001);
  g_assert_true (drawn_press (self, GDK_KEY_2, 0));
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &articles, &after));
  g_assert_cmpfloat_with_epsilon (after.origin.x + after.size.width / 2,
                                  gtk_widget_get_width (GTK_WIDGET (self->canvas)) / 2.0, 2);
}

/* The overview is there while not all is seen, and goes where it is clicked. */
static void
test_minimap (Drawn *self, gconstpointer unused)
{
  RelMinimap *minimap;
  RelView before;

  go_to_diagram (self);
  minimap = REL_MINIMAP (stage_find (GTK_WIDGET (self->page), REL_TYPE_MINIMAP, NULL));
  g_assert_false (gtk_widget_get_child_visible (GTK_WIDGET (minimap)));
  rel_canvas_zoom_to (self->canvas, 2);
  stage_settle (GTK_WIDGET (self->page));
  g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (minimap)));
  before = *rel_canvas_get_view (self->canvas);
  rel_minimap_go (minimap, 20, 70);
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->x, >, before.x);
}

static guint
count_kept (Drawn *self)
{
  guint count = 0;

  for (guint i = 0; i < rel_scene_get_n_cards (scene_of (self)); i++)
    count += rel_marks_has_card (rel_canvas_get_marks (self->canvas), i, REL_MARK_FADED) ? 0 : 1;
  return count;
}

static void
test_search (Drawn *self, gconstpointer unused)
{
  GtkWidget *entry;
  RelHit tags;
  int place;

  go_to_diagram (self);
  g_assert_cmpuint (count_kept (self), ==, rel_scene_get_n_cards (scene_of (self)));
  rel_diagram_page_set_filter (self->page, "kind:m2m to:tags");
  tags = drawn_find (self, "tags", NULL);
  g_assert_cmpuint (count_kept (self), <, rel_scene_get_n_cards (scene_of (self)) / 2);
  g_assert_false (rel_marks_has_card (rel_canvas_get_marks (self->canvas), tags.card, REL_MARK_FADED));
  /* What cannot be understood changes nothing. */
  entry = stage_find (GTK_WIDGET (self->page), GTK_TYPE_SEARCH_ENTRY, NULL);
  place = -1;
  gtk_editable_insert_text (GTK_EDITABLE (entry), " colour:red", -1, &place);
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (count_kept (self), <, rel_scene_get_n_cards (scene_of (self)) / 2);
  rel_diagram_page_set_filter (self->page, "");
  g_assert_cmpuint (count_kept (self), ==, rel_scene_get_n_cards (scene_of (self)));
}

/* It went to the first card in the order of the schema that had anything to do with it, and stayed
 * at a scale at which nothing can be read. */
static void
test_search_goes_to_the_name (Drawn *self, gconstpointer unused)
{
  GtkWidget *entry;
  RelHit tags;

  go_to_diagram (self);
  rel_canvas_zoom_to (self->canvas, 0.01);
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->scale, <, 0.45);
  rel_diagram_page_set_filter (self->page, "tags");
  entry = stage_find (GTK_WIDGET (self->page), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_signal_emit_by_name (entry, "activate");
  tags = drawn_find (self, "tags", NULL);
  assert_chosen (self, &tags);
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->scale, >=, 0.45);
  /* The others come after it. */
  g_signal_emit_by_name (entry, "activate");
  g_assert_false (rel_hit_equal (&g_array_index (rel_canvas_get_chosen (self->canvas), RelHit, 0), &tags));
}

/* All of it was fitted into the narrower page when the page beside it came, under the pointer. */
static void
test_choosing_keeps_the_scale (Drawn *self, gconstpointer unused)
{
  graphene_rect_t bounds;
  RelHit articles;
  double scale;

  go_to_diagram (self);
  scale = rel_canvas_get_view (self->canvas)->scale;
  articles = drawn_find (self, "articles", NULL);
  rel_canvas_choose (self->canvas, &articles, FALSE);
  stage_wait_until (is_side_seen, beside_of (self));
  stage_settle (GTK_WIDGET (self->page));
  g_assert_cmpfloat (rel_canvas_get_view (self->canvas)->scale, ==, scale);
  g_assert_true (rel_canvas_compute_bounds (self->canvas, &articles, &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (GTK_WIDGET (self->canvas)));
}

static void
test_parts (Drawn *self, gconstpointer unused)
{
  guint n_all;
  guint n_near;
  RelHit tags;

  go_to_diagram (self);
  n_all = rel_scene_get_n_cards (scene_of (self));
  tags = drawn_find (self, "tags", NULL);
  rel_canvas_choose (self->canvas, &tags, FALSE);
  drawn_do (self, "diagram-page.around");
  n_near = rel_scene_get_n_cards (scene_of (self));
  g_assert_cmpuint (n_near, ==, 2);
  tags = drawn_find (self, "tags", NULL);
  assert_chosen (self, &tags);
  drawn_do (self, "diagram.more");
  g_assert_cmpuint (rel_scene_get_n_cards (scene_of (self)), >, n_near);
  drawn_do (self, "diagram.fewer");
  g_assert_cmpuint (rel_scene_get_n_cards (scene_of (self)), ==, n_near);
  drawn_do (self, "diagram.all");
  g_assert_cmpuint (rel_scene_get_n_cards (scene_of (self)), ==, n_all);
  drawn_do (self, "diagram.junctions");
  g_assert_cmpuint (rel_scene_get_n_cards (scene_of (self)), >, n_all);
  drawn_do (self, "diagram.junctions");
  g_assert_cmpuint (rel_scene_get_n_cards (scene_of (self)), ==, n_all);
}

/* What is edited is seen at its place, and nothing moves. */
static void
test_draft (Drawn *self, gconstpointer unused)
{
  g_autoptr (JsonNode) cascade = rel_json_new_string ("CASCADE");
  g_autoptr (RelScene) before = NULL;
  gboolean changed = FALSE;
  RelHit row;

  go_to_diagram (self);
  before = rel_scene_ref (scene_of (self));
  g_assert_true (
    rel_workspace_set_member (self->workspace, "articles", "author", 0, "schema.on_delete", cascade, NULL));
  drawn_await (self);
  g_assert_true (scene_of (self) != before);
  row = drawn_find (self, "articles", "author");
  for (guint i = 0; i < rel_scene_get_n_edges (scene_of (self)); i++)
    changed = changed || (rel_scene_edge_is_hit (scene_of (self), i, &row) &&
                          rel_scene_get_edge (scene_of (self), i)->state == REL_STATE_CHANGED);
  g_assert_true (changed);
  for (guint i = 0; i < rel_scene_get_n_cards (before); i++)
    {
      const RelCard *then = rel_scene_get_card (before, i);
      RelHit now = drawn_find (self, then->collection, NULL);

      g_assert_cmpfloat (rel_scene_get_card (scene_of (self), now.card)->box.x, ==, then->box.x);
      g_assert_cmpfloat (rel_scene_get_card (scene_of (self), now.card)->box.y, ==, then->box.y);
    }
}

/* What the pointer is at is what is painted there. */
static void
test_painted_where_picked (Drawn *self, gconstpointer unused)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  int width;
  int height;
  guint n_inside = 0;
  guint n_painted = 0;

  go_to_diagram (self);
  rel_canvas_zoom_to (self->canvas, 1);
  stage_settle (GTK_WIDGET (self->page));
  stage_wait_until (is_complete, self->canvas);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (self->canvas));
  width = gdk_paintable_get_intrinsic_width (paintable);
  height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pixels = g_new (guint32, (gsize) width * (gsize) height);
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int y = 4; y < height; y += 7)
    {
      for (int x = 4; x < width; x += 7)
        {
          if (rel_canvas_pick (self->canvas, x, y).kind != REL_HIT_CARD)
            continue;
          n_inside++;
          n_painted += (pixels[y * width + x] & 0xffffff) != (pixels[0] & 0xffffff) ? 1 : 0;
        }
    }
  g_assert_cmpuint (n_inside, >, 50);
  /* But for the round corners. */
  g_assert_cmpuint (n_painted, >, n_inside * 9 / 10);
}

static void
assert_busy (Drawn *self, gboolean busy)
{
  g_autofree char *difference =
    gtk_test_accessible_check_state (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_STATE_BUSY, busy);

  g_assert_cmpstr (difference, ==, NULL);
}

/* Who cannot see the picture hears that it is not the last one. A line that was drawn by where things stand in the next
 * one moved a card in this one. */
static void
test_says_that_another_follows (Drawn *self, gconstpointer unused)
{
  assert_busy (self, FALSE);
  drawn_choose (self, "articles", NULL, FALSE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), "diagram-page.around", NULL));
  assert_busy (self, TRUE);
  drawn_await (self);
  assert_busy (self, FALSE);
}

static void
test_goes_away (void)
{
  GtkWidget *page = g_object_ref_sink (rel_diagram_page_new ());

  g_assert_finalize_object (page);
}

int
main (int argc, char *argv[])
{
  int status;

  stage_set_up (&argc, &argv);

#define ADD(name, func) g_test_add ("/ui/diagram-page/" name, Drawn, NULL, drawn_set_up, func, drawn_tear_down)
  g_test_add_func ("/ui/diagram-page/goes-away", test_goes_away);
  ADD ("shares-where-one-is", test_shares_where_one_is);
  ADD ("narrow", test_narrow);
  ADD ("keys-walk", test_keys_walk);
  ADD ("enter-and-escape", test_enter_and_escape);
  ADD ("zoom", test_zoom);
  ADD ("minimap", test_minimap);
  ADD ("search", test_search);
  ADD ("search-goes-to-the-name", test_search_goes_to_the_name);
  ADD ("choosing-keeps-the-scale", test_choosing_keeps_the_scale);
  ADD ("parts", test_parts);
  ADD ("draft", test_draft);
  ADD ("says-that-another-follows", test_says_that_another_follows);
  ADD ("painted-where-picked", test_painted_where_picked);
#undef ADD

  status = g_test_run ();
  stage_tear_down ();
  return status;
}
