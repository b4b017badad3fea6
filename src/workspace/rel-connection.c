/* rel-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the server of a project is reached: over REST or GraphQL, and with which certificates.
 */

#include "config.h"

#include "rel-connection.h"

#include "rel-client.h"

static gboolean
trust (RelClient *client, const RelProfile *profile, GError **error)
{
  RelTransport *transport = rel_client_get_transport (client);

  rel_transport_trust (transport, profile->certificate);
  return profile->ca_file == NULL || rel_transport_set_ca_file (transport, profile->ca_file, error);
}

/**
 * rel_connection_new_client:
 * @target: a project on a server
 * @error: (out) (optional): where to put a failure
 *
 * Prepares to talk to the server as is saved of the project; nothing is sent yet.
 *
 * Errors: `REL_ERROR_INVALID` if its address is none, or the file with certificates cannot be
 * read.
 *
 * Returns: (transfer full) (nullable): a client that is not signed in, or %NULL on error
 */
RelClient *
rel_connection_new_client (RelTarget *target, GError **error)
{
  const RelProfile *profile = rel_target_get_profile (target);
  gboolean graphql = profile != NULL && profile->transport == REL_PROFILE_TRANSPORT_GRAPHQL;
  g_autoptr (RelClient) client =
    rel_client_new (rel_target_get_id (target), graphql ? REL_API_GRAPHQL : REL_API_REST, NULL, error);

  if (client == NULL || (profile != NULL && !trust (client, profile, error)))
    return NULL;
  return g_steal_pointer (&client);
}
