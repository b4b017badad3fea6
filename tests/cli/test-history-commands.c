/* test-history-commands.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was published, and how it is taken back, on the command line.
 */

#include "config.h"

#include <string.h>

#include "cli-fixture.h"
#include "rel-json.h"

static JsonNode *
read_history (CliFixture *fixture)
{
  cli_run (fixture, "history", "magazine.json", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  return cli_parse_output (fixture);
}

static JsonObject *
get_entry (JsonNode *history, guint i)
{
  return json_array_get_object_element (json_node_get_array (history), i);
}

static char *
dup_file (CliFixture *fixture)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->snapshot, &text, NULL, NULL));
  return text;
}

static void
set_on_delete (CliFixture *fixture, const char *assignment)
{
  cli_run (fixture, "set", "magazine.json", "articles", "author", assignment, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_history (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) history = NULL;
  JsonObject *entry;

  cli_run (fixture, "history", "magazine.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "");

  set_on_delete (fixture, "schema.on_delete=CASCADE");
  set_on_delete (fixture, "schema.on_delete=RESTRICT");
  cli_run (fixture, "history", "magazine.json", NULL);
  g_assert_true (g_str_has_prefix (fixture->out, "2\t"));
  cli_assert_has (fixture->out, "\t1 of 1 change\tSet on delete of articles.author to “Restrict”\n1\t");
  cli_assert_has (fixture->out, "\t1 of 1 change\tSet on delete of articles.author to “Cascade”\n");

  history = read_history (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (history)), ==, 2);
  entry = get_entry (history, 0);
  g_assert_cmpint (json_object_get_int_member (entry, "number"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (entry, "planned"), ==, 1);
  g_assert_true (rel_json_get_boolean (entry, "ended"));
  g_assert_null (rel_json_get (entry, "failure"));
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (entry, "changes")), ==, 1);
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (entry, "inverse")), ==, 1);
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (entry, "losses")), ==, 0);

  /* That of another project is another one. */
  cli_run (fixture, "history", "sample", NULL);
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_revert (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *published = NULL;
  g_autofree char *dry = NULL;
  g_autofree char *after = NULL;
  g_autoptr (JsonNode) history = NULL;

  set_on_delete (fixture, "schema.on_delete=CASCADE");
  published = dup_file (fixture);
  cli_run (fixture, "revert", "magazine.json", "1", "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "SET NULL");
  dry = dup_file (fixture);
  g_assert_cmpstr (dry, ==, published);

  cli_run (fixture, "revert", "magazine.json", "1", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "show", "magazine.json", "articles", "author", NULL);
  cli_assert_has (fixture->out, "SET NULL");

  /* That is one more publish, which can be taken back too. */
  history = read_history (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (history)), ==, 2);
  cli_run (fixture, "revert", "magazine.json", "2", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  after = dup_file (fixture);
  g_assert_cmpstr (after, ==, published);
  cli_run (fixture, "revert", "magazine.json", "2", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "Nothing to do");
}

/* What a deletion took with it is said, and the relation of a deleted field is back. */
static void
test_losses (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) history = NULL;
  g_autoptr (JsonNode) relation = NULL;
  g_autoptr (JsonNode) same = NULL;

  cli_run (fixture, "show", "magazine.json", "articles", "author", "--json", NULL);
  relation = cli_parse_output (fixture);
  cli_run (fixture, "delete", "magazine.json", "articles", "author", "--with-field", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  history = read_history (fixture);
  g_assert_cmpstr (json_array_get_string_element (rel_json_get_array (get_entry (history, 0), "losses"), 0), ==,
                   "The values of articles.author are not brought back");

  cli_run (fixture, "revert", "magazine.json", "1", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "The values of articles.author are not brought back");
  cli_run (fixture, "show", "magazine.json", "articles", "author", "--json", NULL);
  same = cli_parse_output (fixture);
  g_assert_true (rel_json_equal (same, relation));
}

/* What was changed once more is told, and what else was changed stays. */
static void
test_moved (CliFixture *fixture, gconstpointer data)
{
  set_on_delete (fixture, "schema.on_delete=CASCADE");
  set_on_delete (fixture, "schema.on_delete=RESTRICT");
  cli_run (fixture, "set", "magazine.json", "articles", "author", "meta.one_deselect_action=delete", NULL);
  cli_run (fixture, "revert", "magazine.json", "1", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "articles.author has been changed since");
  cli_run (fixture, "show", "magazine.json", "articles", "author", NULL);
  cli_assert_has (fixture->out, "SET NULL");
  cli_assert_has (fixture->out, "delete");
}

static void
test_refuses (CliFixture *fixture, gconstpointer data)
{
  static const char *const numbers[] = { "1", "0", "-1", "one", "99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      cli_run (fixture, "revert", "magazine.json", "--", numbers[i], NULL);
      g_assert_cmpint (fixture->status, ==, 1);
      g_assert_cmpstr (fixture->out, ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

#define ADD(name, func) g_test_add ("/cli/history/" name, CliFixture, argv[1], cli_set_up, func, cli_tear_down)
  ADD ("history", test_history);
  ADD ("revert", test_revert);
  ADD ("losses", test_losses);
  ADD ("moved", test_moved);
  ADD ("refuses", test_refuses);

  return g_test_run ();
}
