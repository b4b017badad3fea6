/* rel-graphql-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be asked of `/graphql/system`: the part of the schema of Directus 11.3.5 that is
 * about the data model, with its names and its nulls.
 */

#include "config.h"

#include "rel-graphql-schema.h"

#include <string.h>

#include "rel-graphql-introspection.h"

#define TYPE(name)     REL_GRAPHQL_TYPE (name)
#define LIST(type)     REL_GRAPHQL_LIST_OF (type)
#define REQUIRED(type) REL_GRAPHQL_REQUIRED_TYPE (type)

#define STRING  TYPE ("String")
#define INT     TYPE ("Int")
#define BOOLEAN TYPE ("Boolean")
#define JSON    TYPE ("JSON")

#define ALL(name) REQUIRED (LIST (REQUIRED (TYPE (name))))

static const RelGraphqlMember relations[] = {
  { "collection", STRING },
  { "field", STRING },
  { "related_collection", STRING },
  { "schema", TYPE ("directus_relations_schema") },
  { "meta", TYPE ("directus_relations_meta") },
  { NULL },
};

static const RelGraphqlMember relations_input[] = {
  { "collection", STRING },
  { "field", STRING },
  { "related_collection", STRING },
  { "schema", TYPE ("directus_relations_schema_input") },
  { "meta", TYPE ("directus_relations_meta_input") },
  { NULL },
};

static const RelGraphqlMember relations_schema[] = {
  { "table", REQUIRED (STRING) },
  { "column", REQUIRED (STRING) },
  { "foreign_key_table", REQUIRED (STRING) },
  { "foreign_key_column", REQUIRED (STRING) },
  { "constraint_name", STRING },
  { "on_update", REQUIRED (STRING) },
  { "on_delete", REQUIRED (STRING) },
  { NULL },
};

static const RelGraphqlMember relations_meta[] = {
  { "id", INT },
  { "many_collection", STRING },
  { "many_field", STRING },
  { "one_collection", STRING },
  { "one_field", STRING },
  { "one_collection_field", STRING },
  { "one_allowed_collections", LIST (STRING) },
  { "junction_field", STRING },
  { "sort_field", STRING },
  { "one_deselect_action", STRING },
  { NULL },
};

static const RelGraphqlMember collections[] = {
  { "collection", STRING },
  { "meta", TYPE ("directus_collections_meta") },
  { "schema", TYPE ("directus_collections_schema") },
  { NULL },
};

static const RelGraphqlMember create_collections_input[] = {
  { "collection", STRING },
  { "meta", TYPE ("directus_collections_meta_input") },
  { "schema", TYPE ("directus_collections_schema_input") },
  { "fields", LIST (REQUIRED (TYPE ("create_directus_collections_fields_input"))) },
  { NULL },
};

static const RelGraphqlMember update_collections_input[] = {
  { "meta", TYPE ("directus_collections_meta_input") },
  { NULL },
};

static const RelGraphqlMember collections_schema[] = {
  { "name", STRING },
  { "comment", STRING },
  { NULL },
};

static const RelGraphqlMember collections_meta[] = {
  { "collection", REQUIRED (STRING) },
  { "icon", STRING },
  { "note", STRING },
  { "display_template", STRING },
  { "hidden", REQUIRED (BOOLEAN) },
  { "singleton", REQUIRED (BOOLEAN) },
  { "translations", JSON },
  { "archive_field", STRING },
  { "archive_app_filter", REQUIRED (BOOLEAN) },
  { "archive_value", STRING },
  { "unarchive_value", STRING },
  { "sort_field", STRING },
  { "accountability", STRING },
  { "color", STRING },
  { "item_duplication_fields", JSON },
  { "sort", INT },
  { "group", STRING },
  { "collapse", REQUIRED (STRING) },
  { "preview_url", STRING },
  { "versioning", REQUIRED (BOOLEAN) },
  { NULL },
};

