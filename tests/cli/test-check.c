/* test-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command that says what is wrong, as a person and as a script use it.
 */

#include "config.h"

#include <string.h>

#include "cli-fixture.h"

static void
test_text (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "check", fixture->snapshot, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->err, ==, "");
  g_assert_cmpstr (
    fixture->out, ==,
    "Errors\n"
    "\n"
    "Two relations of one field (duplicate-pair)\n"
    "Directus takes the first one that it finds, and a change or a deletion meant for one of them hits all.\n"
    "  There are 2 relations “legacy_notes.twice”, where one can be.\n"
    "\n"
    "Warnings\n"
    "\n"
    "Relation of a field that does not exist (ghost-row)\n"
    "It was left when a table or a column was deleted. It can be neither changed nor deleted in the Data Studio, and "
    "it "
    "stands in the way when a field of that name is made again.\n"
    "  Directus has a relation “articles.lost”, but no field “lost” in “articles”.\n"
    "    Fix: Delete what is left of the relation\n"
    "  Directus has a relation “gone.author”, but no collection “gone”.\n"
    "    Fix: Delete what is left of the relation\n"
    "\n"
    "Foreign key that Directus does not know (bare-key)\n"
    "The database links the two, but in the Data Studio the field is a bare value, there is no list on the other side, "
    "and schema files of newer versions leave the link out.\n"
    "  “legacy_notes.author” points at “authors” by a foreign key that Directus has no relation for.\n"
    "    Fix: Make it a relation of Directus\n"
    "\n"
    "Relation without a foreign key (missing-key)\n"
    "The database does not watch over it: values may point at items that do not exist, and nothing happens to them "
    "when "
    "an item is deleted.\n"
    "  “articles.reviewer” is a relation to “authors”, but the database has no foreign key for it.\n"
    "    Fix: Make the foreign key\n");
}

static void
test_rule (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "check", fixture->snapshot, "--rule", "bare-key", "--rule=missing-key", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_assert_has (fixture->out, "legacy_notes.author");
  cli_assert_has (fixture->out, "articles.reviewer");
  g_assert_null (strstr (fixture->out, "gone"));

  cli_run (fixture, "check", fixture->snapshot, "--rule", "cascade-cycle", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Nothing was found.\n");

  cli_run (fixture, "check", fixture->snapshot, "--rule", "nothing", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_assert_has (fixture->err, "“nothing”");
  cli_assert_has (fixture->err, "ghost-row");

  cli_run (fixture, "check", fixture->snapshot, "--format=xml", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_json (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *findings;
  JsonObject *first;

  cli_run (fixture, "check", fixture->snapshot, "--rule", "ghost-row", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  node = cli_parse_output (fixture);
  findings = rel_json_get_array (json_node_get_object (node), "findings");
  g_assert_cmpuint (json_array_get_length (findings), ==, 2);
  first = json_array_get_object_element (findings, 0);
  g_assert_cmpstr (rel_json_get_string (first, "id"), ==, "ghost-row:articles.lost");
  g_assert_cmpstr (rel_json_get_string (first, "rule"), ==, "ghost-row");
  g_assert_cmpstr (rel_json_get_string (first, "severity"), ==, "warning");
  g_assert_cmpstr (rel_json_get_string (first, "collection"), ==, "articles");
  g_assert_cmpstr (rel_json_get_string (first, "field"), ==, "lost");
  g_assert_cmpint (json_object_get_int_member (first, "nth"), ==, 0);
  g_assert_cmpstr (rel_json_get_string (first, "fix"), ==, "Delete what is left of the relation");
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (json_node_get_object (node), "silent")), ==, 0);
}

/* The members that SARIF 2.1.0 asks for, and those by which a tool knows a finding again. */
static void
test_sarif (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *run;
  JsonObject *result;
  JsonObject *location;

  cli_run (fixture, "check", "magazine.json", "--format=sarif", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  node = cli_parse_output (fixture);
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (node), "version"), ==, "2.1.0");
  run = json_array_get_object_element (rel_json_get_array (json_node_get_object (node), "runs"), 0);
  g_assert_cmpstr (rel_json_get_string (run, "tool.driver.name"), ==, "relations-cli");
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (run, "tool.driver.rules")), ==, 14);
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (run, "results")), ==, 5);

  result = json_array_get_object_element (rel_json_get_array (run, "results"), 0);
  g_assert_cmpstr (rel_json_get_string (result, "ruleId"), ==, "duplicate-pair");
  g_assert_cmpstr (rel_json_get_string (result, "level"), ==, "error");
  g_assert_cmpstr (rel_json_get_string (result, "message.text"), ==,
                   "There are 2 relations “legacy_notes.twice”, where one can be.");
  g_assert_cmpstr (json_object_get_string_member (rel_json_get_object (result, "partialFingerprints"), "finding/v1"),
                   ==, "duplicate-pair:legacy_notes.twice");
  location = json_array_get_object_element (rel_json_get_array (result, "locations"), 0);
  g_assert_cmpstr (rel_json_get_string (location, "physicalLocation.artifactLocation.uri"), ==, "magazine.json");
  g_assert_cmpstr (
    rel_json_get_string (json_array_get_object_element (rel_json_get_array (location, "logicalLocations"), 0),
                         "fullyQualifiedName"),
    ==, "legacy_notes.twice");
}

