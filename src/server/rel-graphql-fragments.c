/* rel-graphql-fragments.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the fragments of a document lead to each other.
 */

#include "config.h"

#include "rel-graphql-fragments.h"

#include <string.h>

/* How many lists of lists introspection may be asked for at once. */
#define MAX_LISTS 3

/* How many selections of a document are followed to find that out. */
#define MAX_STEPS 20000

typedef struct
{
  const RelGraphqlDocument *document;
  GHashTable *looked_at; /* (element-type RelGraphqlDefinition) (owned) */
  GPtrArray *way;        /* (element-type RelGraphqlSelection) (owned): spreads, each in the fragment before */
  JsonArray *faults;     /* (unowned) */
} Cycles;

/* The spreads in a selection set, those of inner sets after its own. */
static GPtrArray *
list_spreads (const RelGraphqlSelectionSet *set)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new ();
  GPtrArray *spreads = g_ptr_array_new ();

  g_ptr_array_add (sets, (gpointer) set);
  while (sets->len > 0)
    {
      set = g_ptr_array_steal_index (sets, sets->len - 1);
      for (const RelGraphqlSelection *selection = set->first; selection != NULL; selection = selection->next)
        {
          if (selection->kind == REL_GRAPHQL_SELECTION_SPREAD)
            g_ptr_array_add (spreads, (gpointer) selection);
          else if (selection->set != NULL)
            g_ptr_array_add (sets, selection->set);
        }
    }
  return spreads;
}

/**
 * rel_graphql_fragments_list:
 * @document: a document
 * @operation: an operation of it
 *
 * Returns: (transfer container) (element-type RelGraphqlDefinition): the operation, and all
 *   fragments that it spreads, or that these spread
 */
GPtrArray *
rel_graphql_fragments_list (const RelGraphqlDocument *document, const RelGraphqlDefinition *operation)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  GPtrArray *found = g_ptr_array_new ();

  g_ptr_array_add (found, (gpointer) operation);
  g_ptr_array_add (left, (gpointer) operation);
  while (left->len > 0)
    {
      const RelGraphqlDefinition *definition = g_ptr_array_steal_index (left, left->len - 1);
      g_autoptr (GPtrArray) spreads = list_spreads (definition->set);

      for (guint i = 0; i < spreads->len; i++)
        {
          const RelGraphqlSelection *spread = g_ptr_array_index (spreads, i);
          const RelGraphqlDefinition *fragment = rel_graphql_document_get_fragment (document, spread->name);

          if (fragment == NULL || g_ptr_array_find (found, fragment, NULL))
            continue;
          g_ptr_array_add (found, (gpointer) fragment);
          g_ptr_array_add (left, (gpointer) fragment);
        }
    }
  return found;
}

/* Says that the spreads of the way from @first on lead back to where they began. */
static void
report_cycle (Cycles *self, guint first)
{
  const RelGraphqlSelection *last = g_ptr_array_index (self->way, self->way->len - 1);
  g_autoptr (GString) via = g_string_new (NULL);
  JsonObject *fault;

  for (guint i = first; i + 1 < self->way->len; i++)
    {
      const RelGraphqlSelection *spread = g_ptr_array_index (self->way, i);

      g_string_append_printf (via, "%s\"%s\"", i == first ? " via " : ", ", spread->name);
    }
  fault =
    rel_graphql_faults_add (self->faults, NULL, "Cannot spread fragment \"%s\" within itself%s.", last->name, via->str);
  for (guint i = first; fault != NULL && i < self->way->len; i++)
    {
      const RelGraphqlSelection *spread = g_ptr_array_index (self->way, i);

      rel_graphql_fault_add_place (fault, &spread->place);
    }
}

/* Where on the way a fragment was entered; -1 if it was not. */
static int
find_on_way (Cycles *self, const char *root, const char *name)
{
  if (strcmp (root, name) == 0)
    return 0;
  for (guint i = 0; i + 1 < self->way->len; i++)
    {
      const RelGraphqlSelection *spread = g_ptr_array_index (self->way, i);

      if (strcmp (spread->name, name) == 0)
        return i + 1;
    }
  return -1;
}

