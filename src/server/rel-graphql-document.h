/* rel-graphql-document.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a GraphQL document. All of them belong to the document; lists are chained
 * by `next`.
 */

#pragma once

#include "rel-graphql-fault.h"

G_BEGIN_DECLS

#define REL_GRAPHQL_MAX_TOKENS 5000
#define REL_GRAPHQL_MAX_DEPTH  64

typedef enum
{
  REL_GRAPHQL_NAMED,
  REL_GRAPHQL_LIST,
  REL_GRAPHQL_REQUIRED,
} RelGraphqlWrap;

typedef struct _RelGraphqlTypeRef RelGraphqlTypeRef;

/**
 * RelGraphqlTypeRef:
 * @wrap: a type by its name, a list of another, or another without null
 * @name: (nullable): the name
 * @of: (nullable): the other
 * @place: where a document says it
 *
 * A type as it is written: `[String!]`.
 */
struct _RelGraphqlTypeRef
{
  RelGraphqlWrap wrap;
  const char *name;
  const RelGraphqlTypeRef *of;
  RelGraphqlPlace place;
};

typedef enum
{
  REL_GRAPHQL_VALUE_VARIABLE,
  REL_GRAPHQL_VALUE_NULL,
  REL_GRAPHQL_VALUE_BOOLEAN,
  REL_GRAPHQL_VALUE_INT,
  REL_GRAPHQL_VALUE_FLOAT,
  REL_GRAPHQL_VALUE_STRING,
  REL_GRAPHQL_VALUE_BLOCK_STRING,
  REL_GRAPHQL_VALUE_ENUM,
  REL_GRAPHQL_VALUE_LIST,
  REL_GRAPHQL_VALUE_OBJECT,
} RelGraphqlValueKind;

typedef struct _RelGraphqlValue RelGraphqlValue;
typedef struct _RelGraphqlArgument RelGraphqlArgument;
typedef struct _RelGraphqlDirective RelGraphqlDirective;
typedef struct _RelGraphqlVariable RelGraphqlVariable;
typedef struct _RelGraphqlSelection RelGraphqlSelection;
typedef struct _RelGraphqlSelectionSet RelGraphqlSelectionSet;
typedef struct _RelGraphqlDefinition RelGraphqlDefinition;

/* A value as it is written. */
struct _RelGraphqlValue
{
  RelGraphqlValueKind kind;
  RelGraphqlPlace place;
  const char *text;            /* (nullable): a name, digits, or what a string means */
  RelGraphqlValue *items;      /* (nullable): of a list */
  RelGraphqlArgument *members; /* (nullable): of an object */
  RelGraphqlValue *next;
};

/* `name: value`, of a field, a directive or an object. */
struct _RelGraphqlArgument
{
  RelGraphqlPlace place;
  const char *name;
  RelGraphqlValue *value;
  RelGraphqlArgument *next;
};

struct _RelGraphqlDirective
{
  RelGraphqlPlace place;
  const char *name;
  RelGraphqlArgument *arguments;
  RelGraphqlDirective *next;
};

/* The declaration of a variable. */
struct _RelGraphqlVariable
{
  RelGraphqlPlace place;
  RelGraphqlPlace name_place;
  const char *name;
  const RelGraphqlTypeRef *type;
  RelGraphqlValue *default_value; /* (nullable) */
  RelGraphqlDirective *directives;
  RelGraphqlVariable *next;
};

struct _RelGraphqlSelectionSet
{
  RelGraphqlPlace place;
  RelGraphqlSelection *first;
};

typedef enum
{
  REL_GRAPHQL_SELECTION_FIELD,
  REL_GRAPHQL_SELECTION_SPREAD,
  REL_GRAPHQL_SELECTION_INLINE,
} RelGraphqlSelectionKind;

/* A field, `...Fragment`, or `... on Type {}`. */
struct _RelGraphqlSelection
{
  RelGraphqlSelectionKind kind;
  RelGraphqlPlace place;
  RelGraphqlPlace name_place;
  const char *key;  /* (nullable): what a field is called in the answer */
  const char *name; /* (nullable): of the field or the fragment */
  RelGraphqlArgument *arguments;
  RelGraphqlDirective *directives;
  const RelGraphqlTypeRef *condition; /* (nullable) */
  RelGraphqlSelectionSet *set;        /* (nullable) */
  RelGraphqlSelection *next;
};

typedef enum
{
  REL_GRAPHQL_QUERY,
  REL_GRAPHQL_MUTATION,
  REL_GRAPHQL_SUBSCRIPTION,
  REL_GRAPHQL_FRAGMENT,
} RelGraphqlDefinitionKind;

/* An operation or a fragment. */
struct _RelGraphqlDefinition
{
  RelGraphqlDefinitionKind kind;
  RelGraphqlPlace place;
  RelGraphqlPlace name_place;
  const char *name; /* (nullable) */
  RelGraphqlVariable *variables;
  RelGraphqlDirective *directives;
  const RelGraphqlTypeRef *condition; /* (nullable): of a fragment */
  RelGraphqlSelectionSet *set;
  RelGraphqlDefinition *next;
};

typedef struct _RelGraphqlDocument RelGraphqlDocument;

RelGraphqlDocument *rel_graphql_document_parse (const char *text, JsonObject **fault);
void rel_graphql_document_free (RelGraphqlDocument *self);
const RelGraphqlDefinition *rel_graphql_document_get_first (const RelGraphqlDocument *self);
const RelGraphqlDefinition *rel_graphql_document_get_fragment (const RelGraphqlDocument *self, const char *name);
const RelGraphqlDefinition *rel_graphql_document_get_operation (const RelGraphqlDocument *self, const char *name);
const RelGraphqlArgument *rel_graphql_argument_find (const RelGraphqlArgument *first, const char *name);
const RelGraphqlVariable *rel_graphql_variable_find (const RelGraphqlVariable *first, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelGraphqlDocument, rel_graphql_document_free)

G_END_DECLS
