/* rel-sealed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan as one difference, sealed with a hash, that a server applies as a whole: which plans
 * can go that way, the snapshot that the server is to compare with what it has, and whether
 * the difference that it finds is the plan and nothing else. Pure functions.
 *
 * What `/schema/apply` was seen to do otherwise than asked goes the other way: it gives a row
 * to what has none, a key to what has none and a second index to what is unique, and it
 * ignores a new target.
 */

#include "config.h"

#include "rel-sealed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-edit.h"
#include "rel-error.h"
#include "rel-lists.h"
#include "rel-outcome.h"
#include "rel-request.h"
#include "rel-snapshot.h"

static const char *const list_names[] = { "collections", "fields", "relations" };

static JsonObject *
get_either (RelChange *change)
{
  JsonNode *after = rel_change_get_after (change);

  return json_node_get_object (after != NULL ? after : rel_change_get_before (change));
}

/* --- What cannot go that way --- */

/* A snapshot has nothing that Directus keeps no row of, and with one it makes the row. */
static gboolean
lacks_row (RelChange *change)
{
  JsonNode *before = rel_change_get_before (change);
  JsonNode *after = rel_change_get_after (change);

  return (before != NULL && rel_json_is_null (rel_json_get (json_node_get_object (before), "meta"))) ||
         (after != NULL && rel_json_is_null (rel_json_get (json_node_get_object (after), "meta")));
}

static gboolean
has_key (JsonObject *relation)
{
  return rel_json_get_object (relation, "schema") != NULL;
}

static gboolean
gets_unasked_key (RelChange *change)
{
  JsonNode *after = rel_change_get_after (change);

  return rel_change_get_object (change) == REL_OBJECT_RELATION && after != NULL &&
         rel_json_get_string (json_node_get_object (after), "related_collection") != NULL &&
         !has_key (json_node_get_object (after));
}

/* A relation that is deleted and created anew for a change. */
static gboolean
takes_two_requests (RelChange *change)
{
  g_autoptr (GPtrArray) requests = rel_request_list_for_change (change);

  return requests->len > 1;
}

static gboolean
becomes_unique (RelChange *change)
{
  JsonNode *before = rel_change_get_before (change);
  JsonNode *after = rel_change_get_after (change);

  return rel_change_get_object (change) == REL_OBJECT_FIELD && after != NULL &&
         rel_json_get_boolean (json_node_get_object (after), "schema.is_unique") &&
         !rel_json_get_boolean (json_node_get_object (after), "schema.is_primary_key") &&
         (before == NULL || !rel_json_get_boolean (json_node_get_object (before), "schema.is_unique"));
}

/* A new table whose fields were left to the server, and one that comes or goes with its row staying. */
static gboolean
has_odd_table (RelChange *change)
{
  JsonNode *before = rel_change_get_before (change);
  JsonNode *after = rel_change_get_after (change);
  JsonArray *fields = rel_json_get_array (get_either (change), "fields");
  gboolean has_table = rel_json_get_object (get_either (change), "schema") != NULL;

  if (rel_change_get_object (change) != REL_OBJECT_COLLECTION || after == NULL)
    return FALSE;
  if (before == NULL)
    return has_table && (fields == NULL || json_array_get_length (fields) == 0);
  return has_table != (rel_json_get_object (json_node_get_object (before), "schema") != NULL);
}

