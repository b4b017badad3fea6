/* test-impact-sqlite.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the model says of a deletion, beside what SQLite does. Tables, columns and foreign keys
 * are random; the seed is printed, and `--seed` takes it.
 *
 * In each table there is an item 1, which refers to the items 1 of others and is deleted if its
 * collection is reached, an item 2, which nothing happens to, and for each relation an item that
 * refers to an item 1 by this relation alone. So each relation shows what it does.
 */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "rel-action.h"
#include "rel-impact.h"
#include "rel-snapshot.h"

#define N_SCHEMAS     400
#define MAX_TABLES    7
#define MAX_COLUMNS   4
#define FIRST_WITNESS 10
#define DEFAULT_ITEM  2

/* A column that refers to a table. */
typedef struct
{
  guint table;
  guint related;
  gboolean has_key;
  RelAction action;
  gboolean nullable;
  gboolean has_default;
} Column;

typedef struct
{
  guint n_tables;
  Column columns[MAX_TABLES * MAX_COLUMNS];
  guint n_columns;
} Plan;

static void
plan_make (Plan *plan)
{
  plan->n_columns = 0;
  plan->n_tables = g_test_rand_int_range (1, MAX_TABLES + 1);
  for (guint t = 0; t < plan->n_tables; t++)
    {
      guint n_columns = g_test_rand_int_range (0, MAX_COLUMNS + 1);

      for (guint i = 0; i < n_columns; i++)
        {
          Column *column = &plan->columns[plan->n_columns++];

          *column = (Column){ .table = t,
                              .related = g_test_rand_int_range (0, plan->n_tables),
                              .has_key = g_test_rand_int_range (0, 6) > 0,
                              .action = g_test_rand_int_range (0, REL_ACTION_CASCADE + 1),
                              .nullable = g_test_rand_int_range (0, 4) > 0,
                              .has_default = g_test_rand_bit () };
          /* Half of the schemas would otherwise refuse at once. */
          if (g_test_rand_bit () && column->action < REL_ACTION_SET_NULL)
            column->action = REL_ACTION_CASCADE;
        }
    }
}

static RelSchema *
plan_load (const Plan *plan)
{
  g_autoptr (GString) collections = g_string_new (NULL);
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autoptr (GString) relations = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  RelSchema *schema;

  for (guint t = 0; t < plan->n_tables; t++)
    {
      g_string_append_printf (collections, "%s{\"collection\":\"t%u\",\"schema\":{\"name\":\"t%u\"}}", t > 0 ? "," : "",
                              t, t);
      g_string_append_printf (fields,
                              "%s{\"collection\":\"t%u\",\"field\":\"id\",\"schema\":{\"is_primary_key\":true}}",
                              t > 0 ? "," : "", t);
    }
  for (guint c = 0; c < plan->n_columns; c++)
    {
      const Column *column = &plan->columns[c];

      g_string_append_printf (fields,
                              ",{\"collection\":\"t%u\",\"field\":\"c%u\",\"schema\":{\"is_nullable\":%s,"
                              "\"default_value\":%s}}",
                              column->table, c, column->nullable ? "true" : "false",
                              column->has_default ? G_STRINGIFY (DEFAULT_ITEM) : "null");
      g_string_append_printf (relations, "%s{\"collection\":\"t%u\",\"field\":\"c%u\",", c > 0 ? "," : "",
                              column->table, c);
      if (column->has_key)
        g_string_append_printf (relations,
                                "\"related_collection\":\"t%u\",\"schema\":{\"on_delete\":\"%s\"},\"meta\":null}",
                                column->related, rel_action_get_id (column->action));
      else
        g_string_append_printf (relations,
                                "\"related_collection\":null,\"schema\":null,\"meta\":{\"one_collection\":\"t%u\"}}",
                                column->related);
    }
  text = g_strdup_printf ("{\"collections\":[%s],\"fields\":[%s],\"relations\":[%s]}", collections->str, fields->str,
                          relations->str);
  bytes = g_bytes_new (text, strlen (text));
  schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, &error);
  g_assert_no_error (error);
  return schema;
}

