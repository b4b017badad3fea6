/* test-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each rule has a file in tests/data/check: faults that it finds, and what is nearly one. A
 * case says in which records it differs from the schema in clean.json, where nothing is
 * wrong.
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-check.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-merge.h"
#include "rel-snapshot.h"

static JsonNode *
load_json (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "check", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return json_of (text);
}

static gboolean
is_same (JsonObject *a, JsonObject *b)
{
  return g_strcmp0 (rel_json_get_string (a, "collection"), rel_json_get_string (b, "collection")) == 0 &&
         g_strcmp0 (rel_json_get_string (a, "field"), rel_json_get_string (b, "field")) == 0;
}

/* The records of clean.json in a list, with those of the case in the place of their namesakes. */
static JsonArray *
merge (JsonArray *clean, JsonArray *changed, JsonArray *added)
{
  JsonArray *merged = json_array_new ();
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < json_array_get_length (clean); i++)
    {
      JsonNode *record = json_array_get_element (clean, i);

      for (guint c = 0; changed != NULL && c < json_array_get_length (changed); c++)
        {
          if (is_same (json_node_get_object (record), json_array_get_object_element (changed, c)))
            {
              record = json_array_get_element (changed, c);
              g_hash_table_add (used, record);
              break;
            }
        }
      json_array_add_element (merged, json_node_ref (record));
    }
  for (guint c = 0; changed != NULL && c < json_array_get_length (changed); c++)
    {
      if (!g_hash_table_contains (used, json_array_get_element (changed, c)))
        json_array_add_element (merged, json_node_ref (json_array_get_element (changed, c)));
    }
  for (guint c = 0; added != NULL && c < json_array_get_length (added); c++)
    json_array_add_element (merged, json_node_ref (json_array_get_element (added, c)));
  return merged;
}

/* @fault: (nullable) */
static RelSchema *
build_schema (JsonObject *fault)
{
  static const char *const lists[] = { "collections", "fields", "relations" };
  static const char *const added[] = { "add_collections", "add_fields", "add_relations" };
  g_autoptr (JsonNode) clean = load_json ("clean");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *merged = json_object_new ();
  RelSchema *schema;

  json_object_set_int_member (merged, "version", 1);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    json_object_set_array_member (merged, lists[i],
                                  merge (rel_json_get_array (json_node_get_object (clean), lists[i]),
                                         rel_json_get_array (fault, lists[i]), rel_json_get_array (fault, added[i])));
  json_node_take_object (node, merged);
  text = rel_json_dup_text (node, FALSE);
  bytes = g_bytes_new (text, strlen (text));
  schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, &error);
  g_assert_no_error (error);
  return schema;
}

static gboolean
has_string (JsonArray *array, const char *string)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (strcmp (json_array_get_string_element (array, i), string) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The findings of a rule; those of others must be expected. */
static GPtrArray *
list_findings (RelSchema *schema, const RelRule *rule, JsonObject *fault)
{
  GPtrArray *findings = rel_check (schema);

  for (guint i = findings->len; i-- > 0;)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);

      if (rel_finding_get_rule (finding) == rule)
        continue;
      if (!has_string (rel_json_get_array (fault, "also"), rel_rule_get_id (rel_finding_get_rule (finding))))
        g_error ("%s: %s", rel_finding_get_id (finding), rel_finding_get_sentence (finding));
      g_ptr_array_remove_index (findings, i);
    }
  return findings;
}

static gboolean
is_fixable (JsonObject *fault)
{
  return !json_object_has_member (fault, "fixes") || rel_json_get_boolean (fault, "fixes");
}

/* A draft is kept as its changes: those of a fix must lead to it again. */
static void
check_comes_back (RelSchema *schema, RelSchema *fixed)
{
  g_autoptr (GPtrArray) changes = rel_diff (schema, fixed);
  g_autoptr (RelSchema) again = rel_merge_changes (changes, schema, NULL);
  g_autoptr (GPtrArray) differences = rel_diff (fixed, again);

  g_assert_cmpuint (changes->len, >, 0);
  g_assert_cmpuint (differences->len, ==, 0);
}