static const RelGraphqlMember fields[] = {
  { "collection", STRING },
  { "field", STRING },
  { "type", STRING },
  { "meta", TYPE ("directus_fields_meta") },
  { "schema", TYPE ("directus_fields_schema") },
  { NULL },
};

static const RelGraphqlMember fields_input[] = {
  { "collection", STRING },
  { "field", STRING },
  { "type", STRING },
  { "meta", TYPE ("directus_fields_meta_input") },
  { "schema", TYPE ("directus_fields_schema_input") },
  { NULL },
};

static const RelGraphqlMember fields_schema[] = {
  { "name", STRING },
  { "table", STRING },
  { "data_type", STRING },
  { "default_value", STRING },
  { "max_length", INT },
  { "numeric_precision", INT },
  { "numeric_scale", INT },
  { "is_generated", BOOLEAN },
  { "generation_expression", STRING },
  { "is_indexed", BOOLEAN },
  { "is_nullable", BOOLEAN },
  { "is_unique", BOOLEAN },
  { "is_primary_key", BOOLEAN },
  { "has_auto_increment", BOOLEAN },
  { "foreign_key_column", STRING },
  { "foreign_key_table", STRING },
  { "comment", STRING },
  { NULL },
};

static const RelGraphqlMember fields_meta[] = {
  { "id", REQUIRED (INT) },
  { "collection", REQUIRED (STRING) },
  { "field", REQUIRED (STRING) },
  { "special", LIST (STRING) },
  { "interface", STRING },
  { "options", JSON },
  { "display", STRING },
  { "display_options", JSON },
  { "readonly", REQUIRED (BOOLEAN) },
  { "hidden", REQUIRED (BOOLEAN) },
  { "sort", INT },
  { "width", STRING },
  { "translations", JSON },
  { "note", STRING },
  { "conditions", JSON },
  { "required", BOOLEAN },
  { "group", STRING },
  { "validation", JSON },
  { "validation_message", STRING },
  { NULL },
};

static const RelGraphqlMember users[] = {
  { "id", REQUIRED (TYPE ("ID")) },
  { "first_name", STRING },
  { "last_name", STRING },
  { "email", STRING },
  { "location", STRING },
  { "title", STRING },
  { "description", STRING },
  { "language", STRING },
  { "status", STRING },
  { "role", TYPE ("directus_roles") },
  { "last_page", STRING },
  { "provider", STRING },
  { "external_identifier", STRING },
  { "email_notifications", BOOLEAN },
  { "appearance", STRING },
  { "theme_dark", STRING },
  { "theme_light", STRING },
  { NULL },
};

static const RelGraphqlMember roles[] = {
  { "id", REQUIRED (TYPE ("ID")) },
  { "name", REQUIRED (STRING) },
  { "icon", STRING },
  { "description", STRING },
  { NULL },
};

static const RelGraphqlMember server_info[] = {
  { "project", TYPE ("server_info_project") },
  { "rateLimit", BOOLEAN, .audience = REL_GRAPHQL_ADMIN },
  { "rateLimitGlobal", BOOLEAN, .audience = REL_GRAPHQL_ADMIN },
  { "websocket", BOOLEAN, .audience = REL_GRAPHQL_ADMIN },
  { "queryLimit", TYPE ("server_info_query_limit"), .audience = REL_GRAPHQL_ADMIN },
  { NULL },
};

static const RelGraphqlMember server_info_project[] = {
  { "project_name", STRING },
  { "project_descriptor", STRING },
  { "project_logo", STRING },
  { "project_color", STRING },
  { "default_language", STRING },
  { "public_foreground", STRING },
  { "public_background", STRING },
  { "public_note", STRING },
  { "custom_css", STRING },
  { "public_registration", BOOLEAN },
  { "public_registration_verify_email", BOOLEAN },
  { NULL },
};

static const RelGraphqlMember server_info_query_limit[] = {
  { "default", INT },
  { "max", INT },
  { NULL },
};

