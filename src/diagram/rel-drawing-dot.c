/* rel-drawing-dot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A diagram for Graphviz: each collection is a table, each field that is shown a row.
 */

#include "config.h"

#include "rel-drawing-private.h"

static void
append_escaped (GString *text, const char *word)
{
  g_autofree char *escaped = g_markup_escape_text (word, -1);

  g_string_append (text, escaped);
}

static void
append_quoted (GString *text, const char *word)
{
  g_string_append_c (text, '"');
  for (const char *c = word; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

static void
append_card (GString *text, const RelCard *card, guint index)
{
  g_string_append_printf (text,
                          "    n%u [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\">",
                          index);
  g_string_append (text, "<tr><td port=\"h\" bgcolor=\"#f3f3f2\"><b>");
  append_escaped (text, rel_drawing_get_name (card));
  g_string_append (text, "</b></td></tr>");
  for (guint i = 0; i < card->rows->len; i++)
    {
      g_string_append_printf (text, "<tr><td port=\"r%u\" align=\"left\">", i);
      append_escaped (text, rel_card_get_row (card, i)->field);
      g_string_append (text, "</td></tr>");
    }
  g_string_append (text, "</table>>, tooltip=");
  append_quoted (text, rel_drawing_get_name (card));
  g_string_append (text, "];\n");
}

static void
append_end (GString *text, const RelEdgeEnd *end)
{
  if (end->row < 0)
    g_string_append_printf (text, "n%u:h", end->card);
  else
    g_string_append_printf (text, "n%u:r%d", end->card, end->row);
}

static void
append_edge (GString *text, RelScene *scene, const RelEdge *edge)
{
  const RelColour *colour = &rel_palette_get (FALSE, FALSE)->kinds[edge->kind];
  g_autofree char *sentence = rel_drawing_dup_sentence (scene, edge);

  g_string_append (text, "  ");
  append_end (text, &edge->from);
  g_string_append (text, " -> ");
  append_end (text, &edge->to);
  g_string_append_printf (text, " [dir=both, arrowtail=%s, arrowhead=%s, color=\"#%02x%02x%02x\"%s, tooltip=",
                          edge->from.mark == REL_END_MANY ? "crow" : "tee",
                          edge->to.mark == REL_END_MANY ? "crow" : "tee", (guint) (colour->red * 255 + 0.5),
                          (guint) (colour->green * 255 + 0.5), (guint) (colour->blue * 255 + 0.5),
                          edge->kind == REL_KIND_BROKEN ? ", style=dashed" : "");
  append_quoted (text, sentence);
  g_string_append (text, "];\n");
}

/* The cards of a group, or those of none. */
static void
append_cards (GString *text, RelScene *scene, guint group)
{
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      if (rel_scene_get_card (scene, i)->group == group)
        append_card (text, rel_scene_get_card (scene, i), i);
    }
}

/*< private >
 * rel_drawing_dot:
 * @scene: a scene
 *
 * Returns: (transfer full): a graph in the language of Graphviz
 */
GBytes *
rel_drawing_dot (RelScene *scene)
{
  GString *text =
    g_string_new ("digraph relations {\n  graph [rankdir=LR];\n  node [shape=plain, fontname=\"Sans\"];\n");

  append_cards (text, scene, 0);
  for (guint i = 0; i < rel_scene_get_n_groups (scene); i++)
    {
      g_string_append_printf (text, "  subgraph cluster_%u {\n    label=", i);
      append_quoted (text, rel_scene_get_group (scene, i)->folder);
      g_string_append (text, ";\n");
      append_cards (text, scene, i + 1);
      g_string_append (text, "  }\n");
    }
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    append_edge (text, scene, rel_scene_get_edge (scene, i));
  g_string_append (text, "}\n");
  return g_string_free_to_bytes (text);
}
