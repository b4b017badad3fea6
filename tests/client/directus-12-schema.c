/* directus-12-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Directus 12.4.1 says of schemas otherwise than the embedded server: see
 * directus-12.c.
 */

#include "config.h"

#include "directus-12-schema.h"

#include <string.h>

/* Settings that are new; the value that each has unless somebody says otherwise. */
static const struct
{
  const char *resource;
  const char *member;
  const char *json;
} settings[] = {
  { "fields", "searchable", "true" },
  { "collections", "status", "\"active\"" },
  { "collections", "autosave_revision_interval", "null" },
};

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
change_settings (JsonObject *object, const char *resource, gboolean are_there)
{
  JsonObject *meta = get_object (object, "meta");

  for (guint i = 0; meta != NULL && i < G_N_ELEMENTS (settings); i++)
    {
      if (strcmp (settings[i].resource, resource) != 0)
        continue;
      if (are_there)
        json_object_set_member (meta, settings[i].member, json_from_string (settings[i].json, NULL));
      else
        json_object_remove_member (meta, settings[i].member);
    }
}

static void
change_all_settings (JsonNode *objects, const char *resource, gboolean are_there)
{
  if (objects == NULL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (objects))
    change_settings (json_node_get_object (objects), resource, are_there);
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (objects) && i < json_array_get_length (json_node_get_array (objects)); i++)
    change_settings (json_array_get_object_element (json_node_get_array (objects), i), resource, are_there);
}

/* @objects: one, or a list, of "fields" or "collections". */
void
directus_12_add_settings (JsonNode *objects, const char *resource)
{
  change_all_settings (objects, resource, TRUE);
}

/* Returns: (nullable): why 12.4.1 refuses what the embedded server takes */
const char *
directus_12_check_schema_call (const char *name, JsonNode *body)
{
  JsonObject *diff = body != NULL ? get_object (json_node_get_object (body), "diff") : NULL;

  if (strcmp (name, "apply") == 0 && diff != NULL && !json_object_has_member (diff, "systemFields"))
    return "\"diff.systemFields\" is required";
  return NULL;
}

/* Makes of what is sent to 12.4.1 what the embedded server takes. */
void
directus_12_change_schema_call (const char *name, JsonNode *body)
{
  JsonObject *object = json_node_get_object (body);
  JsonObject *diff = get_object (object, "diff");

  if (diff != NULL)
    json_object_remove_member (diff, "systemFields");
  if (strcmp (name, "diff") != 0)
    return;

  json_object_remove_member (object, "systemFields");
  if (g_strcmp0 (json_object_get_string_member_with_default (object, "directus", NULL), DIRECTUS_12_VERSION) == 0)
    json_object_set_string_member (object, "directus", DIRECTUS_12_VERSION_BEHIND);
  change_all_settings (json_object_get_member (object, "fields"), "fields", FALSE);
  change_all_settings (json_object_get_member (object, "collections"), "collections", FALSE);
}

/* Makes of the answer of the embedded server that of 12.4.1. */
void
directus_12_change_schema_answer (const char *name, JsonNode *answer)
{
  JsonObject *data = get_object (json_node_get_object (answer), "data");
  JsonObject *diff = get_object (data, "diff");

  if (diff != NULL)
    json_object_set_array_member (diff, "systemFields", json_array_new ());
  if (data == NULL || strcmp (name, "snapshot") != 0)
    return;

  json_object_set_string_member (data, "directus", DIRECTUS_12_VERSION);
  json_object_set_array_member (data, "systemFields", json_array_new ());
  change_all_settings (json_object_get_member (data, "fields"), "fields", TRUE);
  change_all_settings (json_object_get_member (data, "collections"), "collections", TRUE);
}
