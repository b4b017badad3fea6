/* rel-db-dependents.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Views and triggers, which name tables and columns. SQLite finds out that something which
 * they name is gone only when they are used, and for a trigger that is every change of its
 * table. So what could be used before a change must be usable after it.
 */

#include "config.h"

#include "rel-db-dependents.h"

#include "rel-error.h"

/* How a view or a trigger can be used. A view can be read, which is all that it is for. */
enum
{
  USE_INSERT = 1 << 0,
  USE_UPDATE = 1 << 1,
  USE_DELETE = 1 << 2,
  USE_ALL = USE_INSERT | USE_UPDATE | USE_DELETE,
};

/* Whether SQLite can prepare a statement; it is not run. */
static gboolean
can_prepare (RelDb *db, const char *sql)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, NULL);

  return statement != NULL;
}

static char *
dup_assignments (RelDb *db, const char *table)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db, "SELECT name FROM pragma_table_xinfo (?) WHERE hidden = 0", NULL);
  GString *assignments = g_string_new (NULL);

  if (statement != NULL)
    rel_statement_bind_string (statement, 1, table);
  while (statement != NULL && rel_statement_step (statement, NULL))
    {
      g_autofree char *column = rel_db_quote (rel_statement_get_string (statement, 0));

      g_string_append_printf (assignments, "%s%s = %s", assignments->len > 0 ? ", " : "", column, column);
    }
  return g_string_free (assignments, FALSE);
}

/* A trigger is used by the statements that fire it: gets which of them can be. A view may have
 * triggers for some of them alone. */
static guint
read_uses (RelDb *db, const char *table)
{
  g_autofree char *quoted = rel_db_quote (table);
  g_autofree char *assignments = dup_assignments (db, table);
  g_autofree char *insertion = g_strdup_printf ("INSERT INTO %s DEFAULT VALUES", quoted);
  g_autofree char *update = g_strdup_printf ("UPDATE %s SET %s", quoted, assignments);
  g_autofree char *deletion = g_strdup_printf ("DELETE FROM %s", quoted);

  return (can_prepare (db, insertion) ? USE_INSERT : 0) | (can_prepare (db, update) ? USE_UPDATE : 0) |
         (can_prepare (db, deletion) ? USE_DELETE : 0);
}

static gboolean
can_select (RelDb *db, const char *view)
{
  g_autofree char *quoted = rel_db_quote (view);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", quoted);

  return can_prepare (db, sql);
}

/**
 * rel_db_dependents_read:
 * @db: a database
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (element-type utf8 guint) (nullable): the names of all views and
 *   triggers, and how they can be used; %NULL on error
 */
GHashTable *
rel_db_dependents_read (RelDb *db, GError **error)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db, "SELECT type, name, tbl_name FROM sqlite_schema WHERE type IN ('view', 'trigger')", error);
  g_autoptr (GHashTable) dependents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;

  while (rel_statement_step (statement, &local_error))
    {
      gboolean is_view = g_str_equal (rel_statement_get_string (statement, 0), "view");
      const char *table = rel_statement_get_string (statement, 2);

      g_hash_table_insert (dependents, g_strdup (rel_statement_get_string (statement, 1)),
                           GUINT_TO_POINTER (is_view ? (can_select (db, table) ? USE_ALL : 0) : read_uses (db, table)));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&dependents);
}

/**
 * rel_db_dependents_are_usable:
 * @self: (element-type utf8 guint): views and triggers
 *
 * Returns: whether all of them can be used in every way
 */
gboolean
rel_db_dependents_are_usable (GHashTable *self)
{
  GHashTableIter iter;
  gpointer uses;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, NULL, &uses))
    {
      if (GPOINTER_TO_UINT (uses) != USE_ALL)
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_db_dependents_check:
 * @db: a database in a transaction
 * @before: (element-type utf8 guint): its views and triggers before a change
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_REFUSED` if there is one that can no longer be used.
 *
 * Returns: whether all that could be used before still can
 */
gboolean
rel_db_dependents_check (RelDb *db, GHashTable *before, GError **error)
{
  g_autoptr (GHashTable) after = rel_db_dependents_read (db, error);
  GHashTableIter iter;
  gpointer name;
  gpointer uses;

  if (after == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &name, &uses))
    {
      guint left = GPOINTER_TO_UINT (g_hash_table_lookup (after, name));

      if (g_hash_table_contains (after, name) && (GPOINTER_TO_UINT (uses) & ~left) != 0)
        {
          g_set_error (error, REL_ERROR, REL_ERROR_REFUSED, "The view or trigger \"%s\" needs what is to be changed",
                       (const char *) name);
          return FALSE;
        }
    }
  return TRUE;
}
