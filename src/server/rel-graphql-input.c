/* rel-graphql-input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a client sends along, variables and arguments, checked and brought to the types
 * that are wanted.
 */

#include "config.h"

#include "rel-graphql-input.h"

#include <math.h>
#include <string.h>

#include "rel-graphql-literal.h"
#include "rel-graphql-schema.h"
#include "rel-graphql-suggestion.h"
#include "rel-json.h"

#define MAX_FAULTS 50

/* How much of a value a message shows. */
#define MAX_SHOWN_DEPTH 2
#define MAX_SHOWN_ITEMS 10

typedef struct
{
  RelGraphqlAudience who;
  const RelGraphqlVariable *variable; /* whose value is read */
  GString *path;                      /* (owned): where in it */
  JsonArray *faults;                  /* (unowned) */
} Reader;

static JsonNode *read_value (Reader *self, JsonNode *value, const RelGraphqlTypeRef *ref);

static void append_value (GString *text, JsonNode *value, guint depth);

static void
append_object (GString *text, JsonObject *object, guint depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  const char *before = "{ ";

  if (json_object_get_size (object) == 0)
    {
      g_string_append (text, "{}");
      return;
    }
  if (depth >= MAX_SHOWN_DEPTH)
    {
      g_string_append (text, "[Object]");
      return;
    }
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_string_append_printf (text, "%s%s: ", before, name);
      append_value (text, value, depth + 1);
      before = ", ";
    }
  g_string_append (text, " }");
}

static void
append_array (GString *text, JsonArray *array, guint depth)
{
  guint length = json_array_get_length (array);

  if (length > 0 && depth >= MAX_SHOWN_DEPTH)
    {
      g_string_append (text, "[Array]");
      return;
    }
  g_string_append_c (text, '[');
  for (guint i = 0; i < length && i < MAX_SHOWN_ITEMS; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      append_value (text, json_array_get_element (array, i), depth + 1);
    }
  if (length > MAX_SHOWN_ITEMS)
    g_string_append_printf (text, ", ... %u more item%s", length - MAX_SHOWN_ITEMS,
                            length > MAX_SHOWN_ITEMS + 1 ? "s" : "");
  g_string_append_c (text, ']');
}

static void
append_value (GString *text, JsonNode *value, guint depth)
{
  g_autofree char *scalar = NULL;

  if (JSON_NODE_HOLDS_OBJECT (value))
    append_object (text, json_node_get_object (value), depth);
  else if (JSON_NODE_HOLDS_ARRAY (value))
    append_array (text, json_node_get_array (value), depth);
  else
    {
      scalar = rel_json_dup_text (value, FALSE);
      g_string_append (text, scalar);
    }
}

static char *
dup_shown (JsonNode *value)
{
  GString *text = g_string_new (NULL);

  append_value (text, value, 0);
  return g_string_free (text, FALSE);
}

static void
add_fault (JsonArray *faults, const RelGraphqlPlace *place, const char *message)
{
  guint length = json_array_get_length (faults);

  if (length == MAX_FAULTS)
    json_array_add_object_element (
      faults,
      rel_graphql_fault_new (NULL, "Too many errors processing variables, error limit reached. Execution aborted."));
  else if (length < MAX_FAULTS)
    json_array_add_object_element (faults, rel_graphql_fault_new (place, "%s", message));
}

/* Says what is wrong with a value inside a variable; takes @message. */
static void
refuse (Reader *self, JsonNode *value, char *message)
{
  g_autofree char *reason = message;
  g_autofree char *shown = dup_shown (value);
  g_autofree char *where = self->path->len > 0 ? g_strdup_printf (" at \"%s%s\"", self->variable->name, self->path->str)
                                               : g_strdup ("");
  g_autofree char *text =
    g_strdup_printf ("Variable \"$%s\" got invalid value %s%s; %s", self->variable->name, shown, where, reason);

  add_fault (self->faults, &self->variable->place, text);
}

