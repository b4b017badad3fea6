/* rel-sentence.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a relation does, in whole sentences. They are never glued from pieces, so that each
 * language can say them in its own way; the names in them are those of the schema.
 */

#include "config.h"

#include "rel-sentence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * rel_sentence_dup_on_delete:
 * @relation: a relation
 *
 * Says what becomes of the items of the relation's collection when the item that they
 * refer to is deleted.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL without a foreign key
 */
char *
rel_sentence_dup_on_delete (RelRelation *relation)
{
  const char *action = rel_relation_get_on_delete (relation);
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *related = rel_relation_get_related_collection (relation);

  if (!rel_relation_has_foreign_key (relation) || related == NULL)
    return NULL;

  if (g_strcmp0 (action, "CASCADE") == 0)
    /* Translators: the names are of collections, as articles and authors. */
    return g_strdup_printf (_ ("When an item of “%s” is deleted, the items of “%s” that refer to it are deleted too."),
                            related, collection);
  if (g_strcmp0 (action, "SET NULL") == 0)
    /* Translators: the first two names are of collections, the third is of a field. */
    return g_strdup_printf (_ ("When an item of “%s” is deleted, the items of “%s” that refer to it stay and lose "
                               "their “%s”."),
                            related, collection, field);
  if (g_strcmp0 (action, "SET DEFAULT") == 0)
    /* Translators: the first two names are of collections, the third is of a field. */
    return g_strdup_printf (_ ("When an item of “%s” is deleted, the items of “%s” that refer to it stay, and their "
                               "“%s” gets its default value."),
                            related, collection, field);
  if (action == NULL || strcmp (action, "NO ACTION") == 0 || strcmp (action, "RESTRICT") == 0)
    /* Translators: the names are of collections. */
    return g_strdup_printf (_ ("Deleting an item of “%s” is refused while items of “%s” refer to it."), related,
                            collection);
  return NULL;
}

/**
 * rel_sentence_dup_deselect:
 * @relation: a relation
 *
 * Says what becomes of an item that is taken off the list on the other side.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL if no field lists the items
 */
char *
rel_sentence_dup_deselect (RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *related = rel_relation_get_related_collection (relation);
  const char *one_field = rel_relation_get_one_field (relation);
  gboolean deletes = g_strcmp0 (rel_relation_get_one_deselect_action (relation), "delete") == 0;

  if (one_field == NULL || related == NULL)
    return NULL;

  if (rel_relation_get_junction_field (relation) != NULL)
    return deletes
             /* Translators: a collection, a field of it, and the collection of the links. */
             ? g_strdup_printf (_ ("Taking an item off “%s.%s” deletes the link in “%s”, not the item."), related,
                                one_field, collection)
             /* Translators: a collection, a field of it, the collection of the links, and a field of that. */
             : g_strdup_printf (_ ("Taking an item off “%s.%s” keeps the link in “%s” and clears its “%s”."), related,
                                one_field, collection, field);

  return deletes
           /* Translators: a collection, a field of it, and another collection. */
           ? g_strdup_printf (_ ("An item that is taken off “%s.%s” is deleted from “%s”."), related, one_field,
                              collection)
           /* Translators: a collection, a field of it, another collection, and a field of that. */
           : g_strdup_printf (_ ("An item that is taken off “%s.%s” stays in “%s” and loses its “%s”."), related,
                              one_field, collection, field);
}

