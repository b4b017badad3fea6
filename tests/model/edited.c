/* edited.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every edit has to keep to: it plans these changes and no others, its way back gives
 * the schema before, and what it does not touch is shared.
 */

#include "config.h"

#include "edited.h"

#include <string.h>

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-plan.h"

static const char *const objects[] = { "collection", "field", "relation" };
static const char *const actions[] = { "create", "update", "delete" };

static char *
dup_json (JsonNode *node)
{
  return node != NULL ? rel_json_dup_text (node, FALSE) : g_strdup ("nothing");
}

/* A change to a line, as `update relation articles.author: schema.on_delete "SET NULL" → "CASCADE"`. */
static void
append_change (GString *text, RelChange *change)
{
  GPtrArray *members = rel_change_get_members (change);

  g_string_append_printf (text, "%s %s %s", actions[rel_change_get_action (change)],
                          objects[rel_change_get_object (change)], rel_change_get_collection (change));
  if (rel_change_get_field (change) != NULL)
    g_string_append_printf (text, ".%s", rel_change_get_field (change));
  if (rel_change_get_nth (change) > 0)
    g_string_append_printf (text, "#%u", rel_change_get_nth (change));
  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      g_autofree char *was = dup_json (member->before);
      g_autofree char *is = dup_json (member->after);

      g_string_append_printf (text, "%s %s %s → %s", i == 0 ? ":" : ",", member->path, was, is);
    }
  g_string_append_c (text, '\n');
}

static gboolean
is_touched (GPtrArray *changes, const char *collection)
{
  for (guint i = 0; i < changes->len; i++)
    {
      if (strcmp (rel_change_get_collection (g_ptr_array_index (changes, i)), collection) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
assert_shares (RelSchema *before, RelSchema *after, GPtrArray *changes)
{
  for (guint i = 0; i < rel_schema_get_n_collections (before); i++)
    {
      RelCollection *old = rel_schema_get_collection (before, i);
      const char *name = rel_collection_get_name (old);

      if (!is_touched (changes, name) && rel_schema_find_collection (after, name) != old)
        g_error ("%s is not touched, but copied", name);
    }
}

/**
 * assert_planned:
 * @before: a schema
 * @after: (nullable): another
 * @plan: the changes from one to the other, one a line
 */
void
assert_planned (RelSchema *before, RelSchema *after, const char *plan)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (after);
  changes = rel_diff_in_steps (before, after);
  for (guint i = 0; i < changes->len; i++)
    append_change (text, g_ptr_array_index (changes, i));
  g_assert_cmpstr (text->str, ==, plan);
}

/**
 * assert_edited:
 * @before: a schema
 * @after: (nullable): what an edit made of it
 * @plan: the changes, one a line
 */
void
assert_edited (RelSchema *before, RelSchema *after, const char *plan)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (RelSchema) undone = NULL;
  g_autoptr (GError) error = NULL;

  assert_planned (before, after, plan);
  changes = rel_diff_in_steps (before, after);
  assert_shares (before, after, changes);

  back = rel_diff_in_steps (after, before);
  undone = rel_plan_apply (back, after, &error);
  g_assert_no_error (error);
  assert_planned (before, undone, "");
}

/**
 * assert_refusal:
 * @result: (nullable): what an edit gave
 * @error: (inout): its error, which is cleared
 * @code: the code that it should have
 * @message: what it should say, among else
 */
void
assert_refusal (RelSchema *result, GError **error, int code, const char *message)
{
  g_assert_null (result);
  g_assert_error (*error, REL_ERROR, code);
  if (strstr ((*error)->message, message) == NULL)
    g_error ("“%s” does not say “%s”", (*error)->message, message);
  g_clear_error (error);
}

/**
 * edited_with_field:
 * @schema: a schema
 * @json: a field object
 *
 * Returns: (transfer full): @schema with the field
 */
RelSchema *
edited_with_field (RelSchema *schema, const char *json)
{
  g_autoptr (JsonNode) node = json_of (json);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelField) field = rel_field_new (node, &error);

  g_assert_no_error (error);
  return rel_edit_put_field (schema, field);
}

/**
 * edited_with_relation:
 * @schema: a schema
 * @collection: the collection of a relation
 * @field: its field
 * @path: a member of it, which need not be one that can be set
 * @value: the member's new value, as JSON
 *
 * Returns: (transfer full): @schema with the relation so
 */
RelSchema *
edited_with_relation (RelSchema *schema, const char *collection, const char *field, const char *path, const char *value)
{
  g_autoptr (JsonNode) node = json_of (value);
  g_autoptr (RelRelation) next =
    rel_relation_with_member (rel_schema_find_relation (schema, collection, field, 0), path, node);

  return rel_edit_put_relation (schema, 0, next);
}
