/* sending.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends single requests in a test.
 */

#include "config.h"

#include "sending.h"

#include "waiting.h"

/* A transport that waits as long as people's do, but does not pause between tries. */
RelTransport *
transport_for (FaultyServer *server)
{
  g_autoptr (GError) error = NULL;
  RelTransport *transport = rel_transport_new (faulty_server_get_url (server), TOKEN, &error);

  g_assert_no_error (error);
  rel_transport_scale_waits (transport, 1, 0);
  return transport;
}

gboolean
send_on (RelTransport *transport,
         const char *method,
         const char *path,
         GCancellable *cancellable,
         JsonNode **answer,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_transport_send_async (transport, method, path, NULL, REL_TRANSPORT_READ_SILENCE_S, cancellable, waiting_cb,
                            &result);
  waiting_end (&result);
  return rel_transport_send_finish (transport, result, answer, NULL, error);
}
