/* rel-db.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-statement.h"

G_BEGIN_DECLS

typedef struct _RelDb RelDb;

RelDb *rel_db_open (const char *path, GError **error);
RelDb *rel_db_create (const char *path, GError **error);
void rel_db_free (RelDb *self);
gboolean rel_db_get_version (RelDb *self, guint64 *version, GError **error);
void rel_db_set_deadline (RelDb *self, gint64 deadline_us);
gboolean rel_db_run (RelDb *self, const char *sql, GError **error);
gboolean rel_db_run_format (RelDb *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean rel_db_begin (RelDb *self, GError **error);
gboolean rel_db_commit (RelDb *self, GError **error);
void rel_db_rollback (RelDb *self);
RelStatement *rel_db_prepare (RelDb *self, const char *sql, GError **error);
JsonObject *rel_db_read_object (RelDb *self, const char *sql, const char *value);
void rel_db_watch (RelDb *self, const char *const *tables);
void rel_db_mark_table (RelDb *self, const char *table);
GPtrArray *rel_db_take_changes (RelDb *self);
char *rel_db_quote (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDb, rel_db_free)

G_END_DECLS
