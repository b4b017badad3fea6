/* rel-wrap.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void rel_wrap_names (GtkWidget *widget);
void rel_wrap_heading (AdwPreferencesGroup *group);

G_END_DECLS
