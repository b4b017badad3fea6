/* rel-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-schema.h"

#include <string.h>

#include "rel-json.h"

/**
 * RelSchema:
 *
 * All collections, fields and relations of a project: the value that everything else in
 * the program is a function of.
 *
 * It is immutable. A changed schema shares all collections that did not change, so it
 * costs one copied array of pointers. Any thread may read it.
 *
 * A schema read from a file knows nothing of Directus' own collections; they count as
 * existing. What a file has besides the three lists is its header.
 */
struct _RelSchema
{
  gatomicrefcount ref_count;
  GPtrArray *collections; /* (owned) (element-type RelCollection), sorted by name */
  JsonNode *header;       /* (owned) (nullable), sealed: the other members of a snapshot */
  gboolean partial;
  guint last_found; /* (atomic): what was asked for last; it often is again, or what follows */

  GMutex lock;
  GHashTable *incoming; /* (owned) (nullable) (element-type utf8 GPtrArray): made when first asked for */
};

G_DEFINE_BOXED_TYPE (RelSchema, rel_schema, rel_schema_ref, rel_schema_unref)

static int
compare_collections (gconstpointer a, gconstpointer b)
{
  return strcmp (rel_collection_get_name (*(RelCollection **) a), rel_collection_get_name (*(RelCollection **) b));
}

