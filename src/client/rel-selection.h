/* rel-selection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

typedef struct _RelSelection RelSelection;

JsonNode *rel_selection_new_body (const char *query, JsonNode *variables);
JsonNode *rel_selection_new_question (void);
RelSelection *rel_selection_new (JsonNode *answer);
void rel_selection_free (RelSelection *self);

JsonNode *rel_selection_dup_query (RelSelection *self, RelObject object, const char *collection, const char *field);
const char *rel_selection_get_root (RelObject object, const char *collection, const char *field);
JsonNode *rel_selection_read (RelObject object,
                              const char *collection,
                              const char *field,
                              JsonNode *answer,
                              GError **error);
JsonNode *rel_selection_new_ids_query (void);
gboolean rel_selection_read_free_id (JsonNode *answer, gint64 *free_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelSelection, rel_selection_free)

G_END_DECLS
