/* rel-schema-diff.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What must change in a project so that it is like a snapshot: an entry for each collection,
 * field and relation that is not as it should be, with its changes.
 */

#include "config.h"

#include "rel-schema-diff.h"

#include <string.h>

#include "rel-deep-diff.h"
#include "rel-json.h"
#include "rel-schema-index.h"
#include "rel-schema-snapshot.h"

static const char *const lists[] = { "collections", "fields", "relations" };

/* What has no column cannot become a column, nor the other way round: such a field is made anew. */
static gboolean
changes_nature (JsonNode *current, JsonNode *wanted)
{
  const char *a = rel_json_get_string (json_node_get_object (current), "type");
  const char *b = rel_json_get_string (json_node_get_object (wanted), "type");

  return g_strcmp0 (a, b) != 0 && (g_strcmp0 (a, "alias") == 0 || g_strcmp0 (b, "alias") == 0);
}

static gboolean
is_auto_increment (JsonObject *field)
{
  return rel_json_get_boolean (field, "schema.is_primary_key") &&
         rel_json_get_boolean (field, "schema.has_auto_increment");
}

/* A primary key is never null, but SQLite says that it may be unless it was told. */
static void
settle_primary_key (JsonNode *before, JsonNode **after)
{
  g_autoptr (JsonNode) given = NULL;
  JsonNode *nullable;

  if (before == NULL || *after == NULL ||
      !rel_json_get_boolean (json_node_get_object (before), "schema.is_primary_key") ||
      !rel_json_get_boolean (json_node_get_object (*after), "schema.is_primary_key"))
    return;
  nullable = rel_json_get (json_node_get_object (before), "schema.is_nullable");
  given = g_steal_pointer (after);
  *after = rel_json_with (given, "schema.is_nullable", nullable);
}

static void
add_entry (JsonArray *entries, const char *list, JsonNode *current, JsonNode *wanted, gboolean with_schema)
{
  static const char *const names[] = { "collection", "field", "related_collection" };
  JsonObject *record = json_node_get_object (current != NULL ? current : wanted);
  g_autoptr (JsonNode) before = current != NULL ? rel_schema_snapshot_pick (list, current, with_schema) : NULL;
  g_autoptr (JsonNode) after = wanted != NULL ? rel_schema_snapshot_pick (list, wanted, with_schema) : NULL;
  g_autoptr (JsonArray) changes = NULL;
  JsonObject *entry;

  settle_primary_key (before, &after);
  changes = rel_deep_diff_compare (before, after);
  if (json_array_get_length (changes) == 0)
    return;

  entry = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *value = json_object_get_member (record, names[i]);

      if (value != NULL)
        json_object_set_member (entry, names[i], json_node_ref (value));
    }
  json_object_set_array_member (entry, "diff", g_steal_pointer (&changes));
  json_array_add_object_element (entries, entry);
}

static JsonArray *
compare_list (const char *list, JsonArray *current, JsonArray *wanted)
{
  g_autoptr (GHashTable) index = rel_schema_index_new (wanted);
  g_autofree gboolean *is_taken = g_new0 (gboolean, json_array_get_length (wanted));
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < json_array_get_length (current); i++)
    {
      JsonNode *record = json_array_get_element (current, i);
      JsonObject *object = json_node_get_object (record);
      JsonNode *other = NULL;
      guint place;

      if (rel_schema_index_take (index, object, &place) &&
          !changes_nature (record, json_array_get_element (wanted, place)))
        {
          other = json_array_get_element (wanted, place);
          is_taken[place] = TRUE;
        }
      add_entry (entries, list, record, other, !is_auto_increment (object));
    }
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      if (!is_taken[i])
        add_entry (entries, list, NULL, json_array_get_element (wanted, i), TRUE);
    }
  return entries;
}

/**
 * rel_schema_diff_get_kind:
 * @entry: an entry of a difference
 *
 * Returns: (transfer none): `N` if all of the record is new, `D` if all of it goes, else `E`
 */
const char *
rel_schema_diff_get_kind (JsonObject *entry)
{
  JsonArray *changes = json_object_get_array_member (entry, "diff");
  JsonObject *first = json_array_get_length (changes) > 0 ? json_array_get_object_element (changes, 0) : NULL;
  JsonArray *path = rel_json_get_array (first, "path");
  const char *kind = rel_json_get_string (first, "kind");

  if (kind == NULL || (path != NULL && json_array_get_length (path) > 0))
    return "E";
  return strcmp (kind, "N") == 0 || strcmp (kind, "D") == 0 ? kind : "E";
}

/* With a collection its fields and relations go by themselves. */
static JsonArray *
without_those_of (JsonArray *entries, GHashTable *deleted)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *entry = json_array_get_element (entries, i);

      if (!g_hash_table_contains (deleted, rel_json_get_string (json_node_get_object (entry), "collection")))
        json_array_add_element (result, json_node_ref (entry));
    }
  return result;
}

/**
 * rel_schema_diff_compare:
 * @current: the snapshot of a project
 * @wanted: another snapshot, whose form has been checked
 *
 * Returns: (transfer full): what makes the project like @wanted
 */
JsonObject *
rel_schema_diff_compare (JsonObject *current, JsonObject *wanted)
{
  g_autoptr (GHashTable) deleted = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *diff = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (JsonArray) entries = compare_list (lists[i], json_object_get_array_member (current, lists[i]),
                                                    json_object_get_array_member (wanted, lists[i]));

      json_object_set_array_member (diff, lists[i], without_those_of (entries, deleted));
      for (guint j = 0; i == 0 && j < json_array_get_length (entries); j++)
        {
          JsonObject *entry = json_array_get_object_element (entries, j);

          if (strcmp (rel_schema_diff_get_kind (entry), "D") == 0)
            g_hash_table_add (deleted, (gpointer) rel_json_get_string (entry, "collection"));
        }
    }
  return diff;
}

/**
 * rel_schema_diff_is_empty:
 * @diff: a difference
 *
 * Returns: whether there is nothing to do
 */
gboolean
rel_schema_diff_is_empty (JsonObject *diff)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (json_array_get_length (json_object_get_array_member (diff, lists[i])) > 0)
        return FALSE;
    }
  return TRUE;
}
