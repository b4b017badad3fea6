/* bench-sidebar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar of a project of 10,000 collections: to show it, and to filter it by something that all of them
 * have, beside a bare list of as many rows that are put in the place of others. What is looked for is looked for
 * in a thread; what counts is what the main loop works until it is on the screen.
 */

#include "config.h"

#include <stdlib.h>

#include "frames.h"
#include "rel-outline-view.h"
#include "rel-snapshot.h"
#include "stage.h"

#define N_COLLECTIONS   10000
#define N_RUNS          11
#define AIM_SHOW_MS     16.0
#define AIM_FILTER_MS   8.0
#define MAX_FIRST_RATIO 3.0
#define MAX_SHOW_RATIO  8.0
#define MAX_STEP_RATIO  1.0
#define MAX_CLEAR_RATIO 1.5

/* The second finds a part of what the first finds, which is all. */
static const char *const texts[] = { "collection", "collection_1" };
#define N_FOUND_AT_LEAST 1000

typedef struct
{
  GtkWindow *window;
  RelOutlineView *view; /* (nullable): absent in the window of the bare list */
  GListStore *store;    /* (owned) (nullable): the rows of the bare list */
} Beside;

static RelSchema *
make_schema (void)
{
  GString *text = g_string_new ("{\"collections\":[");
  g_autoptr (GBytes) bytes = NULL;
  RelSchema *schema;

  for (guint i = 0; i < N_COLLECTIONS; i++)
    g_string_append_printf (
      text, "%s{\"collection\":\"collection_%u\",\"meta\":{\"note\":\"What is under %u\",\"sort\":%u},\"schema\":{}}",
      i > 0 ? "," : "", i, i, N_COLLECTIONS - i);
  g_string_append (text, "],\"fields\":[],\"relations\":[");
  for (guint i = 0; i < N_COLLECTIONS; i++)
    g_string_append_printf (text,
                            "%s{\"collection\":\"collection_%u\",\"field\":\"field\",\"related_collection\":"
                            "\"collection_%u\",\"schema\":{},\"meta\":{\"one_field\":\"list\"}}",
                            i > 0 ? "," : "", i, (i + 1) % N_COLLECTIONS);
  g_string_append (text, "]}");
  bytes = g_string_free_to_bytes (text);
  schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, NULL);
  g_assert_nonnull (schema);
  return schema;
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
show_window (Beside *self, GtkWidget *child)
{
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 300, 760);
  gtk_window_set_child (self->window, child);
  gtk_window_present (self->window);
  stage_settle (GTK_WIDGET (self->window));
}

static void
bare_init (Beside *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bound_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (
                                                      g_object_ref (G_LIST_MODEL (self->store)))),
                                                    factory));
  show_window (self, scrolled);
}

static GPtrArray *
make_rows (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_COLLECTIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s_%u", text, i);

      g_ptr_array_add (rows, gtk_string_object_new (name));
    }
  return rows;
}

static gboolean
has_found (gpointer user_data)
{
  return !rel_outline_view_is_searching (user_data);
}

static void
show_cb (gpointer user_data)
{
  gpointer *view_and_schema = user_data;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();

  rel_outline_view_show (view_and_schema[0], view_and_schema[1], changes);
}

static void
await_found_cb (gpointer user_data)
{
  stage_wait_until (has_found, user_data);
}

static void
filter_cb (gpointer user_data)
{
  gpointer *view_and_query = user_data;

  rel_outline_view_set_query (view_and_query[0], view_and_query[1]);
}

static void
replace_cb (gpointer user_data)
{
  gpointer *store_and_rows = user_data;
  GListModel *model = store_and_rows[0];
  GPtrArray *rows = store_and_rows[1];

  g_list_store_splice (store_and_rows[0], 0, g_list_model_get_n_items (model), rows->pdata, rows->len);
}

static gboolean
has_all_rows (Beside *self)
{
  GtkListView *list = GTK_LIST_VIEW (stage_find (GTK_WIDGET (self->view), GTK_TYPE_LIST_VIEW, NULL));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) == N_COLLECTIONS;
}

static void
do_nothing (gpointer unused)
{
}

