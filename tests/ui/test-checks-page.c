/* test-checks-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-checks-page.h"
#include "rel-edit.h"
#include "served.h"

/* How much of the rule that the tests break is found. */
static guint
count_found (Served *self)
{
  GPtrArray *findings = rel_checker_get_findings (rel_project_view_get_checker (self->view));
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const RelRule *rule = rel_finding_get_rule (g_ptr_array_index (findings, i));

      count += g_str_equal (rel_rule_get_id (rule), "sort-field") ? 1 : 0;
    }
  return count;
}

static gboolean
finds_two (gpointer user_data)
{
  return count_found (user_data) == 2;
}

static gboolean
finds_one (gpointer user_data)
{
  return count_found (user_data) == 1;
}

static gboolean
finds_none (gpointer user_data)
{
  return count_found (user_data) == 0;
}

static gboolean
finds_anything (gpointer user_data)
{
  Served *self = user_data;

  return rel_checker_get_findings (rel_project_view_get_checker (self->view))->len > 0;
}

/* Names a sort field that is not there, in two relations. */
static void
break_two (Served *self)
{
  static const char *const fields[] = { "author", "category" };
  g_autoptr (RelSchema) draft = rel_schema_ref (rel_workspace_get_draft (self->workspace));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      RelRelation *relation = rel_schema_find_relation (draft, "articles", fields[i], 0);
      g_autoptr (JsonNode) value = rel_json_new_string ("no_such_field");
      g_autoptr (RelRelation) broken = rel_relation_with_member (relation, "meta.sort_field", value);
      RelSchema *next = rel_edit_put_relation (draft, 0, broken);

      rel_schema_unref (draft);
      draft = next;
    }
  rel_workspace_set_draft (self->workspace, draft, "Break two");
  stage_wait_until (finds_two, self);
}

static GtkWidget *
go (Served *self)
{
  served_do (self, "project.show-checks", NULL);
  return rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_CHECKS);
}

static const char *
get_sort_field (Served *self, const char *field)
{
  RelRelation *relation = rel_schema_find_relation (rel_workspace_get_draft (self->workspace), "articles", field, 0);

  return rel_relation_get_sort_field (relation);
}

/* The sample has a relation that the database does not know. */
static void
test_finds (Served *self, gconstpointer unused)
{
  GtkWidget *page = go (self);

  stage_wait_until (finds_anything, self);
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, "payments.recorded_by"));
}

static void
test_fixes_one (Served *self, gconstpointer unused)
{
  GtkWidget *page = go (self);

  break_two (self);
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, "articles.author"));
  g_assert_nonnull (stage_find (page, GTK_TYPE_LABEL, "articles.category"));

  served_do (self, "project.fix", "sort-field:articles.author");
  stage_wait_until (finds_one, self);
  g_assert_null (get_sort_field (self, "author"));
  g_assert_cmpstr (get_sort_field (self, "category"), ==, "no_such_field");
}

static GtkWidget *
find_fix (GtkWidget *page, const char *place)
{
  GtkWidget *label = stage_find (page, GTK_TYPE_LABEL, place);

  g_assert_nonnull (label);
  return stage_find (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW), GTK_TYPE_BUTTON, "Fix");
}

/* Its rows are made anew then, and the focus was lost with them. */
static void
test_keeps_the_focus (Served *self, gconstpointer unused)
{
  GtkWidget *page = go (self);
  GtkWidget *fix;

  break_two (self);
  stage_settle (page);
  fix = find_fix (page, "articles.author");
  g_assert_true (gtk_widget_grab_focus (fix));
  g_signal_emit_by_name (fix, "clicked");
  stage_wait_until (finds_one, self);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == find_fix (page, "articles.category"));

  /* Nothing is fixed by another edit. */
  served_do (self, "project.undo", NULL);
  stage_wait_until (finds_two, self);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == find_fix (page, "articles.category"));
}

static void
test_fixes_all (Served *self, gconstpointer unused)
{
  break_two (self);
  go (self);
  served_do (self, "project.fix-rule", "sort-field");
  g_assert_null (get_sort_field (self, "author"));
  g_assert_null (get_sort_field (self, "category"));
  stage_wait_until (finds_none, self);

  /* One undo takes all of it back. */
  served_do (self, "project.undo", NULL);
  g_assert_cmpstr (get_sort_field (self, "author"), ==, "no_such_field");
  g_assert_cmpstr (get_sort_field (self, "category"), ==, "no_such_field");
}

int
main (int argc, char **argv)
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add ("/ui/checks-page/finds", Served, NULL, served_set_up, test_finds, served_tear_down);
  g_test_add ("/ui/checks-page/fixes-one", Served, NULL, served_set_up, test_fixes_one, served_tear_down);
  g_test_add ("/ui/checks-page/keeps-the-focus", Served, NULL, served_set_up, test_keeps_the_focus, served_tear_down);
  g_test_add ("/ui/checks-page/fixes-all", Served, NULL, served_set_up, test_fixes_all, served_tear_down);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
