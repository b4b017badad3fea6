/* rel-path.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

/* How many relations Directus follows in one request, unless it is told otherwise: its
 * MAX_RELATIONAL_DEPTH counts the field at the end as well. */
#define REL_PATH_MAX_LEVELS 9

/**
 * RelPathStep:
 * @from: (owned): the collection where it begins
 * @field: (owned): the field of it that is followed
 * @kind: the kind of that field
 * @to: (owned): the collection where it ends
 * @relation: (owned): the relation that is followed
 * @second: (owned) (nullable): the other half of the junction that is passed through
 *
 * One step of a path.
 */
typedef struct
{
  char *from;
  char *field;
  RelKind kind;
  char *to;
  RelRelation *relation;
  RelRelation *second;
} RelPathStep;

typedef struct _RelPath RelPath;

#define REL_TYPE_PATH (rel_path_get_type ())

GType rel_path_get_type (void);
RelPath *rel_path_new (GPtrArray *steps, const char *leaf);
RelPath *rel_path_ref (RelPath *self);
void rel_path_unref (RelPath *self);
GPtrArray *rel_path_find (RelSchema *schema, const char *from, const char *to, guint n_paths, GError **error);

GPtrArray *rel_path_get_steps (RelPath *self);
const char *rel_path_get_leaf (RelPath *self);
guint rel_path_get_n_levels (RelPath *self);
char *rel_path_dup_text (RelPath *self);

RelPathStep *rel_path_step_new (RelSchema *schema,
                                const char *from,
                                const char *field,
                                const char *to,
                                RelRelation *relation,
                                RelRelation *second);
void rel_path_step_free (RelPathStep *self);
gboolean rel_path_step_is_list (const RelPathStep *self);
GStrv rel_path_step_dup_names (const RelPathStep *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelPath, rel_path_unref)

G_END_DECLS
