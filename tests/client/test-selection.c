/* test-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "rel-json.h"
#include "rel-selection.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_query (RelSelection *selection, RelObject object, const char *collection, const char *field, const char *wanted)
{
  g_autoptr (JsonNode) body = rel_selection_dup_query (selection, object, collection, field);
  g_autoptr (JsonNode) expected = parse (wanted);
  g_autofree char *text = rel_json_dup_text (body, FALSE);

  g_test_message ("%s", text);
  g_assert_true (rel_json_equal (body, expected));
}

/* Members that may not be null are asked for alone; what the server does not tell of is read
 * as all servers have it. */
static void
test_asks_for_what_is_known (void)
{
  g_autoptr (JsonNode) answer =
    parse ("{\"data\":{\"collections\":{\"fields\":["
           "{\"name\":\"collection\",\"type\":{\"kind\":\"SCALAR\",\"fields\":null}},"
           "{\"name\":\"meta\",\"type\":{\"kind\":\"OBJECT\",\"fields\":["
           "{\"name\":\"hidden\",\"type\":{\"kind\":\"NON_NULL\"}},{\"name\":\"icon\",\"type\":{\"kind\":\"SCALAR\"}},"
           "{\"name\":\"tags\",\"type\":{\"kind\":\"LIST\"}},{\"name\":\"deep\",\"type\":{\"kind\":\"OBJECT\"}}]}},"
           "{\"name\":\"schema\",\"type\":{\"kind\":\"OBJECT\",\"fields\":["
           "{\"name\":\"name\",\"type\":{\"kind\":\"NON_NULL\"}}]}}]},\"fields\":null,\"relations\":{\"fields\":[]}}}");
  g_autoptr (RelSelection) selection = rel_selection_new (answer);
  g_autoptr (RelSelection) usual = rel_selection_new (NULL);
  g_autoptr (JsonNode) known = rel_selection_dup_query (selection, REL_OBJECT_RELATION, NULL, NULL);
  g_autoptr (JsonNode) guessed = rel_selection_dup_query (usual, REL_OBJECT_RELATION, NULL, NULL);

#define MEMBERS "{collection meta{icon tags} meta__hidden:meta{hidden} schema__name:schema{name}}"
  assert_query (selection, REL_OBJECT_COLLECTION, NULL, NULL, "{\"query\":\"{collections" MEMBERS "}\"}");
  assert_query (selection, REL_OBJECT_COLLECTION, "a\"b", NULL,
                "{\"query\":\"query($collection:String!){collections_by_name(name:$collection)" MEMBERS
                "}\",\"variables\":{\"collection\":\"a\\\"b\"}}");
#undef MEMBERS
  g_assert_true (rel_json_equal (known, guessed));
}

static void
test_names_roots (void)
{
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_COLLECTION, NULL, NULL), ==, "collections");
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_COLLECTION, "a", NULL), ==, "collections_by_name");
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_FIELD, NULL, NULL), ==, "fields");
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_FIELD, "a", NULL), ==, "fields_in_collection");
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_FIELD, "a", "b"), ==, "fields_by_name");
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_RELATION, NULL, NULL), ==, "relations");
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_RELATION, "a", NULL), ==, "relations_in_collection");
  g_assert_cmpstr (rel_selection_get_root (REL_OBJECT_RELATION, "a", "b"), ==, "relations_by_name");
}

