/* rel-field-type.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db-table.h"

G_BEGIN_DECLS

/* All types that a field can be given, as Directus lists them. */
#define REL_FIELD_TYPES                                                                                                \
  "bigInteger, boolean, date, dateTime, decimal, float, integer, json, string, text, time, timestamp, binary, uuid, "  \
  "alias, hash, csv, geometry, geometry.Point, geometry.LineString, geometry.Polygon, geometry.MultiPoint, "           \
  "geometry.MultiLineString, geometry.MultiPolygon, unknown, o2m, m2m, m2a, o2a, files, translations"

char *rel_field_type_dup_data_type (RelDbColumn *column);
const char *rel_field_type_get (RelDbColumn *column, JsonObject *meta);
JsonNode *rel_field_type_new_default (RelDbColumn *column, JsonObject *meta);
JsonNode *rel_field_type_new_max_length (RelDbColumn *column);

G_END_DECLS
