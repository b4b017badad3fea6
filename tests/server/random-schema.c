/* random-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Databases as people make them by hand: every way to write a key, all that can hang on a
 * table, and names that have to be quoted.
 */

#include "random-schema.h"

#include <string.h>

#include <sqlite3.h>

#define MAX_ROWS 12

static const char *const table_names[] = { "order",  "select", "naïve", "it's",       "say \"hi\"", "two words", "a-b",
                                           "Группа", "😀",      "[x]",   "semi;colon", "plain",      NULL };
static const char *const column_names[] = { "from", "group", "größe", "who's", "a \"b\"", "c d",
                                            "x.y",  "😀",     "ref",   "Ref2",  NULL };
static const char *const actions[] = { "NO ACTION", "SET NULL", "SET DEFAULT", "CASCADE", "RESTRICT", NULL };
static const char *const defaults[] = {
  "", " DEFAULT 1", " DEFAULT 'it''s, (a) default'", " DEFAULT (abs (-3) + 1)", " DEFAULT CURRENT_TIMESTAMP", NULL
};
static const char *const constraints[] = { "", " COLLATE NOCASE", " CHECK (length (1) > 0)", " /* REFERENCES x (y) */",
                                           NULL };

const char *
random_pick (const char *const *strings)
{
  return strings[g_test_rand_int_range (0, g_strv_length ((char **) strings))];
}

static gboolean
toss (void)
{
  return g_test_rand_bit ();
}

static void
column_free (gpointer data)
{
  RandomColumn *self = data;

  g_free (self->name);
  g_free (self);
}

static void
table_free (gpointer data)
{
  RandomTable *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/* Adds SQL in which `%w` is a name within quotes. */
G_GNUC_PRINTF (2, 0)
static void
add_formatted (GString *sql, const char *format, va_list values)
{
  char *text = sqlite3_vmprintf (format, values);

  g_string_append (sql, text);
  sqlite3_free (text);
}

static void
add (GString *sql, const char *format, ...)
{
  va_list values;

  va_start (values, format);
  add_formatted (sql, format, values);
  va_end (values);
}

static RandomTable *
pick_target (RandomSchema *self, RandomTable *table)
{
  guint at = g_test_rand_int_range (0, self->tables->len + 1);

  return at < self->tables->len ? g_ptr_array_index (self->tables, at) : table;
}

static void
add_actions (GString *sql)
{
  if (toss ())
    g_string_append_printf (sql, " ON DELETE %s", random_pick (actions));
  if (toss ())
    g_string_append_printf (sql, "\n\tON UPDATE %s", random_pick (actions));
  if (g_test_rand_int_range (0, 4) == 0)
    g_string_append (sql, " DEFERRABLE INITIALLY DEFERRED");
}

static void
add_reference (GString *sql, RandomTable *target)
{
  add (sql, toss () ? " REFERENCES \"%w\" (id)" : " references \"%w\"(\"id\")", target->name);
  add_actions (sql);
}

/* A column that holds ids of some table, with a key or without. */
static void
add_id_column (RandomSchema *self, RandomTable *table, guint at, GString *columns, GString *keys)
{
  RandomColumn *column = g_new0 (RandomColumn, 1);
  RandomTable *target = pick_target (self, table);

  column->name = g_strdup_printf ("%s%u", random_pick (column_names), at);
  column->is_spare = g_test_rand_int_range (0, 3) == 0;
  g_ptr_array_add (table->columns, column);

  add (columns, ", \"%w\" %s", column->name, target->has_text_key ? "TEXT" : "INTEGER");
  if (column->is_spare)
    return;
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      add_reference (columns, target);
      break;
    case 1:
      add (keys, ",\n  CONSTRAINT \"key of %w\" FOREIGN KEY (\"%w\")", column->name, column->name);
      add_reference (keys, target);
      break;
    default:
      break;
    }
}

static void
add_value_column (GString *columns, guint at)
{
  static const char *const types[] = { "", " INTEGER", " TEXT", " VARCHAR(255)", " REAL", " BLOB", NULL };
  const char *usual = random_pick (defaults);

  g_string_append_printf (columns, ", value%u%s%s%s%s", at, random_pick (types), usual,
                          *usual != '\0' && toss () ? " NOT NULL" : "", random_pick (constraints));
}

