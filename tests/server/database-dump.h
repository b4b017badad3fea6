/* database-dump.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

char *database_dump (sqlite3 *db);
char *database_dump_around (sqlite3 *db, const char *table, const char *column);

G_END_DECLS
