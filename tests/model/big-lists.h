/* big-lists.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

#define BIG_N_COLLECTIONS 2000
#define BIG_N_COLUMNS     12
#define BIG_N_RELATIONS   5 /* of each collection */

GBytes *big_lists_new (void);
double big_lists_time_pass_ms (RelSchema *schema);
