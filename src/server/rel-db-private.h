/* rel-db-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What rel-db.c and rel-statement.c share: no other file speaks to SQLite.
 */

#pragma once

#include <sqlite3.h>

#include "rel-db.h"
#include "rel-db-changes.h"

G_BEGIN_DECLS

struct _RelDb
{
  char *path;      /* (owned) */
  char *name;      /* (owned): for messages */
  sqlite3 *handle; /* (owned) (nullable) */
  gboolean writable;
  gint64 deadline_us;    /* when what is running is to be given up; 0 for never */
  guint32 n_opened;      /* times that it was opened */
  guint depth;           /* transactions that have begun, one within the other */
  GStrv watched;         /* (owned) (nullable): tables whose rows are watched */
  RelDbChanges *changes; /* (owned) */
};

void rel_db_set_error (RelDb *self, int result, GError **error);

G_END_DECLS
