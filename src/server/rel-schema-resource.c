/* rel-schema-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/schema`: the schema of a project as one value; how it differs from another one; and
 * making it like that.
 */

#include "config.h"

#include "rel-schema-resource.h"

#include <string.h>

#include "rel-body.h"
#include "rel-json.h"
#include "rel-schema-apply.h"
#include "rel-schema-diff.h"
#include "rel-schema-payload.h"
#include "rel-schema-snapshot.h"
#include "rel-yaml.h"

/**
 * rel_schema_resource_snapshot:
 * @project: the project that is served
 * @call: `GET /schema/snapshot`
 *
 * Returns: (transfer full): the snapshot
 */
RelReply *
rel_schema_resource_snapshot (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema;

  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  schema = rel_project_get_schema (project, &error);
  if (schema == NULL)
    return rel_reply_new_error (error);
  return rel_reply_new_object (rel_schema_snapshot_take (schema));
}

/* Finds the one file in a body of several parts; @file is the caller's. */
static RelReply *
find_file (RelCall *call, GBytes **file, gboolean *is_json)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new_from_message (call->headers, call->bytes);
  int n_parts = multipart != NULL ? soup_multipart_get_length (multipart) : 0;

  for (int i = 0; i < n_parts; i++)
    {
      SoupMessageHeaders *headers;
      GBytes *bytes;
      g_autoptr (GHashTable) parameters = NULL;

      if (!soup_multipart_get_part (multipart, i, &headers, &bytes) ||
          !soup_message_headers_get_content_disposition (headers, NULL, &parameters) ||
          !g_hash_table_contains (parameters, "filename"))
        continue;
      if (*file != NULL)
        return rel_reply_new_invalid ("More than one file was included in the body");
      *file = g_bytes_ref (bytes);
      *is_json = rel_body_is (headers, "application/json");
    }
  return *file == NULL ? rel_reply_new_invalid ("No file was included in the body") : NULL;
}

static RelReply *
read_file (RelCall *call, JsonNode **upload)
{
  g_autoptr (GBytes) file = NULL;
  gboolean is_json = FALSE;
  RelReply *reply = find_file (call, &file, &is_json);
  const char *text;
  gsize length;

  if (reply != NULL)
    return reply;

  text = g_bytes_get_data (file, &length);
  *upload = is_json ? rel_json_parse (text, length, NULL) : rel_yaml_parse (text, length, NULL);
  return *upload == NULL ? rel_reply_new_invalid ("The provided %s is invalid", is_json ? "JSON" : "YAML") : NULL;
}

/* Reads what was sent: JSON, or a file of JSON or YAML. */
static RelReply *
read_upload (RelCall *call, JsonNode **upload)
{
  if (rel_body_is (call->headers, "application/json"))
    {
      if (JSON_NODE_HOLDS_OBJECT (call->body) ? json_object_get_size (json_node_get_object (call->body)) == 0
                                              : json_array_get_length (json_node_get_array (call->body)) == 0)
        return rel_reply_new_invalid ("No data was included in the body");
      *upload = json_node_ref (call->body);
      return NULL;
    }
  if (rel_body_is (call->headers, "multipart/form-data"))
    return read_file (call, upload);
  return rel_reply_new_unsupported (soup_message_headers_get_one (call->headers, "Content-Type"));
}

/**
 * rel_schema_resource_diff:
 * @project: the project that is served
 * @call: `POST /schema/diff`, with a snapshot; `?force` takes one of another version too
 *
 * Says what must change so that the project is like a snapshot.
 *
 * Returns: (transfer full): the changes, sealed with a hash of the schema as it is; an empty
 *   answer if there are none
 */
RelReply *
rel_schema_resource_diff (RelProject *project, RelCall *call)
{
  g_autoptr (JsonNode) upload = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) current = NULL;
  g_autoptr (JsonObject) diff = NULL;
  g_autofree char *hash = NULL;
  RelReply *reply = read_upload (call, &upload);
  RelDbSchema *schema;
  JsonObject *data;

  if (reply != NULL)
    return reply;
  if (!call->is_admin)
    return rel_reply_new_forbidden ();
  reply = rel_schema_payload_check_snapshot (upload, rel_router_get_parameter (call, "force") != NULL);
  if (reply != NULL)
    return reply;

  schema = rel_project_get_schema (project, &error);
  if (schema == NULL)
    return rel_reply_new_error (error);
  current = rel_schema_snapshot_take (schema);
  diff = rel_schema_diff_compare (current, json_node_get_object (upload));
  if (rel_schema_diff_is_empty (diff))
    return rel_reply_new_empty ();

  hash = rel_schema_snapshot_dup_hash (current);
  data = json_object_new ();
  json_object_set_string_member (data, "hash", hash);
  json_object_set_object_member (data, "diff", g_steal_pointer (&diff));
  return rel_reply_new_object (data);
}

/**
 * rel_schema_resource_apply:
 * @project: the project that is served
 * @call: `POST /schema/apply`, with what `POST /schema/diff` answered
 *
 * Makes the project like the snapshot that it was compared with.
 *
 * Returns: (transfer full): an empty answer
 */
RelReply *
rel_schema_resource_apply (RelProject *project, RelCall *call)
{
  g_autoptr (JsonNode) upload = NULL;
  RelReply *reply = read_upload (call, &upload);

  if (reply != NULL)
    return reply;
  if (!call->is_admin)
    return rel_reply_new_forbidden ();
  reply = rel_schema_payload_check_apply (upload);
  return reply != NULL ? reply : rel_schema_apply_run (project, json_node_get_object (upload));
}
