/* test-ddl-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns in the text of a CREATE TABLE. Each text that comes out is given to SQLite as well.
 */

#include <sqlite3.h>

#include "rel-ddl-column.h"
#include "rel-error.h"

typedef struct
{
  const char *name;
  const char *sql;
  const char *column;
  RelDdlColumnChange change;
  const char *expected;
} ChangeCase;

#define TABLE(column) "CREATE TABLE t (id INTEGER PRIMARY KEY, " column ", z INT)"

static const ChangeCase change_cases[] = {
  { "type", TABLE ("a varchar(20) null"), "a", { "integer" }, TABLE ("a integer null") },
  { "type-of-several-words", TABLE ("a UNSIGNED BIG INT DEFAULT 1"), "a", { "text" }, TABLE ("a text DEFAULT 1") },
  { "type-where-none-is", TABLE ("a"), "a", { "text" }, TABLE ("a text") },
  { "type-where-none-is-before-check",
    TABLE ("\"a\"CHECK (a > 1)"),
    "a",
    { "text" },
    TABLE ("\"a\" text CHECK (a > 1)") },
  { "default", TABLE ("a INT DEFAULT 5 NOT NULL"), "a", { NULL, TRUE, "'7'" }, TABLE ("a INT DEFAULT '7' NOT NULL") },
  { "default-added", TABLE ("a INT NOT NULL"), "a", { NULL, TRUE, "'7'" }, TABLE ("a INT DEFAULT '7' NOT NULL") },
  { "default-taken", TABLE ("a INT DEFAULT (1 + (2)) NOT NULL"), "a", { NULL, TRUE, NULL }, TABLE ("a INT NOT NULL") },
  { "default-null-not-null",
    TABLE ("a INT DEFAULT NULL NOT NULL"),
    "a",
    { NULL, TRUE, NULL },
    TABLE ("a INT NOT NULL") },
  { "default-with-sign",
    TABLE ("a INT DEFAULT -1.5e3 CHECK (a < 5)"),
    "a",
    { NULL, TRUE, "'2'" },
    TABLE ("a INT DEFAULT '2' CHECK (a < 5)") },
  { "default-with-comma",
    TABLE ("a TEXT DEFAULT 'x, NOT NULL'"),
    "a",
    { NULL, TRUE, "'2'" },
    TABLE ("a TEXT DEFAULT '2'") },
  { "not-null", TABLE ("a INT null"), "a", { .nullable = REL_DDL_NOT_NULL }, TABLE ("a INT NOT NULL") },
  { "not-null-added",
    TABLE ("a INT REFERENCES t (id) ON DELETE SET NULL"),
    "a",
    { .nullable = REL_DDL_NOT_NULL },
    TABLE ("a INT NOT NULL REFERENCES t (id) ON DELETE SET NULL") },
  { "not-null-stays",
    TABLE ("a INT NOT NULL ON CONFLICT IGNORE"),
    "a",
    { .nullable = REL_DDL_NOT_NULL },
    TABLE ("a INT NOT NULL ON CONFLICT IGNORE") },
  { "nullable",
    TABLE ("a INT NOT NULL ON CONFLICT IGNORE DEFAULT 3"),
    "a",
    { .nullable = REL_DDL_NULLABLE },
    TABLE ("a INT DEFAULT 3") },
  { "nullable-keeps-key",
    TABLE ("a INT REFERENCES t (id) ON DELETE SET NULL NOT DEFERRABLE NOT NULL"),
    "a",
    { .nullable = REL_DDL_NULLABLE },
    TABLE ("a INT REFERENCES t (id) ON DELETE SET NULL NOT DEFERRABLE") },
  { "all-at-once",
    TABLE ("a INT null default 4"),
    "a",
    { "text", TRUE, "'x'", REL_DDL_NOT_NULL },
    TABLE ("a text NOT NULL DEFAULT 'x'") },
  { "comments-stay",
    TABLE ("a /* NOT NULL, */ INT -- DEFAULT 1\n NOT NULL"),
    "a",
    { .nullable = REL_DDL_NULLABLE },
    TABLE ("a /* NOT NULL, */ INT -- DEFAULT 1\n ") },
  { "names-in-all-quotes",
    TABLE ("[a b] INT, `c``d` INT, 'e' INT, \"f\"\"g\" INT"),
    "c`d",
    { "text" },
    TABLE ("[a b] INT, `c``d` text, 'e' INT, \"f\"\"g\" INT") },
  { "generated-beside",
    TABLE ("a INT, b INT GENERATED ALWAYS AS (a * 2) STORED NOT NULL"),
    "a",
    { "bigint" },
    TABLE ("a bigint, b INT GENERATED ALWAYS AS (a * 2) STORED NOT NULL") },
  { "keyword-as-name",
    TABLE ("\"default\" INT DEFAULT 2"),
    "default",
    { NULL, TRUE, NULL },
    TABLE ("\"default\" INT") },
};

