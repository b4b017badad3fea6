/* rel-db-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-db-schema.h"

#include <string.h>

#include "rel-json.h"
#include "rel-system.h"

/**
 * RelDbSchema:
 *
 * What a database says about its schema at one moment: its tables, and the rows in which
 * Directus keeps what a database cannot know. Its own rows come first, then those that the
 * Directus program brings along for the system tables that are there.
 *
 * After a change it is brought up to date by reading only what was changed.
 */
struct _RelDbSchema
{
  GHashTable *tables_by_name;           /* (element-type utf8 RelDbTable) (owned) */
  GPtrArray *tables;                    /* (element-type RelDbTable) (owned) (nullable): not before it is asked for */
  RelDbRows *rows[REL_DB_ROWS_N_KINDS]; /* (owned) */
};

/* Of what Directus brings along, a database without its tables has nothing. */
static void
add_system_rows (RelDbSchema *self, RelDbRowsKind kind, JsonArray *system, const char *collection_member)
{
  for (guint i = 0; i < json_array_get_length (system); i++)
    {
      JsonObject *row = json_array_get_object_element (system, i);

      if (rel_db_schema_get_table (self, json_object_get_string_member (row, collection_member)) != NULL)
        rel_db_rows_add_system (self->rows[kind], row);
    }
}

static gboolean
read_all (RelDbSchema *self, RelDb *db, GError **error)
{
  g_autoptr (GPtrArray) tables = rel_db_table_read_all (db, error);

  if (tables == NULL)
    return FALSE;

  g_ptr_array_set_free_func (tables, NULL);
  for (guint i = 0; i < tables->len; i++)
    {
      RelDbTable *table = g_ptr_array_index (tables, i);

      g_hash_table_replace (self->tables_by_name, table->name, table);
    }
  for (guint i = 0; i < REL_DB_ROWS_N_KINDS; i++)
    {
      if (rel_db_schema_get_table (self, rel_db_rows_tables[i]) != NULL &&
          !rel_db_rows_read (self->rows[i], db, 0, error))
        return FALSE;
    }

  add_system_rows (self, REL_DB_ROWS_COLLECTIONS, rel_system_get_collections (), "collection");
  add_system_rows (self, REL_DB_ROWS_FIELDS, rel_system_get_fields (), "collection");
  add_system_rows (self, REL_DB_ROWS_RELATIONS, rel_system_get_relations (), "many_collection");
  return TRUE;
}

/**
 * rel_db_schema_read:
 * @db: a database
 * @error: (out) (optional): where to put a failure
 *
 * Reads the schema of a database, all of it as it is at one moment.
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL on error
 */
RelDbSchema *
rel_db_schema_read (RelDb *db, GError **error)
{
  g_autoptr (RelDbSchema) self = g_new0 (RelDbSchema, 1);
  gboolean done;

  self->tables_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rel_db_table_free);
  for (guint i = 0; i < REL_DB_ROWS_N_KINDS; i++)
    self->rows[i] = rel_db_rows_new (i);

  if (!rel_db_run (db, "SAVEPOINT read_schema", error))
    return NULL;
  done = read_all (self, db, error);
  rel_db_run (db, "RELEASE read_schema", NULL);
  return done ? g_steal_pointer (&self) : NULL;
}

static gboolean
update_table (RelDbSchema *self, RelDb *db, const char *name, GError **error)
{
  g_autoptr (RelDbTable) table = NULL;

  if (!rel_db_table_find (db, name, &table, error))
    return FALSE;

  g_clear_pointer (&self->tables, g_ptr_array_unref);
  if (table == NULL)
    g_hash_table_remove (self->tables_by_name, name);
  else
    g_hash_table_replace (self->tables_by_name, table->name, table);
  g_steal_pointer (&table);
  return TRUE;
}

static gboolean
update_row (RelDbSchema *self, RelDb *db, const RelDbChange *change, GError **error)
{
  guint kind = 0;

  while (strcmp (rel_db_rows_tables[kind], change->table) != 0)
    kind++;
  return rel_db_rows_read (self->rows[kind], db, change->row, error);
}

/**
 * rel_db_schema_update:
 * @self: the schema of @db as it was
 * @db: a database
 * @changes: (element-type RelDbChange): what was changed in it since
 * @error: (out) (optional): where to put a failure
 *
 * Reads what was changed. All that was got from the schema before is gone.
 *
 * Returns: whether the schema is up to date; if not, it is of no use any more
 */
