/* test-schema-differences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each line of the table of differences that is about schemas, seen.
 */

#include <string.h>

#include "rel-differences.h"
#include "rel-json.h"
#include "schema-steps.h"

typedef void (*Check) (ServerFixture *fixture, JsonNode *snapshot);

static void
differs_needs_lists (ServerFixture *fixture, JsonNode *snapshot)
{
  server_fixture_call (fixture, "POST", "/schema/diff",
                       "{\"version\":1,\"directus\":\"11.3.5\",\"vendor\":\"sqlite\"}");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", "Invalid payload. \"collections\" is required.");
}

static void
differs_pairs_doubles (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) doubled = NULL;

  server_fixture_run_sql (fixture,
                          "INSERT INTO directus_relations (many_collection, many_field, one_collection, one_field)"
                          " VALUES ('articles', 'author', 'issues', 'second')");
  doubled = schema_steps_dup_snapshot (fixture);
  schema_steps_assert_same (fixture, doubled);
}

static void
differs_primary_keys_are_not_null (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) nullable =
    schema_steps_with (snapshot, "fields", "languages", "code", "schema.is_nullable", "true");
  g_autoptr (JsonNode) noted = schema_steps_with (nullable, "fields", "languages", "code", "meta.note", "\"x\"");

  schema_steps_assert_same (fixture, nullable);
  schema_steps_apply (fixture, noted);
  g_assert_cmpuint (fixture->status, ==, 204);
}

static void
differs_part_is_no_whole (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) wanted =
    schema_steps_with (snapshot, "collections", "articles", NULL, "meta.accountability", NULL);

  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_call (fixture, "GET", "/items/articles/1?fields=id", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
assert_sql (ServerFixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *actual = server_fixture_read_sql (fixture, sql);

  g_assert_cmpstr (actual, ==, expected);
}

static void
differs_applies_keys (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) keyless = schema_steps_with (snapshot, "relations", "articles", "author", "schema", NULL);
  g_autoptr (JsonNode) less = schema_steps_with (keyless, "relations", "payments", "recorded_by", NULL, NULL);

  schema_steps_apply (fixture, less);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT count (*) FROM pragma_foreign_key_list ('articles') WHERE \"from\" = 'author'", "0");

  schema_steps_apply (fixture, snapshot);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT count (*) FROM pragma_foreign_key_list ('articles') WHERE \"from\" = 'author'", "1");
  assert_sql (fixture, "SELECT count (*) FROM pragma_foreign_key_list ('payments') WHERE \"from\" = 'recorded_by'",
              "0");
}

static void
differs_applies_rows (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) less = schema_steps_with (snapshot, "relations", "legacy_contributions", "author", NULL, NULL);
  g_autoptr (JsonNode) haunted = NULL;

  schema_steps_apply (fixture, less);
  schema_steps_apply (fixture, snapshot);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT count (*) FROM directus_relations WHERE many_collection = 'legacy_contributions'", "0");

  server_fixture_run_sql (fixture, "INSERT INTO directus_relations (many_collection, many_field, one_collection)"
                                   " VALUES ('gone', 'author', 'authors')");
  haunted = schema_steps_dup_snapshot (fixture);
  server_fixture_run_sql (fixture, "DELETE FROM directus_relations WHERE many_collection = 'gone'");
  schema_steps_apply (fixture, haunted);
  g_assert_cmpuint (fixture->status, ==, 204);
  schema_steps_assert_same (fixture, haunted);
}

static void
differs_applies_targets (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) wanted =
    schema_steps_with (snapshot, "relations", "articles", "author", "related_collection", "\"issues\"");

  server_fixture_run_sql (fixture, "UPDATE articles SET author = NULL");
  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT \"table\" FROM pragma_foreign_key_list ('articles') WHERE \"from\" = 'author'",
              "issues");
}

static void
differs_applies_keys_on_primary_keys (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) wanted = NULL;

  server_fixture_run_sql (fixture,
                          "CREATE TABLE texts (article integer not null primary key references articles (id))");
  wanted = schema_steps_dup_snapshot (fixture);
  server_fixture_run_sql (fixture, "DROP TABLE texts");
  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  schema_steps_assert_same (fixture, wanted);
}

static void
differs_applies_no_relation_of_its_own (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) renamed =
    schema_steps_with (snapshot, "relations", "articles", "issue", "collection", "\"directus_users\"");
  g_autoptr (JsonNode) wanted =
    schema_steps_with (renamed, "relations", "directus_users", "issue", "field", "\"role\"");

  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT count (*) FROM directus_relations WHERE many_collection = 'directus_users'", "0");
  assert_sql (fixture, "SELECT \"table\" FROM pragma_foreign_key_list ('directus_users') WHERE \"from\" = 'role'",
              "directus_roles");
}

static void
differs_applies_no_foreign_function (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) less = schema_steps_with (snapshot, "fields", "legacy_contributions", "year", NULL, NULL);
  g_autoptr (JsonNode) wanted = schema_steps_with (snapshot, "fields", "legacy_contributions", "year",
                                                   "schema.default_value", "\"gen_random_uuid()\"");

  schema_steps_apply (fixture, less);
  g_assert_cmpuint (fixture->status, ==, 204);
  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT dflt_value FROM pragma_table_info ('legacy_contributions') WHERE name = 'year'", "");
}

static void
differs_mends_what_goes_along (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autoptr (JsonNode) wanted = schema_steps_with (snapshot, "fields", "articles", "chapters", NULL, NULL);

  schema_steps_apply (fixture, wanted);
  g_assert_cmpuint (fixture->status, ==, 204);
  assert_sql (fixture, "SELECT one_field FROM directus_relations WHERE many_collection = 'chapters'", "chapters");
}

static const struct
{
  const char *id;
  Check check;
} checks[] = {
  { "needs-lists", differs_needs_lists },
  { "pairs-doubles", differs_pairs_doubles },
  { "primary-keys-are-not-null", differs_primary_keys_are_not_null },
  { "part-is-no-whole", differs_part_is_no_whole },
  { "applies-keys", differs_applies_keys },
  { "applies-rows", differs_applies_rows },
  { "applies-targets", differs_applies_targets },
  { "applies-keys-on-primary-keys", differs_applies_keys_on_primary_keys },
  { "applies-no-relation-of-its-own", differs_applies_no_relation_of_its_own },
  { "applies-no-foreign-function", differs_applies_no_foreign_function },
  { "mends-what-goes-along", differs_mends_what_goes_along },
};

static void
test_difference (ServerFixture *fixture, gconstpointer data)
{
  const RelDifference *difference = data;

  g_test_message ("%s: %s; here: %s", difference->request, difference->original, difference->here);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (strcmp (checks[i].id, difference->id) == 0)
        {
          g_autoptr (JsonNode) snapshot = schema_steps_dup_snapshot (fixture);

          checks[i].check (fixture, snapshot);
          return;
        }
    }
  g_assert_not_reached ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* Each line of the table that is about schemas must have a check here. */
  for (const RelDifference *difference = rel_differences; difference->id != NULL; difference++)
    {
      g_autofree char *path = g_strconcat ("/server/schema-differences/", difference->id, NULL);

      if (strstr (difference->request, "/schema/") != NULL)
        g_test_add (path, ServerFixture, difference, server_fixture_init_sample, test_difference, server_fixture_clear);
    }

  return g_test_run ();
}
