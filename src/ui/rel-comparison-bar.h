/* rel-comparison-bar.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-schema.h"

G_BEGIN_DECLS

#define REL_TYPE_COMPARISON_BAR (rel_comparison_bar_get_type ())

G_DECLARE_FINAL_TYPE (RelComparisonBar, rel_comparison_bar, REL, COMPARISON_BAR, GtkBox)

GtkWidget *rel_comparison_bar_new (void);
void rel_comparison_bar_begin (RelComparisonBar *self, const char *name, RelSchema *there);
void rel_comparison_bar_end (RelComparisonBar *self);
void rel_comparison_bar_set_draft (RelComparisonBar *self, RelSchema *draft);
RelSchema *rel_comparison_bar_get_like (RelComparisonBar *self);
gboolean rel_comparison_bar_is_far (RelComparisonBar *self, RelSchema *schema);
gboolean rel_comparison_bar_is_busy (RelComparisonBar *self);

G_END_DECLS
