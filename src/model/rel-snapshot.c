/* rel-snapshot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Snapshot files, as `directus schema snapshot` and `GET /schema/snapshot` write them, and
 * dumps of the three lists that other tools make.
 */

#include "config.h"

#include "rel-snapshot.h"

#include <string.h>

#include "rel-error.h"
#include "rel-lists.h"
#include "rel-yaml.h"

static const char *const list_names[] = { "collections", "fields", "relations", NULL };

/* Directus writes this member between fields and relations. */
#define SYSTEM_FIELDS "systemFields"

/* Finds the object with the three lists: the value itself, or what an answer has as data. */
static JsonObject *
find_snapshot (JsonNode *root, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *data = rel_json_get_object (object, "data");

  if (data != NULL && !json_object_has_member (object, "collections"))
    object = data;
  if (object == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           "This is not a Directus snapshot: it is not an object with lists");
      return NULL;
    }

  for (guint i = 0; list_names[i] != NULL; i++)
    {
      if (rel_json_get_array (object, list_names[i]) == NULL)
        {
          g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "This is not a Directus snapshot: there is no list of %s",
                       list_names[i]);
          return NULL;
        }
    }
  return object;
}

/**
 * rel_snapshot_dup_header:
 * @snapshot: a snapshot
 *
 * Returns: (transfer full) (nullable): all its members but the three lists; %NULL if there
 *   are no others
 */
JsonNode *
rel_snapshot_dup_header (JsonObject *snapshot)
{
  g_autoptr (JsonObject) header = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, snapshot);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!g_strv_contains (list_names, name))
        json_object_set_member (header, name, json_node_ref (value));
    }

  if (json_object_get_size (header) == 0)
    return NULL;
  return json_node_init_object (json_node_alloc (), header);
}

/* Since 12.4 a server gives a part of the collections alone if one wants it. */
static gboolean
is_part (JsonNode *header)
{
  JsonNode *version = rel_json_get (json_node_get_object (header), "version");

  return version != NULL && json_node_get_value_type (version) == G_TYPE_INT64 && json_node_get_int (version) > 1;
}

/**
 * rel_snapshot_read:
 * @bytes: the content of a file
 * @format: in which format it is
 * @error: (out) (optional): where to put a failure
 *
 * Makes a schema of a snapshot file.
 *
 * A dump without version and vendor, and an answer of the API with all of it under `data`,
 * are read too. The members besides the three lists become the schema's header. A snapshot of
 * a part of the collections, which says that it is of version 2, makes a partial schema.
 *
 * Errors: `REL_ERROR_INVALID`, `REL_ERROR_TOO_LARGE` or `REL_ERROR_TOO_DEEP`, with a
 * message that says where.
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelSchema *
rel_snapshot_read (GBytes *bytes, RelSnapshotFormat format, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) header = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (RelSchema) named = NULL;
  JsonObject *snapshot;
  const char *text;
  gsize length_bytes;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &length_bytes);
  root = format == REL_SNAPSHOT_YAML ? rel_yaml_parse (text, length_bytes, error)
                                     : rel_json_parse (text, length_bytes, error);
  if (root == NULL)
    return NULL;

  snapshot = find_snapshot (root, error);
  if (snapshot == NULL)
    return NULL;

  schema = rel_lists_read (json_object_get_member (snapshot, "collections"),
                           json_object_get_member (snapshot, "fields"), json_object_get_member (snapshot, "relations"),
                           error);
  if (schema == NULL)
    {
      g_prefix_error (error, "This snapshot cannot be read: ");
      return NULL;
    }

  header = rel_snapshot_dup_header (snapshot);
  if (header == NULL)
    return g_steal_pointer (&schema);
  named = rel_schema_with_header (schema, header);
  return is_part (header) ? rel_schema_with_partial (named, TRUE) : g_steal_pointer (&named);
}

/**
 * rel_snapshot_to_json:
 * @schema: a schema
 *
 * Returns: (transfer full): its header and the three lists in one object, as a snapshot is
 */
