/* test-interrupted.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Publishing to a server that loses what it should keep, or of which nothing more is heard,
 * also when the program is ended meanwhile: after the next start, the plan is what is still
 * to do, and nothing was sent twice.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "publish-fixture.h"
#include "rel-edit.h"
#include "rel-workspace.h"
#include "waiting.h"

#define COLLECTIONS                                                                                                    \
  "[{\"collection\":\"articles\",\"meta\":{},\"schema\":{\"name\":\"articles\"}},"                                     \
  "{\"collection\":\"authors\",\"meta\":{},\"schema\":{\"name\":\"authors\"}},"                                        \
  "{\"collection\":\"people\",\"meta\":{},\"schema\":{\"name\":\"people\"}},"                                          \
  "{\"collection\":\"directus_migrations\",\"meta\":{},\"schema\":{\"name\":\"directus_migrations\"}}]"
#define FIELDS                                                                                                         \
  "[{\"collection\":\"articles\",\"field\":\"author\",\"type\":\"integer\",\"meta\":null,\"schema\":{}},"              \
  "{\"collection\":\"articles\",\"field\":\"title\",\"type\":\"string\",\"meta\":null,\"schema\":{}}]"
#define RELATIONS "GET /relations"

/* The relation, or nothing, as the list has it the next time. */
static void
answer_lists (FaultyServer *server, JsonNode *relation)
{
  g_autofree char *text = relation != NULL ? rel_json_dup_text (relation, FALSE) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{\"data\":[%s]}", text);

  faulty_server_answer (server, "GET /collections", 200, "{\"data\":" COLLECTIONS "}");
  faulty_server_answer (server, "GET /fields", 200, "{\"data\":" FIELDS "}");
  faulty_server_answer (server, RELATIONS, 200, body);
}

/* The same over GraphQL, where @root names what is asked for. */
static void
answer_graphql (FaultyServer *server, const char *request, const char *root, const char *text)
{
  g_autofree char *body = g_strdup_printf ("{\"data\":{\"%s\":%s}}", root, text);

  faulty_server_answer (server, request, 200, body);
}

static void
answer_graphql_lists (FaultyServer *server, JsonNode *relation)
{
  g_autofree char *text = rel_json_dup_text (relation, FALSE);
  g_autofree char *list = g_strdup_printf ("[%s]", text);

  answer_graphql (server, GRAPHQL_KNOWN, "relations", "null");
  answer_graphql (server, GRAPHQL_COLLECTIONS, "collections", COLLECTIONS);
  answer_graphql (server, GRAPHQL_FIELDS, "fields", FIELDS);
  answer_graphql (server, GRAPHQL_RELATIONS, "relations", list);
}

static void
answer_graphql_one (FaultyServer *server, JsonNode *relation)
{
  g_autofree char *text = rel_json_dup_text (relation, FALSE);

  answer_graphql (server, GRAPHQL_ONE, "relations_by_name", text);
}

/* What comes before a write over GraphQL. */
static void
answer_preparation (FaultyServer *server)
{
  answer_graphql (server, GRAPHQL_CLEAR, "utils_cache_clear", "null");
  answer_graphql (server, GRAPHQL_KEYS, "relations_in_collection", "[]");
  answer_graphql (server, GRAPHQL " {}", "nothing", "null");
}

static RelTarget *
target_for (const char *url, RelProfileTransport transport)
{
  g_autoptr (RelProfile) profile = rel_profile_new ("Magazine", url);
  g_autoptr (GError) error = NULL;
  RelTarget *target;

  profile->transport = transport;
  target = rel_target_new_profile (profile, &error);
  g_assert_no_error (error);
  return target;
}

static RelWorkspace *
open_over (FaultyServer *server, RelProfileTransport transport)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = target_for (faulty_server_get_url (server), transport);
  g_autoptr (GAsyncResult) result = NULL;
  RelWorkspace *workspace;

  rel_workspace_open_async (target, "token", NULL, NULL, TRUE, NULL, waiting_cb, &result);
  waiting_end (&result);
  workspace = rel_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}

static RelWorkspace *
open_server (FaultyServer *server)
{
  return open_over (server, REL_PROFILE_TRANSPORT_REST);
}

static void
start_publish (RelWorkspace *workspace, GAsyncResult **result)
{
  rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), NULL, waiting_cb, result);
}

static void
publish_all (RelWorkspace *workspace, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_published;

  start_publish (workspace, &result);
  waiting_end (&result);
  rel_workspace_publish_finish (workspace, result, &n_published, error);
}

/* The only change of the plan. */
static RelChange *
get_change (RelWorkspace *workspace)
{
  GPtrArray *changes = rel_workspace_get_changes (workspace);

  g_assert_cmpuint (changes->len, ==, 1);
  return g_ptr_array_index (changes, 0);
}