static const RelGraphqlMember by_name[] = { { "name", REQUIRED (STRING) }, { NULL } };

static const RelGraphqlMember by_collection[] = { { "collection", REQUIRED (STRING) }, { NULL } };

static const RelGraphqlMember by_field[] = {
  { "collection", REQUIRED (STRING) },
  { "field", REQUIRED (STRING) },
  { NULL },
};

static const RelGraphqlMember query[] = {
  { "server_ping", STRING },
  { "server_info", TYPE ("server_info") },
  { "collections", ALL ("directus_collections"), .audience = REL_GRAPHQL_ADMIN },
  { "collections_by_name", TYPE ("directus_collections"), by_name, REL_GRAPHQL_ADMIN },
  { "fields", ALL ("directus_fields"), .audience = REL_GRAPHQL_ADMIN },
  { "fields_in_collection", ALL ("directus_fields"), by_collection, REL_GRAPHQL_ADMIN },
  { "fields_by_name", TYPE ("directus_fields"), by_field, REL_GRAPHQL_ADMIN },
  { "relations", ALL ("directus_relations"), .audience = REL_GRAPHQL_ADMIN },
  { "relations_in_collection", ALL ("directus_relations"), by_collection, REL_GRAPHQL_ADMIN },
  { "relations_by_name", TYPE ("directus_relations"), by_field, REL_GRAPHQL_ADMIN },
  { "users_me", TYPE ("directus_users"), .audience = REL_GRAPHQL_ADMIN },
  { "_empty", TYPE ("Void"), .audience = REL_GRAPHQL_NOBODY, .description = "There's no data to query." },
  { NULL },
};

static const RelGraphqlMember create_collection[] = {
  { "data", REQUIRED (TYPE ("create_directus_collections_input")) },
  { NULL },
};

static const RelGraphqlMember update_collection[] = {
  { "collection", REQUIRED (STRING) },
  { "data", REQUIRED (TYPE ("update_directus_collections_input")) },
  { NULL },
};

static const RelGraphqlMember create_field[] = {
  { "collection", REQUIRED (STRING) },
  { "data", REQUIRED (TYPE ("create_directus_fields_input")) },
  { NULL },
};

static const RelGraphqlMember update_field[] = {
  { "collection", REQUIRED (STRING) },
  { "field", REQUIRED (STRING) },
  { "data", REQUIRED (TYPE ("update_directus_fields_input")) },
  { NULL },
};

static const RelGraphqlMember create_relation[] = {
  { "data", REQUIRED (TYPE ("create_directus_relations_input")) },
  { NULL },
};

static const RelGraphqlMember update_relation[] = {
  { "collection", REQUIRED (STRING) },
  { "field", REQUIRED (STRING) },
  { "data", REQUIRED (TYPE ("update_directus_relations_input")) },
  { NULL },
};

static const RelGraphqlMember auth_tokens[] = {
  { "access_token", STRING },
  { "expires", TYPE ("GraphQLBigInt") },
  { "refresh_token", STRING },
  { NULL },
};

static const RelGraphqlMember log_in[] = {
  { "email", REQUIRED (STRING) },
  { "password", REQUIRED (STRING) },
  { "otp", STRING },
  { NULL },
};

static const RelGraphqlMember by_refresh_token[] = { { "refresh_token", REQUIRED (STRING) }, { NULL } };

