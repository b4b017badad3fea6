/* test-finder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-finder-item.h"
#include "rel-finder.h"
#include "served.h"

static RelFinder *
open_finder (Served *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  served_do (self, "project.finder", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (REL_IS_FINDER (window))
        return REL_FINDER (window);
    }
  g_assert_not_reached ();
}

static const char *
get_match (RelFinder *finder, guint position)
{
  g_autoptr (RelFinderItem) item = g_list_model_get_item (rel_finder_list_matches (finder), position);

  return item != NULL ? rel_finder_item_get_title (item) : NULL;
}

static void
assert_goes_away (RelFinder *finder)
{
  GtkWidget *widget = g_object_ref (GTK_WIDGET (finder));

  gtk_window_destroy (GTK_WINDOW (widget));
  g_assert_finalize_object (widget);
}

static void
test_finds (Served *self, gconstpointer unused)
{
  RelFinder *finder = open_finder (self);

  /* A whole name goes before a name that begins so, and this before a part of one. */
  rel_finder_search (finder, "articles");
  g_assert_cmpstr (get_match (finder, 0), ==, "articles");
  rel_finder_search (finder, "AUTHOR art");
  g_assert_cmpstr (get_match (finder, 0), ==, "articles.author");
  rel_finder_search (finder, "all relations");
  g_assert_cmpstr (get_match (finder, 0), ==, "Show All Relations");
  rel_finder_search (finder, "blocks pages");
  g_assert_cmpstr (get_match (finder, 0), ==, "pages.blocks");
  rel_finder_search (finder, "no such thing");
  g_assert_null (get_match (finder, 0));
  rel_finder_activate (finder);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (finder)));
  assert_goes_away (finder);
}

/* What matched the letters before stood in their order while what came by the next ones was sorted
 * in among it, which GTK says is against the contract of a comparison. */
static void
test_types (Served *self, gconstpointer unused)
{
  static const char *const texts[] = { "compare", "published", "articles author", "relation", "change" };
  RelFinder *finder = open_finder (self);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      for (gsize length = 1; length <= strlen (texts[i]); length++)
        {
          g_autofree char *typed = g_strndup (texts[i], length);

          rel_finder_search (finder, typed);
        }
      for (gsize length = strlen (texts[i]); length > 0; length--)
        {
          g_autofree char *left = g_strndup (texts[i], length - 1);

          rel_finder_search (finder, left);
        }
    }
  rel_finder_search (finder, "articles");
  g_assert_cmpstr (get_match (finder, 0), ==, "articles");
  assert_goes_away (finder);
}

static void
test_goes (Served *self, gconstpointer unused)
{
  RelFinder *finder = open_finder (self);
  RelPlace *place;

  rel_finder_search (finder, "articles.author");
  rel_finder_activate (finder);
  place = rel_project_view_get_place (self->view);
  g_assert_cmpint (rel_place_get_kind (place), ==, REL_PLACE_RELATION);
  g_assert_cmpstr (rel_place_get_collection (place), ==, "articles");
  g_assert_cmpstr (rel_place_get_field (place), ==, "author");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 1);
}

/* Commands that have nothing to do are not offered. */
static void
test_does (Served *self, gconstpointer unused)
{
  RelFinder *finder = open_finder (self);

  rel_finder_search (finder, "undo");
  g_assert_null (get_match (finder, 0));
  gtk_window_destroy (GTK_WINDOW (finder));

  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  finder = open_finder (self);
  rel_finder_search (finder, "undo");
  rel_finder_activate (finder);
  g_assert_cmpuint (rel_workspace_get_changes (self->workspace)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add ("/ui/finder/finds", Served, NULL, served_set_up, test_finds, served_tear_down);
  g_test_add ("/ui/finder/types", Served, NULL, served_set_up, test_types, served_tear_down);
  g_test_add ("/ui/finder/goes", Served, NULL, served_set_up, test_goes, served_tear_down);
  g_test_add ("/ui/finder/does", Served, NULL, served_set_up, test_does, served_tear_down);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
