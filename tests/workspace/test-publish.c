/* test-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Publishing to a server, one by one and all at once: whatever the draft is, each step is
 * possible, the server has it afterwards, and nothing is sent twice.
 *
 *     test-publish [--slow]    --slow: with many random pairs
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "every-change.h"
#include "project-fixture.h"
#include "random-project.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-history.h"

#define N_PAIRS      2
#define N_MANY_PAIRS 30

static gboolean is_slow;

typedef struct
{
  const char *name;
  gboolean schema_api;
} Way;

static const Way ways[] = { { "one-by-one", FALSE }, { "at-once", TRUE } };

static void
set_random_draft (RelWorkspace *workspace)
{
  g_autoptr (RelSchema) draft = random_project_new (rel_workspace_get_base (workspace));

  rel_workspace_set_draft (workspace, draft, "Random");
}

static void
set_empty_draft (RelWorkspace *workspace)
{
  g_autoptr (RelSchema) draft = rel_schema_ref (rel_workspace_get_base (workspace));

  for (guint i = 0; i < rel_schema_get_n_collections (rel_workspace_get_base (workspace)); i++)
    {
      const char *name = rel_collection_get_name (rel_schema_get_collection (rel_workspace_get_base (workspace), i));
      RelSchema *next;

      if (rel_is_system_name (name))
        continue;
      next = rel_schema_without_collection (draft, name);
      rel_schema_unref (draft);
      draft = next;
    }
  rel_workspace_set_draft (workspace, draft, "Nothing");
}

/* From the sample to something, to something else, to nothing. */
static void
publish_pair (const Way *way)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = way->schema_api;
  workspace = project_fixture_open (&fixture, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *plan = NULL;

      set_random_draft (workspace);
      plan = project_fixture_dup_changes (workspace);
      g_test_message ("%s", plan);
      if (*plan != '\0')
        project_fixture_publish_all (workspace);
    }
  set_empty_draft (workspace);
  project_fixture_publish_all (workspace);
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

static void
test_random_pairs (gconstpointer data)
{
  for (guint i = 0; i < (is_slow ? N_MANY_PAIRS : N_PAIRS); i++)
    publish_pair (data);
}

static RelWorkspace *
open_with_everything (ProjectFixture *fixture, gboolean keeps_draft)
{
  RelWorkspace *workspace = project_fixture_open (fixture, keeps_draft);
  g_autoptr (RelSchema) draft = every_change_new (rel_workspace_get_base (workspace), TRUE);

  rel_workspace_set_draft (workspace, draft, "Everything");
  return workspace;
}

static void
set_on_delete (RelWorkspace *workspace, const char *action)
{
  g_autoptr (JsonNode) value = rel_json_new_string (action);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (workspace, "articles", "author", 0, "schema.on_delete", value, &error);
  g_assert_no_error (error);
}

/* Somebody else wants the same: it is there already, and nothing of it is sent again. */
static void
test_twice (gconstpointer data)
{
  const Way *way = data;
  ProjectFixture fixture = { 0 };
  RelWorkspace *first;
  RelWorkspace *second;
  g_autofree char *writes = NULL;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = way->schema_api;
  first = open_with_everything (&fixture, FALSE);
  second = open_with_everything (&fixture, FALSE);
  project_fixture_publish_all (first);
  proxy_reset (fixture.proxy);
  project_fixture_publish (second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rel_workspace_get_changes (second)->len, ==, 0);
  writes = proxy_dup_writes (fixture.proxy);
  /* To compare changes nothing. */
  g_assert_cmpstr (writes, ==, way->schema_api ? "POST /schema/diff\n" : "");
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
  project_fixture_clear (&fixture);
}

static void
test_at_once_is_one_request (void)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  g_autofree char *writes = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = TRUE;
  workspace = open_with_everything (&fixture, FALSE);
  proxy_reset (fixture.proxy);
  project_fixture_publish_all (workspace);
  writes = proxy_dup_writes (fixture.proxy);
  g_assert_cmpstr (writes, ==, "POST /schema/diff\nPOST /schema/apply\n");
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

/* What a difference cannot say is published the other way, and that is said. */
static void
test_falls_back (void)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  g_autoptr (RelSchema) draft = NULL;
  g_autofree char *writes = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = TRUE;
  workspace = project_fixture_open (&fixture, FALSE);
  draft = every_change_new (rel_workspace_get_base (workspace), FALSE);
  rel_workspace_set_draft (workspace, draft, "Everything");
  proxy_reset (fixture.proxy);
  project_fixture_publish_all (workspace);
  g_assert_cmpstr (rel_workspace_get_notice (workspace), ==,
                   "The changes are published one by one. From a snapshot, Directus does not make "
                   "“block_quote.said_by” anew, as this change needs.");
  writes = proxy_dup_writes (fixture.proxy);
  g_assert_null (strstr (writes, "/schema/"));
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

