/* stage.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-application.h"
#include "rel-window.h"

G_BEGIN_DECLS

typedef gboolean (*StageCondition) (gpointer user_data);

void stage_set_up (int *argc, char ***argv);
void stage_tear_down (void);
RelApplication *stage_get_app (void);
void stage_wait_until (StageCondition condition, gpointer user_data);
void stage_settle (GtkWidget *widget);
RelWindow *stage_open (const char *target);
RelWindow *stage_open_with_token (const char *target, const char *token);
void stage_close (RelWindow *window);
void stage_destroy (GtkWindow *window);
GtkWidget *stage_find (GtkWidget *root, GType type, const char *label);
GtkWidget *stage_find_row (GtkWidget *root, const char *title);

G_END_DECLS
