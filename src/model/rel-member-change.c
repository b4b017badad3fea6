/* rel-member-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The difference of two objects of the API, member by member.
 */

#include "config.h"

#include <string.h>

#include "rel-change.h"

static void
member_change_free (gpointer data)
{
  RelMemberChange *member = data;

  g_free (member->path);
  g_clear_pointer (&member->before, json_node_unref);
  g_clear_pointer (&member->after, json_node_unref);
  g_free (member);
}

/* The number of a row is the server's own; where a column leads, its relation says. */
static gboolean
is_passed_over (RelObject object, const char *path)
{
  return strcmp (path, "meta.id") == 0 || (object == REL_OBJECT_COLLECTION && strcmp (path, "schema.sql") == 0) ||
         (object == REL_OBJECT_FIELD && g_str_has_prefix (path, "schema.foreign_key_"));
}

static void compare_members (RelObject object,
                             const char *prefix,
                             JsonObject *before,
                             JsonObject *after,
                             GPtrArray *found);

static void
compare_member (RelObject object,
                const char *prefix,
                const char *name,
                JsonNode *before,
                JsonNode *after,
                GPtrArray *found)
{
  gboolean is_part = prefix == NULL && (strcmp (name, "meta") == 0 || strcmp (name, "schema") == 0);
  g_autofree char *path = NULL;
  RelMemberChange *member;

  if (is_part && before != NULL && after != NULL && JSON_NODE_HOLDS_OBJECT (before) && JSON_NODE_HOLDS_OBJECT (after))
    {
      compare_members (object, name, json_node_get_object (before), json_node_get_object (after), found);
      return;
    }
  /* Most are equal, and need no path for that. */
  if (rel_json_equal (before, after))
    return;
  path = prefix != NULL ? g_strconcat (prefix, ".", name, NULL) : g_strdup (name);
  if (is_passed_over (object, path) ||
      (object == REL_OBJECT_RELATION && rel_relation_member_equal (path, before, after)))
    return;

  member = g_new0 (RelMemberChange, 1);
  member->path = g_steal_pointer (&path);
  member->before = before != NULL ? json_node_ref (before) : NULL;
  member->after = after != NULL ? json_node_ref (after) : NULL;
  g_ptr_array_add (found, member);
}

static void
compare_members (RelObject object, const char *prefix, JsonObject *before, JsonObject *after, GPtrArray *found)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  guint n_in_both = 0;

  json_object_iter_init_ordered (&iter, before);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      JsonNode *next = json_object_get_member (after, name);

      if (next != NULL)
        n_in_both++;
      /* An edit shares the values that it lets be. */
      if (value != next)
        compare_member (object, prefix, name, value, next, found);
    }

  if (n_in_both == json_object_get_size (after))
    return;
  json_object_iter_init_ordered (&iter, after);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!json_object_has_member (before, name))
        compare_member (object, prefix, name, NULL, value, found);
    }
}

/**
 * rel_member_changes:
 * @object: what the two are
 * @before: an object of the API
 * @after: another
 *
 * Compares two objects member by member; those in `meta` and `schema` one by one unless one
 * of the two has no such part. The number of a row (`meta.id`) does not count, nor does what a
 * field repeats of its relation (`schema.foreign_key_table`), and
 * the SQL of a table, which says again what its fields and relations say.
 *
 * Returns: (transfer full) (element-type RelMemberChange): what differs
 */
GPtrArray *
rel_member_changes (RelObject object, JsonNode *before, JsonNode *after)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (member_change_free);

  if (before != after)
    compare_members (object, NULL, json_node_get_object (before), json_node_get_object (after), found);
  return found;
}
