/* rel-part.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

GPtrArray *rel_part_list (RelChange *change);
RelChange *rel_part_make (RelChange *change, GPtrArray *members);

G_END_DECLS