JsonNode *
rel_snapshot_to_json (RelSchema *schema)
{
  g_autoptr (JsonObject) snapshot = json_object_new ();
  JsonNode *header = rel_schema_get_header (schema);
  JsonNode *collections, *fields, *relations;
  JsonNode *system_fields = NULL;

  if (header != NULL)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      json_object_iter_init_ordered (&iter, json_node_get_object (header));
      while (json_object_iter_next_ordered (&iter, &name, &value))
        {
          if (strcmp (name, SYSTEM_FIELDS) == 0)
            system_fields = value;
          else
            json_object_set_member (snapshot, name, json_node_ref (value));
        }
    }

  rel_lists_write (schema, &collections, &fields, &relations);
  json_object_set_member (snapshot, "collections", collections);
  json_object_set_member (snapshot, "fields", fields);
  if (system_fields != NULL)
    json_object_set_member (snapshot, SYSTEM_FIELDS, json_node_ref (system_fields));
  json_object_set_member (snapshot, "relations", relations);
  return json_node_init_object (json_node_alloc (), snapshot);
}

/**
 * rel_snapshot_write:
 * @schema: a schema
 * @format: the format to write
 *
 * Writes a schema as a snapshot file: its header, then the three lists, sorted by
 * collection as Directus sorts them.
 *
 * Returns: (transfer full): the content of the file, with a line break at its end
 */
GBytes *
rel_snapshot_write (RelSchema *schema, RelSnapshotFormat format)
{
  g_autoptr (JsonNode) snapshot = NULL;
  char *text;

  g_return_val_if_fail (schema != NULL, NULL);

  snapshot = rel_snapshot_to_json (schema);
  if (format == REL_SNAPSHOT_YAML)
    text = rel_yaml_dup_text (snapshot);
  else
    {
      g_autofree char *json = rel_json_dup_text (snapshot, TRUE);

      text = g_strconcat (json, "\n", NULL);
    }
  return g_bytes_new_take (text, strlen (text));
}

/**
 * rel_snapshot_format_from_name:
 * @file_name: the name of a file or its path
 * @format: (out) (optional): its format
 *
 * Tells by the extension (`.json`, `.yaml`, `.yml`, in any case) what a file is.
 *
 * Returns: whether it is a snapshot by its name; @format is left alone if not
 */
