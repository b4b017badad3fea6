/* rel-impact-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-schema.h"

G_BEGIN_DECLS

#define REL_TYPE_IMPACT_GROUP (rel_impact_group_get_type ())

G_DECLARE_FINAL_TYPE (RelImpactGroup, rel_impact_group, REL, IMPACT_GROUP, AdwBin)

GtkWidget *rel_impact_group_new (void);
void rel_impact_group_show (RelImpactGroup *self, RelSchema *schema, const char *collection);

G_END_DECLS
