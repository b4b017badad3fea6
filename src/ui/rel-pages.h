/* rel-pages.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-checker.h"
#include "rel-place.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_PAGES (rel_pages_get_type ())

G_DECLARE_FINAL_TYPE (RelPages, rel_pages, REL, PAGES, AdwBin)

GtkWidget *rel_pages_new (void);
void rel_pages_show (RelPages *self,
                     RelWorkspace *workspace,
                     RelChecker *checker,
                     RelPlace *place,
                     gboolean with_system);
void rel_pages_begin (RelPages *self, RelWorkspace *workspace, RelPlace *place);
gboolean rel_pages_make (RelPages *self, RelPlaceKind kind);
GtkWidget *rel_pages_get (RelPages *self, RelPlaceKind kind);
void rel_pages_focus (RelPages *self);

G_END_DECLS
