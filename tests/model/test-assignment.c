/* test-assignment.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edits as they are typed, and one edit of many relations.
 */

#include "config.h"

#include <string.h>

#include "edited.h"
#include "magazine.h"
#include "rel-adoption.h"
#include "rel-assignment.h"
#include "rel-bulk.h"
#include "rel-deletion.h"
#include "rel-error.h"
#include "rel-member.h"
#include "rel-query.h"

static RelSchema *
assign (RelSchema *schema, const char *collection, const char *field, const char *text, GError **error)
{
  g_autoptr (RelAssignment) assignment = rel_assignment_parse (text, error);

  return assignment != NULL ? rel_assignment_apply (assignment, schema, collection, field, 0, error) : NULL;
}

/* Whatever of a relation can be set can be set so. */
static void
test_each (void)
{
  static const struct
  {
    const char *collection;
    const char *field;
    const char *text;
    const char *plan;
  } cases[] = {
    { "articles", "author", "schema.on_delete=CASCADE",
      "update relation articles.author: schema.on_delete \"SET NULL\" → \"CASCADE\"\n" },
    { "articles", "author", "schema.on_update=RESTRICT",
      "update relation articles.author: schema.on_update \"NO ACTION\" → \"RESTRICT\"\n" },
    { "articles", "author", "meta.one_field=null",
      "update relation articles.author: meta.one_field \"articles\" → null\n" },
    { "articles", "author", "meta.one_deselect_action=delete",
      "update relation articles.author: meta.one_deselect_action \"nullify\" → \"delete\"\n" },
    { "articles", "author", "meta.sort_field=rank",
      "update relation articles.author: meta.sort_field null → \"rank\"\n" },
    { "articles", "author", "meta.junction_field=image",
      "update relation articles.author: meta.junction_field null → \"image\"\n" },
    { "pages_blocks", "item", "meta.one_allowed_collections=tags,articles",
      "update relation pages_blocks.item: meta.one_allowed_collections [\"block_text\",\"block_image\"] → "
      "[\"tags\",\"articles\"]\n" },
    { "pages_blocks", "item", "meta.one_collection_field=",
      "update relation pages_blocks.item: meta.one_collection_field \"collection\" → null\n" },
    { "pages_blocks", "item", "meta.one_allowed_collections+=tags",
      "update relation pages_blocks.item: meta.one_allowed_collections [\"block_text\",\"block_image\"] → "
      "[\"block_text\",\"block_image\",\"tags\"]\n" },
    { "pages_blocks", "item", "meta.one_allowed_collections-=block_text",
      "update relation pages_blocks.item: meta.one_allowed_collections [\"block_text\",\"block_image\"] → "
      "[\"block_image\"]\n" },
    { "articles", "author", "alias=written",
      "create field authors.written\n"
      "update relation articles.author: meta.one_field \"articles\" → \"written\"\n"
      "delete field authors.articles\n" },
    { "articles", "author", "alias=null",
      "update relation articles.author: meta.one_field \"articles\" → null\n"
      "delete field authors.articles\n" },
    { "articles", "author", "meta.hidden=true", "update field articles.author: meta.hidden false → true\n" },
    { "articles", "author", "meta.note=a=b", "update field articles.author: meta.note nothing → \"a=b\"\n" },
    { "articles", NULL, "meta.hidden=true", "update collection articles: meta.hidden false → true\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (GError) error = NULL;
      g_autoptr (RelSchema) next = assign (schema, cases[i].collection, cases[i].field, cases[i].text, &error);

      g_assert_no_error (error);
      assert_edited (schema, next, cases[i].plan);
    }
}

/* A member that is new can be set before anybody thinks of it. */
static void
test_no_member_forgotten (void)
{
  static const char *const paths[] = {
    "meta.one_field",
    "meta.one_deselect_action",
    "meta.sort_field",
    "meta.junction_field",
    "meta.one_allowed_collections",
    "meta.one_collection_field",
    "schema.on_delete",
    "schema.on_update",
  };
  guint n_writable = 0;

  for (guint i = 0; i < rel_member_get_count (); i++)
    n_writable += rel_member_is_writable (rel_member_get_nth (i)) ? 1 : 0;
  g_assert_cmpuint (n_writable, ==, G_N_ELEMENTS (paths));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_true (rel_member_is_writable (rel_member_find (paths[i])));
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *field;
    const char *text;
    const char *message;
  } cases[] = {
    { "author", "schema.on_delete", "is not KEY=VALUE" },
    { "author", "=x", "is not KEY=VALUE" },
    { "author", "+=x", "is not KEY=VALUE" },
    { "author", "schema.on_delete+=CASCADE", "Only meta.one_allowed_collections is a list" },
    { "author", "colour=red", "related_collection, alias, sort, meta.one_field" },
    { "author", "colour=red", "meta.required" },
    { "author", "meta.id=7", "cannot be changed" },
    { "author", "related_collection=nowhere", "no collection “nowhere”" },
    { "author", "meta.hidden=1", "true or false" },
    { NULL, "schema.on_delete=CASCADE", "meta.group, meta.hidden, meta.note" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      GError *error = NULL;

      assert_refusal (assign (schema, "articles", cases[i].field, cases[i].text, &error), &error, REL_ERROR_INVALID,
                      cases[i].message);
    }
}

static GPtrArray *
ask (RelSchema *schema, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelQuery) query = rel_query_parse (text, &error);

  g_assert_no_error (error);
  return rel_query_list_relations (query, schema);
}

