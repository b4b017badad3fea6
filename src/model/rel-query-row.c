/* rel-query-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-query-row.h"

#include <string.h>

#include "rel-fold.h"

#define ALL_TERMS (~0u)

/* The texts of a row one after another, each with a zero at its end. */
typedef struct
{
  char *text; /* (owned): all that a word is looked for in, in lines */
  const char *from;
  const char *field;
  const char *junction; /* empty if there is none */
  const char *to;       /* several, the last one followed by an empty one */
} Texts;

/**
 * RelQueryRow:
 *
 * What a query is asked about: a relation, a link, a collection or a field, made ready to be
 * searched.
 *
 * Its texts are folded when it is made, so that who types a query letter by letter pays for
 * that once. It keeps nothing of the schema; one that changed needs new rows.
 */
struct _RelQueryRow
{
  guint terms;    /* those that mean something here, a bit for each #RelQueryTerm */
  guint lacks;    /* the parts that are missing, a bit for each #RelQueryTerm */
  guint kinds;    /* a bit for each #RelKind */
  guint actions;  /* a bit for each #RelAction */
  Texts marked;   /* with accents */
  Texts unmarked; /* without; its text is %NULL if that is the same */
};

/* What is folded into a row. */
typedef struct
{
  GString *text;
  const char *from;
  const char *field;
  const char *junction;
  GPtrArray *to; /* (element-type utf8) */
} Parts;

static void
parts_init (Parts *parts, const char *from, const char *field)
{
  parts->text = g_string_new (from);
  if (field != NULL)
    g_string_append_printf (parts->text, ".%s", field);
  parts->from = from;
  parts->field = field;
  parts->junction = NULL;
  parts->to = g_ptr_array_new ();
}

static void
add_line (Parts *parts, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (parts->text, "\n%s", line);
}

static void
append_folded (GString *block, const char *text)
{
  g_autofree char *folded = rel_fold_dup (text != NULL ? text : "");

  g_string_append (block, folded);
  g_string_append_c (block, '\0');
}

static const char *
skip (const char *text)
{
  return text + strlen (text) + 1;
}

static void
texts_take (Texts *texts, char *block)
{
  texts->text = block;
  texts->from = skip (texts->text);
  texts->field = skip (texts->from);
  texts->junction = skip (texts->field);
  texts->to = skip (texts->junction);
}

static RelQueryRow *
row_new (guint terms, Parts *parts)
{
  RelQueryRow *self = g_new0 (RelQueryRow, 1);
  GString *block = g_string_new (NULL);
  g_autofree char *unmarked = NULL;
  gsize length;

  append_folded (block, parts->text->str);
  append_folded (block, parts->from);
  append_folded (block, parts->field);
  append_folded (block, parts->junction);
  for (guint i = 0; i < parts->to->len; i++)
    append_folded (block, g_ptr_array_index (parts->to, i));
  g_string_append_c (block, '\0');

  length = block->len;
  unmarked = g_memdup2 (block->str, length);
  if (rel_fold_drop_marks (unmarked, length) < length)
    texts_take (&self->unmarked, g_steal_pointer (&unmarked));
  texts_take (&self->marked, g_string_free (block, FALSE));
  self->terms = terms;

  g_string_free (parts->text, TRUE);
  g_ptr_array_unref (parts->to);
  return self;
}

/* The collections that a relation points at, each with the field that lists the items there. */
static void
add_targets (Parts *parts, RelSchema *schema, RelRelation *relation)
{
  const char *target = rel_relation_get_target (relation);
  const char *one_field = rel_relation_get_one_field (relation);
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);

  if (target != NULL)
    {
      RelField *field = one_field != NULL ? rel_schema_find_field (schema, target, one_field) : NULL;

      g_ptr_array_add (parts->to, (gpointer) target);
      add_line (parts, target);
      if (one_field != NULL)
        g_string_append_printf (parts->text, ".%s", one_field);
      add_line (parts, field != NULL ? rel_field_get_note (field) : NULL);
    }
  for (guint i = 0; allowed != NULL && allowed[i] != NULL; i++)
    {
      if (target != NULL && strcmp (allowed[i], target) == 0)
        continue;
      g_ptr_array_add (parts->to, (gpointer) allowed[i]);
      add_line (parts, allowed[i]);
    }
}

