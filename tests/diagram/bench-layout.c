/* bench-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lays out graphs beside dot, in the same run, and measures what people wait for against the time
 * that dot takes for a thousand cards, both of the processor. Fails beyond a ratio, when there are more crossings than
 * in dot's pictures, or when any two cards overlap. The large comparison with more programs is compare-layout.mjs.
 */

#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "dot.h"
#include "graphs.h"
#include "measures.h"
#include "rel-creation.h"
#include "rel-diagram.h"
#include "sketch.h"

#define N_CARDS 1000
#define N_MANY  10000
#define N_RUNS  5
#define N_FAR   20 /* changes that are tried */
#define N_CUTS  8  /* times at which a layout is cancelled, each twice */

/* Of the processor: others may be at work on this computer. */
static gint64
now_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
ms_since (gint64 start_us)
{
  return (now_us () - start_us) / 1000.0;
}

static double
time_arrange (guint n_cards, RelEffort effort, guint n_runs)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (RelGraph) graph = graph_modular (n_cards, 1, FALSE);
      gint64 start_us = now_us ();

      g_assert_true (rel_graph_arrange (graph, effort, NULL, NULL));
      least = MIN (least, ms_since (start_us));
    }
  return least;
}

/* --- Changes --- */

/* Draws the lines of one card anew. */
static double
time_redraw (RelGraph *graph, guint card)
{
  double least = G_MAXDOUBLE;

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (RelGraph) copy = graph_copy (graph);
      gint64 start_us;

      for (guint i = 0; i < copy->nodes->len; i++)
        rel_graph_node (copy, i)->fixed = TRUE;
      for (guint i = 0; i < copy->lines->len; i++)
        {
          RelLine *line = rel_graph_line (copy, i);

          line->fixed = line->from != card && line->to != card;
        }
      start_us = now_us ();
      g_assert_true (rel_graph_mend (copy, NULL, NULL));
      least = MIN (least, ms_since (start_us));
    }
  return least;
}

/* A card with 50 lines to cards near it, among a thousand. */
static double
time_busy_card (void)
{
  g_autoptr (RelGraph) graph = graph_modular (N_CARDS - 51, 1, FALSE);
  guint hub = graph_add_card (graph, 2, 160, 0);

  for (guint i = 0; i < 50; i++)
    graph_link (graph, graph_add_card (graph, 1, 140, 0), 0, hub, -1);
  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, NULL));
  return time_redraw (graph, hub);
}

/* A relation is made between two collections, however far apart: the whole picture after it. */
static double
time_relation (double *most)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .effort = REL_EFFORT_BEST };
  g_autoptr (RelGraph) graph = graph_modular (N_CARDS, 1, FALSE);
  g_autoptr (RelSchema) schema = sketch_graph (graph);
  g_autoptr (RelScene) before = rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double total = 0;

  *most = 0;
  for (guint i = 0; i < N_FAR; i++)
    {
      g_autofree char *from = g_strdup_printf ("c%d", g_rand_int_range (rand, 0, N_CARDS));
      g_autofree char *to = g_strdup_printf ("c%d", g_rand_int_range (rand, 0, N_CARDS));
      g_autoptr (RelCreation) creation = rel_creation_new (REL_KIND_M2O, from, "new");
      g_autoptr (RelSchema) draft = NULL;
      g_autoptr (RelScene) after = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start_us;
      double ms;

      rel_creation_set (creation, "related", to, NULL);
      rel_creation_propose (creation, schema);
      draft = rel_creation_apply (creation, schema, &error);
      g_assert_no_error (error);
      start_us = now_us ();
      after = rel_diagram_scene_after (before, draft, schema, &options, NULL, 0, sketch_measure, NULL, NULL, NULL);
      ms = ms_since (start_us);
      g_assert_cmpuint (rel_scene_get_n_edges (after), ==, rel_scene_get_n_edges (before) + 1);
      total += ms;
      *most = MAX (*most, ms);
    }
  return total / N_FAR;
}

/* --- Ten thousand --- */

static double
time_first_picture (void)
{
  RelDiagramOptions options = { .detail = REL_DETAIL_RELATIONS, .effort = REL_EFFORT_FIRST };
  g_autoptr (RelGraph) graph = graph_modular (N_MANY, 1, FALSE);
  g_autoptr (RelSchema) schema = sketch_graph (graph);
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start_us = now_us ();
      g_autoptr (RelScene) scene = rel_diagram_scene (schema, NULL, &options, sketch_measure, NULL, NULL, NULL);

      g_assert_nonnull (scene);
      least = MIN (least, ms_since (start_us));
    }
  return least;
}

