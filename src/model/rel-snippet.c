/* rel-snippet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes written down for use elsewhere: to be read, kept in a script, or sent by hand.
 *
 * No secret is in them: commands and programs take the token, and where it is not known the
 * address, from the environment (`DIRECTUS_TOKEN`, `DIRECTUS_URL`).
 */

#include "config.h"

#include "rel-snippet.h"

#include <string.h>

#include "rel-graphql.h"
#include "rel-json.h"
#include "rel-request.h"

static const char *const form_names[] = { "rest", "curl", "graphql", "sdk" };

static void
append_rest (GString *text, RelRequest *request)
{
  g_autofree char *request_text = rel_request_dup_text (request);

  g_string_append (text, request_text);
}

static void
append_curl (GString *text, RelRequest *request, const char *url)
{
  JsonNode *body = rel_request_get_body (request);
  g_autofree char *address = g_strconcat (url != NULL ? url : "", rel_request_get_path (request), NULL);
  g_autofree char *quoted_address = g_shell_quote (address);

  g_string_append_printf (text, "curl --fail-with-body --request %s ", rel_request_get_method (request));
  g_string_append_printf (text, "%s%s", url == NULL ? "\"$DIRECTUS_URL\"" : "", quoted_address);
  g_string_append (text, " \\\n  --header \"Authorization: Bearer $DIRECTUS_TOKEN\"");
  if (body != NULL)
    {
      g_autofree char *json = rel_json_dup_text (body, TRUE);
      g_autofree char *quoted_json = g_shell_quote (json);

      g_string_append_printf (text, " \\\n  --header 'Content-Type: application/json' \\\n  --data %s", quoted_json);
    }
  g_string_append_c (text, '\n');
}

static void
append_graphql (GString *text, RelRequest *request, RelSchema *base, gint64 *free_id)
{
  JsonNode *now = rel_change_find_current (rel_request_get_change (request), base);
  g_autoptr (JsonNode) variables = NULL;
  g_autofree char *mutation = rel_graphql_dup_mutation (request, now, free_id, &variables);

  g_string_append (text, mutation);
  if (variables != NULL)
    {
      g_autofree char *json = rel_json_dup_text (variables, FALSE);

      g_string_append_printf (text, "# variables: %s\n", json);
    }
}

/* The SDK puts names into the path as they are. */
static void
append_name_for_sdk (GString *text, const char *name)
{
  g_autoptr (JsonNode) node = rel_json_new_string (name);
  g_autofree char *literal = rel_json_dup_text (node, FALSE);
  gboolean is_plain = strpbrk (name, "/?#%\\") == NULL;

  g_string_append_printf (text, is_plain ? "%s" : "encodeURIComponent(%s)", literal);
}

static char *
dup_sdk_function (RelRequest *request)
{
  static const char *const verbs[] = { "create", "update", "delete" };
  static const char *const nouns[] = { "Collection", "Field", "Relation" };

  return g_strconcat (verbs[rel_request_get_action (request)],
                      nouns[rel_change_get_object (rel_request_get_change (request))], NULL);
}

static void
append_sdk (GString *text, RelRequest *request)
{
  RelChange *change = rel_request_get_change (request);
  RelObject object = rel_change_get_object (change);
  gboolean is_new = rel_request_get_action (request) == REL_CHANGE_CREATE;
  JsonNode *body = rel_request_get_body (request);
  g_autofree char *function = dup_sdk_function (request);
  const char *separator = "";

  g_string_append_printf (text, "await client.request(%s(", function);
  if (!is_new || object == REL_OBJECT_FIELD)
    {
      append_name_for_sdk (text, rel_change_get_collection (change));
      separator = ", ";
    }
  if (!is_new && object != REL_OBJECT_COLLECTION)
    {
      g_string_append (text, separator);
      append_name_for_sdk (text, rel_change_get_field (change));
    }
  if (body != NULL)
    {
      /* What is JSON is JavaScript. */
      g_autofree char *json = rel_json_dup_text (body, TRUE);

      g_string_append_printf (text, "%s%s", separator, json);
    }
  g_string_append (text, "));\n");
}

static void
append_sdk_head (GString *text, GPtrArray *requests, const char *url)
{
  g_autoptr (GHashTable) functions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonNode) address = rel_json_new_string (url);
  g_autofree char *literal = url != NULL ? rel_json_dup_text (address, FALSE) : g_strdup ("process.env.DIRECTUS_URL");

  g_string_append (text, "import { createDirectus, rest, staticToken");
  for (guint i = 0; i < requests->len; i++)
    {
      char *function = dup_sdk_function (g_ptr_array_index (requests, i));

      if (!g_hash_table_contains (functions, function))
        g_string_append_printf (text, ", %s", function);
      g_hash_table_add (functions, function);
    }
  g_string_append_printf (text,
                          " } from '@directus/sdk';\n\n"
                          "const client = createDirectus(%s)\n"
                          "  .with(staticToken(process.env.DIRECTUS_TOKEN))\n"
                          "  .with(rest());\n",
                          literal);
}

/**
 * rel_snippet_find_form:
 * @name: `rest`, `curl`, `graphql` or `sdk`
 * @form: (out): what it names
 *
 * Returns: whether there is such a form
 */
gboolean
rel_snippet_find_form (const char *name, RelSnippetForm *form)
{
  for (guint i = 0; i < G_N_ELEMENTS (form_names); i++)
    {
      if (strcmp (form_names[i], name) == 0)
        {
          *form = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rel_snippet_dup_text:
 * @changes: (element-type RelChange): what is to be changed, in this order
 * @form: how to write it
 * @base: what the changes are made on
 * @url: (nullable): the address of the server, without a slash at its end
 *
 * Writes changes down as the requests that publish them, without what the program does
 * around each: reading the server before, comparing, and reading back.
 *
 * Returns: (transfer full): the text; empty if nothing is to be sent
 */
char *
rel_snippet_dup_text (GPtrArray *changes, RelSnippetForm form, RelSchema *base, const char *url)
{
  gint64 free_id = rel_graphql_get_free_id (base);
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_request_unref);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_extend_and_steal (requests, rel_request_list_for_change (g_ptr_array_index (changes, i)));
  if (form == REL_SNIPPET_SDK && requests->len > 0)
    append_sdk_head (text, requests, url);

  for (guint i = 0; i < requests->len; i++)
    {
      RelRequest *request = g_ptr_array_index (requests, i);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (form == REL_SNIPPET_REST)
        append_rest (text, request);
      else if (form == REL_SNIPPET_CURL)
        append_curl (text, request, url);
      else if (form == REL_SNIPPET_GRAPHQL)
        append_graphql (text, request, base, &free_id);
      else
        append_sdk (text, request);
    }
  return g_string_free (text, FALSE);
}
