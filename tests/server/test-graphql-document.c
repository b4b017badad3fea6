/* test-graphql-document.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parsing documents. What graphql-js says of wrong ones is in tests/sdk.
 */

#include <string.h>

#include "rel-graphql-document.h"
#include "rel-graphql-validation.h"
#include "rel-json.h"

static RelGraphqlDocument *
parse (const char *text)
{
  JsonObject *fault = NULL;
  RelGraphqlDocument *document = rel_graphql_document_parse (text, &fault);

  if (fault != NULL)
    g_test_message ("%s", rel_json_get_string (fault, "message"));
  g_assert_nonnull (document);
  return document;
}

static void
assert_fault (const char *text, const char *message, int line, int column)
{
  JsonObject *fault = NULL;
  JsonObject *place;

  g_assert_null (rel_graphql_document_parse (text, &fault));
  g_assert_cmpstr (rel_json_get_string (fault, "message"), ==, message);
  place = json_array_get_object_element (json_object_get_array_member (fault, "locations"), 0);
  g_assert_cmpint (json_object_get_int_member (place, "line"), ==, line);
  g_assert_cmpint (json_object_get_int_member (place, "column"), ==, column);
  json_object_unref (fault);
}

static const RelGraphqlSelection *
get_field (const RelGraphqlDocument *document)
{
  return rel_graphql_document_get_first (document)->set->first;
}

static void
test_parts (void)
{
  g_autoptr (RelGraphqlDocument) document =
    parse ("query A($a: [Int!]! = [1, -2.5e3] @x) @y { k: f(a: $a, b: {c: null, d: E}) @skip(if: true) { ...F ... on "
           "T { g } ... { h } } }\nfragment F on T { i }");
  const RelGraphqlDefinition *operation = rel_graphql_document_get_operation (document, "A");
  const RelGraphqlSelection *field = operation->set->first;
  const RelGraphqlValue *object = rel_graphql_argument_find (field->arguments, "b")->value;
  const RelGraphqlDefinition *fragment = rel_graphql_document_get_fragment (document, "F");

  g_assert_cmpint (operation->kind, ==, REL_GRAPHQL_QUERY);
  g_assert_cmpint (operation->variables->type->wrap, ==, REL_GRAPHQL_REQUIRED);
  g_assert_cmpint (operation->variables->type->of->wrap, ==, REL_GRAPHQL_LIST);
  g_assert_cmpstr (operation->variables->default_value->items->next->text, ==, "-2.5e3");
  g_assert_cmpstr (operation->variables->directives->name, ==, "x");
  g_assert_cmpstr (operation->directives->name, ==, "y");
  g_assert_cmpstr (field->key, ==, "k");
  g_assert_cmpstr (field->name, ==, "f");
  g_assert_cmpint (object->members->value->kind, ==, REL_GRAPHQL_VALUE_NULL);
  g_assert_cmpint (object->members->next->value->kind, ==, REL_GRAPHQL_VALUE_ENUM);
  g_assert_cmpint (field->set->first->kind, ==, REL_GRAPHQL_SELECTION_SPREAD);
  g_assert_cmpstr (field->set->first->next->condition->name, ==, "T");
  g_assert_null (field->set->first->next->next->condition);
  g_assert_cmpstr (fragment->condition->name, ==, "T");
  g_assert_cmpint (fragment->place.line, ==, 2);
}

static void
test_operations (void)
{
  g_autoptr (RelGraphqlDocument) two = parse ("query A { a } mutation B { b } fragment F on T { c }");
  g_autoptr (RelGraphqlDocument) one = parse ("fragment F on T { c } { a }");

  g_assert_null (rel_graphql_document_get_operation (two, NULL));
  g_assert_null (rel_graphql_document_get_operation (two, "F"));
  g_assert_cmpint (rel_graphql_document_get_operation (two, "B")->kind, ==, REL_GRAPHQL_MUTATION);
  g_assert_cmpstr (rel_graphql_document_get_operation (one, NULL)->set->first->name, ==, "a");
}

