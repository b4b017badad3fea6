/* rel-payload.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks the form of what a client sends, in the order and with the words of Directus.
 */

#include "config.h"

#include "rel-payload.h"

#include <string.h>

#include "rel-db-key.h"
#include "rel-field-type.h"
#include "rel-json.h"

static const char *const relation_members[] = { "collection", "field", "related_collection", "schema", "meta", NULL };

static const char *const field_members[] = { "collection", "field", "type", "schema", "meta", NULL };

static const char login_modes[] = "cookie, json, session";

static RelReply *
check_string (JsonObject *object, const char *name, gboolean is_required, gboolean may_be_null)
{
  JsonNode *value = json_object_get_member (object, name);

  if (value == NULL)
    return is_required ? rel_reply_new_invalid ("\"%s\" is required", name) : NULL;
  if (may_be_null && JSON_NODE_HOLDS_NULL (value))
    return NULL;
  if (json_node_get_value_type (value) != G_TYPE_STRING)
    return rel_reply_new_invalid ("\"%s\" must be a string", name);
  if (*json_node_get_string (value) == '\0')
    return rel_reply_new_invalid ("\"%s\" is not allowed to be empty", name);
  return NULL;
}

static gboolean
is_one_of (JsonNode *value, const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, ", ", -1);

  return json_node_get_value_type (value) == G_TYPE_STRING &&
         g_strv_contains ((const char *const *) names, json_node_get_string (value));
}

static RelReply *
check_relation_schema (JsonObject *object)
{
  JsonNode *schema = json_object_get_member (object, "schema");
  JsonNode *on_delete;

  if (rel_json_is_null (schema))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (schema))
    return rel_reply_new_invalid ("\"schema\" must be of type object");

  on_delete = json_object_get_member (json_node_get_object (schema), "on_delete");
  if (on_delete != NULL && !is_one_of (on_delete, REL_DB_KEY_ACTIONS))
    return rel_reply_new_invalid ("\"schema.on_delete\" must be one of [" REL_DB_KEY_ACTIONS "]");
  return NULL;
}

static RelReply *
check_names (JsonObject *object, const char *const *allowed)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      if (!g_strv_contains (allowed, name))
        return rel_reply_new_invalid ("\"%s\" is not allowed", name);
    }
  return NULL;
}

/**
 * rel_payload_check_relation:
 * @body: what was sent
 * @is_new: whether a relation is to be made, which needs a collection and a field
 *
 * Checks a relation object. What it names need not exist; `meta` may be anything.
 *
 * Returns: (transfer full) (nullable): what is wrong, if anything is
 */
RelReply *
rel_payload_check_relation (JsonNode *body, gboolean is_new)
{
  JsonObject *object;
  RelReply *reply;

  if (!JSON_NODE_HOLDS_OBJECT (body))
    return rel_reply_new_invalid ("\"value\" must be of type object");

  object = json_node_get_object (body);
  if ((reply = check_string (object, "collection", is_new, FALSE)) != NULL ||
      (reply = check_string (object, "field", is_new, FALSE)) != NULL ||
      (reply = check_string (object, "related_collection", FALSE, TRUE)) != NULL ||
      (reply = check_relation_schema (object)) != NULL)
    return reply;
  return check_names (object, relation_members);
}

static RelReply *
check_type (JsonObject *object)
{
  JsonNode *type = json_object_get_member (object, "type");

  if (rel_json_is_null (type) || is_one_of (type, REL_FIELD_TYPES))
    return NULL;
  return rel_reply_new_invalid ("\"type\" must be one of [" REL_FIELD_TYPES ", null]");
}

/* Texts that read as a boolean are let through. */
static gboolean
is_boolean (JsonNode *value)
{
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;

  return json_node_get_value_type (value) == G_TYPE_BOOLEAN ||
         (text != NULL && (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "false") == 0));
}

