/* test-survival.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changes random databases in random ways. Whatever a change is about, all the rest stays as
 * it was: rows, ids that were used, defaults, generated columns, keys, indexes, triggers and
 * views; and what is refused changes nothing at all. GLib prints the seed; `--seed` repeats it.
 *
 *     test-survival [--slow]    --slow: fifteen times as many
 */

#include <string.h>

#include "database-dump.h"
#include "random-schema.h"
#include "rel-json.h"
#include "server-fixture.h"

#define N_SCHEMAS      20
#define N_SCHEMAS_SLOW 300
#define N_CHANGES      20

static const char *const actions[] = { "NO ACTION", "SET NULL", "SET DEFAULT", "CASCADE", "RESTRICT", NULL };

/* One change at work. */
typedef struct
{
  ServerFixture *fixture;
  RandomSchema *schema;
  RandomTable *table;
  RandomColumn *column;
} Change;

/* Sends a request that may be refused. */
typedef void (*MakeChange) (Change *change);

static char *
escape (const char *name)
{
  return g_uri_escape_string (name, NULL, FALSE);
}

static char *
dup_path (const char *resource, const char *table, const char *column)
{
  g_autofree char *escaped_table = escape (table);
  g_autofree char *escaped_column = column != NULL ? escape (column) : NULL;

  return g_strconcat ("/", resource, "/", escaped_table, column != NULL ? "/" : NULL, escaped_column, NULL);
}

/* Sends `path` about the table and the column; @body is made with names that are JSON texts. */
static void
call (Change *change, const char *method, const char *resource, const char *body)
{
  g_autofree char *path = dup_path (resource, change->table->name, change->column->name);

  server_fixture_call (change->fixture, method, path, body);
}

static char *
dup_json (const char *name)
{
  g_autoptr (JsonNode) node = rel_json_new_string (name);

  return rel_json_dup_text (node, FALSE);
}

static void
create_relation (Change *change)
{
  RandomTable *related =
    g_ptr_array_index (change->schema->tables, g_test_rand_int_range (0, change->schema->tables->len));
  g_autofree char *table = dup_json (change->table->name);
  g_autofree char *column = dup_json (change->column->name);
  g_autofree char *target = dup_json (related->name);
  g_autofree char *body =
    g_strdup_printf ("{\"collection\":%s,\"field\":%s,\"related_collection\":%s,\"schema\":{\"on_delete\":\"%s\","
                     "\"on_update\":\"%s\"},\"meta\":{\"one_field\":\"x\"}}",
                     table, column, target, random_pick (actions), random_pick (actions));

  server_fixture_call (change->fixture, "POST", "/relations", body);
}

static void
change_actions (Change *change)
{
  g_autofree char *body = g_strdup_printf ("{\"schema\":{\"on_delete\":\"%s\",\"on_update\":\"%s\"}}",
                                           random_pick (actions), random_pick (actions));

  call (change, "PATCH", "relations", body);
}

static void
adopt (Change *change)
{
  call (change, "PATCH", "relations", "{\"meta\":{\"one_deselect_action\":\"delete\"}}");
}

static void
delete_relation (Change *change)
{
  call (change, "DELETE", "relations", NULL);
}

/* The new field is what the change is about. */
static void
create_field (Change *change)
{
  static const char *const types[] = { "string", "integer", "text", "boolean", "uuid", "timestamp", NULL };
  g_autofree char *path = dup_path ("fields", change->table->name, NULL);
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;

  change->column = g_new0 (RandomColumn, 1);
  change->column->name = g_strdup_printf ("new %u", change->table->columns->len);
  change->column->is_spare = TRUE;
  g_ptr_array_add (change->table->columns, change->column);
  name = dup_json (change->column->name);
  body = g_strdup_printf ("{\"field\":%s,\"type\":\"%s\",\"schema\":{\"is_nullable\":true},\"meta\":{}}", name,
                          random_pick (types));
  server_fixture_call (change->fixture, "POST", path, body);
}

