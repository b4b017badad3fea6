/* rel-diagram-marks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-arrangement.h"
#include "rel-marks.h"
#include "rel-query.h"
#include "rel-schema.h"

G_BEGIN_DECLS

RelMarks *rel_diagram_marks_new (RelScene *scene,
                                 RelSchema *schema,
                                 RelQuery *query,
                                 GPtrArray *findings,
                                 GPtrArray *conflicts,
                                 RelArrangement *pins,
                                 gboolean compared);
GArray *rel_diagram_marks_list_found (RelScene *scene, const RelMarks *marks, RelSchema *schema, RelQuery *query);

G_END_DECLS
