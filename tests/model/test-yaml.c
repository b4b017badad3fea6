/* test-yaml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "rel-yaml.h"

/* Reads YAML and compares it with JSON, letter by letter, so 1 and 1.0 differ. */
static void
assert_read (const char *yaml, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rel_yaml_parse (yaml, strlen (yaml), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_true (json_node_is_immutable (node));
  text = rel_json_dup_text (node, FALSE);
  g_assert_cmpstr (text, ==, json);
}

static void
assert_refused (const char *yaml, RelError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rel_yaml_parse (yaml, strlen (yaml), &error);

  if (node != NULL)
    g_test_message ("this was read: %s", yaml);
  g_assert_null (node);
  g_assert_error (error, REL_ERROR, (int) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

/* Writes JSON as YAML, and reads that back. */
static void
assert_written (const char *json, const char *yaml)
{
  g_autoptr (JsonNode) node = rel_json_parse (json, strlen (json), NULL);
  g_autofree char *text = rel_yaml_dup_text (node);
  g_autofree char *again = rel_json_dup_text (node, FALSE);

  g_assert_cmpstr (text, ==, yaml);
  assert_read (text, again);
}

static void
test_plain_scalars_have_types (void)
{
  assert_read ("[null, Null, NULL, ~, a]", "[null,null,null,null,\"a\"]");
  assert_read ("- \n- nULL\n- none", "[null,\"nULL\",\"none\"]");
  assert_read ("[true, True, TRUE, false, False, FALSE, tRUE]", "[true,true,true,false,false,false,\"tRUE\"]");
  assert_read ("[yes, No, on, off, y, n]", "[\"yes\",\"No\",\"on\",\"off\",\"y\",\"n\"]");
  assert_read ("[0, -1, +2, 007, 1_000, 0x1F, -0x1f, 0o17, 0b101]", "[0,-1,2,7,1000,31,-31,15,5]");
  assert_read ("[0X1F, 0o8, 0b2, 0x, 1_, _1, +_1, -, +, 0xG]",
               "[\"0X1F\",\"0o8\",\"0b2\",\"0x\",\"1_\",\"_1\",\"+_1\",\"-\",\"+\",\"0xG\"]");
  assert_read ("[1.5, 1., .5, -1.5e3, 1e3, 1E-3, 1.0, 1_0.5]", "[1.5,1.0,0.5,-1500.0,1000.0,0.001,1.0,10.5]");
  assert_read ("[1.2.3, ., 1e, 1e+, .e5, +.5, 1e5x]", "[\"1.2.3\",\".\",\"1e\",\"1e+\",\".e5\",\"+.5\",\"1e5x\"]");
  assert_read ("[9223372036854775807, 9223372036854775808, -9223372036854775808, -9223372036854775809]",
               "[9223372036854775807,9223372036854776000,-9223372036854775808,-9223372036854776000]");
  assert_read ("[0xffffffffffffffff, 0x10000000000000000]", "[18446744073709552000,18446744073709552000]");
  assert_read ("[.inf, -.Inf, .nan, 1e999]", "[\".inf\",\"-.Inf\",\".nan\",\"1e999\"]");
  assert_read ("[2020-01-02, 2020-01-02T10:11:12Z, 10:30]", "[\"2020-01-02\",\"2020-01-02T10:11:12Z\",\"10:30\"]");
}

static void
test_quoted_scalars_are_strings (void)
{
  assert_read ("['1', \"true\", '', 'it''s', \"\\x41\\u00e9\\U0001F600\\n\\/\"]",
               "[\"1\",\"true\",\"\",\"it's\",\"Aé😀\\n/\"]");
  assert_read ("a: |\n  1\nb: >-\n  null\n", "{\"a\":\"1\\n\",\"b\":\"null\"}");
  assert_read ("[! 1, !!str 1, !!str null]", "[\"1\",\"1\",\"null\"]");
}

static void
test_reads_lists_and_objects (void)
{
  assert_read ("a:\n- 1\n-   b: c\n    d: {}\n-\n  - []\n", "{\"a\":[1,{\"b\":\"c\",\"d\":{}},[[]]]}");
  assert_read ("# note\na: {x: [1, 2,], 'y': \"z\"} # note\n", "{\"a\":{\"x\":[1,2],\"y\":\"z\"}}");
  assert_read ("---\na: 1\n...\n", "{\"a\":1}");
  assert_read ("\xef\xbb\xbf"
               "a: é\r\nb: 😀\r\n",
               "{\"a\":\"é\",\"b\":\"😀\"}");
  assert_read ("1: a\ntrue: b\n~: c\n? d\n: e\n", "{\"1\":\"a\",\"true\":\"b\",\"~\":\"c\",\"d\":\"e\"}");
  assert_read ("!!map {a: !!seq [1]}", "{\"a\":[1]}");
  assert_read ("{\"a\": [1, null, \"b\"]}", "{\"a\":[1,null,\"b\"]}");
}

static void
test_says_line_and_column (void)
{
  assert_refused ("", REL_ERROR_INVALID, "Line 1, column 1: there is nothing in it");
  assert_refused ("# only a note\n", REL_ERROR_INVALID, NULL);
  assert_refused ("a: 1\nb: é '\n c: 2\n", REL_ERROR_INVALID,
                  "Line 3, column 3: mapping values are not allowed in this context");
  assert_refused ("a: [1\n", REL_ERROR_INVALID, "Line 2, column 1: did not find expected ',' or ']'");
  assert_refused ("a: 'b\n", REL_ERROR_INVALID, NULL);
  assert_refused ("a:\n\t- b\n", REL_ERROR_INVALID, NULL);
  assert_refused ("a: @b\n", REL_ERROR_INVALID, NULL);
  assert_refused ("a: \xff\n", REL_ERROR_INVALID, "Line 1, column 4: this is not UTF-8");
  assert_refused ("a: é\nbé: \xff\n", REL_ERROR_INVALID, "Line 2, column 5: this is not UTF-8");
  assert_refused ("a: 1\nb: \x01\n", REL_ERROR_INVALID, "Line 2, column 4: control characters are not allowed");
  assert_refused ("a: \"\\0\"\n", REL_ERROR_INVALID, "Line 1, column 4: a zero character in a string");
  assert_refused ("a: \"\\ud800\"\n", REL_ERROR_INVALID, NULL);
}

static void
test_refuses_what_json_cannot_say (void)
{
  assert_refused ("a: 1\nb: 2\na: 3\n", REL_ERROR_INVALID, "Line 3, column 1: “a” stands here twice");
  assert_refused ("[{a: 1, 'a': 2}]", REL_ERROR_INVALID, NULL);
  assert_refused ("--- 1\n--- 2\n", REL_ERROR_INVALID, "Line 2, column 1: a second document begins");
  assert_refused ("? [1]\n: 2\n", REL_ERROR_INVALID, "Line 1, column 3: a list or an object as a name is not read");
  assert_refused ("? {a: 1}\n: 2\n", REL_ERROR_INVALID, NULL);
  assert_refused ("a: &x {b: 1}\nc:\n  <<: *x\n", REL_ERROR_INVALID,
                  "Line 3, column 3: members that are merged in with << are not read");
  assert_refused ("a: !!binary aGk=\n", REL_ERROR_INVALID, "Line 1, column 4: a value with a tag that is not read");
  assert_refused ("a: !thing {}\n", REL_ERROR_INVALID, NULL);
  assert_refused ("a: !!set {}\n", REL_ERROR_INVALID, NULL);
  assert_refused ("!!int a: 1\n", REL_ERROR_INVALID, NULL);
}

static void
test_reads_aliases (void)
{
  assert_read ("a: &x [1, &y b]\nc: *x\nd: *y\n", "{\"a\":[1,\"b\"],\"c\":[1,\"b\"],\"d\":\"b\"}");
  assert_read ("[&x 1, &x 2, *x]", "[1,2,2]");
  assert_refused ("a: *x\n", REL_ERROR_INVALID, "Line 1, column 4: an alias of something that is not there");
  assert_refused ("a: &x [*x]\n", REL_ERROR_INVALID, NULL);
  assert_refused ("a: &x b\n*x : c\n", REL_ERROR_INVALID, "Line 2, column 1: an alias as a name is not read");
}

/* The "billion laughs": nine lists, each with nine times the one before. */
static void
test_aliases_cannot_make_it_huge (void)
{
  g_autoptr (GString) yaml = g_string_new ("- &a0 [x]\n");

  for (guint i = 1; i < 10; i++)
    {
      g_string_append_printf (yaml, "- &a%u [", i);
      for (guint n = 0; n < 9; n++)
        g_string_append_printf (yaml, "%s*a%u", n > 0 ? ", " : "", i - 1);
      g_string_append (yaml, "]\n");
    }
  assert_refused (yaml->str, REL_ERROR_TOO_LARGE, NULL);
}

/* Each list is only one level deeper than its alias, but they add up. */
static void
test_aliases_cannot_make_it_deep (void)
{
  g_autoptr (GString) yaml = g_string_new ("- &a0 [x]\n");

  for (guint i = 1; i < 63; i++)
    g_string_append_printf (yaml, "- &a%u [*a%u]\n", i, i - 1);
  {
    g_autoptr (JsonNode) node = rel_yaml_parse (yaml->str, yaml->len, NULL);

    g_assert_nonnull (node);
  }

  g_string_append (yaml, "- [*a62]\n");
  assert_refused (yaml->str, REL_ERROR_TOO_DEEP, NULL);
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
  g_autofree char *lists = nest (64, "[", "]");
  g_autofree char *blocks = nest (64, "- ", "");
  g_autofree char *more_lists = nest (65, "[", "]");
  g_autofree char *more_blocks = nest (65, "- ", "");
  g_autofree char *more_objects = nest (65, "{a: ", "}");
  g_autofree char *brackets = g_strnfill (100000, '[');

  assert_read (lists, lists);
  assert_read (blocks, lists);
  assert_refused (more_lists, REL_ERROR_TOO_DEEP, "Line 1, column 65: more levels of nesting than are read");
  assert_refused (more_blocks, REL_ERROR_TOO_DEEP, NULL);
  assert_refused (more_objects, REL_ERROR_TOO_DEEP, NULL);
  assert_refused (brackets, REL_ERROR_TOO_DEEP, NULL);
}

static void
test_stops_at_too_many_bytes (void)
{
  g_autofree char *text = g_strnfill (REL_JSON_MAX_BYTES + 1, ' ');

  assert_refused (text, REL_ERROR_TOO_LARGE, "This is larger than 64 MiB");
}

/* The expected texts here and below are what js-yaml 4.1.0 writes, where no note says otherwise. */
static void
test_writes_as_js_yaml_does (void)
{
  assert_written ("{\"version\":1,\"list\":[{\"a\":[],\"b\":{}},[1,[2]],{}],\"o\":{\"p\":{\"q\":null}}}",
                  "version: 1\n"
                  "list:\n"
                  "  - a: []\n"
                  "    b: {}\n"
                  "  - - 1\n"
                  "    - - 2\n"
                  "  - {}\n"
                  "o:\n"
                  "  p:\n"
                  "    q: null\n");
  assert_written ("[]", "[]\n");
  assert_written ("{}", "{}\n");
  assert_written ("\"a\"", "a\n");
  assert_written ("[true,false,null,0,-5,1.1,9007199254740993,0.0000001]",
                  "- true\n- false\n- null\n- 0\n- -5\n- 1.1\n- 9007199254740993\n- 1.e-7\n");

  /* js-yaml writes 1e+21, which readers of YAML 1.1 take for a string. */
  assert_written ("1e21", "1.e+21\n");
}

static void
test_quotes_what_would_be_misread (void)
{
  static const char *const plain[] = {
    "a",
    "a b",
    "a:b",
    "a#b",
    "10.11.0",
    "a, b",
    "it's",
    "x{{a}}",
    "a \"b\" c",
    "é 漢 😀",
    "nULL",
    "2020-1-2 x",
    "https://a.b/?c=d#e",
    "a - b",
    "_1",
    "1.2.3",
  };
  static const char *const quoted[] = {
    "",
    "null",
    "Null",
    "~",
    "true",
    "FALSE",
    "yes",
    "No",
    "on",
    "OFF",
    "y",
    "N",
    "1",
    "-1",
    "+1",
    "1.5",
    ".5",
    "+.5",
    "1e5",
    "0x1F",
    "0o17",
    "0b1",
    "007",
    "1_000",
    "1_",
    "1,000",
    "10:30",
    "1:2:3.4",
    "2020-01-02",
    "2020-01-02T10:11:12Z",
    "2020-1-2 10:11:12.5 +02:00",
    ".inf",
    "-.inf",
    ".NaN",
    "<<",
    "1e999",
    "=",
    "...",
    "---",
    " a",
    "a ",
    "a:",
    "a: b",
    "a #b",
    "#0af",
    "- a",
    "? a",
    ": a",
    "-",
    "?",
    "[a]",
    "{{a}}",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "'a'",
    "%a",
    "@a",
    "`a`",
    ",a",
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autoptr (JsonNode) node = rel_json_new_string (plain[i]);
      g_autofree char *text = rel_yaml_dup_text (node);
      g_autofree char *expected = g_strdup_printf ("%s\n", plain[i]);

      g_assert_cmpstr (text, ==, expected);
    }
  for (guint i = 0; i < G_N_ELEMENTS (quoted); i++)
    {
      g_autoptr (JsonNode) node = rel_json_new_string (quoted[i]);
      g_autoptr (JsonNode) again = NULL;
      g_autofree char *text = rel_yaml_dup_text (node);

      g_test_message ("%s", text);
      g_assert_cmpint (text[0], ==, '\'');
      again = rel_yaml_parse (text, strlen (text), NULL);
      g_assert_true (rel_json_equal (node, again));
    }

  assert_written ("\"it's: '\"", "'it''s: '''\n");
  assert_written ("{\"null\":1,\"1\":2,\"a b\":3,\"a: b\":4,\"\":5,\"no\":6}",
                  "'null': 1\n'1': 2\na b: 3\n'a: b': 4\n'': 5\n'no': 6\n");
}

static void
test_escapes_what_cannot_be_seen (void)
{
  assert_written ("\"\\u0001\\u0007\\b\\t\\u000b\\f\\r\\u001b\"", "\"\\x01\\a\\b\\t\\v\\f\\r\\e\"\n");
  assert_written ("\"a\\tb\\nc\\\"\\\\\"", "\"a\\tb\\nc\\\"\\\\\"\n");
  assert_written ("\"\\u007f\\u0085\\u00a0\\u2028\\u2029\\ufeff\\uffff\"", "\"\\x7F\\N\\_\\L\\P\\uFEFF\\uFFFF\"\n");
  assert_written ("{\"a\\nb\":1}", "\"a\\nb\": 1\n");
  assert_written ("\"\\udbff\\udfff\\u0001\"", "\"\U0010ffff\\x01\"\n");
}

static void
test_writes_lines_as_blocks (void)
{
  assert_written ("{\"a\":\"one\\ntwo\",\"b\":\"one\\n\\ntwo\\n\",\"c\":\"one\\n\\n\",\"d\":\"\\n\",\"e\":1}",
                  "a: |-\n  one\n  two\n"
                  "b: |\n  one\n\n  two\n"
                  "c: |+\n  one\n\n"
                  "d: |+\n\n"
                  "e: 1\n");
  assert_written ("[{\"a\":\" one\\ntwo\"},\"\\n  x\"]", "- a: |2-\n     one\n    two\n- |2-\n\n    x\n");
}

static void
test_folds_long_lines (void)
{
  assert_written (
    "{\"note\":\"The quick brown fox jumps over the lazy dog, and then the lazy dog jumps over the fox.\"}",
    "note: >-\n"
    "  The quick brown fox jumps over the lazy dog, and then the lazy dog jumps over\n"
    "  the fox.\n");
  assert_written ("[\"The quick brown fox jumps over the lazy dog, and then the lazy dog jumps over  the fox.\\n"
                  "  indented, and so left alone, how ever long it is, as it would gain a line break else\\n"
                  "end\\n\\nend\\n\"]",
                  "- >\n"
                  "  The quick brown fox jumps over the lazy dog, and then the lazy dog jumps over \n"
                  "  the fox.\n"
                  "    indented, and so left alone, how ever long it is, as it would gain a line break else\n"
                  "  end\n\n\n"
                  "  end\n");
  assert_written ("\"AnAddressWithoutASpaceThatIsLongerThanALineCanBeAndSoStaysInOneHoweverWideTheWindowIsHere\"",
                  ">-\n"
                  "  AnAddressWithoutASpaceThatIsLongerThanALineCanBeAndSoStaysInOneHoweverWideTheWindowIsHere\n");
}

static void
test_writes_long_names_apart (void)
{
  g_autofree char *name = g_strnfill (1024, 'n');
  g_autofree char *long_name = g_strnfill (1025, 'n');
  g_autofree char *json = g_strdup_printf ("{\"%s\":[1],\"%s\":{\"a\":[2]}}", name, long_name);
  g_autofree char *yaml = g_strdup_printf ("%s:\n  - 1\n? %s\n: a:\n    - 2\n", name, long_name);

  assert_written (json, yaml);
}

/* Strings made of what is special somewhere, put together at random, come back. */
static void
test_any_string_comes_back (void)
{
  static const char *const atoms[] = {
    " ",        "  ",
    "\n",       "\n\n",
    "a",        "word",
    "null",     "y",
    "1",        "0",
    "-",        "+",
    ".",        "e5",
    "_",        ":",
    ": ",       "#",
    " #",       ",",
    "[",        "]",
    "{",        "}",
    "&",        "*",
    "!",        "|",
    ">",        "%",
    "@",        "`",
    "'",        "\"",
    "\\",       "? ",
    "- ",       "=",
    "<<",       "\t",
    "\r",       "é",
    "\xc2\x85", "\u2028",
    "\ufeff",   "\U0001f600",
    "\x7f",     "\x01",
    "0x",       "...",
    "---",      "a long enough run of words to be folded once there are two of it in a line of text",
  };

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
      g_autoptr (JsonNode) again = NULL;
      g_autoptr (GString) string = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gint n_atoms = g_test_rand_int_range (0, 12);

      for (gint n = 0; n < n_atoms; n++)
        g_string_append (string, atoms[g_test_rand_int_range (0, G_N_ELEMENTS (atoms))]);
      json_node_take_array (list, json_array_new ());
      json_array_add_string_element (json_node_get_array (list), string->str);
      json_object_set_string_member (object, string->str, string->str);
      json_object_set_member (object, "list", g_steal_pointer (&list));

      text = rel_yaml_dup_text (node);
      again = rel_yaml_parse (text, strlen (text), &error);
      if (error != NULL || !rel_json_equal (node, again))
        g_test_message ("this did not come back:\n%s", text);
      g_assert_no_error (error);
      g_assert_true (rel_json_equal (node, again));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/yaml/plain-scalars-have-types", test_plain_scalars_have_types);
  g_test_add_func ("/model/yaml/quoted-scalars-are-strings", test_quoted_scalars_are_strings);
  g_test_add_func ("/model/yaml/reads-lists-and-objects", test_reads_lists_and_objects);
  g_test_add_func ("/model/yaml/says-line-and-column", test_says_line_and_column);
  g_test_add_func ("/model/yaml/refuses-what-json-cannot-say", test_refuses_what_json_cannot_say);
  g_test_add_func ("/model/yaml/reads-aliases", test_reads_aliases);
  g_test_add_func ("/model/yaml/aliases-cannot-make-it-huge", test_aliases_cannot_make_it_huge);
  g_test_add_func ("/model/yaml/aliases-cannot-make-it-deep", test_aliases_cannot_make_it_deep);
  g_test_add_func ("/model/yaml/stops-at-too-many-levels", test_stops_at_too_many_levels);
  g_test_add_func ("/model/yaml/stops-at-too-many-bytes", test_stops_at_too_many_bytes);
  g_test_add_func ("/model/yaml/writes-as-js-yaml-does", test_writes_as_js_yaml_does);
  g_test_add_func ("/model/yaml/quotes-what-would-be-misread", test_quotes_what_would_be_misread);
  g_test_add_func ("/model/yaml/escapes-what-cannot-be-seen", test_escapes_what_cannot_be_seen);
  g_test_add_func ("/model/yaml/writes-lines-as-blocks", test_writes_lines_as_blocks);
  g_test_add_func ("/model/yaml/folds-long-lines", test_folds_long_lines);
  g_test_add_func ("/model/yaml/writes-long-names-apart", test_writes_long_names_apart);
  g_test_add_func ("/model/yaml/any-string-comes-back", test_any_string_comes_back);

  return g_test_run ();
}
