/* rel-link.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

typedef struct _RelLink RelLink;

#define REL_TYPE_LINK (rel_link_get_type ())

GType rel_link_get_type (void);
RelLink *rel_link_ref (RelLink *self);
void rel_link_unref (RelLink *self);
GPtrArray *rel_link_list (RelSchema *schema, const char *collection);

RelKind rel_link_get_kind (RelLink *self);
const char *rel_link_get_collection (RelLink *self);
const char *rel_link_get_field (RelLink *self);
RelRelation *rel_link_get_relation (RelLink *self);
RelRelation *rel_link_get_second (RelLink *self);
char *rel_link_dup_target (RelLink *self);
gboolean rel_link_is_many_side (RelLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelLink, rel_link_unref)

G_END_DECLS
