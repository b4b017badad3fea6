/* rel-cli-create.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that make and delete relations.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-creation.h"
#include "rel-deletion.h"
#include "rel-error.h"

/* What follows the field: KEY=VALUE, or the collections at the other end. */
static gboolean
read_wanted (RelCli *cli, RelCreation *wanted, GError **error)
{
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();

  for (guint i = 4; i < cli->n_arguments; i++)
    {
      const char *equals = strchr (cli->arguments[i], '=');
      g_autofree char *member = equals != NULL ? g_strndup (cli->arguments[i], equals - cli->arguments[i]) : NULL;

      if (equals == NULL)
        g_strv_builder_add (others, cli->arguments[i]);
      else if (!rel_creation_set (wanted, member, equals + 1, error))
        return FALSE;
    }

  wanted->allowed = g_strv_builder_end (others);
  if (wanted->kind == REL_KIND_M2A || wanted->allowed[0] == NULL)
    return TRUE;
  if (wanted->allowed[1] != NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("Only many to any points at several collections"));
      return FALSE;
    }
  return rel_creation_set (wanted, "related", wanted->allowed[0], error);
}

static RelSchema *
make (RelCli *cli, RelSchema *schema, GError **error)
{
  RelKind kind = rel_kind_from_id (cli->arguments[1]);
  g_autoptr (RelCreation) wanted = rel_creation_new (kind, cli->arguments[2], cli->arguments[3]);

  if (kind == REL_KIND_NONE || kind == REL_KIND_BROKEN)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” is no kind of relation: say m2o, o2m, m2m, m2a, translations, file, files or tree"),
                   cli->arguments[1]);
      return NULL;
    }
  if (!read_wanted (cli, wanted, error))
    return NULL;
  rel_creation_propose (wanted, schema);
  return rel_creation_apply (wanted, schema, error);
}

/**
 * rel_cli_create:
 * @cli: a call of the program: TARGET KIND COLLECTION FIELD [RELATED…] [KEY=VALUE…]
 *
 * Makes a relation with all that comes with it. What is not said is as the Data Studio
 * proposes it.
 *
 * Returns: the exit status
 */
int
rel_cli_create (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  g_autoptr (RelSchema) draft = NULL;

  if (workspace == NULL)
    return rel_cli_fail (error);
  draft = make (cli, rel_workspace_get_base (workspace), &error);
  if (draft == NULL)
    return rel_cli_fail (error);
  rel_workspace_set_draft (workspace, draft, "create");
  return rel_cli_finish (cli, workspace);
}

/**
 * rel_cli_delete:
 * @cli: a call of the program: TARGET COLLECTION FIELD, with --with-field and --with-junction
 *
 * Deletes a relation.
 *
 * Returns: the exit status
 */
int
rel_cli_delete (RelCli *cli)
{
  RelDeletion what = (cli->with_field ? REL_DELETION_COLUMN : 0) | (cli->with_junction ? REL_DELETION_JUNCTION : 0);
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  g_autoptr (RelSchema) draft = NULL;

  if (workspace == NULL)
    return rel_cli_fail (error);
  draft = rel_deletion_apply (rel_workspace_get_base (workspace), cli->arguments[1], cli->arguments[2], what, &error);
  if (draft == NULL)
    return rel_cli_fail (error);
  rel_workspace_set_draft (workspace, draft, "delete");
  return rel_cli_finish (cli, workspace);
}
