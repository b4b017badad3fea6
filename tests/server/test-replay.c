/* test-replay.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the embedded server answers to what was once sent to a real Directus 11.3.5.
 */

#include <string.h>

#include "replay.h"

/* What the group "expired" was recorded with. */
#define ACCESS_MS  2000
#define REFRESH_MS 4000

/* What the group "ratelimit" was recorded with; the time was 3 s there, which a busy machine may
 * lose between two requests. */
#define LIMIT_POINTS 5
#define LIMIT_S      6

static const char *const groups[] = { "auth",     "caching", "collections", "concurrent", "create",    "delete",
                                      "expired",  "fields",  "graphql",     "items",      "columns",   "limited",
                                      "policies", "queries", "studio",      "pressure",   "ratelimit", "read",
                                      "schema",   "sdk",     "server",      "update",     NULL };

static char *
start (ServerFixture *fixture, const char *group, gpointer *started)
{
  g_autoptr (GError) error = NULL;

  fixture->server = rel_server_new (fixture->file, NULL);
  if (strcmp (group, "expired") == 0)
    rel_server_set_lifetimes (fixture->server, ACCESS_MS, REFRESH_MS);
  if (strcmp (group, "ratelimit") == 0)
    rel_server_set_rate_limit (fixture->server, LIMIT_POINTS, LIMIT_S);
  rel_server_start (fixture->server, 0, &error);
  g_assert_no_error (error);
  return g_strdup (rel_server_get_url (fixture->server));
}

static const ReplayServer embedded = { .version = "11.3.5", .folder = "", .start = start };

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  return replay_run (&embedded, "/server/replay", groups);
}