gboolean
rel_db_schema_update (RelDbSchema *self, RelDb *db, GPtrArray *changes, GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RelDbChange *change = g_ptr_array_index (changes, i);

      if (!(change->row == 0 ? update_table (self, db, change->table, error) : update_row (self, db, change, error)))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_db_schema_free:
 * @self: (transfer full): a schema
 */
void
rel_db_schema_free (RelDbSchema *self)
{
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_hash_table_unref (self->tables_by_name);
  for (guint i = 0; i < REL_DB_ROWS_N_KINDS; i++)
    rel_db_rows_free (self->rows[i]);
  g_free (self);
}

static int
compare_tables (gconstpointer a, gconstpointer b)
{
  const RelDbTable *first = *(const RelDbTable *const *) a;
  const RelDbTable *second = *(const RelDbTable *const *) b;

  return first->number < second->number ? -1 : first->number > second->number;
}

/**
 * rel_db_schema_get_tables:
 * @self: a schema
 *
 * Returns: (transfer none) (element-type RelDbTable): the tables, in the order in which they were made
 */
GPtrArray *
rel_db_schema_get_tables (RelDbSchema *self)
{
  GHashTableIter iter;
  gpointer table;

  if (self->tables != NULL)
    return self->tables;

  self->tables = g_ptr_array_sized_new (g_hash_table_size (self->tables_by_name));
  g_hash_table_iter_init (&iter, self->tables_by_name);
  while (g_hash_table_iter_next (&iter, NULL, &table))
    g_ptr_array_add (self->tables, table);
  g_ptr_array_sort (self->tables, compare_tables);
  return self->tables;
}

/**
 * rel_db_schema_get_table:
 * @self: a schema
 * @name: name of a table, in its own letters
 *
 * Returns: (transfer none) (nullable): the table, if there is one
 */
RelDbTable *
rel_db_schema_get_table (RelDbSchema *self, const char *name)
{
  return g_hash_table_lookup (self->tables_by_name, name);
}

/**
 * rel_db_schema_get_rows:
 * @self: a schema
 * @kind: what they are about
 *
 * Returns: (transfer none): what Directus keeps about collections, fields or relations
 */
RelDbRows *
rel_db_schema_get_rows (RelDbSchema *self, RelDbRowsKind kind)
{
  return self->rows[kind];
}

/**
 * rel_db_schema_get_collection:
 * @self: a schema
 * @collection: name of a collection
 *
 * Returns: (transfer none) (nullable): what Directus keeps about the collection, if anything
 */
JsonObject *
rel_db_schema_get_collection (RelDbSchema *self, const char *collection)
{
  GPtrArray *rows = rel_db_rows_get_of (self->rows[REL_DB_ROWS_COLLECTIONS], collection);

  return rows != NULL ? g_ptr_array_index (rows, 0) : NULL;
}

/**
 * rel_db_schema_get_field:
 * @self: a schema
 * @collection: name of a collection
 * @field: name of a field
 *
 * Returns: (transfer none) (nullable): what Directus keeps about the field, if anything
 */
JsonObject *
rel_db_schema_get_field (RelDbSchema *self, const char *collection, const char *field)
{
  return rel_db_rows_get_first (self->rows[REL_DB_ROWS_FIELDS], collection, field);
}

/**
 * rel_db_schema_has_collection:
 * @self: a schema
 * @collection: a name
 *
 * For Directus a table exists only with one primary key and without a space in its name.
 *
 * Returns: whether the collection exists in that sense
 */
gboolean
rel_db_schema_has_collection (RelDbSchema *self, const char *collection)
{
  RelDbTable *table = rel_db_schema_get_table (self, collection);

  return table != NULL && table->primary != NULL && strchr (collection, ' ') == NULL;
}

/**
 * rel_db_schema_has_special:
 * @field: (nullable): what Directus keeps about a field
 * @wanted: one of the words that Directus calls special
 *
 * Returns: whether the field has it
 */
gboolean
rel_db_schema_has_special (JsonObject *field, const char *wanted)
{
  JsonArray *special = rel_json_get_array (field, "special");

  for (guint i = 0; special != NULL && i < json_array_get_length (special); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (special, i), wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_db_schema_is_alias:
 * @field: what Directus keeps about a field
 *
 * Returns: whether the field is one without a column
 */
gboolean
rel_db_schema_is_alias (JsonObject *field)
{
  static const char *const aliases[] = { "alias", "o2m", "m2m", "m2a", "o2a", "files", "translations" };

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      if (rel_db_schema_has_special (field, aliases[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_db_schema_has_field:
 * @self: a schema
 * @collection: name of a collection that exists
 * @field: a name
 *
 * Returns: whether the field exists: as a column, or as an alias that stands for data
 */
gboolean
rel_db_schema_has_field (RelDbSchema *self, const char *collection, const char *field)
{
  RelDbTable *table = rel_db_schema_get_table (self, collection);
  JsonObject *row;

  if (table != NULL && rel_db_table_get_column (table, field) != NULL)
    return TRUE;
  row = rel_db_schema_get_field (self, collection, field);
  return row != NULL && rel_db_schema_is_alias (row) && !rel_db_schema_has_special (row, "no-data");
}

/**
 * rel_db_schema_is_system_field:
 * @self: a schema
 * @collection: name of a collection
 * @field: a name
 *
 * Returns: whether Directus brings the field along, so that nobody may change or delete it
 */
gboolean
rel_db_schema_is_system_field (RelDbSchema *self, const char *collection, const char *field)
{
  GPtrArray *rows = rel_db_rows_get_of (self->rows[REL_DB_ROWS_FIELDS], collection);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (rel_json_get_string (row, "field"), field) == 0 && rel_json_get_boolean (row, "system"))
        return TRUE;
    }
  return FALSE;
}
