/* rel-kind-icon.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-kind.h"

G_BEGIN_DECLS

GtkWidget *rel_kind_icon_new (RelKind kind);
void rel_kind_icon_show (GtkImage *image, RelKind kind);

G_END_DECLS
