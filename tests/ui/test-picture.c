/* test-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-picture.h"

#include <string.h>

#include "rel-lists.h"
#include "rel-picture-words.h"
#include "stage.h"

typedef struct
{
  GtkWidget *window;
  RelPicture *picture; /* (owned) */
  RelSchema *schema;   /* (owned) */
  char *activated;     /* (owned) (nullable): what the last signal said */
} Fixture;

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static RelSchema *
make_schema (const char *on_delete)
{
  g_autofree char *text = g_strdup_printf (
    "[{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\","
    "\"meta\":{\"one_field\":\"articles\"},\"schema\":{\"on_delete\":\"%s\"}},"
    "{\"collection\":\"articles\",\"field\":\"image\",\"related_collection\":\"directus_files\",\"meta\":{},"
    "\"schema\":{}},"
    "{\"collection\":\"comments\",\"field\":\"article\",\"related_collection\":\"articles\",\"meta\":{},"
    "\"schema\":{}}]",
    on_delete);
  g_autoptr (JsonNode) collections =
    parse ("[{\"collection\":\"articles\"},{\"collection\":\"authors\"},{\"collection\":\"comments\"}]");
  g_autoptr (JsonNode) fields = parse ("[{\"collection\":\"articles\",\"field\":\"author\"},"
                                       "{\"collection\":\"articles\",\"field\":\"image\"},"
                                       "{\"collection\":\"authors\",\"field\":\"articles\",\"type\":\"alias\"},"
                                       "{\"collection\":\"comments\",\"field\":\"article\"}]");
  g_autoptr (JsonNode) relations = parse (text);
  g_autoptr (GError) error = NULL;
  RelSchema *schema = rel_lists_read (collections, fields, relations, &error);

  g_assert_no_error (error);
  return schema;
}

static void
collection_activated_cb (RelPicture *picture, const char *collection, gpointer user_data)
{
  Fixture *self = user_data;

  g_free (self->activated);
  self->activated = g_strdup (collection);
}

static void
relation_activated_cb (RelPicture *picture, const char *collection, const char *field, guint nth, gpointer user_data)
{
  Fixture *self = user_data;

  g_free (self->activated);
  self->activated = g_strdup_printf ("%s.%s %u", collection, field, nth);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->window = gtk_window_new ();
  self->picture = g_object_ref_sink (REL_PICTURE (rel_picture_new ()));
  self->schema = make_schema ("SET NULL");
  g_signal_connect (self->picture, "collection-activated", G_CALLBACK (collection_activated_cb), self);
  g_signal_connect (self->picture, "relation-activated", G_CALLBACK (relation_activated_cb), self);
  rel_picture_show (self->picture, self->schema, NULL, "articles", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->picture);
  rel_schema_unref (self->schema);
  g_free (self->activated);
}

static void
show (Fixture *self, int width_px, int height_px)
{
  if (gtk_widget_get_parent (GTK_WIDGET (self->picture)) == NULL)
    gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->picture));
  gtk_window_set_default_size (GTK_WINDOW (self->window), width_px, height_px);
  gtk_window_present (GTK_WINDOW (self->window));
  stage_settle (GTK_WIDGET (self->picture));
}

static gpointer
find_controller (Fixture *self, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->picture));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

static void
click_at (Fixture *self, double x, double y)
{
  g_clear_pointer (&self->activated, g_free);
  g_signal_emit_by_name (find_controller (self, GTK_TYPE_GESTURE_CLICK), "released", 1, x, y);
}

static void
click (Fixture *self, const RelHit *hit)
{
  graphene_rect_t bounds;
  graphene_point_t centre;

  g_assert_true (rel_picture_compute_bounds (self->picture, hit, &bounds));
  graphene_rect_get_center (&bounds, &centre);
  /* On the header of a card, not on one of its rows. */
  click_at (self, centre.x, hit->kind == REL_HIT_CARD ? bounds.origin.y + 4 : centre.y);
}

static void
press (Fixture *self, guint keyval)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_controller (self, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", keyval, 0, 0, &handled);
  g_assert_true (handled);
}

