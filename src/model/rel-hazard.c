/* rel-hazard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-hazard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-kind.h"

/**
 * RelHazard:
 *
 * One thing that a change may do besides what it says, in a whole sentence for people.
 *
 * What has no rows yet is in no danger: only what the base has counts.
 *
 * It is immutable; any thread may read it.
 */
struct _RelHazard
{
  gatomicrefcount ref_count;
  RelHazardKind kind;
  char *sentence; /* (owned) */
};

G_DEFINE_BOXED_TYPE (RelHazard, rel_hazard, rel_hazard_ref, rel_hazard_unref)

/* In the order of the enumeration; programs read these names. */
static const struct
{
  const char *id;
  RelHazardSeverity severity;
} kinds[] = {
  { "drops-key", REL_HAZARD_SEVERITY_NOTE },          { "replaces-key", REL_HAZARD_SEVERITY_NOTE },
  { "rebuilds-table", REL_HAZARD_SEVERITY_NOTE },     { "key-may-fail", REL_HAZARD_SEVERITY_WARNING },
  { "column-may-fail", REL_HAZARD_SEVERITY_WARNING }, { "cascades", REL_HAZARD_SEVERITY_WARNING },
  { "deletes-links", REL_HAZARD_SEVERITY_LOSS },      { "deletes-values", REL_HAZARD_SEVERITY_LOSS },
  { "deletes-items", REL_HAZARD_SEVERITY_LOSS },
};

static const char *const severities[] = { "note", "warning", "loss" };

/* Takes the sentence. */
static void
take (GPtrArray *found, RelHazardKind kind, char *sentence)
{
  RelHazard *self = g_new0 (RelHazard, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->sentence = sentence;
  g_ptr_array_add (found, self);
}

/* --- What the database is --- */

/* A server shows no database, but on SQLite its keys have no names. */
static gboolean
is_on_sqlite (RelSchema *base)
{
  JsonNode *header = rel_schema_get_header (base);
  const char *vendor = header != NULL ? rel_json_get_string (json_node_get_object (header), "vendor") : NULL;

  if (vendor != NULL)
    return strcmp (vendor, "sqlite") == 0;
  for (guint i = 0; i < rel_schema_get_n_collections (base); i++)
    {
      RelCollection *collection = rel_schema_get_collection (base, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);

          if (rel_relation_has_foreign_key (relation))
            return rel_json_is_null (rel_relation_get_member (relation, "schema.constraint_name"));
        }
    }
  return FALSE;
}

/* Without a row there is nothing to build anew. */
static void
add_rebuild (GPtrArray *found, RelSchema *base, const char *collection)
{
  if (rel_schema_has_collection (base, collection) && is_on_sqlite (base))
    /* Translators: the name of a collection. */
    take (found, REL_HAZARD_REBUILDS_TABLE,
          g_strdup_printf (_ ("SQLite makes the table of “%s” anew for this, with all its rows."), collection));
}

/* --- Relations --- */

static const char *
get_related (JsonNode *relation)
{
  return rel_json_get_string (json_node_get_object (relation), "related_collection");
}

static gboolean
has_key (JsonNode *relation)
{
  return relation != NULL && rel_json_get_object (json_node_get_object (relation), "schema") != NULL;
}

static gboolean
has_text (JsonNode *object, const char *path, const char *text)
{
  return object != NULL && g_strcmp0 (rel_json_get_string (json_node_get_object (object), path), text) == 0;
}

static void
add_lost_key (GPtrArray *found, RelChange *change, gboolean is_made_again)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  const char *related = get_related (rel_change_get_before (change));

  if (is_made_again)
    /* Translators: two collections, and a field of the first. */
    take (found, REL_HAZARD_REPLACES_KEY,
          g_strdup_printf (_ ("The foreign key from “%1$s” to “%2$s” is dropped and made again; meanwhile the database "
                              "does not watch over “%3$s”."),
                           collection, related, field));
  else
    /* Translators: two collections, and a field of the first. */
    take (
      found, REL_HAZARD_DROPS_KEY,
      g_strdup_printf (_ ("The foreign key from “%1$s” to “%2$s” is dropped: the database no longer keeps “%3$s” from "
                          "referring to an item that does not exist."),
                       collection, related, field));
}

