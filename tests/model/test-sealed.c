/* test-sealed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-sealed.h"
#include "rel-snapshot.h"

/* Why a single change cannot go in a difference; nothing if it can. */
static void
assert_can (RelObject object, const char *before, const char *after, const char *why)
{
  g_autoptr (JsonNode) before_json = before != NULL ? json_of (before) : NULL;
  g_autoptr (JsonNode) after_json = after != NULL ? json_of (after) : NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, rel_change_new (object, 0, before_json, after_json));
  g_assert_cmpint (rel_sealed_can (changes, &error), ==, why == NULL);
  if (why == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
  g_assert_cmpstr (error->message, ==, why);
}

#define RELATION(rest) "{\"collection\":\"a\",\"field\":\"b\"," rest "}"

static void
test_can (void)
{
  const char *keyed = RELATION ("\"related_collection\":\"c\",\"schema\":{},\"meta\":{}");

  assert_can (REL_OBJECT_RELATION, NULL, keyed, NULL);
  assert_can (REL_OBJECT_RELATION, keyed, NULL, NULL);
  assert_can (REL_OBJECT_RELATION, keyed,
              RELATION ("\"related_collection\":\"c\",\"schema\":{},\"meta\":{\"sort_field\":\"s\"}"), NULL);
  assert_can (REL_OBJECT_RELATION, NULL, RELATION ("\"related_collection\":null,\"schema\":null,\"meta\":{}"), NULL);

  assert_can (REL_OBJECT_RELATION, NULL, RELATION ("\"related_collection\":\"c\",\"schema\":null,\"meta\":{}"),
              "From a snapshot, Directus makes a foreign key for “a.b”, which is to have none.");
  assert_can (REL_OBJECT_RELATION, keyed, RELATION ("\"related_collection\":\"d\",\"schema\":{},\"meta\":{}"),
              "From a snapshot, Directus does not make “a.b” anew, as this change needs.");
  assert_can (REL_OBJECT_RELATION, RELATION ("\"related_collection\":\"c\",\"schema\":{},\"meta\":null"), keyed,
              "Directus keeps no settings of “a.b”, so it is in no snapshot.");
  assert_can (REL_OBJECT_RELATION, RELATION ("\"related_collection\":\"c\",\"schema\":{},\"meta\":{\"system\":true}"),
              NULL, "“a.b” is Directus’ own, which is in no snapshot.");
  assert_can (REL_OBJECT_FIELD, NULL,
              "{\"collection\":\"a\",\"field\":\"b\",\"type\":\"string\",\"schema\":{\"is_unique\":true},\"meta\":{}}",
              "From a snapshot, Directus makes a second index for “a.b”.");
  assert_can (REL_OBJECT_COLLECTION, NULL, "{\"collection\":\"a\",\"schema\":{},\"meta\":{}}",
              "A snapshot cannot say which table “a” gets.");
  assert_can (REL_OBJECT_COLLECTION, NULL, "{\"collection\":\"a\",\"schema\":null,\"meta\":{}}", NULL);
}

/* What else is in the snapshot stays as it was, to the last member. */
static void
test_makes_a_snapshot (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (GPtrArray) plan = rel_diff (base, draft);
  g_autoptr (JsonNode) before = rel_snapshot_to_json (base);
  g_autoptr (JsonNode) after = rel_snapshot_to_json (draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) wanted = rel_sealed_make_snapshot (plan, before, &error);
  g_autoptr (JsonNode) again = NULL;

  g_assert_no_error (error);
  g_assert_true (rel_json_equal (wanted, after));
  /* It is so already. */
  again = rel_sealed_make_snapshot (plan, after, &error);
  g_assert_no_error (error);
  g_assert_true (rel_json_equal (again, after));
}

static void
test_snapshot_that_has_moved (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) draft = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) without = rel_edit_drop_relation (base, "articles", "author", 0);
  g_autoptr (RelSchema) theirs = magazine_set (base, "articles", "author", "schema.on_delete", "\"RESTRICT\"");
  g_autoptr (GPtrArray) plan = rel_diff (base, draft);
  g_autoptr (GPtrArray) deletion = rel_diff (base, without);
  g_autoptr (JsonNode) snapshot = rel_snapshot_to_json (theirs);
  g_autoptr (GError) error = NULL;

  g_assert_null (rel_sealed_make_snapshot (plan, snapshot, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (rel_sealed_make_snapshot (deletion, snapshot, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
}

static void
assert_check (GPtrArray *plan, const char *lists, const char *who)
{
  g_autofree char *text = g_strdup_printf ("{\"hash\":\"h\",\"diff\":%s}", lists);
  g_autoptr (JsonNode) diff = json_of (text);
  g_autofree char *message =
    who != NULL ? g_strdup_printf ("Somebody changed “%s” while the plan was compared. Nothing was published.", who)
                : NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rel_sealed_check (plan, diff, &error), ==, who == NULL);
  if (who != NULL)
    g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, message);
}

/* A difference that has more than the plan would undo what somebody else has just done. */
static void
test_checks_the_difference (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) cascade = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) draft = rel_schema_without_collection (cascade, "chapters");
  g_autoptr (GPtrArray) plan = rel_diff (base, draft);

  assert_check (
    plan,
    "{\"collections\":[{\"collection\":\"chapters\",\"diff\":[{\"kind\":\"D\"}]}],\"fields\":[{\"collection\":"
    "\"chapters\",\"field\":\"id\",\"diff\":[{\"kind\":\"D\"}]}],\"relations\":[{\"collection\":\"articles\","
    "\"field\":\"author\",\"diff\":[{\"kind\":\"E\",\"path\":[\"schema\",\"on_delete\"]}]}]}",
    NULL);
  assert_check (plan, "{\"collections\":[{\"collection\":\"tags\",\"diff\":[{\"kind\":\"N\"}]}]}", "tags");
  assert_check (plan, "{\"fields\":[{\"collection\":\"articles\",\"field\":\"title\",\"diff\":[{\"kind\":\"D\"}]}]}",
                "articles.title");
  assert_check (plan,
                "{\"relations\":[{\"collection\":\"articles\",\"field\":\"author\",\"diff\":[{\"kind\":\"E\",\"path\":["
                "\"schema\",\"on_delete\"]},{\"kind\":\"E\",\"path\":[\"meta\",\"sort_field\"]}]}]}",
                "articles.author");
  assert_check (plan, "{\"systemFields\":[{\"collection\":\"directus_users\",\"field\":\"email\",\"diff\":[]}]}",
                "directus_users.email");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/sealed/can", test_can);
  g_test_add_func ("/model/sealed/makes-a-snapshot", test_makes_a_snapshot);
  g_test_add_func ("/model/sealed/snapshot-that-has-moved", test_snapshot_that_has_moved);
  g_test_add_func ("/model/sealed/checks-the-difference", test_checks_the_difference);

  return g_test_run ();
}
