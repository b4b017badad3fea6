/* test-permissions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody may read who is no administrator. What Directus 11 lets them is in the
 * transcripts "limited" and "policies"; here is what these cannot show.
 */

#include "rel-json.h"
#include "rel-network.h"
#include "server-fixture.h"

/* The tables as they were before Directus 11: a role is its own policy. */
static const char old_layout[] =
  "CREATE TABLE directus_roles (id TEXT PRIMARY KEY, name TEXT, ip_access TEXT, admin_access INT, app_access INT);"
  "CREATE TABLE directus_users (id TEXT PRIMARY KEY, email TEXT, status TEXT, role TEXT, token TEXT);"
  "CREATE TABLE directus_permissions (id INTEGER PRIMARY KEY, role TEXT, collection TEXT, action TEXT,"
  " permissions TEXT, validation TEXT, presets TEXT, fields TEXT);"
  "CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT);"
  "CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT, author INT REFERENCES authors (id),"
  " editor INT REFERENCES authors (id));"
  "INSERT INTO directus_roles VALUES ('boss', 'boss', NULL, 1, 1), ('far', 'far', '10.0.0.0/8', 1, 1),"
  " ('reader', 'reader', NULL, 0, 1), ('guest', 'guest', NULL, 0, 0);"
  "INSERT INTO directus_users VALUES ('1', 'a@example.com', 'active', 'boss', 'token-of-boss'),"
  " ('2', 'b@example.com', 'active', 'far', 'token-of-far'),"
  " ('3', 'c@example.com', 'active', 'reader', 'token-of-reader'),"
  " ('4', 'd@example.com', 'active', 'guest', 'token-of-guest'),"
  " ('5', 'e@example.com', 'active', NULL, 'token-of-none'),"
  " ('6', 'f@example.com', 'suspended', 'boss', 'token-of-gone');"
  "INSERT INTO directus_permissions (role, collection, action, fields) VALUES"
  " ('reader', 'articles', 'read', 'id,author'), ('reader', 'authors', 'read', '*'),"
  " ('reader', 'articles', 'update', '*'), ('guest', 'articles', 'read', '*'),"
  " (NULL, 'directus_relations', 'read', '*'), (NULL, 'articles', 'read', '*'), (NULL, 'authors', 'read', 'id');";

static void
assert_relations (ServerFixture *fixture, const char *authorization, guint status, guint n)
{
  g_autofree char *text = server_fixture_call_as (fixture, "GET", "/relations/articles", NULL, authorization);
  JsonArray *data;

  g_test_message ("%s: %s", authorization, text);
  g_assert_cmpuint (fixture->status, ==, status);
  if (status != 200)
    return;
  data = rel_json_get_array (json_node_get_object (fixture->answer), "data");
  g_assert_cmpuint (json_array_get_length (data), ==, n);
}

static void
test_old_roles (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sql (fixture, old_layout);

  assert_relations (fixture, "Bearer token-of-boss", 200, 2);
  assert_relations (fixture, "Bearer token-of-far", 403, 0);
  assert_relations (fixture, "Bearer token-of-reader", 200, 1);
  g_assert_cmpstr (rel_json_get_string (json_array_get_object_element (
                                          rel_json_get_array (json_node_get_object (fixture->answer), "data"), 0),
                                        "field"),
                   ==, "author");
  assert_relations (fixture, "Bearer token-of-guest", 403, 0);
  assert_relations (fixture, "Bearer token-of-none", 200, 2);
  assert_relations (fixture, "Bearer token-of-gone", 401, 0);
  assert_relations (fixture, NULL, 200, 2);
}

/* A project without the tables of users has nothing for anybody but the administrator. */
static void
test_no_policies (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sql (fixture, "CREATE TABLE articles (id INTEGER PRIMARY KEY)");

  assert_relations (fixture, NULL, 403, 0);
}

static void
test_networks (void)
{
  static const struct
  {
    const char *network;
    const char *address;
    gboolean expected;
  } cases[] = {
    { "10.0.0.1", "10.0.0.1", TRUE },
    { " 10.0.0.1 ", "10.0.0.1", TRUE },
    { "10.0.0.1", "10.0.0.2", FALSE },
    { "10.0.0.1", "::ffff:10.0.0.1", TRUE },
    { "10.0.0.0/8", "10.255.0.1", TRUE },
    { "10.0.0.0/8", "11.0.0.1", FALSE },
    { "10.0.0.0/9", "10.128.0.1", FALSE },
    { "10.0.0.0/9", "10.127.0.1", TRUE },
    { "10.0.0.7/8", "10.1.1.1", TRUE },
    { "0.0.0.0/0", "192.0.2.1", TRUE },
    { "10.0.0.1/32", "10.0.0.1", TRUE },
    { "10.0.0.1/33", "10.0.0.1", FALSE },
    { "10.0.0.1/", "10.0.0.1", FALSE },
    { "10.0.0.1-10.0.0.9", "10.0.0.9", TRUE },
    { "10.0.0.1-10.0.0.9", "10.0.0.10", FALSE },
    { "10.0.0.1 - 10.0.0.9", "10.0.0.5", TRUE },
    { "2001:db8::/32", "2001:db8::1", TRUE },
    { "2001:db8::/32", "2001:db9::1", FALSE },
    { "2001:db8::/32", "10.0.0.1", FALSE },
    { "::1", "::1", TRUE },
    { "", "10.0.0.1", FALSE },
    { "everywhere", "10.0.0.1", FALSE },
    { "10.0.0.1", "nowhere", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s in %s", cases[i].address, cases[i].network);
      g_assert_cmpint (rel_network_has (cases[i].network, cases[i].address), ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/server/permissions/old-roles", ServerFixture, NULL, NULL, test_old_roles, server_fixture_clear);
  g_test_add ("/server/permissions/no-policies", ServerFixture, NULL, NULL, test_no_policies, server_fixture_clear);
  g_test_add_func ("/server/permissions/networks", test_networks);

  return g_test_run ();
}
