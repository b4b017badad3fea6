/* rel-ddl-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes a column in the text of a CREATE TABLE, and nothing else in it. Comments, names of
 * constraints and what Directus knows nothing of (collations, checks) stay as they are.
 *
 * What comes out is not trusted: SQLite reads it before it is kept.
 */

#include "config.h"

#include "rel-ddl-column.h"

#include "rel-db.h"
#include "rel-ddl-edits.h"
#include "rel-ddl-reference.h"
#include "rel-error.h"

/* Where a column stands in the text. Places are those of tokens. */
typedef struct
{
  guint name;
  guint last;      /* of all that is said of it */
  guint type_last; /* of its type; the name if it has none */
  guint close;     /* the bracket after all columns */
} Place;

static gboolean
starts_part (const RelDdlTokens *tokens, guint at)
{
  static const char *const words[] = { "CONSTRAINT", "PRIMARY", "NOT",        "NULL",      "UNIQUE", "CHECK",
                                       "DEFAULT",    "COLLATE", "REFERENCES", "GENERATED", "AS" };

  if (rel_ddl_tokens_get (tokens, at)->depth != 1)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (rel_ddl_tokens_is_word (tokens, at, words[i]))
        return TRUE;
    }
  return FALSE;
}

/* How many tokens a part has at least, before another may begin: in `DEFAULT NULL` and
 * `NOT NULL` the second word begins none. */
static guint
count_least (const RelDdlTokens *tokens, guint at)
{
  if (rel_ddl_tokens_is_word (tokens, at, "GENERATED"))
    return 3;
  if (rel_ddl_tokens_is_word (tokens, at, "NOT") || rel_ddl_tokens_is_word (tokens, at, "DEFAULT") ||
      rel_ddl_tokens_is_word (tokens, at, "COLLATE") || rel_ddl_tokens_is_word (tokens, at, "CONSTRAINT"))
    return 2;
  return 1;
}

/* Gets the last token of the part that begins at @at. */
static guint
find_part_last (const RelDdlTokens *tokens, const Place *place, guint at)
{
  guint last;

  if (rel_ddl_tokens_is_word (tokens, at, "REFERENCES"))
    {
      g_auto (RelDdlReference) reference = { 0 };

      rel_ddl_reference_init (&reference, tokens, at);
      return reference.last;
    }
  last = at + count_least (tokens, at) - 1;
  while (last < place->last && !starts_part (tokens, last + 1))
    last++;
  return last;
}

