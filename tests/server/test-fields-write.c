/* test-fields-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making, changing and deleting fields over HTTP.
 */

#include <string.h>

#include "rel-json.h"
#include "server-case.h"

#define TYPES                                                                                                          \
  "[bigInteger, boolean, date, dateTime, decimal, float, integer, json, string, text, time, timestamp, binary, uuid, " \
  "alias, hash, csv, geometry, geometry.Point, geometry.LineString, geometry.Polygon, geometry.MultiPoint, "           \
  "geometry.MultiLineString, geometry.MultiPolygon, unknown, o2m, m2m, m2a, o2a, files, translations, null]"
#define POST(rest) "POST", "/fields/comments", "{\"field\":\"f\"," rest "}"
#define NOTE       "PATCH", "/fields/parcels/note"
#define LABEL      "PATCH", "/fields/parcels/label"

static const ServerCase cases[] = {
  { "create", POST ("\"type\":\"string\",\"schema\":{},\"meta\":{}"), 200, NULL, "data.schema.max_length=255" },
  { "create-without-meta", POST ("\"type\":\"string\""), 200, NULL, "data.meta=null" },
  { "create-with-length", POST ("\"type\":\"string\",\"schema\":{\"max_length\":\"30\"}"), 200, NULL,
    "data.schema.max_length=30" },
  { "create-with-odd-length", POST ("\"type\":\"string\",\"schema\":{\"max_length\":\"abc\"}"), 200, NULL,
    "data.schema.max_length=255" },
  { "create-unique", POST ("\"type\":\"string\",\"schema\":{\"is_unique\":true}"), 200, NULL,
    "data.schema.is_unique=true" },
  { "create-indexed", POST ("\"type\":\"string\",\"schema\":{\"is_indexed\":true}"), 200, NULL,
    "data.schema.is_indexed=true" },
  { "create-not-null", POST ("\"type\":\"string\",\"schema\":{\"is_nullable\":false,\"default_value\":\"x\"}"), 200,
    NULL, "data.schema.is_nullable=false" },
  { "create-default-with-quote", POST ("\"type\":\"json\",\"schema\":{\"default_value\":{\"a\":[1]}}"), 200, NULL,
    "data.schema.default_value={\"a\":[1]}" },
  { "create-boolean-default", POST ("\"type\":\"boolean\",\"schema\":{\"default_value\":\"false\"}"), 200, NULL,
    "data.schema.default_value=false" },
  { "create-number-default", POST ("\"type\":\"decimal\",\"schema\":{\"default_value\":\"2.50\"}"), 200, NULL,
    "data.schema.default_value=2.5" },
  { "create-alias", POST ("\"type\":\"alias\",\"schema\":null,\"meta\":{\"special\":[\"o2m\"]}"), 200, NULL,
    "data.type=\"alias\"" },
  { "create-alias-with-type-o2m", POST ("\"type\":\"o2m\",\"meta\":{}"), 200, NULL, "data.schema=null" },
  { "create-timestamp-gets-a-row", POST ("\"type\":\"timestamp\""), 200, NULL,
    "data.meta.special=[\"cast-timestamp\"]" },
  { "create-keeps-meta",
    POST ("\"type\":\"string\",\"meta\":{\"special\":\"cast-json\",\"options\":{\"a\":1},\"nope\":1,\"id\":999,"
          "\"field\":\"zz\",\"collection\":\"yy\",\"sort\":77}"),
    200, NULL,
    "data.meta={\"id\":999,\"collection\":\"comments\",\"field\":\"f\",\"special\":[\"cast-json\"],\"interface\":null,"
    "\"options\":{\"a\":1},\"display\":null,\"display_options\":null,\"readonly\":false,\"hidden\":false,\"sort\":77,"
    "\"width\":\"full\",\"translations\":null,\"note\":null,\"conditions\":null,\"required\":false,\"group\":null,"
    "\"validation\":null,\"validation_message\":null}" },
  { "create-with-taken-id", POST ("\"type\":\"string\",\"meta\":{\"id\":1}"), 400, "RECORD_NOT_UNIQUE",
    "Value for field \"id\" in collection \"directus_fields\" has to be unique." },
  { "create-with-taken-id-as-text", POST ("\"type\":\"string\",\"meta\":{\"id\":\"1\"}"), 400, "RECORD_NOT_UNIQUE",
    "Value for field \"id\" in collection \"directus_fields\" has to be unique." },
  { "create-with-id-zero", POST ("\"type\":\"string\",\"meta\":{\"id\":0}"), 200, NULL, "data.meta.id=0" },
  { "create-row-only", POST ("\"meta\":{\"note\":\"x\"}"), 200, NULL, "data.type=\"alias\"" },
  { "create-nothing", POST ("\"type\":null"), 204, NULL, NULL },
  { "create-in-system-collection", "POST", "/fields/directus_users", "{\"field\":\"nick\",\"type\":\"string\"}", 200,
    NULL, "data.schema.table=\"directus_users\"" },
  { "create-twice", "POST", "/fields/articles", "{\"field\":\"title\",\"type\":\"string\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Field \"title\" already exists in collection \"articles\"." },
  { "create-alias-twice", "POST", "/fields/articles", "{\"field\":\"tags\",\"type\":\"alias\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Field \"tags\" already exists in collection \"articles\"." },
  { "create-in-other-letters", "POST", "/fields/articles", "{\"field\":\"TITLE\",\"type\":\"string\"}", 500,
    "INTERNAL_SERVER_ERROR", "duplicate column name: TITLE" },
  { "create-in-unknown-collection", "POST", "/fields/nope", "{\"foo\":1}", 403, "FORBIDDEN", NULL },
  { "create-unknown-member", POST ("\"foo\":1"), 400, "INVALID_PAYLOAD", "Invalid payload. \"foo\" is not allowed." },
  { "create-without-name", "POST", "/fields/comments", "{\"type\":\"string\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"field\" is required." },
  { "create-empty-name", "POST", "/fields/comments", "{\"field\":\"\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"field\" is not allowed to be empty." },
  { "create-null-name", "POST", "/fields/comments", "{\"field\":null}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"field\" must be a string." },
  { "create-number-as-collection", POST ("\"collection\":5"), 400, "INVALID_PAYLOAD",
    "Invalid payload. \"collection\" must be a string." },
  { "create-unknown-type", POST ("\"type\":\"nope\""), 400, "INVALID_PAYLOAD",
    "Invalid payload. \"type\" must be one of " TYPES "." },
  { "create-schema-as-text", POST ("\"type\":\"string\",\"schema\":\"x\""), 400, "INVALID_PAYLOAD",
    "Invalid payload. \"schema\" must be of type object." },
  { "create-odd-nullable", POST ("\"type\":\"string\",\"schema\":{\"is_nullable\":null}"), 400, "INVALID_PAYLOAD",
    "Invalid payload. \"schema.is_nullable\" must be a boolean." },
  { "create-length-as-list", POST ("\"type\":\"string\",\"schema\":{\"max_length\":[]}"), 400, "INVALID_PAYLOAD",
    "Invalid payload. \"schema.max_length\" must be one of [number, string, null]." },
  { "create-list", "POST", "/fields/comments", "[]", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"value\" must be of type object." },
  { "create-null-in-meta", POST ("\"type\":\"string\",\"meta\":{\"hidden\":null}"), 400, "FAILED_VALIDATION",
    "Validation failed for field \"hidden\". Value can't be null." },
  { "create-second-primary-key", POST ("\"type\":\"integer\",\"schema\":{\"is_primary_key\":true}"), 500,
    "INTERNAL_SERVER_ERROR", NULL },
  { "create-second-counter", POST ("\"type\":\"integer\",\"schema\":{\"has_auto_increment\":true}"), 500,
    "INTERNAL_SERVER_ERROR", "Cannot add a PRIMARY KEY column" },
  { "create-not-null-for-rows", POST ("\"type\":\"string\",\"schema\":{\"is_nullable\":false}"), 500,
    "INTERNAL_SERVER_ERROR", "Cannot add a NOT NULL column with default value NULL" },
  { "create-time-for-rows", POST ("\"type\":\"dateTime\",\"schema\":{\"default_value\":\"now()\"}"), 500,
    "INTERNAL_SERVER_ERROR", "Cannot add a column with non-constant default" },
  { "create-unknown-function", POST ("\"type\":\"uuid\",\"schema\":{\"default_value\":\"gen_random_uuid()\"}"), 500,
    "INTERNAL_SERVER_ERROR", NULL },
  { "create-unique-for-rows", POST ("\"type\":\"string\",\"schema\":{\"default_value\":\"q\",\"is_unique\":true}"), 500,
    "INTERNAL_SERVER_ERROR", "UNIQUE constraint failed: comments.f" },

  { "change-meta", LABEL, "{\"meta\":{\"note\":\"n\",\"nope\":1}}", 200, NULL, "data.meta.note=\"n\"" },
  { "change-names-are-passed-over", "PATCH", "/fields/articles/title",
    "{\"meta\":{\"field\":\"zz\",\"collection\":\"zz\",\"id\":5000}}", 200, NULL, "data.meta.field=\"title\"" },
  { "change-length", LABEL, "{\"schema\":{\"max_length\":50}}", 200, NULL, "data.schema.max_length=50" },
  { "change-type-of-same-kind", LABEL, "{\"type\":\"text\",\"schema\":{}}", 200, NULL, "data.type=\"text\"" },
  { "change-type", NOTE, "{\"type\":\"integer\",\"schema\":{}}", 200, NULL, "data.schema.data_type=\"integer\"" },
  { "change-type-alone-does-nothing", NOTE, "{\"type\":\"integer\"}", 200, NULL, "data.type=\"text\"" },
  { "change-type-to-uuid", NOTE, "{\"type\":\"uuid\",\"schema\":{}}", 200, NULL, "data.schema.max_length=36" },
  { "change-to-not-null", LABEL, "{\"schema\":{\"is_nullable\":false}}", 200, NULL, "data.schema.is_nullable=false" },
  { "change-to-nullable", "PATCH", "/fields/parcels/sent", "{\"schema\":{\"is_nullable\":true}}", 200, NULL,
    "data.schema.is_nullable=true" },
  { "change-default", LABEL, "{\"schema\":{\"default_value\":\"it's\"}}", 200, NULL,
    "data.schema.default_value=\"it''s\"" },
  { "change-default-to-none", LABEL, "{\"schema\":{\"default_value\":null}}", 200, NULL,
    "data.schema.default_value=null" },
  { "change-to-unique", NOTE, "{\"schema\":{\"is_unique\":true}}", 200, NULL, "data.schema.is_unique=true" },
  { "change-to-indexed", LABEL, "{\"schema\":{\"is_indexed\":true}}", 200, NULL, "data.schema.is_indexed=true" },
  { "change-to-not-indexed", "PATCH", "/fields/parcels/author", "{\"schema\":{\"is_indexed\":false}}", 200, NULL,
    "data.schema.is_indexed=false" },
  { "change-column-with-key", "PATCH", "/fields/parcels/author",
    "{\"schema\":{\"default_value\":2,\"is_nullable\":true}}", 200, NULL, "data.schema.foreign_key_table=\"authors\"" },
  { "change-all-at-once", NOTE,
    "{\"type\":\"timestamp\",\"schema\":{\"default_value\":\"now()\",\"is_unique\":true},\"meta\":{\"note\":\"x\"}}",
    200, NULL, "data.schema.default_value=\"CURRENT_TIMESTAMP\"" },
  { "change-other-than-in-path", "PATCH", "/fields/parcels/label", "{\"field\":\"note\",\"meta\":{\"note\":\"x\"}}",
    200, NULL, "data.meta=null" },
  { "change-unknown-makes-alias", "PATCH", "/fields/parcels/nope", "{\"meta\":{\"note\":\"x\"}}", 200, NULL,
    "data.type=\"alias\"" },
  { "change-nothing-unknown", "PATCH", "/fields/parcels/nope", "{\"type\":\"string\"}", 204, NULL, NULL },
  { "change-system-note", "PATCH", "/fields/directus_users/email", "{\"meta\":{\"note\":\"x\"}}", 200, NULL,
    "data.meta.note=\"x\"" },
  { "change-many", "PATCH", "/fields/parcels",
    "[{\"field\":\"label\",\"meta\":{\"sort\":3}},{\"field\":\"note\",\"schema\":{\"is_indexed\":true}}]", 200, NULL,
    NULL },
  { "change-none", "PATCH", "/fields/parcels", "[]", 204, NULL, NULL },
  { "change-unknown-collection", "PATCH", "/fields/nope/a", "{}", 403, "FORBIDDEN", NULL },
  { "change-unknown-type", LABEL, "{\"type\":\"banana\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. \"type\" must be one of " TYPES "." },
  { "change-column-to-alias", LABEL, "{\"type\":\"alias\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Alias type cannot be changed." },
  { "change-alias-to-column", "PATCH", "/fields/articles/tags", "{\"type\":\"string\"}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Alias type cannot be changed." },
  { "change-schema-of-alias", "PATCH", "/fields/articles/tags", "{\"schema\":{}}", 500, "INTERNAL_SERVER_ERROR", NULL },
  { "change-null-in-meta", LABEL, "{\"meta\":{\"hidden\":null,\"required\":null}}", 400, "FAILED_VALIDATION",
    "Validation failed for field \"hidden\". Value can't be null." },
  { "change-primary-key-to-null", "PATCH", "/fields/articles/id", "{\"schema\":{\"is_nullable\":true}}", 400,
    "INVALID_PAYLOAD", "Invalid payload. Primary key cannot be null." },
  { "change-counter-to-text", "PATCH", "/fields/articles/id", "{\"type\":\"string\",\"schema\":{}}", 500,
    "INTERNAL_SERVER_ERROR", NULL },
  { "change-to-primary-key", LABEL, "{\"schema\":{\"is_primary_key\":true}}", 500, "INTERNAL_SERVER_ERROR", NULL },
  { "change-to-not-null-with-nulls", NOTE, "{\"schema\":{\"is_nullable\":false}}", 400, "CONTAINS_NULL_VALUES",
    "Field \"note\" in collection \"parcels\" contains null values." },
  { "change-to-unique-with-doubles", LABEL, "{\"schema\":{\"is_unique\":true}}", 400, "RECORD_NOT_UNIQUE",
    "Value for field \"label\" in collection \"parcels\" has to be unique." },
  { "change-constraint-to-not-unique", "PATCH", "/fields/parcels/code", "{\"schema\":{\"is_unique\":false}}", 500,
    "INTERNAL_SERVER_ERROR", NULL },
  { "change-many-as-object", "PATCH", "/fields/parcels", "{}", 400, "INVALID_PAYLOAD",
    "Invalid payload. Submitted body has to be an array." },
  { "change-many-without-name", "PATCH", "/fields/parcels", "[{\"meta\":{\"sort\":3}}]", 500, "INTERNAL_SERVER_ERROR",
    NULL },

  { "delete", "DELETE", "/fields/parcels/label", NULL, 204, NULL, NULL },
  { "delete-with-key", "DELETE", "/fields/parcels/author", NULL, 204, NULL, NULL },
  { "delete-unique", "DELETE", "/fields/parcels/code", NULL, 204, NULL, NULL },
  { "delete-in-shared-key", "DELETE", "/fields/parcels/shelf", NULL, 204, NULL, NULL },
  { "delete-unknown", "DELETE", "/fields/parcels/nope", NULL, 204, NULL, NULL },
  { "delete-in-unknown-collection", "DELETE", "/fields/nope/nope", NULL, 403, "FORBIDDEN", NULL },
  { "delete-needed-by-check", "DELETE", "/fields/parcels/sent", NULL, 500, "INTERNAL_SERVER_ERROR", NULL },
  { "delete-needed-by-generated", "DELETE", "/fields/parcels/weight", NULL, 500, "INTERNAL_SERVER_ERROR", NULL },
};