static RelSchema *
schema_take (GPtrArray *collections, JsonNode *header, gboolean partial)
{
  RelSchema *self = g_new0 (RelSchema, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->collections = collections;
  self->header = header != NULL ? json_node_ref (header) : NULL;
  self->partial = partial;
  return self;
}

/**
 * rel_schema_new:
 * @collections: (transfer full) (element-type RelCollection): collections of different names
 *
 * Makes a schema of collections; [func@lists_read] makes one of what a server says.
 *
 * Returns: (transfer full): the schema
 */
RelSchema *
rel_schema_new (GPtrArray *collections)
{
  g_ptr_array_set_free_func (collections, (GDestroyNotify) rel_collection_unref);
  g_ptr_array_sort (collections, compare_collections);
  return schema_take (collections, NULL, FALSE);
}

/**
 * rel_schema_ref:
 * @self: a schema
 *
 * Returns: (transfer full): @self
 */
RelSchema *
rel_schema_ref (RelSchema *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_schema_unref:
 * @self: (transfer full): a schema
 *
 * Gives a reference back; the last one frees.
 */
void
rel_schema_unref (RelSchema *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->collections);
  g_clear_pointer (&self->header, json_node_unref);
  g_clear_pointer (&self->incoming, g_hash_table_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * rel_schema_get_n_collections:
 * @self: a schema
 *
 * Returns: how many collections there are, those included that do not exist but are named
 */
guint
rel_schema_get_n_collections (RelSchema *self)
{
  return self->collections->len;
}

/**
 * rel_schema_get_collection:
 * @self: a schema
 * @index: less than [method@Schema.get_n_collections]
 *
 * Returns: (transfer none): a collection; they are sorted by name, byte by byte
 */
RelCollection *
rel_schema_get_collection (RelSchema *self, guint index)
{
  g_return_val_if_fail (index < self->collections->len, NULL);
  return g_ptr_array_index (self->collections, index);
}

/* Finds where a name is, or where it would have to be put. */
static gboolean
search_collection (RelSchema *self, const char *name, guint *index)
{
  guint low = 0;
  guint high = self->collections->len;
  guint last = g_atomic_int_get (&self->last_found);

  for (guint i = last; i < MIN (last + 2, high); i++)
    {
      if (strcmp (rel_collection_get_name (g_ptr_array_index (self->collections, i)), name) == 0)
        {
          g_atomic_int_set (&self->last_found, i);
          *index = i;
          return TRUE;
        }
    }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (rel_collection_get_name (g_ptr_array_index (self->collections, middle)), name);

      if (order == 0)
        {
          *index = middle;
          g_atomic_int_set (&self->last_found, middle);
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  return FALSE;
}

/**
 * rel_schema_find_collection:
 * @self: a schema
 * @name: the name of a collection
 *
 * Returns: (transfer none) (nullable): the collection, even if it is only named somewhere:
 *   see [method@Collection.exists]
 */
RelCollection *
rel_schema_find_collection (RelSchema *self, const char *name)
{
  guint index;

  return search_collection (self, name, &index) ? g_ptr_array_index (self->collections, index) : NULL;
}

/**
 * rel_schema_has_collection:
 * @self: a schema
 * @name: the name of a collection
 *
 * Returns: whether it exists; Directus' own ones always do
 */
gboolean
rel_schema_has_collection (RelSchema *self, const char *name)
{
  RelCollection *collection = rel_schema_find_collection (self, name);

  return rel_is_system_name (name) || (collection != NULL && rel_collection_exists (collection));
}

/**
 * rel_schema_has_field:
 * @self: a schema
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: whether the field exists; of Directus' own collections, which files do not
 *   describe, any field may
 */
gboolean
rel_schema_has_field (RelSchema *self, const char *collection, const char *field)
{
  RelCollection *found = rel_schema_find_collection (self, collection);

  if (found != NULL && rel_collection_find_field (found, field) != NULL)
    return TRUE;
  return rel_is_system_name (collection) && (found == NULL || !rel_collection_exists (found));
}

/**
 * rel_schema_find_field:
 * @self: a schema
 * @collection: the name of a collection
 * @field: the name of a field
 *
 * Returns: (transfer none) (nullable): the field, if it is known
 */
RelField *
rel_schema_find_field (RelSchema *self, const char *collection, const char *field)
{
  RelCollection *found = rel_schema_find_collection (self, collection);

  return found != NULL ? rel_collection_find_field (found, field) : NULL;
}

/**
 * rel_schema_find_relation:
 * @self: a schema
 * @collection: the name of a collection
 * @field: the field that holds the key
 * @nth: which one of those with both names, from 0
 *
 * Returns: (transfer none) (nullable): the relation, if there is one
 */
RelRelation *
rel_schema_find_relation (RelSchema *self, const char *collection, const char *field, guint nth)
{
  RelCollection *found = rel_schema_find_collection (self, collection);

  return found != NULL ? rel_collection_find_relation (found, field, nth) : NULL;
}

/**
 * rel_schema_count_relations:
 * @self: a schema
 *
 * Returns: how many relations there are in all, Directus' own included
 */
guint
rel_schema_count_relations (RelSchema *self)
{
  guint count = 0;

  for (guint i = 0; i < self->collections->len; i++)
    count += rel_collection_get_n_relations (g_ptr_array_index (self->collections, i));
  return count;
}

static void
add_incoming (GHashTable *incoming, const char *target, RelRelation *relation)
{
  GPtrArray *relations = g_hash_table_lookup (incoming, target);

  if (relations == NULL)
    {
      relations = g_ptr_array_new ();
      g_hash_table_insert (incoming, (gpointer) target, relations);
    }
  /* A list of allowed collections may name one twice. */
  if (relations->len == 0 || g_ptr_array_index (relations, relations->len - 1) != relation)
    g_ptr_array_add (relations, relation);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint a_position = rel_relation_get_position (*(RelRelation **) a);
  guint b_position = rel_relation_get_position (*(RelRelation **) b);

  return (a_position > b_position) - (a_position < b_position);
}

static GHashTable *
index_incoming (RelSchema *self)
{
  GHashTable *incoming = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  GPtrArray *relations;

  for (guint i = 0; i < self->collections->len; i++)
    {
      RelCollection *collection = g_ptr_array_index (self->collections, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);
          const char *one = rel_relation_get_target (relation);
          const char *const *allowed = rel_relation_get_one_allowed_collections (relation);

          if (one != NULL)
            add_incoming (incoming, one, relation);
          for (guint a = 0; allowed != NULL && allowed[a] != NULL; a++)
            {
              if (g_strcmp0 (allowed[a], one) != 0)
                add_incoming (incoming, allowed[a], relation);
            }
        }
    }

  g_hash_table_iter_init (&iter, incoming);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &relations))
    g_ptr_array_sort (relations, compare_positions);
  return incoming;
}

/**
 * rel_schema_get_incoming:
 * @self: a schema
 * @collection: the name of a collection
 *
 * Finds the relations that point at a collection: by key, by the row's `one_collection`
 * where there is no key, and from many to any.
 *
 * Returns: (transfer none) (nullable) (element-type RelRelation): them, in the server's
 *   order; %NULL if there are none
 */
GPtrArray *
rel_schema_get_incoming (RelSchema *self, const char *collection)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->incoming == NULL)
    self->incoming = index_incoming (self);
  return g_hash_table_lookup (self->incoming, collection);
}