/* Finds a part of a column by its first words; @second may be %NULL. */
static gboolean
find_part (const RelDdlTokens *tokens,
           const Place *place,
           const char *first_word,
           const char *second_word,
           guint *first,
           guint *last)
{
  for (guint at = place->type_last + 1; at <= place->last; at = *last + 1)
    {
      *last = find_part_last (tokens, place, at);
      if (rel_ddl_tokens_is_word (tokens, at, first_word) &&
          (second_word == NULL || rel_ddl_tokens_is_word (tokens, at + 1, second_word)))
        {
          *first = at;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_item_end (const RelDdlTokens *tokens, guint at)
{
  return rel_ddl_tokens_is_sign (tokens, at, ',') && rel_ddl_tokens_get (tokens, at)->depth == 1;
}

static void
read_place (const RelDdlTokens *tokens, guint name, guint close, Place *place)
{
  guint end = name + 1;

  while (end < close && !is_item_end (tokens, end))
    end++;
  *place = (Place){ name, end - 1, name, close };
  while (place->type_last < place->last && !starts_part (tokens, place->type_last + 1))
    place->type_last++;
}

static gboolean
fail_without_columns (GError **error)
{
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "This table has no columns that can be changed");
  return FALSE;
}

static gboolean
find_column (const RelDdlTokens *tokens, const char *column, Place *place, GError **error)
{
  guint body = rel_ddl_tokens_find_body (tokens);
  guint close;

  if (body == 0)
    return fail_without_columns (error);

  close = rel_ddl_tokens_find_close (tokens, body);
  for (guint at = body + 1; at < close && !rel_ddl_tokens_is_table_constraint (tokens, at); at = place->last + 2)
    {
      g_autofree char *name = rel_ddl_tokens_dup_name (tokens, at);

      read_place (tokens, at, close, place);
      if (name != NULL && g_ascii_strcasecmp (name, column) == 0)
        return TRUE;
    }
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, "There is no column “%s”", column);
  return FALSE;
}

/* Adds words after the type; all else of a column may stand in any order. */
static void
add_words (GArray *edits, const RelDdlTokens *tokens, const Place *place, const char *words, const char *value)
{
  gsize after = rel_ddl_tokens_get (tokens, place->type_last)->end;

  rel_ddl_edits_add (edits, after, after,
                     g_strdup_printf (" %s%s%s", words, value,
                                      rel_ddl_edits_need_space_before (tokens->sql, after) ? " " : ""));
}

static void
edit_type (GArray *edits, const RelDdlTokens *tokens, const Place *place, const char *type)
{
  if (type == NULL)
    return;
  if (place->type_last == place->name)
    add_words (edits, tokens, place, "", type);
  else
    rel_ddl_edits_add (edits, rel_ddl_tokens_get (tokens, place->name + 1)->start,
                       rel_ddl_tokens_get (tokens, place->type_last)->end, g_strdup (type));
}

static void
edit_default (GArray *edits, const RelDdlTokens *tokens, const Place *place, const char *value)
{
  guint first;
  guint last;

  if (find_part (tokens, place, "DEFAULT", NULL, &first, &last))
    {
      if (value != NULL)
        rel_ddl_edits_add (edits, rel_ddl_tokens_get (tokens, first)->start, rel_ddl_tokens_get (tokens, last)->end,
                           g_strconcat ("DEFAULT ", value, NULL));
      else
        rel_ddl_edits_take_out (edits, tokens, first, last);
    }
  else if (value != NULL)
    add_words (edits, tokens, place, "DEFAULT ", value);
}

static void
edit_nullable (GArray *edits, const RelDdlTokens *tokens, const Place *place, RelDdlNullable nullable)
{
  guint first;
  guint last;
  gboolean is_not_null = find_part (tokens, place, "NOT", "NULL", &first, &last);

  if (nullable == REL_DDL_NULLABLE && is_not_null)
    rel_ddl_edits_take_out (edits, tokens, first, last);
  else if (nullable == REL_DDL_NOT_NULL && !is_not_null)
    {
      if (find_part (tokens, place, "NULL", NULL, &first, &last))
        rel_ddl_edits_take_out (edits, tokens, first, last);
      add_words (edits, tokens, place, "NOT NULL", "");
    }
}

/**
 * rel_ddl_column_change:
 * @sql: the text of a CREATE TABLE
 * @column: one of its columns
 * @change: what is to become of it
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such column, `REL_ERROR_INVALID` if the text
 * is not that of a table with columns.
 *
 * Returns: (transfer full) (nullable): the new text, or %NULL on error
 */
char *
rel_ddl_column_change (const char *sql, const char *column, const RelDdlColumnChange *change, GError **error)
{
  g_auto (RelDdlTokens) tokens = { 0 };
  g_autoptr (GArray) edits = rel_ddl_edits_new ();
  Place place;

  if (!rel_ddl_tokens_init (&tokens, sql, error) || !find_column (&tokens, column, &place, error))
    return NULL;

  edit_type (edits, &tokens, &place, change->type);
  if (change->has_default)
    edit_default (edits, &tokens, &place, change->default_value);
  edit_nullable (edits, &tokens, &place, change->nullable);
  return rel_ddl_edits_apply (edits, sql);
}

/* Whether the brackets at @open list the column. */
static gboolean
lists_column (const RelDdlTokens *tokens, guint open, const char *column)
{
  guint close = rel_ddl_tokens_find_close (tokens, open);

  for (guint at = open + 1; at < close; at++)
    {
      g_autofree char *name = NULL;

      if (at != open + 1 &&
          !(rel_ddl_tokens_is_sign (tokens, at - 1, ',') && rel_ddl_tokens_get (tokens, at)->depth == 2))
        continue;
      name = rel_ddl_tokens_dup_name (tokens, at);
      if (name != NULL && g_ascii_strcasecmp (name, column) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Reads the constraint of the table at @at; gets its last token. Only a CHECK says of itself
 * what columns it needs. */
static guint
read_table_constraint (const RelDdlTokens *tokens, guint at, const char *column, gboolean *needs_column)
{
  guint open = at;
  guint last;

  if (rel_ddl_tokens_is_word (tokens, at, "CONSTRAINT"))
    open += 2;
  *needs_column = !rel_ddl_tokens_is_word (tokens, open, "CHECK");
  while (!rel_ddl_tokens_is_sign (tokens, open, '('))
    open++;
  *needs_column = *needs_column && lists_column (tokens, open, column);

  last = rel_ddl_tokens_find_close (tokens, open);
  if (rel_ddl_tokens_is_word (tokens, last + 1, "REFERENCES"))
    {
      g_auto (RelDdlReference) reference = { 0 };

      rel_ddl_reference_init (&reference, tokens, last + 1);
      return reference.last;
    }
  return rel_ddl_tokens_is_word (tokens, last + 1, "ON") ? last + 3 : last;
}

/* Gets the first constraint after the columns; the bracket if there is none. */
static guint
find_constraints (const RelDdlTokens *tokens, const Place *place)
{
  guint at = place->last + 2;

  while (at < place->close && !rel_ddl_tokens_is_table_constraint (tokens, at))
    {
      Place next;

      read_place (tokens, at, place->close, &next);
      at = next.last + 2;
    }
  return MIN (at, place->close);
}

/* SQLite lets the commas between constraints be left out. */
static void
take_out_constraints (GArray *edits, const RelDdlTokens *tokens, const Place *place, const char *column)
{
  guint at = find_constraints (tokens, place);

  while (at < place->close)
    {
      gboolean needs_column;
      guint last;

      if (rel_ddl_tokens_get (tokens, at)->depth != 1 || !rel_ddl_tokens_is_table_constraint (tokens, at))
        {
          at++;
          continue;
        }
      last = read_table_constraint (tokens, at, column, &needs_column);
      if (needs_column)
        rel_ddl_edits_take_out_item (edits, tokens, at, last);
      at = last + 1;
    }
}

/**
 * rel_ddl_column_drop:
 * @sql: the text of a CREATE TABLE
 * @column: one of its columns, not the only one
 * @error: (out) (optional): where to put a failure
 *
 * Takes a column out, and all keys of the table that it is part of.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such column, `REL_ERROR_INVALID` if the text
 * is not that of a table with columns.
 *
 * Returns: (transfer full) (nullable): the new text, or %NULL on error
 */
char *
rel_ddl_column_drop (const char *sql, const char *column, GError **error)
{
  g_auto (RelDdlTokens) tokens = { 0 };
  g_autoptr (GArray) edits = rel_ddl_edits_new ();
  Place place;

  if (!rel_ddl_tokens_init (&tokens, sql, error) || !find_column (&tokens, column, &place, error))
    return NULL;

  if (rel_ddl_tokens_is_sign (&tokens, place.name - 1, '(') && is_item_end (&tokens, place.last + 1))
    rel_ddl_edits_add (edits, rel_ddl_tokens_get (&tokens, place.name)->start,
                       rel_ddl_tokens_get (&tokens, place.last + 1)->end, g_strdup (""));
  else
    rel_ddl_edits_take_out_item (edits, &tokens, place.name, place.last);
  take_out_constraints (edits, &tokens, &place, column);
  return rel_ddl_edits_apply (edits, sql);
}

/**
 * rel_ddl_column_rename_table:
 * @sql: the text of a CREATE TABLE
 * @name: another name for the table
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if the text is not that of a table with columns.
 *
 * Returns: (transfer full) (nullable): the text of a table of that name, or %NULL on error
 */
char *
rel_ddl_column_rename_table (const char *sql, const char *name, GError **error)
{
  g_auto (RelDdlTokens) tokens = { 0 };
  g_autoptr (GArray) edits = rel_ddl_edits_new ();
  guint body;
  guint first = 1;

  if (!rel_ddl_tokens_init (&tokens, sql, error))
    return NULL;
  body = rel_ddl_tokens_find_body (&tokens);
  if (body == 0)
    {
      fail_without_columns (error);
      return NULL;
    }

  while (!rel_ddl_tokens_is_word (&tokens, first, "TABLE"))
    first++;
  rel_ddl_edits_add (edits, rel_ddl_tokens_get (&tokens, first + 1)->start, rel_ddl_tokens_get (&tokens, body - 1)->end,
                     rel_db_quote (name));
  return rel_ddl_edits_apply (edits, sql);
}
