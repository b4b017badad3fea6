/* rel-neighbourhood.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-picture.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_NEIGHBOURHOOD (rel_neighbourhood_get_type ())

G_DECLARE_FINAL_TYPE (RelNeighbourhood, rel_neighbourhood, REL, NEIGHBOURHOOD, AdwBin)

GtkWidget *rel_neighbourhood_new (void);
void rel_neighbourhood_show (RelNeighbourhood *self, RelWorkspace *workspace, const char *collection);
void rel_neighbourhood_show_link (RelNeighbourhood *self, RelSchema *schema, RelSchema *base, RelLink *link);

G_END_DECLS
