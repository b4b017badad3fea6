/* rel-cli-diff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command diff: what differs between two targets, and parts of it into the draft.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-comparison.h"
#include "rel-error.h"
#include "rel-history.h"
#include "rel-member.h"
#include "rel-part.h"
#include "rel-take.h"

static const char *
get_object_label (RelObject object)
{
  switch (object)
    {
    case REL_OBJECT_COLLECTION:
      return _ ("collection");
    case REL_OBJECT_FIELD:
      return _ ("field");
    case REL_OBJECT_RELATION:
    default:
      return _ ("relation");
    }
}

/* What tells one from others of its name, in a few words. */
static char *
dup_summary (RelChange *change)
{
  JsonNode *json = rel_change_get_after (change) != NULL ? rel_change_get_after (change)
                                                         : rel_change_get_before (change);
  const char *text = NULL;

  if (rel_change_get_object (change) == REL_OBJECT_RELATION)
    text = rel_json_get_string (json_node_get_object (json), "related_collection");
  else if (rel_change_get_object (change) == REL_OBJECT_FIELD)
    text = rel_json_get_string (json_node_get_object (json), "type");
  if (text == NULL)
    return g_strdup ("");
  return rel_change_get_object (change) == REL_OBJECT_RELATION ? g_strdup_printf (" → %s", text)
                                                               : g_strdup_printf (" (%s)", text);
}

static void
append_change (GString *text, RelChange *change)
{
  static const char signs[] = { [REL_CHANGE_CREATE] = '+', [REL_CHANGE_UPDATE] = '~', [REL_CHANGE_DELETE] = '-' };
  RelChangeAction action = rel_change_get_action (change);
  const char *field = rel_change_get_field (change);
  g_autofree char *summary = dup_summary (change);
  GPtrArray *members = rel_change_get_members (change);

  g_string_append_printf (text, "%c %s %s%s%s%s\n", signs[action], get_object_label (rel_change_get_object (change)),
                          rel_change_get_collection (change), field != NULL ? "." : "", field != NULL ? field : "",
                          summary);
  for (guint i = 0; action == REL_CHANGE_UPDATE && i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);
      g_autofree char *before = rel_member_dup_text (member->before);
      g_autofree char *after = rel_member_dup_text (member->after);

      g_string_append_printf (text, "    %s: %s → %s\n", member->path, before, after);
    }
}

static int
print_text (RelCli *cli, GPtrArray *changes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    append_change (text, g_ptr_array_index (changes, i));
  return rel_cli_print (cli, text->str, text->len);
}

static JsonNode *
dup_or_null (JsonNode *node)
{
  return node != NULL ? json_node_ref (node) : json_node_new (JSON_NODE_NULL);
}

static JsonArray *
write_members (GPtrArray *members)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < members->len; i++)
    {
      const RelMemberChange *member = g_ptr_array_index (members, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "path", member->path);
      json_object_set_member (object, "before", dup_or_null (member->before));
      json_object_set_member (object, "after", dup_or_null (member->after));
      json_array_add_object_element (array, object);
    }
  return array;
}

/* A change as a plan has it, with the members that differ. */
static JsonNode *
write_change (RelChange *change)
{
  g_autoptr (JsonNode) json = rel_change_to_json (change);
  g_autoptr (JsonNode) members = json_node_new (JSON_NODE_ARRAY);

  if (rel_change_get_action (change) != REL_CHANGE_UPDATE)
    return g_steal_pointer (&json);
  json_node_take_array (members, write_members (rel_change_get_members (change)));
  return rel_json_with (json, "members", members);
}

static int
print_json (RelCli *cli, GPtrArray *changes)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < changes->len; i++)
    json_array_add_element (array, write_change (g_ptr_array_index (changes, i)));
  json_object_set_string_member (object, "from", cli->arguments[0]);
  json_object_set_string_member (object, "to", cli->arguments[1]);
  json_object_set_array_member (object, "changes", array);
  json_node_take_object (node, object);
  return rel_cli_print_json (cli, node);
}

