/* rel-rebase.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person's changes on a schema that has moved on. Nothing is dropped that still has a
 * place, and what somebody else changed at the same spot is told.
 */

#include "config.h"

#include "rel-rebase.h"

#include <glib/gi18n-lib.h>

#include "rel-member.h"
#include "rel-request.h"

/* Where the changes are made, and who is told. */
typedef struct
{
  RelSchema *schema; /* (owned): with the changes so far */
  RelMovedFunc moved_func;
  gpointer user_data;
} Rebase;

static void
tell (Rebase *rebase, RelChange *change, gboolean kept, const char *what)
{
  if (rebase->moved_func != NULL)
    rebase->moved_func (change, kept, what, rebase->user_data);
}

static void
make (Rebase *rebase, RelChange *change)
{
  g_autoptr (GError) error = NULL;
  RelSchema *next = rel_change_apply (change, rebase->schema, &error);

  if (next == NULL)
    {
      tell (rebase, change, FALSE, error->message);
      return;
    }
  rel_schema_unref (rebase->schema);
  rebase->schema = next;
}

/* Sets the members that a change sets, whatever stands there now. */
static void
make_members (Rebase *rebase, RelChange *change, GPtrArray *members, JsonNode *current)
{
  g_autoptr (JsonNode) after = json_node_ref (current);
  g_autoptr (RelChange) forced = NULL;
  g_autoptr (GString) moved = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      JsonNode *now = rel_json_get (json_node_get_object (current), member->path);
      JsonNode *next;

      if (!rel_json_equal (now, member->before) && !rel_json_equal (now, member->after))
        {
          g_autofree char *was = rel_member_dup_text (member->before);
          g_autofree char *is = rel_member_dup_text (now);

          if (moved->len > 0)
            g_string_append (moved, "\n");
          /* Translators: a member of a relation (schema.on_delete), its value before, and its value now. */
          g_string_append_printf (moved, _ ("%s has been changed on the server meanwhile, from %s to %s"), member->path,
                                  was, is);
        }
      next = rel_json_with (after, member->path, member->after);
      json_node_unref (after);
      after = next;
    }

  forced = rel_change_new (rel_change_get_object (change), rel_change_get_nth (change), current, after);
  make (rebase, forced);
  if (moved->len > 0)
    tell (rebase, change, TRUE, moved->str);
}

/* Whether a relation that is to be deleted and created anew was deleted and not yet created,
 * as when the program was ended in between. On SQLite the key remains without its row. */
static gboolean
is_half_made (RelChange *change, JsonNode *current)
{
  g_autoptr (GPtrArray) requests = NULL;

  if (current != NULL &&
      (!rel_json_is_null (rel_json_get (json_node_get_object (current), "meta")) ||
       rel_json_is_null (rel_json_get (json_node_get_object (rel_change_get_before (change)), "meta"))))
    return FALSE;
  requests = rel_request_list_for_change (change);
  return requests->len > 1;
}

/* Makes all of what a change leads to, not only its members. */
static void
make_whole (Rebase *rebase, RelChange *change, JsonNode *current)
{
  g_autoptr (RelChange) whole = rel_change_new (rel_change_get_object (change), rel_change_get_nth (change), current,
                                                rel_change_get_after (change));

  make (rebase, whole);
  tell (rebase, change, TRUE, _ ("It has been deleted on the server and is not yet created anew"));
}

static void
rebase_one (Rebase *rebase, RelChange *change)
{
  JsonNode *current = rel_change_find_current (change, rebase->schema);
  g_autoptr (GPtrArray) members = NULL;

  switch (rel_change_get_action (change))
    {
    case REL_CHANGE_CREATE:
      if (current == NULL)
        make (rebase, change);
      else
        {
          members = rel_member_changes (rel_change_get_object (change), current, rel_change_get_after (change));
          make_members (rebase, change, members, current);
          if (members->len > 0)
            tell (rebase, change, TRUE, _ ("It has been created on the server meanwhile"));
        }
      break;

    case REL_CHANGE_UPDATE:
      if (is_half_made (change, current))
        make_whole (rebase, change, current);
      else if (current != NULL)
        make_members (rebase, change, rel_change_get_members (change), current);
      else
        tell (rebase, change, FALSE, _ ("It has been deleted on the server meanwhile"));
      break;

    case REL_CHANGE_DELETE:
    default:
      /* What is gone already is as wanted. */
      if (current != NULL)
        make (rebase, change);
      break;
    }
}

/**
 * rel_rebase:
 * @changes: (element-type RelChange): changes that were made to another schema
 * @schema: the schema to make them in
 * @moved_func: (scope call) (nullable): told of each change under which something moved
 * @user_data: what is given to it
 *
 * Makes changes in a schema that has moved on since. Members that somebody else changed too
 * get the value of @changes; what is created twice becomes an update; what is gone cannot
 * be updated.
 *
 * Returns: (transfer full): the schema with the changes
 */
RelSchema *
rel_rebase (GPtrArray *changes, RelSchema *schema, RelMovedFunc moved_func, gpointer user_data)
{
  Rebase rebase = { rel_schema_ref (schema), moved_func, user_data };

  for (guint i = 0; i < changes->len; i++)
    rebase_one (&rebase, g_ptr_array_index (changes, i));
  return rebase.schema;
}
