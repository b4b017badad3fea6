/* rel-server-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/server`: what the server says about itself.
 */

#include "config.h"

#include "rel-server-resource.h"

#include <string.h>

#include "rel-json.h"

/* Above this a database is too slow, says Directus. */
#define THRESHOLD_MS 150

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

static JsonObject *
new_check (const char *status)
{
  JsonObject *check = json_object_new ();

  json_object_set_string_member (check, "status", status);
  json_object_set_string_member (check, "componentType", "datastore");
  return check;
}

static void
add_check (JsonObject *checks, const char *name, JsonObject *check)
{
  JsonArray *list = json_array_new ();

  json_array_add_object_element (list, check);
  json_object_set_array_member (checks, name, list);
}

/* How the database answers a small question. */
static JsonObject *
check_database (RelDb *db)
{
  gint64 start_us = g_get_monotonic_time ();
  gboolean answers = rel_db_run (db, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL);
  double time_ms = (g_get_monotonic_time () - start_us) / 1000.0;
  JsonObject *check;

  if (!answers)
    check = new_check ("error");
  else
    check = new_check (time_ms > THRESHOLD_MS ? "warn" : "ok");
  if (!answers)
    json_object_set_string_member (check, "output", "Can't connect to the database.");
  json_object_set_string_member (check, "observedUnit", "ms");
  json_object_set_double_member (check, "observedValue", time_ms);
  json_object_set_int_member (check, "threshold", THRESHOLD_MS);
  return check;
}

/* There is one connection, and it is free between two statements. */
static JsonObject *
count_connections (guint count)
{
  JsonObject *check = new_check ("ok");

  json_object_set_int_member (check, "observedValue", count);
  return check;
}

static JsonObject *
describe_checks (JsonObject *database)
{
  JsonObject *checks = json_object_new ();

  add_check (checks, "sqlite3:responseTime", database);
  add_check (checks, "sqlite3:connectionsAvailable", count_connections (1));
  add_check (checks, "sqlite3:connectionsUsed", count_connections (0));
  return checks;
}

/* Where the client has found the server. One that does not say is told what Directus calls itself
 * when nobody has told it. */
static char *
dup_url (RelCall *call)
{
  const char *host = soup_message_headers_get_one (call->headers, "Host");

  return host != NULL ? g_strconcat ("http://", host, NULL) : g_strdup ("/");
}

/**
 * rel_server_resource_health:
 * @project: the project that is served
 * @call: `GET /server/health`
 *
 * Returns: (transfer full): whether the database answers and, for the administrator, how fast
 */
RelReply *
rel_server_resource_health (RelProject *project, RelCall *call)
{
  JsonObject *database = check_database (rel_project_get_db (project));
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *status = g_strdup (json_object_get_string_member (database, "status"));
  g_autofree char *url = dup_url (call);
  JsonObject *object = json_object_new ();
  RelReply *reply;

  json_object_set_string_member (object, "status", status);
  json_node_take_object (node, object);
  if (call->is_admin)
    {
      json_object_set_string_member (object, "releaseId", REL_DIRECTUS_VERSION);
      json_object_set_string_member (object, "serviceId", url);
      json_object_set_object_member (object, "checks", describe_checks (database));
    }
  else
    json_object_unref (database);

  reply = rel_reply_new_node ("application/health+json; charset=utf-8", node);
  if (strcmp (status, "error") == 0)
    reply->status = 503;
  return reply;
}

/* What Directus tells everyone about a project, and what it says where nothing is set. */
static const struct
{
  const char *name;
  const char *usual; /* (nullable): JSON */
  gboolean is_json;
} settings[] = {
  { "project_name", "\"Directus\"" },
  { "project_descriptor" },
  { "project_logo" },
  { "project_color", "\"#6644FF\"" },
  { "default_appearance", "\"auto\"" },
  { "default_theme_light" },
  { "default_theme_dark" },
  { "theme_light_overrides", NULL, TRUE },
  { "theme_dark_overrides", NULL, TRUE },
  { "default_language", "\"en-US\"" },
  { "public_foreground" },
  { "public_background" },
  { "public_favicon" },
  { "public_note" },
  { "custom_css" },
  { "public_registration", "false", TRUE },
  { "public_registration_verify_email", "true", TRUE },
};

static JsonNode *
read_setting (RelDb *db, JsonObject *row, guint at)
{
  const char *text = rel_json_get_string (row, settings[at].name);
  JsonNode *value = json_object_get_member (row, settings[at].name);
  JsonNode *parsed = NULL;

  if (strcmp (settings[at].name, "public_background") == 0 && text != NULL)
    {
      JsonObject *file = rel_db_read_object (db, "SELECT id, type FROM directus_files WHERE id = ?", text);

      parsed = json_node_new (file != NULL ? JSON_NODE_OBJECT : JSON_NODE_NULL);
      if (file != NULL)
        json_node_take_object (parsed, file);
    }
  else if (settings[at].is_json && text != NULL)
    parsed = rel_json_parse (text, strlen (text), NULL);
  else if (settings[at].is_json && settings[at].usual != NULL)
    parsed = json_node_init_boolean (json_node_alloc (), rel_json_get_boolean (row, settings[at].name));
  return parsed != NULL ? parsed : json_node_copy (value);
}

/* Without a row Directus tells what columns have as their default value, and not the rest. */
static JsonObject *
describe_project (RelDb *db)
{
  g_autoptr (JsonObject) row = rel_db_read_object (db, "SELECT * FROM directus_settings ORDER BY id LIMIT 1", NULL);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const char *usual = settings[i].usual;

      if (row != NULL && json_object_has_member (row, settings[i].name))
        json_object_set_member (object, settings[i].name, read_setting (db, row, i));
      else if (row == NULL && usual != NULL)
        json_object_set_member (object, settings[i].name, rel_json_parse (usual, strlen (usual), NULL));
    }
  return object;
}

static JsonNode *
describe_limit (RelRateLimit *limit)
{
  JsonNode *node = json_node_alloc ();
  g_autoptr (JsonObject) object = NULL;

  if (limit == NULL)
    return json_node_init_boolean (node, FALSE);
  object = json_object_new ();
  json_object_set_int_member (object, "points", rel_rate_limit_get_points (limit));
  json_object_set_int_member (object, "duration", rel_rate_limit_get_duration_s (limit));
  return json_node_init_object (node, object);
}

/**
 * rel_server_resource_info:
 * @project: the project that is served
 * @call: `GET /server/info`
 *
 * Returns: (transfer full): the project's name and, for whom it knows, the server's version
 */
RelReply *
rel_server_resource_info (RelProject *project, RelCall *call)
{
  JsonObject *object = json_object_new ();

  /* The settings are those of the file that is there now. */
  rel_project_get_schema (project, NULL);
  json_object_set_object_member (object, "project", describe_project (rel_project_get_db (project)));
  if (call->is_known)
    {
      JsonObject *extensions = json_object_new ();
      JsonObject *query_limit = json_object_new ();

      json_object_set_member (object, "rateLimit", describe_limit (call->requests));
      json_object_set_boolean_member (object, "rateLimitGlobal", FALSE);
      json_object_set_null_member (extensions, "limit");
      json_object_set_object_member (object, "extensions", extensions);
      json_object_set_int_member (query_limit, "default", 100);
      json_object_set_int_member (query_limit, "max", -1);
      json_object_set_object_member (object, "queryLimit", query_limit);
      json_object_set_boolean_member (object, "websocket", FALSE);
      json_object_set_string_member (object, "version", REL_DIRECTUS_VERSION);
    }
  return rel_reply_new_object (object);
}
