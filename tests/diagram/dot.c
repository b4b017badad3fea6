/* dot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures by dot, to compare ours with.
 */

#include "config.h"

#include "dot.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "graphs.h"

#define POINTS_PER_INCH 72.0
#define STEPS           8 /* straight runs for one piece of a curve */
#define HEADER          (4 * GRAPH_UNIT)
#define ROW             (2 * GRAPH_UNIT)

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
children_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return usage.ru_utime.tv_sec * 1000.0 + usage.ru_utime.tv_usec / 1000.0 + usage.ru_stime.tv_sec * 1000.0 +
         usage.ru_stime.tv_usec / 1000.0;
}

/**
 * dot_lay_out:
 * @graph: a graph
 * @program: the path of dot
 * @ms: (out): how long it took, in time of the processor
 *
 * Returns: (transfer full): its picture: only the lines and how large all is
 */
RelGraph *
dot_lay_out (RelGraph *graph, const char *program, double *ms)
{
  g_autofree char *input = write_dot (graph);
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;
  double start_ms = children_ms ();
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                      &error, program, "-Tplain", "-y", NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, input, NULL, &plain, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  *ms = children_ms () - start_ms;
  return read_plain (plain);
}
