/* rel-ddl.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes a foreign key in the text of a CREATE TABLE, and nothing else in it. SQLite keeps
 * the definition of a table as that text, and its ALTER TABLE knows no keys: the other way
 * is to copy all rows into a new table, with all that can go wrong on it.
 *
 * Only keys of one column are changed; those of several stay as they are. What comes out
 * is not trusted: rel-db-key.c lets SQLite read it before it is kept.
 */

#include "config.h"

#include "rel-ddl.h"

#include <string.h>

#include "rel-db.h"
#include "rel-ddl-edits.h"
#include "rel-ddl-reference.h"
#include "rel-error.h"

/* A foreign key in the text: `REFERENCES …` at a column, or `FOREIGN KEY (…) REFERENCES …`
 * after the columns. */
typedef struct
{
  guint first; /* its first token, `CONSTRAINT name` included */
  RelDdlReference reference;
  guint n_columns;
  char *column; /* (owned): the first of its columns */
} Clause;

static void
clause_free (Clause *self)
{
  g_free (self->column);
  rel_ddl_reference_clear (&self->reference);
  g_free (self);
}

static gboolean
is_constraint_name (const RelDdlTokens *tokens, guint at, guint from)
{
  return at >= from + 2 && rel_ddl_tokens_is_word (tokens, at - 2, "CONSTRAINT");
}

/* Reads the column at @at; gets the place of the comma or bracket after it. */
static guint
read_column (const RelDdlTokens *tokens, guint at, guint close, GPtrArray *clauses)
{
  guint name = at;

  for (at++; at < close && !(rel_ddl_tokens_is_sign (tokens, at, ',') && rel_ddl_tokens_get (tokens, at)->depth == 1);
       at++)
    {
      Clause *clause;

      if (!rel_ddl_tokens_is_word (tokens, at, "REFERENCES") || rel_ddl_tokens_get (tokens, at)->depth != 1)
        continue;

      clause = g_new0 (Clause, 1);
      clause->column = rel_ddl_tokens_dup_name (tokens, name);
      clause->n_columns = 1;
      clause->first = is_constraint_name (tokens, at, name + 1) ? at - 2 : at;
      rel_ddl_reference_init (&clause->reference, tokens, at);
      g_ptr_array_add (clauses, clause);
      at = clause->reference.last;
    }
  return at;
}

/* Reads `FOREIGN KEY (…) REFERENCES …` at @at; gets the place after it. */
static guint
read_table_key (const RelDdlTokens *tokens, guint at, guint from, GPtrArray *clauses)
{
  Clause *clause = g_new0 (Clause, 1);
  guint columns_close = rel_ddl_tokens_find_close (tokens, at + 2);

  clause->first = is_constraint_name (tokens, at, from) ? at - 2 : at;
  clause->column = rel_ddl_tokens_dup_name (tokens, at + 3);
  clause->n_columns = 1;
  for (guint i = at + 3; i < columns_close; i++)
    clause->n_columns += rel_ddl_tokens_is_sign (tokens, i, ',');
  rel_ddl_reference_init (&clause->reference, tokens, columns_close + 1);
  g_ptr_array_add (clauses, clause);
  return clause->reference.last + 1;
}

/* Reads the constraints after the columns. SQLite lets the commas between them be left out. */
static void
read_table_constraints (const RelDdlTokens *tokens, guint at, guint close, GPtrArray *clauses)
{
  guint from = at;

  while (at < close)
    {
      if (rel_ddl_tokens_get (tokens, at)->depth == 1 && rel_ddl_tokens_is_word (tokens, at, "FOREIGN") &&
          rel_ddl_tokens_is_sign (tokens, at + 2, '('))
        at = read_table_key (tokens, at, from, clauses);
      else
        at++;
    }
}

/* Reads all foreign keys of a statement; gets the place of the bracket after the columns. */
static GPtrArray *
read_clauses (const RelDdlTokens *tokens, guint *close, GError **error)
{
  GPtrArray *clauses;
  guint at = rel_ddl_tokens_find_body (tokens);

  if (at == 0)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "This table cannot have foreign keys");
      return NULL;
    }

  clauses = g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  *close = rel_ddl_tokens_find_close (tokens, at);
  while (at < *close)
    {
      at++;
      if (rel_ddl_tokens_is_table_constraint (tokens, at))
        {
          read_table_constraints (tokens, at, *close, clauses);
          break;
        }
      at = read_column (tokens, at, *close, clauses);
    }
  return clauses;
}

static gboolean
clause_is_for (const Clause *clause, const char *column, const char *to_table)
{
  return clause->n_columns == 1 && clause->column != NULL && clause->reference.table != NULL &&
         g_ascii_strcasecmp (clause->column, column) == 0 &&
         g_ascii_strcasecmp (clause->reference.table, to_table) == 0;
}

static gboolean
fail_without_key (const char *column, const char *to_table, GError **error)
{
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, "“%s” has no key of its own to “%s”", column, to_table);
  return FALSE;
}

static void
edit_action (const RelDdlTokens *tokens,
             const Clause *clause,
             const char *event,
             const char *action,
             guint first,
             guint last,
             GArray *edits)
{
  gsize after = rel_ddl_tokens_get (tokens, clause->reference.target)->end;

  if (action == NULL)
    return;
  if (first != 0)
    rel_ddl_edits_add (edits, rel_ddl_tokens_get (tokens, first)->start, rel_ddl_tokens_get (tokens, last)->end,
                       g_strdup (action));
  else if (strcmp (action, "NO ACTION") != 0)
    rel_ddl_edits_add (edits, after, after,
                       g_strdup_printf (" ON %s %s%s", event, action,
                                        rel_ddl_edits_need_space_before (tokens->sql, after) ? " " : ""));
}

