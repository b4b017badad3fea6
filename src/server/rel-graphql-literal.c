/* rel-graphql-literal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values as a document writes them: back to text, checked against a type, and as JSON.
 */

#include "config.h"

#include "rel-graphql-literal.h"

#include <string.h>

#include "rel-graphql-schema.h"
#include "rel-graphql-suggestion.h"
#include "rel-json.h"

static void append_literal (GString *text, const RelGraphqlValue *value);

static void
append_string (GString *text, const char *string)
{
  static const char escaped[] = "\"\\\b\f\n\r\t";
  static const char names[] = "\"\\bfnrt";

  g_string_append_c (text, '"');
  for (; *string != '\0'; string = g_utf8_next_char (string))
    {
      gunichar c = g_utf8_get_char (string);
      const char *found = c < 0x80 ? strchr (escaped, (char) c) : NULL;

      if (found != NULL)
        g_string_append_printf (text, "\\%c", names[found - escaped]);
      else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        g_string_append_printf (text, "\\u%04X", c);
      else
        g_string_append_unichar (text, c);
    }
  g_string_append_c (text, '"');
}

static void
append_object (GString *text, const RelGraphqlArgument *members)
{
  g_string_append_c (text, '{');
  for (const RelGraphqlArgument *member = members; member != NULL; member = member->next)
    {
      if (member != members)
        g_string_append (text, ", ");
      g_string_append_printf (text, "%s: ", member->name);
      append_literal (text, member->value);
    }
  g_string_append_c (text, '}');
}

static void
append_list (GString *text, const RelGraphqlValue *items)
{
  g_string_append_c (text, '[');
  for (const RelGraphqlValue *item = items; item != NULL; item = item->next)
    {
      if (item != items)
        g_string_append (text, ", ");
      append_literal (text, item);
    }
  g_string_append_c (text, ']');
}

static void
append_literal (GString *text, const RelGraphqlValue *value)
{
  switch (value->kind)
    {
    case REL_GRAPHQL_VALUE_VARIABLE:
      g_string_append_printf (text, "$%s", value->text);
      break;
    case REL_GRAPHQL_VALUE_STRING:
    case REL_GRAPHQL_VALUE_BLOCK_STRING:
      append_string (text, value->text);
      break;
    case REL_GRAPHQL_VALUE_LIST:
      append_list (text, value->items);
      break;
    case REL_GRAPHQL_VALUE_OBJECT:
      append_object (text, value->members);
      break;
    case REL_GRAPHQL_VALUE_NULL:
    case REL_GRAPHQL_VALUE_BOOLEAN:
    case REL_GRAPHQL_VALUE_INT:
    case REL_GRAPHQL_VALUE_FLOAT:
    case REL_GRAPHQL_VALUE_ENUM:
    default:
      g_string_append (text, value->text);
      break;
    }
}

/**
 * rel_graphql_literal_dup_text:
 * @self: a value
 *
 * Returns: (transfer full): how it is written
 */
char *
rel_graphql_literal_dup_text (const RelGraphqlValue *self)
{
  GString *text = g_string_new (NULL);

  append_literal (text, self);
  return g_string_free (text, FALSE);
}

static gboolean
is_string (const RelGraphqlValue *value)
{
  return value->kind == REL_GRAPHQL_VALUE_STRING || value->kind == REL_GRAPHQL_VALUE_BLOCK_STRING;
}

/* Whether all of it can be said in JSON, which has no bare words. */
static gboolean
is_json (const RelGraphqlValue *value)
{
  for (const RelGraphqlValue *item = value->items; item != NULL; item = item->next)
    {
      if (!is_json (item))
        return FALSE;
    }
  for (const RelGraphqlArgument *member = value->members; member != NULL; member = member->next)
    {
      if (!is_json (member->value))
        return FALSE;
    }
  return value->kind != REL_GRAPHQL_VALUE_ENUM;
}

static gboolean
is_int (const char *digits)
{
  return g_ascii_string_to_signed (digits, 10, G_MININT32, G_MAXINT32, NULL, NULL);
}

