/* test-deletion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Relations that are deleted: what goes with them, and that nothing is left that names what
 * is gone.
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-deletion.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-plan.h"

static RelSchema *delete (RelSchema *schema, const char *collection, const char *field, RelDeletion what)
{
  g_autoptr (GError) error = NULL;
  RelSchema *left = rel_deletion_apply (schema, collection, field, what, &error);

  g_assert_no_error (error);
  return left;
}

/* The changes by name, as `-relation articles.author`. */
static char *
dup_plan (RelSchema *before, RelSchema *after)
{
  static const char signs[] = "+~-";
  static const char *const objects[] = { "collection", "field", "relation" };
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      g_autofree char *name = rel_change_dup_name (change);

      g_string_append_printf (text, "%s%c%s %s", i > 0 ? ", " : "", signs[rel_change_get_action (change)],
                              objects[rel_change_get_object (change)], name);
    }
  return g_string_free (text, FALSE);
}

static void
test_what_goes (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    RelDeletion what;
    const char *plan;
  } cases[] = {
    { "articles", "author", REL_DELETION_LINK, "-relation articles.author, -field authors.articles" },
    /* The relation goes with its field, and is not deleted before: on SQLite that would not work. */
    { "articles", "author", REL_DELETION_COLUMN, "-field articles.author, -field authors.articles" },
    { "authors", "articles", REL_DELETION_LINK, "~relation articles.author, -field authors.articles" },
    { "authors", "articles", REL_DELETION_COLUMN, "-field articles.author, -field authors.articles" },
    { "articles", "tags", REL_DELETION_LINK, "~relation articles_tags.articles_id, -field articles.tags" },
    { "articles", "tags", REL_DELETION_JUNCTION,
      "-field articles.tags, -field tags.articles, -collection articles_tags" },
    { "pages", "blocks", REL_DELETION_JUNCTION, "-field pages.blocks, -collection pages_blocks" },
    { "articles_tags", "tags_id", REL_DELETION_LINK,
      "-relation articles_tags.tags_id, ~relation articles_tags.articles_id, -field tags.articles" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (RelSchema) left = delete (base, cases[i].collection, cases[i].field, cases[i].what);
      g_autofree char *plan = dup_plan (base, left);

      g_test_message ("%s.%s", cases[i].collection, cases[i].field);
      g_assert_cmpstr (plan, ==, cases[i].plan);
    }
}

/* The other half of a junction named the field that is gone. */
static void
test_no_name_is_left (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) left = delete (base, "articles_tags", "tags_id", REL_DELETION_COLUMN);
  RelRelation *half = rel_schema_find_relation (left, "articles_tags", "articles_id", 0);

  g_assert_null (rel_relation_get_junction_field (half));
  g_assert_false (rel_schema_has_field (left, "tags", "articles"));
}

/* The plan leaves out what the server does by itself, and still gives the same draft. */
static void
test_comes_back_from_a_plan (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) once = delete (base, "articles", "author", REL_DELETION_COLUMN);
  g_autoptr (RelSchema) left = delete (once, "articles", "tags", REL_DELETION_JUNCTION);
  g_autoptr (GPtrArray) changes = rel_diff (base, left);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) again = rel_plan_apply (changes, base, &error);
  g_autoptr (GPtrArray) differences = NULL;

  g_assert_no_error (error);
  g_assert_null (rel_schema_find_relation (again, "articles", "author", 0));
  differences = rel_diff (left, again);
  g_assert_cmpuint (differences->len, ==, 0);
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    int code;
  } cases[] = {
    { "articles", "title", REL_ERROR_NOT_FOUND },
    { "nowhere", "x", REL_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s.%s", cases[i].collection, cases[i].field);
      g_assert_null (rel_deletion_apply (base, cases[i].collection, cases[i].field, REL_DELETION_COLUMN, &error));
      g_assert_error (error, REL_ERROR, cases[i].code);
    }
}

static void
test_refuses_system (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (JsonNode) field_json =
    json_of ("{\"collection\":\"directus_users\",\"field\":\"role\",\"type\":\"uuid\",\"meta\":{\"system\":true},"
             "\"schema\":{}}");
  g_autoptr (JsonNode) json =
    json_of ("{\"collection\":\"directus_users\",\"field\":\"role\",\"related_collection\":\"directus_roles\","
             "\"schema\":{},\"meta\":{\"system\":true}}");
  g_autoptr (RelField) field = rel_field_new (field_json, NULL);
  g_autoptr (RelRelation) relation = rel_relation_new (json, 99, NULL);
  g_autoptr (RelSchema) with_field = rel_edit_put_field (magazine, field);
  g_autoptr (RelSchema) base = rel_edit_put_relation (with_field, 0, relation);
  g_autoptr (GError) error = NULL;

  g_assert_null (rel_deletion_apply (base, "directus_users", "role", REL_DELETION_COLUMN, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
}

/* Something else points at the junction, and would lose its column with it. */
static void
test_keeps_a_junction_in_use (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (JsonNode) json =
    json_of ("{\"collection\":\"authors\",\"field\":\"id\",\"related_collection\":\"articles_tags\","
             "\"schema\":{},\"meta\":null}");
  g_autoptr (RelRelation) relation = rel_relation_new (json, 99, NULL);
  g_autoptr (RelSchema) base = rel_edit_put_relation (magazine, 0, relation);
  g_autoptr (GError) error = NULL;

  g_assert_null (rel_deletion_apply (base, "articles", "tags", REL_DELETION_JUNCTION, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "authors.id points at articles_tags"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/deletion/what-goes", test_what_goes);
  g_test_add_func ("/model/deletion/no-name-is-left", test_no_name_is_left);
  g_test_add_func ("/model/deletion/comes-back-from-a-plan", test_comes_back_from_a_plan);
  g_test_add_func ("/model/deletion/refuses", test_refuses);
  g_test_add_func ("/model/deletion/refuses-system", test_refuses_system);
  g_test_add_func ("/model/deletion/keeps-a-junction-in-use", test_keeps_a_junction_in_use);

  return g_test_run ();
}
