/* rel-cli-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a call of the program publishes what it has changed.
 */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "rel-cli.h"
#include "rel-error.h"

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

/* Stops before the next change; the second time the program ends as others do. */
static gboolean
interrupted_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Returns: whether the person has said which project it is */
static gboolean
confirm (RelCli *cli, RelWorkspace *workspace, GError **error)
{
  const char *name = rel_target_get_name (rel_workspace_get_target (workspace));
  g_autofree char *typed = NULL;

  if (cli->confirm == NULL)
    {
      g_autofree char *prompt = g_strdup_printf (_ ("To delete in “%s”, type its name: "), name);

      typed = rel_cli_ask_line (prompt);
    }
  if (rel_workspace_confirm (workspace, typed != NULL ? typed : cli->confirm))
    return TRUE;
  g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY,
               _ ("“%s” is saved as production, and this deletes something: say --confirm “%s”. Nothing was sent."),
               name, name);
  return FALSE;
}

/**
 * rel_cli_publish:
 * @cli: a call of the program
 * @workspace: a project
 * @changes: (element-type RelChange): what to publish of its draft
 *
 * Says what the changes endanger, publishes them, and says how far it came. Ctrl+C stops it
 * before the next change.
 *
 * Returns: the exit status
 */
int
rel_cli_publish (RelCli *cli, RelWorkspace *workspace, GPtrArray *changes)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) published = NULL;
  /* Those of the workspace are others afterwards. */
  guint n_changes = changes->len;
  gboolean wants_name;
  guint interrupt;
  GError *error = NULL;
  guint n_published;

  if (n_changes == 0)
    {
      g_printerr ("%s\n", _ ("Nothing to do: it is so already."));
      return REL_CLI_DONE;
    }
  wants_name = rel_workspace_wants_name (workspace, changes);
  rel_cli_print_hazards (workspace, changes, wants_name ? REL_HAZARD_SEVERITY_NOTE : REL_HAZARD_SEVERITY_WARNING);
  if (wants_name && !confirm (cli, workspace, &error))
    return rel_cli_fail (error);

  interrupt = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  g_signal_connect (workspace, "step-changed", G_CALLBACK (step_changed_cb), NULL);
  rel_workspace_publish_async (workspace, changes, cancellable, published_cb, &published);
  while (published == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!g_cancellable_is_cancelled (cancellable))
    g_source_remove (interrupt);
  if (rel_workspace_get_notice (workspace) != NULL)
    g_printerr ("%s\n", rel_workspace_get_notice (workspace));

  if (rel_workspace_publish_finish (workspace, published, &n_published, &error))
    return REL_CLI_DONE;
  if (n_published > 0)
    g_printerr (ngettext ("%u of %u changes was published.\n", "%u of %u changes were published.\n", n_published),
                n_published, n_changes);
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
    return rel_cli_publish (cli, workspace, changes);
  if (changes->len == 0)
    g_printerr ("%s\n", _ ("Nothing to do: it is so already."));
  rel_cli_print_hazards (workspace, changes, REL_HAZARD_SEVERITY_NOTE);
  return cli->json ? rel_cli_print_plan (cli, workspace, changes)
                   : rel_cli_print_requests (cli, workspace, changes, REL_SNIPPET_REST);
}
