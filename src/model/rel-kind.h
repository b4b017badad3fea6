/* rel-kind.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

/**
 * RelKind:
 * @REL_KIND_NONE: no relation: a plain field, a group, a presentation field
 * @REL_KIND_M2O: many to one
 * @REL_KIND_O2M: one to many, the list on the other side of a many to one
 * @REL_KIND_M2M: many to many, through a junction
 * @REL_KIND_M2A: many to any
 * @REL_KIND_TRANSLATIONS: translations
 * @REL_KIND_FILE: one file
 * @REL_KIND_FILES: several files, through a junction
 * @REL_KIND_TREE: a one to many of a collection with itself, shown as a tree
 * @REL_KIND_BROKEN: a relation whose own collection or field does not exist
 *
 * What a relational field is, in the words of the Data Studio.
 */
typedef enum
{
  REL_KIND_NONE,
  REL_KIND_M2O,
  REL_KIND_O2M,
  REL_KIND_M2M,
  REL_KIND_M2A,
  REL_KIND_TRANSLATIONS,
  REL_KIND_FILE,
  REL_KIND_FILES,
  REL_KIND_TREE,
  REL_KIND_BROKEN,
} RelKind;

const char *rel_kind_get_id (RelKind kind);
RelKind rel_kind_from_id (const char *id);
const char *rel_kind_get_label (RelKind kind);
const char *rel_kind_get_symbol (RelKind kind);
const char *rel_kind_get_special (RelKind kind);
const char *rel_kind_get_interface (RelKind kind);

RelKind rel_kind_of_field (RelSchema *schema,
                           const char *collection,
                           const char *field,
                           RelRelation **first,
                           RelRelation **second);
RelKind rel_kind_of_relation (RelSchema *schema, RelRelation *relation);
RelRelation *rel_kind_find_other_half (RelSchema *schema, RelRelation *half);

G_END_DECLS
