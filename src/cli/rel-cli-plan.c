/* rel-cli-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands about plans: plan, apply.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-comparison.h"
#include "rel-error.h"
#include "rel-merge.h"
#include "rel-outcome.h"
#include "rel-plan.h"

/* A sentence of each hazard that a change has. */
typedef void (*HazardFunc) (RelChange *change, RelHazard *hazard, gpointer user_data);

static void
for_each_hazard (RelWorkspace *workspace, GPtrArray *changes, HazardFunc func, gpointer user_data)
{
  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      g_autoptr (GPtrArray) hazards = rel_hazard_list (change, rel_workspace_get_base (workspace));

      for (guint h = 0; h < hazards->len; h++)
        func (change, g_ptr_array_index (hazards, h), user_data);
    }
}

static void
print_hazard (RelChange *change, RelHazard *hazard, gpointer least)
{
  g_autofree char *name = rel_change_dup_name (change);

  if (rel_hazard_get_severity (hazard) >= GPOINTER_TO_UINT (least))
    g_printerr ("%s: %s: %s\n", name, rel_hazard_severity_get_id (rel_hazard_get_severity (hazard)),
                rel_hazard_get_sentence (hazard));
}

/**
 * rel_cli_print_hazards:
 * @workspace: a project
 * @changes: (element-type RelChange): changes of it
 * @least: what is less bad is left out
 *
 * Says what the changes may do besides what they say.
 */
void
rel_cli_print_hazards (RelWorkspace *workspace, GPtrArray *changes, RelHazardSeverity least)
{
  for_each_hazard (workspace, changes, print_hazard, GUINT_TO_POINTER (least));
}

static void
add_hazard (RelChange *change, RelHazard *hazard, gpointer array)
{
  g_autofree char *name = rel_change_dup_id (change);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "change", name);
  json_object_set_string_member (object, "id", rel_hazard_get_id (hazard));
  json_object_set_string_member (object, "severity", rel_hazard_severity_get_id (rel_hazard_get_severity (hazard)));
  json_object_set_string_member (object, "text", rel_hazard_get_sentence (hazard));
  json_array_add_object_element (array, object);
}

/**
 * rel_cli_print_requests:
 * @cli: a call of the program
 * @workspace: a project
 * @changes: (element-type RelChange): changes of it
 * @form: in which form
 *
 * Prints the requests that publish changes.
 *
 * Returns: the exit status
 */
int
rel_cli_print_requests (RelCli *cli, RelWorkspace *workspace, GPtrArray *changes, RelSnippetForm form)
{
  const char *url = rel_target_get_url (rel_workspace_get_target (workspace));
  g_autofree char *text = rel_snippet_dup_text (changes, form, rel_workspace_get_base (workspace), url);

  return rel_cli_print (cli, text, strlen (text));
}

/**
 * rel_cli_print_plan:
 * @cli: a call of the program
 * @workspace: a project
 * @changes: (element-type RelChange): changes of it
 *
 * Prints a plan that `apply` reads, with the hazards of its changes, which `apply` finds out
 * anew.
 *
 * Returns: the exit status
 */
int
rel_cli_print_plan (RelCli *cli, RelWorkspace *workspace, GPtrArray *changes)
{
  g_autoptr (JsonNode) plan = rel_plan_to_json (changes);
  JsonArray *hazards = json_array_new ();

  for_each_hazard (workspace, changes, add_hazard, hazards);
  json_object_set_array_member (json_node_get_object (plan), "hazards", hazards);
  return rel_cli_print_json (cli, plan);
}

static GPtrArray *
list_changes (RelCli *cli, RelWorkspace *workspace, GError **error)
{
  g_autoptr (RelWorkspace) other = NULL;
  g_autoptr (RelComparison) comparison = NULL;

  if (cli->against == NULL)
    return g_ptr_array_ref (rel_workspace_get_changes (workspace));
  other = rel_cli_open (cli, cli->against, FALSE, error);
  if (other == NULL)
    return NULL;
  comparison = rel_comparison_new (rel_workspace_get_base (workspace), rel_workspace_get_base (other), error);
  return comparison != NULL ? rel_comparison_list_steps (comparison) : NULL;
}

