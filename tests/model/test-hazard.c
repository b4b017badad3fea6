/* test-hazard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-deletion.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-hazard.h"
#include "rel-repair.h"
#include "rel-retarget.h"

/* What all changes from @base to @draft may do, one a line: the change, how bad, what, why. */
static char *
dup_hazards (RelSchema *base, RelSchema *draft)
{
  g_autoptr (GPtrArray) changes = rel_diff (base, draft);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpuint (changes->len, >, 0);
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *name = rel_change_dup_name (g_ptr_array_index (changes, i));
      g_autoptr (GPtrArray) hazards = rel_hazard_list (g_ptr_array_index (changes, i), base);

      for (guint h = 0; h < hazards->len; h++)
        {
          RelHazard *hazard = g_ptr_array_index (hazards, h);

          g_string_append_printf (text, "%s: %s: %s: %s\n", name,
                                  rel_hazard_severity_get_id (rel_hazard_get_severity (hazard)),
                                  rel_hazard_get_id (hazard), rel_hazard_get_sentence (hazard));
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_hazards (RelSchema *base, RelSchema *draft, const char *expected)
{
  g_autofree char *hazards = dup_hazards (base, draft);

  g_assert_cmpstr (hazards, ==, expected);
}

static RelSchema *
on_database (RelSchema *schema, const char *vendor)
{
  g_autofree char *text = g_strdup_printf ("{\"version\":1,\"vendor\":\"%s\"}", vendor);
  g_autoptr (JsonNode) header = json_of (text);

  return rel_schema_with_header (schema, header);
}

/* The magazine on a database that does not rebuild tables. */
static RelSchema *
load (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();

  return on_database (schema, "postgres");
}

/* One member of a field; @value is JSON. */
static RelSchema *
set_field (RelSchema *schema, const char *collection, const char *field, const char *path, const char *value)
{
  g_autoptr (JsonNode) node = json_of (value);
  g_autoptr (JsonNode) json =
    rel_json_with (rel_field_get_json (rel_schema_find_field (schema, collection, field)), path, node);
  g_autoptr (RelField) next = rel_field_new (json, NULL);

  return rel_edit_put_field (schema, next);
}

static RelSchema *
put_relation (RelSchema *schema, const char *text)
{
  g_autoptr (JsonNode) json = json_of (text);
  g_autoptr (RelRelation) relation = rel_relation_new (json, G_MAXUINT, NULL);

  return rel_edit_put_relation (schema, 0, relation);
}

static RelSchema *
retarget (RelSchema *schema, const char *collection, const char *field, const char *related)
{
  g_autoptr (JsonNode) node = rel_json_new_string (related);
  g_autoptr (RelRelation) relation =
    rel_relation_with_member (rel_schema_find_relation (schema, collection, field, 0), "related_collection", node);

  return rel_edit_put_relation (schema, 0, relation);
}

static void
test_settings_are_harmless (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (RelSchema) sorted = magazine_set (base, "articles", "author", "meta.sort_field", "\"rank\"");
  g_autoptr (RelSchema) noted = set_field (base, "articles", "title", "meta.note", "\"The title\"");

  assert_hazards (base, sorted, "");
  assert_hazards (base, noted, "");
}

static void
test_actions (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (RelSchema) cascade = magazine_set (base, "articles", "author", "schema.on_delete", "\"CASCADE\"");
  g_autoptr (RelSchema) refusing = magazine_set (base, "articles", "author", "schema.on_delete", "\"RESTRICT\"");
  g_autoptr (RelSchema) deselect = magazine_set (base, "articles", "author", "meta.one_deselect_action", "\"delete\"");

  assert_hazards (base, cascade,
                  "articles.author: note: replaces-key: The foreign key from “articles” to “authors” is dropped and "
                  "made again; meanwhile the database does not watch over “author”.\n"
                  "articles.author: warning: cascades: From now on, deleting an item of “authors” also deletes the "
                  "items of “articles” that refer to it.\n");
  assert_hazards (base, refusing,
                  "articles.author: note: replaces-key: The foreign key from “articles” to “authors” is dropped and "
                  "made again; meanwhile the database does not watch over “author”.\n");
  assert_hazards (base, deselect,
                  "articles.author: warning: cascades: From now on, an item that is taken off “authors.articles” is "
                  "deleted from “articles”.\n");
  /* It did so before. */
  assert_hazards (cascade, base,
                  "articles.author: note: replaces-key: The foreign key from “articles” to “authors” is dropped and "
                  "made again; meanwhile the database does not watch over “author”.\n");
}

static void
test_keys (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (RelSchema) dropped = rel_edit_drop_relation (base, "articles", "author", 0);
  g_autoptr (RelSchema) retargeted = retarget (base, "articles", "author", "tags");
  g_autoptr (RelSchema) keyed =
    put_relation (base, "{\"collection\":\"articles\",\"field\":\"title\",\"related_collection\":\"tags\","
                        "\"schema\":{\"on_delete\":\"NO ACTION\"},\"meta\":null}");

  assert_hazards (base, dropped,
                  "articles.author: note: drops-key: The foreign key from “articles” to “authors” is dropped: the "
                  "database no longer keeps “author” from referring to an item that does not exist.\n");
  assert_hazards (base, retargeted,
                  "articles.author: note: replaces-key: The foreign key from “articles” to “authors” is dropped and "
                  "made again; meanwhile the database does not watch over “author”.\n"
                  "articles.author: warning: key-may-fail: The values that items of “articles” have in “author” were "
                  "of items of “authors”, and are now taken for those of “tags”; if one is of none of these, the "
                  "database may refuse the foreign key.\n");
  assert_hazards (base, keyed,
                  "articles.title: warning: key-may-fail: If an item of “articles” has a value in “title” that is of "
                  "no item of “tags”, the database may refuse the foreign key.\n");
}

static void
test_new_columns_have_no_values (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (JsonNode) json = json_of ("{\"collection\":\"articles\",\"field\":\"tag\",\"type\":\"integer\","
                                       "\"schema\":{\"is_nullable\":true},\"meta\":null}");
  g_autoptr (JsonNode) required = json_of ("{\"collection\":\"articles\",\"field\":\"tag\",\"type\":\"integer\","
                                           "\"schema\":{\"is_nullable\":false},\"meta\":null}");
  g_autoptr (RelField) field = rel_field_new (json, NULL);
  g_autoptr (RelField) required_field = rel_field_new (required, NULL);
  g_autoptr (RelSchema) with_field = rel_edit_put_field (base, field);
  g_autoptr (RelSchema) with_required = rel_edit_put_field (base, required_field);
  g_autoptr (RelSchema) draft =
    put_relation (with_field, "{\"collection\":\"articles\",\"field\":\"tag\",\"related_collection\":\"tags\","
                              "\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":null}");

  assert_hazards (base, draft, "");
  assert_hazards (base, with_required,
                  "articles.tag: warning: column-may-fail: If an item of “articles” has no value in “tag”, the "
                  "database may refuse this.\n");
}

static void
test_columns (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (RelSchema) optional = set_field (base, "articles", "title", "schema.is_nullable", "true");
  g_autoptr (RelSchema) required = set_field (base, "articles", "title", "schema.is_nullable", "false");
  g_autoptr (RelSchema) unique = set_field (base, "articles", "title", "schema.is_unique", "true");
  g_autoptr (RelSchema) retyped = set_field (base, "articles", "title", "type", "\"integer\"");
  g_autoptr (RelSchema) both = set_field (retyped, "articles", "title", "schema.data_type", "\"integer\"");
  const char *type = "articles.title: warning: column-may-fail: If an item of “articles” has a value in “title” that "
                     "does not fit the new type, the database may refuse this, or change the value.\n";

  assert_hazards (optional, required,
                  "articles.title: warning: column-may-fail: If an item of “articles” has no value in “title”, the "
                  "database may refuse this.\n");
  assert_hazards (required, optional, "");
  assert_hazards (base, unique,
                  "articles.title: warning: column-may-fail: If two items of “articles” have the same value in "
                  "“title”, the database may refuse this.\n");
  assert_hazards (base, retyped, type);
  assert_hazards (base, both, type);
}

static void
test_deletions (void)
{
  g_autoptr (RelSchema) base = load ();
  g_autoptr (RelSchema) no_column = rel_edit_delete_field (base, "articles", "author");
  g_autoptr (RelSchema) no_list = rel_edit_drop_field (base, "authors", "articles");
  g_autoptr (RelSchema) no_tags = rel_schema_without_collection (base, "articles_tags");
  g_autoptr (RelSchema) no_blocks = rel_schema_without_collection (base, "pages_blocks");
  g_autoptr (RelSchema) no_articles = rel_schema_without_collection (base, "chapters");
  g_autoptr (RelSchema) no_languages = rel_schema_without_collection (base, "languages");
  g_autoptr (GPtrArray) lists = rel_diff (base, no_list);
  g_autoptr (GPtrArray) columns = rel_diff (base, no_column);
  g_autoptr (RelSchema) retargeted = rel_retarget_apply (base, "articles", "author", 0, "categories", NULL);
  g_autoptr (GPtrArray) elsewhere = rel_diff (base, retargeted);

  assert_hazards (base, no_column,
                  "articles.author: loss: deletes-values: All values of “author” in the items of “articles” are "
                  "deleted.\n");
  assert_hazards (base, no_list, "");
  assert_hazards (base, no_tags,
                  "articles_tags: loss: deletes-links: All items of “articles_tags” are deleted: they are the links "
                  "between “articles” and “tags”.\n");
  assert_hazards (base, no_blocks,
                  "pages_blocks: loss: deletes-links: All items of “pages_blocks” are deleted: they are the links of "
                  "“pages” with items of any collection.\n");
  assert_hazards (base, no_articles, "chapters: loss: deletes-items: All items of “chapters” are deleted.\n");
  assert_hazards (base, no_languages,
                  "languages: loss: deletes-items: All items of “languages” are deleted.\n"
                  "languages: loss: deletes-values: Unless its relation is deleted before, “languages_code” of "
                  "“articles_translations” is deleted too, with all its values: it refers to “languages”.\n");

  g_assert_true (rel_hazard_deletes (columns, base));
  g_assert_false (rel_hazard_deletes (lists, base));
  /* It is deleted and created. */
  g_assert_true (rel_hazard_deletes (elsewhere, base));
}

/* Of many to any only the name in its list goes. That its column was deleted too was said. */
static void
test_deletion_of_what_any_may_point_at (void)
{
  g_autoptr (RelSchema) schema = load ();
  g_autoptr (RelSchema) without = rel_deletion_apply_to_collection (schema, "block_text", REL_DELETION_LINK, NULL);

  assert_hazards (schema, without, "block_text: loss: deletes-items: All items of “block_text” are deleted.\n");
}

/* A collection that is only lent, to delete what is left of a relation, has no items that could be
 * deleted with it, as was said. */
static void
test_lent_collection (void)
{
  g_autoptr (RelSchema) schema = load ();
  g_autoptr (RelSchema) without = rel_repair_drop_ghost (schema, "gone", "author", 0, NULL);
  g_autoptr (GPtrArray) changes = rel_diff_in_steps (schema, without);

  g_assert_cmpuint (changes->len, ==, 4);
  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr (GPtrArray) hazards = rel_hazard_list (g_ptr_array_index (changes, i), schema);

      g_assert_cmpuint (hazards->len, ==, 0);
    }
}

static void
test_sqlite_in_a_snapshot (void)
{
  g_autoptr (RelSchema) postgres = load ();
  g_autoptr (RelSchema) base = on_database (postgres, "sqlite");
  g_autoptr (RelSchema) dropped = rel_edit_drop_relation (base, "articles", "author", 0);
  g_autoptr (RelSchema) no_column = rel_edit_delete_field (base, "articles", "title");

  assert_hazards (base, dropped,
                  "articles.author: note: drops-key: The foreign key from “articles” to “authors” is dropped: the "
                  "database no longer keeps “author” from referring to an item that does not exist.\n"
                  "articles.author: note: rebuilds-table: SQLite makes the table of “articles” anew for this, with all "
                  "its rows.\n");
  assert_hazards (base, no_column,
                  "articles.title: loss: deletes-values: All values of “title” in the items of “articles” are "
                  "deleted.\n"
                  "articles.title: note: rebuilds-table: SQLite makes the table of “articles” anew for this, with all "
                  "its rows.\n");
}

/* The name of a key tells. */
static void
test_sqlite_on_a_server (void)
{
  g_autoptr (RelSchema) magazine = load ();
  g_autoptr (RelSchema) named = rel_schema_with_header (magazine, NULL);
  g_autoptr (JsonNode) none = rel_json_new_string (NULL);
  g_autoptr (RelRelation) relation =
    rel_relation_with_member (rel_schema_find_relation (named, "articles", "author", 0), "schema.constraint_name",
                              none);
  g_autoptr (RelSchema) nameless = rel_edit_put_relation (named, 0, relation);
  g_autoptr (RelSchema) named_draft = rel_edit_delete_field (named, "articles", "title");
  g_autoptr (RelSchema) nameless_draft = rel_edit_delete_field (nameless, "articles", "title");

  assert_hazards (named, named_draft,
                  "articles.title: loss: deletes-values: All values of “title” in the items of “articles” are "
                  "deleted.\n");
  assert_hazards (nameless, nameless_draft,
                  "articles.title: loss: deletes-values: All values of “title” in the items of “articles” are "
                  "deleted.\n"
                  "articles.title: note: rebuilds-table: SQLite makes the table of “articles” anew for this, with all "
                  "its rows.\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/hazard/settings-are-harmless", test_settings_are_harmless);
  g_test_add_func ("/model/hazard/actions", test_actions);
  g_test_add_func ("/model/hazard/keys", test_keys);
  g_test_add_func ("/model/hazard/new-columns-have-no-values", test_new_columns_have_no_values);
  g_test_add_func ("/model/hazard/columns", test_columns);
  g_test_add_func ("/model/hazard/deletions", test_deletions);
  g_test_add_func ("/model/hazard/deletion-of-what-any-may-point-at", test_deletion_of_what_any_may_point_at);
  g_test_add_func ("/model/hazard/lent-collection", test_lent_collection);
  g_test_add_func ("/model/hazard/sqlite-in-a-snapshot", test_sqlite_in_a_snapshot);
  g_test_add_func ("/model/hazard/sqlite-on-a-server", test_sqlite_on_a_server);

  return g_test_run ();
}
