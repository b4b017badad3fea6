/* test-ddl.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include <sqlite3.h>

#include "rel-ddl.h"
#include "rel-error.h"

/* A text with a key of "a" to "t", and what is to become of it. NULL: there is no such key. */
typedef struct
{
  const char *name;
  const char *sql;
  const char *changed; /* ON DELETE CASCADE, ON UPDATE SET NULL */
  const char *dropped;
} Case;

static const Case cases[] = {
  { "column-key", "CREATE TABLE c (id integer primary key, a integer references t (id) on delete set null)",
    "CREATE TABLE c (id integer primary key, a integer references t (id) ON UPDATE SET NULL on delete CASCADE)",
    "CREATE TABLE c (id integer primary key, a integer)" },
  { "column-key-without-column", "CREATE TABLE c(a REFERENCES t,b)",
    "CREATE TABLE c(a REFERENCES t ON DELETE CASCADE ON UPDATE SET NULL,b)", "CREATE TABLE c(a,b)" },
  { "column-key-named", "CREATE TABLE c (a int CONSTRAINT \"x y\" REFERENCES t(id) NOT NULL DEFAULT 1)",
    "CREATE TABLE c (a int CONSTRAINT \"x y\" REFERENCES t(id) ON DELETE CASCADE ON UPDATE SET NULL NOT NULL DEFAULT "
    "1)",
    "CREATE TABLE c (a int NOT NULL DEFAULT 1)" },
  { "table-key-as-directus-writes",
    "CREATE TABLE `c` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, `a` integer NULL, CONSTRAINT `c_a_foreign`"
    " FOREIGN KEY (`a`) REFERENCES `t` (`id`) ON DELETE SET NULL ON UPDATE NO ACTION)",
    "CREATE TABLE `c` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, `a` integer NULL, CONSTRAINT `c_a_foreign`"
    " FOREIGN KEY (`a`) REFERENCES `t` (`id`) ON DELETE CASCADE ON UPDATE SET NULL)",
    "CREATE TABLE `c` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, `a` integer NULL)" },
  { "all-four-quotes", "CREATE TABLE [c] (\"b\" text, 'a' int, foreign key([a]) references `t`(\"id\"), unique('b'))",
    "CREATE TABLE [c] (\"b\" text, 'a' int, foreign key([a]) references `t`(\"id\") ON DELETE CASCADE ON UPDATE SET "
    "NULL, unique('b'))",
    "CREATE TABLE [c] (\"b\" text, 'a' int, unique('b'))" },
  { "names-in-other-letters", "CREATE TABLE c (A int, FOREIGN KEY (A) REFERENCES T (ID))",
    "CREATE TABLE c (A int, FOREIGN KEY (A) REFERENCES T (ID) ON DELETE CASCADE ON UPDATE SET NULL)",
    "CREATE TABLE c (A int)" },
  { "comments",
    "CREATE TABLE c ( -- references t ,(\n  a int, -- this is a: it's \"odd\n  /* b, ) */ b int\n  , /* the key */ "
    "FOREIGN"
    " /**/ KEY -- x\n (a) REFERENCES /* t2 */ t -- (id)\n)",
    "CREATE TABLE c ( -- references t ,(\n  a int, -- this is a: it's \"odd\n  /* b, ) */ b int\n  , /* the key */ "
    "FOREIGN"
    " /**/ KEY -- x\n (a) REFERENCES /* t2 */ t ON DELETE CASCADE ON UPDATE SET NULL -- (id)\n)",
    "CREATE TABLE c ( -- references t ,(\n  a int, -- this is a: it's \"odd\n  /* b, ) */ b int\n   /* the key */  -- "
    "(id)\n)" },
  { "comment-about-the-column-before", "CREATE TABLE c (a int, -- about a\n  FOREIGN KEY (a) REFERENCES t)",
    "CREATE TABLE c (a int, -- about a\n  FOREIGN KEY (a) REFERENCES t ON DELETE CASCADE ON UPDATE SET NULL)",
    "CREATE TABLE c (a int -- about a\n  )" },
  { "words-in-expressions",
    "CREATE TABLE c (x text DEFAULT ('references t (id), foreign key (a)') CHECK (x <> 'it''s ) a'), a int DEFAULT (1 "
    "+ "
    "(2)) REFERENCES t (id) ON DELETE NO ACTION CHECK (a > 0), g int GENERATED ALWAYS AS (a * (2)) STORED)",
    "CREATE TABLE c (x text DEFAULT ('references t (id), foreign key (a)') CHECK (x <> 'it''s ) a'), a int DEFAULT (1 "
    "+ "
    "(2)) REFERENCES t (id) ON UPDATE SET NULL ON DELETE CASCADE CHECK (a > 0), g int GENERATED ALWAYS AS (a * (2)) "
    "STORED)",
    "CREATE TABLE c (x text DEFAULT ('references t (id), foreign key (a)') CHECK (x <> 'it''s ) a'), a int DEFAULT (1 "
    "+ "
    "(2)) CHECK (a > 0), g int GENERATED ALWAYS AS (a * (2)) STORED)" },
  { "all-parts-of-a-key",
    "CREATE TABLE c (a int, CONSTRAINT k FOREIGN KEY (a) REFERENCES t (id) MATCH FULL ON UPDATE CASCADE ON DELETE SET "
    "DEFAULT NOT DEFERRABLE INITIALLY IMMEDIATE, CHECK (a))",
    "CREATE TABLE c (a int, CONSTRAINT k FOREIGN KEY (a) REFERENCES t (id) MATCH FULL ON UPDATE SET NULL ON DELETE "
    "CASCADE NOT DEFERRABLE INITIALLY IMMEDIATE, CHECK (a))",
    "CREATE TABLE c (a int, CHECK (a))" },
  { "deferred",
    "CREATE TABLE c (a int REFERENCES t (id) MATCH SIMPLE ON UPDATE CASCADE ON DELETE SET DEFAULT DEFERRABLE INITIALLY "
    "DEFERRED NOT NULL, b int)",
    "CREATE TABLE c (a int REFERENCES t (id) MATCH SIMPLE ON UPDATE SET NULL ON DELETE CASCADE DEFERRABLE INITIALLY "
    "DEFERRED NOT NULL, b int)",
    "CREATE TABLE c (a int NOT NULL, b int)" },
  { "not-deferrable-of-a-table",
    "CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES t (id) NOT DEFERRABLE INITIALLY IMMEDIATE)",
    "CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL NOT DEFERRABLE "
    "INITIALLY IMMEDIATE)",
    "CREATE TABLE c (a int)" },
  { "constraints-without-commas",
    "CREATE TABLE c (a int, b int, PRIMARY KEY (b) CONSTRAINT k FOREIGN KEY (a) REFERENCES t CONSTRAINT u UNIQUE (a))",
    "CREATE TABLE c (a int, b int, PRIMARY KEY (b) CONSTRAINT k FOREIGN KEY (a) REFERENCES t ON DELETE CASCADE ON "
    "UPDATE SET NULL CONSTRAINT u UNIQUE (a))",
    "CREATE TABLE c (a int, b int, PRIMARY KEY (b) CONSTRAINT u UNIQUE (a))" },
  { "first-constraint-without-comma-after", "CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES t UNIQUE (a))",
    "CREATE TABLE c (a int, FOREIGN KEY (a) REFERENCES t ON DELETE CASCADE ON UPDATE SET NULL UNIQUE (a))",
    "CREATE TABLE c (a int, UNIQUE (a))" },
  { "words-that-touch", "CREATE TABLE c (a int REFERENCES\"t\"NOT NULL)",
    "CREATE TABLE c (a int REFERENCES\"t\" ON DELETE CASCADE  ON UPDATE SET NULL NOT NULL)",
    "CREATE TABLE c (a int NOT NULL)" },
  { "composite-keys-stay",
    "CREATE TABLE c (a int, b int, FOREIGN KEY (a, b) REFERENCES t (x, y), FOREIGN KEY (a) REFERENCES t (id))",
    "CREATE TABLE c (a int, b int, FOREIGN KEY (a, b) REFERENCES t (x, y), FOREIGN KEY (a) REFERENCES t (id) ON DELETE "
    "CASCADE ON UPDATE SET NULL)",
    "CREATE TABLE c (a int, b int, FOREIGN KEY (a, b) REFERENCES t (x, y))" },
  { "only-a-composite-key", "CREATE TABLE c (a int, b int, FOREIGN KEY (a, b) REFERENCES t (x, y))", NULL, NULL },
  { "keys-to-others-stay", "CREATE TABLE c (a int REFERENCES o (id) REFERENCES t (id), b int REFERENCES t (id))",
    "CREATE TABLE c (a int REFERENCES o (id) REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL, b int REFERENCES "
    "t "
    "(id))",
    "CREATE TABLE c (a int REFERENCES o (id), b int REFERENCES t (id))" },
  { "two-keys-to-the-same", "CREATE TABLE c (a int REFERENCES t (id), FOREIGN KEY (a) REFERENCES t (id))",
    "CREATE TABLE c (a int REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL, FOREIGN KEY (a) REFERENCES t (id) "
    "ON "
    "DELETE CASCADE ON UPDATE SET NULL)",
    "CREATE TABLE c (a int)" },
  { "the-last-action-counts", "CREATE TABLE c (a int REFERENCES t ON DELETE RESTRICT ON DELETE SET NULL)",
    "CREATE TABLE c (a int REFERENCES t ON UPDATE SET NULL ON DELETE RESTRICT ON DELETE CASCADE)",
    "CREATE TABLE c (a int)" },
  { "after-the-columns", "CREATE TABLE c (a text PRIMARY KEY REFERENCES t (id)) WITHOUT ROWID, STRICT",
    "CREATE TABLE c (a text PRIMARY KEY REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL) WITHOUT ROWID, STRICT",
    "CREATE TABLE c (a text PRIMARY KEY) WITHOUT ROWID, STRICT" },
  { "names-that-are-keywords", "CREATE TABLE c (\"references\" int, \"foreign\" int, a int REFERENCES t (\"on\") )",
    "CREATE TABLE c (\"references\" int, \"foreign\" int, a int REFERENCES t (\"on\") ON DELETE CASCADE ON UPDATE SET "
    "NULL )",
    "CREATE TABLE c (\"references\" int, \"foreign\" int, a int )" },
  { "collations-and-types",
    "CREATE TABLE c (a varchar(10, 2) COLLATE nocase REFERENCES t (id), b, FOREIGN KEY (b) REFERENCES o)",
    "CREATE TABLE c (a varchar(10, 2) COLLATE nocase REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL, b, "
    "FOREIGN "
    "KEY (b) REFERENCES o)",
    "CREATE TABLE c (a varchar(10, 2) COLLATE nocase, b, FOREIGN KEY (b) REFERENCES o)" },
  { "another-column", "CREATE TABLE c (a int, b int REFERENCES t (id), ab int REFERENCES t (id))", NULL, NULL },
};

