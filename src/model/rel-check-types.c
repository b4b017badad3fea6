/* rel-check-types.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule about columns that cannot hold what they point at. Types are compared as far as
 * every database agrees about them: text is not a number, but a UUID may be kept as text.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-check-rules.h"

/* Sorts of values that a key and what it points at must have in common. */
typedef enum
{
  VALUE_UNKNOWN,
  VALUE_NUMBER,
  VALUE_TEXT,
  VALUE_UUID,         /* in a column that takes nothing else */
  VALUE_UUID_SOMEHOW, /* in one that may be text */
  VALUE_OTHER,
} ValueSort;

/* What the database says of a column counts more than the type: Directus makes each field
 * that is flagged as a file a UUID. */
static ValueSort
sort_of_data_type (const char *data_type)
{
  static const struct
  {
    const char *start;
    ValueSort sort;
  } known[] = {
    { "bigint", VALUE_NUMBER },   { "char", VALUE_TEXT },    { "interval", VALUE_OTHER },
    { "int", VALUE_NUMBER },      { "nchar", VALUE_TEXT },   { "nvarchar", VALUE_TEXT },
    { "smallint", VALUE_NUMBER }, { "text", VALUE_TEXT },    { "uniqueidentifier", VALUE_UUID },
    { "uuid", VALUE_UUID },       { "varchar", VALUE_TEXT },
  };

  for (guint i = 0; data_type != NULL && i < G_N_ELEMENTS (known); i++)
    {
      if (g_ascii_strncasecmp (data_type, known[i].start, strlen (known[i].start)) == 0)
        return known[i].sort;
    }
  return VALUE_UNKNOWN;
}

static ValueSort
sort_of_column (RelField *field)
{
  static const char *const numbers[] = { "integer", "bigInteger", "float", "decimal", NULL };
  static const char *const uuids[] = { "uuid", "string", "text", NULL };
  static const char *const others[] = { "boolean", "date", "dateTime", "json", "time", "timestamp", NULL };
  const char *type = rel_field_get_data_type (field);
  ValueSort sort =
    sort_of_data_type (rel_json_get_string (json_node_get_object (rel_field_get_json (field)), "schema.data_type"));

  if (type == NULL || rel_field_is_alias (field))
    return VALUE_UNKNOWN;
  if (g_strv_contains (others, type))
    return VALUE_OTHER;
  if (sort != VALUE_UNKNOWN)
    return sort;
  if (g_strv_contains (numbers, type))
    return VALUE_NUMBER;
  return g_strv_contains (uuids, type) ? VALUE_UUID_SOMEHOW : VALUE_UNKNOWN;
}

/* What a file does not say about Directus' own collections. */
static ValueSort
sort_of_system_key (const char *collection)
{
  static const char *const by_uuid[] = { "directus_dashboards", "directus_files", "directus_flows", "directus_folders",
                                         "directus_policies",   "directus_roles", "directus_users", NULL };

  return g_strv_contains (by_uuid, collection) ? VALUE_UUID_SOMEHOW : VALUE_UNKNOWN;
}

static ValueSort
sort_of_key (RelCheckRun *run, const char *collection, const char *column)
{
  RelCollection *target = rel_schema_find_collection (rel_check_run_get_schema (run), collection);
  RelField *field = NULL;

  if (target == NULL || !rel_collection_exists (target))
    return rel_is_system_name (collection) ? sort_of_system_key (collection) : VALUE_UNKNOWN;
  field = column != NULL ? rel_check_run_find_field (run, collection, column)
                         : rel_collection_find_primary_key (target);
  return field != NULL ? sort_of_column (field) : VALUE_UNKNOWN;
}

/* Whether both are of one type as far as a database is concerned, which has no key from text to
 * a UUID. */
static gboolean
can_be_keyed (ValueSort column, ValueSort key)
{
  if (column == VALUE_UNKNOWN || key == VALUE_UNKNOWN || column == key)
    return TRUE;
  if (column == VALUE_UUID_SOMEHOW || key == VALUE_UUID_SOMEHOW)
    return column != VALUE_NUMBER && key != VALUE_NUMBER && column != VALUE_OTHER && key != VALUE_OTHER;
  return FALSE;
}

static gboolean
can_hold (ValueSort column, ValueSort key)
{
  return can_be_keyed (column, key) || (column == VALUE_TEXT && key == VALUE_UUID);
}

/**
 * rel_check_run_can_have_key:
 * @self: a check
 * @relation: a relation without a foreign key
 *
 * Returns: whether its column and the primary key it would point at are known to fit
 */
gboolean
rel_check_run_can_have_key (RelCheckRun *self, RelRelation *relation)
{
  RelField *column =
    rel_check_run_find_field (self, rel_relation_get_collection (relation), rel_relation_get_field (relation));
  const char *one = rel_relation_get_target (relation);
  ValueSort own = column != NULL ? sort_of_column (column) : VALUE_UNKNOWN;
  ValueSort key = one != NULL ? sort_of_key (self, one, NULL) : VALUE_UNKNOWN;

  return own != VALUE_UNKNOWN && key != VALUE_UNKNOWN && can_be_keyed (own, key);
}

/* In many to any the column has to hold the key of whatever it points at, and text does. */
static void
check_allowed (RelCheckRun *run, RelRelation *relation, RelField *column)
{
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);
  ValueSort own = sort_of_column (column);

  if (own == VALUE_TEXT || own == VALUE_UUID_SOMEHOW)
    return;
  for (guint i = 0; allowed != NULL && allowed[i] != NULL; i++)
    {
      if (g_strv_contains (allowed + i + 1, allowed[i]) || can_hold (own, sort_of_key (run, allowed[i], NULL)))
        continue;
      rel_check_run_add_relation (
        run, relation, allowed[i],
        /* Translators: a collection, a field of it, the type of the field, and another collection. */
        g_strdup_printf (_ ("“%s.%s” is of type %s and cannot hold the keys of “%s”, which it may point at."),
                         rel_field_get_collection (column), rel_field_get_name (column),
                         rel_field_get_data_type (column), allowed[i]));
    }
}

void
rel_check_key_type (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  RelField *column = rel_check_run_find_field (run, collection, field);
  const char *one = rel_relation_get_target (relation);
  JsonNode *target = rel_relation_get_member (relation, "schema.foreign_key_column");
  const char *target_name = NULL;

  if (column == NULL)
    return;
  if (rel_relation_is_any (relation))
    {
      check_allowed (run, relation, column);
      return;
    }
  if (!rel_json_is_null (target) && json_node_get_value_type (target) == G_TYPE_STRING)
    target_name = json_node_get_string (target);
  if (one == NULL || can_hold (sort_of_column (column), sort_of_key (run, one, target_name)))
    return;

  rel_check_run_add_relation (
    run, relation, NULL,
    /* Translators: a collection, a field of it, the type of the field, and another collection. */
    g_strdup_printf (_ ("“%s.%s” is of type %s and cannot hold the keys of “%s”."), collection, field,
                     rel_field_get_data_type (column), one));
}
