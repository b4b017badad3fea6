/* rel-graphql-lexer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graphql-fault.h"

G_BEGIN_DECLS

typedef enum
{
  REL_GRAPHQL_TOKEN_END,
  REL_GRAPHQL_TOKEN_BANG,
  REL_GRAPHQL_TOKEN_DOLLAR,
  REL_GRAPHQL_TOKEN_AMPERSAND,
  REL_GRAPHQL_TOKEN_PAREN_LEFT,
  REL_GRAPHQL_TOKEN_PAREN_RIGHT,
  REL_GRAPHQL_TOKEN_SPREAD,
  REL_GRAPHQL_TOKEN_COLON,
  REL_GRAPHQL_TOKEN_EQUALS,
  REL_GRAPHQL_TOKEN_AT,
  REL_GRAPHQL_TOKEN_BRACKET_LEFT,
  REL_GRAPHQL_TOKEN_BRACKET_RIGHT,
  REL_GRAPHQL_TOKEN_BRACE_LEFT,
  REL_GRAPHQL_TOKEN_BAR,
  REL_GRAPHQL_TOKEN_BRACE_RIGHT,
  REL_GRAPHQL_TOKEN_NAME,
  REL_GRAPHQL_TOKEN_INT,
  REL_GRAPHQL_TOKEN_FLOAT,
  REL_GRAPHQL_TOKEN_STRING,
  REL_GRAPHQL_TOKEN_BLOCK_STRING,
} RelGraphqlTokenKind;

/**
 * RelGraphqlToken:
 * @kind: what it is
 * @place: where it begins
 * @value: (nullable): a name, the digits of a number, or what a string means
 */
typedef struct
{
  RelGraphqlTokenKind kind;
  RelGraphqlPlace place;
  const char *value; /* (unowned): belongs to the lexer's strings */
} RelGraphqlToken;

/**
 * RelGraphqlLexer:
 *
 * Cuts a document into tokens. All but @fault belongs to rel-graphql-lexer.c.
 */
typedef struct
{
  const char *at;
  GStringChunk *strings; /* (unowned) */
  guint line;
  const char *counted; /* the columns of the line up to here are counted */
  guint column;        /* of @counted */
  JsonObject *fault;   /* (owned) (nullable): what is wrong, when something is */
} RelGraphqlLexer;

void rel_graphql_lexer_init (RelGraphqlLexer *self, const char *text, GStringChunk *strings);
gboolean rel_graphql_lexer_next (RelGraphqlLexer *self, RelGraphqlToken *token);
const char *rel_graphql_token_get_kind_name (RelGraphqlTokenKind kind);

G_END_DECLS
