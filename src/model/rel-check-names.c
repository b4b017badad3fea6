/* rel-check-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules about the names that a row of Directus holds: of the other half of a junction,
 * of a list, of a column that sorts, and of the collections of many to any. No server looks
 * whether they fit.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-check-rules.h"
#include "rel-edit.h"
#include "rel-mend.h"

/* Whether a relation with a field that exists has its key there. */
static gboolean
is_live_relation (RelCheckRun *run, const char *collection, const char *field)
{
  GPtrArray *relations = rel_check_run_get_relations (run, collection, field);

  return relations != NULL && !rel_check_run_is_ghost (run, g_ptr_array_index (relations, 0));
}

/* Whether the list at the other side says that it lists the items of the relation alone. */
static gboolean
is_plain_list (RelCheckRun *run, RelRelation *relation)
{
  const char *one = rel_relation_get_target (relation);
  const char *one_field = rel_relation_get_one_field (relation);
  RelField *list = one != NULL && one_field != NULL ? rel_check_run_find_field (run, one, one_field) : NULL;

  return list != NULL && rel_field_has_special (list, "o2m");
}

/* Another half that names a third one belongs to a junction already. */
static gboolean
can_be_joined (RelCheckRun *run, RelRelation *relation, GPtrArray *halves)
{
  RelSchema *schema = rel_check_run_get_schema (run);
  GPtrArray *same =
    rel_check_run_get_relations (run, rel_relation_get_collection (relation), rel_relation_get_field (relation));
  RelRelation *half = g_ptr_array_index (halves, 0);

  return halves->len == 1 && same->len == 1 && rel_relation_get_junction_field (half) == NULL &&
         rel_edit_is_key_of_directus (schema, half) && rel_edit_is_key_of_directus (schema, relation);
}

void
rel_check_half_junction (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *other = rel_relation_get_junction_field (relation);
  RelFinding *finding;
  GPtrArray *halves;

  if (other == NULL || rel_check_run_is_ghost (run, relation) || !is_live_relation (run, collection, other))
    return;

  halves = rel_check_run_get_relations (run, collection, other);
  for (guint i = 0; i < halves->len; i++)
    {
      RelRelation *half = g_ptr_array_index (halves, i);

      if (half != relation && g_strcmp0 (rel_relation_get_junction_field (half), field) == 0)
        return;
    }

  finding = rel_check_run_add_relation (
    run, relation, NULL,
    /* Translators: a collection; two fields of it; the same two the other way round. */
    g_strdup_printf (_ ("In the junction “%s”, “%s” names “%s” as its other half, but “%s” does not name “%s”."),
                     collection, field, other, other, field));
  if (strcmp (field, other) == 0 || is_plain_list (run, relation))
    rel_finding_set_mend (finding, _ ("Forget the other half"), rel_mend_junction_field);
  else if (can_be_joined (run, relation, halves))
    rel_finding_set_mend (finding, _ ("Let both halves name each other"), rel_mend_half);
}

/* Both halves are about fields that are gone: it was a junction, and is one fault, which is
 * said at the half that comes first. */
static gboolean
is_first_of_dead_pair (RelCheckRun *run, RelRelation *relation, const char *other)
{
  RelRelation *half = NULL;
  GPtrArray *halves = rel_check_run_get_relations (run, rel_relation_get_collection (relation), other);

  for (guint i = 0; halves != NULL && half == NULL && i < halves->len; i++)
    {
      RelRelation *found = g_ptr_array_index (halves, i);

      if (g_strcmp0 (rel_relation_get_junction_field (found), rel_relation_get_field (relation)) == 0)
        half = found;
    }
  return half != NULL && rel_check_run_is_ghost (run, half) && strcmp (rel_relation_get_field (relation), other) < 0;
}

static void
add_dead_pair (RelCheckRun *run, RelRelation *relation, const char *other)
{
  const char *collection = rel_relation_get_collection (relation);
  RelCollection *found = rel_schema_find_collection (rel_check_run_get_schema (run), collection);
  RelFinding *finding =
    rel_check_run_add_relation (run, relation, NULL,
                                /* Translators: a collection, and two names of fields that are not there. */
                                g_strdup_printf (_ ("“%s” was a junction, but its fields “%s” and “%s” do not exist."),
                                                 collection, rel_relation_get_field (relation), other));

  /* Directus makes no field in a folder, and without a field it does not let the rows be deleted. */
  if (found == NULL || !rel_collection_is_folder (found))
    rel_finding_set_mend (finding, _ ("Delete what is left of the junction"), rel_mend_dead_pair);
}

