/* test-schema-copy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a snapshot holds, an empty project becomes. Where RELATIONS_SNAPSHOTS names a folder,
 * each snapshot in it is copied as well.
 */

#include <string.h>

#include "rel-json.h"
#include "rel-snapshot.h"
#include "rel-system.h"
#include "server-fixture.h"

static void
init_empty (ServerFixture *fixture)
{
  g_autofree char *tables = rel_system_dup_resource ("system.sql");
  g_autofree char *rows = rel_system_dup_resource ("system-rows.sql");
  g_autofree char *sql = g_strconcat (tables, "\n", rows, NULL);

  server_fixture_init_sql (fixture, sql);
}

static JsonNode *
dup_snapshot (ServerFixture *fixture)
{
  return json_node_ref (server_fixture_call (fixture, "GET", "/schema/snapshot", NULL));
}

/* Makes the project of @fixture like @snapshot; what is left to do afterwards stands in the answer. */
static void
copy_to (ServerFixture *fixture, JsonNode *snapshot)
{
  g_autofree char *text = rel_json_dup_text (snapshot, FALSE);
  g_autofree char *diff = NULL;

  server_fixture_call (fixture, "POST", "/schema/diff?force", text);
  g_assert_cmpuint (fixture->status, ==, 200);
  diff = server_fixture_dup_member (fixture, "data");
  server_fixture_call (fixture, "POST", "/schema/apply", diff);
  if (fixture->status != 204)
    g_test_message ("%s", rel_json_dup_text (fixture->answer, FALSE));
  g_assert_cmpuint (fixture->status, ==, 204);
  server_fixture_call (fixture, "POST", "/schema/diff?force", text);
}

/* Rows are numbered in the order in which they were made, so lists are compared without it. */
static GHashTable *
collect_records (JsonNode *snapshot, const char *list)
{
  GHashTable *records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *array = rel_json_get_array (json_node_get_object (snapshot), list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_hash_table_add (records, rel_json_dup_text (json_array_get_element (array, i), FALSE));
  return records;
}

static void
assert_equal (JsonNode *a, JsonNode *b)
{
  static const char *const lists[] = { "collections", "fields", "relations" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GHashTable) expected = collect_records (a, lists[i]);
      g_autoptr (GHashTable) actual = collect_records (b, lists[i]);
      GHashTableIter iter;
      gpointer record;

      g_hash_table_iter_init (&iter, expected);
      while (g_hash_table_iter_next (&iter, &record, NULL))
        {
          g_test_message ("%s %s", lists[i], (const char *) record);
          g_assert_true (g_hash_table_contains (actual, record));
        }
      g_assert_cmpuint (g_hash_table_size (expected), ==, g_hash_table_size (actual));
    }
}

/* An empty project becomes like the one that is served: the two are equal, and no difference is left. */
static void
assert_copies (ServerFixture *original)
{
  ServerFixture copy = { 0 };
  g_autoptr (JsonNode) snapshot = dup_snapshot (original);
  g_autoptr (JsonNode) copied = NULL;
  g_autofree char *check = NULL;
  g_autofree char *keys = NULL;

  init_empty (&copy);
  copy_to (&copy, snapshot);
  g_assert_cmpuint (copy.status, ==, 204);
  copied = dup_snapshot (&copy);
  assert_equal (snapshot, copied);
  check = server_fixture_read_sql (&copy, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
  keys = server_fixture_read_sql (&copy, "PRAGMA foreign_key_check");
  g_assert_cmpstr (keys, ==, "");
  server_fixture_clear (&copy, NULL);
}

static void
test_sample (ServerFixture *fixture, gconstpointer unused)
{
  assert_copies (fixture);
}

static void
keep_members (JsonObject *object, const char *const *names)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *member = members; member != NULL; member = member->next)
    {
      if (!g_strv_contains (names, member->data))
        json_object_remove_member (object, member->data);
    }
}

/* Directus cannot reach a table with a space in its name, nor one that the snapshot does not list. */
static gboolean
is_out_of_reach (JsonArray *collections, const char *name)
{
  gboolean is_listed = g_str_has_prefix (name, "directus_");

  for (guint i = 0; i < json_array_get_length (collections); i++)
    is_listed = is_listed ||
                strcmp (rel_json_get_string (json_array_get_object_element (collections, i), "collection"), name) == 0;
  return !is_listed || strchr (name, ' ') != NULL;
}

