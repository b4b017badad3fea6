/* rel-outcome.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether what is there is what a change leads to. Of what was created only that counts
 * which was said: a server fills in the rest, and writes the types of columns in its own way.
 */

#include "config.h"

#include "rel-outcome.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-bundle.h"
#include "rel-error.h"
#include "rel-member.h"

/* What of a relation is compared. The rest is the server's own: numbers, names of
 * constraints, the table behind the collection. */
static const char *const relation_paths[] = {
  "related_collection",        "meta.one_field",
  "meta.one_deselect_action",  "meta.sort_field",
  "meta.junction_field",       "meta.one_allowed_collections",
  "meta.one_collection_field", "schema.on_delete",
  "schema.on_update",          NULL,
};

static JsonNode *
get_member (JsonNode *object, const char *path)
{
  return rel_json_get (json_node_get_object (object), path);
}

/**
 * rel_outcome_get_relation_paths:
 *
 * Returns: (transfer none) (array zero-terminated=1): the members of a relation that are
 *   compared, by their names in the API
 */
const char *const *
rel_outcome_get_relation_paths (void)
{
  return relation_paths;
}

/**
 * rel_outcome_counts:
 * @object: what a member is of
 * @path: its name in the API
 *
 * Returns: whether what it is can be wanted; else the server sets it by itself
 */
gboolean
rel_outcome_counts (RelObject object, const char *path)
{
  if (object != REL_OBJECT_RELATION || strcmp (path, "meta") == 0 || strcmp (path, "schema") == 0)
    return TRUE;
  return g_strv_contains (relation_paths, path);
}

/**
 * rel_outcome_same:
 * @object: what a member is of
 * @path: its name in the API
 * @a: (nullable): a value of it
 * @b: (nullable): another
 *
 * Returns: whether both mean the same; of the row and the key of a relation, whose members
 *   are compared one by one, whether both are there
 */
gboolean
rel_outcome_same (RelObject object, const char *path, JsonNode *a, JsonNode *b)
{
  if (object != REL_OBJECT_RELATION)
    return rel_json_equal (a, b);
  if (strcmp (path, "meta") == 0 || strcmp (path, "schema") == 0)
    return rel_json_is_null (a) == rel_json_is_null (b);
  return rel_relation_member_equal (path, a, b);
}

/* Nothing is stored as null, as an empty list or as an empty object. */
static gboolean
is_nothing (JsonNode *value)
{
  if (rel_json_is_null (value))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  return JSON_NODE_HOLDS_OBJECT (value) && json_object_get_size (json_node_get_object (value)) == 0;
}