/* Until the view has all the rows; and the first frame of that, with what is in sight. */
static double
time_show (Beside *self, RelSchema *schema, double *first_ms)
{
  gpointer both[] = { self->view, schema };
  double ms = *first_ms = frames_time_ms (GTK_WIDGET (self->window), show_cb, both);

  while (!has_all_rows (self))
    ms += frames_time_ms (GTK_WIDGET (self->window), do_nothing, NULL);
  return ms;
}

/* Until all is found and on the screen. */
static double
time_filter (Beside *self, const char *text)
{
  g_autoptr (RelQuery) query = text != NULL ? rel_query_parse (text, NULL) : NULL;
  gpointer both[] = { self->view, query };
  double ms = frames_time_ms (GTK_WIDGET (self->window), filter_cb, both);

  ms += frames_time_ms (GTK_WIDGET (self->window), await_found_cb, self->view);
  g_assert_nonnull (rel_outline_view_get_node (self->view, N_FOUND_AT_LEAST));
  return ms;
}

static double
time_bare (Beside *self, const char *text)
{
  g_autoptr (GPtrArray) rows = make_rows (text);
  gpointer both[] = { self->store, rows };

  return frames_time_ms (GTK_WIDGET (self->window), replace_cb, both);
}

int
main (void)
{
  g_autoptr (RelSchema) schema = make_schema ();
  double first_ms[N_RUNS], show_ms[N_RUNS], filter_ms[N_RUNS], clear_ms[N_RUNS], bare_ms[N_RUNS];
  Beside bare = { NULL };
  double bare_median_ms;
  gboolean is_quick;

  stage_set_up (NULL, NULL);
  bare_init (&bare);
  for (guint i = 0; i < N_RUNS; i++)
    {
      Beside sidebar = { NULL };

      sidebar.view = REL_OUTLINE_VIEW (rel_outline_view_new ());
      show_window (&sidebar, GTK_WIDGET (sidebar.view));
      show_ms[i] = time_show (&sidebar, schema, &first_ms[i]);
      time_filter (&sidebar, texts[0]);
      filter_ms[i] = time_filter (&sidebar, texts[1]);
      filter_ms[i] = MAX (filter_ms[i], time_filter (&sidebar, texts[0]));
      clear_ms[i] = time_filter (&sidebar, NULL);
      bare_ms[i] = time_bare (&bare, texts[i % 2]);
      stage_destroy (sidebar.window);
    }
  stage_destroy (bare.window);
  g_object_unref (bare.store);
  stage_tear_down ();

  bare_median_ms = frames_get_median (bare_ms, N_RUNS);
  g_print ("A bare list of %d rows: %.1f ms\n", N_COLLECTIONS, bare_median_ms);
  g_print ("To show the sidebar: %.1f ms (wanted: at most %.0f; fails above %.1f x the bare list)\n",
           frames_get_median (first_ms, N_RUNS), AIM_SHOW_MS, MAX_FIRST_RATIO);
  g_print ("Until it has rows enough to scroll: %.1f ms (fails above %.1f x the bare list)\n",
           frames_get_median (show_ms, N_RUNS), MAX_SHOW_RATIO);
  g_print ("A step of the filter: %.1f ms (wanted: at most %.0f; fails above %.1f x the bare list)\n",
           frames_get_median (filter_ms, N_RUNS), AIM_FILTER_MS, MAX_STEP_RATIO);
  g_print ("To show all again: %.1f ms (wanted: at most %.0f; fails above %.1f x the bare list)\n",
           frames_get_median (clear_ms, N_RUNS), AIM_FILTER_MS, MAX_CLEAR_RATIO);
  is_quick = frames_get_median (first_ms, N_RUNS) <= MAX_FIRST_RATIO * bare_median_ms &&
             frames_get_median (show_ms, N_RUNS) <= MAX_SHOW_RATIO * bare_median_ms &&
             frames_get_median (filter_ms, N_RUNS) <= MAX_STEP_RATIO * bare_median_ms &&
             frames_get_median (clear_ms, N_RUNS) <= MAX_CLEAR_RATIO * bare_median_ms;
  return is_quick ? EXIT_SUCCESS : EXIT_FAILURE;
}
