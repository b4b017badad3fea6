/* rel-db-key.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adds, changes and drops foreign keys of tables that have rows, without touching the rows:
 * only the text of the table is replaced.
 *
 * Each function needs a transaction. Before the caller may end it, SQLite has read the new
 * text, found the columns and all other keys as they were, the wanted key as wanted, and,
 * for a new key, no row that breaks it. If anything differs there is an error, and the
 * caller must take the transaction back.
 */

#include "config.h"

#include "rel-db-key.h"

#include <string.h>

#include "rel-db-text.h"
#include "rel-ddl.h"
#include "rel-error.h"

static const char *const actions[] = { "NO ACTION", "SET NULL", "SET DEFAULT", "CASCADE", "RESTRICT" };

/* Longest name of a constraint that Directus makes. */
#define MAX_NAME 60

/**
 * rel_db_key_get_action:
 * @name: a name, in letters of any size
 *
 * Returns: (transfer none) (nullable): the action of that name, if there is one
 */
const char *
rel_db_key_get_action (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_ascii_strcasecmp (actions[i], name) == 0)
        return actions[i];
    }
  return NULL;
}

/* Names a constraint as Directus does; too long a name ends in a hash of it. */
static char *
dup_constraint_name (const RelDbKeyChange *change)
{
  g_autofree char *table = g_strdelimit (g_strdup (change->table), ".-", '_');
  g_autofree char *joined = g_strdup_printf ("%s_%s_foreign", table, change->column);
  g_autofree char *name = g_utf8_strdown (joined, -1);
  g_autofree char *hash = NULL;
  g_autofree char *start = NULL;

  if (g_utf8_strlen (name, -1) <= MAX_NAME)
    return g_steal_pointer (&name);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, name, -1);
  hash[8] = '\0';
  start = g_utf8_substring (name, 0, MAX_NAME - strlen ("__12345678_foreign"));
  return g_strdup_printf ("%s__%s_foreign", start, hash);
}

static RelDbKey *
find_key (RelDbTable *table, const RelDbKeyChange *change)
{
  for (guint i = 0; i < table->keys->len; i++)
    {
      RelDbKey *key = g_ptr_array_index (table->keys, i);

      if (!key->is_composite && g_ascii_strcasecmp (key->column, change->column) == 0 &&
          g_ascii_strcasecmp (key->to_table, change->to_table) == 0)
        return key;
    }
  return NULL;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All that a table has besides the key in question. */
static char *
describe_rest (RelDbTable *table, const RelDbKeyChange *change)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);

      g_ptr_array_add (lines, g_strdup_printf ("%u %s %s %s %u %d %d %d %d", i, column->name, column->type,
                                               column->default_value != NULL ? column->default_value : "",
                                               column->key_position, column->is_nullable, column->is_generated,
                                               column->is_indexed, column->is_unique));
    }
  for (guint i = 0; i < table->keys->len; i++)
    {
      RelDbKey *key = g_ptr_array_index (table->keys, i);

      if (key->is_composite || g_ascii_strcasecmp (key->column, change->column) != 0 ||
          g_ascii_strcasecmp (key->to_table, change->to_table) != 0)
        g_ptr_array_add (lines, g_strdup_printf ("%d %s %s %s %s %s", key->is_composite, key->column, key->to_table,
                                                 key->to_column != NULL ? key->to_column : "", key->on_update,
                                                 key->on_delete));
    }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Counts only rows that break this key: a database may have broken others long before. */
static gboolean
check_rows (RelDb *db, const RelDbKeyChange *change, RelDbKey *key, GError **error)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db, "SELECT count (*) FROM pragma_foreign_key_check (?) WHERE fkid = ?", error);
  gint64 count;

  if (statement == NULL)
    return FALSE;

  rel_statement_bind_string (statement, 1, change->table);
  rel_statement_bind_int (statement, 2, key->id);
  if (!rel_statement_step (statement, error))
    return FALSE;

  count = rel_statement_get_int (statement, 0);
  if (count == 0)
    return TRUE;

  g_set_error (error, REL_ERROR, REL_ERROR_REFUSED,
               "%" G_GINT64_FORMAT " rows of \"%s\" have a value in \"%s\" that no row of \"%s\" has", count,
               change->table, change->column, change->to_table);
  return FALSE;
}

static gboolean
fail_unexpected (const RelDbKeyChange *change, GError **error)
{
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_DONE, "The key of \"%s\" in \"%s\" cannot be changed safely",
               change->column, change->table);
  return FALSE;
}