static RelHit
find_card (Fixture *self, const char *collection)
{
  RelHit hit = { REL_HIT_CARD, 0, -1, 0 };

  g_assert_true (rel_scene_find_card (rel_picture_get_scene (self->picture), collection, &hit.card));
  return hit;
}

static void
test_goes_away (void)
{
  g_autoptr (RelSchema) schema = make_schema ("CASCADE");
  GtkWidget *picture = g_object_ref_sink (rel_picture_new ());

  rel_picture_show (REL_PICTURE (picture), schema, schema, "articles", NULL);
  g_assert_nonnull (rel_picture_get_scene (REL_PICTURE (picture)));
  g_assert_finalize_object (picture);
}

static void
test_empty (Fixture *self, gconstpointer unused)
{
  RelHit hit;

  rel_picture_show (self->picture, NULL, NULL, NULL, NULL);
  show (self, 300, 200);
  hit = rel_picture_pick (self->picture, 10, 10);
  g_assert_cmpint (hit.kind, ==, REL_HIT_NOTHING);
  g_assert_null (rel_picture_get_scene (self->picture));
}

static void
test_size (Fixture *self, gconstpointer unused)
{
  GtkWidget *widget = GTK_WIDGET (self->picture);
  RelScene *scene = rel_picture_get_scene (self->picture);
  int minimum;
  int natural;
  int height;
  int low;
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, (int) rel_scene_get_width (scene));
  g_assert_cmpint (minimum, <, natural);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, ==, (int) rel_scene_get_height (scene));
  /* In less room it is smaller in both directions. */
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, minimum, NULL, &low, NULL, NULL);
  g_assert_cmpint (low, <, height);
  /* And so low it may be, whatever its width is: GTK warns of what contradicts itself. */
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, low);
}

static void
test_click_on_cards (Fixture *self, gconstpointer unused)
{
  const char *const names[] = { "articles", "authors", "comments", "directus_files" };

  show (self, 900, 500);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      RelHit card = find_card (self, names[i]);

      click (self, &card);
      g_assert_cmpstr (self->activated, ==, names[i]);
    }
  click_at (self, 1, 1);
  g_assert_null (self->activated);
}

static void
test_click_on_rows (Fixture *self, gconstpointer unused)
{
  RelHit row = find_card (self, "articles");

  show (self, 900, 500);
  row.kind = REL_HIT_ROW;
  row.row = 1;
  click (self, &row);
  g_assert_cmpstr (self->activated, ==, "articles.image 0");
}

static void
test_click_on_lines (Fixture *self, gconstpointer unused)
{
  RelScene *scene = rel_picture_get_scene (self->picture);

  show (self, 900, 500);
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      RelHit hit = { REL_HIT_EDGE, 0, -1, i };
      g_autofree char *expected = g_strdup_printf ("%s.%s 0", rel_relation_get_collection (edge->relation),
                                                   rel_relation_get_field (edge->relation));

      click (self, &hit);
      g_assert_cmpstr (self->activated, ==, expected);
    }
}

/* In a narrow window it is smaller, and what is clicked is what is seen there. */
static void
test_click_when_small (Fixture *self, gconstpointer unused)
{
  RelHit card = find_card (self, "directus_files");
  int minimum;

  gtk_widget_measure (GTK_WIDGET (self->picture), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_set_halign (GTK_WIDGET (self->picture), GTK_ALIGN_START);
  gtk_widget_set_hexpand (GTK_WIDGET (self->picture), FALSE);
  show (self, minimum, 400);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->picture)), <,
                   rel_scene_get_width (rel_picture_get_scene (self->picture)));
  click (self, &card);
  g_assert_cmpstr (self->activated, ==, "directus_files");
}

