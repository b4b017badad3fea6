/* rel-graphql-validation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks a document against the schema before anything of it is done, by the rules of
 * graphql-js 16 and in their order.
 */

#include "config.h"

#include "rel-graphql-validation.h"

#include <string.h>

#include "rel-graphql-checker.h"
#include "rel-graphql-fragments.h"
#include "rel-graphql-introspection.h"
#include "rel-graphql-overlap.h"
#include "rel-graphql-schema.h"
#include "rel-graphql-suggestion.h"

/* A definition and what is found out about it. */
typedef struct
{
  const RelGraphqlDefinition *definition;
  JsonArray *faults; /* (owned) */
  GArray *usages;    /* (element-type RelGraphqlUsage) (owned) */
} Finding;

typedef struct
{
  RelGraphqlAudience who;
  const RelGraphqlDocument *document;
  GArray *findings;   /* (element-type Finding) (owned) */
  guint n_selections; /* that were looked at for fields of one name */
  guint n_steps;      /* that were taken to see how deep introspection goes */
} Validation;

static void check_set (Validation *self,
                       RelGraphqlChecker *checker,
                       const RelGraphqlSelectionSet *set,
                       const RelGraphqlType *parent);

static const RelGraphqlMember type_name_field = { "__typename",
                                                  REL_GRAPHQL_REQUIRED_TYPE (REL_GRAPHQL_TYPE ("String")) };

static void
finding_clear (gpointer data)
{
  Finding *self = data;

  json_array_unref (self->faults);
  g_array_unref (self->usages);
}

static const RelGraphqlType *
get_composite (RelGraphqlAudience who, const RelGraphqlTypeRef *condition)
{
  const RelGraphqlType *type = rel_graphql_schema_get_type (who, condition->name);

  return type != NULL && type->kind == REL_GRAPHQL_OBJECT ? type : NULL;
}

/* The type that is written there exists. */
static void
check_type_name (RelGraphqlChecker *checker, const RelGraphqlTypeRef *ref)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *suggestion = NULL;
  const RelGraphqlType *type = NULL;

  while (ref->wrap != REL_GRAPHQL_NAMED)
    ref = ref->of;
  if (rel_graphql_schema_get_type (checker->who, ref->name) != NULL)
    return;

  names = g_ptr_array_new ();
  while ((type = rel_graphql_schema_next_type (checker->who, type)) != NULL)
    g_ptr_array_add (names, (gpointer) type->self.name);
  suggestion = rel_graphql_suggestion_dup (ref->name, names, "");
  rel_graphql_faults_add (checker->faults, &ref->place, "Unknown type \"%s\".%s", ref->name, suggestion);
}

/* Fields have subfields if they are objects, and only then. */
static void
check_leaf (RelGraphqlChecker *checker, const RelGraphqlSelection *field, const RelGraphqlMember *member)
{
  g_autofree char *text = NULL;
  gboolean is_object;

  if (member == NULL)
    return;
  is_object = rel_graphql_schema_get_type (checker->who, rel_graphql_type_ref_get_name (member->type))->kind ==
              REL_GRAPHQL_OBJECT;
  text = rel_graphql_type_ref_dup_text (member->type);
  if (is_object && field->set == NULL)
    rel_graphql_faults_add (checker->faults, &field->place,
                            "Field \"%s\" of type \"%s\" must have a selection of subfields. Did you mean \"%s { ... "
                            "}\"?",
                            field->name, text, field->name);
  else if (!is_object && field->set != NULL)
    rel_graphql_faults_add (checker->faults, &field->set->place,
                            "Field \"%s\" must not have a selection since type \"%s\" has no subfields.", field->name,
                            text);
}

static void
refuse_field (RelGraphqlChecker *checker, const RelGraphqlSelection *field, const RelGraphqlType *parent)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;
  const RelGraphqlMember *member = NULL;

  while ((member = rel_graphql_type_next_member (parent, checker->who, member)) != NULL)
    g_ptr_array_add (names, (gpointer) member->name);
  suggestion = rel_graphql_suggestion_dup (field->name, names, "");
  rel_graphql_faults_add (checker->faults, &field->place, "Cannot query field \"%s\" on type \"%s\".%s", field->name,
                          parent->self.name, suggestion);
}

