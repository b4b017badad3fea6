/* rel-graphql-exec.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does what a document asks, and writes the answer. A value that cannot be there becomes
 * null; where null may not be, what it is part of does.
 */

#include "config.h"

#include "rel-graphql-exec.h"

#include <math.h>
#include <string.h>

#include "rel-graphql-input.h"
#include "rel-graphql-introspection.h"
#include "rel-graphql-plan.h"
#include "rel-graphql-resolver.h"
#include "rel-graphql-schema.h"
#include "rel-json.h"

/* The same list under a thousand names would be an answer that nobody can hold. */
#define MAX_ANSWER_BYTES REL_JSON_MAX_BYTES

/* What one more thing that went wrong may take in the answer. */
#define FAULT_BYTES 512

typedef struct
{
  RelProject *project;
  const RelCall *call;
  RelGraphqlAudience who;
  JsonObject *variables;
  JsonArray *faults;   /* (element-type JsonObject) */
  GString *text;       /* of the answer so far */
  GHashTable *answers; /* (element-type utf8 JsonNode) (nullable): of a query so far, by what was asked */
} Execution;

/* Where in the answer something is. */
typedef struct _Path Path;
struct _Path
{
  const Path *parent; /* (nullable) */
  const char *key;    /* (nullable): %NULL for a place in a list */
  guint index;
};

static gboolean write_fields (Execution *self, GPtrArray *fields, const RelGraphqlAnswer *source, const Path *path);
static gboolean write_value (Execution *self,
                             const RelGraphqlPlan *plan,
                             const RelGraphqlTypeRef *ref,
                             const RelGraphqlAnswer *answer,
                             const Path *path);

static gboolean
is_full (Execution *self)
{
  return self->text->len + (gsize) json_array_get_length (self->faults) * FAULT_BYTES > MAX_ANSWER_BYTES;
}

static void
append_path (JsonArray *names, const Path *path)
{
  if (path == NULL)
    return;
  append_path (names, path->parent);
  if (path->key != NULL)
    json_array_add_string_element (names, path->key);
  else
    json_array_add_int_element (names, path->index);
}

/* A fault in the form of an answer: message, extensions, locations, path. */
static JsonObject *
arrange_fault (RelGraphqlAudience who, JsonObject *fault, JsonArray *path)
{
  JsonObject *arranged = json_object_new ();
  JsonObject *extensions = rel_json_get_object (fault, "extensions");
  gboolean is_hidden = extensions == NULL && who != REL_GRAPHQL_ADMIN;

  json_object_set_string_member (arranged, "message",
                                 is_hidden ? "An unexpected error occurred." : rel_json_get_string (fault, "message"));
  if (extensions != NULL)
    json_object_ref (extensions);
  else
    {
      extensions = json_object_new ();
      json_object_set_string_member (extensions, "code", "INTERNAL_SERVER_ERROR");
    }
  json_object_set_object_member (arranged, "extensions", extensions);
  if (!is_hidden && json_object_has_member (fault, "locations"))
    json_object_set_array_member (arranged, "locations",
                                  json_array_ref (json_object_get_array_member (fault, "locations")));
  if (!is_hidden && path != NULL)
    json_object_set_array_member (arranged, "path", json_array_ref (path));
  return arranged;
}

static void
add_place_cb (gpointer data, gpointer user_data)
{
  const RelGraphqlSelection *selection = data;

  rel_graphql_fault_add_place (user_data, &selection->place);
}

/* Takes a fault of a field; gives it the field's places unless it has one. */
static gboolean
fail (Execution *self, const RelGraphqlPlan *plan, const Path *path, JsonObject *fault)
{
  g_autoptr (JsonObject) taken = fault;
  g_autoptr (JsonArray) names = json_array_new ();

  if (!json_object_has_member (fault, "locations"))
    g_ptr_array_foreach (plan->selections, add_place_cb, fault);
  append_path (names, path);
  json_array_add_object_element (self->faults, arrange_fault (self->who, fault, names));
  return FALSE;
}

static gboolean
is_null (const RelGraphqlAnswer *answer)
{
  return rel_json_is_null (answer->json) && answer->part == NULL && answer->parts == NULL;
}

