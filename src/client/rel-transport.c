/* rel-transport.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-transport.h"

#include "rel-address.h"
#include "rel-auth.h"
#include "rel-certificate.h"
#include "rel-failure.h"
#include "rel-secret.h"
#include "rel-sending.h"
#include "rel-transport-private.h"

/**
 * RelTransport:
 *
 * Sends requests to one server and reads its answers as JSON: together with
 * `rel-sending.c` all that touches HTTP.
 *
 * A write is sent once, over a connection of its own (libsoup repeats a DELETE by itself
 * when a connection that was kept open turns out dead). Of reads, only so many are in flight
 * at a time, and one is tried again after a pause when the connection fails or the server
 * cannot answer now. Only a `GET` follows a redirect, only within the same origin.
 *
 * The token is in the `Authorization` header and nowhere else. A certificate that cannot be
 * trusted ends a request before anything is sent, unless it was chosen. Answers are limited
 * in size and in depth before they are parsed; unpacking and parsing is done by a worker
 * thread.
 *
 * Use it from the thread that created it. With `G_MESSAGES_DEBUG=relations-client` it says
 * method, path, status, bytes and milliseconds of each try.
 */
G_DEFINE_FINAL_TYPE (RelTransport, rel_transport, G_TYPE_OBJECT)

/* With room for writes beside the reads, so that libsoup itself never queues. */
#define MAX_CONNECTIONS (2 * REL_TRANSPORT_READS)
/* Node closes a connection after 5 s without a request; ours must be first. */
#define KEEP_ALIVE_S 4

static void
rel_transport_finalize (GObject *object)
{
  RelTransport *self = REL_TRANSPORT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->reads, rel_queue_free);
  g_clear_pointer (&self->origin, g_uri_unref);
  g_free (self->address);
  rel_secret_free (self->token);
  g_free (self->trusted);
  G_OBJECT_CLASS (rel_transport_parent_class)->finalize (object);
}

static void
rel_transport_class_init (RelTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_transport_finalize;
}

static void
rel_transport_init (RelTransport *self)
{
  self->reads = rel_queue_new (REL_TRANSPORT_READS);
  self->silence_scale = 1;
  self->pause_scale = 1;
}

/**
 * rel_transport_new:
 * @address: as [func@address_normalize] makes it
 * @token: (nullable): a token, as [func@auth_read_token] reads it
 * @error: (out) (optional): where to put a failure
 *
 * Prepares requests to a server; no connection is made yet.
 *
 * Errors: `REL_ERROR_INVALID` if the token cannot stand in a header.
 *
 * Returns: (transfer full) (nullable): the transport, or %NULL on error
 */
RelTransport *
rel_transport_new (const char *address, const char *token, GError **error)
{
  g_autoptr (RelTransport) self = g_object_new (REL_TYPE_TRANSPORT, NULL);

  if (!rel_auth_read_token (token, &self->token, error))
    return NULL;
  self->address = g_strdup (address);
  self->origin = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_assert (self->origin != NULL);

  /* Silence is measured for each request, so the session itself has no timeout. */
  self->session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS,
                                                 "idle-timeout", KEEP_ALIVE_S, "timeout", 0, "user-agent",
                                                 "relations/" PACKAGE_VERSION, NULL);
  /* The token is the only way to sign in that this program knows, and a worker unpacks. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  if (rel_address_is_loopback (g_uri_get_host (self->origin)))
    soup_session_set_proxy_resolver (self->session, NULL);
  return g_steal_pointer (&self);
}

/**
 * rel_transport_get_address:
 * @self: a transport
 *
 * Returns: (transfer none): the address that paths are appended to
 */
const char *
rel_transport_get_address (RelTransport *self)
{
  return self->address;
}

/**
 * rel_transport_has_token:
 * @self: a transport
 *
 * Returns: whether requests carry a token
 */
gboolean
rel_transport_has_token (RelTransport *self)
{
  return self->token != NULL;
}

/**
 * rel_transport_hide_token:
 * @self: a transport
 * @error: what is made of an answer
 *
 * Takes the token out of what the server says, if it is in there.
 */
void
rel_transport_hide_token (RelTransport *self, GError *error)
{
  g_return_if_fail (REL_IS_TRANSPORT (self));
  g_return_if_fail (error != NULL);

  rel_failure_hide (error, self->token);
}

/**
 * rel_transport_set_token:
 * @self: a transport
 * @token: (nullable): as [func@auth_read_token] makes it; %NULL for none
 *
 * Lets the requests that are asked for from now on carry another token.
 */
void
rel_transport_set_token (RelTransport *self, const char *token)
{
  g_return_if_fail (REL_IS_TRANSPORT (self));
  rel_secret_replace (&self->token, token);
}

/**
 * rel_transport_set_ca_file:
 * @self: a transport
 * @path: a file of certificates, as PEM
 * @error: (out) (optional): where to put a failure
 *
 * Trusts the authorities of that file, and no others: for a server whose certificate was
 * signed by its owner's own authority.
 *
 * Errors: `REL_ERROR_INVALID` if the file cannot be read, or has no certificate.
 *
 * Returns: whether the file has certificates
 */
gboolean
rel_transport_set_ca_file (RelTransport *self, const char *path, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = NULL;

  g_return_val_if_fail (REL_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  authorities = rel_certificate_read_authorities (path, error);
  if (authorities == NULL)
    return FALSE;
  soup_session_set_tls_database (self->session, authorities);
  return TRUE;
}

/**
 * rel_transport_trust:
 * @self: a transport
 * @fingerprint: (nullable): as [method@Certificate.get_fingerprint] gives it; %NULL for none
 *
 * Accepts exactly that certificate of this server, whatever is wrong with it, because a
 * person has chosen to. A transport speaks with one server only, so that no other is
 * concerned.
 */
void
rel_transport_trust (RelTransport *self, const char *fingerprint)
{
  g_return_if_fail (REL_IS_TRANSPORT (self));

  g_free (self->trusted);
  self->trusted = g_strdup (fingerprint);
}

/**
 * rel_transport_scale_waits:
 * @self: a transport
 * @silence: by how much the server may be silent for longer
 * @pauses: by how much the pauses before the next try are longer
 *
 * For tests, which have no time.
 */
void
rel_transport_scale_waits (RelTransport *self, double silence, double pauses)
{
  self->silence_scale = silence;
  self->pause_scale = pauses;
}
