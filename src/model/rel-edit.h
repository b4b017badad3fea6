/* rel-edit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_edit_put_relation (RelSchema *schema, guint nth, RelRelation *relation);
RelSchema *rel_edit_drop_relation (RelSchema *schema, const char *collection, const char *field, guint nth);
RelSchema *rel_edit_put_field (RelSchema *schema, RelField *field);
RelSchema *rel_edit_drop_field (RelSchema *schema, const char *collection, const char *field);
RelSchema *rel_edit_delete_field (RelSchema *schema, const char *collection, const char *field);
RelSchema *rel_edit_set_member (RelSchema *schema,
                                const char *collection,
                                const char *field,
                                guint nth,
                                const char *path,
                                JsonNode *value,
                                GError **error);

G_END_DECLS