/* A table that another program has made, with what Directus does not know. */
static const char parcels[] =
  "BEGIN;"
  "CREATE TABLE stock (shelf INT, place INT, PRIMARY KEY (shelf, place));"
  "CREATE TABLE parcels (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT UNIQUE COLLATE NOCASE, label VARCHAR(20) "
  "DEFAULT"
  " 'none' /* what is on it */, author INTEGER CONSTRAINT sender REFERENCES authors (id) ON DELETE CASCADE, shelf INT,"
  " place INT, weight INTEGER NOT NULL DEFAULT 7, twice INT GENERATED ALWAYS AS (weight * 2) STORED, sent TEXT NOT NULL"
  " DEFAULT 'now', FOREIGN KEY (shelf, place) REFERENCES stock (shelf, place), CHECK (length (sent) > 1));"
  "INSERT INTO stock VALUES (1, 2);"
  "INSERT INTO parcels (id, code, author, shelf, place) VALUES (3, 'x', 1, 1, 2), (8, 'y', 2, NULL, NULL), (9, 'z', 1,"
  " 1, 2); DELETE FROM parcels WHERE id = 9;"
  "ALTER TABLE parcels ADD COLUMN note TEXT;"
  "CREATE INDEX parcels_author ON parcels (author);"
  "CREATE INDEX heavy ON parcels (weight, place) WHERE weight > 3;"
  "CREATE TABLE log (what TEXT);"
  "CREATE TRIGGER logged AFTER DELETE ON parcels BEGIN INSERT INTO log VALUES (old.id); END;"
  "CREATE VIEW sent AS SELECT id, sent FROM parcels;"
  "CREATE TABLE stamps (id INTEGER PRIMARY KEY, parcel INTEGER REFERENCES parcels (id) ON DELETE CASCADE);"
  "INSERT INTO stamps VALUES (1, 3), (2, 8);"
  "COMMIT";