static void
check_field (Validation *self,
             RelGraphqlChecker *checker,
             const RelGraphqlSelection *field,
             const RelGraphqlType *parent)
{
  const RelGraphqlMember *member = parent != NULL ? rel_graphql_validation_get_field (self->who, parent, field->name)
                                                  : NULL;
  const RelGraphqlMember *arguments = member != NULL ? member->arguments : NULL;
  const RelGraphqlType *type =
    member != NULL ? rel_graphql_schema_get_type (self->who, rel_graphql_type_ref_get_name (member->type)) : NULL;
  g_autofree char *full_name = member != NULL ? g_strdup_printf ("%s.%s", parent->self.name, field->name) : NULL;
  g_autofree char *owner = g_strdup_printf ("Field \"%s\"", field->name);

  check_leaf (checker, field, member);
  if (parent != NULL && member == NULL)
    refuse_field (checker, field, parent);
  rel_graphql_checker_check_repeats (checker, field->directives);
  rel_graphql_checker_check_argument_names (checker, field->arguments);
  if (!rel_graphql_fragments_check_introspection (self->document, field, &self->n_steps))
    rel_graphql_faults_add (checker->faults, &field->place, "Maximum introspection depth exceeded");
  rel_graphql_checker_check_arguments (checker, field->arguments, arguments, full_name);
  rel_graphql_checker_check_directives (checker, field->directives, "FIELD");
  if (field->set != NULL)
    check_set (self, checker, field->set, type != NULL && type->kind == REL_GRAPHQL_OBJECT ? type : NULL);
  rel_graphql_checker_require_arguments (checker, field->arguments, arguments, &field->place, owner);
}

static void
check_spread (Validation *self,
              RelGraphqlChecker *checker,
              const RelGraphqlSelection *spread,
              const RelGraphqlType *parent)
{
  const RelGraphqlDefinition *fragment = rel_graphql_document_get_fragment (self->document, spread->name);
  const RelGraphqlType *type = fragment != NULL ? get_composite (self->who, fragment->condition) : NULL;

  if (fragment == NULL)
    rel_graphql_faults_add (checker->faults, &spread->name_place, "Unknown fragment \"%s\".", spread->name);
  else if (type != NULL && parent != NULL && type != parent)
    rel_graphql_faults_add (
      checker->faults, &spread->place,
      "Fragment \"%s\" cannot be spread here as objects of type \"%s\" can never be of type \"%s\".", spread->name,
      parent->self.name, type->self.name);
  rel_graphql_checker_check_repeats (checker, spread->directives);
  rel_graphql_checker_check_directives (checker, spread->directives, "FRAGMENT_SPREAD");
}

static void
check_inline (Validation *self,
              RelGraphqlChecker *checker,
              const RelGraphqlSelection *inner,
              const RelGraphqlType *parent)
{
  const RelGraphqlTypeRef *condition = inner->condition;
  const RelGraphqlType *type = condition != NULL ? get_composite (self->who, condition) : parent;

  if (condition != NULL && type == NULL && rel_graphql_schema_get_type (self->who, condition->name) != NULL)
    rel_graphql_faults_add (checker->faults, &condition->place,
                            "Fragment cannot condition on non composite type \"%s\".", condition->name);
  if (type != NULL && parent != NULL && type != parent)
    rel_graphql_faults_add (checker->faults, &inner->place,
                            "Fragment cannot be spread here as objects of type \"%s\" can never be of type \"%s\".",
                            parent->self.name, type->self.name);
  rel_graphql_checker_check_repeats (checker, inner->directives);
  if (condition != NULL)
    check_type_name (checker, condition);
  rel_graphql_checker_check_directives (checker, inner->directives, "INLINE_FRAGMENT");
  check_set (self, checker, inner->set, type);
}