static gboolean
write_int (Execution *self, const RelGraphqlPlan *plan, JsonNode *value, const Path *path)
{
  GType held = json_node_get_value_type (value);
  g_autofree char *shown = rel_json_dup_text (value, FALSE);
  double number = NAN;

  if (held == G_TYPE_BOOLEAN)
    number = json_node_get_boolean (value);
  else if (held == G_TYPE_INT64 || held == G_TYPE_DOUBLE)
    number = json_node_get_double (value);

  if (isnan (number) || floor (number) != number)
    return fail (self, plan, path, rel_graphql_fault_new (NULL, "Int cannot represent non-integer value: %s", shown));
  if (number < G_MININT32 || number > G_MAXINT32)
    return fail (self, plan, path,
                 rel_graphql_fault_new (NULL, "Int cannot represent non 32-bit signed integer value: %s", shown));
  g_string_append_printf (self->text, "%d", (int) number);
  return TRUE;
}

static gboolean
write_boolean (Execution *self, const RelGraphqlPlan *plan, JsonNode *value, const Path *path)
{
  GType held = json_node_get_value_type (value);
  g_autofree char *shown = NULL;

  if (held == G_TYPE_BOOLEAN || held == G_TYPE_INT64 || held == G_TYPE_DOUBLE)
    {
      gboolean is_true = held == G_TYPE_BOOLEAN ? json_node_get_boolean (value) : json_node_get_double (value) != 0;

      g_string_append (self->text, is_true ? "true" : "false");
      return TRUE;
    }
  shown = rel_json_dup_text (value, FALSE);
  return fail (self, plan, path,
               rel_graphql_fault_new (NULL, "Boolean cannot represent a non boolean value: %s", shown));
}

/* Writes text, or what can be said as text. */
static gboolean
write_string (Execution *self, const RelGraphqlPlan *plan, const char *type, JsonNode *value, const Path *path)
{
  g_autofree char *shown = rel_json_dup_text (value, FALSE);

  if (!JSON_NODE_HOLDS_VALUE (value))
    return fail (self, plan, path, rel_graphql_fault_new (NULL, "%s cannot represent value: %s", type, shown));
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    g_string_append (self->text, shown);
  else
    g_string_append_printf (self->text, "\"%s\"", shown);
  return TRUE;
}

static gboolean
write_leaf (Execution *self, const RelGraphqlPlan *plan, const char *type, JsonNode *value, const Path *path)
{
  g_autofree char *shown = NULL;

  if (strcmp (type, "Int") == 0)
    return write_int (self, plan, value, path);
  if (strcmp (type, "Boolean") == 0)
    return write_boolean (self, plan, value, path);
  if (strcmp (type, "JSON") != 0)
    return write_string (self, plan, type, value, path);
  shown = rel_json_dup_text (value, FALSE);
  g_string_append (self->text, shown);
  return TRUE;
}

static gboolean
write_list (Execution *self,
            const RelGraphqlPlan *plan,
            const RelGraphqlTypeRef *of,
            const RelGraphqlAnswer *answer,
            const Path *path)
{
  JsonArray *array = answer->json != NULL && JSON_NODE_HOLDS_ARRAY (answer->json) ? json_node_get_array (answer->json)
                                                                                  : NULL;
  guint length = 0;

  if (array == NULL && answer->parts == NULL)
    return fail (self, plan, path,
                 rel_graphql_fault_new (NULL, "Expected Iterable, but did not find one for field \"%s.%s\".",
                                        plan->parent->self.name, plan->member->name));
  length = array != NULL ? json_array_get_length (array) : answer->parts->len;
  g_string_append_c (self->text, '[');
  for (guint i = 0; i < length; i++)
    {
      Path here = { path, NULL, i };
      RelGraphqlAnswer item = { 0 };

      if (array != NULL)
        item.json = json_array_get_element (array, i);
      else
        item.part = g_ptr_array_index (answer->parts, i);
      if (i > 0)
        g_string_append_c (self->text, ',');
      if (!write_value (self, plan, of, &item, &here))
        return FALSE;
    }
  g_string_append_c (self->text, ']');
  return TRUE;
}

/* Writes a value that is not null. */
static gboolean
write_held (Execution *self,
            const RelGraphqlPlan *plan,
            const RelGraphqlTypeRef *ref,
            const RelGraphqlAnswer *answer,
            const Path *path)
{
  if (ref->wrap == REL_GRAPHQL_LIST)
    return write_list (self, plan, ref->of, answer, path);
  if (plan->fields != NULL)
    return write_fields (self, plan->fields, answer, path);
  return write_leaf (self, plan, ref->name, answer->json, path);
}

