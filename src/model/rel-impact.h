/* rel-impact.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

/**
 * RelImpactEffect:
 * @REL_IMPACT_DELETED: the items are deleted too
 * @REL_IMPACT_NULLED: they stay, and lose what they refer to
 * @REL_IMPACT_DEFAULTED: they stay, and refer to what their column has as its default value
 * @REL_IMPACT_BLOCKED: while there are such items, the deletion is refused
 * @REL_IMPACT_DANGLING: they stay, and refer to an item that is not there any more
 *
 * What becomes of items that refer to one that is deleted.
 */
typedef enum
{
  REL_IMPACT_DELETED,
  REL_IMPACT_NULLED,
  REL_IMPACT_DEFAULTED,
  REL_IMPACT_BLOCKED,
  REL_IMPACT_DANGLING,
} RelImpactEffect;

/**
 * RelImpactCause:
 * @REL_IMPACT_BY_KEY: the action of the foreign key
 * @REL_IMPACT_BY_EMPTY_DEFAULT: the column is to get its default value, and has none
 * @REL_IMPACT_BY_REQUIRED: the column would have to become null, and may not
 * @REL_IMPACT_BY_DIRECTUS: Directus sees to it itself, before it deletes the item
 * @REL_IMPACT_BY_NO_KEY: there is no foreign key, so nobody sees to it
 *
 * Why it becomes of them.
 */
typedef enum
{
  REL_IMPACT_BY_KEY,
  REL_IMPACT_BY_EMPTY_DEFAULT,
  REL_IMPACT_BY_REQUIRED,
  REL_IMPACT_BY_DIRECTUS,
  REL_IMPACT_BY_NO_KEY,
} RelImpactCause;

typedef struct _RelImpactNode RelImpactNode;

/**
 * RelImpactNode:
 * @relation: (owned): the relation by which items refer to one that is deleted
 * @related: (owned): the collection of that one
 * @parent: (unowned) (nullable): why that one is deleted; %NULL if it is the item itself
 * @children: (owned) (element-type RelImpactNode): what follows if the items are deleted
 * @effect: what becomes of the items
 * @cause: why
 * @unless_deleted: whether the deletion is refused only while there are items that are not
 *   deleted with it: by another way in the tree they are
 * @repeated: whether the items are deleted, and what follows from that stands elsewhere
 * @n_rows: how many items refer to any item in this way; -1 if nobody has counted
 *
 * A relation by which a deletion reaches further, in the tree of what follows.
 */
struct _RelImpactNode
{
  RelRelation *relation;
  char *related;
  RelImpactNode *parent;
  GPtrArray *children;
  RelImpactEffect effect;
  RelImpactCause cause;
  gboolean unless_deleted;
  gboolean repeated;
  gint64 n_rows;
};

typedef struct _RelImpact RelImpact;

RelImpact *rel_impact_new (RelSchema *schema, const char *collection, GError **error);
void rel_impact_free (RelImpact *self);

const char *rel_impact_get_collection (RelImpact *self);
GPtrArray *rel_impact_get_nodes (RelImpact *self);
guint rel_impact_count (RelImpact *self, RelImpactEffect effect);
GStrv rel_impact_dup_remarks (RelImpact *self);
void rel_impact_set_rows (RelImpact *self, const char *collection, const char *field, gint64 n_rows);
JsonNode *rel_impact_to_json (RelImpact *self);

const char *rel_impact_effect_get_id (RelImpactEffect effect);
const char *rel_impact_effect_get_label (RelImpactEffect effect);
char *rel_impact_node_dup_sentence (const RelImpactNode *self);
GStrv rel_impact_node_dup_path (const RelImpactNode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelImpact, rel_impact_free)

G_END_DECLS
