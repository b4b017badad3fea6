/* rel-symbol.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "rel-kind.h"

G_BEGIN_DECLS

void rel_symbol_draw (cairo_t *cr, RelKind kind, double x, double y, double size, gboolean mirrored);

G_END_DECLS