static void
add_table (RandomSchema *self, RandomTable *table, GString *sql)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) keys = g_string_new (NULL);
  guint n_ids = g_test_rand_int_range (1, 5);
  gboolean is_strict_key = toss ();

  if (table->has_text_key)
    g_string_append (columns, "id TEXT PRIMARY KEY NOT NULL");
  else
    g_string_append (columns,
                     is_strict_key ? "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL" : "\"id\" integer primary key");
  for (guint i = 0; i < n_ids; i++)
    add_id_column (self, table, i, columns, keys);
  for (guint i = 0; i < 3; i++)
    add_value_column (columns, i);
  if (toss ())
    g_string_append_printf (columns, ", twice GENERATED ALWAYS AS (value0 || '-' || value1) %s",
                            toss () ? "VIRTUAL" : "STORED");
  if (toss ())
    g_string_append (keys, ", UNIQUE (id, value2) -- the end\n");

  add (sql, "CREATE TABLE \"%w\" (%s%s)%s;\n", table->name, columns->str, keys->str,
       table->has_text_key && toss () ? " WITHOUT ROWID" : "");
}

static void
add_rows (RandomTable *table, GString *sql)
{
  guint n_rows = g_test_rand_int_range (0, MAX_ROWS);

  for (guint i = 1; i <= n_rows; i++)
    add (sql,
         table->has_text_key ? "INSERT INTO \"%w\" (id, value0) VALUES ('k%u', %d);\n"
                             : "INSERT INTO \"%w\" (id, value0) VALUES (%u, %d);\n",
         table->name, i, g_test_rand_int_range (0, 100));

  /* Some refer to a row of their own table, which keys to other tables then forbid. */
  for (guint i = 0; i < table->columns->len && n_rows > 0; i++)
    {
      RandomColumn *column = g_ptr_array_index (table->columns, i);

      if (toss ())
        add (sql, "UPDATE OR IGNORE \"%w\" SET \"%w\" = (SELECT min (id) FROM \"%w\") WHERE id %% 2 = 0;\n",
             table->name, column->name, table->name);
    }
  add (sql, "DELETE FROM \"%w\" WHERE id = %u OR id = 'k%u';\n", table->name, n_rows, n_rows);
}

/* What hangs on a table; none of it touches the columns that are spare. */
static void
add_hangers_on (RandomTable *table, guint number, GString *sql)
{
  RandomColumn *column = g_ptr_array_index (table->columns, 0);

  if (toss ())
    add (sql, "CREATE INDEX \"index %u\" ON \"%w\" (value0, lower (value1) DESC) WHERE value2 IS NOT NULL;\n", number,
         table->name);
  if (!column->is_spare && toss ())
    add (sql, "CREATE INDEX \"%w's index %u\" ON \"%w\" (\"%w\" COLLATE NOCASE);\n", column->name, number, table->name,
         column->name);
  if (toss ())
    add (sql,
         "CREATE TRIGGER \"trigger %u\" AFTER UPDATE OF value0 ON \"%w\" WHEN new.value0 <> 5 BEGIN INSERT INTO log "
         "VALUES (new.id); END;\n",
         number, table->name);
  if (toss ())
    add (sql, "CREATE VIEW \"view %u\" AS SELECT a.id, a.value0 FROM \"%w\" AS a JOIN \"%w\" AS b ON b.id = a.id;\n",
         number, table->name, table->name);
}

void
random_schema_init (RandomSchema *self)
{
  GString *sql = g_string_new ("CREATE TABLE log (what);\n");
  guint n_tables = g_test_rand_int_range (2, 6);
  guint first = g_test_rand_int_range (0, G_N_ELEMENTS (table_names) - 1);

  self->tables = g_ptr_array_new_with_free_func (table_free);
  for (guint i = 0; i < n_tables; i++)
    {
      RandomTable *table = g_new0 (RandomTable, 1);

      table->name = g_strdup (table_names[(first + i) % (G_N_ELEMENTS (table_names) - 1)]);
      table->has_text_key = g_test_rand_int_range (0, 3) == 0;
      table->columns = g_ptr_array_new_with_free_func (column_free);
      add_table (self, table, sql);
      g_ptr_array_add (self->tables, table);
    }
  for (guint i = 0; i < n_tables; i++)
    {
      add_rows (g_ptr_array_index (self->tables, i), sql);
      add_hangers_on (g_ptr_array_index (self->tables, i), i, sql);
    }
  self->sql = g_string_free (sql, FALSE);
}

void
random_schema_clear (RandomSchema *self)
{
  g_ptr_array_unref (self->tables);
  g_free (self->sql);
}
