/* sign-in.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in to a real Directus, over REST and over GraphQL: see run.sh. Its access tokens
 * are good for four seconds, and its database tells which sessions there are.
 */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "plain-http.h"
#include "rel-client.h"
#include "rel-error.h"
#include "rel-json.h"
#include "waiting.h"

#define EMAIL "admin@example.com"

#define OTP_EMAIL    "second-factor@example.com"
#define OTP_PASSWORD "with-a-second-factor"
#define OTP_STEP_S   30

/* Longer than an access token is good. */
#define LONG_US (6 * G_USEC_PER_SEC)

static const char *url;
static const char *token; /* of the administrator, and the password as well */

static const char *
get_setting (const char *name)
{
  const char *value = g_getenv (name);

  if (value == NULL || *value == '\0')
    g_error ("%s is missing: see run.sh", name);
  return value;
}

static guint
count_sessions (void)
{
  sqlite3 *database;
  sqlite3_stmt *statement;
  guint count;

  g_assert_cmpint (sqlite3_open_v2 (get_setting ("RELATIONS_DIRECTUS_DATABASE"), &database, SQLITE_OPEN_READONLY, NULL),
                   ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 10000);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "SELECT count(*) FROM directus_sessions", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  count = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return count;
}

static RelClient *
client_for (gconstpointer kind, const char *email, const char *password)
{
  g_autoptr (GError) error = NULL;
  RelClient *client = rel_client_new (url, GPOINTER_TO_UINT (kind), NULL, &error);

  g_assert_no_error (error);
  rel_sign_in_set_password (rel_client_get_sign_in (client), email, password);
  return client;
}

static RelSchema *
fetch (RelClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_client_fetch_schema_async (client, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_client_fetch_schema_finish (client, result, error);
}

static void
assert_reads (RelClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) schema = fetch (client, &error);

  g_assert_no_error (error);
  g_assert_false (rel_schema_is_partial (schema));
}

static void
assert_refused (RelClient *client)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (client, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_UNAUTHORIZED);
}

static void
sign_out (RelClient *client)
{
  RelSignIn *sign_in = rel_client_get_sign_in (client);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rel_sign_in_out_async (sign_in, waiting_cb, &result);
  waiting_end (&result);
  rel_sign_in_out_finish (sign_in, result, &error);
  g_assert_no_error (error);
}

/* One session: many readers begin it, it outlives its tokens, and it ends. */
static void
test_is_one_session (gconstpointer kind)
{
  g_autoptr (RelClient) client = client_for (kind, EMAIL, token);
  guint n_sessions = count_sessions ();
  gint64 end_us;

  assert_reads (client);
  g_assert_cmpuint (count_sessions (), ==, n_sessions + 1);
  end_us = g_get_monotonic_time () + LONG_US;
  while (g_get_monotonic_time () < end_us)
    assert_reads (client);
  g_assert_cmpuint (count_sessions (), ==, n_sessions + 1);
  sign_out (client);
  g_assert_cmpuint (count_sessions (), ==, n_sessions);
  assert_refused (client);
}

static void
test_tells_a_wrong_password (gconstpointer kind)
{
  g_autoptr (RelClient) client = client_for (kind, EMAIL, "wrong");
  g_autoptr (RelClient) nobody = client_for (kind, "no address", "wrong");

  assert_refused (client);
  assert_refused (nobody);
}

