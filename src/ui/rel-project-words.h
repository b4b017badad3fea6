/* rel-project-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

char *rel_project_words_dup_where (RelTarget *target);
char *rel_project_words_dup_production (RelTarget *target);
char *rel_project_words_dup_name (RelTarget *target);
const char *rel_project_words_get_kind (RelTarget *target);
char *rel_project_words_dup_unpublished (guint n_changes, const char *last);
char *rel_project_words_dup_subtitle (RelWorkspace *workspace, RelPlace *place, gboolean alone);

G_END_DECLS
