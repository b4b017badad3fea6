/* rel-basis.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

JsonNode *rel_basis_find (RelChange *change, RelSchema *base);
RelSchema *rel_basis_put (RelChange *change, RelSchema *schema);

G_END_DECLS
