/* test-creation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Relations that are made: each kind, with what the Data Studio of 11.3.5 makes for it (its
 * field-detail alterations), and what is refused.
 */

#include "config.h"

#include <string.h>

#include "magazine.h"
#include "rel-creation.h"
#include "rel-diff.h"
#include "rel-error.h"
#include "rel-naming.h"
#include "rel-plan.h"
#include "rel-request.h"

static RelCreation *
creation_new (RelKind kind, const char *collection, const char *field, const char *related)
{
  RelCreation *creation = rel_creation_new (kind, collection, field);

  creation->related = g_strdup (related);
  return creation;
}

static RelSchema *
make (RelSchema *schema, RelCreation *creation)
{
  g_autoptr (GError) error = NULL;
  RelSchema *made;

  rel_creation_propose (creation, schema);
  made = rel_creation_apply (creation, schema, &error);
  g_assert_no_error (error);
  return made;
}

/* What is sent, one request a line. */
static char *
dup_requests (RelSchema *before, RelSchema *after)
{
  g_autoptr (GPtrArray) changes = rel_diff (before, after);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr (GPtrArray) requests = rel_request_list_for_change (g_ptr_array_index (changes, i));

      for (guint r = 0; r < requests->len; r++)
        {
          RelRequest *request = g_ptr_array_index (requests, r);
          g_autofree char *body = rel_json_dup_text (rel_request_get_body (request), FALSE);

          g_string_append_printf (text, "%s %s %s\n", rel_request_get_method (request), rel_request_get_path (request),
                                  body);
        }
    }
  return g_string_free (text, FALSE);
}

#define ROW(one_field, sort_field, junction_field)                                                                     \
  "\"meta\":{\"one_field\":" one_field ",\"one_deselect_action\":\"nullify\",\"sort_field\":" sort_field               \
  ",\"junction_field\":" junction_field ",\"one_allowed_collections\":null,\"one_collection_field\":null}}"
#define RELATION(collection, field, related, on_delete)                                                                \
  "POST /relations {\"collection\":\"" collection "\",\"field\":\"" field "\",\"related_collection\":\"" related       \
  "\",\"schema\":{\"on_delete\":\"" on_delete "\",\"on_update\":\"NO ACTION\"},"
#define LIST(collection, field, special, interface)                                                                    \
  "POST /fields/" collection " {\"field\":\"" field "\",\"type\":\"alias\",\"schema\":null,\"meta\":{\"special\":"     \
  "[\"" special "\"],\"interface\":\"" interface "\"}}\n"
#define HIDDEN(collection, field, type)                                                                                \
  "{\"collection\":\"" collection "\",\"field\":\"" field "\",\"type\":\"" type                                        \
  "\",\"schema\":{},\"meta\":{\"hidden\":true}}"
#define JUNCTION(name, columns)                                                                                        \
  "POST /collections {\"collection\":\"" name "\",\"schema\":{\"name\":\"" name                                        \
  "\"},\"meta\":{\"hidden\":true,\"icon\":\"import_export\"},\"fields\":[{\"collection\":\"" name                      \
  "\",\"field\":\"id\",\"type\":\"integer\",\"schema\":{\"is_primary_key\":true,\"has_auto_increment\":true},"         \
  "\"meta\":{\"hidden\":true}}," columns "]}\n"

typedef struct
{
  RelKind kind;
  const char *collection;
  const char *field;
  const char *related;
  const char *requests;
} Case;

