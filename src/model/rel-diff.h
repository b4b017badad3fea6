/* rel-diff.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

GPtrArray *rel_diff (RelSchema *before, RelSchema *after);
GPtrArray *rel_diff_in_steps (RelSchema *before, RelSchema *after);
gboolean rel_diff_is_empty (RelSchema *before, RelSchema *after);

G_END_DECLS
