/* rel-schema-apply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a project like a snapshot, in one transaction: collections with their fields first,
 * then fields, then relations. What one step does beside what it was meant to do (a field
 * takes its relation with it) the next one sees, since each compares anew.
 */

#include "config.h"

#include "rel-schema-apply.h"

#include <string.h>

#include "rel-collection-delete.h"
#include "rel-collection-write.h"
#include "rel-field-delete.h"
#include "rel-field-write.h"
#include "rel-json.h"
#include "rel-payload.h"
#include "rel-schema-diff.h"
#include "rel-schema-index.h"
#include "rel-schema-relation.h"
#include "rel-schema-snapshot.h"
#include "rel-schema-target.h"
#include "rel-write.h"

/* How often a list is compared and changed, so that what a change did to others is mended. */
#define N_PASSES 3

#define UUID_LENGTH 36

typedef struct
{
  JsonObject *upload; /* (unowned): the hash and the difference */
  JsonObject *wanted; /* (owned) (nullable): the snapshot that the project is to have */
  GHashTable *places; /* (element-type utf8 GHashTable) (owned) (nullable): where its records are, for each list */
  GHashTable *fields; /* (element-type utf8 GPtrArray) (owned) (nullable): its fields, for each collection */
  GHashTable *sent;   /* (element-type utf8) (owned) (nullable): the entries of the difference, by @dup_sent_key */
} Apply;

static void
apply_clear (Apply *self)
{
  g_clear_pointer (&self->wanted, json_object_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->sent, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, apply_clear)

/* What an entry of a difference is about and does. */
static char *
dup_sent_key (const char *list, const char *kind, const char *collection, const char *field)
{
  return g_strjoin ("\n", list, kind, collection, field != NULL ? field : "", NULL);
}

static void
add_sent (Apply *apply, const char *list)
{
  JsonArray *entries = json_object_get_array_member (json_object_get_object_member (apply->upload, "diff"), list);

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      g_hash_table_add (apply->sent,
                        dup_sent_key (list, rel_schema_diff_get_kind (entry), rel_json_get_string (entry, "collection"),
                                      rel_json_get_string (entry, "field")));
    }
}

static void
add_fields (Apply *apply)
{
  JsonArray *fields = json_object_get_array_member (apply->wanted, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonNode *field = json_array_get_element (fields, i);
      const char *collection = rel_json_get_string (json_node_get_object (field), "collection");
      GPtrArray *own = g_hash_table_lookup (apply->fields, collection);

      if (own == NULL)
        {
          own = g_ptr_array_new ();
          g_hash_table_insert (apply->fields, (gpointer) collection, own);
        }
      g_ptr_array_add (own, field);
    }
}

/* Thousands of entries are looked up, each by its names. */
static void
index_all (Apply *apply)
{
  static const char *const lists[] = { "collections", "fields", "relations" };

  apply->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  apply->fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  apply->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_hash_table_insert (apply->places, (gpointer) lists[i],
                           rel_schema_index_new (json_object_get_array_member (apply->wanted, lists[i])));
      add_sent (apply, lists[i]);
    }
  add_fields (apply);
}

static JsonObject *
take_snapshot (RelProject *project, GError **error)
{
  RelDbSchema *schema = rel_project_get_schema (project, error);

  return schema != NULL ? rel_schema_snapshot_take (schema) : NULL;
}

/* What is to be done now: a list of a difference. */
static JsonArray *
list_entries (RelProject *project, Apply *apply, const char *list, GError **error)
{
  g_autoptr (JsonObject) now = take_snapshot (project, error);
  g_autoptr (JsonObject) diff = now != NULL ? rel_schema_diff_compare (now, apply->wanted) : NULL;

  return diff != NULL ? json_array_ref (json_object_get_array_member (diff, list)) : NULL;
}

/* The record that an entry of a difference leads to. */
static JsonObject *
find_wanted (Apply *apply, const char *list, JsonObject *entry)
{
  JsonArray *records = json_object_get_array_member (apply->wanted, list);
  guint place;

  return rel_schema_index_find (g_hash_table_lookup (apply->places, list), entry, &place)
           ? json_array_get_object_element (records, place)
           : NULL;
}

