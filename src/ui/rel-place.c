/* rel-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-place.h"

#include <glib/gi18n.h>

/**
 * RelPlace:
 *
 * Where a person is in a project: a collection, a relational field, or what there is once in
 * a project, as its changes.
 *
 * A place holds names, not records, so that it stays good when an edit replaces the
 * records; what it names may be gone by then. It is immutable.
 */
struct _RelPlace
{
  grefcount ref_count;
  RelPlaceKind kind;
  char *collection; /* (owned) (nullable): %NULL for what there is once */
  char *field;      /* (owned) (nullable): only for a relation */
  guint nth;        /* among the links of that field; 0 unless it is listed twice */
};

G_DEFINE_BOXED_TYPE (RelPlace, rel_place, rel_place_ref, rel_place_unref)

static RelPlace *
place_new (RelPlaceKind kind, const char *collection, const char *field, guint nth)
{
  RelPlace *self = g_new0 (RelPlace, 1);

  g_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->collection = g_strdup (collection);
  self->field = g_strdup (field);
  self->nth = nth;
  return self;
}

/**
 * rel_place_new_collection:
 * @collection: a name
 *
 * Returns: (transfer full): the page of that collection
 */
RelPlace *
rel_place_new_collection (const char *collection)
{
  g_return_val_if_fail (collection != NULL, NULL);

  return place_new (REL_PLACE_COLLECTION, collection, NULL, 0);
}

/**
 * rel_place_new_relation:
 * @collection: a name
 * @field: a relational field of it, with or without a column
 * @nth: which of the links of that field, as [method@Place.find_link] counts
 *
 * Returns: (transfer full): the page of that field's relation
 */
RelPlace *
rel_place_new_relation (const char *collection, const char *field, guint nth)
{
  g_return_val_if_fail (collection != NULL && field != NULL, NULL);

  return place_new (REL_PLACE_RELATION, collection, field, nth);
}

/**
 * rel_place_new_link:
 * @schema: a schema
 * @link: a link in it
 *
 * Returns: (transfer full): the page of that link
 */
RelPlace *
rel_place_new_link (RelSchema *schema, RelLink *link)
{
  const char *collection = rel_link_get_collection (link);
  g_autoptr (GPtrArray) links = rel_link_list (schema, collection);
  guint nth = 0;

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *other = g_ptr_array_index (links, i);

      if (rel_link_get_relation (other) == rel_link_get_relation (link) &&
          g_str_equal (rel_link_get_field (other), rel_link_get_field (link)))
        break;
      if (g_str_equal (rel_link_get_field (other), rel_link_get_field (link)))
        nth++;
    }
  return place_new (REL_PLACE_RELATION, collection, rel_link_get_field (link), nth);
}

/**
 * rel_place_new:
 * @kind: a place that there is once in a project
 *
 * Returns: (transfer full): its page
 */
RelPlace *
rel_place_new (RelPlaceKind kind)
{
  g_return_val_if_fail (kind != REL_PLACE_COLLECTION && kind != REL_PLACE_RELATION, NULL);

  return place_new (kind, NULL, NULL, 0);
}

/**
 * rel_place_ref:
 * @self: a place
 *
 * Returns: (transfer full): @self
 */
RelPlace *
rel_place_ref (RelPlace *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_place_unref:
 * @self: (transfer full): a place
 *
 * Gives a reference back; the last one frees.
 */
void
rel_place_unref (RelPlace *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->collection);
  g_free (self->field);
  g_free (self);
}

/**
 * rel_place_get_kind:
 * @self: a place
 *
 * Returns: which page it is
 */
RelPlaceKind
rel_place_get_kind (RelPlace *self)
{
  return self->kind;
}

/**
 * rel_place_get_collection:
 * @self: a place
 *
 * Returns: (transfer none) (nullable): the collection, %NULL for what there is once
 */
const char *
rel_place_get_collection (RelPlace *self)
{
  return self->collection;
}

/**
 * rel_place_get_field:
 * @self: a place
 *
 * Returns: (transfer none) (nullable): the field, %NULL unless it is a relation
 */
const char *
rel_place_get_field (RelPlace *self)
{
  return self->field;
}

/**
 * rel_place_get_nth:
 * @self: a place
 *
 * Returns: which of the links of the field
 */
guint
rel_place_get_nth (RelPlace *self)
{
  return self->nth;
}

/**
 * rel_place_equal:
 * @a: (nullable): a place
 * @b: (nullable): another
 *
 * Returns: whether both are the same place, or both none
 */
gboolean
rel_place_equal (RelPlace *a, RelPlace *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;
  return a->kind == b->kind && a->nth == b->nth && g_strcmp0 (a->collection, b->collection) == 0 &&
         g_strcmp0 (a->field, b->field) == 0;
}

