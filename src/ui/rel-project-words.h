/* rel-project-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-target.h"

G_BEGIN_DECLS

char *rel_project_words_dup_where (RelTarget *target);
char *rel_project_words_dup_unpublished (guint n_changes, const char *last);

G_END_DECLS