static gboolean
is_kind (JsonObject *entry, const char *kind)
{
  return strcmp (rel_schema_diff_get_kind (entry), kind) == 0;
}

/* Directus knows a column of char(36) as a string, and makes one of varchar of a string; as a
 * uuid it becomes what it was. */
static gboolean
is_uuid_column (JsonObject *field)
{
  JsonNode *length = rel_json_get (field, "schema.max_length");

  return g_strcmp0 (rel_json_get_string (field, "schema.data_type"), "char") == 0 &&
         g_strcmp0 (rel_json_get_string (field, "type"), "string") == 0 && !rel_json_is_null (length) &&
         json_node_get_value_type (length) == G_TYPE_INT64 && json_node_get_int (length) == UUID_LENGTH;
}

static void
replace (JsonNode **node, const char *path, JsonNode *value)
{
  g_autoptr (JsonNode) given = g_steal_pointer (node);

  *node = rel_json_with (given, path, value);
}

/* A field as it is written. A primary key is never null, whatever SQLite says; what is unique
 * has an index by that, and no second one; and a default value that only PostgreSQL can make
 * is left out. */
static JsonNode *
dup_field (JsonNode *wanted)
{
  g_autoptr (JsonNode) field = json_node_ref (wanted);
  g_autoptr (JsonNode) nothing = rel_json_new_string (NULL);
  g_autoptr (JsonNode) uuid = rel_json_new_string ("uuid");
  JsonObject *object = json_node_get_object (wanted);

  if (is_uuid_column (object))
    replace (&field, "type", uuid);
  if (g_strcmp0 (rel_json_get_string (object, "schema.default_value"), "gen_random_uuid()") == 0)
    replace (&field, "schema.default_value", nothing);
  if (rel_json_get_boolean (object, "schema.is_primary_key"))
    replace (&field, "schema.is_nullable", NULL);
  if (rel_json_get_boolean (object, "schema.is_unique"))
    replace (&field, "schema.is_indexed", NULL);
  return g_steal_pointer (&field);
}

/* A new collection comes with all its fields, so that it has a primary key from the start. */
static RelReply *
create_collection (RelProject *project, Apply *apply, JsonObject *entry)
{
  JsonObject *wanted = find_wanted (apply, "collections", entry);
  GPtrArray *fields = g_hash_table_lookup (apply->fields, rel_json_get_string (entry, "collection"));
  g_autoptr (JsonObject) body = json_object_new ();
  JsonArray *own = json_array_new ();
  JsonNode *schema = json_object_get_member (wanted, "schema");

  json_object_set_string_member (body, "collection", rel_json_get_string (entry, "collection"));
  if (json_object_has_member (wanted, "meta"))
    json_object_set_member (body, "meta", json_node_ref (json_object_get_member (wanted, "meta")));
  if (schema != NULL)
    json_object_set_member (body, "schema", json_node_ref (schema));
  else
    json_object_set_null_member (body, "schema");

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    json_array_add_element (own, dup_field (g_ptr_array_index (fields, i)));
  json_object_set_array_member (body, "fields", own);
  return rel_collection_create (project, body);
}

/* Whether a collection must wait for the folder that it is to be in. */
static gboolean
waits_for_group (Apply *apply, JsonObject *entry, GHashTable *pending)
{
  const char *group = rel_json_get_string (find_wanted (apply, "collections", entry), "meta.group");

  return group != NULL && g_hash_table_contains (pending, group) &&
         g_strcmp0 (group, rel_json_get_string (entry, "collection")) != 0;
}