static void
check_set (Validation *self,
           RelGraphqlChecker *checker,
           const RelGraphqlSelectionSet *set,
           const RelGraphqlType *parent)
{
  for (const RelGraphqlSelection *selection = set->first;
       selection != NULL && !rel_graphql_faults_are_full (checker->faults); selection = selection->next)
    {
      if (selection->kind == REL_GRAPHQL_SELECTION_FIELD)
        check_field (self, checker, selection, parent);
      else if (selection->kind == REL_GRAPHQL_SELECTION_SPREAD)
        check_spread (self, checker, selection, parent);
      else
        check_inline (self, checker, selection, parent);
    }
}

/* The definition before this one that has its name, or itself. */
static const RelGraphqlDefinition *
find_first (const RelGraphqlDocument *document, const RelGraphqlDefinition *definition)
{
  const RelGraphqlDefinition *first = rel_graphql_document_get_first (document);
  gboolean is_fragment = definition->kind == REL_GRAPHQL_FRAGMENT;

  while (first != definition &&
         (g_strcmp0 (first->name, definition->name) != 0 || (first->kind == REL_GRAPHQL_FRAGMENT) != is_fragment))
    first = first->next;
  return first;
}

static void
check_definition_name (Validation *self,
                       RelGraphqlChecker *checker,
                       const RelGraphqlDefinition *definition,
                       const char *what)
{
  const RelGraphqlDefinition *first = find_first (self->document, definition);
  JsonObject *fault;

  if (definition->name == NULL || first == definition)
    return;
  fault = rel_graphql_faults_add (checker->faults, &first->name_place, "There can be only one %s named \"%s\".", what,
                                  definition->name);
  if (fault != NULL)
    rel_graphql_fault_add_place (fault, &definition->name_place);
}

static void
check_variable_names (RelGraphqlChecker *checker, const RelGraphqlVariable *variables)
{
  for (const RelGraphqlVariable *variable = variables; variable != NULL; variable = variable->next)
    {
      const RelGraphqlVariable *again = rel_graphql_variable_find (variable->next, variable->name);
      JsonObject *fault;

      if (again == NULL || rel_graphql_variable_find (variables, variable->name) != variable)
        continue;
      fault = rel_graphql_faults_add (checker->faults, &variable->name_place,
                                      "There can be only one variable named \"$%s\".", variable->name);
      for (; fault != NULL && again != NULL; again = rel_graphql_variable_find (again->next, variable->name))
        rel_graphql_fault_add_place (fault, &again->name_place);
    }
}

static void
check_variable (Validation *self, RelGraphqlChecker *checker, const RelGraphqlVariable *variable)
{
  const char *name = rel_graphql_type_ref_get_name (variable->type);
  const RelGraphqlType *type = rel_graphql_schema_get_type (self->who, name);
  gboolean is_input = type != NULL && rel_graphql_type_is_input (type);

  if (type != NULL && !is_input)
    {
      g_autofree char *text = rel_graphql_type_ref_dup_text (variable->type);

      rel_graphql_faults_add (checker->faults, &variable->type->place,
                              "Variable \"$%s\" cannot be non-input type \"%s\".", variable->name, text);
    }
  rel_graphql_checker_check_repeats (checker, variable->directives);
  check_type_name (checker, variable->type);
  if (variable->default_value != NULL)
    rel_graphql_checker_check_value (checker, variable->default_value, is_input ? variable->type : NULL, FALSE);
  rel_graphql_checker_check_directives (checker, variable->directives, "VARIABLE_DEFINITION");
}

static void
check_operation (Validation *self, RelGraphqlChecker *checker, const RelGraphqlDefinition *operation)
{
  static const char *const locations[] = { "QUERY", "MUTATION", "SUBSCRIPTION" };
  const RelGraphqlType *root = rel_graphql_schema_get_root (self->who, operation->kind);

  check_definition_name (self, checker, operation, "operation");
  if (operation->name == NULL && rel_graphql_document_get_operation (self->document, NULL) == NULL)
    rel_graphql_faults_add (checker->faults, &operation->place,
                            "This anonymous operation must be the only defined operation.");
  check_variable_names (checker, operation->variables);
  rel_graphql_checker_check_repeats (checker, operation->directives);
  for (const RelGraphqlVariable *variable = operation->variables; variable != NULL; variable = variable->next)
    check_variable (self, checker, variable);
  rel_graphql_checker_check_directives (checker, operation->directives, locations[operation->kind]);
  if (root != NULL)
    rel_graphql_overlap_check (self->who, self->document, operation, root, &self->n_selections, checker->faults);
  check_set (self, checker, operation->set, root);
}

