/* test-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Logging in and out. What is expected are the answers that a real Directus 11.3.5 gave.
 */

#include <string.h>

#include "rel-json.h"
#include "rel-otp.h"
#include "server-fixture.h"

#define DEADLINE_US (60 * G_USEC_PER_SEC)

/* Sends a request with a cookie, or none; returns the cookies that the answer sets. */
static char *
send_with_cookie (ServerFixture *fixture, const char *method, const char *path, const char *body, const char *cookie)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (rel_server_get_url (fixture->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) answer = NULL;
  const char *set;

  if (cookie != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Cookie", cookie);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  fixture->status = soup_message_get_status (message);
  g_clear_pointer (&fixture->answer, json_node_unref);
  if (g_bytes_get_size (answer) > 0)
    fixture->answer = rel_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL);
  set = soup_message_headers_get_list (soup_message_get_response_headers (message), "Set-Cookie");
  return g_strdup (set);
}

/* Logs in with more members beside email and password, and returns the cookies. */
static char *
log_in (ServerFixture *fixture, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{\"email\":\"ada@example.com\",\"password\":\"%s\"%s}",
                                           rel_server_get_token (fixture->server), more);

  return send_with_cookie (fixture, "POST", "/auth/login", body, NULL);
}

static char *
dup_data (ServerFixture *fixture, const char *name)
{
  JsonObject *answer = json_node_get_object (fixture->answer);

  return g_strdup (rel_json_get_string (rel_json_get_object (answer, "data"), name));
}

static void post (ServerFixture *fixture, const char *path, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
post (ServerFixture *fixture, const char *path, const char *format, ...)
{
  g_autofree char *body = NULL;
  va_list values;

  va_start (values, format);
  body = g_strdup_vprintf (format, values);
  va_end (values);
  g_free (server_fixture_call_as (fixture, "POST", path, body, NULL));
}

static void
get_as (ServerFixture *fixture, const char *path, const char *token)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

  g_free (server_fixture_call_as (fixture, "GET", path, NULL, bearer));
}

