/* rel-cli-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command that says what is wrong in a schema, and puts right what it can.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-check.h"
#include "rel-cli.h"
#include "rel-error.h"

typedef enum
{
  FORMAT_TEXT,
  FORMAT_JSON,
  FORMAT_SARIF,
} Format;

static gboolean
read_format (RelCli *cli, Format *format, GError **error)
{
  static const char *const names[] = { "text", "json", "sarif" };

  *format = cli->json ? FORMAT_JSON : FORMAT_TEXT;
  if (cli->format == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (names[i], cli->format) == 0)
        {
          *format = i;
          return TRUE;
        }
    }
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("Say --format=text, json or sarif"));
  return FALSE;
}

/* The rules that were asked for; %NULL in @rules if none was named. */
static gboolean
read_rules (RelCli *cli, GPtrArray **rules, GError **error)
{
  *rules = cli->rules != NULL ? g_ptr_array_new () : NULL;
  for (guint i = 0; cli->rules != NULL && cli->rules[i] != NULL; i++)
    {
      const RelRule *rule = rel_rule_find (cli->rules[i]);
      g_autoptr (GString) names = NULL;

      if (rule != NULL)
        {
          g_ptr_array_add (*rules, (gpointer) rule);
          continue;
        }
      names = g_string_new (NULL);
      for (guint r = 0; r < rel_rule_get_count (); r++)
        g_string_append_printf (names, "%s%s", r > 0 ? ", " : "", rel_rule_get_id (rel_rule_get_nth (r)));
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is no rule “%s”. There are: %s"), cli->rules[i],
                   names->str);
      g_clear_pointer (rules, g_ptr_array_unref);
      return FALSE;
    }
  return TRUE;
}

static int
print_findings (RelCli *cli, Format format, GPtrArray *findings, RelSchema *schema)
{
  g_autofree char *text = NULL;

  if (format == FORMAT_JSON)
    text = rel_cli_findings_dup_json (findings, schema);
  else if (format == FORMAT_SARIF)
    text = rel_cli_findings_dup_sarif (findings, schema, cli->arguments[0]);
  else
    text = rel_cli_findings_dup_text (findings, schema);
  return rel_cli_print (cli, text, strlen (text));
}

/* What was fixed is in the draft now, on this computer: how it gets to the server. */
static void
say_staged (RelCli *cli, guint n_fixed, guint n_changes)
{
  g_printerr (ngettext ("%u finding is fixed in the draft.\n", "%u findings are fixed in the draft.\n", n_fixed),
              n_fixed);
  if (n_changes > 0)
    g_printerr (_ ("Nothing is published yet. See it: relations-cli plan %s\nPublish it: relations-cli apply %s\n"),
                cli->arguments[0], cli->arguments[0]);
}

static void
say_refusals (GHashTable *refusals)
{
  GHashTableIter iter;
  const char *id;
  const char *message;

  g_hash_table_iter_init (&iter, refusals);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &message))
    /* Translators: the name of a finding, and why it was not fixed. */
    g_printerr (_ ("%s was not fixed: %s\n"), id, message);
}

static int
fix (RelCli *cli, RelWorkspace *workspace, Format format, GPtrArray *rules)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  g_autoptr (GHashTable) refusals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) found = rel_check_by_rules (draft, rules);
  g_autoptr (RelSchema) next = rel_check_fix_all (draft, rules, refusals);
  g_autoptr (GPtrArray) left = rel_check_by_rules (next, rules);
  guint n_fixed = found->len > left->len ? found->len - left->len : 0;
  int status;

  if (next != draft)
    rel_workspace_set_draft (workspace, next, _ ("Fix what was found"));
  say_refusals (refusals);
  if (cli->dry_run)
    status = rel_cli_finish (cli, workspace);
  else
    {
      status = print_findings (cli, format, left, next);
      say_staged (cli, n_fixed, rel_workspace_get_changes (workspace)->len);
    }
  return status == REL_CLI_DONE && left->len > 0 ? REL_CLI_DIFFERS : status;
}

/**
 * rel_cli_check:
 * @cli: a call of the program: TARGET, with --rule, --format, --fix and --dry-run
 *
 * Prints what is wrong in the schema of a project. With --fix, what can be fixed is, in the
 * draft, and what is left is printed; with --dry-run as well, what would be sent.
 *
 * Returns: the exit status: that of a finding if there is one
 */
int
rel_cli_check (RelCli *cli)
{
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  GError *error = NULL;
  Format format;
  int status;

  if (!read_format (cli, &format, &error) || !read_rules (cli, &rules, &error))
    return rel_cli_fail (error);
  workspace = rel_cli_open (cli, cli->arguments[0], cli->fix && !cli->dry_run, &error);
  if (workspace == NULL)
    return rel_cli_fail (error);
  if (cli->fix)
    return fix (cli, workspace, format, rules);

  findings = rel_check_by_rules (rel_workspace_get_base (workspace), rules);
  status = print_findings (cli, format, findings, rel_workspace_get_base (workspace));
  return status == REL_CLI_DONE && findings->len > 0 ? REL_CLI_DIFFERS : status;
}
