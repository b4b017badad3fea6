/* rel-bundle.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

GPtrArray *rel_bundle_list (GPtrArray *changes, RelSchema *base);
gboolean rel_bundle_find_subject (GPtrArray *bundle,
                                  RelSchema *base,
                                  RelSchema *draft,
                                  const char **collection,
                                  const char **field,
                                  RelChangeAction *action);
gboolean rel_bundle_overtakes (GPtrArray *bundle, RelChange *change);
RelSchema *rel_bundle_revert (GPtrArray *bundle, RelSchema *base, RelSchema *draft, GError **error);

G_END_DECLS