static JsonNode *
read_item (Reader *self, JsonNode *value, const RelGraphqlTypeRef *ref, const char *step)
{
  gsize length = self->path->len;
  JsonNode *node;

  g_string_append (self->path, step);
  node = read_value (self, value, ref);
  g_string_truncate (self->path, length);
  return node;
}

/* Reads a list; a single value is a list of one. */
static JsonNode *
read_list (Reader *self, JsonNode *value, const RelGraphqlTypeRef *of)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *read = json_array_new ();
  gboolean is_list = JSON_NODE_HOLDS_ARRAY (value);
  guint length = is_list ? json_array_get_length (json_node_get_array (value)) : 1;
  gboolean is_right = TRUE;

  json_node_take_array (node, read);
  for (guint i = 0; i < length; i++)
    {
      g_autofree char *step = is_list ? g_strdup_printf ("[%u]", i) : g_strdup ("");
      JsonNode *item =
        read_item (self, is_list ? json_array_get_element (json_node_get_array (value), i) : value, of, step);

      if (item != NULL)
        json_array_add_element (read, item);
      is_right = is_right && item != NULL;
    }
  return is_right ? g_steal_pointer (&node) : NULL;
}

static gboolean
refuse_unknown (Reader *self, JsonNode *value, const RelGraphqlType *type)
{
  JsonObjectIter iter;
  const char *name;
  gboolean is_right = TRUE;

  json_object_iter_init_ordered (&iter, json_node_get_object (value));
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      g_autoptr (GPtrArray) names = NULL;
      g_autofree char *suggestion = NULL;

      if (rel_graphql_member_find (type->members, name) != NULL)
        continue;
      names = g_ptr_array_new ();
      for (const RelGraphqlMember *member = type->members; member->name != NULL; member++)
        g_ptr_array_add (names, (gpointer) member->name);
      suggestion = rel_graphql_suggestion_dup (name, names, "");
      refuse (self, value,
              g_strdup_printf ("Field \"%s\" is not defined by type \"%s\".%s", name, type->self.name, suggestion));
      is_right = FALSE;
    }
  return is_right;
}

static JsonNode *
read_object (Reader *self, JsonNode *value, const RelGraphqlType *type)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *read = json_object_new ();
  gboolean is_right = TRUE;

  json_node_take_object (node, read);
  if (!JSON_NODE_HOLDS_OBJECT (value))
    {
      refuse (self, value, g_strdup_printf ("Expected type \"%s\" to be an object.", type->self.name));
      return NULL;
    }
  for (const RelGraphqlMember *member = type->members; member->name != NULL; member++)
    {
      JsonNode *given = json_object_get_member (json_node_get_object (value), member->name);

      if (given != NULL)
        {
          g_autofree char *step = g_strdup_printf (".%s", member->name);
          JsonNode *item = read_item (self, given, member->type, step);

          if (item != NULL)
            json_object_set_member (read, member->name, item);
          is_right = is_right && item != NULL;
        }
      else if (rel_graphql_member_is_required (member))
        {
          g_autofree char *wanted = rel_graphql_type_ref_dup_text (member->type);

          refuse (self, value,
                  g_strdup_printf ("Field \"%s\" of required type \"%s\" was not provided.", member->name, wanted));
          is_right = FALSE;
        }
    }
  return refuse_unknown (self, value, type) && is_right ? g_steal_pointer (&node) : NULL;
}

static JsonNode *
refuse_scalar (Reader *self, JsonNode *value, const char *reason)
{
  g_autofree char *shown = dup_shown (value);

  refuse (self, value, g_strconcat (reason, shown, NULL));
  return NULL;
}