/* Whoever is no administrator publishes one by one, wherever on the way the server says so. */
static void
test_forbidden_at_once (void)
{
  for (guint nth = 1; nth <= 3; nth++)
    {
      ProjectFixture fixture = { 0 };
      RelWorkspace *workspace;

      project_fixture_init_sample (&fixture);
      fixture.profile->schema_api = TRUE;
      workspace = open_with_everything (&fixture, FALSE);
      proxy_reset (fixture.proxy);
      proxy_fail (fixture.proxy, nth, PROXY_FORBIDS);
      project_fixture_publish_all (workspace);
      g_assert_true (g_str_has_prefix (rel_workspace_get_notice (workspace), "The changes are published one by one. "));
      g_assert_finalize_object (workspace);
      project_fixture_clear (&fixture);
    }
}

static gboolean
say_something_else (gpointer user_data)
{
  ServerFixture *server = user_data;

  server_fixture_call (server, "PATCH", "/collections/authors", "{\"meta\":{\"note\":\"Between\"}}");
  g_assert_cmpuint (server->status, ==, 200);
  return G_SOURCE_REMOVE;
}

/* The seal is of what the server had: whatever somebody changes between the two requests, nothing
 * is applied, and the next time both are there. */
static void
test_broken_seal (void)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  guint n_changes;
  g_autofree char *writes = NULL;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = TRUE;
  workspace = project_fixture_open (&fixture, TRUE);
  set_on_delete (workspace, "CASCADE");
  n_changes = rel_workspace_get_changes (workspace)->len;
  proxy_reset (fixture.proxy);
  proxy_wait (fixture.proxy, 3, say_something_else, &fixture.server);
  g_assert_cmpuint (project_fixture_publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  writes = proxy_dup_writes (fixture.proxy);
  g_assert_cmpstr (writes, ==, "POST /schema/diff\nPOST /schema/apply\n");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, n_changes);
  g_assert_cmpuint (rel_workspace_get_conflicts (workspace)->len, ==, 0);

  project_fixture_publish_all (workspace);
  g_assert_cmpstr (rel_collection_get_note (rel_schema_find_collection (rel_workspace_get_base (workspace), "authors")),
                   ==, "Between");
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

/* What somebody else has done meanwhile is not written over. */
static void
test_conflict (gconstpointer data)
{
  const Way *way = data;
  ProjectFixture fixture = { 0 };
  RelWorkspace *mine;
  RelWorkspace *theirs;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = way->schema_api;
  mine = project_fixture_open (&fixture, FALSE);
  theirs = project_fixture_open (&fixture, FALSE);
  set_on_delete (mine, "CASCADE");
  set_on_delete (theirs, "RESTRICT");
  project_fixture_publish_all (theirs);
  proxy_reset (fixture.proxy);
  g_assert_cmpuint (project_fixture_publish (mine, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  g_assert_cmpuint (proxy_count_writes (fixture.proxy), ==, 0);
  g_assert_cmpuint (rel_workspace_get_changes (mine)->len, ==, 1);
  g_assert_finalize_object (mine);
  g_assert_finalize_object (theirs);
  project_fixture_clear (&fixture);
}

/* Each write but the one that was refused is sent once, though the program was started anew in
 * between. */
static void
test_resumes (void)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  guint n_changes, n_published, n_first;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  workspace = open_with_everything (&fixture, TRUE);
  n_changes = rel_workspace_get_changes (workspace)->len;
  proxy_reset (fixture.proxy);
  /* The third change: it is read, written and read back after the lists and two others. */
  proxy_fail (fixture.proxy, 11, PROXY_REFUSES);
  n_published = project_fixture_publish (workspace, &error);
  g_assert_error (error, REL_ERROR, REL_ERROR_SERVER);
  n_first = proxy_count_writes (fixture.proxy);
  g_assert_cmpuint (n_published, ==, 2);
  g_assert_cmpuint (n_first, ==, 3);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, n_changes - n_published);
  g_assert_finalize_object (workspace);

  workspace = project_fixture_open (&fixture, TRUE);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, n_changes - n_published);
  proxy_reset (fixture.proxy);
  project_fixture_publish_all (workspace);
  /* Two are done by the server itself: the list of a column, that of another. */
  g_assert_cmpuint (n_first + proxy_count_writes (fixture.proxy), <=, n_changes + 1);
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

/* Somebody else says something of what was created. */
static void
set_note_of_desk (ProjectFixture *fixture)
{
  RelWorkspace *workspace = project_fixture_open (fixture, FALSE);
  g_autoptr (JsonNode) note = rel_json_new_string ("Changed");
  g_autoptr (RelCollection) desk =
    rel_collection_with_member (rel_schema_find_collection (rel_workspace_get_base (workspace), "desk"), "meta.note",
                                note);
  g_autoptr (RelSchema) draft = rel_schema_with_collection (rel_workspace_get_base (workspace), desk);

  rel_workspace_set_draft (workspace, draft, "Note");
  project_fixture_publish_all (workspace);
  g_assert_finalize_object (workspace);
}