/* What is to be taken: changes, and of others members of them. */
typedef struct
{
  GPtrArray *whole;   /* (owned) (element-type RelChange) */
  GPtrArray *partly;  /* (owned) (element-type RelChange) */
  GPtrArray *members; /* (owned) (element-type GPtrArray): of each of @partly, in the same order */
} Choice;

static void
choice_clear (Choice *choice)
{
  g_ptr_array_unref (choice->whole);
  g_ptr_array_unref (choice->partly);
  g_ptr_array_unref (choice->members);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

/* COLLECTION or COLLECTION.FIELD. */
static GPtrArray *
find_changes (GPtrArray *changes, const char *text)
{
  const char *dot = strchr (text, '.');
  g_autofree char *collection = dot != NULL ? g_strndup (text, dot - text) : g_strdup (text);

  return rel_take_choose (changes, collection, dot != NULL ? dot + 1 : NULL);
}

/* A member with those that go with it; %NULL if it does not differ. */
static GPtrArray *
find_part (RelChange *change, const char *path)
{
  g_autoptr (GPtrArray) parts = NULL;

  if (rel_change_get_action (change) != REL_CHANGE_UPDATE)
    return NULL;
  parts = rel_part_list (change);
  for (guint i = 0; i < parts->len; i++)
    {
      GPtrArray *part = g_ptr_array_index (parts, i);

      for (guint j = 0; j < part->len; j++)
        {
          if (strcmp (((RelMemberChange *) g_ptr_array_index (part, j))->path, path) == 0)
            return g_ptr_array_ref (part);
        }
    }
  return NULL;
}

static void
add_part (Choice *choice, RelChange *change, GPtrArray *part)
{
  guint index;
  GPtrArray *members;

  if (!g_ptr_array_find (choice->partly, change, &index))
    {
      index = choice->partly->len;
      g_ptr_array_add (choice->partly, rel_change_ref (change));
      g_ptr_array_add (choice->members, g_ptr_array_new ());
    }
  members = g_ptr_array_index (choice->members, index);
  for (guint i = 0; i < part->len; i++)
    {
      if (!g_ptr_array_find (members, g_ptr_array_index (part, i), NULL))
        g_ptr_array_add (members, g_ptr_array_index (part, i));
    }
}

/* COLLECTION:MEMBER or COLLECTION.FIELD:MEMBER; whether there is such a difference. */
static gboolean
choose_member (Choice *choice, GPtrArray *changes, const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strndup (text, colon - text) : NULL;
  g_autoptr (GPtrArray) named = name != NULL ? find_changes (changes, name) : NULL;
  gboolean is_found = FALSE;

  for (guint i = 0; named != NULL && i < named->len; i++)
    {
      RelChange *change = g_ptr_array_index (named, i);
      g_autoptr (GPtrArray) part = find_part (change, colon + 1);

      if (part != NULL)
        add_part (choice, change, part);
      is_found = is_found || part != NULL;
    }
  return is_found;
}

/* The changes of all that is to be taken; what is taken as a whole is not taken in parts. */
static GPtrArray *
choose (RelCli *cli, GPtrArray *changes, GError **error)
{
  g_auto (Choice) choice = { g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref),
                             g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref),
                             g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref) };

  for (guint i = 0; cli->take[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) chosen = find_changes (changes, cli->take[i]);

      if (chosen->len == 0 && !choose_member (&choice, changes, cli->take[i]))
        {
          g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("“%s” does not differ"), cli->take[i]);
          return NULL;
        }
      g_ptr_array_extend_and_steal (choice.whole, g_steal_pointer (&chosen));
    }
  for (guint i = 0; i < choice.partly->len; i++)
    {
      RelChange *change = g_ptr_array_index (choice.partly, i);

      if (!g_ptr_array_find (choice.whole, change, NULL))
        g_ptr_array_add (choice.whole, rel_part_make (change, g_ptr_array_index (choice.members, i)));
    }
  return g_ptr_array_ref (choice.whole);
}

/* One side of a comparison. */
typedef struct
{
  RelWorkspace *workspace; /* (owned) (nullable) */
  RelSchema *schema;       /* (owned) (nullable) */
} Side;

