/* rel-addition.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Collections, folders and fields that are made for their own sake, as the Data Studio makes
 * them (11.3.5). What comes with a relation is made by [struct@Creation].
 */

#include "config.h"

#include "rel-addition.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-edit.h"
#include "rel-error.h"
#include "rel-naming.h"
#include "rel-new-object.h"
#include "rel-setting.h"

/* A type, with what the Data Studio says of a column of it. */
typedef struct
{
  const char *type;
  const char *meta;
  const char *schema;
} Type;

static const Type key_types[] = {
  { "integer", "{\"hidden\":true,\"interface\":\"input\",\"readonly\":true}",
    "{\"is_primary_key\":true,\"has_auto_increment\":true}" },
  { "bigInteger", "{\"hidden\":true,\"interface\":\"input\",\"readonly\":true}",
    "{\"is_primary_key\":true,\"has_auto_increment\":true}" },
  { "uuid", "{\"hidden\":true,\"readonly\":true,\"interface\":\"input\",\"special\":[\"uuid\"]}",
    "{\"is_primary_key\":true,\"length\":36,\"has_auto_increment\":false}" },
  { "string", "{\"interface\":\"input\",\"readonly\":false,\"hidden\":false}",
    "{\"is_primary_key\":true,\"length\":255,\"has_auto_increment\":false}" },
};

static const Type field_types[] = {
  { "string", "{\"interface\":\"input\"}", "{}" },
  { "text", "{\"interface\":\"input-multiline\"}", "{}" },
  { "integer", "{\"interface\":\"input\"}", "{}" },
  { "bigInteger", "{\"interface\":\"input\"}", "{}" },
  { "float", "{\"interface\":\"input\"}", "{}" },
  { "decimal", "{\"interface\":\"input\"}", "{}" },
  { "boolean", "{\"interface\":\"boolean\",\"special\":[\"cast-boolean\"]}", "{\"default_value\":false}" },
  { "date", "{\"interface\":\"datetime\"}", "{}" },
  { "time", "{\"interface\":\"datetime\"}", "{}" },
  { "dateTime", "{\"interface\":\"datetime\"}", "{}" },
  { "timestamp", "{\"interface\":\"datetime\"}", "{}" },
  { "json", "{\"interface\":\"input-code\",\"special\":[\"cast-json\"]}", "{}" },
  { "csv", "{\"interface\":\"tags\",\"special\":[\"cast-csv\"]}", "{}" },
  { "uuid", "{\"interface\":\"input\"}", "{}" },
};

static const Type *
find_type (const Type *types, guint n_types, const char *wanted, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_types; i++)
    {
      if (g_strcmp0 (types[i].type, wanted) == 0)
        return &types[i];
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", types[i].type);
    }
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is no type “%s” here. What fits: %s"), wanted,
               names->str);
  return NULL;
}

static gboolean
check_new_collection (RelSchema *schema, const char *name, GError **error)
{
  if (!rel_naming_check (name, error))
    return FALSE;
  if (rel_is_system_name (name))
    g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                         _ ("A name that begins with “directus_” is Directus’ own"));
  else if (rel_schema_has_collection (schema, name))
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is a collection “%s” already"), name);
  else
    return TRUE;
  return FALSE;
}

/* The settings that were said, each by the edit that sets it later too. */
static RelSchema *
settle_collection (RelSchema *schema, const RelAddition *wanted, GError **error)
{
  const struct
  {
    const char *path;
    const char *text;
  } settings[] = {
    { "meta.group", wanted->group },
    { "meta.note", wanted->note },
    { "meta.hidden", wanted->is_hidden ? "true" : NULL },
  };
  g_autoptr (RelSchema) next = rel_schema_ref (schema);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      RelSchema *set =
        settings[i].text != NULL
          ? rel_setting_set_of_collection (next, wanted->collection, settings[i].path, settings[i].text, error)
          : rel_schema_ref (next);

      if (set == NULL)
        return NULL;
      rel_edit_take (&next, set);
    }
  return g_steal_pointer (&next);
}

