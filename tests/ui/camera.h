/* camera.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void camera_set_wanted (const char *name);
void camera_save (GtkWidget *widget, const char *path);
void camera_shoot (GtkWindow *window, const char *folder, const char *name);
void camera_shoot_dialog (GtkWindow *window, const char *folder, const char *name);

G_END_DECLS