static void
init (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_init_sample (fixture, NULL);
  server_fixture_run_sql (fixture, parcels);
}

static void
call (ServerFixture *fixture, const char *method, const char *path, const char *body)
{
  server_fixture_call (fixture, method, path, body);
  g_test_message ("%s %s: %u", method, path, fixture->status);
  g_assert_cmpuint (fixture->status, ==, strcmp (method, "DELETE") == 0 ? 204 : 200);
}

/* All types of Directus, and the columns that it makes of them. */
static void
test_types (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *type;
    const char *column;
    const char *read_back;
  } types[] = {
    { "string", "varchar(255)", "string" },
    { "text", "text", "text" },
    { "integer", "integer", "integer" },
    { "bigInteger", "bigint", "bigInteger" },
    { "float", "float", "float" },
    { "decimal", "float", "float" },
    { "boolean", "boolean", "boolean" },
    { "date", "date", "date" },
    { "dateTime", "datetime", "dateTime" },
    { "time", "time", "time" },
    { "timestamp", "datetime", "timestamp" },
    { "json", "json", "json" },
    { "csv", "text", "text" },
    { "uuid", "char(36)", "string" },
    { "hash", "varchar(255)", "string" },
    { "binary", "blob", "binary" },
    { "geometry", "geometry", "geometry" },
    { "geometry.Point", "point", "geometry.Point" },
    { "geometry.LineString", "linestring", "geometry.LineString" },
    { "geometry.Polygon", "polygon", "geometry.Polygon" },
    { "geometry.MultiPoint", "multipoint", "geometry.MultiPoint" },
    { "geometry.MultiLineString", "multilinestring", "geometry.MultiLineString" },
    { "geometry.MultiPolygon", "multipolygon", "geometry.MultiPolygon" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"field\":\"f%u\",\"type\":\"%s\",\"meta\":{}}", i, types[i].type);
      g_autofree char *sql =
        g_strdup_printf ("SELECT lower (type) FROM pragma_table_info ('comments') WHERE name = 'f%u'", i);
      g_autofree char *read_back = g_strdup_printf ("\"%s\"", types[i].read_back);

      call (fixture, "POST", "/fields/comments", body);
      server_fixture_assert_member (fixture, "data.type", read_back);
      server_fixture_assert_sql (fixture, sql, types[i].column);
    }
}