/* What the server has filled in by itself is no change of somebody else, though it was not in
 * the draft: each revert of something new said that it had been changed. */
static void
test_reverts_what_it_created (gconstpointer data)
{
  const Way *way = data;
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->schema_api = way->schema_api;
  workspace = open_with_everything (&fixture, TRUE);
  project_fixture_publish_all (workspace);
  g_assert_finalize_object (workspace);

  workspace = project_fixture_open (&fixture, TRUE);
  rel_workspace_revert (workspace, 1, &error);
  g_assert_no_error (error);
  notice = g_strdup (rel_workspace_get_notice (workspace));
  g_assert_nonnull (strstr (notice, "The items of revisions are not brought back"));
  g_assert_null (strstr (notice, "has been changed since"));
  g_assert_true (rel_workspace_undo (workspace));
  g_assert_finalize_object (workspace);

  set_note_of_desk (&fixture);
  workspace = project_fixture_open (&fixture, TRUE);
  rel_workspace_revert (workspace, 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (rel_workspace_get_notice (workspace),
                            "desk has been changed since. The draft makes it what it was before that publish."));
  project_fixture_publish_all (workspace);
  g_assert_null (rel_schema_find_collection (rel_workspace_get_base (workspace), "desk"));
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

static void
cancel_cb (RelWorkspace *workspace, RelChange *change, guint step, GError *error, GCancellable *cancellable)
{
  if (step == REL_STEP_DONE)
    g_cancellable_cancel (cancellable);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
test_cancels_between_steps (void)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  guint n_changes, n_published;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  workspace = open_with_everything (&fixture, FALSE);
  n_changes = rel_workspace_get_changes (workspace)->len;
  g_signal_connect (workspace, "step-changed", G_CALLBACK (cancel_cb), cancellable);
  rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), cancellable, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rel_workspace_publish_finish (workspace, result, &n_published, &error));
  g_clear_object (&result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_published, ==, 1);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, n_changes - 1);
  g_assert_cmpuint (proxy_count_writes (fixture.proxy), ==, 1);
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

/* In a project that people work with nothing is deleted by mistake. */
static void
test_production (void)
{
  ProjectFixture fixture = { 0 };
  RelWorkspace *workspace;
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (GError) error = NULL;

  project_fixture_init_sample (&fixture);
  fixture.profile->kind = REL_PROFILE_KIND_PRODUCTION;
  workspace = project_fixture_open (&fixture, FALSE);
  set_on_delete (workspace, "CASCADE");
  project_fixture_publish_all (workspace);

  draft = rel_edit_delete_field (rel_workspace_get_draft (workspace), "articles", "featured_image");
  rel_workspace_set_draft (workspace, draft, "Delete");
  proxy_reset (fixture.proxy);
  g_assert_true (rel_workspace_wants_name (workspace, rel_workspace_get_changes (workspace)));
  g_assert_cmpuint (project_fixture_publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (rel_workspace_confirm (workspace, "project"));
  g_assert_cmpuint (project_fixture_publish (workspace, &error), ==, 0);
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  g_assert_cmpuint (proxy_count (fixture.proxy), ==, 0);

  g_assert_true (rel_workspace_confirm (workspace, "Project"));
  project_fixture_publish_all (workspace);
  g_assert_finalize_object (workspace);
  project_fixture_clear (&fixture);
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = project_fixture_make_home ();
  int status;

  g_test_init (&argc, &argv, NULL);
  is_slow = argc > 1 && strcmp (argv[1], "--slow") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *pairs = g_strdup_printf ("/workspace/publish/%s/random-pairs", ways[i].name);

      g_autofree char *twice = g_strdup_printf ("/workspace/publish/%s/twice", ways[i].name);
      g_autofree char *conflict = g_strdup_printf ("/workspace/publish/%s/conflict", ways[i].name);
      g_autofree char *reverts = g_strdup_printf ("/workspace/publish/%s/reverts-what-it-created", ways[i].name);

      g_test_add_data_func (pairs, &ways[i], test_random_pairs);
      g_test_add_data_func (twice, &ways[i], test_twice);
      g_test_add_data_func (conflict, &ways[i], test_conflict);
      g_test_add_data_func (reverts, &ways[i], test_reverts_what_it_created);
    }
  g_test_add_func ("/workspace/publish/at-once/is-one-request", test_at_once_is_one_request);
  g_test_add_func ("/workspace/publish/at-once/falls-back", test_falls_back);
  g_test_add_func ("/workspace/publish/at-once/forbidden", test_forbidden_at_once);
  g_test_add_func ("/workspace/publish/at-once/broken-seal", test_broken_seal);
  g_test_add_func ("/workspace/publish/resumes", test_resumes);
  g_test_add_func ("/workspace/publish/cancels-between-steps", test_cancels_between_steps);
  g_test_add_func ("/workspace/publish/production", test_production);
  status = g_test_run ();
  folder_remove (home);
  return status;
}
