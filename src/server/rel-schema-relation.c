/* rel-schema-relation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes one relation like the record of a snapshot, its key and its row each by itself: a
 * snapshot may have either without the other, and rows about what is not there.
 */

#include "config.h"

#include "rel-schema-relation.h"

#include <string.h>

#include "rel-db-key.h"
#include "rel-json.h"
#include "rel-meta-row.h"
#include "rel-relation-list.h"

static gboolean
find_relation (RelProject *project, const char *collection, const char *field, RelStitched *relation, GError **error)
{
  RelDbSchema *schema = rel_project_get_schema (project, error);

  return schema != NULL && rel_relation_list_find (schema, collection, field, relation);
}

/**
 * rel_schema_relation_is_system:
 * @project: a project
 * @wanted: a relation of a snapshot
 *
 * Older versions of Directus have some of their own relations in snapshots.
 *
 * Returns: whether Directus brings the relation along, so that it is not to be made
 */
gboolean
rel_schema_relation_is_system (RelProject *project, JsonObject *wanted)
{
  RelStitched relation;

  return find_relation (project, rel_json_get_string (wanted, "collection"), rel_json_get_string (wanted, "field"),
                        &relation, NULL) &&
         rel_relation_list_is_system (&relation);
}

static gboolean
drop_key (RelDb *db, const RelStitched *relation, GError **error)
{
  RelDbKeyChange change = { relation->collection, relation->field, relation->key->to_table };

  return rel_db_key_drop (db, &change, error);
}

/* Adds a key, or has the one that is there do something else. */
static gboolean
write_key (RelProject *project, JsonObject *wanted, gboolean is_new, GError **error)
{
  RelDbSchema *schema = rel_project_get_schema (project, error);
  const char *related = rel_json_get_string (wanted, "related_collection");
  RelDbTable *to = schema != NULL ? rel_db_schema_get_table (schema, related) : NULL;
  const char *on_delete = rel_json_get_string (wanted, "schema.on_delete");
  const char *on_update = rel_json_get_string (wanted, "schema.on_update");
  RelDbKeyChange change = { rel_json_get_string (wanted, "collection"),
                            rel_json_get_string (wanted, "field"),
                            related,
                            to != NULL ? to->primary : NULL,
                            on_delete != NULL ? rel_db_key_get_action (on_delete) : "NO ACTION",
                            on_update != NULL ? rel_db_key_get_action (on_update) : "NO ACTION" };

  if (schema == NULL)
    return FALSE;
  return is_new ? rel_db_key_add (rel_project_get_db (project), &change, error)
                : rel_db_key_set_actions (rel_project_get_db (project), &change, error);
}

/* Whether a key can be what a snapshot says. */
static RelReply *
check_key (RelDbSchema *schema, JsonObject *wanted)
{
  static const char *const actions[] = { "on_delete", "on_update" };
  const char *collection = rel_json_get_string (wanted, "collection");
  const char *field = rel_json_get_string (wanted, "field");
  const char *related = rel_json_get_string (wanted, "related_collection");
  RelDbTable *table = rel_db_schema_get_table (schema, collection);

  if (!rel_db_schema_has_collection (schema, collection))
    return rel_reply_new_invalid ("Collection \"%s\" doesn't exist", collection);
  if (rel_db_table_get_column (table, field) == NULL)
    return rel_reply_new_invalid ("Field \"%s\" doesn't exist in collection \"%s\"", field, collection);
  if (related == NULL || !rel_db_schema_has_collection (schema, related))
    return rel_reply_new_invalid ("Collection \"%s\" doesn't exist", related != NULL ? related : "null");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *path = g_strconcat ("schema.", actions[i], NULL);
      const char *action = rel_json_get_string (wanted, path);

      if (action != NULL && rel_db_key_get_action (action) == NULL)
        return rel_reply_new_invalid ("\"%s\" must be one of [" REL_DB_KEY_ACTIONS "]", path);
    }
  return NULL;
}

static RelReply *
set_key (RelProject *project, const RelStitched *now, JsonObject *wanted, GError **error)
{
  gboolean is_wanted = rel_json_get_object (wanted, "schema") != NULL;
  gboolean leads_there = now->key != NULL &&
                         g_strcmp0 (now->key->to_table, rel_json_get_string (wanted, "related_collection")) == 0;
  RelDbSchema *schema = rel_project_get_schema (project, error);
  RelReply *reply = schema != NULL && is_wanted ? check_key (schema, wanted) : NULL;

  if (schema == NULL || reply != NULL)
    return reply;
  if (now->key != NULL && now->key->is_composite)
    return rel_reply_new_invalid ("Field \"%s\" in collection \"%s\" is part of a foreign key of several fields",
                                  now->field, now->collection);
  if (now->key != NULL && !(is_wanted && leads_there) && !drop_key (rel_project_get_db (project), now, error))
    return NULL;
  if (is_wanted)
    write_key (project, wanted, !leads_there, error);
  return NULL;
}

/* What a row must not have. */
static RelReply *
check_row (RelDbSchema *schema, JsonObject *wanted)
{
  g_autoptr (GPtrArray) nulls =
    rel_meta_row_list_nulls (schema, REL_DB_ROWS_RELATIONS, rel_json_get_object (wanted, "meta"));

  return nulls->len > 0 ? rel_reply_new_not_null ("directus_relations", g_ptr_array_index (nulls, 0)) : NULL;
}

