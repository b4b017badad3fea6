/* rel-ddl-reference.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-ddl-reference.h"

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

/* Reads the part that begins at @at; gets the place after it, or @at if nothing of a reference begins there. */
static guint
read_part (RelDdlReference *self, const RelDdlTokens *tokens, guint at)
{
  guint end = at + 2 + count_action (tokens, at + 2);

  if (rel_ddl_tokens_is_word (tokens, at, "MATCH"))
    return at + 2;
  if (!rel_ddl_tokens_is_word (tokens, at, "ON"))
    return at + count_deferrable (tokens, at);

  if (rel_ddl_tokens_is_word (tokens, at + 1, "DELETE"))
    {
      self->delete_first = at + 2;
      self->delete_last = end - 1;
    }
  else if (rel_ddl_tokens_is_word (tokens, at + 1, "UPDATE"))
    {
      self->update_first = at + 2;
      self->update_last = end - 1;
    }
  return end; /* ON INSERT too: read by SQLite, without effect */
}

/**
 * rel_ddl_reference_init:
 * @self: what to fill
 * @tokens: a statement
 * @at: the token `REFERENCES`
 *
 * Reads a reference up to the last part that belongs to it.
 */
void
rel_ddl_reference_init (RelDdlReference *self, const RelDdlTokens *tokens, guint at)
{
  guint end;

  *self = (RelDdlReference){ .last = at };
  if (!rel_ddl_tokens_is_word (tokens, at, "REFERENCES"))
    return;

  self->table = rel_ddl_tokens_dup_name (tokens, at + 1);
  if (self->table == NULL)
    return;

  self->target = at + 1;
  if (rel_ddl_tokens_is_sign (tokens, at + 2, '('))
    self->target = rel_ddl_tokens_find_close (tokens, at + 2);

  self->last = self->target;
  while ((end = read_part (self, tokens, self->last + 1)) > self->last + 1)
    self->last = end - 1;
}

/**
 * rel_ddl_reference_clear:
 * @self: a reference
 */
void
rel_ddl_reference_clear (RelDdlReference *self)
{
  g_clear_pointer (&self->table, g_free);
}