static gpointer
cancel_later (gpointer data)
{
  gpointer *arguments = data;
  gint64 *when_us = arguments[1];

  while (now_us () < *when_us)
    g_usleep (200);
  g_cancellable_cancel (arguments[0]);
  *when_us = now_us ();
  return NULL;
}

/* How long it takes until a layout ends that is cancelled at some time; 0 if it was done already. */
static double
time_cut (double when_ms)
{
  g_autoptr (RelGraph) graph = graph_modular (N_MANY, 1, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 when_us = now_us () + (gint64) (when_ms * 1000);
  gpointer arguments[] = { cancellable, &when_us };
  GThread *thread = g_thread_new ("cancel", cancel_later, arguments);
  gboolean done = rel_graph_arrange (graph, REL_EFFORT_BEST, cancellable, NULL);
  gint64 end_us = now_us ();

  g_thread_join (thread);
  return done ? 0 : (end_us - when_us) / 1000.0;
}

/* How long that takes at most. */
static double
time_cancel (double whole_ms)
{
  double most = 0;

  for (guint i = 0; i < N_CUTS; i++)
    {
      double when_ms = whole_ms * (i + 0.5) / N_CUTS;
      double first = time_cut (when_ms);

      most = MAX (most, MIN (first, time_cut (when_ms)));
    }
  return most;
}

/* --- All of it --- */

/* The limit is about 1.6 times the usual, for the cancel, which comes at any moment, 1.6 times the worst seen:
 * computers differ in what they are quick at. */
static gboolean
check (const char *what, double ms, double aim_ms, double dot_ms, double max_ratio)
{
  gboolean good = ms / dot_ms <= max_ratio;

  g_print ("%-40s %7.1f ms (aim %4.0f ms), ratio to dot with %d cards %.4f, at most %.4f%s\n", what, ms, aim_ms,
           N_CARDS, ms / dot_ms, max_ratio, good ? "" : ": TOO LONG");
  return good;
}

/* Compares our picture with dot's. */
static gboolean
compare (guint n_cards, const char *dot, double *dot_ms)
{
  g_autoptr (RelGraph) graph = graph_modular (n_cards, 1, FALSE);
  g_autoptr (RelGraph) theirs = dot_lay_out (graph, dot, dot_ms);
  Measures their_measures = measures_take (theirs);
  Measures our_measures;
  gboolean good;

  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, NULL));
  our_measures = measures_take (graph);
  good = our_measures.crossings <= their_measures.crossings && our_measures.overlaps == 0 &&
         our_measures.through == 0 && our_measures.alike == 0;
  g_print ("%5u cards: %" G_GUINT64_FORMAT " crossings, dot %" G_GUINT64_FORMAT "%s\n", n_cards, our_measures.crossings,
           their_measures.crossings, good ? "" : ": TOO BAD");
  return good;
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 20, 50, 100, 200, 500, N_CARDS };
  gboolean good = TRUE;
  double dot_ms = 0;
  double many_ms;
  double most_ms;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    good = compare (sizes[i], argv[1], &dot_ms) && good;
  good = check ("100 cards", time_arrange (100, REL_EFFORT_BEST, N_RUNS), 30, dot_ms, 0.04) && good;
  good = check ("1,000 cards", time_arrange (N_CARDS, REL_EFFORT_BEST, N_RUNS), 300, dot_ms, 0.1) && good;
  many_ms = time_arrange (N_MANY, REL_EFFORT_BEST, 1);
  good = check ("10,000 cards", many_ms, 4000, dot_ms, 4) && good;
  good = check ("first picture of 10,000 collections", time_first_picture (), 100, dot_ms, 0.17) && good;
  good = check ("10,000 cards, cancelled", time_cancel (many_ms), 50, dot_ms, 0.16) && good;
  good = check ("lines of a card with 50 drawn anew", time_busy_card (), 4, dot_ms, 0.006) && good;
  good = check ("a relation more among 1,000 collections", time_relation (&most_ms), 16, dot_ms, 0.045) && good;
  g_print ("%-40s %8.1f ms\n", "the slowest one of them", most_ms);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
