/* test-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rel-error.h"
#include "rel-json.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_true (json_node_is_immutable (node));
  return node;
}

static void
assert_refused (const char *text, gsize length_bytes, RelError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rel_json_parse (text, length_bytes, &error);

  if (node != NULL)
    g_test_message ("this was read: %s", text);
  g_assert_null (node);
  g_assert_error (error, REL_ERROR, (int) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
assert_written (const char *text, const char *expected)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autofree char *written = rel_json_dup_text (node, FALSE);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_is_strict (void)
{
  static const char *const texts[] = {
    "[1,]",
    "{\"a\":1,}",
    "[1 2]",
    "[,1]",
    "{\"a\" 1}",
    "{\"a\":}",
    "{a:1}",
    "{1:1}",
    "{'a':1}",
    "'a'",
    "/* a */ 1",
    "1 // a",
    "# a\n1",
    "NaN",
    "Infinity",
    "-Infinity",
    "undefined",
    "True",
    "nul",
    "nulls",
    "a",
    "[",
    "]",
    "[1",
    "[1}",
    "{\"a\":1",
    "{\"a\":1]",
    "{\"a\"",
    "\"a",
    "\"a\\",
    "\"a\\\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\x41\"",
    "\"\\'\"",
    "01",
    "-",
    "+1",
    ".5",
    "1.",
    "1e",
    "1e+",
    "0x10",
    "1_000",
    "--1",
    "1 1",
    "{} {}",
    "",
    " \n",
    "\v1",
    "\xc2\xa0"
    "1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), REL_ERROR_INVALID, NULL);
}

static void
test_reads_what_is_json (void)
{
  assert_written (" [ ] ", "[]");
  assert_written ("{\r\n\t}", "{}");
  assert_written ("[null,true,false,\"\",0]", "[null,true,false,\"\",0]");
  assert_written ("{\"b\":{\"\":[[],{}]},\"a\":1}", "{\"b\":{\"\":[[],{}]},\"a\":1}");
  assert_written ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
  assert_written ("\"\\u0041\\u00e9\\u001F\\u007f\"", "\"Aé\\u001f\x7f\"");
  assert_written ("\"\\ud83d\\uDE00 😀\"", "\"😀 😀\"");
  assert_written ("\xef\xbb\xbf[1]", "[1]");

  /* As in JavaScript, the last of two members counts. */
  assert_written ("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}");
}

static void
test_reads_no_further_than_its_length (void)
{
  g_autofree char *text = g_memdup2 ("12345", 3);
  g_autoptr (JsonNode) node = rel_json_parse (text, 2, NULL);

  g_assert_cmpint (json_node_get_int (node), ==, 12);
}

static void
test_refuses_what_no_string_holds (void)
{
  assert_refused ("\"a\\u0000b\"", 10, REL_ERROR_INVALID, "Line 1, column 3: a zero character in a string");
  assert_refused ("\"a\0b\"", 5, REL_ERROR_INVALID, "Line 1, column 3: this is not UTF-8");
  assert_refused ("[1]\0", 4, REL_ERROR_INVALID, NULL);
  assert_refused ("\"a\nb\"", 5, REL_ERROR_INVALID, "Line 1, column 3: a control character in a string");
  assert_refused ("\"\x1f\"", 3, REL_ERROR_INVALID, NULL);
  assert_refused ("\"\xff\"", 3, REL_ERROR_INVALID, "Line 1, column 2: this is not UTF-8");
  assert_refused ("\"\xed\xa0\x80\"", 5, REL_ERROR_INVALID, NULL);

  /* json-glib makes bytes of these that are not UTF-8. */
  assert_refused ("\"\\ud800\"", 8, REL_ERROR_INVALID, "Line 1, column 2: one half of a character in a string");
  assert_refused ("\"\\udc00\"", 8, REL_ERROR_INVALID, NULL);
  assert_refused ("\"\\ud800x\"", 9, REL_ERROR_INVALID, NULL);
  assert_refused ("\"\\ud800\\u0041\"", 14, REL_ERROR_INVALID, NULL);
  assert_refused ("\"\\ud800\\ud800\"", 14, REL_ERROR_INVALID, NULL);
  assert_refused ("\"\\udc00\\ud800\"", 14, REL_ERROR_INVALID, NULL);
  assert_refused ("{\"\\ud800\":1}", 12, REL_ERROR_INVALID, NULL);
}

