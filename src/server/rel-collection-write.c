/* rel-collection-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes collections and changes what Directus keeps about them. A collection is a table with
 * fields, or a folder, which has none.
 */

#include "config.h"

#include "rel-collection-write.h"

#include "rel-db-column.h"
#include "rel-field-column.h"
#include "rel-field-write.h"
#include "rel-json.h"
#include "rel-meta-row.h"
#include "rel-write.h"

/* A write; the check fills in the rest. */
typedef struct
{
  const char *collection;
  gboolean has_table;  /* whether a table is to be made */
  JsonArray *fields;   /* (owned) (nullable): its fields */
  JsonObject *meta;    /* (owned) (nullable): the row that is to be, or what is to change in it */
  RelDbSchema *schema; /* (unowned) */
} Write;

static void
write_clear (Write *self)
{
  g_clear_pointer (&self->fields, json_array_unref);
  g_clear_pointer (&self->meta, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Write, write_clear)

/* The field that a table gets when it is given none. */
static const char usual_fields[] = "[{\"field\": \"id\", \"type\": \"integer\","
                                   " \"meta\": {\"hidden\": true, \"interface\": \"numeric\", \"readonly\": true},"
                                   " \"schema\": {\"is_primary_key\": true, \"has_auto_increment\": true}}]";

/* The fields of a new table; %NULL for what is no list. */
static JsonArray *
dup_fields (JsonNode *fields)
{
  g_autoptr (JsonNode) usual = rel_json_parse (usual_fields, sizeof usual_fields - 1, NULL);

  if (!rel_field_column_is_true (fields))
    fields = usual;
  return JSON_NODE_HOLDS_ARRAY (fields) ? json_array_ref (json_node_get_array (fields)) : NULL;
}

/* What Directus keeps about a collection, the name always being its own. */
static JsonObject *
dup_meta (JsonObject *body, const char *collection)
{
  JsonObject *meta;

  if (!rel_field_column_is_true (json_object_get_member (body, "meta")))
    return NULL;

  meta = rel_meta_row_copy (rel_json_get_object (body, "meta"));
  json_object_set_string_member (meta, "collection", collection);
  return meta;
}

static RelReply *
check_meta (Write *write)
{
  g_autoptr (GPtrArray) nulls = rel_meta_row_list_nulls (write->schema, REL_DB_ROWS_COLLECTIONS, write->meta);
  const char *group = write->meta != NULL ? rel_json_get_string (write->meta, "group") : NULL;
  JsonObject *row = group != NULL ? rel_db_schema_get_collection (write->schema, group) : NULL;

  if (nulls->len > 0)
    return rel_reply_new_failed_validation (nulls);
  if (group != NULL && (row == NULL || rel_json_get_boolean (row, "system")) &&
      g_strcmp0 (group, write->collection) != 0)
    return rel_reply_new_no_foreign_row ();
  return NULL;
}

static RelReply *
refuse (const char *reason)
{
  return rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR", reason);
}

static RelReply *
check_field (JsonNode *node)
{
  JsonObject *field = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = field != NULL ? rel_json_get_string (field, "field") : NULL;
  const char *type = field != NULL ? rel_json_get_string (field, "type") : NULL;
  g_autofree char *definition = NULL;

  if (name == NULL || *name == '\0')
    return refuse ("A field has no name.");
  if (!rel_field_column_is_wanted (type))
    return NULL;
  definition = rel_field_column_dup_definition (name, type, rel_json_get_object (field, "schema"));
  return definition == NULL ? rel_reply_new_invalid ("Illegal type passed: \"%s\"", type) : NULL;
}

/* What Directus keeps about a field must be right, and its number be free: in the database and
 * in the list. */
static RelReply *
check_field_meta (Write *write, JsonObject *field, GHashTable *ids)
{
  g_autoptr (JsonObject) meta = rel_field_dup_meta (field, write->collection, rel_json_get_string (field, "field"));
  g_autoptr (GPtrArray) nulls = rel_meta_row_list_nulls (write->schema, REL_DB_ROWS_FIELDS, meta);
  gint64 id;

  if (nulls->len > 0)
    return rel_reply_new_failed_validation (nulls);
  if (rel_meta_row_read_id (meta, &id) &&
      (rel_db_rows_has_number (rel_db_schema_get_rows (write->schema, REL_DB_ROWS_FIELDS), id) ||
       !g_hash_table_add (ids, g_memdup2 (&id, sizeof id))))
    return rel_reply_new_not_unique ("directus_fields", "id");
  return NULL;
}

static RelReply *
check_fields (Write *write)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!write->has_table)
    return NULL;
  if (write->fields == NULL)
    return refuse ("\"fields\" is no list.");

  for (guint i = 0; i < json_array_get_length (write->fields); i++)
    {
      JsonNode *node = json_array_get_element (write->fields, i);
      RelReply *reply = check_field (node);

      if (reply == NULL)
        reply = check_field_meta (write, json_node_get_object (node), ids);
      if (reply != NULL)
        return reply;
    }
  return NULL;
}