/* A key on a column that has values: each must be one of an item there. */
static void
add_new_key (GPtrArray *found, RelChange *change)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  const char *before = rel_change_get_before (change) != NULL ? get_related (rel_change_get_before (change)) : NULL;
  const char *after = get_related (rel_change_get_after (change));

  if (before != NULL && strcmp (before, after) != 0)
    /* Translators: a collection, a field of it, and two more collections: what it referred to, and will. */
    take (
      found, REL_HAZARD_KEY_MAY_FAIL,
      g_strdup_printf (_ ("The values that items of “%1$s” have in “%2$s” were of items of “%3$s”, and are now taken "
                          "for those of “%4$s”; if one is of none of these, the database may refuse the foreign "
                          "key."),
                       collection, field, before, after));
  else
    /* Translators: a collection, a field of it, and another collection. */
    take (
      found, REL_HAZARD_KEY_MAY_FAIL,
      g_strdup_printf (_ ("If an item of “%1$s” has a value in “%2$s” that is of no item of “%3$s”, the database may "
                          "refuse the foreign key."),
                       collection, field, after));
}

static void
add_cascade (GPtrArray *found, RelChange *change)
{
  JsonNode *after = rel_change_get_after (change);
  JsonNode *before = rel_change_get_before (change);
  const char *collection = rel_change_get_collection (change);
  const char *related = get_related (after);
  const char *list = rel_json_get_string (json_node_get_object (after), "meta.one_field");

  if (related == NULL)
    return;
  if (has_text (after, "schema.on_delete", "CASCADE") && !has_text (before, "schema.on_delete", "CASCADE"))
    /* Translators: two collections. */
    take (found, REL_HAZARD_CASCADES,
          g_strdup_printf (_ ("From now on, deleting an item of “%1$s” also deletes the items of “%2$s” that refer to "
                              "it."),
                           related, collection));
  if (list != NULL && has_text (after, "meta.one_deselect_action", "delete") &&
      !has_text (before, "meta.one_deselect_action", "delete"))
    /* Translators: a collection, a field of it that is a list, and another collection. */
    take (found, REL_HAZARD_CASCADES,
          g_strdup_printf (_ ("From now on, an item that is taken off “%1$s.%2$s” is deleted from “%3$s”."), related,
                           list, collection));
}

/* Whether the key must be made anew: it refers to another collection, or does so otherwise. */
static gboolean
replaces_key (RelChange *change)
{
  GPtrArray *members = rel_change_get_members (change);

  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);

      if (strcmp (member->path, "related_collection") == 0 || strcmp (member->path, "schema.on_delete") == 0 ||
          strcmp (member->path, "schema.on_update") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
list_for_relation (GPtrArray *found, RelChange *change, RelSchema *base)
{
  JsonNode *before = rel_change_get_before (change);
  JsonNode *after = rel_change_get_after (change);
  gboolean had_key = has_key (before) && get_related (before) != NULL;
  gboolean gets_key = has_key (after) && get_related (after) != NULL;
  gboolean is_replaced = had_key && gets_key && replaces_key (change);
  gboolean is_new = gets_key && (!had_key || g_strcmp0 (get_related (before), get_related (after)) != 0);

  /* The column of what is created may be new too, and then has no values. */
  if (!rel_schema_has_field (base, rel_change_get_collection (change), rel_change_get_field (change)))
    return;
  if (had_key && (is_replaced || !gets_key))
    add_lost_key (found, change, is_replaced);
  if (is_new)
    add_new_key (found, change);
  if (after != NULL)
    add_cascade (found, change);
  if (is_replaced || is_new || (had_key && !gets_key))
    add_rebuild (found, base, rel_change_get_collection (change));
}

/* --- Fields --- */

static gboolean
is_alias (JsonNode *field)
{
  return has_text (field, "type", "alias");
}

static gboolean
is_true (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (value);
}

static gboolean
is_false (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN &&
         !json_node_get_boolean (value);
}

static void
add_required (GPtrArray *found, const char *collection, const char *field)
{
  /* Translators: a collection, and a field of it. */
  take (found, REL_HAZARD_COLUMN_MAY_FAIL,
        g_strdup_printf (_ ("If an item of “%1$s” has no value in “%2$s”, the database may refuse this."), collection,
                         field));
}

static void
list_for_new_field (GPtrArray *found, RelChange *change, RelSchema *base)
{
  JsonObject *after = json_node_get_object (rel_change_get_after (change));

  if (!rel_schema_has_collection (base, rel_change_get_collection (change)))
    return;
  if (is_false (rel_json_get (after, "schema.is_nullable")) &&
      rel_json_is_null (rel_json_get (after, "schema.default_value")))
    add_required (found, rel_change_get_collection (change), rel_change_get_field (change));
}

/* One member of the column. Returns: whether it changes the column at all */
static gboolean
add_column_change (GPtrArray *found, RelChange *change, const RelMemberChange *member)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);

  if (strcmp (member->path, "schema.is_nullable") == 0 && is_false (member->after))
    add_required (found, collection, field);
  else if (strcmp (member->path, "schema.is_unique") == 0 && is_true (member->after))
    /* Translators: a collection, and a field of it. */
    take (found, REL_HAZARD_COLUMN_MAY_FAIL,
          g_strdup_printf (_ ("If two items of “%1$s” have the same value in “%2$s”, the database may refuse this."),
                           collection, field));
  else if (strcmp (member->path, "type") == 0 || strcmp (member->path, "schema.data_type") == 0 ||
           strcmp (member->path, "schema.max_length") == 0)
    /* Translators: a collection, and a field of it. */
    take (found, REL_HAZARD_COLUMN_MAY_FAIL,
          g_strdup_printf (_ ("If an item of “%1$s” has a value in “%2$s” that does not fit the new type, the database "
                              "may refuse this, or change the value."),
                           collection, field));
  return strcmp (member->path, "type") == 0 || g_str_has_prefix (member->path, "schema.");
}

