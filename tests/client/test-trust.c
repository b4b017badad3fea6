/* test-trust.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Certificates, with a server that speaks TLS. Those in `tests/data/tls` were made with
 * openssl: `authority` signed `good`, `expired` and `wrong-host`; all but `expired` are valid
 * from 2020 to 2120. Their keys guard nothing.
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "sending.h"
#include "waiting.h"

#define LIST "{\"data\":[]}"

static char *
dup_tls_path (const char *name)
{
  g_autofree char *file_name = g_strconcat (name, ".pem", NULL);

  return g_test_build_filename (G_TEST_DIST, "data", "tls", file_name, NULL);
}

static RelTransport *
transport_with_authority (FaultyServer *server)
{
  g_autofree char *path = dup_tls_path ("authority");
  RelTransport *transport = transport_for (server);
  g_autoptr (GError) error = NULL;

  g_assert_true (rel_transport_set_ca_file (transport, path, &error));
  g_assert_no_error (error);
  return transport;
}

/* Returns: (transfer full): the certificate that is not trusted */
static RelCertificate *
assert_not_trusted (RelTransport *transport, FaultyServer *server, const char *method, const char *words)
{
  g_autoptr (GError) error = NULL;
  RelCertificate *certificate;

  g_assert_false (send_on (transport, method, "/relations", NULL, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, REL_ERROR, REL_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (faulty_server_count_all (server), ==, 0);

  certificate = rel_error_get_certificate (error);
  g_assert_nonnull (certificate);
  g_assert_nonnull (strstr (error->message, rel_certificate_get_fingerprint (certificate)));
  return rel_certificate_ref (certificate);
}

static void
assert_read (RelTransport *transport)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  send_on (transport, "GET", "/relations", NULL, &answer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

static void
test_takes_an_own_authority (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new_tls ("good");
  g_autoptr (RelTransport) transport = transport_with_authority (server);
  g_autofree char *protocol = NULL;

  faulty_server_answer (server, "GET /relations", 200, LIST);
  assert_read (transport);

  /* The server offers HTTP/2 as well. */
  protocol = faulty_server_dup_protocol (server);
  g_assert_cmpstr (protocol, ==, "http/1.1");
}

static void
test_says_what_is_wrong (void)
{
  static const struct
  {
    const char *name;
    gboolean has_authority;
    GTlsCertificateFlags faults;
    const char *subject;
    const char *last_day;
    const char *words;
  } cases[] = {
    { "good", FALSE, G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=127.0.0.1", "2120-01-01", "nobody whom this computer trusts" },
    { "self-signed", TRUE, G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=127.0.0.1", "2120-01-01", "it is signed by itself" },
    { "expired", TRUE, G_TLS_CERTIFICATE_EXPIRED, "CN=127.0.0.1", "2020-01-02", "it expired on 2020-01-02" },
    { "wrong-host", TRUE, G_TLS_CERTIFICATE_BAD_IDENTITY, "CN=other.example", "2120-01-01",
      "it is for another server" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new_tls (cases[i].name);
      g_autoptr (RelTransport) transport = cases[i].has_authority ? transport_with_authority (server)
                                                                  : transport_for (server);
      g_autoptr (RelCertificate) certificate = assert_not_trusted (transport, server, "GET", cases[i].words);
      g_autofree char *last_day = g_date_time_format (rel_certificate_get_not_after (certificate), "%Y-%m-%d");
      g_autofree char *path = dup_tls_path (cases[i].name);
      g_autofree char *pem = NULL;

      g_assert_cmpuint (rel_certificate_get_faults (certificate), ==, cases[i].faults);
      g_assert_nonnull (strstr (rel_certificate_get_subject (certificate), cases[i].subject));
      g_assert_nonnull (strstr (rel_certificate_get_issuer (certificate), "O=Relations tests"));
      g_assert_cmpstr (last_day, ==, cases[i].last_day);
      g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
      g_assert_true (g_str_has_prefix (pem, rel_certificate_get_pem (certificate)));
    }
}

/* As `openssl x509 -fingerprint -sha256` says it. */
static void
test_names_the_fingerprint (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new_tls ("self-signed");
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (RelCertificate) certificate = assert_not_trusted (transport, server, "GET", "fingerprint");

  g_assert_cmpstr (rel_certificate_get_fingerprint (certificate), ==,
                   "ED:B3:13:2A:69:38:32:7E:4B:72:FA:DD:48:CE:C1:85:81:B5:19:D0:A4:93:F7:5D:A9:06:D4:2D:E8:88:24:21");
}

static void
test_sends_no_write (void)
{
  static const char *const methods[] = { "POST", "PATCH", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new_tls ("self-signed");
      g_autoptr (RelTransport) transport = transport_for (server);
      g_autoptr (RelCertificate) certificate = assert_not_trusted (transport, server, methods[i], "signed by itself");
    }
}

static void
test_trusts_what_was_chosen (void)
{
  static const char *const names[] = { "self-signed", "expired", "wrong-host" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new_tls (names[i]);
      g_autoptr (RelTransport) transport = transport_for (server);
      g_autoptr (RelCertificate) certificate = assert_not_trusted (transport, server, "GET", "cannot be trusted");

      faulty_answer_keep (faulty_server_answer (server, "GET /relations", 200, LIST));
      faulty_server_answer (server, "PATCH /relations", 200, LIST);
      rel_transport_trust (transport, rel_certificate_get_fingerprint (certificate));
      assert_read (transport);
      assert_read (transport);
      g_assert_true (send_on (transport, "PATCH", "/relations", NULL, NULL, NULL));
      /* The second read goes over the connection of the first, the write over its own. */
      g_assert_cmpuint (faulty_server_count_connections (server), ==, 3);
    }
}

/* What was chosen is one certificate, not any of that server. */
static void
test_trusts_no_other (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new_tls ("self-signed");
  g_autoptr (FaultyServer) other = faulty_server_new_tls ("expired");
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (RelTransport) to_other = transport_for (other);
  g_autoptr (RelCertificate) certificate = assert_not_trusted (transport, server, "GET", "signed by itself");
  g_autoptr (RelCertificate) second = NULL, third = NULL;

  rel_transport_trust (to_other, rel_certificate_get_fingerprint (certificate));
  second = assert_not_trusted (to_other, other, "GET", "expired");
  rel_transport_trust (transport, rel_certificate_get_fingerprint (second));
  third = assert_not_trusted (transport, server, "GET", "signed by itself");
  g_assert_cmpstr (rel_certificate_get_fingerprint (certificate), ==, rel_certificate_get_fingerprint (third));
}

/* With a file of authorities, theirs are the only certificates that count. */
static void
test_refuses_a_bad_file (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new_tls ("good");
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autofree char *missing = dup_tls_path ("missing");
  g_autofree char *no_pem = g_test_build_filename (G_TEST_DIST, "data", "magazine.json", NULL);
  const char *const paths[] = { missing, no_pem };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (rel_transport_set_ca_file (transport, paths[i], &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
}

static void
test_goes_to_no_http (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new_tls ("good");
  g_autoptr (FaultyServer) elsewhere = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_with_authority (server);
  g_autofree char *location = g_strconcat (faulty_server_get_url (elsewhere), "/relations?ticket=secret", NULL);
  g_autoptr (GError) error = NULL;

  faulty_answer_add_header (faulty_server_answer (server, "GET /relations", 307, ""), "Location", location);
  g_assert_false (send_on (transport, "GET", "/relations", NULL, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS);
  g_assert_nonnull (strstr (error->message, "from https to http://127.0.0.1"));
  g_assert_null (strstr (error->message, "ticket"));
  g_assert_cmpuint (faulty_server_count_all (elsewhere), ==, 0);
}

static void
test_survives_tls_that_breaks_off (void)
{
  static const Moment moments[] = { MOMENT_BEFORE_HEADERS, MOMENT_AFTER_HEADERS, MOMENT_IN_BODY };
  static const Fault faults[] = { FAULT_CLOSE, FAULT_RESET };

  for (guint m = 0; m < G_N_ELEMENTS (moments); m++)
    {
      for (guint f = 0; f < G_N_ELEMENTS (faults); f++)
        {
          g_autoptr (FaultyServer) server = faulty_server_new_tls ("good");
          g_autoptr (RelTransport) transport = transport_with_authority (server);
          FaultyAnswer *read = faulty_server_answer (server, "GET /relations", 200, LIST);
          FaultyAnswer *write = faulty_server_answer (server, "PATCH /relations", 200, LIST);
          g_autoptr (GError) error = NULL;

          /* The read succeeds at its second try. */
          faulty_answer_fail (read, moments[m], faults[f]);
          faulty_server_answer (server, "GET /relations", 200, LIST);
          assert_read (transport);
          g_assert_cmpuint (faulty_server_count (server, "GET /relations"), ==, 2);

          faulty_answer_fail (write, moments[m], faults[f]);
          faulty_answer_keep (write);
          g_assert_false (send_on (transport, "PATCH", "/relations", NULL, NULL, &error));
          g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
          g_assert_cmpuint (faulty_server_count (server, "PATCH /relations"), ==, 1);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/trust/takes-an-own-authority", test_takes_an_own_authority);
  g_test_add_func ("/client/trust/says-what-is-wrong", test_says_what_is_wrong);
  g_test_add_func ("/client/trust/names-the-fingerprint", test_names_the_fingerprint);
  g_test_add_func ("/client/trust/sends-no-write", test_sends_no_write);
  g_test_add_func ("/client/trust/trusts-what-was-chosen", test_trusts_what_was_chosen);
  g_test_add_func ("/client/trust/trusts-no-other", test_trusts_no_other);
  g_test_add_func ("/client/trust/refuses-a-bad-file", test_refuses_a_bad_file);
  g_test_add_func ("/client/trust/goes-to-no-http", test_goes_to_no_http);
  g_test_add_func ("/client/trust/survives-tls-that-breaks-off", test_survives_tls_that_breaks_off);

  return g_test_run ();
}
