/* test-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "magazine.h"
#include "rel-search.h"

static void
ask (RelSearch *search, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelQuery) query = rel_query_parse (text, &error);

  g_assert_no_error (error);
  rel_search_set_query (search, query);
}

static void
await (RelSearch *search)
{
  while (rel_search_is_running (search))
    g_main_context_iteration (NULL, TRUE);
}

/* What is found, in a line: `articles(.author) tags[note]`; what only stands over something in
 * brackets. */
static char *
dup_found (RelSearch *search)
{
  GListModel *found = rel_search_list_found (search);
  g_autoptr (GString) text = g_string_new (NULL);

  await (search);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (RelNode) node = g_list_model_get_item (found, i);

      if (rel_node_get_link (node) != NULL)
        g_string_append_printf (text, " .%s", rel_node_get_name (node));
      else
        g_string_append_printf (text, rel_node_is_found (node) ? " %s" : " (%s)", rel_node_get_name (node));
      if (rel_node_get_reason (node) != NULL)
        g_string_append_printf (text, "[%s]", rel_node_get_reason (node));
    }
  return g_strdup (text->len > 0 ? text->str + 1 : "");
}

static void
assert_finds (RelSearch *search, const char *query, const char *expected)
{
  g_autofree char *found = NULL;

  ask (search, query);
  found = dup_found (search);
  g_assert_cmpstr (found, ==, expected);
}

static RelSearch *
search_in (RelSchema *schema)
{
  RelSearch *search = rel_search_new ();

  rel_search_set_schema (search, schema);
  return search;
}

static void
test_goes_away (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  RelSearch *search = search_in (schema);
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (search), (gpointer *) &search);
  ask (search, "author");
  await (search);
  g_object_unref (search);
  /* The thread may be about to let go of its task. */
  while (g_atomic_pointer_get (&search) != NULL && g_get_monotonic_time () < deadline_us)
    g_thread_yield ();
  g_assert_null (search);
}

static void
test_finds (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSearch) search = search_in (schema);

  assert_finds (search, "ARTICLES.AUTH", "(articles) .author (authors) .articles");
  assert_finds (search, "kind:tree", "(categories) .children");
  assert_finds (search, "no such name", "");
  /* A collection that is meant stands for what is in it. */
  assert_finds (search, "categories", "categories");
}

/* A field without a relation is shown as its collection, with its name. */
static void
test_finds_fields (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSearch) search = search_in (schema);
  g_autofree char *found = NULL;

  ask (search, "from:articles field:title");
  found = dup_found (search);
  g_assert_cmpstr (found, ==, "articles[title]");
}

static void
test_hides_system (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (RelCollection) things = rel_collection_new ("directus_things", NULL, nothing, nothing);
  g_autoptr (RelSchema) with = rel_schema_with_collection (schema, things);
  g_autoptr (RelSearch) search = search_in (with);

  assert_finds (search, "directus_things", "");
  rel_search_set_with_system (search, TRUE);
  assert_finds (search, "directus_things", "directus_things");
}

/* Of what is typed fast, the last is found, and nothing is shown of what was before it. What is
 * asked no more changes nothing. */
static void
test_finds_the_last (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSearch) search = search_in (schema);
  g_autofree char *found = NULL;

  ask (search, "a");
  ask (search, "cat");
  assert_finds (search, "kind:tree", "(categories) .children");
  ask (search, "tags");
  rel_search_set_query (search, NULL);
  found = dup_found (search);
  g_assert_cmpstr (found, ==, "(categories) .children");
}

static void
changed_cb (GListModel *found, guint position, guint n_removed, guint n_added, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* A row that stays is not made anew, nor is a list in which all stays. */
static void
test_keeps_nodes (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSearch) search = search_in (schema);
  GListModel *found = rel_search_list_found (search);
  g_autoptr (RelNode) tree = NULL;
  g_autoptr (RelNode) same = NULL;
  g_autoptr (RelNode) meant = NULL;
  guint n_changes = 0;

  g_signal_connect (found, "items-changed", G_CALLBACK (changed_cb), &n_changes);
  assert_finds (search, "kind:tree", "(categories) .children");
  tree = g_list_model_get_item (found, 1);
  assert_finds (search, "kind:tree field:children", "(categories) .children");
  same = g_list_model_get_item (found, 1);
  g_assert_true (same == tree);
  g_assert_cmpuint (n_changes, ==, 1);
  /* What only stood over it is meant itself now, and another row. */
  g_clear_object (&same);
  same = g_list_model_get_item (found, 0);
  assert_finds (search, "categories", "categories");
  meant = g_list_model_get_item (found, 0);
  g_assert_true (meant != same);
  g_assert_cmpuint (n_changes, ==, 2);
}

/* An edit is looked into as it is made. */
static void
test_follows_the_schema (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = magazine_set (schema, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSearch) search = search_in (schema);
  g_autofree char *found = NULL;

  assert_finds (search, "from:articles field:author on_delete:cascade", "");
  rel_search_set_schema (search, next);
  found = dup_found (search);
  g_assert_cmpstr (found, ==, "(articles) .author");
}

static void
test_knows_the_best (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSearch) search = search_in (schema);
  g_autoptr (RelNode) best = NULL;

  ask (search, "authors");
  await (search);
  best = g_list_model_get_item (rel_search_list_found (search), rel_search_find_best (search));
  g_assert_cmpstr (rel_node_get_name (best), ==, "authors");
  assert_finds (search, "nothing at all", "");
  g_assert_cmpuint (rel_search_find_best (search), ==, GTK_INVALID_LIST_POSITION);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/search/goes-away", test_goes_away);
  g_test_add_func ("/ui/search/keeps-nodes", test_keeps_nodes);
  g_test_add_func ("/ui/search/finds", test_finds);
  g_test_add_func ("/ui/search/finds-fields", test_finds_fields);
  g_test_add_func ("/ui/search/hides-system", test_hides_system);
  g_test_add_func ("/ui/search/finds-the-last", test_finds_the_last);
  g_test_add_func ("/ui/search/follows-the-schema", test_follows_the_schema);
  g_test_add_func ("/ui/search/knows-the-best", test_knows_the_best);
  return g_test_run ();
}
