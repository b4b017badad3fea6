/* pictures-served.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pictures-served.h"

#include "camera.h"
#include "crowd.h"
#include "magazine.h"
#include "rel-certificate-question.h"
#include "rel-compare-page.h"
#include "rel-deletion.h"
#include "rel-impact-group.h"
#include "rel-snapshot.h"
#include "served.h"

/* What is called so in the project that is drawn. */
static const char *
get_name (Served *self, const char *name)
{
  return self->server.server != NULL ? name : crowd_name (name);
}

static void
set_member (Served *self, const char *path, const char *text)
{
  g_autoptr (JsonNode) value = rel_json_new_string (text);

  rel_workspace_set_member (self->workspace, get_name (self, "articles"), get_name (self, "author"), 0, path, value,
                            NULL);
}

/* Somebody else does. */
static void
set_on_delete_there (Served *self, const char *path)
{
  g_autoptr (RelSchema) there = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->server.server != NULL)
    {
      server_fixture_call (&self->server, "PATCH", "/relations/articles/author",
                           "{\"schema\":{\"on_delete\":\"NO ACTION\"}}");
      return;
    }
  there = magazine_set (rel_workspace_get_base (self->workspace), get_name (self, "articles"),
                        get_name (self, "author"), "schema.on_delete", "\"NO ACTION\"");
  bytes = rel_snapshot_write (there, REL_SNAPSHOT_JSON);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static gboolean
finds_anything (gpointer user_data)
{
  return rel_checker_get_findings (rel_project_view_get_checker (user_data))->len > 0;
}

static gboolean
is_compared (gpointer user_data)
{
  return !rel_compare_page_is_working (user_data);
}

/* Against the project before a publish, with an edit made since. */
static void
shoot_compare (Served *served, const char *folder)
{
  RelComparePage *page =
    REL_COMPARE_PAGE (rel_pages_get (rel_project_view_get_pages (served->view), REL_PLACE_COMPARE));
  GListModel *rows = rel_difference_list_list_rows (rel_compare_page_get_list (page));
  g_autoptr (GListModel) entries = rel_workspace_list_history (served->workspace, NULL);
  g_autoptr (RelHistoryEntry) entry = g_list_model_get_item (entries, 0);
  g_autoptr (RelCounterpart) counterpart = rel_counterpart_new_past (served->workspace, entry);
  g_autoptr (RelDifference) row = NULL;

  set_member (served, "meta.one_deselect_action", "delete");
  served_do (served, "project.show-compare", NULL);
  camera_shoot (GTK_WINDOW (served->window), folder, "compare-choose");
  rel_compare_page_compare (page, counterpart);
  camera_shoot (GTK_WINDOW (served->window), folder, "compare-working");
  stage_wait_until (is_compared, page);
  row = g_list_model_get_item (rows, 2);
  if (row != NULL)
    rel_difference_set_ticked (row, TRUE);
  camera_shoot (GTK_WINDOW (served->window), folder, "compare");
  rel_difference_list_tick_all (rel_compare_page_get_list (page), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page), "compare.take", NULL);
  stage_wait_until (is_compared, page);
  camera_shoot (GTK_WINDOW (served->window), folder, "compare-equal");
}

/* What is asked before something is lost, and before a server is trusted. */
static void
shoot_questions (Served *self, const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "self-signed.pem", NULL);
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (RelCertificate) certificate = rel_certificate_new (tls, G_TLS_CERTIFICATE_UNKNOWN_CA);
  g_autoptr (RelSchema) draft = rel_deletion_apply (rel_workspace_get_draft (self->workspace),
                                                    get_name (self, "articles"), get_name (self, "author"),
                                                    REL_DELETION_COLUMN, NULL);

  rel_workspace_set_draft (self->workspace, draft, "Delete");
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  camera_shoot_dialog (GTK_WINDOW (self->window), folder, "question-delete");
  rel_workspace_discard_all (self->workspace);
  rel_certificate_question_ask_async (GTK_WIDGET (self->window), certificate,
                                      rel_workspace_get_target (self->workspace), NULL, NULL);
  camera_shoot_dialog (GTK_WINDOW (self->window), folder, "question-certificate");
}

static void
shoot (Served *self, const char *path, const char *folder)
{
  GtkWidget *row;

  served_do (self, "project.show-history", NULL);
  camera_shoot (GTK_WINDOW (self->window), folder, "history-none");
  served_do (self, "project.show-checks", NULL);
  stage_wait_until (finds_anything, self->view);
  camera_shoot (GTK_WINDOW (self->window), folder, "checks");

  set_member (self, "schema.on_delete", "CASCADE");
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.publish", NULL);
  served_await_idle (self);
  served_do (self, "project.show-history", NULL);
  row = stage_find (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_HISTORY), ADW_TYPE_EXPANDER_ROW,
                    NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  camera_shoot (GTK_WINDOW (self->window), folder, "history");

  served_go (self, get_name (self, "tags"), NULL);
  row = stage_find (GTK_WIDGET (self->view), REL_TYPE_IMPACT_GROUP, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (stage_find (row, ADW_TYPE_EXPANDER_ROW, NULL)), TRUE);
  camera_shoot (GTK_WINDOW (self->window), folder, "impact");

  set_member (self, "schema.on_delete", "RESTRICT");
  set_on_delete_there (self, path);
  served_do (self, "project.show-changes", NULL);
  served_do (self, "project.refresh", NULL);
  served_await_idle (self);
  camera_shoot (GTK_WINDOW (self->window), folder, "conflict");
  shoot_compare (self, folder);
  rel_workspace_discard_all (self->workspace);
  shoot_questions (self, folder);
}

/**
 * pictures_served:
 * @folder: where the pictures go
 * @is_crowd: whether it is the crowd that is drawn, or the sample
 *
 * Draws what is seen only after a publish, or when somebody else does something: on a server or
 * in a file of its own, as that changes it.
 */
void
pictures_served (const char *folder, gboolean is_crowd)
{
  g_autofree char *path = is_crowd ? crowd_write () : NULL;
  Served served = { 0 };

  if (!is_crowd)
    {
      served_set_up (&served, NULL);
      shoot (&served, NULL, folder);
      served_tear_down (&served, NULL);
      return;
    }
  served.window = stage_open (path);
  served.view = rel_window_get_view (served.window);
  served.workspace = rel_project_view_get_workspace (served.view);
  shoot (&served, path, folder);
  stage_close (served.window);
}
