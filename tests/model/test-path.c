/* test-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-error.h"
#include "rel-path-request.h"
#include "rel-snapshot.h"

#define N_RANDOM 200

static GPtrArray *
find (RelSchema *schema, const char *from, const char *to, guint n_paths)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *paths = rel_path_find (schema, from, to, n_paths, &error);

  g_assert_no_error (error);
  return paths;
}

/* The paths, one a line. */
static char *
dup_paths (RelSchema *schema, const char *from, const char *to, guint n_paths)
{
  g_autoptr (GPtrArray) paths = find (schema, from, to, n_paths);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *path = rel_path_dup_text (g_ptr_array_index (paths, i));

      g_string_append_printf (text, "%s\n", path);
    }
  return g_string_free (text, FALSE);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *text;
    const char *fields;
    const char *deep;
    RelKind kind;
  } cases[] = {
    { "articles", "authors", "articles.author → authors", "author.id", NULL, REL_KIND_M2O },
    { "authors", "articles", "authors.articles → articles", "articles.id", "{\"articles\":{\"_limit\":-1}}",
      REL_KIND_O2M },
    { "articles", "tags", "articles.tags → tags", "tags.tags_id.id", "{\"tags\":{\"_limit\":-1}}", REL_KIND_M2M },
    { "tags", "articles", "tags.articles → articles", "articles.articles_id.id", "{\"articles\":{\"_limit\":-1}}",
      REL_KIND_M2M },
    { "pages", "block_text", "pages.blocks → block_text", "blocks.item:block_text.id", "{\"blocks\":{\"_limit\":-1}}",
      REL_KIND_M2A },
    { "pages_blocks", "block_image", "pages_blocks.item → block_image", "item:block_image.id", NULL, REL_KIND_M2A },
    { "articles", "languages", "articles.translations → languages", "translations.languages_code.code",
      "{\"translations\":{\"_limit\":-1}}", REL_KIND_TRANSLATIONS },
    { "articles", "directus_files", "articles.image → directus_files", "image.id", NULL, REL_KIND_FILE },
    { "categories", "categories", "categories.parent → categories", "parent.id", NULL, REL_KIND_M2O },
    { "articles_tags", "tags", "articles_tags.tags_id → tags", "tags_id.id", NULL, REL_KIND_M2O },
    /* A junction is passed through, unless one wants to go there. */
    { "articles", "articles_tags", "articles.tags → articles_tags", "tags.id", "{\"tags\":{\"_limit\":-1}}",
      REL_KIND_O2M },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) paths = find (schema, cases[i].from, cases[i].to, 1);
      RelPath *path = g_ptr_array_index (paths, 0);
      const RelPathStep *step = g_ptr_array_index (rel_path_get_steps (path), 0);
      g_autofree char *text = rel_path_dup_text (path);
      g_autofree char *fields = rel_path_dup_fields (path);
      g_autoptr (JsonNode) deep = rel_path_dup_deep (path);
      g_autofree char *deep_text = deep != NULL ? rel_json_dup_text (deep, FALSE) : NULL;

      g_assert_cmpuint (paths->len, ==, 1);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (fields, ==, cases[i].fields);
      g_assert_cmpstr (deep_text, ==, cases[i].deep);
      g_assert_cmpint (step->kind, ==, cases[i].kind);
    }
}

static void
test_several (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autofree char *authors = dup_paths (schema, "articles", "authors", 10);
  g_autofree char *files = dup_paths (schema, "authors", "directus_files", 10);
  g_autofree char *two = dup_paths (schema, "articles", "authors", 1);
  g_autofree char *itself = dup_paths (schema, "categories", "categories", 5);
  g_autofree char *chapters = dup_paths (schema, "chapters", "languages", 5);

  g_assert_cmpstr (authors, ==, "articles.author → authors\narticles.reviewer → authors\n");
  g_assert_cmpstr (files, ==,
                   "authors.articles → articles.image → directus_files\n"
                   "authors.articles → articles.gallery → directus_files\n");
  g_assert_cmpstr (two, ==, "articles.author → authors\n");
  g_assert_cmpstr (itself, ==, "categories.parent → categories\ncategories.children → categories\n");
  g_assert_cmpstr (chapters, ==, "chapters.article → articles.translations → languages\n");
}

