/* rel-sending.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rel-queue.h"
#include "rel-transport.h"

G_BEGIN_DECLS

/* What rel-transport.c shares with rel-sending.c. */

struct _RelTransport
{
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  RelQueue *reads;      /* (owned) */
  char *address;        /* (owned): without a slash at its end */
  GUri *origin;         /* (owned): the address, parsed */
  char *token;          /* (owned) (nullable) */
  char *trusted;        /* (owned) (nullable): the fingerprint of a certificate */
  double silence_scale; /* 1 except in tests */
  double pause_scale;   /* 1 except in tests */
};

G_END_DECLS
