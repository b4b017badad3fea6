/* test-alias.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list at the other side of a relation, and foreign keys that get a row.
 */

#include "config.h"

#include "edited.h"
#include "magazine.h"
#include "rel-adoption.h"
#include "rel-alias.h"
#include "rel-edit.h"
#include "rel-error.h"

static void
assert_alias_refused (RelSchema *schema,
                      const char *collection,
                      const char *field,
                      const char *name,
                      int code,
                      const char *message)
{
  GError *error = NULL;
  RelSchema *next = rel_alias_set (schema, collection, field, 0, name, &error);

  assert_refusal (next, &error, code, message);
}

static const char *
get_meta (RelSchema *schema, const char *collection, const char *field, const char *path)
{
  return rel_json_get_string (json_node_get_object (
                                rel_field_get_json (rel_schema_find_field (schema, collection, field))),
                              path);
}

static void
test_rename (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (RelSchema) schema =
    edited_with_field (magazine, "{\"collection\":\"authors\",\"field\":\"articles\",\"type\":\"alias\","
                                 "\"schema\":null,\"meta\":{\"id\":7,\"field\":\"articles\",\"special\":[\"o2m\"],"
                                 "\"interface\":\"list-o2m\",\"options\":{\"layout\":\"table\"},\"sort\":3,"
                                 "\"width\":\"half\",\"translations\":[{\"language\":\"de-DE\",\"translation\":"
                                 "\"Artikel\"}]}}");
  g_autoptr (RelSchema) next = rel_alias_set (schema, "articles", "author", 0, "written", NULL);
  g_autofree char *json = NULL;

  assert_edited (schema, next,
                 "create field authors.written\n"
                 "update relation articles.author: meta.one_field \"articles\" → \"written\"\n"
                 "delete field authors.articles\n");
  json = rel_json_dup_text (rel_field_get_json (rel_schema_find_field (next, "authors", "written")), FALSE);
  g_assert_cmpstr (json, ==,
                   "{\"collection\":\"authors\",\"field\":\"written\",\"type\":\"alias\",\"schema\":null,"
                   "\"meta\":{\"field\":\"written\",\"special\":[\"o2m\"],\"interface\":\"list-o2m\","
                   "\"options\":{\"layout\":\"table\"},\"sort\":3,\"width\":\"half\",\"translations\":"
                   "[{\"language\":\"de-DE\",\"translation\":\"Artikel\"}]}}");
}

static void
test_add (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    const char *related;
    const char *special;
    const char *interface;
    const char *plan;
  } cases[] = {
    { "legacy_notes", "twice", "authors", "o2m", "list-o2m",
      "create field authors.more\n"
      "update relation legacy_notes.twice: meta.one_field null → \"more\"\n" },
    { "articles_files", "directus_files_id", "directus_files", "m2m", "list-m2m",
      "create field directus_files.more\n"
      "update relation articles_files.directus_files_id: meta.one_field null → \"more\"\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) next = rel_alias_set (schema, cases[i].collection, cases[i].field, 0, "more", NULL);

      assert_edited (schema, next, cases[i].plan);
      g_assert_true (rel_field_has_special (rel_schema_find_field (next, cases[i].related, "more"), cases[i].special));
      g_assert_cmpstr (get_meta (next, cases[i].related, "more", "meta.interface"), ==, cases[i].interface);
    }
}

/* The list of a junction is of files or of any, as its other half says. */
static void
test_add_lost_list (void)
{
  static const struct
  {
    const char *junction;
    const char *column;
    const char *collection;
    const char *list;
    const char *special;
  } cases[] = {
    { "articles_files", "articles_id", "articles", "gallery", "files" },
    { "pages_blocks", "pages_id", "pages", "blocks", "m2a" },
    { "articles_tags", "articles_id", "articles", "tags", "m2m" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) broken = rel_edit_drop_field (schema, cases[i].collection, cases[i].list);
      g_autoptr (RelSchema) next = rel_alias_set (broken, cases[i].junction, cases[i].column, 0, cases[i].list, NULL);
      g_autofree char *plan = g_strdup_printf ("create field %s.%s\n", cases[i].collection, cases[i].list);

      assert_edited (broken, next, plan);
      g_assert_true (
        rel_field_has_special (rel_schema_find_field (next, cases[i].collection, cases[i].list), cases[i].special));
    }
}

static void
test_remove (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_alias_set (schema, "articles", "author", 0, NULL, NULL);
  g_autoptr (RelSchema) dead = rel_edit_drop_field (schema, "authors", "articles");
  g_autoptr (RelSchema) cleared = rel_alias_set (dead, "articles", "author", 0, NULL, NULL);
  g_autoptr (RelSchema) same = rel_alias_set (next, "articles", "author", 0, NULL, NULL);
  g_autoptr (RelSchema) unchanged = rel_alias_set (schema, "articles", "author", 0, "articles", NULL);

  assert_edited (schema, next,
                 "update relation articles.author: meta.one_field \"articles\" → null\n"
                 "delete field authors.articles\n");
  assert_edited (dead, cleared, "update relation articles.author: meta.one_field \"articles\" → null\n");
  g_assert_true (same == next);
  g_assert_true (unchanged == schema);
}

/* It was taken from the other relation, which then named a field that was gone. */
static void
test_shared (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) shared =
    edited_with_relation (schema, "legacy_notes", "twice", "meta.one_field", "\"articles\"");
  g_autoptr (RelSchema) next = rel_alias_set (shared, "legacy_notes", "twice", 0, "notes", NULL);

  assert_edited (shared, next,
                 "create field authors.notes\n"
                 "update relation legacy_notes.twice: meta.one_field \"articles\" → \"notes\"\n");
}

