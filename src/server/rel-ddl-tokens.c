/* rel-ddl-tokens.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Splits a statement of SQL into tokens by SQLite's own rules: names stand in double
 * quotes, back quotes, square brackets or, for old times' sake, single quotes; a quote is
 * doubled to stand for itself; comments run to the end of the line or to the next star and
 * slash, and do not nest.
 */

#include "config.h"

#include "rel-ddl-tokens.h"

#include <string.h>

#include "rel-error.h"

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$' || (guchar) c >= 0x80;
}

/* Gets the place after a comment that begins at @at, or @at if none does. */
static gsize
skip_comment (const char *sql, gsize at)
{
  const char *end;

  if (sql[at] == '-' && sql[at + 1] == '-')
    return at + strcspn (sql + at, "\n");
  if (sql[at] != '/' || sql[at + 1] != '*')
    return at;

  end = strstr (sql + at + 2, "*/");
  return end != NULL ? (gsize) (end - sql) + 2 : strlen (sql);
}

/* Gets the place after a quoted token that begins at @at; 0 if it has no end. */
static gsize
skip_quoted (const char *sql, gsize at)
{
  char quote = sql[at] == '[' ? ']' : sql[at];

  for (at++; sql[at] != '\0'; at++)
    {
      if (sql[at] != quote)
        continue;
      if (quote == ']' || sql[at + 1] != quote)
        return at + 1;
      at++;
    }
  return 0;
}

static gsize
skip_word (const char *sql, gsize at)
{
  while (is_word_char (sql[at]))
    at++;
  return at;
}

/* Reads the token at @at, which is neither space nor comment; its end is 0 if it has none. */
static RelDdlToken
read_token (const char *sql, gsize at, guint *depth)
{
  RelDdlToken token = { REL_DDL_SIGN, at, at + 1, *depth };

  if (is_word_char (sql[at]))
    {
      token.kind = REL_DDL_WORD;
      token.end = skip_word (sql, at);
    }
  else if (strchr ("\"`['", sql[at]) != NULL)
    {
      token.kind = REL_DDL_QUOTED;
      token.end = skip_quoted (sql, at);
    }
  else if (sql[at] == '(')
    (*depth)++;
  else if (sql[at] == ')')
    {
      if (*depth == 0)
        token.end = 0;
      else
        token.depth = --(*depth);
    }
  return token;
}

/**
 * rel_ddl_tokens_init:
 * @self: what to fill
 * @sql: a statement; must outlive @self
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if a quote or a bracket has no partner.
 *
 * Returns: whether it could be split; otherwise @self need not be cleared
 */
gboolean
rel_ddl_tokens_init (RelDdlTokens *self, const char *sql, GError **error)
{
  guint depth = 0;
  gsize at = 0;

  self->sql = sql;
  self->tokens = g_array_new (FALSE, FALSE, sizeof (RelDdlToken));

  while (sql[at] != '\0')
    {
      gsize after_comment = skip_comment (sql, at);
      RelDdlToken token;

      if (g_ascii_isspace (sql[at]) || after_comment > at)
        {
          at = MAX (at + 1, after_comment);
          continue;
        }

      token = read_token (sql, at, &depth);
      if (token.end == 0)
        break;
      g_array_append_val (self->tokens, token);
      at = token.end;
    }

  if (sql[at] == '\0' && depth == 0)
    return TRUE;

  rel_ddl_tokens_clear (self);
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "A quote or a bracket has no partner");
  return FALSE;
}

/**
 * rel_ddl_tokens_clear:
 * @self: tokens
 */
void
rel_ddl_tokens_clear (RelDdlTokens *self)
{
  g_clear_pointer (&self->tokens, g_array_unref);
}

/**
 * rel_ddl_tokens_get:
 * @self: tokens
 * @at: which one
 *
 * Returns: (transfer none) (nullable): the token, if there are that many
 */
