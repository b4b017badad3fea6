/* test-body.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bodies of requests, good and bad. The words for the bad ones are what Node 20 has said to the
 * same text.
 */

#include <string.h>

#include "rel-body-fault.h"
#include "server-fixture.h"

static const struct
{
  const char *text;
  const char *words;
} faults[] = {
  { " ", "Unexpected end of JSON input" },
  { "{", "Expected property name or '}' in JSON at position 1" },
  { "{oops", "Expected property name or '}' in JSON at position 1" },
  { "{1:2}", "Expected property name or '}' in JSON at position 1" },
  { "{\"a\"", "Expected ':' after property name in JSON at position 4" },
  { "{\"a\" 1}", "Expected ':' after property name in JSON at position 5" },
  { "{\"a\":", "Unexpected end of JSON input" },
  { "{\"a\":1", "Expected ',' or '}' after property value in JSON at position 6" },
  { "{\"a\":1 \"b\"}", "Expected ',' or '}' after property value in JSON at position 7" },
  { "{\"a\":1,}", "Expected double-quoted property name in JSON at position 7" },
  { "{\"a\":1,\"b\"", "Unexpected end of JSON input" },
  { "{\"a\":1,\"b\" 2}", "Unexpected number in JSON at position 11" },
  { "{} {}", "Unexpected non-whitespace character after JSON at position 3" },
  { "[", "Unexpected end of JSON input" },
  { "[1", "Expected ',' or ']' after array element in JSON at position 2" },
  { "[{\"a\":[]} 2]", "Expected ',' or ']' after array element in JSON at position 10" },
  { "[1,", "Unexpected end of JSON input" },
  { "[1,]", "Unexpected token ']', \"[1,]\" is not valid JSON" },
  { "[-]", "No number after minus sign in JSON at position 2" },
  { "[01]", "Unexpected number in JSON at position 2" },
  { "[1.]", "Unterminated fractional number in JSON at position 3" },
  { "[1e+]", "Exponent part is missing a number in JSON at position 4" },
  { "[\"", "Unterminated string in JSON at position 2" },
  { "[\"\\", "Unexpected end of JSON input" },
  { "[\"\\x\"]", "Bad escaped character in JSON at position 3" },
  { "[\"\\u12\"]", "Bad Unicode escape in JSON at position 6" },
  { "[\"\n\"]", "Bad control character in string literal in JSON at position 2" },
  { "[tru]", "Unexpected token ']', \"[tru]\" is not valid JSON" },
  { "[fals", "Unexpected end of JSON input" },
  { "[tru1]", "Unexpected number in JSON at position 4" },
  { "[tr\"]", "Unexpected string in JSON at position 3" },
  { "[nullx", "Expected ',' or ']' after array element in JSON at position 5" },
  { "['a']", "Unexpected token ''', \"['a']\" is not valid JSON" },
  { "[object Object]", "\"[object Object]\" is not valid JSON" },
  { "[abcdefghijklmnopqrstuvwxyz]", "Unexpected token 'a', \"[abcdefghij\"... is not valid JSON" },
  { "[1,2,3,4,5,6,7,8,9,:,1,2,3,4,5,6]", "Unexpected token ':', ...\"5,6,7,8,9,:,1,2,3,4,\"... is not valid JSON" },
  { "[1,2,3,4,5,6,7,8,9,10,:", "Unexpected token ':', ...\",7,8,9,10,:\" is not valid JSON" },
  /* A character outside the first plane is two, and may be cut through. */
  { "[\"\360\237\230\200\" 1]", "Expected ',' or ']' after array element in JSON at position 6" },
  { "[\"\360\237\230\200\",44,5,6,:,1,2,3,4,5,6]",
    "Unexpected token ':', ...\"\357\277\275\",44,5,6,:,1,2,3,4,\"... is not valid JSON" },
  { "[\360\237\230\200]", "Unexpected token '\357\277\275', \"[\360\237\230\200]\" is not valid JSON" },
  /* What is JSON, but neither object nor array. */
  { "\"text\"", "Unexpected token '\"', \"\"text\"\" is not valid JSON" },
  { " 12", "Unexpected token '1', \" 12\" is not valid JSON" },
  { "null", "Unexpected token 'n', \"null\" is not valid JSON" },
  { "this is not JSON at all", "Unexpected token 't', \"this is no\"... is not valid JSON" },
};

static const char *const good[] = {
  "{}",
  " [ ] ",
  "\357\273\277{}",
  "{\"a\":[{\"b\":-0.5e+10,\"c\":0},true,false,null],\"d\":\"\\u00e9\\n/\360\237\230\200\"}",
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *words = rel_body_fault_dup_words (faults[i].text, strlen (faults[i].text));

      g_assert_cmpstr (words, ==, faults[i].words);
    }
}

static void
test_no_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_null (rel_body_fault_dup_words (good[i], strlen (good[i])));
}

/* What stands after the end of a text is not looked at. */
static void
test_end (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gsize length = strlen (faults[i].text);
      g_autofree char *exact = g_memdup2 (faults[i].text, length);
      g_autofree char *words = rel_body_fault_dup_words (exact, length);

      g_assert_cmpstr (words, ==, faults[i].words);
    }
}

/* A million brackets are no million calls. */
static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (1000 * 1000, '[');
  g_autofree char *words = rel_body_fault_dup_words (deep, strlen (deep));

  g_assert_cmpstr (words, ==, "Unexpected end of JSON input");
}

static void
post (ServerFixture *fixture, const char *path, const char *type, const char *text)
{
  g_autofree char *url = g_strconcat (rel_server_get_url (fixture->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_set_request_body_from_bytes (message, type, body);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  fixture->status = soup_message_get_status (message);
  g_clear_pointer (&fixture->answer, json_node_unref);
  fixture->answer = json_from_string (g_bytes_get_data (answer, NULL), NULL);
}

/* A body of another type is passed over; how the type is written does not matter. Once only
 * small letters did. */
static void
test_type (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const json[] = { "application/json", "Application/JSON", "application/json; charset=UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (json); i++)
    {
      post (fixture, "/auth/login", json[i], "{oops");
      server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                                   "Invalid payload. Expected property name or '}' in JSON at position 1.");
    }
  post (fixture, "/schema/diff", json[1], "[]");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", "Invalid payload. No data was included in the body.");
  post (fixture, "/auth/login", "text/plain", "{oops");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD", "Invalid payload. \"email\" is required.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/body/words", test_words);
  g_test_add_func ("/server/body/no-words", test_no_words);
  g_test_add_func ("/server/body/end", test_end);
  g_test_add_func ("/server/body/depth", test_depth);
  g_test_add ("/server/body/type", ServerFixture, NULL, server_fixture_init_sample, test_type, server_fixture_clear);

  return g_test_run ();
}
