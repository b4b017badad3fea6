/* rel-collection-delete.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deletes a collection and, by the rules of Directus, what hangs on it: in other collections the
 * fields that point to it and the aliases that show it, its place in lists of allowed
 * collections, and what Directus keeps about its items. The rows of other tables stay.
 */

#include "config.h"

#include "rel-collection-delete.h"

#include <string.h>

#include "rel-db-column.h"
#include "rel-db-dependents.h"
#include "rel-field-delete.h"
#include "rel-json.h"
#include "rel-meta-row.h"
#include "rel-relation-list.h"
#include "rel-write.h"

typedef struct
{
  const char *collection;
  RelDbSchema *schema; /* (unowned): filled in by the check */
} Deletion;

static RelReply *
check (RelDbSchema *schema, gpointer data)
{
  Deletion *deletion = data;

  deletion->schema = schema;
  if (g_str_has_prefix (deletion->collection, "directus_") ||
      (rel_db_schema_get_collection (schema, deletion->collection) == NULL &&
       rel_db_schema_get_table (schema, deletion->collection) == NULL))
    return rel_reply_new_forbidden ();
  return NULL;
}

/* Rows that may not lose what they point to hold the whole table: so SQLite has it. */
static gboolean
key_prevents (RelDb *db, const RelStitched *relation, gboolean *result, GError **error)
{
  *result = FALSE;
  if (strcmp (relation->key->on_delete, "NO ACTION") != 0 && strcmp (relation->key->on_delete, "RESTRICT") != 0)
    return TRUE;
  return rel_db_column_has_values (db, relation->collection, relation->field, result, error);
}

static RelReply *
check_keys (RelDb *db, Deletion *deletion, GArray *relations, GError **error)
{
  for (guint i = 0; i < relations->len; i++)
    {
      RelStitched *relation = &g_array_index (relations, RelStitched, i);
      gboolean prevents;

      if (relation->key == NULL || strcmp (relation->collection, deletion->collection) == 0 ||
          g_ascii_strcasecmp (relation->key->to_table, deletion->collection) != 0)
        continue;
      if (!key_prevents (db, relation, &prevents, error))
        return NULL;
      if (prevents)
        {
          g_autofree char *reason = g_strdup_printf ("Rows of \"%s\" point to \"%s\", and \"%s\" prevents its deletion",
                                                     relation->collection, deletion->collection, relation->field);

          return rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR", reason);
        }
    }
  return NULL;
}

static void
add_name (Deletion *deletion, const char *collection, const char *field, GPtrArray *names)
{
  if (collection == NULL || field == NULL || *field == '\0' || strcmp (collection, deletion->collection) == 0 ||
      !rel_db_schema_has_collection (deletion->schema, collection))
    return;

  g_ptr_array_add (names, rel_field_name_new (collection, field));
}

/* Lists the fields of other collections that go: first those that point here, whose aliases would
 * be here, then the aliases that show this one. A column in the place of an alias stays. */
static GPtrArray *
list_fields (Deletion *deletion, GArray *relations)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (rel_field_name_free);

  for (guint i = 0; i < relations->len; i++)
    {
      RelStitched *relation = &g_array_index (relations, RelStitched, i);
      const char *related = relation->related_collection;
      const char *alias = relation->meta != NULL ? rel_json_get_string (relation->meta, "one_field") : NULL;
      RelDbTable *table = related != NULL ? rel_db_schema_get_table (deletion->schema, related) : NULL;

      if (g_strcmp0 (related, deletion->collection) == 0)
        add_name (deletion, relation->collection, relation->field, names);
      else if (strcmp (relation->collection, deletion->collection) == 0 && alias != NULL && table != NULL &&
               rel_db_table_get_column (table, alias) == NULL)
        add_name (deletion, related, alias, names);
    }
  return names;
}

/* Takes the collection out of the list of those that a relation allows. */
static gboolean
disallow (RelDb *db, Deletion *deletion, JsonObject *row, GError **error)
{
  JsonArray *allowed = rel_json_get_array (row, "one_allowed_collections");
  g_autoptr (JsonObject) changes = json_object_new ();
  JsonArray *others = json_array_new ();

  json_object_set_array_member (changes, "one_allowed_collections", others);
  for (guint i = 0; allowed != NULL && i < json_array_get_length (allowed); i++)
    {
      JsonNode *element = json_array_get_element (allowed, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING ||
          strcmp (json_node_get_string (element), deletion->collection) != 0)
        json_array_add_element (others, json_node_ref (element));
    }
  if (allowed == NULL || rel_json_get_boolean (row, "system") ||
      json_array_get_length (others) == json_array_get_length (allowed))
    return TRUE;
  return rel_meta_row_update (db, deletion->schema, REL_DB_ROWS_RELATIONS, row, changes, error);
}

