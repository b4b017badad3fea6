/* rel-fold.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rel_fold_dup (const char *text);
gboolean rel_fold_has_marks (const char *folded);
gsize rel_fold_drop_marks (char *folded, gsize length_bytes);

G_END_DECLS
