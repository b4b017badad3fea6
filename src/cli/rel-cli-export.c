/* rel-cli-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command export: the schema as a file, or a picture of it.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-comparison.h"
#include "rel-error.h"
#include "rel-drawing.h"
#include "rel-snapshot.h"

#define DEFAULT_STEPS 1

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **exported = user_data;

  *exported = g_object_ref (result);
}

static int
print_snapshot (RelCli *cli, RelSnapshotFormat format)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  g_autoptr (GAsyncResult) exported = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (workspace == NULL)
    return rel_cli_fail (error);

  rel_workspace_export_async (workspace, NULL, exported_cb, &exported);
  while (exported == NULL)
    g_main_context_iteration (NULL, TRUE);
  schema = rel_workspace_export_finish (workspace, exported, &error);
  if (schema == NULL)
    return rel_cli_fail (error);
  bytes = rel_snapshot_write (schema, format);
  return rel_cli_print (cli, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
read_detail (RelCli *cli, RelDiagramOptions *options, GError **error)
{
  static const char *const details[] = { "names", "relations", "fields" };

  options->detail = REL_DETAIL_RELATIONS;
  for (guint i = 0; cli->detail != NULL && i < G_N_ELEMENTS (details); i++)
    {
      if (strcmp (cli->detail, details[i]) != 0)
        continue;
      options->detail = i;
      return TRUE;
    }
  if (cli->detail == NULL)
    return TRUE;
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                       _ ("Say --detail=names, --detail=relations or --detail=fields"));
  return FALSE;
}

/* Reads what the diagram is to show; @ends keeps the ends of a path. */
static gboolean
read_diagram (RelCli *cli, RelDiagramOptions *options, char ***ends, GError **error)
{
  guint n_foci = (cli->arrangement != NULL) + (cli->around != NULL) + (cli->folder != NULL) + (cli->path != NULL);

  *ends = cli->path != NULL ? g_strsplit (cli->path, ",", 2) : NULL;
  if (n_foci > 1 || (cli->steps >= 0 && cli->around == NULL) || (*ends != NULL && g_strv_length (*ends) != 2))
    {
      g_set_error_literal (
        error, REL_ERROR, REL_ERROR_INVALID,
        _ ("Say --around COLLECTION with or without --steps, --folder FOLDER, --path FROM,TO, or of the whole "
           "diagram --arrangement FILE"));
      return FALSE;
    }

  options->effort = REL_EFFORT_BEST;
  options->junctions = cli->junctions;
  options->groups = cli->groups;
  options->system = cli->system;
  options->around = cli->around;
  options->n_steps = cli->steps >= 0 ? (guint) cli->steps : DEFAULT_STEPS;
  options->group = cli->folder;
  options->path_from = *ends != NULL ? (*ends)[0] : NULL;
  options->path_to = *ends != NULL ? (*ends)[1] : NULL;
  return read_detail (cli, options, error);
}

/* Reads where cards stand; absent if that was not said. */
static gboolean
read_arrangement (RelCli *cli, RelArrangement **arrangement, GError **error)
{
  g_autofree char *text = NULL;
  gsize length_bytes;

  *arrangement = NULL;
  if (cli->arrangement == NULL)
    return TRUE;
  if (!g_file_get_contents (cli->arrangement, &text, &length_bytes, error))
    return FALSE;
  *arrangement = rel_arrangement_read (text, length_bytes, error);
  if (*arrangement == NULL)
    g_prefix_error (error, "%s: ", cli->arrangement);
  return *arrangement != NULL;
}

static GArray *
list_pins (RelArrangement *arrangement)
{
  GArray *pins = g_array_new (FALSE, FALSE, sizeof (RelDiagramPlace));

  for (guint i = 0; arrangement != NULL && i < rel_arrangement_get_n_pins (arrangement); i++)
    {
      const RelPin *pin = rel_arrangement_get_pin (arrangement, i);
      RelDiagramPlace place = { pin->collection, pin->x, pin->y, TRUE };

      g_array_append_val (pins, place);
    }
  return pins;
}

/* What would be as the other target, with all else of the first one; absent if there is none. */
static gboolean
read_base (RelCli *cli, RelWorkspace *workspace, RelSchema **base, GError **error)
{
  g_autoptr (RelWorkspace) other = NULL;
  g_autoptr (RelComparison) comparison = NULL;

  *base = NULL;
  if (cli->against == NULL)
    return TRUE;
  other = rel_cli_open (cli, cli->against, FALSE, error);
  if (other != NULL)
    comparison = rel_comparison_new (rel_workspace_get_base (workspace), rel_workspace_get_base (other), error);
  if (comparison != NULL)
    *base = rel_comparison_take (comparison, rel_comparison_get_changes (comparison), error);
  return *base != NULL;
}

static int
print_diagram (RelCli *cli, RelDrawingFormat format)
{
  RelDrawingOptions options = { .format = format, .dark = cli->dark, .scale = cli->scale > 0 ? cli->scale : 1 };
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (RelSchema) base = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) ends = NULL;
  g_autoptr (RelArrangement) arrangement = NULL;
  g_autoptr (GArray) pins = NULL;
  GError *error = NULL;

  if (!read_diagram (cli, &options.diagram, &ends, &error) || !read_arrangement (cli, &arrangement, &error))
    return rel_cli_fail (error);
  workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  if (workspace == NULL || !read_base (cli, workspace, &base, &error))
    return rel_cli_fail (error);

  options.base = base;
  pins = list_pins (arrangement);
  options.pins = (const RelDiagramPlace *) (gpointer) pins->data;
  options.n_pins = pins->len;
  options.title = rel_target_get_name (rel_workspace_get_target (workspace));
  bytes = rel_drawing_write (rel_workspace_get_base (workspace), &options, NULL, &error);
  if (bytes == NULL)
    return rel_cli_fail (error);
  return rel_cli_print (cli, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/**
 * rel_cli_export:
 * @cli: a call of the program: TARGET, with --format
 *
 * Prints the schema as a snapshot, or its diagram; with --against, marked in it what differs from
 * another target.
 *
 * Returns: the exit status
 */
int
rel_cli_export (RelCli *cli)
{
  GError *error = NULL;
  RelDrawingFormat format;
  gboolean is_diagram = cli->format != NULL && rel_drawing_find_format (cli->format, &format);

  if (cli->against != NULL &&
      !(is_diagram && (format == REL_DRAWING_SVG || format == REL_DRAWING_PDF || format == REL_DRAWING_PNG)))
    {
      g_set_error_literal (&error, REL_ERROR, REL_ERROR_INVALID, _ ("Say --against with --format=svg, pdf or png"));
      return rel_cli_fail (error);
    }
  if (g_strcmp0 (cli->format, "snapshot") == 0)
    return print_snapshot (cli, REL_SNAPSHOT_JSON);
  if (g_strcmp0 (cli->format, "yaml") == 0)
    return print_snapshot (cli, REL_SNAPSHOT_YAML);
  if (is_diagram)
    return print_diagram (cli, format);

  g_set_error_literal (&error, REL_ERROR, REL_ERROR_INVALID,
                       _ ("Say --format=snapshot, yaml, svg, pdf, png, dot, mermaid, dbml or layout"));
  return rel_cli_fail (error);
}
