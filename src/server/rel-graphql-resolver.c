/* rel-graphql-resolver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the fields of queries and mutations are made of: the answers of REST. So the two
 * cannot say different things.
 */

#include "config.h"

#include "rel-graphql-resolver.h"

#include <string.h>

#include "rel-auth-resource.h"
#include "rel-collections-resource.h"
#include "rel-fields-resource.h"
#include "rel-graphql-fault.h"
#include "rel-json.h"
#include "rel-relations-resource.h"
#include "rel-server-resource.h"
#include "rel-users-resource.h"

/* What a field makes of the answer. */
typedef enum
{
  AS_ANSWERED,
  EMPTY_IF_FORBIDDEN, /* a list of a collection that there is not is an empty one */
  AS_ASKED,           /* the names that were given, which is all that is left to say */
  AS_DONE,            /* true, for there is nothing to say */
} Outcome;

static const struct
{
  const char *field;
  RelAnswer answer;
  Outcome outcome;
} resolvers[] = {
  { "auth_login", rel_auth_resource_login },
  { "auth_refresh", rel_auth_resource_refresh },
  { "auth_logout", rel_auth_resource_logout, AS_DONE },
  { "server_ping", rel_server_resource_ping },
  { "server_info", rel_server_resource_info },
  { "users_me", rel_users_resource_me },
  { "collections", rel_collections_resource_list },
  { "collections_by_name", rel_collections_resource_get },
  { "fields", rel_fields_resource_list },
  { "fields_in_collection", rel_fields_resource_list, EMPTY_IF_FORBIDDEN },
  { "fields_by_name", rel_fields_resource_get },
  { "relations", rel_relations_resource_list },
  { "relations_in_collection", rel_relations_resource_list, EMPTY_IF_FORBIDDEN },
  { "relations_by_name", rel_relations_resource_get },
  { "create_collections_item", rel_collections_resource_create },
  { "update_collections_item", rel_collections_resource_update },
  { "delete_collections_item", rel_collections_resource_delete, AS_ASKED },
  { "create_fields_item", rel_fields_resource_create },
  { "update_fields_item", rel_fields_resource_update },
  { "delete_fields_item", rel_fields_resource_delete, AS_ASKED },
  { "create_relations_item", rel_relations_resource_create },
  { "update_relations_item", rel_relations_resource_update },
  { "delete_relations_item", rel_relations_resource_delete, AS_ASKED },
};

static JsonNode *
new_empty_list (void)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, json_array_new ());
  return node;
}

static JsonNode *
new_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return node;
}

/* Makes an error of REST a fault: message and extensions, the code first. */
static JsonObject *
read_error (JsonObject *error)
{
  JsonObject *extensions = rel_json_get_object (error, "extensions");
  JsonObject *reordered = json_object_new ();
  JsonObject *fault = rel_graphql_fault_new (NULL, "%s", rel_json_get_string (error, "message"));
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_string_member (reordered, "code", rel_json_get_string (extensions, "code"));
  json_object_iter_init_ordered (&iter, extensions);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (strcmp (name, "code") != 0)
        json_object_set_member (reordered, name, json_node_ref (value));
    }
  json_object_set_object_member (fault, "extensions", reordered);
  return fault;
}

static JsonNode *
read_reply (RelReply *reply, Outcome outcome, JsonObject *arguments, JsonArray *faults)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonArray *errors;
  gsize length = 0;
  const char *text = reply->text != NULL ? g_bytes_get_data (reply->text, &length) : NULL;

  if (outcome == EMPTY_IF_FORBIDDEN && reply->status == 403)
    return new_empty_list ();
  if (outcome == AS_ASKED && reply->status == 204)
    return new_object (arguments);
  if (outcome == AS_DONE && reply->status == 204)
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (text == NULL)
    return json_node_new (JSON_NODE_NULL);
  if (!g_str_has_prefix (reply->content_type, "application/json"))
    {
      g_autofree char *word = g_strndup (text, length);

      return rel_json_new_string (word);
    }

  answer = rel_json_parse (text, length, NULL);
  g_assert (answer != NULL);
  if (reply->status == 200)
    return json_node_ref (rel_json_get (json_node_get_object (answer), "data"));
  errors = rel_json_get_array (json_node_get_object (answer), "errors");
  for (guint i = 0; i < json_array_get_length (errors); i++)
    json_array_add_object_element (faults, read_error (json_array_get_object_element (errors, i)));
  return NULL;
}

/* What is sent, without the name that an argument gives already: that one counts. Where nothing is
 * set apart to be sent, it is the arguments themselves. */
static JsonNode *
dup_body (JsonObject *arguments)
{
  JsonNode *data = json_object_get_member (arguments, "data");
  JsonObject *body;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (data == NULL || !json_object_has_member (arguments, "field"))
    return data != NULL ? json_node_ref (data) : new_object (arguments);

  body = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (data));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (strcmp (name, "field") != 0)
        json_object_set_member (body, name, json_node_ref (value));
    }
  data = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (data, body);
  return data;
}

/* The request that REST would be asked with, by the same caller. */
static RelReply *
call_rest (RelProject *project, const RelCall *asker, RelAnswer answer, JsonObject *arguments)
{
  g_autoptr (GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonNode) body = dup_body (arguments);
  const char *collection = rel_json_get_string (arguments, "collection");
  RelCall call = *asker;

  /* Only users have fields that can be chosen. */
  g_hash_table_insert (query, (gpointer) "fields", (gpointer) "*,role.*");
  call.names[0] = collection != NULL ? collection : rel_json_get_string (arguments, "name");
  call.names[1] = rel_json_get_string (arguments, "field");
  call.query = query;
  call.body = body;
  return answer (project, &call);
}

/**
 * rel_graphql_resolver_run:
 * @project: the project that is served
 * @call: the request that asks
 * @field: name of a field of queries or mutations
 * @arguments: its arguments, which have been checked
 * @faults: takes what went wrong, if %NULL is returned
 *
 * Does what a field asks for.
 *
 * Returns: (transfer full) (nullable): what it holds
 */
JsonNode *
rel_graphql_resolver_run (RelProject *project,
                          const RelCall *call,
                          const char *field,
                          JsonObject *arguments,
                          JsonArray *faults)
{
  for (guint i = 0; i < G_N_ELEMENTS (resolvers); i++)
    {
      if (strcmp (resolvers[i].field, field) == 0)
        {
          g_autoptr (RelReply) reply = call_rest (project, call, resolvers[i].answer, arguments);

          return read_reply (reply, resolvers[i].outcome, arguments, faults);
        }
    }
  /* `_empty` */
  return json_node_new (JSON_NODE_NULL);
}