/**
 * rel_ddl_add_key:
 * @sql: the text of a CREATE TABLE
 * @name: name of the constraint
 * @column: the column
 * @to_table: the table that it is to name
 * @to_column: the column of @to_table
 * @error: (out) (optional): where to put a failure
 *
 * Adds a foreign key without actions, after all that the table has.
 *
 * Errors: `REL_ERROR_INVALID` if the text is not that of a table with columns.
 *
 * Returns: (transfer full) (nullable): the new text, or %NULL on error
 */
char *
rel_ddl_add_key (const char *sql,
                 const char *name,
                 const char *column,
                 const char *to_table,
                 const char *to_column,
                 GError **error)
{
  g_auto (RelDdlTokens) tokens = { 0 };
  g_autoptr (GPtrArray) clauses = NULL;
  g_autoptr (GArray) edits = rel_ddl_edits_new ();
  g_autofree char *quoted_name = rel_db_quote (name);
  g_autofree char *quoted_column = rel_db_quote (column);
  g_autofree char *quoted_to_table = rel_db_quote (to_table);
  g_autofree char *quoted_to_column = rel_db_quote (to_column);
  guint close;
  gsize after;

  if (!rel_ddl_tokens_init (&tokens, sql, error))
    return NULL;
  clauses = read_clauses (&tokens, &close, error);
  if (clauses == NULL)
    return NULL;

  after = rel_ddl_tokens_get (&tokens, close - 1)->end;
  rel_ddl_edits_add (edits, after, after,
                     g_strdup_printf (", CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)", quoted_name, quoted_column,
                                      quoted_to_table, quoted_to_column));
  return rel_ddl_edits_apply (edits, sql);
}

/**
 * rel_ddl_set_actions:
 * @sql: the text of a CREATE TABLE
 * @column: a column with a foreign key
 * @to_table: the table that the key names
 * @on_delete: (nullable): what to do then, such as `SET NULL`; %NULL to leave it as it is
 * @on_update: (nullable): what to do then; %NULL to leave it as it is
 * @error: (out) (optional): where to put a failure
 *
 * Changes what a foreign key does. All keys of @column to @to_table are changed, if there
 * are several.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such key of one column alone,
 * `REL_ERROR_INVALID` if the text is not that of a table with columns.
 *
 * Returns: (transfer full) (nullable): the new text, or %NULL on error
 */
char *
rel_ddl_set_actions (const char *sql,
                     const char *column,
                     const char *to_table,
                     const char *on_delete,
                     const char *on_update,
                     GError **error)
{
  g_auto (RelDdlTokens) tokens = { 0 };
  g_autoptr (GPtrArray) clauses = NULL;
  g_autoptr (GArray) edits = rel_ddl_edits_new ();
  gboolean found = FALSE;
  guint close;

  if (!rel_ddl_tokens_init (&tokens, sql, error))
    return NULL;
  clauses = read_clauses (&tokens, &close, error);
  if (clauses == NULL)
    return NULL;

  for (guint i = 0; i < clauses->len; i++)
    {
      Clause *clause = g_ptr_array_index (clauses, i);

      if (!clause_is_for (clause, column, to_table))
        continue;
      edit_action (&tokens, clause, "DELETE", on_delete, clause->reference.delete_first, clause->reference.delete_last,
                   edits);
      edit_action (&tokens, clause, "UPDATE", on_update, clause->reference.update_first, clause->reference.update_last,
                   edits);
      found = TRUE;
    }
  if (!found && !fail_without_key (column, to_table, error))
    return NULL;
  return rel_ddl_edits_apply (edits, sql);
}

/**
 * rel_ddl_drop_key:
 * @sql: the text of a CREATE TABLE
 * @column: a column with a foreign key
 * @to_table: the table that the key names
 * @error: (out) (optional): where to put a failure
 *
 * Takes a foreign key away. The column stays. All keys of @column to @to_table are taken,
 * if there are several.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such key of one column alone,
 * `REL_ERROR_INVALID` if the text is not that of a table with columns.
 *
 * Returns: (transfer full) (nullable): the new text, or %NULL on error
 */
char *
rel_ddl_drop_key (const char *sql, const char *column, const char *to_table, GError **error)
{
  g_auto (RelDdlTokens) tokens = { 0 };
  g_autoptr (GPtrArray) clauses = NULL;
  g_autoptr (GArray) edits = rel_ddl_edits_new ();
  guint close;

  if (!rel_ddl_tokens_init (&tokens, sql, error))
    return NULL;
  clauses = read_clauses (&tokens, &close, error);
  if (clauses == NULL)
    return NULL;

  for (guint i = 0; i < clauses->len; i++)
    {
      Clause *clause = g_ptr_array_index (clauses, i);

      if (clause_is_for (clause, column, to_table))
        rel_ddl_edits_take_out_item (edits, &tokens, clause->first, clause->reference.last);
    }
  if (edits->len == 0 && !fail_without_key (column, to_table, error))
    return NULL;
  return rel_ddl_edits_apply (edits, sql);
}
