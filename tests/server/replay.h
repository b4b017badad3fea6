/* replay.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends what was once sent to a real Directus, in the same order and to the same project, and
 * compares the answers. What differs has to stand in the table of known differences, exactly
 * as it is; what stands there and does not differ is a failure too.
 */

#pragma once

#include "server-fixture.h"

G_BEGIN_DECLS

/* What is to answer as a real Directus did. */
typedef struct
{
  const char *version; /* whose answers they are */
  const char *folder;  /* where they are in tests/data/transcripts: empty, or with a slash at its end */
  /* Serves the project that is in @fixture; returns the address to ask, and what is given to
   * @stop in the end. */
  char *(*start) (ServerFixture *fixture, const char *group, gpointer *started);
  void (*stop) (gpointer started); /* (nullable) */
} ReplayServer;

int replay_run (const ReplayServer *server, const char *prefix, const char *const *groups);

G_END_DECLS