static RelReply *
check_create (RelDbSchema *schema, gpointer data)
{
  Write *write = data;
  JsonObject *row = rel_db_schema_get_collection (schema, write->collection);
  RelReply *reply;

  write->schema = schema;
  if (g_str_has_prefix (write->collection, "directus_"))
    return rel_reply_new_invalid ("Collections can't start with \"directus_\"");
  if (row != NULL || rel_db_schema_has_collection (schema, write->collection))
    return rel_reply_new_invalid ("Collection \"%s\" already exists", write->collection);

  reply = check_fields (write);
  return reply != NULL ? reply : check_meta (write);
}

static gboolean
schema_is_true (JsonObject *field, const char *member)
{
  JsonObject *schema = rel_json_get_object (field, "schema");

  return schema != NULL && rel_field_column_is_true (json_object_get_member (schema, member));
}

/* The columns of a new table as SQL. The first primary key that does not count by itself stands
 * after them; beside one that does it is only unique. */
static char *
dup_columns (JsonArray *fields)
{
  GString *sql = g_string_new (NULL);
  const char *primary = NULL;
  gboolean counts = FALSE;

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      const char *name = rel_json_get_string (field, "field");
      const char *type = rel_json_get_string (field, "type");
      g_autofree char *definition = NULL;

      if (!rel_field_column_is_wanted (type))
        continue;
      definition = rel_field_column_dup_definition (name, type, rel_json_get_object (field, "schema"));
      g_string_append_printf (sql, "%s%s", sql->len > 0 ? ", " : "", definition);
      if (schema_is_true (field, "has_auto_increment"))
        counts = TRUE;
      else if (primary == NULL && schema_is_true (field, "is_primary_key"))
        primary = name;
    }
  if (primary != NULL)
    {
      g_autofree char *quoted = rel_db_quote (primary);

      g_string_append_printf (sql, ", %s (%s)", counts ? "unique" : "primary key", quoted);
    }
  return g_string_free (sql, FALSE);
}

