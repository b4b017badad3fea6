/* rel-query.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"
#include "rel-fold.h"

/**
 * RelQuery:
 *
 * What a person asks for, in a line of text: one language for the filter of a list, for the
 * table and for edits of many relations at once.
 *
 * ```
 * query = { term }                      all of them hold
 * term  = [ "-" ] ( text | name ":" text )     with "-", it does not hold
 * name  = "field" | "from" | "junction" | "key" | "kind" | "meta" | "on_delete" | "to"
 * text  = { any character but a blank or a quote | '"' { any character but a quote } '"' }
 * ```
 *
 * A text alone is a word: a part of the name of a collection or field on either side, or of a
 * note of the relation's own. What `from:`, `field:`, `to:` and `junction:` ask for is a whole
 * name, in which `*` stands for any text and `?` for any character. `kind:` asks for a kind by
 * its id, `on_delete:` for an action of the foreign key, in which a blank may be written `_`;
 * `meta:none` asks for foreign keys that Directus does not know, `key:none` for relations
 * without a foreign key. In quotes, blanks, colons and a minus sign at the beginning are text.
 *
 * Upper and lower case are the same. A letter without an accent is found with any; one with an
 * accent is meant so.
 *
 * It is immutable.
 */
struct _RelQuery
{
  gatomicrefcount ref_count;
  char *text;    /* (owned) */
  GArray *terms; /* (owned) (element-type Term) */
};

G_DEFINE_BOXED_TYPE (RelQuery, rel_query, rel_query_ref, rel_query_unref)

typedef struct
{
  RelQueryTerm asks;
  gboolean negated;
  gboolean with_marks;
  char *text;            /* (owned) (nullable): folded, for a word */
  GPatternSpec *pattern; /* (owned) (nullable): for a name */
  RelKind kind;          /* for kind: */
  RelAction action;      /* for on_delete: */
} Term;

/* What stands before the colon, and for example after it; a word has neither. */
static const struct
{
  const char *name;
  const char *example;
} names[] = {
  [REL_QUERY_FIELD] = { "field", "author" },
  [REL_QUERY_FROM] = { "from", "articles" },
  [REL_QUERY_JUNCTION] = { "junction", "articles_tags" },
  [REL_QUERY_KEY] = { "key", "none" },
  [REL_QUERY_KIND] = { "kind", "m2o" },
  [REL_QUERY_META] = { "meta", "none" },
  [REL_QUERY_ON_DELETE] = { "on_delete", "CASCADE" },
  [REL_QUERY_TO] = { "to", "authors" },
};

/* A stretch of the query without blanks outside of quotes. */
typedef struct
{
  const char *start;
  const char *name_end; /* (nullable): the first colon outside of quotes */
  const char *value;    /* where what is asked for begins: after the minus sign and the colon */
  const char *end;
  gboolean negated;
} Token;

static void
term_clear (gpointer data)
{
  Term *term = data;

  g_free (term->text);
  g_clear_pointer (&term->pattern, g_pattern_spec_free);
}

/* Fails at a stretch of the query. The arguments after @format are for it. */
G_GNUC_PRINTF (5, 6)
static gboolean
fail (const char *query, const char *start, const char *end, GError **error, const char *format, ...)
{
  GError *failure;
  va_list arguments;

  va_start (arguments, format);
  failure = g_error_new_valist (REL_ERROR, REL_ERROR_INVALID, format, arguments);
  va_end (arguments);
  rel_error_set_place (failure, g_utf8_pointer_to_offset (query, start), g_utf8_pointer_to_offset (start, end));
  g_propagate_error (error, failure);
  return FALSE;
}

