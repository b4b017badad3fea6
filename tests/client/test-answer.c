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
      g_autofree char *words = rel_answer_dup_server_words (json, NULL);

      g_assert_cmpstr (words, ==, cases[i][1]);
    }
  g_assert_null (rel_answer_dup_server_words (NULL, NULL));
}

static void
test_repeats_no_secret (void)
{
  g_autoptr (JsonNode) json =
    parse ("{\"errors\":[{\"message\":\"abc is wrong, abc\",\"extensions\":{\"reason\":\"abc\"}}]}");
  g_autofree char *words = rel_answer_dup_server_words (json, "abc");

  g_assert_cmpstr (words, ==, "… is wrong, …");
}

static void
test_cuts_long_words (void)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":[{\"message\":\"");
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "ä");
  g_string_append (text, "\"}]}");
  json = parse (text->str);
  words = rel_answer_dup_server_words (json, NULL);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (words, -1), <, 1000);
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
  g_test_add_func ("/client/answer/repeats-no-secret", test_repeats_no_secret);
  g_test_add_func ("/client/answer/cuts-long-words", test_cuts_long_words);
  g_test_add_func ("/client/answer/finds-data", test_finds_data);

  return g_test_run ();
}