static void
check_fault (const RelRule *rule, JsonObject *fault)
{
  g_autoptr (RelSchema) schema = build_schema (fault);
  g_autoptr (GPtrArray) findings = list_findings (schema, rule, fault);
  JsonArray *expected = rel_json_get_array (fault, "finds");

  g_test_message ("%s", rel_json_get_string (fault, "what"));
  g_assert_cmpuint (findings->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (RelSchema) fixed = rel_finding_fix (finding, schema, &error);
      g_autoptr (GPtrArray) left = NULL;

      if (strstr (rel_finding_get_sentence (finding), json_array_get_string_element (expected, i)) == NULL)
        g_error ("%s", rel_finding_get_sentence (finding));
      g_assert_true (rel_finding_is_fixable (finding) == is_fixable (fault));
      if (!is_fixable (fault))
        {
          g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      check_comes_back (schema, fixed);
      left = list_findings (fixed, rule, fault);
      g_assert_cmpuint (left->len, ==, 0);
    }
}

static void
check_near_miss (const RelRule *rule, JsonObject *fault)
{
  g_autoptr (RelSchema) schema = build_schema (fault);
  g_autoptr (GPtrArray) findings = list_findings (schema, rule, fault);

  g_test_message ("%s", rel_json_get_string (fault, "what"));
  if (findings->len > 0)
    g_error ("%s", rel_finding_get_sentence (g_ptr_array_index (findings, 0)));
}

static void
test_rule (gconstpointer data)
{
  const RelRule *rule = data;
  g_autoptr (JsonNode) cases = load_json (rel_rule_get_id (rule));
  JsonArray *faults = rel_json_get_array (json_node_get_object (cases), "faults");
  JsonArray *near = rel_json_get_array (json_node_get_object (cases), "near");

  g_assert_cmpuint (json_array_get_length (faults), >, 0);
  g_assert_cmpuint (json_array_get_length (near), >, 0);
  for (guint i = 0; i < json_array_get_length (faults); i++)
    check_fault (rule, json_array_get_object_element (faults, i));
  for (guint i = 0; i < json_array_get_length (near); i++)
    check_near_miss (rule, json_array_get_object_element (near, i));
}

/* Whatever a rule says of what is absent, it does not say if that may be hidden. */
static void
test_partial (void)
{
  static const char *const silent[] = { "bare-key",     "dead-junction", "ghost-row", "missing-key",
                                        "orphan-alias", "special-flags", NULL };
  static const char *const in_part[] = { "m2a-collections", "one-field", "sort-field", NULL };
  g_autoptr (RelSchema) whole = build_schema (NULL);
  g_autoptr (RelSchema) partial = rel_schema_with_partial (whole, TRUE);
  guint n_silent = 0;

  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);
      g_autoptr (JsonNode) cases = load_json (rel_rule_get_id (rule));
      JsonArray *faults = rel_json_get_array (json_node_get_object (cases), "faults");
      g_autofree char *of_whole = rel_rule_dup_silence (rule, whole);
      g_autofree char *of_partial = rel_rule_dup_silence (rule, partial);
      guint n_found = 0;

      for (guint c = 0; c < json_array_get_length (faults); c++)
        {
          g_autoptr (RelSchema) schema = build_schema (json_array_get_object_element (faults, c));
          g_autoptr (RelSchema) hidden = rel_schema_with_partial (schema, TRUE);
          g_autoptr (GPtrArray) rules = g_ptr_array_new ();
          g_autoptr (GPtrArray) findings = NULL;

          g_ptr_array_add (rules, (gpointer) rule);
          findings = rel_check_by_rules (hidden, rules);
          n_found += findings->len;
        }

      g_test_message ("%s", rel_rule_get_id (rule));
      g_assert_cmpstr (of_whole, ==, NULL);
      if (g_strv_contains (silent, rel_rule_get_id (rule)))
        {
          n_silent++;
          g_assert_cmpuint (n_found, ==, 0);
          g_assert_nonnull (strstr (of_partial, "was not looked for:"));
        }
      else if (g_strv_contains (in_part, rel_rule_get_id (rule)))
        {
          g_assert_cmpuint (n_found, >, 0);
          g_assert_cmpuint (n_found, <, json_array_get_length (faults));
          g_assert_nonnull (strstr (of_partial, "was looked for only in part"));
        }
      else
        {
          g_assert_cmpuint (n_found, ==, json_array_get_length (faults));
          g_assert_cmpstr (of_partial, ==, NULL);
        }
    }
  g_assert_cmpuint (n_silent, ==, G_N_ELEMENTS (silent) - 1);
}

