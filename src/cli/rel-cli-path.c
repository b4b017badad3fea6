/* rel-cli-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command path: how requests get from one collection to another.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-error.h"
#include "rel-path-request.h"

#define MAX_N_PATHS 50

static void
append_json (GString *text, const char *name, JsonNode *value)
{
  g_autofree char *json = value != NULL ? rel_json_dup_text (value, FALSE) : NULL;

  if (json != NULL)
    g_string_append_printf (text, "  %s=%s\n", name, json);
}

/* The path, and below it what a request says. */
static void
append_path (GString *text, RelPath *path)
{
  g_autofree char *line = rel_path_dup_text (path);
  g_autofree char *fields = rel_path_dup_fields (path);
  g_autofree char *graphql = rel_path_dup_graphql (path);
  g_autoptr (JsonNode) filter = rel_path_dup_filter (path);
  g_autoptr (JsonNode) deep = rel_path_dup_deep (path);
  g_auto (GStrv) lines = graphql != NULL ? g_strsplit (g_strchomp (graphql), "\n", -1) : NULL;

  g_string_append_printf (text, "%s%s\n  fields=%s\n", text->len > 0 ? "\n" : "", line, fields);
  append_json (text, "filter", filter);
  append_json (text, "deep", deep);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_string_append_printf (text, "  %s\n", lines[i]);
}

static int
print_paths (RelCli *cli, GPtrArray *paths)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  for (guint i = 0; i < paths->len; i++)
    {
      append_path (text, g_ptr_array_index (paths, i));
      json_array_add_element (array, rel_path_to_json (g_ptr_array_index (paths, i)));
    }
  return cli->json ? rel_cli_print_json (cli, node) : rel_cli_print (cli, text->str, text->len);
}

/**
 * rel_cli_path:
 * @cli: a call of the program: TARGET FROM TO, with --k
 *
 * Prints the shortest ways from one collection to another, with what a request says to go them.
 *
 * Returns: the exit status
 */
int
rel_cli_path (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) paths = NULL;

  if (cli->n_paths < 1 || cli->n_paths > MAX_N_PATHS)
    {
      g_set_error (&error, REL_ERROR, REL_ERROR_INVALID, _ ("Say --k with a number from 1 to %d"), MAX_N_PATHS);
      return rel_cli_fail (error);
    }
  workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  if (workspace != NULL)
    paths =
      rel_path_find (rel_workspace_get_base (workspace), cli->arguments[1], cli->arguments[2], cli->n_paths, &error);
  return paths != NULL ? print_paths (cli, paths) : rel_cli_fail (error);
}