static JsonNode *
read_int (Reader *self, JsonNode *value)
{
  GType held = json_node_get_value_type (value);
  double number = held == G_TYPE_INT64 || held == G_TYPE_DOUBLE ? json_node_get_double (value) : NAN;

  if (isnan (number) || floor (number) != number)
    return refuse_scalar (self, value, "Int cannot represent non-integer value: ");
  if (number < G_MININT32 || number > G_MAXINT32)
    return refuse_scalar (self, value, "Int cannot represent non 32-bit signed integer value: ");
  return json_node_init_int (json_node_alloc (), (gint64) number);
}

static JsonNode *
read_id (Reader *self, JsonNode *value)
{
  g_autofree char *shown = dup_shown (value);

  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_ref (value);
  if (json_node_get_value_type (value) == G_TYPE_INT64)
    return rel_json_new_string (shown);
  return refuse_scalar (self, value, "ID cannot represent value: ");
}

static JsonNode *
read_enum (Reader *self, JsonNode *value, const RelGraphqlType *type)
{
  g_autofree char *shown = dup_shown (value);

  if (json_node_get_value_type (value) == G_TYPE_STRING &&
      rel_graphql_member_find (type->members, json_node_get_string (value)) != NULL)
    return json_node_ref (value);
  refuse (self, value, g_strdup_printf ("Value %s does not exist in \"%s\" enum.", shown, type->self.name));
  return NULL;
}

static JsonNode *
read_scalar (Reader *self, JsonNode *value, const char *type)
{
  GType held = json_node_get_value_type (value);

  if (strcmp (type, "Int") == 0)
    return read_int (self, value);
  if (strcmp (type, "ID") == 0)
    return read_id (self, value);
  if (strcmp (type, "Void") == 0)
    return json_node_new (JSON_NODE_NULL);
  if (strcmp (type, "String") == 0 && held != G_TYPE_STRING)
    return refuse_scalar (self, value, "String cannot represent a non string value: ");
  if (strcmp (type, "Boolean") == 0 && held != G_TYPE_BOOLEAN)
    return refuse_scalar (self, value, "Boolean cannot represent a non boolean value: ");
  return json_node_ref (value);
}

/* Reads a value that was sent; %NULL if something in it is wrong, which is said then. */
static JsonNode *
read_value (Reader *self, JsonNode *value, const RelGraphqlTypeRef *ref)
{
  const RelGraphqlType *type;

  if (ref->wrap == REL_GRAPHQL_REQUIRED && JSON_NODE_HOLDS_NULL (value))
    {
      g_autofree char *wanted = rel_graphql_type_ref_dup_text (ref);

      refuse (self, value, g_strdup_printf ("Expected non-nullable type \"%s\" not to be null.", wanted));
      return NULL;
    }
  if (JSON_NODE_HOLDS_NULL (value))
    return json_node_ref (value);
  ref = rel_graphql_type_ref_get_nullable (ref);
  if (ref->wrap == REL_GRAPHQL_LIST)
    return read_list (self, value, ref->of);

  type = rel_graphql_schema_get_type (self->who, ref->name);
  if (type->kind == REL_GRAPHQL_INPUT)
    return read_object (self, value, type);
  return type->kind == REL_GRAPHQL_ENUM ? read_enum (self, value, type) : read_scalar (self, value, ref->name);
}

/* What is wrong with a variable that was not sent, or sent as null, where it must have a value. */
static void
require_value (const RelGraphqlVariable *variable, gboolean is_sent, JsonArray *faults)
{
  g_autofree char *wanted = rel_graphql_type_ref_dup_text (variable->type);
  g_autofree char *message = g_strdup_printf (is_sent ? "Variable \"$%s\" of non-null type \"%s\" must not be null."
                                                      : "Variable \"$%s\" of required type \"%s\" was not provided.",
                                              variable->name, wanted);

  add_fault (faults, &variable->place, message);
}

/**
 * rel_graphql_input_read_variables:
 * @who: who asks
 * @variables: (nullable): the variables of an operation that has been checked
 * @sent: (nullable): the values that were sent
 * @faults: takes what is wrong with them
 *
 * Returns: (transfer full): the values of the variables that have one
 */