static void
side_clear (Side *side)
{
  g_clear_object (&side->workspace);
  g_clear_pointer (&side->schema, rel_schema_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

/* TARGET@N is TARGET as it was before its publish number N; 0 if no number is said. */
static char *
dup_target (const char *text, gint64 *number)
{
  const char *at = strrchr (text, '@');

  *number = 0;
  if (at == NULL || g_file_test (text, G_FILE_TEST_EXISTS) ||
      !g_ascii_string_to_signed (at + 1, 10, 1, G_MAXINT64, number, NULL))
    return g_strdup (text);
  return g_strndup (text, at - text);
}

/* Returns: %FALSE on error */
static gboolean
side_open (Side *side, RelCli *cli, const char *text, gboolean has_draft, GError **error)
{
  gint64 number;
  g_autofree char *target = dup_target (text, &number);

  if (has_draft && number > 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY, _ ("“%s” is past: it has no draft"), text);
      return FALSE;
    }
  side->workspace = rel_cli_open (cli, target, has_draft && !cli->dry_run, error);
  if (side->workspace == NULL)
    return FALSE;
  side->schema = number > 0 ? rel_workspace_dup_past (side->workspace, number, FALSE, error)
                            : rel_schema_ref (rel_workspace_get_base (side->workspace));
  return side->schema != NULL;
}

static int
take (RelCli *cli, RelWorkspace *workspace, const Side *other)
{
  GError *error = NULL;
  g_autoptr (RelComparison) comparison =
    rel_comparison_new (rel_workspace_get_draft (workspace), other->schema, &error);
  g_autoptr (GPtrArray) chosen = comparison != NULL ? choose (cli, rel_comparison_get_changes (comparison), &error)
                                                    : NULL;
  g_autoptr (GPtrArray) taken = chosen != NULL ? rel_comparison_complete (comparison, chosen) : NULL;
  g_autoptr (RelSchema) next = taken != NULL ? rel_comparison_take (comparison, taken, &error) : NULL;
  g_autofree char *name = NULL;
  int status;

  if (next == NULL)
    return rel_cli_fail (error);
  /* Translators: the name of a project or a file. */
  name = g_strdup_printf (_ ("Take over from %s"), rel_target_get_name (rel_workspace_get_target (other->workspace)));
  rel_workspace_set_draft (workspace, next, name);
  if (cli->dry_run)
    return rel_cli_finish (cli, workspace);

  status = cli->json ? print_json (cli, taken) : print_text (cli, taken);
  g_printerr (_ ("These are in the draft now, and not published. See it: relations-cli plan %s\n"), cli->arguments[0]);
  return status;
}

/**
 * rel_cli_diff:
 * @cli: a call of the program: TARGET TARGET2, with --take
 *
 * Prints what differs between two targets: what would have to be changed in the first one. Each
 * may be one as it was: TARGET@N, before the publish number N. With --take, puts what is named, or
 * a member of it, into the draft of the first, with what that needs.
 *
 * Returns: the exit status: that of a difference if there is one, and none was taken over
 */
int
rel_cli_diff (RelCli *cli)
{
  gboolean takes = cli->take != NULL;
  g_auto (Side) here = { NULL };
  g_auto (Side) there = { NULL };
  g_autoptr (RelComparison) comparison = NULL;
  GPtrArray *changes;
  GError *error = NULL;
  int status;

  if (!side_open (&here, cli, cli->arguments[0], takes, &error) ||
      !side_open (&there, cli, cli->arguments[1], FALSE, &error))
    return rel_cli_fail (error);
  if (takes)
    return take (cli, here.workspace, &there);
  comparison = rel_comparison_new (here.schema, there.schema, &error);
  if (comparison == NULL)
    return rel_cli_fail (error);
  changes = rel_comparison_get_changes (comparison);
  status = cli->json ? print_json (cli, changes) : print_text (cli, changes);
  return status == REL_CLI_DONE && changes->len > 0 ? REL_CLI_DIFFERS : status;
}
