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
#include "rel-ddl-tokens.h"
#include "rel-error.h"

/* A foreign key in the text: `REFERENCES …` at a column, or `FOREIGN KEY (…) REFERENCES …`
 * after the columns. Places are those of tokens. */
typedef struct
{
  guint first;        /* its first token, `CONSTRAINT name` included */
  guint last;         /* its last token */
  guint target;       /* the last token of the table and column that it names */
  guint delete_first; /* first token of the last `ON DELETE` action; 0 if there is none */
  guint delete_last;
  guint update_first; /* first token of the last `ON UPDATE` action; 0 if there is none */
  guint update_last;
  gboolean is_table_constraint;
  guint n_columns;
  char *column;   /* (owned): the first of its columns */
  char *to_table; /* (owned) */
} Clause;

/* A piece of text to put in the place of another. */
typedef struct
{
  gsize start;
  gsize end;
  char *text; /* (owned) */
} Edit;

static void
clause_free (Clause *self)
{
  g_free (self->column);
  g_free (self->to_table);
  g_free (self);
}

static void
edit_clear (Edit *self)
{
  g_free (self->text);
}

static GArray *
new_edits (void)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (Edit));

  g_array_set_clear_func (edits, (GDestroyNotify) edit_clear);
  return edits;
}

static void
add_edit (GArray *edits, gsize start, gsize end, char *text)
{
  Edit edit = { start, end, text };

  g_array_append_val (edits, edit);
}

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const Edit *first = a;
  const Edit *second = b;

  return first->start < second->start ? -1 : first->start > second->start;
}

static char *
apply_edits (const char *sql, GArray *edits)
{
  GString *result = g_string_new (NULL);
  gsize at = 0;

  g_array_sort (edits, compare_edits);
  for (guint i = 0; i < edits->len; i++)
    {
      Edit *edit = &g_array_index (edits, Edit, i);

      g_assert (edit->start >= at);
      g_string_append_len (result, sql + at, edit->start - at);
      g_string_append (result, edit->text);
      at = edit->end;
    }
  g_string_append (result, sql + at);
  return g_string_free (result, FALSE);
}

/* Gets the place of the bracket that closes the one at @open. */
static guint
find_close (const RelDdlTokens *tokens, guint open)
{
  guint depth = rel_ddl_tokens_get (tokens, open)->depth;
  guint at = open + 1;

  while (!rel_ddl_tokens_is_sign (tokens, at, ')') || rel_ddl_tokens_get (tokens, at)->depth != depth)
    at++;
  return at;
}

/* How many tokens the action at @at has: two for `SET NULL`, one for `CASCADE`. */
static guint
count_action (const RelDdlTokens *tokens, guint at)
{
  return rel_ddl_tokens_is_word (tokens, at, "SET") || rel_ddl_tokens_is_word (tokens, at, "NO") ? 2 : 1;
}

/* Reads `[NOT] DEFERRABLE [INITIALLY …]` at @at; gets how many tokens it has. */
static guint
count_deferrable (const RelDdlTokens *tokens, guint at)
{
  guint n = rel_ddl_tokens_is_word (tokens, at, "NOT") ? 1 : 0;

  if (!rel_ddl_tokens_is_word (tokens, at + n, "DEFERRABLE"))
    return 0;
  n++;
  return rel_ddl_tokens_is_word (tokens, at + n, "INITIALLY") ? n + 2 : n;
}

/* Reads `REFERENCES table (column) …` at @at, up to the last part that belongs to it.
 * Text that no SQLite would keep leaves the clause without a table. */
static void
read_reference (const RelDdlTokens *tokens, guint at, Clause *clause)
{
  guint n;

  clause->last = at;
  clause->to_table = rel_ddl_tokens_dup_name (tokens, at + 1);
  if (!rel_ddl_tokens_is_word (tokens, at, "REFERENCES") || clause->to_table == NULL)
    {
      g_clear_pointer (&clause->to_table, g_free);
      return;
    }

  clause->target = at + 1;
  if (rel_ddl_tokens_is_sign (tokens, at + 2, '('))
    clause->target = find_close (tokens, at + 2);

  at = clause->target + 1;
  for (;;)
    {
      if (rel_ddl_tokens_is_word (tokens, at, "ON") && rel_ddl_tokens_is_word (tokens, at + 1, "DELETE"))
        {
          clause->delete_first = at + 2;
          clause->delete_last = at + 1 + count_action (tokens, at + 2);
          at = clause->delete_last + 1;
        }
      else if (rel_ddl_tokens_is_word (tokens, at, "ON") && rel_ddl_tokens_is_word (tokens, at + 1, "UPDATE"))
        {
          clause->update_first = at + 2;
          clause->update_last = at + 1 + count_action (tokens, at + 2);
          at = clause->update_last + 1;
        }
      else if (rel_ddl_tokens_is_word (tokens, at, "ON"))
        at += 2 + count_action (tokens, at + 2); /* ON INSERT: read by SQLite, without effect */
      else if (rel_ddl_tokens_is_word (tokens, at, "MATCH"))
        at += 2;
      else if ((n = count_deferrable (tokens, at)) > 0)
        at += n;
      else
        break;
    }
  clause->last = at - 1;
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
      read_reference (tokens, at, clause);
      g_ptr_array_add (clauses, clause);
      at = clause->last;
    }
  return at;
}