static void
test_requests (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) paths = find (schema, "authors", "tags", 1);
  g_autoptr (GPtrArray) blocks = find (schema, "pages", "block_text", 1);
  RelPath *path = g_ptr_array_index (paths, 0);
  g_autoptr (JsonNode) filter = rel_path_dup_filter (path);
  g_autoptr (JsonNode) deep = rel_path_dup_deep (path);
  g_autofree char *filter_text = rel_json_dup_text (filter, FALSE);
  g_autofree char *deep_text = rel_json_dup_text (deep, FALSE);
  g_autofree char *address = rel_path_dup_items_path (path);
  g_autofree char *graphql = rel_path_dup_graphql (path);
  g_autofree char *any = rel_path_dup_graphql (g_ptr_array_index (blocks, 0));

  g_assert_cmpuint (rel_path_get_n_levels (path), ==, 3);
  g_assert_cmpstr (filter_text, ==, "{\"articles\":{\"tags\":{\"tags_id\":{\"id\":{\"_nnull\":true}}}}}");
  g_assert_cmpstr (deep_text, ==, "{\"articles\":{\"tags\":{\"_limit\":-1},\"_limit\":-1}}");
  g_assert_cmpstr (
    address, ==,
    "/items/authors?fields=articles.tags.tags_id.id&filter=%7B%22articles%22:%7B%22tags%22:%7B%22tags_id%"
    "22:%7B%22id%22:%7B%22_nnull%22:true%7D%7D%7D%7D%7D&deep=%7B%22articles%22:%7B%22tags%22:%7B%22_"
    "limit%22:-1%7D,%22_limit%22:-1%7D%7D");
  g_assert_cmpstr (graphql, ==,
                   "query {\n  authors {\n    articles (limit: -1) {\n      tags (limit: -1) {\n        tags_id {\n"
                   "          id\n        }\n      }\n    }\n  }\n}\n");
  g_assert_cmpstr (any, ==,
                   "query {\n  pages {\n    blocks (limit: -1) {\n      item {\n        ... on block_text {\n"
                   "          id\n        }\n      }\n    }\n  }\n}\n");
  g_assert_cmpstr (rel_path_get_graphql_path (path), ==, "/graphql");
}

static RelSchema *
load (const char *fields, const char *relations)
{
  g_autofree char *text =
    g_strdup_printf ("{\"collections\":[{\"collection\":\"a\",\"schema\":{}},{\"collection\":\"b c\",\"schema\":{}}],"
                     "\"fields\":[%s],\"relations\":[%s]}",
                     fields, relations);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  RelSchema *schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, &error);

  g_assert_no_error (error);
  return schema;
}

#define FIELD(collection, field) "{\"collection\":\"" collection "\",\"field\":\"" field "\",\"schema\":{}}"
#define KEY(collection, field, related, meta)                                                                          \
  "{\"collection\":\"" collection "\",\"field\":\"" field "\",\"related_collection\":\"" related                       \
  "\",\"schema\":{},\"meta\":" meta "}"