/**
 * rel_place_dup_title:
 * @self: a place
 *
 * Returns: (transfer full): its title: `articles.author`, `articles`, "Changes"
 */
char *
rel_place_dup_title (RelPlace *self)
{
  switch (self->kind)
    {
    case REL_PLACE_COLLECTION:
      return g_strdup (self->collection);
    case REL_PLACE_RELATION:
      return g_strdup_printf ("%s.%s", self->collection, self->field);
    case REL_PLACE_RELATIONS:
      return g_strdup (_ ("All Relations"));
    case REL_PLACE_DIAGRAM:
      return g_strdup (_ ("Diagram"));
    case REL_PLACE_CHECKS:
      return g_strdup (_ ("Checks"));
    case REL_PLACE_HISTORY:
      return g_strdup (_ ("History"));
    case REL_PLACE_COMPARE:
      return g_strdup (_ ("Compare"));
    case REL_PLACE_CHANGES:
    case REL_PLACE_N_KINDS:
    default:
      return g_strdup (_ ("Changes"));
    }
}

static char *
dup_relation_subtitle (RelPlace *self, RelSchema *schema)
{
  g_autoptr (RelLink) link = rel_place_find_link (self, schema);
  g_autofree char *target = NULL;

  if (link == NULL)
    return g_strdup ("");
  target = rel_link_dup_target (link);
  if (*target == '\0')
    return g_strdup (rel_kind_get_label (rel_link_get_kind (link)));
  /* Translators: the kind of a relation, its collection, and the collection at its far end. */
  return g_strdup_printf (_ ("%s · from %s to %s"), rel_kind_get_label (rel_link_get_kind (link)),
                          rel_link_get_collection (link), target);
}

/* Both numbers that the page lists: the links of its own, which the sidebar counts too, and
 * the relations that point at it. */
static char *
dup_relations_text (guint n_links, guint n_incoming)
{
  g_autofree char *own = NULL;

  if (n_links == 0 && n_incoming > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u relation points here", "%u relations point here",
                                         n_incoming),
                            n_incoming);
  own = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u relation", "%u relations", n_links), n_links);
  if (n_incoming == 0)
    return g_steal_pointer (&own);
  /* Translators: "3 relations", and how many relations of other collections point at this one. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s · %u points here", "%s · %u point here", n_incoming), own,
                          n_incoming);
}

static char *
dup_collection_subtitle (RelPlace *self, RelSchema *schema)
{
  RelCollection *collection = rel_schema_find_collection (schema, self->collection);
  g_autoptr (GPtrArray) links = rel_link_list (schema, self->collection);
  GPtrArray *incoming = rel_schema_get_incoming (schema, self->collection);
  guint n_fields = collection != NULL ? rel_collection_get_n_fields (collection) : 0;
  g_autofree char *fields =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field", "%u fields", n_fields), n_fields);
  g_autofree char *relations = dup_relations_text (links->len, incoming != NULL ? incoming->len : 0);

  if (collection != NULL && rel_collection_is_folder (collection))
    return g_strdup (_ ("Folder"));
  if (n_fields == 0)
    return g_steal_pointer (&relations);
  return g_strdup_printf ("%s · %s", fields, relations);
}

/**
 * rel_place_dup_subtitle:
 * @self: a place
 * @schema: the schema that it is in
 *
 * Returns: (transfer full): what stands under its title: the kind of a relation, the size of
 *   a collection; empty if there is nothing to say
 */
char *
rel_place_dup_subtitle (RelPlace *self, RelSchema *schema)
{
  switch (self->kind)
    {
    case REL_PLACE_COLLECTION:
      return dup_collection_subtitle (self, schema);
    case REL_PLACE_RELATION:
      return dup_relation_subtitle (self, schema);
    case REL_PLACE_RELATIONS:
    case REL_PLACE_DIAGRAM:
    case REL_PLACE_CHECKS:
    case REL_PLACE_HISTORY:
    case REL_PLACE_COMPARE:
    case REL_PLACE_CHANGES:
    case REL_PLACE_N_KINDS:
    default:
      return g_strdup ("");
    }
}

/**
 * rel_place_find_link:
 * @self: the place of a relation
 * @schema: a schema
 *
 * Looks up what the place names.
 *
 * Returns: (transfer full) (nullable): the link, %NULL if @schema has no such one
 */
RelLink *
rel_place_find_link (RelPlace *self, RelSchema *schema)
{
  g_autoptr (GPtrArray) links = NULL;
  guint nth = self->nth;

  g_return_val_if_fail (self->kind == REL_PLACE_RELATION, NULL);

  links = rel_link_list (schema, self->collection);
  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      if (g_str_equal (rel_link_get_field (link), self->field) && nth-- == 0)
        return rel_link_ref (link);
    }
  return NULL;
}
