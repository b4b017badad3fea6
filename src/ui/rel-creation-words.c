/* rel-creation-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a form asks for of a relation that is to be made: which members its kind has, how
 * each is given, and the words that stand with it.
 */

#include "config.h"

#include "rel-creation-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-naming.h"
#include "rel-sentence.h"

/* The new field is the column itself. */
static gboolean
is_column (const RelCreation *wanted)
{
  return wanted->kind == REL_KIND_M2O || wanted->kind == REL_KIND_FILE;
}

static gboolean
has_list (const RelCreation *wanted)
{
  return !is_column (wanted) || wanted->related_field != NULL;
}

static gboolean
has_sort_field (const RelCreation *wanted)
{
  return wanted->kind != REL_KIND_TRANSLATIONS && wanted->kind != REL_KIND_FILE && has_list (wanted);
}

/**
 * rel_creation_words_has:
 * @wanted: a relation to be made
 * @member: one of its members
 *
 * Returns: whether a person is asked for it
 */
gboolean
rel_creation_words_has (const RelCreation *wanted, const char *member)
{
  gboolean junction = rel_creation_has_junction (wanted->kind);

  if (strcmp (member, "related") == 0)
    return wanted->kind == REL_KIND_M2O || wanted->kind == REL_KIND_O2M || wanted->kind == REL_KIND_M2M ||
           wanted->kind == REL_KIND_TRANSLATIONS;
  if (strcmp (member, "allowed") == 0 || strcmp (member, "collection_field") == 0)
    return wanted->kind == REL_KIND_M2A;
  if (strcmp (member, "related_field") == 0)
    return wanted->kind == REL_KIND_M2O || wanted->kind == REL_KIND_O2M || wanted->kind == REL_KIND_M2M ||
           wanted->kind == REL_KIND_TREE;
  if (strcmp (member, "sort_field") == 0)
    return has_sort_field (wanted);
  if (strcmp (member, "related_on_delete") == 0)
    return junction && wanted->kind != REL_KIND_M2A;
  if (strcmp (member, "deselect_action") == 0)
    return has_list (wanted);
  if (g_str_has_prefix (member, "junction"))
    return junction;
  return TRUE;
}

/**
 * rel_creation_words_get_type:
 * @wanted: a relation to be made
 * @member: one of its members
 *
 * Returns: how a person gives it
 */
RelCreationRowType
rel_creation_words_get_type (const RelCreation *wanted, const char *member)
{
  static const char *const choices[] = { "collection",        "related",         "on_delete",
                                         "related_on_delete", "deselect_action", NULL };

  if (strcmp (member, "allowed") == 0)
    return REL_CREATION_ROW_CHOICES;
  if (g_strv_contains (choices, member))
    return REL_CREATION_ROW_CHOICE;
  if (strcmp (member, "sort_field") == 0)
    return REL_CREATION_ROW_OPTIONAL;
  if (strcmp (member, "related_field") == 0 && (wanted->kind == REL_KIND_M2O || wanted->kind == REL_KIND_M2M))
    return REL_CREATION_ROW_OPTIONAL;
  return REL_CREATION_ROW_NAME;
}

/**
 * rel_creation_words_get:
 * @wanted: a relation to be made
 * @member: one of its members that is one text
 *
 * Returns: (transfer none) (nullable): what it is
 */
