/* rel-split.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REL_TYPE_SPLIT (rel_split_get_type ())

G_DECLARE_FINAL_TYPE (RelSplit, rel_split, REL, SPLIT, GtkWidget)

GtkWidget *rel_split_new (void);
void rel_split_set_sidebar (RelSplit *self, GtkWidget *sidebar);
void rel_split_set_content (RelSplit *self, GtkWidget *content);
gboolean rel_split_is_folded (RelSplit *self);
gboolean rel_split_get_show_content (RelSplit *self);
void rel_split_set_show_content (RelSplit *self, gboolean show_content);

G_END_DECLS
