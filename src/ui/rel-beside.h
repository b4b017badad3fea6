/* rel-beside.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REL_TYPE_BESIDE (rel_beside_get_type ())

G_DECLARE_FINAL_TYPE (RelBeside, rel_beside, REL, BESIDE, GtkWidget)

GtkWidget *rel_beside_new (void);
void rel_beside_set_main (RelBeside *self, GtkWidget *main_child);
void rel_beside_set_side (RelBeside *self, GtkWidget *side);
void rel_beside_set_shows_side (RelBeside *self, gboolean shows_side);
gboolean rel_beside_is_side_seen (RelBeside *self);

G_END_DECLS
