/* bench-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lays out a thousand cards beside dot, in the same run. Fails when that takes more than a tenth
 * of the time, when there are more crossings, or when any two cards overlap. The large comparison
 * with more programs is compare-layout.mjs.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "graphs.h"
#include "measures.h"

#define N_CARDS         1000
#define N_RUNS          5
#define MAX_RATIO       0.1
#define POINTS_PER_INCH 72.0
#define STEPS           8 /* straight runs for one piece of a curve */
#define HEADER          (4 * GRAPH_UNIT)
#define ROW             (2 * GRAPH_UNIT)

static double
time_ours (guint n_cards)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (RelGraph) graph = graph_modular (n_cards, 1, FALSE);
      gint64 start_us = g_get_monotonic_time ();

      g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, NULL));
      least = MIN (least, (g_get_monotonic_time () - start_us) / 1000.0);
    }
  return least;
}

/* The lines of a card are drawn anew, or the card is put in anew. */
static double
time_change (gboolean card_too)
{
  g_autoptr (RelGraph) graph = graph_modular (N_CARDS, 1, FALSE);
  guint card = N_CARDS / 2;
  gint64 start_us;

  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, NULL));
  for (guint i = 0; i < graph->nodes->len; i++)
    rel_graph_node (graph, i)->fixed = i != card || !card_too;
  for (guint i = 0; i < graph->lines->len; i++)
    {
      RelLine *line = rel_graph_line (graph, i);

      line->fixed = line->from != card && line->to != card;
    }
  start_us = g_get_monotonic_time ();
  g_assert_true (rel_graph_mend (graph, NULL, NULL));
  return (g_get_monotonic_time () - start_us) / 1000.0;
}

/* --- dot --- */

static void
append_port (GString *text, guint card, double y)
{
  if (y < HEADER)
    g_string_append_printf (text, "%u:h", card);
  else
    g_string_append_printf (text, "%u:r%u", card, (guint) ((y - HEADER) / ROW));
}

static char *
write_dot (RelGraph *graph)
{
  GString *text = g_string_new ("digraph g {\nrankdir=LR; nodesep=0.3; ranksep=1;\n"
                                "node [shape=record, fixedsize=true, margin=0, fontsize=1];\n");

  for (guint i = 0; i < graph->nodes->len; i++)
    {
      const RelBox *box = &rel_graph_node (graph, i)->box;

      g_string_append_printf (text, "%u [width=%g, height=%g, label=\"<h>", i, box->width / POINTS_PER_INCH,
                              box->height / POINTS_PER_INCH);
      for (guint r = 0; HEADER + (r + 1) * ROW <= box->height; r++)
        g_string_append_printf (text, "|<r%u>", r);
      g_string_append (text, "\"];\n");
    }
  for (guint i = 0; i < graph->lines->len; i++)
    {
      const RelLine *line = rel_graph_line (graph, i);

      append_port (text, line->from, line->from_y);
      g_string_append (text, " -> ");
      append_port (text, line->to, line->to_y);
      g_string_append (text, ";\n");
    }
  g_string_append (text, "}\n");
  return g_string_free (text, FALSE);
}

/* Adds the straight runs of a curve that is given by its handles, in inches. */
static void
add_curve (GArray *points, char **words, guint n)
{
  double p[2 * 4];

  for (guint i = 0; i + 3 < n; i += 3)
    {
      for (guint k = 0; k < G_N_ELEMENTS (p); k++)
        p[k] = g_ascii_strtod (words[2 * i + k], NULL) * POINTS_PER_INCH;
      for (guint s = i == 0 ? 0 : 1; s <= STEPS; s++)
        {
          double t = (double) s / STEPS;
          double u = 1 - t;
          RelPoint point = { u * u * u * p[0] + 3 * u * u * t * p[2] + 3 * u * t * t * p[4] + t * t * t * p[6],
                             u * u * u * p[1] + 3 * u * u * t * p[3] + 3 * u * t * t * p[5] + t * t * t * p[7] };

          g_array_append_val (points, point);
        }
    }
}

/* Reads the plain format of Graphviz. Which of several lines between two cards is which does not
 * matter here. */
static RelGraph *
read_plain (const char *plain)
{
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);
  RelGraph *graph = rel_graph_new (GRAPH_UNIT);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);

      if (g_str_has_prefix (lines[i], "graph "))
        {
          graph->width = g_ascii_strtod (words[2], NULL) * POINTS_PER_INCH;
          graph->height = g_ascii_strtod (words[3], NULL) * POINTS_PER_INCH;
        }
      else if (g_str_has_prefix (lines[i], "edge "))
        {
          guint index = rel_graph_add_line (graph, (guint) atoi (words[1]), 0, (guint) atoi (words[2]), 0);

          add_curve (rel_graph_line (graph, index)->points, words + 4, (guint) atoi (words[3]));
        }
    }
  return graph;
}

static double
time_dot (RelGraph *graph, const char *dot, RelGraph **picture)
{
  g_autofree char *input = write_dot (graph);
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                      &error, dot, "-Tplain", "-y", NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, input, NULL, &plain, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  *picture = read_plain (plain);
  return (g_get_monotonic_time () - start_us) / 1000.0;
}

int
main (int argc, char **argv)
{
  g_autoptr (RelGraph) graph = graph_modular (N_CARDS, 1, FALSE);
  g_autoptr (RelGraph) theirs = NULL;
  double dot_ms = time_dot (graph, argv[1], &theirs);
  double ours_ms = time_ours (N_CARDS);
  Measures our_measures;
  Measures their_measures;

  g_assert_true (rel_graph_arrange (graph, REL_EFFORT_BEST, NULL, NULL));
  our_measures = measures_take (graph);
  their_measures = measures_take (theirs);
  g_print ("%d cards: %.0f ms and %" G_GUINT64_FORMAT " crossings, dot %.0f ms and %" G_GUINT64_FORMAT
           " crossings, ratio %.3f (at most %.1f)\n",
           N_CARDS, ours_ms, our_measures.crossings, dot_ms, their_measures.crossings, ours_ms / dot_ms, MAX_RATIO);
  g_print ("100 cards %.1f ms, lines of a card drawn anew %.1f ms, a card put in %.1f ms\n", time_ours (100),
           time_change (FALSE), time_change (TRUE));
  return ours_ms / dot_ms <= MAX_RATIO && our_measures.crossings <= their_measures.crossings &&
             our_measures.overlaps == 0 && our_measures.through == 0 && our_measures.alike == 0
           ? EXIT_SUCCESS
           : EXIT_FAILURE;
}
