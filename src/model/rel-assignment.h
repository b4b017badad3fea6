/* rel-assignment.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

typedef struct _RelAssignment RelAssignment;

RelAssignment *rel_assignment_parse (const char *text, GError **error);
void rel_assignment_free (RelAssignment *self);
char *rel_assignment_dup_name (const RelAssignment *self, const char *what);
RelSchema *rel_assignment_apply (const RelAssignment *self,
                                 RelSchema *schema,
                                 const char *collection,
                                 const char *field,
                                 guint nth,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelAssignment, rel_assignment_free)

G_END_DECLS