/* Whether what a change deletes is created by another: it is replaced, or was only lent. */
static gboolean
comes_and_goes (GPtrArray *changes, RelChange *change)
{
  if (rel_change_get_action (change) != REL_CHANGE_DELETE || rel_change_get_object (change) == REL_OBJECT_RELATION)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *other = g_ptr_array_index (changes, i);

      if (rel_change_get_action (other) == REL_CHANGE_CREATE &&
          rel_change_get_object (other) == rel_change_get_object (change) &&
          strcmp (rel_change_get_collection (other), rel_change_get_collection (change)) == 0 &&
          g_strcmp0 (rel_change_get_field (other), rel_change_get_field (change)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Why a change cannot be a part of a difference; %NULL if it can. */
static char *
dup_obstacle (GPtrArray *changes, RelChange *change)
{
  g_autofree char *name = rel_change_dup_name (change);

  if (rel_json_get_boolean (get_either (change), "meta.system"))
    return g_strdup_printf (_ ("“%s” is Directus’ own, which is in no snapshot."), name);
  if (rel_change_get_nth (change) > 0)
    return g_strdup_printf (_ ("There are several relations called “%s”."), name);
  if (lacks_row (change))
    return g_strdup_printf (_ ("Directus keeps no settings of “%s”, so it is in no snapshot."), name);
  if (gets_unasked_key (change))
    return g_strdup_printf (_ ("From a snapshot, Directus makes a foreign key for “%s”, which is to have none."), name);
  if (takes_two_requests (change) || comes_and_goes (changes, change))
    return g_strdup_printf (_ ("From a snapshot, Directus does not make “%s” anew, as this change needs."), name);
  if (becomes_unique (change))
    return g_strdup_printf (_ ("From a snapshot, Directus makes a second index for “%s”."), name);
  if (has_odd_table (change))
    return g_strdup_printf (_ ("A snapshot cannot say which table “%s” gets."), name);
  return NULL;
}

/**
 * rel_sealed_can:
 * @changes: (element-type RelChange): changes
 * @error: (out) (optional): where to put the reason why not
 *
 * Errors: `REL_ERROR_READ_ONLY`, with a whole sentence.
 *
 * Returns: whether they can be published as one difference
 */
gboolean
rel_sealed_can (GPtrArray *changes, GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *obstacle = dup_obstacle (changes, g_ptr_array_index (changes, i));

      if (obstacle == NULL)
        continue;
      g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY, obstacle);
      return FALSE;
    }
  return TRUE;
}

/* --- The snapshot --- */

/* What is deleted must be what the plan knew, as far as it counts. */
static gboolean
check_deleted (RelChange *change, RelSchema *schema, GError **error)
{
  JsonNode *current = rel_change_find_current (change, schema);
  g_autoptr (GPtrArray) members = NULL;

  if (rel_change_get_action (change) != REL_CHANGE_DELETE || rel_change_get_object (change) != REL_OBJECT_RELATION)
    return TRUE;
  members = rel_member_changes (REL_OBJECT_RELATION, rel_change_get_before (change), current);
  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);
      g_autofree char *name = NULL;

      if (!rel_outcome_counts (REL_OBJECT_RELATION, member->path) ||
          rel_outcome_same (REL_OBJECT_RELATION, member->path, member->before, member->after))
        continue;
      name = rel_change_dup_name (change);
      g_set_error (error, REL_ERROR, REL_ERROR_CONFLICT, _ ("Somebody changed %s of %s meanwhile"), member->path, name);
      return FALSE;
    }
  return TRUE;
}

/* The record as a snapshot has it. Of an empty `schema` the server makes none at all, so it
 * says at least what it is of. */
static JsonNode *
strip_record (RelObject object, JsonNode *record)
{
  static const char *const places[] = { "schema.name", "schema.name", "schema.column" };
  g_autoptr (JsonNode) stripped = rel_snapshot_strip (object, record);
  JsonObject *members = json_node_get_object (stripped);
  g_autoptr (JsonNode) name = NULL;

  if (rel_json_get_object (members, "schema") == NULL || rel_json_get (members, places[object]) != NULL)
    return g_steal_pointer (&stripped);
  name = rel_json_new_string (rel_json_get_string (members, object == REL_OBJECT_COLLECTION ? "collection" : "field"));
  return rel_json_with (stripped, places[object], name);
}

static JsonNode *
strip_collection (JsonNode *collection)
{
  g_autoptr (JsonNode) fields = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) bare = strip_record (REL_OBJECT_COLLECTION, collection);
  JsonArray *all = rel_json_get_array (json_node_get_object (collection), "fields");
  JsonArray *stripped = json_array_new ();

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    json_array_add_element (stripped, strip_record (REL_OBJECT_FIELD, json_array_get_element (all, i)));
  json_node_take_array (fields, stripped);
  return rel_json_with (bare, "fields", fields);
}

