/* rel-cli-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands about changes: set, plan, apply.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-diff.h"
#include "rel-error.h"
#include "rel-member.h"
#include "rel-plan.h"
#include "rel-snapshot.h"
#include "rel-snippet.h"

static int
print_requests (RelCli *cli, RelWorkspace *workspace, GPtrArray *changes, RelSnippetForm form)
{
  RelTarget *target = rel_workspace_get_target (workspace);
  const char *url = rel_target_get_kind (target) == REL_TARGET_SERVER ? rel_target_get_id (target) : NULL;
  g_autofree char *text = rel_snippet_dup_text (changes, form, rel_workspace_get_base (workspace), url);

  return rel_cli_print (cli, text, strlen (text));
}

static int
print_plan (RelCli *cli, GPtrArray *changes)
{
  g_autoptr (JsonNode) plan = rel_plan_to_json (changes);
  g_autofree char *text = rel_json_dup_text (plan, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return rel_cli_print (cli, line, strlen (line));
}

static void
step_changed_cb (RelWorkspace *workspace, RelChange *change, guint step, GError *error, gpointer user_data)
{
  g_autofree char *name = rel_change_dup_name (change);

  if (step == REL_STEP_DONE)
    g_printerr (_ ("%s: published, and read back as wanted\n"), name);
  else if (step == REL_STEP_FAILED)
    g_printerr (_ ("%s: failed\n"), name);
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **published = user_data;

  *published = g_object_ref (result);
}

static int
publish (RelWorkspace *workspace, GPtrArray *changes)
{
  g_autoptr (GAsyncResult) published = NULL;
  GError *error = NULL;
  guint n_published;

  if (changes->len == 0)
    {
      g_printerr ("%s\n", _ ("Nothing to do: it is so already."));
      return REL_CLI_DONE;
    }

  g_signal_connect (workspace, "step-changed", G_CALLBACK (step_changed_cb), NULL);
  rel_workspace_publish_async (workspace, changes, NULL, published_cb, &published);
  while (published == NULL)
    g_main_context_iteration (NULL, TRUE);

  if (rel_workspace_publish_finish (workspace, published, &n_published, &error))
    return REL_CLI_DONE;
  if (n_published > 0)
    g_printerr (ngettext ("%u of %u changes was published.\n", "%u of %u changes were published.\n", n_published),
                n_published, changes->len);
  return rel_cli_fail (error);
}

/**
 * rel_cli_finish:
 * @cli: a call of the program, with --dry-run
 * @workspace: with the edit that the call made
 *
 * Publishes an edit, or prints what would be sent.
 *
 * Returns: the exit status
 */
int
rel_cli_finish (RelCli *cli, RelWorkspace *workspace)
{
  GPtrArray *changes = rel_workspace_get_changes (workspace);

  if (!cli->dry_run)
    return publish (workspace, changes);
  if (changes->len == 0)
    g_printerr ("%s\n", _ ("Nothing to do: it is so already."));
  return cli->json ? print_plan (cli, changes) : print_requests (cli, workspace, changes, REL_SNIPPET_REST);
}

/* KEY=VALUE into the draft. */
static gboolean
set_one (RelWorkspace *workspace, RelCli *cli, const char *assignment, GError **error)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) value = NULL;
  const RelMember *member;

  if (equals == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is not KEY=VALUE"), assignment);
      return FALSE;
    }

  path = g_strndup (assignment, equals - assignment);
  member = rel_member_find (path);
  if (member == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("A relation has no member “%s”; those that can be set are called meta.… and schema.…"), path);
      return FALSE;
    }
  value = rel_member_parse (member, equals + 1);
  return rel_workspace_set_member (workspace, cli->arguments[1], cli->arguments[2], 0, path, value, error);
}

/**
 * rel_cli_set:
 * @cli: a call of the program: TARGET COLLECTION FIELD KEY=VALUE…
 *
 * Changes members of a relation, all in one request.
 *
 * Returns: the exit status
 */
int
rel_cli_set (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);

  if (workspace == NULL)
    return rel_cli_fail (error);
  for (guint i = 3; i < cli->n_arguments; i++)
    {
      if (!set_one (workspace, cli, cli->arguments[i], &error))
        return rel_cli_fail (error);
    }

  return rel_cli_finish (cli, workspace);
}

static GPtrArray *
list_changes (RelCli *cli, RelWorkspace *workspace, GError **error)
{
  RelSchema *here = rel_workspace_get_base (workspace);
  RelSchema *there;
  g_autoptr (RelWorkspace) other = NULL;
  g_autoptr (RelSchema) from = NULL;
  g_autoptr (RelSchema) to = NULL;

  if (cli->against == NULL)
    return g_ptr_array_ref (rel_workspace_get_changes (workspace));

  other = rel_cli_open (cli, cli->against, FALSE, error);
  if (other == NULL)
    return NULL;

  there = rel_workspace_get_base (other);
  if (rel_schema_is_partial (here) || rel_schema_is_partial (there))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_FORBIDDEN,
                           _ (
                             "What a server does not show to a user cannot be told from what it does not have: compare "
                             "as an administrator"));
      return NULL;
    }

  /* What a file cannot have is not missing from it: what is Directus' own, and what a newer
   * Directus leaves out. */
  from = rel_snapshot_of (here, rel_schema_get_header (there));
  to = rel_snapshot_of (there, rel_schema_get_header (here));
  return rel_diff (from, to);
}

/**
 * rel_cli_plan:
 * @cli: a call of the program: TARGET, with --against and --format
 *
 * Prints what would be sent: the requests in one of the forms of a snippet, or a plan file.
 *
 * Returns: the exit status: that of a difference if two targets were compared and differ
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

  status = as_json ? print_plan (cli, changes) : print_requests (cli, workspace, changes, form);
  return status == REL_CLI_DONE && cli->against != NULL && changes->len > 0 ? REL_CLI_DIFFERS : status;
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

/**
 * rel_cli_apply:
 * @cli: a call of the program: TARGET PLAN
 *
 * Publishes a plan, if what it changes is still as it was when it was made.
 *
 * Returns: the exit status
 */
int
rel_cli_apply (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) plan = read_plan (cli->arguments[1], &error);
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (RelSchema) draft = NULL;

  if (plan == NULL)
    return rel_cli_fail (error);
  workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  if (workspace == NULL)
    return rel_cli_fail (error);

  draft = rel_plan_apply (plan, rel_workspace_get_base (workspace), &error);
  if (draft == NULL)
    return rel_cli_fail (error);
  rel_workspace_set_draft (workspace, draft, cli->arguments[1]);
  if (cli->dry_run)
    return print_requests (cli, workspace, rel_workspace_get_changes (workspace), REL_SNIPPET_REST);
  return publish (workspace, rel_workspace_get_changes (workspace));
}