/* Somebody ends the session on the server: the password is still good. */
static void
test_logs_in_again (gconstpointer kind)
{
  g_autoptr (RelClient) client = client_for (kind, EMAIL, token);
  sqlite3 *database;

  assert_reads (client);
  g_assert_cmpint (sqlite3_open_v2 (get_setting ("RELATIONS_DIRECTUS_DATABASE"), &database, SQLITE_OPEN_READWRITE,
                                    NULL),
                   ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 10000);
  g_assert_cmpint (sqlite3_exec (database, "DELETE FROM directus_sessions", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  for (gint64 end_us = g_get_monotonic_time () + LONG_US; g_get_monotonic_time () < end_us;)
    assert_reads (client);
  g_assert_cmpuint (count_sessions (), ==, 1);
  sign_out (client);
}

/* What an authenticator app shows: RFC 6238, with the letters of RFC 4648. */
static char *
dup_code (const char *secret)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  g_autoptr (GByteArray) key = g_byte_array_new ();
  g_autoptr (GHmac) hmac = NULL;
  guint64 step = GUINT64_TO_BE (g_get_real_time () / G_USEC_PER_SEC / OTP_STEP_S);
  guint8 digest[20];
  gsize length = sizeof digest;
  guint32 bits = 0;
  guint n_bits = 0;
  guint at;

  for (const char *c = secret; *c != '\0' && *c != '='; c++)
    {
      bits = (bits << 5) | (guint32) (strchr (letters, *c) - letters);
      n_bits += 5;
      if (n_bits >= 8)
        {
          guint8 byte = (bits >> (n_bits - 8)) & 0xff;

          g_byte_array_append (key, &byte, 1);
          n_bits -= 8;
        }
    }
  hmac = g_hmac_new (G_CHECKSUM_SHA1, key->data, key->len);
  g_hmac_update (hmac, (const guchar *) &step, sizeof step);
  g_hmac_get_digest (hmac, digest, &length);
  at = digest[19] & 0xf;
  return g_strdup_printf ("%06u", (((digest[at] & 0x7fu) << 24) | (digest[at + 1] << 16) | (digest[at + 2] << 8) |
                                   digest[at + 3]) %
                                    1000000);
}

static JsonNode *
call (const char *as, const char *request, const char *body)
{
  g_autoptr (JsonNode) json = json_from_string (body, NULL);

  g_assert_nonnull (json);
  return plain_http_send (url, as, request, json);
}

/* Makes a user with a second factor. Returns: its secret */
static char *
make_user (void)
{
  g_autoptr (JsonNode) me = plain_http_get_data (url, token, "/users/me");
  g_autofree char *user = g_strdup_printf ("{\"email\":\"" OTP_EMAIL "\",\"password\":\"" OTP_PASSWORD
                                           "\",\"role\":\"%s\"}",
                                           rel_json_get_string (json_node_get_object (me), "role"));
  g_autoptr (JsonNode) made = call (token, "POST /users", user);
  g_autoptr (JsonNode) login =
    call (token, "POST /auth/login", "{\"email\":\"" OTP_EMAIL "\",\"password\":\"" OTP_PASSWORD "\"}");
  const char *access = rel_json_get_string (json_node_get_object (login), "data.access_token");
  g_autoptr (JsonNode) generated = call (access, "POST /users/me/tfa/generate", "{\"password\":\"" OTP_PASSWORD "\"}");
  char *secret = g_strdup (rel_json_get_string (json_node_get_object (generated), "data.secret"));
  g_autofree char *code = dup_code (secret);
  g_autofree char *body = g_strdup_printf ("{\"secret\":\"%s\",\"otp\":\"%s\"}", secret, code);
  g_autoptr (JsonNode) enabled = call (access, "POST /users/me/tfa/enable", body);

  return secret;
}

typedef struct
{
  const char *secret;
  guint n_asked;
} Person;

static void
ask_cb (RelQuestion *question, gpointer user_data)
{
  Person *person = user_data;
  g_autofree char *code = dup_code (person->secret);

  g_assert_cmpint (rel_question_get_kind (question), ==, REL_QUESTION_CODE);
  rel_question_answer (question, NULL, person->n_asked++ == 0 ? "000000" : code, FALSE);
}

static void
test_asks_for_a_code (void)
{
  g_autofree char *secret = make_user ();

  for (guint kind = REL_API_REST; kind <= REL_API_GRAPHQL; kind++)
    {
      g_autoptr (RelClient) client = client_for (GUINT_TO_POINTER (kind), OTP_EMAIL, OTP_PASSWORD);
      RelSignIn *sign_in = rel_client_get_sign_in (client);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      Person person = { secret, 0 };

      rel_sign_in_set_ask_func (sign_in, ask_cb, &person, NULL);
      rel_sign_in_ready_async (sign_in, NULL, waiting_cb, &result);
      waiting_end (&result);
      rel_sign_in_ready_finish (sign_in, result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (person.n_asked, ==, 2);
      sign_out (client);
    }
}

static void
add_cases (const char *name, RelApiKind kind)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } cases[] = {
    { "is-one-session", test_is_one_session },
    { "tells-a-wrong-password", test_tells_a_wrong_password },
    { "logs-in-again", test_logs_in_again },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/directus/sign-in/%s/%s", name, cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (kind), cases[i].func);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  url = get_setting ("RELATIONS_DIRECTUS_URL");
  token = get_setting ("RELATIONS_DIRECTUS_TOKEN");

  add_cases ("rest", REL_API_REST);
  add_cases ("graphql", REL_API_GRAPHQL);
  g_test_add_func ("/directus/sign-in/asks-for-a-code", test_asks_for_a_code);

  return g_test_run ();
}