static void
test_login (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *cookies = log_in (fixture, "");
  g_autofree char *access = dup_data (fixture, "access_token");
  g_autofree char *refresh = dup_data (fixture, "refresh_token");
  g_autofree char *expires = server_fixture_dup_member (fixture, "data.expires");
  g_autofree char *email = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_null (cookies);
  g_assert_cmpstr (expires, ==, "900000");
  g_assert_cmpuint (strlen (refresh), ==, 64);
  g_assert_cmpstr (access, !=, refresh);
  g_assert_cmpstr (access, !=, rel_server_get_token (fixture->server));

  get_as (fixture, "/relations", access);
  g_assert_cmpuint (fixture->status, ==, 200);
  get_as (fixture, "/users/me?fields=email", access);
  email = dup_data (fixture, "email");
  g_assert_cmpstr (email, ==, "ada@example.com");
  get_as (fixture, "/relations", refresh);
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");

  before = server_fixture_dup_hash (fixture);
  g_free (log_in (fixture, ",\"mode\":\"session\""));
  after = server_fixture_dup_hash (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (server_fixture_count_files (fixture), ==, 1);
}

/* Whoever was deleted since the login was answered as the administrator whom a database without
 * users has. */
static void
test_deleted_user (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *cookies = log_in (fixture, "");
  g_autofree char *access = dup_data (fixture, "access_token");

  server_fixture_run_sql (fixture, "DELETE FROM directus_users WHERE email = 'ada@example.com'");
  get_as (fixture, "/users/me", access);
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", "You don't have permission to access this.");
}

static void
test_refusals (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *body;
    guint status;
    const char *code;
    const char *message;
  } cases[] = {
    { "{\"email\":\"ada@example.com\",\"password\":\"nope\"}", 401, "INVALID_CREDENTIALS",
      "Invalid user credentials." },
    { "{\"email\":\"nobody@example.com\",\"password\":\"TOKEN\"}", 401, "INVALID_CREDENTIALS",
      "Invalid user credentials." },
    { "{\"email\":\"ines@example.com\",\"password\":\"TOKEN\"}", 401, "INVALID_CREDENTIALS",
      "Invalid user credentials." },
    { "{\"email\":\"mei@example.com\",\"password\":\"TOKEN\"}", 401, "INVALID_CREDENTIALS",
      "Invalid user credentials." },
    { "{}", 400, "INVALID_PAYLOAD", "Invalid payload. \"email\" is required." },
    { "[]", 400, "INVALID_PAYLOAD", "Invalid payload. \"value\" must be of type object." },
    { "{\"email\":1}", 400, "INVALID_PAYLOAD", "Invalid payload. \"email\" must be a string." },
    { "{\"email\":\"nope\",\"password\":\"TOKEN\"}", 400, "INVALID_PAYLOAD",
      "Invalid payload. \"email\" must be a valid email." },
    { "{\"email\":\"a b@example.com\",\"password\":\"TOKEN\"}", 400, "INVALID_PAYLOAD",
      "Invalid payload. \"email\" must be a valid email." },
    { "{\"email\":\"ada@example.com\"}", 400, "INVALID_PAYLOAD", "Invalid payload. \"password\" is required." },
    { "{\"email\":\"ada@example.com\",\"password\":\"\"}", 400, "INVALID_PAYLOAD",
      "Invalid payload. \"password\" is not allowed to be empty." },
    { "{\"email\":\"ada@example.com\",\"password\":\"TOKEN\",\"mode\":\"x\"}", 400, "INVALID_PAYLOAD",
      "Invalid payload. \"mode\" must be one of [cookie, json, session]." },
    { "{\"email\":\"ada@example.com\",\"password\":\"TOKEN\",\"otp\":1}", 400, "INVALID_PAYLOAD",
      "Invalid payload. \"otp\" must be a string." },
  };

  server_fixture_run_sql (fixture, "UPDATE directus_users SET status = 'suspended' WHERE email LIKE 'ines%';"
                                   "UPDATE directus_users SET provider = 'google' WHERE email LIKE 'mei%'");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].body, "TOKEN", -1);
      g_autofree char *body = g_strjoinv (rel_server_get_token (fixture->server), parts);

      g_test_message ("%s", cases[i].body);
      post (fixture, "/auth/login", "%s", body);
      server_fixture_assert_error (fixture, cases[i].status, cases[i].code, cases[i].message);
    }
}

/* A hash that Directus made of "lab-password". */
static void
test_password_of_a_user (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture,
                          "UPDATE directus_users SET password = '$argon2id$v=19$m=65536,t=3,p=4$06lBJeVhqvnw/zN4ielGEQ"
                          "$ip6hqRCxfZcGFSG1oMLa+7FPVO5DbVNcFKnEH4jwI2Q' WHERE email LIKE 'ada%'");
  post (fixture, "/auth/login", "{\"email\":\"ada@example.com\",\"password\":\"lab-password\"}");
  g_assert_cmpuint (fixture->status, ==, 200);
  post (fixture, "/auth/login", "{\"email\":\"ada@example.com\",\"password\":\"lab-passwore\"}");
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");
  post (fixture, "/auth/login", "{\"email\":\"tomas@example.com\",\"password\":\"lab-password\"}");
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");
}

/* A user without rights can log in, and is nobody in particular. */
static void
test_without_rights (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *access = NULL;
  g_autofree char *email = NULL;
  g_autofree char *version = NULL;

  post (fixture, "/auth/login", "{\"email\":\"TOMAS@example.com\",\"password\":\"%s\"}",
        rel_server_get_token (fixture->server));
  access = dup_data (fixture, "access_token");
  get_as (fixture, "/users/me?fields=email", access);
  email = dup_data (fixture, "email");
  g_assert_cmpstr (email, ==, "tomas@example.com");
  get_as (fixture, "/server/info", access);
  version = dup_data (fixture, "version");
  g_assert_cmpstr (version, ==, "11.3.5");
  get_as (fixture, "/relations", access);
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
}

