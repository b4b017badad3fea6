/* test-outline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-list-sync.h"
#include "rel-outline.h"

static RelNode *
find_node (GListModel *nodes, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (RelNode) node = g_list_model_get_item (nodes, i);

      if (g_str_equal (rel_node_get_name (node), name))
        return node;
    }
  return NULL;
}

static RelNode *
find_child (RelNode *parent, const char *name)
{
  g_assert_nonnull (parent);
  return find_node (G_LIST_MODEL (rel_node_get_children (parent)), name);
}

static RelOutline *
outline_of (RelSchema *schema)
{
  RelOutline *outline = rel_outline_new ();

  rel_outline_update (outline, schema);
  return outline;
}

static void
test_goes_away (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();

  g_assert_finalize_object (outline_of (schema));
}

static void
test_has_folders (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelOutline) outline = outline_of (schema);
  RelNode *folder = find_node (rel_outline_list_roots (outline), "content");
  RelNode *articles = find_child (folder, "articles");

  g_assert_true (rel_node_is_expanded (folder));
  g_assert_false (rel_node_is_expanded (articles));
  g_assert_null (find_node (rel_outline_list_roots (outline), "articles"));
  g_assert_true (rel_outline_get_parent (outline, articles) == folder);
}

static void
test_loads_links_when_asked (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelOutline) outline = outline_of (schema);
  RelNode *articles = rel_outline_find (outline, "articles");

  g_assert_null (find_child (articles, "author"));
  rel_outline_load_links (outline, articles);
  g_assert_nonnull (find_child (articles, "author"));
  g_assert_true (rel_outline_get_parent (outline, find_child (articles, "author")) == articles);
}

static void
test_keeps_nodes_across_edits (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelOutline) outline = outline_of (schema);
  RelNode *articles = rel_outline_find (outline, "articles");
  RelNode *author;
  RelLink *before;

  rel_outline_load_links (outline, articles);
  author = find_child (articles, "author");
  before = rel_node_get_link (author);

  rel_outline_update (outline, next);
  g_assert_true (rel_outline_find (outline, "articles") == articles);
  g_assert_true (find_child (articles, "author") == author);
  g_assert_true (rel_node_get_link (author) != before);
}

static void
test_follows_the_other_side (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "meta.one_field", "null");
  g_autoptr (RelOutline) outline = outline_of (schema);
  RelNode *authors = rel_outline_find (outline, "authors");

  rel_outline_load_links (outline, authors);
  g_assert_nonnull (find_child (authors, "articles"));
  /* Only the record of articles is another, and yet authors has lost a link. */
  rel_outline_update (outline, next);
  g_assert_null (find_child (authors, "articles"));
}

/* @json may be %NULL, for a collection that is only named. */
static RelCollection *
empty_collection (const char *name, JsonNode *json)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) relations = g_ptr_array_new ();

  return rel_collection_new (name, json, fields, relations);
}

static void
test_hides_system (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelCollection) things = empty_collection ("directus_things", NULL);
  g_autoptr (RelSchema) with = rel_schema_with_collection (schema, things);
  g_autoptr (RelOutline) outline = outline_of (with);

  g_assert_null (find_node (rel_outline_list_roots (outline), "directus_things"));
  rel_outline_set_show_system (outline, TRUE);
  g_assert_nonnull (find_node (rel_outline_list_roots (outline), "directus_things"));
}

static RelCollection *
collection_in (const char *name, const char *group)
{
  g_autofree char *text =
    g_strdup_printf ("{\"collection\":\"%s\",\"meta\":{\"group\":\"%s\"},\"schema\":{}}", name, group);
  g_autoptr (JsonNode) json = json_of (text);

  return empty_collection (name, json);
}

static void
test_survives_circular_folders (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelCollection) a = collection_in ("a", "b");
  g_autoptr (RelCollection) b = collection_in ("b", "a");
  g_autoptr (RelCollection) c = collection_in ("c", "c");
  g_autoptr (RelSchema) with_a = rel_schema_with_collection (schema, a);
  g_autoptr (RelSchema) with_b = rel_schema_with_collection (with_a, b);
  g_autoptr (RelSchema) with_c = rel_schema_with_collection (with_b, c);
  g_autoptr (RelOutline) outline = outline_of (with_c);

  g_assert_nonnull (find_node (rel_outline_list_roots (outline), "a"));
  g_assert_nonnull (find_node (rel_outline_list_roots (outline), "b"));
  g_assert_nonnull (find_node (rel_outline_list_roots (outline), "c"));
}

static void
count_cb (GListModel *model, guint position, guint n_removed, guint n_added, gpointer user_data)
{
  *(guint *) user_data += n_removed + n_added;
}

static GPtrArray *
pick (GObject **objects, const char *digits)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (const char *at = digits; *at != '\0'; at++)
    g_ptr_array_add (picked, objects[*at - '0']);
  return picked;
}

static void
assert_syncs (const char *before, const char *after, guint at_most)
{
  GObject *objects[10];
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  guint n_touched = 0;

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    objects[i] = g_object_new (G_TYPE_OBJECT, NULL);
  first = pick (objects, before);
  second = pick (objects, after);

  rel_list_sync (store, first);
  g_signal_connect (store, "items-changed", G_CALLBACK (count_cb), &n_touched);
  rel_list_sync (store, second);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, second->len);
  for (guint i = 0; i < second->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_assert_true (item == g_ptr_array_index (second, i));
    }
  g_assert_cmpuint (n_touched, <=, at_most);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    g_object_unref (objects[i]);
}

static void
test_syncs (void)
{
  assert_syncs ("", "", 0);
  assert_syncs ("", "012", 3);
  assert_syncs ("012", "", 3);
  assert_syncs ("012345", "012345", 0);
  assert_syncs ("012345", "0235", 2);
  assert_syncs ("0235", "012345", 2);
  assert_syncs ("0124", "0923", 5);
  assert_syncs ("0123", "3210", 8);
  assert_syncs ("012", "345", 6);
  assert_syncs ("0129", "9012", 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/outline/goes-away", test_goes_away);
  g_test_add_func ("/ui/outline/has-folders", test_has_folders);
  g_test_add_func ("/ui/outline/loads-links-when-asked", test_loads_links_when_asked);
  g_test_add_func ("/ui/outline/keeps-nodes-across-edits", test_keeps_nodes_across_edits);
  g_test_add_func ("/ui/outline/follows-the-other-side", test_follows_the_other_side);
  g_test_add_func ("/ui/outline/hides-system", test_hides_system);
  g_test_add_func ("/ui/outline/survives-circular-folders", test_survives_circular_folders);
  g_test_add_func ("/ui/list-sync/touches-only-what-differs", test_syncs);
  return g_test_run ();
}
