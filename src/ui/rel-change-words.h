/* rel-change-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

char *rel_change_words_dup_what (RelChange *change);
char *rel_change_words_dup_losses (GPtrArray *changes, RelSchema *base);
const char *rel_change_words_get_label (const char *path);
char *rel_change_words_dup_value (const char *path, JsonNode *value);
char *rel_change_words_dup_member (const RelMemberChange *change);

G_END_DECLS
