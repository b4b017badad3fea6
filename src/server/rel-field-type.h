/* rel-field-type.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-table.h"

G_BEGIN_DECLS

char *rel_field_type_dup_data_type (RelDbColumn *column);
const char *rel_field_type_get (RelDbColumn *column, JsonObject *meta);
JsonNode *rel_field_type_new_default (RelDbColumn *column, JsonObject *meta);
JsonNode *rel_field_type_new_max_length (RelDbColumn *column);

G_END_DECLS