/**
 * rel_addition_make_collection:
 * @schema: a schema
 * @wanted: what is said of the collection
 * @error: (out) (optional): where to put a failure
 *
 * Makes a collection that has a key and nothing else. Unless something is said of it, the key
 * is called `id` and is a number that counts itself up.
 *
 * Errors: `REL_ERROR_INVALID`, with what would be right, for a name that is taken or a type
 * that no key has; those of [func@setting_set_of_collection].
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_addition_make_collection (RelSchema *schema, const RelAddition *wanted, GError **error)
{
  const Type *type =
    find_type (key_types, G_N_ELEMENTS (key_types), wanted->type != NULL ? wanted->type : "integer", error);
  const char *key = wanted->field != NULL ? wanted->field : "id";
  g_autoptr (RelField) field = NULL;
  g_autoptr (RelSchema) next = NULL;

  if (type == NULL || !check_new_collection (schema, wanted->collection, error) || !rel_naming_check (key, error))
    return NULL;
  field = rel_new_field (wanted->collection, key, type->type, type->schema, type->meta);
  next = rel_new_collection (schema, wanted->collection, "{}", field);
  return settle_collection (next, wanted, error);
}

/**
 * rel_addition_make_folder:
 * @schema: a schema
 * @wanted: what is said of the folder
 * @error: (out) (optional): where to put a failure
 *
 * Makes a folder: a collection without a table, in which others are shown.
 *
 * Errors: as [func@addition_make_collection].
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_addition_make_folder (RelSchema *schema, const RelAddition *wanted, GError **error)
{
  g_autoptr (RelSchema) next = NULL;

  if (!check_new_collection (schema, wanted->collection, error))
    return NULL;
  next = rel_new_collection (schema, wanted->collection, "{\"icon\":\"folder\"}", NULL);
  return settle_collection (next, wanted, error);
}

/**
 * rel_addition_make_field:
 * @schema: a schema
 * @wanted: what is said of the field
 * @error: (out) (optional): where to put a failure
 *
 * Makes a field with a column, of text unless something is said.
 *
 * Errors: `REL_ERROR_INVALID`, with what would be right, for a collection without a table, a
 * name that is taken or a type that there is not.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_addition_make_field (RelSchema *schema, const RelAddition *wanted, GError **error)
{
  const Type *type =
    find_type (field_types, G_N_ELEMENTS (field_types), wanted->type != NULL ? wanted->type : "string", error);
  g_autoptr (JsonNode) yes = json_node_init_boolean (json_node_alloc (), TRUE);
  g_autoptr (JsonNode) note = rel_json_new_string (wanted->note);
  g_autoptr (RelField) plain = NULL;
  g_autoptr (RelField) noted = NULL;
  g_autoptr (RelField) hidden = NULL;
  g_autoptr (RelField) required = NULL;

  if (type == NULL || !rel_edit_check_end (schema, wanted->collection, error) ||
      !rel_naming_check (wanted->field, error))
    return NULL;
  if (rel_schema_find_field (schema, wanted->collection, wanted->field) != NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s already has a field “%s”"), wanted->collection,
                   wanted->field);
      return NULL;
    }
  plain = rel_new_field (wanted->collection, wanted->field, type->type, type->schema, type->meta);
  noted = rel_field_with_member (plain, "meta.note", wanted->note != NULL ? note : NULL);
  hidden = rel_field_with_member (noted, "meta.hidden", wanted->is_hidden ? yes : NULL);
  required = rel_field_with_member (hidden, "meta.required", wanted->is_required ? yes : NULL);
  return rel_edit_put_field (schema, required);
}

/**
 * rel_addition_dup_field_types:
 *
 * Returns: (transfer full): the types that a new field can have, the usual one first
 */
GStrv
rel_addition_dup_field_types (void)
{
  GStrv types = g_new0 (char *, G_N_ELEMENTS (field_types) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (field_types); i++)
    types[i] = g_strdup (field_types[i].type);
  return types;
}
