/* rel-creation-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a relation can be made as it is said. Each mistake names the member that it is
 * about, so that a form can say it there.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-action.h"
#include "rel-creation.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-naming.h"

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (REL_ERROR, REL_ERROR_INVALID, format, args);
  va_end (args);
  return FALSE;
}

/* Says which member a mistake is about. */
static gboolean
blame (const char *member, gboolean fits, GError **error)
{
  if (!fits && error != NULL)
    rel_error_set_refusal (*error, NULL, NULL, member);
  return fits;
}

static gboolean
check_field_is_new (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  if (!rel_naming_check (field, error))
    return FALSE;
  if (rel_schema_find_field (schema, collection, field) != NULL)
    return fail (error, _ ("%s already has a field “%s”"), collection, field);
  return TRUE;
}

/* A column that is there may be used, unless a relation uses it. */
static gboolean
check_column (RelSchema *schema, const char *collection, const char *field, GError **error)
{
  RelField *found = field != NULL ? rel_schema_find_field (schema, collection, field) : NULL;

  if (found == NULL && !rel_naming_check (field, error))
    return FALSE;
  if (found != NULL && (rel_field_is_alias (found) || rel_field_is_primary_key (found)))
    return fail (error, _ ("%s.%s is there already, and cannot point at anything"), collection, field);
  if (rel_schema_find_relation (schema, collection, field, 0) != NULL)
    return fail (error, _ ("%s.%s already is a relation"), collection, field);
  return TRUE;
}

static gboolean
check_junction_name (const RelCreation *self, RelSchema *schema, GError **error)
{
  RelCollection *found = self->junction != NULL ? rel_schema_find_collection (schema, self->junction) : NULL;

  if (found == NULL && !rel_naming_check (self->junction, error))
    return FALSE;
  if (found == NULL && rel_is_system_name (self->junction))
    return fail (error, _ ("A name that begins with “directus_” is Directus’ own"));
  if (found != NULL && rel_collection_is_folder (found))
    return fail (error, _ ("“%s” is a folder: it has no items"), self->junction);
  return TRUE;
}

static gboolean
check_two_columns (const RelCreation *self, const char *a, const char *b, GError **error)
{
  if (strcmp (a, b) == 0)
    return fail (error, _ ("The two columns of %s cannot both be called “%s”"), self->junction, a);
  return TRUE;
}

static gboolean
check_junction (const RelCreation *self, RelSchema *schema, GError **error)
{
  const char *first = self->junction_field;
  const char *second = self->junction_related_field;

  if (!blame ("junction", check_junction_name (self, schema, error), error) ||
      !blame ("junction_field", check_column (schema, self->junction, first, error), error) ||
      !blame ("junction_related_field",
              check_column (schema, self->junction, second, error) && check_two_columns (self, first, second, error),
              error))
    return FALSE;
  if (self->kind != REL_KIND_M2A)
    return TRUE;
  return blame ("collection_field",
                rel_naming_check (self->collection_field, error) &&
                  check_two_columns (self, first, self->collection_field, error) &&
                  check_two_columns (self, second, self->collection_field, error),
                error);
}

static gboolean
check_choice (const char *value, const char *const *choices, GError **error)
{
  g_autofree char *list = NULL;

  if (value == NULL || g_strv_contains (choices, value))
    return TRUE;
  list = g_strjoinv (", ", (char **) choices);
  return fail (error, _ ("“%s” does not fit. What fits: %s"), value, list);
}

static gboolean
check_actions (const RelCreation *self, GError **error)
{
  const char *const *actions = rel_action_get_ids ();
  static const char *const deselect_actions[] = { "nullify", "delete", NULL };

  return blame ("on_delete", check_choice (self->on_delete, actions, error), error) &&
         blame ("related_on_delete", check_choice (self->related_on_delete, actions, error), error) &&
         blame ("deselect_action", check_choice (self->deselect_action, deselect_actions, error), error);
}

