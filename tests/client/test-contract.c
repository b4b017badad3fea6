/* test-contract.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client's contract on the embedded server, with the sample project, and on what
 * answers as Directus 12.4.1 does.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "contract.h"
#include "directus-12.h"
#include "rel-sample.h"
#include "rel-server.h"

/* What the contract creates and deletes relations in. */
#define TABLES                                                                                                         \
  "CREATE TABLE contract_authors (id INTEGER PRIMARY KEY, name VARCHAR(255));"                                         \
  "CREATE TABLE contract_notes (id INTEGER PRIMARY KEY, text VARCHAR(255), author INTEGER, editor INTEGER)"

static void
add_tables (const char *path)
{
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, TABLES, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_unlink (child);
    }
  g_rmdir (path);
}

static const char *const prefixes[] = {
  "/client/contract/embedded/rest",
  "/client/contract/embedded/graphql",
  "/client/contract/12.4.1/rest",
  "/client/contract/12.4.1/graphql",
};

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (RelServer) server = NULL;
  Directus12 *newest;
  ContractServer servers[G_N_ELEMENTS (prefixes)] = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);

  folder = g_dir_make_tmp ("rel-contract-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "project.sqlite", NULL);
  file = g_file_new_for_path (path);
  rel_sample_create (file, &error);
  g_assert_no_error (error);
  add_tables (path);
  server = rel_server_new (file, NULL);
  rel_server_start (server, 0, &error);
  g_assert_no_error (error);

  newest = directus_12_new (rel_server_get_url (server), path);
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      gboolean is_newest = i >= 2;

      servers[i].url = is_newest ? directus_12_get_url (newest) : rel_server_get_url (server);
      servers[i].kind = i % 2 == 0 ? REL_API_REST : REL_API_GRAPHQL;
      servers[i].token = rel_server_get_token (server);
      servers[i].drops_keys = !is_newest;
      servers[i].merges = is_newest;
      contract_add_cases (&servers[i], prefixes[i]);
    }
  status = g_test_run ();

  directus_12_free (newest);
  rel_server_stop (server);
  delete_folder (folder);
  return status;
}