static void
clean_list (JsonObject *snapshot, const char *list, const char *const *names)
{
  JsonArray *records = json_object_get_array_member (snapshot, list);
  JsonArray *collections = json_object_get_array_member (snapshot, "collections");
  static const char *const schema_names[] = { "name", NULL };

  for (guint i = json_array_get_length (records); i-- > 0;)
    {
      JsonObject *record = json_array_get_object_element (records, i);
      gboolean is_collection = strcmp (list, "collections") == 0;
      const char *name = rel_json_get_string (record, "collection");

      keep_members (record, names);
      if (is_collection && rel_json_get_object (record, "schema") != NULL)
        keep_members (rel_json_get_object (record, "schema"), schema_names);
      else if (is_collection)
        json_object_remove_member (record, "schema");
      if (strcmp (list, "relations") != 0 ? is_out_of_reach (collections, name) : strchr (name, ' ') != NULL)
        json_array_remove_element (records, i);
    }
}

/* A file as Directus would have written it: members of other programs and what no Directus
 * can have are left out, and what a dump does not say is added. */
static JsonNode *
read_file (const char *path)
{
  static const char *const members[] = { "version", "directus", "vendor", "collections", "fields", "relations", NULL };
  static const char *const collection[] = { "collection", "meta", "schema", NULL };
  static const char *const field[] = { "collection", "field", "type", "meta", "schema", NULL };
  static const char *const relation[] = { "collection", "field", "related_collection", "meta", "schema", NULL };
  RelSnapshotFormat format = REL_SNAPSHOT_JSON;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = NULL;
  g_autoptr (RelSchema) stripped = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) written = NULL;
  JsonNode *node;
  JsonObject *snapshot;
  gsize length;
  char *text;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  rel_snapshot_format_from_name (path, &format);
  schema = rel_snapshot_read (bytes, format, &error);
  g_assert_no_error (error);
  stripped = rel_snapshot_of (schema, NULL);
  written = rel_snapshot_write (stripped, REL_SNAPSHOT_JSON);
  node = rel_json_parse (g_bytes_get_data (written, NULL), g_bytes_get_size (written), NULL);
  snapshot = json_node_get_object (node);

  keep_members (snapshot, members);
  clean_list (snapshot, "relations", relation);
  clean_list (snapshot, "fields", field);
  clean_list (snapshot, "collections", collection);
  if (!json_object_has_member (snapshot, "directus"))
    json_object_set_string_member (snapshot, "directus", "11.3.5");
  return node;
}

/* The project that a file makes can be copied. What is left of the file is how another
 * database says types, what newer versions of Directus keep, and Directus' own relations. */
static void
test_file (gconstpointer path)
{
  ServerFixture fixture = { 0 };
  g_autoptr (JsonNode) snapshot = read_file (path);
  JsonObject *diff = NULL;

  init_empty (&fixture);
  copy_to (&fixture, snapshot);
  if (fixture.answer != NULL)
    diff = rel_json_get_object (json_node_get_object (fixture.answer), "data.diff");
  for (guint i = 0; diff != NULL && i < 3; i++)
    {
      static const char *const lists[] = { "collections", "fields", "relations" };
      JsonArray *entries = rel_json_get_array (diff, lists[i]);

      for (guint j = 0; j < json_array_get_length (entries); j++)
        {
          JsonObject *entry = json_array_get_object_element (entries, j);
          JsonObject *first = json_array_get_object_element (json_object_get_array_member (entry, "diff"), 0);

          g_test_message ("%s.%s", rel_json_get_string (entry, "collection"), rel_json_get_string (entry, "field"));
          g_assert_true (json_object_has_member (first, "path") ||
                         g_str_has_prefix (rel_json_get_string (entry, "collection"), "directus_"));
        }
    }
  assert_copies (&fixture);
  server_fixture_clear (&fixture, NULL);
}

static void
add_files (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/server/schema-copy/", prefix, "/", name, NULL);

      if (rel_snapshot_format_from_name (name, NULL))
        g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_file, g_free);
    }
}

int
main (int argc, char *argv[])
{
  const char *folder = g_getenv ("RELATIONS_SNAPSHOTS");
  g_autofree char *own = NULL;

  g_test_init (&argc, &argv, NULL);

  own = g_test_build_filename (G_TEST_DIST, "data", "snapshots", NULL);
  g_test_add ("/server/schema-copy/sample", ServerFixture, NULL, server_fixture_init_sample, test_sample,
              server_fixture_clear);
  add_files (own, "files");
  if (folder != NULL)
    add_files (folder, "outside");

  return g_test_run ();
}
