/* rel-graphql-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/graphql/system`: the same as REST, asked for in GraphQL.
 */

#include "config.h"

#include "rel-graphql-resource.h"

#include <string.h>

#include "rel-graphql-exec.h"
#include "rel-graphql-validation.h"
#include "rel-json.h"

static const char *const methods[] = { "GET", "POST", NULL };

/* What a request asks. */
typedef struct
{
  const char *text;      /* (nullable) */
  const char *operation; /* (nullable) */
  JsonNode *variables;   /* (owned) (nullable) */
} Question;

static const char *
get_parameter (RelCall *call, const char *name)
{
  const char *value = rel_router_get_parameter (call, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static RelReply *
read_query (RelCall *call, Question *question)
{
  const char *variables = get_parameter (call, "variables");

  question->text = get_parameter (call, "query");
  question->operation = get_parameter (call, "operationName");
  if (variables == NULL)
    return NULL;
  question->variables = rel_json_parse (variables, strlen (variables), NULL);
  if (question->variables == NULL)
    {
      JsonObject *extensions = json_object_new ();

      json_object_set_string_member (extensions, "reason", "Variables are invalid JSON");
      return rel_reply_new_extended (400, "INVALID_QUERY", "Invalid query. Variables are invalid JSON.", extensions);
    }
  return NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = rel_json_get_string (object, name);

  return text != NULL && *text != '\0' ? text : NULL;
}

static void
read_body (RelCall *call, Question *question)
{
  JsonObject *body = JSON_NODE_HOLDS_OBJECT (call->body) ? json_node_get_object (call->body) : NULL;
  JsonNode *variables = body != NULL ? json_object_get_member (body, "variables") : NULL;

  question->text = body != NULL ? get_text (body, "query") : NULL;
  question->operation = body != NULL ? get_text (body, "operationName") : NULL;
  question->variables = variables != NULL ? json_node_ref (variables) : NULL;
}

/* Takes the faults of a document. */
static RelReply *
refuse_document (JsonArray *faults)
{
  JsonObject *extensions = json_object_new ();

  json_object_set_array_member (extensions, "errors", faults);
  return rel_reply_new_extended (400, "GRAPHQL_VALIDATION", "GraphQL validation error.", extensions);
}

static RelReply *
refuse_variables (void)
{
  JsonObject *extensions = json_object_new ();
  JsonArray *errors = json_array_new ();

  json_array_add_string_element (errors,
                                 "Variables must be provided as an Object where each property is a variable value. "
                                 "Perhaps look to see if an unparsed JSON string was provided.");
  json_object_set_array_member (extensions, "errors", errors);
  return rel_reply_new_extended (400, "GRAPHQL_EXECUTION", "GraphQL execution error.", extensions);
}

static RelReply *
answer_question (RelProject *project, RelCall *call, const Question *question)
{
  RelGraphqlAudience who = call->is_admin ? REL_GRAPHQL_ADMIN : REL_GRAPHQL_NOBODY;
  JsonObject *fault = NULL;
  g_autoptr (RelGraphqlDocument) document = rel_graphql_document_parse (question->text, &fault);
  g_autoptr (JsonArray) faults = NULL;
  const RelGraphqlDefinition *operation;
  JsonNode *variables = question->variables;

  if (document == NULL)
    {
      faults = json_array_new ();
      json_array_add_object_element (faults, fault);
      return refuse_document (g_steal_pointer (&faults));
    }
  operation = rel_graphql_document_get_operation (document, question->operation);
  if (strcmp (call->method, "GET") == 0 && (operation == NULL || operation->kind != REL_GRAPHQL_QUERY))
    return rel_reply_new_not_allowed ("GET", methods + 1);

  faults = rel_graphql_validation_run (who, document);
  if (json_array_get_length (faults) > 0)
    return refuse_document (g_steal_pointer (&faults));
  if (variables != NULL && JSON_NODE_HOLDS_VALUE (variables))
    return refuse_variables ();
  return rel_graphql_exec_run (project, call, who, document, question->operation,
                               variables != NULL && JSON_NODE_HOLDS_OBJECT (variables)
                                 ? json_node_get_object (variables)
                                 : NULL);
}

/**
 * rel_graphql_resource_answer:
 * @project: the project that is served
 * @call: `POST /graphql/system`, or `GET` with the document as the parameter `query`
 *
 * Answers in GraphQL. Mutations must be posted.
 *
 * Returns: (transfer full): the answer
 */
RelReply *
rel_graphql_resource_answer (RelProject *project, RelCall *call)
{
  Question question = { NULL };
  RelReply *reply = NULL;

  if (!g_strv_contains (methods, call->method))
    return rel_reply_new_not_allowed (call->method, methods);
  if (strcmp (call->method, "GET") == 0)
    reply = read_query (call, &question);
  else
    read_body (call, &question);

  if (reply == NULL && question.text == NULL)
    reply = rel_reply_new_invalid ("Must provide query string");
  if (reply == NULL)
    reply = answer_question (project, call, &question);
  g_clear_pointer (&question.variables, json_node_unref);
  return reply;
}
