/* rel-cli-create.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command that makes relations, and collections, folders and fields.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-addition.h"
#include "rel-cli.h"
#include "rel-creation.h"
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

static gboolean
read_switch (const char *key, const char *value, gboolean *result, GError **error)
{
  *result = strcmp (value, "true") == 0;
  if (*result || strcmp (value, "false") == 0)
    return TRUE;
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s is true or false, not “%s”"), key, value);
  return FALSE;
}

/* One KEY=VALUE of what is no relation. @keys are those that fit, with commas. */
static gboolean
read_key (RelAddition *wanted, const char *argument, const char *keys, GError **error)
{
  g_auto (GStrv) known = g_strsplit (keys, ", ", -1);
  const char *equals = strchr (argument, '=');
  g_autofree char *key = equals != NULL ? g_strndup (argument, equals - argument) : NULL;

  if (key == NULL || !g_strv_contains ((const char *const *) known, key))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” does not fit here. Say KEY=VALUE, with: %s"), argument,
                   keys);
      return FALSE;
    }
  if (strcmp (key, "meta.hidden") == 0)
    return read_switch (key, equals + 1, &wanted->is_hidden, error);
  if (strcmp (key, "meta.required") == 0)
    return read_switch (key, equals + 1, &wanted->is_required, error);
  if (strcmp (key, "meta.note") == 0)
    wanted->note = equals + 1;
  else if (strcmp (key, "meta.group") == 0)
    wanted->group = equals + 1;
  else if (strcmp (key, "key") == 0)
    wanted->field = equals + 1;
  else
    wanted->type = equals + 1;
  return TRUE;
}

/* What can be made besides relations. */
static const struct
{
  const char *name;
  const char *keys;
  gboolean is_field;
  RelSchema *(*make) (RelSchema *schema, const RelAddition *wanted, GError **error);
} additions[] = {
  { "collection", "key, key_type, meta.group, meta.hidden, meta.note", FALSE, rel_addition_make_collection },
  { "folder", "meta.group, meta.hidden, meta.note", FALSE, rel_addition_make_folder },
  { "field", "type, meta.hidden, meta.note, meta.required", TRUE, rel_addition_make_field },
};

static RelSchema *
make_addition (RelCli *cli, RelSchema *schema, guint index, GError **error)
{
  guint n_names = additions[index].is_field ? 2 : 1;
  RelAddition wanted = { .collection = cli->arguments[2] };

  if (cli->n_arguments < 2 + n_names)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("Say the name of the field too"));
      return NULL;
    }
  if (additions[index].is_field)
    wanted.field = cli->arguments[3];
  for (guint i = 2 + n_names; i < cli->n_arguments; i++)
    {
      if (!read_key (&wanted, cli->arguments[i], additions[index].keys, error))
        return NULL;
    }
  return additions[index].make (schema, &wanted, error);
}

static RelSchema *
make_relation (RelCli *cli, RelSchema *schema, GError **error)
{
  RelKind kind = rel_kind_from_id (cli->arguments[1]);
  g_autoptr (RelCreation) wanted = NULL;

  if (kind == REL_KIND_NONE || kind == REL_KIND_BROKEN)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” is no kind of relation: say m2o, o2m, m2m, m2a, translations, file, files or tree; or "
                      "collection, folder or field"),
                   cli->arguments[1]);
      return NULL;
    }
  if (cli->n_arguments < 4)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("Say the name of the field too"));
      return NULL;
    }
  wanted = rel_creation_new (kind, cli->arguments[2], cli->arguments[3]);
  if (!read_wanted (cli, wanted, error))
    return NULL;
  rel_creation_propose (wanted, schema);
  return rel_creation_apply (wanted, schema, error);
}

static RelSchema *
make (RelCli *cli, RelSchema *schema, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (additions); i++)
    {
      if (strcmp (cli->arguments[1], additions[i].name) == 0)
        return make_addition (cli, schema, i, error);
    }
  return make_relation (cli, schema, error);
}

static char *
dup_name (RelCli *cli)
{
  gboolean has_field = cli->n_arguments > 3 && strchr (cli->arguments[3], '=') == NULL;

  /* Translators: a kind of relation (m2o) or of another thing, and its name: articles.author. */
  return g_strdup_printf (_ ("Create %s %s%s%s"), cli->arguments[1], cli->arguments[2], has_field ? "." : "",
                          has_field ? cli->arguments[3] : "");
}

/**
 * rel_cli_create:
 * @cli: a call of the program: TARGET KIND COLLECTION FIELD [RELATED…] [KEY=VALUE…], or
 *   TARGET collection|folder NAME, or TARGET field COLLECTION NAME
 *
 * Makes a relation with all that comes with it, or a collection, folder or field. What is not
 * said is as the Data Studio proposes it.
 *
 * Returns: the exit status
 */
int
rel_cli_create (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  g_autoptr (RelSchema) draft = NULL;
  g_autofree char *name = NULL;

  if (workspace == NULL)
    return rel_cli_fail (error);
  draft = make (cli, rel_workspace_get_base (workspace), &error);
  if (draft == NULL)
    return rel_cli_fail (error);
  name = dup_name (cli);
  rel_workspace_set_draft (workspace, draft, name);
  return rel_cli_finish (cli, workspace);
}
