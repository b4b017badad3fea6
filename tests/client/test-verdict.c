/* test-verdict.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "rel-verdict.h"

#define NAMES "\"collection\":\"a\",\"field\":\"b\","
#define KEY   "\"related_collection\":\"c\",\"schema\":{\"on_delete\":\"SET NULL\",\"on_update\":\"NO ACTION\"}"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static RelChange *
change_of (RelObject object, const char *before_text, const char *after_text)
{
  g_autoptr (JsonNode) before = before_text != NULL ? parse (before_text) : NULL;
  g_autoptr (JsonNode) after = after_text != NULL ? parse (after_text) : NULL;

  return rel_change_new (object, 0, before, after);
}

/* What the verdicts on a relation are when the server has @now; each case differs from the
 * first in one thing. */
static void
test_judges_before (void)
{
  static const char before[] = "{" NAMES KEY ",\"meta\":{\"id\":1,\"sort_field\":null,\"one_field\":\"x\"}}";
  static const char after[] = "{" NAMES KEY ",\"meta\":{\"id\":1,\"sort_field\":\"s\",\"one_field\":\"x\"}}";
  static const struct
  {
    const char *now;
    gboolean may;
    gboolean is_sent;
  } cases[] = {
    { before, TRUE, TRUE },
    { after, TRUE, FALSE },
    { "{" NAMES KEY ",\"meta\":{\"id\":7,\"sort_field\":null,\"one_field\":\"x\"}}", TRUE, TRUE },
    { "{" NAMES KEY ",\"meta\":{\"id\":1,\"sort_field\":null,\"one_field\":\"y\"}}", TRUE, TRUE },
    { "{" NAMES KEY ",\"meta\":{\"id\":1,\"one_field\":\"x\"}}", TRUE, TRUE },
    { "{" NAMES KEY ",\"meta\":{\"id\":1,\"sort_field\":\"t\",\"one_field\":\"x\"}}", FALSE, FALSE },
    { NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RelChange) change = change_of (REL_OBJECT_RELATION, before, after);
      g_autoptr (JsonNode) now = cases[i].now != NULL ? parse (cases[i].now) : NULL;
      g_autoptr (RelChange) to_send = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (rel_verdict_before (change, now, &to_send, &error), ==, cases[i].may);
      g_assert_cmpint (to_send != NULL, ==, cases[i].is_sent);
      if (!cases[i].may)
        g_assert_error (error, REL_ERROR, REL_ERROR_CONFLICT);
      if (to_send != NULL)
        {
          g_assert_true (rel_json_equal (rel_change_get_before (to_send), now));
          g_assert_cmpuint (rel_change_get_members (to_send)->len, ==, 1);
        }
    }
}

/* Text with commas and an array are the same list. */
static void
test_reads_lists_by_meaning (void)
{
  g_autoptr (RelChange) change =
    change_of (REL_OBJECT_RELATION,
               "{" NAMES "\"related_collection\":null,\"schema\":null,\"meta\":{\"one_allowed_collections\":\"x\"}}",
               "{" NAMES "\"related_collection\":null,\"schema\":null,\"meta\":{\"one_allowed_collections\":\"x,y\"}}");
  g_autoptr (JsonNode) was =
    parse ("{" NAMES "\"related_collection\":null,\"schema\":null,\"meta\":{\"one_allowed_collections\":[\"x\"]}}");
  g_autoptr (JsonNode) is = parse (
    "{" NAMES "\"related_collection\":null,\"schema\":null,\"meta\":{\"one_allowed_collections\":[\"x\",\"y\"]}}");
  g_autoptr (RelChange) to_send = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_verdict_before (change, was, &to_send, &error));
  g_assert_nonnull (to_send);
  g_assert_true (rel_verdict_after (to_send, is, &error));
  g_assert_false (rel_verdict_after (to_send, was, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
}

/* A key that Directus does not know gets a row: the server fills in what was not said. */
static void
test_judges_an_adoption (void)
{
  g_autoptr (RelChange) change =
    change_of (REL_OBJECT_RELATION, "{" NAMES KEY ",\"meta\":null}", "{" NAMES KEY ",\"meta\":{\"one_field\":\"x\"}}");
  g_autoptr (JsonNode) now = parse ("{" NAMES KEY ",\"meta\":null}");
  g_autoptr (JsonNode) right =
    parse ("{" NAMES KEY ",\"meta\":{\"id\":3,\"one_field\":\"x\",\"one_deselect_action\":\"nullify\"}}");
  g_autoptr (JsonNode) wrong = parse ("{" NAMES KEY ",\"meta\":{\"id\":3,\"one_field\":\"z\"}}");
  g_autoptr (RelChange) to_send = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_verdict_before (change, now, &to_send, NULL));
  g_assert_true (rel_verdict_after (to_send, right, NULL));
  g_assert_false (rel_verdict_after (to_send, now, NULL));
  g_assert_false (rel_verdict_after (to_send, wrong, &error));
  g_assert_nonnull (strstr (error->message, "meta.one_field of a.b is now z, not x"));
}

