/* rel-project-title.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-target.h"

G_BEGIN_DECLS

#define REL_TYPE_PROJECT_TITLE (rel_project_title_get_type ())

G_DECLARE_FINAL_TYPE (RelProjectTitle, rel_project_title, REL, PROJECT_TITLE, AdwBin)

GtkWidget *rel_project_title_new (void);
void rel_project_title_show (RelProjectTitle *self, RelTarget *target);

G_END_DECLS
