/* rel-graphql-checker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks arguments, directives and values.
 */

#include "config.h"

#include "rel-graphql-checker.h"

#include <string.h>

#include "rel-graphql-literal.h"
#include "rel-graphql-schema.h"
#include "rel-graphql-suggestion.h"

static void check_value (RelGraphqlChecker *self,
                         const RelGraphqlValue *value,
                         const RelGraphqlTypeRef *ref,
                         gboolean has_default,
                         gboolean is_read);

static char *
suggest_member (const char *name, const RelGraphqlMember *members)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (; members != NULL && members->name != NULL; members++)
    g_ptr_array_add (names, (gpointer) members->name);
  return rel_graphql_suggestion_dup (name, names, "");
}

static gboolean
is_said_before (const RelGraphqlArgument *first, const RelGraphqlArgument *argument)
{
  return rel_graphql_argument_find (first, argument->name) != argument;
}

/**
 * rel_graphql_checker_check_argument_names:
 * @self: a checker
 * @arguments: (nullable): the arguments of a field or directive
 *
 * No argument is given twice.
 */
void
rel_graphql_checker_check_argument_names (RelGraphqlChecker *self, const RelGraphqlArgument *arguments)
{
  for (const RelGraphqlArgument *argument = arguments; argument != NULL; argument = argument->next)
    {
      const RelGraphqlArgument *again = rel_graphql_argument_find (argument->next, argument->name);
      JsonObject *fault;

      if (again == NULL || is_said_before (arguments, argument))
        continue;
      fault = rel_graphql_faults_add (self->faults, &argument->place, "There can be only one argument named \"%s\".",
                                      argument->name);
      for (; fault != NULL && again != NULL; again = rel_graphql_argument_find (again->next, argument->name))
        rel_graphql_fault_add_place (fault, &again->place);
    }
}

/**
 * rel_graphql_checker_check_arguments:
 * @self: a checker
 * @arguments: (nullable): the arguments of a field or directive
 * @members: (nullable): the arguments that it has
 * @field: (nullable): the field as messages call it; without it the names are not checked
 *
 * Each argument is known, and its value is of its type.
 */
void
rel_graphql_checker_check_arguments (RelGraphqlChecker *self,
                                     const RelGraphqlArgument *arguments,
                                     const RelGraphqlMember *members,
                                     const char *field)
{
  for (const RelGraphqlArgument *argument = arguments; argument != NULL; argument = argument->next)
    {
      const RelGraphqlMember *member = rel_graphql_member_find (members, argument->name);

      if (member == NULL && field != NULL)
        {
          g_autofree char *suggestion = suggest_member (argument->name, members);

          rel_graphql_faults_add (self->faults, &argument->place, "Unknown argument \"%s\" on field \"%s\".%s",
                                  argument->name, field, suggestion);
        }
      check_value (self, argument->value, member != NULL ? member->type : NULL,
                   member != NULL && member->default_value != NULL, TRUE);
    }
}

/**
 * rel_graphql_checker_require_arguments:
 * @self: a checker
 * @arguments: (nullable): the arguments of a field or directive
 * @members: (nullable): the arguments that it has
 * @place: where it is
 * @owner: the field or directive as messages call it
 *
 * Each argument that is required is given.
 */
void
rel_graphql_checker_require_arguments (RelGraphqlChecker *self,
                                       const RelGraphqlArgument *arguments,
                                       const RelGraphqlMember *members,
                                       const RelGraphqlPlace *place,
                                       const char *owner)
{
  for (; members != NULL && members->name != NULL; members++)
    {
      g_autofree char *wanted = NULL;

      if (!rel_graphql_member_is_required (members) || rel_graphql_argument_find (arguments, members->name) != NULL)
        continue;
      wanted = rel_graphql_type_ref_dup_text (members->type);
      rel_graphql_faults_add (self->faults, place,
                              "%s argument \"%s\" of type \"%s\" is required, but it was not provided.", owner,
                              members->name, wanted);
    }
}

/**
 * rel_graphql_checker_check_repeats:
 * @self: a checker
 * @directives: (nullable): all directives of one place
 *
 * No directive stands there twice.
 */