static gboolean
check_allowed (const RelCreation *self, RelSchema *schema, GError **error)
{
  if (self->allowed == NULL || self->allowed[0] == NULL)
    return fail (error, _ ("Say which collections it may point at"));
  for (guint i = 0; self->allowed[i] != NULL; i++)
    {
      if (!rel_edit_check_end (schema, self->allowed[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_related (const RelCreation *self, RelSchema *schema, GError **error)
{
  if (self->related == NULL)
    return fail (error, _ ("Say which collection is at the other end"));
  /* A collection of languages is made. */
  if (self->kind == REL_KIND_TRANSLATIONS && !rel_schema_has_collection (schema, self->related))
    return rel_naming_check (self->related, error);
  return rel_edit_check_end (schema, self->related, error);
}

static gboolean
check_ends (const RelCreation *self, RelSchema *schema, GError **error)
{
  if (self->collection == NULL)
    return blame ("collection", fail (error, _ ("Say which collection gets the field")), error);
  if (!blame ("collection", rel_edit_check_end (schema, self->collection, error), error))
    return FALSE;
  if (self->kind == REL_KIND_M2A)
    {
      if (!blame ("allowed", check_allowed (self, schema, error), error))
        return FALSE;
    }
  else if (!blame ("related", check_related (self, schema, error), error))
    return FALSE;
  return blame ("field", check_field_is_new (schema, self->collection, self->field, error), error);
}

static gboolean
check_other_side (const RelCreation *self, RelSchema *schema, GError **error)
{
  gboolean same = g_strcmp0 (self->related, self->collection) == 0 && g_strcmp0 (self->field, self->related_field) == 0;

  if (self->kind == REL_KIND_O2M || self->kind == REL_KIND_TREE)
    {
      if (same)
        return fail (error, _ ("A list and its column cannot both be called “%s”"), self->field);
      return check_column (schema, self->related, self->related_field, error);
    }
  if (self->related_field == NULL || self->kind == REL_KIND_M2A)
    return TRUE;
  if (same)
    return fail (error, _ ("A field and its other side cannot both be called “%s”"), self->field);
  return check_field_is_new (schema, self->related, self->related_field, error);
}

/* The columns that come with the relation, in the collection with the sort field. */
static gboolean
is_new_column (const RelCreation *self, const char *name)
{
  if (rel_creation_has_junction (self->kind))
    return g_strcmp0 (name, self->junction_field) == 0 || g_strcmp0 (name, self->junction_related_field) == 0 ||
           g_strcmp0 (name, self->collection_field) == 0;
  return g_strcmp0 (name,
                    self->kind == REL_KIND_M2O || self->kind == REL_KIND_FILE ? self->field : self->related_field) == 0;
}

static gboolean
check_sort_field (const RelCreation *self, RelSchema *schema, GError **error)
{
  const char *collection = self->related;
  RelField *found;

  if (rel_creation_has_junction (self->kind))
    collection = self->junction;
  else if (self->kind == REL_KIND_M2O || self->kind == REL_KIND_FILE)
    collection = self->collection;
  if (self->sort_field == NULL)
    return TRUE;
  found = rel_schema_find_field (schema, collection, self->sort_field);
  if (found == NULL && !rel_naming_check (self->sort_field, error))
    return FALSE;
  if (is_new_column (self, self->sort_field) ||
      (found != NULL && (rel_field_is_alias (found) || rel_field_is_primary_key (found))))
    return fail (error, _ ("“%s” cannot keep an order: it is for something else"), self->sort_field);
  return TRUE;
}

/**
 * rel_creation_check:
 * @self: a relation to be made, complete
 * @schema: where it is to be made
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID`, with the name that does not fit or is missing;
 * [func@error_get_field] says which member it is about, as `junction_field`.
 *
 * Returns: whether it can be made
 */
gboolean
rel_creation_check (const RelCreation *self, RelSchema *schema, GError **error)
{
  if (self->kind == REL_KIND_NONE || self->kind == REL_KIND_BROKEN)
    return fail (error, _ ("Say which kind of relation"));
  return check_actions (self, error) && check_ends (self, schema, error) &&
         blame ("related_field", check_other_side (self, schema, error), error) &&
         (!rel_creation_has_junction (self->kind) || check_junction (self, schema, error)) &&
         blame ("sort_field", check_sort_field (self, schema, error), error);
}
