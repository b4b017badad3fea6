/* rel-verdict.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two comparisons around each write: may the change be sent, on what the server has
 * now, and does the server have it afterwards? Pure functions.
 */

#include "config.h"

#include "rel-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"
#include "rel-member.h"

/* What of a relation is compared. The rest is the server's own: numbers, names of
 * constraints, the table behind the collection. */
static const char *const relation_paths[] = {
  "related_collection",        "meta.one_field",      "meta.one_deselect_action",
  "meta.sort_field",           "meta.junction_field", "meta.one_allowed_collections",
  "meta.one_collection_field", "schema.on_delete",    "schema.on_update",
};

static JsonNode *
get_member (JsonNode *object, const char *path)
{
  return rel_json_get (json_node_get_object (object), path);
}

static gboolean
has_part (JsonNode *object, const char *part)
{
  return rel_json_get_object (json_node_get_object (object), part) != NULL;
}

static gboolean
is_compared (RelObject object, const char *path)
{
  if (object != REL_OBJECT_RELATION || strcmp (path, "meta") == 0 || strcmp (path, "schema") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (relation_paths); i++)
    {
      if (strcmp (relation_paths[i], path) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether two values mean the same. The row and the key of a relation are compared member
 * by member, so here it only counts whether they are there. */
static gboolean
means_the_same (RelObject object, const char *path, JsonNode *a, JsonNode *b)
{
  if (object != REL_OBJECT_RELATION)
    return rel_json_equal (a, b);
  if (strcmp (path, "meta") == 0 || strcmp (path, "schema") == 0)
    return rel_json_is_null (a) == rel_json_is_null (b);
  return rel_relation_member_equal (path, a, b);
}

static gboolean G_GNUC_PRINTF (3, 4) fail (GError **error, RelError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (REL_ERROR, code, format, args);
  va_end (args);
  return FALSE;
}

static gboolean
fail_conflict (RelChange *change, const char *path, JsonNode *was, JsonNode *now, GError **error)
{
  g_autofree char *name = rel_change_dup_name (change);
  g_autofree char *was_text = rel_member_dup_text (was);
  g_autofree char *now_text = rel_member_dup_text (now);

  return fail (error, REL_ERROR_CONFLICT, _ ("Somebody changed %s of %s meanwhile: it was %s and is now %s"), path,
               name, was_text, now_text);
}

static gboolean
fail_not_done (RelChange *change, const char *path, JsonNode *was, JsonNode *wanted, JsonNode *now, GError **error)
{
  g_autofree char *name = rel_change_dup_name (change);
  g_autofree char *wanted_text = rel_member_dup_text (wanted);
  g_autofree char *now_text = rel_member_dup_text (now);

  if (means_the_same (rel_change_get_object (change), path, was, now))
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s of %s is still %s, not %s"), path, name,
                 now_text, wanted_text);
  return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s of %s is now %s, not %s"), path, name,
               now_text, wanted_text);
}

/* What a created object must have, as far as it was said; the server fills in the rest.
 * Types of the database are written in many ways, so of `schema` only the actions count. */
static gboolean
check_created (RelChange *change, JsonNode *now, const char **path, JsonNode **wanted)
{
  JsonNode *after = rel_change_get_after (change);
  g_autoptr (GPtrArray) members = NULL;

  if (rel_change_get_object (change) == REL_OBJECT_RELATION)
    {
      for (guint i = 0; i < G_N_ELEMENTS (relation_paths); i++)
        {
          *path = relation_paths[i];
          *wanted = get_member (after, *path);
          if (!rel_json_is_null (*wanted) && !rel_relation_member_equal (*path, *wanted, get_member (now, *path)))
            return FALSE;
        }
      return TRUE;
    }

  *path = rel_change_get_object (change) == REL_OBJECT_FIELD ? "type" : "meta.group";
  *wanted = get_member (after, *path);
  return rel_json_is_null (*wanted) || rel_json_equal (*wanted, get_member (now, *path));
}

static gboolean
before_create (RelChange *change, JsonNode *now, RelChange **to_send, GError **error)
{
  g_autofree char *name = rel_change_dup_name (change);
  const char *path;
  JsonNode *wanted;

  if (now == NULL)
    {
      *to_send = rel_change_ref (change);
      return TRUE;
    }
  if (check_created (change, now, &path, &wanted))
    return TRUE;
  return fail (error, REL_ERROR_CONFLICT, _ ("The server already has %s, and not as it is here: compare %s"), name,
               path);
}

static gboolean
before_update (RelChange *change, JsonNode *now, RelChange **to_send, GError **error)
{
  RelObject object = rel_change_get_object (change);
  GPtrArray *members = rel_change_get_members (change);
  g_autofree char *name = rel_change_dup_name (change);
  g_autoptr (JsonNode) merged = NULL;
  gboolean is_done = TRUE;

  if (now == NULL)
    return fail (error, REL_ERROR_CONFLICT, _ ("Somebody deleted %s meanwhile"), name);

  merged = json_node_ref (now);
  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      JsonNode *current = get_member (now, member->path);
      JsonNode *next;

      if (!is_compared (object, member->path) || means_the_same (object, member->path, current, member->after))
        continue;
      if (!means_the_same (object, member->path, current, member->before))
        return fail_conflict (change, member->path, member->before, current, error);

      is_done = FALSE;
      next = rel_json_with (merged, member->path, member->after);
      json_node_unref (merged);
      merged = next;
    }

  if (!is_done)
    *to_send = rel_change_new (object, rel_change_get_nth (change), now, merged);
  return TRUE;
}

