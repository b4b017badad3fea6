/* rel-assignment.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-assignment.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-alias.h"
#include "rel-allowed.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-member.h"
#include "rel-retarget.h"
#include "rel-setting.h"
#include "rel-sort-field.h"

#define ALLOWED "meta.one_allowed_collections"

typedef enum
{
  SET,
  ADD,
  REMOVE,
} Operator;

/**
 * RelAssignment:
 *
 * An edit as a person types it: `schema.on_delete=CASCADE`. Of a list of collections single
 * ones are added and removed: `meta.one_allowed_collections+=articles`.
 *
 * Besides the members of a relation there are `related_collection`, which points it elsewhere,
 * `alias`, which names the list at its other side, and `sort`, which makes a column for the
 * order of that list.
 */
struct _RelAssignment
{
  char *path; /* (owned) */
  char *text; /* (owned) */
  Operator op;
};

/**
 * rel_assignment_parse:
 * @text: `KEY=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` for anything else.
 *
 * Returns: (transfer full) (nullable): the edit, or %NULL on error
 */
RelAssignment *
rel_assignment_parse (const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  RelAssignment *self;
  gsize length = equals != NULL ? (gsize) (equals - text) : 0;
  Operator op = SET;

  if (length > 0 && (text[length - 1] == '+' || text[length - 1] == '-'))
    op = text[--length] == '+' ? ADD : REMOVE;
  if (length == 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is not KEY=VALUE"), text);
      return NULL;
    }

  self = g_new0 (RelAssignment, 1);
  self->path = g_strndup (text, length);
  self->text = g_strdup (equals + 1);
  self->op = op;
  if (op == SET || strcmp (self->path, ALLOWED) == 0)
    return self;
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("Only %s is a list to which one adds or of which one takes"),
               ALLOWED);
  rel_assignment_free (self);
  return NULL;
}

/**
 * rel_assignment_free:
 * @self: (transfer full): an edit
 */
void
rel_assignment_free (RelAssignment *self)
{
  g_free (self->path);
  g_free (self->text);
  g_free (self);
}

static void
set_unknown (const char *path, const char *const *of_field, GError **error)
{
  g_autoptr (GString) paths = g_string_new ("related_collection, alias, sort");

  for (guint i = 0; i < rel_member_get_count (); i++)
    {
      const RelMember *member = rel_member_get_nth (i);

      if (rel_member_is_writable (member))
        g_string_append_printf (paths, ", %s", rel_member_get_path (member));
    }
  for (guint i = 0; of_field[i] != NULL; i++)
    g_string_append_printf (paths, ", %s", of_field[i]);
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is nothing called “%s” here, but: %s"), path, paths->str);
}

static RelSchema *
apply_to_relation (const RelAssignment *self,
                   RelSchema *schema,
                   const char *collection,
                   const char *field,
                   guint nth,
                   GError **error)
{
  gboolean is_cleared = *self->text == '\0' || strcmp (self->text, "null") == 0;
  g_autoptr (JsonNode) value = NULL;

  if (self->op == ADD)
    return rel_allowed_add (schema, collection, field, nth, self->text, error);
  if (self->op == REMOVE)
    return rel_allowed_remove (schema, collection, field, nth, self->text, error);
  if (strcmp (self->path, "alias") == 0)
    return rel_alias_set (schema, collection, field, nth, is_cleared ? NULL : self->text, error);
  if (strcmp (self->path, "sort") == 0)
    return rel_sort_field_add (schema, collection, field, nth, self->text, error);
  if (strcmp (self->path, "related_collection") == 0)
    return rel_retarget_apply (schema, collection, field, nth, self->text, error);

  value = rel_member_parse (rel_member_find (self->path), self->text);
  return rel_edit_set_member (schema, collection, field, nth, self->path, value, error);
}

/**
 * rel_assignment_apply:
 * @self: an edit
 * @schema: a schema
 * @collection: a collection
 * @field: (nullable): a field of it, or of a relation; %NULL to change the collection itself
 * @nth: which one of the relations with both names, from 0
 * @error: (out) (optional): where to put a failure
 *
 * Makes the edit. What relations and fields have are called differently, so the name tells
 * which of the two is meant.
 *
 * Errors: `REL_ERROR_INVALID`, with the names that there are, for another name; those of the
 * edit that it stands for.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_assignment_apply (const RelAssignment *self,
                      RelSchema *schema,
                      const char *collection,
                      const char *field,
                      guint nth,
                      GError **error)
{
  g_auto (GStrv) of_field = rel_setting_dup_names_of_field ();

  if (field == NULL)
    return rel_setting_set_of_collection (schema, collection, self->path, self->text, error);
  if (g_strv_contains ((const char *const *) of_field, self->path))
    return rel_setting_set_of_field (schema, collection, field, self->path, self->text, error);
  if (strcmp (self->path, "alias") == 0 || strcmp (self->path, "sort") == 0 || rel_member_find (self->path) != NULL)
    return apply_to_relation (self, schema, collection, field, nth, error);
  set_unknown (self->path, (const char *const *) of_field, error);
  return NULL;
}

/**
 * rel_assignment_dup_name:
 * @self: an edit
 * @what: what it is made of: `articles.author`
 *
 * Returns: (transfer full): its name, as one takes it back
 */
char *
rel_assignment_dup_name (const RelAssignment *self, const char *what)
{
  if (self->op == ADD)
    /* Translators: a collection, and a relation to which it is allowed: articles.author. */
    return g_strdup_printf (_ ("Allow %s in %s"), self->text, what);
  if (self->op == REMOVE)
    /* Translators: a collection, and a relation to which it is forbidden: articles.author. */
    return g_strdup_printf (_ ("Forbid %s in %s"), self->text, what);
  return rel_member_dup_edit_name (self->path, what, self->text);
}
