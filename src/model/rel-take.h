/* rel-take.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

GPtrArray *rel_take_choose (GPtrArray *changes, const char *collection, const char *field);
GPtrArray *rel_take_complete (GPtrArray *chosen, GPtrArray *changes, RelSchema *before, RelSchema *after);

G_END_DECLS
