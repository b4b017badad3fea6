/* rel-mention.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places that name a field or a collection, and are to forget it before it goes. Some of
 * them Directus finds itself; the names in relations it leaves.
 */

#include "config.h"

#include "rel-mention.h"

#include <string.h>

#include "rel-allowed.h"
#include "rel-edit.h"

static gboolean
is_name (JsonNode *value, const char *name)
{
  return !rel_json_is_null (value) && json_node_get_value_type (value) == G_TYPE_STRING &&
         strcmp (json_node_get_string (value), name) == 0;
}

/* Clears a member of a relation if its value is @name. Directus' own name only their own. */
static void
clear_in_relation (RelSchema **schema, RelRelation *relation, const char *path, const char *name)
{
  RelCollection *collection = rel_schema_find_collection (*schema, rel_relation_get_collection (relation));
  g_autoptr (JsonNode) null = rel_json_new_string (NULL);
  g_autoptr (RelRelation) next = NULL;

  if (!is_name (rel_relation_get_member (relation, path), name) || rel_relation_is_system (relation))
    return;
  next = rel_relation_with_member (relation, path, null);
  rel_edit_take (schema, rel_edit_put_relation (*schema, rel_collection_get_nth (collection, relation), next));
}

static void
clear_in_relations (RelSchema **schema, const char *name, const char *path, const char *field)
{
  RelCollection *collection = rel_schema_find_collection (*schema, name);

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
    {
      clear_in_relation (schema, rel_collection_get_relation (collection, i), path, field);
      collection = rel_schema_find_collection (*schema, name);
    }
}

/**
 * rel_mention_drop_half:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: the name of a field of it that is to be no relation any more
 *
 * Returns: (transfer full): a schema in which no relation has it as its other half
 */
RelSchema *
rel_mention_drop_half (RelSchema *schema, const char *collection, const char *field)
{
  RelSchema *next = rel_schema_ref (schema);

  clear_in_relations (&next, collection, "meta.junction_field", field);
  return next;
}

/* The collection may sort its items by the field, or archive them by it. */
static void
clear_in_collection (RelSchema **schema, const char *name, const char *path, const char *field)
{
  RelCollection *collection = rel_schema_find_collection (*schema, name);
  g_autoptr (JsonNode) null = rel_json_new_string (NULL);
  g_autoptr (RelCollection) next = NULL;

  if (collection == NULL || !is_name (rel_collection_get_member (collection, path), field))
    return;
  next = rel_collection_with_member (collection, path, null);
  rel_edit_take (schema, rel_schema_with_collection (*schema, next));
}

/* Fields that were in the group stand alone. */
static void
leave_field_group (RelSchema **schema, const char *name, const char *group)
{
  RelCollection *collection = rel_schema_find_collection (*schema, name);
  g_autoptr (JsonNode) null = rel_json_new_string (NULL);

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);
      g_autoptr (RelField) next = NULL;

      if (!is_name (rel_field_get_member (field, "meta.group"), group))
        continue;
      next = rel_field_with_member (field, "meta.group", null);
      rel_edit_take (schema, rel_edit_put_field (*schema, next));
      collection = rel_schema_find_collection (*schema, name);
    }
}

/**
 * rel_mention_drop_column:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: the name of a field of it that is to go
 *
 * Returns: (transfer full): a schema in which nothing of the collection names it
 */
RelSchema *
rel_mention_drop_column (RelSchema *schema, const char *collection, const char *field)
{
  RelSchema *next = rel_mention_drop_half (schema, collection, field);

  clear_in_relations (&next, collection, "meta.sort_field", field);
  clear_in_relations (&next, collection, "meta.one_collection_field", field);
  clear_in_collection (&next, collection, "meta.sort_field", field);
  clear_in_collection (&next, collection, "meta.archive_field", field);
  leave_field_group (&next, collection, field);
  return next;
}

/**
 * rel_mention_drop_list:
 * @schema: a schema
 * @collection: the name of a collection
 * @field: the name of an alias of it that is to go
 *
 * Returns: (transfer full): a schema in which no relation has it as the list at its other side
 */
RelSchema *
rel_mention_drop_list (RelSchema *schema, const char *collection, const char *field)
{
  RelSchema *next = rel_schema_ref (schema);
  GPtrArray *incoming = rel_schema_get_incoming (schema, collection);

  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    clear_in_relation (&next, g_ptr_array_index (incoming, i), "meta.one_field", field);
  return next;
}

static void
disallow (RelSchema **schema, RelRelation *relation, const char *name)
{
  const char *const *names = rel_relation_get_one_allowed_collections (relation);
  RelCollection *collection = rel_schema_find_collection (*schema, rel_relation_get_collection (relation));
  g_autoptr (RelRelation) next = NULL;

  if (names == NULL || !g_strv_contains (names, name) || rel_relation_is_system (relation))
    return;
  next = rel_allowed_with (relation, name, NULL);
  rel_edit_take (schema, rel_edit_put_relation (*schema, rel_collection_get_nth (collection, relation), next));
}

/**
 * rel_mention_drop_collection:
 * @schema: a schema
 * @name: the name of a collection that is to go
 *
 * Returns: (transfer full): a schema in which no other collection is in it as in a folder,
 *   and no relation is allowed to point at it as one of several
 */
RelSchema *
rel_mention_drop_collection (RelSchema *schema, const char *name)
{
  RelSchema *next = rel_schema_ref (schema);
  GPtrArray *incoming = rel_schema_get_incoming (schema, name);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    clear_in_collection (&next, rel_collection_get_name (rel_schema_get_collection (schema, i)), "meta.group", name);
  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    disallow (&next, g_ptr_array_index (incoming, i), name);
  return next;
}
