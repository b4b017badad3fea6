/* bench-canvas.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pans and zooms over ten thousand collections in the real widget, 1600 by 1000 pixels, beside
 * an empty one of the same size whose every pixel changes with each frame. The two take turns,
 * so that what else the machine does falls on both. A frame is to take at most 4 ms of CPU of
 * its own (that is, beyond what GTK takes for the empty one) in the median; on a machine that is
 * shared more is counted to it, so 6.5 ms fail. The slowest one of a hundred is to take at most
 * twice as long as that of the empty one; as two frames that something else on the machine delays
 * make it longer, only three times as long fails.
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "rel-arranger.h"
#include "rel-canvas.h"
#include "rel-lists.h"
#include "stage.h"

#define N_COLLECTIONS 10000
#define WIDTH_PX      1600
#define HEIGHT_PX     1000
#define N_FRAMES      240
#define N_TURNS       4
#define MAX_OWN_MS    6.5
#define MAX_RATIO     3.0
#define PAN_PX        7.0

/* What frames took. */
typedef struct
{
  double cpu_ms[N_FRAMES];
  double wall_ms[N_FRAMES];
  guint n;
} Frames;

/* A widget that is nothing but a ground. */
typedef struct
{
  GtkWidget parent_instance;
  guint n_frames;
} Empty;

typedef struct
{
  GtkWidgetClass parent_class;
} EmptyClass;

GType empty_get_type (void);
G_DEFINE_TYPE (Empty, empty, GTK_TYPE_WIDGET)

static void
empty_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  Empty *self = (Empty *) widget;
  const GdkRGBA colour = { 1, 1, (float) (self->n_frames++ % 2) / 255, 1 };

  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, 0, WIDTH_PX, HEIGHT_PX));
}

static void
empty_class_init (EmptyClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = empty_snapshot;
}

static void
empty_init (Empty *self)
{
}

/* --- Ten thousand collections --- */

static JsonNode *
parse (GString *text)
{
  JsonNode *node;

  g_string_append_c (text, ']');
  node = rel_json_parse (text->str, text->len, NULL);
  g_assert_nonnull (node);
  return node;
}

/* In modules of twenty: chains inside, and a few links to the next ones. */
static RelSchema *
make_schema (void)
{
  g_autoptr (GString) collections = g_string_new ("[");
  g_autoptr (GString) fields = g_string_new ("[");
  g_autoptr (GString) relations = g_string_new ("[");
  g_autoptr (JsonNode) collections_node = NULL;
  g_autoptr (JsonNode) fields_node = NULL;
  g_autoptr (JsonNode) relations_node = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  RelSchema *schema;

  for (int i = 0; i < N_COLLECTIONS; i++)
    {
      guint n_links = i == 0 ? 0 : 1 + (i % 3 == 0);

      g_string_append_printf (collections, "%s{\"collection\":\"collection_%d\"}", i > 0 ? "," : "", i);
      for (guint n = 0; n < n_links; n++)
        {
          int module = i / 20 * 20;
          int to = n == 0 ? g_rand_int_range (random, MAX (module - 20, 0), i) : MAX (i - 1, 0);
          const char *comma = relations->len > 1 ? "," : "";

          g_string_append_printf (fields, "%s{\"collection\":\"collection_%d\",\"field\":\"field_%u\"}", comma, i, n);
          g_string_append_printf (relations,
                                  "%s{\"collection\":\"collection_%d\",\"field\":\"field_%u\","
                                  "\"related_collection\":\"collection_%d\",\"meta\":{},\"schema\":{}}",
                                  comma, i, n, to);
        }
    }
  collections_node = parse (collections);
  fields_node = parse (fields);
  relations_node = parse (relations);
  schema = rel_lists_read (collections_node, fields_node, relations_node, NULL);
  g_assert_nonnull (schema);
  return schema;
}

/* --- Frames --- */

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

typedef struct
{
  Frames *frames;
  double cpu_ms;
  gint64 wall_us;
} Watch;

static void
before_cb (GdkFrameClock *clock, gpointer user_data)
{
  Watch *watch = user_data;

  watch->cpu_ms = get_cpu_ms ();
  watch->wall_us = g_get_monotonic_time ();
}

static void
after_cb (GdkFrameClock *clock, gpointer user_data)
{
  Watch *watch = user_data;
  Frames *frames = watch->frames;

  if (frames->n == N_FRAMES)
    return;
  /* With what the display has to do for it. */
  gdk_display_sync (gdk_display_get_default ());
  frames->cpu_ms[frames->n] = get_cpu_ms () - watch->cpu_ms;
  frames->wall_ms[frames->n] = (double) (g_get_monotonic_time () - watch->wall_us) / 1000;
  frames->n++;
}

typedef struct
{
  GtkWidget *widget;
  void (*step) (GtkWidget *widget, guint nth);
  guint nth;
} Drive;

static gboolean
step_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Drive *drive = user_data;

  drive->step (widget, drive->nth++);
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  Frames *frames;
  guint until;
} Goal;

static gboolean
has_frames (gpointer user_data)
{
  Goal *goal = user_data;

  return goal->frames->n >= goal->until;
}

static void
run (GtkWidget *widget, void (*step) (GtkWidget *widget, guint nth), Frames *frames)
{
  Drive drive = { widget, step, frames->n };
  Watch watch = { frames, 0, 0 };
  Goal goal = { frames, frames->n + N_FRAMES / N_TURNS };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), &watch);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (after_cb), &watch);
  guint id = gtk_widget_add_tick_callback (widget, step_cb, &drive, NULL);

  stage_wait_until (has_frames, &goal);
  gtk_widget_remove_tick_callback (widget, id);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
}

