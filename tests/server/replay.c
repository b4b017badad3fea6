/* replay.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "replay.h"

#include <string.h>

#include "answer-difference.h"
#include "known-differences.h"
#include "rel-json.h"

/* How long is waited for what was recorded after a while. */
#define EXPIRY_S 30

/* One group at work. */
typedef struct
{
  ServerFixture fixture;
  const ReplayServer *server;
  gpointer started; /* (owned): what the server has given */
  char *url;        /* (owned) */
  const char *group;
  GHashTable *answers; /* (element-type utf8 utf8) (owned): bodies by title, headers by title:name */
  GHashTable *names;   /* (element-type utf8 utf8) (owned): UUIDs here, by the recorded ones */
  GString *wrong;      /* (owned): what is not as the table says */
} Replay;

/* A group as a case. */
typedef struct
{
  const ReplayServer *server;
  const char *group;
} Case;

static GHashTable *known;  /* (element-type utf8 KnownDifference) */
static GHashTable *causes; /* (element-type utf8 guint): how many differences have a reason */
static guint n_same;
static guint n_requests;

static void
replay_init (Replay *self, const ReplayServer *server, const char *group)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "transcripts", "project.sql", NULL);
  g_autofree char *sql = NULL;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  memset (self, 0, sizeof *self);
  server_fixture_init (&self->fixture);
  server_fixture_run_sql (&self->fixture, sql);
  self->server = server;
  self->url = server->start (&self->fixture, group, &self->started);
  self->group = group;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->wrong = g_string_new (NULL);
}

static void
replay_clear (Replay *self)
{
  if (self->server->stop != NULL)
    self->server->stop (self->started);
  server_fixture_clear (&self->fixture, NULL);
  g_free (self->url);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->names);
  g_string_free (self->wrong, TRUE);
}

static char *
fill_in (Replay *self, const char *text)
{
  return transcript_fill_in (text, self->answers, rel_server_get_token (self->fixture.server));
}

static SoupMessage *
new_message (Replay *self, const Exchange *exchange)
{
  g_autofree char *path = fill_in (self, exchange->path);
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  SoupMessage *message = soup_message_new_from_uri (exchange->method, uri);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  if (exchange->body != NULL)
    {
      g_autofree char *body = fill_in (self, exchange->body);
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, NULL, bytes);
    }
  soup_message_headers_iter_init (&iter, exchange->headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *filled = fill_in (self, value);

      soup_message_headers_replace (soup_message_get_request_headers (message), name, filled);
    }
  return message;
}

/* Keeps what later requests may refer to. */
static void
keep_answer (Replay *self, const Exchange *exchange, SoupMessageHeaders *headers, const char *text)
{
  const char *tag = soup_message_headers_get_one (headers, "ETag");
  const char *cookie = soup_message_headers_get_list (headers, "Set-Cookie");

  g_hash_table_insert (self->answers, g_strdup (exchange->title), g_strdup (text));
  if (tag != NULL)
    g_hash_table_insert (self->answers, g_strconcat (exchange->title, ":ETag", NULL), g_strdup (tag));
  if (cookie != NULL && strchr (cookie, '=') != NULL)
    g_hash_table_insert (self->answers, g_strconcat (exchange->title, ":Set-Cookie", NULL),
                         g_strndup (strchr (cookie, '=') + 1, strcspn (strchr (cookie, '=') + 1, ";")));
}

static char *
join_lines (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, KNOWN_DIFFERENCE_INDENT "%s\n", (const char *) g_ptr_array_index (lines, i));
  return g_string_free (text, FALSE);
}

/* Holds what differs against the table; takes the entry out of it. */
static void
judge (Replay *self, const Exchange *exchange, GPtrArray *differences)
{
  g_autofree char *request = g_strdup_printf ("%s: %s", self->group, exchange->title);
  g_autofree char *lines = join_lines (differences);
  KnownDifference *entry = g_hash_table_lookup (known, request);

  n_requests++;
  if (differences->len == 0)
    n_same++;
  if (g_strcmp0 (entry != NULL ? entry->lines : "", lines) != 0)
    {
      g_test_message ("%s\n" KNOWN_DIFFERENCE_INDENT "because ...\n%s", request, lines);
      g_string_append_printf (self->wrong, "%s; ", request);
    }
  if (entry != NULL && differences->len > 0)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (causes, entry->reason));

      g_hash_table_insert (causes, g_strdup (entry->reason), GUINT_TO_POINTER (n + 1));
      g_hash_table_remove (known, request);
    }
}

