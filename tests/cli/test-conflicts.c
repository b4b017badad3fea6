/* test-conflicts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft that clashes with what somebody else has changed, on the command line.
 */

#include "config.h"

#include <string.h>

#include "cli-fixture.h"
#include "rel-workspace.h"

static const char *own_path;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* What the window does: leaves a draft behind. */
static int
make_draft (const char *name)
{
  g_autoptr (RelTarget) target = rel_target_new (name, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) cascade = rel_json_new_string ("CASCADE");
  g_autoptr (JsonNode) none = rel_json_new_string (NULL);
  g_autoptr (RelWorkspace) workspace = NULL;

  rel_workspace_open_async (target, NULL, NULL, NULL, TRUE, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  workspace = rel_workspace_open_finish (result, NULL);
  g_assert_true (rel_workspace_set_member (workspace, "articles", "author", 0, "schema.on_delete", cascade, NULL));
  g_assert_true (rel_workspace_set_member (workspace, "chapters", "article", 0, "meta.sort_field", none, NULL));
  return 0;
}

static void
set_up (CliFixture *fixture, gconstpointer program)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GString) text = NULL;
  static const char key[] = "\"articles_author_foreign\", \"on_update\": \"NO ACTION\", \"on_delete\": \"";

  cli_set_up (fixture, program);
  launcher = cli_new_launcher (fixture, G_SUBPROCESS_FLAGS_NONE);
  process = g_subprocess_launcher_spawn (launcher, &error, own_path, "--make-draft", "magazine.json", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));

  /* Then somebody else changes the file. */
  g_file_get_contents (fixture->snapshot, &contents, NULL, NULL);
  text = g_string_new (contents);
  {
    g_autofree char *from = g_strconcat (key, "SET NULL", NULL);
    g_autofree char *to = g_strconcat (key, "RESTRICT", NULL);

    g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  }
  g_assert_true (g_file_set_contents (fixture->snapshot, text->str, text->len, NULL));
}

#define VALUES "It was: SET NULL; here: CASCADE; on the server: RESTRICT"

static void
test_plan (CliFixture *fixture, gconstpointer data)
{
  /* It is said as often as one looks, and the plan can be printed all the same. */
  for (guint i = 0; i < 2; i++)
    {
      cli_run (fixture, "plan", "magazine.json", NULL);
      g_assert_cmpint (fixture->status, ==, 2);
      cli_assert_has (fixture->err, VALUES);
      cli_assert_has (fixture->err, "1 conflict has to be decided");
      cli_assert_has (fixture->out, "/relations/articles/author");
    }
}

static void
test_resolve (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "resolve", "magazine.json", "articles", "author", "ours", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "Say mine or theirs");
  cli_run (fixture, "resolve", "magazine.json", "chapters", "mine", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "There is no such conflict");

  cli_run (fixture, "resolve", "magazine.json", "articles", "author", "schema.on_delete", "theirs", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, VALUES);
  cli_run (fixture, "plan", "magazine.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_null (strstr (fixture->out, "/relations/articles/author"));
  cli_assert_has (fixture->out, "sort_field");
}

static void
test_resolve_all (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "resolve", "magazine.json", "mine", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, "plan", "magazine.json", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "/relations/articles/author");
}

/* A plan that was made before is refused with what has moved, by name and values. */
static void
test_apply (CliFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "plan.json", NULL);

  cli_run (fixture, "plan", "magazine.json", "--format=json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_true (g_file_set_contents (path, fixture->out, -1, NULL));
  cli_run (fixture, "apply", "magazine.json", "plan.json", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  cli_assert_has (fixture->err, "schema.on_delete of articles.author");
  cli_assert_has (fixture->err, VALUES);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--make-draft") == 0)
    return make_draft (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  own_path = argv[0];

#define ADD(name, func) g_test_add ("/cli/conflicts/" name, CliFixture, argv[1], set_up, func, cli_tear_down)
  ADD ("plan", test_plan);
  ADD ("resolve", test_resolve);
  ADD ("resolve-all", test_resolve_all);
  ADD ("apply", test_apply);

  return g_test_run ();
}