static void
run (sqlite3 *db, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static void
insert (sqlite3 *db, const Plan *plan, guint table, guint item, guint pointing)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO t%u VALUES (%u", table, item);
  for (guint c = 0; c < plan->n_columns; c++)
    {
      const Column *column = &plan->columns[c];
      gboolean to_first = item == 1 ? column->related != table : c == pointing;

      if (column->table == table)
        g_string_append_printf (sql, ", %d", to_first ? 1 : DEFAULT_ITEM);
    }
  g_string_append (sql, ")");
  run (db, "%s", sql->str);
}

static void
create_table (sqlite3 *db, const Plan *plan, guint table)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE t%u (id INTEGER PRIMARY KEY", table);
  for (guint c = 0; c < plan->n_columns; c++)
    {
      const Column *column = &plan->columns[c];

      if (column->table != table)
        continue;
      g_string_append_printf (sql, ", c%u INTEGER%s%s", c, column->nullable ? "" : " NOT NULL",
                              column->has_default ? " DEFAULT " G_STRINGIFY (DEFAULT_ITEM) : "");
      if (column->has_key)
        g_string_append_printf (sql, " REFERENCES t%u (id) ON DELETE %s", column->related,
                                rel_action_get_id (column->action));
    }
  g_string_append (sql, ")");
  run (db, "%s", sql->str);
}

static sqlite3 *
fill (const Plan *plan)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  run (db, "PRAGMA foreign_keys = OFF");
  for (guint t = 0; t < plan->n_tables; t++)
    {
      create_table (db, plan, t);
      insert (db, plan, t, 1, G_MAXUINT);
      insert (db, plan, t, DEFAULT_ITEM, G_MAXUINT);
    }
  for (guint c = 0; c < plan->n_columns; c++)
    insert (db, plan, plan->columns[c].table, FIRST_WITNESS + c, c);
  run (db, "PRAGMA foreign_keys = ON");
  return db;
}

/* What is in a column: -1 without the item, 0 for null. */
static int
read_value (sqlite3 *db, guint table, guint item, guint column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT c%u FROM t%u WHERE id = %u", column, table, item);
  sqlite3_stmt *statement;
  int value = -1;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

static guint
count_items (sqlite3 *db, guint table, guint item)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM t%u WHERE id = %u", table, item);
  sqlite3_stmt *statement;
  guint count;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  count = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return count;
}

/* What the model says: of each column its place in the tree, and which tables lose their item 1. */
typedef struct
{
  const RelImpactNode *nodes[MAX_TABLES * MAX_COLUMNS];
  gboolean deleted[MAX_TABLES];
} Said;

static guint
get_number (const char *name)
{
  return g_ascii_strtoull (name + 1, NULL, 10);
}

static void
read_nodes (Said *said, GPtrArray *nodes, const char *related)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const RelImpactNode *node = g_ptr_array_index (nodes, i);
      const char *collection = rel_relation_get_collection (node->relation);
      guint column = get_number (rel_relation_get_field (node->relation));

      g_assert_cmpstr (node->related, ==, related);
      g_assert_null (said->nodes[column]);
      said->nodes[column] = node;
      if (node->effect == REL_IMPACT_DELETED)
        {
          g_assert_true (!node->repeated || node->children->len == 0);
          said->deleted[get_number (collection)] = TRUE;
        }
      read_nodes (said, node->children, collection);
    }
}

/* What is in a column that referred to an item 1, by what the model says. */
static int
expect_value (const Said *said, guint column)
{
  const RelImpactNode *node = said->nodes[column];

  if (node == NULL)
    return 1;
  switch (node->effect)
    {
    case REL_IMPACT_DELETED:
      return -1;
    case REL_IMPACT_NULLED:
      return 0;
    case REL_IMPACT_DEFAULTED:
    case REL_IMPACT_BLOCKED:
      return DEFAULT_ITEM;
    case REL_IMPACT_DANGLING:
    default:
      return 1;
    }
}

static void
compare (sqlite3 *db, const Plan *plan, const Said *said)
{
  for (guint t = 0; t < plan->n_tables; t++)
    {
      g_assert_cmpuint (count_items (db, t, 1), ==, said->deleted[t] ? 0 : 1);
      g_assert_cmpuint (count_items (db, t, DEFAULT_ITEM), ==, 1);
    }
  for (guint c = 0; c < plan->n_columns; c++)
    {
      const Column *column = &plan->columns[c];
      gboolean is_cleared = said->nodes[c] != NULL && said->nodes[c]->effect == REL_IMPACT_BLOCKED;
      int value = read_value (db, column->table, FIRST_WITNESS + c, c);

      g_assert_cmpint (read_value (db, column->table, DEFAULT_ITEM, c), ==, DEFAULT_ITEM);
      g_assert_cmpint (value, ==, is_cleared ? -1 : expect_value (said, c));
      if (!said->deleted[column->table] && column->related != column->table)
        g_assert_cmpint (read_value (db, column->table, 1, c), ==, expect_value (said, c));
    }
}