gboolean
rel_snapshot_format_from_name (const char *file_name, RelSnapshotFormat *format)
{
  static const struct
  {
    const char *extension;
    RelSnapshotFormat format;
  } formats[] = {
    { ".json", REL_SNAPSHOT_JSON },
    { ".yaml", REL_SNAPSHOT_YAML },
    { ".yml", REL_SNAPSHOT_YAML },
  };
  const char *dot;

  g_return_val_if_fail (file_name != NULL, FALSE);

  dot = strrchr (file_name, '.');
  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (formats); i++)
    {
      if (g_ascii_strcasecmp (dot, formats[i].extension) == 0)
        {
          if (format != NULL)
            *format = formats[i].format;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_system (JsonNode *record)
{
  return rel_json_get_boolean (json_node_get_object (record), "meta.system");
}

/* What a snapshot has of the `schema` of each record; the rest is the database's own, as the
 * text of a table on SQLite (sanitizeCollection and its like in Directus). */
static const char *const collection_members[] = { "name", NULL };
static const char *const field_members[] = {
  "name",
  "table",
  "data_type",
  "default_value",
  "max_length",
  "numeric_precision",
  "numeric_scale",
  "is_nullable",
  "is_unique",
  "is_indexed",
  "is_generated",
  "generation_expression",
  "is_primary_key",
  "has_auto_increment",
  "foreign_key_table",
  "foreign_key_column",
  NULL,
};
static const char *const relation_members[] = {
  "table", "column", "foreign_key_table", "foreign_key_column", "constraint_name", "on_update", "on_delete", NULL,
};

/* The record as a snapshot has it: without the number of its row, which means nothing on
 * another server. */
static JsonNode *
strip_record (JsonNode *record, const char *const *members)
{
  JsonObject *schema = rel_json_get_object (json_node_get_object (record), "schema");
  g_autoptr (JsonNode) result = json_node_ref (record);
  JsonObjectIter iter;
  const char *name;

  if (rel_json_get (json_node_get_object (record), "meta.id") != NULL)
    {
      json_node_unref (result);
      result = rel_json_with (record, "meta.id", NULL);
    }
  /* What has no table or column has no such member; Directus refuses one that is null. */
  if (schema == NULL)
    {
      g_autoptr (JsonNode) with_null = g_steal_pointer (&result);

      return rel_json_with (with_null, "schema", NULL);
    }

  json_object_iter_init_ordered (&iter, schema);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      g_autofree char *path = g_strconcat ("schema.", name, NULL);
      JsonNode *stripped;

      if (g_strv_contains (members, name))
        continue;
      stripped = rel_json_with (result, path, NULL);
      json_node_unref (result);
      result = stripped;
    }
  return g_steal_pointer (&result);
}

/**
 * rel_snapshot_strip:
 * @object: what a record is of
 * @record: an object of the API
 *
 * Returns: (transfer full): the record as a snapshot has it: without what only one database
 *   knows
 */
JsonNode *
rel_snapshot_strip (RelObject object, JsonNode *record)
{
  static const char *const *const members[] = { collection_members, field_members, relation_members };

  return strip_record (record, members[object]);
}

/**
 * rel_snapshot_leaves_untracked_out:
 * @header: (nullable): the header of a snapshot
 *
 * Since 11.10 a snapshot has nothing that Directus keeps no row of (excludeUntracked in its
 * get-snapshot.ts).
 *
 * Returns: whether the snapshot is such a one
 */
gboolean
rel_snapshot_leaves_untracked_out (JsonNode *header)
{
  const char *version = header != NULL ? rel_json_get_string (json_node_get_object (header), "directus") : NULL;
  char *end;
  guint64 major;
  guint64 minor;

  if (version == NULL)
    return FALSE;
  major = g_ascii_strtoull (version, &end, 10);
  minor = *end == '.' ? g_ascii_strtoull (end + 1, NULL, 10) : 0;
  return major > 11 || (major == 11 && minor >= 10);
}

/* What is taken of a schema. */
typedef struct
{
  gboolean is_file; /* it is a snapshot already */
  gboolean only_tracked;
} Part;

/* The record as the snapshot has it; %NULL if it has not. */
static JsonNode *
take_record (const Part *part, JsonNode *record, const char *const *members)
{
  if (is_system (record))
    return NULL;
  if (part->only_tracked && rel_json_is_null (rel_json_get (json_node_get_object (record), "meta")))
    return NULL;
  return part->is_file ? json_node_ref (record) : strip_record (record, members);
}

static RelCollection *
take_collection (const Part *part, RelCollection *collection)
{
  JsonNode *record = rel_collection_get_json (collection);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);

  if (record != NULL && !rel_collection_is_system (collection))
    json = take_record (part, record, collection_members);
  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);
      g_autoptr (JsonNode) taken = take_record (part, rel_field_get_json (field), field_members);

      if (taken != NULL)
        g_ptr_array_add (fields, rel_field_new (taken, NULL));
    }
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      g_autoptr (JsonNode) taken = take_record (part, rel_relation_get_json (relation), relation_members);

      if (taken != NULL)
        g_ptr_array_add (relations, rel_relation_new (taken, rel_relation_get_position (relation), NULL));
    }

  if (json == NULL && fields->len == 0 && relations->len == 0)
    return NULL;
  return rel_collection_new (rel_collection_get_name (collection), json, fields, relations);
}

/**
 * rel_snapshot_of:
 * @schema: a schema, as read from a server or a file
 * @like: (nullable): the header of a snapshot that it is to be like, as one that it is
 *   compared with: if Directus 11.10 or later wrote it, it has nothing that Directus keeps
 *   no row of
 *
 * Leaves out what a snapshot does not have: Directus' own collections, fields and
 * relations, the numbers of rows, and what only the database knows.
 *
 * Returns: (transfer full): the schema to write, or to compare
 */
RelSchema *
rel_snapshot_of (RelSchema *schema, JsonNode *like)
{
  Part part = { rel_schema_get_header (schema) != NULL, rel_snapshot_leaves_untracked_out (like) };
  GPtrArray *collections;
  g_autoptr (JsonNode) header = NULL;
  g_autoptr (RelSchema) stripped = NULL;
  JsonObject *members;

  if (part.is_file && !part.only_tracked)
    return rel_schema_ref (schema);

  collections = g_ptr_array_new ();
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = take_collection (&part, rel_schema_get_collection (schema, i));

      if (collection != NULL)
        g_ptr_array_add (collections, collection);
    }
  stripped = rel_schema_new (collections);
  if (part.is_file)
    return rel_schema_with_header (stripped, rel_schema_get_header (schema));

  members = json_object_new ();
  json_object_set_int_member (members, "version", 1);
  header = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (header, members);
  return rel_schema_with_header (stripped, header);
}