static void
test_clean (void)
{
  g_autoptr (RelSchema) schema = build_schema (NULL);
  g_autoptr (GPtrArray) findings = rel_check (schema);

  if (findings->len > 0)
    g_error ("%s", rel_finding_get_sentence (g_ptr_array_index (findings, 0)));
}

static void
test_rules (void)
{
  g_assert_cmpuint (rel_rule_get_count (), ==, 14);
  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);

      g_assert_true (rel_rule_find (rel_rule_get_id (rule)) == rule);
      if (i > 0)
        g_assert_cmpint (rel_rule_get_severity (rule), >=, rel_rule_get_severity (rel_rule_get_nth (i - 1)));
    }
  g_assert_null (rel_rule_find ("nothing"));
}

static char *
dup_findings (RelSchema *schema)
{
  g_autoptr (GPtrArray) findings = rel_check (schema);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "%s: %s\n", rel_finding_get_id (finding), rel_finding_get_sentence (finding));
    }
  return g_string_free (text, FALSE);
}

/* A snapshot of 11.10 or later has no column without settings. One that sorts was to be forgotten. */
static void
test_untracked_columns (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) sorted = magazine_set (schema, "articles", "author", "meta.sort_field", "\"rank\"");
  g_autoptr (RelSchema) untracked = rel_edit_drop_field (sorted, "articles", "rank");
  g_autoptr (JsonNode) old_header = json_of ("{\"directus\":\"11.9.3\"}");
  g_autoptr (JsonNode) new_header = json_of ("{\"directus\":\"11.10.0\"}");
  g_autoptr (RelSchema) old = rel_schema_with_header (untracked, old_header);
  g_autoptr (RelSchema) new = rel_schema_with_header (untracked, new_header);
  g_autofree char *of_old = dup_findings (old);
  g_autofree char *of_new = dup_findings (new);

  g_assert_nonnull (strstr (of_old, "sort-field:articles.author"));
  g_assert_null (strstr (of_new, "sort-field"));
}

/* All that is wrong with the magazine, and nothing else. */
static void
test_magazine (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autofree char *findings = dup_findings (schema);

  g_assert_cmpstr (
    findings, ==,
    "duplicate-pair:legacy_notes.twice: There are 2 relations “legacy_notes.twice”, where one can be.\n"
    "ghost-row:articles.lost: Directus has a relation “articles.lost”, but no field “lost” in “articles”.\n"
    "missing-key:articles.reviewer: “articles.reviewer” is a relation to “authors”, but the database has no foreign "
    "key for it.\n"
    "ghost-row:gone.author: Directus has a relation “gone.author”, but no collection “gone”.\n"
    "bare-key:legacy_notes.author: “legacy_notes.author” points at “authors” by a foreign key that Directus has no "
    "relation for.\n");
}

/* The user guide has a chapter on each rule, which says more than the rule does. */
static void
test_guide (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "guide", "checks.md", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) chapters = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  chapters = g_strsplit (text, "\n## ", -1);
  g_assert_cmpuint (g_strv_length (chapters), ==, rel_rule_get_count () + 1);
  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);
      g_autofree char *heading = g_strdup_printf ("%s (%s)\n", rel_rule_get_title (rule), rel_rule_get_id (rule));

      g_assert_true (g_str_has_prefix (chapters[i + 1], heading));
      g_assert_cmpuint (strlen (chapters[i + 1]), >, strlen (heading) + strlen (rel_rule_get_why (rule)));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/check/clean", test_clean);
  g_test_add_func ("/model/check/untracked-columns", test_untracked_columns);
  g_test_add_func ("/model/check/magazine", test_magazine);
  g_test_add_func ("/model/check/rules", test_rules);
  g_test_add_func ("/model/check/partial", test_partial);
  g_test_add_func ("/model/check/guide", test_guide);
  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/check/rule/%s", rel_rule_get_id (rel_rule_get_nth (i)));

      g_test_add_data_func (path, rel_rule_get_nth (i), test_rule);
    }

  return g_test_run ();
}
