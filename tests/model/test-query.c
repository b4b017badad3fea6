/* test-query.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-query.h"

static RelQuery *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RelQuery *query = rel_query_parse (text, &error);

  g_assert_no_error (error);
  return query;
}

/* The relations that match, with blanks between. */
static char *
dup_found (RelSchema *schema, const char *text)
{
  g_autoptr (RelQuery) query = parse (text);
  g_autoptr (GPtrArray) relations = rel_query_list_relations (query, schema);
  GString *found = g_string_new (NULL);

  for (guint i = 0; i < relations->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (relations, i);

      g_string_append_printf (found, "%s%s.%s", i > 0 ? " " : "", rel_relation_get_collection (relation),
                              rel_relation_get_field (relation));
    }
  return g_string_free (found, FALSE);
}

typedef struct
{
  const char *query;
  const char *found;
} Case;

static void
check_found (RelSchema *schema, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *found = dup_found (schema, cases[i].query);

      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "REVIEW", "articles.reviewer" },
    { "chapters", "chapters.article" },
    /* The field on the other side, and what may be pointed at. */
    { "children", "categories.parent" },
    { "block_im", "pages_blocks.item" },
    { "articles.image", "articles.image" },
    { "gallery articles_id", "articles_files.articles_id" },
    { "gallery nothing", "" },
    { "legacy -twice", "legacy_notes.author" },
    { "-articles -author legacy", "legacy_notes.twice" },
    { "\"legacy_notes.twice\"", "legacy_notes.twice legacy_notes.twice" },
    { "\"legacy twice\"", "" },
    { "-\"author\" gone", "" },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  check_found (schema, cases, G_N_ELEMENTS (cases));
}

static void
test_names (void)
{
  static const Case cases[] = {
    { "from:articles", "articles.author articles.reviewer articles.image articles.lost" },
    { "FROM:Articles field:author", "articles.author" },
    { "from:articles_* to:articles",
      "articles_files.articles_id articles_tags.articles_id articles_translations.articles_id" },
    { "to:tags", "articles_tags.tags_id legacy_notes.twice" },
    /* Every collection that may be pointed at, each by its whole name. */
    { "to:block_text", "pages_blocks.item" },
    { "to:block_image", "pages_blocks.item" },
    { "to:block", "" },
    { "to:block_*", "pages_blocks.item" },
    { "field:*_id from:articles_tags", "articles_tags.articles_id articles_tags.tags_id" },
    { "field:tags_?d", "articles_tags.tags_id" },
    { "junction:articles_tags", "articles_tags.articles_id articles_tags.tags_id" },
    { "junction:*", "articles_files.articles_id articles_files.directus_files_id articles_tags.articles_id "
                    "articles_tags.tags_id articles_translations.articles_id articles_translations.languages_code "
                    "pages_blocks.pages_id pages_blocks.item" },
    { "junction:articles", "" },
    { "-junction:* -from:articles -from:legacy_notes", "categories.parent chapters.article gone.author" },
    { "from:\"legacy_notes\" -field:\"author\"", "legacy_notes.twice legacy_notes.twice" },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  check_found (schema, cases, G_N_ELEMENTS (cases));
}

static void
test_parts (void)
{
  static const Case cases[] = {
    { "on_delete:CASCADE", "chapters.article legacy_notes.author" },
    { "on_delete:cascade meta:none", "legacy_notes.author" },
    { "on_delete:SET_NULL from:legacy_notes", "legacy_notes.twice legacy_notes.twice" },
    { "on_delete:\"set null\" -meta:none from:articles", "articles.author articles.image" },
    { "on_delete:NO_ACTION", "categories.parent" },
    { "on_delete:restrict", "" },
    { "meta:none", "legacy_notes.author" },
    { "key:none", "articles.reviewer articles.lost gone.author pages_blocks.item" },
    { "key:NONE -kind:m2a", "articles.reviewer articles.lost gone.author" },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  check_found (schema, cases, G_N_ELEMENTS (cases));
}

/* A relation is of each kind that it makes: that of its own field, and that of the list on the
 * other side, or on the other side of its junction. */
static void
test_kinds (void)
{
  static const Case cases[] = {
    { "kind:o2m", "articles.author chapters.article" },
    { "kind:m2m", "articles_tags.articles_id articles_tags.tags_id" },
    { "kind:m2a", "pages_blocks.pages_id pages_blocks.item" },
    { "kind:translations", "articles_translations.articles_id articles_translations.languages_code" },
    { "kind:file", "articles.image" },
    { "kind:files", "articles_files.articles_id articles_files.directus_files_id" },
    { "kind:tree", "categories.parent" },
    { "kind:broken", "articles.lost gone.author" },
    { "kind:M2O from:articles", "articles.author articles.reviewer" },
    { "kind:m2o -junction:* -from:legacy_notes",
      "articles.author articles.reviewer categories.parent chapters.article" },
  };
  g_autoptr (RelSchema) schema = magazine_load ();

  check_found (schema, cases, G_N_ELEMENTS (cases));
}

static RelSchema *
with_note (RelSchema *schema, const char *collection, const char *field, const char *note)
{
  RelField *old = rel_schema_find_field (schema, collection, field);
  g_autoptr (JsonNode) value = rel_json_new_string (note);
  g_autoptr (JsonNode) json = rel_json_with (rel_field_get_json (old), "meta.note", value);
  g_autoptr (RelField) new = rel_field_new (json, NULL);

  return rel_edit_put_field (schema, new);
}

static void
test_notes_and_accents (void)
{
  static const Case cases[] = {
    { "cafe", "articles.author" },
    { "CAFÉ", "articles.author" },
    { "café", "articles.author" },
    { "cäfe", "" },
    { "cafè", "" },
    { "legt", "articles.author" },
    { "\"der café\"", "articles.author" },
    { "Straße", "chapters.article" },
    { "strasse", "chapters.article" },
    /* A note on the other side of a relation says what the relation is for as well. */
    { "überblick", "categories.parent" },
    { "uberblick", "categories.parent" },
  };
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelSchema) first = with_note (schema, "articles", "author", "Wer der Café-Redaktion\nvorlegt");
  g_autoptr (RelSchema) second = with_note (first, "chapters", "article", "STRASSE");
  g_autoptr (RelSchema) third = with_note (second, "categories", "children", "Überblick");

  check_found (third, cases, G_N_ELEMENTS (cases));
}

static gboolean
matches_link (RelSchema *schema, const char *text, const char *collection, const char *field)
{
  g_autoptr (RelQuery) query = parse (text);
  g_autoptr (GPtrArray) links = rel_link_list (schema, collection);

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);
      g_autoptr (RelQueryRow) row = rel_query_row_new_link (schema, link);

      if (g_str_equal (rel_link_get_field (link), field))
        return rel_query_matches (query, row);
    }
  g_assert_not_reached ();
}

