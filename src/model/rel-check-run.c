/* rel-check-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-check-run.h"

#include "rel-snapshot.h"

/* What is looked up in a collection by name. */
typedef struct
{
  RelCollection *collection;
  GHashTable *fields;    /* (owned) (element-type utf8 RelField) */
  GHashTable *relations; /* (owned) (element-type utf8 GPtrArray): by the field that holds the key */
  GHashTable *lists;     /* (owned) (nullable) (element-type utf8 GPtrArray): of other collections, by the
                            field here that is said to list them */
  guint n_unlisted;      /* relations that point here and have no list */
} Place;

/**
 * RelCheckRun:
 *
 * One check of a schema: the schema, indexed so that each rule finds by name what it needs,
 * and what was found.
 */
struct _RelCheckRun
{
  RelSchema *schema;   /* (unowned) */
  GHashTable *places;  /* (owned) (element-type utf8 Place) */
  const RelRule *rule; /* the one that looks */
  GPtrArray *findings; /* (owned) (element-type RelFinding) */
  gboolean hides_columns;
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_hash_table_unref (place->fields);
  g_hash_table_unref (place->relations);
  g_clear_pointer (&place->lists, g_hash_table_unref);
  g_free (place);
}

static void
add_to (GHashTable *lists, const char *name, RelRelation *relation)
{
  GPtrArray *relations = g_hash_table_lookup (lists, name);

  if (relations == NULL)
    {
      relations = g_ptr_array_new ();
      g_hash_table_insert (lists, (gpointer) name, relations);
    }
  g_ptr_array_add (relations, relation);
}

/* A column that is flagged as a list stands twice in the list of Directus, as an alias too. */
static void
add_field (Place *place, RelField *field)
{
  RelField *same = g_hash_table_lookup (place->fields, rel_field_get_name (field));

  if (same == NULL || (rel_field_is_alias (same) && !rel_field_is_alias (field)))
    g_hash_table_insert (place->fields, (gpointer) rel_field_get_name (field), field);
}

static Place *
place_new (RelCollection *collection)
{
  Place *place = g_new0 (Place, 1);

  place->collection = collection;
  place->fields = g_hash_table_new (g_str_hash, g_str_equal);
  place->relations = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    add_field (place, rel_collection_get_field (collection, i));
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);

      add_to (place->relations, rel_relation_get_field (relation), relation);
    }
  return place;
}

/* The lists at the other ends: who says that a field lists it. */
static void
index_lists (RelCheckRun *self, RelCollection *collection)
{
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      const char *one_field = rel_relation_get_one_field (relation);
      const char *one = rel_relation_get_target (relation);
      Place *place = one != NULL ? g_hash_table_lookup (self->places, one) : NULL;

      if (place == NULL)
        continue;
      if (one_field == NULL)
        {
          place->n_unlisted++;
          continue;
        }
      if (place->lists == NULL)
        place->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
      add_to (place->lists, one_field, relation);
    }
}

/**
 * rel_check_run_new:
 * @schema: a schema, which must live as long
 *
 * Returns: (transfer full): a check of it that found nothing yet
 */
RelCheckRun *
rel_check_run_new (RelSchema *schema)
{
  RelCheckRun *self = g_new0 (RelCheckRun, 1);

  self->schema = schema;
  self->hides_columns = rel_schema_is_partial (schema) ||
                        rel_snapshot_leaves_untracked_out (rel_schema_get_header (schema));
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_finding_unref);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, place_free);
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      g_hash_table_insert (self->places, (gpointer) rel_collection_get_name (collection), place_new (collection));
    }
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    index_lists (self, rel_schema_get_collection (schema, i));
  return self;
}

/**
 * rel_check_run_free:
 * @self: (transfer full): a check
 *
 * Ends the check.
 */
