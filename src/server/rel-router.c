/* rel-router.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the function that answers a request: the one table of what the server serves.
 */

#include "config.h"

#include "rel-router.h"

#include <string.h>

#include "rel-auth-resource.h"
#include "rel-collections-resource.h"
#include "rel-download.h"
#include "rel-fields-resource.h"
#include "rel-graphql-resource.h"
#include "rel-items-resource.h"
#include "rel-parameters.h"
#include "rel-relations-resource.h"
#include "rel-schema-resource.h"
#include "rel-server-resource.h"
#include "rel-users-resource.h"

#define MAX_PARTS 3

typedef struct
{
  const char *method;           /* (nullable): %NULL for all */
  const char *parts[MAX_PARTS]; /* ":" is a name that the route leaves open */
  RelAnswer answer;
  gboolean is_kept; /* answers to the administrator are kept until the schema changes */
} Route;

static const Route routes[] = {
  { "GET", { "server", "ping" }, rel_server_resource_ping },
  { "GET", { "server", "health" }, rel_server_resource_health },
  { "GET", { "server", "info" }, rel_server_resource_info },
  { "POST", { "auth", "login" }, rel_auth_resource_login },
  { "POST", { "auth", "refresh" }, rel_auth_resource_refresh },
  { "POST", { "auth", "logout" }, rel_auth_resource_logout },
  { "GET", { "users", "me" }, rel_users_resource_me },
  { "GET", { "collections" }, rel_collections_resource_list, TRUE },
  { "GET", { "collections", ":" }, rel_collections_resource_get },
  { "POST", { "collections" }, rel_collections_resource_create },
  { "PATCH", { "collections" }, rel_collections_resource_update_many },
  { "PATCH", { "collections", ":" }, rel_collections_resource_update },
  { "DELETE", { "collections", ":" }, rel_collections_resource_delete },
  { "GET", { "fields" }, rel_fields_resource_list, TRUE },
  { "GET", { "fields", ":" }, rel_fields_resource_list },
  { "GET", { "fields", ":", ":" }, rel_fields_resource_get },
  { "POST", { "fields", ":" }, rel_fields_resource_create },
  { "PATCH", { "fields", ":" }, rel_fields_resource_update_many },
  { "PATCH", { "fields", ":", ":" }, rel_fields_resource_update },
  { "DELETE", { "fields", ":", ":" }, rel_fields_resource_delete },
  { "GET", { "relations" }, rel_relations_resource_list, TRUE },
  { "GET", { "relations", ":" }, rel_relations_resource_list },
  { "GET", { "relations", ":", ":" }, rel_relations_resource_get },
  { "POST", { "relations" }, rel_relations_resource_create },
  { "PATCH", { "relations", ":", ":" }, rel_relations_resource_update },
  { "DELETE", { "relations", ":", ":" }, rel_relations_resource_delete },
  { "GET", { "schema", "snapshot" }, rel_schema_resource_snapshot },
  { "POST", { "schema", "diff" }, rel_schema_resource_diff },
  { "POST", { "schema", "apply" }, rel_schema_resource_apply },
  { "GET", { "items", ":" }, rel_items_resource_list },
  { "GET", { "items", ":", ":" }, rel_items_resource_get },
  { NULL, { "graphql", "system" }, rel_graphql_resource_answer },
};

/* Splits a path at its slashes and decodes the parts; one slash at the end is let through. */
static GStrv
split_path (const char *path)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (path + strspn (path, "/"), "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_uri_unescape_string (parts[i], NULL);

      if (part == NULL || !g_utf8_validate (part, -1, NULL))
        return NULL;
      if (*part == '\0' && parts[i + 1] == NULL)
        break;
      g_strv_builder_add (builder, part);
    }
  return g_strv_builder_end (builder);
}

/* Fills in the names of @call. */
static gboolean
path_matches (const Route *route, RelCall *call, const char *const *parts)
{
  guint n_names = 0;

  memset (call->names, 0, sizeof call->names);
  for (guint i = 0; i < MAX_PARTS && (route->parts[i] != NULL || parts[i] != NULL); i++)
    {
      if (route->parts[i] == NULL || parts[i] == NULL)
        return FALSE;
      if (strcmp (route->parts[i], ":") == 0)
        call->names[n_names++] = parts[i];
      else if (strcmp (route->parts[i], parts[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

static RelReply *
answer_kept (const Route *route, RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  GBytes *text;
  RelReply *reply;

  if (rel_project_get_schema (project, &error) == NULL)
    return rel_reply_new_error (error);

  text = rel_project_get_text (project, route->parts[0]);
  if (text != NULL)
    return rel_reply_new_bytes (text);

  reply = route->answer (project, call);
  if (reply->status == 200)
    rel_project_keep_text (project, route->parts[0], reply->text);
  return reply;
}

/**
 * rel_router_get_parameter:
 * @call: a request
 * @name: name of a parameter of the query
 *
 * Returns: (transfer none) (nullable): its value, if it was given
 */
const char *
rel_router_get_parameter (RelCall *call, const char *name)
{
  return call->query != NULL ? g_hash_table_lookup (call->query, name) : NULL;
}

static RelReply *
answer_route (const Route *route, RelProject *project, RelCall *call)
{
  const char *name = strcmp (route->parts[0], "items") == 0 ? call->names[0] : "Export";
  RelParameters parameters;
  RelReply *reply = rel_parameters_read (&parameters, call);

  if (reply != NULL)
    return reply;

  if (route->is_kept && call->is_admin)
    reply = answer_kept (route, project, call);
  else
    reply = route->answer (project, call);
  return parameters.format != NULL ? rel_download_convert (reply, parameters.format, name) : reply;
}

static void
add_method (GString *methods, const char *method)
{
  g_string_append_printf (methods, "%s%s", methods->len > 0 ? "," : "", method);
  if (strcmp (method, "GET") == 0)
    g_string_append (methods, ",HEAD");
}

/* What OPTIONS is answered: the methods of a path. */
static RelReply *
answer_methods (const char *methods)
{
  RelReply *reply = rel_reply_new_text (methods);

  rel_reply_add_header (reply, "Allow", methods);
  return reply;
}

/**
 * rel_router_answer:
 * @project: the project that is served
 * @call: a request; its names are filled in
 *
 * Answers a request.
 *
 * Returns: (transfer full): the answer
 */
RelReply *
rel_router_answer (RelProject *project, RelCall *call)
{
  g_auto (GStrv) parts = split_path (call->path);
  guint n_parts = parts != NULL ? g_strv_length (parts) : 0;
  gboolean is_about_methods = strcmp (call->method, "OPTIONS") == 0;
  g_autoptr (GString) methods = g_string_new (NULL);

  for (guint i = 0; n_parts > 0 && n_parts <= MAX_PARTS && i < G_N_ELEMENTS (routes); i++)
    {
      const char *padded[MAX_PARTS] = { NULL };

      memcpy (padded, parts, n_parts * sizeof *padded);
      if (!path_matches (&routes[i], call, padded))
        continue;
      if (routes[i].method == NULL || strcmp (routes[i].method, call->method) == 0)
        return answer_route (&routes[i], project, call);
      if (is_about_methods)
        add_method (methods, routes[i].method);
    }
  return methods->len > 0 ? answer_methods (methods->str) : rel_reply_new_no_route (call->path);
}