static void
test_refresh (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *cookies = log_in (fixture, "");
  g_autofree char *access = dup_data (fixture, "access_token");
  g_autofree char *first = dup_data (fixture, "refresh_token");
  g_autofree char *second = NULL;

  post (fixture, "/auth/refresh", "{\"refresh_token\":\"%s\"}", first);
  g_assert_cmpuint (fixture->status, ==, 200);
  second = dup_data (fixture, "refresh_token");
  g_assert_cmpstr (first, !=, second);

  /* Each is good once; access tokens stay good. */
  post (fixture, "/auth/refresh", "{\"refresh_token\":\"%s\",\"mode\":\"json\"}", first);
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");
  get_as (fixture, "/relations/articles/author", access);
  g_assert_cmpuint (fixture->status, ==, 200);
  post (fixture, "/auth/refresh", "{\"mode\":\"json\"}");
  server_fixture_assert_error (fixture, 400, "INVALID_PAYLOAD",
                               "Invalid payload. The refresh token is required in either the payload or cookie.");

  post (fixture, "/auth/logout", "{\"refresh_token\":\"%s\",\"mode\":\"json\"}", second);
  g_assert_cmpuint (fixture->status, ==, 204);
  post (fixture, "/auth/refresh", "{\"refresh_token\":\"%s\",\"mode\":\"json\"}", second);
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", NULL);
  get_as (fixture, "/relations/articles/author", access);
  g_assert_cmpuint (fixture->status, ==, 200);
}

/* Who may not log in any more gets no new tokens either. */
static void
test_refresh_of_suspended (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *cookies = log_in (fixture, "");
  g_autofree char *refresh = dup_data (fixture, "refresh_token");

  server_fixture_run_sql (fixture, "UPDATE directus_users SET status = 'suspended'");
  post (fixture, "/auth/refresh", "{\"refresh_token\":\"%s\"}", refresh);
  server_fixture_assert_error (fixture, 401, "USER_SUSPENDED", "User suspended.");
  server_fixture_run_sql (fixture, "UPDATE directus_users SET status = 'active'");
  post (fixture, "/auth/refresh", "{\"refresh_token\":\"%s\"}", refresh);
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", NULL);
}

/* The part of `Set-Cookie` that a client sends back. */
static char *
dup_pair (const char *cookies, const char *name)
{
  g_autofree char *start = g_strconcat (name, "=", NULL);
  const char *pair = cookies != NULL ? strstr (cookies, start) : NULL;

  g_assert_nonnull (pair);
  g_assert_nonnull (strstr (cookies, "; Path=/; Expires="));
  g_assert_nonnull (strstr (cookies, "GMT; HttpOnly; SameSite=Lax"));
  return g_strndup (pair, strcspn (pair, ";"));
}

static void
test_cookie_mode (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *cookies = log_in (fixture, ",\"mode\":\"cookie\"");
  g_autofree char *pair = dup_pair (cookies, "directus_refresh_token");
  g_autofree char *refresh = server_fixture_dup_member (fixture, "data.refresh_token");
  g_autofree char *next = NULL;
  g_autofree char *next_pair = NULL;
  g_autofree char *cleared = NULL;

  g_assert_nonnull (strstr (cookies, "; Max-Age=604800;"));
  g_assert_cmpstr (refresh, ==, "absent");
  next = send_with_cookie (fixture, "POST", "/auth/refresh", NULL, pair);
  g_assert_cmpuint (fixture->status, ==, 200);
  next_pair = dup_pair (next, "directus_refresh_token");
  g_assert_cmpstr (pair, !=, next_pair);

  cleared = send_with_cookie (fixture, "POST", "/auth/logout", "{}", next_pair);
  g_assert_cmpuint (fixture->status, ==, 204);
  g_assert_nonnull (strstr (cleared, "directus_refresh_token=;"));
  g_free (send_with_cookie (fixture, "POST", "/auth/refresh", "{}", next_pair));
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", NULL);
}

