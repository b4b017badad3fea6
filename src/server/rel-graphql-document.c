/* rel-graphql-document.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-graphql-document.h"

#include <string.h>

#include "rel-graphql-lexer.h"

/**
 * RelGraphqlDocument:
 *
 * What a client asks, parsed: operations and fragments. What types there are is none of
 * its business.
 */
struct _RelGraphqlDocument
{
  GStringChunk *strings; /* (owned) */
  GPtrArray *parts;      /* (element-type gpointer) (owned) */
  RelGraphqlDefinition *definitions;
};

typedef struct
{
  RelGraphqlDocument *document;
  RelGraphqlLexer lexer;
  RelGraphqlToken token; /* the one that comes next */
  guint n_tokens;
  guint depth;
  JsonObject *fault; /* (owned) (nullable) */
} Parser;

#define NEW_PART(parser, Type) ((Type *) new_part (parser, sizeof (Type)))

static gboolean parse_value (Parser *self, gboolean is_constant, RelGraphqlValue **value);
static gboolean parse_selection_set (Parser *self, RelGraphqlSelectionSet **set);

static gpointer
new_part (Parser *self, gsize size)
{
  gpointer part = g_malloc0 (size);

  g_ptr_array_add (self->document->parts, part);
  return part;
}

static gboolean
fail_at_token (Parser *self, const RelGraphqlToken *token, const char *expected)
{
  const char *kind = rel_graphql_token_get_kind_name (token->kind);
  g_autofree char *found = token->value != NULL ? g_strdup_printf ("%s \"%s\"", kind, token->value) : g_strdup (kind);

  if (expected != NULL)
    self->fault = rel_graphql_fault_new (&token->place, "Syntax Error: Expected %s, found %s.", expected, found);
  else
    self->fault = rel_graphql_fault_new (&token->place, "Syntax Error: Unexpected %s.", found);
  return FALSE;
}

static gboolean
fail_unexpected (Parser *self)
{
  return fail_at_token (self, &self->token, NULL);
}

static gboolean
advance (Parser *self)
{
  if (!rel_graphql_lexer_next (&self->lexer, &self->token))
    {
      self->fault = g_steal_pointer (&self->lexer.fault);
      return FALSE;
    }
  if (self->token.kind != REL_GRAPHQL_TOKEN_END && ++self->n_tokens > REL_GRAPHQL_MAX_TOKENS)
    {
      self->fault = rel_graphql_fault_new (&self->token.place,
                                           "Syntax Error: Document contains more that %d tokens. Parsing aborted.",
                                           REL_GRAPHQL_MAX_TOKENS);
      return FALSE;
    }
  return TRUE;
}

static gboolean
expect (Parser *self, RelGraphqlTokenKind kind)
{
  if (self->token.kind != kind)
    return fail_at_token (self, &self->token, rel_graphql_token_get_kind_name (kind));
  return advance (self);
}

static gboolean
is_keyword (Parser *self, const char *word)
{
  return self->token.kind == REL_GRAPHQL_TOKEN_NAME && strcmp (self->token.value, word) == 0;
}

static gboolean
parse_name (Parser *self, RelGraphqlPlace *place, const char **name)
{
  *place = self->token.place;
  *name = self->token.value;
  return expect (self, REL_GRAPHQL_TOKEN_NAME);
}

/* Goes one level down, if that is not too deep. */
static gboolean
enter (Parser *self)
{
  if (++self->depth <= REL_GRAPHQL_MAX_DEPTH)
    return TRUE;
  self->fault = rel_graphql_fault_new (&self->token.place, "Syntax Error: Document is more than %d levels deep.",
                                       REL_GRAPHQL_MAX_DEPTH);
  return FALSE;
}

static void
leave (Parser *self)
{
  self->depth--;
}

