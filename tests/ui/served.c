/* served.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "served.h"

static gboolean
has_view_or_error (gpointer user_data)
{
  RelWindow *window = REL_WINDOW (user_data);

  return rel_window_get_view (window) != NULL || rel_start_page_get_error (rel_window_get_start_page (window)) != NULL;
}

static gboolean
has_page (gpointer user_data)
{
  return !rel_project_view_is_page_coming (user_data);
}

/**
 * served_set_up:
 * @self: a fixture
 * @unused: nothing
 *
 * Makes the sample anew, serves it and opens a window on it.
 */
void
served_set_up (Served *self, gconstpointer unused)
{
  RelStartPage *page;

  server_fixture_init_sample (&self->server, NULL);
  self->window = stage_open (NULL);
  page = rel_window_get_start_page (self->window);
  rel_start_page_set_token (page, rel_server_get_token (self->server.server));
  rel_start_page_open (page, rel_server_get_url (self->server.server), NULL);
  stage_wait_until (has_view_or_error, self->window);
  g_assert_cmpstr (rel_start_page_get_error (page), ==, NULL);

  self->view = rel_window_get_view (self->window);
  self->workspace = rel_project_view_get_workspace (self->view);
  stage_wait_until (has_page, self->view);
  stage_settle (GTK_WIDGET (self->window));
}

/**
 * served_tear_down:
 * @self: a fixture
 * @unused: nothing
 *
 * Closes the window, and then the server.
 */
void
served_tear_down (Served *self, gconstpointer unused)
{
  stage_close (self->window);
  server_fixture_clear (&self->server, NULL);
}

/**
 * served_go:
 * @self: a fixture
 * @collection: a collection
 * @field: (nullable): a relational field of it
 *
 * Goes to the page of a relation or of a collection.
 */
void
served_go (Served *self, const char *collection, const char *field)
{
  g_autoptr (RelPlace) place = field != NULL ? rel_place_new_relation (collection, field, 0)
                                             : rel_place_new_collection (collection);

  rel_project_view_go (self->view, place);
}

/**
 * served_find_row:
 * @self: a fixture that shows a relation
 * @path: a member
 *
 * Returns: (transfer none): its row in the form
 */
RelMemberRow *
served_find_row (Served *self, const char *path)
{
  RelRelationPage *page =
    REL_RELATION_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATION));
  RelMemberRow *row = rel_relation_form_find_row (rel_relation_page_get_form (page), path);

  g_assert_nonnull (row);
  return row;
}

/**
 * served_choose:
 * @self: a fixture that shows a relation
 * @path: a member
 * @label: one of its choices, as a person reads it
 *
 * Opens the chooser of a row and chooses.
 */
void
served_choose (Served *self, const char *path, const char *label)
{
  RelChooser *chooser = rel_member_row_get_chooser (served_find_row (self, path));
  GListModel *matches = rel_chooser_list_matches (chooser);

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (chooser)));
  rel_chooser_open (chooser);
  for (guint i = 0; i < g_list_model_get_n_items (matches); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (matches, i);
      g_autofree char *text = NULL;

      g_object_get (choice, "label", &text, NULL);
      if (!g_str_equal (text, label))
        continue;
      rel_chooser_activate (chooser, i);
      rel_chooser_close (chooser);
      return;
    }
  g_error ("%s has no choice %s", path, label);
}

/**
 * served_do:
 * @self: a fixture
 * @action: an action, as `project.undo`
 * @parameter: (nullable): text for it
 *
 * Activates an action as a key or a menu does.
 */
void
served_do (Served *self, const char *action, const char *parameter)
{
  gboolean found = parameter != NULL ? gtk_widget_activate_action (GTK_WIDGET (self->window), action, "s", parameter)
                                     : gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);

  g_assert_true (found);
}

/**
 * served_ask:
 * @self: a fixture
 * @collection: a collection
 * @field: a field of it
 * @path: a member of its relation
 *
 * Asks the server by a client of the test's own.
 *
 * Returns: (transfer full): the member as JSON
 */
char *
served_ask (Served *self, const char *collection, const char *field, const char *path)
{
  g_autofree char *url = g_strdup_printf ("/relations/%s/%s", collection, field);
  g_autofree char *place = g_strconcat ("data.", path, NULL);

  server_fixture_call (&self->server, "GET", url, NULL);
  g_assert_cmpuint (self->server.status, ==, 200);
  return server_fixture_dup_member (&self->server, place);
}

static gboolean
is_idle (gpointer user_data)
{
  Served *self = user_data;

  return !rel_workspace_is_busy (self->workspace) &&
         !rel_changes_page_is_publishing (
           REL_CHANGES_PAGE (rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_CHANGES)));
}

/**
 * served_await_idle:
 * @self: a fixture
 *
 * Waits until nothing is read or published any more.
 */
void
served_await_idle (Served *self)
{
  stage_wait_until (is_idle, self);
}