static RelReply *
create_collections (RelProject *project, Apply *apply, JsonArray *entries)
{
  g_autoptr (GHashTable) pending = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_before;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (is_kind (entry, "N"))
        g_hash_table_insert (pending, (gpointer) rel_json_get_string (entry, "collection"), entry);
    }

  do
    {
      n_before = g_hash_table_size (pending);
      for (guint i = 0; i < json_array_get_length (entries); i++)
        {
          JsonObject *entry = json_array_get_object_element (entries, i);
          const char *name = rel_json_get_string (entry, "collection");
          RelReply *reply;

          if (g_hash_table_lookup (pending, name) != entry || waits_for_group (apply, entry, pending))
            continue;
          reply = create_collection (project, apply, entry);
          if (reply != NULL)
            return reply;
          g_hash_table_remove (pending, name);
        }
    }
  while (g_hash_table_size (pending) > 0 && g_hash_table_size (pending) < n_before);

  if (g_hash_table_size (pending) > 0)
    return rel_reply_new_invalid ("The groups of new collections go in a circle");
  return NULL;
}

/* The relations of a collection go first, or the columns of others would go with it. */
static RelReply *
delete_collection (RelProject *project, JsonObject *entry, GError **error)
{
  const char *name = rel_json_get_string (entry, "collection");

  return rel_schema_relation_drop_all (project, name, error) ? rel_collection_delete (project, name) : NULL;
}

static RelReply *
update_collection (RelProject *project, Apply *apply, JsonObject *entry)
{
  JsonObject *wanted = find_wanted (apply, "collections", entry);
  RelDbSchema *schema = rel_project_get_schema (project, NULL);
  const char *name = rel_json_get_string (entry, "collection");
  JsonNode *meta = json_object_get_member (wanted, "meta");
  g_autoptr (JsonObject) body = json_object_new ();

  if (schema != NULL &&
      (rel_db_schema_get_table (schema, name) != NULL) != (rel_json_get_object (wanted, "schema") != NULL))
    return rel_reply_new_invalid ("Collection \"%s\" cannot get or lose its table", name);
  if (rel_json_is_null (meta))
    return NULL;
  json_object_set_member (body, "meta", json_node_ref (meta));
  return rel_collection_update (project, name, body);
}

static RelReply *
apply_collections (RelProject *project, Apply *apply, GError **error)
{
  g_autoptr (JsonArray) entries = list_entries (project, apply, "collections", error);
  RelReply *reply = entries != NULL ? create_collections (project, apply, entries) : NULL;

  for (guint i = 0; entries != NULL && reply == NULL && *error == NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (is_kind (entry, "D"))
        reply = delete_collection (project, entry, error);
    }
  for (guint i = 0; entries != NULL && reply == NULL && *error == NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (is_kind (entry, "E"))
        reply = update_collection (project, apply, entry);
    }
  return reply;
}

static RelReply *
write_field (RelProject *project, JsonObject *entry, JsonObject *wanted)
{
  const char *collection = rel_json_get_string (entry, "collection");
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), wanted);
  g_autoptr (JsonNode) body = dup_field (node);
  RelReply *reply = rel_payload_check_field (body, is_kind (entry, "N"));

  if (reply != NULL)
    return reply;
  return is_kind (entry, "N")
           ? rel_field_create (project, collection, json_node_get_object (body))
           : rel_field_update (project, collection, rel_json_get_string (entry, "field"), json_node_get_object (body));
}

static RelReply *
apply_field (RelProject *project, Apply *apply, JsonObject *entry)
{
  if (is_kind (entry, "D"))
    return rel_field_delete (project, rel_json_get_string (entry, "collection"), rel_json_get_string (entry, "field"));
  return write_field (project, entry, find_wanted (apply, "fields", entry));
}

static RelReply *
create_relation (RelProject *project, JsonObject *entry, GError **error)
{
  JsonArray *changes = json_object_get_array_member (entry, "diff");
  JsonObject *wanted = json_object_get_object_member (json_array_get_object_element (changes, 0), "rhs");

  if (rel_schema_relation_is_system (project, wanted))
    return NULL;
  if (rel_json_get_object (wanted, "schema") == NULL)
    return rel_schema_relation_add_row (project, wanted, error);
  return rel_schema_relation_set (project, wanted, error);
}

