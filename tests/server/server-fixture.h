/* server-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the server share: a folder of one's own, a database, a running server,
 * and a second HTTP client that knows nothing of the program's.
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <sqlite3.h>

#include "rel-server.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;         /* (owned) */
  GFile *file;          /* (owned): the database in it */
  RelServer *server;    /* (owned) (nullable): while it runs */
  SoupSession *session; /* (owned) */
  guint status;         /* of the last answer */
  JsonNode *answer;     /* (owned) (nullable): the last answer, if it was JSON */
} ServerFixture;

void server_fixture_init (ServerFixture *self);
void server_fixture_init_sample (ServerFixture *self, gconstpointer unused);
void server_fixture_init_sql (ServerFixture *self, const char *sql);
void server_fixture_clear (ServerFixture *self, gconstpointer unused);
void server_fixture_start (ServerFixture *self);
void server_fixture_stop (ServerFixture *self);
JsonNode *server_fixture_call (ServerFixture *self, const char *method, const char *path, const char *body);
char *server_fixture_call_as (ServerFixture *self,
                              const char *method,
                              const char *path,
                              const char *body,
                              const char *authorization);
char *server_fixture_dup_member (ServerFixture *self, const char *path);
void server_fixture_assert_error (ServerFixture *self, guint status, const char *code, const char *message);
void server_fixture_assert_member (ServerFixture *self, const char *path, const char *expected);
void server_fixture_assert_sql (ServerFixture *self, const char *sql, const char *expected);
char *server_fixture_dup_state (ServerFixture *self);
void server_fixture_assert_fresh (ServerFixture *self);
char *server_fixture_dup_hash (ServerFixture *self);
guint server_fixture_count_files (ServerFixture *self);
sqlite3 *server_fixture_open_sqlite (ServerFixture *self);
void server_fixture_run_sql (ServerFixture *self, const char *sql);
char *server_fixture_read_sql (ServerFixture *self, const char *sql);

G_END_DECLS
