/* rel-relations-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/relations`. A relation is a foreign key, a row of `directus_relations`, or both; a
 * change of both is one transaction.
 */

#include "config.h"

#include "rel-relations-resource.h"

#include "rel-db-key.h"
#include "rel-error.h"
#include "rel-json.h"
#include "rel-meta-row.h"
#include "rel-payload.h"
#include "rel-relation-list.h"
#include "rel-write.h"

/* A write; the check fills in the last two. */
typedef struct
{
  const char *collection;
  const char *field;
  JsonObject *body;     /* (unowned) (nullable) */
  RelDbSchema *schema;  /* (unowned) */
  RelStitched relation; /* the relation as it is; of a new one, what it is to be */
} Write;

static gboolean
may_read (RelCall *call, const RelStitched *relation)
{
  return call->is_admin || rel_permissions_has_relation (call->permissions, relation);
}

/* What stands against reading relations at all. */
static RelReply *
check_reader (RelDbSchema *schema, RelCall *call)
{
  if (call->names[0] != NULL && !rel_db_schema_has_collection (schema, call->names[0]))
    return rel_reply_new_forbidden ();
  if (!call->is_admin && !rel_permissions_has_collection (call->permissions, "directus_relations"))
    return rel_reply_new_unreadable ("directus_relations");
  return NULL;
}

/**
 * rel_relations_resource_list:
 * @project: the project that is served
 * @call: `GET /relations` or `GET /relations/:collection`
 *
 * Returns: (transfer full): all relations that may be read, or those whose many side is one
 *   collection
 */
RelReply *
rel_relations_resource_list (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) relations = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  RelReply *reply = schema != NULL ? check_reader (schema, call) : rel_reply_new_error (error);
  JsonArray *list;

  if (reply != NULL)
    return reply;

  relations = rel_relation_list_stitch (schema, call->names[0]);
  list = json_array_sized_new (relations->len);
  for (guint i = 0; i < relations->len; i++)
    {
      const RelStitched *relation = &g_array_index (relations, RelStitched, i);

      if (may_read (call, relation))
        json_array_add_object_element (list, rel_relation_list_describe (relation));
    }
  return rel_reply_new_array (list);
}

/**
 * rel_relations_resource_get:
 * @project: the project that is served
 * @call: `GET /relations/:collection/:field`
 *
 * Returns: (transfer full): the relation
 */
RelReply *
rel_relations_resource_get (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  RelReply *reply = schema != NULL ? check_reader (schema, call) : rel_reply_new_error (error);
  RelStitched relation;

  if (reply != NULL)
    return reply;
  if (!rel_relation_list_find_own (schema, call->names[0], call->names[1], &relation) || !may_read (call, &relation))
    return rel_reply_new_forbidden ();
  return rel_reply_new_object (rel_relation_list_describe (&relation));
}

/* What the body says a key is to do: %NULL for what it does not say. */
static const char *
get_action (Write *write, const char *path)
{
  const char *name = rel_json_get_string (write->body, path);

  return name != NULL && *name != '\0' ? rel_db_key_get_action (name) : NULL;
}

static JsonObject *
get_meta (Write *write)
{
  return rel_json_get_object (write->body, "meta");
}

/* `on_update` is the one value that Directus hands to the database without looking. */
static RelReply *
check_values (Write *write)
{
  const char *on_update = rel_json_get_string (write->body, "schema.on_update");
  g_autoptr (GPtrArray) nulls = rel_meta_row_list_nulls (write->schema, REL_DB_ROWS_RELATIONS, get_meta (write));

  if (nulls->len > 0)
    return rel_reply_new_not_null ("directus_relations", g_ptr_array_index (nulls, 0));
  if (on_update != NULL && *on_update != '\0' && rel_db_key_get_action (on_update) == NULL)
    return rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR",
                                  "\"schema.on_update\" is no action that the database knows.");
  return NULL;
}

static gboolean
has_column (RelDbSchema *schema, const char *collection, const char *field)
{
  RelDbTable *table = rel_db_schema_get_table (schema, collection);

  return table != NULL && rel_db_table_get_column (table, field) != NULL;
}