static void
list_for_changed_field (GPtrArray *found, RelChange *change, RelSchema *base)
{
  GPtrArray *members = rel_change_get_members (change);
  gboolean is_column_changed = FALSE;
  gboolean is_type_said = FALSE;

  if (is_alias (rel_change_get_after (change)))
    return;
  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);
      gboolean is_type = strcmp (member->path, "type") == 0 || strcmp (member->path, "schema.data_type") == 0 ||
                         strcmp (member->path, "schema.max_length") == 0;

      /* A type has several names, and one sentence. */
      if (is_type && is_type_said)
        continue;
      is_type_said = is_type_said || is_type;
      is_column_changed = add_column_change (found, change, member) || is_column_changed;
    }
  if (is_column_changed)
    add_rebuild (found, base, rel_change_get_collection (change));
}

static void
list_for_field (GPtrArray *found, RelChange *change, RelSchema *base)
{
  const char *collection = rel_change_get_collection (change);

  switch (rel_change_get_action (change))
    {
    case REL_CHANGE_CREATE:
      list_for_new_field (found, change, base);
      break;
    case REL_CHANGE_UPDATE:
      list_for_changed_field (found, change, base);
      break;
    case REL_CHANGE_DELETE:
    default:
      if (is_alias (rel_change_get_before (change)))
        break;
      /* Translators: a field, and its collection. */
      take (found, REL_HAZARD_DELETES_VALUES,
            g_strdup_printf (_ ("All values of “%1$s” in the items of “%2$s” are deleted."),
                             rel_change_get_field (change), collection));
      add_rebuild (found, base, collection);
      break;
    }
}

/* --- Collections --- */

/* The relation of a junction whose other half says that they belong together. */
static gboolean
find_halves (RelSchema *base, RelCollection *collection, const char **one, const char **other)
{
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *half = rel_collection_get_relation (collection, i);
      RelRelation *second = rel_kind_find_other_half (base, half);

      if (second == NULL || rel_relation_get_related_collection (half) == NULL)
        continue;
      *one = rel_relation_get_related_collection (half);
      *other = rel_relation_get_related_collection (second);
      return TRUE;
    }
  return FALSE;
}

static void
add_lost_items (GPtrArray *found, RelSchema *base, RelCollection *collection)
{
  const char *name = rel_collection_get_name (collection);
  const char *one;
  const char *other;

  if (!find_halves (base, collection, &one, &other))
    /* Translators: the name of a collection. */
    take (found, REL_HAZARD_DELETES_ITEMS, g_strdup_printf (_ ("All items of “%s” are deleted."), name));
  else if (other != NULL)
    /* Translators: three collections; the first has the links between the others. */
    take (found, REL_HAZARD_DELETES_LINKS,
          g_strdup_printf (_ ("All items of “%1$s” are deleted: they are the links between “%2$s” and “%3$s”."), name,
                           one, other));
  else
    /* Translators: two collections; the first has the links of the second with several others. */
    take (found, REL_HAZARD_DELETES_LINKS,
          g_strdup_printf (_ ("All items of “%1$s” are deleted: they are the links of “%2$s” with items of any "
                              "collection."),
                           name, one));
}