/* Directus' own collections have routes of their own, and names that GraphQL has not are none. */
static void
test_names (void)
{
  g_autoptr (RelSchema) schema =
    load (FIELD ("a", "u") "," FIELD ("b c", "u"),
          KEY ("a", "u", "directus_users", "{\"one_field\":\"as\"}") "," KEY ("b c", "u", "directus_users", "null"));
  g_autoptr (GPtrArray) users = find (schema, "directus_users", "a", 1);
  g_autoptr (GPtrArray) spaces = find (schema, "b c", "directus_users", 1);
  g_autofree char *users_address = rel_path_dup_items_path (g_ptr_array_index (users, 0));
  g_autofree char *users_graphql = rel_path_dup_graphql (g_ptr_array_index (users, 0));
  g_autofree char *spaces_address = rel_path_dup_items_path (g_ptr_array_index (spaces, 0));

  g_assert_true (g_str_has_prefix (users_address, "/users?fields=as.id&"));
  g_assert_true (g_str_has_prefix (users_graphql, "query {\n  users {\n    as (limit: -1) {\n"));
  g_assert_cmpstr (rel_path_get_graphql_path (g_ptr_array_index (users, 0)), ==, "/graphql/system");
  g_assert_true (g_str_has_prefix (spaces_address, "/items/b%20c?fields=u.id&"));
  g_assert_null (rel_path_dup_graphql (g_ptr_array_index (spaces, 0)));
}

/* A field that two relations claim, or two relations of one field: the server takes the first. */
static void
test_doubles (void)
{
  g_autoptr (RelSchema) schema =
    load (FIELD ("a", "x") "," FIELD ("a", "y") "," FIELD ("b c", "z") "," FIELD ("a", "list"),
          KEY ("b c", "z", "a", "{\"one_field\":\"list\"}") "," KEY ("a", "x", "b c", "null") "," KEY (
            "a", "x", "a", "null") "," KEY ("a", "y", "a", "{\"one_field\":\"list\"}"));
  g_autofree char *there = dup_paths (schema, "a", "b c", 9);
  g_autofree char *itself = dup_paths (schema, "a", "a", 9);

  g_assert_cmpstr (there, ==, "a.x → b c\na.list → b c\n");
  g_assert_cmpstr (itself, ==, "a.y → a\na.x → b c.z → a\na.list → b c.z → a\n");
}

static void
test_json (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) paths = find (schema, "articles", "tags", 1);
  g_autoptr (JsonNode) node = rel_path_to_json (g_ptr_array_index (paths, 0));
  JsonObject *object = json_node_get_object (node);
  JsonObject *step = json_array_get_object_element (rel_json_get_array (object, "steps"), 0);

  g_assert_cmpstr (rel_json_get_string (object, "text"), ==, "articles.tags → tags");
  g_assert_cmpstr (rel_json_get_string (object, "fields"), ==, "tags.tags_id.id");
  g_assert_cmpstr (rel_json_get_string (step, "kind"), ==, "m2m");
  g_assert_cmpstr (rel_json_get_string (step, "junction"), ==, "articles_tags");
  g_assert_cmpstr (rel_json_get_string (step, "to"), ==, "tags");
  g_assert_nonnull (rel_json_get_object (object, "filter.tags.tags_id"));
  g_assert_nonnull (rel_json_get_object (object, "deep.tags"));
  g_assert_nonnull (rel_json_get_string (object, "request"));
  g_assert_nonnull (rel_json_get_string (object, "graphql"));
}

static void
test_fails (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *message;
  } cases[] = {
    { "articles", "nowhere", "There is no collection “nowhere”" },
    { "gone", "articles", "There is no collection “gone”" },
    /* There is a key, and no field that could be followed against it. */
    { "authors", "legacy_notes",
      "No request leads from “authors” to “legacy_notes”: no fields do, or more than 9 relations would have to be "
      "followed" },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rel_path_find (schema, cases[i].from, cases[i].to, 3, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_NOT_FOUND);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

#define MAX_NODES 7

typedef struct
{
  guint n_nodes;
  guint from[MAX_NODES * 3];
  guint to[MAX_NODES * 3];
  guint n_keys;
  guint counts[REL_PATH_MAX_LEVELS + 1]; /* of the paths of each length */
} Plan;

static RelSchema *
plan_load (const Plan *plan)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autoptr (GString) relations = g_string_new (NULL);

  for (guint i = 0; i < plan->n_keys; i++)
    {
      g_string_append_printf (fields, "%s{\"collection\":\"directus_%u\",\"field\":\"f%u\",\"schema\":{}}",
                              i > 0 ? "," : "", plan->from[i], i);
      g_string_append_printf (relations,
                              "%s{\"collection\":\"directus_%u\",\"field\":\"f%u\",\"related_collection\":"
                              "\"directus_%u\",\"schema\":{},\"meta\":null}",
                              i > 0 ? "," : "", plan->from[i], i, plan->to[i]);
    }
  return load (fields->str, relations->str);
}