static gboolean
parse_type (Parser *self, const RelGraphqlTypeRef **type)
{
  RelGraphqlTypeRef *inner = NEW_PART (self, RelGraphqlTypeRef);

  inner->place = self->token.place;
  if (self->token.kind == REL_GRAPHQL_TOKEN_BRACKET_LEFT)
    {
      inner->wrap = REL_GRAPHQL_LIST;
      if (!enter (self) || !advance (self) || !parse_type (self, &inner->of) ||
          !expect (self, REL_GRAPHQL_TOKEN_BRACKET_RIGHT))
        return FALSE;
      leave (self);
    }
  else if (!parse_name (self, &inner->place, &inner->name))
    return FALSE;

  *type = inner;
  if (self->token.kind == REL_GRAPHQL_TOKEN_BANG)
    {
      RelGraphqlTypeRef *outer = NEW_PART (self, RelGraphqlTypeRef);

      *outer = (RelGraphqlTypeRef){ REL_GRAPHQL_REQUIRED, .of = inner, .place = inner->place };
      *type = outer;
      return advance (self);
    }
  return TRUE;
}

/* Parses `name: value`. */
static gboolean
parse_argument (Parser *self, gboolean is_constant, RelGraphqlArgument **argument)
{
  RelGraphqlArgument *part = NEW_PART (self, RelGraphqlArgument);

  *argument = part;
  return parse_name (self, &part->place, &part->name) && expect (self, REL_GRAPHQL_TOKEN_COLON) &&
         parse_value (self, is_constant, &part->value);
}

static gboolean
parse_arguments (Parser *self, gboolean is_constant, RelGraphqlArgument **arguments)
{
  if (self->token.kind != REL_GRAPHQL_TOKEN_PAREN_LEFT)
    return TRUE;
  if (!advance (self))
    return FALSE;
  do
    {
      if (!parse_argument (self, is_constant, arguments))
        return FALSE;
      arguments = &(*arguments)->next;
    }
  while (self->token.kind != REL_GRAPHQL_TOKEN_PAREN_RIGHT);
  return advance (self);
}

static gboolean
parse_list (Parser *self, gboolean is_constant, RelGraphqlValue *value)
{
  RelGraphqlValue **item = &value->items;

  value->kind = REL_GRAPHQL_VALUE_LIST;
  if (!enter (self) || !advance (self))
    return FALSE;
  for (; self->token.kind != REL_GRAPHQL_TOKEN_BRACKET_RIGHT; item = &(*item)->next)
    {
      if (!parse_value (self, is_constant, item))
        return FALSE;
    }
  leave (self);
  return advance (self);
}

static gboolean
parse_object (Parser *self, gboolean is_constant, RelGraphqlValue *value)
{
  RelGraphqlArgument **member = &value->members;

  value->kind = REL_GRAPHQL_VALUE_OBJECT;
  if (!enter (self) || !advance (self))
    return FALSE;
  for (; self->token.kind != REL_GRAPHQL_TOKEN_BRACE_RIGHT; member = &(*member)->next)
    {
      if (!parse_argument (self, is_constant, member))
        return FALSE;
    }
  leave (self);
  return advance (self);
}

static gboolean
parse_variable_value (Parser *self, gboolean is_constant, RelGraphqlValue *value)
{
  RelGraphqlToken dollar = self->token;
  RelGraphqlPlace place;

  value->kind = REL_GRAPHQL_VALUE_VARIABLE;
  if (!advance (self))
    return FALSE;
  if (!is_constant)
    return parse_name (self, &place, &value->text);
  if (self->token.kind != REL_GRAPHQL_TOKEN_NAME)
    return fail_at_token (self, &dollar, NULL);
  self->fault = rel_graphql_fault_new (&dollar.place, "Syntax Error: Unexpected variable \"$%s\" in constant value.",
                                       self->token.value);
  return FALSE;
}