/* Directus deletes the columns that refer to a collection alone with it. */
static void
add_columns_that_go_too (GPtrArray *found, RelSchema *base, const char *name)
{
  GPtrArray *incoming = rel_schema_get_incoming (base, name);

  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (incoming, i);

      if (strcmp (rel_relation_get_collection (relation), name) == 0 || rel_schema_is_ghost (base, relation) ||
          g_strcmp0 (rel_relation_get_target (relation), name) != 0)
        continue;
      /* Translators: a collection, a field of it, and the collection that is deleted. */
      take (found, REL_HAZARD_DELETES_VALUES,
            g_strdup_printf (_ ("Unless its relation is deleted before, “%2$s” of “%1$s” is deleted too, with all its "
                                "values: it refers to “%3$s”."),
                             rel_relation_get_collection (relation), rel_relation_get_field (relation), name));
    }
}

static gboolean
has_table (JsonNode *collection)
{
  return !rel_json_is_null (rel_json_get (json_node_get_object (collection), "schema"));
}

static void
list_for_collection (GPtrArray *found, RelChange *change, RelSchema *base)
{
  RelCollection *collection = rel_schema_find_collection (base, rel_change_get_collection (change));

  /* What was only lent is not there yet, and has no items. */
  if (rel_change_get_action (change) != REL_CHANGE_DELETE || collection == NULL ||
      !rel_collection_exists (collection) || !has_table (rel_change_get_before (change)))
    return;
  add_lost_items (found, base, collection);
  add_columns_that_go_too (found, base, rel_change_get_collection (change));
}

/**
 * rel_hazard_list:
 * @change: a change
 * @base: the schema that the server has, before all changes of the plan
 *
 * Says what a change may do besides what it says.
 *
 * Returns: (transfer full) (element-type RelHazard): its hazards; the worst are not first
 */
GPtrArray *
rel_hazard_list (RelChange *change, RelSchema *base)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_hazard_unref);

  switch (rel_change_get_object (change))
    {
    case REL_OBJECT_RELATION:
      list_for_relation (found, change, base);
      break;
    case REL_OBJECT_FIELD:
      list_for_field (found, change, base);
      break;
    case REL_OBJECT_COLLECTION:
    default:
      list_for_collection (found, change, base);
      break;
    }
  return found;
}

/* One that points elsewhere is deleted and created. */
static gboolean
deletes_relation (RelChange *change)
{
  JsonNode *before = rel_change_get_before (change);
  JsonNode *after = rel_change_get_after (change);

  return before != NULL && (after == NULL || g_strcmp0 (get_related (before), get_related (after)) != 0);
}

static gboolean
deletes (RelChange *change, RelSchema *base)
{
  g_autoptr (GPtrArray) hazards = NULL;

  if (rel_change_get_object (change) == REL_OBJECT_RELATION)
    return deletes_relation (change);
  hazards = rel_hazard_list (change, base);
  for (guint i = 0; i < hazards->len; i++)
    {
      if (rel_hazard_get_severity (g_ptr_array_index (hazards, i)) == REL_HAZARD_SEVERITY_LOSS)
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_hazard_deletes:
 * @changes: (element-type RelChange): changes
 * @base: the schema that the server has, before all of them
 *
 * Returns: whether one of them deletes a relation, be it to point elsewhere, or what cannot be
 *   brought back
 */
gboolean
rel_hazard_deletes (GPtrArray *changes, RelSchema *base)
{
  for (guint i = 0; i < changes->len; i++)
    {
      if (deletes (g_ptr_array_index (changes, i), base))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_hazard_ref:
 * @self: a hazard
 *
 * Returns: (transfer full): @self
 */
RelHazard *
rel_hazard_ref (RelHazard *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_hazard_unref:
 * @self: (transfer full): a hazard
 *
 * Gives a reference back; the last one frees.
 */
void
rel_hazard_unref (RelHazard *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->sentence);
  g_free (self);
}

/**
 * rel_hazard_get_id:
 * @self: a hazard
 *
 * Returns: (transfer none): what it is, for programs: `deletes-items`
 */
const char *
rel_hazard_get_id (RelHazard *self)
{
  return kinds[self->kind].id;
}

/**
 * rel_hazard_get_severity:
 * @self: a hazard
 *
 * Returns: how bad it is
 */
RelHazardSeverity
rel_hazard_get_severity (RelHazard *self)
{
  return kinds[self->kind].severity;
}

/**
 * rel_hazard_get_sentence:
 * @self: a hazard
 *
 * Returns: (transfer none): what may happen, in a whole sentence that names the collections
 */
const char *
rel_hazard_get_sentence (RelHazard *self)
{
  return self->sentence;
}

/**
 * rel_hazard_severity_get_id:
 * @severity: how bad something is
 *
 * Returns: (transfer none): its name, for programs: `note`, `warning` or `loss`
 */
const char *
rel_hazard_severity_get_id (RelHazardSeverity severity)
{
  return severities[severity];
}
