/* rel-rest.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

char *rel_rest_dup_path (RelObject object, const char *collection, const char *field);
JsonNode *rel_rest_read (RelObject object, const char *collection, const char *field, JsonNode *answer, GError **error);

G_END_DECLS
