/* rel-unsaid.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_unsaid_fill (RelSchema *schema, RelSchema *from);

G_END_DECLS
