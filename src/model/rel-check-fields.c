/* rel-check-fields.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules about fields: what they say of themselves beside the relations that there are.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-check-rules.h"
#include "rel-mend.h"

#define FILES_COLLECTION "directus_files"

/* What a field says of itself: that it is a list, which has no column, or that it holds the
 * key of an item. Of several flags of one sort the first one counts. */
static void
read_flags (RelField *field, const char **list_flag, const char **column_flag)
{
  static const char *const list_flags[] = { "o2m", "m2m", "m2a", "translations", "files" };
  static const char *const column_flags[] = { "file", "m2o" };
  g_auto (GStrv) flags = rel_field_dup_special (field);

  *list_flag = NULL;
  *column_flag = NULL;
  for (guint i = 0; flags[0] != NULL && *list_flag == NULL && i < G_N_ELEMENTS (list_flags); i++)
    *list_flag = g_strv_contains ((const char *const *) flags, list_flags[i]) ? list_flags[i] : NULL;
  for (guint i = 0; flags[0] != NULL && *column_flag == NULL && i < G_N_ELEMENTS (column_flags); i++)
    *column_flag = g_strv_contains ((const char *const *) flags, column_flags[i]) ? column_flags[i] : NULL;
}

/* The relation that makes a field a list; %NULL if there is none, or several. */
static RelRelation *
find_only_claim (RelCheckRun *run, RelField *field, guint *n_claims)
{
  GPtrArray *claims = rel_check_run_get_lists (run, rel_field_get_collection (field), rel_field_get_name (field));
  RelRelation *only = NULL;

  *n_claims = 0;
  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      RelRelation *claim = g_ptr_array_index (claims, i);

      if (rel_check_run_is_ghost (run, claim))
        continue;
      only = claim;
      (*n_claims)++;
    }
  return *n_claims == 1 ? only : NULL;
}

void
rel_check_orphan_alias (RelCheckRun *run, RelField *field)
{
  const char *collection = rel_field_get_collection (field);
  const char *name = rel_field_get_name (field);
  const char *list_flag;
  const char *column_flag;
  RelFinding *finding;
  guint n_claims;

  if (!rel_field_is_alias (field) || rel_check_run_is_partial (run))
    return;
  read_flags (field, &list_flag, &column_flag);
  if (list_flag == NULL)
    return;
  find_only_claim (run, field, &n_claims);
  if (n_claims > 0)
    return;

  finding = rel_check_run_add (run, collection, name, NULL,
                               /* Translators: a collection and a field of it. */
                               g_strdup_printf (_ ("“%s.%s” is a list, but no relation says that it lists its items."),
                                                collection, name));
  /* Where a relation without a list points here, the two may belong together. */
  if (rel_check_run_get_lists (run, collection, name) == NULL && !rel_check_run_has_unlisted (run, collection))
    rel_finding_set_mend (finding, _ ("Delete the list"), rel_mend_orphan);
}

static RelRelation *
find_mate (RelCheckRun *run, RelRelation *half)
{
  const char *other = rel_relation_get_junction_field (half);
  GPtrArray *halves = other != NULL ? rel_check_run_get_relations (run, rel_relation_get_collection (half), other)
                                    : NULL;

  for (guint i = 0; halves != NULL && i < halves->len; i++)
    {
      RelRelation *found = g_ptr_array_index (halves, i);

      if (found != half && g_strcmp0 (rel_relation_get_junction_field (found), rel_relation_get_field (half)) == 0)
        return found;
    }
  return NULL;
}

/* Whether a list through a junction may have a flag. */
static gboolean
fits_junction (RelField *field, RelRelation *mate, const char *flag)
{
  gboolean to_files = g_strcmp0 (rel_relation_get_target (mate), FILES_COLLECTION) == 0;

  if (strcmp (flag, "o2m") == 0)
    return FALSE;
  /* A half that does not say where it points is at fault, not the flag. */
  if (!rel_relation_is_any (mate) && rel_relation_get_target (mate) == NULL)
    return TRUE;
  if (rel_relation_is_any (mate) || strcmp (flag, "m2a") == 0)
    return rel_relation_is_any (mate) && strcmp (flag, "m2a") == 0;
  return strcmp (flag, "files") != 0 || to_files || strcmp (rel_field_get_collection (field), FILES_COLLECTION) == 0;
}

