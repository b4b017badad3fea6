/* rel-merge-object.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The merge of one collection, field or relation: by its members where all three have it,
 * else as a whole.
 */

#include "config.h"

#include "rel-merge-private.h"
#include "rel-outcome.h"
#include "rel-request.h"
#include "rel-three-way.h"

/* What of a relation has a meaning only with the collection that it points at. */
static const char *const target_paths[] = {
  "meta.one_field",
  "meta.one_allowed_collections",
  "meta.one_collection_field",
  NULL,
};

void
rel_merge_add_conflict (RelMerge *self,
                        RelConflictKind kind,
                        RelObject object,
                        guint nth,
                        const char *path,
                        JsonNode *const *sides,
                        JsonNode *other)
{
  g_ptr_array_add (self->conflicts, rel_conflict_new (kind, object, nth, path, sides, other));
}

static void
take (RelMergeObject *value, JsonNode *base, JsonNode *draft)
{
  value->base = base != NULL ? json_node_ref (base) : NULL;
  value->draft = draft != NULL ? json_node_ref (draft) : NULL;
}

void
rel_merge_object_clear (RelMergeObject *value)
{
  g_clear_pointer (&value->base, json_node_unref);
  g_clear_pointer (&value->draft, json_node_unref);
}

gboolean
rel_merge_is_same (RelObject object, JsonNode *a, JsonNode *b)
{
  g_autoptr (GPtrArray) members = NULL;

  if (a == NULL || b == NULL || a == b)
    return a == b;
  members = rel_member_changes (object, a, b);
  return members->len == 0;
}

static gboolean
member_differs (JsonNode *a, JsonNode *b, const char *path)
{
  return !rel_relation_member_equal (path, rel_json_get (json_node_get_object (a), path),
                                     rel_json_get (json_node_get_object (b), path));
}

static gboolean
any_member_differs (JsonNode *a, JsonNode *b, const char *const *paths)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      if (member_differs (a, b, paths[i]))
        return TRUE;
    }
  return FALSE;
}

/* Whether two who created an object wanted the same. */
static gboolean
is_created_alike (RelObject object, JsonNode *mine, JsonNode *theirs)
{
  g_autoptr (RelChange) change = rel_change_new (object, 0, NULL, mine);
  g_autofree char *open = rel_outcome_find_open (change, theirs);

  return open == NULL;
}

/* Whether the publishing of my change was stopped in its middle: a relation that is deleted
 * and created anew is deleted and not yet created. On SQLite the key remains without its
 * row. */
static gboolean
is_half_made (RelObject object, RelMergeObject *value)
{
  JsonNode *was = value->sides[REL_SIDE_WAS];
  JsonNode *theirs = value->sides[REL_SIDE_THEIRS];
  g_autoptr (RelChange) change = NULL;

  if (object != REL_OBJECT_RELATION)
    return FALSE;
  if (theirs != NULL && (!rel_json_is_null (rel_json_get (json_node_get_object (theirs), "meta")) ||
                         rel_json_is_null (rel_json_get (json_node_get_object (was), "meta"))))
    return FALSE;
  change = rel_change_new (object, 0, was, value->sides[REL_SIDE_MINE]);
  return rel_request_makes_anew (change);
}

/* Whether one points the relation elsewhere while the other one changes what has a meaning
 * only there. */
static gboolean
is_torn (RelObject object, RelMergeObject *value)
{
  JsonNode *was = value->sides[REL_SIDE_WAS];
  JsonNode *mine = value->sides[REL_SIDE_MINE];
  JsonNode *theirs = value->sides[REL_SIDE_THEIRS];
  gboolean mine_moves;
  gboolean theirs_moves;

  if (object != REL_OBJECT_RELATION || !member_differs (mine, theirs, "related_collection"))
    return FALSE;
  mine_moves = member_differs (was, mine, "related_collection");
  theirs_moves = member_differs (was, theirs, "related_collection");
  return (mine_moves && (theirs_moves || any_member_differs (was, theirs, target_paths))) ||
         (theirs_moves && any_member_differs (was, mine, target_paths));
}

