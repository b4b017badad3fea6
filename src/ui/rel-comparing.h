/* rel-comparing.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-comparison.h"

G_BEGIN_DECLS

void rel_comparing_compare_async (GObject *source,
                                  RelSchema *here,
                                  RelSchema *there,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
RelComparison *rel_comparing_compare_finish (GObject *source, GAsyncResult *result, GPtrArray **rows, GError **error);
void rel_comparing_take_async (GObject *source,
                               RelComparison *comparison,
                               GPtrArray *chosen,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
RelSchema *rel_comparing_take_finish (GObject *source, GAsyncResult *result, guint *n_taken, GError **error);
void rel_comparing_liken_async (GObject *source,
                                RelSchema *here,
                                RelSchema *there,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
RelSchema *rel_comparing_liken_finish (GObject *source, GAsyncResult *result, guint *n_differences, GError **error);

G_END_DECLS