static void
test_sort_follows (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, "POST", "/fields/parcels", "{\"field\":\"a\",\"type\":\"string\",\"meta\":{}}");
  server_fixture_assert_member (fixture, "data.meta.sort", "1");
  call (fixture, "POST", "/fields/parcels", "{\"field\":\"b\",\"type\":\"string\",\"meta\":{\"sort\":8}}");
  call (fixture, "POST", "/fields/parcels", "{\"field\":\"c\",\"type\":\"string\",\"meta\":{}}");
  server_fixture_assert_member (fixture, "data.meta.sort", "9");
  call (fixture, "POST", "/fields/parcels", "{\"field\":\"d\",\"type\":\"string\",\"meta\":{\"group\":\"g\"}}");
  server_fixture_assert_member (fixture, "data.meta.sort", "1");
}

/* What every change of a column must leave: rows and their numbers, indexes, triggers, views, what
 * other tables have. */
static void
assert_survived (ServerFixture *fixture)
{
  server_fixture_assert_sql (fixture, "SELECT id, code, author, weight, twice, sent FROM parcels",
                             "3|x|1|7|14|now\n8|y|2|7|14|now");
  server_fixture_assert_sql (fixture,
                             "SELECT group_concat (name) FROM (SELECT name FROM sqlite_schema WHERE tbl_name = "
                             "'parcels' AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY name)",
                             "heavy,logged,parcels_author");
  server_fixture_assert_sql (fixture, "SELECT * FROM stamps", "1|3\n2|8");
  server_fixture_assert_sql (fixture, "SELECT * FROM sent", "3|now\n8|now");
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM pragma_foreign_key_list ('parcels')", "3");
  server_fixture_assert_sql (fixture,
                             "SELECT sql LIKE '%COLLATE NOCASE%' AND sql LIKE '%CHECK (length (sent) > 1)%' FROM "
                             "sqlite_schema WHERE name = 'parcels'",
                             "1");
  server_fixture_assert_sql (fixture, "PRAGMA integrity_check", "ok");
  server_fixture_assert_sql (fixture, "PRAGMA foreign_key_check", "");
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM log", "0");
  server_fixture_assert_fresh (fixture);
}