static void
merge_members (RelMerge *self, RelObject object, guint nth, RelMergeObject *value)
{
  g_autoptr (RelThreeWay) merged = rel_three_way_merge (object, value->sides[REL_SIDE_WAS], value->sides[REL_SIDE_MINE],
                                                        value->sides[REL_SIDE_THEIRS]);

  /* The record itself, so that one can see without a look into it that nothing is held back. */
  take (value, merged->clashes->len > 0 ? merged->base : value->sides[REL_SIDE_THEIRS], merged->draft);
  for (guint i = 0; i < merged->clashes->len; i++)
    rel_merge_add_conflict (self, REL_CONFLICT_CHANGED, object, nth, g_ptr_array_index (merged->clashes, i),
                            value->sides, NULL);
}

static void
merge_changed (RelMerge *self, RelObject object, guint nth, RelMergeObject *value)
{
  JsonNode *was = value->sides[REL_SIDE_WAS];
  JsonNode *mine = value->sides[REL_SIDE_MINE];
  JsonNode *theirs = value->sides[REL_SIDE_THEIRS];

  if (theirs != NULL && rel_merge_is_same (object, was, theirs))
    take (value, theirs, mine);
  else if (is_half_made (object, value))
    take (value, theirs, mine);
  else if (theirs == NULL)
    {
      take (value, was, mine);
      if (!rel_schema_is_partial (self->theirs))
        rel_merge_add_conflict (self, REL_CONFLICT_DELETED_BY_THEM, object, nth, NULL, value->sides, NULL);
    }
  else if (is_torn (object, value))
    {
      take (value, was, mine);
      rel_merge_add_conflict (self, REL_CONFLICT_CHANGED, object, nth, NULL, value->sides, NULL);
    }
  else
    merge_members (self, object, nth, value);
}

static void
merge_created (RelMerge *self, RelObject object, guint nth, RelMergeObject *value)
{
  JsonNode *mine = value->sides[REL_SIDE_MINE];
  JsonNode *theirs = value->sides[REL_SIDE_THEIRS];

  if (theirs == NULL)
    take (value, NULL, mine);
  else if (is_created_alike (object, mine, theirs))
    take (value, theirs, theirs);
  else
    {
      take (value, NULL, mine);
      rel_merge_add_conflict (self, REL_CONFLICT_CREATED, object, nth, NULL, value->sides, NULL);
    }
}

static void
merge_deleted (RelMerge *self, RelObject object, guint nth, RelMergeObject *value)
{
  JsonNode *was = value->sides[REL_SIDE_WAS];
  JsonNode *theirs = value->sides[REL_SIDE_THEIRS];

  if (theirs == NULL)
    /* What a partial schema does not show may be there all the same. */
    take (value, rel_schema_is_partial (self->theirs) ? was : NULL, NULL);
  else if (rel_merge_is_same (object, was, theirs))
    take (value, theirs, NULL);
  else
    {
      take (value, was, NULL);
      rel_merge_add_conflict (self, REL_CONFLICT_DELETED_BY_ME, object, nth, NULL, value->sides, NULL);
    }
}

/* Says what becomes of one object, and what clashes. */
void
rel_merge_object (RelMerge *self, RelObject object, guint nth, RelMergeObject *value)
{
  JsonNode *was = value->sides[REL_SIDE_WAS];
  JsonNode *mine = value->sides[REL_SIDE_MINE];

  if (rel_merge_is_same (object, was, mine))
    take (value, value->sides[REL_SIDE_THEIRS], value->sides[REL_SIDE_THEIRS]);
  else if (was == NULL)
    merge_created (self, object, nth, value);
  else if (mine == NULL)
    merge_deleted (self, object, nth, value);
  else
    merge_changed (self, object, nth, value);
}