const RelDdlToken *
rel_ddl_tokens_get (const RelDdlTokens *self, guint at)
{
  return at < self->tokens->len ? &g_array_index (self->tokens, RelDdlToken, at) : NULL;
}

/**
 * rel_ddl_tokens_is_word:
 * @self: tokens
 * @at: which one
 * @word: a keyword
 *
 * Returns: whether it is that keyword, in letters of any size and without quotes
 */
gboolean
rel_ddl_tokens_is_word (const RelDdlTokens *self, guint at, const char *word)
{
  const RelDdlToken *token = rel_ddl_tokens_get (self, at);

  return token != NULL && token->kind == REL_DDL_WORD && token->end - token->start == strlen (word) &&
         g_ascii_strncasecmp (self->sql + token->start, word, token->end - token->start) == 0;
}

/**
 * rel_ddl_tokens_is_sign:
 * @self: tokens
 * @at: which one
 * @sign: a character
 *
 * Returns: whether it is that character
 */
gboolean
rel_ddl_tokens_is_sign (const RelDdlTokens *self, guint at, char sign)
{
  const RelDdlToken *token = rel_ddl_tokens_get (self, at);

  return token != NULL && token->kind == REL_DDL_SIGN && self->sql[token->start] == sign;
}

/**
 * rel_ddl_tokens_find_close:
 * @self: tokens
 * @open: a bracket that opens
 *
 * Returns: the place of the bracket that closes it
 */
guint
rel_ddl_tokens_find_close (const RelDdlTokens *self, guint open)
{
  guint depth = rel_ddl_tokens_get (self, open)->depth;
  guint at = open + 1;

  while (!rel_ddl_tokens_is_sign (self, at, ')') || rel_ddl_tokens_get (self, at)->depth != depth)
    at++;
  return at;
}

/**
 * rel_ddl_tokens_find_body:
 * @self: tokens
 *
 * Returns: the place of the bracket before the columns; 0 if this makes no table with columns
 */
guint
rel_ddl_tokens_find_body (const RelDdlTokens *self)
{
  guint at = 1;

  if (!rel_ddl_tokens_is_word (self, 0, "CREATE"))
    return 0;
  if (rel_ddl_tokens_is_word (self, at, "TEMP") || rel_ddl_tokens_is_word (self, at, "TEMPORARY"))
    at++;
  if (!rel_ddl_tokens_is_word (self, at, "TABLE"))
    return 0;
  while (at < self->tokens->len && !rel_ddl_tokens_is_sign (self, at, '('))
    at++;
  return at < self->tokens->len ? at : 0;
}

/**
 * rel_ddl_tokens_is_table_constraint:
 * @self: tokens
 * @at: the first token after a comma between columns
 *
 * Returns: whether a constraint of the table begins there, and no column
 */
gboolean
rel_ddl_tokens_is_table_constraint (const RelDdlTokens *self, guint at)
{
  static const char *const words[] = { "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (rel_ddl_tokens_is_word (self, at, words[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_ddl_tokens_dup_name:
 * @self: tokens
 * @at: which one
 *
 * Returns: (transfer full) (nullable): the token read as a name, without its quotes; %NULL
 *   if it cannot be one
 */
char *
rel_ddl_tokens_dup_name (const RelDdlTokens *self, guint at)
{
  const RelDdlToken *token = rel_ddl_tokens_get (self, at);
  GString *name;
  char quote;

  if (token == NULL || token->kind == REL_DDL_SIGN)
    return NULL;
  if (token->kind == REL_DDL_WORD)
    return g_strndup (self->sql + token->start, token->end - token->start);

  quote = self->sql[token->end - 1];
  name = g_string_new (NULL);
  for (gsize i = token->start + 1; i < token->end - 1; i++)
    {
      g_string_append_c (name, self->sql[i]);
      if (self->sql[i] == quote)
        i++;
    }
  return g_string_free (name, FALSE);
}
