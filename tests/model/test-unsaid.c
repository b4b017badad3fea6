/* test-unsaid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "magazine.h"
#include "rel-diff.h"
#include "rel-edit.h"
#include "rel-unsaid.h"

static RelSchema *
put_title (RelSchema *schema, const char *rest)
{
  g_autofree char *text =
    g_strdup_printf ("{\"collection\":\"articles\",\"field\":\"title\",\"type\":\"string\",%s}", rest);
  g_autoptr (JsonNode) json = json_of (text);
  g_autoptr (RelField) field = rel_field_new (json, NULL);

  return rel_edit_put_field (schema, field);
}

static void
assert_left (const char *wanted, const char *known, guint n_changes)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (RelSchema) schema = put_title (magazine, wanted);
  g_autoptr (RelSchema) from = put_title (magazine, known);
  g_autoptr (RelSchema) filled = rel_unsaid_fill (schema, from);
  g_autoptr (GPtrArray) changes = rel_diff (from, filled);

  g_assert_cmpuint (changes->len, ==, n_changes);
}

static void
test_fills (void)
{
  const char *known = "\"schema\":{\"name\":\"title\",\"max_length\":255},\"meta\":{\"width\":\"full\",\"note\":\"n\"}";

  assert_left ("\"schema\":{},\"meta\":{}", known, 0);
  assert_left ("\"schema\":{},\"meta\":{\"note\":\"n\"}", known, 0);
  /* What is said counts, null too. */
  assert_left ("\"schema\":{},\"meta\":{\"note\":\"other\"}", known, 1);
  assert_left ("\"schema\":{},\"meta\":{\"note\":null}", known, 1);
  /* There is to be no row at all. */
  assert_left ("\"schema\":{},\"meta\":null", known, 1);
}

/* A server on SQLite cannot tell a uuid from a string of that length. */
static void
test_uuid_on_sqlite (void)
{
  g_autoptr (RelSchema) magazine = magazine_load ();
  g_autoptr (JsonNode) wanted_json = json_of ("{\"collection\":\"articles\",\"field\":\"title\",\"type\":\"uuid\","
                                              "\"schema\":{},\"meta\":{}}");
  g_autoptr (RelField) field = rel_field_new (wanted_json, NULL);
  g_autoptr (RelSchema) wanted = rel_edit_put_field (magazine, field);
  g_autoptr (RelSchema) uuid =
    put_title (magazine, "\"schema\":{\"data_type\":\"char\",\"max_length\":36},\"meta\":{}");
  g_autoptr (RelSchema) text =
    put_title (magazine, "\"schema\":{\"data_type\":\"char\",\"max_length\":35},\"meta\":{}");
  g_autoptr (RelSchema) of_uuid = rel_unsaid_fill (wanted, uuid);
  g_autoptr (RelSchema) of_text = rel_unsaid_fill (wanted, text);
  g_autoptr (GPtrArray) none = rel_diff (uuid, of_uuid);
  g_autoptr (GPtrArray) one = rel_diff (text, of_text);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 1);
}

/* What only one of the two has comes and goes as before. */
static void
test_leaves_the_rest (void)
{
  g_autoptr (RelSchema) base = magazine_load ();
  g_autoptr (RelSchema) less = rel_schema_without_collection (base, "tags");
  g_autoptr (RelSchema) filled = rel_unsaid_fill (less, base);
  g_autoptr (GPtrArray) changes = rel_diff (less, filled);

  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_false (rel_schema_has_collection (filled, "tags"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/unsaid/fills", test_fills);
  g_test_add_func ("/model/unsaid/uuid-on-sqlite", test_uuid_on_sqlite);
  g_test_add_func ("/model/unsaid/leaves-the-rest", test_leaves_the_rest);

  return g_test_run ();
}