static void
test_data_survives (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{\"schema\":{\"default_value\":\"other\"}}",
    "{\"type\":\"integer\",\"schema\":{\"default_value\":3}}",
    "{\"type\":\"string\",\"schema\":{\"max_length\":9,\"default_value\":null}}",
    "{\"schema\":{\"is_nullable\":false}}",
    "{\"schema\":{\"is_nullable\":true}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      call (fixture, "PATCH", "/fields/parcels/label", bodies[i]);
      assert_survived (fixture);
    }
  call (fixture, "DELETE", "/fields/parcels/label", NULL);
  assert_survived (fixture);

  /* No number of a row is given twice. */
  server_fixture_run_sql (fixture, "INSERT INTO parcels (code) VALUES ('new')");
  server_fixture_assert_sql (fixture, "SELECT max (id) FROM parcels", "10");
}

/* Rows that are older than a column have no value in it, and SQLite reads the default value of the
 * column in its place: with another one they would change. */
static void
test_default_is_for_new_rows (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, "POST", "/fields/parcels",
        "{\"field\":\"state\",\"type\":\"string\",\"schema\":{\"default_value\":\"old\"}}");
  call (fixture, "PATCH", "/fields/parcels/state", "{\"schema\":{\"default_value\":\"new\"}}");
  server_fixture_assert_sql (fixture, "SELECT group_concat (state) FROM parcels", "old,old");
  server_fixture_run_sql (fixture, "INSERT INTO parcels (code) VALUES ('n')");
  server_fixture_assert_sql (fixture, "SELECT group_concat (state) FROM parcels", "old,old,new");
}