static void
test_strings (void)
{
  static const struct
  {
    const char *written;
    const char *meant;
  } strings[] = {
    { "\"\"", "" },
    { "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\b\f\n\r\t" },
    { "\"\\u00e9\\uD83E\\uDD8A\\u{1F98A}\\u{41}\"", "é🦊🦊A" },
    { "\"\"\"\"\"\"", "" },
    { "\"\"\"one\"\"\"", "one" },
    { "\"\"\"\n\n    one\n      two\n\n    three\n  \n\"\"\"", "one\n  two\n\nthree" },
    { "\"\"\"  first\n    second\r\n\tthird\r   fourth\"\"\"", "  first\n   second\nthird\n  fourth" },
    { "\"\"\"a \\\"\"\" b \\n\"\"\"", "a \"\"\" b \\n" },
    { "\"\"\" \n\t\n\"\"\"", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *text = g_strdup_printf ("{ f(a: %s) }", strings[i].written);
      g_autoptr (RelGraphqlDocument) document = parse (text);

      g_assert_cmpstr (get_field (document)->arguments->value->text, ==, strings[i].meant);
    }
}

static void
test_places (void)
{
  assert_fault ("{\r\n\r  a ?", "Syntax Error: Unexpected character: \"?\".", 3, 5);
  assert_fault ("{ f(a: \"é🦊\", b: ?", "Syntax Error: Unexpected character: \"?\".", 1, 18);
  assert_fault ("# 🦊\n\xef\xbb\xbf{ f(a: \"\"\"\n🦊\n  \"\"\") ?", "Syntax Error: Unexpected character: \"?\".", 4,
                8);
  assert_fault ("", "Syntax Error: Unexpected <EOF>.", 1, 1);
}

/* A name would end there for some and go on for others. */
static void
test_no_nul (void)
{
  assert_fault ("{ f(a: \"\\u0000\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\u0000\".", 1, 8 + 1);
  assert_fault ("{ f(a: \"\\u{0}\") }", "Syntax Error: Invalid Unicode escape sequence: \"\\u{0}\".", 1, 8 + 1);
}

static void
assert_depth (const char *start, char open, const char *middle, char close, const char *end, guint before)
{
  for (guint depth = REL_GRAPHQL_MAX_DEPTH - before; depth <= REL_GRAPHQL_MAX_DEPTH - before + 1; depth++)
    {
      g_autofree char *opened = g_strnfill (depth, open);
      g_autofree char *closed = g_strnfill (depth, close);
      g_autofree char *text = g_strconcat (start, opened, middle, closed, end, NULL);
      JsonObject *fault = NULL;
      RelGraphqlDocument *document = rel_graphql_document_parse (text, &fault);

      if (depth + before <= REL_GRAPHQL_MAX_DEPTH)
        {
          g_assert_nonnull (document);
          rel_graphql_document_free (document);
          continue;
        }
      g_assert_cmpstr (rel_json_get_string (fault, "message"), ==,
                       "Syntax Error: Document is more than 64 levels deep.");
      json_object_unref (fault);
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) sets = g_string_new (NULL);

  assert_depth ("{ f(a: ", '[', "1", ']', ") }", 1);
  assert_depth ("query ($a: ", '[', "Int", ']', ") { f }", 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append (sets, "{a");
  assert_fault (sets->str, "Syntax Error: Document is more than 64 levels deep.", 1, 64 * 2 + 1);
}

static void
test_tokens (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (RelGraphqlDocument) document = NULL;

  for (guint i = 0; i < REL_GRAPHQL_MAX_TOKENS - 2; i++)
    g_string_append (text, " a");
  g_string_append_c (text, '}');
  document = parse (text->str);
  g_string_insert (text, 1, " a");
  assert_fault (text->str, "Syntax Error: Document contains more that 5000 tokens. Parsing aborted.", 1,
                2 * (REL_GRAPHQL_MAX_TOKENS - 1) + 2);
}

/* A hundred, and one that says that there are more. */
static void
test_faults_are_bounded (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (RelGraphqlDocument) document = NULL;
  g_autoptr (JsonArray) faults = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, " nope");
  g_string_append_c (text, '}');
  document = parse (text->str);
  faults = rel_graphql_validation_run (REL_GRAPHQL_ADMIN, document);
  g_assert_cmpuint (json_array_get_length (faults), ==, 101);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/graphql-document/parts", test_parts);
  g_test_add_func ("/server/graphql-document/operations", test_operations);
  g_test_add_func ("/server/graphql-document/strings", test_strings);
  g_test_add_func ("/server/graphql-document/places", test_places);
  g_test_add_func ("/server/graphql-document/no-nul", test_no_nul);
  g_test_add_func ("/server/graphql-document/depth", test_depth);
  g_test_add_func ("/server/graphql-document/tokens", test_tokens);
  g_test_add_func ("/server/graphql-document/faults-are-bounded", test_faults_are_bounded);
  return g_test_run ();
}
