/* rel-drawing-dbml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A diagram as DBML. Its references link columns, so that lists, which have none, are not in
 * it; and it knows no reference to any of several tables: there is one to each.
 */

#include "config.h"

#include <string.h>

#include "rel-drawing-private.h"

/* The column of a table that nothing is known of. */
#define NO_COLUMN "id"

static void
append_name (GString *text, const char *name)
{
  g_string_append_c (text, '"');
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c == '\n' ? ' ' : *c);
    }
  g_string_append_c (text, '"');
}

static const char *
get_key (RelSchema *schema, const RelCard *card)
{
  RelCollection *collection = card->collection != NULL ? rel_schema_find_collection (schema, card->collection) : NULL;
  RelField *key = collection != NULL ? rel_collection_find_primary_key (collection) : NULL;

  return key != NULL ? rel_field_get_name (key) : NO_COLUMN;
}

static void
append_column (GString *text, RelSchema *schema, const RelCard *card, const char *field, gboolean is_key)
{
  g_string_append (text, "  ");
  append_name (text, field);
  g_string_append_c (text, ' ');
  append_name (text, rel_drawing_get_type (schema, card, field));
  g_string_append (text, is_key ? " [pk]\n" : "\n");
}

/* A table has the columns that are shown, those that refer, and its key. */
static void
append_card (GString *text, RelScene *scene, RelSchema *schema, guint index)
{
  const RelCard *card = rel_scene_get_card (scene, index);
  const char *key = get_key (schema, card);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  g_string_append (text, "Table ");
  append_name (text, rel_drawing_get_name (card));
  g_string_append (text, " {\n");
  append_column (text, schema, card, key, TRUE);
  g_hash_table_add (done, (gpointer) key);
  for (guint i = 0; i < card->rows->len; i++)
    {
      const char *field = rel_card_get_row (card, i)->field;
      RelField *found = card->collection != NULL ? rel_schema_find_field (schema, card->collection, field) : NULL;

      if ((found != NULL && rel_field_is_alias (found)) || !g_hash_table_add (done, (gpointer) field))
        continue;
      append_column (text, schema, card, field, FALSE);
    }
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      const char *field = rel_relation_get_field (edge->relation);

      if (edge->from.card == index && edge->second == NULL && g_hash_table_add (done, (gpointer) field))
        append_column (text, schema, card, field, FALSE);
    }
  if (card->note != NULL)
    {
      g_string_append (text, "  Note: ");
      append_name (text, card->note);
      g_string_append_c (text, '\n');
    }
  g_string_append (text, "}\n\n");
}

static const char *
get_action (RelRelation *relation)
{
  const char *action = rel_relation_get_on_delete (relation);

  if (g_strcmp0 (action, "CASCADE") == 0)
    return " [delete: cascade]";
  if (g_strcmp0 (action, "RESTRICT") == 0)
    return " [delete: restrict]";
  if (g_strcmp0 (action, "SET NULL") == 0)
    return " [delete: set null]";
  if (g_strcmp0 (action, "SET DEFAULT") == 0)
    return " [delete: set default]";
  return "";
}

static char *
dup_column (const char *table, const char *column)
{
  GString *text = g_string_new (NULL);

  append_name (text, table);
  g_string_append_c (text, '.');
  append_name (text, column);
  return g_string_free (text, FALSE);
}

/* A folded junction is many to many between the keys of both tables. DBML allows neither two
 * references with the same ends nor one from a column to itself: such are said, only. */
static void
append_edge (GString *text, RelScene *scene, RelSchema *schema, const RelEdge *edge, GHashTable *done)
{
  const RelCard *from = rel_scene_get_card (scene, edge->from.card);
  const RelCard *to = rel_scene_get_card (scene, edge->to.card);
  const char *column = edge->second != NULL ? get_key (schema, from) : rel_relation_get_field (edge->relation);
  g_autofree char *start = dup_column (rel_drawing_get_name (from), column);
  g_autofree char *end = dup_column (rel_drawing_get_name (to), get_key (schema, to));
  g_autofree char *sentence = rel_drawing_dup_sentence (scene, edge);
  gboolean forth = strcmp (start, end) < 0;

  g_strdelimit (sentence, "\n", ' ');
  g_string_append_printf (text, "// %s\n", sentence);
  if (strcmp (start, end) == 0 ||
      !g_hash_table_add (done, g_strconcat (forth ? start : end, forth ? end : start, NULL)))
    return;
  g_string_append_printf (text, "Ref: %s %s %s%s\n", start, edge->second != NULL ? "<>" : ">", end,
                          edge->second != NULL ? "" : get_action (edge->relation));
}

static void
append_group (GString *text, RelScene *scene, guint group)
{
  g_string_append (text, "TableGroup ");
  append_name (text, rel_scene_get_group (scene, group - 1)->folder);
  g_string_append (text, " {\n");
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    {
      if (rel_scene_get_card (scene, i)->group != group)
        continue;
      g_string_append (text, "  ");
      append_name (text, rel_drawing_get_name (rel_scene_get_card (scene, i)));
      g_string_append_c (text, '\n');
    }
  g_string_append (text, "}\n\n");
}

/*< private >
 * rel_drawing_dbml:
 * @scene: a scene
 * @schema: the schema that it is of
 *
 * Returns: (transfer full): tables, groups and references in DBML
 */
GBytes *
rel_drawing_dbml (RelScene *scene, RelSchema *schema)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    append_card (text, scene, schema, i);
  for (guint i = 0; i < rel_scene_get_n_groups (scene); i++)
    append_group (text, scene, i + 1);
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    append_edge (text, scene, schema, rel_scene_get_edge (scene, i), done);
  return g_string_free_to_bytes (text);
}