/* A value is kept as its column's type has it. */
static void
test_type_reaches_values (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_run_sql (fixture, "UPDATE parcels SET note = '12'");
  call (fixture, "PATCH", "/fields/parcels/note", "{\"type\":\"integer\",\"schema\":{}}");
  server_fixture_assert_sql (fixture, "SELECT DISTINCT typeof (note) FROM parcels", "integer");
  call (fixture, "PATCH", "/fields/parcels/note", "{\"type\":\"text\",\"schema\":{}}");
  server_fixture_assert_sql (fixture, "SELECT DISTINCT typeof (note) || note FROM parcels", "text12");
}

static void
test_delete_many_to_one (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, "DELETE", "/fields/chapters/article", NULL);
  server_fixture_assert_sql (
    fixture,
    "SELECT count (*) FROM directus_relations WHERE many_collection = 'chapters' AND many_field "
    "= 'article'",
    "0");
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM directus_fields WHERE field = 'chapters'", "0");
  server_fixture_assert_sql (fixture, "SELECT count (*) FROM pragma_table_info ('chapters') WHERE name = 'article'",
                             "0");
  server_fixture_assert_fresh (fixture);
}

/* An alias of the same collection stays, as in Directus. */
static void
test_delete_self_relation (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *alias = NULL;
  g_autofree char *path = NULL;

  call (fixture, "GET", "/relations/categories/parent", NULL);
  alias = g_strdup (rel_json_get_string (json_node_get_object (fixture->answer), "data.meta.one_field"));
  path = g_strconcat ("/fields/categories/", alias, NULL);
  call (fixture, "DELETE", "/fields/categories/parent", NULL);
  call (fixture, "GET", path, NULL);
  server_fixture_assert_member (fixture, "data.type", "\"alias\"");
  server_fixture_assert_fresh (fixture);
}