static void
check_fragment (Validation *self, RelGraphqlChecker *checker, const RelGraphqlDefinition *fragment)
{
  const RelGraphqlType *type = get_composite (self->who, fragment->condition);

  if (type == NULL && rel_graphql_schema_get_type (self->who, fragment->condition->name) != NULL)
    rel_graphql_faults_add (checker->faults, &fragment->condition->place,
                            "Fragment \"%s\" cannot condition on non composite type \"%s\".", fragment->name,
                            fragment->condition->name);
  check_definition_name (self, checker, fragment, "fragment");
  rel_graphql_checker_check_repeats (checker, fragment->directives);
  check_type_name (checker, fragment->condition);
  rel_graphql_checker_check_directives (checker, fragment->directives, "FRAGMENT_DEFINITION");
  check_set (self, checker, fragment->set, type);
}

/* All places where an operation and the fragments that it spreads use variables. */
static GArray *
collect_usages (Validation *self, const RelGraphqlDefinition *operation)
{
  g_autoptr (GPtrArray) reached = rel_graphql_fragments_list (self->document, operation);
  GArray *usages = g_array_new (FALSE, FALSE, sizeof (RelGraphqlUsage));

  for (guint i = 0; i < reached->len; i++)
    {
      for (guint j = 0; j < self->findings->len; j++)
        {
          Finding *finding = &g_array_index (self->findings, Finding, j);

          if (finding->definition == g_ptr_array_index (reached, i))
            g_array_append_vals (usages, finding->usages->data, finding->usages->len);
        }
    }
  return usages;
}

static void
check_defined (const RelGraphqlDefinition *operation, GArray *usages, JsonArray *faults)
{
  for (guint i = 0; i < usages->len; i++)
    {
      const RelGraphqlValue *value = g_array_index (usages, RelGraphqlUsage, i).value;
      JsonObject *fault;

      if (rel_graphql_variable_find (operation->variables, value->text) != NULL)
        continue;
      if (operation->name != NULL)
        fault = rel_graphql_faults_add (faults, &value->place, "Variable \"$%s\" is not defined by operation \"%s\".",
                                        value->text, operation->name);
      else
        fault = rel_graphql_faults_add (faults, &value->place, "Variable \"$%s\" is not defined.", value->text);
      if (fault != NULL)
        rel_graphql_fault_add_place (fault, &operation->place);
    }
}