static const Case cases[] = {
  { REL_KIND_M2O, "articles", "boss", "authors",
    "POST /fields/articles {\"field\":\"boss\",\"type\":\"integer\",\"schema\":{},\"meta\":{\"special\":[\"m2o\"],"
    "\"interface\":\"select-dropdown-m2o\"}}\n" RELATION ("articles", "boss", "authors", "SET NULL")
      ROW ("null", "null", "null") "\n" },
  /* A key that points at its own table cannot be SET NULL everywhere, and is not in the Studio. */
  { REL_KIND_M2O, "articles", "sequel", "articles",
    "POST /fields/articles {\"field\":\"sequel\",\"type\":\"integer\",\"schema\":{},\"meta\":{\"special\":[\"m2o\"],"
    "\"interface\":\"select-dropdown-m2o\"}}\n" RELATION ("articles", "sequel", "articles", "NO ACTION")
      ROW ("null", "null", "null") "\n" },
  { REL_KIND_FILE, "articles", "cover", NULL,
    "POST /fields/articles {\"field\":\"cover\",\"type\":\"uuid\",\"schema\":{},\"meta\":{\"special\":[\"file\"],"
    "\"interface\":\"file\"}}\n" RELATION ("articles", "cover", "directus_files", "SET NULL")
      ROW ("null", "null", "null") "\n" },
  { REL_KIND_O2M, "authors", "drafts", "articles",
    "POST /fields/articles {\"field\":\"authors_id\",\"type\":\"integer\",\"schema\":{},\"meta\":{\"interface\":"
    "\"select-dropdown-m2o\",\"hidden\":true}}\n" LIST ("authors", "drafts", "o2m", "list-o2m")
      RELATION ("articles", "authors_id", "authors", "SET NULL") ROW ("\"drafts\"", "null", "null") "\n" },
  { REL_KIND_TREE, "pages", "below", NULL,
    LIST ("pages",
          "below",
          "o2m",
          "list-o2m-tree-view") "POST /fields/pages "
                                "{\"field\":\"parent\",\"type\":\"integer\",\"schema\":{},\"meta\":{\"interface\":"
                                "\"select-dropdown-m2o\",\"hidden\":true}}\n" RELATION ("pages",
                                                                                        "parent",
                                                                                        "pages",
                                                                                        "NO ACTION")
                                  ROW ("\"below\"", "null", "null") "\n" },
  { REL_KIND_M2M, "articles", "people", "authors",
    JUNCTION (
      "articles_authors",
      HIDDEN ("articles_authors", "articles_id", "integer") "," HIDDEN ("articles_authors", "authors_id", "integer"))
      LIST ("articles", "people", "m2m", "list-m2m") RELATION ("articles_authors", "authors_id", "authors", "SET NULL")
        ROW ("null",
             "null",
             "\"articles_id\"") "\n" RELATION ("articles_authors", "articles_id", "articles", "SET NULL")
          ROW ("\"people\"", "null", "\"authors_id\"") "\n" },
  { REL_KIND_M2M, "articles", "similar", "articles",
    JUNCTION ("articles_articles",
              HIDDEN ("articles_articles", "articles_id", "integer") "," HIDDEN ("articles_articles",
                                                                                 "related_articles_id",
                                                                                 "integer"))
      LIST ("articles", "similar", "m2m", "list-m2m")
        RELATION ("articles_articles", "related_articles_id", "articles", "SET NULL")
          ROW ("null",
               "null",
               "\"articles_id\"") "\n" RELATION ("articles_articles", "articles_id", "articles", "SET NULL")
            ROW ("\"similar\"", "null", "\"related_articles_id\"") "\n" },
  /* The magazine has articles_files already. */
  { REL_KIND_FILES, "articles", "downloads", NULL,
    JUNCTION ("articles_files_1",
              HIDDEN ("articles_files_1", "articles_id", "integer") "," HIDDEN ("articles_files_1",
                                                                                "directus_files_id",
                                                                                "uuid"))
      LIST ("articles", "downloads", "files", "files")
        RELATION ("articles_files_1", "directus_files_id", "directus_files", "SET NULL")
          ROW ("null",
               "null",
               "\"articles_id\"") "\n" RELATION ("articles_files_1", "articles_id", "articles", "SET NULL")
            ROW ("\"downloads\"", "null", "\"directus_files_id\"") "\n" },
  { REL_KIND_TRANSLATIONS, "authors", "translations", NULL,
    JUNCTION ("authors_translations",
              HIDDEN ("authors_translations", "authors_id", "integer") "," HIDDEN ("authors_translations",
                                                                                   "languages_code",
                                                                                   "string"))
      LIST ("authors", "translations", "translations", "translations")
        RELATION ("authors_translations", "languages_code", "languages", "SET NULL")
          ROW ("null",
               "null",
               "\"authors_id\"") "\n" RELATION ("authors_translations", "authors_id", "authors", "SET NULL")
            ROW ("\"translations\"", "null", "\"languages_code\"") "\n" },
};

/* As the Studio makes it: the same names, types, settings and actions. It makes a junction
 * with its key, and then each column; here they are one request. */
static void
test_is_as_in_the_studio (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (RelCreation) creation =
        creation_new (cases[i].kind, cases[i].collection, cases[i].field, cases[i].related);
      g_autoptr (RelSchema) made = make (base, creation);
      g_autofree char *requests = dup_requests (base, made);

      g_test_message ("%s %s.%s", rel_kind_get_id (cases[i].kind), cases[i].collection, cases[i].field);
      g_assert_cmpstr (requests, ==, cases[i].requests);
      g_assert_cmpint (rel_kind_of_field (made, cases[i].collection, cases[i].field, NULL, NULL), ==, cases[i].kind);
    }
}