static void
change_field (Change *change)
{
  static const char *const bodies[] = { "{\"schema\":{\"default_value\":7}}", "{\"schema\":{\"is_nullable\":false}}",
                                        "{\"schema\":{\"is_nullable\":true}}", "{\"meta\":{\"note\":\"x\"}}", NULL };

  call (change, "PATCH", "fields", random_pick (bodies));
}

static void
delete_field (Change *change)
{
  call (change, "DELETE", "fields", NULL);
}

static const struct
{
  const char *name;
  MakeChange make;
  gboolean needs_spare; /* only of a column that nothing else needs */
} kinds[] = {
  { "create relation", create_relation }, { "change actions", change_actions }, { "adopt", adopt },
  { "delete relation", delete_relation }, { "create field", create_field },     { "change field", change_field },
  { "delete field", delete_field, TRUE },
};

static guint n_done[G_N_ELEMENTS (kinds)];

static char *
dump (Change *change, gboolean is_whole)
{
  sqlite3 *db = server_fixture_open_sqlite (change->fixture);
  char *text = is_whole ? database_dump (db) : database_dump_around (db, change->table->name, change->column->name);

  sqlite3_close (db);
  return text;
}

static void
assert_same (const char *after, const char *before)
{
  g_auto (GStrv) left = g_strsplit (before, "\n", -1);
  g_auto (GStrv) right = g_strsplit (after, "\n", -1);

  for (guint i = 0; left[i] != NULL && right[i] != NULL; i++)
    g_assert_cmpstr (left[i], ==, right[i]);
  g_assert_cmpuint (g_strv_length (left), ==, g_strv_length (right));
}

/* Makes a change and looks at what became of all the rest. */
static void
make_change (Change *change, guint kind)
{
  g_autofree char *whole = dump (change, TRUE);
  g_autofree char *around = NULL;
  g_autofree char *after = NULL;
  g_autofree char *integrity = NULL;
  RandomColumn no_column = { .name = (char *) "no column" };

  if (kinds[kind].make == create_field)
    change->column = &no_column;
  around = dump (change, FALSE);
  kinds[kind].make (change);
  g_test_message ("%s: %s, %s: %u", kinds[kind].name, change->table->name, change->column->name,
                  change->fixture->status);

  if (change->fixture->status / 100 == 2)
    {
      n_done[kind]++;
      after = dump (change, FALSE);
      assert_same (after, around);
    }
  else
    {
      after = dump (change, TRUE);
      assert_same (after, whole);
    }
  integrity = server_fixture_read_sql (change->fixture, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
}

static void
change_at_random (ServerFixture *fixture, RandomSchema *schema)
{
  guint kind = g_test_rand_int_range (0, G_N_ELEMENTS (kinds));
  Change change = { .fixture = fixture, .schema = schema };

  change.table = g_ptr_array_index (schema->tables, g_test_rand_int_range (0, schema->tables->len));
  change.column = g_ptr_array_index (change.table->columns, g_test_rand_int_range (0, change.table->columns->len));
  if (!kinds[kind].needs_spare || change.column->is_spare)
    make_change (&change, kind);
}

static void
test_survival (gconstpointer data)
{
  guint n_schemas = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < n_schemas; i++)
    {
      ServerFixture fixture = { 0 };
      RandomSchema schema;

      random_schema_init (&schema);
      g_test_message ("%s", schema.sql);
      server_fixture_init_sql (&fixture, schema.sql);
      for (guint j = 0; j < N_CHANGES; j++)
        change_at_random (&fixture, &schema);
      server_fixture_clear (&fixture, NULL);
      random_schema_clear (&schema);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_test_message ("%s: %u", kinds[i].name, n_done[i]);
      g_assert_cmpuint (n_done[i], >, 0);
    }
}

int
main (int argc, char *argv[])
{
  guint n_schemas;

  g_test_init (&argc, &argv, NULL);
  n_schemas = argc > 1 && strcmp (argv[1], "--slow") == 0 ? N_SCHEMAS_SLOW : N_SCHEMAS;
  g_test_add_data_func ("/server/survival", GUINT_TO_POINTER (n_schemas), test_survival);
  return g_test_run ();
}