static char *
read_pragma (const char *sql, const char *pragma)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  GString *text = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, NULL);
  g_test_message ("%s", sql);
  g_assert_cmpstr (sqlite3_errmsg (db), ==, "not an error");
  g_assert_cmpint (sqlite3_prepare_v2 (db, pragma, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        g_string_append_printf (text, "%s|", (const char *) sqlite3_column_text (statement, i));
      g_string_append_c (text, '\n');
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

/* What SQLite itself reads in a text must agree with what was meant. */
static void
assert_read_as (const char *before, const char *after, const char *ours)
{
  static const char columns[] = "SELECT * FROM pragma_table_xinfo ('c')";
  static const char others[] =
    "SELECT \"from\", \"table\", \"to\", on_update, on_delete FROM pragma_foreign_key_list "
    "('c') WHERE NOT (\"from\" = 'a' COLLATE nocase AND \"table\" = 't' COLLATE nocase AND id "
    "NOT IN (SELECT id FROM pragma_foreign_key_list ('c') WHERE seq > 0)) ORDER BY 1, 2, 3";
  static const char own[] =
    "SELECT DISTINCT on_update, on_delete FROM pragma_foreign_key_list ('c') WHERE \"from\" = 'a' "
    "COLLATE nocase AND \"table\" = 't' COLLATE nocase AND id NOT IN (SELECT id FROM "
    "pragma_foreign_key_list ('c') WHERE seq > 0)";
  g_autofree char *columns_before = read_pragma (before, columns);
  g_autofree char *columns_after = read_pragma (after, columns);
  g_autofree char *others_before = read_pragma (before, others);
  g_autofree char *others_after = read_pragma (after, others);
  g_autofree char *own_after = read_pragma (after, own);

  g_assert_cmpstr (columns_before, ==, columns_after);
  g_assert_cmpstr (others_before, ==, others_after);
  g_assert_cmpstr (own_after, ==, ours);
}

static void
assert_result (const Case *expectation, const char *actual, const char *expected, const GError *error, const char *ours)
{
  if (expected == NULL)
    {
      g_assert_null (actual);
      g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (actual, ==, expected);
  assert_read_as (expectation->sql, actual, ours);
}

static void
test_changes_actions (gconstpointer data)
{
  const Case *expectation = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *changed = rel_ddl_set_actions (expectation->sql, "a", "t", "CASCADE", "SET NULL", &error);

  assert_result (expectation, changed, expectation->changed, error, "SET NULL|CASCADE|\n");
}

static void
test_drops (gconstpointer data)
{
  const Case *expectation = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *dropped = rel_ddl_drop_key (expectation->sql, "a", "t", &error);

  assert_result (expectation, dropped, expectation->dropped, error, "");
}

/* A key that was added, changed and dropped leaves the text as it was. */
static void
test_adds (gconstpointer data)
{
  const Case *expectation = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *added = rel_ddl_add_key (expectation->sql, "k\"k", "a", "new t", "i d", &error);
  g_autofree char *changed = NULL;
  g_autofree char *keys = NULL;
  g_autofree char *dropped = NULL;

  g_assert_no_error (error);
  changed = rel_ddl_set_actions (added, "a", "new t", "RESTRICT", "NO ACTION", &error);
  g_assert_no_error (error);
  keys = read_pragma (changed, "SELECT \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list ('c') WHERE "
                               "\"table\" = 'new t'");
  g_assert_true (g_ascii_strcasecmp (keys, "a|i d|NO ACTION|RESTRICT|\n") == 0);
  dropped = rel_ddl_drop_key (changed, "a", "new t", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dropped, ==, expectation->sql);
}

static void
test_leaves_what_is_not_said (void)
{
  static const char sql[] = "CREATE TABLE c (a int REFERENCES t ON DELETE CASCADE ON UPDATE RESTRICT)";
  g_autofree char *neither = rel_ddl_set_actions (sql, "a", "t", NULL, NULL, NULL);
  g_autofree char *one = rel_ddl_set_actions (sql, "a", "t", "NO ACTION", NULL, NULL);

  g_assert_cmpstr (neither, ==, sql);
  g_assert_cmpstr (one, ==, "CREATE TABLE c (a int REFERENCES t ON DELETE NO ACTION ON UPDATE RESTRICT)");
}

/* No SQLite keeps such texts, but a damaged file may hold anything. */
static void
test_refuses_other_texts (void)
{
  static const char *const texts[] = {
    "",
    "CREATE",
    "CREATE TABLE c",
    "CREATE TABLE c (a int REFERENCES t",
    "CREATE TABLE c (a int) REFERENCES t)",
    "CREATE TABLE c (a int 'REFERENCES t)",
    "CREATE TABLE c (a int /* REFERENCES t)",
    "CREATE TABLE c (a REFERENCES)",
    "CREATE TABLE c (a, FOREIGN",
    "CREATE TABLE c (a, FOREIGN KEY)",
    "CREATE TABLE c (a, FOREIGN KEY () REFERENCES t)",
    "CREATE TABLE c (a, FOREIGN KEY (a))",
    "CREATE TABLE c (a, FOREIGN KEY (a) REFERENCES (t))",
    "CREATE TABLE c ()",
    "CREATE VIRTUAL TABLE c USING fts5 (a)",
    "CREATE INDEX c ON t (a)",
    "CREATE VIEW c AS SELECT (a) FROM t",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *dropped = rel_ddl_drop_key (texts[i], "a", "t", &error);
      g_autofree char *changed = rel_ddl_set_actions (texts[i], "a", "t", "CASCADE", NULL, NULL);

      g_test_message ("%s", texts[i]);
      g_assert_null (dropped);
      g_assert_null (changed);
      g_assert_nonnull (error);
    }
}

/* Whatever is cut off or taken out of a text, nothing is read beyond its end. */
static void
test_survives_damage (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].sql);

      for (gsize at = 0; at < length; at++)
        {
          g_autofree char *cut = g_strndup (cases[i].sql, at);
          g_autofree char *without = g_strconcat (cut, cases[i].sql + at + 1, NULL);
          g_autofree char *first = rel_ddl_drop_key (cut, "a", "t", NULL);
          g_autofree char *second = rel_ddl_set_actions (without, "a", "t", "CASCADE", "RESTRICT", NULL);
          g_autofree char *third = rel_ddl_add_key (without, "k", "a", "t", "id", NULL);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *changes = g_strconcat ("/server/ddl/changes-actions/", cases[i].name, NULL);
      g_autofree char *drops = g_strconcat ("/server/ddl/drops/", cases[i].name, NULL);
      g_autofree char *adds = g_strconcat ("/server/ddl/adds/", cases[i].name, NULL);

      g_test_add_data_func (changes, &cases[i], test_changes_actions);
      g_test_add_data_func (drops, &cases[i], test_drops);
      g_test_add_data_func (adds, &cases[i], test_adds);
    }
  g_test_add_func ("/server/ddl/leaves-what-is-not-said", test_leaves_what_is_not_said);
  g_test_add_func ("/server/ddl/refuses-other-texts", test_refuses_other_texts);
  g_test_add_func ("/server/ddl/survives-damage", test_survives_damage);

  return g_test_run ();
}