/* The field that holds the key, with its collection. */
static void
add_key (Parts *parts, RelRelation *relation)
{
  add_line (parts, rel_relation_get_collection (relation));
  g_string_append_printf (parts->text, ".%s", rel_relation_get_field (relation));
}

/* The notes of a collection and of one of its fields. */
static void
add_notes (Parts *parts, RelSchema *schema, const char *collection, const char *field)
{
  RelCollection *found = rel_schema_find_collection (schema, collection);
  RelField *record = rel_schema_find_field (schema, collection, field);

  add_line (parts, found != NULL ? rel_collection_get_note (found) : NULL);
  add_line (parts, record != NULL ? rel_field_get_note (record) : NULL);
}

static void
read_relation (RelQueryRow *self, RelRelation *relation)
{
  RelAction action;

  if (rel_action_of_deletion (relation, &action))
    self->actions |= 1u << action;
  if (!rel_relation_has_meta (relation))
    self->lacks |= 1u << REL_QUERY_META;
  if (!rel_relation_has_foreign_key (relation))
    self->lacks |= 1u << REL_QUERY_KEY;
}

/* What the list on the other side of a relation is, if it is one that @relation makes. */
static guint
find_kind_of_list (RelSchema *schema, RelRelation *half, RelRelation *relation)
{
  const char *target = rel_relation_get_target (half);
  const char *one_field = rel_relation_get_one_field (half);
  RelRelation *first;
  RelRelation *second;
  RelKind kind;

  if (target == NULL || one_field == NULL)
    return 0;
  kind = rel_kind_of_field (schema, target, one_field, &first, &second);
  return kind != REL_KIND_NONE && (first == relation || second == relation) ? 1u << kind : 0;
}

/**
 * rel_query_row_new_relation:
 * @schema: a schema
 * @relation: one of its relations
 *
 * Makes a row of a relation. It is of each kind that it makes: the key of one to many is also
 * many to one, and both halves of a junction are many to many.
 *
 * Returns: (transfer full): the row
 */
RelQueryRow *
rel_query_row_new_relation (RelSchema *schema, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  RelRelation *other = rel_kind_find_other_half (schema, relation);
  RelQueryRow *self;
  Parts parts;

  parts_init (&parts, collection, field);
  add_targets (&parts, schema, relation);
  add_notes (&parts, schema, collection, field);
  if (other != NULL)
    parts.junction = collection;

  self = row_new (ALL_TERMS, &parts);
  read_relation (self, relation);
  self->kinds = 1u << rel_kind_of_relation (schema, relation);
  self->kinds |= find_kind_of_list (schema, relation, relation);
  if (other != NULL)
    self->kinds |= find_kind_of_list (schema, other, relation);
  return self;
}

/**
 * rel_query_row_new_link:
 * @schema: a schema
 * @link: a link of one of its collections
 *
 * Makes a row of a link, as seen from its own collection. What is asked about a relation is
 * true of it if it is true of one of its halves.
 *
 * Returns: (transfer full): the row
 */
RelQueryRow *
rel_query_row_new_link (RelSchema *schema, RelLink *link)
{
  const char *collection = rel_link_get_collection (link);
  const char *field = rel_link_get_field (link);
  RelRelation *relation = rel_link_get_relation (link);
  RelRelation *second = rel_link_get_second (link);
  RelQueryRow *self;
  Parts parts;

  parts_init (&parts, collection, field);
  if (rel_link_is_many_side (link))
    add_targets (&parts, schema, relation);
  else
    {
      add_key (&parts, relation);
      if (second != NULL)
        add_key (&parts, second);
      if (second != NULL)
        add_targets (&parts, schema, second);
      else
        g_ptr_array_add (parts.to, (gpointer) rel_relation_get_collection (relation));
    }
  add_notes (&parts, schema, collection, field);
  if (second != NULL)
    parts.junction = rel_relation_get_collection (relation);

  self = row_new (ALL_TERMS, &parts);
  read_relation (self, relation);
  if (second != NULL)
    read_relation (self, second);
  self->kinds = 1u << rel_link_get_kind (link);
  return self;
}

/**
 * rel_query_row_new_collection:
 * @collection: a collection
 *
 * Makes a row of a collection. Only words and `from:` mean something there.
 *
 * Returns: (transfer full): the row
 */
