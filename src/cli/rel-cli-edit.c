/* rel-cli-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that change and delete what there is, one thing or all relations that a query
 * selects.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-adoption.h"
#include "rel-assignment.h"
#include "rel-bulk.h"
#include "rel-cli.h"
#include "rel-deletion.h"
#include "rel-error.h"
#include "rel-repair.h"

/* What a command makes of a schema. */
typedef RelSchema *(*EditFunc) (RelCli *cli, RelSchema *schema, GError **error);

/* What the arguments name: a relation, a field, a collection, or what a query asks for. */
static char *
dup_subject (RelCli *cli)
{
  gboolean has_field = cli->n_arguments > 2 && strchr (cli->arguments[2], '=') == NULL;

  if (cli->where != NULL)
    return g_strdup (cli->where);
  if (cli->n_arguments < 2)
    return g_strdup ("");
  return has_field ? g_strdup_printf ("%s.%s", cli->arguments[1], cli->arguments[2]) : g_strdup (cli->arguments[1]);
}

/* The edit is called by its assignments, or by @format. */
static char *
dup_name (RelCli *cli, const char *format)
{
  g_autofree char *subject = dup_subject (cli);
  g_autoptr (GString) name = g_string_new (format);

  g_string_replace (name, "%s", subject, 1);
  for (guint i = 1; format == NULL && i < cli->n_arguments; i++)
    {
      g_autoptr (RelAssignment) assignment = rel_assignment_parse (cli->arguments[i], NULL);
      g_autofree char *part = assignment != NULL ? rel_assignment_dup_name (assignment, subject) : NULL;

      if (part != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", part);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* @format names the edit; %NULL for assignments, which name themselves. */
static int
edit (RelCli *cli, EditFunc func, const char *format)
{
  g_autofree char *name = dup_name (cli, format);
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  g_autoptr (RelSchema) draft = NULL;

  if (workspace == NULL)
    return rel_cli_fail (error);
  draft = func (cli, rel_workspace_get_base (workspace), &error);
  if (draft == NULL)
    return rel_cli_fail (error);
  rel_workspace_set_draft (workspace, draft, name);
  return rel_cli_finish (cli, workspace);
}

/* Directus' own relations are never meant: they cannot be changed. */
static GPtrArray *
select_relations (RelCli *cli, RelSchema *schema, GError **error)
{
  g_autoptr (RelQuery) query = rel_cli_parse_where (cli, error);
  GPtrArray *relations;

  if (query == NULL)
    return NULL;
  relations = rel_query_list_relations (query, schema);
  for (guint i = relations->len; i-- > 0;)
    {
      if (rel_relation_is_system (g_ptr_array_index (relations, i)))
        g_ptr_array_remove_index (relations, i);
    }
  if (relations->len == 0)
    g_printerr ("%s\n", _ ("No relation matches."));
  return relations;
}

static RelSchema *
edit_selected (RelCli *cli, RelSchema *schema, RelBulkFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) relations = select_relations (cli, schema, error);

  return relations != NULL ? rel_bulk_apply (schema, relations, func, user_data, error) : NULL;
}

/* How many arguments after the target name something; the others are KEY=VALUE. */
static guint
count_names (RelCli *cli)
{
  guint n_names = 0;

  while (1 + n_names < cli->n_arguments && strchr (cli->arguments[1 + n_names], '=') == NULL)
    n_names++;
  return n_names;
}

static GPtrArray *
read_assignments (RelCli *cli, guint first, GError **error)
{
  g_autoptr (GPtrArray) assignments = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_assignment_free);

  for (guint i = first; i < cli->n_arguments; i++)
    {
      RelAssignment *assignment = rel_assignment_parse (cli->arguments[i], error);

      if (assignment == NULL)
        return NULL;
      g_ptr_array_add (assignments, assignment);
    }
  return g_steal_pointer (&assignments);
}

/* All of the assignments, of one relation, field or collection. */
static RelSchema *
assign (RelSchema *schema, const char *collection, const char *field, guint nth, gpointer user_data, GError **error)
{
  GPtrArray *assignments = user_data;
  g_autoptr (RelSchema) next = rel_schema_ref (schema);

  for (guint i = 0; i < assignments->len; i++)
    {
      RelSchema *set = rel_assignment_apply (g_ptr_array_index (assignments, i), next, collection, field, nth, error);

      if (set == NULL)
        return NULL;
      rel_schema_unref (next);
      next = set;
    }
  return g_steal_pointer (&next);
}

static RelSchema *
set (RelCli *cli, RelSchema *schema, GError **error)
{
  guint n_names = count_names (cli);
  g_autoptr (GPtrArray) assignments = read_assignments (cli, 1 + n_names, error);

  if (assignments == NULL)
    return NULL;
  if (assignments->len == 0 || (cli->where != NULL ? n_names != 0 : n_names != 1 && n_names != 2))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("Say what is to be set: COLLECTION FIELD KEY=VALUE, COLLECTION KEY=VALUE or --where "
                              "QUERY KEY=VALUE"));
      return NULL;
    }
  if (cli->where != NULL)
    return edit_selected (cli, schema, assign, assignments, error);
  return assign (schema, cli->arguments[1], n_names == 2 ? cli->arguments[2] : NULL, 0, assignments, error);
}

/**
 * rel_cli_set:
 * @cli: a call of the program: TARGET [COLLECTION [FIELD]] KEY=VALUE…, with --where
 *
 * Changes members of relations, or settings of a field or a collection.
 *
 * Returns: the exit status
 */