static void
test_many_to_any (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelCreation) creation = rel_creation_new (REL_KIND_M2A, "pages", "things");
  g_autoptr (RelSchema) made = NULL;
  g_autofree char *requests = NULL;

  creation->allowed = g_strsplit ("articles,authors", ",", -1);
  made = make (base, creation);
  requests = dup_requests (base, made);
  g_assert_cmpstr (
    requests, ==,
    JUNCTION ("pages_things", HIDDEN ("pages_things", "pages_id", "integer") "," HIDDEN (
                                "pages_things", "item", "string") "," HIDDEN ("pages_things", "collection", "string"))
      LIST ("pages", "things", "m2a",
            "list-m2a") "POST /relations "
                        "{\"collection\":\"pages_things\",\"field\":\"item\",\"related_collection\":null,\"meta\":"
                        "{\"one_field\":null,\"one_deselect_action\":\"nullify\",\"sort_field\":null,\"junction_"
                        "field\":\"pages_id\","
                        "\"one_allowed_collections\":[\"articles\",\"authors\"],\"one_collection_field\":"
                        "\"collection\"}}\n" RELATION ("pages_things", "pages_id", "pages", "SET NULL")
                          ROW ("\"things\"", "null", "\"item\"") "\n");
  g_assert_cmpint (rel_kind_of_field (made, "pages", "things", NULL, NULL), ==, REL_KIND_M2A);
}

/* The other side and the order are made when they are said, as the Studio makes them: a list
 * called as the collection, and a hidden number. */
static void
test_other_side_and_order (void)
{
  static const struct
  {
    RelKind kind;
    const char *collection;
    const char *field;
    const char *related;
    const char *parts; /* of what is made, each on a line */
  } said[] = {
    { REL_KIND_M2O, "articles", "boss", "authors",
      LIST ("authors", "back", "o2m",
            "list-o2m") "\"one_field\":\"back\"\n\"sort_field\":\"place\"\n"
                        "POST /fields/articles "
                        "{\"field\":\"place\",\"type\":\"integer\",\"schema\":{},\"meta\":{\"hidden\":true}}" },
    { REL_KIND_FILE, "articles", "cover", NULL,
      LIST ("directus_files", "back", "o2m", "list-o2m") "\"one_field\":\"back\"\n\"sort_field\":\"place\"" },
    { REL_KIND_O2M, "authors", "drafts", "articles",
      "\"sort_field\":\"place\"\n"
      "POST /fields/articles {\"field\":\"place\",\"type\":\"integer\",\"schema\":{},\"meta\":{\"hidden\":true}}\n"
      "POST /fields/articles {\"field\":\"back\",\"type\":\"integer\"" },
    { REL_KIND_M2M, "articles", "people", "authors",
      LIST ("authors", "back", "m2m",
            "list-m2m") "\"one_field\":\"back\"\n\"sort_field\":\"place\"\n" HIDDEN ("articles_authors", "place",
                                                                                     "integer") },
    { REL_KIND_FILES, "articles", "downloads", NULL,
      LIST ("directus_files", "back", "m2m", "list-m2m") "\"one_field\":\"back\"\n" HIDDEN ("articles_files_1", "place",
                                                                                            "integer") },
    { REL_KIND_TRANSLATIONS, "authors", "translations", NULL,
      LIST ("languages", "back", "m2m", "list-m2m") "\"one_field\":\"back\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (RelCreation) creation =
        creation_new (said[i].kind, said[i].collection, said[i].field, said[i].related);
      g_autoptr (RelSchema) made = NULL;
      g_autofree char *requests = NULL;
      g_auto (GStrv) parts = g_strsplit (said[i].parts, "\n", -1);

      creation->related_field = g_strdup ("back");
      creation->sort_field = g_strdup ("place");
      made = make (base, creation);
      requests = dup_requests (base, made);
      for (guint p = 0; parts[p] != NULL; p++)
        {
          if (strstr (requests, parts[p]) == NULL)
            g_error ("%s is not in\n%s", parts[p], requests);
        }
    }
}

/* A column has the type of the key that it is to hold; a junction of Directus' own collection
 * may not begin as these do. */
static void
test_types_and_names (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelCreation) language = creation_new (REL_KIND_M2O, "articles", "language", "languages");
  g_autoptr (RelCreation) user = creation_new (REL_KIND_M2O, "articles", "user", "directus_users");
  g_autoptr (RelCreation) wishes = creation_new (REL_KIND_M2M, "directus_users", "wishes", "articles");
  g_autoptr (RelSchema) with_language = make (base, language);
  g_autoptr (RelSchema) with_user = make (base, user);
  g_autoptr (RelSchema) with_wishes = make (base, wishes);

  g_assert_cmpstr (rel_field_get_data_type (rel_schema_find_field (with_language, "articles", "language")), ==,
                   "string");
  g_assert_cmpstr (rel_field_get_data_type (rel_schema_find_field (with_user, "articles", "user")), ==, "uuid");
  g_assert_cmpstr (wishes->junction, ==, "junction_directus_users_articles");
  g_assert_cmpstr (rel_field_get_data_type (
                     rel_schema_find_field (with_wishes, wishes->junction, wishes->junction_field)),
                   ==, "uuid");
}