const char *
rel_creation_words_get (const RelCreation *wanted, const char *member)
{
  const struct
  {
    const char *member;
    const char *value;
  } members[] = {
    { "collection", wanted->collection },
    { "field", wanted->field },
    { "related", wanted->related },
    { "related_field", wanted->related_field },
    { "junction", wanted->junction },
    { "junction_field", wanted->junction_field },
    { "junction_related_field", wanted->junction_related_field },
    { "collection_field", wanted->collection_field },
    { "sort_field", wanted->sort_field },
    { "on_delete", wanted->on_delete },
    { "related_on_delete", wanted->related_on_delete },
    { "deselect_action", wanted->deselect_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (strcmp (members[i].member, member) == 0)
        return members[i].value;
    }
  return NULL;
}

/* Where the sort field is. */
static const char *
get_sorted (const RelCreation *wanted)
{
  if (rel_creation_has_junction (wanted->kind))
    return wanted->junction;
  return is_column (wanted) ? wanted->collection : wanted->related;
}

/**
 * rel_creation_words_dup_proposal:
 * @wanted: a relation to be made
 * @schema: where it is made
 * @member: a member that there need not be: `sort_field`, `related_field`
 *
 * Returns: (transfer full) (nullable): a name for it
 */
char *
rel_creation_words_dup_proposal (const RelCreation *wanted, RelSchema *schema, const char *member)
{
  const char *sorted = get_sorted (wanted);

  if (strcmp (member, "sort_field") == 0 && sorted != NULL)
    return rel_naming_dup_free_field (schema, sorted, "sort");
  if (strcmp (member, "related_field") == 0 && wanted->related != NULL && wanted->collection != NULL)
    return rel_naming_dup_free_field (schema, wanted->related, wanted->collection);
  return NULL;
}

static const char *
get_field_title (const RelCreation *wanted)
{
  return is_column (wanted) ? _ ("Name of the Field") : _ ("Name of the List");
}

/**
 * rel_creation_words_dup_title:
 * @wanted: a relation to be made
 * @member: one of its members
 *
 * Returns: (transfer full): what it is asked for with
 */
char *
rel_creation_words_dup_title (const RelCreation *wanted, const char *member)
{
  const char *pointed_at = is_column (wanted) ? wanted->related : wanted->collection;

  if (strcmp (member, "collection") == 0)
    return g_strdup (_ ("Collection"));
  if (strcmp (member, "related") == 0)
    return g_strdup (wanted->kind == REL_KIND_TRANSLATIONS ? _ ("Languages") : _ ("Related Collection"));
  if (strcmp (member, "allowed") == 0)
    return g_strdup (_ ("Allowed Collections"));
  if (strcmp (member, "field") == 0)
    return g_strdup (get_field_title (wanted));
  if (strcmp (member, "related_field") == 0)
    return g_strdup (wanted->kind == REL_KIND_O2M || wanted->kind == REL_KIND_TREE ? _ ("Column That Points Back")
                                                                                   : _ ("List Them on the Other Side"));
  if (strcmp (member, "sort_field") == 0)
    return g_strdup (_ ("Sort by Hand"));
  if (strcmp (member, "junction") == 0)
    return g_strdup (_ ("Junction"));
  if (strcmp (member, "junction_field") == 0)
    /* Translators: the name of a collection. */
    return g_strdup_printf (_ ("Column for “%s”"), wanted->collection != NULL ? wanted->collection : "…");
  if (strcmp (member, "junction_related_field") == 0)
    return wanted->related != NULL ? g_strdup_printf (_ ("Column for “%s”"), wanted->related)
                                   : g_strdup (_ ("Column for the Item"));
  if (strcmp (member, "collection_field") == 0)
    return g_strdup (_ ("Column for the Item’s Collection"));
  if (strcmp (member, "deselect_action") == 0)
    return g_strdup (_ ("When an Item Is Taken Off the List"));
  if (strcmp (member, "related_on_delete") == 0)
    pointed_at = wanted->related;
  return pointed_at != NULL
           /* Translators: the name of a collection. */
           ? g_strdup_printf (_ ("When an Item of “%s” Is Deleted"), pointed_at)
           : g_strdup (_ ("When the Related Item Is Deleted"));
}

/* The relation of the result that a member belongs to. */
static RelRelation *
find_relation (const RelCreation *wanted, RelSchema *result, const char *member)
{
  RelRelation *first = NULL;
  RelRelation *second = NULL;

  rel_kind_of_field (result, wanted->collection, wanted->field, &first, &second);
  return strcmp (member, "related_on_delete") == 0 ? second : first;
}

static char *
dup_consequence (const RelCreation *wanted, RelSchema *result, const char *member)
{
  RelRelation *relation = result != NULL ? find_relation (wanted, result, member) : NULL;

  if (relation == NULL)
    return NULL;
  if (strcmp (member, "deselect_action") == 0)
    return rel_sentence_dup_deselect (relation);
  return rel_sentence_dup_on_delete (relation);
}

static char *
dup_junction_note (const RelCreation *wanted, RelSchema *schema)
{
  if (wanted->junction == NULL)
    return NULL;
  if (rel_schema_has_collection (schema, wanted->junction))
    /* Translators: the name of a collection. */
    return g_strdup_printf (_ ("“%s” is there already, and is used as it is."), wanted->junction);
  return g_strdup (_ ("A hidden collection that keeps the links. It is made."));
}

static char *
dup_column_note (const char *collection, const char *field, RelSchema *schema)
{
  if (collection == NULL || field == NULL || *field == '\0')
    return NULL;
  if (rel_schema_has_field (schema, collection, field))
    /* Translators: a field, and its collection. */
    return g_strdup_printf (_ ("“%s” is in “%s” already, and is used as it is."), field, collection);
  return NULL;
}

/**
 * rel_creation_words_dup_note:
 * @wanted: a relation to be made
 * @schema: where it is made
 * @result: (nullable): the schema with it; %NULL if it cannot be made
 * @member: one of its members
 *
 * Returns: (transfer full) (nullable): what it is for, or what it leads to
 */
char *
rel_creation_words_dup_note (const RelCreation *wanted, RelSchema *schema, RelSchema *result, const char *member)
{
  if (g_str_has_suffix (member, "on_delete") || strcmp (member, "deselect_action") == 0)
    return dup_consequence (wanted, result, member);
  if (strcmp (member, "junction") == 0)
    return dup_junction_note (wanted, schema);
  if (strcmp (member, "sort_field") == 0)
    return wanted->sort_field == NULL ? g_strdup (_ ("A column keeps the order that people give the list."))
                                      : dup_column_note (get_sorted (wanted), wanted->sort_field, schema);
  if (g_str_has_prefix (member, "junction_"))
    return dup_column_note (wanted->junction, rel_creation_words_get (wanted, member), schema);
  if (strcmp (member, "related") == 0 && wanted->kind == REL_KIND_TRANSLATIONS && wanted->related != NULL &&
      !rel_schema_has_collection (schema, wanted->related))
    /* Translators: the name of a collection. */
    return g_strdup_printf (_ ("“%s” is made, without any languages yet."), wanted->related);
  if (strcmp (member, "related_field") != 0)
    return NULL;
  if (wanted->kind == REL_KIND_O2M || wanted->kind == REL_KIND_TREE)
    return dup_column_note (wanted->related, wanted->related_field, schema);
  if (wanted->related_field == NULL && wanted->related != NULL && wanted->collection != NULL)
    /* Translators: the names are of collections. */
    return g_strdup_printf (_ ("A list in “%s” shows which items of “%s” refer to an item."), wanted->related,
                            wanted->collection);
  return NULL;
}

/**
 * rel_creation_words_find_member:
 * @wanted: a relation to be made
 * @change: what is made with it
 *
 * Returns: (transfer none) (nullable): the member that gives it its name; %NULL if it has that
 *   from elsewhere
 */
const char *
rel_creation_words_find_member (const RelCreation *wanted, RelChange *change)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  const struct
  {
    const char *member;
    const char *collection;
    const char *field; /* %NULL if it is the collection itself */
  } places[] = {
    { "junction", wanted->junction, NULL },
    { "related", wanted->related, NULL },
    { "field", wanted->collection, wanted->field },
    { "related_field", wanted->related, wanted->related_field },
    { "junction_field", wanted->junction, wanted->junction_field },
    { "junction_related_field", wanted->junction, wanted->junction_related_field },
    { "sort_field", get_sorted (wanted), wanted->sort_field },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (places[i].collection != NULL && g_str_equal (places[i].collection, collection) &&
          g_strcmp0 (places[i].field, field) == 0 && rel_creation_words_has (wanted, places[i].member))
        return places[i].member;
    }
  return NULL;
}
