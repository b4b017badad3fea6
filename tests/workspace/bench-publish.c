/* bench-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long it takes to publish a thousand settings to a server that is 20 ms away: one by one
 * beside a client that does the same with no thought (read, write, read back), and at once,
 * where only the round trips count.
 */

#include "config.h"

#include <string.h>

#include "folder.h"
#include "project-fixture.h"
#include "rel-edit.h"

#define N_CHANGES   1000
#define N_PLAIN     100
#define PER_TABLE   20
#define LATENCY_MS  20
#define N_PER_WRITE 3

#define MAX_RATIO       1.2
#define MAX_ROUND_TRIPS 4

static void
add_relations (ServerFixture *server)
{
  g_autoptr (GString) sql = g_string_new ("BEGIN;");

  for (guint t = 0; t < N_CHANGES / PER_TABLE; t++)
    {
      g_string_append_printf (sql, "CREATE TABLE bench%u (id INTEGER PRIMARY KEY AUTOINCREMENT, sort INTEGER", t);
      for (guint i = 0; i < PER_TABLE; i++)
        g_string_append_printf (sql, ", ref%u INTEGER REFERENCES authors (id) ON DELETE SET NULL", i);
      g_string_append (sql, ");");
      for (guint i = 0; i < PER_TABLE; i++)
        g_string_append_printf (sql,
                                "INSERT INTO directus_relations (many_collection, many_field, one_collection) VALUES "
                                "('bench%u', 'ref%u', 'authors');",
                                t, i);
    }
  g_string_append (sql, "COMMIT;");
  server_fixture_stop (server);
  server_fixture_run_sql (server, sql->str);
  server_fixture_start (server);
}

static void
init (ProjectFixture *fixture)
{
  server_fixture_init_sample (&fixture->server, NULL);
  add_relations (&fixture->server);
  project_fixture_stand_before (fixture, LATENCY_MS);
}

static void
set_draft (RelWorkspace *workspace, const char *action)
{
  g_autoptr (RelSchema) draft = rel_schema_ref (rel_workspace_get_draft (workspace));
  g_autoptr (JsonNode) value = rel_json_new_string (action);

  for (guint i = 0; i < N_CHANGES; i++)
    {
      g_autofree char *collection = g_strdup_printf ("bench%u", i / PER_TABLE);
      g_autofree char *field = g_strdup_printf ("ref%u", i % PER_TABLE);
      g_autoptr (RelRelation) relation =
        rel_relation_with_member (rel_schema_find_relation (draft, collection, field, 0), "meta.one_deselect_action",
                                  value);
      RelSchema *next = rel_edit_put_relation (draft, 0, relation);

      rel_schema_unref (draft);
      draft = next;
    }
  rel_workspace_set_draft (workspace, draft, "A thousand");
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, N_CHANGES);
}

static double
time_publish (ProjectFixture *fixture, gboolean schema_api, const char *action)
{
  RelWorkspace *workspace;
  gint64 start_us;
  double seconds;

  fixture->profile->schema_api = schema_api;
  workspace = project_fixture_open (fixture, FALSE);
  set_draft (workspace, action);
  proxy_reset (fixture->proxy);
  start_us = g_get_monotonic_time ();
  project_fixture_publish_all (workspace);
  seconds = (g_get_monotonic_time () - start_us) / 1e6;
  g_assert_null (rel_workspace_get_notice (workspace));
  g_object_unref (workspace);
  return seconds;
}

static void
send (SoupSession *session, ProjectFixture *fixture, const char *method, const char *path, const char *body)
{
  g_autofree char *address = g_strconcat (proxy_get_url (fixture->proxy), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", rel_server_get_token (fixture->server.server), NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_OK);
}

/* What three requests cost that nobody thinks about. */
static double
time_plain (ProjectFixture *fixture)
{
  static const char path[] = "/relations/bench0/ref0";
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  gint64 start_us = g_get_monotonic_time ();

  for (guint i = 0; i < N_PLAIN; i++)
    {
      g_autofree char *sent = g_strdup_printf (
        "{\"collection\":\"bench0\",\"field\":\"ref0\",\"related_collection\":\"authors\",\"schema\":{\"on_delete\":"
        "\"SET NULL\",\"on_update\":\"NO ACTION\"},\"meta\":{\"one_deselect_action\":\"%s\"}}",
        i % 2 == 0 ? "nullify" : "delete");

      send (session, fixture, "GET", path, NULL);
      send (session, fixture, "PATCH", path, sent);
      send (session, fixture, "GET", path, NULL);
    }
  return (g_get_monotonic_time () - start_us) / 1e6;
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = project_fixture_make_home ();
  ProjectFixture fixture = { 0 };
  double plain, one_by_one, at_once;
  guint n_round_trips;

  init (&fixture);
  at_once = time_publish (&fixture, TRUE, "delete");
  n_round_trips = proxy_count_round_trips (fixture.proxy);
  plain = time_plain (&fixture) * N_CHANGES / N_PLAIN;
  one_by_one = time_publish (&fixture, FALSE, "nullify");

  g_print ("%u changes, %u ms away: at once %.2f s, %u round trips; one by one %.2f s, %.2f × of %u plain requests "
           "(%.2f s)\n",
           N_CHANGES, LATENCY_MS, at_once, n_round_trips, one_by_one, one_by_one / plain, N_CHANGES * N_PER_WRITE,
           plain);
  g_assert_cmpuint (n_round_trips, <=, MAX_ROUND_TRIPS);
  g_assert_cmpfloat (one_by_one / plain, <=, MAX_RATIO);
  project_fixture_clear (&fixture);
  folder_remove (home);
  return 0;
}
