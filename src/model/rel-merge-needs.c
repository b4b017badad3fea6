/* rel-merge-needs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes of different objects that do not go together: one side deleted what the other
 * one's change needs, or both have a relation that the same field is to list.
 */

#include "config.h"

#include <string.h>

#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-merge-private.h"
#include "rel-need.h"

/* One change of mine, and what it needs. */
typedef struct
{
  RelMerge *merge;
  RelChange *change;
  gboolean has_kept; /* whether something was put back for it */
} Need;

/* What is kept as a whole is one conflict, not one more for each thing in it. */
static void
drop_conflicts_within (RelMerge *self, const char *collection, const char *field)
{
  for (guint i = self->conflicts->len; i-- > 0;)
    {
      RelConflict *conflict = g_ptr_array_index (self->conflicts, i);

      if (rel_conflict_get_kind (conflict) == REL_CONFLICT_DELETED_BY_THEM &&
          strcmp (rel_conflict_get_collection (conflict), collection) == 0 &&
          (field == NULL || g_strcmp0 (rel_conflict_get_field (conflict), field) == 0))
        g_ptr_array_remove_index (self->conflicts, i);
    }
}

static void
keep_collection (Need *need, const char *name)
{
  RelMerge *merge = need->merge;
  RelCollection *was = rel_schema_find_collection (merge->base, name);
  RelCollection *mine = rel_schema_find_collection (merge->draft, name);
  JsonNode *sides[REL_N_SIDES] = { NULL };

  if (was == NULL || mine == NULL || !rel_collection_exists (was) || !rel_collection_exists (mine))
    return;
  sides[REL_SIDE_WAS] = rel_collection_get_json (was);
  sides[REL_SIDE_MINE] = rel_collection_get_json (mine);
  drop_conflicts_within (merge, name, NULL);
  rel_merge_add_conflict (merge, REL_CONFLICT_NEEDED_BY_ME, REL_OBJECT_COLLECTION, 0, NULL, sides,
                          rel_change_get_after (need->change));
  rel_edit_take (&merge->next_base, rel_schema_with_collection (merge->next_base, was));
  rel_edit_take (&merge->next_draft, rel_schema_with_collection (merge->next_draft, mine));
  need->has_kept = TRUE;
}

static void
keep_field (Need *need, const char *collection, const char *name)
{
  RelMerge *merge = need->merge;
  RelField *was = rel_schema_find_field (merge->base, collection, name);
  RelField *mine = rel_schema_find_field (merge->draft, collection, name);
  JsonNode *sides[REL_N_SIDES] = { NULL };

  if (was == NULL || mine == NULL || !rel_schema_has_collection (merge->next_draft, collection))
    return;
  sides[REL_SIDE_WAS] = rel_field_get_json (was);
  sides[REL_SIDE_MINE] = rel_field_get_json (mine);
  drop_conflicts_within (merge, collection, name);
  rel_merge_add_conflict (merge, REL_CONFLICT_NEEDED_BY_ME, REL_OBJECT_FIELD, 0, NULL, sides,
                          rel_change_get_after (need->change));
  rel_edit_take (&merge->next_base, rel_edit_put_field (merge->next_base, was));
  rel_edit_take (&merge->next_draft, rel_edit_put_field (merge->next_draft, mine));
  need->has_kept = TRUE;
}

static void
need_cb (const char *collection, const char *field, gpointer user_data)
{
  Need *need = user_data;

  if (field == NULL && !rel_schema_has_collection (need->merge->next_draft, collection))
    keep_collection (need, collection);
  else if (field != NULL && !rel_schema_has_field (need->merge->next_draft, collection, field))
    keep_field (need, collection, field);
}

/* Keeps what somebody else deleted and a change of mine needs. */
static gboolean
keep_needs_of_mine (RelMerge *self, GPtrArray *changes)
{
  gboolean has_kept = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      Need need = { self, g_ptr_array_index (changes, i), FALSE };
      RelObject object = rel_change_get_object (need.change);

      if (rel_change_get_action (need.change) == REL_CHANGE_DELETE)
        continue;
      if (object != REL_OBJECT_COLLECTION)
        need_cb (rel_change_get_collection (need.change), NULL, &need);
      if (object == REL_OBJECT_RELATION)
        need_cb (rel_change_get_collection (need.change), rel_change_get_field (need.change), &need);
      rel_need_foreach (object, rel_change_get_before (need.change), rel_change_get_after (need.change), need_cb,
                        &need);
      has_kept = has_kept || need.has_kept;
    }
  return has_kept;
}

