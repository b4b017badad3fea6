/* rel-repair.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits that mend what Directus leaves behind: rows whose field is gone, lists of nothing,
 * halves that do not know each other. A name of a field that is gone (`meta.sort_field`) is
 * cleared by setting it to `null`, see [func@edit_set_member]; a foreign key without a row is
 * taken over by [func@adoption_apply].
 */

#include "config.h"

#include "rel-repair.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-alias.h"
#include "rel-deletion.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-member.h"
#include "rel-new-object.h"

/* What is missing may only be hidden. */
static gboolean
check_complete (RelSchema *schema, GError **error)
{
  if (!rel_schema_is_partial (schema))
    return TRUE;
  g_set_error_literal (error, REL_ERROR, REL_ERROR_READ_ONLY,
                       _ ("You do not see all of this project, so what seems to be missing may be there. Sign in as "
                          "an administrator, or open a whole snapshot"));
  return FALSE;
}

static RelRelation *
find_ghost (RelSchema *schema, const char *collection, const char *field, guint nth, GError **error)
{
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);

  if (relation == NULL || rel_schema_is_ghost (schema, relation))
    return relation;
  if (check_complete (schema, error))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s.%s is there: the relation can be changed or deleted"),
                 collection, field);
  return NULL;
}

/**
 * rel_repair_drop_ghost:
 * @schema: a schema
 * @collection: the collection of a relation that does not exist itself, or whose field does not
 * @field: that field
 * @nth: which one of those with both names, from 0
 * @error: (out) (optional): where to put a failure
 *
 * Takes away a row of `directus_relations` that is about nothing, with the list at its other
 * side and with what names its field. If the collection does not exist, all its rows go: for
 * Directus to delete one, it must be made, and deleted again.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_INVALID` if its field
 * exists; `REL_ERROR_READ_ONLY` if the schema is partial, or the relation Directus' own.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_repair_drop_ghost (RelSchema *schema, const char *collection, const char *field, guint nth, GError **error)
{
  RelRelation *ghost = find_ghost (schema, collection, field, nth, error);
  RelCollection *many = rel_schema_find_collection (schema, collection);
  RelSchema *next;

  if (ghost == NULL)
    return NULL;
  if (rel_schema_has_collection (schema, collection))
    return rel_deletion_drop (schema, ghost, REL_DELETION_LINK);

  next = rel_schema_ref (schema);
  while (many != NULL && rel_collection_get_n_relations (many) > 0)
    {
      rel_edit_take (&next, rel_deletion_drop (next, rel_collection_get_relation (many, 0), REL_DELETION_LINK));
      many = rel_schema_find_collection (next, collection);
    }
  return next;
}

static gboolean
check_restorable (RelSchema *schema, RelRelation *ghost, GError **error)
{
  const char *collection = rel_relation_get_collection (ghost);
  const char *target = rel_relation_get_target (ghost);

  if (!rel_schema_has_collection (schema, collection))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("The collection %s does not exist. Create it first, or delete what is left of the relation"),
                   collection);
      return FALSE;
    }
  if (rel_relation_is_any (ghost) || (target != NULL && rel_schema_has_collection (schema, target)))
    return TRUE;
  if (target != NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                 _ ("%s, to which the relation points, does not exist either. Create it first, or delete what is left "
                    "of the relation"),
                 target);
  else
    g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                         _ ("It is not known to what the relation points, so it can only be deleted"));
  return FALSE;
}

/**
 * rel_repair_restore_ghost:
 * @schema: a schema
 * @collection: the collection of a relation whose field does not exist
 * @field: that field
 * @nth: which one of those with both names, from 0
 * @error: (out) (optional): where to put a failure
 *
 * Makes the column that a row of `directus_relations` is about, empty, and its foreign key.
 *
 * Errors: those of [func@repair_drop_ghost], and `REL_ERROR_INVALID` if a collection is
 * missing too.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_repair_restore_ghost (RelSchema *schema, const char *collection, const char *field, guint nth, GError **error)
{
  RelRelation *ghost = find_ghost (schema, collection, field, nth, error);
  const char *target;
  g_autoptr (RelField) column = NULL;
  g_autoptr (RelRelation) relation = NULL;
  g_autofree char *meta = NULL;
  RelSchema *next;

  if (ghost == NULL || !check_restorable (schema, ghost, error))
    return NULL;
  target = rel_relation_get_target (ghost);
  if (rel_relation_get_junction_field (ghost) != NULL || rel_relation_is_any (ghost))
    meta = g_strdup ("{\"hidden\":true}");
  else
    meta = rel_new_field_meta (strcmp (target, "directus_files") == 0 ? REL_KIND_FILE : REL_KIND_M2O);

  if (rel_relation_is_any (ghost))
    {
      column = rel_new_field (collection, field, "string", "{}", meta);
      return rel_edit_put_field (schema, column);
    }
  column = rel_new_column (schema, collection, field, target, meta);
  relation = rel_new_relation_to (schema, ghost, target);
  next = rel_edit_put_field (schema, column);
  rel_edit_take (&next, rel_edit_put_relation (next, nth, relation));
  return next;
}

/**
 * rel_repair_drop_orphan:
 * @schema: a schema
 * @collection: a collection
 * @field: an alias of it that is to list something, but no relation names it
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a field; `REL_ERROR_INVALID` if it is a relation,
 * has a column or lists nothing by its nature; `REL_ERROR_READ_ONLY` if the schema is partial.
 *
 * Returns: (transfer full) (nullable): the schema without the list, or %NULL on error
 */