static gboolean
is_used (GArray *usages, const char *name)
{
  for (guint i = 0; i < usages->len; i++)
    {
      if (strcmp (g_array_index (usages, RelGraphqlUsage, i).value->text, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_used (const RelGraphqlDefinition *operation, GArray *usages, JsonArray *faults)
{
  for (const RelGraphqlVariable *variable = operation->variables; variable != NULL; variable = variable->next)
    {
      if (is_used (usages, variable->name))
        continue;
      if (operation->name != NULL)
        rel_graphql_faults_add (faults, &variable->place, "Variable \"$%s\" is never used in operation \"%s\".",
                                variable->name, operation->name);
      else
        rel_graphql_faults_add (faults, &variable->place, "Variable \"$%s\" is never used.", variable->name);
    }
}

/* Whether a variable may stand where it is used. */
static gboolean
is_allowed (const RelGraphqlVariable *variable, const RelGraphqlUsage *usage)
{
  const RelGraphqlTypeRef *wanted = usage->type;
  gboolean has_default = variable->default_value != NULL && variable->default_value->kind != REL_GRAPHQL_VALUE_NULL;

  if (wanted->wrap == REL_GRAPHQL_REQUIRED && variable->type->wrap != REL_GRAPHQL_REQUIRED &&
      (has_default || usage->has_default))
    wanted = wanted->of;
  return rel_graphql_type_ref_fits (variable->type, wanted);
}

static void
check_positions (Validation *self, const RelGraphqlDefinition *operation, GArray *usages, JsonArray *faults)
{
  for (guint i = 0; i < usages->len; i++)
    {
      const RelGraphqlUsage *usage = &g_array_index (usages, RelGraphqlUsage, i);
      const RelGraphqlVariable *variable = rel_graphql_variable_find (operation->variables, usage->value->text);
      g_autofree char *held = NULL;
      g_autofree char *wanted = NULL;
      JsonObject *fault;

      if (variable == NULL || usage->type == NULL ||
          rel_graphql_schema_get_type (self->who, rel_graphql_type_ref_get_name (variable->type)) == NULL ||
          is_allowed (variable, usage))
        continue;
      held = rel_graphql_type_ref_dup_text (variable->type);
      wanted = rel_graphql_type_ref_dup_text (usage->type);
      fault = rel_graphql_faults_add (faults, &variable->place,
                                      "Variable \"$%s\" of type \"%s\" used in position expecting type \"%s\".",
                                      variable->name, held, wanted);
      if (fault != NULL)
        rel_graphql_fault_add_place (fault, &usage->value->place);
    }
}

static void
check_definitions (Validation *self)
{
  const RelGraphqlDefinition *definition = rel_graphql_document_get_first (self->document);

  for (; definition != NULL; definition = definition->next)
    {
      Finding finding = { definition, json_array_new (), g_array_new (FALSE, FALSE, sizeof (RelGraphqlUsage)) };
      RelGraphqlChecker checker = { self->who, finding.faults, finding.usages };

      if (definition->kind == REL_GRAPHQL_FRAGMENT)
        check_fragment (self, &checker, definition);
      else
        check_operation (self, &checker, definition);
      g_array_append_val (self->findings, finding);
    }
}

/* What can only be said of an operation when all fragments have been looked through. */
static void
check_variables (Validation *self, Finding *finding)
{
  g_autoptr (GArray) usages = collect_usages (self, finding->definition);

  check_defined (finding->definition, usages, finding->faults);
  check_used (finding->definition, usages, finding->faults);
  check_positions (self, finding->definition, usages, finding->faults);
}

static void
append_faults (JsonArray *faults, JsonArray *more)
{
  for (guint i = 0; i < json_array_get_length (more); i++)
    {
      JsonObject *fault = json_object_ref (json_array_get_object_element (more, i));

      json_array_add_object_element (faults, fault);
    }
}

/**
 * rel_graphql_validation_run:
 * @who: who asks
 * @document: what is asked
 *
 * Returns: (transfer full) (element-type JsonObject): what is wrong with it
 */
JsonArray *
rel_graphql_validation_run (RelGraphqlAudience who, const RelGraphqlDocument *document)
{
  JsonArray *faults = json_array_new ();
  Validation self = { who, document, g_array_new (FALSE, FALSE, sizeof (Finding)) };

  g_array_set_clear_func (self.findings, finding_clear);
  check_definitions (&self);
  for (guint i = 0; i < self.findings->len; i++)
    {
      Finding *finding = &g_array_index (self.findings, Finding, i);

      if (finding->definition->kind != REL_GRAPHQL_FRAGMENT)
        check_variables (&self, finding);
      append_faults (faults, finding->faults);
    }
  rel_graphql_fragments_check (document, faults);
  g_array_unref (self.findings);
  return faults;
}

/**
 * rel_graphql_validation_get_field:
 * @who: who asks
 * @parent: an object type
 * @name: name of a field
 *
 * Returns: (transfer none) (nullable): the field of it, be it one that every type or query has
 */
const RelGraphqlMember *
rel_graphql_validation_get_field (RelGraphqlAudience who, const RelGraphqlType *parent, const char *name)
{
  const RelGraphqlMember *member = NULL;

  if (strcmp (name, type_name_field.name) == 0)
    return &type_name_field;
  if (parent == rel_graphql_schema_get_root (who, REL_GRAPHQL_QUERY))
    member = rel_graphql_member_find (rel_graphql_introspection_fields, name);
  return member != NULL ? member : rel_graphql_type_get_member (parent, who, name);
}
