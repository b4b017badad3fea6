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
#include "rel-outcome.h"

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

  if (rel_outcome_same (rel_change_get_object (change), path, was, now))
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s of %s is still %s, not %s"), path, name,
                 now_text, wanted_text);
  return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s of %s is now %s, not %s"), path, name,
               now_text, wanted_text);
}

static gboolean
before_create (RelChange *change, JsonNode *now, RelChange **to_send, GError **error)
{
  g_autofree char *name = rel_change_dup_name (change);
  g_autofree char *path = NULL;

  if (now == NULL)
    {
      *to_send = rel_change_ref (change);
      return TRUE;
    }
  path = rel_outcome_find_open (change, now);
  if (path == NULL)
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

      if (!rel_outcome_counts (object, member->path) || rel_outcome_same (object, member->path, current, member->after))
        continue;
      if (!rel_outcome_same (object, member->path, current, member->before))
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
      const char *const *paths = rel_outcome_get_relation_paths ();

      for (guint i = 0; paths[i] != NULL; i++)
        {
          const char *path = paths[i];

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
  const char *const *paths = rel_outcome_get_relation_paths ();
  g_autofree char *name = rel_change_dup_name (sent);

  if (now == NULL)
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s is not there any more"), name);

  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      JsonNode *current = get_member (now, member->path);

      if (!rel_outcome_is_member_done (sent, member, now))
        return fail_not_done (sent, member->path, member->before, member->after, current, error);
    }
  if (object != REL_OBJECT_RELATION)
    return TRUE;

  /* Old servers lose the foreign key or its actions on the way, or make one unasked. */
  if (has_part (after, "schema") && !has_part (now, "schema"))
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but dropped the foreign key of %s"), name);
  if (!has_part (after, "schema") && has_part (now, "schema"))
    return fail (error, REL_ERROR_NOT_DONE, _ ("The server has the change, but also made a foreign key for %s"), name);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      const char *path = paths[i];
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
  g_autofree char *path = NULL;

  switch (rel_change_get_action (sent))
    {
    case REL_CHANGE_CREATE:
      if (now == NULL)
        return fail (error, REL_ERROR_NOT_DONE, _ ("The server answered yes, but %s is not there"), name);
      path = rel_outcome_find_open (sent, now);
      if (path != NULL)
        return fail_not_done (sent, path, NULL, get_member (rel_change_get_after (sent), path), get_member (now, path),
                              error);
      return TRUE;
    case REL_CHANGE_UPDATE:
      return after_update (sent, now, error);
    case REL_CHANGE_DELETE:
    default:
      return rel_outcome_check_deleted (sent, now, error);
    }
}
