/* rel-order.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

void rel_order_referred_first (GPtrArray *changes, RelSchema *schema);
void rel_order_referring_first (GPtrArray *changes, RelSchema *schema);

G_END_DECLS
