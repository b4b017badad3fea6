/* rel-compat.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void rel_compat_ask_async (GtkWidget *parent,
                           const char *heading,
                           const char *body,
                           const char *answer,
                           const char *word,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean rel_compat_ask_finish (GtkWidget *parent, GAsyncResult *result);
void rel_compat_open_file_async (GtkWidget *parent,
                                 const char *title,
                                 const char *words,
                                 const char *const *suffixes,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void rel_compat_open_project_async (GtkWidget *parent,
                                    const char *title,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GFile *rel_compat_open_file_finish (GtkWidget *parent, GAsyncResult *result, GError **error);
void rel_compat_save_file_async (GtkWidget *parent,
                                 const char *title,
                                 const char *name,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GFile *rel_compat_save_file_finish (GtkWidget *parent, GAsyncResult *result, GError **error);
void rel_compat_show_about (GtkWindow *parent);
void rel_compat_add_suffix (AdwExpanderRow *row, GtkWidget *widget);
void rel_compat_keep_icons (void);

G_END_DECLS
