/* merge-table-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of merge-table.c as a project: each cell is a relation.
 */

#include "config.h"

#include "merge-table-schema.h"

#include "magazine.h"
#include "rel-edit.h"
#include "rel-lists.h"

static JsonNode *
write_cell (guint cell, const Cell *value)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "collection");
  json_builder_add_string_value (builder, table_get_collection (cell));
  json_builder_set_member_name (builder, "field");
  json_builder_add_string_value (builder, table_get_field (cell));
  json_builder_set_member_name (builder, "related_collection");
  json_builder_add_string_value (builder, table_names[TO][value->values[TO]]);
  json_builder_set_member_name (builder, "schema");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "on_delete");
  json_builder_add_string_value (builder, table_names[ON_DELETE][value->values[ON_DELETE]]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "meta");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "one_deselect_action");
  json_builder_add_string_value (builder, table_names[DESELECT][value->values[DESELECT]]);
  json_builder_set_member_name (builder, "sort_field");
  if (table_names[SORT][value->values[SORT]] != NULL)
    json_builder_add_string_value (builder, table_names[SORT][value->values[SORT]]);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* Puts a cell in the place of the one that there is. */
RelSchema *
table_put_cell (RelSchema *schema, guint cell, const Cell *value)
{
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (RelRelation) relation = NULL;

  if (!value->exists)
    return rel_edit_drop_relation (schema, table_get_collection (cell), table_get_field (cell), 0);
  json = write_cell (cell, value);
  relation = rel_relation_new (json, cell, NULL);
  return rel_edit_put_relation (schema, 0, relation);
}

/* A project without relations, nothing of which is shared with another one. */
static RelSchema *
make_empty (void)
{
  g_autoptr (GString) collection_text = g_string_new ("[");
  g_autoptr (GString) field_text = g_string_new ("[");
  g_autoptr (JsonNode) collection_list = NULL;
  g_autoptr (JsonNode) field_list = NULL;
  g_autoptr (JsonNode) none = json_of ("[]");

  for (guint i = 0; i < N_COLLECTIONS; i++)
    {
      g_string_append_printf (collection_text, "%s{\"collection\":\"%s\",\"schema\":{}},{\"collection\":\"t%u\"}",
                              i > 0 ? "," : "", table_get_collection (i * N_FIELDS), i);
      for (guint f = 0; f < N_FIELDS; f++)
        g_string_append_printf (field_text, "{\"collection\":\"%s\",\"field\":\"%s\",\"schema\":{}},",
                                table_get_collection (i * N_FIELDS), table_get_field (f));
      g_string_append_printf (field_text,
                              "{\"collection\":\"%s\",\"field\":\"s\",\"schema\":{}},"
                              "{\"collection\":\"%s\",\"field\":\"z\",\"schema\":{}}%s",
                              table_get_collection (i * N_FIELDS), table_get_collection (i * N_FIELDS),
                              i + 1 < N_COLLECTIONS ? "," : "");
    }
  collection_list = json_of (g_string_append_c (collection_text, ']')->str);
  field_list = json_of (g_string_append_c (field_text, ']')->str);
  return rel_lists_read (collection_list, field_list, none, NULL);
}

/* The project that the table stands for. */
RelSchema *
table_write (const Cell *cells)
{
  RelSchema *schema = make_empty ();

  for (guint i = 0; i < N_CELLS; i++)
    {
      RelSchema *next;

      if (!cells[i].exists)
        continue;
      next = table_put_cell (schema, i, &cells[i]);
      rel_schema_unref (schema);
      schema = next;
    }
  return schema;
}

void
table_assert (RelSchema *schema, const Cell *cells)
{
  guint n_relations = 0;

  for (guint i = 0; i < N_CELLS; i++)
    {
      RelRelation *relation = rel_schema_find_relation (schema, table_get_collection (i), table_get_field (i), 0);

      g_assert_cmpint (relation != NULL, ==, cells[i].exists);
      n_relations += cells[i].exists;
      for (guint m = 0; relation != NULL && m < N_MEMBERS; m++)
        {
          JsonNode *value = rel_relation_get_member (relation, table_paths[m]);

          g_assert_cmpstr (rel_json_is_null (value) ? NULL : json_node_get_string (value), ==,
                           table_names[m][cells[i].values[m]]);
        }
    }
  g_assert_cmpuint (rel_schema_count_relations (schema), ==, n_relations);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char **) a, *(const char **) b);
}

static char *
sort_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  qsort (lines, g_strv_length (lines), sizeof (char *), compare_lines);
  return g_strjoinv ("\n", lines);
}

/* Each conflict is a line of @expected, see [func@table_merge]. */
void
table_assert_conflicts (GPtrArray *conflicts, const char *expected)
{
  static const char *const kinds[] = { "changed", "created", "deleted by them", "deleted by me" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sorted = NULL;
  g_autofree char *expected_sorted = sort_lines (expected);

  for (guint i = 0; i < conflicts->len; i++)
    {
      RelConflict *conflict = g_ptr_array_index (conflicts, i);
      const char *path = rel_conflict_get_path (conflict);

      g_assert_cmpuint (rel_conflict_get_kind (conflict), <, G_N_ELEMENTS (kinds));
      g_string_append_printf (text, "%s.%s %s\n", rel_conflict_get_collection (conflict),
                              rel_conflict_get_field (conflict),
                              path != NULL ? path : kinds[rel_conflict_get_kind (conflict)]);
    }
  sorted = sort_lines (text->str);
  g_assert_cmpstr (sorted, ==, expected_sorted);
}

guint
table_find_cell (const char *collection, const char *field)
{
  for (guint i = 0; i < N_CELLS; i++)
    {
      if (g_str_equal (table_get_collection (i), collection) && g_str_equal (table_get_field (i), field))
        return i;
    }
  g_assert_not_reached ();
}

/* What a conflict is about; -1: all of a cell. */
int
table_find_member (RelConflict *conflict)
{
  for (guint m = 0; rel_conflict_get_path (conflict) != NULL && m < N_MEMBERS; m++)
    {
      if (g_str_equal (rel_conflict_get_path (conflict), table_paths[m]))
        return (int) m;
    }
  return -1;
}