/* What is created as a snapshot has it; another change as it is. */
static RelChange *
strip (RelChange *change)
{
  RelObject object = rel_change_get_object (change);
  g_autoptr (JsonNode) after = NULL;

  if (rel_change_get_action (change) != REL_CHANGE_CREATE)
    return rel_change_ref (change);
  after = object == REL_OBJECT_COLLECTION ? strip_collection (rel_change_get_after (change))
                                          : strip_record (object, rel_change_get_after (change));
  return rel_change_new (object, 0, NULL, after);
}

/* A field repeats where the key of its relation leads. The server does so by itself; told, it
 * would change the column. */
static RelSchema *
repeat_key (RelSchema *schema, RelSchema *before, RelChange *change)
{
  static const char *const paths[] = { "schema.foreign_key_table", "schema.foreign_key_column" };
  const char *collection = rel_change_get_collection (change);
  const char *name = rel_change_get_field (change);
  RelField *old = rel_schema_find_field (before, collection, name);
  RelField *now = rel_schema_find_field (schema, collection, name);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (RelField) field = NULL;

  if (old == NULL || now == NULL || rel_json_get (json_node_get_object (rel_field_get_json (now)), "schema") == NULL)
    return rel_schema_ref (schema);
  json = json_node_ref (rel_field_get_json (now));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      JsonNode *next =
        rel_json_with (json, paths[i], rel_json_get (json_node_get_object (rel_field_get_json (old)), paths[i]));

      json_node_unref (json);
      json = next;
    }
  field = rel_field_new (json, NULL);
  return rel_edit_put_field (schema, field);
}

static RelSchema *
make_changes (RelSchema *schema, GPtrArray *changes, GError **error)
{
  g_autoptr (RelSchema) result = rel_schema_ref (schema);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      g_autoptr (RelChange) stripped = NULL;
      RelSchema *next;

      if (rel_outcome_check (changes, i, result, NULL))
        continue;
      if (!check_deleted (change, result, error))
        return NULL;
      stripped = strip (change);
      next = rel_change_apply (stripped, result, error);
      if (next == NULL)
        return NULL;
      rel_schema_unref (result);
      result = next;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      RelSchema *next;

      if (rel_change_get_object (change) != REL_OBJECT_RELATION)
        continue;
      next = repeat_key (result, schema, change);
      rel_schema_unref (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

/**
 * rel_sealed_make_snapshot:
 * @changes: (element-type RelChange): changes, in an order in which each is possible
 * @snapshot: what the server has now, as it says itself
 * @error: (out) (optional): where to put a failure
 *
 * Makes the changes in a snapshot, and leaves alone what else is in it. What is so already
 * is not made again.
 *
 * Errors: `REL_ERROR_CONFLICT` if what a change would change is not as it was;
 * `REL_ERROR_INVALID` if the snapshot is none.
 *
 * Returns: (transfer full) (nullable): the snapshot that is wanted, or %NULL on error
 */
JsonNode *
rel_sealed_make_snapshot (GPtrArray *changes, JsonNode *snapshot, GError **error)
{
  JsonObject *members = json_node_get_object (snapshot);
  g_autoptr (JsonNode) header = rel_snapshot_dup_header (members);
  g_autoptr (RelSchema) bare = rel_lists_read (rel_json_get (members, list_names[0]),
                                               rel_json_get (members, list_names[1]),
                                               rel_json_get (members, list_names[2]), error);
  g_autoptr (RelSchema) changed = bare != NULL ? make_changes (bare, changes, error) : NULL;
  g_autoptr (RelSchema) wanted = changed != NULL ? rel_schema_with_header (changed, header) : NULL;

  return wanted != NULL ? rel_snapshot_to_json (wanted) : NULL;
}

/* --- The difference --- */

static char *
dup_key (const char *list, const char *collection, const char *field)
{
  return g_strdup_printf ("%s/%s/%s", list, collection, field != NULL ? field : "");
}

/* What a plan is about: changes by the names of lists, collections and fields. With a
 * collection come and go its fields and relations, and with a field its relation. */
static GHashTable *
gather_names (GPtrArray *changes)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      const char *collection = rel_change_get_collection (change);
      const char *field = rel_change_get_field (change);

      g_hash_table_insert (names, dup_key (list_names[rel_change_get_object (change)], collection, field), change);
      if (rel_change_get_action (change) == REL_CHANGE_UPDATE)
        continue;
      if (field == NULL)
        g_hash_table_insert (names, g_strdup (collection), change);
      else if (rel_change_get_object (change) == REL_OBJECT_FIELD)
        g_hash_table_insert (names, dup_key (list_names[REL_OBJECT_RELATION], collection, field), change);
    }
  return names;
}

