/* magazine.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small schema with every kind and with what real schemas have wrong, and short ways to
 * edit it.
 */

#include "config.h"

#include "magazine.h"

#include <string.h>

#include "rel-edit.h"
#include "rel-snapshot.h"

RelSchema *
magazine_load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "magazine.json", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  RelSchema *schema;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  schema = rel_snapshot_read (bytes, REL_SNAPSHOT_JSON, &error);
  g_assert_no_error (error);
  return schema;
}

JsonNode *
json_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

/* @value is JSON. */
RelSchema *
magazine_set (RelSchema *schema, const char *collection, const char *field, const char *path, const char *value)
{
  g_autoptr (JsonNode) node = json_of (value);
  g_autoptr (GError) error = NULL;
  RelSchema *next = rel_edit_set_member (schema, collection, field, 0, path, node, &error);

  g_assert_no_error (error);
  return next;
}
