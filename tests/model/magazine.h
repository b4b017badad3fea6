/* magazine.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

RelSchema *magazine_load (void);
JsonNode *json_of (const char *text);
RelSchema *magazine_set (RelSchema *schema,
                         const char *collection,
                         const char *field,
                         const char *path,
                         const char *value);
