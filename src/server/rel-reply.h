/* rel-reply.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RelReply:
 * @status: HTTP status
 * @content_type: (nullable): %NULL for an answer without a body
 * @text: (nullable): the body
 * @headers: (nullable): more headers: name and value by turns
 *
 * The answer to a request.
 */
typedef struct
{
  guint status;
  const char *content_type; /* (unowned): a literal */
  GBytes *text;             /* (owned) (nullable) */
  GPtrArray *headers;       /* (element-type utf8) (owned) (nullable) */
} RelReply;

RelReply *rel_reply_new_text (const char *text);
gboolean rel_reply_is_text (const RelReply *self);
RelReply *rel_reply_new_bytes (GBytes *json);
RelReply *rel_reply_new_node (const char *content_type, JsonNode *node);
RelReply *rel_reply_new_object (JsonObject *object);
RelReply *rel_reply_new_array (JsonArray *array);
RelReply *rel_reply_new_empty (void);
RelReply *rel_reply_new_refusal (guint status, const char *code, const char *message);
RelReply *rel_reply_new_extended (guint status, const char *code, const char *message, JsonObject *extensions);
RelReply *rel_reply_new_not_allowed (const char *method, const char *const *allowed);
RelReply *rel_reply_new_invalid (const char *format, ...) G_GNUC_PRINTF (1, 2);
RelReply *rel_reply_new_bad_query (const char *format, ...) G_GNUC_PRINTF (1, 2);
RelReply *rel_reply_new_unsupported (const char *media_type);
RelReply *rel_reply_new_not_null (const char *collection, const char *field);
RelReply *rel_reply_new_failed_validation (GPtrArray *fields);
RelReply *rel_reply_new_contains_nulls (const char *collection, const char *field);
RelReply *rel_reply_new_not_unique (const char *collection, const char *field);
RelReply *rel_reply_new_no_foreign_row (void);
RelReply *rel_reply_new_forbidden (void);
RelReply *rel_reply_new_reasoned_forbidden (const char *format, ...) G_GNUC_PRINTF (1, 2);
RelReply *rel_reply_new_unreadable (const char *collection);
RelReply *rel_reply_new_inaccessible (const char *collection);
RelReply *rel_reply_new_unauthorized (void);
RelReply *rel_reply_new_expired (void);
RelReply *rel_reply_new_no_route (const char *path);
RelReply *rel_reply_new_error (const GError *error);
void rel_reply_add_header (RelReply *self, const char *name, const char *value);
void rel_reply_free (RelReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelReply, rel_reply_free)

G_END_DECLS
