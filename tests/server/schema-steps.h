/* schema-steps.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of schemas do again and again.
 */

#pragma once

#include "server-fixture.h"

G_BEGIN_DECLS

JsonNode *schema_steps_dup_snapshot (ServerFixture *fixture);
void schema_steps_post (ServerFixture *fixture, const char *path, JsonNode *body);
JsonNode *schema_steps_with (JsonNode *snapshot,
                             const char *list,
                             const char *collection,
                             const char *field,
                             const char *path,
                             const char *json);
void schema_steps_apply (ServerFixture *fixture, JsonNode *snapshot);
void schema_steps_assert_same (ServerFixture *fixture, JsonNode *snapshot);

G_END_DECLS