/* Collections that were in the folder stand alone. */
static gboolean
leave_group (RelDb *db, Deletion *deletion, JsonObject *row, GError **error)
{
  g_autoptr (JsonObject) changes = json_object_new ();

  if (g_strcmp0 (rel_json_get_string (row, "group"), deletion->collection) != 0 || rel_json_get_boolean (row, "system"))
    return TRUE;

  json_object_set_null_member (changes, "group");
  return rel_meta_row_update (db, deletion->schema, REL_DB_ROWS_COLLECTIONS, row, changes, error);
}

static gboolean
for_each_row (RelDb *db,
              Deletion *deletion,
              RelDbRowsKind kind,
              gboolean (*change) (RelDb *, Deletion *, JsonObject *, GError **),
              GError **error)
{
  GPtrArray *rows = rel_db_rows_get_all (rel_db_schema_get_rows (deletion->schema, kind));

  for (guint i = 0; i < rows->len; i++)
    {
      if (!change (db, deletion, g_ptr_array_index (rows, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_for (RelDb *db, const char *sql, const char *collection, GError **error)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  rel_statement_bind_string (statement, 1, collection);
  return rel_statement_run (statement, error);
}

/* What Directus keeps about items, with all that hangs on it by keys. */
static gboolean
delete_traces (RelDb *db, Deletion *deletion, GError **error)
{
  static const struct
  {
    const char *table;
    const char *sql;
  } traces[] = {
    { "directus_revisions",
      "UPDATE directus_revisions SET parent = NULL WHERE parent IN (SELECT id FROM directus_revisions WHERE "
      "collection = ?)" },
    { "directus_revisions", "DELETE FROM directus_revisions WHERE collection = ?" },
    { "directus_activity", "DELETE FROM directus_activity WHERE collection = ?" },
    { "directus_presets", "DELETE FROM directus_presets WHERE collection = ?" },
    { "directus_permissions", "DELETE FROM directus_permissions WHERE collection = ?" },
    { "directus_shares", "DELETE FROM directus_shares WHERE collection = ?" },
    { "directus_versions", "DELETE FROM directus_versions WHERE collection = ?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      if (rel_db_schema_get_table (deletion->schema, traces[i].table) != NULL &&
          !run_for (db, traces[i].sql, deletion->collection, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
drop_table (RelDb *db, Deletion *deletion, GError **error)
{
  g_autoptr (GHashTable) dependents = rel_db_dependents_read (db, error);
  g_autofree char *quoted = rel_db_quote (deletion->collection);

  rel_db_mark_table (db, deletion->collection);
  return dependents != NULL && rel_db_run_format (db, error, "DROP TABLE %s", quoted) &&
         rel_db_dependents_check (db, dependents, error);
}

/* Deletes the collection itself; nothing points to it any more. */
static gboolean
delete_collection (RelDb *db, Deletion *deletion, GError **error)
{
  const char *collection = deletion->collection;
  RelDbSchema *schema = deletion->schema;

  if (!for_each_row (db, deletion, REL_DB_ROWS_COLLECTIONS, leave_group, error) ||
      !rel_meta_row_delete (db, schema, REL_DB_ROWS_COLLECTIONS, collection, NULL, error))
    return FALSE;
  if (rel_db_schema_get_table (schema, collection) == NULL)
    return TRUE;
  return for_each_row (db, deletion, REL_DB_ROWS_RELATIONS, disallow, error) &&
         rel_meta_row_delete (db, schema, REL_DB_ROWS_FIELDS, collection, NULL, error) &&
         rel_meta_row_delete (db, schema, REL_DB_ROWS_RELATIONS, collection, NULL, error) &&
         delete_traces (db, deletion, error) && drop_table (db, deletion, error);
}

static RelReply *
delete_fields (RelProject *project, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const RelFieldName *name = g_ptr_array_index (names, i);
      RelReply *reply = rel_field_delete (project, name->collection, name->field);

      if (reply != NULL)
        return reply;
    }
  return NULL;
}

static RelReply *
run (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Deletion *deletion = data;
  g_autoptr (GArray) relations = rel_relation_list_stitch (deletion->schema, NULL);
  g_autoptr (GPtrArray) names = list_fields (deletion, relations);
  g_autoptr (GError) local_error = NULL;
  gboolean has_table = rel_db_schema_get_table (deletion->schema, deletion->collection) != NULL;
  RelReply *reply = has_table ? check_keys (db, deletion, relations, &local_error) : NULL;

  if (reply == NULL && local_error == NULL && has_table)
    {
      reply = delete_fields (project, names);
      if (reply == NULL)
        deletion->schema = rel_project_get_schema (project, &local_error);
    }
  if (reply == NULL && local_error == NULL)
    delete_collection (db, deletion, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return reply;
}

/**
 * rel_collection_delete:
 * @project: the project that is served
 * @collection: name of a collection
 *
 * Deletes a collection with its items.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done
 */
RelReply *
rel_collection_delete (RelProject *project, const char *collection)
{
  Deletion deletion = { collection, NULL };

  return rel_write_run (project, check, run, &deletion);
}