static RelSchema *
set_cb (RelSchema *schema, const char *collection, const char *field, guint nth, gpointer user_data, GError **error)
{
  return rel_assignment_apply (user_data, schema, collection, field, nth, error);
}

static void
test_bulk (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) relations = ask (schema, "to:articles on_delete:\"SET NULL\"");
  g_autoptr (RelAssignment) assignment = rel_assignment_parse ("schema.on_delete=CASCADE", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = rel_bulk_apply (schema, relations, set_cb, assignment, &error);

  g_assert_no_error (error);
  assert_edited (schema, next,
                 "update relation articles_files.articles_id: schema.on_delete \"SET NULL\" → \"CASCADE\"\n"
                 "update relation articles_tags.articles_id: schema.on_delete \"SET NULL\" → \"CASCADE\"\n"
                 "update relation articles_translations.articles_id: schema.on_delete \"SET NULL\" → \"CASCADE\"\n");
}

/* Of all or of none, and all that refuse are said. */
static void
test_bulk_refuses (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) relations = ask (schema, "to:authors");
  g_autoptr (GPtrArray) one = ask (schema, "from:articles field:reviewer");
  g_autoptr (RelAssignment) assignment = rel_assignment_parse ("schema.on_delete=CASCADE", NULL);
  GError *error = NULL;

  assert_refusal (rel_bulk_apply (schema, relations, set_cb, assignment, &error), &error, REL_ERROR_INVALID,
                  "Nothing was changed: 3 of 6 relations cannot be changed so\n"
                  "articles.reviewer: This relation has no foreign key\n"
                  "articles.lost: The collection or the field");
  assert_refusal (rel_bulk_apply (schema, one, set_cb, assignment, &error), &error, REL_ERROR_READ_ONLY,
                  "This relation has no foreign key");
}

static RelSchema *
delete_cb (RelSchema *schema, const char *collection, const char *field, guint nth, gpointer user_data, GError **error)
{
  return rel_deletion_drop (schema, rel_schema_find_relation (schema, collection, field, nth),
                            GPOINTER_TO_UINT (user_data));
}

/* Of two relations with the same names the second was taken for the first when that was gone;
 * a column that is deleted takes both along. */
static void
test_bulk_deletes (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) relations = ask (schema, "field:twice");
  g_autoptr (RelSchema) links =
    rel_bulk_apply (schema, relations, delete_cb, GUINT_TO_POINTER (REL_DELETION_LINK), NULL);
  g_autoptr (RelSchema) columns =
    rel_bulk_apply (schema, relations, delete_cb, GUINT_TO_POINTER (REL_DELETION_COLUMN), NULL);

  assert_edited (schema, links,
                 "delete relation legacy_notes.twice#1\n"
                 "delete relation legacy_notes.twice\n");
  assert_planned (schema, columns, "delete field legacy_notes.twice\n");
}

static RelSchema *
adopt_cb (RelSchema *schema, const char *collection, const char *field, guint nth, gpointer user_data, GError **error)
{
  return rel_adoption_apply (schema, collection, field, nth, NULL, error);
}

static void
test_bulk_adopts (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (GPtrArray) relations = ask (schema, "meta:none");
  g_autoptr (RelSchema) next = rel_bulk_apply (schema, relations, adopt_cb, NULL, NULL);

  g_assert_cmpuint (relations->len, ==, 1);
  g_assert_true (rel_relation_has_meta (rel_schema_find_relation (next, "legacy_notes", "author", 0)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/assignment/each", test_each);
  g_test_add_func ("/model/assignment/no-member-forgotten", test_no_member_forgotten);
  g_test_add_func ("/model/assignment/refuses", test_refuses);
  g_test_add_func ("/model/bulk/sets", test_bulk);
  g_test_add_func ("/model/bulk/refuses", test_bulk_refuses);
  g_test_add_func ("/model/bulk/deletes", test_bulk_deletes);
  g_test_add_func ("/model/bulk/adopts", test_bulk_adopts);

  return g_test_run ();
}
