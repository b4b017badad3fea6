/* rel-part.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of an update can be made by itself: each member, but those only together that have no
 * meaning without each other.
 */

#include "config.h"

#include "rel-part.h"

#include <string.h>

/* Where a relation leads, and what is said of the collection there. */
static const char *const target_paths[] = {
  "related_collection",
  "meta",
  "schema",
  "schema.foreign_key_table",
  "schema.foreign_key_column",
  "schema.constraint_name",
  "meta.one_collection",
  "meta.one_field",
  "meta.one_allowed_collections",
  "meta.one_collection_field",
  NULL,
};

/* What a column is. */
static const char *const type_paths[] = {
  "type",
  "schema",
  "schema.data_type",
  "schema.max_length",
  "schema.numeric_precision",
  "schema.numeric_scale",
  "schema.is_generated",
  "schema.generation_expression",
  "schema.has_auto_increment",
  NULL,
};

static gboolean
changes_member (RelChange *change, const char *path)
{
  GPtrArray *members = rel_change_get_members (change);

  for (guint i = 0; i < members->len; i++)
    {
      if (strcmp (((RelMemberChange *) g_ptr_array_index (members, i))->path, path) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Those that go together, if what they hang on is changed; %NULL if none do. */
static const char *const *
find_together (RelChange *change)
{
  if (rel_change_get_object (change) == REL_OBJECT_RELATION && changes_member (change, "related_collection"))
    return target_paths;
  if (rel_change_get_object (change) == REL_OBJECT_FIELD && changes_member (change, "type"))
    return type_paths;
  return NULL;
}

/**
 * rel_part_list:
 * @change: an update
 *
 * Returns: (transfer full) (element-type GPtrArray): its parts, each an array of the
 *   [struct@MemberChange]s in it, which @change owns
 */
GPtrArray *
rel_part_list (RelChange *change)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *members = rel_change_get_members (change);
  const char *const *paths = find_together (change);
  GPtrArray *together = NULL;

  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      gboolean is_together = paths != NULL && g_strv_contains (paths, member->path);
      GPtrArray *part = is_together && together != NULL ? together : g_ptr_array_new ();

      g_ptr_array_add (part, member);
      if (part != together)
        g_ptr_array_add (parts, part);
      if (is_together)
        together = part;
    }
  return parts;
}

/**
 * rel_part_make:
 * @change: an update
 * @members: (element-type RelMemberChange): some of the members that it changes
 *
 * Returns: (transfer full): a change of only these
 */
RelChange *
rel_part_make (RelChange *change, GPtrArray *members)
{
  g_autoptr (JsonNode) after = json_node_ref (rel_change_get_before (change));

  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      JsonNode *next = rel_json_with (after, member->path, member->after);

      json_node_unref (after);
      after = next;
    }
  return rel_change_new (rel_change_get_object (change), rel_change_get_nth (change), rel_change_get_before (change),
                         after);
}
