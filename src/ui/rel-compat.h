/* rel-compat.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rel_compat_ask_async (GtkWidget *parent,
                           const char *heading,
                           const char *body,
                           const char *answer,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean rel_compat_ask_finish (GtkWidget *parent, GAsyncResult *result);
void rel_compat_open_file_async (GtkWidget *parent,
                                 const char *title,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GFile *rel_compat_open_file_finish (GtkWidget *parent, GAsyncResult *result, GError **error);
void rel_compat_show_about (GtkWindow *parent);

G_END_DECLS