/* Takes away what refuses the deletion: no more than what the model says. Of @kept, if it is the
 * number of a column, only the item that refers to nothing else. */
static void
clear (sqlite3 *db, const Plan *plan, const Said *said, guint kept)
{
  for (guint c = 0; c < plan->n_columns; c++)
    {
      const RelImpactNode *node = said->nodes[c];

      if (node == NULL || node->effect != REL_IMPACT_BLOCKED)
        continue;
      run (db, "DELETE FROM t%u WHERE id = %u", plan->columns[c].table, FIRST_WITNESS + c);
      if (!node->unless_deleted && c != kept)
        run (db, "UPDATE t%u SET c%u = %d WHERE id = 1", plan->columns[c].table, c, DEFAULT_ITEM);
    }
}

static gboolean
delete_first (sqlite3 *db, guint table)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM t%u WHERE id = 1", table);
  int code = sqlite3_exec (db, sql, NULL, NULL, NULL);

  g_assert_true (code == SQLITE_OK || code == SQLITE_CONSTRAINT);
  return code == SQLITE_OK;
}

/* An item that is deleted for another reason does not keep the one that it refers to, if the
 * key looks at the end: only then the model says so. */
static void
check_unless_deleted (const Plan *plan, const Said *said, guint root)
{
  for (guint c = 0; c < plan->n_columns; c++)
    {
      const Column *column = &plan->columns[c];
      const RelImpactNode *node = said->nodes[c];
      sqlite3 *db;

      if (node == NULL || node->cause != REL_IMPACT_BY_KEY || node->effect != REL_IMPACT_BLOCKED ||
          column->action != REL_ACTION_NO_ACTION || column->table == root || column->table == column->related)
        continue;
      db = fill (plan);
      clear (db, plan, said, c);
      g_assert_cmpint (delete_first (db, root), ==, node->unless_deleted);
      g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
    }
}

static void
test_agrees (void)
{
  guint n_refused = 0;
  guint n_deleted = 0;

  for (guint i = 0; i < N_SCHEMAS; i++)
    {
      Plan plan;
      Said said = { 0 };
      g_autoptr (RelSchema) schema = NULL;
      g_autoptr (RelImpact) impact = NULL;
      guint root;
      g_autofree char *name = NULL;
      gboolean refused;
      sqlite3 *db;

      plan_make (&plan);
      schema = plan_load (&plan);
      root = g_test_rand_int_range (0, plan.n_tables);
      name = g_strdup_printf ("t%u", root);
      impact = rel_impact_new (schema, name, NULL);
      said.deleted[root] = TRUE;
      read_nodes (&said, rel_impact_get_nodes (impact), name);

      db = fill (&plan);
      refused = rel_impact_count (impact, REL_IMPACT_BLOCKED) > 0;
      g_assert_cmpint (delete_first (db, root), ==, !refused);
      if (refused)
        {
          g_assert_cmpuint (count_items (db, root, 1), ==, 1);
          clear (db, &plan, &said, G_MAXUINT);
          g_assert_true (delete_first (db, root));
        }
      compare (db, &plan, &said);
      check_unless_deleted (&plan, &said, root);
      g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
      n_refused += refused ? 1 : 0;
      n_deleted += rel_impact_count (impact, REL_IMPACT_DELETED);
    }
  /* If all were refused, or nothing ever followed, this would say little. */
  g_test_message ("%u of %u refused, %u cascades", n_refused, N_SCHEMAS, n_deleted);
  g_assert_cmpuint (n_refused, >, N_SCHEMAS / 10);
  g_assert_cmpuint (n_refused, <, N_SCHEMAS * 9 / 10);
  g_assert_cmpuint (n_deleted, >, N_SCHEMAS / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/impact/agrees-with-sqlite", test_agrees);

  return g_test_run ();
}
