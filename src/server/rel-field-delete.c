/* rel-field-delete.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deletes a field and, by the rules of Directus, what hangs on it: the relation of the many
 * side with the alias on the other; of an alias only its name in the relation. Junctions, and
 * what names the field as its sort or junction field, stay.
 */

#include "config.h"

#include "rel-field-delete.h"

#include "rel-db-column.h"
#include "rel-json.h"
#include "rel-meta-row.h"
#include "rel-relation-list.h"
#include "rel-write.h"

typedef struct
{
  const char *collection;
  const char *field;
  RelDbSchema *schema; /* (unowned): filled in by the check */
} Deletion;

static RelReply *
check (RelDbSchema *schema, gpointer data)
{
  Deletion *deletion = data;
  RelDbTable *table;

  deletion->schema = schema;
  if (!rel_db_schema_has_collection (schema, deletion->collection) ||
      rel_db_schema_is_system_field (schema, deletion->collection, deletion->field))
    return rel_reply_new_forbidden ();

  table = rel_db_schema_get_table (schema, deletion->collection);
  if (g_strcmp0 (table->primary, deletion->field) == 0)
    return rel_reply_new_invalid ("Field \"%s\" in collection \"%s\" is a primary key", deletion->field,
                                  deletion->collection);
  return NULL;
}

/* The alias on the other side goes with the field, unless it is of the same collection or has the
 * same name: so does Directus, which leaves it behind then. A column that stands there is no alias. */
static gboolean
takes_alias_along (Deletion *deletion, const RelStitched *relation)
{
  const char *related = relation->related_collection;
  const char *alias = relation->meta != NULL ? rel_json_get_string (relation->meta, "one_field") : NULL;
  RelDbTable *table = related != NULL ? rel_db_schema_get_table (deletion->schema, related) : NULL;

  return alias != NULL && *alias != '\0' && table != NULL && g_strcmp0 (related, deletion->collection) != 0 &&
         g_strcmp0 (alias, deletion->field) != 0 && rel_db_table_get_column (table, alias) == NULL;
}

static GPtrArray *
list_aliases (Deletion *deletion)
{
  g_autoptr (GArray) relations = rel_relation_list_stitch (deletion->schema, deletion->collection);
  GPtrArray *aliases = g_ptr_array_new_with_free_func (rel_field_name_free);

  for (guint i = 0; i < relations->len; i++)
    {
      RelStitched *relation = &g_array_index (relations, RelStitched, i);

      if (g_strcmp0 (relation->field, deletion->field) == 0 && takes_alias_along (deletion, relation))
        g_ptr_array_add (aliases, rel_field_name_new (relation->related_collection,
                                                      rel_json_get_string (relation->meta, "one_field")));
    }
  return aliases;
}

