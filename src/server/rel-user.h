/* rel-user.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "rel-db.h"

G_BEGIN_DECLS

JsonObject *rel_user_read (RelDb *db, const char *id);
JsonObject *rel_user_read_by_email (RelDb *db, const char *email);
JsonObject *rel_user_read_administrator (RelDb *db);
char *rel_user_dup_id_by_token (RelDb *db, const char *token);

G_END_DECLS
