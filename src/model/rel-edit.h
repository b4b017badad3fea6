/* rel-edit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

void rel_edit_take (RelSchema **schema, RelSchema *next);
RelRelation *rel_edit_find_relation (RelSchema *schema,
                                     const char *collection,
                                     const char *field,
                                     guint nth,
                                     GError **error);
RelField *rel_edit_find_field (RelSchema *schema, const char *collection, const char *field, GError **error);
gboolean rel_edit_check_settable (RelSchema *schema, RelRelation *relation, const char *path, GError **error);
gboolean rel_edit_check_collection (RelSchema *schema, const char *name, GError **error);
gboolean rel_edit_check_end (RelSchema *schema, const char *collection, GError **error);
RelSchema *rel_edit_put_relation (RelSchema *schema, guint nth, RelRelation *relation);
RelSchema *rel_edit_drop_relation (RelSchema *schema, const char *collection, const char *field, guint nth);
RelSchema *rel_edit_put_field (RelSchema *schema, RelField *field);
RelSchema *rel_edit_drop_field (RelSchema *schema, const char *collection, const char *field);
RelSchema *rel_edit_delete_field (RelSchema *schema, const char *collection, const char *field);
gboolean rel_edit_is_key_of_directus (RelSchema *schema, RelRelation *relation);
RelSchema *rel_edit_set_member (RelSchema *schema,
                                const char *collection,
                                const char *field,
                                guint nth,
                                const char *path,
                                JsonNode *value,
                                GError **error);

G_END_DECLS