static void
test_judges_what_was_created (void)
{
  g_autoptr (RelChange) change = change_of (REL_OBJECT_RELATION, NULL,
                                            "{" NAMES
                                            "\"related_collection\":\"c\",\"schema\":{\"on_delete\":\"CASCADE\"},"
                                            "\"meta\":{\"one_field\":\"x\",\"sort_field\":null}}");
  static const struct
  {
    const char *now;
    gboolean is_done;
  } cases[] = {
    { "{" NAMES "\"related_collection\":\"c\",\"schema\":{\"on_delete\":\"CASCADE\",\"on_update\":\"NO ACTION\"},"
      "\"meta\":{\"id\":1,\"one_field\":\"x\",\"one_deselect_action\":\"nullify\"}}",
      TRUE },
    { "{" NAMES "\"related_collection\":\"c\",\"schema\":{\"on_delete\":\"NO ACTION\"},\"meta\":{\"one_field\":\"x\"}}",
      FALSE },
    { "{" NAMES "\"related_collection\":\"c\",\"schema\":null,\"meta\":{\"one_field\":\"x\"}}", FALSE },
    { "{" NAMES "\"related_collection\":\"d\",\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":\"x\"}}",
      FALSE },
    { "{" NAMES "\"related_collection\":\"c\",\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":null}", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) now = cases[i].now != NULL ? parse (cases[i].now) : NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (rel_verdict_after (change, now, &error), ==, cases[i].is_done);
      if (!cases[i].is_done)
        g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DONE);
    }
}

static void
test_judges_what_was_deleted (void)
{
  g_autoptr (RelChange) change =
    change_of (REL_OBJECT_RELATION, "{" NAMES KEY ",\"meta\":{\"sort_field\":null}}", NULL);
  g_autoptr (JsonNode) without_row = parse ("{" NAMES KEY ",\"meta\":null}");
  g_autoptr (JsonNode) named =
    parse ("{" NAMES "\"related_collection\":\"c\",\"schema\":{\"constraint_name\":\"k\"},\"meta\":null}");
  g_autoptr (RelChange) to_send = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_verdict_after (change, NULL, NULL));
  g_assert_false (rel_verdict_after (change, without_row, &error));
  g_assert_nonnull (strstr (error->message, "SQLite"));
  g_clear_error (&error);
  g_assert_false (rel_verdict_after (change, named, &error));
  g_assert_null (strstr (error->message, "SQLite"));

  /* An earlier try on SQLite took the row: to try again is no conflict. */
  g_assert_true (rel_verdict_before (change, without_row, &to_send, NULL));
  g_assert_nonnull (to_send);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/verdict/judges-before", test_judges_before);
  g_test_add_func ("/client/verdict/reads-lists-by-meaning", test_reads_lists_by_meaning);
  g_test_add_func ("/client/verdict/judges-an-adoption", test_judges_an_adoption);
  g_test_add_func ("/client/verdict/judges-what-was-created", test_judges_what_was_created);
  g_test_add_func ("/client/verdict/judges-what-was-deleted", test_judges_what_was_deleted);

  return g_test_run ();
}
