/* rel-sort-field.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_sort_field_add (RelSchema *schema,
                               const char *collection,
                               const char *field,
                               guint nth,
                               const char *name,
                               GError **error);
RelField *rel_sort_field_new (const char *collection, const char *name);

G_END_DECLS
