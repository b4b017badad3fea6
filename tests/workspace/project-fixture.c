/* project-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "project-fixture.h"

#define PATIENCE_S 600

/* Puts a proxy before the server that runs, which each request takes @latency_ms to pass. */
void
project_fixture_stand_before (ProjectFixture *self, guint latency_ms)
{
  self->proxy = proxy_new (rel_server_get_url (self->server.server), latency_ms);
  self->profile = rel_profile_new ("Project", proxy_get_url (self->proxy));
  self->profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
}

void
project_fixture_init_sample (ProjectFixture *self)
{
  server_fixture_init_sample (&self->server, NULL);
  project_fixture_stand_before (self, 0);
}

void
project_fixture_clear (ProjectFixture *self)
{
  rel_profile_free (self->profile);
  proxy_free (self->proxy);
  server_fixture_clear (&self->server, NULL);
}

/* A folder of one's own for the drafts; to be called before GLib looks for that of the user. */
char *
project_fixture_make_home (void)
{
  char *home = g_dir_make_tmp ("relations-home-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  return home;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  while (*result == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, TRUE);
    }
}

RelWorkspace *
project_fixture_open_target (RelTarget *target, const char *token, gboolean keeps_draft)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  RelWorkspace *workspace;

  rel_workspace_open_async (target, token, NULL, NULL, keeps_draft, NULL, result_cb, &result);
  wait_for (&result);
  workspace = rel_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}

RelWorkspace *
project_fixture_open (ProjectFixture *self, gboolean keeps_draft)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new_profile (self->profile, &error);

  g_assert_no_error (error);
  return project_fixture_open_target (target, rel_server_get_token (self->server.server), keeps_draft);
}

/* Publishes what is in the draft. Returns: how many changes were published */
guint
project_fixture_publish (RelWorkspace *workspace, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_published;

  rel_workspace_publish_async (workspace, rel_workspace_get_changes (workspace), NULL, result_cb, &result);
  wait_for (&result);
  rel_workspace_publish_finish (workspace, result, &n_published, error);
  return n_published;
}

void
project_fixture_publish_all (RelWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  guint n_changes = rel_workspace_get_changes (workspace)->len;
  guint n_published = project_fixture_publish (workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_published, ==, n_changes);
  g_assert_cmpuint (rel_workspace_get_changes (workspace)->len, ==, 0);
}

/* Returns: (transfer full): what is to be published, one change a line */
char *
project_fixture_dup_changes (RelWorkspace *workspace)
{
  static const char *const actions[] = { "create", "update", "delete" };
  static const char *const objects[] = { "collection", "field", "relation" };
  GPtrArray *changes = rel_workspace_get_changes (workspace);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      g_autofree char *name = rel_change_dup_name (change);

      g_string_append_printf (text, "%s %s %s\n", actions[rel_change_get_action (change)],
                              objects[rel_change_get_object (change)], name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
