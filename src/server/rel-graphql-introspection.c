/* rel-graphql-introspection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The schema says what it is: `__schema` and `__type`.
 */

#include "config.h"

#include "rel-graphql-introspection.h"

#include <string.h>

#include "rel-graphql-schema.h"
#include "rel-json.h"

#define TYPE(name)     REL_GRAPHQL_TYPE (name)
#define LIST(type)     REL_GRAPHQL_LIST_OF (type)
#define REQUIRED(type) REL_GRAPHQL_REQUIRED_TYPE (type)
#define ALL(name)      REQUIRED (LIST (REQUIRED (TYPE (name))))
#define SOME(name)     LIST (REQUIRED (TYPE (name)))

#define STRING  TYPE ("String")
#define BOOLEAN TYPE ("Boolean")

static const RelGraphqlMember include_deprecated[] = {
  { "includeDeprecated", BOOLEAN, .default_value = "false" },
  { NULL },
};

static const RelGraphqlMember schema_fields[] = {
  { "description", STRING },
  { "types", ALL ("__Type") },
  { "queryType", REQUIRED (TYPE ("__Type")) },
  { "mutationType", TYPE ("__Type") },
  { "subscriptionType", TYPE ("__Type") },
  { "directives", ALL ("__Directive") },
  { NULL },
};

static const RelGraphqlMember type_fields[] = {
  { "kind", REQUIRED (TYPE ("__TypeKind")) },
  { "name", STRING },
  { "description", STRING },
  { "specifiedByURL", STRING },
  { "fields", SOME ("__Field"), include_deprecated },
  { "interfaces", SOME ("__Type") },
  { "possibleTypes", SOME ("__Type") },
  { "enumValues", SOME ("__EnumValue"), include_deprecated },
  { "inputFields", SOME ("__InputValue"), include_deprecated },
  { "ofType", TYPE ("__Type") },
  { NULL },
};

static const RelGraphqlMember field_fields[] = {
  { "name", REQUIRED (STRING) },
  { "description", STRING },
  { "args", ALL ("__InputValue"), include_deprecated },
  { "type", REQUIRED (TYPE ("__Type")) },
  { "isDeprecated", REQUIRED (BOOLEAN) },
  { "deprecationReason", STRING },
  { NULL },
};

static const RelGraphqlMember input_value_fields[] = {
  { "name", REQUIRED (STRING) },
  { "description", STRING },
  { "type", REQUIRED (TYPE ("__Type")) },
  { "defaultValue", STRING },
  { "isDeprecated", REQUIRED (BOOLEAN) },
  { "deprecationReason", STRING },
  { NULL },
};

static const RelGraphqlMember enum_value_fields[] = {
  { "name", REQUIRED (STRING) },
  { "description", STRING },
  { "isDeprecated", REQUIRED (BOOLEAN) },
  { "deprecationReason", STRING },
  { NULL },
};

static const RelGraphqlMember directive_fields[] = {
  { "name", REQUIRED (STRING) },
  { "description", STRING },
  { "isRepeatable", REQUIRED (BOOLEAN) },
  { "locations", ALL ("__DirectiveLocation") },
  { "args", ALL ("__InputValue"), include_deprecated },
  { NULL },
};

static const RelGraphqlMember type_kinds[] = {
  { "SCALAR" },       { "OBJECT" }, { "INTERFACE" }, { "UNION" }, { "ENUM" },
  { "INPUT_OBJECT" }, { "LIST" },   { "NON_NULL" },  { NULL },
};

static const RelGraphqlMember directive_locations[] = {
  { "QUERY" },
  { "MUTATION" },
  { "SUBSCRIPTION" },
  { "FIELD" },
  { "FRAGMENT_DEFINITION" },
  { "FRAGMENT_SPREAD" },
  { "INLINE_FRAGMENT" },
  { "VARIABLE_DEFINITION" },
  { "SCHEMA" },
  { "SCALAR" },
  { "OBJECT" },
  { "FIELD_DEFINITION" },
  { "ARGUMENT_DEFINITION" },
  { "INTERFACE" },
  { "UNION" },
  { "ENUM" },
  { "ENUM_VALUE" },
  { "INPUT_OBJECT" },
  { "INPUT_FIELD_DEFINITION" },
  { NULL },
};

#define NAMED(text)                                                                                                    \
  {                                                                                                                    \
    REL_GRAPHQL_NAMED, .name = text                                                                                    \
  }
