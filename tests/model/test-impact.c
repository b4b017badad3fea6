/* test-impact.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-impact.h"
#include "rel-snapshot.h"

static void
append_nodes (GString *text, GPtrArray *nodes, guint depth)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const RelImpactNode *node = g_ptr_array_index (nodes, i);

      g_string_append_printf (text, "%*s%s.%s %s%s%s\n", (int) depth * 2, "",
                              rel_relation_get_collection (node->relation), rel_relation_get_field (node->relation),
                              rel_impact_effect_get_id (node->effect), node->unless_deleted ? " unless-deleted" : "",
                              node->repeated ? " repeated" : "");
      append_nodes (text, node->children, depth + 1);
    }
}

/* The tree, a relation a line. */
static char *
dup_tree (RelSchema *schema, const char *collection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelImpact) impact = rel_impact_new (schema, collection, &error);
  GString *text = g_string_new ("");

  g_assert_no_error (error);
  append_nodes (text, rel_impact_get_nodes (impact), 0);
  return g_string_free (text, FALSE);
}

static void
assert_tree (RelSchema *schema, const char *collection, const char *expected)
{
  g_autofree char *tree = dup_tree (schema, collection);

  g_assert_cmpstr (tree, ==, expected);
}

static RelSchema *
with_field_member (RelSchema *schema, const char *collection, const char *field, const char *path, const char *value)
{
  g_autoptr (JsonNode) node = json_of (value);
  g_autoptr (JsonNode) json =
    rel_json_with (rel_field_get_json (rel_schema_find_field (schema, collection, field)), path, node);
  g_autoptr (RelField) new = rel_field_new (json, NULL);

  return rel_edit_put_field (schema, new);
}

static RelSchema *
load (const char *relations)
{
  g_autofree char *text = g_strdup_printf ("{\"collections\":[],\"fields\":[],\"relations\":[%s]}", relations);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  RelSchema *schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, &error);

  g_assert_no_error (error);
  return schema;
}

#define KEY(collection, field, related, action)                                                                        \
  "{\"collection\":\"" collection "\",\"field\":\"" field "\",\"related_collection\":\"" related                       \
  "\",\"schema\":{\"on_delete\":\"" action "\"},\"meta\":null}"

/* Ghosts refer to nothing: neither gone.author nor articles.lost is there. */
static void
test_effects (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) deletes = magazine_set (schema, "articles", "author", "meta.one_deselect_action", "\"delete\"");

  assert_tree (schema, "authors",
               "articles.author nulled\n"
               "articles.reviewer dangling\n"
               "legacy_notes.author deleted\n"
               "legacy_notes.twice nulled\n");
  assert_tree (schema, "block_text", "pages_blocks.item dangling\n");
  assert_tree (schema, "categories", "categories.parent blocked\n");
  assert_tree (schema, "chapters", "");
  /* What is done with items that are taken off a list is not done when one is deleted. */
  assert_tree (deletes, "authors",
               "articles.author nulled\n"
               "articles.reviewer dangling\n"
               "legacy_notes.author deleted\n"
               "legacy_notes.twice nulled\n");
}

/* A snapshot of 11.10 or later has no field that Directus keeps no row of. The relation was taken
 * for one of nothing, so that nothing was said of what is deleted. */
static void
test_untracked_column (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) cascades = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) untracked = rel_edit_drop_field (cascades, "articles", "author");
  g_autoptr (RelImpact) impact = rel_impact_new (untracked, "authors", NULL);

  g_assert_cmpuint (rel_impact_count (impact, REL_IMPACT_DELETED), ==, 3);
}

static void
test_cascades (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) first = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelImpact) impact = NULL;
  g_auto (GStrv) path = NULL;
  const RelImpactNode *node;

  assert_tree (first, "authors",
               "articles.author deleted\n"
               "  chapters.article deleted\n"
               "  articles_tags.articles_id nulled\n"
               "  articles_files.articles_id nulled\n"
               "  articles_translations.articles_id nulled\n"
               "articles.reviewer dangling\n"
               "legacy_notes.author deleted\n"
               "legacy_notes.twice nulled\n");

  impact = rel_impact_new (first, "authors", NULL);
  node = g_ptr_array_index (((RelImpactNode *) g_ptr_array_index (rel_impact_get_nodes (impact), 0))->children, 0);
  path = rel_impact_node_dup_path (node);
  g_assert_cmpuint (g_strv_length (path), ==, 2);
  g_assert_cmpstr (path[0], ==, "articles.author");
  g_assert_cmpstr (path[1], ==, "chapters.article");
  g_assert_cmpuint (rel_impact_count (impact, REL_IMPACT_DELETED), ==, 3);
  g_assert_cmpuint (rel_impact_count (impact, REL_IMPACT_BLOCKED), ==, 0);
}