static RelReply *
apply_relation (RelProject *project, Apply *apply, JsonObject *entry, GError **error)
{
  if (is_kind (entry, "N"))
    return create_relation (project, entry, error);
  if (is_kind (entry, "E"))
    return rel_schema_relation_set (project, find_wanted (apply, "relations", entry), error);
  rel_schema_relation_drop (project, rel_json_get_string (entry, "collection"), rel_json_get_string (entry, "field"),
                            error);
  return NULL;
}

/* Whether the difference that was sent has such an entry. */
static gboolean
is_sent (Apply *apply, const char *list, const char *kind, const char *collection, const char *field)
{
  g_autofree char *key = dup_sent_key (list, kind, collection, field);

  return g_hash_table_contains (apply->sent, key);
}

/* What is new may not look as it was wanted: a database of another vendor has other words for
 * its types, and what Directus cannot see is in no snapshot. So fields are changed only where
 * that was sent, those of a new collection came with it, and nothing is changed twice. */
static gboolean
is_due (Apply *apply, const char *list, JsonObject *entry, guint pass)
{
  const char *collection = rel_json_get_string (entry, "collection");
  gboolean is_edit = is_kind (entry, "E");

  if (strcmp (list, "relations") == 0 || is_kind (entry, "D"))
    return pass == 0 || !is_edit;
  if (is_edit)
    return pass == 0 && is_sent (apply, list, "E", collection, rel_json_get_string (entry, "field"));
  return !is_sent (apply, "collections", "N", collection, NULL);
}

static RelReply *
apply_records (RelProject *project, Apply *apply, const char *list, GError **error)
{
  gboolean is_field = strcmp (list, "fields") == 0;
  RelReply *reply = NULL;

  for (guint pass = 0; reply == NULL && *error == NULL && pass < N_PASSES; pass++)
    {
      g_autoptr (JsonArray) entries = list_entries (project, apply, list, error);

      for (guint i = 0; entries != NULL && reply == NULL && *error == NULL && i < json_array_get_length (entries); i++)
        {
          JsonObject *entry = json_array_get_object_element (entries, i);

          if (!is_due (apply, list, entry, pass))
            continue;
          reply = is_field ? apply_field (project, apply, entry) : apply_relation (project, apply, entry, error);
        }
    }
  return reply;
}

static RelReply *
run_apply (RelProject *project, gpointer data, GError **error)
{
  RelReply *reply = apply_collections (project, data, error);

  if (reply == NULL && *error == NULL)
    reply = apply_records (project, data, "fields", error);
  if (reply == NULL && *error == NULL)
    reply = apply_records (project, data, "relations", error);
  return reply;
}

static RelReply *
check_apply (RelDbSchema *schema, gpointer data)
{
  Apply *apply = data;
  JsonObject *diff = json_object_get_object_member (apply->upload, "diff");
  g_autoptr (JsonObject) current = rel_schema_snapshot_take (schema);
  g_autofree char *hash = rel_schema_snapshot_dup_hash (current);
  RelReply *reply;

  if (g_strcmp0 (rel_json_get_string (apply->upload, "hash"), hash) != 0)
    return rel_schema_target_explain (current, diff);

  apply_clear (apply);
  reply = rel_schema_target_make (current, diff, &apply->wanted);
  if (reply == NULL)
    index_all (apply);
  return reply;
}

/**
 * rel_schema_apply_run:
 * @project: the project that is served
 * @upload: a hash and a difference, whose form has been checked
 *
 * Changes a project as a difference says, if the schema still is the one that was compared:
 * all of it, or nothing.
 *
 * Returns: (transfer full): an empty answer, or what stands against it
 */
RelReply *
rel_schema_apply_run (RelProject *project, JsonObject *upload)
{
  g_auto (Apply) apply = { .upload = upload };
  RelReply *reply;

  if (rel_schema_diff_is_empty (json_object_get_object_member (upload, "diff")))
    return rel_reply_new_empty ();

  reply = rel_write_run (project, check_apply, run_apply, &apply);
  return reply != NULL ? reply : rel_reply_new_empty ();
}