static char *
check_enum (const RelGraphqlValue *value, const RelGraphqlType *type, const char *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  if (value->kind == REL_GRAPHQL_VALUE_ENUM && rel_graphql_member_find (type->members, value->text) != NULL)
    return NULL;
  for (const RelGraphqlMember *member = type->members; member->name != NULL; member++)
    g_ptr_array_add (names, (gpointer) member->name);
  suggestion = rel_graphql_suggestion_dup (text, names, "the enum value ");
  if (value->kind == REL_GRAPHQL_VALUE_ENUM)
    return g_strdup_printf ("Value \"%s\" does not exist in \"%s\" enum.%s", text, type->self.name, suggestion);
  return g_strdup_printf ("Enum \"%s\" cannot represent non-enum value: %s.%s", type->self.name, text, suggestion);
}

static char *
check_scalar (const RelGraphqlValue *value, const char *type, const char *text, const RelGraphqlTypeRef *ref)
{
  if (strcmp (type, "String") == 0)
    return is_string (value) ? NULL : g_strdup_printf ("String cannot represent a non string value: %s", text);
  if (strcmp (type, "Boolean") == 0)
    return value->kind == REL_GRAPHQL_VALUE_BOOLEAN
             ? NULL
             : g_strdup_printf ("Boolean cannot represent a non boolean value: %s", text);
  if (strcmp (type, "ID") == 0)
    return is_string (value) || value->kind == REL_GRAPHQL_VALUE_INT
             ? NULL
             : g_strdup_printf ("ID cannot represent a non-string and non-integer value: %s", text);
  if (strcmp (type, "Int") == 0 && value->kind != REL_GRAPHQL_VALUE_INT)
    return g_strdup_printf ("Int cannot represent non-integer value: %s", text);
  if (strcmp (type, "Int") == 0)
    return is_int (text) ? NULL : g_strdup_printf ("Int cannot represent non 32-bit signed integer value: %s", text);
  if (!is_json (value))
    {
      g_autofree char *wanted = rel_graphql_type_ref_dup_text (ref);

      return g_strdup_printf ("Expected value of type \"%s\", found %s.", wanted, text);
    }
  return NULL;
}

/**
 * rel_graphql_literal_check:
 * @self: a value, neither null nor a variable
 * @type: a scalar or an enumeration
 * @ref: the type as it is written where the value stands
 *
 * Returns: (transfer full) (nullable): why the value is not one of the type, if it is not
 */
char *
rel_graphql_literal_check (const RelGraphqlValue *self, const RelGraphqlType *type, const RelGraphqlTypeRef *ref)
{
  g_autofree char *text = rel_graphql_literal_dup_text (self);

  return type->kind == REL_GRAPHQL_ENUM ? check_enum (self, type, text)
                                        : check_scalar (self, type->self.name, text, ref);
}

static JsonNode *
new_null (void)
{
  return json_node_new (JSON_NODE_NULL);
}

static JsonNode *
new_array_node (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

static JsonNode *
new_object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static gboolean
is_missing (const RelGraphqlValue *value, JsonObject *variables)
{
  return value->kind == REL_GRAPHQL_VALUE_VARIABLE &&
         (variables == NULL || !json_object_has_member (variables, value->text));
}

static JsonNode *
evaluate_number (const char *digits)
{
  gint64 integer;

  if (g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return json_node_init_int (json_node_alloc (), integer);
  return json_node_init_double (json_node_alloc (), g_ascii_strtod (digits, NULL));
}

/* A value of any type. */
static JsonNode *
evaluate_any (const RelGraphqlValue *value, JsonObject *variables)
{
  JsonObject *object;
  JsonArray *array;

  switch (value->kind)
    {
    case REL_GRAPHQL_VALUE_VARIABLE:
      return is_missing (value, variables) ? new_null ()
                                           : json_node_ref (json_object_get_member (variables, value->text));
    case REL_GRAPHQL_VALUE_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), strcmp (value->text, "true") == 0);
    case REL_GRAPHQL_VALUE_INT:
    case REL_GRAPHQL_VALUE_FLOAT:
      return evaluate_number (value->text);
    case REL_GRAPHQL_VALUE_LIST:
      array = json_array_new ();
      for (const RelGraphqlValue *item = value->items; item != NULL; item = item->next)
        json_array_add_element (array, evaluate_any (item, variables));
      return new_array_node (array);
    case REL_GRAPHQL_VALUE_OBJECT:
      object = json_object_new ();
      for (const RelGraphqlArgument *member = value->members; member != NULL; member = member->next)
        json_object_set_member (object, member->name, evaluate_any (member->value, variables));
      return new_object_node (object);
    case REL_GRAPHQL_VALUE_NULL:
      return new_null ();
    case REL_GRAPHQL_VALUE_STRING:
    case REL_GRAPHQL_VALUE_BLOCK_STRING:
    case REL_GRAPHQL_VALUE_ENUM:
    default:
      return rel_json_new_string (value->text);
    }
}

