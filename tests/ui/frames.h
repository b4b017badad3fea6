/* frames.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*FramesAction) (gpointer user_data);

double frames_get_processor_ms (void);
double frames_time_ms (GtkWidget *widget, FramesAction action, gpointer user_data);
double frames_get_median (double *times_ms, guint n_times);

G_END_DECLS
