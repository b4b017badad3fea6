/* test-directus-12.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the contract is tested on in the place of Directus 12.4.1 answers what that was once
 * recorded to answer: all that is about relations, fields, collections and schemas.
 */

#include "config.h"

#include "directus-12.h"
#include "replay.h"

static const char *const groups[] = { "collections", "create", "delete", "graphql", "read", "schema", "update", NULL };

static char *
start (ServerFixture *fixture, const char *group, gpointer *started)
{
  server_fixture_start (fixture);
  *started = directus_12_new (rel_server_get_url (fixture->server), g_file_peek_path (fixture->file));
  return g_strdup (directus_12_get_url (*started));
}

static void
stop (gpointer started)
{
  directus_12_free (started);
}

static const ReplayServer directus_12 = { .version = "12.4.1", .folder = "12.4.1/", .start = start, .stop = stop };

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  return replay_run (&directus_12, "/client/directus-12", groups);
}