static const RelGraphqlMember mutation[] = {
  { "auth_login", TYPE ("auth_tokens"), log_in },
  { "auth_refresh", TYPE ("auth_tokens"), by_refresh_token },
  { "auth_logout", BOOLEAN, by_refresh_token },
  { "create_collections_item", TYPE ("directus_collections"), create_collection, REL_GRAPHQL_ADMIN },
  { "update_collections_item", TYPE ("directus_collections"), update_collection, REL_GRAPHQL_ADMIN },
  { "delete_collections_item", TYPE ("delete_collection"), by_collection, REL_GRAPHQL_ADMIN },
  { "create_fields_item", TYPE ("directus_fields"), create_field, REL_GRAPHQL_ADMIN },
  { "update_fields_item", TYPE ("directus_fields"), update_field, REL_GRAPHQL_ADMIN },
  { "delete_fields_item", TYPE ("delete_field"), by_field, REL_GRAPHQL_ADMIN },
  { "create_relations_item", TYPE ("directus_relations"), create_relation, REL_GRAPHQL_ADMIN },
  { "update_relations_item", TYPE ("directus_relations"), update_relation, REL_GRAPHQL_ADMIN },
  { "delete_relations_item", TYPE ("delete_relation"), by_field, REL_GRAPHQL_ADMIN },
  { NULL },
};

static const RelGraphqlMember delete_collection[] = { { "collection", STRING }, { NULL } };

static const RelGraphqlMember delete_field[] = { { "collection", STRING }, { "field", STRING }, { NULL } };

#define NAMED(text)                                                                                                    \
  {                                                                                                                    \
    REL_GRAPHQL_NAMED, .name = text                                                                                    \
  }
#define SCALAR(name, words)                                                                                            \
  {                                                                                                                    \
    NAMED (name), REL_GRAPHQL_SCALAR, .description = words                                                             \
  }
#define OPEN(name, members)                                                                                            \
  {                                                                                                                    \
    NAMED (name), REL_GRAPHQL_OBJECT, REL_GRAPHQL_EVERYONE, members                                                    \
  }
#define OBJECT(name, members)                                                                                          \
  {                                                                                                                    \
    NAMED (name), REL_GRAPHQL_OBJECT, REL_GRAPHQL_ADMIN, members                                                       \
  }
#define INPUT(name, members)                                                                                           \
  {                                                                                                                    \
    NAMED (name), REL_GRAPHQL_INPUT, REL_GRAPHQL_ADMIN, members                                                        \
  }

static const RelGraphqlType types[] = {
  OPEN ("Query", query),
  OPEN ("Mutation", mutation),
  SCALAR ("String", "Text, in UTF-8."),
  SCALAR ("Int", "A whole number of 32 bits."),
  SCALAR ("Boolean", "`true` or `false`."),
  SCALAR ("ID", "A key: text, or a whole number that is read as text."),
  SCALAR ("JSON", "Any value of JSON."),
  SCALAR ("GraphQLBigInt", "A whole number of 64 bits, as text."),
  SCALAR ("Void", "Represents NULL values"),
  OPEN ("auth_tokens", auth_tokens),
  OPEN ("server_info", server_info),
  OPEN ("server_info_project", server_info_project),
  OBJECT ("server_info_query_limit", server_info_query_limit),
  OBJECT ("directus_users", users),
  OBJECT ("directus_roles", roles),
  OBJECT ("directus_collections", collections),
  OBJECT ("directus_collections_meta", collections_meta),
  OBJECT ("directus_collections_schema", collections_schema),
  OBJECT ("directus_fields", fields),
  OBJECT ("directus_fields_meta", fields_meta),
  OBJECT ("directus_fields_schema", fields_schema),
  OBJECT ("directus_relations", relations),
  OBJECT ("directus_relations_meta", relations_meta),
  OBJECT ("directus_relations_schema", relations_schema),
  INPUT ("create_directus_collections_input", create_collections_input),
  INPUT ("create_directus_collections_fields_input", fields_input),
  INPUT ("update_directus_collections_input", update_collections_input),
  INPUT ("directus_collections_meta_input", collections_meta),
  INPUT ("directus_collections_schema_input", collections_schema),
  INPUT ("create_directus_fields_input", fields_input),
  INPUT ("update_directus_fields_input", fields_input),
  INPUT ("directus_fields_meta_input", fields_meta),
  INPUT ("directus_fields_schema_input", fields_schema),
  INPUT ("create_directus_relations_input", relations_input),
  INPUT ("update_directus_relations_input", relations_input),
  INPUT ("directus_relations_meta_input", relations_meta),
  INPUT ("directus_relations_schema_input", relations_schema),
  OBJECT ("delete_collection", delete_collection),
  OBJECT ("delete_field", delete_field),
  OBJECT ("delete_relation", delete_field),
  { { REL_GRAPHQL_NAMED, NULL } },
};

