/* rel-db-text.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db.h"

G_BEGIN_DECLS

char *rel_db_text_read (RelDb *db, const char *table, GError **error);
gboolean rel_db_text_replace (RelDb *db, const char *table, const char *sql, GError **error);

G_END_DECLS
