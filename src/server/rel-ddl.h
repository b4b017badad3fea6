/* rel-ddl.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rel_ddl_add_key (const char *sql,
                       const char *name,
                       const char *column,
                       const char *to_table,
                       const char *to_column,
                       GError **error);
char *rel_ddl_set_actions (const char *sql,
                           const char *column,
                           const char *to_table,
                           const char *on_delete,
                           const char *on_update,
                           GError **error);
char *rel_ddl_drop_key (const char *sql, const char *column, const char *to_table, GError **error);

G_END_DECLS
