/* fuzz-router.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any request to the server, on a sample project: `METHOD TARGET`, and a body after that
 * line. A minus before the method is one without a token. Whatever is asked, there is an
 * answer; reading changes no byte of the file, and neither does what is refused.
 */

#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "rel-body.h"
#include "rel-json.h"
#include "rel-parameters.h"
#include "rel-project.h"
#include "rel-router.h"
#include "rel-sample.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

static char *folder = NULL;
static GFile *file = NULL;
static RelProject *project = NULL;
static char *sample = NULL; /* the bytes of the file, as long as nothing is changed */
static gsize sample_bytes = 0;

static void
open_project (void)
{
  g_autoptr (GError) error = NULL;

  project = rel_project_open (file, &error);
  g_assert_no_error (error);
}

static void
remove_cb (void)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", folder);

  g_clear_pointer (&project, rel_project_free);
  g_clear_object (&file);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  g_clear_pointer (&sample, g_free);
  g_clear_pointer (&folder, g_free);
}

static void
start (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  folder = g_dir_make_tmp ("rel-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "project.sqlite", NULL);
  file = g_file_new_for_path (path);
  rel_sample_create (file, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &sample, &sample_bytes, &error);
  g_assert_no_error (error);
  open_project ();
  atexit (remove_cb);
}

static gboolean
is_unchanged (void)
{
  g_autofree char *now = NULL;
  gsize length;

  return g_file_get_contents (g_file_peek_path (file), &now, &length, NULL) && length == sample_bytes &&
         memcmp (now, sample, length) == 0;
}

static void
restore (void)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&project, rel_project_free);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (g_file_peek_path (file), ends[i], NULL);

      g_unlink (path);
    }
  g_file_set_contents (g_file_peek_path (file), sample, sample_bytes, &error);
  g_assert_no_error (error);
  open_project ();
}

/* Reads a request; what libsoup would not let through is none. */
static gboolean
read_call (char *text, RelCall *call, GHashTable **query, GBytes **bytes)
{
  char *line_end = strchr (text, '\n');
  const char *content = line_end != NULL ? line_end + 1 : "";
  char *space;
  char *mark;

  if (line_end != NULL)
    *line_end = '\0';
  call->is_admin = *text != '-';
  call->method = text + (*text == '-');
  space = strchr (text, ' ');
  if (space == NULL || space[1] != '/')
    return FALSE;
  *space = '\0';
  call->path = space + 1;
  if (!g_str_is_ascii (call->path))
    return FALSE;
  mark = strchr (space + 1, '?');
  if (mark != NULL)
    {
      *mark = '\0';
      *query = rel_parameters_decode (mark + 1);
      call->query = *query;
    }
  *bytes = g_bytes_new (content, strlen (content));
  call->bytes = *bytes;
  return TRUE;
}

static void
check_reply (const RelReply *reply)
{
  gsize length;
  const char *text;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  if (reply->text == NULL || !g_str_has_prefix (reply->content_type, "application/json"))
    return;
  text = g_bytes_get_data (reply->text, &length);
  node = rel_json_parse (text, length, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (RelReply) reply = NULL;
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (RelSessions) sessions = rel_sessions_new (1000, 1000);
  g_autoptr (GBytes) bytes = NULL;
  RelCall call = { .headers = headers, .sessions = sessions, .token = "token" };

  soup_message_headers_set_content_type (headers, "application/json", NULL);
  if (project == NULL)
    start ();
  if (!read_call (text, &call, &query, &bytes))
    return 0;

  reply = rel_body_read (&call);
  if (reply == NULL)
    reply = rel_router_answer (project, &call);
  g_clear_pointer (&call.body, json_node_unref);
  check_reply (reply);
  if (is_unchanged ())
    return 0;

  /* Only a write may come here, one that was done, and by somebody who may. */
  g_assert_cmpstr (call.method, !=, "GET");
  g_assert_true (call.is_admin);
  g_assert_cmpuint (reply->status, <, 300);
  restore ();
  return 0;
}