static void
assert_member (RelChange *change, const char *path, const char *before, const char *after)
{
  GPtrArray *members = rel_change_get_members (change);
  RelMemberChange *member;

  g_assert_cmpuint (members->len, ==, 1);
  member = g_ptr_array_index (members, 0);
  g_assert_cmpstr (member->path, ==, path);
  g_assert_cmpstr (json_node_get_string (member->before), ==, before);
  g_assert_cmpstr (json_node_get_string (member->after), ==, after);
}

static void
set_deselect (RelWorkspace *workspace)
{
  g_autoptr (JsonNode) value = rel_json_new_string ("delete");
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (workspace, "articles", "author", 0, "meta.one_deselect_action", value, &error);
  g_assert_no_error (error);
}

/* Old servers drop an action of the key on the way. It was not touched, but it is in the plan
 * then, and publishing the plan puts it back. */
static void
test_repairs_what_got_lost (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) wanted = relation_with ("meta.one_deselect_action", "\"delete\"");
  g_autoptr (JsonNode) no_action = rel_json_new_string ("NO ACTION");
  g_autoptr (JsonNode) lost = rel_json_with (wanted, "schema.on_delete", no_action);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second_error = NULL;
  RelWorkspace *workspace;

  answer_lists (server, before);
  workspace = open_server (server);
  set_deselect (workspace);

  answer_lists (server, before);
  answer_data (server, ONE, before);
  faulty_server_answer (server, PATCH, 200, "{\"data\":{}}");
  answer_data (server, ONE, lost);
  answer_lists (server, lost);
  publish_all (workspace, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
  g_assert_nonnull (strstr (error->message, "schema.on_delete"));
  assert_member (get_change (workspace), "schema.on_delete", "NO ACTION", "SET NULL");
  g_assert_error (rel_workspace_get_change_error (workspace, get_change (workspace)), REL_ERROR, REL_ERROR_NOT_DONE);

  answer_lists (server, lost);
  answer_data (server, ONE, lost);
  faulty_server_answer (server, PATCH, 200, "{\"data\":{}}");
  answer_data (server, ONE, wanted);
  answer_lists (server, wanted);
  publish_all (workspace, &second_error);
  g_assert_no_error (second_error);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpuint (faulty_server_count (server, PATCH), ==, 2);
  g_assert_finalize_object (workspace);
}

/* Makes the relation point elsewhere, for which it is deleted and created. */
static void
set_target (RelWorkspace *workspace)
{
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (RelRelation) relation = rel_relation_new (after, 0, NULL);
  g_autoptr (RelSchema) draft = rel_edit_put_relation (rel_workspace_get_draft (workspace), 0, relation);

  rel_workspace_set_draft (workspace, draft, "Retarget");
}

/* What the program does that is killed. */
static int
publish_until_killed (const char *url, const char *what)
{
  gboolean graphql = strcmp (what, "update-over-graphql") == 0;
  g_autoptr (RelTarget) target = target_for (url, graphql ? REL_PROFILE_TRANSPORT_GRAPHQL : REL_PROFILE_TRANSPORT_REST);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) published = NULL;
  RelWorkspace *workspace;

  rel_workspace_open_async (target, "token", NULL, NULL, TRUE, NULL, waiting_cb, &result);
  waiting_end (&result);
  workspace = rel_workspace_open_finish (result, NULL);
  if (strcmp (what, "retarget") == 0)
    set_target (workspace);
  else
    set_deselect (workspace);
  start_publish (workspace, &published);
  waiting_end (&published);
  return 1;
}

static const char *program;

/* Runs the program until the server has seen @request, which it never answers, and kills it. */
static void
kill_at (FaultyServer *server, const char *what, const char *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--publish",
                                                      faulty_server_get_url (server), what, NULL);
  gint64 deadline_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  g_assert_no_error (error);
  faulty_answer_fail (faulty_server_answer (server, request, 200, "{\"data\":{}}"), MOMENT_BEFORE_HEADERS, FAULT_HANG);
  while (faulty_server_count (server, request) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (1000);
    }
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
}

static void
test_goes_on_after_an_update (void)
{
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_deselect_action", "\"delete\"");

  for (guint is_done = 0; is_done < 2; is_done++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (GError) error = NULL;
      RelWorkspace *workspace;

      answer_lists (server, before);
      answer_lists (server, before);
      answer_data (server, ONE, before);
      kill_at (server, "update", PATCH);

      answer_lists (server, is_done ? after : before);
      workspace = open_server (server);
      if (is_done)
        g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
      else
        {
          assert_member (get_change (workspace), "meta.one_deselect_action", "nullify", "delete");
          answer_lists (server, before);
          answer_data (server, ONE, before);
          faulty_server_answer (server, PATCH, 200, "{\"data\":{}}");
          answer_data (server, ONE, after);
          answer_lists (server, after);
          publish_all (workspace, &error);
          g_assert_no_error (error);
        }
      g_assert_cmpuint (faulty_server_count (server, PATCH), ==, is_done ? 1 : 2);
      g_assert_finalize_object (workspace);
    }
}

