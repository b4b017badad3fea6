/* rel-graphql-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-graphql-plan.h"

#include <string.h>

#include "rel-graphql-input.h"
#include "rel-graphql-schema.h"
#include "rel-graphql-validation.h"
#include "rel-json.h"

typedef struct
{
  RelGraphqlAudience who;
  const RelGraphqlDocument *document;
  JsonObject *variables;
  JsonObject *fault; /* (owned) (nullable) */
} Planner;

/* The fields of one object that are planned so far. */
typedef struct
{
  const RelGraphqlType *type;
  GPtrArray *fields;  /* (element-type RelGraphqlPlan) (owned) */
  GHashTable *by_key; /* (element-type utf8 RelGraphqlPlan) (owned) */
  GHashTable *spread; /* (element-type RelGraphqlDefinition) (owned): fragments that are in */
} Level;

static void
plan_free (gpointer data)
{
  RelGraphqlPlan *self = data;

  g_ptr_array_unref (self->selections);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

/* Whether `@skip` and `@include` let a selection be. */
static gboolean
is_wanted (Planner *self, const RelGraphqlDirective *directives)
{
  gboolean is_in = TRUE;

  for (; directives != NULL && self->fault == NULL; directives = directives->next)
    {
      const RelGraphqlDirectiveType *type = rel_graphql_schema_get_directive (directives->name);
      g_autoptr (JsonObject) values = rel_graphql_input_read_arguments (self->who, type->arguments,
                                                                        directives->arguments, self->variables,
                                                                        &self->fault);

      if (values != NULL)
        is_in = is_in && rel_json_get_boolean (values, "if") == (strcmp (directives->name, "include") == 0);
    }
  return is_in && self->fault == NULL;
}

static void
add_field (Planner *self, Level *level, const RelGraphqlSelection *selection)
{
  RelGraphqlPlan *plan = g_hash_table_lookup (level->by_key, selection->key);

  if (plan == NULL)
    {
      plan = g_new0 (RelGraphqlPlan, 1);
      plan->parent = level->type;
      plan->member = rel_graphql_validation_get_field (self->who, level->type, selection->name);
      plan->selections = g_ptr_array_new ();
      g_ptr_array_add (level->fields, plan);
      g_hash_table_insert (level->by_key, (gpointer) selection->key, plan);
    }
  g_ptr_array_add (plan->selections, (gpointer) selection);
}

static void
add_set (Planner *self, Level *level, const RelGraphqlSelectionSet *set)
{
  for (const RelGraphqlSelection *selection = set->first; selection != NULL; selection = selection->next)
    {
      if (!is_wanted (self, selection->directives))
        continue;
      if (selection->kind == REL_GRAPHQL_SELECTION_FIELD)
        add_field (self, level, selection);
      else if (selection->kind == REL_GRAPHQL_SELECTION_INLINE)
        add_set (self, level, selection->set);
      else
        {
          const RelGraphqlDefinition *fragment = rel_graphql_document_get_fragment (self->document, selection->name);

          if (g_hash_table_add (level->spread, (gpointer) fragment))
            add_set (self, level, fragment->set);
        }
    }
}

static void
level_init (Level *self, const RelGraphqlType *type)
{
  self->type = type;
  self->fields = g_ptr_array_new_with_free_func (plan_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->spread = g_hash_table_new (NULL, NULL);
}

static GPtrArray *
level_clear (Level *self)
{
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->spread);
  return g_steal_pointer (&self->fields);
}

/* Plans what is asked of each of @fields. */
static void
plan_inner (Planner *self, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len && self->fault == NULL; i++)
    {
      RelGraphqlPlan *plan = g_ptr_array_index (fields, i);
      const RelGraphqlType *type =
        rel_graphql_schema_get_type (self->who, rel_graphql_type_ref_get_name (plan->member->type));
      Level level;

      if (type->kind != REL_GRAPHQL_OBJECT)
        continue;
      level_init (&level, type);
      for (guint j = 0; j < plan->selections->len; j++)
        {
          const RelGraphqlSelection *selection = g_ptr_array_index (plan->selections, j);

          add_set (self, &level, selection->set);
        }
      plan->fields = level_clear (&level);
      plan_inner (self, plan->fields);
    }
}

/**
 * rel_graphql_plan_make:
 * @who: who asks
 * @document: a document that has been checked
 * @operation: the operation of it that is to be done
 * @variables: the values of variables
 * @fault: (out) (transfer full): what is wrong, if %NULL is returned
 *
 * Returns: (transfer full) (nullable) (element-type RelGraphqlPlan): the fields of the answer
 */
GPtrArray *
rel_graphql_plan_make (RelGraphqlAudience who,
                       const RelGraphqlDocument *document,
                       const RelGraphqlDefinition *operation,
                       JsonObject *variables,
                       JsonObject **fault)
{
  Planner self = { who, document, variables, NULL };
  g_autoptr (GPtrArray) fields = NULL;
  Level level;

  level_init (&level, rel_graphql_schema_get_root (who, operation->kind));
  add_set (&self, &level, operation->set);
  fields = level_clear (&level);
  plan_inner (&self, fields);
  if (self.fault == NULL)
    return g_steal_pointer (&fields);

  *fault = self.fault;
  return NULL;
}

/**
 * rel_graphql_plan_get_selection:
 * @self: a field of the answer
 *
 * Returns: (transfer none): the first place that asks for it
 */
const RelGraphqlSelection *
rel_graphql_plan_get_selection (const RelGraphqlPlan *self)
{
  return g_ptr_array_index (self->selections, 0);
}
