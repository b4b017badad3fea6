/* rel-cli-impact.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command impact: what follows when an item is deleted.
 */

#include "config.h"

#include <glib/gi18n.h>

#include "rel-cli.h"
#include "rel-impact.h"

static void append_nodes (GString *text, GPtrArray *nodes, guint depth);

static void
append_node (GString *text, const RelImpactNode *node, guint depth)
{
  g_autofree char *sentence = rel_impact_node_dup_sentence (node);
  int indent = depth * 4;

  g_string_append_printf (text, "%*s%s.%s: %s", indent, "", rel_relation_get_collection (node->relation),
                          rel_relation_get_field (node->relation), rel_impact_effect_get_label (node->effect));
  if (node->n_rows >= 0)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, node->n_rows);
      /* Translators: a number. */
      g_autofree char *rows = g_strdup_printf (ngettext ("%s item", "%s items", node->n_rows), number);

      g_string_append_printf (text, " (%s)", rows);
    }
  g_string_append_printf (text, "\n%*s%s\n", indent + 2, "", sentence);
  if (node->repeated)
    g_string_append_printf (text, "%*s%s\n", indent + 2, "", _ ("What follows from that is shown elsewhere."));
  append_nodes (text, node->children, depth + 1);
}

static void
append_nodes (GString *text, GPtrArray *nodes, guint depth)
{
  for (guint i = 0; i < nodes->len; i++)
    append_node (text, g_ptr_array_index (nodes, i), depth);
}

static int
print_tree (RelCli *cli, RelImpact *impact)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) remarks = rel_impact_dup_remarks (impact);

  append_nodes (text, rel_impact_get_nodes (impact), 0);
  if (text->len == 0)
    g_string_append_printf (text, _ ("No items refer to one of “%s”.\n"), rel_impact_get_collection (impact));
  for (guint i = 0; remarks[i] != NULL; i++)
    g_string_append_printf (text, "%s\n", remarks[i]);
  return rel_cli_print (cli, text->str, text->len);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **counted = user_data;

  *counted = g_object_ref (result);
}

/* What cannot be counted is said, and does not keep the rest from being shown. */
static void
count_nodes (RelWorkspace *workspace, RelImpact *impact, GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const RelImpactNode *node = g_ptr_array_index (nodes, i);
      const char *collection = rel_relation_get_collection (node->relation);
      const char *field = rel_relation_get_field (node->relation);
      g_autoptr (GAsyncResult) counted = NULL;
      g_autoptr (GError) error = NULL;
      gint64 n_rows;

      rel_workspace_count_items_async (workspace, collection, field, NULL, counted_cb, &counted);
      while (counted == NULL)
        g_main_context_iteration (NULL, TRUE);
      n_rows = rel_workspace_count_items_finish (workspace, counted, &error);
      if (error != NULL)
        g_printerr (_ ("relations-cli: %s.%s was not counted: %s\n"), collection, field, error->message);
      else
        rel_impact_set_rows (impact, collection, field, n_rows);
      count_nodes (workspace, impact, node->children);
    }
}

/**
 * rel_cli_impact:
 * @cli: a call of the program: TARGET COLLECTION, with --rows
 *
 * Prints what follows when an item of a collection is deleted, as a tree.
 *
 * Returns: the exit status
 */
int
rel_cli_impact (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  g_autoptr (RelImpact) impact = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (workspace == NULL)
    return rel_cli_fail (error);
  impact = rel_impact_new (rel_workspace_get_base (workspace), cli->arguments[1], &error);
  if (impact == NULL)
    return rel_cli_fail (error);
  if (cli->rows && rel_target_get_kind (rel_workspace_get_target (workspace)) == REL_TARGET_SNAPSHOT)
    g_printerr ("%s\n", _ ("A snapshot has no items that could be counted."));
  else if (cli->rows)
    count_nodes (workspace, impact, rel_impact_get_nodes (impact));
  if (!cli->json)
    return print_tree (cli, impact);
  node = rel_impact_to_json (impact);
  return rel_cli_print_json (cli, node);
}
