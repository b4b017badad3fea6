/* rel-end-choices.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-choice.h"
#include "rel-schema.h"

G_BEGIN_DECLS

void rel_end_choices_add (GPtrArray *choices, RelSchema *schema);

G_END_DECLS
