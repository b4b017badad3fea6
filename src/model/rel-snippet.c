/* rel-snippet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes written down for use elsewhere: to be read, kept in a script, or sent by hand.
 *
 * No secret is in them: commands and programs take the token, and where it is not known the
 * address, from the environment (`DIRECTUS_TOKEN`, `DIRECTUS_URL`). None hands the token on
 * as an argument, as each user of a machine sees what the programs there are started with.
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
append_curl (GString *text, const char *method, const char *path, JsonNode *body, const char *url)
{
  g_autofree char *address = g_strconcat (url != NULL ? url : "", path, NULL);
  g_autofree char *quoted_address = g_shell_quote (address);

  /* A shell starts no program for printf. */
  g_string_append (text, "printf 'Authorization: Bearer %s\\n' \"$DIRECTUS_TOKEN\" |\n");
  g_string_append_printf (text, "curl --fail-with-body --request %s ", method);
  g_string_append_printf (text, "%s%s \\\n  --header @-", url == NULL ? "\"$DIRECTUS_URL\"" : "", quoted_address);
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

/* The names of what the requests call, each once. */
static char *
dup_sdk_functions (GPtrArray *requests)
{
  g_autoptr (GHashTable) functions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      char *function = dup_sdk_function (g_ptr_array_index (requests, i));

      if (!g_hash_table_contains (functions, function))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", function);
      g_hash_table_add (functions, function);
    }
  return g_string_free (names, FALSE);
}

static void
append_sdk_head (GString *text, const char *functions, const char *url)
{
  g_autoptr (JsonNode) address = rel_json_new_string (url);
  g_autofree char *literal = url != NULL ? rel_json_dup_text (address, FALSE) : g_strdup ("process.env.DIRECTUS_URL");

  g_string_append_printf (text, "import { createDirectus, rest, staticToken, %s", functions);
  g_string_append_printf (text,
                          " } from '@directus/sdk';\n\n"
                          "const client = createDirectus(%s)\n"
                          "  .with(staticToken(process.env.DIRECTUS_TOKEN))\n"
                          "  .with(rest());\n",
                          literal);
}

/* All that the relation object has, as the system GraphQL names it. */
static void
append_reading_graphql (GString *text, RelRelation *relation)
{
  g_autoptr (JsonNode) collection = rel_json_new_string (rel_relation_get_collection (relation));
  g_autoptr (JsonNode) field = rel_json_new_string (rel_relation_get_field (relation));
  g_autofree char *collection_text = rel_json_dup_text (collection, FALSE);
  g_autofree char *field_text = rel_json_dup_text (field, FALSE);

  g_string_append_printf (text,
                          "query {\n"
                          "  relations_by_name(collection: %s, field: %s) {\n"
                          "    collection\n"
                          "    field\n"
                          "    related_collection\n"
                          "    meta {\n"
                          "      id\n"
                          "      many_collection\n"
                          "      many_field\n"
                          "      one_collection\n"
                          "      one_field\n"
                          "      one_allowed_collections\n"
                          "      one_collection_field\n"
                          "      one_deselect_action\n"
                          "      sort_field\n"
                          "      junction_field\n"
                          "    }\n"
                          "    schema {\n"
                          "      table\n"
                          "      column\n"
                          "      foreign_key_table\n"
                          "      foreign_key_column\n"
                          "      constraint_name\n"
                          "      on_update\n"
                          "      on_delete\n"
                          "    }\n"
                          "  }\n"
                          "}\n",
                          collection_text, field_text);
}

static void
append_reading_sdk (GString *text, RelRelation *relation)
{
  g_string_append (text, "const relation = await client.request(readRelation(");
  append_name_for_sdk (text, rel_relation_get_collection (relation));
  g_string_append (text, ", ");
  append_name_for_sdk (text, rel_relation_get_field (relation));
  g_string_append (text, "));\n");
}

/**
 * rel_snippet_get_form_label:
 * @form: a form
 *
 * Returns: (transfer none): what people call it
 */
const char *
rel_snippet_get_form_label (RelSnippetForm form)
{
  static const char *const labels[] = { "REST", "cURL", "GraphQL", "SDK" };

  return labels[form];
}

/**
 * rel_snippet_get_form_name:
 * @form: a form
 *
 * Returns: (transfer none): its name in settings and commands
 */
const char *
rel_snippet_get_form_name (RelSnippetForm form)
{
  return form_names[form];
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
    {
      g_autofree char *functions = dup_sdk_functions (requests);

      append_sdk_head (text, functions, url);
    }

  for (guint i = 0; i < requests->len; i++)
    {
      RelRequest *request = g_ptr_array_index (requests, i);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (form == REL_SNIPPET_REST)
        append_rest (text, request);
      else if (form == REL_SNIPPET_CURL)
        append_curl (text, rel_request_get_method (request), rel_request_get_path (request),
                     rel_request_get_body (request), url);
      else if (form == REL_SNIPPET_GRAPHQL)
        append_graphql (text, request, base, &free_id);
      else
        append_sdk (text, request);
    }
  return g_string_free (text, FALSE);
}

/**
 * rel_snippet_dup_reading:
 * @relation: a relation
 * @form: how to write it
 * @url: (nullable): the address of the server, without a slash at its end
 *
 * Writes down the request that reads one relation.
 *
 * Returns: (transfer full): the text
 */
char *
rel_snippet_dup_reading (RelRelation *relation, RelSnippetForm form, const char *url)
{
  g_autofree char *collection = g_uri_escape_string (rel_relation_get_collection (relation), NULL, FALSE);
  g_autofree char *field = g_uri_escape_string (rel_relation_get_field (relation), NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/relations/%s/%s", collection, field);
  GString *text = g_string_new (NULL);

  switch (form)
    {
    case REL_SNIPPET_CURL:
      append_curl (text, "GET", path, NULL, url);
      break;
    case REL_SNIPPET_GRAPHQL:
      append_reading_graphql (text, relation);
      break;
    case REL_SNIPPET_SDK:
      append_sdk_head (text, "readRelation", url);
      g_string_append_c (text, '\n');
      append_reading_sdk (text, relation);
      break;
    case REL_SNIPPET_REST:
    default:
      g_string_append_printf (text, "GET %s\n", path);
    }
  return g_string_free (text, FALSE);
}
