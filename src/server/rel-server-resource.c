/* rel-server-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/server`: what the server says about itself.
 */

#include "config.h"

#include "rel-server-resource.h"

#include "rel-json.h"

/* The version of Directus whose behaviour this server follows. */
#define DIRECTUS_VERSION "11.3.5"

/**
 * rel_server_resource_ping:
 * @project: the project that is served
 * @call: `GET /server/ping`
 *
 * Returns: (transfer full): `pong`, for everyone
 */
RelReply *
rel_server_resource_ping (RelProject *project, RelCall *call)
{
  return rel_reply_new_text ("pong");
}

/* The row of settings, if the project has one. */
static JsonObject *
read_settings (RelProject *project)
{
  RelDbSchema *schema = rel_project_get_schema (project, NULL);
  g_autoptr (RelStatement) statement = NULL;

  if (schema == NULL || rel_db_schema_get_table (schema, "directus_settings") == NULL)
    return NULL;
  statement =
    rel_db_prepare (rel_project_get_db (project), "SELECT * FROM directus_settings ORDER BY id LIMIT 1", NULL);
  return statement != NULL && rel_statement_step (statement, NULL) ? rel_statement_dup_object (statement, 0) : NULL;
}

static void
add_setting (JsonObject *project, JsonObject *settings, const char *name, const char *usual)
{
  const char *value = rel_json_get_string (settings, name);

  json_object_set_string_member (project, name, value != NULL ? value : usual);
}

static JsonObject *
describe_project (RelProject *project)
{
  g_autoptr (JsonObject) settings = read_settings (project);
  JsonObject *object = json_object_new ();

  add_setting (object, settings, "project_name", "Directus");
  add_setting (object, settings, "project_color", "#6644FF");
  add_setting (object, settings, "default_language", "en-US");
  add_setting (object, settings, "default_appearance", "auto");
  json_object_set_boolean_member (object, "public_registration", FALSE);
  json_object_set_boolean_member (object, "public_registration_verify_email", TRUE);
  return object;
}

/**
 * rel_server_resource_info:
 * @project: the project that is served
 * @call: `GET /server/info`
 *
 * Returns: (transfer full): the project's name and, for the administrator, the server's version
 */
RelReply *
rel_server_resource_info (RelProject *project, RelCall *call)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "project", describe_project (project));
  if (call->is_admin)
    {
      JsonObject *extensions = json_object_new ();
      JsonObject *query_limit = json_object_new ();

      json_object_set_boolean_member (object, "rateLimit", FALSE);
      json_object_set_boolean_member (object, "rateLimitGlobal", FALSE);
      json_object_set_null_member (extensions, "limit");
      json_object_set_object_member (object, "extensions", extensions);
      json_object_set_int_member (query_limit, "default", 100);
      json_object_set_int_member (query_limit, "max", -1);
      json_object_set_object_member (object, "queryLimit", query_limit);
      json_object_set_boolean_member (object, "websocket", FALSE);
      json_object_set_string_member (object, "version", DIRECTUS_VERSION);
    }
  return rel_reply_new_object (object);
}
