/* bench-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long it takes to change what a foreign key of a table of a million rows does, beside
 * reading these rows once.
 */

#include <string.h>

#include "server-fixture.h"

#define N_ROWS "1000000"

/* No row has to be touched: the change is far quicker than one look at all of them. */
#define MAX_RATIO 1.0

static double
time_sql (ServerFixture *fixture, const char *sql)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autofree char *text = server_fixture_read_sql (fixture, sql);

  return (g_get_monotonic_time () - start_us) / 1e6;
}

int
main (int argc, char *argv[])
{
  ServerFixture fixture = { 0 };
  double change, scan, update;
  gint64 start_us;

  server_fixture_init_sample (&fixture, NULL);
  server_fixture_run_sql (&fixture,
                          "CREATE TABLE parcels (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT, author INTEGER "
                          "REFERENCES authors (id)); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                          "LIMIT " N_ROWS ") INSERT INTO parcels (label, author) SELECT 'parcel ' || i, 1 FROM n");
  server_fixture_call (&fixture, "GET", "/relations/parcels/author", NULL);

  start_us = g_get_monotonic_time ();
  server_fixture_call (&fixture, "PATCH", "/relations/parcels/author", "{\"schema\":{\"on_delete\":\"CASCADE\"}}");
  change = (g_get_monotonic_time () - start_us) / 1e6;
  g_assert_cmpuint (fixture.status, ==, 200);

  scan = time_sql (&fixture, "SELECT count (label), sum (author) FROM parcels");
  update = time_sql (&fixture, "UPDATE parcels SET author = NULL");
  g_print (N_ROWS " rows: on_delete %.4f s, reading them %.4f s (%.2f ×), an UPDATE of them %.4f s (%.2f ×)\n", change,
           scan, change / scan, update, change / update);
  g_assert_cmpfloat (change / scan, <=, MAX_RATIO);
  server_fixture_clear (&fixture, NULL);
  return 0;
}