#define OBJECT(name, members)                                                                                          \
  {                                                                                                                    \
    NAMED (name), REL_GRAPHQL_OBJECT, REL_GRAPHQL_EVERYONE, members                                                    \
  }
#define ENUM(name, members)                                                                                            \
  {                                                                                                                    \
    NAMED (name), REL_GRAPHQL_ENUM, REL_GRAPHQL_EVERYONE, members                                                      \
  }

const RelGraphqlType rel_graphql_introspection_types[] = {
  OBJECT ("__Schema", schema_fields),
  OBJECT ("__Type", type_fields),
  ENUM ("__TypeKind", type_kinds),
  OBJECT ("__Field", field_fields),
  OBJECT ("__InputValue", input_value_fields),
  OBJECT ("__EnumValue", enum_value_fields),
  OBJECT ("__Directive", directive_fields),
  ENUM ("__DirectiveLocation", directive_locations),
  { { REL_GRAPHQL_NAMED, NULL } },
};

static const RelGraphqlMember type_argument[] = { { "name", REQUIRED (STRING) }, { NULL } };

/* What every query can ask, besides the fields of its type. */
const RelGraphqlMember rel_graphql_introspection_fields[] = {
  { "__schema", REQUIRED (TYPE ("__Schema")) },
  { "__type", TYPE ("__Type"), type_argument },
  { NULL },
};

static RelGraphqlAnswer
answer_text (const char *text)
{
  return (RelGraphqlAnswer){ .json = text != NULL ? rel_json_new_string (text) : NULL };
}

static RelGraphqlAnswer
answer_boolean (gboolean value)
{
  return (RelGraphqlAnswer){ .json = json_node_init_boolean (json_node_alloc (), value) };
}

static RelGraphqlAnswer
answer_part (gconstpointer part)
{
  return (RelGraphqlAnswer){ .part = part };
}

static RelGraphqlAnswer
answer_parts (GPtrArray *parts)
{
  return (RelGraphqlAnswer){ .parts = parts };
}

static RelGraphqlAnswer
answer_members (const RelGraphqlType *type, RelGraphqlAudience who)
{
  GPtrArray *parts = g_ptr_array_new ();
  const RelGraphqlMember *member = NULL;

  while ((member = rel_graphql_type_next_member (type, who, member)) != NULL)
    g_ptr_array_add (parts, (gpointer) member);
  return answer_parts (parts);
}

static RelGraphqlAnswer
answer_arguments (const RelGraphqlMember *first)
{
  GPtrArray *parts = g_ptr_array_new ();

  for (; first != NULL && first->name != NULL; first++)
    g_ptr_array_add (parts, (gpointer) first);
  return answer_parts (parts);
}

static RelGraphqlAnswer
answer_types (RelGraphqlAudience who)
{
  GPtrArray *parts = g_ptr_array_new ();
  const RelGraphqlType *type = NULL;

  while ((type = rel_graphql_schema_next_type (who, type)) != NULL)
    g_ptr_array_add (parts, (gpointer) &type->self);
  return answer_parts (parts);
}

static RelGraphqlAnswer
answer_directives (void)
{
  GPtrArray *parts = g_ptr_array_new ();

  for (const RelGraphqlDirectiveType *type = rel_graphql_directive_types; type->name != NULL; type++)
    g_ptr_array_add (parts, (gpointer) type);
  return answer_parts (parts);
}

static RelGraphqlAnswer
get_of_schema (RelGraphqlAudience who, const char *field)
{
  if (strcmp (field, "types") == 0)
    return answer_types (who);
  if (strcmp (field, "queryType") == 0)
    return answer_part (&rel_graphql_schema_get_root (who, REL_GRAPHQL_QUERY)->self);
  if (strcmp (field, "mutationType") == 0)
    return answer_part (&rel_graphql_schema_get_root (who, REL_GRAPHQL_MUTATION)->self);
  return strcmp (field, "directives") == 0 ? answer_directives () : answer_part (NULL);
}

static const char *
get_kind (RelGraphqlAudience who, const RelGraphqlTypeRef *ref)
{
  static const char *const names[] = { "SCALAR", "OBJECT", "ENUM", "INPUT_OBJECT" };

  if (ref->wrap != REL_GRAPHQL_NAMED)
    return ref->wrap == REL_GRAPHQL_LIST ? "LIST" : "NON_NULL";
  return names[rel_graphql_schema_get_type (who, ref->name)->kind];
}

