/* rel-conflict-box.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-conflict.h"

G_BEGIN_DECLS

GtkWidget *rel_conflict_box_new (RelConflict *conflict);

G_END_DECLS
