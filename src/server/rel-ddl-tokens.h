/* rel-ddl-tokens.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelDdlKind:
 * @REL_DDL_WORD: a keyword, a name without quotes or a number
 * @REL_DDL_QUOTED: a name or a string in any of the four kinds of quotes
 * @REL_DDL_SIGN: one character of another sort
 *
 * What a token is.
 */
typedef enum
{
  REL_DDL_WORD,
  REL_DDL_QUOTED,
  REL_DDL_SIGN,
} RelDdlKind;

/**
 * RelDdlToken:
 * @start: place of its first byte
 * @end: place after its last byte
 * @depth: how many brackets are open around it; a bracket itself counts as outside
 *
 * A token of a statement. Spaces and comments are none.
 */
typedef struct
{
  RelDdlKind kind;
  gsize start;
  gsize end;
  guint depth;
} RelDdlToken;

/**
 * RelDdlTokens:
 *
 * A statement and its tokens.
 */
typedef struct
{
  const char *sql; /* (unowned) */
  GArray *tokens;  /* (element-type RelDdlToken) (owned) */
} RelDdlTokens;

gboolean rel_ddl_tokens_init (RelDdlTokens *self, const char *sql, GError **error);
void rel_ddl_tokens_clear (RelDdlTokens *self);
const RelDdlToken *rel_ddl_tokens_get (const RelDdlTokens *self, guint at);
gboolean rel_ddl_tokens_is_word (const RelDdlTokens *self, guint at, const char *word);
gboolean rel_ddl_tokens_is_sign (const RelDdlTokens *self, guint at, char sign);
guint rel_ddl_tokens_find_close (const RelDdlTokens *self, guint open);
guint rel_ddl_tokens_find_body (const RelDdlTokens *self);
gboolean rel_ddl_tokens_is_table_constraint (const RelDdlTokens *self, guint at);
char *rel_ddl_tokens_dup_name (const RelDdlTokens *self, guint at);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RelDdlTokens, rel_ddl_tokens_clear)

G_END_DECLS
