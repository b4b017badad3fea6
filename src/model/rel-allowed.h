/* rel-allowed.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_allowed_add (RelSchema *schema,
                            const char *collection,
                            const char *field,
                            guint nth,
                            const char *allowed,
                            GError **error);
RelSchema *rel_allowed_remove (RelSchema *schema,
                               const char *collection,
                               const char *field,
                               guint nth,
                               const char *allowed,
                               GError **error);
RelRelation *rel_allowed_with (RelRelation *relation, const char *removed, const char *added);

G_END_DECLS