static void
step_empty (GtkWidget *widget, guint nth)
{
  gtk_widget_queue_draw (widget);
}

/* There and back again. */
static void
step_pan (GtkWidget *widget, guint nth)
{
  RelView view = *rel_canvas_get_view (REL_CANVAS (widget));
  double direction = nth / 60 % 2 == 0 ? 1 : -1;

  view.x -= direction * PAN_PX;
  view.y -= direction * PAN_PX / 2;
  rel_canvas_set_view (REL_CANVAS (widget), &view, FALSE);
}

static void
step_zoom (GtkWidget *widget, guint nth)
{
  const RelView *view = rel_canvas_get_view (REL_CANVAS (widget));
  double factor = nth / 30 % 2 == 0 ? 1.05 : 1 / 1.05;
  RelView next = rel_view_zoom (view, WIDTH_PX / 2.0, HEIGHT_PX / 2.0, view->scale * factor);

  rel_canvas_set_view (REL_CANVAS (widget), &next, TRUE);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *first = a;
  const double *second = b;

  return *first < *second ? -1 : *first > *second;
}

static double
percentile (double *values, double part)
{
  qsort (values, N_FRAMES, sizeof (double), compare);
  return values[(guint) (part * (N_FRAMES - 1))];
}

static gboolean
is_complete (gpointer user_data)
{
  return rel_canvas_is_complete (user_data);
}

static gboolean
measure (GtkStack *stack, GtkWidget *empty, GtkWidget *canvas, double scale, gboolean zooms)
{
  g_autofree Frames *none = g_new0 (Frames, 1);
  g_autofree Frames *ours = g_new0 (Frames, 1);
  double own;
  double ratio;

  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      gtk_stack_set_visible_child (stack, empty);
      stage_settle (empty);
      run (empty, step_empty, none);
      gtk_stack_set_visible_child (stack, canvas);
      stage_settle (canvas);
      if (scale > 0)
        rel_canvas_zoom_to (REL_CANVAS (canvas), scale);
      else
        rel_canvas_fit (REL_CANVAS (canvas));
      stage_wait_until (is_complete, canvas);
      run (canvas, zooms ? step_zoom : step_pan, ours);
    }
  own = percentile (ours->cpu_ms, 0.5) - percentile (none->cpu_ms, 0.5);
  ratio = percentile (ours->wall_ms, 0.99) / percentile (none->wall_ms, 0.99);
  g_print ("%4.0f %% %-4s own CPU %5.2f ms (%.2f with, %.2f without)   p99 %6.2f ms, %6.2f empty: %.2f x\n",
           rel_canvas_get_view (REL_CANVAS (canvas))->scale * 100, zooms ? "zoom" : "pan", own,
           percentile (ours->cpu_ms, 0.5), percentile (none->cpu_ms, 0.5), percentile (ours->wall_ms, 0.99),
           percentile (none->wall_ms, 0.99), ratio);
  return own <= MAX_OWN_MS && ratio <= MAX_RATIO;
}

static void
arranged_cb (RelArranger *arranger, RelGrid *grid, gboolean last, RelGrid **result)
{
  g_print ("arranged%s\n", last ? ", with all effort" : "");
  if (*result == NULL)
    *result = rel_grid_ref (grid);
}

static gboolean
is_there (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

int
main (int argc, char *argv[])
{
  static const double scales[] = { 0, 0.05, 0.12, 0.3, 0.6, 1, 2 };
  const RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .junctions = TRUE };
  g_autoptr (RelSchema) schema = make_schema ();
  g_autoptr (RelArranger) arranger = rel_arranger_new ();
  g_autoptr (RelGrid) grid = NULL;
  g_autoptr (RelLettering) lettering = NULL;
  GtkWidget *window;
  GtkWidget *stack;
  GtkWidget *empty;
  GtkWidget *canvas;
  gboolean good = TRUE;

  stage_set_up (NULL, NULL);
  window = gtk_window_new ();
  stack = gtk_stack_new ();
  empty = g_object_new (empty_get_type (), NULL);
  canvas = rel_canvas_new ();
  gtk_stack_add_child (GTK_STACK (stack), empty);
  gtk_stack_add_child (GTK_STACK (stack), canvas);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), stack);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, HEIGHT_PX);
  gtk_window_present (GTK_WINDOW (window));
  stage_settle (window);

  lettering = rel_lettering_new (canvas);
  g_signal_connect (arranger, "arranged", G_CALLBACK (arranged_cb), &grid);
  rel_arranger_arrange (arranger, schema, NULL, &options, lettering, NULL, NULL);
  stage_wait_until (is_there, &grid);
  rel_arranger_stop (arranger);
  rel_canvas_show (REL_CANVAS (canvas), grid, schema, NULL);
  g_print ("%u cards, %u lines\n", rel_scene_get_n_cards (rel_grid_get_scene (grid)),
           rel_scene_get_n_edges (rel_grid_get_scene (grid)));

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      good = measure (GTK_STACK (stack), empty, canvas, scales[i], FALSE) && good;
      good = measure (GTK_STACK (stack), empty, canvas, scales[i], TRUE) && good;
    }
  gtk_window_destroy (GTK_WINDOW (window));
  stage_tear_down ();
  return good ? 0 : 1;
}