/* So does one of the same name. */
static void
test_delete_same_name (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, "POST", "/fields/comments", "{\"field\":\"same\",\"type\":\"integer\",\"meta\":{}}");
  call (fixture, "POST", "/fields/tags", "{\"field\":\"same\",\"type\":\"alias\",\"meta\":{\"special\":[\"o2m\"]}}");
  call (fixture, "POST", "/relations",
        "{\"collection\":\"comments\",\"field\":\"same\",\"related_collection\":\"tags\",\"meta\":{\"one_field\":"
        "\"same\"}}");
  call (fixture, "DELETE", "/fields/comments/same", NULL);
  call (fixture, "GET", "/fields/tags/same", NULL);
}

static void
test_delete_alias (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, "DELETE", "/fields/articles/chapters", NULL);
  call (fixture, "GET", "/relations/chapters/article", NULL);
  server_fixture_assert_member (fixture, "data.meta.one_field", "null");
  server_fixture_assert_member (fixture, "data.schema.foreign_key_table", "\"articles\"");
  server_fixture_assert_fresh (fixture);
}

static void
test_delete_is_forgotten (ServerFixture *fixture, gconstpointer unused)
{
  call (fixture, "PATCH", "/collections/parcels", "{\"meta\":{\"sort_field\":\"label\",\"archive_field\":\"note\"}}");
  call (fixture, "POST", "/fields/parcels",
        "{\"field\":\"g\",\"type\":\"alias\",\"meta\":{\"special\":[\"alias\",\"no-data\",\"group\"]}}");
  call (fixture, "PATCH", "/fields/parcels/note", "{\"meta\":{\"group\":\"g\"}}");
  call (fixture, "DELETE", "/fields/parcels/label", NULL);
  call (fixture, "DELETE", "/fields/parcels/g", NULL);
  call (fixture, "GET", "/collections/parcels", NULL);
  server_fixture_assert_member (fixture, "data.meta.sort_field", "null");
  server_fixture_assert_member (fixture, "data.meta.archive_field", "\"note\"");
  call (fixture, "GET", "/fields/parcels/note", NULL);
  server_fixture_assert_member (fixture, "data.meta.group", "null");
}

