/* bench.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two halves of bench.sh, which sets a real Directus beside the embedded server:
 *
 *     bench prepare DATABASE N             adds N relations to a project
 *     bench measure NAME URL TOKEN PID     GET /relations, one after the other; prints how
 *                                          many a second, how long they take, and the memory
 *                                          of the process PID
 */

#include <stdlib.h>
#include <string.h>

#include <libsoup/soup.h>
#include <sqlite3.h>

#define RELATIONS_OF_TABLE 10

#define N_WARM_UP    3
#define MAX_REQUESTS 500
#define MAX_US       (15 * G_USEC_PER_SEC)

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
}

static void
add_table (sqlite3 *db, guint number, guint n_relations)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) rows = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE bench%u (id INTEGER PRIMARY KEY AUTOINCREMENT", number);
  for (guint i = 0; i < n_relations; i++)
    {
      g_string_append_printf (sql, ", parent%u INTEGER REFERENCES bench_parents (id) ON DELETE SET NULL", i);
      g_string_append_printf (rows,
                              "INSERT INTO directus_relations (many_collection, many_field, one_collection) VALUES "
                              "('bench%u', 'parent%u', 'bench_parents');",
                              number, i);
    }
  g_string_append_printf (sql, "); %s", rows->str);
  run_sql (db, sql->str);
}

static int
prepare (const char *path, guint n_relations)
{
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_busy_timeout (db, 10000);
  run_sql (db, "BEGIN IMMEDIATE; CREATE TABLE bench_parents (id INTEGER PRIMARY KEY AUTOINCREMENT)");
  for (guint i = 0; i < n_relations; i += RELATIONS_OF_TABLE)
    add_table (db, i / RELATIONS_OF_TABLE, MIN (RELATIONS_OF_TABLE, n_relations - i));
  run_sql (db, "COMMIT");
  sqlite3_close (db);
  return 0;
}

/* Gets the length of the answer. */
static gsize
get_relations (SoupSession *session, const char *url, const char *token)
{
  g_autofree char *address = g_strconcat (url, "/relations", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  if (answer == NULL || soup_message_get_status (message) != 200)
    g_error ("%s: %u %s", address, soup_message_get_status (message), error != NULL ? error->message : "");
  return g_bytes_get_size (answer);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* The value of a line of the system's page about a process, such as `VmRSS`. */
static char *
dup_memory (const char *pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (line = strstr (text, name)) == NULL)
    return g_strdup ("?");
  line = strchr (line, ':') + 1;
  return g_strstrip (g_strndup (line, strcspn (line, "\n")));
}

static int
measure (const char *name, const char *url, const char *token, const char *pid)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *now = NULL;
  g_autofree char *most = NULL;
  gint64 start_us, total_us;
  gsize length = 0;

  for (guint i = 0; i < N_WARM_UP; i++)
    length = get_relations (session, url, token);

  start_us = g_get_monotonic_time ();
  while (times->len < MAX_REQUESTS && g_get_monotonic_time () - start_us < MAX_US)
    {
      gint64 before_us = g_get_monotonic_time ();
      gint64 took_us;

      get_relations (session, url, token);
      took_us = g_get_monotonic_time () - before_us;
      g_array_append_val (times, took_us);
    }
  total_us = g_get_monotonic_time () - start_us;
  g_array_sort (times, compare_times);

  now = dup_memory (pid, "VmRSS");
  most = dup_memory (pid, "VmHWM");
  g_print ("%-10s %9" G_GSIZE_FORMAT
           " bytes %8.1f a second, half within %8.2f ms, 99 %% within %8.2f ms, memory %s, at "
           "most %s\n",
           name, length, times->len / (total_us / 1e6), g_array_index (times, gint64, times->len / 2) / 1e3,
           g_array_index (times, gint64, times->len * 99 / 100) / 1e3, now, most);
  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && strcmp (argv[1], "prepare") == 0)
    return prepare (argv[2], atoi (argv[3]));
  if (argc == 6 && strcmp (argv[1], "measure") == 0)
    return measure (argv[2], argv[3], argv[4], argv[5]);
  g_printerr ("bench prepare DATABASE N | bench measure NAME URL TOKEN PID\n");
  return 1;
}
