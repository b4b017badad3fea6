/* rel-graphql-overlap.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields that go by the same name in the answer must be the same field, with the same
 * arguments: they become one.
 */

#include "config.h"

#include "rel-graphql-overlap.h"

#include <string.h>

#include "rel-graphql-literal.h"
#include "rel-graphql-schema.h"
#include "rel-graphql-validation.h"

/* How many selections of a document are looked at: fragments in fragments can make endlessly
 * many of a few. */
#define MAX_SELECTIONS 20000

typedef struct
{
  RelGraphqlAudience who;
  const RelGraphqlDocument *document;
  guint *n_selections;  /* (unowned) */
  JsonArray *faults;    /* (unowned) */
  GHashTable *reported; /* (element-type RelGraphqlSelection) (owned): fields that a fault is about */
} Overlap;

/* A field, and the one that it is asked of. */
typedef struct _Entry Entry;
struct _Entry
{
  const RelGraphqlSelection *field;
  const Entry *parent; /* (nullable) */
};

/* A fragment, and what it is spread in. */
typedef struct
{
  const RelGraphqlDefinition *fragment;
  const Entry *parent; /* (nullable) */
} Spread;

/* The fields of one object, by their names in the answer. */
typedef struct
{
  GPtrArray *groups;  /* (element-type GPtrArray) (owned): of entries, in the order of the document */
  GHashTable *by_key; /* (element-type utf8 GPtrArray) (owned) */
  GArray *spreads;    /* (element-type Spread) (owned) */
} Level;

static void check_group (Overlap *self, GPtrArray *entries, const RelGraphqlType *type);

static void
add_entry (Level *level, const RelGraphqlSelection *field, const Entry *parent)
{
  GPtrArray *group = g_hash_table_lookup (level->by_key, field->key);
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry){ field, parent };
  if (group == NULL)
    {
      group = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (level->groups, group);
      g_hash_table_insert (level->by_key, (gpointer) field->key, group);
    }
  g_ptr_array_add (group, entry);
}

static void
add_spread (Overlap *self, Level *level, const char *name, const Entry *parent)
{
  Spread spread = { rel_graphql_document_get_fragment (self->document, name), parent };

  for (guint i = 0; i < level->spreads->len; i++)
    {
      if (g_array_index (level->spreads, Spread, i).fragment == spread.fragment)
        return;
    }
  if (spread.fragment != NULL)
    g_array_append_val (level->spreads, spread);
}

/* Adds the fields of a selection set; those of fragments come later. */
static void
add_set (Overlap *self, Level *level, const RelGraphqlSelectionSet *set, const Entry *parent)
{
  for (const RelGraphqlSelection *selection = set->first; selection != NULL; selection = selection->next)
    {
      if (++*self->n_selections > MAX_SELECTIONS)
        return;
      if (selection->kind == REL_GRAPHQL_SELECTION_SPREAD)
        add_spread (self, level, selection->name, parent);
      else if (selection->kind == REL_GRAPHQL_SELECTION_INLINE)
        add_set (self, level, selection->set, parent);
      else
        add_entry (level, selection, parent);
    }
}

static gboolean
has_same_arguments (const RelGraphqlSelection *a, const RelGraphqlSelection *b)
{
  guint n_a = 0;
  guint n_b = 0;

  for (const RelGraphqlArgument *argument = b->arguments; argument != NULL; argument = argument->next)
    n_b++;
  for (const RelGraphqlArgument *argument = a->arguments; argument != NULL; argument = argument->next)
    {
      const RelGraphqlArgument *other = rel_graphql_argument_find (b->arguments, argument->name);
      g_autofree char *text = NULL;
      g_autofree char *other_text = NULL;

      n_a++;
      if (other == NULL)
        return FALSE;
      text = rel_graphql_literal_dup_text (argument->value);
      other_text = rel_graphql_literal_dup_text (other->value);
      if (strcmp (text, other_text) != 0)
        return FALSE;
    }
  return n_a == n_b;
}