RelSchema *
rel_repair_drop_orphan (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelField *found = rel_schema_find_field (schema, collection, field);

  if (found == NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no field %s.%s"), collection, field);
  else if (!check_complete (schema, error))
    return NULL;
  else if (!rel_field_is_alias (found) || rel_field_has_special (found, "group") ||
           rel_field_has_special (found, "no-data"))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s.%s is no list of items"), collection, field);
  else if (rel_alias_is_used (schema, collection, field))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s.%s is a relation: it can be deleted as one"), collection,
                 field);
  else
    return rel_edit_drop_field (schema, collection, field);
  return NULL;
}

static JsonNode *
clean (RelSchema *schema, const char *const *names)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names[i] != NULL; i++)
    {
      RelCollection *found = rel_schema_find_collection (schema, names[i]);

      if (rel_schema_has_collection (schema, names[i]) && (found == NULL || !rel_collection_is_folder (found)) &&
          g_hash_table_add (seen, (gpointer) names[i]))
        json_array_add_string_element (array, names[i]);
    }
  json_node_take_array (node, array);
  json_node_seal (node);
  return node;
}

/**
 * rel_repair_clean_allowed:
 * @schema: a schema
 * @collection: the collection of a relation that points at any of several
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @error: (out) (optional): where to put a failure
 *
 * Leaves in the list of allowed collections each name once, and of no collection that does
 * not exist or has no items.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_INVALID` if it has no such
 * list; `REL_ERROR_READ_ONLY` if it may not be set, or the schema is partial.
 *
 * Returns: (transfer full) (nullable): the next schema; @schema if there was nothing to do;
 *   %NULL on error
 */
RelSchema *
rel_repair_clean_allowed (RelSchema *schema, const char *collection, const char *field, guint nth, GError **error)
{
  const char *path = "meta.one_allowed_collections";
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);
  const char *const *names;
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (RelRelation) next = NULL;

  if (relation == NULL || !rel_edit_check_settable (schema, relation, path, error))
    return NULL;
  names = rel_relation_get_one_allowed_collections (relation);
  if (names == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("A relation of this kind does not use %s"), path);
      return NULL;
    }
  if (!check_complete (schema, error))
    return NULL;

  kept = clean (schema, names);
  if (rel_relation_member_equal (path, rel_relation_get_member (relation, path), kept))
    return rel_schema_ref (schema);
  next = rel_relation_with_member (relation, path, kept);
  return rel_edit_put_relation (schema, nth, next);
}

/**
 * rel_repair_join_halves:
 * @schema: a schema
 * @junction: the collection in between
 * @field: the field of one of its relations
 * @other_field: the field of another
 * @error: (out) (optional): where to put a failure
 *
 * Makes two relations the halves of one through a junction: each names the field of the
 * other.
 *
 * Errors: those of [func@edit_set_member].
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_repair_join_halves (RelSchema *schema,
                        const char *junction,
                        const char *field,
                        const char *other_field,
                        GError **error)
{
  g_autoptr (JsonNode) name = rel_json_new_string (field);
  g_autoptr (JsonNode) other_name = rel_json_new_string (other_field);
  g_autoptr (RelSchema) half =
    rel_edit_set_member (schema, junction, field, 0, "meta.junction_field", other_name, error);

  return half != NULL ? rel_edit_set_member (half, junction, other_field, 0, "meta.junction_field", name, error) : NULL;
}

/* What the relations of a field make of it, whatever the field says. */
static RelKind
kind_by_relations (RelSchema *schema, RelField *field, GError **error)
{
  const char *collection = rel_field_get_collection (field);
  const char *name = rel_field_get_name (field);
  RelRelation *first = NULL;
  RelRelation *second = NULL;
  RelKind kind = rel_kind_of_field (schema, collection, name, &first, &second);

  if (kind == REL_KIND_NONE)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s.%s is no relation"), collection, name);
      return REL_KIND_NONE;
    }
  if (!rel_field_is_alias (field))
    return kind == REL_KIND_FILE ? REL_KIND_FILE : REL_KIND_M2O;
  if (second == NULL)
    return kind;
  if (rel_relation_is_any (second))
    return REL_KIND_M2A;
  /* Only the field itself can say that a junction holds translations. */
  if (rel_field_has_special (field, "translations") ||
      g_strcmp0 (rel_field_get_interface (field), rel_kind_get_interface (REL_KIND_TRANSLATIONS)) == 0)
    return REL_KIND_TRANSLATIONS;
  return rel_alias_get_kind (schema, first);
}