/* @is_relation: whether the relations say what the field is */
static void
add_special (RelCheckRun *run, RelField *field, gboolean is_relation, char *sentence)
{
  RelFinding *finding =
    rel_check_run_add (run, rel_field_get_collection (field), rel_field_get_name (field), NULL, sentence);

  if (is_relation)
    rel_finding_set_mend (finding, _ ("Flag it as what it is"), rel_mend_special);
}

static void
check_list (RelCheckRun *run, RelField *field, const char *flag)
{
  const char *collection = rel_field_get_collection (field);
  const char *name = rel_field_get_name (field);
  guint n_claims;
  RelRelation *claim = find_only_claim (run, field, &n_claims);
  RelRelation *mate = claim != NULL ? find_mate (run, claim) : NULL;

  if (claim == NULL)
    return;
  if (mate != NULL && !fits_junction (field, mate, flag))
    add_special (run, field, TRUE,
                 /* Translators: a collection, a field of it, a flag as m2m, and the name of a junction. */
                 g_strdup_printf (_ ("“%s.%s” is flagged as %s, which is not what it is through “%s”."), collection,
                                  name, flag, rel_relation_get_collection (claim)));
  /* A name of another half that does not fit is a fault of the junction. */
  else if (mate == NULL && rel_relation_get_junction_field (claim) == NULL && strcmp (flag, "o2m") != 0)
    add_special (run, field, TRUE,
                 /* Translators: a collection, a field of it, a flag as m2m, and another collection. */
                 g_strdup_printf (_ ("“%s.%s” is flagged as %s, but “%s” is not linked as a junction."), collection,
                                  name, flag, rel_relation_get_collection (claim)));
}

/* A column with the key of one item. */
static void
check_column (RelCheckRun *run, RelField *field, const char *flag)
{
  const char *collection = rel_field_get_collection (field);
  const char *name = rel_field_get_name (field);
  GPtrArray *relations = rel_check_run_get_relations (run, collection, name);
  const char *one = relations != NULL ? rel_relation_get_target (g_ptr_array_index (relations, 0)) : NULL;

  if (relations == NULL)
    add_special (run, field, FALSE,
                 /* Translators: a collection, a field of it, and a flag as m2o. */
                 g_strdup_printf (_ ("“%s.%s” is flagged as %s, but is no relation."), collection, name, flag));
  else if (strcmp (flag, "file") == 0 && one != NULL && strcmp (one, FILES_COLLECTION) != 0)
    add_special (run, field, TRUE,
                 /* Translators: a collection, a field of it, and another collection. */
                 g_strdup_printf (_ ("“%s.%s” is flagged as a file, but points at “%s”."), collection, name, one));
}

void
rel_check_special_flags (RelCheckRun *run, RelField *field)
{
  const char *collection = rel_field_get_collection (field);
  const char *name = rel_field_get_name (field);
  const char *list_flag;
  const char *column_flag;

  if (rel_check_run_is_partial (run))
    return;
  read_flags (field, &list_flag, &column_flag);
  if (list_flag == NULL && column_flag == NULL)
    return;

  if (rel_field_is_alias (field) && column_flag != NULL)
    add_special (run, field, FALSE,
                 /* Translators: a collection, a field of it, and a flag as m2o. */
                 g_strdup_printf (_ ("“%s.%s” is flagged as %s, but has no column."), collection, name, column_flag));
  else if (rel_field_is_alias (field))
    check_list (run, field, list_flag);
  else if (list_flag != NULL)
    add_special (run, field, rel_check_run_get_relations (run, collection, name) != NULL,
                 /* Translators: a collection, a field of it, and a flag as o2m. */
                 g_strdup_printf (_ ("“%s.%s” is flagged as %s, which is a list, but has a column."), collection, name,
                                  list_flag));
  else
    check_column (run, field, column_flag);
}