static gboolean
parse_word (Parser *self, RelGraphqlValue *value)
{
  value->text = self->token.value;
  if (is_keyword (self, "true") || is_keyword (self, "false"))
    value->kind = REL_GRAPHQL_VALUE_BOOLEAN;
  else if (is_keyword (self, "null"))
    value->kind = REL_GRAPHQL_VALUE_NULL;
  else
    value->kind = REL_GRAPHQL_VALUE_ENUM;
  return advance (self);
}

static gboolean
parse_text (Parser *self, RelGraphqlValueKind kind, RelGraphqlValue *value)
{
  value->kind = kind;
  value->text = self->token.value;
  return advance (self);
}

static gboolean
parse_value (Parser *self, gboolean is_constant, RelGraphqlValue **value)
{
  RelGraphqlValue *part = NEW_PART (self, RelGraphqlValue);

  *value = part;
  part->place = self->token.place;
  switch (self->token.kind)
    {
    case REL_GRAPHQL_TOKEN_BRACKET_LEFT:
      return parse_list (self, is_constant, part);
    case REL_GRAPHQL_TOKEN_BRACE_LEFT:
      return parse_object (self, is_constant, part);
    case REL_GRAPHQL_TOKEN_DOLLAR:
      return parse_variable_value (self, is_constant, part);
    case REL_GRAPHQL_TOKEN_INT:
      return parse_text (self, REL_GRAPHQL_VALUE_INT, part);
    case REL_GRAPHQL_TOKEN_FLOAT:
      return parse_text (self, REL_GRAPHQL_VALUE_FLOAT, part);
    case REL_GRAPHQL_TOKEN_STRING:
      return parse_text (self, REL_GRAPHQL_VALUE_STRING, part);
    case REL_GRAPHQL_TOKEN_BLOCK_STRING:
      return parse_text (self, REL_GRAPHQL_VALUE_BLOCK_STRING, part);
    case REL_GRAPHQL_TOKEN_NAME:
      return parse_word (self, part);
    default:
      return fail_unexpected (self);
    }
}

