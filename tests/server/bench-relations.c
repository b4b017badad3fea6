/* bench-relations.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long GET /relations takes on the embedded server, beside json-glib writing the same
 * answer in this process. First: the answer is made from the database. Next: it was made
 * before, and nobody has changed anything since.
 */

#include <string.h>

#include "server-fixture.h"

#define N_NEXT 100

/* Beyond these the server has become something else. They hold on a busy machine too. */
#define MAX_RATIO_FIRST 40.0
#define MAX_RATIO_NEXT  5.0
#define MIN_FOR_RATIO   100

static void
add_relations (ServerFixture *fixture, guint n_relations)
{
  GString *sql = g_string_new ("BEGIN;");

  for (guint i = 0; i < n_relations; i++)
    {
      if (i % 10 == 0)
        {
          g_string_append_printf (sql, "CREATE TABLE bench%u (id INTEGER PRIMARY KEY AUTOINCREMENT", i / 10);
          for (guint j = 0; j < 10; j++)
            g_string_append_printf (sql, ", author%u INTEGER", j);
          for (guint j = 0; j < 10; j++)
            g_string_append_printf (sql,
                                    ", CONSTRAINT bench%u_author%u_foreign FOREIGN KEY (author%u) REFERENCES authors "
                                    "(id) ON DELETE SET NULL",
                                    i / 10, j, j);
          g_string_append (sql, ");");
        }
      g_string_append_printf (sql,
                              "INSERT INTO directus_relations (many_collection, many_field, one_collection, one_field) "
                              "VALUES ('bench%u', 'author%u', 'authors', 'articles');",
                              i / 10, i % 10);
    }
  g_string_append (sql, "COMMIT;");
  server_fixture_run_sql (fixture, sql->str);
  g_string_free (sql, TRUE);
}

/* Reads the whole answer without looking into it. */
static gsize
get_relations (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (rel_server_get_url (fixture->server), "/relations", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server), NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return g_bytes_get_size (answer);
}

static double
time_writing (ServerFixture *fixture)
{
  gint64 start;
  double seconds;
  g_autofree char *text = NULL;

  server_fixture_call (fixture, "GET", "/relations", NULL);
  start = g_get_monotonic_time ();
  text = json_to_string (fixture->answer, FALSE);
  seconds = (g_get_monotonic_time () - start) / 1e6;
  return seconds;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* Sorts the times; gets the mean of them. */
static double
time_next (ServerFixture *fixture, gsize length, gint64 *times_us)
{
  gint64 sum_us = 0;

  for (guint i = 0; i < N_NEXT; i++)
    {
      gint64 start_us = g_get_monotonic_time ();

      g_assert_cmpuint (get_relations (fixture), ==, length);
      times_us[i] = g_get_monotonic_time () - start_us;
      sum_us += times_us[i];
    }
  qsort (times_us, N_NEXT, sizeof *times_us, compare_times);
  return sum_us / 1e6 / N_NEXT;
}

static void
bench (guint n_relations)
{
  ServerFixture fixture = { 0 };
  gint64 times_us[N_NEXT];
  double first, next, writing;
  gint64 start;
  gsize length;

  server_fixture_init_sample (&fixture, NULL);
  add_relations (&fixture, n_relations);

  start = g_get_monotonic_time ();
  length = get_relations (&fixture);
  first = (g_get_monotonic_time () - start) / 1e6;

  next = time_next (&fixture, length, times_us);

  writing = time_writing (&fixture);
  g_print ("%6u relations, %8" G_GSIZE_FORMAT
           " bytes: first %.4f s (%.1f ×), next %.4f s (%.1f ×; %.0f a second, 99 %% "
           "within %.4f s), json-glib %.4f s\n",
           n_relations, length, first, first / writing, next, next / writing, 1 / next,
           times_us[N_NEXT * 99 / 100] / 1e6, writing);

  /* A few relations are written faster than a connection is made. */
  if (n_relations < MIN_FOR_RATIO)
    writing = 0.001;
  g_assert_cmpfloat (first / writing, <=, MAX_RATIO_FIRST);
  g_assert_cmpfloat (next / writing, <=, MAX_RATIO_NEXT);
  server_fixture_clear (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  bench (10);
  bench (1000);
  bench (10000);
  return 0;
}
