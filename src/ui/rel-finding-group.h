/* rel-finding-group.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-finding.h"
#include "rel-link.h"

G_BEGIN_DECLS

#define REL_TYPE_FINDING_GROUP (rel_finding_group_get_type ())

G_DECLARE_FINAL_TYPE (RelFindingGroup, rel_finding_group, REL, FINDING_GROUP, AdwBin)

GtkWidget *rel_finding_group_new (void);
void rel_finding_group_show (RelFindingGroup *self, GPtrArray *findings, RelSchema *schema, RelLink *link);

G_END_DECLS