static gboolean
is_of_relation (const char *flag)
{
  for (guint kind = REL_KIND_NONE; kind <= REL_KIND_BROKEN; kind++)
    {
      if (g_strcmp0 (rel_kind_get_special (kind), flag) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The flags of a field with that of its relation instead of those of others. */
static JsonNode *
new_flags (RelField *field, RelKind kind)
{
  g_auto (GStrv) flags = rel_field_dup_special (field);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_array_add_string_element (array, rel_kind_get_special (kind));
  for (guint i = 0; flags[i] != NULL; i++)
    {
      if (!is_of_relation (flags[i]))
        json_array_add_string_element (array, flags[i]);
    }
  json_node_take_array (node, array);
  json_node_seal (node);
  return node;
}

/**
 * rel_repair_match_special:
 * @schema: a schema
 * @collection: a collection
 * @field: a field of it that is a relation
 * @error: (out) (optional): where to put a failure
 *
 * Gives a field the flag (`meta.special`) of what its relations make of it. Flags that are
 * about something else stay.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a field; `REL_ERROR_INVALID` if it is no
 * relation; `REL_ERROR_READ_ONLY` if it is Directus' own.
 *
 * Returns: (transfer full) (nullable): the next schema; @schema if the flag is there; %NULL on
 *   error
 */
RelSchema *
rel_repair_match_special (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelField *found = rel_edit_find_field (schema, collection, field, error);
  RelKind kind;
  g_autoptr (JsonNode) flags = NULL;
  g_autoptr (RelField) next = NULL;

  if (found == NULL)
    return NULL;
  kind = kind_by_relations (schema, found, error);
  if (kind == REL_KIND_NONE)
    return NULL;

  flags = new_flags (found, kind);
  if (rel_json_equal (rel_field_get_member (found, "meta.special"), flags))
    return rel_schema_ref (schema);
  next = rel_field_with_member (found, "meta.special", flags);
  return rel_edit_put_field (schema, next);
}

/**
 * rel_repair_fit_actions:
 * @schema: a schema
 * @collection: the collection of a relation with a foreign key
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @error: (out) (optional): where to put a failure
 *
 * Puts NO ACTION in the place of each action of a foreign key that its column does not
 * allow, as SET NULL for a column that is required.
 *
 * Errors: those of [func@edit_set_member].
 *
 * Returns: (transfer full) (nullable): the next schema; @schema if both actions fit; %NULL on
 *   error
 */
RelSchema *
rel_repair_fit_actions (RelSchema *schema, const char *collection, const char *field, guint nth, GError **error)
{
  static const char *const paths[] = { "schema.on_delete", "schema.on_update" };
  g_autoptr (JsonNode) no_action = rel_json_new_string ("NO ACTION");
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);
  g_autoptr (RelSchema) next = rel_schema_ref (schema);

  if (relation == NULL || !rel_edit_check_settable (schema, relation, paths[0], error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const RelMember *member = rel_member_find (paths[i]);
      g_auto (GStrv) choices = rel_member_dup_choices (member, schema, relation);
      const char *action = i == 0 ? rel_relation_get_on_delete (relation) : rel_relation_get_on_update (relation);
      RelSchema *fitting;

      if (action == NULL || g_strv_contains ((const char *const *) choices, action))
        continue;
      fitting = rel_edit_set_member (next, collection, field, nth, paths[i], no_action, error);
      if (fitting == NULL)
        return NULL;
      rel_edit_take (&next, fitting);
    }
  return g_steal_pointer (&next);
}
