/* rel-client-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-client.h"

G_BEGIN_DECLS

/* What rel-client.c, with the schema and its changes, shares with rel-about.c, rel-count.c
 * and rel-snapshot-calls.c. */

struct _RelClient
{
  GObject parent_instance;

  RelTransport *transport; /* (owned) (not nullable) */
  RelSignIn *sign_in;      /* (owned) (not nullable) */
  RelApi *api;             /* (owned) (not nullable) */
  char *version;           /* (owned) (nullable): of the server, as its last snapshot said */
  gboolean is_publishing;
};

G_END_DECLS
