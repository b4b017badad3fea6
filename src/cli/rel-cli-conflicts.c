/* rel-cli-conflicts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person has to decide before it can be published: said by plan, decided by resolve.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-error.h"

/**
 * rel_cli_say_conflicts:
 * @workspace: an open project
 *
 * Says what clashes with what somebody else has changed, with the three values.
 *
 * Returns: whether something does
 */
gboolean
rel_cli_say_conflicts (RelWorkspace *workspace)
{
  GPtrArray *conflicts = rel_workspace_get_conflicts (workspace);

  for (guint i = 0; i < conflicts->len; i++)
    {
      g_autofree char *line = rel_conflict_dup_line (g_ptr_array_index (conflicts, i));

      g_printerr ("%s\n", line);
    }
  if (conflicts->len > 0)
    g_printerr (ngettext ("%u conflict has to be decided before it is published: relations-cli resolve\n",
                          "%u conflicts have to be decided before they are published: relations-cli resolve\n",
                          conflicts->len),
                conflicts->len);
  return conflicts->len > 0;
}

/* Whether a conflict is one of those that the names on the command line mean: none mean all. */
static gboolean
is_meant (RelConflict *conflict, RelCli *cli)
{
  const char *const names[] = { rel_conflict_get_collection (conflict), rel_conflict_get_field (conflict),
                                rel_conflict_get_path (conflict) };

  for (guint i = 0; i + 2 < cli->n_arguments; i++)
    {
      if (g_strcmp0 (names[i], cli->arguments[i + 1]) != 0)
        return FALSE;
    }
  return TRUE;
}

static RelConflict *
find_meant (RelWorkspace *workspace, RelCli *cli)
{
  GPtrArray *conflicts = rel_workspace_get_conflicts (workspace);

  for (guint i = 0; i < conflicts->len; i++)
    {
      if (is_meant (g_ptr_array_index (conflicts, i), cli))
        return g_ptr_array_index (conflicts, i);
    }
  return NULL;
}

static gboolean
parse_choice (const char *text, RelSide *choice, GError **error)
{
  if (strcmp (text, "mine") == 0)
    *choice = REL_SIDE_MINE;
  else if (strcmp (text, "theirs") == 0)
    *choice = REL_SIDE_THEIRS;
  else
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("Say mine or theirs at the end, not “%s”"), text);
      return FALSE;
    }
  return TRUE;
}

/**
 * rel_cli_resolve:
 * @cli: a call of the program: TARGET [COLLECTION [FIELD [MEMBER]]] mine|theirs
 *
 * Decides the conflicts of the draft that the names mean.
 *
 * Returns: the exit status: that of a conflict if others are left
 */
int
rel_cli_resolve (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = NULL;
  RelConflict *conflict;
  RelSide choice;
  guint n_decided = 0;

  if (!parse_choice (cli->arguments[cli->n_arguments - 1], &choice, &error))
    return rel_cli_fail (error);
  workspace = rel_cli_open (cli, cli->arguments[0], TRUE, &error);
  if (workspace == NULL)
    return rel_cli_fail (error);

  while ((conflict = find_meant (workspace, cli)) != NULL)
    {
      g_autofree char *line = rel_conflict_dup_line (conflict);

      g_printerr ("%s\n", line);
      rel_workspace_resolve (workspace, conflict, choice);
      n_decided++;
    }
  if (n_decided == 0)
    {
      g_set_error_literal (&error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no such conflict"));
      return rel_cli_fail (error);
    }
  g_printerr (ngettext ("%u conflict decided.\n", "%u conflicts decided.\n", n_decided), n_decided);
  return rel_cli_say_conflicts (workspace) ? REL_CLI_DIFFERS : REL_CLI_DONE;
}
