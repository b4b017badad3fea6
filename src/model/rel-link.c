/* rel-link.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-link.h"

#include <string.h>

/**
 * RelLink:
 *
 * One way in which a collection is linked, as a person sees it: a relational field, its
 * kind, and the one or two relations that make it.
 *
 * A many to many is one link of each of the two collections, and two relations of the
 * junction. A relation whose field does not exist is a link as well, so that nothing is
 * hidden.
 *
 * It is immutable, and keeps its relations alive.
 */
struct _RelLink
{
  gatomicrefcount ref_count;
  RelKind kind;
  char *collection;      /* (owned) */
  char *field;           /* (owned) */
  RelRelation *relation; /* (owned) */
  RelRelation *second;   /* (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (RelLink, rel_link, rel_link_ref, rel_link_unref)

static RelLink *
link_new (RelKind kind, const char *collection, const char *field, RelRelation *relation, RelRelation *second)
{
  RelLink *self = g_new0 (RelLink, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->collection = g_strdup (collection);
  self->field = g_strdup (field);
  self->relation = rel_relation_ref (relation);
  self->second = second != NULL ? rel_relation_ref (second) : NULL;
  return self;
}

/**
 * rel_link_ref:
 * @self: a link
 *
 * Returns: (transfer full): @self
 */
RelLink *
rel_link_ref (RelLink *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_link_unref:
 * @self: (transfer full): a link
 *
 * Gives a reference back; the last one frees.
 */
void
rel_link_unref (RelLink *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->collection);
  g_free (self->field);
  rel_relation_unref (self->relation);
  g_clear_pointer (&self->second, rel_relation_unref);
  g_free (self);
}

static gboolean
is_listed (GPtrArray *links, RelRelation *relation)
{
  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      if (link->relation == relation)
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_link_list:
 * @schema: a schema
 * @collection: the name of a collection
 *
 * Lists how a collection is linked: first its relational fields, in the order of its
 * fields, then those of its relations that no field stands for (fields that do not exist,
 * further relations of the same field).
 *
 * Returns: (transfer full) (element-type RelLink): the links
 */
GPtrArray *
rel_link_list (RelSchema *schema, const char *collection)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_link_unref);
  RelCollection *found = rel_schema_find_collection (schema, collection);

  if (found == NULL)
    return links;

  for (guint i = 0; i < rel_collection_get_n_fields (found); i++)
    {
      const char *field = rel_field_get_name (rel_collection_get_field (found, i));
      RelRelation *first;
      RelRelation *second;
      RelKind kind = rel_kind_of_field (schema, collection, field, &first, &second);

      if (kind != REL_KIND_NONE)
        g_ptr_array_add (links, link_new (kind, collection, field, first, second));
    }

  for (guint i = 0; i < rel_collection_get_n_relations (found); i++)
    {
      RelRelation *relation = rel_collection_get_relation (found, i);

      if (!is_listed (links, relation))
        g_ptr_array_add (links, link_new (rel_kind_of_relation (schema, relation), collection,
                                          rel_relation_get_field (relation), relation, NULL));
    }
  return links;
}

/**
 * rel_link_get_kind:
 * @self: a link
 *
 * Returns: its kind, never %REL_KIND_NONE
 */
RelKind
rel_link_get_kind (RelLink *self)
{
  return self->kind;
}

/**
 * rel_link_get_collection:
 * @self: a link
 *
 * Returns: (transfer none): the collection whose link it is
 */
const char *
rel_link_get_collection (RelLink *self)
{
  return self->collection;
}

/**
 * rel_link_get_field:
 * @self: a link
 *
 * Returns: (transfer none): the field of that collection
 */
const char *
rel_link_get_field (RelLink *self)
{
  return self->field;
}

/**
 * rel_link_get_relation:
 * @self: a link
 *
 * Returns: (transfer none): the relation that makes it; for a link through a junction, the
 *   half that points at the link's own collection
 */
RelRelation *
rel_link_get_relation (RelLink *self)
{
  return self->relation;
}

/**
 * rel_link_get_second:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the other half of the junction, which points at the
 *   far collections
 */
RelRelation *
rel_link_get_second (RelLink *self)
{
  return self->second;
}

/**
 * rel_link_is_many_side:
 * @self: a link
 *
 * Returns: whether its field holds the key of its relation itself
 */
gboolean
rel_link_is_many_side (RelLink *self)
{
  return strcmp (rel_relation_get_collection (self->relation), self->collection) == 0 &&
         strcmp (rel_relation_get_field (self->relation), self->field) == 0;
}

static char *
dup_related (RelRelation *relation)
{
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);
  const char *related = rel_relation_get_related_collection (relation);

  if (related == NULL && allowed != NULL)
    return g_strjoinv (", ", (char **) allowed);
  related = rel_relation_get_target (relation);
  return g_strdup (related != NULL ? related : "");
}

/**
 * rel_link_dup_target:
 * @self: a link
 *
 * Returns: (transfer full): the collection at its far end; for many to any, all that are
 *   allowed, with commas; empty if there is none
 */
char *
rel_link_dup_target (RelLink *self)
{
  if (rel_link_is_many_side (self))
    return dup_related (self->relation);
  if (self->second != NULL)
    return dup_related (self->second);
  return g_strdup (rel_relation_get_collection (self->relation));
}
