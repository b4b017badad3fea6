/* rel-cli-read.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that only read: list, show.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-error.h"
#include "rel-kind.h"
#include "rel-member.h"
#include "rel-sentence.h"

#define MAX_NAME_WIDTH    48 /* characters */
#define MAX_RELATED_WIDTH 24 /* characters */

/* The relation object with `kind` in it. */
static JsonNode *
with_kind (RelSchema *schema, RelRelation *relation)
{
  g_autoptr (JsonNode) kind = rel_json_new_string (rel_kind_get_id (rel_kind_of_relation (schema, relation)));

  return rel_json_with (rel_relation_get_json (relation), "kind", kind);
}

/* Whether the list shows a relation. */
static gboolean
is_wanted (RelCli *cli, RelRelation *relation)
{
  if (cli->n_arguments > 1)
    return strcmp (rel_relation_get_collection (relation), cli->arguments[1]) == 0;
  return cli->system || !rel_relation_is_system (relation);
}

static GPtrArray *
list_relations (RelCli *cli, RelSchema *schema, RelQuery *query)
{
  GPtrArray *relations = rel_query_list_relations (query, schema);

  for (guint i = relations->len; i-- > 0;)
    {
      if (!is_wanted (cli, g_ptr_array_index (relations, i)))
        g_ptr_array_remove_index (relations, i);
    }
  return relations;
}

static char *
dup_related (RelRelation *relation)
{
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);
  const char *related = rel_relation_get_related_collection (relation);

  if (related == NULL && allowed != NULL)
    return g_strjoinv (",", (char **) allowed);
  return g_strdup (related != NULL ? related : "-");
}

static void
append_column (GString *line, const char *text, guint width)
{
  g_string_append (line, text);
  for (guint i = g_utf8_strlen (text, -1); i < width; i++)
    g_string_append_c (line, ' ');
  g_string_append (line, "  ");
}

static void
append_setting (GString *line, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (line, strchr (value, ' ') != NULL ? "%s=\"%s\" " : "%s=%s ", name, value);
}

static void
append_line (GString *text, RelSchema *schema, RelRelation *relation, const guint *widths)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *related = dup_related (relation);
  g_autofree char *name =
    g_strdup_printf ("%s.%s", rel_relation_get_collection (relation), rel_relation_get_field (relation));

  append_column (line, name, widths[0]);
  g_string_append_printf (line, "%-6s  ", rel_kind_get_id (rel_kind_of_relation (schema, relation)));
  append_column (line, related, widths[1]);
  append_setting (line, "one_field", rel_relation_get_one_field (relation));
  append_setting (line, "junction_field", rel_relation_get_junction_field (relation));
  append_setting (line, "sort_field", rel_relation_get_sort_field (relation));
  append_setting (line, "deselect", rel_relation_get_one_deselect_action (relation));
  append_setting (line, "on_delete", rel_relation_get_on_delete (relation));
  append_setting (line, "on_update", rel_relation_get_on_update (relation));
  if (!rel_relation_has_meta (relation))
    append_setting (line, "meta", "none");
  if (!rel_relation_has_foreign_key (relation))
    append_setting (line, "key", "none");
  g_string_truncate (line, strlen (g_strchomp (line->str)));
  g_string_append_printf (text, "%s\n", line->str);
}

static int
print_list (RelCli *cli, RelSchema *schema, GPtrArray *relations)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint widths[2] = { 0, 0 };

  for (guint i = 0; i < relations->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (relations, i);
      g_autofree char *related = dup_related (relation);
      guint length = g_utf8_strlen (rel_relation_get_collection (relation), -1) + 1 +
                     g_utf8_strlen (rel_relation_get_field (relation), -1);

      widths[0] = MAX (widths[0], MIN (length, MAX_NAME_WIDTH));
      widths[1] = MAX (widths[1], MIN (g_utf8_strlen (related, -1), MAX_RELATED_WIDTH));
    }
  for (guint i = 0; i < relations->len; i++)
    append_line (text, schema, g_ptr_array_index (relations, i), widths);
  return rel_cli_print (cli, text->str, text->len);
}

/**
 * rel_cli_list:
 * @cli: a call of the program: TARGET [COLLECTION], with --where
 *
 * Prints the relations, one a line, or as an array of relation objects.
 *
 * Returns: the exit status
 */
int
rel_cli_list (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelQuery) query = rel_cli_parse_where (cli, &error);
  g_autoptr (RelWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;
  RelSchema *schema;

  if (query == NULL)
    return rel_cli_fail (error);
  workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  if (workspace == NULL)
    return rel_cli_fail (error);

  schema = rel_workspace_get_base (workspace);
  if (cli->n_arguments > 1 && rel_schema_find_collection (schema, cli->arguments[1]) == NULL)
    {
      g_set_error (&error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no collection “%s”"), cli->arguments[1]);
      return rel_cli_fail (error);
    }

  relations = list_relations (cli, schema, query);
  if (!cli->json)
    return print_list (cli, schema, relations);

  array = json_array_new ();
  for (guint i = 0; i < relations->len; i++)
    json_array_add_element (array, with_kind (schema, g_ptr_array_index (relations, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return rel_cli_print_json (cli, node);
}

static int
print_relation (RelCli *cli, RelSchema *schema, RelRelation *relation)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sentence = rel_sentence_dup_for_relation (schema, relation);
  RelKind kind = rel_kind_of_relation (schema, relation);

  g_string_append_printf (text, "%s.%s  %s %s\n%s\n\n", rel_relation_get_collection (relation),
                          rel_relation_get_field (relation), rel_kind_get_symbol (kind), rel_kind_get_label (kind),
                          sentence);
  for (guint i = 0; i < rel_member_get_count (); i++)
    {
      const RelMember *member = rel_member_get_nth (i);
      JsonNode *value = rel_relation_get_member (relation, rel_member_get_path (member));
      g_autofree char *value_text = rel_member_dup_text (value);

      if (value != NULL)
        g_string_append_printf (text, "%-30s %s\n", rel_member_get_path (member), value_text);
    }
  if (!rel_relation_has_meta (relation))
    g_string_append_printf (text, "%-30s null\n", "meta");
  if (!rel_relation_has_foreign_key (relation))
    g_string_append_printf (text, "%-30s null\n", "schema");
  return rel_cli_print (cli, text->str, text->len);
}

/**
 * rel_cli_show:
 * @cli: a call of the program: TARGET COLLECTION FIELD
 *
 * Prints one relation with all its members; if several have these names, each of them.
 *
 * Returns: the exit status
 */
int
rel_cli_show (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelWorkspace) workspace = rel_cli_open (cli, cli->arguments[0], FALSE, &error);
  RelSchema *schema;
  RelRelation *relation;
  int status = REL_CLI_DONE;

  if (workspace == NULL)
    return rel_cli_fail (error);

  schema = rel_workspace_get_base (workspace);
  relation = rel_schema_find_relation (schema, cli->arguments[1], cli->arguments[2], 0);
  if (relation == NULL)
    {
      g_set_error (&error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no relation %s.%s"), cli->arguments[1],
                   cli->arguments[2]);
      return rel_cli_fail (error);
    }

  if (cli->json)
    {
      g_autoptr (JsonNode) node = with_kind (schema, relation);

      return rel_cli_print_json (cli, node);
    }
  for (guint nth = 0; relation != NULL && status == REL_CLI_DONE; nth++)
    {
      status = print_relation (cli, schema, relation);
      relation = rel_schema_find_relation (schema, cli->arguments[1], cli->arguments[2], nth + 1);
    }
  return status;
}