static const RelGraphqlMember skip[] = {
  { "if", REQUIRED (BOOLEAN), .description = "Skipped when true." },
  { NULL },
};

static const RelGraphqlMember include[] = {
  { "if", REQUIRED (BOOLEAN), .description = "Included when true." },
  { NULL },
};

static const RelGraphqlMember deprecated[] = {
  { "reason", STRING, .default_value = "\"No longer supported\"", .description = "Why, and what to use instead." },
  { NULL },
};

static const char *const selections[] = { "FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", NULL };

static const char *const definitions[] = {
  "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE", NULL,
};

const RelGraphqlDirectiveType rel_graphql_directive_types[] = {
  { "skip", "Leaves a field or fragment out when the `if` argument is true.", selections, skip },
  { "include", "Leaves a field or fragment out unless the `if` argument is true.", selections, include },
  { "deprecated", "Marks a part of a schema that is to go.", definitions, deprecated },
  { NULL },
};

static gboolean
is_for (RelGraphqlAudience audience, RelGraphqlAudience who)
{
  return audience == REL_GRAPHQL_EVERYONE || audience == who;
}

/**
 * rel_graphql_schema_next_type:
 * @who: who asks
 * @after: (nullable): a type; %NULL for the first one
 *
 * Returns: (transfer none) (nullable): the type that comes after it, %NULL after the last
 */
const RelGraphqlType *
rel_graphql_schema_next_type (RelGraphqlAudience who, const RelGraphqlType *after)
{
  const RelGraphqlType *type = after != NULL ? after + 1 : types;

  for (;;)
    {
      if (type->self.name == NULL)
        {
          if (type != &types[G_N_ELEMENTS (types) - 1])
            return NULL;
          type = rel_graphql_introspection_types;
        }
      if (is_for (type->audience, who))
        return type;
      type++;
    }
}

/**
 * rel_graphql_schema_get_type:
 * @who: who asks
 * @name: name of a type
 *
 * Returns: (transfer none) (nullable): the type
 */
const RelGraphqlType *
rel_graphql_schema_get_type (RelGraphqlAudience who, const char *name)
{
  const RelGraphqlType *type = rel_graphql_schema_next_type (who, NULL);

  while (type != NULL && strcmp (type->self.name, name) != 0)
    type = rel_graphql_schema_next_type (who, type);
  return type;
}

/**
 * rel_graphql_schema_get_root:
 * @who: who asks
 * @operation: kind of an operation
 *
 * Returns: (transfer none) (nullable): the type whose fields such an operation asks for
 */
const RelGraphqlType *
rel_graphql_schema_get_root (RelGraphqlAudience who, RelGraphqlDefinitionKind operation)
{
  switch (operation)
    {
    case REL_GRAPHQL_QUERY:
      return rel_graphql_schema_get_type (who, "Query");
    case REL_GRAPHQL_MUTATION:
      return rel_graphql_schema_get_type (who, "Mutation");
    case REL_GRAPHQL_SUBSCRIPTION:
    case REL_GRAPHQL_FRAGMENT:
    default:
      return NULL;
    }
}

/**
 * rel_graphql_schema_get_directive:
 * @name: name of a directive
 *
 * Returns: (transfer none) (nullable): the directive
 */
const RelGraphqlDirectiveType *
rel_graphql_schema_get_directive (const char *name)
{
  const RelGraphqlDirectiveType *directive = rel_graphql_directive_types;

  while (directive->name != NULL && strcmp (directive->name, name) != 0)
    directive++;
  return directive->name != NULL ? directive : NULL;
}
