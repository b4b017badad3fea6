/* schema-steps.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "schema-steps.h"

#include <string.h>

#include "rel-json.h"

JsonNode *
schema_steps_dup_snapshot (ServerFixture *fixture)
{
  return json_node_ref (server_fixture_call (fixture, "GET", "/schema/snapshot", NULL));
}

void
schema_steps_post (ServerFixture *fixture, const char *path, JsonNode *body)
{
  g_autofree char *text = rel_json_dup_text (body, FALSE);

  server_fixture_call (fixture, "POST", path, text);
}

/* A snapshot with one place changed; %NULL takes the member away. */
JsonNode *
schema_steps_with (JsonNode *snapshot,
                   const char *list,
                   const char *collection,
                   const char *field,
                   const char *path,
                   const char *json)
{
  g_autoptr (JsonNode) value = json != NULL ? rel_json_parse (json, strlen (json), NULL) : NULL;
  JsonArray *records = rel_json_get_array (json_node_get_object (snapshot), list);
  JsonArray *result = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) array = node;
  gboolean is_found = FALSE;

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonNode *record = json_array_get_element (records, i);
      JsonObject *object = json_node_get_object (record);
      gboolean is_it = g_strcmp0 (rel_json_get_string (object, "collection"), collection) == 0 &&
                       (field == NULL || g_strcmp0 (rel_json_get_string (object, "field"), field) == 0);

      is_found = is_found || is_it;
      if (is_it && path != NULL)
        json_array_add_element (result, rel_json_with (record, path, value));
      else if (!is_it)
        json_array_add_element (result, json_node_ref (record));
    }
  g_assert_true (is_found);
  json_node_take_array (node, result);
  return rel_json_with (snapshot, list, array);
}

/* Makes the project like a snapshot; says what stands against it. */
void
schema_steps_apply (ServerFixture *fixture, JsonNode *snapshot)
{
  JsonNode *data;
  g_autoptr (JsonNode) diff = NULL;

  schema_steps_post (fixture, "/schema/diff?force", snapshot);
  if (fixture->status != 200)
    return;
  data = rel_json_get (json_node_get_object (fixture->answer), "data");
  diff = json_node_ref (data);
  schema_steps_post (fixture, "/schema/apply", diff);
}

void
schema_steps_assert_same (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autofree char *text = NULL;

  schema_steps_post (fixture, "/schema/diff", snapshot);
  text = fixture->answer != NULL ? rel_json_dup_text (fixture->answer, FALSE) : g_strdup ("");
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (fixture->status, ==, 204);
}