void
rel_check_dead_junction (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *other = rel_relation_get_junction_field (relation);
  RelFinding *finding;

  if (other == NULL || rel_check_run_is_partial (run) || is_live_relation (run, collection, other))
    return;

  if (rel_check_run_is_ghost (run, relation))
    {
      if (is_first_of_dead_pair (run, relation, other))
        add_dead_pair (run, relation, other);
      return;
    }

  if (!rel_check_run_has_field (run, collection, other))
    finding = rel_check_run_add_relation (
      run, relation, NULL,
      /* Translators: a collection, a field of it, and the name of a field that is not there. */
      g_strdup_printf (_ ("“%s.%s” names “%s” as the other half of a junction, which does not exist."), collection,
                       field, other));
  else
    finding = rel_check_run_add_relation (
      run, relation, NULL,
      /* Translators: a collection, and two fields of it. */
      g_strdup_printf (_ ("“%s.%s” names “%s” as the other half of a junction, which is no relation."), collection,
                       field, other));
  rel_finding_set_mend (finding, _ ("Forget the other half"), rel_mend_junction_field);
}

/* The relations that claim a list, but for those that are a fault of their own. */
static guint
count_claims (RelCheckRun *run, GPtrArray *lists, RelRelation **first)
{
  guint count = 0;

  *first = NULL;
  for (guint i = 0; i < lists->len; i++)
    {
      RelRelation *claim = g_ptr_array_index (lists, i);

      if (rel_relation_is_system (claim) || rel_check_run_is_ghost (run, claim) ||
          (*first != NULL && strcmp (rel_relation_get_field (*first), rel_relation_get_field (claim)) == 0 &&
           strcmp (rel_relation_get_collection (*first), rel_relation_get_collection (claim)) == 0))
        continue;
      if (*first == NULL)
        *first = claim;
      count++;
    }
  return count;
}

static void
check_claims (RelCheckRun *run, RelRelation *relation, const char *one, const char *one_field)
{
  RelRelation *first;
  guint n_claims = count_claims (run, rel_check_run_get_lists (run, one, one_field), &first);

  if (n_claims < 2 || first != relation)
    return;
  rel_check_run_add (
    run, one, one_field, NULL,
    /* Translators: a collection, a field of it, and a number. */
    g_strdup_printf (ngettext ("“%s.%s” is said to be the list of %u relation.",
                               "“%s.%s” is said to be the list of %u relations, and can be that of one only.",
                               n_claims),
                     one, one_field, n_claims));
}

void
rel_check_one_field (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *one = rel_relation_get_target (relation);
  const char *one_field = rel_relation_get_one_field (relation);
  RelFinding *finding = NULL;
  RelField *list;

  if (one == NULL || one_field == NULL || rel_check_run_is_ghost (run, relation) ||
      !rel_check_run_has_collection (run, one))
    return;

  list = rel_check_run_find_field (run, one, one_field);
  if (list != NULL && rel_field_is_alias (list) && !rel_field_has_special (list, "no-data"))
    {
      check_claims (run, relation, one, one_field);
      return;
    }
  if (list != NULL)
    finding = rel_check_run_add_relation (
      run, relation, NULL,
      /* Translators: a collection and a field of it, and again a collection and a field of it. */
      g_strdup_printf (_ ("“%s.%s” says that “%s.%s” lists its items, but that is a field of another kind."),
                       collection, field, one, one_field));
  else if (!rel_check_run_is_partial (run) && !rel_check_run_has_field (run, one, one_field))
    finding = rel_check_run_add_relation (
      run, relation, NULL,
      /* Translators: a collection and a field of it, and again a collection and a field of it. */
      g_strdup_printf (_ ("“%s.%s” says that “%s.%s” lists its items, but there is no such field."), collection, field,
                       one, one_field));
  if (finding != NULL && rel_edit_is_key_of_directus (rel_check_run_get_schema (run), relation))
    rel_finding_set_mend (finding, _ ("Forget the name of the list"), rel_mend_one_field);
}

/* What stops a relation from being sorted by the field that it names, if anything. */
static char *
dup_sort_fault (RelCheckRun *run, RelRelation *relation, gboolean *has_column)
{
  static const char *const numbers[] = { "integer", "bigInteger", "float", "decimal", "unknown", NULL };
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *sort_field = rel_relation_get_sort_field (relation);
  RelField *column = rel_check_run_find_field (run, collection, sort_field);
  const char *type = column != NULL ? rel_field_get_data_type (column) : NULL;

  *has_column = column != NULL && !rel_field_is_alias (column);
  if (column == NULL && !rel_check_run_lacks_column (run, collection, sort_field))
    return NULL;
  if (column == NULL)
    /* Translators: a collection, a field of it, and the name of a field that is not there. */
    return g_strdup_printf (_ ("“%s.%s” is sorted by “%s”, which does not exist."), collection, field, sort_field);
  if (!*has_column)
    /* Translators: a collection, and two fields of it. */
    return g_strdup_printf (_ ("“%s.%s” is sorted by “%s”, which has no column."), collection, field, sort_field);
  if (type != NULL && !g_strv_contains (numbers, type))
    /* Translators: a collection, two fields of it, and the type of the second. */
    return g_strdup_printf (_ ("“%s.%s” is sorted by “%s”, which is of type %s and no number."), collection, field,
                            sort_field, type);
  return NULL;
}

