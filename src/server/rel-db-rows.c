/* rel-db-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-db-rows.h"

#include <string.h>

#include "rel-cast.h"
#include "rel-json.h"

/**
 * RelDbRows:
 *
 * The rows of one of the three tables in which Directus keeps what a database cannot know,
 * and after them those that the Directus program brings along. Each can be read again alone.
 */
struct _RelDbRows
{
  RelDbRowsKind kind;
  GHashTable *by_number;     /* (element-type gint64 JsonObject) (owned): those of the database */
  GPtrArray *system;         /* (element-type JsonObject) (owned): those that Directus brings along */
  GHashTable *by_collection; /* (element-type utf8 GPtrArray) (owned): those of each collection, in their order */
  GHashTable *by_field;      /* (element-type utf8 JsonObject) (owned): the first of each field */
  GHashTable *by_alias;      /* (element-type utf8 GPtrArray) (owned): relations by the name of their alias */
  GPtrArray *all;            /* (element-type JsonObject) (owned) (nullable): not before it is asked for */
};

const char *const rel_db_rows_tables[] = { "directus_collections", "directus_fields", "directus_relations", NULL };

/* How Directus reads a column of its tables; one that is not named here comes as it is. */
typedef struct
{
  const char *column;
  RelCast cast;
} Cast;

static const Cast collection_casts[] = {
  { "hidden", rel_cast_boolean },
  { "singleton", rel_cast_boolean },
  { "archive_app_filter", rel_cast_boolean },
  { "versioning", rel_cast_boolean },
  { "translations", rel_cast_json },
  { "item_duplication_fields", rel_cast_json },
  { NULL },
};

static const Cast field_casts[] = {
  { "readonly", rel_cast_boolean },     { "hidden", rel_cast_boolean },
  { "required", rel_cast_boolean },     { "options", rel_cast_json },
  { "display_options", rel_cast_json }, { "translations", rel_cast_json },
  { "conditions", rel_cast_json },      { "validation", rel_cast_json },
  { "special", rel_cast_csv },          { NULL },
};

static const Cast relation_casts[] = {
  { "one_allowed_collections", rel_cast_csv },
  { NULL },
};

static void
cast_row (JsonObject *row, const Cast *casts)
{
  for (; casts->column != NULL; casts++)
    {
      JsonNode *value = json_object_get_member (row, casts->column);

      if (!rel_json_is_null (value))
        json_object_set_member (row, casts->column, casts->cast (value));
    }
}

static const struct
{
  const char *collection; /* the member that says which collection a row is about */
  const char *field;      /* (nullable) */
  const char *alias;      /* (nullable) */
  const Cast *casts;
} kinds[] = {
  { "collection", NULL, NULL, collection_casts },
  { "collection", "field", NULL, field_casts },
  { "many_collection", "many_field", "one_field", relation_casts },
};

static const char *
get_collection (RelDbRows *self, JsonObject *row)
{
  return rel_json_get_string (row, kinds[self->kind].collection);
}

static const char *
get_alias (RelDbRows *self, JsonObject *row)
{
  return kinds[self->kind].alias != NULL ? rel_json_get_string (row, kinds[self->kind].alias) : NULL;
}

/* The name under which the first row of a field is found; %NULL if the row is about none. */
static char *
dup_field_key (RelDbRows *self, JsonObject *row)
{
  const char *collection = get_collection (self, row);
  const char *field = kinds[self->kind].field != NULL ? rel_json_get_string (row, kinds[self->kind].field) : NULL;

  return collection != NULL && field != NULL ? g_strconcat (collection, "\n", field, NULL) : NULL;
}

/* Collections stand in the order of their names, all else in the order of its numbers; what
 * Directus brings along comes last. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  JsonObject *first = *(JsonObject *const *) a;
  JsonObject *second = *(JsonObject *const *) b;
  gint64 first_id = json_object_get_int_member_with_default (first, "id", 0);
  gint64 second_id = json_object_get_int_member_with_default (second, "id", 0);

  if (rel_json_get_boolean (first, "system") != rel_json_get_boolean (second, "system"))
    return rel_json_get_boolean (first, "system") ? 1 : -1;
  if (first_id != second_id)
    return first_id < second_id ? -1 : 1;
  return g_strcmp0 (rel_json_get_string (first, "collection"), rel_json_get_string (second, "collection"));
}

/* Finds the first row of a field anew, after a row of it has come or gone. */
static void
find_first (RelDbRows *self, JsonObject *changed)
{
  g_autofree char *key = dup_field_key (self, changed);
  GPtrArray *rows = rel_db_rows_get_of (self, get_collection (self, changed));

  if (key == NULL)
    return;

  g_hash_table_remove (self->by_field, key);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autofree char *other = dup_field_key (self, g_ptr_array_index (rows, i));

      if (g_strcmp0 (key, other) == 0)
        {
          g_hash_table_insert (self->by_field, g_steal_pointer (&key), g_ptr_array_index (rows, i));
          return;
        }
    }
}

static GPtrArray *
get_list (GHashTable *lists, const char *name)
{
  GPtrArray *list = g_hash_table_lookup (lists, name);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (lists, g_strdup (name), list);
    }
  return list;
}

static void
remove_from_list (GHashTable *lists, const char *name, JsonObject *row)
{
  GPtrArray *list = g_hash_table_lookup (lists, name);

  g_ptr_array_remove (list, row);
  if (list->len == 0)
    g_hash_table_remove (lists, name);
}

