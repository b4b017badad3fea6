/* rel-db-changes.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelDbChange:
 * @table: name of a table
 * @row: number of a row of it that is another one now, or is gone; 0 for the table itself
 *
 * Something in a database that is not as it was.
 */
typedef struct
{
  char *table; /* (owned) */
  gint64 row;
} RelDbChange;

typedef struct _RelDbChanges RelDbChanges;

RelDbChanges *rel_db_changes_new (void);
void rel_db_changes_free (RelDbChanges *self);
void rel_db_changes_add (RelDbChanges *self, const char *table, gint64 row);
void rel_db_changes_begin (RelDbChanges *self);
void rel_db_changes_commit (RelDbChanges *self);
void rel_db_changes_rollback (RelDbChanges *self);
GPtrArray *rel_db_changes_take (RelDbChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDbChanges, rel_db_changes_free)

G_END_DECLS