static char *
dup_many_side (RelSchema *schema, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *related = rel_relation_get_related_collection (relation);
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);

  if (rel_schema_is_ghost (schema, relation))
    /* Translators: a collection and a field. */
    return g_strdup_printf (_ ("This relation is about “%s.%s”, which does not exist."), collection, field);

  if (rel_relation_is_any (relation))
    {
      g_autofree char *list = g_strjoinv ("”, “", (char **) allowed);

      if (*list == '\0')
        /* Translators: a collection and a field. */
        return g_strdup_printf (_ ("Items of “%s” refer in “%s” to an item of any collection that is allowed, and none "
                                   "is."),
                                collection, field);
      /* Translators: a collection, a field, and a list of collections with quotes between them. */
      return g_strdup_printf (_ ("Items of “%s” refer in “%s” to an item of “%s”."), collection, field, list);
    }

  if (related == NULL)
    related = rel_relation_get_one_collection (relation);
  if (related == NULL)
    /* Translators: a collection and a field. */
    return g_strdup_printf (_ ("“%s.%s” does not say which collection it refers to."), collection, field);

  if (strcmp (related, "directus_files") == 0)
    /* Translators: a collection and a field. */
    return g_strdup_printf (_ ("Each item of “%s” can have one file in “%s”."), collection, field);
  /* Translators: the names are of collections. */
  return g_strdup_printf (_ ("Many items of “%s” can refer to one item of “%s”."), collection, related);
}

static char *
join (char *first, char *second, char *third)
{
  g_autofree char *a = first;
  g_autofree char *b = second;
  g_autofree char *c = third;

  return g_strconcat (a != NULL ? a : "", a != NULL && b != NULL ? " " : "", b != NULL ? b : "",
                      (a != NULL || b != NULL) && c != NULL ? " " : "", c != NULL ? c : "", NULL);
}

/**
 * rel_sentence_dup_for_relation:
 * @schema: a schema
 * @relation: one of its relations
 *
 * Returns: (transfer full): what the relation does, in one sentence or a few
 */
char *
rel_sentence_dup_for_relation (RelSchema *schema, RelRelation *relation)
{
  return join (dup_many_side (schema, relation), rel_sentence_dup_on_delete (relation),
               rel_sentence_dup_deselect (relation));
}

/**
 * rel_sentence_dup_for_link:
 * @schema: the schema it comes from
 * @link: a link of a collection
 *
 * Returns: (transfer full): what the link does, seen from its own collection
 */
char *
rel_sentence_dup_for_link (RelSchema *schema, RelLink *link)
{
  RelRelation *relation = rel_link_get_relation (link);
  const char *collection = rel_link_get_collection (link);
  const char *field = rel_link_get_field (link);
  const char *through = rel_relation_get_collection (relation);
  g_autofree char *target = rel_link_dup_target (link);
  char *deselect = NULL;
  char *what;

  if (rel_link_is_many_side (link))
    return rel_sentence_dup_for_relation (schema, relation);

  switch (rel_link_get_kind (link))
    {
    case REL_KIND_TREE:
      /* Translators: a collection, and the field that lists the items below. */
      what = g_strdup_printf (_ ("Items of “%s” form a tree; “%s” lists those below an item."), collection, field);
      break;
    case REL_KIND_M2M:
      /* Translators: three collections; the third holds the links. */
      what = g_strdup_printf (_ ("Many items of “%s” are linked with many items of “%s”, through “%s”."), collection,
                              target, through);
      break;
    case REL_KIND_M2A:
      /* Translators: a collection, a list of collections, and the collection of the links. */
      what = g_strdup_printf (_ ("Items of “%s” are linked with items of several collections (%s), through “%s”."),
                              collection, target, through);
      break;
    case REL_KIND_TRANSLATIONS:
      /* Translators: a collection, the collection of languages, and that of the translated texts. */
      what = g_strdup_printf (_ ("Each item of “%s” has texts for each of “%s”, kept in “%s”."), collection, target,
                              through);
      break;
    case REL_KIND_FILES:
      /* Translators: a collection, a field, and the collection of the links. */
      what = g_strdup_printf (_ ("Each item of “%s” can have many files in “%s”, through “%s”."), collection, field,
                              through);
      break;
    case REL_KIND_O2M:
    default:
      /* Translators: a collection, another collection, and the field of the first that lists them. */
      what = g_strdup_printf (_ ("One item of “%s” can have many items of “%s”, listed in “%s”."), collection, target,
                              field);
      break;
    }

  deselect = rel_sentence_dup_deselect (relation);
  return join (what, rel_sentence_dup_on_delete (relation), deselect);
}