void
rel_graphql_checker_check_repeats (RelGraphqlChecker *self, const RelGraphqlDirective *directives)
{
  for (const RelGraphqlDirective *directive = directives; directive != NULL; directive = directive->next)
    {
      const RelGraphqlDirective *first = directives;
      JsonObject *fault;

      while (strcmp (first->name, directive->name) != 0)
        first = first->next;
      if (first == directive || rel_graphql_schema_get_directive (directive->name) == NULL)
        continue;
      fault = rel_graphql_faults_add (self->faults, &first->place,
                                      "The directive \"@%s\" can only be used once at this location.", directive->name);
      if (fault != NULL)
        rel_graphql_fault_add_place (fault, &directive->place);
    }
}

static void
check_directive (RelGraphqlChecker *self, const RelGraphqlDirective *directive, const char *location)
{
  const RelGraphqlDirectiveType *type = rel_graphql_schema_get_directive (directive->name);
  g_autofree char *owner = g_strdup_printf ("Directive \"@%s\"", directive->name);

  if (type == NULL)
    rel_graphql_faults_add (self->faults, &directive->place, "Unknown directive \"@%s\".", directive->name);
  else if (!g_strv_contains (type->locations, location))
    rel_graphql_faults_add (self->faults, &directive->place, "%s may not be used on %s.", owner, location);

  for (const RelGraphqlArgument *argument = directive->arguments; type != NULL && argument != NULL;
       argument = argument->next)
    {
      if (rel_graphql_member_find (type->arguments, argument->name) == NULL)
        {
          g_autofree char *suggestion = suggest_member (argument->name, type->arguments);

          rel_graphql_faults_add (self->faults, &argument->place, "Unknown argument \"%s\" on directive \"@%s\".%s",
                                  argument->name, directive->name, suggestion);
        }
    }
  rel_graphql_checker_check_argument_names (self, directive->arguments);
  rel_graphql_checker_check_arguments (self, directive->arguments, type != NULL ? type->arguments : NULL, NULL);
  if (type != NULL)
    rel_graphql_checker_require_arguments (self, directive->arguments, type->arguments, &directive->place, owner);
}

/**
 * rel_graphql_checker_check_directives:
 * @self: a checker
 * @directives: (nullable): the directives of one place
 * @location: what the place is, as introspection calls it
 *
 * Each directive is known, may stand there, and has its arguments.
 */
void
rel_graphql_checker_check_directives (RelGraphqlChecker *self,
                                      const RelGraphqlDirective *directives,
                                      const char *location)
{
  for (; directives != NULL; directives = directives->next)
    check_directive (self, directives, location);
}

/* Says that a value is not of a type. */
static void
refuse_value (RelGraphqlChecker *self, const RelGraphqlValue *value, const RelGraphqlTypeRef *ref)
{
  g_autofree char *wanted = rel_graphql_type_ref_dup_text (ref);
  g_autofree char *found = rel_graphql_literal_dup_text (value);

  rel_graphql_faults_add (self->faults, &value->place, "Expected value of type \"%s\", found %s.", wanted, found);
}

/* Checks a value as one of a scalar or an enumeration. */
static void
check_leaf (RelGraphqlChecker *self, const RelGraphqlValue *value, const RelGraphqlTypeRef *ref)
{
  const RelGraphqlType *type = rel_graphql_schema_get_type (self->who, rel_graphql_type_ref_get_name (ref));
  g_autofree char *message = NULL;

  if (type->kind != REL_GRAPHQL_SCALAR && type->kind != REL_GRAPHQL_ENUM)
    {
      refuse_value (self, value, ref);
      return;
    }
  message = rel_graphql_literal_check (value, type, ref);
  if (message != NULL)
    rel_graphql_faults_add (self->faults, &value->place, "%s", message);
}

static void
require_members (RelGraphqlChecker *self, const RelGraphqlValue *value, const RelGraphqlType *type)
{
  for (const RelGraphqlMember *member = type->members; member->name != NULL; member++)
    {
      g_autofree char *wanted = NULL;

      if (!rel_graphql_member_is_required (member) || rel_graphql_argument_find (value->members, member->name) != NULL)
        continue;
      wanted = rel_graphql_type_ref_dup_text (member->type);
      rel_graphql_faults_add (self->faults, &value->place, "Field \"%s.%s\" of required type \"%s\" was not provided.",
                              type->self.name, member->name, wanted);
    }
}