/* A circle is shown once, and so is what two ways lead to: at the shorter one. */
static void
test_cycles (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (RelSchema) tree = magazine_set (magazine, "categories", "parent", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) circle = load (
    KEY ("directus_b", "a", "directus_a", "CASCADE") "," KEY ("directus_c", "b", "directus_b", "CASCADE") "," KEY (
      "directus_a", "c", "directus_c", "CASCADE") "," KEY ("directus_c", "a", "directus_a",
                                                           "CASCADE") "," KEY ("directus_d", "c", "directus_c",
                                                                               "SET NULL"));

  assert_tree (tree, "categories", "categories.parent deleted repeated\n");
  assert_tree (circle, "directus_a",
               "directus_b.a deleted\n"
               "  directus_c.b deleted repeated\n"
               "directus_c.a deleted\n"
               "  directus_a.c deleted repeated\n"
               "  directus_d.c nulled\n");
}

static void
test_no_action (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) no_action = magazine_set (schema, "legacy_notes", "twice", "schema.on_delete", "\"NO ACTION\"");
  g_autoptr (RelSchema) restricts = magazine_set (schema, "legacy_notes", "twice", "schema.on_delete", "\"RESTRICT\"");

  assert_tree (no_action, "authors",
               "articles.author nulled\n"
               "articles.reviewer dangling\n"
               "legacy_notes.author deleted\n"
               "legacy_notes.twice blocked unless-deleted\n");
  assert_tree (restricts, "authors",
               "articles.author nulled\n"
               "articles.reviewer dangling\n"
               "legacy_notes.author deleted\n"
               "legacy_notes.twice blocked\n");
}