static void
test_links (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();

  g_assert_true (matches_link (schema, "kind:m2m from:articles field:tags to:tags", "articles", "tags"));
  g_assert_true (matches_link (schema, "junction:articles_tags tags_id", "articles", "tags"));
  g_assert_false (matches_link (schema, "to:articles_tags", "articles", "tags"));
  g_assert_true (matches_link (schema, "kind:o2m to:articles articles.author", "authors", "articles"));
  g_assert_false (matches_link (schema, "kind:m2o", "authors", "articles"));
  g_assert_false (matches_link (schema, "junction:*", "authors", "articles"));
  g_assert_true (matches_link (schema, "kind:m2a to:block_text to:block_image", "pages", "blocks"));
  /* What holds for one half of a junction holds for the link. */
  g_assert_true (matches_link (schema, "key:none on_delete:SET_NULL", "pages", "blocks"));
  g_assert_false (matches_link (schema, "-key:none", "pages", "blocks"));
  g_assert_true (matches_link (schema, "meta:none on_delete:CASCADE to:authors", "legacy_notes", "author"));
}

static void
test_collections_and_fields (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  RelCollection *articles = rel_schema_find_collection (schema, "articles");
  g_autoptr (RelQueryRow) collection = rel_query_row_new_collection (articles);
  g_autoptr (RelQueryRow) field = rel_query_row_new_field (articles, rel_collection_find_field (articles, "title"));
  static const struct
  {
    const char *query;
    gboolean collection;
    gboolean field;
  } cases[] = {
    { "", TRUE, TRUE },
    { "artic", TRUE, TRUE },
    { "title", FALSE, TRUE },
    { "-title", TRUE, FALSE },
    { "from:articles", TRUE, TRUE },
    { "from:article", FALSE, FALSE },
    { "field:title", FALSE, TRUE },
    { "field:*", FALSE, TRUE },
    /* What means nothing here does not hold, and neither does its opposite. */
    { "-field:x", FALSE, TRUE },
    { "kind:m2o", FALSE, FALSE },
    { "-kind:m2o", FALSE, FALSE },
    { "articles -on_delete:CASCADE", FALSE, FALSE },
    { "-meta:none", FALSE, FALSE },
    { "-to:x", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelQuery) query = parse (cases[i].query);

      g_test_message ("%s", cases[i].query);
      g_assert_cmpint (rel_query_matches (query, collection), ==, cases[i].collection);
      g_assert_cmpint (rel_query_matches (query, field), ==, cases[i].field);
    }
}

