/* rel-creation-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"
#include "rel-creation-row.h"
#include "rel-creation.h"

G_BEGIN_DECLS

gboolean rel_creation_words_has (const RelCreation *wanted, const char *member);
RelCreationRowType rel_creation_words_get_type (const RelCreation *wanted, const char *member);
const char *rel_creation_words_get (const RelCreation *wanted, const char *member);
char *rel_creation_words_dup_proposal (const RelCreation *wanted, RelSchema *schema, const char *member);
char *rel_creation_words_dup_title (const RelCreation *wanted, const char *member);
char *rel_creation_words_dup_note (const RelCreation *wanted, RelSchema *schema, RelSchema *result, const char *member);
const char *rel_creation_words_find_member (const RelCreation *wanted, RelChange *change);

G_END_DECLS
