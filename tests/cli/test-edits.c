/* test-edits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits from the command line: what the embedded server makes of each is what the model says,
 * and made again there is nothing left to do.
 */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "cli-fixture.h"

#define MAX_ARGUMENTS 6

static void
run (CliFixture *fixture, const char *command, const char *target, const char *const *arguments)
{
  const char *a[MAX_ARGUMENTS + 1] = { NULL };

  for (guint i = 0; i < MAX_ARGUMENTS && arguments[i] != NULL; i++)
    a[i] = arguments[i];
  cli_run (fixture, command, target, a[0], a[1], a[2], a[3], a[4], a[5], NULL);
}

static void
run_well (CliFixture *fixture, const char *command, const char *target, const char *const *arguments)
{
  run (fixture, command, target, arguments);
  if (fixture->status != 0)
    g_error ("%s %s: %s", command, arguments[0], fixture->err);
}

/* A file is changed by the model alone, and then the sample must be as the file is. */
static void
test_server_does_as_the_model (CliFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *command;
    const char *arguments[MAX_ARGUMENTS];
  } cases[] = {
    { "set", { "articles", "author", "schema.on_delete=CASCADE", "schema.on_update=RESTRICT" } },
    { "set", { "articles", "author", "alias=written" } },
    { "set", { "articles", "author", "alias=null" } },
    { "set", { "articles", "author", "related_collection=categories" } },
    { "set", { "pages_blocks", "item", "meta.one_allowed_collections+=articles" } },
    { "set", { "pages_blocks", "item", "meta.one_allowed_collections-=block_text" } },
    { "set", { "--where", "to:articles field:articles_id", "schema.on_delete=NO ACTION", "schema.on_update=CASCADE" } },
    { "set", { "articles", "title", "meta.note=In print", "meta.required=true" } },
    { "set", { "articles", "meta.hidden=true", "meta.note=All of them" } },
    { "delete", { "articles", "author", "--keep-list" } },
    { "delete", { "articles", "issue", "--with-field" } },
    { "delete", { "authors", "name", "--with-field" } },
    { "delete", { "--where", "from:subscriptions" } },
    { "delete", { "articles", "tags", "--with-junction" } },
    { "delete", { "tags" } },
    { "delete", { "pages", "--with-junction" } },
    { "delete", { "articles" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cli_run (fixture, "export", "sample", "--format=snapshot", "-o", "copy.json", NULL);
      g_assert_cmpint (fixture->status, ==, 0);
      run_well (fixture, cases[i].command, "copy.json", cases[i].arguments);
      run_well (fixture, cases[i].command, "sample", cases[i].arguments);

      cli_run (fixture, "plan", "sample", "--against", "copy.json", NULL);
      g_assert_cmpstr (fixture->out, ==, "");
      g_assert_cmpint (fixture->status, ==, 0);
    }
}

/* What is made has settings that the server fills in; made once more, nothing is left to do, or
 * it is there already. */
static void
test_second_time (CliFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *command;
    const char *arguments[MAX_ARGUMENTS];
    int status;
    const char *message;
  } cases[] = {
    { "create", { "collection", "books", "key=isbn", "key_type=string", "meta.note=In print" }, 1, "already" },
    { "create", { "collection", "shelves", "key_type=uuid", "meta.hidden=true" }, 1, "already" },
    { "create", { "folder", "library", "meta.note=All books" }, 1, "already" },
    { "create", { "field", "books", "pages", "type=integer", "meta.required=true" }, 1, "already" },
    { "set", { "books", "meta.group=library" }, 0, "Nothing to do" },
    { "set", { "books", "meta.note=null", "meta.hidden=true" }, 0, "Nothing to do" },
    { "set", { "books", "pages", "meta.hidden=true", "meta.note=As printed" }, 0, "Nothing to do" },
    { "create", { "m2o", "books", "author", "authors" }, 1, "already" },
    { "set", { "books", "author", "alias=books" }, 0, "Nothing to do" },
    { "set", { "books", "author", "related_collection=shelves" }, 0, "Nothing to do" },
    { "set", { "articles_tags", "tags_id", "related_collection=directus_files" }, 0, "Nothing to do" },
    { "create", { "m2o", "books", "reader", "directus_users", "related_field=books" }, 1, "already" },
    { "adopt", { "legacy_contributions", "author", "alias=contributions" }, 1, "already" },
    { "delete", { "books", "pages", "--with-field" }, 1, "no field" },
    { "delete", { "library" }, 1, "no collection" },
    { "delete", { "shelves" }, 1, "no collection" },
    { "delete", { "books" }, 1, "no collection" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      run_well (fixture, cases[i].command, "sample", cases[i].arguments);
      g_assert_null (strstr (fixture->err, "Nothing to do"));
      run (fixture, cases[i].command, "sample", cases[i].arguments);
      if (fixture->status != cases[i].status || strstr (fixture->err, cases[i].message) == NULL)
        g_error ("%s %s: %s", cases[i].command, cases[i].arguments[0], fixture->err);
    }
}

static void
test_bulk (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "set", "magazine.json", "--where", "to:authors", "schema.on_delete=CASCADE", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "Nothing was changed: 3 of 6 relations cannot be changed so");
  cli_assert_has (fixture->err, "articles.reviewer: This relation has no foreign key");
  cli_assert_has (fixture->err, "gone.author: ");
  cli_run (fixture, "show", "magazine.json", "articles", "author", NULL);
  cli_assert_has (fixture->out, "schema.on_delete               SET NULL");

  cli_run (fixture, "set", "magazine.json", "--where", "to:authors on_delete:\"SET NULL\"", "schema.on_delete=CASCADE",
           "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "PATCH /relations/articles/author");
  cli_assert_has (fixture->out, "PATCH /relations/legacy_notes/twice");
  cli_run (fixture, "show", "magazine.json", "articles", "author", NULL);
  cli_assert_has (fixture->out, "schema.on_delete               SET NULL");

  cli_run (fixture, "delete", "magazine.json", "--where", "to:nowhere", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "No relation matches");

  cli_run (fixture, "adopt", "magazine.json", "--where", "meta:none", "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->out, "PATCH /relations/legacy_notes/author");
}

/* Each edit can be looked at before. */
static void
test_dry_runs (CliFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *command;
    const char *arguments[MAX_ARGUMENTS];
    const char *request;
  } cases[] = {
    { "set", { "articles", "author", "alias=written", "--dry-run" }, "POST /fields/authors" },
    { "set", { "articles", "author", "related_collection=tags", "--dry-run" }, "DELETE /relations/articles/author" },
    { "set", { "tags", "meta.hidden=true", "--dry-run" }, "PATCH /collections/tags" },
    { "create", { "collection", "books", "--dry-run" }, "POST /collections" },
    { "create", { "field", "tags", "name", "--dry-run" }, "POST /fields/tags" },
    { "delete", { "tags", "--dry-run" }, "DELETE /collections/tags" },
    { "delete", { "gone", "author", "--dry-run" }, "POST /collections" },
    { "adopt", { "legacy_notes", "author", "--dry-run" }, "PATCH /relations/legacy_notes/author" },
    { "restore", { "articles", "lost", "--dry-run" }, "POST /fields/articles" },
    { "restore", { "--where", "field:lost", "--dry-run" }, "POST /fields/articles" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      g_assert_true (g_file_get_contents (fixture->snapshot, &before, NULL, NULL));
      run_well (fixture, cases[i].command, fixture->snapshot, cases[i].arguments);
      cli_assert_has (fixture->out, cases[i].request);
      g_assert_true (g_file_get_contents (fixture->snapshot, &after, NULL, NULL));
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_refuses (CliFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *command;
    const char *arguments[MAX_ARGUMENTS];
    const char *message;
  } cases[] = {
    { "set", { "articles", "author" }, "COLLECTION FIELD KEY=VALUE" },
    { "set", { "a", "b", "c", "meta.note=x" }, "COLLECTION FIELD KEY=VALUE" },
    { "set", { "schema.on_delete=CASCADE" }, "--where" },
    { "set", { "--where", "to:authors", "articles", "schema.on_delete=CASCADE" }, "--where" },
    { "set", { "--where", "colour:red", "schema.on_delete=CASCADE" }, "^^^^^^" },
    { "set", { "articles", "author", "colour=red" }, "related_collection, alias" },
    { "set", { "authors", "articles", "meta.sort_field=rank" }, "its relation is called articles.author" },
    { "create", { "picture", "articles" }, "collection, folder or field" },
    { "create", { "m2o", "articles" }, "name of the field" },
    { "create", { "field", "articles" }, "name of the field" },
    { "create", { "collection", "books", "colour=red" }, "key, key_type, meta.group" },
    { "create", { "collection", "books", "key_type=float" }, "integer, bigInteger, uuid, string" },
    { "create", { "collection", "books", "meta.hidden=yes" }, "true or false" },
    { "delete", { "articles", "title" }, "--with-field" },
    { "delete", { "articles", "id", "--with-field" }, "primary key" },
    { "delete", { "directus_users" }, "Directus’ own" },
    { "delete", { "--where", "to:tags", "articles" }, "COLLECTION FIELD" },
    { "adopt", { "articles", "author" }, "already" },
    { "adopt", { "articles" }, "alias=NAME" },
    { "restore", { "articles", "author" }, "is there" },
    { "restore", { "gone", "author" }, "Create it first" },
    { "restore", { "articles" }, "COLLECTION FIELD" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      run (fixture, cases[i].command, "magazine.json", cases[i].arguments);
      g_assert_cmpint (fixture->status, ==, 1);
      g_assert_cmpstr (fixture->out, ==, "");
      cli_assert_has (fixture->err, cases[i].message);
    }
}

/* Directus refuses to delete a relation whose field or collection it does not have. */
static void
test_ghosts (CliFixture *fixture, gconstpointer data)
{
  static const char *const names[][3] = { { "gone", "author", NULL }, { "books", "lost", NULL } };
  g_autofree char *path = g_build_filename (fixture->folder, "library.sqlite", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE books (id INTEGER PRIMARY KEY)", NULL, NULL, NULL), ==, SQLITE_OK);
  cli_run (fixture, "create", "library.sqlite", "m2o", "books", "sequel", "books", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpint (sqlite3_exec (db,
                                 "INSERT INTO directus_relations (many_collection, many_field, one_collection) VALUES "
                                 "('gone', 'author', 'books'), ('gone', 'reader', 'books'), ('books', 'lost', 'books')",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strjoin (".", names[i][0], names[i][1], NULL);

      cli_run (fixture, "list", "library.sqlite", NULL);
      cli_assert_has (fixture->out, name);
      run_well (fixture, "delete", "library.sqlite", names[i]);
      cli_run (fixture, "list", "library.sqlite", NULL);
      g_assert_null (strstr (fixture->out, name));
    }
  /* Nothing that was lent is left. */
  cli_run (fixture, "export", "library.sqlite", "--format=snapshot", NULL);
  g_assert_null (strstr (fixture->out, "gone"));
  g_assert_null (strstr (fixture->out, "lost"));
}

/* What a command that publishes at once may do is said as well, before it does it. */
static void
test_say_hazards (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "set", "magazine.json", "articles", "author", "related_collection=categories", "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "articles.author: note: The foreign key from “articles” to “authors” is dropped");
  cli_assert_has (fixture->err, "articles.author: warning: The values that items of “articles” have in “author” were");

  cli_run (fixture, "set", "magazine.json", "articles", "author", "related_collection=categories", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_assert_has (fixture->err, "articles.author: warning: The values that items of “articles” have in “author” were");
  g_assert_null (strstr (fixture->err, "note:"));
}

/* The number of changes was read off a list that the publish had freed. */
static void
test_half_done (CliFixture *fixture, gconstpointer data)
{
  cli_run (fixture, "set", "sample", "articles", "category", "related_collection=pages", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_assert_has (fixture->err, "articles.category: failed");
  cli_assert_has (fixture->err, "1 of 3 changes was published.");
  cli_assert_has (fixture->err, "It was put back as it was.");
  cli_run (fixture, "show", "sample", "articles", "category", NULL);
  cli_assert_has (fixture->out, "related_collection             categories");

  cli_run (fixture, "revert", "sample", "1", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_null (strstr (fixture->err, "has been changed since"));
  cli_run (fixture, "plan", "sample", NULL);
  g_assert_cmpstr (fixture->out, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  g_test_add ("/cli/edits/server-does-as-the-model", CliFixture, argv[1], cli_set_up, test_server_does_as_the_model,
              cli_tear_down);
  g_test_add ("/cli/edits/second-time", CliFixture, argv[1], cli_set_up, test_second_time, cli_tear_down);
  g_test_add ("/cli/edits/bulk", CliFixture, argv[1], cli_set_up, test_bulk, cli_tear_down);
  g_test_add ("/cli/edits/dry-runs", CliFixture, argv[1], cli_set_up, test_dry_runs, cli_tear_down);
  g_test_add ("/cli/edits/refuses", CliFixture, argv[1], cli_set_up, test_refuses, cli_tear_down);
  g_test_add ("/cli/edits/ghosts", CliFixture, argv[1], cli_set_up, test_ghosts, cli_tear_down);
  g_test_add ("/cli/edits/half-done", CliFixture, argv[1], cli_set_up, test_half_done, cli_tear_down);
  g_test_add ("/cli/edits/say-hazards", CliFixture, argv[1], cli_set_up, test_say_hazards, cli_tear_down);

  return g_test_run ();
}
