/* rel-merge-resolve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person has decided about a conflict. The base takes what is on the server, which
 * has been seen now; the draft takes it too, or keeps what is mine.
 */

#include "config.h"

#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-merge-private.h"
#include "rel-need.h"

/* The three schemas, two of which go on from step to step. */
typedef struct
{
  RelSchema *base;       /* (owned) */
  RelSchema *draft;      /* (owned) */
  RelSchema *theirs;     /* (unowned) */
  RelConflict *conflict; /* (unowned) */
  gboolean is_mine;
} Resolution;

/* Puts an object in place of the one that the conflict is about, or takes that away. */
static void
put_object (RelConflict *conflict, RelSchema **schema, JsonNode *json)
{
  RelObject object = rel_conflict_get_object (conflict);
  guint nth = rel_conflict_get_nth (conflict);
  JsonNode *current = rel_conflict_find_current (conflict, *schema);
  g_autoptr (RelChange) change = NULL;
  RelSchema *next;

  if (json == current)
    return;
  change = rel_change_new (object, nth, current, json);
  next = rel_change_apply (change, *schema, NULL);
  g_assert (next != NULL);
  rel_edit_take (schema, next);
}

static void
put_collection (RelSchema **schema, RelSchema *from, const char *name)
{
  RelCollection *collection = rel_schema_find_collection (from, name);

  if (collection != NULL)
    rel_edit_take (schema, rel_schema_with_collection (*schema, collection));
  else
    rel_edit_take (schema, rel_schema_without_collection (*schema, name));
}

/* Puts the field of a relation where it is missing. */
static void
put_field_of_relation (Resolution *self, RelSchema **schema)
{
  const char *collection = rel_conflict_get_collection (self->conflict);
  const char *name = rel_conflict_get_field (self->conflict);
  RelField *field = rel_schema_find_field (self->theirs, collection, name);

  if (field != NULL && rel_schema_find_field (*schema, collection, name) == NULL)
    rel_edit_take (schema, rel_edit_put_field (*schema, field));
}

/* Puts the relations of a field where they are missing: they went with it. */
static void
put_relations_of_field (Resolution *self, RelSchema **schema)
{
  const char *collection = rel_conflict_get_collection (self->conflict);
  const char *field = rel_conflict_get_field (self->conflict);
  RelRelation *relation;

  for (guint nth = 0; (relation = rel_schema_find_relation (self->theirs, collection, field, nth)) != NULL; nth++)
    {
      if (rel_schema_find_relation (*schema, collection, field, nth) == NULL)
        rel_edit_take (schema, rel_edit_put_relation (*schema, nth, relation));
    }
}

static void
resolve_member (Resolution *self)
{
  const char *path = rel_conflict_get_path (self->conflict);
  JsonNode *theirs = rel_conflict_get_value (self->conflict, REL_SIDE_THEIRS);
  g_autoptr (JsonNode) base = rel_json_with (rel_conflict_find_current (self->conflict, self->base), path, theirs);

  put_object (self->conflict, &self->base, base);
  if (!self->is_mine)
    {
      g_autoptr (JsonNode) draft =
        rel_json_with (rel_conflict_find_current (self->conflict, self->draft), path, theirs);

      put_object (self->conflict, &self->draft, draft);
    }
}

/* What one says in place of what the other says; the rest is kept. */
static JsonNode *
put_over (JsonNode *under, JsonNode *over)
{
  g_autoptr (JsonObject) members = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  JsonNode *result;

  if (rel_json_is_null (over) && under != NULL)
    return json_node_ref (under);
  if (under == NULL || !JSON_NODE_HOLDS_OBJECT (over) || !JSON_NODE_HOLDS_OBJECT (under))
    return json_node_ref (over);

  members = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (under));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (members, name, json_node_ref (value));
  json_object_iter_init_ordered (&iter, json_node_get_object (over));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode *old = json_object_get_member (members, name);
      g_autoptr (JsonNode) merged = put_over (old, value);

      /* What is set in its own place keeps the reference. */
      if (merged != old)
        json_object_set_member (members, name, g_steal_pointer (&merged));
    }

  result = json_node_init_object (json_node_alloc (), members);
  json_node_seal (result);
  return result;
}