static gboolean
has_foreign_key (RelCollection *collection)
{
  for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
    {
      if (rel_relation_has_foreign_key (rel_collection_get_relation (collection, i)))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_schema_is_ghost:
 * @self: a schema
 * @relation: one of its relations
 *
 * In a partial schema absence proves nothing. A foreign key proves that its table and its column
 * are there: a snapshot of 11.10 or later lacks those that Directus keeps no row of.
 *
 * Returns: whether the relation's own collection or field does not exist
 */
gboolean
rel_schema_is_ghost (RelSchema *self, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);

  if (self->partial || rel_relation_has_foreign_key (relation))
    return FALSE;
  if (!rel_schema_has_collection (self, collection))
    return !has_foreign_key (rel_schema_find_collection (self, collection));
  return !rel_schema_has_field (self, collection, rel_relation_get_field (relation));
}

static gpointer
ref_collection (gconstpointer collection, gpointer user_data)
{
  return rel_collection_ref ((RelCollection *) collection);
}

static GPtrArray *
copy_collections (RelSchema *self)
{
  GPtrArray *copy = g_ptr_array_copy (self->collections, ref_collection, NULL);

  g_ptr_array_set_free_func (copy, (GDestroyNotify) rel_collection_unref);
  return copy;
}

/**
 * rel_schema_with_collection:
 * @self: a schema
 * @collection: a collection
 *
 * Returns: (transfer full): a schema in which @collection stands for the one of its name, if
 *   there was one
 */
RelSchema *
rel_schema_with_collection (RelSchema *self, RelCollection *collection)
{
  GPtrArray *collections = copy_collections (self);
  guint index;

  if (search_collection (self, rel_collection_get_name (collection), &index))
    g_ptr_array_remove_index (collections, index);
  g_ptr_array_insert (collections, index, rel_collection_ref (collection));
  return schema_take (collections, self->header, self->partial);
}

/**
 * rel_schema_without_collection:
 * @self: a schema
 * @name: the name of a collection
 *
 * Returns: (transfer full): a schema without the collection, its fields and its relations
 */
RelSchema *
rel_schema_without_collection (RelSchema *self, const char *name)
{
  GPtrArray *collections;
  guint index;

  if (!search_collection (self, name, &index))
    return rel_schema_ref (self);

  collections = copy_collections (self);
  g_ptr_array_remove_index (collections, index);
  return schema_take (collections, self->header, self->partial);
}

/**
 * rel_schema_with_collections:
 * @self: a schema
 * @names: (element-type utf8): names of collections, sorted byte by byte
 * @collections: (element-type RelCollection) (nullable elements): for each name what stands
 *   for it, %NULL for nothing
 *
 * Does for many collections at once what [method@Schema.with_collection] and
 * [method@Schema.without_collection] do for one.
 *
 * Returns: (transfer full): the schema
 */
RelSchema *
rel_schema_with_collections (RelSchema *self, GPtrArray *names, GPtrArray *collections)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_collection_unref);
  guint old = 0;
  guint new = 0;

  while (old < self->collections->len || new < names->len)
    {
      RelCollection *kept = old < self->collections->len ? g_ptr_array_index (self->collections, old) : NULL;
      RelCollection *put = new < names->len ? g_ptr_array_index (collections, new) : NULL;
      int order;

      if (new == names->len)
        order = -1;
      else
        order = kept == NULL ? 1 : strcmp (rel_collection_get_name (kept), g_ptr_array_index (names, new));

      if (order < 0)
        g_ptr_array_add (merged, rel_collection_ref (kept));
      else if (put != NULL)
        g_ptr_array_add (merged, rel_collection_ref (put));
      old += order <= 0 ? 1 : 0;
      new += order >= 0 ? 1 : 0;
    }
  return schema_take (merged, self->header, self->partial);
}

/**
 * rel_schema_sharing:
 * @self: a schema that was read again
 * @known: the schema that was read before
 *
 * Finds out what is as it was, so that it need not be looked into any more.
 *
 * Returns: (transfer full): @self with the collections of @known that are the same; @known if
 *   all is
 */
RelSchema *
rel_schema_sharing (RelSchema *self, RelSchema *known)
{
  GPtrArray *collections = g_ptr_array_new_full (self->collections->len, (GDestroyNotify) rel_collection_unref);
  guint n_same = 0;

  for (guint i = 0; i < self->collections->len; i++)
    {
      RelCollection *own = g_ptr_array_index (self->collections, i);
      RelCollection *other = rel_schema_find_collection (known, rel_collection_get_name (own));
      gboolean is_same = other != NULL && rel_collection_equal (own, other);

      n_same += is_same;
      g_ptr_array_add (collections, rel_collection_ref (is_same ? other : own));
    }
  if (n_same == collections->len && n_same == known->collections->len && self->partial == known->partial &&
      rel_json_equal (self->header, known->header))
    {
      g_ptr_array_unref (collections);
      return rel_schema_ref (known);
    }
  return schema_take (collections, self->header, self->partial);
}

/**
 * rel_schema_get_header:
 * @self: a schema
 *
 * Returns: (transfer none) (nullable): what a snapshot has besides the three lists (version,
 *   directus, vendor…), immutable
 */
JsonNode *
rel_schema_get_header (RelSchema *self)
{
  return self->header;
}

/**
 * rel_schema_with_header:
 * @self: a schema
 * @header: (nullable): an object
 *
 * Returns: (transfer full): a schema with that header
 */
RelSchema *
rel_schema_with_header (RelSchema *self, JsonNode *header)
{
  if (header != NULL)
    json_node_seal (header);
  return schema_take (copy_collections (self), header, self->partial);
}

/**
 * rel_schema_is_partial:
 * @self: a schema
 *
 * Returns: whether the server left out what the user may not see, so that absence proves
 *   nothing
 */
gboolean
rel_schema_is_partial (RelSchema *self)
{
  return self->partial;
}

/**
 * rel_schema_with_partial:
 * @self: a schema
 * @partial: whether the server left something out
 *
 * Returns: (transfer full): a schema that says so
 */
RelSchema *
rel_schema_with_partial (RelSchema *self, gboolean partial)
{
  return schema_take (copy_collections (self), self->header, partial);
}