static RelReply *
check_create (RelDbSchema *schema, gpointer data)
{
  Write *write = data;
  const char *collection = write->collection;
  const char *field = write->field;
  const char *related = rel_json_get_string (write->body, "related_collection");
  RelDbTable *table = rel_db_schema_get_table (schema, collection);
  RelStitched existing;

  write->schema = schema;
  if (!rel_db_schema_has_collection (schema, collection))
    return rel_reply_new_invalid ("Collection \"%s\" doesn't exist", collection);
  if (!rel_db_schema_has_field (schema, collection, field))
    return rel_reply_new_invalid ("Field \"%s\" doesn't exist in collection \"%s\"", field, collection);
  if (g_strcmp0 (table->primary, field) == 0)
    return rel_reply_new_invalid ("Field \"%s\" in collection \"%s\" is a primary key", field, collection);
  if (related != NULL && !rel_db_schema_has_collection (schema, related))
    return rel_reply_new_invalid ("Collection \"%s\" doesn't exist", related);
  if (rel_relation_list_find (schema, collection, field, &existing))
    return rel_reply_new_invalid ("Field \"%s\" in collection \"%s\" already has an associated relationship", field,
                                  collection);
  if (related != NULL && !has_column (schema, collection, field))
    return rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR", "A field without a column cannot have a foreign key.");

  write->relation = (RelStitched){ collection, field, related, NULL, NULL };
  return check_values (write);
}

static gboolean
add_key (RelDb *db, Write *write, GError **error)
{
  RelDbTable *related = rel_db_schema_get_table (write->schema, write->relation.related_collection);
  const char *on_delete = get_action (write, "schema.on_delete");
  const char *on_update = get_action (write, "schema.on_update");
  RelDbKeyChange change = { write->collection,
                            write->field,
                            write->relation.related_collection,
                            related->primary,
                            on_delete != NULL ? on_delete : "NO ACTION",
                            on_update != NULL ? on_update : "NO ACTION" };

  return rel_db_key_add (db, &change, error);
}

/* Adds the row of a relation. The names are those of the relation, whatever the body says,
 * and its number cannot be chosen. */
static gboolean
insert_row (RelDb *db, Write *write, GError **error)
{
  g_autoptr (JsonObject) row = rel_meta_row_copy (get_meta (write));

  json_object_remove_member (row, "id");
  json_object_set_string_member (row, "many_collection", write->collection);
  json_object_set_string_member (row, "many_field", write->field);
  json_object_set_member (row, "one_collection", rel_json_new_string (write->relation.related_collection));
  return rel_meta_row_insert (db, write->schema, REL_DB_ROWS_RELATIONS, row, error);
}

static RelReply *
do_create (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Write *write = data;

  if (write->relation.related_collection == NULL || add_key (db, write, error))
    insert_row (db, write, error);
  return NULL;
}

/* Finds the relation that is to be changed or deleted. */
static RelReply *
check_existing (Write *write)
{
  const char *collection = write->collection;
  const char *field = write->field;

  if (!rel_db_schema_has_collection (write->schema, collection))
    return rel_reply_new_forbidden ();
  if (!rel_db_schema_has_field (write->schema, collection, field))
    return rel_reply_new_invalid ("Field \"%s\" doesn't exist in collection \"%s\"", field, collection);
  if (!rel_relation_list_find (write->schema, collection, field, &write->relation))
    return rel_reply_new_invalid ("Field \"%s\" in collection \"%s\" doesn't have a relationship.", field, collection);
  return NULL;
}

static RelReply *
refuse_composite (Write *write)
{
  return rel_reply_new_invalid ("Field \"%s\" in collection \"%s\" is part of a foreign key of several fields",
                                write->field, write->collection);
}

/* What a key is to do other than it does now, if anything. */
static gboolean
find_new_actions (Write *write, const char **on_delete, const char **on_update)
{
  const RelDbKey *key = write->relation.key;

  *on_delete = get_action (write, "schema.on_delete");
  *on_update = get_action (write, "schema.on_update");
  if (g_strcmp0 (*on_delete, key->on_delete) == 0)
    *on_delete = NULL;
  if (g_strcmp0 (*on_update, key->on_update) == 0)
    *on_update = NULL;
  return *on_delete != NULL || *on_update != NULL;
}

static RelReply *
check_update (RelDbSchema *schema, gpointer data)
{
  Write *write = data;
  const char *on_delete;
  const char *on_update;
  RelReply *reply;

  write->schema = schema;
  reply = check_existing (write);
  if (reply != NULL)
    return reply;
  if (rel_relation_list_is_system (&write->relation))
    return rel_reply_new_forbidden ();
  if (write->relation.key != NULL && write->relation.key->is_composite &&
      find_new_actions (write, &on_delete, &on_update))
    return refuse_composite (write);
  return check_values (write);
}

static gboolean
can_have_key (Write *write)
{
  return write->relation.related_collection != NULL &&
         rel_db_schema_has_collection (write->schema, write->relation.related_collection) &&
         has_column (write->schema, write->collection, write->field);
}

