/* rel-wrap.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rel_wrap_names (GtkWidget *widget);

G_END_DECLS