/* The first member of the row that was said and is not so. */
static char *
find_open_meta (JsonNode *wanted, JsonNode *now)
{
  JsonObject *meta = rel_json_get_object (json_node_get_object (wanted), "meta");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (meta == NULL)
    return NULL;
  json_object_iter_init_ordered (&iter, meta);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *path = g_strconcat ("meta.", name, NULL);

      if (strcmp (name, "id") != 0 && !is_nothing (value) && !rel_json_equal (value, get_member (now, path)))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/* Databases without a type for UUIDs keep them as text, and Directus then calls the column so,
 * unless a flag of the field says more. */
static gboolean
is_of_type (JsonNode *now, JsonNode *wanted)
{
  return rel_json_equal (now, wanted) ||
         (!rel_json_is_null (now) && json_node_get_value_type (wanted) == G_TYPE_STRING &&
          json_node_get_value_type (now) == G_TYPE_STRING && strcmp (json_node_get_string (wanted), "uuid") == 0 &&
          strcmp (json_node_get_string (now), "string") == 0);
}

static char *
find_open_created (RelChange *change, JsonNode *now)
{
  JsonNode *wanted = rel_change_get_after (change);

  switch (rel_change_get_object (change))
    {
    case REL_OBJECT_RELATION:
      for (guint i = 0; relation_paths[i] != NULL; i++)
        {
          JsonNode *value = get_member (wanted, relation_paths[i]);

          if (!rel_json_is_null (value) &&
              !rel_relation_member_equal (relation_paths[i], value, get_member (now, relation_paths[i])))
            return g_strdup (relation_paths[i]);
        }
      return NULL;
    case REL_OBJECT_FIELD:
      if (!rel_json_is_null (get_member (wanted, "type")) &&
          !is_of_type (get_member (now, "type"), get_member (wanted, "type")))
        return g_strdup ("type");
      return find_open_meta (wanted, now);
    case REL_OBJECT_COLLECTION:
    default:
      if (rel_json_is_null (get_member (wanted, "schema")) != rel_json_is_null (get_member (now, "schema")))
        return g_strdup ("schema");
      return find_open_meta (wanted, now);
    }
}

/**
 * rel_outcome_is_member_done:
 * @change: an update
 * @member: a member that it changes
 * @now: what is there
 *
 * Returns: whether the member is as wanted. To settings where there were none the server adds
 *   what was not said.
 */
gboolean
rel_outcome_is_member_done (RelChange *change, const RelMemberChange *member, JsonNode *now)
{
  RelObject object = rel_change_get_object (change);
  g_autofree char *open = NULL;

  if (object == REL_OBJECT_RELATION || strcmp (member->path, "meta") != 0 || rel_json_is_null (member->after))
    return !rel_outcome_counts (object, member->path) ||
           rel_outcome_same (object, member->path, get_member (now, member->path), member->after);
  open = find_open_meta (rel_change_get_after (change), now);
  return open == NULL;
}

static char *
find_open_updated (RelChange *change, JsonNode *now)
{
  GPtrArray *members = rel_change_get_members (change);

  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);

      if (!rel_outcome_is_member_done (change, member, now))
        return g_strdup (member->path);
    }
  return NULL;
}

/**
 * rel_outcome_find_open:
 * @change: a change
 * @now: (nullable): what is there; %NULL for nothing
 *
 * Compares what a change leads to with what is there.
 *
 * Returns: (transfer full) (nullable): a member that is not yet as the change wants it, which
 *   is `collection` if the object is missing, or is there and should not be; %NULL if all is
 */
char *
rel_outcome_find_open (RelChange *change, JsonNode *now)
{
  gboolean is_deletion = rel_change_get_action (change) == REL_CHANGE_DELETE;

  if (is_deletion || now == NULL)
    return is_deletion == (now == NULL) ? NULL : g_strdup ("collection");
  return rel_change_get_action (change) == REL_CHANGE_CREATE ? find_open_created (change, now)
                                                             : find_open_updated (change, now);
}

/* A collection is created with its fields. */
static char *
find_open_field (RelChange *change, RelSchema *schema)
{
  JsonArray *fields = rel_json_get_array (json_node_get_object (rel_change_get_after (change)), "fields");

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      JsonNode *field = json_array_get_element (fields, i);
      const char *name = rel_json_get_string (json_node_get_object (field), "field");

      if (name != NULL && !rel_schema_has_field (schema, rel_change_get_collection (change), name))
        return g_strdup ("fields");
    }
  return NULL;
}

/**
 * rel_outcome_find_open_in:
 * @change: a change
 * @schema: a schema
 *
 * As [func@outcome_find_open], for what @schema has in the place of the change. A collection
 * that is created must have its fields too.
 *
 * Returns: (transfer full) (nullable): a member that is not yet as the change wants it
 */
char *
rel_outcome_find_open_in (RelChange *change, RelSchema *schema)
{
  char *open = rel_outcome_find_open (change, rel_change_find_current (change, schema));

  if (open != NULL || rel_change_get_object (change) != REL_OBJECT_COLLECTION ||
      rel_change_get_action (change) != REL_CHANGE_CREATE)
    return open;
  return find_open_field (change, schema);
}