static char *
nest (guint n, const char *open, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, open);
  g_string_append (text, "1");
  for (guint i = 0; i < n; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_stops_at_too_many_levels (void)
{
  g_autofree char *arrays = nest (64, "[", "]");
  g_autofree char *objects = nest (64, "{\"a\":", "}");
  g_autofree char *more_arrays = nest (65, "[", "]");
  g_autofree char *more_objects = nest (65, "{\"a\":", "}");
  g_autofree char *brackets = g_strnfill (100000, '[');

  assert_written (arrays, arrays);
  assert_written (objects, objects);
  assert_refused (more_arrays, strlen (more_arrays), REL_ERROR_TOO_DEEP,
                  "Line 1, column 65: more levels of nesting than are read");
  assert_refused (more_objects, strlen (more_objects), REL_ERROR_TOO_DEEP, NULL);
  assert_refused (brackets, 100000, REL_ERROR_TOO_DEEP, NULL);
}

static void
test_stops_at_too_many_bytes (void)
{
  g_autofree char *text = g_strnfill (REL_JSON_MAX_BYTES + 1, ' ');
  g_autoptr (JsonNode) node = NULL;

  assert_refused (text, REL_JSON_MAX_BYTES + 1, REL_ERROR_TOO_LARGE, "This is larger than 64 MiB");

  text[0] = '1';
  node = rel_json_parse (text, REL_JSON_MAX_BYTES, NULL);
  g_assert_nonnull (node);
}

static void
test_says_line_and_column (void)
{
  assert_refused ("", 0, REL_ERROR_INVALID, "Line 1, column 1: the text ends too early");
  assert_refused ("{\n  \"a\": 1,\n  b\n}", 17, REL_ERROR_INVALID,
                  "Line 3, column 3: a name in double quotes is missing");
  assert_refused ("[\"é😀\" x]", 12, REL_ERROR_INVALID, "Line 1, column 7: a comma or an end is missing");
  assert_refused ("[1,\r\nx]", 7, REL_ERROR_INVALID, "Line 2, column 1: this is not JSON");
  assert_refused ("{\"a\" 1}", 7, REL_ERROR_INVALID, "Line 1, column 6: a colon is missing");
  assert_refused ("[\n\"abc", 6, REL_ERROR_INVALID, "Line 2, column 1: a string without an end");
  assert_refused ("[1]\n[2]", 7, REL_ERROR_INVALID, "Line 2, column 1: more text after the end");
  assert_refused ("[-]", 3, REL_ERROR_INVALID, "Line 1, column 3: a number without digits");
  assert_refused ("[1", 2, REL_ERROR_INVALID, "Line 1, column 3: the text ends too early");
  assert_refused ("\"\\q\"", 4, REL_ERROR_INVALID, "Line 1, column 2: an unknown escape in a string");
}

static void
assert_double (const char *text, double expected, const char *written)
{
  g_autoptr (JsonNode) node = parse (text);

  g_assert_true (json_node_get_value_type (node) == G_TYPE_DOUBLE);
  g_assert_true (json_node_get_double (node) == expected);
  assert_written (text, written);
  assert_written (written, written);
}

/* Each of these comes out of json-glib 1.6 as another number or as no number at all. */
static void
test_numbers_stay_the_same (void)
{
  assert_written ("9223372036854775807", "9223372036854775807");
  assert_written ("-9223372036854775808", "-9223372036854775808");
  assert_written ("-0", "0");
  assert_double ("9223372036854775808", 9223372036854775808.0, "9223372036854776000");
  assert_double ("-9223372036854775809", -9223372036854775808.0, "-9223372036854776000");
  assert_double ("18446744073709551616", 18446744073709551616.0, "18446744073709552000");
  assert_double ("100000000000000000000000", 1e23, "1e+23");
  assert_double ("1.0", 1, "1.0");
  assert_double ("-0.0", 0, "-0.0");
  assert_double ("1.1", 1.1, "1.1");
  assert_double ("0.1", 0.1, "0.1");
  assert_double ("-1234.5", -1234.5, "-1234.5");
  assert_double ("0.30000000000000004", 0.1 + 0.2, "0.30000000000000004");
  assert_double ("1e5", 1e5, "100000.0");
  assert_double ("1.5E+3", 1500, "1500.0");
  assert_double ("1e21", 1e21, "1e+21");
  assert_double ("123456789012345680000", 123456789012345680000.0, "123456789012345680000");
  assert_double ("1.5e300", 1.5e300, "1.5e+300");
  assert_double ("0.000001", 1e-6, "0.000001");
  assert_double ("0.00000125", 1.25e-6, "0.00000125");
  assert_double ("0.0000001", 1e-7, "1e-7");
  assert_double ("5e-324", 5e-324, "5e-324");
  assert_double ("1e-999", 0, "0.0");
  assert_double ("1.7976931348623157e308", 1.7976931348623157e308, "1.7976931348623157e+308");

  assert_refused ("[1e999]", 7, REL_ERROR_INVALID, "Line 1, column 2: a number that is too large");
  assert_refused ("-1e999", 6, REL_ERROR_INVALID, NULL);
}

static void
test_writes_no_number_that_is_none (void)
{
  g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), INFINITY);
  g_autofree char *written = rel_json_dup_text (node, FALSE);

  g_assert_cmpstr (written, ==, "null");
}

