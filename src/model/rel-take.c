/* rel-take.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes a part of a difference, with what the part needs so that nothing is left half done: a
 * relation with the collections and fields that it names, a list with its relation, one half of
 * a junction with the other; and where something goes, what refers to it.
 */

#include "config.h"

#include "rel-take.h"

#include <string.h>

typedef struct
{
  GPtrArray *changes;
  RelSchema *before;
  RelSchema *after;
  GHashTable *by_name; /* (owned) (element-type utf8 GArray): the numbers of the changes of a name */
  RelChange **taken;   /* (owned) (elements unowned) (nullable elements): a change, or the part of it that is wanted */
  GArray *queue;       /* (owned) (element-type guint): those that were taken, in that order */
} Taking;

static char *
dup_name (const char *collection, const char *field)
{
  return field != NULL ? g_strdup_printf ("%s/%s", collection, field) : g_strdup (collection);
}

static void
taking_init (Taking *taking, GPtrArray *changes, RelSchema *before, RelSchema *after)
{
  *taking =
    (Taking){ .changes = changes,
              .before = before,
              .after = after,
              .by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref),
              .taken = g_new0 (RelChange *, MAX (changes->len, 1)),
              .queue = g_array_new (FALSE, FALSE, sizeof (guint)) };
  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      g_autofree char *name = dup_name (rel_change_get_collection (change), rel_change_get_field (change));
      GArray *numbers = g_hash_table_lookup (taking->by_name, name);

      if (numbers == NULL)
        {
          numbers = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (taking->by_name, g_steal_pointer (&name), numbers);
        }
      g_array_append_val (numbers, i);
    }
}

static void
taking_clear (Taking *taking)
{
  g_hash_table_unref (taking->by_name);
  g_free (taking->taken);
  g_array_unref (taking->queue);
}

/* Of which only a part was taken yet, all of it is. */
static void
take (Taking *taking, guint number, RelChange *change)
{
  if (taking->taken[number] == change || taking->taken[number] == g_ptr_array_index (taking->changes, number))
    return;
  taking->taken[number] = change;
  g_array_append_val (taking->queue, number);
}

/* Takes what makes or deletes something of a name; of relations also what changes them, if
 * @with_updates. */
static void
need (Taking *taking, const char *collection, const char *field, gboolean with_updates)
{
  g_autofree char *name = collection != NULL ? dup_name (collection, field) : NULL;
  GArray *numbers = name != NULL ? g_hash_table_lookup (taking->by_name, name) : NULL;

  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);
      RelChange *change = g_ptr_array_index (taking->changes, number);

      if (rel_change_get_action (change) != REL_CHANGE_UPDATE ||
          (with_updates && rel_change_get_object (change) == REL_OBJECT_RELATION))
        take (taking, number, change);
    }
}

static void
need_field (Taking *taking, const char *collection, const char *field)
{
  if (field != NULL)
    need (taking, collection, field, FALSE);
}

static const char *
get_related (JsonObject *relation)
{
  const char *related = rel_json_get_string (relation, "related_collection");

  return related != NULL ? related : rel_json_get_string (relation, "meta.one_collection");
}

/* Takes what makes something of a name. A part of a change may name what the rest of it does
 * without: that it goes is not needed. */
static void
need_made (Taking *taking, const char *collection, const char *field, gboolean with_updates)
{
  RelCollection *made = collection != NULL ? rel_schema_find_collection (taking->after, collection) : NULL;

  if (made != NULL && (field == NULL || rel_collection_find_field (made, field) != NULL))
    need (taking, collection, field, with_updates);
}

static void
need_made_field (Taking *taking, const char *collection, const char *field)
{
  if (field != NULL)
    need_made (taking, collection, field, FALSE);
}

/* What a relation names must be there. */
static void
need_named (Taking *taking, JsonObject *relation)
{
  const char *collection = rel_json_get_string (relation, "collection");
  const char *related = get_related (relation);
  g_auto (GStrv) allowed = rel_json_dup_names (rel_json_get (relation, "meta.one_allowed_collections"));
  const char *junction_field = rel_json_get_string (relation, "meta.junction_field");

  need_made (taking, collection, NULL, FALSE);
  need_made_field (taking, collection, rel_json_get_string (relation, "field"));
  need_made (taking, related, NULL, FALSE);
  need_made_field (taking, related, rel_json_get_string (relation, "meta.one_field"));
  need_made_field (taking, collection, rel_json_get_string (relation, "meta.sort_field"));
  need_made_field (taking, collection, rel_json_get_string (relation, "meta.one_collection_field"));
  if (junction_field != NULL)
    need_made (taking, collection, junction_field, TRUE);
  for (guint i = 0; allowed != NULL && allowed[i] != NULL; i++)
    need_made (taking, allowed[i], NULL, FALSE);
}

/* Of a relation that goes, its list and the other half of its junction go too. */
static void
need_for_loss (Taking *taking, JsonObject *relation)
{
  const char *junction_field = rel_json_get_string (relation, "meta.junction_field");

  need_field (taking, get_related (relation), rel_json_get_string (relation, "meta.one_field"));
  if (junction_field != NULL)
    need (taking, rel_json_get_string (relation, "collection"), junction_field, TRUE);
}

/* Takes what happens to a relation; it may go with its collection, without a change of its own. */
static void
need_relation (Taking *taking, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);

  need (taking, collection, rel_relation_get_field (relation), TRUE);
  need (taking, collection, NULL, FALSE);
}

/* Takes what happens to the relations that have a list in a collection, or only in one field. */
static void
need_listing (Taking *taking, RelSchema *schema, const char *collection, const char *field)
{
  GPtrArray *incoming = rel_schema_get_incoming (schema, collection);

  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (incoming, i);
      const char *list = rel_relation_get_one_field (relation);

      if (list != NULL && (field == NULL || strcmp (field, list) == 0))
        need_relation (taking, relation);
    }
}