/* Reads `FOREIGN KEY (…) REFERENCES …` at @at; gets the place after it. */
static guint
read_table_key (const RelDdlTokens *tokens, guint at, guint from, GPtrArray *clauses)
{
  Clause *clause = g_new0 (Clause, 1);
  guint columns_close = find_close (tokens, at + 2);

  clause->is_table_constraint = TRUE;
  clause->first = is_constraint_name (tokens, at, from) ? at - 2 : at;
  clause->column = rel_ddl_tokens_dup_name (tokens, at + 3);
  clause->n_columns = 1;
  for (guint i = at + 3; i < columns_close; i++)
    clause->n_columns += rel_ddl_tokens_is_sign (tokens, i, ',');
  read_reference (tokens, columns_close + 1, clause);
  g_ptr_array_add (clauses, clause);
  return clause->last + 1;
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

static gboolean
is_table_constraint (const RelDdlTokens *tokens, guint at)
{
  static const char *const words[] = { "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (rel_ddl_tokens_is_word (tokens, at, words[i]))
        return TRUE;
    }
  return FALSE;
}

/* Gets the place of the bracket before the columns; 0 if this makes no table with columns. */
static guint
find_body (const RelDdlTokens *tokens)
{
  guint at = 1;

  if (!rel_ddl_tokens_is_word (tokens, 0, "CREATE"))
    return 0;
  if (rel_ddl_tokens_is_word (tokens, at, "TEMP") || rel_ddl_tokens_is_word (tokens, at, "TEMPORARY"))
    at++;
  if (!rel_ddl_tokens_is_word (tokens, at, "TABLE"))
    return 0;
  while (at < tokens->tokens->len && !rel_ddl_tokens_is_sign (tokens, at, '('))
    at++;
  return at < tokens->tokens->len ? at : 0;
}

/* Reads all foreign keys of a statement; gets the place of the bracket after the columns. */
static GPtrArray *
read_clauses (const RelDdlTokens *tokens, guint *close, GError **error)
{
  GPtrArray *clauses;
  guint at = find_body (tokens);

  if (at == 0)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "This table cannot have foreign keys");
      return NULL;
    }

  clauses = g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  *close = find_close (tokens, at);
  while (at < *close)
    {
      at++;
      if (is_table_constraint (tokens, at))
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
  return clause->n_columns == 1 && clause->column != NULL && clause->to_table != NULL &&
         g_ascii_strcasecmp (clause->column, column) == 0 && g_ascii_strcasecmp (clause->to_table, to_table) == 0;
}

static gboolean
fail_without_key (const char *column, const char *to_table, GError **error)
{
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, "“%s” has no key of its own to “%s”", column, to_table);
  return FALSE;
}

static gboolean
needs_space_before (const char *sql, gsize at)
{
  return !g_ascii_isspace (sql[at]) && sql[at] != ',' && sql[at] != ')';
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
  gsize after = rel_ddl_tokens_get (tokens, clause->target)->end;

  if (action == NULL)
    return;
  if (first != 0)
    add_edit (edits, rel_ddl_tokens_get (tokens, first)->start, rel_ddl_tokens_get (tokens, last)->end,
              g_strdup (action));
  else if (strcmp (action, "NO ACTION") != 0)
    add_edit (edits, after, after,
              g_strdup_printf (" ON %s %s%s", event, action, needs_space_before (tokens->sql, after) ? " " : ""));
}

static gboolean
is_blank (const char *sql, gsize start, gsize end)
{
  while (start < end && g_ascii_isspace (sql[start]))
    start++;
  return start == end;
}

/* Takes a clause out. A comma before it goes too, unless what comes after needs it. */
static void
edit_out (const RelDdlTokens *tokens, const Clause *clause, GArray *edits)
{
  const RelDdlToken *before = rel_ddl_tokens_get (tokens, clause->first - 1);
  const RelDdlToken *after = rel_ddl_tokens_get (tokens, clause->last + 1);
  gsize start = rel_ddl_tokens_get (tokens, clause->first)->start;
  gsize end = rel_ddl_tokens_get (tokens, clause->last)->end;
  gboolean is_followed = !rel_ddl_tokens_is_sign (tokens, clause->last + 1, ',') &&
                         !rel_ddl_tokens_is_sign (tokens, clause->last + 1, ')');

  g_assert (before != NULL && after != NULL);

  if (clause->is_table_constraint && rel_ddl_tokens_is_sign (tokens, clause->first - 1, ',') && !is_followed)
    {
      /* A comment after the comma may be about the column before: it stays. */
      if (is_blank (tokens->sql, before->end, start))
        start = before->start;
      else
        add_edit (edits, before->start, before->end, g_strdup (""));
    }
  else
    {
      while (g_ascii_isspace (tokens->sql[start - 1]) && is_blank (tokens->sql, before->end, start))
        start--;
    }
  add_edit (edits, start, end, g_strdup (needs_space_before (tokens->sql, end) ? " " : ""));
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
  g_autoptr (GArray) edits = new_edits ();
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
  add_edit (edits, after, after,
            g_strdup_printf (", CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)", quoted_name, quoted_column,
                             quoted_to_table, quoted_to_column));
  return apply_edits (sql, edits);
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
  g_autoptr (GArray) edits = new_edits ();
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
      edit_action (&tokens, clause, "DELETE", on_delete, clause->delete_first, clause->delete_last, edits);
      edit_action (&tokens, clause, "UPDATE", on_update, clause->update_first, clause->update_last, edits);
      found = TRUE;
    }
  if (!found && !fail_without_key (column, to_table, error))
    return NULL;
  return apply_edits (sql, edits);
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
  g_autoptr (GArray) edits = new_edits ();
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
        edit_out (&tokens, clause, edits);
    }
  if (edits->len == 0 && !fail_without_key (column, to_table, error))
    return NULL;
  return apply_edits (sql, edits);
}
