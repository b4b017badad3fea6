/* rel-layout.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

void rel_layout_neighbours (RelScene *scene, RelMeasureFunc measure, gpointer user_data);

G_END_DECLS
