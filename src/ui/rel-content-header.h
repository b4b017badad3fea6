/* rel-content-header.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_CONTENT_HEADER (rel_content_header_get_type ())

G_DECLARE_FINAL_TYPE (RelContentHeader, rel_content_header, REL, CONTENT_HEADER, AdwBin)

GtkWidget *rel_content_header_new (void);
void rel_content_header_show (RelContentHeader *self, RelWorkspace *workspace, RelPlace *place);
void rel_content_header_set_narrow (RelContentHeader *self, gboolean narrow);

G_END_DECLS