static void
test_mirrored (Fixture *self, gconstpointer unused)
{
  RelHit comments = find_card (self, "comments");
  RelHit authors = find_card (self, "authors");
  graphene_rect_t comments_bounds;
  graphene_rect_t authors_bounds;

  gtk_widget_set_direction (GTK_WIDGET (self->picture), GTK_TEXT_DIR_RTL);
  show (self, 900, 500);
  g_assert_true (rel_picture_compute_bounds (self->picture, &comments, &comments_bounds));
  g_assert_true (rel_picture_compute_bounds (self->picture, &authors, &authors_bounds));
  g_assert_cmpfloat (comments_bounds.origin.x, >, authors_bounds.origin.x);
  click (self, &comments);
  g_assert_cmpstr (self->activated, ==, "comments");

  gtk_widget_grab_focus (GTK_WIDGET (self->picture));
  press (self, GDK_KEY_Home);
  press (self, GDK_KEY_Right);
  press (self, GDK_KEY_Return);
  g_assert_cmpstr (self->activated, ==, "comments.article 0");
}

static void
assert_label (Fixture *self, const char *label)
{
  g_autofree char *difference =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  g_assert_cmpstr (difference, ==, NULL);
}

/* Each step is told in words. */
static void
test_keys (Fixture *self, gconstpointer unused)
{
  assert_label (self, "articles and its neighbours");
  show (self, 900, 500);
  gtk_widget_grab_focus (GTK_WIDGET (self->picture));
  assert_label (self, "articles, 3 relations");
  press (self, GDK_KEY_Return);
  g_assert_cmpstr (self->activated, ==, "articles");

  press (self, GDK_KEY_Down);
  assert_label (self, "articles.author to authors, many to one, on delete set null");
  press (self, GDK_KEY_Return);
  g_assert_cmpstr (self->activated, ==, "articles.author 0");

  press (self, GDK_KEY_Right);
  assert_label (self, "authors.articles to articles, one to many, on delete set null");
  press (self, GDK_KEY_Up);
  assert_label (self, "authors, 1 relation");
  press (self, GDK_KEY_KP_Enter);
  g_assert_cmpstr (self->activated, ==, "authors");
  press (self, GDK_KEY_Home);
  assert_label (self, "articles, 3 relations");
}

