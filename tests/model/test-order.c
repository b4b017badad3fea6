/* test-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"

static RelSchema *
put_collection (RelSchema *schema, const char *name, const char *group)
{
  g_autofree char *text = g_strdup_printf ("{\"collection\":\"%s\",\"meta\":{\"group\":%s%s%s},\"schema\":{}}", name,
                                           group != NULL ? "\"" : "", group != NULL ? group : "null",
                                           group != NULL ? "\"" : "");
  g_autoptr (JsonNode) json = json_of (text);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (RelCollection) collection = rel_collection_new (name, json, none, none);

  return rel_schema_with_collection (schema, collection);
}

static RelSchema *
put_reference (RelSchema *schema, const char *collection, const char *related)
{
  g_autofree char *column =
    g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"to_%s\",\"type\":\"integer\",\"schema\":{},\"meta\":{}}",
                     collection, related);
  g_autofree char *text = g_strdup_printf (
    "{\"collection\":\"%s\",\"field\":\"to_%s\",\"related_collection\":\"%s\",\"schema\":{},\"meta\":{}}", collection,
    related, related);
  g_autoptr (JsonNode) column_json = json_of (column);
  g_autoptr (JsonNode) json = json_of (text);
  g_autoptr (RelField) field = rel_field_new (column_json, NULL);
  g_autoptr (RelRelation) relation = rel_relation_new (json, G_MAXUINT, NULL);
  g_autoptr (RelSchema) with_field = rel_edit_put_field (schema, field);

  return rel_edit_put_relation (with_field, 0, relation);
}

/* Of several steps the last result is kept. */
static void
take (RelSchema **schema, RelSchema *next)
{
  rel_schema_unref (*schema);
  *schema = next;
}

static char *
dup_plan (RelSchema *before, RelSchema *after)
{
  static const char *const actions[] = { "+", "~", "-" };
  static const char *const objects[] = { "collection", "field", "relation" };
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      g_autofree char *name = rel_change_dup_name (change);

      g_string_append_printf (text, "%s%s %s\n", actions[rel_change_get_action (change)],
                              objects[rel_change_get_object (change)], name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_plan (RelSchema *before, RelSchema *after, const char *expected)
{
  g_autofree char *plan = dup_plan (before, after);

  g_assert_cmpstr (plan, ==, expected);
}

/* A folder that sorts after what is in it was created after it, which no server does. */
static void
test_folders_first (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_schema_ref (base);

  take (&draft, put_collection (draft, "aa", "mm"));
  take (&draft, put_collection (draft, "mm", "zz"));
  take (&draft, put_collection (draft, "zz", NULL));
  assert_plan (base, draft, "+collection zz\n+collection mm\n+collection aa\n");
  assert_plan (draft, base, "-collection aa\n-collection mm\n-collection zz\n");
}

/* With what is referred to, the server would delete the columns that refer to it. */
static void
test_referring_goes_first (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_schema_ref (base);

  take (&draft, put_collection (draft, "aa", NULL));
  take (&draft, put_collection (draft, "zz", NULL));
  take (&draft, put_reference (draft, "zz", "aa"));
  assert_plan (base, draft, "+collection aa\n+collection zz\n+relation zz.to_aa\n");
  assert_plan (draft, base, "-collection zz\n-collection aa\n");
}

/* Relations are made when all collections are there. */
static void
test_circles (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_schema_ref (base);

  take (&draft, put_collection (draft, "aa", NULL));
  take (&draft, put_collection (draft, "bb", NULL));
  take (&draft, put_reference (draft, "aa", "bb"));
  take (&draft, put_reference (draft, "bb", "aa"));
  take (&draft, put_reference (draft, "aa", "aa"));
  assert_plan (base, draft,
               "+collection bb\n+collection aa\n+relation aa.to_bb\n+relation aa.to_aa\n"
               "+relation bb.to_aa\n");
  assert_plan (draft, base, "-collection aa\n-collection bb\n");
}

/* The list stays, and the server would delete it with the column that it shows. */
static void
test_list_that_stays (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) no_column = rel_edit_delete_field (base, "articles", "author");
  g_autoptr (RelSchema) neither = rel_edit_drop_field (no_column, "authors", "articles");
  g_autoptr (RelSchema) no_chapters = rel_schema_without_collection (base, "chapters");

  assert_plan (base, no_column, "~relation articles.author\n-field articles.author\n");
  assert_plan (base, neither, "-field articles.author\n-field authors.articles\n");
  assert_plan (base, no_chapters, "~relation chapters.article\n-collection chapters\n");
}

/* A key wants columns of one type, so a column is changed before its key is made. */
static void
test_columns_before_keys (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_edit_drop_relation (base, "articles", "author", 0);
  g_autoptr (JsonNode) type = rel_json_new_string ("uuid");
  g_autoptr (JsonNode) json =
    rel_json_with (rel_field_get_json (rel_schema_find_field (base, "articles", "title")), "type", type);
  g_autoptr (RelField) field = rel_field_new (json, NULL);
  g_autoptr (JsonNode) relation_json =
    json_of ("{\"collection\":\"articles\",\"field\":\"title\",\"related_collection\":"
             "\"tags\",\"schema\":{},\"meta\":{}}");
  g_autoptr (RelRelation) relation = rel_relation_new (relation_json, G_MAXUINT, NULL);

  take (&draft, rel_edit_put_field (draft, field));
  take (&draft, rel_edit_put_relation (draft, 0, relation));
  assert_plan (base, draft, "-relation articles.author\n~field articles.title\n+relation articles.title\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/order/folders-first", test_folders_first);
  g_test_add_func ("/model/order/referring-goes-first", test_referring_goes_first);
  g_test_add_func ("/model/order/circles", test_circles);
  g_test_add_func ("/model/order/list-that-stays", test_list_that_stays);
  g_test_add_func ("/model/order/columns-before-keys", test_columns_before_keys);

  return g_test_run ();
}
