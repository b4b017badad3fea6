/* rel-sentence.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-link.h"

G_BEGIN_DECLS

char *rel_sentence_dup_for_link (RelSchema *schema, RelLink *link);
char *rel_sentence_dup_for_relation (RelSchema *schema, RelRelation *relation);
char *rel_sentence_dup_on_delete (RelRelation *relation);
char *rel_sentence_dup_deselect (RelRelation *relation);

G_END_DECLS
