/* rel-check-keys.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules about a relation as such: the row in Directus, the key in the database, and
 * whether the two belong together.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-check-rules.h"
#include "rel-edit.h"
#include "rel-mend.h"

/* Whether a field at the other side lists the items of a relation. */
static gboolean
has_list (RelCheckRun *run, RelRelation *relation)
{
  const char *one = rel_relation_get_target (relation);
  const char *one_field = rel_relation_get_one_field (relation);

  return one != NULL && one_field != NULL && rel_check_run_find_field (run, one, one_field) != NULL;
}

void
rel_check_ghost_row (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  RelCollection *found = rel_schema_find_collection (rel_check_run_get_schema (run), collection);
  RelFinding *finding;
  char *sentence;

  if (!rel_check_run_is_ghost (run, relation))
    return;

  if (!rel_check_run_has_collection (run, collection))
    /* Translators: the names are of a collection, a field of it, and the collection again. */
    sentence =
      g_strdup_printf (_ ("Directus has a relation “%s.%s”, but no collection “%s”."), collection, field, collection);
  else
    /* Translators: the names are of a collection, a field, and both again the other way round. */
    sentence = g_strdup_printf (_ ("Directus has a relation “%s.%s”, but no field “%s” in “%s”."), collection, field,
                                field, collection);
  finding = rel_check_run_add_relation (run, relation, NULL, sentence);

  /* Directus makes no field in a folder, and without a field it does not let the row be deleted. */
  if (found != NULL && rel_collection_is_folder (found))
    return;
  if (has_list (run, relation))
    rel_finding_set_mend (finding, _ ("Delete what is left of the relation, and its list"), rel_mend_ghost);
  else
    rel_finding_set_mend (finding, _ ("Delete what is left of the relation"), rel_mend_ghost);
}

/* Of several relations with the same names nothing can be said of one of them: which row
 * belongs to which key is the question. */
static gboolean
is_alone (RelCheckRun *run, RelRelation *relation)
{
  GPtrArray *same =
    rel_check_run_get_relations (run, rel_relation_get_collection (relation), rel_relation_get_field (relation));

  return same->len == 1;
}

/* A table that is not managed by Directus, or not seen by it, has keys that nobody wants it to
 * know. */
static gboolean
is_managed (RelCheckRun *run, const char *name)
{
  RelCollection *collection = rel_schema_find_collection (rel_check_run_get_schema (run), name);
  JsonNode *json = collection != NULL ? rel_collection_get_json (collection) : NULL;

  if (json == NULL)
    return rel_is_system_name (name);
  return rel_json_get_object (json_node_get_object (json), "meta") != NULL;
}

/* Directus does not see a table without a primary key, and refuses relations of it. */
static gboolean
has_both_ends (RelCheckRun *run, RelRelation *relation)
{
  RelSchema *schema = rel_check_run_get_schema (run);

  return rel_edit_check_end (schema, rel_relation_get_collection (relation), NULL) &&
         rel_edit_check_end (schema, rel_relation_get_target (relation), NULL);
}

void
rel_check_bare_key (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *related = rel_relation_get_related_collection (relation);
  RelFinding *finding;

  if (rel_relation_has_meta (relation) || related == NULL || rel_check_run_is_partial (run) ||
      rel_check_run_is_ghost (run, relation) || !is_alone (run, relation) || !is_managed (run, collection) ||
      !rel_edit_is_key_of_directus (rel_check_run_get_schema (run), relation))
    return;

  if (rel_is_system_name (collection))
    {
      rel_check_run_add_relation (
        run, relation, NULL,
        /* Translators: a collection of Directus, a field of it, and another collection. */
        g_strdup_printf (_ ("“%s.%s” points at “%s” by a foreign key that Directus made for itself and has no relation "
                            "for."),
                         collection, field, related));
      return;
    }
  finding = rel_check_run_add_relation (
    run, relation, NULL,
    /* Translators: a collection, a field of it, and another collection. */
    g_strdup_printf (_ ("“%s.%s” points at “%s” by a foreign key that Directus has no relation for."), collection,
                     field, related));
  if (has_both_ends (run, relation))
    rel_finding_set_mend (finding, _ ("Make it a relation of Directus"), rel_mend_bare_key);
}

