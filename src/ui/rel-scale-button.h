/* rel-scale-button.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-canvas.h"

G_BEGIN_DECLS

#define REL_TYPE_SCALE_BUTTON (rel_scale_button_get_type ())

G_DECLARE_FINAL_TYPE (RelScaleButton, rel_scale_button, REL, SCALE_BUTTON, GtkButton)

GtkWidget *rel_scale_button_new (void);
void rel_scale_button_set_canvas (RelScaleButton *self, RelCanvas *canvas);

G_END_DECLS
