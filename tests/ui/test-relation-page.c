/* test-relation-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of a relation as requests to read and copy.
 */

#include "config.h"

#include <string.h>

#include "rel-code.h"
#include "rel-requests-row.h"
#include "served.h"

static RelRelationPage *
get_page (Served *self)
{
  return REL_RELATION_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION));
}

static RelRequestsRow *
get_requests (Served *self)
{
  return REL_REQUESTS_ROW (stage_find (GTK_WIDGET (get_page (self)), REL_TYPE_REQUESTS_ROW, NULL));
}

static const char *
get_code (GtkWidget *root)
{
  return rel_code_get_text (REL_CODE (stage_find (root, REL_TYPE_CODE, NULL)));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_read (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static char *
read_clipboard (Served *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL, read_cb, &text);
  stage_wait_until (is_read, &text);
  return text;
}

static void
assert_copied (Served *self, const char *expected)
{
  g_autofree char *text = read_clipboard (self);

  g_assert_cmpstr (text, ==, expected);
}

/* Sends what is shown as it stands, and compares the answer with what REST says. */
static void
test_request_reads (Served *self, gconstpointer unused)
{
  g_autofree char *rest = NULL;
  g_autofree char *graphql = NULL;
  g_autofree char *over_rest = NULL;
  g_autofree char *over_graphql = NULL;
  g_autoptr (JsonNode) query = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *body = NULL;

  served_go (self, "articles", "author");
  g_object_set (get_requests (self), "form", "rest", NULL);
  rest = rel_requests_row_dup_text (get_requests (self));
  g_assert_cmpstr (rest, ==, "GET /relations/articles/author");
  over_rest = served_ask (self, "articles", "author", "schema.on_delete");

  g_object_set (get_requests (self), "form", "graphql", NULL);
  graphql = rel_requests_row_dup_text (get_requests (self));
  query = rel_json_new_string (graphql);
  quoted = rel_json_dup_text (query, FALSE);
  body = g_strdup_printf ("{\"query\":%s}", quoted);
  server_fixture_call (&self->server, "POST", "/graphql/system", body);
  g_assert_cmpuint (self->server.status, ==, 200);
  over_graphql = server_fixture_dup_member (&self->server, "data.relations_by_name.schema.on_delete");
  g_assert_cmpstr (over_graphql, ==, over_rest);
  server_fixture_assert_member (&self->server, "data.relations_by_name.meta.one_field", "\"articles\"");
}

static void
test_request_publishes (Served *self, gconstpointer unused)
{
  RelRequestsRow *row;

  served_go (self, "articles", "author");
  row = get_requests (self);
  g_object_set (row, "form", "rest", NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_cmpstr (get_code (GTK_WIDGET (row)), ==, "GET /relations/articles/author");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "Nothing is changed: how to read it from the server");

  served_choose (self, "schema.on_delete", "Cascade");
  g_assert_true (g_str_has_prefix (get_code (GTK_WIDGET (row)), "PATCH /relations/articles/author\n"));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "1 request, sent when you publish");
  /* What is changed elsewhere is not of this page. */
  served_go (self, "articles", "category");
  g_assert_cmpstr (get_code (GTK_WIDGET (row)), ==, "GET /relations/articles/category");
}

/* Both halves of a junction. */
static void
test_request_of_a_junction (Served *self, gconstpointer unused)
{
  RelRequestsRow *row;

  served_go (self, "articles", "tags");
  row = get_requests (self);
  g_object_set (row, "form", "rest", NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_cmpstr (get_code (GTK_WIDGET (row)), ==,
                   "GET /relations/articles_tags/articles_id\n\nGET /relations/articles_tags/tags_id");
}

/* The token is not the snippet's to say. */
static void
test_request_without_secrets (Served *self, gconstpointer unused)
{
  const char *token = rel_server_get_token (self->server.server);
  const char *url = rel_server_get_url (self->server.server);

  served_go (self, "articles", "author");
  for (guint changed = 0; changed < 2; changed++)
    {
      for (RelSnippetForm form = REL_SNIPPET_REST; form <= REL_SNIPPET_SDK; form++)
        {
          g_autofree char *text = NULL;

          g_object_set (get_requests (self), "form", rel_snippet_get_form_name (form), NULL);
          text = rel_requests_row_dup_text (get_requests (self));
          g_assert_null (strstr (text, token));
          g_assert_true ((strstr (text, url) != NULL) == (form == REL_SNIPPET_CURL || form == REL_SNIPPET_SDK));
        }
      served_choose (self, "schema.on_delete", "Cascade");
    }
}

/* By the buttons; the next row has the form too. */
static void
test_form_is_remembered (Served *self, gconstpointer unused)
{
  g_autoptr (GtkWidget) other = g_object_ref_sink (rel_requests_row_new ());
  g_autofree char *form = NULL;
  GtkWidget *button;

  served_go (self, "articles", "author");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_requests (self)), TRUE);
  button = stage_find (GTK_WIDGET (get_requests (self)), GTK_TYPE_TOGGLE_BUTTON, "GraphQL");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_true (g_str_has_prefix (get_code (GTK_WIDGET (get_requests (self))), "query {\n"));
  g_object_get (other, "form", &form, NULL);
  g_assert_cmpstr (form, ==, "graphql");
}

