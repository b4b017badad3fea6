/* rel-users-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/users/me`: whose token it is; the server's own is an administrator's.
 */

#include "config.h"

#include "rel-users-resource.h"

#include <string.h>

#include "rel-json.h"
#include "rel-user.h"

#define CONCEALED "**********"

/* Who the administrator is in a database without users. */
static const char unnamed_user[] =
  "{\"id\": \"00000000-0000-4000-8000-000000000001\", \"first_name\": \"Admin\", \"last_name\": null,"
  " \"email\": null, \"status\": \"active\", \"role\": null, \"policies\": []}";

static JsonArray *
read_policies (RelDb *db, const char *user)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, "SELECT id FROM directus_access WHERE user = ?", NULL);
  JsonArray *policies = json_array_new ();

  if (statement == NULL)
    return policies;
  rel_statement_bind_string (statement, 1, user);
  while (rel_statement_step (statement, NULL))
    json_array_add_string_element (policies, rel_statement_get_string (statement, 0));
  return policies;
}

static void
finish_user (RelDb *db, JsonObject *user)
{
  static const char *const concealed[] = { "password", "token", "tfa_secret" };
  JsonNode *notifications = json_object_get_member (user, "email_notifications");

  for (guint i = 0; i < G_N_ELEMENTS (concealed); i++)
    {
      if (rel_json_get_string (user, concealed[i]) != NULL)
        json_object_set_string_member (user, concealed[i], CONCEALED);
    }
  if (!rel_json_is_null (notifications))
    json_object_set_boolean_member (user, "email_notifications", rel_json_get_boolean (user, "email_notifications"));
  json_object_set_array_member (user, "policies", read_policies (db, rel_json_get_string (user, "id")));
}

/* %NULL for somebody who is no longer there. */
static JsonObject *
read_user (RelDb *db, const char *id)
{
  JsonObject *user = id != NULL ? rel_user_read (db, id) : rel_user_read_administrator (db);

  if (user == NULL && id != NULL)
    return NULL;
  if (user == NULL)
    {
      g_autoptr (JsonNode) node = rel_json_parse (unnamed_user, strlen (unnamed_user), NULL);

      return json_object_ref (json_node_get_object (node));
    }
  finish_user (db, user);
  return user;
}

/* Puts one wanted field, such as `email` or `role.name`, into @to. */
static void
add_field (RelDb *db, JsonObject *user, const char *field, JsonObject *to)
{
  g_autoptr (JsonObject) role = NULL;
  JsonObject *inner;

  if (!g_str_has_prefix (field, "role.") || rel_json_get_string (user, "role") == NULL)
    {
      g_autofree char *name = g_strndup (field, strcspn (field, "."));
      JsonNode *value = json_object_get_member (user, name);

      /* Setting a member to what it is already keeps the reference for good. */
      if (value != NULL && json_object_get_member (to, name) != value)
        json_object_set_member (to, name, json_node_ref (value));
      return;
    }

  role = rel_db_read_object (db, "SELECT * FROM directus_roles WHERE id = ?", rel_json_get_string (user, "role"));
  if (role == NULL)
    return;

  field += strlen ("role.");
  inner = rel_json_get_object (to, "role");
  inner = inner != NULL ? json_object_ref (inner) : json_object_new ();
  if (strcmp (field, "*") == 0)
    {
      g_autoptr (GList) names = json_object_get_members (role);

      for (GList *name = names; name != NULL; name = name->next)
        json_object_set_member (inner, name->data, json_node_ref (json_object_get_member (role, name->data)));
    }
  else if (json_object_has_member (role, field))
    json_object_set_member (inner, field, json_node_ref (json_object_get_member (role, field)));
  json_object_set_object_member (to, "role", inner);
}

static JsonObject *
select_fields (RelDb *db, JsonObject *user, const char *fields)
{
  g_auto (GStrv) names = g_strsplit (fields, ",", -1);
  JsonObject *selected = g_strv_contains ((const char *const *) names, "*") ? json_object_ref (user)
                                                                            : json_object_new ();

  for (guint i = 0; names[i] != NULL; i++)
    add_field (db, user, names[i], selected);
  if (json_object_get_size (selected) == 0)
    add_field (db, user, "id", selected);
  return selected;
}

/**
 * rel_users_resource_me:
 * @project: the project that is served
 * @call: `GET /users/me`; the parameter `fields` says which members are wanted
 *
 * Returns: (transfer full): the user who asks
 */
RelReply *
rel_users_resource_me (RelProject *project, RelCall *call)
{
  RelDb *db = rel_project_get_db (project);
  const char *fields = rel_router_get_parameter (call, "fields");
  g_autoptr (JsonObject) user = NULL;

  if (!call->is_known)
    return rel_reply_new_unauthorized ();

  user = read_user (db, call->user);
  if (user == NULL)
    return rel_reply_new_forbidden ();
  return rel_reply_new_object (fields != NULL ? select_fields (db, user, fields) : json_object_ref (user));
}