/* A file does not describe Directus' own collections: every name seemed taken there, and the
 * search for a free one did not end. */
static void
test_column_in_undescribed (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelCreation) creation = creation_new (REL_KIND_O2M, "articles", "readers", "directus_users");
  g_autoptr (RelSchema) made = make (base, creation);

  g_assert_cmpstr (creation->related_field, ==, "articles_id");
  g_assert_cmpstr (rel_field_get_data_type (rel_schema_find_field (made, "directus_users", "articles_id")), ==,
                   "integer");
}

/* What a person says is taken, and the other side and the order come with it. */
static void
test_takes_what_is_said (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelCreation) creation = creation_new (REL_KIND_M2M, "articles", "people", "authors");
  g_autoptr (RelSchema) made = NULL;
  RelRelation *first;
  static const char *const said[][2] = {
    { "junction", "casts" },
    { "junction_field", "article" },
    { "junction_related_field", "person" },
    { "related_field", "plays_in" },
    { "sort_field", "place" },
    { "on_delete", "CASCADE" },
    { "related_on_delete", "RESTRICT" },
    { "deselect_action", "delete" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_true (rel_creation_set (creation, said[i][0], said[i][1], NULL));
  made = make (base, creation);

  first = rel_schema_find_relation (made, "casts", "article", 0);
  g_assert_cmpstr (rel_relation_get_on_delete (first), ==, "CASCADE");
  g_assert_cmpstr (rel_relation_get_sort_field (first), ==, "place");
  g_assert_cmpstr (rel_relation_get_one_deselect_action (first), ==, "delete");
  g_assert_cmpstr (rel_relation_get_one_field (first), ==, "people");
  g_assert_cmpstr (rel_relation_get_on_delete (rel_schema_find_relation (made, "casts", "person", 0)), ==, "RESTRICT");
  g_assert_true (rel_schema_has_field (made, "casts", "place"));
  g_assert_cmpint (rel_kind_of_field (made, "authors", "plays_in", NULL, NULL), ==, REL_KIND_M2M);
}

/* A collection that is there is taken as the junction, with the columns that it has. */
static void
test_takes_what_is_there (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelCreation) creation = creation_new (REL_KIND_M2M, "pages", "chapters", "authors");
  g_autoptr (RelSchema) made = NULL;
  g_autofree char *requests = NULL;

  creation->junction = g_strdup ("chapters");
  creation->junction_field = g_strdup ("sort");
  made = make (base, creation);
  requests = dup_requests (base, made);
  g_assert_null (strstr (requests, "POST /collections"));
  g_assert_null (strstr (requests, "\"field\":\"sort\",\"type\""));
  g_assert_nonnull (strstr (requests, "POST /fields/chapters {\"field\":\"authors_id\""));
}

/* Without a collection of languages, one is made as the Studio makes it; its items are not. */
static void
test_makes_languages (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (RelSchema) base = rel_schema_without_collection (magazine, "languages");
  g_autoptr (RelCreation) creation = rel_creation_new (REL_KIND_TRANSLATIONS, "authors", "translations");
  g_autoptr (RelSchema) made = make (base, creation);
  RelCollection *languages = rel_schema_find_collection (made, "languages");

  g_assert_cmpstr (rel_field_get_name (rel_collection_find_primary_key (languages)), ==, "code");
  g_assert_nonnull (rel_collection_find_field (languages, "direction"));
  g_assert_cmpstr (creation->junction_related_field, ==, "languages_code");
  g_assert_cmpint (rel_kind_of_field (made, "authors", "translations", NULL, NULL), ==, REL_KIND_TRANSLATIONS);
}

