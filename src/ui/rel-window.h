/* rel-window.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-project-view.h"
#include "rel-start-page.h"

G_BEGIN_DECLS

#define REL_TYPE_WINDOW (rel_window_get_type ())

G_DECLARE_FINAL_TYPE (RelWindow, rel_window, REL, WINDOW, AdwApplicationWindow)

RelWindow *rel_window_new (GtkApplication *application);
RelStartPage *rel_window_get_start_page (RelWindow *self);
RelProjectView *rel_window_get_view (RelWindow *self);

G_END_DECLS