typedef struct
{
  const char *name;
  const char *sql;
  const char *column;
  const char *expected;
} DropCase;

static const DropCase drop_cases[] = {
  { "middle", "CREATE TABLE t (a INT, b INT UNIQUE, c INT)", "b", "CREATE TABLE t (a INT, c INT)" },
  { "first", "CREATE TABLE t (a INT, b INT)", "a", "CREATE TABLE t ( b INT)" },
  { "last", "CREATE TABLE t (a INT, b DECIMAL (5, 2) DEFAULT (1 + 2))", "b", "CREATE TABLE t (a INT)" },
  { "with-constraints",
    "CREATE TABLE t (a INT, b INT, c INT UNIQUE CHECK (c > 1), UNIQUE (a, b) ON CONFLICT IGNORE, CONSTRAINT k FOREIGN "
    "KEY (b) REFERENCES u (x) ON DELETE SET NULL, CHECK (a > 1), UNIQUE (a))",
    "b", "CREATE TABLE t (a INT, c INT UNIQUE CHECK (c > 1), CHECK (a > 1), UNIQUE (a))" },
  { "constraints-without-commas", "CREATE TABLE t (a INT, b INT, UNIQUE (b) CHECK (a > 1) UNIQUE (a, b))", "b",
    "CREATE TABLE t (a INT, CHECK (a > 1))" },
  { "comment-of-the-column-before", "CREATE TABLE t (a INT, -- of a\n b INT)", "b",
    "CREATE TABLE t (a INT -- of a\n )" },
};

static void
assert_sql_reads (const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_test_message ("%s", sql);
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_assert_cmpstr (sqlite3_errmsg (db), ==, "not an error");
  sqlite3_close (db);
}

static void
test_change (gconstpointer data)
{
  const ChangeCase *expectation = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *actual = rel_ddl_column_change (expectation->sql, expectation->column, &expectation->change, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (actual, ==, expectation->expected);
  assert_sql_reads (actual);
}

static void
test_drop (gconstpointer data)
{
  const DropCase *expectation = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *actual = rel_ddl_column_drop (expectation->sql, expectation->column, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (actual, ==, expectation->expected);
  assert_sql_reads (actual);
}

static void
test_rename (void)
{
  static const char *const texts[] = { "CREATE TABLE t (a INT)", "CREATE TABLE \"t\" (a INT)",
                                       "CREATE TABLE IF NOT EXISTS main.t(a INT)", "CREATE TABLE/* t */`t`(a INT)" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *actual = rel_ddl_column_rename_table (texts[i], "new `t`", &error);

      g_assert_no_error (error);
      g_assert_true (g_str_has_suffix (actual, "(a INT)"));
      g_assert_nonnull (g_strstr_len (actual, -1, "`new ``t```"));
      assert_sql_reads (actual);
    }
}

static void
test_refuses (void)
{
  static const RelDdlColumnChange change = { "text" };
  g_autoptr (GError) error = NULL;

  g_assert_null (rel_ddl_column_change (TABLE ("a INT"), "b", &change, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rel_ddl_column_drop ("CREATE VIRTUAL TABLE t USING fts5 (a)", "a", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (rel_ddl_column_rename_table ("CREATE TABLE t (a INT", "u", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (change_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/server/ddl-column/change/", change_cases[i].name, NULL);

      g_test_add_data_func (path, &change_cases[i], test_change);
    }
  for (guint i = 0; i < G_N_ELEMENTS (drop_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/server/ddl-column/drop/", drop_cases[i].name, NULL);

      g_test_add_data_func (path, &drop_cases[i], test_drop);
    }
  g_test_add_func ("/server/ddl-column/rename-table", test_rename);
  g_test_add_func ("/server/ddl-column/refuses", test_refuses);

  return g_test_run ();
}
