/* rel-about.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server says of itself and of who is signed in.
 */

#include "config.h"

#include "rel-about.h"

#include "rel-client-private.h"
#include "rel-error.h"
#include "rel-json.h"
#include "rel-read.h"
#include "rel-version.h"

/**
 * rel_about_free:
 * @self: (transfer full) (nullable): what is known about a server
 *
 * Frees it.
 */
void
rel_about_free (RelAbout *self)
{
  if (self == NULL)
    return;
  g_free (self->project_name);
  g_free (self->version);
  g_free (self->user_name);
  g_free (self->user_email);
  g_free (self);
}

/* What is being found out. */
typedef struct
{
  RelAbout *about; /* (owned) (nullable) */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  rel_about_free (ask->about);
  g_free (ask);
}

static RelAbout *
get_about (GTask *task)
{
  return ((Ask *) g_task_get_task_data (task))->about;
}

static const char *
get_string (JsonNode *answer, const char *path)
{
  return answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? rel_json_get_string (json_node_get_object (answer), path)
                                                           : NULL;
}

/* @path is that of the user in the answer. */
static void
take_user (RelAbout *about, JsonNode *answer, const char *path)
{
  g_autofree char *first_path = g_strconcat (path, ".first_name", NULL);
  g_autofree char *last_path = g_strconcat (path, ".last_name", NULL);
  g_autofree char *email_path = g_strconcat (path, ".email", NULL);
  const char *first = get_string (answer, first_path);
  const char *last = get_string (answer, last_path);

  about->user_email = g_strdup (get_string (answer, email_path));
  if (first != NULL && last != NULL)
    about->user_name = g_strconcat (first, " ", last, NULL);
  else
    about->user_name = g_strdup (first != NULL ? first : last);
}

/* Returns: whether @error ended @task; what may not be seen is simply not known */
static gboolean
return_failure (GTask *task, GError *error)
{
  if (error == NULL || g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN))
    return FALSE;
  g_task_return_error (task, g_error_copy (error));
  return TRUE;
}

static void
administrator_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) collection = rel_read_finish (result, &error);

  if (return_failure (task, error))
    return;
  ask->about->is_administrator = collection != NULL;
  g_task_return_pointer (task, g_steal_pointer (&ask->about), (GDestroyNotify) rel_about_free);
}

static void
read_administrator (GTask *task)
{
  RelClient *self = g_task_get_source_object (task);

  rel_read_async (self->api, REL_OBJECT_COLLECTION, REL_CLIENT_ADMINISTRATORS_COLLECTION, NULL,
                  REL_TRANSPORT_READ_SILENCE_S, g_task_get_cancellable (task), administrator_read_cb,
                  g_object_ref (task));
}

static void
version_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelAbout *about = get_about (task);
  g_autoptr (GError) error = NULL;

  rel_version_read_finish (result, &about->version, &error);
  if (!return_failure (task, error))
    read_administrator (task);
}

/* The version may have been said already, beside the name of the project. */
static void
read_version (GTask *task)
{
  RelClient *self = g_task_get_source_object (task);

  if (get_about (task)->version != NULL)
    read_administrator (task);
  else
    rel_version_read_async (self->api, g_task_get_cancellable (task), version_read_cb, g_object_ref (task));
}

static void
user_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  rel_api_send_finish (REL_API (source), result, &answer, NULL, &error);
  if (return_failure (task, error))
    return;
  take_user (get_about (task), answer, "data");
  read_version (task);
}

static void
user_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) data = rel_api_query_finish (REL_API (source), result, &error);

  if (return_failure (task, error))
    return;
  take_user (get_about (task), data, "users_me");
  read_version (task);
}

/* Nobody is signed in: there is no user to ask for, and whoever asked would be asked to sign
 * in. Returns: whether that ended @task */
static gboolean
return_for_nobody (GTask *task)
{
  RelClient *self = g_task_get_source_object (task);
  Ask *ask = g_task_get_task_data (task);

  if (rel_transport_has_token (self->transport))
    return FALSE;
  g_task_return_pointer (task, g_steal_pointer (&ask->about), (GDestroyNotify) rel_about_free);
  return TRUE;
}

static void
project_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelAbout *about = get_about (task);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  rel_api_send_finish (REL_API (source), result, &answer, NULL, &error);
  if (return_failure (task, error))
    return;
  about->project_name = g_strdup (get_string (answer, "data.project.project_name"));
  about->version = g_strdup (get_string (answer, "data.version"));
  if (!return_for_nobody (task))
    rel_api_send_async (REL_API (source), "GET", "/users/me?fields=email,first_name,last_name", NULL,
                        REL_TRANSPORT_READ_SILENCE_S, g_task_get_cancellable (task), user_read_cb, g_object_ref (task));
}

static void
project_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelAbout *about = get_about (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) data = rel_api_query_finish (REL_API (source), result, &error);

  if (return_failure (task, error))
    return;
  about->project_name = g_strdup (get_string (data, "server_info.project.project_name"));
  if (!return_for_nobody (task))
    rel_api_query_async (REL_API (source), "{users_me{email first_name last_name}}", g_task_get_cancellable (task),
                         user_queried_cb, g_object_ref (task));
}

/**
 * rel_client_fetch_about_async:
 * @self: a client
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Asks the server for its name and version, and who is signed in.
 */
void
rel_client_fetch_about_async (RelClient *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  Ask *ask;

  g_return_if_fail (REL_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_client_fetch_about_async);
  ask = g_new0 (Ask, 1);
  ask->about = g_new0 (RelAbout, 1);
  g_task_set_task_data (task, ask, ask_free);
  if (rel_api_get_kind (self->api) == REL_API_GRAPHQL)
    rel_api_query_async (self->api, "{server_info{project{project_name}}}", cancellable, project_queried_cb, task);
  else
    rel_api_send_async (self->api, "GET", "/server/info", NULL, REL_TRANSPORT_READ_SILENCE_S, cancellable,
                        project_read_cb, task);
}

/**
 * rel_client_fetch_about_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Client.fetch_about_async].
 *
 * Errors: as [method@Client.fetch_schema_finish], but what may not be seen is left out
 * without one.
 *
 * Returns: (transfer full) (nullable): what the server says, or %NULL on error
 */
RelAbout *
rel_client_fetch_about_finish (RelClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
