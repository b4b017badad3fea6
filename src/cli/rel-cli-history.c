/* rel-cli-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands about what was published: history, revert.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-error.h"
#include "rel-history.h"
#include "rel-json.h"
#include "rel-plan.h"

static void
set_list (JsonObject *members, const char *name, const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (members, name, array);
}

static void
set_changes (JsonObject *members, const char *name, GPtrArray *changes)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < changes->len; i++)
    json_array_add_element (array, rel_change_to_json (g_ptr_array_index (changes, i)));
  json_object_set_array_member (members, name, array);
}

static JsonNode *
entry_to_json (RelHistoryEntry *entry)
{
  g_autoptr (GDateTime) time = rel_history_entry_dup_time (entry);
  g_autofree char *text = g_date_time_format_iso8601 (time);
  g_auto (GStrv) losses = rel_history_entry_dup_losses (entry);
  JsonObject *members = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (members, "number", rel_history_entry_get_number (entry));
  json_object_set_string_member (members, "time", text);
  set_list (members, "edits", rel_history_entry_get_names (entry));
  json_object_set_int_member (members, "planned", rel_history_entry_get_n_planned (entry));
  json_object_set_boolean_member (members, "ended", rel_history_entry_is_ended (entry));
  if (rel_history_entry_get_failure (entry) != NULL)
    json_object_set_string_member (members, "failure", rel_history_entry_get_failure (entry));
  set_changes (members, "changes", rel_history_entry_get_changes (entry));
  set_changes (members, "inverse", rel_history_entry_get_inverse (entry));
  set_list (members, "losses", (const char *const *) losses);
  json_node_take_object (node, members);
  return node;
}

static char *
history_to_json (GListModel *entries)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (RelHistoryEntry) entry = g_list_model_get_item (entries, i);

      json_array_add_element (array, entry_to_json (entry));
    }
  json_node_take_array (node, array);
  text = rel_json_dup_text (node, TRUE);
  return g_strconcat (text, "\n", NULL);
}

static void
append_entry (GString *text, RelHistoryEntry *entry)
{
  const char *const *names = rel_history_entry_get_names (entry);
  g_autoptr (GDateTime) time = rel_history_entry_dup_time (entry);
  g_autofree char *date = g_date_time_format (time, "%Y-%m-%d %H:%M");
  guint n_planned = rel_history_entry_get_n_planned (entry);

  g_string_append_printf (text, "%" G_GINT64_FORMAT "\t%s\t", rel_history_entry_get_number (entry), date);
  g_string_append_printf (text, ngettext ("%u of %u change", "%u of %u changes", n_planned),
                          rel_history_entry_get_changes (entry)->len, n_planned);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, "\t%s", names[i]);
  g_string_append_c (text, '\n');
}

static char *
history_to_text (GListModel *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (RelHistoryEntry) entry = g_list_model_get_item (entries, i);

      append_entry (text, entry);
    }
  return g_string_free (text, FALSE);
}

/**
 * rel_cli_history:
 * @cli: a call of the program: TARGET
 *
 * Prints what was published to a project from this computer, the newest first: number, time,
 * how much of it was done, and the edits that led to it.
 *
 * Returns: the exit status
 */
int
rel_cli_history (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  g_autoptr (GListModel) entries = NULL;
  g_autofree char *text = NULL;

  if (workspace == NULL)
    return rel_cli_fail (error);
  entries = rel_workspace_list_history (workspace, &error);
  if (entries == NULL)
    return rel_cli_fail (error);

  text = cli->json ? history_to_json (entries) : history_to_text (entries);
  return rel_cli_print (cli, text, strlen (text));
}

/**
 * rel_cli_revert:
 * @cli: a call of the program: TARGET N, with --dry-run
 *
 * Takes back what a publish did, as far as it can be; what cannot is said.
 *
 * Returns: the exit status
 */
int
rel_cli_revert (RelCli *cli)
{
  guint64 number;
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = NULL;

  if (!g_ascii_string_to_unsigned (cli->arguments[1], 10, 1, G_MAXINT64, &number, NULL))
    {
      g_set_error (&error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is not the number of a publish; see history"),
                   cli->arguments[1]);
      return rel_cli_fail (error);
    }
  workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  if (workspace == NULL)
    return rel_cli_fail (error);

  rel_workspace_dismiss_notice (workspace);
  if (!rel_workspace_revert (workspace, (gint64) number, &error))
    return rel_cli_fail (error);
  if (rel_workspace_get_notice (workspace) != NULL)
    g_printerr ("%s\n", rel_workspace_get_notice (workspace));
  /* It is said, and publishing says what is new. */
  rel_workspace_dismiss_notice (workspace);
  return rel_cli_finish (cli, workspace);
}