static gboolean
parse_directives (Parser *self, gboolean is_constant, RelGraphqlDirective **directives)
{
  for (; self->token.kind == REL_GRAPHQL_TOKEN_AT; directives = &(*directives)->next)
    {
      RelGraphqlDirective *part = NEW_PART (self, RelGraphqlDirective);
      RelGraphqlPlace place;

      *directives = part;
      part->place = self->token.place;
      if (!advance (self) || !parse_name (self, &place, &part->name) ||
          !parse_arguments (self, is_constant, &part->arguments))
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_field (Parser *self, RelGraphqlSelection *field)
{
  field->kind = REL_GRAPHQL_SELECTION_FIELD;
  if (!parse_name (self, &field->name_place, &field->name))
    return FALSE;
  field->key = field->name;
  if (self->token.kind == REL_GRAPHQL_TOKEN_COLON &&
      (!advance (self) || !parse_name (self, &field->name_place, &field->name)))
    return FALSE;
  if (!parse_arguments (self, FALSE, &field->arguments) || !parse_directives (self, FALSE, &field->directives))
    return FALSE;
  return self->token.kind != REL_GRAPHQL_TOKEN_BRACE_LEFT || parse_selection_set (self, &field->set);
}

static gboolean
parse_condition (Parser *self, const RelGraphqlTypeRef **condition)
{
  RelGraphqlTypeRef *part = NEW_PART (self, RelGraphqlTypeRef);

  *condition = part;
  return parse_name (self, &part->place, &part->name);
}

/* Parses what follows after three dots. */
static gboolean
parse_fragment (Parser *self, RelGraphqlSelection *selection)
{
  if (!advance (self))
    return FALSE;
  if (self->token.kind == REL_GRAPHQL_TOKEN_NAME && !is_keyword (self, "on"))
    {
      selection->kind = REL_GRAPHQL_SELECTION_SPREAD;
      return parse_name (self, &selection->name_place, &selection->name) &&
             parse_directives (self, FALSE, &selection->directives);
    }

  selection->kind = REL_GRAPHQL_SELECTION_INLINE;
  if (is_keyword (self, "on") && (!advance (self) || !parse_condition (self, &selection->condition)))
    return FALSE;
  return parse_directives (self, FALSE, &selection->directives) && parse_selection_set (self, &selection->set);
}

static gboolean
parse_selection_set (Parser *self, RelGraphqlSelectionSet **set)
{
  RelGraphqlSelectionSet *part = NEW_PART (self, RelGraphqlSelectionSet);
  RelGraphqlSelection **selection = &part->first;

  *set = part;
  part->place = self->token.place;
  if (!enter (self) || !expect (self, REL_GRAPHQL_TOKEN_BRACE_LEFT))
    return FALSE;
  do
    {
      gboolean is_fragment = self->token.kind == REL_GRAPHQL_TOKEN_SPREAD;

      *selection = NEW_PART (self, RelGraphqlSelection);
      (*selection)->place = self->token.place;
      if (!(is_fragment ? parse_fragment (self, *selection) : parse_field (self, *selection)))
        return FALSE;
      selection = &(*selection)->next;
    }
  while (self->token.kind != REL_GRAPHQL_TOKEN_BRACE_RIGHT);
  leave (self);
  return advance (self);
}

static gboolean
parse_variable (Parser *self, RelGraphqlVariable *variable)
{
  variable->place = self->token.place;
  if (!expect (self, REL_GRAPHQL_TOKEN_DOLLAR) || !parse_name (self, &variable->name_place, &variable->name) ||
      !expect (self, REL_GRAPHQL_TOKEN_COLON) || !parse_type (self, &variable->type))
    return FALSE;
  if (self->token.kind == REL_GRAPHQL_TOKEN_EQUALS &&
      (!advance (self) || !parse_value (self, TRUE, &variable->default_value)))
    return FALSE;
  return parse_directives (self, TRUE, &variable->directives);
}

static gboolean
parse_variables (Parser *self, RelGraphqlVariable **variables)
{
  if (self->token.kind != REL_GRAPHQL_TOKEN_PAREN_LEFT)
    return TRUE;
  if (!advance (self))
    return FALSE;
  do
    {
      *variables = NEW_PART (self, RelGraphqlVariable);
      if (!parse_variable (self, *variables))
        return FALSE;
      variables = &(*variables)->next;
    }
  while (self->token.kind != REL_GRAPHQL_TOKEN_PAREN_RIGHT);
  return advance (self);
}

static gboolean
parse_operation (Parser *self, RelGraphqlDefinition *definition)
{
  if (!advance (self))
    return FALSE;
  if (self->token.kind == REL_GRAPHQL_TOKEN_NAME && !parse_name (self, &definition->name_place, &definition->name))
    return FALSE;
  return parse_variables (self, &definition->variables) && parse_directives (self, FALSE, &definition->directives) &&
         parse_selection_set (self, &definition->set);
}

static gboolean
parse_named_fragment (Parser *self, RelGraphqlDefinition *definition)
{
  definition->kind = REL_GRAPHQL_FRAGMENT;
  if (!advance (self))
    return FALSE;
  if (is_keyword (self, "on"))
    return fail_unexpected (self);
  if (!parse_name (self, &definition->name_place, &definition->name))
    return FALSE;
  if (!is_keyword (self, "on"))
    return fail_at_token (self, &self->token, "\"on\"");
  return advance (self) && parse_condition (self, &definition->condition) &&
         parse_directives (self, FALSE, &definition->directives) && parse_selection_set (self, &definition->set);
}

static gboolean
parse_definition (Parser *self, RelGraphqlDefinition *definition)
{
  static const char *const operations[] = { "query", "mutation", "subscription" };

  definition->place = self->token.place;
  if (self->token.kind == REL_GRAPHQL_TOKEN_BRACE_LEFT)
    return parse_selection_set (self, &definition->set);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      if (is_keyword (self, operations[i]))
        {
          definition->kind = REL_GRAPHQL_QUERY + i;
          return parse_operation (self, definition);
        }
    }
  return is_keyword (self, "fragment") ? parse_named_fragment (self, definition) : fail_unexpected (self);
}

static gboolean
parse_document (Parser *self)
{
  RelGraphqlDefinition **definition = &self->document->definitions;

  if (!advance (self))
    return FALSE;
  do
    {
      *definition = NEW_PART (self, RelGraphqlDefinition);
      if (!parse_definition (self, *definition))
        return FALSE;
      definition = &(*definition)->next;
    }
  while (self->token.kind != REL_GRAPHQL_TOKEN_END);
  return TRUE;
}

/**
 * rel_graphql_document_parse:
 * @text: a document; valid UTF-8
 * @fault: (out) (transfer full): what is wrong with it, if %NULL is returned
 *
 * Parses what a client asks. Definitions of types are no part of that.
 *
 * Returns: (transfer full) (nullable): the document
 */
RelGraphqlDocument *
rel_graphql_document_parse (const char *text, JsonObject **fault)
{
  g_autoptr (RelGraphqlDocument) self = g_new0 (RelGraphqlDocument, 1);
  Parser parser = { .document = self };

  self->strings = g_string_chunk_new (1024);
  self->parts = g_ptr_array_new_with_free_func (g_free);
  rel_graphql_lexer_init (&parser.lexer, text, self->strings);
  if (parse_document (&parser))
    return g_steal_pointer (&self);

  *fault = parser.fault;
  return NULL;
}

/**
 * rel_graphql_document_free:
 * @self: (transfer full): a document
 */
void
rel_graphql_document_free (RelGraphqlDocument *self)
{
  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/**
 * rel_graphql_document_get_first:
 * @self: a document
 *
 * Returns: (transfer none): its first definition
 */
const RelGraphqlDefinition *
rel_graphql_document_get_first (const RelGraphqlDocument *self)
{
  return self->definitions;
}

/**
 * rel_graphql_document_get_fragment:
 * @self: a document
 * @name: name of a fragment
 *
 * Returns: (transfer none) (nullable): the first fragment of that name
 */
const RelGraphqlDefinition *
rel_graphql_document_get_fragment (const RelGraphqlDocument *self, const char *name)
{
  for (const RelGraphqlDefinition *definition = self->definitions; definition != NULL; definition = definition->next)
    {
      if (definition->kind == REL_GRAPHQL_FRAGMENT && strcmp (definition->name, name) == 0)
        return definition;
    }
  return NULL;
}

/**
 * rel_graphql_document_get_operation:
 * @self: a document
 * @name: (nullable): name of an operation
 *
 * Returns: (transfer none) (nullable): the operation of that name, or without a name the only one
 */
const RelGraphqlDefinition *
rel_graphql_document_get_operation (const RelGraphqlDocument *self, const char *name)
{
  const RelGraphqlDefinition *found = NULL;

  for (const RelGraphqlDefinition *definition = self->definitions; definition != NULL; definition = definition->next)
    {
      if (definition->kind == REL_GRAPHQL_FRAGMENT)
        continue;
      if (name != NULL && g_strcmp0 (definition->name, name) == 0)
        return definition;
      if (name == NULL && found != NULL)
        return NULL;
      if (name == NULL)
        found = definition;
    }
  return found;
}

/**
 * rel_graphql_argument_find:
 * @first: (nullable): the first of some arguments
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the one of that name
 */
const RelGraphqlArgument *
rel_graphql_argument_find (const RelGraphqlArgument *first, const char *name)
{
  while (first != NULL && strcmp (first->name, name) != 0)
    first = first->next;
  return first;
}

/**
 * rel_graphql_variable_find:
 * @first: (nullable): the first of some variables
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the one of that name
 */
const RelGraphqlVariable *
rel_graphql_variable_find (const RelGraphqlVariable *first, const char *name)
{
  while (first != NULL && strcmp (first->name, name) != 0)
    first = first->next;
  return first;
}
