/* test-proxy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The proxy of the system, which in this process is one of the tests' own.
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "sending.h"

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())

G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GObject)

/* Sends everything to one proxy. */
struct _TestResolver
{
  GObject parent_instance;
};

static char *proxy_uri;

static gboolean
always (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  const char *const proxies[] = { proxy_uri, NULL };

  return g_strdupv ((char **) proxies);
}

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_pointer (task, lookup (resolver, uri, cancellable, NULL), (GDestroyNotify) g_strfreev);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
resolver_init (GProxyResolverInterface *interface)
{
  interface->is_supported = always;
  interface->lookup = lookup;
  interface->lookup_async = lookup_async;
  interface->lookup_finish = lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestResolver,
                               test_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, resolver_init))

static void
test_resolver_class_init (TestResolverClass *klass)
{
}

static void
test_resolver_init (TestResolver *self)
{
}

static RelTransport *
transport_to (const char *url)
{
  RelTransport *transport = rel_transport_new (url, TOKEN, NULL);

  rel_transport_scale_waits (transport, 1, 0);
  return transport;
}

static void
test_goes_through_the_proxy (void)
{
  g_autoptr (FaultyServer) proxy = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_to ("http://cms.example.test");
  g_autoptr (GError) error = NULL;

  proxy_uri = (char *) faulty_server_get_url (proxy);
  faulty_server_answer (proxy, "GET http://cms.example.test/relations", 200, "{\"data\":[]}");
  send_on (transport, "GET", "/relations", NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The proxy is told the name of the server, and nothing of what is for the server; what it
 * answers by itself is not taken for the server's answer. */
static void
test_believes_the_proxy_nothing (void)
{
  static const struct
  {
    const char *method;
    guint status;
    const char *body;
    const char *words;
  } cases[] = {
    { "GET", 403, "<html>", "The proxy on the way to https://cms.example.test lets nothing through (HTTP 403)" },
    { "GET", 407, "<html>", "The proxy on the way to https://cms.example.test wants a name" },
    { "GET", 302, "{\"data\":[]}", "lets nothing through (HTTP 302)" },
    { "GET", 401, "{\"errors\":[{\"message\":\"Give me your token\"}]}", "lets nothing through (HTTP 401)" },
    { "PATCH", 500, "{\"errors\":[{\"message\":\"No\"}]}", "lets nothing through (HTTP 500)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultyServer) proxy = faulty_server_new ();
      g_autoptr (RelTransport) transport = transport_to ("https://cms.example.test");
      FaultyAnswer *answer =
        faulty_server_answer (proxy, "CONNECT cms.example.test:443", cases[i].status, cases[i].body);
      g_autoptr (GError) error = NULL;
      g_autofree char *authorization = NULL;

      proxy_uri = (char *) faulty_server_get_url (proxy);
      faulty_answer_keep (answer);
      faulty_answer_add_header (answer, "Location", "/relations");
      g_assert_false (send_on (transport, cases[i].method, "/relations", NULL, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      authorization = faulty_server_dup_header (proxy, 0, "authorization");
      g_assert_null (authorization);
      g_assert_cmpuint (faulty_server_count_all (proxy), ==, 1);
    }
}

static void
test_says_that_the_proxy_wants_a_password (void)
{
  g_autoptr (FaultyServer) proxy = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_to ("http://cms.example.test");
  g_autoptr (GError) error = NULL;

  proxy_uri = (char *) faulty_server_get_url (proxy);
  faulty_server_answer (proxy, "GET http://cms.example.test/relations", 407, "<html>");
  g_assert_false (send_on (transport, "GET", "/relations", NULL, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "The proxy on the way to http://cms.example.test wants"));
}

static void
test_reaches_loopback_directly (void)
{
  static const char *const hosts[] = { "127.0.0.1", "localhost", "127.1.2.3" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (FaultyServer) proxy = faulty_server_new ();
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autofree char *url = g_strdup_printf ("http://%s%s", hosts[i], strrchr (faulty_server_get_url (server), ':'));
      g_autoptr (RelTransport) transport = transport_to (url);
      g_autoptr (GError) error = NULL;

      proxy_uri = (char *) faulty_server_get_url (proxy);
      faulty_answer_keep (faulty_server_answer (server, "GET /relations", 200, "{\"data\":[]}"));
      /* The tests' server is at one address only; who went to the proxy would not be refused. */
      send_on (transport, "GET", "/relations", NULL, NULL, &error);
      if (i < 2)
        g_assert_no_error (error);
      g_assert_cmpuint (faulty_server_count_all (proxy), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Any use of a module makes the extension points known. */
  g_vfs_get_default ();
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_RESOLVER, "test", 1000000);

  g_test_add_func ("/client/proxy/goes-through-the-proxy", test_goes_through_the_proxy);
  g_test_add_func ("/client/proxy/believes-the-proxy-nothing", test_believes_the_proxy_nothing);
  g_test_add_func ("/client/proxy/says-that-the-proxy-wants-a-password", test_says_that_the_proxy_wants_a_password);
  g_test_add_func ("/client/proxy/reaches-loopback-directly", test_reaches_loopback_directly);

  return g_test_run ();
}
