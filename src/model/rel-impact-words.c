/* rel-impact-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from a deletion, in words and for programs.
 */

#include "config.h"

#include "rel-impact.h"

#include <glib/gi18n-lib.h>

#include "rel-sentence.h"

static const struct
{
  const char *id;
  const char *label;
} effects[] = {
  [REL_IMPACT_DELETED] = { "deleted", N_ ("deleted") },
  [REL_IMPACT_NULLED] = { "nulled", N_ ("set to null") },
  [REL_IMPACT_DEFAULTED] = { "defaulted", N_ ("set to default") },
  [REL_IMPACT_BLOCKED] = { "blocked", N_ ("refused") },
  [REL_IMPACT_DANGLING] = { "dangling", N_ ("dead link") },
};

/**
 * rel_impact_effect_get_id:
 * @effect: an effect
 *
 * Returns: (transfer none): its short name for programs: `nulled`
 */
const char *
rel_impact_effect_get_id (RelImpactEffect effect)
{
  return effects[effect].id;
}

/**
 * rel_impact_effect_get_label:
 * @effect: an effect
 *
 * Returns: (transfer none): its name in the person's language
 */
const char *
rel_impact_effect_get_label (RelImpactEffect effect)
{
  return g_dgettext (GETTEXT_PACKAGE, effects[effect].label);
}

static char *
dup_own_sentence (const RelImpactNode *self, const char *collection, const char *field)
{
  if (self->effect == REL_IMPACT_DELETED)
    /* Translators: the names are of collections. */
    return g_strdup_printf (_ ("Before Directus deletes an item of “%s”, it deletes the items of “%s” that refer to "
                               "it."),
                            self->related, collection);
  /* Translators: the names are of a collection, another collection, and a field of that. */
  return g_strdup_printf (_ ("Before Directus deletes an item of “%s”, the items of “%s” that refer to it lose their "
                             "“%s”."),
                          self->related, collection, field);
}

/**
 * rel_impact_node_dup_sentence:
 * @self: a part of a tree
 *
 * Returns: (transfer full): what becomes of the items, in a whole sentence
 */
char *
rel_impact_node_dup_sentence (const RelImpactNode *self)
{
  const char *collection = rel_relation_get_collection (self->relation);
  const char *field = rel_relation_get_field (self->relation);
  char *sentence;

  switch (self->cause)
    {
    case REL_IMPACT_BY_DIRECTUS:
      return dup_own_sentence (self, collection, field);
    case REL_IMPACT_BY_NO_KEY:
      /* Translators: the names are of a collection, another collection, and a field of the first. */
      return g_strdup_printf (_ ("The items of “%s” that refer to a deleted item of “%s” keep its key in “%s”: without "
                                 "a foreign key, nobody takes these dead links away."),
                              collection, self->related, field);
    case REL_IMPACT_BY_REQUIRED:
      /* Translators: the names are of a collection, another collection, and a field of that. */
      return g_strdup_printf (_ ("Deleting an item of “%s” is refused while items of “%s” refer to it: their “%s” "
                                 "would become null, and may not be null."),
                              self->related, collection, field);
    case REL_IMPACT_BY_EMPTY_DEFAULT:
      /* Translators: the names are of a collection, another collection, and a field of that. */
      return g_strdup_printf (_ ("When an item of “%s” is deleted, the items of “%s” that refer to it stay and lose "
                                 "their “%s”, which has no default value."),
                              self->related, collection, field);
    case REL_IMPACT_BY_KEY:
    default:
      break;
    }

  if (self->unless_deleted)
    /* Translators: the names are of collections. */
    return g_strdup_printf (_ ("Deleting an item of “%s” is refused while items of “%s” refer to it that are not "
                               "deleted with it."),
                            self->related, collection);
  sentence = rel_sentence_dup_on_delete (self->relation);
  if (sentence != NULL)
    return sentence;
  /* Translators: the names are of collections. */
  return g_strdup_printf (_ ("What a deletion of an item of “%s” does to items of “%s” is not known."), self->related,
                          collection);
}

/**
 * rel_impact_node_dup_path:
 * @self: a part of a tree
 *
 * Returns: (transfer full): the way that leads there from the item, each relation as
 *   `collection.field`
 */
GStrv
rel_impact_node_dup_path (const RelImpactNode *self)
{
  GPtrArray *names = g_ptr_array_new ();

  for (; self != NULL; self = self->parent)
    g_ptr_array_insert (names, 0,
                        g_strdup_printf ("%s.%s", rel_relation_get_collection (self->relation),
                                         rel_relation_get_field (self->relation)));
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

static JsonArray *write_nodes (GPtrArray *nodes);

static JsonArray *
write_texts (GStrv texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  return array;
}

static JsonObject *
write_node (const RelImpactNode *node)
{
  JsonObject *object = json_object_new ();
  g_autofree char *sentence = rel_impact_node_dup_sentence (node);
  g_auto (GStrv) path = rel_impact_node_dup_path (node);

  json_object_set_string_member (object, "collection", rel_relation_get_collection (node->relation));
  json_object_set_string_member (object, "field", rel_relation_get_field (node->relation));
  json_object_set_string_member (object, "related_collection", node->related);
  json_object_set_string_member (object, "effect", rel_impact_effect_get_id (node->effect));
  json_object_set_string_member (object, "sentence", sentence);
  json_object_set_array_member (object, "path", write_texts (path));
  if (node->n_rows >= 0)
    json_object_set_int_member (object, "rows", node->n_rows);
  if (node->unless_deleted)
    json_object_set_boolean_member (object, "unless_deleted", TRUE);
  if (node->repeated)
    json_object_set_boolean_member (object, "repeated", TRUE);
  if (node->children->len > 0)
    json_object_set_array_member (object, "then", write_nodes (node->children));
  return object;
}

static JsonArray *
write_nodes (GPtrArray *nodes)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < nodes->len; i++)
    json_array_add_object_element (array, write_node (g_ptr_array_index (nodes, i)));
  return array;
}

/**
 * rel_impact_to_json:
 * @self: a tree
 *
 * Returns: (transfer full): the tree for programs: an object with `collection`, `then` and
 *   `remarks`
 */
JsonNode *
rel_impact_to_json (RelImpact *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_auto (GStrv) remarks = rel_impact_dup_remarks (self);

  json_object_set_string_member (object, "collection", rel_impact_get_collection (self));
  json_object_set_array_member (object, "then", write_nodes (rel_impact_get_nodes (self)));
  json_object_set_array_member (object, "remarks", write_texts (remarks));
  json_node_take_object (node, object);
  json_node_seal (node);
  return node;
}
