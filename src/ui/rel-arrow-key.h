/* rel-arrow-key.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-walk.h"

G_BEGIN_DECLS

gboolean rel_arrow_key_find_way (guint keyval, gboolean mirrored, RelWay *way);

G_END_DECLS