/**
 * rel_cli_plan:
 * @cli: a call of the program: TARGET, with --against and --format
 *
 * Prints what would be sent: the requests in one of the forms of a snippet, or a plan file.
 *
 * Returns: the exit status: that of a difference if two targets were compared and differ, or
 *   if something has to be decided before it can be published
 */
int
rel_cli_plan (RelCli *cli)
{
  gboolean as_json = cli->json || g_strcmp0 (cli->format, "json") == 0;
  RelSnippetForm form = REL_SNIPPET_REST;
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  GError *error = NULL;
  int status;

  if (cli->format != NULL && !as_json && !rel_snippet_find_form (cli->format, &form))
    {
      g_set_error_literal (&error, REL_ERROR, REL_ERROR_INVALID, _ ("Say --format=rest, curl, graphql, sdk or json"));
      return rel_cli_fail (error);
    }

  workspace = rel_cli_open (cli, cli->arguments[0], cli->against == NULL, &error);
  if (workspace == NULL)
    return rel_cli_fail (error);
  changes = list_changes (cli, workspace, &error);
  if (changes == NULL)
    return rel_cli_fail (error);
  if (changes->len == 0)
    g_printerr ("%s\n", _ ("Nothing to publish."));

  rel_cli_print_hazards (workspace, changes, REL_HAZARD_SEVERITY_NOTE);
  status = as_json ? rel_cli_print_plan (cli, workspace, changes)
                   : rel_cli_print_requests (cli, workspace, changes, form);
  if (status != REL_CLI_DONE)
    return status;
  if (cli->against != NULL)
    return changes->len > 0 ? REL_CLI_DIFFERS : REL_CLI_DONE;
  return rel_cli_say_conflicts (workspace) ? REL_CLI_DIFFERS : REL_CLI_DONE;
}

static GPtrArray *
read_plan (const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);
  g_autoptr (JsonNode) json = NULL;
  GPtrArray *changes = NULL;

  if (bytes != NULL)
    json = rel_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (json != NULL)
    changes = rel_plan_read (json, error);
  if (changes == NULL)
    g_prefix_error (error, "%s: ", name);
  return changes;
}

/* Opens the project with what is to be published in its draft. */
static RelWorkspace *
open_to_apply (RelCli *cli, GError **error)
{
  const char *file = cli->n_arguments > 1 ? cli->arguments[1] : NULL;
  g_autoptr (GPtrArray) plan = file != NULL ? read_plan (file, error) : NULL;
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (RelSchema) draft = NULL;

  if (file != NULL && plan == NULL)
    return NULL;
  workspace = rel_cli_open (cli, cli->arguments[0], file == NULL, error);
  if (workspace == NULL || file == NULL)
    return g_steal_pointer (&workspace);

  open = rel_outcome_list_open (plan, rel_workspace_get_base (workspace));
  draft = rel_merge_plan (open, rel_workspace_get_base (workspace), error);
  if (draft == NULL)
    {
      g_prefix_error (error, _ ("%s does not fit any more, and nothing was sent: "), file);
      return NULL;
    }
  if (open->len > 0 && open->len < plan->len)
    g_printerr (ngettext ("%u of the changes is there already.\n", "%u of the changes are there already.\n",
                          plan->len - open->len),
                plan->len - open->len);
  rel_workspace_set_draft (workspace, draft, file);
  return g_steal_pointer (&workspace);
}

/**
 * rel_cli_apply:
 * @cli: a call of the program: TARGET, with or without PLAN
 *
 * Publishes a plan, if what it changes is still as it was when it was made; without one, the
 * draft. What is there already is not sent again.
 *
 * Returns: the exit status: that of a conflict if the plan does not fit any more
 */
int
rel_cli_apply (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = open_to_apply (cli, &error);

  return workspace != NULL ? rel_cli_finish (cli, workspace) : rel_cli_fail (error);
}