/* What is fixed is a draft first; then it is published as any other. */
static void
test_fix (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "check", fixture->snapshot, "--fix", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_assert_has (fixture->out, "legacy_notes.twice");
  g_assert_null (strstr (fixture->out, "articles.lost"));
  cli_assert_has (fixture->err, "4 findings are fixed in the draft.");
  cli_assert_has (fixture->err, "relations-cli apply");

  cli_run (fixture, "check", fixture->snapshot, "--rule", "ghost-row", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_run (fixture, "plan", fixture->snapshot, NULL);
  cli_assert_has (fixture->out, "DELETE /relations/articles/lost");

  cli_run (fixture, "apply", fixture->snapshot, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "check", fixture->snapshot, "--format=text", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_assert_has (fixture->out, "legacy_notes.twice");
  g_assert_null (strstr (fixture->out, "Warnings"));

  cli_run (fixture, "plan", fixture->snapshot, NULL);
  g_assert_cmpstr (fixture->out, ==, "");
  cli_run (fixture, "apply", fixture->snapshot, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "Nothing to do");
}

static void
test_fix_dry_run (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "check", fixture->snapshot, "--fix", "--dry-run", "--rule", "bare-key", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "PATCH /relations/legacy_notes/author");
  g_assert_null (strstr (fixture->out, "DELETE"));

  cli_run (fixture, "plan", fixture->snapshot, NULL);
  g_assert_cmpstr (fixture->out, ==, "");
}

/* What the sample has to show is true; the fix of it is published to the embedded server. */
static void
test_sample (CliFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *findings;

  cli_run (fixture, "check", "sample", "--json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  node = cli_parse_output (fixture);
  findings = rel_json_get_array (json_node_get_object (node), "findings");
  g_assert_cmpuint (json_array_get_length (findings), ==, 1);
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (findings, 0), "id"), ==,
                   "missing-key:payments.recorded_by");

  cli_run (fixture, "check", "sample", "--fix", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "apply", "sample", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "check", "sample", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "Nothing was found.\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  g_test_add ("/cli/check/text", CliFixture, argv[1], cli_set_up, test_text, cli_tear_down);
  g_test_add ("/cli/check/rule", CliFixture, argv[1], cli_set_up, test_rule, cli_tear_down);
  g_test_add ("/cli/check/json", CliFixture, argv[1], cli_set_up, test_json, cli_tear_down);
  g_test_add ("/cli/check/sarif", CliFixture, argv[1], cli_set_up, test_sarif, cli_tear_down);
  g_test_add ("/cli/check/fix", CliFixture, argv[1], cli_set_up, test_fix, cli_tear_down);
  g_test_add ("/cli/check/fix-dry-run", CliFixture, argv[1], cli_set_up, test_fix_dry_run, cli_tear_down);
  g_test_add ("/cli/check/sample", CliFixture, argv[1], cli_set_up, test_sample, cli_tear_down);

  return g_test_run ();
}
