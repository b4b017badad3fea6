/* bench-collections.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long it takes to make a thousand collections and a field in each over HTTP: the second half
 * beside the first. What a write costs must not grow with the project.
 */

#include "server-fixture.h"

#define N_COLLECTIONS 1000

/* SQLite reads its schema anew after each CREATE, so that the second half takes up to 1.5 × as long
 * as the first. Beyond this the server has become something else. */
#define MAX_RATIO 2.0

static void
create (ServerFixture *fixture, guint i)
{
  g_autofree char *body = g_strdup_printf ("{\"collection\":\"bench%u\",\"schema\":{},\"meta\":{\"icon\":\"box\"}}", i);
  g_autofree char *path = g_strdup_printf ("/fields/bench%u", i);

  server_fixture_call (fixture, "POST", "/collections", body);
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_call (fixture, "POST", path, "{\"field\":\"title\",\"type\":\"string\",\"meta\":{}}");
  g_assert_cmpuint (fixture->status, ==, 200);
}

static double
create_many (ServerFixture *fixture, guint from, guint to)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = from; i < to; i++)
    create (fixture, i);
  return (g_get_monotonic_time () - start) / 1e6;
}

int
main (int argc, char *argv[])
{
  ServerFixture fixture = { 0 };
  double first, second;

  server_fixture_init_sample (&fixture, NULL);
  create_many (&fixture, 0, 10);
  first = create_many (&fixture, 10, N_COLLECTIONS / 2);
  second = create_many (&fixture, N_COLLECTIONS / 2, N_COLLECTIONS - 10);
  g_print ("%u collections with two fields: first half %.3f s, second half %.3f s (%.2f ×)\n", N_COLLECTIONS, first,
           second, second / first);
  g_assert_cmpfloat (second / first, <=, MAX_RATIO);
  server_fixture_clear (&fixture, NULL);
  return 0;
}