/* Takes the name of an alias out of a relation that has it, if it leads to the alias' collection. */
static gboolean
forget_alias (RelDb *db, Deletion *deletion, JsonObject *row, GError **error)
{
  g_autoptr (GArray) relations = NULL;
  g_autoptr (JsonObject) changes = json_object_new ();
  const char *many = rel_json_get_string (row, "many_collection");

  if (many == NULL || rel_json_get_boolean (row, "system"))
    return TRUE;

  json_object_set_null_member (changes, "one_field");
  relations = rel_relation_list_stitch (deletion->schema, many);
  for (guint i = 0; i < relations->len; i++)
    {
      RelStitched *relation = &g_array_index (relations, RelStitched, i);

      if (relation->meta == row && g_strcmp0 (relation->related_collection, deletion->collection) == 0 &&
          !rel_meta_row_update (db, deletion->schema, REL_DB_ROWS_RELATIONS, row, changes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_aliases (RelDb *db, Deletion *deletion, GError **error)
{
  GPtrArray *rows =
    rel_db_rows_get_by_alias (rel_db_schema_get_rows (deletion->schema, REL_DB_ROWS_RELATIONS), deletion->field);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      if (!forget_alias (db, deletion, g_ptr_array_index (rows, i), error))
        return FALSE;
    }
  return TRUE;
}

/* The collection may sort its items by the field, or archive them by it. */
static gboolean
forget_in_collection (RelDb *db, Deletion *deletion, GError **error)
{
  static const char *const members[] = { "archive_field", "sort_field" };
  JsonObject *row = rel_db_schema_get_collection (deletion->schema, deletion->collection);
  g_autoptr (JsonObject) changes = json_object_new ();

  if (row == NULL || rel_json_get_boolean (row, "system"))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (g_strcmp0 (rel_json_get_string (row, members[i]), deletion->field) == 0)
        json_object_set_null_member (changes, members[i]);
    }
  return rel_meta_row_update (db, deletion->schema, REL_DB_ROWS_COLLECTIONS, row, changes, error);
}

/* Fields that were in the group stand alone. */
static gboolean
leave_group (RelDb *db, Deletion *deletion, GError **error)
{
  GPtrArray *rows =
    rel_db_rows_get_of (rel_db_schema_get_rows (deletion->schema, REL_DB_ROWS_FIELDS), deletion->collection);
  g_autoptr (JsonObject) changes = json_object_new ();

  json_object_set_null_member (changes, "group");
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (rel_json_get_string (row, "group"), deletion->field) == 0 &&
          !rel_json_get_boolean (row, "system") &&
          !rel_meta_row_update (db, deletion->schema, REL_DB_ROWS_FIELDS, row, changes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_field (RelDb *db, Deletion *deletion, GError **error)
{
  RelDbTable *table = rel_db_schema_get_table (deletion->schema, deletion->collection);
  gboolean has_column = rel_db_table_get_column (table, deletion->field) != NULL;

  return forget_aliases (db, deletion, error) && forget_in_collection (db, deletion, error) &&
         leave_group (db, deletion, error) &&
         rel_meta_row_delete (db, deletion->schema, REL_DB_ROWS_RELATIONS, deletion->collection, deletion->field,
                              error) &&
         rel_meta_row_delete (db, deletion->schema, REL_DB_ROWS_FIELDS, deletion->collection, deletion->field, error) &&
         (!has_column || rel_db_column_drop (db, deletion->collection, deletion->field, error));
}

static RelReply *
run (RelProject *project, gpointer data, GError **error)
{
  Deletion *deletion = data;
  g_autoptr (GPtrArray) aliases = list_aliases (deletion);

  if (!delete_field (rel_project_get_db (project), deletion, error))
    return NULL;
  for (guint i = 0; i < aliases->len; i++)
    {
      const RelFieldName *alias = g_ptr_array_index (aliases, i);
      RelReply *reply = rel_field_delete (project, alias->collection, alias->field);

      if (reply != NULL)
        return reply;
    }
  return NULL;
}

/**
 * rel_field_name_new:
 * @collection: name of a collection
 * @field: name of a field of it
 *
 * Returns: (transfer full): both
 */
RelFieldName *
rel_field_name_new (const char *collection, const char *field)
{
  RelFieldName *self = g_new0 (RelFieldName, 1);

  self->collection = g_strdup (collection);
  self->field = g_strdup (field);
  return self;
}

/**
 * rel_field_name_free:
 * @data: (transfer full): a RelFieldName
 */
void
rel_field_name_free (gpointer data)
{
  RelFieldName *self = data;

  g_free (self->collection);
  g_free (self->field);
  g_free (self);
}

/**
 * rel_field_delete:
 * @project: the project that is served
 * @collection: name of a collection
 * @field: name of a field of it, which need not exist
 *
 * Deletes a field.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done
 */
RelReply *
rel_field_delete (RelProject *project, const char *collection, const char *field)
{
  Deletion deletion = { collection, field, NULL };

  return rel_write_run (project, check, run, &deletion);
}
