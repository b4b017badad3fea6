/* rel-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a server is reached: what is saved of a project, as the client wants it.
 */

#include "config.h"

#include "rel-connection.h"

#include "rel-client.h"

/**
 * rel_connection_new_client:
 * @target: a project on a server
 * @error: (out) (optional): where to put a failure
 *
 * Prepares to talk to the server of a project as the user has saved it: over REST or GraphQL,
 * with the certificate that was accepted and the authorities that were named. Who one is, is
 * left to [type@Credentials].
 *
 * Errors: `REL_ERROR_INVALID` if the file of certificates cannot be used.
 *
 * Returns: (transfer full) (nullable): the client, or %NULL on error
 */
RelClient *
rel_connection_new_client (RelTarget *target, GError **error)
{
  const RelProfile *profile = rel_target_get_profile (target);
  gboolean graphql = profile != NULL && profile->transport == REL_PROFILE_TRANSPORT_GRAPHQL;
  g_autoptr (RelClient) client =
    rel_client_new (rel_target_get_id (target), graphql ? REL_API_GRAPHQL : REL_API_REST, NULL, error);
  RelTransport *transport;

  if (client == NULL || profile == NULL)
    return g_steal_pointer (&client);
  transport = rel_client_get_transport (client);
  rel_transport_trust (transport, profile->certificate);
  if (profile->ca_file != NULL && !rel_transport_set_ca_file (transport, profile->ca_file, error))
    return NULL;
  return g_steal_pointer (&client);
}