/* Sends a request; gets the answer's text. */
static char *
send (Replay *self, SoupMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (self->fixture.session, message, NULL, &error);

  g_assert_no_error (error);
  return g_bytes_get_size (bytes) > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                                      : g_strdup ("");
}

/* What was recorded after a while is asked until that while is over. */
static gboolean
was_recorded_later (Replay *self, const Exchange *exchange)
{
  return strcmp (self->group, "expired") == 0 || strcmp (exchange->title, "After the wait") == 0;
}

static void
replay (Replay *self, const Exchange *exchange)
{
  g_autoptr (SoupMessage) message = new_message (self, exchange);
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *text = send (self, message);
  gint64 deadline_us = g_get_monotonic_time () + EXPIRY_S * G_USEC_PER_SEC;
  GivenAnswer given;

  while (was_recorded_later (self, exchange) && soup_message_get_status (message) != exchange->status &&
         g_get_monotonic_time () < deadline_us)
    {
      g_clear_object (&message);
      g_free (text);
      message = new_message (self, exchange);
      text = send (self, message);
    }

  given =
    (GivenAnswer){ soup_message_get_status (message), soup_message_get_response_headers (message), text, self->names };
  keep_answer (self, exchange, given.headers, text);
  if (exchange->is_step)
    return;
  differences = answer_difference_list (exchange, &given);
  judge (self, exchange, differences);
}

static void
add_unused (gpointer key, gpointer value, gpointer user_data)
{
  Replay *self = user_data;
  g_autofree char *prefix = g_strconcat (self->group, ": ", NULL);

  if (g_str_has_prefix (key, prefix))
    g_string_append_printf (self->wrong, "%s (no such difference); ", (const char *) key);
}

static void
test_group (gconstpointer data)
{
  const Case *replayed = data;
  g_autofree char *name = g_strconcat (replayed->server->folder, replayed->group, NULL);
  g_autoptr (GPtrArray) exchanges = transcript_read (name);
  Replay self;

  replay_init (&self, replayed->server, replayed->group);
  for (guint i = 0; i < exchanges->len; i++)
    {
      const Exchange *exchange = g_ptr_array_index (exchanges, i);

      if (strcmp (exchange->method, "SQL") == 0)
        server_fixture_run_sql (&self.fixture, exchange->path);
      else
        replay (&self, exchange);
    }
  g_hash_table_foreach (known, add_unused, &self);
  if (self.wrong->len > 0)
    {
      g_test_message ("not as the table says: %s", self.wrong->str);
      g_test_fail ();
    }
  replay_clear (&self);
}

/* Each entry of the table belongs to a group that there is. */
static void
test_share (gconstpointer data)
{
  const ReplayServer *server = data;
  GHashTableIter iter;
  gpointer reason, n;

  g_assert_cmpuint (g_hash_table_size (known), ==, 0);
  g_test_message ("%u of %u requests are answered as Directus %s does: %.1f %%", n_same, n_requests, server->version,
                  100.0 * n_same / n_requests);
  g_hash_table_iter_init (&iter, causes);
  while (g_hash_table_iter_next (&iter, &reason, &n))
    g_test_message ("otherwise because %s: %u", (const char *) reason, GPOINTER_TO_UINT (n));
}

/* Runs the cases, one for each group, and one that all of the table is of use. @groups ends
 * with %NULL. */
int
replay_run (const ReplayServer *server, const char *prefix, const char *const *groups)
{
  guint n_groups = g_strv_length ((GStrv) groups);
  g_autofree Case *cases = g_new (Case, n_groups);
  g_autofree char *share = g_strconcat (prefix, "/share", NULL);
  int status;

  known = known_differences_read (server->folder);
  causes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_groups; i++)
    {
      g_autofree char *path = g_strconcat (prefix, "/", groups[i], NULL);

      cases[i] = (Case){ server, groups[i] };
      g_test_add_data_func (path, &cases[i], test_group);
    }
  g_test_add_data_func (share, server, test_share);

  status = g_test_run ();
  g_hash_table_unref (known);
  g_hash_table_unref (causes);
  return status;
}
