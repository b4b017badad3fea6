/* rel-mend.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How each finding is fixed that can be: by the edit that loses least. No column and no item
 * is ever deleted.
 */

#include "config.h"

#include "rel-mend.h"

#include <string.h>

#include "rel-adoption.h"
#include "rel-edit.h"
#include "rel-kind.h"
#include "rel-new-object.h"
#include "rel-repair.h"

RelSchema *
rel_mend_ghost (RelFinding *finding, RelSchema *schema, GError **error)
{
  return rel_repair_drop_ghost (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding),
                                rel_finding_get_nth (finding), error);
}

/* Both halves of what was a junction; the other one may have been dropped by now. */
RelSchema *
rel_mend_dead_pair (RelFinding *finding, RelSchema *schema, GError **error)
{
  const char *collection = rel_finding_get_collection (finding);
  RelRelation *half =
    rel_edit_find_relation (schema, collection, rel_finding_get_field (finding), rel_finding_get_nth (finding), error);
  g_autofree char *other = NULL;
  g_autoptr (RelSchema) next = NULL;

  if (half == NULL)
    return NULL;
  other = g_strdup (rel_relation_get_junction_field (half));
  next = rel_mend_ghost (finding, schema, error);
  if (next == NULL || other == NULL || rel_schema_find_relation (next, collection, other, 0) == NULL)
    return g_steal_pointer (&next);
  return rel_repair_drop_ghost (next, collection, other, 0, error);
}

RelSchema *
rel_mend_bare_key (RelFinding *finding, RelSchema *schema, GError **error)
{
  return rel_adoption_apply (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding),
                             rel_finding_get_nth (finding), NULL, error);
}

/* The key does nothing when an item is deleted that is referred to, so that nothing changes
 * but what the database refuses. */
RelSchema *
rel_mend_missing_key (RelFinding *finding, RelSchema *schema, GError **error)
{
  guint nth = rel_finding_get_nth (finding);
  RelRelation *relation =
    rel_edit_find_relation (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding), nth, error);
  g_autoptr (RelRelation) keyed = NULL;

  if (relation == NULL)
    return NULL;
  keyed = rel_new_relation_to (schema, relation, rel_relation_get_target (relation));
  return rel_edit_put_relation (schema, nth, keyed);
}

RelSchema *
rel_mend_set_null (RelFinding *finding, RelSchema *schema, GError **error)
{
  return rel_repair_fit_actions (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding),
                                 rel_finding_get_nth (finding), error);
}

/* Gives a list the flag of what it is, and the interface, unless it has one that is not of
 * the Data Studio. */
static RelSchema *
match_list (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  g_autoptr (RelSchema) next = rel_repair_match_special (schema, collection, field, error);
  RelKind kind = rel_kind_of_field (schema, collection, field, NULL, NULL);
  RelField *list = next != NULL ? rel_schema_find_field (next, collection, field) : NULL;
  const char *interface = list != NULL ? rel_field_get_interface (list) : NULL;
  const char *wanted = NULL;
  gboolean is_of_relation = FALSE;
  g_autoptr (JsonNode) name = NULL;
  g_autoptr (RelField) shown = NULL;

  for (guint i = REL_KIND_NONE; list != NULL && i <= REL_KIND_BROKEN; i++)
    {
      const char *special = rel_kind_get_special (i);

      if (interface != NULL && g_strcmp0 (interface, rel_kind_get_interface (i)) == 0)
        is_of_relation = TRUE;
      if (special != NULL && wanted == NULL && rel_field_has_special (list, special))
        wanted = rel_kind_get_interface (kind == REL_KIND_TREE ? REL_KIND_TREE : (RelKind) i);
    }
  if (!is_of_relation || wanted == NULL || strcmp (wanted, interface) == 0)
    return g_steal_pointer (&next);

  name = rel_json_new_string (wanted);
  shown = rel_field_with_member (list, "meta.interface", name);
  return rel_edit_put_field (next, shown);
}

/* Gives the list at the other side of a relation the flag of what it is now. */
static RelSchema *
match_list_of (RelSchema *schema, RelRelation *relation, GError **error)
{
  const char *one = rel_relation_get_related_collection (relation);
  const char *one_field = rel_relation_get_one_field (relation);

  if (one == NULL || one_field == NULL || rel_schema_find_field (schema, one, one_field) == NULL)
    return rel_schema_ref (schema);
  return match_list (schema, one, one_field, error);
}

static RelSchema *
clear (RelFinding *finding, RelSchema *schema, const char *path, GError **error)
{
  g_autoptr (JsonNode) null = rel_json_new_string (NULL);

  return rel_edit_set_member (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding),
                              rel_finding_get_nth (finding), path, null, error);
}

RelSchema *
rel_mend_half (RelFinding *finding, RelSchema *schema, GError **error)
{
  const char *junction = rel_finding_get_collection (finding);
  const char *field = rel_finding_get_field (finding);
  RelRelation *half = rel_edit_find_relation (schema, junction, field, 0, error);
  const char *other_field = half != NULL ? rel_relation_get_junction_field (half) : NULL;
  RelRelation *other = other_field != NULL ? rel_edit_find_relation (schema, junction, other_field, 0, error) : NULL;
  g_autoptr (RelSchema) adopted = NULL;
  g_autoptr (RelSchema) joined = NULL;
  g_autoptr (RelSchema) shown = NULL;

  if (other == NULL)
    return half != NULL && other_field == NULL ? rel_schema_ref (schema) : NULL;
  adopted = rel_relation_has_meta (other) ? rel_schema_ref (schema)
                                          : rel_adoption_apply (schema, junction, other_field, 0, NULL, error);
  if (adopted != NULL)
    joined = rel_repair_join_halves (adopted, junction, field, other_field, error);
  if (joined != NULL)
    shown = match_list_of (joined, rel_schema_find_relation (joined, junction, field, 0), error);
  return shown != NULL ? match_list_of (shown, rel_schema_find_relation (shown, junction, other_field, 0), error)
                       : NULL;
}

RelSchema *
rel_mend_junction_field (RelFinding *finding, RelSchema *schema, GError **error)
{
  g_autoptr (RelSchema) next = clear (finding, schema, "meta.junction_field", error);

  if (next == NULL)
    return NULL;
  return match_list_of (next,
                        rel_schema_find_relation (next, rel_finding_get_collection (finding),
                                                  rel_finding_get_field (finding), rel_finding_get_nth (finding)),
                        error);
}

RelSchema *
rel_mend_one_field (RelFinding *finding, RelSchema *schema, GError **error)
{
  return clear (finding, schema, "meta.one_field", error);
}

RelSchema *
rel_mend_sort_field (RelFinding *finding, RelSchema *schema, GError **error)
{
  return clear (finding, schema, "meta.sort_field", error);
}

RelSchema *
rel_mend_allowed (RelFinding *finding, RelSchema *schema, GError **error)
{
  return rel_repair_clean_allowed (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding),
                                   rel_finding_get_nth (finding), error);
}

RelSchema *
rel_mend_orphan (RelFinding *finding, RelSchema *schema, GError **error)
{
  return rel_repair_drop_orphan (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding), error);
}

RelSchema *
rel_mend_special (RelFinding *finding, RelSchema *schema, GError **error)
{
  return match_list (schema, rel_finding_get_collection (finding), rel_finding_get_field (finding), error);
}
