/* test-outcome.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-outcome.h"

/* What is open of a creation whose object became @now. */
static void
assert_created (RelObject object, const char *wanted, const char *now, const char *open)
{
  g_autoptr (JsonNode) wanted_json = json_of (wanted);
  g_autoptr (JsonNode) now_json = json_of (now);
  g_autoptr (RelChange) change = rel_change_new (object, 0, NULL, wanted_json);
  g_autofree char *found = rel_outcome_find_open (change, now_json);

  g_assert_cmpstr (found, ==, open);
}

/* The server fills in what was not said, and what was said must be so. */
static void
test_created (void)
{
  static const char field[] =
    "{\"collection\":\"a\",\"field\":\"b\",\"type\":\"string\",\"schema\":{},\"meta\":{\"note\":"
    "\"n\",\"special\":[],\"options\":{},\"width\":null}}";

  assert_created (
    REL_OBJECT_FIELD, field,
    "{\"collection\":\"a\",\"field\":\"b\",\"type\":\"string\",\"schema\":{\"name\":\"b\"},\"meta\":{\"id\":7,"
    "\"note\":\"n\",\"special\":null,\"options\":null,\"width\":\"full\"}}",
    NULL);
  assert_created (REL_OBJECT_FIELD, field,
                  "{\"collection\":\"a\",\"field\":\"b\",\"type\":\"string\",\"schema\":{},\"meta\":{\"note\":null}}",
                  "meta.note");
  assert_created (REL_OBJECT_FIELD, field,
                  "{\"collection\":\"a\",\"field\":\"b\",\"type\":\"text\",\"schema\":{},\"meta\":{\"note\":\"n\"}}",
                  "type");
  assert_created (REL_OBJECT_COLLECTION, "{\"collection\":\"a\",\"schema\":{},\"meta\":{\"group\":\"g\"}}",
                  "{\"collection\":\"a\",\"schema\":{\"name\":\"a\"},\"meta\":{\"group\":\"g\",\"icon\":\"i\"}}", NULL);
  assert_created (REL_OBJECT_COLLECTION, "{\"collection\":\"a\",\"schema\":{},\"meta\":{\"group\":\"g\"}}",
                  "{\"collection\":\"a\",\"schema\":null,\"meta\":{\"group\":\"g\"}}", "schema");
  assert_created (REL_OBJECT_COLLECTION, "{\"collection\":\"a\",\"schema\":null,\"meta\":{\"group\":\"g\"}}",
                  "{\"collection\":\"a\",\"schema\":null,\"meta\":{\"group\":null}}", "meta.group");
  assert_created (
    REL_OBJECT_RELATION,
    "{\"collection\":\"a\",\"field\":\"b\",\"related_collection\":\"c\",\"schema\":{\"on_delete\":\"CASCADE\"},"
    "\"meta\":{\"sort_field\":null}}",
    "{\"collection\":\"a\",\"field\":\"b\",\"related_collection\":\"c\",\"schema\":{\"on_delete\":\"NO "
    "ACTION\"},\"meta\":{}}",
    "schema.on_delete");
}

/* Of a plan that is published half, the other half is open. */
static void
test_list_open (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) half = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) draft = rel_edit_delete_field (half, "chapters", "article");
  g_autoptr (GPtrArray) plan = rel_diff (base, draft);
  g_autoptr (GPtrArray) all = rel_outcome_list_open (plan, base);
  g_autoptr (GPtrArray) some = rel_outcome_list_open (plan, half);
  g_autoptr (GPtrArray) none = rel_outcome_list_open (plan, draft);

  g_assert_cmpuint (plan->len, ==, 3);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (some->len, ==, 2);
  /* The relation was to forget its list before it went with its column. */
  g_assert_cmpuint (none->len, ==, 0);
}

/* A collection comes with its fields. */
static void
test_fields_of_a_collection (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) without = rel_schema_without_collection (base, "tags");
  g_autoptr (RelSchema) poorer = rel_edit_drop_field (base, "tags", "articles");
  g_autoptr (GPtrArray) plan = rel_diff (without, base);
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_outcome_check (plan, 0, base, &error));
  g_assert_no_error (error);
  g_assert_false (rel_outcome_check (plan, 0, poorer, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
}

/* All that Directus on SQLite leaves of a relation is a key without a name. */
static void
test_key_that_stays (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = rel_edit_drop_relation (base, "articles", "author", 0);
  g_autoptr (GPtrArray) plan = rel_diff (base, draft);
  g_autoptr (JsonNode) left = json_of ("{\"collection\":\"articles\",\"field\":\"author\",\"related_collection\":"
                                       "\"authors\",\"schema\":{\"constraint_name\":null},\"meta\":null}");
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_outcome_check_deleted (g_ptr_array_index (plan, 0), NULL, &error));
  g_assert_false (rel_outcome_check_deleted (g_ptr_array_index (plan, 0), left, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
  g_assert_cmpstr (error->message, ==,
                   "Directus on SQLite cannot drop a foreign key: the relation articles.author remains without its "
                   "settings");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/outcome/created", test_created);
  g_test_add_func ("/model/outcome/list-open", test_list_open);
  g_test_add_func ("/model/outcome/fields-of-a-collection", test_fields_of_a_collection);
  g_test_add_func ("/model/outcome/key-that-stays", test_key_that_stays);

  return g_test_run ();
}