/* What GraphQL gives, and what REST has of it. */
static void
test_restores_what_rest_has (void)
{
  static const struct
  {
    RelObject object;
    const char *row;
    const char *restored;
  } cases[] = {
    { REL_OBJECT_RELATION,
      "{\"collection\":\"a\",\"schema\":{\"constraint_name\":null},\"schema__table\":{\"table\":\"a\"},"
      "\"meta\":{\"id\":3,\"sort_field\":null}}",
      "{\"collection\":\"a\",\"schema\":{\"constraint_name\":null,\"table\":\"a\"},\"meta\":{\"id\":3,\"sort_field\":"
      "null}}" },
    /* Without key and row. */
    { REL_OBJECT_RELATION, "{\"collection\":\"a\",\"schema\":null,\"schema__table\":null,\"meta\":null}",
      "{\"collection\":\"a\",\"schema\":null,\"meta\":null}" },
    /* A database that says nothing of an action. */
    { REL_OBJECT_RELATION,
      "{\"collection\":\"a\",\"schema\":{\"constraint_name\":\"x\"},\"schema__on_update\":null,\"meta\":null}",
      "{\"collection\":\"a\",\"schema\":{\"constraint_name\":\"x\"},\"meta\":null}" },
    /* Directus' own. */
    { REL_OBJECT_RELATION, "{\"collection\":\"directus_users\",\"meta\":{\"id\":null,\"one_field\":\"users\"}}",
      "{\"collection\":\"directus_users\",\"meta\":{\"one_field\":\"users\",\"system\":true}}" },
    { REL_OBJECT_FIELD,
      "{\"field\":\"id\",\"meta\":{\"note\":null},\"meta__id\":null,\"meta__hidden\":{\"hidden\":true}}",
      "{\"field\":\"id\",\"meta\":{\"note\":null,\"hidden\":true,\"system\":true}}" },
    { REL_OBJECT_COLLECTION,
      "{\"collection\":\"directus_users\",\"meta\":{\"icon\":\"x\"},\"meta__archive_app_filter\":null}",
      "{\"collection\":\"directus_users\",\"meta\":{\"icon\":\"x\",\"system\":true}}" },
    /* A part of which nothing may be null. */
    { REL_OBJECT_COLLECTION, "{\"collection\":\"a\",\"schema__name\":{\"name\":\"a\"}}",
      "{\"collection\":\"a\",\"schema\":{\"name\":\"a\"}}" },
    { REL_OBJECT_COLLECTION, "{\"collection\":\"a\",\"schema__name\":null}", "{\"collection\":\"a\",\"schema\":null}" },
#define DEFAULT(type, text, value)                                                                                     \
  { REL_OBJECT_FIELD, "{\"type\":\"" type "\",\"schema\":{\"default_value\":" text "}}",                               \
    "{\"type\":\"" type "\",\"schema\":{\"default_value\":" value "}}" }
    DEFAULT ("boolean", "\"false\"", "false"),
    DEFAULT ("boolean", "\"true\"", "true"),
    DEFAULT ("integer", "\"25\"", "25"),
    DEFAULT ("bigInteger", "\"9007199254740993\"", "9007199254740993"),
    DEFAULT ("float", "\"1.5\"", "1.5"),
    DEFAULT ("decimal", "\"nextval()\"", "\"nextval()\""),
    DEFAULT ("json", "\"[1]\"", "[1]"),
    DEFAULT ("string", "\"25\"", "\"25\""),
    DEFAULT ("integer", "null", "null"),
#undef DEFAULT
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const char *const roots[] = { "collections", "fields", "relations" };
      g_autofree char *text = g_strdup_printf ("{\"data\":{\"%s\":[%s]}}", roots[cases[i].object], cases[i].row);
      g_autoptr (JsonNode) answer = parse (text);
      g_autoptr (JsonNode) wanted = parse (cases[i].restored);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) rows = rel_selection_read (cases[i].object, NULL, NULL, answer, &error);

      g_test_message ("%s", cases[i].row);
      g_assert_no_error (error);
      g_assert_true (rel_json_equal (json_array_get_element (json_node_get_array (rows), 0), wanted));
    }
}

/* An error that takes away a member which is null all the same, or which GraphQL cannot say,
 * is none; of a relation only the former. */