void
rel_check_sort_field (RelCheckRun *run, RelRelation *relation)
{
  gboolean has_column;
  char *sentence;
  RelFinding *finding;

  if (rel_relation_get_sort_field (relation) == NULL || rel_check_run_is_ghost (run, relation))
    return;
  sentence = dup_sort_fault (run, relation, &has_column);
  if (sentence == NULL)
    return;

  /* A column that is no number may be meant to sort by all the same, only not by hand. */
  finding = rel_check_run_add_relation (run, relation, NULL, sentence);
  if (!has_column && rel_edit_is_key_of_directus (rel_check_run_get_schema (run), relation))
    rel_finding_set_mend (finding, _ ("Forget the sort field"), rel_mend_sort_field);
}

/* What is wrong with the last of the places at which a list has a name. */
static char *
dup_allowed_fault (RelCheckRun *run, RelRelation *relation, const char *const *allowed, guint index)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *name = allowed[index];
  RelCollection *found = rel_schema_find_collection (rel_check_run_get_schema (run), name);

  if (!rel_check_run_is_partial (run) && !rel_check_run_has_collection (run, name))
    /* Translators: a collection, a field of it, and the name of a collection that is not there. */
    return g_strdup_printf (_ ("“%s.%s” may point at “%s”, which does not exist."), collection, field, name);
  if (!rel_check_run_is_partial (run) && found != NULL && rel_collection_is_folder (found))
    /* Translators: a collection, a field of it, and the name of a folder. */
    return g_strdup_printf (_ ("“%s.%s” may point at “%s”, which is a folder and has no items."), collection, field,
                            name);
  for (guint i = 0; i < index; i++)
    {
      if (strcmp (allowed[i], name) == 0)
        /* Translators: a collection, a field of it, and another collection. */
        return g_strdup_printf (_ ("“%s.%s” may point at “%s”, which stands in its list twice."), collection, field,
                                name);
    }
  return NULL;
}

/* Whether something is left of the list when it is cleaned. */
static gboolean
has_any_to_point_at (RelCheckRun *run, const char *const *allowed)
{
  for (guint i = 0; allowed[i] != NULL; i++)
    {
      RelCollection *found = rel_schema_find_collection (rel_check_run_get_schema (run), allowed[i]);

      if (rel_check_run_has_collection (run, allowed[i]) && (found == NULL || !rel_collection_is_folder (found)))
        return TRUE;
    }
  return FALSE;
}

static void
check_allowed (RelCheckRun *run, RelRelation *relation, const char *const *allowed)
{
  for (guint i = 0; allowed[i] != NULL; i++)
    {
      char *sentence = NULL;
      RelFinding *finding;

      if (!g_strv_contains (allowed + i + 1, allowed[i]))
        sentence = dup_allowed_fault (run, relation, allowed, i);
      if (sentence == NULL)
        continue;
      finding = rel_check_run_add_relation (run, relation, allowed[i], sentence);
      if (!rel_check_run_is_partial (run) && has_any_to_point_at (run, allowed))
        rel_finding_set_mend (finding, _ ("Clean the list"), rel_mend_allowed);
    }
}

void
rel_check_any (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *collection_field = rel_relation_get_one_collection_field (relation);
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);

  /* An empty list does no harm where there is one collection to point at. */
  if ((collection_field == NULL && allowed == NULL) || rel_relation_get_target (relation) != NULL ||
      rel_check_run_is_ghost (run, relation))
    return;

  if (allowed == NULL || allowed[0] == NULL)
    rel_check_run_add_relation (
      run, relation, NULL,
      /* Translators: a collection and a field of it. */
      g_strdup_printf (_ ("“%s.%s” may point at items of any collection in a list, and the list is empty."), collection,
                       field));
  else
    check_allowed (run, relation, allowed);

  if (collection_field == NULL)
    rel_check_run_add_relation (
      run, relation, "one_collection_field",
      /* Translators: a collection and a field of it. */
      g_strdup_printf (_ ("“%s.%s” may point at items of several collections, and no field says at which."), collection,
                       field));
  else if (rel_check_run_lacks_column (run, collection, collection_field))
    rel_check_run_add_relation (
      run, relation, "one_collection_field",
      /* Translators: a collection, a field of it, and the name of a field that is not there. */
      g_strdup_printf (_ ("“%s.%s” may point at items of several collections; “%s” should say at which, and does not "
                          "exist."),
                       collection, field, collection_field));
}