static gboolean
make_indexes (RelDb *db, Write *write, GError **error)
{
  static const char *const members[] = { "is_indexed", "is_unique" };

  for (guint i = 0; i < json_array_get_length (write->fields); i++)
    {
      JsonObject *field = json_array_get_object_element (write->fields, i);

      if (!rel_field_column_is_wanted (rel_json_get_string (field, "type")) || schema_is_true (field, "is_primary_key"))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        {
          JsonNode *wanted = rel_json_get_object (field, "schema") != NULL
                               ? json_object_get_member (rel_json_get_object (field, "schema"), members[j])
                               : NULL;

          if (wanted != NULL && json_node_get_value_type (wanted) == G_TYPE_BOOLEAN && json_node_get_boolean (wanted) &&
              !rel_db_column_add_index (db, write->collection, rel_json_get_string (field, "field"), j == 1, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
make_table (RelDb *db, Write *write, GError **error)
{
  g_autofree char *quoted = rel_db_quote (write->collection);
  g_autofree char *columns = dup_columns (write->fields);

  rel_db_mark_table (db, write->collection);
  return rel_db_run_format (db, error, "CREATE TABLE %s (%s)", quoted, columns) && make_indexes (db, write, error);
}

/* Adds the rows of fields: those in no group first, then group by group, each numbered from 1. */
static gboolean
add_rows_of_group (RelDb *db, Write *write, const char *group, GError **error)
{
  gint64 sort = 1;

  for (guint i = 0; i < json_array_get_length (write->fields); i++)
    {
      JsonObject *field = json_array_get_object_element (write->fields, i);
      g_autoptr (JsonObject) meta = rel_field_dup_meta (field, write->collection, rel_json_get_string (field, "field"));

      if (meta == NULL || g_strcmp0 (rel_json_get_string (meta, "group"), group) != 0)
        continue;
      if (!json_object_has_member (meta, "sort"))
        json_object_set_int_member (meta, "sort", sort);
      sort++;
      if (!rel_meta_row_insert (db, write->schema, REL_DB_ROWS_FIELDS, meta, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_rows_of_fields (RelDb *db, Write *write, GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);

  if (!add_rows_of_group (db, write, NULL, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (write->fields); i++)
    {
      JsonObject *field = json_array_get_object_element (write->fields, i);
      const char *group = rel_json_get_string (field, "meta.group");

      if (group != NULL && g_hash_table_add (groups, (gpointer) group) && !add_rows_of_group (db, write, group, error))
        return FALSE;
    }
  return TRUE;
}

static RelReply *
do_create (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Write *write = data;

  if (write->has_table && (!make_table (db, write, error) || !add_rows_of_fields (db, write, error)))
    return NULL;
  if (write->meta != NULL)
    rel_meta_row_insert (db, write->schema, REL_DB_ROWS_COLLECTIONS, write->meta, error);
  return NULL;
}

/**
 * rel_collection_create:
 * @project: the project that is served
 * @body: a collection
 *
 * Makes a collection: with `schema` a table and the rows of its fields, with `meta` a row.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done
 */
RelReply *
rel_collection_create (RelProject *project, JsonObject *body)
{
  g_auto (Write) write = { 0 };
  JsonNode *name = json_object_get_member (body, "collection");

  if (!rel_field_column_is_true (name))
    return rel_reply_new_invalid ("\"collection\" is required");
  if (json_node_get_value_type (name) != G_TYPE_STRING)
    return refuse ("\"collection\" is no text.");

  write.collection = json_node_get_string (name);
  write.has_table = rel_field_column_is_true (json_object_get_member (body, "schema"));
  if (write.has_table)
    write.fields = dup_fields (json_object_get_member (body, "fields"));
  write.meta = dup_meta (body, write.collection);
  return rel_write_run (project, check_create, do_create, &write);
}

static RelReply *
check_update (RelDbSchema *schema, gpointer data)
{
  Write *write = data;

  write->schema = schema;
  return check_meta (write);
}

static RelReply *
do_update (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Write *write = data;
  JsonObject *row = rel_db_schema_get_collection (write->schema, write->collection);

  if (row != NULL && !rel_json_get_boolean (row, "system"))
    rel_meta_row_update (db, write->schema, REL_DB_ROWS_COLLECTIONS, row, write->meta, error);
  else
    rel_meta_row_insert (db, write->schema, REL_DB_ROWS_COLLECTIONS, write->meta, error);
  return NULL;
}

/**
 * rel_collection_update:
 * @project: the project that is served
 * @collection: name of a collection; one that does not exist is made a folder
 * @body: what is to change; all but `meta` is passed over
 *
 * Changes what Directus keeps about a collection.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done
 */
RelReply *
rel_collection_update (RelProject *project, const char *collection, JsonObject *body)
{
  g_auto (Write) write = { .collection = collection };

  write.meta = dup_meta (body, collection);
  return write.meta != NULL ? rel_write_run (project, check_update, do_update, &write) : NULL;
}
