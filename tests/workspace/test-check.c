/* test-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Faults made in the database of the sample, found, fixed and published to the embedded
 * server; read again, they are gone, and nothing else is wrong than before.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "folder.h"
#include "rel-check.h"
#include "rel-sample.h"
#include "rel-workspace.h"

typedef struct
{
  char *folder;
  char *database;
} Fixture;

/* What was wrong with the sample before. */
#define OF_SAMPLE "missing-key:payments.recorded_by\n"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("relations-XXXXXX", NULL);
  fixture->database = g_build_filename (fixture->folder, "project.db", NULL);
  file = g_file_new_for_path (fixture->database);
  g_assert_true (rel_sample_create (file, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (fixture->database, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static RelWorkspace *
open_project (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (fixture->database, NULL, &error);
  g_autoptr (GAsyncResult) result = NULL;
  RelWorkspace *workspace;

  g_assert_no_error (error);
  rel_workspace_open_async (target, NULL, NULL, NULL, FALSE, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  workspace = rel_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}

static void
publish (RelWorkspace *workspace)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_published;

  rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  rel_workspace_publish_finish (workspace, result, &n_published, &error);
  g_assert_no_error (error);
}

static char *
dup_ids (RelSchema *schema)
{
  g_autoptr (GPtrArray) findings = rel_check (schema);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (ids, "%s\n", rel_finding_get_id (g_ptr_array_index (findings, i)));
  return g_string_free (ids, FALSE);
}

static RelFinding *
find (RelSchema *schema, const char *id)
{
  g_autoptr (GPtrArray) findings = rel_check (schema);

  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (rel_finding_get_id (finding), id) == 0)
        return rel_finding_ref (finding);
    }
  g_error ("%s is not found", id);
}

/* Fixes one finding and publishes that. */
static void
fix (Fixture *fixture, const char *id)
{
  g_autoptr (RelWorkspace) workspace = open_project (fixture);
  g_autoptr (RelFinding) finding = find (rel_workspace_get_base (workspace), id);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) fixed = rel_finding_fix (finding, rel_workspace_get_base (workspace), &error);

  g_assert_no_error (error);
  rel_workspace_set_draft (workspace, fixed, rel_finding_get_fix_label (finding));
  publish (workspace);
}

typedef struct
{
  const char *name;
  const char *sql;    /* makes the fault */
  const char *id;     /* of the finding that is fixed */
  const char *before; /* all that is found before */
  const char *after;  /* and after that */
} Case;