/* Finds where the next token is; its end is the end of the query if there is none. */
static gboolean
read_token (const char *query, const char *at, Token *token, GError **error)
{
  const char *quote = NULL;

  while (g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  *token = (Token){ .start = at, .value = at, .end = at, .negated = *at == '-' };
  if (token->negated)
    token->value = ++at;

  for (; *at != '\0' && (quote != NULL || !g_unichar_isspace (g_utf8_get_char (at))); at = g_utf8_next_char (at))
    {
      if (*at == '"')
        quote = quote == NULL ? at : NULL;
      else if (*at == ':' && quote == NULL && token->name_end == NULL)
        {
          token->name_end = at;
          token->value = at + 1;
        }
    }
  token->end = at;
  if (quote != NULL)
    return fail (query, quote, at, error, _ ("The quotes are opened and not closed"));
  if (token->negated && token->end == token->value && token->name_end == NULL)
    return fail (query, token->start, at, error, _ ("What is not wanted follows the minus sign at once: -articles"));
  return TRUE;
}

/* What is asked for, without its quotes. */
static char *
dup_value (const Token *token)
{
  GString *value = g_string_new (NULL);

  for (const char *at = token->value; at < token->end; at++)
    {
      if (*at != '"')
        g_string_append_c (value, *at);
    }
  return g_string_free (value, FALSE);
}

static char *
dup_names (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = REL_QUERY_FIELD; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (list, i == REL_QUERY_FIELD ? "%s:" : ", %s:", names[i].name);
  return g_string_free (list, FALSE);
}

static gboolean
read_name (const char *query, const Token *token, RelQueryTerm *asks, GError **error)
{
  const char *start = token->negated ? token->start + 1 : token->start;
  g_autofree char *list = NULL;

  *asks = REL_QUERY_WORD;
  if (token->name_end == NULL)
    return TRUE;
  for (guint i = REL_QUERY_FIELD; i < G_N_ELEMENTS (names); i++)
    {
      if (strlen (names[i].name) == (gsize) (token->name_end - start) &&
          g_ascii_strncasecmp (names[i].name, start, token->name_end - start) == 0)
        {
          *asks = i;
          return TRUE;
        }
    }

  list = dup_names ();
  /* Translators: the list is of what can be asked for, as “field:, from:, to:”. */
  return fail (query, start, token->name_end + 1, error,
               _ ("“%.*s:” cannot be asked for. Say %s, or put text with a colon in quotes"),
               (int) (token->name_end - start), start, list);
}

static gboolean
read_kind (const char *query, const Token *token, const char *value, RelKind *kind, GError **error)
{
  g_autofree char *folded = rel_fold_dup (value);
  g_autoptr (GString) list = g_string_new (NULL);

  *kind = rel_kind_from_id (folded);
  if (*kind != REL_KIND_NONE)
    return TRUE;
  for (guint i = REL_KIND_NONE + 1; i <= REL_KIND_BROKEN; i++)
    g_string_append_printf (list, list->len == 0 ? "%s" : ", %s", rel_kind_get_id (i));
  /* Translators: the list is of words that are the same in all languages: m2o, o2m. */
  return fail (query, token->value, token->end, error, _ ("“%s” is no kind of relation. Say one of %s"), value,
               list->str);
}

static gboolean
read_action (const char *query, const Token *token, const char *value, RelAction *action, GError **error)
{
  g_autofree char *id = g_ascii_strup (value, -1);
  g_autoptr (GString) list = g_string_new (NULL);

  if (rel_action_find (g_strdelimit (id, "_", ' '), action))
    return TRUE;
  for (guint i = 0; rel_action_get_ids ()[i] != NULL; i++)
    {
      g_autofree char *typed = g_strdelimit (g_strdup (rel_action_get_ids ()[i]), " ", '_');

      g_string_append_printf (list, i == 0 ? "%s" : ", %s", typed);
    }
  /* Translators: the list is of words that are the same in all languages: CASCADE, SET_NULL. */
  return fail (query, token->value, token->end, error, _ ("“%s” is no action of a foreign key. Say one of %s"), value,
               list->str);
}

/* Reads what is asked for into a term. */
static gboolean
read_value (const char *query, const Token *token, const char *value, Term *term, GError **error)
{
  g_autofree char *folded = NULL;

  switch (term->asks)
    {
    case REL_QUERY_KIND:
      return read_kind (query, token, value, &term->kind, error);
    case REL_QUERY_ON_DELETE:
      return read_action (query, token, value, &term->action, error);
    case REL_QUERY_KEY:
    case REL_QUERY_META:
      if (g_ascii_strcasecmp (value, "none") == 0)
        return TRUE;
      return fail (query, token->value, token->end, error, _ ("The only thing to ask for here is %s:none"),
                   names[term->asks].name);
    case REL_QUERY_WORD:
    case REL_QUERY_FIELD:
    case REL_QUERY_FROM:
    case REL_QUERY_JUNCTION:
    case REL_QUERY_TO:
    default:
      folded = rel_fold_dup (value);
      term->with_marks = rel_fold_has_marks (folded);
      if (term->asks == REL_QUERY_WORD)
        term->text = g_steal_pointer (&folded);
      else
        term->pattern = g_pattern_spec_new (folded);
      return TRUE;
    }
}

static gboolean
read_term (const char *query, const Token *token, Term *term, GError **error)
{
  g_autofree char *value = dup_value (token);

  term->negated = token->negated;
  if (!read_name (query, token, &term->asks, error))
    return FALSE;
  if (*value == '\0' && term->asks == REL_QUERY_WORD)
    return fail (query, token->start, token->end, error, _ ("There is nothing between the quotes"));
  if (*value == '\0')
    return fail (query, token->start, token->end, error, _ ("What is asked for follows the colon at once: %s:%s"),
                 names[term->asks].name, names[term->asks].example);
  return read_value (query, token, value, term, error);
}

/**
 * rel_query_parse:
 * @text: a query, as typed
 * @error: (out) (optional): where to put a failure
 *
 * Reads a query. An empty one asks for everything.
 *
 * Errors: `REL_ERROR_INVALID` with a place, [func@error_get_place], if a term is none.
 *
 * Returns: (transfer full) (nullable): the query, or %NULL on error
 */
RelQuery *
rel_query_parse (const char *text, GError **error)
{
  g_autoptr (RelQuery) self = g_new0 (RelQuery, 1);
  Token token = { .end = NULL };

  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_utf8_make_valid (text, -1);
  self->terms = g_array_new (FALSE, TRUE, sizeof (Term));
  g_array_set_clear_func (self->terms, term_clear);

  if (!read_token (self->text, self->text, &token, error))
    return NULL;
  while (token.end > token.start)
    {
      g_array_set_size (self->terms, self->terms->len + 1);
      if (!read_term (self->text, &token, &g_array_index (self->terms, Term, self->terms->len - 1), error) ||
          !read_token (self->text, token.end, &token, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * rel_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): @self
 */
RelQuery *
rel_query_ref (RelQuery *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_query_unref:
 * @self: (transfer full): a query
 *
 * Gives a reference back; the last one frees.
 */
void
rel_query_unref (RelQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->terms);
  g_free (self->text);
  g_free (self);
}

/**
 * rel_query_get_text:
 * @self: a query
 *
 * Returns: (transfer none): it, as it was typed
 */
const char *
rel_query_get_text (RelQuery *self)
{
  return self->text;
}

/**
 * rel_query_is_empty:
 * @self: a query
 *
 * Returns: whether it asks for everything
 */
gboolean
rel_query_is_empty (RelQuery *self)
{
  return self->terms->len == 0;
}

static gboolean
holds (const Term *term, const RelQueryRow *row)
{
  switch (term->asks)
    {
    case REL_QUERY_WORD:
      return rel_query_row_has_text (row, term->text, term->with_marks);
    case REL_QUERY_KIND:
      return rel_query_row_has_kind (row, term->kind);
    case REL_QUERY_ON_DELETE:
      return rel_query_row_has_action (row, term->action);
    case REL_QUERY_KEY:
    case REL_QUERY_META:
      return rel_query_row_lacks (row, term->asks);
    case REL_QUERY_FIELD:
    case REL_QUERY_FROM:
    case REL_QUERY_JUNCTION:
    case REL_QUERY_TO:
    default:
      return rel_query_row_has_name (row, term->asks, term->pattern, term->with_marks);
    }
}

/**
 * rel_query_matches:
 * @self: a query
 * @row: what is asked about
 *
 * Where a term means nothing, as `kind:` for a collection, it does not hold, and neither does
 * its opposite.
 *
 * Returns: whether all that is asked for holds
 */
gboolean
rel_query_matches (RelQuery *self, const RelQueryRow *row)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);

      if (!rel_query_row_answers (row, term->asks) || holds (term, row) == term->negated)
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_query_list_relations:
 * @self: a query
 * @schema: a schema
 *
 * Lists the relations that match. Who asks often keeps the rows, and asks these.
 *
 * Returns: (transfer full) (element-type RelRelation): the relations, by collection
 */
GPtrArray *
rel_query_list_relations (RelQuery *self, RelSchema *schema)
{
  GPtrArray *relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);
          g_autoptr (RelQueryRow) row = rel_query_row_new_relation (schema, relation);

          if (rel_query_matches (self, row))
            g_ptr_array_add (relations, rel_relation_ref (relation));
        }
    }
  return relations;
}