/* Puts a new text in the place of the old one and compares what SQLite makes of both. */
static gboolean
rewrite (RelDb *db, const RelDbKeyChange *change, const char *sql, RelDbKey **key, RelDbTable **after, GError **error)
{
  g_autoptr (RelDbTable) before = rel_db_table_read (db, change->table, error);
  g_autofree char *rest_before = NULL;
  g_autofree char *rest_after = NULL;

  if (before == NULL || !rel_db_text_replace (db, change->table, sql, error))
    return FALSE;

  *after = rel_db_table_read (db, change->table, error);
  if (*after == NULL)
    return FALSE;

  rest_before = describe_rest (before, change);
  rest_after = describe_rest (*after, change);
  if (strcmp (rest_before, rest_after) != 0)
    return fail_unexpected (change, error);
  *key = find_key (*after, change);
  return TRUE;
}

static gboolean
key_is_wanted (RelDbKey *key, const RelDbKeyChange *change)
{
  return key != NULL && (change->on_delete == NULL || strcmp (key->on_delete, change->on_delete) == 0) &&
         (change->on_update == NULL || strcmp (key->on_update, change->on_update) == 0);
}

/**
 * rel_db_key_add:
 * @db: a database in a transaction
 * @change: the new key; absent actions are `NO ACTION`
 * @error: (out) (optional): where to put a failure
 *
 * Adds a foreign key to a column.
 *
 * Errors: `REL_ERROR_REFUSED` if there are rows that break the key, else any of
 * [error@Error] when it cannot be done safely.
 *
 * Returns: whether it was done
 */
gboolean
rel_db_key_add (RelDb *db, const RelDbKeyChange *change, GError **error)
{
  g_autofree char *name = dup_constraint_name (change);
  g_autofree char *sql = rel_db_text_read (db, change->table, error);
  g_autofree char *added = NULL;
  g_autofree char *complete = NULL;
  g_autoptr (RelDbTable) after = NULL;
  RelDbKey *key;

  if (sql == NULL)
    return FALSE;
  added = rel_ddl_add_key (sql, name, change->column, change->to_table, change->to_column, error);
  if (added == NULL)
    return FALSE;
  complete = rel_ddl_set_actions (added, change->column, change->to_table, change->on_delete, change->on_update, error);
  if (complete == NULL || !rewrite (db, change, complete, &key, &after, error))
    return FALSE;
  if (!key_is_wanted (key, change))
    return fail_unexpected (change, error);
  return check_rows (db, change, key, error);
}

/**
 * rel_db_key_set_actions:
 * @db: a database in a transaction
 * @change: a key that is there, and what it is to do
 * @error: (out) (optional): where to put a failure
 *
 * Changes what a foreign key does. Which rows break it does not depend on that, so the rows
 * are not looked at.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such key of one column alone, else any of
 * [error@Error] when it cannot be done safely.
 *
 * Returns: whether it was done
 */
gboolean
rel_db_key_set_actions (RelDb *db, const RelDbKeyChange *change, GError **error)
{
  g_autofree char *sql = rel_db_text_read (db, change->table, error);
  g_autofree char *changed = NULL;
  g_autoptr (RelDbTable) after = NULL;
  RelDbKey *key;

  if (sql == NULL)
    return FALSE;
  changed = rel_ddl_set_actions (sql, change->column, change->to_table, change->on_delete, change->on_update, error);
  if (changed == NULL || !rewrite (db, change, changed, &key, &after, error))
    return FALSE;
  return key_is_wanted (key, change) || fail_unexpected (change, error);
}

/**
 * rel_db_key_drop:
 * @db: a database in a transaction
 * @change: a key that is there
 * @error: (out) (optional): where to put a failure
 *
 * Takes a foreign key away. The column and its values stay.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such key of one column alone, else any of
 * [error@Error] when it cannot be done safely.
 *
 * Returns: whether it was done
 */
gboolean
rel_db_key_drop (RelDb *db, const RelDbKeyChange *change, GError **error)
{
  g_autofree char *sql = rel_db_text_read (db, change->table, error);
  g_autofree char *dropped = NULL;
  g_autoptr (RelDbTable) after = NULL;
  RelDbKey *key;

  if (sql == NULL)
    return FALSE;
  dropped = rel_ddl_drop_key (sql, change->column, change->to_table, error);
  if (dropped == NULL || !rewrite (db, change, dropped, &key, &after, error))
    return FALSE;
  return key == NULL || fail_unexpected (change, error);
}
