/* edited.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

void assert_planned (RelSchema *before, RelSchema *after, const char *plan);
void assert_edited (RelSchema *before, RelSchema *after, const char *plan);
void assert_refusal (RelSchema *result, GError **error, int code, const char *message);
RelSchema *edited_with_field (RelSchema *schema, const char *json);
RelSchema *edited_with_relation (RelSchema *schema,
                                 const char *collection,
                                 const char *field,
                                 const char *path,
                                 const char *value);