static void
test_is_written_over_lines (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[]}");
  g_autofree char *written = rel_json_dup_text (node, TRUE);

  g_assert_cmpstr (written, ==,
                   "{\n"
                   "  \"a\": [\n"
                   "    1,\n"
                   "    {\n"
                   "      \"b\": null\n"
                   "    }\n"
                   "  ],\n"
                   "  \"c\": {},\n"
                   "  \"d\": []\n"
                   "}");
}

static void
assert_equal (const char *a, const char *b, gboolean expected)
{
  g_autoptr (JsonNode) a_node = a != NULL ? parse (a) : NULL;
  g_autoptr (JsonNode) b_node = b != NULL ? parse (b) : NULL;

  g_test_message ("%s and %s", a, b);
  g_assert_true (rel_json_equal (a_node, b_node) == expected);
  g_assert_true (rel_json_equal (b_node, a_node) == expected);
}

static void
test_equal_compares_meaning (void)
{
  assert_equal ("1", "1.0", TRUE);
  assert_equal ("0", "-0.0", TRUE);
  assert_equal ("1", "2", FALSE);
  assert_equal ("1", "1.5", FALSE);
  assert_equal ("1", "true", FALSE);
  assert_equal ("1", "\"1\"", FALSE);
  assert_equal ("\"a\"", "\"a\"", TRUE);
  assert_equal ("\"a\"", "\"A\"", FALSE);
  assert_equal ("true", "true", TRUE);
  assert_equal ("true", "false", FALSE);
  assert_equal ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", TRUE);
  assert_equal ("{\"a\":1}", "{\"a\":1,\"b\":2}", FALSE);
  assert_equal ("{\"a\":1}", "{\"b\":1}", FALSE);
  assert_equal ("[1,2]", "[1,2]", TRUE);
  assert_equal ("[1,2]", "[2,1]", FALSE);
  assert_equal ("[1]", "[1,2]", FALSE);
  assert_equal ("[]", "{}", FALSE);
  assert_equal ("{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":1.0}]}", TRUE);
  assert_equal ("{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":2}]}", FALSE);

  /* Absent is null at the top, but a member that is null is not an absent member. */
  assert_equal (NULL, NULL, TRUE);
  assert_equal (NULL, "null", TRUE);
  assert_equal (NULL, "false", FALSE);
  assert_equal ("null", "\"\"", FALSE);
  assert_equal ("{\"a\":null}", "{}", FALSE);
}