void
rel_check_run_free (RelCheckRun *self)
{
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * rel_check_run_set_rule:
 * @self: a check
 * @rule: a rule
 *
 * Says which rule looks now: what is added is its.
 */
void
rel_check_run_set_rule (RelCheckRun *self, const RelRule *rule)
{
  self->rule = rule;
}

/**
 * rel_check_run_get_findings:
 * @self: a check
 *
 * Returns: (transfer none) (element-type RelFinding): what was found so far
 */
GPtrArray *
rel_check_run_get_findings (RelCheckRun *self)
{
  return self->findings;
}

/**
 * rel_check_run_get_schema:
 * @self: a check
 *
 * Returns: (transfer none): the schema
 */
RelSchema *
rel_check_run_get_schema (RelCheckRun *self)
{
  return self->schema;
}

/**
 * rel_check_run_is_partial:
 * @self: a check
 *
 * Returns: whether absence proves nothing
 */
gboolean
rel_check_run_is_partial (RelCheckRun *self)
{
  return rel_schema_is_partial (self->schema);
}

static Place *
find_place (RelCheckRun *self, const char *collection)
{
  return collection != NULL ? g_hash_table_lookup (self->places, collection) : NULL;
}

/**
 * rel_check_run_has_collection:
 * @self: a check
 * @name: the name of a collection
 *
 * Returns: whether it exists, as [method@Schema.has_collection]
 */
gboolean
rel_check_run_has_collection (RelCheckRun *self, const char *name)
{
  Place *place = find_place (self, name);

  return rel_is_system_name (name) || (place != NULL && rel_collection_exists (place->collection));
}

/**
 * rel_check_run_find_field:
 * @self: a check
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: (transfer none) (nullable): the field, if it is known
 */
RelField *
rel_check_run_find_field (RelCheckRun *self, const char *collection, const char *field)
{
  Place *place = find_place (self, collection);

  return place != NULL ? g_hash_table_lookup (place->fields, field) : NULL;
}

/**
 * rel_check_run_has_field:
 * @self: a check
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: whether it exists, as [method@Schema.has_field]
 */
gboolean
rel_check_run_has_field (RelCheckRun *self, const char *collection, const char *field)
{
  Place *place = find_place (self, collection);

  if (place != NULL && g_hash_table_contains (place->fields, field))
    return TRUE;
  return rel_is_system_name (collection) && (place == NULL || !rel_collection_exists (place->collection));
}

/**
 * rel_check_run_lacks_column:
 * @self: a check
 * @collection: the name of a collection
 * @field: the name of a field with a column
 *
 * Returns: whether it is known not to exist; a new snapshot does not tell of columns that
 *   Directus keeps no row of
 */
gboolean
rel_check_run_lacks_column (RelCheckRun *self, const char *collection, const char *field)
{
  return !self->hides_columns && !rel_check_run_has_field (self, collection, field);
}

/**
 * rel_check_run_is_ghost:
 * @self: a check
 * @relation: one of the relations
 *
 * Returns: as [method@Schema.is_ghost]
 */
gboolean
rel_check_run_is_ghost (RelCheckRun *self, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);

  return (!rel_check_run_has_collection (self, collection) ||
          !rel_check_run_has_field (self, collection, rel_relation_get_field (relation))) &&
         rel_schema_is_ghost (self->schema, relation);
}

/**
 * rel_check_run_get_relations:
 * @self: a check
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: (transfer none) (nullable) (element-type RelRelation): the relations whose key is
 *   in the field; %NULL if there are none
 */
GPtrArray *
rel_check_run_get_relations (RelCheckRun *self, const char *collection, const char *field)
{
  Place *place = find_place (self, collection);

  return place != NULL ? g_hash_table_lookup (place->relations, field) : NULL;
}

/**
 * rel_check_run_get_lists:
 * @self: a check
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: (transfer none) (nullable) (element-type RelRelation): the relations that say that
 *   the field lists their items; %NULL if there are none
 */
GPtrArray *
rel_check_run_get_lists (RelCheckRun *self, const char *collection, const char *field)
{
  Place *place = find_place (self, collection);

  return place != NULL && place->lists != NULL ? g_hash_table_lookup (place->lists, field) : NULL;
}

/**
 * rel_check_run_has_unlisted:
 * @self: a check
 * @collection: the name of a collection
 *
 * Returns: whether a relation points at it whose items no field there lists
 */
gboolean
rel_check_run_has_unlisted (RelCheckRun *self, const char *collection)
{
  Place *place = find_place (self, collection);

  return place != NULL && place->n_unlisted > 0;
}

/**
 * rel_check_run_add:
 * @self: a check
 * @collection: where something is wrong
 * @field: (nullable): the field
 * @detail: (nullable): what tells it from others that the rule finds at the same place
 * @sentence: (transfer full): what is wrong
 *
 * Adds a finding of the rule that looks.
 *
 * Returns: (transfer none): the finding
 */
RelFinding *
rel_check_run_add (RelCheckRun *self, const char *collection, const char *field, const char *detail, char *sentence)
{
  g_autofree char *owned = sentence;
  RelFinding *finding = rel_finding_new (self->rule, collection, field, 0, detail, owned);

  g_ptr_array_add (self->findings, finding);
  return finding;
}

/**
 * rel_check_run_add_relation:
 * @self: a check
 * @relation: what is wrong
 * @detail: (nullable): what tells it from others that the rule finds there
 * @sentence: (transfer full): what is wrong with it
 *
 * Adds a finding about a relation.
 *
 * Returns: (transfer none): the finding
 */
RelFinding *
rel_check_run_add_relation (RelCheckRun *self, RelRelation *relation, const char *detail, char *sentence)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  GPtrArray *same = rel_check_run_get_relations (self, collection, field);
  g_autofree char *owned = sentence;
  RelFinding *finding;
  guint nth = 0;

  g_ptr_array_find (same, relation, &nth);
  finding = rel_finding_new (self->rule, collection, field, nth, detail, owned);
  g_ptr_array_add (self->findings, finding);
  return finding;
}
