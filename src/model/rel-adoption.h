/* rel-adoption.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_adoption_apply (RelSchema *schema,
                               const char *collection,
                               const char *field,
                               guint nth,
                               const char *alias,
                               GError **error);

G_END_DECLS