static void
test_get_follows_a_path (void)
{
  g_autoptr (JsonNode) node =
    parse ("{\"a\":{\"b\":{\"c\":\"x\"},\"list\":[1]},\"n\":null,\"s\":\"y\",\"t\":true,\"one\":1,"
           "\"two\":2,\"zero\":0,\"point\":1.0,\"\":{\"\":\"empty\"}}");
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpstr (rel_json_get_string (object, "a.b.c"), ==, "x");
  g_assert_cmpstr (rel_json_get_string (object, "s"), ==, "y");
  g_assert_cmpstr (rel_json_get_string (object, "."), ==, "empty");
  g_assert_null (rel_json_get (object, "a.b.c.d"));
  g_assert_null (rel_json_get (object, "a.x.c"));
  g_assert_null (rel_json_get (object, "s.t"));
  g_assert_null (rel_json_get (object, "n.t"));
  g_assert_null (rel_json_get (object, "a.list.0"));
  g_assert_null (rel_json_get (NULL, "a"));
  g_assert_null (rel_json_get (NULL, "a.b"));
  g_assert_true (rel_json_is_null (rel_json_get (object, "n")));
  g_assert_nonnull (rel_json_get (object, "n"));

  g_assert_null (rel_json_get_string (object, "n"));
  g_assert_null (rel_json_get_string (object, "one"));
  g_assert_null (rel_json_get_string (object, "a"));
  g_assert_nonnull (rel_json_get_object (object, "a.b"));
  g_assert_null (rel_json_get_object (object, "a.list"));
  g_assert_null (rel_json_get_object (object, "n"));
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (object, "a.list")), ==, 1);
  g_assert_null (rel_json_get_array (object, "a.b"));

  g_assert_true (rel_json_get_boolean (object, "t"));
  g_assert_true (rel_json_get_boolean (object, "one"));
  g_assert_false (rel_json_get_boolean (object, "zero"));
  g_assert_false (rel_json_get_boolean (object, "two"));
  g_assert_false (rel_json_get_boolean (object, "point"));
  g_assert_false (rel_json_get_boolean (object, "s"));
  g_assert_false (rel_json_get_boolean (object, "n"));
  g_assert_false (rel_json_get_boolean (object, "nowhere"));
}

static void
assert_with (JsonNode *node, const char *path, const char *value, const char *expected)
{
  g_autoptr (JsonNode) value_node = value != NULL ? parse (value) : NULL;
  g_autoptr (JsonNode) changed = rel_json_with (node, path, value_node);
  g_autofree char *written = rel_json_dup_text (changed, FALSE);

  g_assert_true (json_node_is_immutable (changed));
  g_assert_cmpstr (written, ==, expected);
}

static void
test_with_changes_one_place (void)
{
  const char *text = "{\"a\":1,\"m\":{\"x\":1,\"y\":2},\"z\":3}";
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (JsonNode) word = parse ("1");
  g_autofree char *after = NULL;

  assert_with (node, "a", "2", "{\"a\":2,\"m\":{\"x\":1,\"y\":2},\"z\":3}");
  assert_with (node, "m.x", "\"new\"", "{\"a\":1,\"m\":{\"x\":\"new\",\"y\":2},\"z\":3}");
  assert_with (node, "m.w", "null", "{\"a\":1,\"m\":{\"x\":1,\"y\":2,\"w\":null},\"z\":3}");
  assert_with (node, "n.o.p", "[]", "{\"a\":1,\"m\":{\"x\":1,\"y\":2},\"z\":3,\"n\":{\"o\":{\"p\":[]}}}");
  assert_with (node, "a.b", "1", "{\"a\":{\"b\":1},\"m\":{\"x\":1,\"y\":2},\"z\":3}");
  assert_with (node, "m", NULL, "{\"a\":1,\"z\":3}");
  assert_with (node, "m.y", NULL, "{\"a\":1,\"m\":{\"x\":1},\"z\":3}");
  assert_with (node, "nowhere", NULL, text);
  assert_with (word, "a", "1", "{\"a\":1}");
  assert_with (NULL, "a", "1", "{\"a\":1}");

  after = rel_json_dup_text (node, FALSE);
  g_assert_cmpstr (after, ==, text);
}