/* The same relation in another schema. */
static RelRelation *
find_same (RelSchema *schema, RelSchema *other, RelRelation *relation)
{
  const char *name = rel_relation_get_collection (relation);
  guint nth = rel_collection_get_nth (rel_schema_find_collection (schema, name), relation);

  return rel_schema_find_relation (other, name, rel_relation_get_field (relation), nth);
}

static JsonNode *
get_json (RelRelation *relation)
{
  return relation != NULL ? rel_relation_get_json (relation) : NULL;
}

static void
add_needers (GPtrArray *needers,
             RelSchema *base,
             RelSchema *theirs,
             RelRelation *relation,
             const char *collection,
             const char *field)
{
  JsonNode *was = get_json (find_same (theirs, base, relation));

  if (rel_need_has (REL_OBJECT_RELATION, was, rel_relation_get_json (relation), collection, field) &&
      !g_ptr_array_find (needers, relation, NULL))
    g_ptr_array_add (needers, relation);
}

/* Lists the relations of the server that need a collection, or a field of it, because of what
 * somebody else changed; those in a collection go with it. */
GPtrArray *
rel_merge_list_needers (RelSchema *base, RelSchema *theirs, const char *collection, const char *field)
{
  GPtrArray *needers = g_ptr_array_new ();
  GPtrArray *incoming = rel_schema_get_incoming (theirs, collection);
  RelCollection *own = rel_schema_find_collection (theirs, collection);

  for (guint i = 0; field != NULL && own != NULL && i < rel_collection_get_n_relations (own); i++)
    add_needers (needers, base, theirs, rel_collection_get_relation (own, i), collection, field);
  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (incoming, i);

      if (field != NULL || strcmp (rel_relation_get_collection (relation), collection) != 0)
        add_needers (needers, base, theirs, relation, collection, field);
    }
  return needers;
}

static void
put_same (RelSchema *from, RelSchema **schema, RelSchema *theirs, RelRelation *relation)
{
  const char *name = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  guint nth = rel_collection_get_nth (rel_schema_find_collection (theirs, name), relation);
  RelRelation *same = rel_schema_find_relation (from, name, field, nth);

  rel_edit_take (schema, same != NULL ? rel_edit_put_relation (*schema, nth, same)
                                      : rel_edit_drop_relation (*schema, name, field, nth));
}

/* Leaves a relation of the server as it was, until a person has decided. */
static void
hold_back (RelMerge *self, RelRelation *relation)
{
  put_same (self->base, &self->next_base, self->theirs, relation);
  put_same (self->draft, &self->next_draft, self->theirs, relation);
}

static gboolean
has_conflict (RelMerge *self, RelObject object, const char *collection, const char *field)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      RelConflict *conflict = g_ptr_array_index (self->conflicts, i);

      if (rel_conflict_get_object (conflict) == object && rel_conflict_get_path (conflict) == NULL &&
          strcmp (rel_conflict_get_collection (conflict), collection) == 0 &&
          g_strcmp0 (rel_conflict_get_field (conflict), field) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Holds back what needs something that I delete. */
static void
hold_back_needers (RelMerge *self, RelChange *change)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  RelObject object = rel_change_get_object (change);
  JsonNode *sides[REL_N_SIDES] = { NULL };
  g_autoptr (GPtrArray) needers = NULL;

  if (object == REL_OBJECT_RELATION || rel_change_get_action (change) != REL_CHANGE_DELETE)
    return;
  sides[REL_SIDE_THEIRS] = rel_change_find_current (change, self->theirs);
  if (sides[REL_SIDE_THEIRS] == NULL)
    return;

  needers = rel_merge_list_needers (self->base, self->theirs, collection, field);
  if (needers->len == 0)
    return;
  sides[REL_SIDE_WAS] = rel_change_find_current (change, self->base);
  if (!has_conflict (self, object, collection, field))
    rel_merge_add_conflict (self, REL_CONFLICT_NEEDED_BY_THEM, object, 0, NULL, sides,
                            rel_relation_get_json (g_ptr_array_index (needers, 0)));
  for (guint i = 0; i < needers->len; i++)
    hold_back (self, g_ptr_array_index (needers, i));
}

static gboolean
claims (RelRelation *relation, const char *collection, const char *list)
{
  return relation != NULL && g_strcmp0 (rel_relation_get_related_collection (relation), collection) == 0 &&
         g_strcmp0 (rel_relation_get_one_field (relation), list) == 0;
}