static gboolean
has_same_list (JsonObject *a, JsonObject *b)
{
  return g_strcmp0 (get_related (a), get_related (b)) == 0 &&
         g_strcmp0 (rel_json_get_string (a, "meta.one_field"), rel_json_get_string (b, "meta.one_field")) == 0;
}

static void
need_of_relation (Taking *taking, RelChange *change)
{
  JsonNode *before = rel_change_get_before (change);
  JsonNode *after = rel_change_get_after (change);

  if (after != NULL)
    need_named (taking, json_node_get_object (after));
  else
    need_for_loss (taking, json_node_get_object (before));
  if (before != NULL && after != NULL && !has_same_list (json_node_get_object (before), json_node_get_object (after)))
    need_field (taking, get_related (json_node_get_object (before)),
                rel_json_get_string (json_node_get_object (before), "meta.one_field"));
}

static void
need_of_new (Taking *taking, RelChange *change)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  const char *group = rel_json_get_string (json_node_get_object (rel_change_get_after (change)), "meta.group");
  RelCollection *made = rel_schema_find_collection (taking->after, collection);

  need_listing (taking, taking->after, collection, field);
  if (field != NULL)
    {
      need (taking, collection, NULL, FALSE);
      need_field (taking, collection, field);
      need_field (taking, collection, group);
      return;
    }
  need (taking, group, NULL, FALSE);
  for (guint i = 0; made != NULL && i < rel_collection_get_n_relations (made); i++)
    need_field (taking, collection, rel_relation_get_field (rel_collection_get_relation (made, i)));
}

static void
need_of_lost (Taking *taking, RelChange *change)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  RelCollection *lost = rel_schema_find_collection (taking->before, collection);
  GPtrArray *incoming = rel_schema_get_incoming (taking->before, collection);

  need_field (taking, collection, field);
  need_listing (taking, taking->before, collection, field);
  for (guint i = 0; lost != NULL && i < rel_collection_get_n_relations (lost); i++)
    {
      RelRelation *relation = rel_collection_get_relation (lost, i);

      if (field == NULL || strcmp (field, rel_relation_get_field (relation)) == 0)
        need_for_loss (taking, json_node_get_object (rel_relation_get_json (relation)));
    }
  for (guint i = 0; field == NULL && incoming != NULL && i < incoming->len; i++)
    need_relation (taking, g_ptr_array_index (incoming, i));
}

/* Collections and fields name the folder or the group that they are in. */
static void
need_of_update (Taking *taking, RelChange *change)
{
  const char *group = rel_json_get_string (json_node_get_object (rel_change_get_after (change)), "meta.group");

  if (rel_change_get_field (change) == NULL)
    need (taking, group, NULL, FALSE);
  else
    need_field (taking, rel_change_get_collection (change), group);
}

/**
 * rel_take_choose:
 * @changes: (element-type RelChange): a difference
 * @collection: the name of a collection
 * @field: (nullable): a field of it; %NULL for all about the collection
 *
 * Chooses the changes of what a person names.
 *
 * Returns: (transfer full) (element-type RelChange): them, in their order
 */
GPtrArray *
rel_take_choose (GPtrArray *changes, const char *collection, const char *field)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);

      if (strcmp (rel_change_get_collection (change), collection) == 0 &&
          (field == NULL || g_strcmp0 (rel_change_get_field (change), field) == 0))
        g_ptr_array_add (chosen, rel_change_ref (change));
    }
  return chosen;
}

/* Takes what is chosen: changes, and parts of some. */
static void
take_chosen (Taking *taking, GPtrArray *chosen)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < chosen->len; i++)
    g_hash_table_insert (wanted, rel_change_dup_id (g_ptr_array_index (chosen, i)), g_ptr_array_index (chosen, i));
  for (guint i = 0; i < taking->changes->len; i++)
    {
      g_autofree char *id = rel_change_dup_id (g_ptr_array_index (taking->changes, i));
      RelChange *change = g_hash_table_lookup (wanted, id);

      if (change != NULL)
        take (taking, i, change);
    }
}

static void
need_of (Taking *taking, RelChange *change)
{
  if (rel_change_get_object (change) == REL_OBJECT_RELATION)
    need_of_relation (taking, change);
  else if (rel_change_get_action (change) == REL_CHANGE_CREATE)
    need_of_new (taking, change);
  else if (rel_change_get_action (change) == REL_CHANGE_DELETE)
    need_of_lost (taking, change);
  else
    need_of_update (taking, change);
}

/**
 * rel_take_complete:
 * @chosen: (element-type RelChange): some of @changes, and what [func@part_make] makes of some
 * @changes: (element-type RelChange): the difference of @before and @after
 * @before: a schema
 * @after: another
 *
 * Adds what a part of a difference needs. [func@plan_apply] makes the changes in @before.
 *
 * Returns: (transfer full) (element-type RelChange): the part, in the order of @changes
 */
GPtrArray *
rel_take_complete (GPtrArray *chosen, GPtrArray *changes, RelSchema *before, RelSchema *after)
{
  GPtrArray *complete = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  Taking taking;

  taking_init (&taking, changes, before, after);
  take_chosen (&taking, chosen);
  for (guint i = 0; i < taking.queue->len; i++)
    need_of (&taking, taking.taken[g_array_index (taking.queue, guint, i)]);
  for (guint i = 0; i < changes->len; i++)
    {
      if (taking.taken[i] != NULL)
        g_ptr_array_add (complete, rel_change_ref (taking.taken[i]));
    }
  taking_clear (&taking);
  return complete;
}
