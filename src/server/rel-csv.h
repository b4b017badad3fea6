/* rel-csv.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *rel_csv_dup_text (JsonNode *data);

G_END_DECLS