static void
test_copies_what_is_shown (Served *self, gconstpointer unused)
{
  GtkWidget *button;

  served_go (self, "articles", "author");
  g_object_set (get_requests (self), "form", "rest", NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_requests (self)), TRUE);
  stage_settle (GTK_WIDGET (self->window));
  button = stage_find (stage_find (GTK_WIDGET (get_requests (self)), REL_TYPE_CODE, NULL), GTK_TYPE_BUTTON, NULL);
  g_assert_true (gtk_widget_get_can_focus (button) && gtk_widget_get_focusable (button));
  g_signal_emit_by_name (button, "clicked");
  assert_copied (self, "GET /relations/articles/author");
}

/* Of two edits the last one; a name that it was given twice is one change. */
static void
test_copies_the_last_change (Served *self, gconstpointer unused)
{
  g_autofree char *text = NULL;

  served_go (self, "articles", "category");
  served_choose (self, "schema.on_delete", "Restrict");
  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  served_do (self, "project.copy-last-as", "graphql");
  text = read_clipboard (self);
  g_assert_true (g_str_has_prefix (text, "mutation {\n  update_relations_item(\n    collection: \"articles\"\n"
                                         "    field: \"author\"\n"));
  g_assert_null (strstr (text, "category"));
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Copied as GraphQL"));

  /* In the form that was chosen last, of what is now the last one. */
  served_do (self, "project.undo", NULL);
  g_object_set (get_requests (self), "form", "rest", NULL);
  served_do (self, "project.copy-last", NULL);
  g_clear_pointer (&text, g_free);
  text = read_clipboard (self);
  g_assert_true (g_str_has_prefix (text, "PATCH /relations/articles/category\n"));
}

/* An edit that took another one back. */
static void
test_copies_nothing (Served *self, gconstpointer unused)
{
  served_go (self, "articles", "category");
  served_choose (self, "schema.on_delete", "Restrict");
  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  served_choose (self, "schema.on_delete", "Set to null");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "before");
  served_do (self, "project.copy-last-as", "graphql");
  assert_copied (self, "before");
}

static void
test_copies_one_change (Served *self, gconstpointer unused)
{
  g_autofree char *text = NULL;

  served_go (self, "articles", "category");
  served_choose (self, "schema.on_delete", "Restrict");
  served_go (self, "articles", "author");
  served_choose (self, "schema.on_delete", "Cascade");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "project.copy-request", "(ss)",
                                             "relation/articles/category/0", "sdk"));
  text = read_clipboard (self);
  g_assert_nonnull (strstr (text, "updateRelation(\"articles\", \"category\""));
  g_assert_null (strstr (text, "author"));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Served *self, gconstpointer unused);
  } cases[] = {
    { "request-reads", test_request_reads },
    { "request-publishes", test_request_publishes },
    { "request-of-a-junction", test_request_of_a_junction },
    { "request-without-secrets", test_request_without_secrets },
    { "form-is-remembered", test_form_is_remembered },
    { "copies-what-is-shown", test_copies_what_is_shown },
    { "copies-the-last-change", test_copies_the_last_change },
    { "copies-nothing", test_copies_nothing },
    { "copies-one-change", test_copies_one_change },
  };
  int result;

  stage_set_up (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/relation-page/%s", cases[i].name);

      g_test_add (path, Served, NULL, served_set_up, cases[i].run, served_tear_down);
    }
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