/* The row as it is to be. Its names are those of the relation, and its number is the database's. */
static JsonObject *
dup_row (JsonObject *wanted)
{
  JsonObject *row = rel_meta_row_copy (rel_json_get_object (wanted, "meta"));

  json_object_remove_member (row, "id");
  json_object_set_string_member (row, "many_collection", rel_json_get_string (wanted, "collection"));
  json_object_set_string_member (row, "many_field", rel_json_get_string (wanted, "field"));
  json_object_set_member (row, "one_collection",
                          rel_json_new_string (rel_json_get_string (wanted, "related_collection")));
  return row;
}

/**
 * rel_schema_relation_add_row:
 * @project: a project in a transaction
 * @wanted: a relation of a snapshot
 * @error: (out): where to put a failure
 *
 * Adds the row of a relation, if it has one, beside others of the same field. It need not be
 * about anything that exists.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done, and on
 *   error with @error set
 */
RelReply *
rel_schema_relation_add_row (RelProject *project, JsonObject *wanted, GError **error)
{
  RelDbSchema *schema = rel_project_get_schema (project, error);
  g_autoptr (JsonObject) row = dup_row (wanted);
  RelReply *reply;

  if (schema == NULL || rel_json_get_object (wanted, "meta") == NULL)
    return NULL;
  reply = check_row (schema, wanted);
  if (reply == NULL)
    rel_meta_row_insert (rel_project_get_db (project), schema, REL_DB_ROWS_RELATIONS, row, error);
  return reply;
}

static RelReply *
set_row (RelProject *project, const RelStitched *now, JsonObject *wanted, GError **error)
{
  RelDbSchema *schema = rel_project_get_schema (project, error);
  g_autoptr (JsonObject) row = dup_row (wanted);
  RelDb *db = rel_project_get_db (project);
  RelReply *reply = schema != NULL ? check_row (schema, wanted) : NULL;

  if (schema == NULL || reply != NULL)
    return reply;
  if (rel_json_get_object (wanted, "meta") == NULL)
    rel_meta_row_delete (db, schema, REL_DB_ROWS_RELATIONS, rel_json_get_string (wanted, "collection"),
                         rel_json_get_string (wanted, "field"), error);
  else if (now->meta != NULL)
    rel_meta_row_update (db, schema, REL_DB_ROWS_RELATIONS, now->meta, row, error);
  else
    reply = rel_schema_relation_add_row (project, wanted, error);
  return reply;
}

/**
 * rel_schema_relation_set:
 * @project: a project in a transaction
 * @wanted: a relation of a snapshot
 * @error: (out): where to put a failure
 *
 * Makes a relation like the one of the snapshot, whatever the project has of it.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done, and on
 *   error with @error set
 */
RelReply *
rel_schema_relation_set (RelProject *project, JsonObject *wanted, GError **error)
{
  const char *collection = rel_json_get_string (wanted, "collection");
  const char *field = rel_json_get_string (wanted, "field");
  RelStitched now = { collection, field };
  RelReply *reply;

  find_relation (project, collection, field, &now, error);
  if (*error != NULL || rel_relation_list_is_system (&now))
    return NULL;
  reply = set_key (project, &now, wanted, error);
  if (reply != NULL || *error != NULL)
    return reply;

  /* What was found belongs to a schema that may be gone. */
  now = (RelStitched){ collection, field };
  find_relation (project, collection, field, &now, error);
  return *error == NULL ? set_row (project, &now, wanted, error) : NULL;
}

/**
 * rel_schema_relation_drop:
 * @project: a project in a transaction
 * @collection: the many side
 * @field: its field
 * @error: (out): where to put a failure
 *
 * Takes a relation away: the key, unless it has more columns, and all rows.
 *
 * Returns: whether it is gone
 */
gboolean
rel_schema_relation_drop (RelProject *project, const char *collection, const char *field, GError **error)
{
  RelStitched relation = { 0 };
  RelDbSchema *schema;

  find_relation (project, collection, field, &relation, error);
  if (*error != NULL)
    return FALSE;
  if (relation.key != NULL && !relation.key->is_composite && !drop_key (rel_project_get_db (project), &relation, error))
    return FALSE;

  schema = rel_project_get_schema (project, error);
  return schema != NULL &&
         rel_meta_row_delete (rel_project_get_db (project), schema, REL_DB_ROWS_RELATIONS, collection, field, error);
}

/**
 * rel_schema_relation_drop_all:
 * @project: a project in a transaction
 * @collection: name of a collection
 * @error: (out): where to put a failure
 *
 * Takes all relations away that begin or end at a collection.
 *
 * Returns: whether they are gone
 */
gboolean
rel_schema_relation_drop_all (RelProject *project, const char *collection, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) relations = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, error);

  if (schema == NULL)
    return FALSE;

  relations = rel_relation_list_stitch (schema, NULL);
  for (guint i = 0; i < relations->len; i++)
    {
      RelStitched *relation = &g_array_index (relations, RelStitched, i);

      if (strcmp (relation->collection, collection) == 0 || g_strcmp0 (relation->related_collection, collection) == 0)
        {
          g_ptr_array_add (names, g_strdup (relation->collection));
          g_ptr_array_add (names, g_strdup (relation->field));
        }
    }
  for (guint i = 0; i < names->len; i += 2)
    {
      if (!rel_schema_relation_drop (project, g_ptr_array_index (names, i), g_ptr_array_index (names, i + 1), error))
        return FALSE;
    }
  return TRUE;
}
