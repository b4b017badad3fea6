/* rel-statement.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _RelStatement RelStatement;

void rel_statement_free (RelStatement *self);
void rel_statement_bind_string (RelStatement *self, int at, const char *value);
void rel_statement_bind_int (RelStatement *self, int at, gint64 value);
void rel_statement_bind_json (RelStatement *self, int at, JsonNode *value);
gboolean rel_statement_step (RelStatement *self, GError **error);
gboolean rel_statement_run (RelStatement *self, GError **error);
const char *rel_statement_get_string (RelStatement *self, int column);
gint64 rel_statement_get_int (RelStatement *self, int column);
gsize rel_statement_get_size_bytes (RelStatement *self);
JsonObject *rel_statement_dup_object (RelStatement *self, int first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelStatement, rel_statement_free)

G_END_DECLS