/* Nobody knows whether a mutation was done that was not answered. */
static void
test_goes_on_over_graphql (void)
{
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_deselect_action", "\"delete\"");

  for (guint is_done = 0; is_done < 2; is_done++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (GError) error = NULL;
      RelWorkspace *workspace;

      answer_graphql_lists (server, before);
      answer_graphql_lists (server, before);
      answer_graphql_one (server, before);
      answer_preparation (server);
      kill_at (server, "update-over-graphql", GRAPHQL_UPDATE);

      answer_graphql_lists (server, is_done ? after : before);
      workspace = open_over (server, REL_PROFILE_TRANSPORT_GRAPHQL);
      if (is_done)
        g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
      else
        {
          assert_member (get_change (workspace), "meta.one_deselect_action", "nullify", "delete");
          answer_graphql_lists (server, before);
          answer_graphql_one (server, before);
          answer_preparation (server);
          answer_graphql (server, GRAPHQL_UPDATE, "update_relations_item", "{}");
          answer_graphql_one (server, after);
          answer_graphql_lists (server, after);
          publish_all (workspace, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
        }
      g_assert_cmpuint (faulty_server_count (server, GRAPHQL_UPDATE), ==, is_done ? 1 : 2);
      g_assert_finalize_object (workspace);
    }
}

/* Between the two requests of one change the server has neither the old relation nor the new
 * one; on SQLite it has the old key without its row. */
static void
test_goes_on_after_half_a_retarget (void)
{
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("related_collection", "\"people\"");
  g_autoptr (JsonNode) key = relation_with ("meta", "null");
  JsonNode *const found[] = { NULL, key, after };

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      RelWorkspace *workspace;

      answer_lists (server, before);
      answer_lists (server, before);
      answer_data (server, ONE, before);
      faulty_server_answer (server, DELETE, 204, NULL);
      kill_at (server, "retarget", POST);

      answer_lists (server, found[i]);
      workspace = open_server (server);
      if (found[i] == after)
        g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
      else
        {
          RelChange *change = get_change (workspace);

          g_assert_cmpint (rel_change_get_action (change), ==,
                           found[i] == NULL ? REL_CHANGE_CREATE : REL_CHANGE_UPDATE);
          g_assert_true (rel_json_equal (rel_change_get_after (change), after));
          /* The deletion was one's own. */
          g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);
        }
      g_assert_cmpuint (faulty_server_count (server, DELETE), ==, 1);
      g_assert_cmpuint (faulty_server_count (server, POST), ==, 1);
      g_assert_finalize_object (workspace);
    }
}

/* The reply is lost, and so is the reading again: the change stays in the plan until the
 * server has been read, and it is not sent again by itself. */
static void
test_leaves_open_what_is_unknown (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (JsonNode) before = relation_with (NULL, NULL);
  g_autoptr (JsonNode) after = relation_with ("meta.one_deselect_action", "\"delete\"");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RelWorkspace *workspace;

  answer_lists (server, before);
  workspace = open_server (server);
  set_deselect (workspace);
  answer_lists (server, before);
  answer_data (server, ONE, before);
  faulty_answer_fail (faulty_server_answer (server, PATCH, 200, "{}"), MOMENT_BEFORE_HEADERS, FAULT_CLOSE);
  faulty_server_answer (server, ONE, 404, "{\"errors\":[{\"message\":\"No.\"}]}");
  faulty_server_answer (server, "GET /collections", 404, "{\"errors\":[{\"message\":\"No.\"}]}");
  publish_all (workspace, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "unknown"));
  assert_member (get_change (workspace), "meta.one_deselect_action", "nullify", "delete");

  answer_lists (server, after);
  rel_workspace_refresh_async (workspace, NULL, waiting_cb, &result);
  waiting_end (&result);
  g_assert_true (rel_workspace_refresh_finish (workspace, result, NULL));
  g_clear_object (&result);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
  g_assert_cmpuint (faulty_server_count (server, PATCH), ==, 1);
  g_assert_finalize_object (workspace);
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = NULL;
  int status;

  if (argc == 4 && strcmp (argv[1], "--publish") == 0)
    return publish_until_killed (argv[2], argv[3]);

  /* Before GLib looks for the folders of the user: it looks once. */
  home = g_dir_make_tmp ("relations-home-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/interrupted/repairs-what-got-lost", test_repairs_what_got_lost);
  g_test_add_func ("/workspace/interrupted/goes-on-after-an-update", test_goes_on_after_an_update);
  g_test_add_func ("/workspace/interrupted/goes-on-over-graphql", test_goes_on_over_graphql);
  g_test_add_func ("/workspace/interrupted/goes-on-after-half-a-retarget", test_goes_on_after_half_a_retarget);
  g_test_add_func ("/workspace/interrupted/leaves-open-what-is-unknown", test_leaves_open_what_is_unknown);

  status = g_test_run ();
  folder_remove (home);
  return status;
}