/* Many to any, be it told only in half, needs no foreign key. What is left of its two names beside
 * a collection to point at does no harm. */
static gboolean
needs_key (RelRelation *relation)
{
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);
  gboolean has_field = rel_relation_get_one_collection_field (relation) != NULL;

  if (rel_relation_get_target (relation) == NULL)
    return allowed == NULL && !has_field;
  return !has_field || allowed == NULL || allowed[0] == NULL;
}

void
rel_check_missing_key (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *one = rel_relation_get_target (relation);
  RelFinding *finding = NULL;

  if (!rel_relation_has_meta (relation) || rel_relation_has_foreign_key (relation) || !needs_key (relation) ||
      rel_check_run_is_partial (run) || rel_check_run_is_ghost (run, relation) || !is_alone (run, relation))
    return;

  if (one == NULL)
    rel_check_run_add_relation (run, relation, NULL,
                                /* Translators: a collection and a field of it. */
                                g_strdup_printf (_ ("“%s.%s” is a relation, but nothing says to which collection."),
                                                 collection, field));
  else if (!rel_check_run_has_collection (run, one))
    rel_check_run_add_relation (
      run, relation, NULL,
      /* Translators: a collection, a field of it, and the name of a collection that is not there. */
      g_strdup_printf (_ ("“%s.%s” is a relation to “%s”, which does not exist."), collection, field, one));
  else
    finding = rel_check_run_add_relation (
      run, relation, NULL,
      /* Translators: a collection, a field of it, and another collection. */
      g_strdup_printf (_ ("“%s.%s” is a relation to “%s”, but the database has no foreign key for it."), collection,
                       field, one));
  if (finding != NULL && has_both_ends (run, relation) && rel_check_run_can_have_key (run, relation))
    rel_finding_set_mend (finding, _ ("Make the foreign key"), rel_mend_missing_key);
}

void
rel_check_duplicate_pair (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  GPtrArray *same = rel_check_run_get_relations (run, collection, field);
  guint n_rows = 0;

  /* One column may well have several keys, in those of several columns for example; then no
   * row of Directus is about more than one. */
  if (same->len < 2 || g_ptr_array_index (same, 0) != relation || rel_check_run_is_ghost (run, relation))
    return;
  for (guint i = 0; i < same->len; i++)
    n_rows += rel_relation_has_meta (g_ptr_array_index (same, i)) ? 1 : 0;
  if (n_rows == 0)
    return;

  rel_check_run_add (run, collection, field, NULL,
                     /* Translators: a number, a collection and a field of it. */
                     g_strdup_printf (ngettext ("There is %u relation “%s.%s”, where one can be.",
                                                "There are %u relations “%s.%s”, where one can be.", same->len),
                                      same->len, collection, field));
}

/* Whether the foreign key empties a column when what it points at is deleted: a default that is
 * not there is null. */
static gboolean
is_emptied (RelRelation *relation, RelField *column)
{
  const char *action = rel_relation_get_on_delete (relation);

  return g_strcmp0 (action, "SET NULL") == 0 ||
         (g_strcmp0 (action, "SET DEFAULT") == 0 && !rel_field_has_default (column));
}

void
rel_check_set_null (RelCheckRun *run, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  RelField *column = rel_check_run_find_field (run, collection, field);
  const char *one = rel_relation_get_target (relation);
  RelFinding *finding;

  if (one == NULL || column == NULL || rel_field_is_nullable (column) || !is_emptied (relation, column))
    return;

  finding = rel_check_run_add_relation (
    run, relation, NULL,
    /* Translators: a collection; then a collection and a field of it. */
    g_strdup_printf (_ ("Deleting an item of “%s” empties “%s.%s”, which may not be empty."), one, collection, field));
  if (rel_edit_is_key_of_directus (rel_check_run_get_schema (run), relation))
    rel_finding_set_mend (finding, _ ("Refuse the deletion instead (NO ACTION)"), rel_mend_set_null);
}