JsonObject *
rel_graphql_input_read_variables (RelGraphqlAudience who,
                                  const RelGraphqlVariable *variables,
                                  JsonObject *sent,
                                  JsonArray *faults)
{
  JsonObject *values = json_object_new ();
  Reader reader = { .who = who, .path = g_string_new (NULL), .faults = faults };

  for (const RelGraphqlVariable *variable = variables; variable != NULL; variable = variable->next)
    {
      JsonNode *value = sent != NULL ? json_object_get_member (sent, variable->name) : NULL;
      JsonNode *read = NULL;

      reader.variable = variable;
      if (variable->type->wrap == REL_GRAPHQL_REQUIRED && rel_json_is_null (value) &&
          (value != NULL || variable->default_value == NULL))
        require_value (variable, value != NULL, faults);
      else if (value != NULL)
        read = read_value (&reader, value, variable->type);
      else if (variable->default_value != NULL)
        read = rel_graphql_literal_evaluate (variable->default_value, who, variable->type, NULL);
      if (read != NULL)
        json_object_set_member (values, variable->name, read);
    }
  g_string_free (reader.path, TRUE);
  return values;
}

/* One argument; %NULL without a fault if nothing is said. */
static JsonNode *
read_argument (RelGraphqlAudience who,
               const RelGraphqlMember *member,
               const RelGraphqlArgument *argument,
               JsonObject *variables,
               JsonObject **fault)
{
  const RelGraphqlValue *value = argument->value;
  gboolean is_required = rel_graphql_member_is_required (member);
  gboolean is_variable = value->kind == REL_GRAPHQL_VALUE_VARIABLE;
  JsonNode *held = is_variable ? json_object_get_member (variables, value->text) : NULL;
  g_autofree char *wanted = rel_graphql_type_ref_dup_text (member->type);
  g_autofree char *text = NULL;
  JsonNode *node;

  if (is_variable && held == NULL)
    {
      if (is_required)
        *fault = rel_graphql_fault_new (&value->place,
                                        "Argument \"%s\" of required type \"%s\" was provided the variable \"$%s\" "
                                        "which was not provided a runtime value.",
                                        member->name, wanted, value->text);
      return NULL;
    }
  if (is_required && held != NULL && JSON_NODE_HOLDS_NULL (held))
    {
      *fault = rel_graphql_fault_new (&value->place, "Argument \"%s\" of non-null type \"%s\" must not be null.",
                                      member->name, wanted);
      return NULL;
    }
  node = rel_graphql_literal_evaluate (value, who, member->type, variables);
  if (node == NULL)
    {
      text = rel_graphql_literal_dup_text (value);
      *fault = rel_graphql_fault_new (&value->place, "Argument \"%s\" has invalid value %s.", member->name, text);
    }
  return node;
}

/**
 * rel_graphql_input_read_arguments:
 * @who: who asks
 * @members: (nullable): the arguments that there are
 * @arguments: (nullable): the arguments that are given, which have been checked
 * @variables: the values of variables
 * @fault: (out) (transfer full): what is wrong with them, if %NULL is returned
 *
 * Returns: (transfer full) (nullable): the arguments that have a value
 */
JsonObject *
rel_graphql_input_read_arguments (RelGraphqlAudience who,
                                  const RelGraphqlMember *members,
                                  const RelGraphqlArgument *arguments,
                                  JsonObject *variables,
                                  JsonObject **fault)
{
  g_autoptr (JsonObject) values = json_object_new ();

  *fault = NULL;
  for (const RelGraphqlArgument *argument = arguments; argument != NULL; argument = argument->next)
    {
      JsonNode *node =
        read_argument (who, rel_graphql_member_find (members, argument->name), argument, variables, fault);

      if (node != NULL)
        json_object_set_member (values, argument->name, node);
      else if (*fault != NULL)
        return NULL;
    }
  return g_steal_pointer (&values);
}
