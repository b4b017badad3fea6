/* rel-source-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-local.h"
#include "rel-source.h"

G_BEGIN_DECLS

/* What rel-source.c, with the reading, shares with rel-source-publish.c and
 * rel-items.c. */

/* Of another room, whose headers those of this one do not show. */
typedef struct _RelClient RelClient;

struct _RelSource
{
  GObject parent_instance;

  RelTarget *target;           /* (owned) */
  RelCredentials *credentials; /* (owned): for a server */
  RelLocal *local;             /* (owned) (nullable): the embedded server, once it runs */
  RelClient *client;           /* (owned) (nullable): absent for a snapshot, and before the first load */
};

void rel_source_emit_one_by_one (RelSource *self, const char *why);

G_END_DECLS