/* The draft is kept as a plan, and is the same when it comes back. */
static void
test_comes_back_from_a_plan (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (RelCreation) creation =
        creation_new (cases[i].kind, cases[i].collection, cases[i].field, cases[i].related);
      g_autoptr (RelSchema) made = make (base, creation);
      g_autoptr (GPtrArray) changes = rel_diff (base, made);
      g_autoptr (GError) error = NULL;
      g_autoptr (RelSchema) again = rel_plan_apply (changes, base, &error);
      g_autoptr (GPtrArray) left = NULL;

      g_assert_no_error (error);
      left = rel_diff (made, again);
      g_assert_cmpuint (left->len, ==, 0);
    }
}

/* One byte more than PostgreSQL keeps. */
#define LONG_NAME "a_name_of_sixty_four_letters_which_is_one_more_than_it_may_be_ab"

static void
test_refuses (void)
{
  static const struct
  {
    RelKind kind;
    const char *collection;
    const char *field;
    const char *related;
    const char *member;
    const char *value;
    const char *words;
    const char *at; /* the member that is blamed */
  } refused[] = {
    { REL_KIND_NONE, "articles", "x", "authors", .words = "which kind" },
    { REL_KIND_M2O, "nowhere", "x", "authors", .words = "no collection “nowhere”", .at = "collection" },
    { REL_KIND_M2O, "content", "x", "authors", .words = "is a folder", .at = "collection" },
    { REL_KIND_M2O, "articles", "x", "nowhere", .words = "no collection “nowhere”", .at = "related" },
    { REL_KIND_M2O, "articles", "x", NULL, .words = "which collection", .at = "related" },
    { REL_KIND_M2O, "articles", "author", "authors", .words = "already has a field “author”", .at = "field" },
    { REL_KIND_M2O, "articles", "", "authors", .words = "name is missing", .at = "field" },
    { REL_KIND_M2O, "articles", "a/b", "authors", .words = "slash", .at = "field" },
    { REL_KIND_M2O, "articles", " x", "authors", .words = "space", .at = "field" },
    { REL_KIND_M2O, "articles", LONG_NAME, "authors", .words = "too long: 64 bytes", .at = "field" },
    { REL_KIND_M2M, "articles", "x", "authors", "junction", LONG_NAME, "too long", .at = "junction" },
    { REL_KIND_M2M, "articles", "x", "authors", "junction_field", LONG_NAME, "too long", .at = "junction_field" },
    { REL_KIND_M2M, "articles", "x", "authors", "sort_field", LONG_NAME, "too long", .at = "sort_field" },
    { REL_KIND_M2O, "articles", "x", "authors", "on_delete", "banana", "What fits: NO ACTION", .at = "on_delete" },
    { REL_KIND_M2O, "articles", "x", "authors", "related_field", "articles", "already has a field “articles”",
      .at = "related_field" },
    { REL_KIND_M2O, "articles", "x", "articles", "related_field", "x", "both be called “x”", .at = "related_field" },
    { REL_KIND_O2M, "authors", "x", "articles", "related_field", "author", "already is a relation",
      .at = "related_field" },
    { REL_KIND_O2M, "authors", "x", "articles", "related_field", "id", "cannot point at anything",
      .at = "related_field" },
    { REL_KIND_TREE, "pages", "x", NULL, "related_field", "x", "both be called “x”", .at = "related_field" },
    { REL_KIND_M2M, "articles", "x", "authors", "junction", "directus_x", "Directus’ own", .at = "junction" },
    { REL_KIND_M2M, "articles", "x", "authors", "junction_related_field", "articles_id", "both be called",
      .at = "junction_related_field" },
    { REL_KIND_M2A, "articles", "x", NULL, .words = "which collections", .at = "allowed" },
    { REL_KIND_M2M, "articles", "x", "authors", "deselect_action", "keep", "What fits: nullify, delete",
      .at = "deselect_action" },
    { REL_KIND_M2O, NULL, "x", "authors", .words = "gets the field", .at = "collection" },
    { REL_KIND_M2M, "articles", "x", "authors", "junction", "content", "is a folder", .at = "junction" },
    { REL_KIND_O2M, "authors", "x", "articles", "sort_field", "id", "cannot keep an order", .at = "sort_field" },
    { REL_KIND_M2M, "articles", "x", "authors", "sort_field", "articles_id", "cannot keep", .at = "sort_field" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (RelCreation) creation =
        creation_new (refused[i].kind, refused[i].collection, refused[i].field, refused[i].related);
      g_autoptr (GError) error = NULL;

      if (refused[i].member != NULL)
        g_assert_true (rel_creation_set (creation, refused[i].member, refused[i].value, NULL));
      rel_creation_propose (creation, base);
      g_assert_null (rel_creation_apply (creation, base, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, refused[i].words));
      g_assert_cmpstr (rel_error_get_field (error), ==, refused[i].at);
    }
}

/* What is proposed for collections of long names is cut, but not within a letter, and keeps its
 * end. */
static void
test_long_names_are_cut (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autofree char *begin = g_strconcat (LONG_NAME, LONG_NAME, NULL);
  g_autofree char *junction = rel_naming_dup_junction (base, begin, "authors");
  g_autofree char *column = rel_naming_dup_column (base, begin);
  g_autofree char *wide = rel_naming_dup_joined ("xäääääääääääääääääääääääääääääääääää", "_id");
  g_autofree char *same = rel_naming_dup_joined ("articles", "_id");

  g_assert_cmpuint (strlen (junction), ==, 63);
  g_assert_true (rel_naming_check (junction, NULL));
  g_assert_cmpuint (strlen (column), ==, 63);
  g_assert_true (g_str_has_suffix (column, "_id"));
  g_assert_cmpuint (strlen (wide), ==, 62);
  g_assert_true (g_utf8_validate (wide, -1, NULL));
  g_assert_cmpstr (same, ==, "articles_id");
}

/* Nothing is said yet: what can be proposed is, and nothing fails. */
static void
test_proposes_a_field (void)
{
  static const struct
  {
    RelKind kind;
    const char *related;
    const char *field;
  } proposed[] = {
    { REL_KIND_M2O, "authors", "authors" }, { REL_KIND_M2O, NULL, NULL },      { REL_KIND_M2M, "tags", "tags_2" },
    { REL_KIND_M2A, NULL, "items" },        { REL_KIND_FILE, NULL, "file" },   { REL_KIND_TREE, NULL, "children" },
    { REL_KIND_O2M, "authors", "authors" }, { REL_KIND_FILES, NULL, "files" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (proposed); i++)
    {
      g_autoptr (RelSchema) base = magazine_load ();
      g_autoptr (RelCreation) creation = creation_new (proposed[i].kind, "articles", NULL, proposed[i].related);
      g_autoptr (RelCreation) empty = rel_creation_new (proposed[i].kind, NULL, NULL);
      g_autoptr (GError) error = NULL;

      rel_creation_propose (creation, base);
      g_assert_cmpstr (creation->field, ==, proposed[i].field);
      rel_creation_propose (empty, base);
      g_assert_null (empty->field);
      g_assert_false (rel_creation_check (empty, base, &error));
      g_assert_cmpstr (rel_error_get_field (error), ==, "collection");
    }
}

static void
test_unknown_member (void)
{
  g_autoptr (RelCreation) creation = rel_creation_new (REL_KIND_M2O, "articles", "x");
  g_autoptr (GError) error = NULL;

  g_assert_false (rel_creation_set (creation, "colour", "red", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "sort_field"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/creation/is-as-in-the-studio", test_is_as_in_the_studio);
  g_test_add_func ("/model/creation/many-to-any", test_many_to_any);
  g_test_add_func ("/model/creation/other-side-and-order", test_other_side_and_order);
  g_test_add_func ("/model/creation/types-and-names", test_types_and_names);
  g_test_add_func ("/model/creation/column-in-undescribed", test_column_in_undescribed);
  g_test_add_func ("/model/creation/takes-what-is-said", test_takes_what_is_said);
  g_test_add_func ("/model/creation/takes-what-is-there", test_takes_what_is_there);
  g_test_add_func ("/model/creation/makes-languages", test_makes_languages);
  g_test_add_func ("/model/creation/comes-back-from-a-plan", test_comes_back_from_a_plan);
  g_test_add_func ("/model/creation/refuses", test_refuses);
  g_test_add_func ("/model/creation/long-names-are-cut", test_long_names_are_cut);
  g_test_add_func ("/model/creation/proposes-a-field", test_proposes_a_field);
  g_test_add_func ("/model/creation/unknown-member", test_unknown_member);

  return g_test_run ();
}
