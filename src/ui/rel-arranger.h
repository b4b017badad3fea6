/* rel-arranger.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-arrangement.h"
#include "rel-diagram.h"
#include "rel-grid.h"
#include "rel-lettering.h"

G_BEGIN_DECLS

#define REL_TYPE_ARRANGER (rel_arranger_get_type ())

G_DECLARE_FINAL_TYPE (RelArranger, rel_arranger, REL, ARRANGER, GObject)

RelArranger *rel_arranger_new (void);
void rel_arranger_arrange (RelArranger *self,
                           RelSchema *schema,
                           RelSchema *base,
                           const RelDiagramOptions *options,
                           RelLettering *lettering,
                           RelScene *before,
                           RelArrangement *pins);
void rel_arranger_stop (RelArranger *self);
gboolean rel_arranger_is_busy (RelArranger *self);

G_END_DECLS