static void
follow_spreads (Cycles *self, const char *root, const RelGraphqlDefinition *fragment)
{
  g_autoptr (GPtrArray) spreads = NULL;

  if (!g_hash_table_add (self->looked_at, (gpointer) fragment))
    return;
  spreads = list_spreads (fragment->set);
  for (guint i = 0; i < spreads->len; i++)
    {
      const RelGraphqlSelection *spread = g_ptr_array_index (spreads, i);
      const RelGraphqlDefinition *next = rel_graphql_document_get_fragment (self->document, spread->name);
      int entered;

      g_ptr_array_add (self->way, (gpointer) spread);
      entered = find_on_way (self, root, spread->name);
      if (entered >= 0)
        report_cycle (self, entered);
      else if (next != NULL)
        follow_spreads (self, root, next);
      g_ptr_array_set_size (self->way, self->way->len - 1);
    }
}

static void
check_cycles (const RelGraphqlDocument *document, JsonArray *faults)
{
  Cycles self = { document, g_hash_table_new (NULL, NULL), g_ptr_array_new (), faults };
  const RelGraphqlDefinition *definition = rel_graphql_document_get_first (document);

  for (; definition != NULL; definition = definition->next)
    {
      if (definition->kind == REL_GRAPHQL_FRAGMENT)
        follow_spreads (&self, definition->name, definition);
    }
  g_hash_table_unref (self.looked_at);
  g_ptr_array_unref (self.way);
}

static void
check_used (const RelGraphqlDocument *document, JsonArray *faults)
{
  const RelGraphqlDefinition *first = rel_graphql_document_get_first (document);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  for (const RelGraphqlDefinition *operation = first; operation != NULL; operation = operation->next)
    {
      g_autoptr (GPtrArray) reached = NULL;

      if (operation->kind == REL_GRAPHQL_FRAGMENT)
        continue;
      reached = rel_graphql_fragments_list (document, operation);
      for (guint i = 1; i < reached->len; i++)
        g_hash_table_add (used, (gpointer) ((const RelGraphqlDefinition *) g_ptr_array_index (reached, i))->name);
    }
  for (const RelGraphqlDefinition *fragment = first; fragment != NULL; fragment = fragment->next)
    {
      if (fragment->kind == REL_GRAPHQL_FRAGMENT && !g_hash_table_contains (used, fragment->name))
        rel_graphql_faults_add (faults, &fragment->place, "Fragment \"%s\" is never used.", fragment->name);
    }
}

/**
 * rel_graphql_fragments_check:
 * @document: a document
 * @faults: takes what is wrong
 *
 * No fragment spreads itself, and each is spread somewhere.
 */
void
rel_graphql_fragments_check (const RelGraphqlDocument *document, JsonArray *faults)
{
  check_cycles (document, faults);
  check_used (document, faults);
}

/* Whether a selection stays within the depth; the way down is @depth lists long. */
static gboolean
is_shallow (const RelGraphqlDocument *document,
            const RelGraphqlSelection *selection,
            GPtrArray *entered,
            guint depth,
            guint *n_steps)
{
  static const char *const lists[] = { "fields", "interfaces", "possibleTypes", "inputFields", NULL };
  const RelGraphqlSelectionSet *set = selection->set;
  const RelGraphqlDefinition *fragment = NULL;
  gboolean is_right = TRUE;

  if (++*n_steps > MAX_STEPS)
    return FALSE;
  if (selection->kind == REL_GRAPHQL_SELECTION_SPREAD)
    {
      fragment = rel_graphql_document_get_fragment (document, selection->name);
      if (fragment == NULL || g_ptr_array_find (entered, fragment, NULL))
        return TRUE;
      g_ptr_array_add (entered, (gpointer) fragment);
      set = fragment->set;
    }
  else if (selection->kind == REL_GRAPHQL_SELECTION_FIELD && g_strv_contains (lists, selection->name) &&
           ++depth >= MAX_LISTS)
    return FALSE;

  for (selection = set != NULL ? set->first : NULL; is_right && selection != NULL; selection = selection->next)
    is_right = is_shallow (document, selection, entered, depth, n_steps);
  if (fragment != NULL)
    g_ptr_array_set_size (entered, entered->len - 1);
  return is_right;
}

/**
 * rel_graphql_fragments_check_introspection:
 * @document: a document
 * @field: a field in it
 * @n_steps: (inout): how many selections of the document have been followed
 *
 * A type leads to fields, these to types, and so on for ever: who asks for that asks for
 * an answer without end.
 *
 * Returns: whether the field is not the beginning of such a question
 */
gboolean
rel_graphql_fragments_check_introspection (const RelGraphqlDocument *document,
                                           const RelGraphqlSelection *field,
                                           guint *n_steps)
{
  g_autoptr (GPtrArray) entered = g_ptr_array_new ();

  if (strcmp (field->name, "__schema") != 0 && strcmp (field->name, "__type") != 0)
    return TRUE;
  return is_shallow (document, field, entered, 0, n_steps);
}