static void
test_bears_what_graphql_cannot_say (void)
{
  static const struct
  {
    RelObject object;
    const char *path;
    gboolean is_bearable;
  } cases[] = {
    { REL_OBJECT_FIELD, "\"fields\",0,\"meta__id\",\"id\"", TRUE },
    { REL_OBJECT_FIELD, "\"fields\",7,\"schema\",\"max_length\"", TRUE },
    { REL_OBJECT_FIELD, "\"fields\"", FALSE },
    { REL_OBJECT_FIELD, "\"fields\",0", FALSE },
    { REL_OBJECT_FIELD, "\"fields\",0,\"field\"", FALSE },
    { REL_OBJECT_RELATION, "\"relations\",0,\"schema__on_update\",\"on_update\"", TRUE },
    { REL_OBJECT_RELATION, "\"relations\",0,\"meta\",\"sort_field\"", FALSE },
    { REL_OBJECT_RELATION, "\"relations\"", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *root = cases[i].object == REL_OBJECT_FIELD ? "fields" : "relations";
      g_autofree char *text =
        g_strdup_printf ("{\"data\":{\"%s\":[]},\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":"
                         "\"INTERNAL_SERVER_ERROR\"},\"path\":[%s]}]}",
                         root, cases[i].path);
      g_autoptr (JsonNode) answer = parse (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) rows = rel_selection_read (cases[i].object, NULL, NULL, answer, &error);

      g_test_message ("%s", cases[i].path);
      if (cases[i].is_bearable)
        g_assert_no_error (error);
      else
        g_assert_error (error, REL_ERROR, REL_ERROR_SERVER);
    }
}

static void
test_tells_errors_as_rest_does (void)
{
  static const struct
  {
    const char *code;
    RelError error;
  } cases[] = {
    { "FORBIDDEN", REL_ERROR_FORBIDDEN },
    { "TOKEN_EXPIRED", REL_ERROR_UNAUTHORIZED },
    { "INVALID_CREDENTIALS", REL_ERROR_UNAUTHORIZED },
    { "INVALID_PAYLOAD", REL_ERROR_REFUSED },
    { "REQUESTS_EXCEEDED", REL_ERROR_REFUSED },
    { "INTERNAL_SERVER_ERROR", REL_ERROR_SERVER },
    { "SERVICE_UNAVAILABLE", REL_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"data\":{\"relations_by_name\":null},\"errors\":[{\"message\":\"No.\",\"extensions\":"
                         "{\"code\":\"%s\"},\"path\":[\"relations_by_name\"]}]}",
                         cases[i].code);
      g_autoptr (JsonNode) answer = parse (text);
      g_autoptr (GError) error = NULL;

      g_assert_null (rel_selection_read (REL_OBJECT_RELATION, "a", "b", answer, &error));
      g_assert_error (error, REL_ERROR, (int) cases[i].error);
      g_assert_cmpstr (rel_error_get_server_code (error), ==, cases[i].code);
      if (cases[i].error != REL_ERROR_UNAUTHORIZED)
        g_assert_nonnull (strstr (error->message, "relations_by_name"));
    }
}

static void
test_refuses_other_answers (void)
{
  static const char *const answers[] = {
    "[]", "{}", "{\"data\":null}", "{\"data\":{}}", "{\"data\":{\"fields\":{}}}", "{\"data\":{\"fields\":[1]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (JsonNode) answer = parse (answers[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (rel_selection_read (REL_OBJECT_FIELD, NULL, NULL, answer, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
    }
}

static void
test_finds_a_free_number (void)
{
  g_autoptr (JsonNode) answer =
    parse ("{\"data\":{\"fields\":[{\"meta__id\":{\"id\":4}},{\"meta__id\":null},{\"meta__id\":{\"id\":17}},"
           "{\"meta__id\":{\"id\":2}}]},"
           "\"errors\":[{\"message\":\"Cannot return null\",\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"},"
           "\"path\":[\"fields\",1,\"meta__id\",\"id\"]}]}");
  g_autoptr (JsonNode) none = parse ("{\"data\":{\"fields\":[]}}");
  g_autoptr (GError) error = NULL;
  gint64 free_id;

  g_assert_true (rel_selection_read_free_id (answer, &free_id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (free_id, ==, 18);
  g_assert_true (rel_selection_read_free_id (none, &free_id, &error));
  g_assert_cmpint (free_id, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/selection/asks-for-what-is-known", test_asks_for_what_is_known);
  g_test_add_func ("/client/selection/names-roots", test_names_roots);
  g_test_add_func ("/client/selection/restores-what-rest-has", test_restores_what_rest_has);
  g_test_add_func ("/client/selection/bears-what-graphql-cannot-say", test_bears_what_graphql_cannot_say);
  g_test_add_func ("/client/selection/tells-errors-as-rest-does", test_tells_errors_as_rest_does);
  g_test_add_func ("/client/selection/refuses-other-answers", test_refuses_other_answers);
  g_test_add_func ("/client/selection/finds-a-free-number", test_finds_a_free_number);

  return g_test_run ();
}
