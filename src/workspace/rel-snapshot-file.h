/* rel-snapshot-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-change.h"
#include "rel-snapshot.h"

G_BEGIN_DECLS

RelSchema *rel_snapshot_file_load (GFile *file,
                                   char **etag,
                                   RelSnapshotFormat *format,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean rel_snapshot_file_publish (GFile *file,
                                    GPtrArray *changes,
                                    guint *n_fitting,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