static void
test_with_shares_the_rest (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":{\"b\":[1]},\"m\":{\"x\":{},\"y\":2}}");
  g_autoptr (JsonNode) value = rel_json_new_string ("v");
  g_autoptr (JsonNode) changed = rel_json_with (node, "m.y", value);
  JsonObject *before = json_node_get_object (node);
  JsonObject *after = json_node_get_object (changed);

  g_assert_true (rel_json_get (after, "a") == rel_json_get (before, "a"));
  g_assert_true (rel_json_get (after, "m.x") == rel_json_get (before, "m.x"));
  g_assert_true (rel_json_get (after, "m.y") == value);
  g_assert_false (rel_json_get (after, "m") == rel_json_get (before, "m"));
}

/* The value that is there already was let go of by nobody. */
static void
test_with_the_same (void)
{
  g_autoptr (JsonNode) node = rel_json_parse ("{\"m\":{\"x\":\"y\"}}", 15, NULL);
  JsonNode *value = rel_json_get (json_node_get_object (node), "m.x");
  g_autoptr (JsonNode) same = rel_json_with (node, "m.x", value);

  g_assert_true (rel_json_equal (node, same));
  g_assert_true (rel_json_get (json_node_get_object (same), "m.x") == value);
}

static void
test_new_string_may_be_null (void)
{
  g_autoptr (JsonNode) node = rel_json_new_string ("a");
  g_autoptr (JsonNode) none = rel_json_new_string (NULL);

  g_assert_cmpstr (json_node_get_string (node), ==, "a");
  g_assert_true (JSON_NODE_HOLDS_NULL (none));
  g_assert_true (json_node_is_immutable (node) && json_node_is_immutable (none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/json/is-strict", test_is_strict);
  g_test_add_func ("/model/json/reads-what-is-json", test_reads_what_is_json);
  g_test_add_func ("/model/json/reads-no-further-than-its-length", test_reads_no_further_than_its_length);
  g_test_add_func ("/model/json/refuses-what-no-string-holds", test_refuses_what_no_string_holds);
  g_test_add_func ("/model/json/stops-at-too-many-levels", test_stops_at_too_many_levels);
  g_test_add_func ("/model/json/stops-at-too-many-bytes", test_stops_at_too_many_bytes);
  g_test_add_func ("/model/json/says-line-and-column", test_says_line_and_column);
  g_test_add_func ("/model/json/numbers-stay-the-same", test_numbers_stay_the_same);
  g_test_add_func ("/model/json/writes-no-number-that-is-none", test_writes_no_number_that_is_none);
  g_test_add_func ("/model/json/is-written-over-lines", test_is_written_over_lines);
  g_test_add_func ("/model/json/equal-compares-meaning", test_equal_compares_meaning);
  g_test_add_func ("/model/json/get-follows-a-path", test_get_follows_a_path);
  g_test_add_func ("/model/json/with-changes-one-place", test_with_changes_one_place);
  g_test_add_func ("/model/json/with-shares-the-rest", test_with_shares_the_rest);
  g_test_add_func ("/model/json/with-the-same", test_with_the_same);
  g_test_add_func ("/model/json/new-string-may-be-null", test_new_string_may_be_null);

  return g_test_run ();
}