static void
test_session_mode (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *cookies = log_in (fixture, ",\"mode\":\"session\"");
  g_autofree char *pair = dup_pair (cookies, "directus_session_token");
  g_autofree char *data = server_fixture_dup_member (fixture, "data");
  g_autofree char *next = NULL;
  g_autofree char *next_pair = NULL;

  g_assert_cmpstr (data, ==, "{\"expires\":86400000}");
  g_assert_nonnull (strstr (cookies, "; Max-Age=86400;"));
  g_free (send_with_cookie (fixture, "GET", "/relations", NULL, pair));
  g_assert_cmpuint (fixture->status, ==, 200);

  /* The old one stays good for a moment, and leads to the same new session. */
  next = send_with_cookie (fixture, "POST", "/auth/refresh", "{\"mode\":\"session\"}", pair);
  next_pair = dup_pair (next, "directus_session_token");
  g_free (send_with_cookie (fixture, "POST", "/auth/refresh", "{\"mode\":\"session\"}", pair));
  g_assert_cmpuint (fixture->status, ==, 200);
  g_free (send_with_cookie (fixture, "GET", "/relations", NULL, next_pair));
  g_assert_cmpuint (fixture->status, ==, 200);

  g_free (send_with_cookie (fixture, "POST", "/auth/logout", "{\"mode\":\"session\"}", next_pair));
  g_assert_cmpuint (fixture->status, ==, 204);
  g_free (send_with_cookie (fixture, "GET", "/relations", NULL, next_pair));
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", NULL);
}

static void
wait_for_expiry (ServerFixture *fixture, const char *access)
{
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;

  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      get_as (fixture, "/server/info", access);
    }
  while (fixture->status == 200);
}

static void
test_expiry (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;

  server_fixture_stop (fixture);
  fixture->server = rel_server_new (fixture->file, "token");
  rel_server_set_lifetimes (fixture->server, 1, 10000);
  g_assert_true (rel_server_start (fixture->server, 0, NULL));
  g_free (log_in (fixture, ""));
  access = dup_data (fixture, "access_token");
  refresh = dup_data (fixture, "refresh_token");
  wait_for_expiry (fixture, access);
  server_fixture_assert_error (fixture, 401, "TOKEN_EXPIRED", "Token expired.");
  post (fixture, "/auth/refresh", "{\"refresh_token\":\"%s\"}", refresh);
  g_assert_cmpuint (fixture->status, ==, 200);
  get_as (fixture, "/relations", "token");
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_refresh_expiry (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *refresh = NULL;
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;

  server_fixture_stop (fixture);
  fixture->server = rel_server_new (fixture->file, "token");
  rel_server_set_lifetimes (fixture->server, 10000, 1);
  g_assert_true (rel_server_start (fixture->server, 0, NULL));
  g_free (log_in (fixture, ""));
  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_clear_pointer (&refresh, g_free);
      g_free (log_in (fixture, ""));
      refresh = dup_data (fixture, "refresh_token");
      post (fixture, "/auth/refresh", "{\"refresh_token\":\"%s\"}", refresh);
    }
  while (fixture->status == 200);
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", "Invalid user credentials.");
}