/* A trigger of a view for one kind of statement alone was not looked after. */
static void
test_triggers_of_views (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  server_fixture_run_sql (fixture, "CREATE TRIGGER resend INSTEAD OF DELETE ON sent BEGIN UPDATE parcels SET note = "
                                   "old.sent WHERE id = old.id; END");
  before = server_fixture_dup_state (fixture);
  server_fixture_call (fixture, "DELETE", "/fields/parcels/note", NULL);
  server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR",
                               "The view or trigger \"resend\" needs what is to be changed");
  after = server_fixture_dup_state (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_odd_names (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *long_name = g_strnfill (300, 'x');
  const char *const names[] = { "select",     "a\"b", "it's", "back`tick", "brack[et]", "semi;--", "naïve🦊",
                                "with space", "a/b",  "q?m",  "%41",       "new\nline", long_name };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (JsonNode) node = rel_json_new_string (names[i]);
      g_autofree char *json = rel_json_dup_text (node, FALSE);
      g_autofree char *escaped = g_uri_escape_string (names[i], NULL, FALSE);
      g_autofree char *path = g_strdup_printf ("/fields/comments/%s", escaped);
      g_autofree char *body = g_strdup_printf ("{\"field\":%s,\"type\":\"string\",\"meta\":{}}", json);

      call (fixture, "POST", "/fields/comments", body);
      server_fixture_assert_member (fixture, "data.field", json);
      call (fixture, "PATCH", path, "{\"type\":\"integer\",\"schema\":{\"default_value\":4,\"is_indexed\":true}}");
      server_fixture_assert_member (fixture, "data.schema.default_value", "4");
      call (fixture, "DELETE", path, NULL);
      server_fixture_call (fixture, "GET", path, NULL);
      g_assert_cmpuint (fixture->status, ==, 403);
    }
  server_fixture_assert_sql (fixture, "PRAGMA integrity_check", "ok");
}

static void
test_only_for_the_administrator (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
  } requests[] = {
    { "POST", "/fields/articles", "{\"field\":\"x\"}" },
    { "PATCH", "/fields/articles", "[]" },
    { "PATCH", "/fields/articles/title", "{}" },
    { "DELETE", "/fields/articles/title", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *text =
        server_fixture_call_as (fixture, requests[i].method, requests[i].path, requests[i].body, NULL);

      server_fixture_assert_error (fixture, 403, "FORBIDDEN", "You don't have permission to access this.");
    }
}

/* An empty name in a list ended the process. */
static void
test_list_without_names (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = { "[{\"field\":\"\"}]", "[{}]", "[{\"field\":1}]" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      server_fixture_call (fixture, "PATCH", "/fields/articles", bodies[i]);
      server_fixture_assert_error (fixture, 500, "INTERNAL_SERVER_ERROR", "A field has no name.");
    }
}

/* A table whose text has the word in another place could not be made anew. */
static void
test_word_for_counting (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_stop (fixture);
  g_assert_true (g_file_delete (fixture->file, NULL, NULL));
  server_fixture_run_sql (fixture, "CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT DEFAULT 'AUTOINCREMENT', n TEXT);"
                                   "INSERT INTO t (n) VALUES ('1')");
  server_fixture_start (fixture);
  server_fixture_call (fixture, "PATCH", "/fields/t/n", "{\"type\":\"integer\",\"schema\":{}}");
  g_assert_cmpuint (fixture->status, ==, 200);
  server_fixture_assert_sql (fixture, "SELECT typeof (n) || word FROM t", "integerAUTOINCREMENT");
}

#define ADD(name, function)                                                                                            \
  g_test_add ("/server/fields-write/" name, ServerFixture, NULL, init, function, server_fixture_clear)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  server_case_add ("/server/fields-write/", cases, G_N_ELEMENTS (cases), init);
  ADD ("types", test_types);
  ADD ("sort-follows", test_sort_follows);
  ADD ("data-survives", test_data_survives);
  ADD ("default-is-for-new-rows", test_default_is_for_new_rows);
  ADD ("type-reaches-values", test_type_reaches_values);
  ADD ("delete-many-to-one", test_delete_many_to_one);
  ADD ("delete-self-relation", test_delete_self_relation);
  ADD ("delete-same-name", test_delete_same_name);
  ADD ("triggers-of-views", test_triggers_of_views);
  ADD ("delete-alias", test_delete_alias);
  ADD ("delete-is-forgotten", test_delete_is_forgotten);
  ADD ("odd-names", test_odd_names);
  ADD ("list-without-names", test_list_without_names);
  ADD ("word-for-counting", test_word_for_counting);
  ADD ("only-for-the-administrator", test_only_for_the_administrator);

  return g_test_run ();
}