static void
test_columns (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) required = with_field_member (schema, "articles", "author", "schema.is_nullable", "false");
  g_autoptr (RelSchema) by_default = magazine_set (schema, "articles", "author", "schema.on_delete", "\"SET DEFAULT\"");
  g_autoptr (RelSchema) with_default =
    with_field_member (by_default, "articles", "author", "schema.default_value", "1");
  g_autoptr (RelSchema) neither = with_field_member (by_default, "articles", "author", "schema.is_nullable", "false");
  const struct
  {
    RelSchema *schema;
    RelImpactEffect effect;
    RelImpactCause cause;
    const char *sentence;
  } cases[] = {
    { schema, REL_IMPACT_NULLED, REL_IMPACT_BY_KEY,
      "When an item of “authors” is deleted, the items of “articles” that refer to it stay and lose their “author”." },
    { required, REL_IMPACT_BLOCKED, REL_IMPACT_BY_REQUIRED,
      "Deleting an item of “authors” is refused while items of “articles” refer to it: their “author” would become "
      "null, and may not be null." },
    { by_default, REL_IMPACT_NULLED, REL_IMPACT_BY_EMPTY_DEFAULT,
      "When an item of “authors” is deleted, the items of “articles” that refer to it stay and lose their “author”, "
      "which has no default value." },
    { with_default, REL_IMPACT_DEFAULTED, REL_IMPACT_BY_KEY,
      "When an item of “authors” is deleted, the items of “articles” that refer to it stay, and their “author” gets "
      "its "
      "default value." },
    { neither, REL_IMPACT_BLOCKED, REL_IMPACT_BY_REQUIRED,
      "Deleting an item of “authors” is refused while items of “articles” refer to it: their “author” would become "
      "null, and may not be null." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelImpact) impact = rel_impact_new (cases[i].schema, "authors", NULL);
      const RelImpactNode *node = g_ptr_array_index (rel_impact_get_nodes (impact), 0);
      g_autofree char *sentence = rel_impact_node_dup_sentence (node);

      g_assert_cmpint (node->effect, ==, cases[i].effect);
      g_assert_cmpint (node->cause, ==, cases[i].cause);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

/* Directus changes some of its own items before it deletes others, if it is what deletes them. */
static void
test_own_rules (void)
{
  g_autoptr (RelSchema) schema = load (KEY ("directus_notifications", "sender", "directus_users", "NO ACTION") "," KEY (
    "directus_notifications", "recipient", "directus_users",
    "CASCADE") "," KEY ("directus_users", "role", "directus_roles",
                        "NO ACTION") "," KEY ("directus_access", "role", "directus_roles",
                                              "CASCADE") "," KEY ("directus_operations", "flow", "directus_flows",
                                                                  "CASCADE") "," KEY ("directus_operations", "resolve",
                                                                                      "directus_operations",
                                                                                      "NO ACTION") "," KEY ("directus_"
                                                                                                            "users",
                                                                                                            "team",
                                                                                                            "directus_"
                                                                                                            "folders",
                                                                                                            "CASCADE"));
  g_autoptr (RelImpact) files = rel_impact_new (schema, "directus_files", NULL);
  g_auto (GStrv) remarks = rel_impact_dup_remarks (files);

  assert_tree (schema, "directus_users",
               "directus_notifications.sender nulled\n"
               "directus_notifications.recipient deleted\n");
  assert_tree (schema, "directus_roles",
               "directus_users.role nulled\n"
               "directus_access.role deleted\n");
  assert_tree (schema, "directus_flows",
               "directus_operations.flow deleted\n"
               "  directus_operations.resolve nulled\n");
  assert_tree (schema, "directus_operations", "directus_operations.resolve blocked\n");
  /* Users that the database deletes are not deleted by Directus. */
  assert_tree (schema, "directus_folders",
               "directus_users.team deleted\n"
               "  directus_notifications.sender blocked unless-deleted\n"
               "  directus_notifications.recipient deleted\n");
  g_assert_cmpuint (g_strv_length (remarks), ==, 1);
  g_assert_cmpstr (remarks[0], ==, "Directus deletes the file itself from the storage as well.");
}

/* A further row of Directus for the same column is no second link, and an action that nobody
 * knows may refuse. */
static void
test_doubles (void)
{
  g_autoptr (RelSchema) schema = load (KEY (
    "directus_a", "b", "directus_c",
    "CASCADE") ","
               "{\"collection\":\"directus_a\",\"field\":\"b\",\"related_collection\":\"directus_c\",\"schema\":null,"
               "\"meta\":{\"one_collection\":\"directus_c\"}}," KEY ("directus_d", "x", "directus_c", "HOLD"));
  g_autoptr (RelImpact) impact = rel_impact_new (schema, "directus_c", NULL);
  g_autofree char *sentence = rel_impact_node_dup_sentence (g_ptr_array_index (rel_impact_get_nodes (impact), 1));

  assert_tree (schema, "directus_c", "directus_a.b deleted\ndirectus_d.x blocked\n");
  g_assert_cmpstr (sentence, ==,
                   "What a deletion of an item of “directus_c” does to items of “directus_d” is not known.");
}

static void
test_json (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) partial = rel_schema_with_partial (schema, TRUE);
  g_autoptr (RelSchema) cascades = magazine_set (partial, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelImpact) impact = rel_impact_new (cascades, "authors", NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *first;
  JsonObject *chapters;

  rel_impact_set_rows (impact, "chapters", "article", 12);
  node = rel_impact_to_json (impact);
  g_assert_cmpstr (rel_json_get_string (json_node_get_object (node), "collection"), ==, "authors");
  g_assert_cmpstr (json_array_get_string_element (rel_json_get_array (json_node_get_object (node), "remarks"), 0), ==,
                   "You are shown a part of the schema: there may be more.");
  first = json_array_get_object_element (rel_json_get_array (json_node_get_object (node), "then"), 0);
  g_assert_cmpstr (rel_json_get_string (first, "effect"), ==, "deleted");
  g_assert_false (json_object_has_member (first, "rows"));
  g_assert_false (json_object_has_member (first, "repeated"));
  chapters = json_array_get_object_element (rel_json_get_array (first, "then"), 0);
  g_assert_cmpstr (rel_json_get_string (chapters, "collection"), ==, "chapters");
  g_assert_cmpstr (rel_json_get_string (chapters, "field"), ==, "article");
  g_assert_cmpstr (rel_json_get_string (chapters, "related_collection"), ==, "articles");
  g_assert_cmpint (json_object_get_int_member (chapters, "rows"), ==, 12);
  g_assert_cmpuint (json_array_get_length (rel_json_get_array (chapters, "path")), ==, 2);
  g_assert_cmpstr (rel_json_get_string (chapters, "sentence"), ==,
                   "When an item of “articles” is deleted, the items of “chapters” that refer to it are deleted too.");
}

static void
test_fails (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RelImpact) impact = rel_impact_new (schema, "gone", &error);

  g_assert_null (impact);
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/impact/effects", test_effects);
  g_test_add_func ("/model/impact/cascades", test_cascades);
  g_test_add_func ("/model/impact/a-key-proves-its-column", test_untracked_column);
  g_test_add_func ("/model/impact/circles-are-shown-once", test_cycles);
  g_test_add_func ("/model/impact/no-action-looks-at-the-end", test_no_action);
  g_test_add_func ("/model/impact/columns-that-may-not-be-null", test_columns);
  g_test_add_func ("/model/impact/what-directus-does-itself", test_own_rules);
  g_test_add_func ("/model/impact/doubles-and-unknown-actions", test_doubles);
  g_test_add_func ("/model/impact/json", test_json);
  g_test_add_func ("/model/impact/no-such-collection", test_fails);

  return g_test_run ();
}
