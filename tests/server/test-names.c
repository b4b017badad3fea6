/* test-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names that try to be something else: each goes through every route that takes one.
 */

#include <string.h>

#include "rel-db.h"
#include "rel-json.h"
#include "server-fixture.h"

static const char *const names[] = {
  "select",
  "Group",
  "a\"b",
  "it's",
  "back`tick",
  "brack[et]",
  "semi;--",
  "naïve🦊",
  "100%",
  "a%20b",
  "a#b?c=d",
  "sl/ash",
  "back\\slash",
  "new\nline",
  "tab\there",
  "null",
  "42",
  "-1",
  "{{x}}",
  "$1",
  "?1",
  ":name",
  "@id",
  "__proto__",
  "*",
  "'; DROP TABLE authors; --",
  "\" ; DROP TABLE authors; --",
  "Ünïcödé Ñ",
  "\xE2\x80\xAEthgir",
  "two words",
  " ",
  "a,b",
  "x)",
  "/*",
  "--",
  "rowid",
  "sqlite",
};

/* `%s` is the name, escaped. What has two is about the field of that name. */
static const struct
{
  const char *method;
  const char *path;
  const char *body; /* (nullable): `%s` is the name as JSON text */
} requests[] = {
  { "GET", "/collections/%s" },
  { "GET", "/fields/%s" },
  { "GET", "/fields/%s/%s" },
  { "GET", "/items/%s?limit=1" },
  { "POST", "/relations",
    "{\"collection\":%s,\"field\":%s,\"related_collection\":\"authors\",\"meta\":{\"one_field\":%s}}" },
  { "GET", "/relations/%s" },
  { "GET", "/relations/%s/%s" },
  { "PATCH", "/relations/%s/%s", "{\"schema\":{\"on_delete\":\"CASCADE\"},\"meta\":{\"sort_field\":%s}}" },
  { "POST", "/graphql/system",
    "{\"query\":\"query ($c: String!) { relations_in_collection(collection: $c) { field } "
    "}\",\"variables\":{\"c\":%s}}" },
  { "PATCH", "/collections/%s", "{\"meta\":{\"note\":%s}}" },
  { "PATCH", "/fields/%s/%s", "{\"meta\":{\"note\":%s}}" },
  { "PATCH", "/fields/%s/%s", "{\"schema\":{\"default_value\":%s}}" },
  { "POST", "/fields/%s", "{\"field\":\"other\",\"type\":\"string\",\"schema\":{\"default_value\":%s},\"meta\":{}}" },
  { "GET", "/schema/snapshot" },
  { "DELETE", "/relations/%s/%s" },
  { "DELETE", "/fields/%s/other" },
  { "DELETE", "/fields/%s/%s" },
  { "DELETE", "/collections/%s" },
};

/* Puts @value in the place of each `%s`. */
static char *
fill (const char *template, const char *value)
{
  g_auto (GStrv) parts = template != NULL ? g_strsplit (template, "%s", -1) : NULL;

  return parts != NULL ? g_strjoinv (value, parts) : NULL;
}

/* Directus sees no table whose name has a space. */
static gboolean
is_seen (const char *name)
{
  return strchr (name, ' ') == NULL;
}

static void
send_all (ServerFixture *fixture, const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autoptr (JsonNode) node = rel_json_new_string (name);
  g_autofree char *json = rel_json_dup_text (node, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *path = fill (requests[i].path, escaped);
      g_autofree char *body = fill (requests[i].body, json);

      server_fixture_call (fixture, requests[i].method, path, body);
      g_test_message ("%s %s: %u", requests[i].method, path, fixture->status);
      if (is_seen (name))
        g_assert_cmpuint (fixture->status / 100, ==, 2);
      else
        g_assert_cmpuint (fixture->status, <, 500);
    }
}

static void
try_name (ServerFixture *fixture, const char *name)
{
  g_autofree char *quoted = rel_db_quote (name);
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE %s (id INTEGER PRIMARY KEY, %s INTEGER); INSERT INTO %s VALUES "
                                          "(1, NULL)",
                                          quoted, quoted, quoted);
  g_autofree char *authors = server_fixture_read_sql (fixture, "SELECT * FROM authors");

  server_fixture_run_sql (fixture, sql);
  send_all (fixture, name);
  server_fixture_assert_sql (fixture, "SELECT * FROM authors", authors);
  server_fixture_assert_sql (fixture, "PRAGMA integrity_check", "ok");
}

static void
test_names (ServerFixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    try_name (fixture, names[i]);
}

static void
test_long_names (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *ascii = g_strnfill (300, 'x');
  g_autoptr (GString) wide = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append (wide, "🦊");
  try_name (fixture, ascii);
  try_name (fixture, wide->str);
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/names/" name, ServerFixture, NULL, server_fixture_init_sample, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("odd", test_names);
  ADD ("long", test_long_names);

  return g_test_run ();
}
