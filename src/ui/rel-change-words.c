/* rel-change-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes and goes with a change, in words, and as the requests that publish it.
 */

#include "config.h"

#include "rel-change-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-request.h"

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
  return g_strdup (_ ("The field is deleted, with its values in all items"));
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
      return g_strdup (_ ("The collection is deleted, with all its items"));
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

/**
 * rel_change_words_loses:
 * @change: a change
 *
 * Returns: whether items or values are lost with it
 */
gboolean
rel_change_words_loses (RelChange *change)
{
  if (rel_change_get_action (change) != REL_CHANGE_DELETE || rel_change_get_object (change) == REL_OBJECT_RELATION)
    return FALSE;
  return rel_change_get_object (change) == REL_OBJECT_COLLECTION ||
         !is_list (json_node_get_object (rel_change_get_before (change)));
}

/**
 * rel_change_words_dup_requests:
 * @changes: (element-type RelChange): changes, in their order
 * @n_requests: (out) (optional): how many requests they take
 *
 * Returns: (transfer full): the requests that publish them, with their bodies
 */
char *
rel_change_words_dup_requests (GPtrArray *changes, guint *n_requests)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr (GPtrArray) requests = rel_request_list_for_change (g_ptr_array_index (changes, i));

      n += requests->len;
      for (guint r = 0; r < requests->len; r++)
        {
          g_autofree char *request = rel_request_dup_text (g_ptr_array_index (requests, r));

          g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", request);
        }
    }
  if (n_requests != NULL)
    *n_requests = n;
  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}