/* Returns whether there is a value, be it null; if not, what it is part of cannot be either. */
static gboolean
write_value (Execution *self,
             const RelGraphqlPlan *plan,
             const RelGraphqlTypeRef *ref,
             const RelGraphqlAnswer *answer,
             const Path *path)
{
  gsize length = self->text->len;
  gboolean is_required = ref->wrap == REL_GRAPHQL_REQUIRED;

  if (is_full (self))
    return FALSE;
  if (is_required && is_null (answer))
    return fail (self, plan, path,
                 rel_graphql_fault_new (NULL, "Cannot return null for non-nullable field %s.%s.",
                                        plan->parent->self.name, plan->member->name));
  if (!is_null (answer))
    {
      if (write_held (self, plan, rel_graphql_type_ref_get_nullable (ref), answer, path))
        return TRUE;
      if (is_required)
        return FALSE;
      g_string_truncate (self->text, length);
    }
  g_string_append (self->text, "null");
  return TRUE;
}

/* Names what a field asks for: the same words are the same question. */
static char *
dup_question (const char *field, JsonObject *arguments)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, arguments);
  text = rel_json_dup_text (node, FALSE);
  return g_strconcat (field, text, NULL);
}

/* Answers a field from the project. Of a query nothing changes in between, so a list that is
 * asked for under many names is made once. */
static JsonNode *
answer_root (Execution *self, const char *field, JsonObject *arguments, JsonArray *faults)
{
  g_autofree char *question = dup_question (field, arguments);
  JsonNode *answer = self->answers != NULL ? g_hash_table_lookup (self->answers, question) : NULL;

  if (answer != NULL)
    return json_node_ref (answer);

  answer = rel_graphql_resolver_run (self->project, self->call, field, arguments, faults);
  if (self->answers != NULL && answer != NULL)
    g_hash_table_insert (self->answers, g_steal_pointer (&question), json_node_ref (answer));
  return answer;
}

static RelGraphqlAnswer
resolve_root (Execution *self, const RelGraphqlPlan *plan, JsonArray *faults)
{
  JsonObject *fault = NULL;
  g_autoptr (JsonObject) arguments = rel_graphql_input_read_arguments (self->who, plan->member->arguments,
                                                                       rel_graphql_plan_get_selection (plan)->arguments,
                                                                       self->variables, &fault);

  if (fault != NULL)
    {
      json_array_add_object_element (faults, fault);
      return (RelGraphqlAnswer){ 0 };
    }
  if (g_str_has_prefix (plan->member->name, "__"))
    return rel_graphql_introspection_start (self->who, plan->member->name, arguments);
  return (RelGraphqlAnswer){ .json = answer_root (self, plan->member->name, arguments, faults) };
}

/* What a field holds; @source is %NULL for the fields of queries and mutations. */
static RelGraphqlAnswer
resolve (Execution *self, const RelGraphqlPlan *plan, const RelGraphqlAnswer *source, JsonArray *faults)
{
  const char *name = plan->member->name;
  JsonNode *value = NULL;

  if (strcmp (name, "__typename") == 0)
    return (RelGraphqlAnswer){ .json = rel_json_new_string (plan->parent->self.name) };
  if (source == NULL)
    return resolve_root (self, plan, faults);
  if (source->json == NULL)
    return rel_graphql_introspection_get (self->who, plan->parent->self.name, source->part, name);
  if (JSON_NODE_HOLDS_OBJECT (source->json))
    value = json_object_get_member (json_node_get_object (source->json), name);
  return (RelGraphqlAnswer){ .json = value != NULL ? json_node_ref (value) : NULL };
}

static gboolean
write_field (Execution *self, const RelGraphqlPlan *plan, const RelGraphqlAnswer *source, const Path *path)
{
  g_autoptr (JsonArray) faults = json_array_new ();
  g_auto (RelGraphqlAnswer) answer = resolve (self, plan, source, faults);
  guint n_faults = json_array_get_length (faults);

  if (n_faults == 0)
    return write_value (self, plan, plan->member->type, &answer, path);
  for (guint i = 0; i < n_faults; i++)
    fail (self, plan, path, json_object_ref (json_array_get_object_element (faults, i)));
  g_string_append (self->text, "null");
  return plan->member->type->wrap != REL_GRAPHQL_REQUIRED;
}