static const Case cases[] = {
  { "ghost-row-field",
    "INSERT INTO directus_relations (many_collection, many_field, one_collection) "
    "VALUES ('articles', 'lost', 'authors')",
    "ghost-row:articles.lost", "ghost-row:articles.lost\n" OF_SAMPLE, OF_SAMPLE },
  { "ghost-row-collection",
    "INSERT INTO directus_relations (many_collection, many_field, one_collection) "
    "VALUES ('gone', 'author', 'authors')",
    "ghost-row:gone.author", "ghost-row:gone.author\n" OF_SAMPLE, OF_SAMPLE },
  { "ghost-row-list",
    "INSERT INTO directus_relations (many_collection, many_field, one_collection, one_field) "
    "VALUES ('articles', 'lost', 'plans', 'ghosts');"
    "INSERT INTO directus_fields (collection, field, special, interface) VALUES ('plans', 'ghosts', 'o2m', 'list-o2m')",
    "ghost-row:articles.lost", "ghost-row:articles.lost\n" OF_SAMPLE "orphan-alias:plans.ghosts\n", OF_SAMPLE },
  { "dead-junction-pair",
    "INSERT INTO directus_relations (many_collection, many_field, one_collection, junction_field) "
    "VALUES ('gone', 'a_id', 'articles', 'b_id'), ('gone', 'b_id', 'tags', 'a_id')",
    "dead-junction:gone.a_id",
    "ghost-row:gone.a_id\n"
    "dead-junction:gone.a_id\n"
    "ghost-row:gone.b_id\n" OF_SAMPLE,
    OF_SAMPLE },
  { "dead-junction",
    "UPDATE directus_relations SET junction_field = 'gone' WHERE many_collection = 'chapters' AND many_field = "
    "'article'",
    "dead-junction:chapters.article", "dead-junction:chapters.article\n" OF_SAMPLE, OF_SAMPLE },
  { "dead-junction-list",
    "DELETE FROM directus_relations WHERE many_collection = 'articles_files' AND many_field = 'directus_files_id';"
    "UPDATE directus_relations SET junction_field = 'sort' WHERE many_collection = 'articles_files'",
    "dead-junction:articles_files.articles_id",
    "dead-junction:articles_files.articles_id\n"
    "bare-key:articles_files.directus_files_id\n" OF_SAMPLE,
    "bare-key:articles_files.directus_files_id\n" OF_SAMPLE },
  { "bare-key", "DELETE FROM directus_relations WHERE many_collection = 'authors' AND many_field = 'account'",
    "bare-key:authors.account", "bare-key:authors.account\n" OF_SAMPLE, OF_SAMPLE },
  { "missing-key", "SELECT 1", "missing-key:payments.recorded_by", OF_SAMPLE, "" },
  { "half-junction",
    "UPDATE directus_relations SET junction_field = NULL WHERE many_collection = 'articles_tags' AND many_field = "
    "'tags_id'",
    "half-junction:articles_tags.articles_id",
    "half-junction:articles_tags.articles_id\n" OF_SAMPLE "special-flags:tags.articles\n", OF_SAMPLE },
  { "half-junction-bare",
    "DELETE FROM directus_relations WHERE many_collection = 'articles_files' AND many_field = 'directus_files_id'",
    "half-junction:articles_files.articles_id",
    "half-junction:articles_files.articles_id\n"
    "bare-key:articles_files.directus_files_id\n" OF_SAMPLE,
    OF_SAMPLE },
  { "half-junction-list",
    "UPDATE directus_relations SET junction_field = 'reply_to' WHERE many_collection = 'comments' AND many_field = "
    "'article'",
    "half-junction:comments.article", "half-junction:comments.article\n" OF_SAMPLE, OF_SAMPLE },
  { "one-field",
    "UPDATE directus_relations SET one_field = 'quotes' WHERE many_collection = 'block_quote' AND many_field = "
    "'said_by'",
    "one-field:block_quote.said_by", "one-field:block_quote.said_by\n" OF_SAMPLE, OF_SAMPLE },
  { "one-field-column",
    "UPDATE directus_relations SET one_field = 'name' WHERE many_collection = 'block_quote' AND many_field = "
    "'said_by'",
    "one-field:block_quote.said_by", "one-field:block_quote.said_by\n" OF_SAMPLE, OF_SAMPLE },
  { "orphan-alias",
    "INSERT INTO directus_fields (collection, field, special, interface) VALUES ('plans', 'orphans', 'o2m', "
    "'list-o2m')",
    "orphan-alias:plans.orphans", OF_SAMPLE "orphan-alias:plans.orphans\n", OF_SAMPLE },
  { "sort-field",
    "UPDATE directus_relations SET sort_field = 'gone' WHERE many_collection = 'chapters' AND many_field = 'article'",
    "sort-field:chapters.article", "sort-field:chapters.article\n" OF_SAMPLE, OF_SAMPLE },
  { "m2a-collections",
    "UPDATE directus_relations SET one_allowed_collections = 'block_text,block_text,gone,block_image' "
    "WHERE many_collection = 'pages_blocks' AND many_field = 'item'",
    "m2a-collections:pages_blocks.item:gone",
    "m2a-collections:pages_blocks.item:block_text\n"
    "m2a-collections:pages_blocks.item:gone\n" OF_SAMPLE,
    OF_SAMPLE },
  { "set-null-required",
    "CREATE TABLE notes (id integer PRIMARY KEY, chapter integer NOT NULL REFERENCES chapters (id) ON DELETE SET NULL);"
    "INSERT INTO directus_collections (collection) VALUES ('notes');"
    "INSERT INTO directus_relations (many_collection, many_field, one_collection) VALUES ('notes', 'chapter', "
    "'chapters')",
    "set-null-required:notes.chapter", "set-null-required:notes.chapter\n" OF_SAMPLE, OF_SAMPLE },
  { "special-flags",
    "UPDATE directus_fields SET special = 'm2m', interface = 'list-m2m' WHERE collection = 'articles' AND field = "
    "'chapters'",
    "special-flags:articles.chapters", "special-flags:articles.chapters\n" OF_SAMPLE, OF_SAMPLE },
  { "special-flags-file",
    "UPDATE directus_fields SET special = 'file' WHERE collection = 'articles' AND field = 'issue'",
    "special-flags:articles.issue", "special-flags:articles.issue\n" OF_SAMPLE, OF_SAMPLE },
};

static void
test_fixed (Fixture *fixture, gconstpointer data)
{
  const Case *fault = data;
  RelWorkspace *workspace;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  run_sql (fixture, fault->sql);
  workspace = open_project (fixture);
  before = dup_ids (rel_workspace_get_base (workspace));
  g_assert_finalize_object (workspace);
  g_assert_cmpstr (before, ==, fault->before);

  fix (fixture, fault->id);
  workspace = open_project (fixture);
  after = dup_ids (rel_workspace_get_base (workspace));
  g_assert_finalize_object (workspace);
  g_assert_cmpstr (after, ==, fault->after);
}

/* All faults at once, where one hides another. */
static void
test_fixed_together (Fixture *fixture, gconstpointer data)
{
  RelWorkspace *workspace;
  g_autoptr (RelSchema) fixed = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_sql (fixture, cases[i].sql);
  workspace = open_project (fixture);
  fixed = rel_check_fix_all (rel_workspace_get_base (workspace), NULL, NULL);
  rel_workspace_set_draft (workspace, fixed, "Fix");
  publish (workspace);
  g_assert_finalize_object (workspace);

  workspace = open_project (fixture);
  after = dup_ids (rel_workspace_get_base (workspace));
  g_assert_finalize_object (workspace);
  g_assert_cmpstr (after, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/workspace/check/fixed/%s", cases[i].name);

      g_test_add (path, Fixture, &cases[i], set_up, test_fixed, tear_down);
    }
  g_test_add ("/workspace/check/fixed-together", Fixture, NULL, set_up, test_fixed_together, tear_down);
  return g_test_run ();
}