int
rel_cli_set (RelCli *cli)
{
  return edit (cli, set, NULL);
}

static RelDeletion
get_deletion (RelCli *cli)
{
  return (cli->with_field ? REL_DELETION_COLUMN : 0) | (cli->with_junction ? REL_DELETION_JUNCTION : 0) |
         (cli->keep_list ? REL_DELETION_KEEP_LIST : 0);
}

static RelSchema *
delete_one (RelSchema *schema, const char *collection, const char *field, guint nth, gpointer user_data, GError **error)
{
  RelRelation *relation = rel_schema_find_relation (schema, collection, field, nth);

  if (rel_schema_is_ghost (schema, relation))
    return rel_repair_drop_ghost (schema, collection, field, nth, error);
  return rel_deletion_drop (schema, relation, get_deletion (user_data));
}

static RelSchema *
delete_field (RelCli *cli, RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelRelation *relation = rel_schema_find_relation (schema, collection, field, 0);

  if (relation != NULL && rel_schema_is_ghost (schema, relation))
    return rel_repair_drop_ghost (schema, collection, field, 0, error);
  if (relation != NULL || rel_kind_of_field (schema, collection, field, NULL, NULL) != REL_KIND_NONE)
    return rel_deletion_apply (schema, collection, field, get_deletion (cli), error);
  if (cli->with_field || rel_schema_find_field (schema, collection, field) == NULL)
    return rel_deletion_apply_to_field (schema, collection, field, error);
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
               _ ("%s.%s is no relation. To delete the field, with what is in it, say --with-field"), collection,
               field);
  return NULL;
}

static RelSchema *delete (RelCli *cli, RelSchema *schema, GError **error)
{
  if (cli->where != NULL && cli->n_arguments == 1 && !cli->with_junction)
    return edit_selected (cli, schema, delete_one, cli, error);
  if (cli->where == NULL && cli->n_arguments == 2)
    return rel_deletion_apply_to_collection (schema, cli->arguments[1], get_deletion (cli), error);
  if (cli->where == NULL && cli->n_arguments == 3)
    return delete_field (cli, schema, cli->arguments[1], cli->arguments[2], error);
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                       _ ("Say what is to be deleted: COLLECTION FIELD, COLLECTION, or --where QUERY without "
                          "--with-junction"));
  return NULL;
}

/**
 * rel_cli_delete:
 * @cli: a call of the program: TARGET [COLLECTION [FIELD]], with --where, --with-field,
 *   --with-junction and --keep-list
 *
 * Deletes relations, a field or a collection.
 *
 * Returns: the exit status
 */
int
rel_cli_delete (RelCli *cli)
{
  /* Translators: what is deleted: articles.author. */
  return edit (cli, delete, _ ("Delete %s"));
}

static RelSchema *
adopt_one (RelSchema *schema, const char *collection, const char *field, guint nth, gpointer user_data, GError **error)
{
  return rel_adoption_apply (schema, collection, field, nth, user_data, error);
}

static RelSchema *
adopt (RelCli *cli, RelSchema *schema, GError **error)
{
  const char *alias = NULL;

  if (cli->where != NULL && cli->n_arguments == 1)
    return edit_selected (cli, schema, adopt_one, NULL, error);
  if (cli->n_arguments == 4 && g_str_has_prefix (cli->arguments[3], "alias="))
    alias = cli->arguments[3] + strlen ("alias=");
  if (cli->where == NULL && (cli->n_arguments == 3 || alias != NULL))
    return rel_adoption_apply (schema, cli->arguments[1], cli->arguments[2], 0, alias, error);
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                       _ ("Say what is to be adopted: COLLECTION FIELD [alias=NAME], or --where QUERY"));
  return NULL;
}

/**
 * rel_cli_adopt:
 * @cli: a call of the program: TARGET COLLECTION FIELD [alias=NAME], or TARGET with --where
 *
 * Gives foreign keys that Directus does not know its settings.
 *
 * Returns: the exit status
 */
int
rel_cli_adopt (RelCli *cli)
{
  /* Translators: a foreign key that Directus does not know: articles.author. */
  return edit (cli, adopt, _ ("Adopt %s"));
}

static RelSchema *
restore_one (RelSchema *schema,
             const char *collection,
             const char *field,
             guint nth,
             gpointer user_data,
             GError **error)
{
  return rel_repair_restore_ghost (schema, collection, field, nth, error);
}

static RelSchema *
restore (RelCli *cli, RelSchema *schema, GError **error)
{
  if (cli->where != NULL && cli->n_arguments == 1)
    return edit_selected (cli, schema, restore_one, NULL, error);
  if (cli->where == NULL && cli->n_arguments == 3)
    return rel_repair_restore_ghost (schema, cli->arguments[1], cli->arguments[2], 0, error);
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                       _ ("Say what is to be restored: COLLECTION FIELD, or --where QUERY"));
  return NULL;
}

/**
 * rel_cli_restore:
 * @cli: a call of the program: TARGET COLLECTION FIELD, or TARGET with --where
 *
 * Makes the fields, without what was in them, of relations whose fields do not exist any more.
 *
 * Returns: the exit status
 */
int
rel_cli_restore (RelCli *cli)
{
  /* Translators: a relation whose field does not exist any more: articles.author. */
  return edit (cli, restore, _ ("Restore %s"));
}
