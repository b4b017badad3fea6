/* rel-state-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>

#include "rel-state.h"

G_BEGIN_DECLS

#define REL_STATE_PAGE_BYTES 4096

/* What the files about the state file share: one for each sort of thing that is kept. */

struct _RelState
{
  sqlite3 *db;      /* (owned) */
  char *path;       /* (owned) */
  int lock;         /* while it writes: nobody puts another file in the place of this one; else -1 */
  GError *unusable; /* (owned) (nullable): why nothing can be written; what is read is a copy */
};

gboolean rel_state_execute (sqlite3 *db, const char *sql, GError **error);
gboolean rel_state_read_single (sqlite3 *db, const char *sql, char **text);
gboolean rel_state_says_damaged (sqlite3 *db);
gboolean rel_state_make_tables (sqlite3 *db, GError **error);
gboolean rel_state_prepare_tables (sqlite3 *db, gboolean *is_damaged, GError **error);
gboolean rel_state_fail (sqlite3 *db, const char *what, GError **error);
sqlite3_stmt *rel_state_prepare (RelState *self, GError **error, const char *sql, const char *types, ...);
gboolean rel_state_finish (RelState *self, sqlite3_stmt *statement, int code, GError **error);
gboolean rel_state_run (RelState *self, GError **error, const char *sql, const char *types, ...);
gboolean rel_state_add_old_draft (RelState *self, const char *target, const char *plan, GError **error);
char *rel_state_dup_digest (const char *first, ...) G_GNUC_NULL_TERMINATED;

void rel_state_make_file (const char *path);
gboolean rel_state_is_half_replaced (const char *path);
gboolean rel_state_finish_replacing (const char *path, GError **error);
char *rel_state_replace_damaged (const char *path, guint *n_rows, GError **error);

gboolean rel_salvage (const char *from, gboolean is_damaged, sqlite3 *to, guint *n_rows, GError **error);

static inline const char *
rel_state_get_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

G_END_DECLS