/* From the appendix of RFC 6238, the last six of eight digits. */
static void
test_otp (void)
{
  static const char secret[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  g_assert_true (rel_otp_check (secret, "287082", 59));
  g_assert_true (rel_otp_check (secret, "081804", 1111111109));
  g_assert_true (rel_otp_check (secret, "050471", 1111111111));
  g_assert_true (rel_otp_check (secret, "005924", 1234567890));
  g_assert_true (rel_otp_check (secret, "353130", 20000000000));
  g_assert_false (rel_otp_check (secret, "287082", 60));
  g_assert_false (rel_otp_check (secret, "0287082", 59));
  g_assert_false (rel_otp_check (secret, "", 59));
  g_assert_false (rel_otp_check ("", "000000", 59));
}

static char *
make_code (const char *secret, gint64 time_s)
{
  for (guint i = 0; i < 1000000; i++)
    {
      g_autofree char *code = g_strdup_printf ("%06u", i);

      if (rel_otp_check (secret, code, time_s))
        return g_steal_pointer (&code);
    }
  g_assert_not_reached ();
}

static void
test_second_factor (ServerFixture *fixture, gconstpointer unused)
{
  gint64 step = 0;

  server_fixture_run_sql (fixture, "UPDATE directus_users SET tfa_secret = 'GEZDGNBVGY3TQOJQ'");
  g_free (log_in (fixture, ""));
  server_fixture_assert_error (fixture, 401, "INVALID_OTP", "Invalid user OTP.");
  g_free (log_in (fixture, ",\"otp\":\"0000000\""));
  server_fixture_assert_error (fixture, 401, "INVALID_OTP", "Invalid user OTP.");

  /* Half a minute may end while the code is made; the next one does not end with it. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *code = NULL;
      g_autofree char *more = NULL;

      step = g_get_real_time () / G_USEC_PER_SEC / 30;
      code = make_code ("GEZDGNBVGY3TQOJQ", step * 30);
      more = g_strdup_printf (",\"otp\":\"%s\"", code);
      g_free (log_in (fixture, more));
      if (fixture->status == 200)
        break;
    }
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_static_tokens (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *email = NULL;

  server_fixture_run_sql (fixture,
                          "UPDATE directus_users SET token = 'adas-token' WHERE email LIKE 'ada%';"
                          "UPDATE directus_users SET token = 'meis-token' WHERE email LIKE 'mei%';"
                          "UPDATE directus_users SET token = 'gone', status = 'archived' WHERE email LIKE 'ines%'");
  get_as (fixture, "/relations", "adas-token");
  g_assert_cmpuint (fixture->status, ==, 200);
  get_as (fixture, "/relations", "meis-token");
  server_fixture_assert_error (fixture, 403, "FORBIDDEN", NULL);
  get_as (fixture, "/users/me?fields=email", "meis-token");
  email = dup_data (fixture, "email");
  g_assert_cmpstr (email, ==, "mei@example.com");
  get_as (fixture, "/relations", "gone");
  server_fixture_assert_error (fixture, 401, "INVALID_CREDENTIALS", NULL);
}

/* Over GraphQL everybody was told to be the first administrator. */
static void
test_graphql_knows_who_asks (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  server_fixture_run_sql (fixture,
                          "UPDATE directus_users SET token = 'jonas-token', role = (SELECT role FROM directus_users"
                          " WHERE email LIKE 'ada%') WHERE email LIKE 'jonas%'");
  text = server_fixture_call_as (fixture, "POST", "/graphql/system", "{\"query\":\"{users_me{email}}\"}",
                                 "Bearer jonas-token");
  g_assert_cmpstr (text, ==, "{\"data\":{\"users_me\":{\"email\":\"jonas@example.com\"}}}");
}

/* A role has what the roles above it have. */
static void
test_rights_come_from_above (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (
    fixture, "INSERT INTO directus_roles (id, name, parent) SELECT 'desk', 'Desk', role FROM directus_users"
             " WHERE email LIKE 'ada%';"
             "UPDATE directus_users SET role = 'desk', token = 'desk-token' WHERE email LIKE 'jonas%'");
  get_as (fixture, "/relations", "desk-token");
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_health (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = server_fixture_call_as (fixture, "GET", "/server/health", NULL, NULL);
  g_autofree char *service = NULL;
  g_autofree char *url = g_strdup_printf ("\"%s\"", rel_server_get_url (fixture->server));
  JsonArray *checks;

  g_assert_cmpstr (text, ==, "{\"status\":\"ok\"}");
  server_fixture_call (fixture, "GET", "/server/health", NULL);
  service = server_fixture_dup_member (fixture, "serviceId");
  g_assert_cmpstr (service, ==, url);
  checks = rel_json_get_array (json_node_get_object (fixture->answer), "checks.sqlite3:responseTime");
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (checks, 0), "status"), ==, "ok");
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/auth/" name, ServerFixture, NULL, server_fixture_init_sample, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("login", test_login);
  ADD ("deleted-user", test_deleted_user);
  ADD ("refusals", test_refusals);
  ADD ("password-of-a-user", test_password_of_a_user);
  ADD ("without-rights", test_without_rights);
  ADD ("refresh", test_refresh);
  ADD ("refresh-of-suspended", test_refresh_of_suspended);
  ADD ("cookie-mode", test_cookie_mode);
  ADD ("session-mode", test_session_mode);
  ADD ("expiry", test_expiry);
  ADD ("refresh-expiry", test_refresh_expiry);
  ADD ("second-factor", test_second_factor);
  ADD ("static-tokens", test_static_tokens);
  ADD ("graphql-knows-who-asks", test_graphql_knows_who_asks);
  ADD ("rights-come-from-above", test_rights_come_from_above);
  ADD ("health", test_health);
  g_test_add_func ("/server/auth/otp", test_otp);

  return g_test_run ();
}
