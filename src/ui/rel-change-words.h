/* rel-change-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

char *rel_change_words_dup_what (RelChange *change);
gboolean rel_change_words_loses (RelChange *change);
char *rel_change_words_dup_requests (GPtrArray *changes, guint *n_requests);

G_END_DECLS