/* Most rows come in their order, so the place of one is looked for from the end. */
static void
add_to_collection (RelDbRows *self, JsonObject *row)
{
  const char *collection = get_collection (self, row);
  GPtrArray *rows;
  guint at;

  if (collection == NULL)
    return;

  rows = get_list (self->by_collection, collection);
  for (at = rows->len; at > 0 && compare_rows (&row, &g_ptr_array_index (rows, at - 1)) < 0; at--)
    ;
  g_ptr_array_insert (rows, at, row);
}

static void
add (RelDbRows *self, JsonObject *row)
{
  g_autofree char *key = dup_field_key (self, row);

  add_to_collection (self, row);
  if (get_alias (self, row) != NULL)
    g_ptr_array_add (get_list (self->by_alias, get_alias (self, row)), row);
  if (key != NULL && g_hash_table_contains (self->by_field, key))
    find_first (self, row);
  else if (key != NULL)
    g_hash_table_insert (self->by_field, g_steal_pointer (&key), row);
  g_clear_pointer (&self->all, g_ptr_array_unref);
}

static void
forget (RelDbRows *self, gint64 number)
{
  g_autoptr (JsonObject) row = NULL;

  row = g_hash_table_lookup (self->by_number, &number);
  if (row == NULL)
    return;

  json_object_ref (row);
  g_hash_table_remove (self->by_number, &number);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  if (get_alias (self, row) != NULL)
    remove_from_list (self->by_alias, get_alias (self, row), row);
  if (get_collection (self, row) == NULL)
    return;

  remove_from_list (self->by_collection, get_collection (self, row), row);
  find_first (self, row);
}

/**
 * rel_db_rows_new:
 * @kind: what the rows are about
 *
 * Returns: (transfer full): no rows
 */
RelDbRows *
rel_db_rows_new (RelDbRowsKind kind)
{
  RelDbRows *self = g_new0 (RelDbRows, 1);

  self->kind = kind;
  self->by_number = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) json_object_unref);
  self->system = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->by_collection = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->by_field = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_alias = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

/**
 * rel_db_rows_free:
 * @self: (transfer full): rows
 */
void
rel_db_rows_free (RelDbRows *self)
{
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_hash_table_unref (self->by_alias);
  g_hash_table_unref (self->by_field);
  g_hash_table_unref (self->by_collection);
  g_hash_table_unref (self->by_number);
  g_ptr_array_unref (self->system);
  g_free (self);
}

/**
 * rel_db_rows_read:
 * @self: rows
 * @db: a database that has their table
 * @number: the number of one row; 0 for all
 * @error: (out) (optional): where to put a failure
 *
 * Reads rows anew. One that is not there any more is forgotten.
 *
 * Returns: whether they could be read
 */
gboolean
rel_db_rows_read (RelDbRows *self, RelDb *db, gint64 number, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid, * FROM %s %s ORDER BY rowid", rel_db_rows_tables[self->kind],
                                          number != 0 ? "WHERE rowid = ?" : "");
  g_autoptr (RelStatement) statement = rel_db_prepare (db, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  if (number != 0)
    {
      forget (self, number);
      rel_statement_bind_int (statement, 1, number);
    }
  while (rel_statement_step (statement, &local_error))
    {
      gint64 found = rel_statement_get_int (statement, 0);
      JsonObject *row = rel_statement_dup_object (statement, 1);

      cast_row (row, kinds[self->kind].casts);
      g_hash_table_insert (self->by_number, g_memdup2 (&found, sizeof found), row);
      add (self, row);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * rel_db_rows_has_number:
 * @self: rows
 * @number: the number of a row
 *
 * Returns: whether the database has a row of that number
 */
gboolean
rel_db_rows_has_number (RelDbRows *self, gint64 number)
{
  return g_hash_table_contains (self->by_number, &number);
}

/**
 * rel_db_rows_add_system:
 * @self: rows
 * @row: one that Directus brings along
 */
void
rel_db_rows_add_system (RelDbRows *self, JsonObject *row)
{
  g_ptr_array_add (self->system, json_object_ref (row));
  add (self, row);
}

/**
 * rel_db_rows_get_all:
 * @self: rows
 *
 * Returns: (transfer none) (element-type JsonObject): all of them, until one is read again
 */
GPtrArray *
rel_db_rows_get_all (RelDbRows *self)
{
  GHashTableIter iter;
  gpointer row;

  if (self->all != NULL)
    return self->all;

  self->all = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->by_number);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (self->all, row);
  g_ptr_array_sort (self->all, compare_rows);
  g_ptr_array_extend (self->all, self->system, NULL, NULL);
  return self->all;
}

/**
 * rel_db_rows_get_of:
 * @self: rows
 * @collection: (nullable): name of a collection
 *
 * Returns: (transfer none) (element-type JsonObject) (nullable): those about it, until one is
 *   read again; %NULL for none
 */
GPtrArray *
rel_db_rows_get_of (RelDbRows *self, const char *collection)
{
  return collection != NULL ? g_hash_table_lookup (self->by_collection, collection) : NULL;
}

/**
 * rel_db_rows_get_by_alias:
 * @self: rows about relations
 * @alias: name of a field
 *
 * Returns: (transfer none) (element-type JsonObject) (nullable): those whose other side shows
 *   them under that name, in any collection, until one is read again; %NULL for none
 */
GPtrArray *
rel_db_rows_get_by_alias (RelDbRows *self, const char *alias)
{
  return g_hash_table_lookup (self->by_alias, alias);
}

/**
 * rel_db_rows_get_first:
 * @self: rows about fields or relations
 * @collection: name of a collection
 * @field: name of a field
 *
 * Returns: (transfer none) (nullable): the first row about the field, if there is one
 */
JsonObject *
rel_db_rows_get_first (RelDbRows *self, const char *collection, const char *field)
{
  g_autofree char *key = g_strconcat (collection, "\n", field, NULL);

  return g_hash_table_lookup (self->by_field, key);
}
