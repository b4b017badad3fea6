/* rel-drawing-mermaid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A diagram for Mermaid. What it does not allow in a name becomes an underscore.
 */

#include "config.h"

#include <string.h>

#include "rel-drawing-private.h"

/* A name in quotes; these can hold nearly all. */
static void
append_name (GString *text, const char *name)
{
  g_string_append_c (text, '"');
  for (const char *c = name; *c != '\0'; c++)
    g_string_append_c (text, strchr ("\"%\\\n", *c) != NULL ? '_' : *c);
  g_string_append_c (text, '"');
}

/* The name or the type of a field, which has no quotes. */
static void
append_word (GString *text, const char *word)
{
  if (!g_ascii_isalpha (*word) && *word != '_')
    g_string_append_c (text, '_');
  for (const char *c = word; *c != '\0'; c++)
    g_string_append_c (text, g_ascii_isalnum (*c) || *c == '_' ? *c : '_');
}

static void
append_card (GString *text, const RelCard *card, RelSchema *schema)
{
  g_string_append (text, "  ");
  append_name (text, rel_drawing_get_name (card));
  if (card->rows->len > 0)
    g_string_append (text, " {");
  g_string_append_c (text, '\n');
  for (guint i = 0; i < card->rows->len; i++)
    {
      const char *field = rel_card_get_row (card, i)->field;

      g_string_append (text, "    ");
      append_word (text, rel_drawing_get_type (schema, card, field));
      g_string_append_c (text, ' ');
      append_word (text, field);
      g_string_append_c (text, '\n');
    }
  if (card->rows->len > 0)
    g_string_append (text, "  }\n");
}

static void
append_edge (GString *text, RelScene *scene, const RelEdge *edge)
{
  g_autofree char *label = rel_drawing_dup_end (scene, &edge->from);

  if (edge->from.row >= 0)
    {
      g_free (label);
      label = g_strdup (rel_card_get_row (rel_scene_get_card (scene, edge->from.card), (guint) edge->from.row)->field);
    }
  g_string_append (text, "  ");
  append_name (text, rel_drawing_get_name (rel_scene_get_card (scene, edge->from.card)));
  g_string_append_printf (text, " %s%s%s ", edge->from.mark == REL_END_MANY ? "}o" : "|o",
                          edge->kind == REL_KIND_BROKEN ? ".." : "--", edge->to.mark == REL_END_MANY ? "o{" : "o|");
  append_name (text, rel_drawing_get_name (rel_scene_get_card (scene, edge->to.card)));
  g_string_append (text, " : ");
  append_name (text, label);
  g_string_append_c (text, '\n');
}

/*< private >
 * rel_drawing_mermaid:
 * @scene: a scene
 * @schema: the schema that it is of
 *
 * Returns: (transfer full): an entity relationship diagram in the language of Mermaid
 */
GBytes *
rel_drawing_mermaid (RelScene *scene, RelSchema *schema)
{
  GString *text = g_string_new ("erDiagram\n");

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    append_card (text, rel_scene_get_card (scene, i), schema);
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    append_edge (text, scene, rel_scene_get_edge (scene, i));
  return g_string_free_to_bytes (text);
}