RelQueryRow *
rel_query_row_new_collection (RelCollection *collection)
{
  Parts parts;

  parts_init (&parts, rel_collection_get_name (collection), NULL);
  add_line (&parts, rel_collection_get_note (collection));
  return row_new (1u << REL_QUERY_WORD | 1u << REL_QUERY_FROM, &parts);
}

/**
 * rel_query_row_new_field:
 * @collection: a collection
 * @field: one of its fields
 *
 * Makes a row of a field. Only words, `from:` and `field:` mean something there; for what it is
 * linked with, [func@QueryRow.new_link] is asked.
 *
 * Returns: (transfer full): the row
 */
RelQueryRow *
rel_query_row_new_field (RelCollection *collection, RelField *field)
{
  Parts parts;

  parts_init (&parts, rel_collection_get_name (collection), rel_field_get_name (field));
  add_line (&parts, rel_field_get_note (field));
  return row_new (1u << REL_QUERY_WORD | 1u << REL_QUERY_FROM | 1u << REL_QUERY_FIELD, &parts);
}

/**
 * rel_query_row_free:
 * @self: (transfer full): a row
 *
 * Frees a row.
 */
void
rel_query_row_free (RelQueryRow *self)
{
  g_free (self->marked.text);
  g_free (self->unmarked.text);
  g_free (self);
}

static const Texts *
get_texts (const RelQueryRow *self, gboolean with_marks)
{
  return with_marks || self->unmarked.text == NULL ? &self->marked : &self->unmarked;
}

/**
 * rel_query_row_answers:
 * @self: a row
 * @term: what is asked about
 *
 * Returns: whether that means something for what the row is of
 */
gboolean
rel_query_row_answers (const RelQueryRow *self, RelQueryTerm term)
{
  return (self->terms & 1u << term) != 0;
}

/**
 * rel_query_row_has_text:
 * @self: a row
 * @folded: a part of a text, as [func@fold_dup] makes it
 * @with_marks: whether accents are to be the same
 *
 * Returns: whether a name or a note has @folded in it
 */
gboolean
rel_query_row_has_text (const RelQueryRow *self, const char *folded, gboolean with_marks)
{
  return strstr (get_texts (self, with_marks)->text, folded) != NULL;
}

/**
 * rel_query_row_has_name:
 * @self: a row
 * @term: one that asks for a name
 * @pattern: the name, folded
 * @with_marks: whether accents are to be the same
 *
 * Returns: whether what @term asks for has that name; of several, whether one has
 */
gboolean
rel_query_row_has_name (const RelQueryRow *self, RelQueryTerm term, GPatternSpec *pattern, gboolean with_marks)
{
  const Texts *texts = get_texts (self, with_marks);

  switch (term)
    {
    case REL_QUERY_FROM:
      return g_pattern_spec_match_string (pattern, texts->from);
    case REL_QUERY_FIELD:
      return g_pattern_spec_match_string (pattern, texts->field);
    case REL_QUERY_JUNCTION:
      return *texts->junction != '\0' && g_pattern_spec_match_string (pattern, texts->junction);
    case REL_QUERY_TO:
      for (const char *to = texts->to; *to != '\0'; to = skip (to))
        {
          if (g_pattern_spec_match_string (pattern, to))
            return TRUE;
        }
      return FALSE;
    case REL_QUERY_WORD:
    case REL_QUERY_KEY:
    case REL_QUERY_KIND:
    case REL_QUERY_META:
    case REL_QUERY_ON_DELETE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * rel_query_row_has_kind:
 * @self: a row
 * @kind: a kind
 *
 * Returns: whether it is of that kind
 */
gboolean
rel_query_row_has_kind (const RelQueryRow *self, RelKind kind)
{
  return (self->kinds & 1u << kind) != 0;
}

/**
 * rel_query_row_has_action:
 * @self: a row
 * @action: an action
 *
 * Returns: whether that is what a foreign key does when the related item is deleted
 */
gboolean
rel_query_row_has_action (const RelQueryRow *self, RelAction action)
{
  return (self->actions & 1u << action) != 0;
}

/**
 * rel_query_row_lacks:
 * @self: a row
 * @term: %REL_QUERY_META or %REL_QUERY_KEY
 *
 * Returns: whether that part of a relation is missing
 */
gboolean
rel_query_row_lacks (const RelQueryRow *self, RelQueryTerm term)
{
  return (self->lacks & 1u << term) != 0;
}
