/* rel-pending.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a relation is changed and not published.
 */

#include "config.h"

#include "rel-pending.h"

#include <string.h>

#include "rel-bundle.h"

static gboolean
is_of_field (RelChange *change, const char *collection, const char *field)
{
  return rel_change_get_object (change) != REL_OBJECT_COLLECTION && collection != NULL && field != NULL &&
         strcmp (rel_change_get_collection (change), collection) == 0 &&
         strcmp (rel_change_get_field (change), field) == 0;
}

/* The relation itself, its column and its list. */
static gboolean
is_of_relation (RelChange *change, RelRelation *relation)
{
  return is_of_field (change, rel_relation_get_collection (relation), rel_relation_get_field (relation)) ||
         is_of_field (change, rel_relation_get_related_collection (relation), rel_relation_get_one_field (relation));
}

static gboolean
is_of_collection (RelChange *change, const char *collection)
{
  return rel_change_get_object (change) == REL_OBJECT_COLLECTION &&
         strcmp (rel_change_get_collection (change), collection) == 0;
}

static gboolean
is_of_any (RelChange *change, RelRelation *relation, RelRelation *second)
{
  if (is_of_relation (change, relation))
    return TRUE;
  return second != NULL &&
         (is_of_relation (change, second) || is_of_collection (change, rel_relation_get_collection (second)));
}

/* With a change, all that is published and discarded with it. */
static void
add_bundles (GHashTable *found, RelWorkspace *workspace, RelRelation *relation, RelRelation *second)
{
  g_autoptr (GPtrArray) bundles =
    rel_bundle_list (rel_workspace_get_changes (workspace), rel_workspace_get_base (workspace));

  for (guint b = 0; b < bundles->len; b++)
    {
      GPtrArray *bundle = g_ptr_array_index (bundles, b);
      gboolean fits = FALSE;

      for (guint i = 0; i < bundle->len && !fits; i++)
        fits = is_of_any (g_ptr_array_index (bundle, i), relation, second);
      for (guint i = 0; i < bundle->len && fits; i++)
        g_hash_table_add (found, g_ptr_array_index (bundle, i));
    }
}

static GPtrArray *
list (RelWorkspace *workspace, RelRelation *relation, RelRelation *second)
{
  GPtrArray *changes = rel_workspace_get_changes (workspace);
  GPtrArray *ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);

  add_bundles (found, workspace, relation, second);
  for (guint i = 0; i < changes->len; i++)
    {
      if (g_hash_table_contains (found, g_ptr_array_index (changes, i)))
        g_ptr_array_add (ordered, rel_change_ref (g_ptr_array_index (changes, i)));
    }
  return ordered;
}

/**
 * rel_pending_list_of_relation:
 * @workspace: a project
 * @relation: a relation of its draft
 *
 * Returns: (transfer full) (element-type RelChange): what is changed of the relation, its
 *   column and its list, with all that goes with that, in the order of publishing
 */
GPtrArray *
rel_pending_list_of_relation (RelWorkspace *workspace, RelRelation *relation)
{
  return list (workspace, relation, NULL);
}

/**
 * rel_pending_list_of_link:
 * @workspace: a project
 * @link: a link of its draft
 *
 * Returns: (transfer full) (element-type RelChange): the same for a link; of one through a
 *   junction, of both relations and the junction
 */
GPtrArray *
rel_pending_list_of_link (RelWorkspace *workspace, RelLink *link)
{
  return list (workspace, rel_link_get_relation (link), rel_link_get_second (link));
}