static void
test_empty (void)
{
  g_autoptr (RelSchema) schema = magazine_load ();
  g_autoptr (RelQuery) query = parse (" \t ");
  g_autoptr (GPtrArray) all = rel_query_list_relations (query, schema);
  g_autoptr (RelQuery) word = parse ("x");

  g_assert_true (rel_query_is_empty (query));
  g_assert_false (rel_query_is_empty (word));
  g_assert_cmpstr (rel_query_get_text (query), ==, " \t ");
  g_assert_cmpuint (all->len, ==, rel_schema_count_relations (schema));
}

/* An error points at the place, in characters, and says what would be right. */
static void
test_errors (void)
{
  static const struct
  {
    const char *query;
    guint offset;
    guint length;
    const char *message;
  } cases[] = {
    { "größe colour:red", 6, 7,
      "“colour:” cannot be asked for. Say field:, from:, junction:, key:, kind:, meta:, on_delete:, to:, or put text "
      "with a colon in quotes" },
    { "-Notes:x", 1, 6,
      "“Notes:” cannot be asked for. Say field:, from:, junction:, key:, kind:, meta:, on_delete:, to:, or put text "
      "with a colon in quotes" },
    { "kind:m3m x", 5, 3,
      "“m3m” is no kind of relation. Say one of m2o, o2m, m2m, m2a, translations, file, files, tree, broken" },
    { "kind:none", 5, 4,
      "“none” is no kind of relation. Say one of m2o, o2m, m2m, m2a, translations, file, files, tree, broken" },
    { "a on_delete:\"SET NUL\" b", 12, 9,
      "“SET NUL” is no action of a foreign key. Say one of NO_ACTION, RESTRICT, SET_NULL, SET_DEFAULT, CASCADE" },
    { "meta:some", 5, 4, "The only thing to ask for here is meta:none" },
    { "-key:x", 5, 1, "The only thing to ask for here is key:none" },
    { "from: articles", 0, 5, "What is asked for follows the colon at once: from:articles" },
    { "x -kind:", 2, 6, "What is asked for follows the colon at once: kind:m2o" },
    { "to:\"\"", 0, 5, "What is asked for follows the colon at once: to:authors" },
    { "a - b", 2, 1, "What is not wanted follows the minus sign at once: -articles" },
    { "ä \"open x", 2, 7, "The quotes are opened and not closed" },
    { "from:\"open", 5, 5, "The quotes are opened and not closed" },
    { "x \"\"", 2, 2, "There is nothing between the quotes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RelQuery) query = rel_query_parse (cases[i].query, &error);
      guint offset;
      guint length;

      g_test_message ("%s", cases[i].query);
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_null (query);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_true (rel_error_get_place (error, &offset, &length));
      g_assert_cmpuint (offset, ==, cases[i].offset);
      g_assert_cmpuint (length, ==, cases[i].length);
    }
}

/* What is in quotes is text, whatever it looks like. */
static void
test_quotes (void)
{
  static const struct
  {
    const char *query;
    const char *text;
  } cases[] = {
    { "\"kind:m2o\"", "kind:m2o" }, { "\"-draft\"", "-draft" }, { "ki\"nd:\"m2o", "kind:m2o" },
    { "a\"b c\"d", "ab cd" },       { "field:a:b", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) schema = magazine_load ();
      g_autoptr (RelSchema) noted = with_note (schema, "articles", "author", cases[i].text);
      g_autofree char *found = dup_found (noted, cases[i].query);

      g_assert_cmpstr (found, ==, cases[i].text != NULL ? "articles.author" : "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/query/words", test_words);
  g_test_add_func ("/model/query/names", test_names);
  g_test_add_func ("/model/query/parts", test_parts);
  g_test_add_func ("/model/query/kinds", test_kinds);
  g_test_add_func ("/model/query/notes-and-accents", test_notes_and_accents);
  g_test_add_func ("/model/query/links", test_links);
  g_test_add_func ("/model/query/collections-and-fields", test_collections_and_fields);
  g_test_add_func ("/model/query/an-empty-one-asks-for-everything", test_empty);
  g_test_add_func ("/model/query/errors-point-at-the-place", test_errors);
  g_test_add_func ("/model/query/what-is-in-quotes-is-text", test_quotes);

  return g_test_run ();
}