static void
resolve_created (Resolution *self)
{
  JsonNode *theirs = rel_conflict_get_whole (self->conflict, REL_SIDE_THEIRS);
  g_autoptr (JsonNode) both = put_over (theirs, rel_conflict_get_whole (self->conflict, REL_SIDE_MINE));

  put_object (self->conflict, &self->base, theirs);
  put_object (self->conflict, &self->draft, self->is_mine ? both : theirs);
}

static void
resolve_collection (Resolution *self)
{
  const char *name = rel_conflict_get_collection (self->conflict);

  put_collection (&self->base, self->theirs, name);
  if (!self->is_mine)
    put_collection (&self->draft, self->theirs, name);
}

static void
resolve_whole (Resolution *self)
{
  JsonNode *theirs = rel_conflict_get_whole (self->conflict, REL_SIDE_THEIRS);
  RelObject object = rel_conflict_get_object (self->conflict);

  put_object (self->conflict, &self->base, theirs);
  if (self->is_mine)
    return;
  if (object == REL_OBJECT_RELATION && theirs != NULL)
    put_field_of_relation (self, &self->draft);
  put_object (self->conflict, &self->draft, theirs);
  if (object == REL_OBJECT_FIELD && theirs != NULL)
    put_relations_of_field (self, &self->draft);
}

static void
put_relation (RelSchema **schema, const char *collection, const char *field, guint nth, JsonNode *json)
{
  g_autoptr (RelRelation) relation = json != NULL ? rel_relation_new (json, G_MAXUINT, NULL) : NULL;

  rel_edit_take (schema, relation != NULL ? rel_edit_put_relation (*schema, nth, relation)
                                          : rel_edit_drop_relation (*schema, collection, field, nth));
}

/* Takes from the server what was held back: with mine, it loses what it needs. */
static void
take_needers (Resolution *self)
{
  const char *gone = rel_conflict_get_collection (self->conflict);
  const char *gone_field = rel_conflict_get_field (self->conflict);
  g_autoptr (GPtrArray) needers = rel_merge_list_needers (self->base, self->theirs, gone, gone_field);

  for (guint i = 0; i < needers->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (needers, i);
      JsonNode *json = rel_relation_get_json (relation);
      const char *collection = rel_relation_get_collection (relation);
      const char *field = rel_relation_get_field (relation);
      guint nth = rel_collection_get_nth (rel_schema_find_collection (self->theirs, collection), relation);
      RelRelation *was = rel_schema_find_relation (self->base, collection, field, nth);
      g_autoptr (JsonNode) rest = NULL;

      if (self->is_mine)
        rest = rel_need_without (json, was != NULL ? rel_relation_get_json (was) : NULL, gone, gone_field);
      put_relation (&self->base, collection, field, nth, json);
      put_relation (&self->draft, collection, field, nth, self->is_mine ? rest : json);
    }
}

/* What is mine does without what is gone. */
static void
drop_needs (Resolution *self)
{
  const char *gone = rel_conflict_get_collection (self->conflict);
  const char *gone_field = rel_conflict_get_field (self->conflict);
  g_autoptr (GPtrArray) changes = rel_diff (self->base, self->draft);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      JsonNode *before = rel_change_get_before (change);
      JsonNode *after = rel_change_get_after (change);
      g_autoptr (JsonNode) rest = NULL;

      if (after == NULL || !rel_need_has (rel_change_get_object (change), before, after, gone, gone_field))
        continue;
      if (rel_change_get_object (change) == REL_OBJECT_RELATION)
        {
          rest = rel_need_without (after, before, gone, gone_field);
          put_relation (&self->draft, rel_change_get_collection (change), rel_change_get_field (change),
                        rel_change_get_nth (change), rest);
        }
      else if (rel_change_get_object (change) == REL_OBJECT_COLLECTION)
        {
          g_autoptr (JsonNode) null = rel_json_new_string (NULL);
          JsonNode *group = before != NULL ? rel_json_get (json_node_get_object (before), "meta.group") : NULL;
          g_autoptr (RelChange) back = NULL;

          rest =
            rel_json_with (rel_change_find_current (change, self->draft), "meta.group", group != NULL ? group : null);
          back = rel_change_new (REL_OBJECT_COLLECTION, 0, rel_change_find_current (change, self->draft), rest);
          rel_edit_take (&self->draft, rel_change_apply (back, self->draft, NULL));
        }
    }
}