static char *
dup_path (JsonArray *path)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; path != NULL && i < json_array_get_length (path); i++)
    {
      JsonNode *part = json_array_get_element (path, i);

      /* Within a list, what follows is a number. */
      if (!JSON_NODE_HOLDS_VALUE (part) || json_node_get_value_type (part) != G_TYPE_STRING)
        break;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "." : "", json_node_get_string (part));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_member_of (RelChange *change, const char *path)
{
  GPtrArray *members = rel_change_get_members (change);

  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);
      gsize length = strlen (member->path);

      if (strncmp (path, member->path, length) == 0 && (path[length] == '\0' || path[length] == '.'))
        return TRUE;
    }
  return FALSE;
}

/* Whether an entry changes only members that the plan changes. */
static gboolean
has_only_members (RelChange *change, JsonObject *entry)
{
  JsonArray *parts = rel_json_get_array (entry, "diff");

  if (rel_change_get_action (change) != REL_CHANGE_UPDATE)
    return TRUE;
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonNode *part = json_array_get_element (parts, i);
      g_autofree char *path =
        dup_path (JSON_NODE_HOLDS_OBJECT (part) ? rel_json_get_array (json_node_get_object (part), "path") : NULL);

      if (!is_member_of (change, path))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_planned (GHashTable *names, const char *list, JsonObject *entry)
{
  const char *collection = rel_json_get_string (entry, "collection");
  g_autofree char *key = NULL;
  RelChange *change;

  if (collection == NULL)
    return FALSE;
  if (g_hash_table_contains (names, collection))
    return TRUE;
  key = dup_key (list, collection, rel_json_get_string (entry, "field"));
  change = g_hash_table_lookup (names, key);
  return change != NULL && has_only_members (change, entry);
}

static gboolean
check_list (GHashTable *names, const char *list, JsonArray *entries, GError **error)
{
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *node = json_array_get_element (entries, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *field = rel_json_get_string (entry, "field");
      g_autofree char *name = NULL;

      if (is_planned (names, list, entry))
        continue;
      name = g_strjoin (field != NULL ? "." : "", rel_json_get_string (entry, "collection"), field, NULL);
      g_set_error (error, REL_ERROR, REL_ERROR_CONFLICT,
                   _ ("Somebody changed “%s” while the plan was compared. Nothing was published."), name);
      return FALSE;
    }
  return TRUE;
}

/**
 * rel_sealed_check:
 * @changes: (element-type RelChange): changes
 * @diff: the difference that the server has found, with its hash
 * @error: (out) (optional): where to put a failure
 *
 * Sees that applying a difference changes nothing that the plan does not change.
 *
 * Errors: `REL_ERROR_CONFLICT` with what else it would change.
 *
 * Returns: whether it is the plan and nothing else
 */
gboolean
rel_sealed_check (GPtrArray *changes, JsonNode *diff, GError **error)
{
  JsonObject *lists = rel_json_get_object (json_node_get_object (diff), "diff");
  g_autoptr (GHashTable) names = gather_names (changes);
  JsonObjectIter iter;
  const char *list;
  JsonNode *entries;

  if (lists == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS, _ ("The server compares in an unknown way"));
      return FALSE;
    }
  json_object_iter_init_ordered (&iter, lists);
  while (json_object_iter_next_ordered (&iter, &list, &entries))
    {
      if (!JSON_NODE_HOLDS_ARRAY (entries) || !check_list (names, list, json_node_get_array (entries), error))
        return FALSE;
    }
  return TRUE;
}