/* Renamed, taken away, or another one in its place: what was, with its settings. */
static void
test_take_back (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (RelSchema) base =
    edited_with_field (magazine, "{\"collection\":\"authors\",\"field\":\"articles\",\"type\":\"alias\","
                                 "\"schema\":null,\"meta\":{\"id\":7,\"special\":[\"o2m\"]}}");
  g_autoptr (RelSchema) renamed = rel_alias_set (base, "articles", "author", 0, "written", NULL);
  g_autoptr (RelSchema) without = rel_alias_set (base, "articles", "author", 0, NULL, NULL);
  g_autoptr (RelSchema) other = magazine_set (base, "articles", "author", "meta.one_field", "null");
  RelSchema *edited[] = { renamed, without, other };

  for (guint i = 0; i < G_N_ELEMENTS (edited); i++)
    {
      g_autoptr (RelSchema) back = rel_alias_take_back (edited[i], base, "articles", "author", 0, NULL);

      assert_planned (base, back, "");
    }
}

static void
test_take_back_none (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) added = rel_alias_set (base, "articles", "image", 0, "listed", NULL);
  g_autoptr (RelSchema) back = rel_alias_take_back (added, base, "articles", "image", 0, NULL);
  assert_planned (base, back, "");
}

static void
test_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();

  assert_alias_refused (schema, "articles", "author", "name", REL_ERROR_INVALID, "already has a field “name”");
  assert_alias_refused (schema, "articles_tags", "articles_id", "chapters", REL_ERROR_INVALID,
                        "set meta.one_field to it");
  assert_alias_refused (schema, "articles", "author", "a/b", REL_ERROR_INVALID, "slash");
  assert_alias_refused (schema, "pages_blocks", "item", "pages", REL_ERROR_INVALID, "one collection");
  assert_alias_refused (schema, "legacy_notes", "author", "notes", REL_ERROR_READ_ONLY, "no settings");
  assert_alias_refused (schema, "gone", "author", "x", REL_ERROR_READ_ONLY, "does not exist");
  assert_alias_refused (schema, "authors", "articles", "x", REL_ERROR_NOT_FOUND,
                        "authors.articles is a list of articles; its relation is called articles.author");
}

static void
test_adopt (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) next = rel_adoption_apply (schema, "legacy_notes", "author", 0, NULL, NULL);
  g_autoptr (RelSchema) listed = rel_adoption_apply (schema, "legacy_notes", "author", 0, "notes", NULL);

  assert_edited (schema, next,
                 "update relation legacy_notes.author: meta null → {\"many_collection\":\"legacy_notes\","
                 "\"many_field\":\"author\",\"one_collection\":\"authors\",\"one_field\":null,"
                 "\"one_collection_field\":null,\"one_allowed_collections\":null,\"junction_field\":null,"
                 "\"sort_field\":null,\"one_deselect_action\":\"nullify\"}\n");
  assert_edited (schema, listed,
                 "create field authors.notes\n"
                 "update relation legacy_notes.author: meta null → {\"many_collection\":\"legacy_notes\","
                 "\"many_field\":\"author\",\"one_collection\":\"authors\",\"one_field\":\"notes\","
                 "\"one_collection_field\":null,\"one_allowed_collections\":null,\"junction_field\":null,"
                 "\"sort_field\":null,\"one_deselect_action\":\"nullify\"}\n");
}

/* A table that Directus does not know has fields without settings. */
static void
test_adopt_bare_field (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (RelSchema) schema =
    edited_with_field (magazine, "{\"collection\":\"legacy_notes\",\"field\":\"author\",\"type\":\"integer\","
                                 "\"schema\":{\"is_nullable\":true},\"meta\":null}");
  g_autoptr (RelSchema) next = rel_adoption_apply (schema, "legacy_notes", "author", 0, NULL, NULL);
  RelField *field = rel_schema_find_field (next, "legacy_notes", "author");

  g_assert_true (rel_field_has_special (field, "m2o"));
  g_assert_cmpstr (rel_field_get_interface (field), ==, "select-dropdown-m2o");
}

static void
test_adopt_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) foreign =
    edited_with_relation (schema, "legacy_notes", "author", "schema.foreign_key_column", "\"email\"");
  GError *error = NULL;

  assert_refusal (rel_adoption_apply (schema, "articles", "author", 0, NULL, &error), &error, REL_ERROR_INVALID,
                  "a relation of Directus already");
  assert_refusal (rel_adoption_apply (schema, "legacy_notes", "author", 0, "name", &error), &error, REL_ERROR_INVALID,
                  "authors already has a field “name”");
  assert_refusal (rel_adoption_apply (foreign, "legacy_notes", "author", 0, NULL, &error), &error, REL_ERROR_READ_ONLY,
                  "does not point at the primary key");
  assert_refusal (rel_adoption_apply (schema, "legacy_notes", "id", 0, NULL, &error), &error, REL_ERROR_NOT_FOUND,
                  "no relation legacy_notes.id");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/alias/rename", test_rename);
  g_test_add_func ("/model/alias/add", test_add);
  g_test_add_func ("/model/alias/add-lost-list", test_add_lost_list);
  g_test_add_func ("/model/alias/remove", test_remove);
  g_test_add_func ("/model/alias/shared", test_shared);
  g_test_add_func ("/model/alias/take-back", test_take_back);
  g_test_add_func ("/model/alias/take-back-none", test_take_back_none);
  g_test_add_func ("/model/alias/refuses", test_refuses);
  g_test_add_func ("/model/adoption/adopt", test_adopt);
  g_test_add_func ("/model/adoption/bare-field", test_adopt_bare_field);
  g_test_add_func ("/model/adoption/refuses", test_adopt_refuses);

  return g_test_run ();
}