static RelReply *
check_field_schema (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "schema");
  JsonObject *schema;
  JsonNode *length;
  JsonNode *nullable;

  if (rel_json_is_null (node))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return rel_reply_new_invalid ("\"schema\" must be of type object");

  schema = json_node_get_object (node);
  length = json_object_get_member (schema, "max_length");
  nullable = json_object_get_member (schema, "is_nullable");
  if (!rel_json_is_null (length) &&
      (!JSON_NODE_HOLDS_VALUE (length) || json_node_get_value_type (length) == G_TYPE_BOOLEAN))
    return rel_reply_new_invalid ("\"schema.max_length\" must be one of [number, string, null]");
  if (nullable != NULL && !is_boolean (nullable))
    return rel_reply_new_invalid ("\"schema.is_nullable\" must be a boolean");
  return NULL;
}

/**
 * rel_payload_check_field:
 * @body: what was sent
 * @is_new: whether a field is to be made, which needs a name
 *
 * Checks a field object; of one that is to be changed other members are let through.
 *
 * Returns: (transfer full) (nullable): what is wrong, if anything is
 */
RelReply *
rel_payload_check_field (JsonNode *body, gboolean is_new)
{
  JsonObject *object;
  RelReply *reply;

  if (!JSON_NODE_HOLDS_OBJECT (body))
    return rel_reply_new_invalid ("\"value\" must be of type object");

  object = json_node_get_object (body);
  if (is_new && ((reply = check_string (object, "collection", FALSE, FALSE)) != NULL ||
                 (reply = check_string (object, "field", TRUE, FALSE)) != NULL))
    return reply;
  if ((reply = check_type (object)) != NULL || (reply = check_field_schema (object)) != NULL)
    return reply;
  return is_new ? check_names (object, field_members) : NULL;
}

static gboolean
is_host_label (const char *label)
{
  gsize length = strlen (label);

  for (const char *c = label; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-' && (guchar) *c < 0x80)
        return FALSE;
    }
  return length > 0 && length <= 63 && label[0] != '-' && label[length - 1] != '-';
}

/* A name, an at sign, and a host of at least two labels. */
static gboolean
is_email (const char *text)
{
  const char *at = strrchr (text, '@');
  g_auto (GStrv) labels = g_strsplit (at != NULL ? at + 1 : "", ".", -1);

  if (at == NULL || at == text || at - text > 64 || strlen (text) > 254 || g_strv_length (labels) < 2)
    return FALSE;
  if (*text == '.' || at[-1] == '.' || g_strstr_len (text, at - text, "..") != NULL)
    return FALSE;
  for (const char *c = text; c < at; c++)
    {
      if (g_ascii_iscntrl (*c) || strchr (" \"(),:;<>@[\\]", *c) != NULL)
        return FALSE;
    }
  for (guint i = 0; labels[i] != NULL; i++)
    {
      if (!is_host_label (labels[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_payload_check_login:
 * @body: what was sent
 *
 * Checks the form of a login. Other members may be there too.
 *
 * Returns: (transfer full) (nullable): what is wrong, if anything is
 */
RelReply *
rel_payload_check_login (JsonNode *body)
{
  JsonObject *object;
  JsonNode *mode;
  RelReply *reply;

  if (!JSON_NODE_HOLDS_OBJECT (body))
    return rel_reply_new_invalid ("\"value\" must be of type object");

  object = json_node_get_object (body);
  if ((reply = check_string (object, "email", TRUE, FALSE)) != NULL)
    return reply;
  if (!is_email (json_object_get_string_member (object, "email")))
    return rel_reply_new_invalid ("\"email\" must be a valid email");
  if ((reply = check_string (object, "password", TRUE, FALSE)) != NULL)
    return reply;
  mode = json_object_get_member (object, "mode");
  if (mode != NULL && !is_one_of (mode, login_modes))
    return rel_reply_new_invalid ("\"mode\" must be one of [%s]", login_modes);
  return check_string (object, "otp", FALSE, FALSE);
}