static void
resolve_deleted (Resolution *self)
{
  take_needers (self);
  if (rel_conflict_get_object (self->conflict) == REL_OBJECT_COLLECTION)
    resolve_collection (self);
  else
    resolve_whole (self);
}

/* The relation that the same field is to list: the one of the server, which was held back. */
static void
resolve_same_list (Resolution *self)
{
  static const char path[] = "meta.one_field";
  JsonNode *rival = rel_conflict_get_other (self->conflict);
  const char *collection = rel_json_get_string (json_node_get_object (rival), "collection");
  const char *field = rel_json_get_string (json_node_get_object (rival), "field");
  g_autoptr (JsonNode) null = rel_json_new_string (NULL);
  g_autoptr (JsonNode) without = NULL;
  RelRelation *found;
  guint nth = 0;

  while ((found = rel_schema_find_relation (self->theirs, collection, field, nth)) != NULL &&
         rel_relation_get_json (found) != rival)
    nth++;
  if (found == NULL)
    return;

  put_relation (&self->base, collection, field, nth, rival);
  if (self->is_mine)
    {
      without = rel_json_with (rival, path, null);
      put_relation (&self->draft, collection, field, nth, without);
      return;
    }
  put_relation (&self->draft, collection, field, nth, rival);
  without = rel_json_with (rel_conflict_find_current (self->conflict, self->draft), path, null);
  if (rel_conflict_get_value (self->conflict, REL_SIDE_WAS) != NULL)
    {
      JsonNode *back = rel_json_with (without, path, rel_conflict_get_value (self->conflict, REL_SIDE_WAS));

      json_node_unref (without);
      without = back;
    }
  put_object (self->conflict, &self->draft, without);
}

static void
resolve (Resolution *self)
{
  switch (rel_conflict_get_kind (self->conflict))
    {
    case REL_CONFLICT_SAME_LIST:
      resolve_same_list (self);
      break;
    case REL_CONFLICT_CREATED:
      resolve_created (self);
      break;
    case REL_CONFLICT_NEEDED_BY_ME:
      if (!self->is_mine)
        drop_needs (self);
      resolve_deleted (self);
      break;
    case REL_CONFLICT_DELETED_BY_ME:
    case REL_CONFLICT_NEEDED_BY_THEM:
      resolve_deleted (self);
      break;
    case REL_CONFLICT_CHANGED:
    case REL_CONFLICT_DELETED_BY_THEM:
    default:
      if (rel_conflict_get_path (self->conflict) != NULL)
        resolve_member (self);
      else if (rel_conflict_get_object (self->conflict) == REL_OBJECT_COLLECTION)
        resolve_collection (self);
      else
        resolve_whole (self);
      break;
    }
}

/**
 * rel_merge_resolve:
 * @base: what [func@merge] gave as the next base
 * @draft: what it gave as the next draft, edited since or not
 * @theirs: what the server has
 * @conflict: one of the conflicts that it gave
 * @choice: whose value is to be; not %REL_SIDE_WAS
 * @next_base: (out) (transfer full): the base to go on with
 *
 * Decides a conflict. With theirs, the draft does not change what is on the server there;
 * with mine, publishing the draft changes it knowingly.
 *
 * Returns: (transfer full): the next draft
 */
RelSchema *
rel_merge_resolve (RelSchema *base,
                   RelSchema *draft,
                   RelSchema *theirs,
                   RelConflict *conflict,
                   RelSide choice,
                   RelSchema **next_base)
{
  Resolution self = { rel_schema_ref (base), rel_schema_ref (draft), theirs, conflict, choice == REL_SIDE_MINE };
  RelSchema *next_draft;

  g_return_val_if_fail (choice != REL_SIDE_WAS, NULL);

  resolve (&self);
  /* What was held back with it finds its place. */
  next_draft = rel_merge (self.base, self.draft, theirs, next_base, NULL);
  rel_schema_unref (self.base);
  rel_schema_unref (self.draft);
  return next_draft;
}