static RelGraphqlAnswer
get_of_type (RelGraphqlAudience who, const RelGraphqlTypeRef *ref, const char *field)
{
  const RelGraphqlType *type = ref->wrap == REL_GRAPHQL_NAMED ? rel_graphql_schema_get_type (who, ref->name) : NULL;

  if (strcmp (field, "kind") == 0)
    return answer_text (get_kind (who, ref));
  if (strcmp (field, "ofType") == 0)
    return answer_part (ref->of);
  if (type == NULL)
    return answer_part (NULL);

  if (strcmp (field, "name") == 0)
    return answer_text (ref->name);
  if (strcmp (field, "description") == 0)
    return answer_text (type->description);
  if (strcmp (field, "interfaces") == 0 && type->kind == REL_GRAPHQL_OBJECT)
    return answer_arguments (NULL);
  if ((strcmp (field, "fields") == 0 && type->kind == REL_GRAPHQL_OBJECT) ||
      (strcmp (field, "enumValues") == 0 && type->kind == REL_GRAPHQL_ENUM) ||
      (strcmp (field, "inputFields") == 0 && type->kind == REL_GRAPHQL_INPUT))
    return answer_members (type, who);
  return answer_part (NULL);
}

/* A field, an argument or a value of an enumeration. */
static RelGraphqlAnswer
get_of_member (const RelGraphqlMember *member, const char *field)
{
  if (strcmp (field, "name") == 0)
    return answer_text (member->name);
  if (strcmp (field, "description") == 0)
    return answer_text (member->description);
  if (strcmp (field, "args") == 0)
    return answer_arguments (member->arguments);
  if (strcmp (field, "type") == 0)
    return answer_part (member->type);
  if (strcmp (field, "defaultValue") == 0)
    return answer_text (member->default_value);
  return strcmp (field, "isDeprecated") == 0 ? answer_boolean (FALSE) : answer_part (NULL);
}

static RelGraphqlAnswer
get_of_directive (const RelGraphqlDirectiveType *directive, const char *field)
{
  JsonNode *locations;
  JsonArray *names;

  if (strcmp (field, "name") == 0)
    return answer_text (directive->name);
  if (strcmp (field, "description") == 0)
    return answer_text (directive->description);
  if (strcmp (field, "args") == 0)
    return answer_arguments (directive->arguments);
  if (strcmp (field, "isRepeatable") == 0)
    return answer_boolean (FALSE);

  names = json_array_new ();
  for (guint i = 0; directive->locations[i] != NULL; i++)
    json_array_add_string_element (names, directive->locations[i]);
  locations = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (locations, names);
  return (RelGraphqlAnswer){ .json = locations };
}

/**
 * rel_graphql_introspection_start:
 * @who: who asks
 * @field: `__schema` or `__type`
 * @arguments: the arguments of the field
 *
 * Returns: (transfer full): what is asked for
 */
RelGraphqlAnswer
rel_graphql_introspection_start (RelGraphqlAudience who, const char *field, JsonObject *arguments)
{
  const RelGraphqlType *type;

  /* There is one schema: any part will do for it. */
  if (strcmp (field, "__schema") == 0)
    return answer_part (rel_graphql_directive_types);
  type = rel_graphql_schema_get_type (who, rel_json_get_string (arguments, "name"));
  return answer_part (type != NULL ? &type->self : NULL);
}

/**
 * rel_graphql_introspection_get:
 * @who: who asks
 * @type: name of a type of introspection
 * @part: a part of the schema, of that type
 * @field: a field of it
 *
 * Returns: (transfer full): what the field holds
 */
RelGraphqlAnswer
rel_graphql_introspection_get (RelGraphqlAudience who, const char *type, gconstpointer part, const char *field)
{
  if (strcmp (type, "__Schema") == 0)
    return get_of_schema (who, field);
  if (strcmp (type, "__Type") == 0)
    return get_of_type (who, part, field);
  if (strcmp (type, "__Directive") == 0)
    return get_of_directive (part, field);
  return get_of_member (part, field);
}

/**
 * rel_graphql_answer_clear:
 * @self: what a field holds
 *
 * Lets go of it.
 */
void
rel_graphql_answer_clear (RelGraphqlAnswer *self)
{
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
}
