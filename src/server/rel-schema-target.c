/* rel-schema-target.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a difference leads: the snapshot that a project will have once it is applied.
 */

#include "config.h"

#include "rel-schema-target.h"

#include <string.h>

#include "rel-deep-diff.h"
#include "rel-json.h"
#include "rel-schema-diff.h"
#include "rel-schema-index.h"

static const char *const lists[] = { "collections", "fields", "relations" };

#define AGAIN "Please generate a new diff and try again"

static gboolean
has_same_names (JsonObject *a, JsonObject *b)
{
  return g_strcmp0 (rel_json_get_string (a, "collection"), rel_json_get_string (b, "collection")) == 0 &&
         g_strcmp0 (rel_json_get_string (a, "field"), rel_json_get_string (b, "field")) == 0;
}

/* What becomes of a record, as an object with the names of the entry. */
static RelReply *
change_record (JsonNode *record, JsonObject *entry, JsonNode **result)
{
  JsonNode *changed = rel_deep_diff_apply (record, json_object_get_array_member (entry, "diff"));

  if (changed != NULL && (!JSON_NODE_HOLDS_OBJECT (changed) || !has_same_names (json_node_get_object (changed), entry)))
    {
      json_node_unref (changed);
      return rel_reply_new_invalid ("Provided diff gives \"%s\" another name. " AGAIN,
                                    rel_json_get_string (entry, "collection"));
    }
  *result = changed;
  return NULL;
}

/* Each entry changes a record that no other has changed. */
static RelReply *
change_records (GPtrArray *records, GHashTable *index, JsonArray *entries)
{
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      gboolean is_new = strcmp (rel_schema_diff_get_kind (entry), "N") == 0;
      JsonNode *result = NULL;
      RelReply *reply;
      guint place;

      if (is_new || !rel_schema_index_take (index, entry, &place))
        {
          reply = change_record (NULL, entry, &result);
          if (result != NULL)
            g_ptr_array_add (records, result);
        }
      else
        {
          reply = change_record (g_ptr_array_index (records, place), entry, &result);
          /* What is gone leaves a gap, so that places stay. */
          json_node_unref (g_ptr_array_index (records, place));
          records->pdata[place] = result != NULL ? result : json_node_new (JSON_NODE_OBJECT);
          if (result == NULL)
            json_node_take_object (records->pdata[place], json_object_new ());
        }
      if (reply != NULL)
        return reply;
    }
  return NULL;
}

/* The names of the collections that a difference deletes. */
static GHashTable *
list_deleted (JsonArray *collections)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (collections); i++)
    {
      JsonObject *entry = json_array_get_object_element (collections, i);

      if (strcmp (rel_schema_diff_get_kind (entry), "D") == 0)
        g_hash_table_add (names, (gpointer) rel_json_get_string (entry, "collection"));
    }
  return names;
}

/* The list without gaps, and without what goes with a collection. */
static JsonArray *
finish_list (GPtrArray *records, GHashTable *deleted)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      JsonNode *record = g_ptr_array_index (records, i);
      const char *name = rel_json_get_string (json_node_get_object (record), "collection");

      if (name != NULL && !g_hash_table_contains (deleted, name))
        json_array_add_element (list, json_node_ref (record));
    }
  return list;
}

/**
 * rel_schema_target_make:
 * @current: the snapshot of a project
 * @diff: a difference, whose form has been checked
 * @wanted: (out) (transfer full): the snapshot that the project is to have
 *
 * Makes the changes of a difference in a snapshot.
 *
 * Returns: (transfer full) (nullable): what stands against it; @wanted is not set then
 */
RelReply *
rel_schema_target_make (JsonObject *current, JsonObject *diff, JsonObject **wanted)
{
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (GHashTable) deleted = list_deleted (json_object_get_array_member (diff, "collections"));

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *known = json_object_get_array_member (current, lists[i]);
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
      g_autoptr (GHashTable) index = rel_schema_index_new (known);
      RelReply *reply;

      for (guint j = 0; j < json_array_get_length (known); j++)
        g_ptr_array_add (records, json_node_ref (json_array_get_element (known, j)));
      reply = change_records (records, index, json_object_get_array_member (diff, lists[i]));
      if (reply != NULL)
        return reply;
      json_object_set_array_member (result, lists[i], finish_list (records, deleted));
    }
  *wanted = g_steal_pointer (&result);
  return NULL;
}

/* A collection, or a field of it, or a relation with where it leads. */
static char *
dup_name (const char *list, JsonObject *entry)
{
  const char *collection = rel_json_get_string (entry, "collection");
  const char *field = rel_json_get_string (entry, "field");
  const char *related = rel_json_get_string (entry, "related_collection");

  if (field == NULL)
    return g_strdup_printf ("collection \"%s\"", collection);
  if (strcmp (list, "fields") == 0)
    return g_strdup_printf ("field \"%s.%s\"", collection, field);
  return g_strdup_printf ("relation \"%s.%s%s%s\"", collection, field, related != NULL ? "-> " : "",
                          related != NULL ? related : "");
}

/**
 * rel_schema_target_explain:
 * @current: the snapshot of a project
 * @diff: a difference that was made for another one
 *
 * Returns: (transfer full): why the difference cannot be applied, as closely as can be told
 */
RelReply *
rel_schema_target_explain (JsonObject *current, JsonObject *diff)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *entries = json_object_get_array_member (diff, lists[i]);
      g_autoptr (GHashTable) index = rel_schema_index_new (json_object_get_array_member (current, lists[i]));

      for (guint j = 0; j < json_array_get_length (entries); j++)
        {
          JsonObject *entry = json_array_get_object_element (entries, j);
          const char *kind = rel_schema_diff_get_kind (entry);
          g_autofree char *name = dup_name (lists[i], entry);
          guint place;
          gboolean is_there = rel_schema_index_find (index, entry, &place);

          if (strcmp (kind, "N") == 0 && is_there)
            return rel_reply_new_invalid ("Provided diff is trying to create %s but it already exists. " AGAIN, name);
          if (strcmp (kind, "D") == 0 && !is_there)
            return rel_reply_new_invalid ("Provided diff is trying to delete %s but it does not exist. " AGAIN, name);
        }
    }
  return rel_reply_new_invalid ("Provided hash does not match the current instance's schema hash, indicating the "
                                "schema has changed after this diff was generated. " AGAIN);
}