/* Walks every way there is. */
static void
count_paths (Plan *plan, guint at, guint end, guint visited, guint length)
{
  if (length == REL_PATH_MAX_LEVELS)
    return;
  for (guint i = 0; i < plan->n_keys; i++)
    {
      if (plan->from[i] != at)
        continue;
      if (plan->to[i] == end)
        plan->counts[length + 1]++;
      else if ((visited & 1u << plan->to[i]) == 0)
        count_paths (plan, plan->to[i], end, visited | 1u << plan->to[i], length + 1);
    }
}

static void
assert_simple (RelPath *path)
{
  GPtrArray *steps = rel_path_get_steps (path);

  for (guint i = 0; i < steps->len; i++)
    {
      const RelPathStep *step = g_ptr_array_index (steps, i);

      for (guint j = i + 1; j < steps->len; j++)
        g_assert_cmpstr (((RelPathStep *) g_ptr_array_index (steps, j))->from, !=, step->from);
      if (i > 0)
        g_assert_cmpstr (((RelPathStep *) g_ptr_array_index (steps, i - 1))->to, ==, step->from);
    }
}

/* In small random graphs all paths are walked, and those that are found are the shortest of
 * these, each once. */
static void
test_all_shortest (void)
{
  guint n_found = 0;

  for (guint i = 0; i < N_RANDOM; i++)
    {
      Plan plan = { .n_nodes = g_test_rand_int_range (2, MAX_NODES + 1) };
      guint end = g_test_rand_int_range (0, plan.n_nodes);
      guint n_wanted = g_test_rand_int_range (1, 40);
      guint n_expected = 0;
      g_autofree char *to = g_strdup_printf ("directus_%u", end);
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (RelSchema) schema = NULL;
      g_autoptr (GPtrArray) paths = NULL;

      plan.n_keys = g_test_rand_int_range (1, plan.n_nodes * 3 + 1);
      for (guint k = 0; k < plan.n_keys; k++)
        {
          plan.from[k] = g_test_rand_int_range (0, plan.n_nodes);
          plan.to[k] = g_test_rand_int_range (0, plan.n_nodes);
        }
      schema = plan_load (&plan);
      count_paths (&plan, 0, end, 1, 0);
      for (guint length = 1; length <= REL_PATH_MAX_LEVELS; length++)
        n_expected += plan.counts[length];

      paths = rel_path_find (schema, "directus_0", to, n_wanted, NULL);
      g_assert_cmpuint (paths != NULL ? paths->len : 0, ==, MIN (n_expected, n_wanted));
      for (guint p = 0; paths != NULL && p < paths->len; p++)
        {
          RelPath *path = g_ptr_array_index (paths, p);
          guint length = 1;
          guint rank = plan.counts[1];

          while (p >= rank)
            rank += plan.counts[++length];
          g_assert_cmpuint (rel_path_get_steps (path)->len, ==, length);
          assert_simple (path);
          g_assert_true (g_hash_table_add (seen, rel_path_dup_text (path)));
          n_found++;
        }
    }
  /* Most schemas have a way, some a hundred. */
  g_assert_cmpuint (n_found, >, N_RANDOM / 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/path/kinds", test_kinds);
  g_test_add_func ("/model/path/several", test_several);
  g_test_add_func ("/model/path/requests", test_requests);
  g_test_add_func ("/model/path/names", test_names);
  g_test_add_func ("/model/path/doubles", test_doubles);
  g_test_add_func ("/model/path/json", test_json);
  g_test_add_func ("/model/path/fails", test_fails);
  g_test_add_func ("/model/path/all-shortest-in-random-graphs", test_all_shortest);

  return g_test_run ();
}