static void
test_tab_leaves (Fixture *self, gconstpointer unused)
{
  gboolean handled = TRUE;

  show (self, 900, 500);
  g_signal_emit_by_name (find_controller (self, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", GDK_KEY_Tab, 0, 0,
                         &handled);
  g_assert_false (handled);
  g_signal_emit_by_name (find_controller (self, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", GDK_KEY_Left, 0,
                         GDK_ALT_MASK, &handled);
  g_assert_false (handled);
}

/* A change of the draft moves nobody. */
static void
test_new_draft (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelSchema) draft = make_schema ("CASCADE");
  RelScene *scene = rel_picture_get_scene (self->picture);

  rel_picture_show (self->picture, self->schema, NULL, "articles", NULL);
  g_assert_true (rel_picture_get_scene (self->picture) == scene);

  show (self, 900, 500);
  gtk_widget_grab_focus (GTK_WIDGET (self->picture));
  press (self, GDK_KEY_Down);
  press (self, GDK_KEY_Down);
  rel_picture_show (self->picture, draft, self->schema, "articles", NULL);
  assert_label (self, "articles.image to directus_files, file, on delete no action");
  scene = rel_picture_get_scene (self->picture);
  g_assert_cmpint (rel_scene_get_edge (scene, 0)->state, ==, REL_STATE_CHANGED);

  rel_picture_show (self->picture, draft, self->schema, "authors", NULL);
  assert_label (self, "authors, 1 relation");
}

/* What a relation does is a sentence or three: on one line they were wider than the window. */
static void
test_tooltips_wrap (Fixture *self, gconstpointer unused)
{
  RelScene *scene = rel_picture_get_scene (self->picture);
  RelHit hit = { REL_HIT_EDGE, 0, -1, 0 };
  g_autoptr (GtkWidget) tip =
    g_object_ref_sink (rel_picture_words_new_tip (scene, self->schema, self->schema, &hit, NULL));
  const char *text = gtk_label_get_text (GTK_LABEL (tip));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (tip, text);
  int natural;
  int unbroken;

  g_assert_true (g_str_has_prefix (text, "articles.author to authors, many to one, on delete set null\nMany items"));
  gtk_widget_measure (tip, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  pango_layout_get_pixel_size (layout, &unbroken, NULL);
  g_assert_cmpint (unbroken, >, 1000);
  g_assert_cmpint (natural, <, unbroken / 2);
}

/* Of one link, only its own cards are there; the same picture can then be of a collection. */
static void
test_one_link (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelSchema) draft = make_schema ("CASCADE");
  g_autoptr (GPtrArray) links = rel_link_list (self->schema, "articles");
  g_autoptr (GPtrArray) draft_links = rel_link_list (draft, "articles");
  RelScene *scene;
  RelHit far;

  rel_picture_show (self->picture, self->schema, NULL, "articles", g_ptr_array_index (links, 0));
  assert_label (self, "The relation articles.author");
  scene = rel_picture_get_scene (self->picture);
  g_assert_cmpuint (rel_scene_get_n_cards (scene), ==, 2);
  rel_picture_show (self->picture, self->schema, NULL, "articles", g_ptr_array_index (links, 0));
  g_assert_true (rel_picture_get_scene (self->picture) == scene);

  show (self, 900, 500);
  far = find_card (self, "authors");
  click (self, &far);
  g_assert_cmpstr (self->activated, ==, "authors");

  gtk_widget_grab_focus (GTK_WIDGET (self->picture));
  press (self, GDK_KEY_Down);
  rel_picture_show (self->picture, draft, self->schema, "articles", g_ptr_array_index (draft_links, 0));
  assert_label (self, "articles.author to authors, many to one, on delete cascade, changed");
  g_assert_cmpint (rel_scene_get_edge (rel_picture_get_scene (self->picture), 0)->state, ==, REL_STATE_CHANGED);

  rel_picture_show (self->picture, draft, self->schema, "articles", g_ptr_array_index (draft_links, 1));
  assert_label (self, "articles, 1 relation");
  rel_picture_show (self->picture, draft, self->schema, "articles", NULL);
  g_assert_cmpuint (rel_scene_get_n_cards (rel_picture_get_scene (self->picture)), ==, 4);
}

typedef struct
{
  GtkAdjustment *adjustment;
  double not_this;
} Scrolled;

static gboolean
is_scrolled (gpointer user_data)
{
  Scrolled *scrolled = user_data;

  return gtk_adjustment_get_value (scrolled->adjustment) != scrolled->not_this;
}

/* In a small scrolled window of its own, the collection itself is seen first, and the keys
 * bring what they lead to into sight. */
static void
test_scrolls (Fixture *self, gconstpointer unused)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (window));
  Scrolled scrolled = { adjustment, 0 };

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->picture));
  gtk_window_set_child (GTK_WINDOW (self->window), window);
  show (self, 200, 150);
  stage_wait_until (is_scrolled, &scrolled);

  gtk_widget_grab_focus (GTK_WIDGET (self->picture));
  press (self, GDK_KEY_Down);
  press (self, GDK_KEY_Right);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, gtk_adjustment_get_page_size (adjustment) / 2);
}

#define ADD(name, function) g_test_add ("/ui/picture/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  /* What is told to a screen reader is looked at, without one. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/picture/goes-away", test_goes_away);
  ADD ("empty", test_empty);
  ADD ("size", test_size);
  ADD ("click-on-cards", test_click_on_cards);
  ADD ("click-on-rows", test_click_on_rows);
  ADD ("click-on-lines", test_click_on_lines);
  ADD ("click-when-small", test_click_when_small);
  ADD ("mirrored", test_mirrored);
  ADD ("keys", test_keys);
  ADD ("tab-leaves", test_tab_leaves);
  ADD ("new-draft", test_new_draft);
  ADD ("tooltips-wrap", test_tooltips_wrap);
  ADD ("one-link", test_one_link);
  ADD ("scrolls", test_scrolls);
  status = g_test_run ();
  stage_tear_down ();
  return status;
}