static JsonNode *
evaluate_list (const RelGraphqlValue *value, RelGraphqlAudience who, const RelGraphqlTypeRef *of, JsonObject *variables)
{
  g_autoptr (JsonArray) array = json_array_new ();
  const RelGraphqlValue *item = value->kind == REL_GRAPHQL_VALUE_LIST ? value->items : value;

  for (; item != NULL; item = value->kind == REL_GRAPHQL_VALUE_LIST ? item->next : NULL)
    {
      JsonNode *node = is_missing (item, variables) && of->wrap != REL_GRAPHQL_REQUIRED
                         ? new_null ()
                         : rel_graphql_literal_evaluate (item, who, of, variables);

      if (node == NULL)
        return NULL;
      json_array_add_element (array, node);
    }
  return new_array_node (g_steal_pointer (&array));
}

static JsonNode *
evaluate_object (const RelGraphqlValue *value,
                 RelGraphqlAudience who,
                 const RelGraphqlType *type,
                 JsonObject *variables)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (value->kind != REL_GRAPHQL_VALUE_OBJECT)
    return NULL;
  for (const RelGraphqlMember *member = type->members; member->name != NULL; member++)
    {
      const RelGraphqlArgument *given = rel_graphql_argument_find (value->members, member->name);
      JsonNode *node;

      if (given == NULL || is_missing (given->value, variables))
        {
          if (rel_graphql_member_is_required (member))
            return NULL;
          continue;
        }
      node = rel_graphql_literal_evaluate (given->value, who, member->type, variables);
      if (node == NULL)
        return NULL;
      json_object_set_member (object, member->name, node);
    }
  return new_object_node (g_steal_pointer (&object));
}

/**
 * rel_graphql_literal_evaluate:
 * @self: a value
 * @who: who asks
 * @ref: the type that is wanted
 * @variables: (nullable): the values of variables, which have been checked
 *
 * Returns: (transfer full) (nullable): the value, or %NULL if it is none of that type or a
 *   variable in it has no value
 */
JsonNode *
rel_graphql_literal_evaluate (const RelGraphqlValue *self,
                              RelGraphqlAudience who,
                              const RelGraphqlTypeRef *ref,
                              JsonObject *variables)
{
  const RelGraphqlType *type;
  g_autofree char *fault = NULL;

  if (self->kind == REL_GRAPHQL_VALUE_VARIABLE)
    {
      JsonNode *node = is_missing (self, variables) ? NULL : json_object_get_member (variables, self->text);

      if (node == NULL || (ref->wrap == REL_GRAPHQL_REQUIRED && JSON_NODE_HOLDS_NULL (node)))
        return NULL;
      return json_node_ref (node);
    }
  if (ref->wrap == REL_GRAPHQL_REQUIRED)
    return self->kind == REL_GRAPHQL_VALUE_NULL ? NULL : rel_graphql_literal_evaluate (self, who, ref->of, variables);
  if (self->kind == REL_GRAPHQL_VALUE_NULL)
    return new_null ();
  if (ref->wrap == REL_GRAPHQL_LIST)
    return evaluate_list (self, who, ref->of, variables);

  type = rel_graphql_schema_get_type (who, ref->name);
  if (type == NULL || !rel_graphql_type_is_input (type))
    return NULL;
  if (type->kind == REL_GRAPHQL_INPUT)
    return evaluate_object (self, who, type, variables);
  fault = rel_graphql_literal_check (self, type, ref);
  if (fault != NULL)
    return NULL;
  if (strcmp (ref->name, "ID") == 0)
    return rel_json_new_string (self->text);
  return strcmp (ref->name, "Void") == 0 ? new_null () : evaluate_any (self, variables);
}