static void
check_members (RelGraphqlChecker *self, const RelGraphqlValue *value, const RelGraphqlType *type, gboolean is_read)
{
  for (const RelGraphqlArgument *given = value->members; given != NULL; given = given->next)
    {
      const RelGraphqlMember *member = type != NULL ? rel_graphql_member_find (type->members, given->name) : NULL;
      const RelGraphqlArgument *first = rel_graphql_argument_find (value->members, given->name);

      if (type != NULL && member == NULL && is_read)
        {
          g_autofree char *suggestion = suggest_member (given->name, type->members);

          rel_graphql_faults_add (self->faults, &given->place, "Field \"%s\" is not defined by type \"%s\".%s",
                                  given->name, type->self.name, suggestion);
        }
      if (first != given)
        {
          JsonObject *fault = rel_graphql_faults_add (self->faults, &first->place,
                                                      "There can be only one input field named \"%s\".", given->name);

          if (fault != NULL)
            rel_graphql_fault_add_place (fault, &given->place);
        }
      check_value (self, given->value, member != NULL ? member->type : NULL,
                   member != NULL && member->default_value != NULL, is_read);
    }
}

static void
check_object (RelGraphqlChecker *self, const RelGraphqlValue *value, const RelGraphqlTypeRef *ref, gboolean is_read)
{
  const RelGraphqlType *type =
    ref != NULL ? rel_graphql_schema_get_type (self->who, rel_graphql_type_ref_get_name (ref)) : NULL;

  if (type == NULL || type->kind != REL_GRAPHQL_INPUT)
    {
      if (ref != NULL && is_read)
        check_leaf (self, value, ref);
      check_members (self, value, NULL, FALSE);
      return;
    }
  if (is_read)
    require_members (self, value, type);
  check_members (self, value, type, is_read);
}

static void
check_list (RelGraphqlChecker *self, const RelGraphqlValue *value, const RelGraphqlTypeRef *ref, gboolean is_read)
{
  const RelGraphqlTypeRef *list = rel_graphql_type_ref_get_nullable (ref);
  gboolean is_list = list != NULL && list->wrap == REL_GRAPHQL_LIST;

  if (!is_list && list != NULL && is_read)
    check_leaf (self, value, list);
  for (const RelGraphqlValue *item = value->items; item != NULL; item = item->next)
    check_value (self, item, is_list ? list->of : list, FALSE, is_read && is_list);
}

/* @is_read is false inside of a value that is checked as a whole. */
static void
check_value (RelGraphqlChecker *self,
             const RelGraphqlValue *value,
             const RelGraphqlTypeRef *ref,
             gboolean has_default,
             gboolean is_read)
{
  switch (value->kind)
    {
    case REL_GRAPHQL_VALUE_VARIABLE:
      {
        RelGraphqlUsage usage = { value, ref, has_default };

        g_array_append_val (self->usages, usage);
      }
      break;
    case REL_GRAPHQL_VALUE_NULL:
      if (is_read && ref != NULL && ref->wrap == REL_GRAPHQL_REQUIRED)
        refuse_value (self, value, ref);
      break;
    case REL_GRAPHQL_VALUE_LIST:
      check_list (self, value, ref, is_read);
      break;
    case REL_GRAPHQL_VALUE_OBJECT:
      check_object (self, value, ref, is_read);
      break;
    case REL_GRAPHQL_VALUE_BOOLEAN:
    case REL_GRAPHQL_VALUE_INT:
    case REL_GRAPHQL_VALUE_FLOAT:
    case REL_GRAPHQL_VALUE_STRING:
    case REL_GRAPHQL_VALUE_BLOCK_STRING:
    case REL_GRAPHQL_VALUE_ENUM:
    default:
      if (is_read && ref != NULL)
        check_leaf (self, value, ref);
      break;
    }
}

/**
 * rel_graphql_checker_check_value:
 * @self: a checker
 * @value: a value
 * @ref: (nullable): the type that is wanted, if it is known
 * @has_default: whether the place has a value of its own
 *
 * The value is of the type.
 */
void
rel_graphql_checker_check_value (RelGraphqlChecker *self,
                                 const RelGraphqlValue *value,
                                 const RelGraphqlTypeRef *ref,
                                 gboolean has_default)
{
  check_value (self, value, ref, has_default, TRUE);
}