static gboolean
before_delete (RelChange *change, JsonNode *now, RelChange **to_send, GError **error)
{
  JsonNode *before = rel_change_get_before (change);

  if (now == NULL)
    return TRUE;

  /* A relation without its row is what a deletion on SQLite leaves behind. */
  if (rel_change_get_object (change) == REL_OBJECT_RELATION && has_part (now, "meta") == has_part (before, "meta"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (relation_paths); i++)
        {
          const char *path = relation_paths[i];

          if (!rel_relation_member_equal (path, get_member (before, path), get_member (now, path)))
            return fail_conflict (change, path, get_member (before, path), get_member (now, path), error);
        }
    }
  *to_send = rel_change_new (rel_change_get_object (change), rel_change_get_nth (change), now, NULL);
  return TRUE;
}

/**
 * rel_verdict_before:
 * @change: what is to be changed
 * @now: (nullable): what the server has, read just now; %NULL for nothing
 * @to_send: (out) (transfer full) (nullable): the same change, made on @now, so that what
 *   others changed beside it stays; %NULL if the server already has it
 * @error: (out) (optional): where to put a failure
 *
 * Decides whether a change may be sent.
 *
 * Errors: `REL_ERROR_CONFLICT` if a member that it touches is neither as it was nor as it
 * is to be.
 *
 * Returns: whether it may
 */
gboolean
rel_verdict_before (RelChange *change, JsonNode *now, RelChange **to_send, GError **error)
{
  *to_send = NULL;
  switch (rel_change_get_action (change))
    {
    case REL_CHANGE_CREATE:
      return before_create (change, now, to_send, error);
    case REL_CHANGE_UPDATE:
      return before_update (change, now, to_send, error);
    case REL_CHANGE_DELETE:
    default:
      return before_delete (change, now, to_send, error);
    }
}

static gboolean
after_update (RelChange *sent, JsonNode *now, GError **error)
{
  RelObject object = rel_change_get_object (sent);
  JsonNode *before = rel_change_get_before (sent);
  JsonNode *after = rel_change_get_after (sent);
  GPtrArray *members = rel_change_get_members (sent);
  g_autofree char *name = rel_change_dup_name (sent);

  if (now == NULL)
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s is not there any more"), name);

  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      JsonNode *current = get_member (now, member->path);

      if (is_compared (object, member->path) && !means_the_same (object, member->path, current, member->after))
        return fail_not_done (sent, member->path, member->before, member->after, current, error);
    }
  if (object != REL_OBJECT_RELATION)
    return TRUE;

  /* Old servers lose the foreign key or its actions on the way, or make one unasked. */
  if (has_part (after, "schema") && !has_part (now, "schema"))
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but dropped the foreign key of %s"), name);
  if (!has_part (after, "schema") && has_part (now, "schema"))
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server has the change, but also made a foreign key for %s"), name);
  for (guint i = 0; i < G_N_ELEMENTS (relation_paths); i++)
    {
      const char *path = relation_paths[i];
      JsonNode *wanted = get_member (after, path);
      JsonNode *current = get_member (now, path);

      if (rel_relation_member_equal (path, wanted, current))
        continue;
      /* What was not said, the server fills in. */
      if (rel_json_is_null (wanted) && strcmp (path, "related_collection") != 0)
        continue;
      return fail_not_done (sent, path, get_member (before, path), wanted, current, error);
    }
  return TRUE;
}

static gboolean
after_delete (RelChange *sent, JsonNode *now, GError **error)
{
  g_autofree char *name = rel_change_dup_name (sent);

  if (now == NULL)
    return TRUE;
  if (rel_change_get_object (sent) == REL_OBJECT_RELATION && !has_part (now, "meta") && has_part (now, "schema") &&
      rel_json_is_null (get_member (now, "schema.constraint_name")))
    return fail (error, REL_ERROR_NOT_DONE,
                 _ ("Directus on SQLite cannot drop a foreign key: the relation %s remains without its settings"),
                 name);
  return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s is still there"), name);
}

/**
 * rel_verdict_after:
 * @sent: what was sent: made by [func@verdict_before]
 * @now: (nullable): what the server has, read back; %NULL for nothing
 * @error: (out) (optional): where to put a failure
 *
 * Decides whether the server has the change. Of a relation, the target and the foreign key
 * with both its actions must be as wanted too, whatever was changed.
 *
 * Errors: `REL_ERROR_NOT_DONE` with the member that is not as wanted.
 *
 * Returns: whether it has
 */
gboolean
rel_verdict_after (RelChange *sent, JsonNode *now, GError **error)
{
  g_autofree char *name = rel_change_dup_name (sent);
  const char *path;
  JsonNode *wanted;

  switch (rel_change_get_action (sent))
    {
    case REL_CHANGE_CREATE:
      if (now == NULL)
        return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s is not there"), name);
      if (!check_created (sent, now, &path, &wanted))
        return fail_not_done (sent, path, NULL, wanted, get_member (now, path), error);
      return TRUE;
    case REL_CHANGE_UPDATE:
      return after_update (sent, now, error);
    case REL_CHANGE_DELETE:
    default:
      return after_delete (sent, now, error);
    }
}
