/* rel-change-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes and goes with a change, in words.
 */

#include "config.h"

#include "rel-change-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-hazard.h"
#include "rel-member.h"

static char *
dup_field_names (JsonObject *collection)
{
  JsonArray *fields = rel_json_get_array (collection, "fields");
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      const char *name = rel_json_get_string (json_array_get_object_element (fields, i), "field");

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
dup_created_collection (JsonObject *after)
{
  g_autofree char *names = dup_field_names (after);

  if (*names == '\0')
    return g_strdup (_ ("New collection"));
  /* Translators: the names of fields, with commas between them. */
  return g_strdup_printf (_ ("New collection, with the fields %s"), names);
}

/* Has no column, and so no values. */
static gboolean
is_list (JsonObject *field)
{
  return g_strcmp0 (rel_json_get_string (field, "type"), "alias") == 0;
}

static char *
dup_created_field (JsonObject *after)
{
  const char *type = rel_json_get_string (after, "type");

  if (is_list (after))
    return g_strdup (_ ("New list, without a column of its own"));
  if (type == NULL)
    return g_strdup (_ ("New field"));
  /* Translators: the type of a field, as “integer”. */
  return g_strdup_printf (_ ("New field, with a column: %s"), type);
}

static char *
dup_created_relation (JsonObject *after)
{
  const char *related = rel_json_get_string (after, "related_collection");

  if (related == NULL)
    return g_strdup (_ ("New relation, to items of several collections"));
  /* Translators: the name of a collection. */
  return g_strdup_printf (_ ("New relation, to “%s”"), related);
}

static char *
dup_deleted_field (JsonObject *before)
{
  if (is_list (before))
    return g_strdup (_ ("The list is deleted; it has no values of its own"));
  return g_strdup (_ ("The field is deleted"));
}

static char *
dup_created (RelChange *change)
{
  JsonObject *after = json_node_get_object (rel_change_get_after (change));

  switch (rel_change_get_object (change))
    {
    case REL_OBJECT_COLLECTION:
      return dup_created_collection (after);
    case REL_OBJECT_FIELD:
      return dup_created_field (after);
    case REL_OBJECT_RELATION:
    default:
      return dup_created_relation (after);
    }
}

static char *
dup_deleted (RelChange *change)
{
  switch (rel_change_get_object (change))
    {
    case REL_OBJECT_COLLECTION:
      return g_strdup (_ ("The collection is deleted"));
    case REL_OBJECT_FIELD:
      return dup_deleted_field (json_node_get_object (rel_change_get_before (change)));
    case REL_OBJECT_RELATION:
    default:
      return g_strdup (_ ("The relation is deleted"));
    }
}

/**
 * rel_change_words_dup_what:
 * @change: a change
 *
 * Returns: (transfer full) (nullable): what comes or goes; %NULL if something that stays
 *   is only changed
 */
char *
rel_change_words_dup_what (RelChange *change)
{
  switch (rel_change_get_action (change))
    {
    case REL_CHANGE_CREATE:
      return dup_created (change);
    case REL_CHANGE_DELETE:
      return dup_deleted (change);
    case REL_CHANGE_UPDATE:
    default:
      return NULL;
    }
}

static void
append_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_losses (GString *text, RelChange *change, RelSchema *base)
{
  g_autoptr (GPtrArray) hazards = rel_hazard_list (change, base);

  if (rel_change_get_object (change) == REL_OBJECT_RELATION && rel_change_get_action (change) == REL_CHANGE_DELETE)
    {
      g_autofree char *name = rel_change_dup_name (change);
      g_autofree char *line = g_strdup_printf (_ ("The relation “%s” is deleted."), name);

      append_line (text, line);
    }
  for (guint i = 0; i < hazards->len; i++)
    {
      RelHazard *hazard = g_ptr_array_index (hazards, i);

      if (rel_hazard_get_severity (hazard) == REL_HAZARD_SEVERITY_LOSS)
        append_line (text, rel_hazard_get_sentence (hazard));
    }
}

/**
 * rel_change_words_dup_losses:
 * @changes: (element-type RelChange): changes
 * @base: the schema that they change
 *
 * Returns: (transfer full) (nullable): what they delete, in whole sentences; %NULL if nothing
 */
char *
rel_change_words_dup_losses (GPtrArray *changes, RelSchema *base)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    append_losses (text, g_ptr_array_index (changes, i), base);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * rel_change_words_get_label:
 * @path: a member of an object, by its name in the API
 *
 * Returns: (transfer none): what forms call it; @path if there is no word for it
 */
const char *
rel_change_words_get_label (const char *path)
{
  const RelMember *member = rel_member_find (path);

  if (strcmp (path, "schema") == 0)
    return _ ("Foreign Key");
  return member != NULL ? rel_member_get_label (member) : path;
}

/* Returns: (transfer full) (nullable): where a foreign key leads; %NULL if that is not known */
static char *
dup_foreign_key (JsonNode *value)
{
  JsonObject *key = JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
  const char *table = key != NULL ? rel_json_get_string (key, "foreign_key_table") : NULL;
  const char *column = key != NULL ? rel_json_get_string (key, "foreign_key_column") : NULL;

  return table != NULL && column != NULL ? g_strdup_printf ("%s.%s", table, column) : NULL;
}

/**
 * rel_change_words_dup_value:
 * @path: a member of an object, by its name in the API
 * @value: (nullable): its value, if it has one
 *
 * Returns: (transfer full): the value, as forms say it
 */
char *
rel_change_words_dup_value (const char *path, JsonNode *value)
{
  const RelMember *member = rel_member_find (path);
  g_autofree char *text = NULL;

  if (value == NULL)
    /* Translators: a member of a relation has no value at all. */
    return g_strdup (_ ("nothing"));
  if (rel_json_is_null (value))
    return g_strdup (_ ("none"));
  text = strcmp (path, "schema") == 0 ? dup_foreign_key (value) : NULL;
  if (text == NULL)
    text = rel_member_dup_text (value);
  if (*text == '\0')
    return g_strdup (_ ("none"));
  return g_strdup (member != NULL ? rel_member_get_choice_label (member, text) : text);
}

/**
 * rel_change_words_dup_member:
 * @change: what an update does to one member
 *
 * Returns: (transfer full): from what to what it changes
 */
char *
rel_change_words_dup_member (const RelMemberChange *change)
{
  g_autofree char *before = rel_change_words_dup_value (change->path, change->before);
  g_autofree char *after = rel_change_words_dup_value (change->path, change->after);

  /* Translators: the name of a setting, its value before and its value after. */
  return g_strdup_printf (_ ("%s: %s → %s"), rel_change_words_get_label (change->path), before, after);
}