static gboolean
update_key (RelDb *db, Write *write, GError **error)
{
  RelDbKeyChange change = { write->collection, write->field };

  if (rel_json_get_object (write->body, "schema") == NULL)
    return TRUE;
  if (write->relation.key == NULL)
    return !can_have_key (write) || add_key (db, write, error);
  if (!find_new_actions (write, &change.on_delete, &change.on_update))
    return TRUE;

  change.to_table = write->relation.key->to_table;
  return rel_db_key_set_actions (db, &change, error);
}

static RelReply *
do_update (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Write *write = data;
  JsonObject *meta = get_meta (write);

  if (!update_key (db, write, error) || meta == NULL)
    return NULL;
  if (write->relation.meta != NULL)
    rel_meta_row_update (db, write->schema, REL_DB_ROWS_RELATIONS, write->relation.meta, meta, error);
  else
    insert_row (db, write, error);
  return NULL;
}

static RelReply *
check_delete (RelDbSchema *schema, gpointer data)
{
  Write *write = data;
  RelReply *reply;

  write->schema = schema;
  reply = check_existing (write);
  if (reply != NULL)
    return reply;
  if (rel_relation_list_is_system (&write->relation))
    return rel_reply_new_empty ();
  if (write->relation.key != NULL && write->relation.key->is_composite)
    return refuse_composite (write);
  return NULL;
}

static RelReply *
do_delete (RelProject *project, gpointer data, GError **error)
{
  RelDb *db = rel_project_get_db (project);
  Write *write = data;
  RelDbKeyChange change = { write->collection, write->field };

  if (write->relation.key != NULL)
    {
      change.to_table = write->relation.key->to_table;
      if (!rel_db_key_drop (db, &change, error))
        return NULL;
    }
  rel_meta_row_delete (db, write->schema, REL_DB_ROWS_RELATIONS, write->collection, write->field, error);
  return NULL;
}

/* Reads a relation back after a write. It may have gone elsewhere: then there is nothing to say. */
static RelReply *
read_back (RelProject *project, Write *write)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  RelStitched relation;

  if (schema == NULL)
    return rel_reply_new_error (error);
  if (!rel_relation_list_find_own (schema, write->collection, write->field, &relation))
    return rel_reply_new_empty ();
  return rel_reply_new_object (rel_relation_list_describe (&relation));
}

/**
 * rel_relations_resource_create:
 * @project: the project that is served
 * @call: `POST /relations`
 *
 * Makes a relation: a row always, and a foreign key if there is a related collection.
 *
 * Returns: (transfer full): the new relation
 */
RelReply *
rel_relations_resource_create (RelProject *project, RelCall *call)
{
  Write write = { 0 };
  RelReply *reply = rel_payload_check_relation (call->body, TRUE);

  if (reply != NULL)
    return reply;
  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  write.body = json_node_get_object (call->body);
  write.collection = rel_json_get_string (write.body, "collection");
  write.field = rel_json_get_string (write.body, "field");
  reply = rel_write_run (project, check_create, do_create, &write);
  return reply != NULL ? reply : read_back (project, &write);
}

/**
 * rel_relations_resource_update:
 * @project: the project that is served
 * @call: `PATCH /relations/:collection/:field`
 *
 * Changes what a foreign key does and what Directus keeps about it. What the body leaves
 * out stays; names in the body are passed over.
 *
 * Returns: (transfer full): the relation
 */
RelReply *
rel_relations_resource_update (RelProject *project, RelCall *call)
{
  Write write = { .collection = call->names[0], .field = call->names[1] };
  RelReply *reply = rel_payload_check_relation (call->body, FALSE);

  if (reply != NULL)
    return reply;
  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  write.body = json_node_get_object (call->body);
  reply = rel_write_run (project, check_update, do_update, &write);
  return reply != NULL ? reply : read_back (project, &write);
}

/**
 * rel_relations_resource_delete:
 * @project: the project that is served
 * @call: `DELETE /relations/:collection/:field`
 *
 * Takes a relation away: the foreign key and all rows. Columns and their values stay.
 *
 * Returns: (transfer full): an empty answer
 */
RelReply *
rel_relations_resource_delete (RelProject *project, RelCall *call)
{
  Write write = { .collection = call->names[0], .field = call->names[1] };
  RelReply *reply;

  if (!call->is_admin)
    return rel_reply_new_forbidden ();

  reply = rel_write_run (project, check_delete, do_delete, &write);
  return reply != NULL ? reply : rel_reply_new_empty ();
}
