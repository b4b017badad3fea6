/* test-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-answer.h"
#include "rel-error.h"
#include "rel-json.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static void
test_says_why (void)
{
  static const char *const cases[][2] = {
    { "{\"errors\":[{\"message\":\"No.\"}]}", "No." },
    { "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"FORBIDDEN\"}}]}", "No. (FORBIDDEN)" },
    { "{\"errors\":[{\"message\":\"Invalid. It is so..\",\"extensions\":{\"code\":\"X\",\"reason\":\"It is so.\"}}]}",
      "Invalid. It is so. (X)" },
    { "{\"errors\":[{\"message\":\"Wait...\"}]}", "Wait..." },
    { "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"reason\":\"Because\"}}]}", "No. Because" },
    { "{\"errors\":[{\"message\":\"Not unique.\",\"extensions\":{\"field\":\"slug\"}}]}", "Not unique. Field slug." },
    { "{\"errors\":[{\"message\":\"One\"},{\"message\":\"Two\"}]}", "One; Two" },
    { "{\"errors\":[{\"message\":\"a\\nb\\tc\"}]}", "a b c" },
    { "{\"errors\":[{\"extensions\":{\"code\":\"X\"}}]}", "no message (X)" },
    { "{\"errors\":[]}", NULL },
    { "{\"errors\":[5]}", NULL },
    { "{\"errors\":\"No.\"}", NULL },
    { "{\"error\":\"No.\"}", NULL },
    { "[]", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (cases[i][0]);
      g_autofree char *words = rel_answer_dup_server_words (json);

      g_assert_cmpstr (words, ==, cases[i][1]);
    }
  g_assert_null (rel_answer_dup_server_words (NULL));
}

/* Of a token that a server repeats at the place where its words are cut, half was shown. */
static void
test_cuts_long_words (void)
{
  static const char token[] = "a-token-of-which-no-part-may-be-shown";
  g_autoptr (GString) text = g_string_new ("{\"errors\":[{\"message\":\"");
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < 58; i++)
    g_string_append (text, "äöüäöüäöü ");
  g_string_append_printf (text, "%s is wrong, and more\"}]}", token);
  json = parse (text->str);
  words = rel_answer_dup_server_words (json);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_true (g_str_has_suffix (words, "äöü…"));
}

static void
test_cuts_one_long_word (void)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":[{\"message\":\"");
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "ä");
  g_string_append (text, "\"}]}");
  json = parse (text->str);
  words = rel_answer_dup_server_words (json);
  g_assert_cmpstr (words, ==, "…");
}

static void
test_finds_data (void)
{
  g_autoptr (JsonNode) json = parse ("{\"data\":null}");
  g_autoptr (JsonNode) other = parse ("{\"items\":[]}");
  g_autoptr (GError) error = NULL;

  g_assert_true (JSON_NODE_HOLDS_NULL (rel_answer_get_data (json, "GET /x", &error)));
  g_assert_no_error (error);
  g_assert_null (rel_answer_get_data (other, "GET /x", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
  g_clear_error (&error);
  g_assert_null (rel_answer_get_data (NULL, "GET /x", &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/answer/says-why", test_says_why);
  g_test_add_func ("/client/answer/cuts-long-words", test_cuts_long_words);
  g_test_add_func ("/client/answer/cuts-one-long-word", test_cuts_one_long_word);
  g_test_add_func ("/client/answer/finds-data", test_finds_data);

  return g_test_run ();
}
