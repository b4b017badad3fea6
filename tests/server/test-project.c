/* test-project.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schema that a project keeps in mind: after each change it is what is in the file.
 */

#include <string.h>

#include "rel-json.h"
#include "rel-project.h"
#include "rel-relations-resource.h"
#include "rel-router.h"
#include "server-fixture.h"

typedef struct
{
  ServerFixture server;
  RelProject *project; /* (owned) */
} Fixture;

static void
init (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  server_fixture_init_sample (&fixture->server, NULL);
  server_fixture_stop (&fixture->server);
  fixture->project = rel_project_open (fixture->server.file, &error);
  g_assert_no_error (error);
}

static void
clear (Fixture *fixture, gconstpointer unused)
{
  rel_project_free (fixture->project);
  server_fixture_clear (&fixture->server, NULL);
}

static char *
dup_list (RelProject *project, const char *path)
{
  RelCall call = { .method = "GET", .path = path, .is_admin = TRUE };
  g_autoptr (RelReply) reply = rel_router_answer (project, &call);

  g_assert_cmpuint (reply->status, ==, 200);
  return g_strndup (g_bytes_get_data (reply->text, NULL), g_bytes_get_size (reply->text));
}

static char *
dup_lists (RelProject *project)
{
  g_autofree char *collections = dup_list (project, "/collections");
  g_autofree char *fields = dup_list (project, "/fields");
  g_autofree char *relations = dup_list (project, "/relations");

  return g_strjoin ("\n", collections, fields, relations, NULL);
}

/* Compares what the project keeps in mind with what a new one reads, outside a transaction. */
static void
assert_fresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelProject) other = rel_project_open (fixture->server.file, &error);
  g_autofree char *kept = dup_lists (fixture->project);
  g_autofree char *read = NULL;

  g_assert_no_error (error);
  read = dup_lists (other);
  g_assert_cmpstr (kept, ==, read);
}

static guint
call (Fixture *fixture, const char *method, const char *path, const char *body)
{
  g_autoptr (JsonNode) node = body != NULL ? rel_json_parse (body, strlen (body), NULL) : NULL;
  RelCall request = { .method = method, .path = path, .body = node, .is_admin = TRUE };
  g_autoptr (RelReply) reply = rel_router_answer (fixture->project, &request);

  return reply->status;
}

static void
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rel_db_begin (rel_project_get_db (fixture->project), &error);
  g_assert_no_error (error);
}

static void
commit (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rel_db_commit (rel_project_get_db (fixture->project), &error);
  g_assert_no_error (error);
}

static void
rollback (Fixture *fixture)
{
  rel_db_rollback (rel_project_get_db (fixture->project));
}

static gboolean
has_relation (Fixture *fixture, const char *path)
{
  return call (fixture, "GET", path, NULL) == 200;
}

/* Several writes are one: what the first did the second sees, and all of it can be taken back. */
static void
test_writes_in_a_transaction (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = dup_lists (fixture->project);
  g_autofree char *after = NULL;

  begin (fixture);
  g_assert_cmpuint (call (fixture, "DELETE", "/relations/articles/author", NULL), ==, 204);
  g_assert_cmpuint (call (fixture, "POST", "/relations",
                          "{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":\"authors\","
                          "\"schema\":{\"on_delete\":\"CASCADE\"}}"),
                    ==, 200);
  g_assert_cmpuint (call (fixture, "PATCH", "/relations/articles/author", "{\"meta\":{\"one_field\":\"texts\"}}"), ==,
                    200);
  after = dup_lists (fixture->project);
  g_assert_cmpstr (before, !=, after);
  rollback (fixture);

  g_clear_pointer (&after, g_free);
  after = dup_lists (fixture->project);
  g_assert_cmpstr (before, ==, after);
  assert_fresh (fixture);
}

static void
test_part_is_taken_back (Fixture *fixture, gconstpointer unused)
{
  begin (fixture);
  g_assert_cmpuint (call (fixture, "DELETE", "/relations/articles/author", NULL), ==, 204);
  begin (fixture);
  g_assert_cmpuint (call (fixture, "DELETE", "/relations/chapters/article", NULL), ==, 204);
  g_assert_false (has_relation (fixture, "/relations/chapters/article"));
  rollback (fixture);
  g_assert_true (has_relation (fixture, "/relations/chapters/article"));
  g_assert_false (has_relation (fixture, "/relations/articles/author"));
  commit (fixture);
  assert_fresh (fixture);
  g_assert_true (has_relation (fixture, "/relations/chapters/article"));
  g_assert_false (has_relation (fixture, "/relations/articles/author"));
}

/* A refused write within a transaction leaves what was done before it. */
static void
test_refusal_in_a_transaction (Fixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (&fixture->server, "CREATE TRIGGER stop BEFORE UPDATE ON directus_relations BEGIN SELECT "
                                            "RAISE (ABORT, 'stopped'); END");
  begin (fixture);
  g_assert_cmpuint (call (fixture, "DELETE", "/relations/articles/author", NULL), ==, 204);
  g_assert_cmpuint (call (fixture, "PATCH", "/relations/chapters/article",
                          "{\"schema\":{\"on_delete\":\"RESTRICT\"},\"meta\":{\"one_field\":\"x\"}}"),
                    ==, 500);
  commit (fixture);
  assert_fresh (fixture);
  g_assert_false (has_relation (fixture, "/relations/articles/author"));
  g_assert_true (has_relation (fixture, "/relations/chapters/article"));
}

static void
test_other_programs_are_noticed (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (call (fixture, "DELETE", "/relations/articles/author", NULL), ==, 204);
  server_fixture_run_sql (&fixture->server, "CREATE TABLE other (id INTEGER PRIMARY KEY, a INT REFERENCES authors "
                                            "(id)); UPDATE directus_relations SET one_field = 'of_other' WHERE "
                                            "many_collection = 'chapters'");
  g_assert_true (has_relation (fixture, "/relations/other/a"));
  assert_fresh (fixture);

  /* Just before a transaction of our own, too. */
  server_fixture_run_sql (&fixture->server, "DROP TABLE other");
  begin (fixture);
  g_assert_false (has_relation (fixture, "/relations/other/a"));
  rollback (fixture);
  assert_fresh (fixture);
}

/* Rows that a trigger changes are changed as well. */
static void
test_triggers_are_noticed (Fixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (&fixture->server,
                          "CREATE TRIGGER also AFTER UPDATE OF one_field ON directus_relations WHEN "
                          "new.many_collection = 'articles' BEGIN UPDATE directus_fields SET note = 'by the trigger' "
                          "WHERE collection = 'articles'; END");
  g_assert_cmpuint (call (fixture, "PATCH", "/relations/articles/author", "{\"meta\":{\"one_field\":\"texts\"}}"), ==,
                    200);
  assert_fresh (fixture);
}

#define ADD(name, function) g_test_add ("/server/project/" name, Fixture, NULL, init, function, clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("writes-in-a-transaction", test_writes_in_a_transaction);
  ADD ("part-is-taken-back", test_part_is_taken_back);
  ADD ("refusal-in-a-transaction", test_refusal_in_a_transaction);
  ADD ("other-programs-are-noticed", test_other_programs_are_noticed);
  ADD ("triggers-are-noticed", test_triggers_are_noticed);

  return g_test_run ();
}