/* Whether all that is left of a relation is its key, under no name. */
static gboolean
is_nameless_key (RelChange *change, JsonNode *now)
{
  return rel_change_get_object (change) == REL_OBJECT_RELATION && rel_json_is_null (get_member (now, "meta")) &&
         !rel_json_is_null (get_member (now, "schema")) &&
         rel_json_is_null (get_member (now, "schema.constraint_name"));
}

/**
 * rel_outcome_check_deleted:
 * @change: a deletion
 * @now: (nullable): what is there; %NULL for nothing
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_DONE`.
 *
 * Returns: whether it is gone
 */
gboolean
rel_outcome_check_deleted (RelChange *change, JsonNode *now, GError **error)
{
  g_autofree char *name = rel_change_dup_name (change);

  if (now == NULL)
    return TRUE;
  if (is_nameless_key (change, now))
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_DONE,
                 _ ("Directus on SQLite cannot drop a foreign key: the relation %s remains without its settings"),
                 name);
  else
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s is still there"), name);
  return FALSE;
}

/* Whether one change is about what another is about, or what is in it. What is deleted is
 * judged by itself: of a collection that is only lent, a relation is there before it. */
static gboolean
is_about (RelChange *later, RelChange *change)
{
  gboolean is_same = rel_change_get_object (later) == rel_change_get_object (change) &&
                     g_strcmp0 (rel_change_get_field (later), rel_change_get_field (change)) == 0 &&
                     rel_change_get_nth (later) == rel_change_get_nth (change);
  gboolean is_around = rel_change_get_object (later) == REL_OBJECT_COLLECTION &&
                       rel_change_get_action (later) == REL_CHANGE_DELETE &&
                       rel_change_get_action (change) != REL_CHANGE_DELETE;

  return (is_same || is_around) && strcmp (rel_change_get_collection (later), rel_change_get_collection (change)) == 0;
}

/* What is replaced is deleted and created; what is lent, created and deleted: the last change
 * of a thing tells what is to be in the end. */
static gboolean
find_last (GPtrArray *changes, guint *index)
{
  for (guint i = changes->len; i-- > *index + 1;)
    {
      if (is_about (g_ptr_array_index (changes, i), g_ptr_array_index (changes, *index)))
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rel_outcome_check:
 * @changes: (element-type RelChange): changes that were published together
 * @index: one of them
 * @schema: what the server has
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_DONE` with what is not as it was wanted.
 *
 * Returns: whether the server has the change
 */
gboolean
rel_outcome_check (GPtrArray *changes, guint index, RelSchema *schema, GError **error)
{
  RelChange *change = g_ptr_array_index (changes, index);
  g_autofree char *open = rel_outcome_find_open_in (change, schema);
  g_autofree char *name = rel_change_dup_name (change);
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;
  JsonNode *now;

  now = rel_change_find_current (change, schema);
  if (open == NULL || (now == NULL && rel_bundle_overtakes (changes, change)))
    return TRUE;
  if (find_last (changes, &index))
    return rel_outcome_check (changes, index, schema, error);
  if (rel_change_get_action (change) == REL_CHANGE_DELETE)
    return rel_outcome_check_deleted (change, now, error);
  if (now == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_DONE, _ ("%s was published, but is not there"), name);
      return FALSE;
    }
  wanted = rel_member_dup_text (get_member (rel_change_get_after (change), open));
  found = rel_member_dup_text (get_member (now, open));
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_DONE, _ ("%s was published, but its %s is %s, not %s"), name, open,
               found, wanted);
  return FALSE;
}

/**
 * rel_outcome_list_open:
 * @changes: (element-type RelChange): changes
 * @schema: what the server has
 *
 * Returns: (transfer full) (element-type RelChange): those that @schema does not have yet, in
 *   their order
 */
GPtrArray *
rel_outcome_list_open (GPtrArray *changes, RelSchema *schema)
{
  GPtrArray *left = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  for (guint i = 0; i < changes->len; i++)
    {
      if (!rel_outcome_check (changes, i, schema, NULL))
        g_ptr_array_add (left, rel_change_ref (g_ptr_array_index (changes, i)));
    }
  return left;
}