static gboolean
write_fields (Execution *self, GPtrArray *fields, const RelGraphqlAnswer *source, const Path *path)
{
  g_string_append_c (self->text, '{');
  for (guint i = 0; i < fields->len; i++)
    {
      const RelGraphqlPlan *plan = g_ptr_array_index (fields, i);
      Path here = { path, rel_graphql_plan_get_selection (plan)->key };

      g_string_append_printf (self->text, "%s\"%s\":", i > 0 ? "," : "", here.key);
      if (!write_field (self, plan, source, &here))
        return FALSE;
    }
  g_string_append_c (self->text, '}');
  return TRUE;
}

/* The answer; without @data there is none but what went wrong. */
static RelReply *
new_reply (const GString *data, JsonArray *faults)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (GBytes) bytes = NULL;

  if (data != NULL)
    {
      g_string_append (text, "\"data\":");
      g_string_append_len (text, data->str, data->len);
    }
  if (json_array_get_length (faults) > 0)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
      g_autofree char *errors = NULL;

      json_node_set_array (node, faults);
      errors = rel_json_dup_text (node, FALSE);
      g_string_append_printf (text, "%s\"errors\":%s", data != NULL ? "," : "", errors);
    }
  g_string_append_c (text, '}');
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  return rel_reply_new_bytes (bytes);
}

static RelReply *
refuse (RelGraphqlAudience who, JsonObject *fault)
{
  g_autoptr (JsonObject) taken = fault;
  g_autoptr (JsonArray) faults = json_array_new ();

  json_array_add_object_element (faults, arrange_fault (who, fault, NULL));
  return new_reply (NULL, faults);
}

static RelReply *
refuse_variables (RelGraphqlAudience who, JsonArray *found)
{
  g_autoptr (JsonArray) faults = json_array_new ();

  for (guint i = 0; i < json_array_get_length (found); i++)
    json_array_add_object_element (faults, arrange_fault (who, json_array_get_object_element (found, i), NULL));
  return new_reply (NULL, faults);
}

static RelReply *
run_plan (RelProject *project,
          const RelCall *call,
          RelGraphqlAudience who,
          JsonObject *variables,
          RelGraphqlDefinitionKind kind,
          GPtrArray *plan)
{
  g_autoptr (GHashTable) answers =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  g_autoptr (JsonArray) faults = json_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Execution self = { project, call, who, variables, faults, text, kind == REL_GRAPHQL_QUERY ? answers : NULL };
  gboolean has_data = write_fields (&self, plan, NULL, NULL);

  if (is_full (&self))
    return rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR", "The answer would be longer than 64 MB.");
  return new_reply (has_data ? text : NULL, faults);
}

static RelReply *
run_operation (RelProject *project,
               const RelCall *call,
               RelGraphqlAudience who,
               const RelGraphqlDocument *document,
               const RelGraphqlDefinition *operation,
               JsonObject *sent)
{
  static const char *const kinds[] = { "query", "mutation", "subscription" };
  g_autoptr (JsonArray) faults = json_array_new ();
  g_autoptr (JsonObject) variables = rel_graphql_input_read_variables (who, operation->variables, sent, faults);
  g_autoptr (GPtrArray) plan = NULL;
  JsonObject *fault = NULL;

  if (json_array_get_length (faults) > 0)
    return refuse_variables (who, faults);
  if (rel_graphql_schema_get_root (who, operation->kind) == NULL)
    return refuse (who, rel_graphql_fault_new (&operation->place, "Schema is not configured to execute %s operation.",
                                               kinds[operation->kind]));
  plan = rel_graphql_plan_make (who, document, operation, variables, &fault);
  return plan != NULL ? run_plan (project, call, who, variables, operation->kind, plan) : refuse (who, fault);
}

/**
 * rel_graphql_exec_run:
 * @project: the project that is served
 * @call: the request that asks
 * @who: whose schema it is asked in
 * @document: what is asked; it has been checked
 * @operation_name: (nullable): which operation of it
 * @variables: (nullable): the values of variables, as they were sent
 *
 * Returns: (transfer full): the answer
 */
RelReply *
rel_graphql_exec_run (RelProject *project,
                      const RelCall *call,
                      RelGraphqlAudience who,
                      const RelGraphqlDocument *document,
                      const char *operation_name,
                      JsonObject *variables)
{
  const RelGraphqlDefinition *operation = rel_graphql_document_get_operation (document, operation_name);

  if (operation != NULL)
    return run_operation (project, call, who, document, operation, variables);
  if (operation_name != NULL)
    return refuse (who, rel_graphql_fault_new (NULL, "Unknown operation named \"%s\".", operation_name));
  return refuse (who,
                 rel_graphql_fault_new (NULL, "Must provide operation name if query contains multiple operations."));
}
