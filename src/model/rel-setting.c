/* rel-setting.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings of collections and fields that matter where relations are made: whether they
 * are shown, what they are for, in which folder they are.
 */

#include "config.h"

#include "rel-setting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"
#include "rel-edit.h"

typedef enum
{
  SWITCH,
  TEXT,
  FOLDER,
} SettingType;

typedef struct
{
  const char *path;
  SettingType type;
} Setting;

static const Setting of_collections[] = {
  { "meta.group", FOLDER },
  { "meta.hidden", SWITCH },
  { "meta.note", TEXT },
};

static const Setting of_fields[] = {
  { "meta.hidden", SWITCH },
  { "meta.note", TEXT },
  { "meta.required", SWITCH },
};

static const Setting *
find (const Setting *settings, guint n_settings, const char *path)
{
  for (guint i = 0; i < n_settings; i++)
    {
      if (strcmp (settings[i].path, path) == 0)
        return &settings[i];
    }
  return NULL;
}

static const Setting *
find_or_fail (const Setting *settings, guint n_settings, const char *path, GError **error)
{
  const Setting *setting = find (settings, n_settings, path);
  g_autoptr (GString) paths = g_string_new (NULL);

  if (setting != NULL)
    return setting;
  for (guint i = 0; i < n_settings; i++)
    g_string_append_printf (paths, "%s%s", i > 0 ? ", " : "", settings[i].path);
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is nothing called “%s” here, but: %s"), path, paths->str);
  return NULL;
}

/**
 * rel_setting_dup_names_of_field:
 *
 * Returns: (transfer full): the settings of fields, by their names in the API
 */
GStrv
rel_setting_dup_names_of_field (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (of_fields); i++)
    g_strv_builder_add (names, of_fields[i].path);
  return g_strv_builder_end (names);
}

/* `null` clears a text. */
static JsonNode *
parse (const Setting *setting, const char *text, GError **error)
{
  JsonNode *node;

  if (setting->type != SWITCH)
    return rel_json_new_string (*text != '\0' && strcmp (text, "null") != 0 ? text : NULL);
  if (strcmp (text, "true") != 0 && strcmp (text, "false") != 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%s is true or false, not “%s”"), setting->path, text);
      return NULL;
    }
  node = json_node_init_boolean (json_node_alloc (), strcmp (text, "true") == 0);
  json_node_seal (node);
  return node;
}

/**
 * rel_setting_set_of_field:
 * @schema: a schema
 * @collection: a collection
 * @field: a field of it
 * @path: the setting by its name in the API: `meta.hidden`
 * @text: its value as typed: `true`, `null`
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a field; `REL_ERROR_READ_ONLY` if it is Directus'
 * own; `REL_ERROR_INVALID`, with what would be right, for another setting or value.
 *
 * Returns: (transfer full) (nullable): the next schema; @schema if it is so; %NULL on error
 */
RelSchema *
rel_setting_set_of_field (RelSchema *schema,
                          const char *collection,
                          const char *field,
                          const char *path,
                          const char *text,
                          GError **error)
{
  const Setting *setting = find_or_fail (of_fields, G_N_ELEMENTS (of_fields), path, error);
  RelField *found;
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (RelField) next = NULL;

  if (setting == NULL)
    return NULL;
  found = rel_edit_find_field (schema, collection, field, error);
  if (found == NULL)
    return NULL;
  value = parse (setting, text, error);
  if (value == NULL)
    return NULL;
  if (rel_json_equal (rel_field_get_member (found, path), value))
    return rel_schema_ref (schema);
  next = rel_field_with_member (found, path, value);
  return rel_edit_put_field (schema, next);
}

/* A folder is a collection; any may have others in it, but none itself. */
static gboolean
check_folder (RelSchema *schema, const char *collection, JsonNode *value, GError **error)
{
  const char *group = rel_json_is_null (value) ? NULL : json_node_get_string (value);
  const char *outer;
  RelCollection *folder;

  if (group == NULL)
    return TRUE;
  folder = rel_schema_find_collection (schema, group);
  if (folder == NULL || !rel_collection_exists (folder) || rel_collection_is_system (folder))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is no folder “%s”"), group);
      return FALSE;
    }
  /* What is read may already go in a circle. */
  for (guint i = 0; i < rel_schema_get_n_collections (schema) && folder != NULL; i++)
    {
      if (strcmp (rel_collection_get_name (folder), collection) == 0)
        {
          g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is in “%s”, so it cannot be its folder"), group,
                       collection);
          return FALSE;
        }
      outer = rel_collection_get_group (folder);
      folder = outer != NULL ? rel_schema_find_collection (schema, outer) : NULL;
    }
  return TRUE;
}

/**
 * rel_setting_set_of_collection:
 * @schema: a schema
 * @collection: a collection or a folder
 * @path: the setting by its name in the API: `meta.note`
 * @text: its value as typed: `true`, `null`
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a collection; `REL_ERROR_READ_ONLY` if it is
 * Directus' own; `REL_ERROR_INVALID`, with what would be right, for another setting or value.
 *
 * Returns: (transfer full) (nullable): the next schema; @schema if it is so; %NULL on error
 */
RelSchema *
rel_setting_set_of_collection (RelSchema *schema,
                               const char *collection,
                               const char *path,
                               const char *text,
                               GError **error)
{
  const Setting *setting = find_or_fail (of_collections, G_N_ELEMENTS (of_collections), path, error);
  RelCollection *found = rel_schema_find_collection (schema, collection);
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (RelCollection) next = NULL;

  if (setting == NULL)
    return NULL;
  if (!rel_edit_check_collection (schema, collection, error))
    return NULL;
  value = parse (setting, text, error);
  if (value == NULL || (setting->type == FOLDER && !check_folder (schema, collection, value, error)))
    return NULL;
  if (rel_json_equal (rel_collection_get_member (found, path), value))
    return rel_schema_ref (schema);
  next = rel_collection_with_member (found, path, value);
  return rel_schema_with_collection (schema, next);
}