/* Says why two fields cannot be one, in the set where both are, or where what they are asked of is. */
static void
report (Overlap *self, const Entry *first, const Entry *second, const char *reason)
{
  g_autoptr (GString) text = g_string_new (reason);
  g_autoptr (GPtrArray) firsts = g_ptr_array_new ();
  g_autoptr (GPtrArray) seconds = g_ptr_array_new ();
  JsonObject *fault;

  if (!g_hash_table_add (self->reported, (gpointer) second->field))
    return;
  g_ptr_array_add (firsts, (gpointer) first->field);
  g_ptr_array_add (seconds, (gpointer) second->field);
  while (first->parent != NULL && first->parent->field != second->parent->field)
    {
      g_autofree char *inner = g_strdup_printf ("subfields \"%s\" conflict because %s", first->field->key, text->str);

      g_string_assign (text, inner);
      first = first->parent;
      second = second->parent;
      g_ptr_array_insert (firsts, 0, (gpointer) first->field);
      g_ptr_array_insert (seconds, 0, (gpointer) second->field);
    }

  fault = rel_graphql_faults_add (self->faults, NULL,
                                  "Fields \"%s\" conflict because %s. Use different aliases on the fields to fetch "
                                  "both if this was intentional.",
                                  first->field->key, text->str);
  g_ptr_array_extend_and_steal (firsts, g_steal_pointer (&seconds));
  for (guint i = 0; fault != NULL && i < firsts->len; i++)
    {
      const RelGraphqlSelection *field = g_ptr_array_index (firsts, i);

      rel_graphql_fault_add_place (fault, &field->place);
    }
}

/* Checks what is asked of @entries together, or of @root. */
static void
check_set (Overlap *self, GPtrArray *entries, const RelGraphqlSelectionSet *root, const RelGraphqlType *type)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) spreads = g_array_new (FALSE, FALSE, sizeof (Spread));
  Level level = { groups, by_key, spreads };

  if (root != NULL)
    add_set (self, &level, root, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      if (entry->field->set != NULL)
        add_set (self, &level, entry->field->set, entry);
    }
  for (guint i = 0; i < spreads->len; i++)
    {
      Spread spread = g_array_index (spreads, Spread, i);

      add_set (self, &level, spread.fragment->set, spread.parent);
    }
  for (guint i = 0; i < groups->len && *self->n_selections <= MAX_SELECTIONS; i++)
    check_group (self, g_ptr_array_index (groups, i), type);
}

/* Checks fields that have one name in the answer, and then what is asked of them all. */
static void
check_group (Overlap *self, GPtrArray *entries, const RelGraphqlType *type)
{
  const Entry *first = g_ptr_array_index (entries, 0);
  const RelGraphqlMember *member = rel_graphql_validation_get_field (self->who, type, first->field->name);
  gboolean is_one = TRUE;

  for (guint i = 1; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);
      g_autofree char *reason = NULL;

      if (strcmp (entry->field->name, first->field->name) != 0)
        reason = g_strdup_printf ("\"%s\" and \"%s\" are different fields", first->field->name, entry->field->name);
      else if (!has_same_arguments (first->field, entry->field))
        reason = g_strdup ("they have differing arguments");
      if (reason != NULL)
        report (self, first, entry, reason);
      is_one = is_one && reason == NULL;
    }
  if (!is_one)
    return;

  type = member != NULL ? rel_graphql_schema_get_type (self->who, rel_graphql_type_ref_get_name (member->type)) : NULL;
  if (type != NULL && type->kind == REL_GRAPHQL_OBJECT)
    check_set (self, entries, NULL, type);
}

/**
 * rel_graphql_overlap_check:
 * @who: who asks
 * @document: a document
 * @operation: an operation of it
 * @root: the type whose fields it asks for
 * @n_selections: (inout): how many selections of the document have been looked at
 * @faults: takes what is wrong
 *
 * Fields of the same name in the answer are the same.
 */
void
rel_graphql_overlap_check (RelGraphqlAudience who,
                           const RelGraphqlDocument *document,
                           const RelGraphqlDefinition *operation,
                           const RelGraphqlType *root,
                           guint *n_selections,
                           JsonArray *faults)
{
  Overlap self = { who, document, n_selections, faults, g_hash_table_new (NULL, NULL) };

  check_set (&self, NULL, operation->set, root);
  if (*n_selections > MAX_SELECTIONS)
    rel_graphql_faults_add (faults, &operation->place, "The document asks for more than %d fields.", MAX_SELECTIONS);
  g_hash_table_unref (self.reported);
}