/* Holds back a relation that wants to be listed by the field that is to list one of mine. */
static void
hold_back_rivals (RelMerge *self, RelChange *change)
{
  JsonNode *after = rel_change_get_after (change);
  JsonObject *members = after != NULL ? json_node_get_object (after) : NULL;
  const char *collection = rel_json_get_string (members, "related_collection");
  const char *list = rel_json_get_string (members, "meta.one_field");
  RelRelation *mine = rel_schema_find_relation (self->next_draft, rel_change_get_collection (change),
                                                rel_change_get_field (change), rel_change_get_nth (change));
  JsonNode *sides[REL_N_SIDES] = { rel_change_get_before (change), after,
                                   rel_change_find_current (change, self->theirs) };
  GPtrArray *incoming;

  if (list == NULL || collection == NULL ||
      claims (rel_schema_find_relation (self->base, rel_change_get_collection (change), rel_change_get_field (change),
                                        rel_change_get_nth (change)),
              collection, list))
    return;
  incoming = rel_schema_get_incoming (self->theirs, collection);
  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *rival = g_ptr_array_index (incoming, i);

      if (!claims (rival, collection, list) || find_same (self->theirs, self->next_draft, rival) == mine ||
          claims (find_same (self->theirs, self->base, rival), collection, list))
        continue;
      rel_merge_add_conflict (self, REL_CONFLICT_SAME_LIST, REL_OBJECT_RELATION, rel_change_get_nth (change),
                              "meta.one_field", sides, rel_relation_get_json (rival));
      hold_back (self, rival);
    }
}

/* Whether a collection has lost what something here may need: itself or a field. */
static gboolean
has_lost (RelCollection *was, RelCollection *theirs)
{
  if (rel_collection_exists (was) && (theirs == NULL || !rel_collection_exists (theirs)))
    return TRUE;
  if (theirs != NULL && rel_collection_shares_fields (was, theirs))
    return FALSE;
  for (guint i = 0; i < rel_collection_get_n_fields (was); i++)
    {
      const char *name = rel_field_get_name (rel_collection_get_field (was, i));

      if (theirs == NULL || rel_collection_find_field (theirs, name) == NULL)
        return TRUE;
    }
  return FALSE;
}

static void
found_cb (const char *collection, const char *field, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Whether a relation of a collection needs something that it did not need before. */
static gboolean
has_needer (RelCollection *was, RelCollection *theirs)
{
  gboolean is_found = FALSE;

  for (guint i = 0; i < rel_collection_get_n_relations (theirs) && !is_found; i++)
    {
      RelRelation *relation = rel_collection_get_relation (theirs, i);
      const char *field = rel_relation_get_field (relation);
      guint nth = rel_collection_get_nth (theirs, relation);
      RelRelation *old = was != NULL ? rel_collection_find_relation (was, field, nth) : NULL;

      if (relation != old)
        rel_need_foreach (REL_OBJECT_RELATION, get_json (old), rel_relation_get_json (relation), found_cb, &is_found);
    }
  return is_found;
}

/* Whether what somebody else changed may stand against a change of another object here, as
 * rel_merge_keep_needs() finds out: something was deleted, or a relation needs something new.
 * Mostly it is not so, and then the changes need not be gone through. */
gboolean
rel_merge_touches_needs (RelSchema *base, RelSchema *theirs)
{
  if (base == theirs)
    return FALSE;
  for (guint i = 0; i < rel_schema_get_n_collections (base); i++)
    {
      RelCollection *was = rel_schema_get_collection (base, i);
      RelCollection *now = rel_schema_find_collection (theirs, rel_collection_get_name (was));

      if (was != now && has_lost (was, now))
        return TRUE;
    }
  for (guint i = 0; i < rel_schema_get_n_collections (theirs); i++)
    {
      RelCollection *now = rel_schema_get_collection (theirs, i);
      RelCollection *was = rel_schema_find_collection (base, rel_collection_get_name (now));

      if (was != now && has_needer (was, now))
        return TRUE;
    }
  return FALSE;
}

/* Looks at what the changes need of one another. */
void
rel_merge_keep_needs (RelMerge *self)
{
  g_autoptr (GPtrArray) changes = rel_diff (self->next_base, self->next_draft);

  if (changes->len == 0)
    return;
  /* What is kept may itself need something. */
  while (!rel_schema_is_partial (self->theirs) && keep_needs_of_mine (self, changes))
    {
      g_ptr_array_unref (changes);
      changes = rel_diff (self->next_base, self->next_draft);
    }
  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);

      hold_back_needers (self, change);
      if (rel_change_get_object (change) == REL_OBJECT_RELATION)
        hold_back_rivals (self, change);
    }
}
