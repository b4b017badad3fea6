/* rel-snapshot-calls.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Directus' own way to bring a schema from one server to another: take a snapshot, have the
 * other server compare it, and have it apply the difference. Only an administrator may, and
 * only over REST.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-client-private.h"
#include "rel-dialect.h"
#include "rel-error.h"
#include "rel-failure.h"
#include "rel-json.h"
#include "rel-version.h"

#define SNAPSHOT_PATH "/schema/snapshot"
#define DIFF_PATH     "/schema/diff"
#define APPLY_PATH    "/schema/apply"
#define SYSTEM_FIELDS "diff.systemFields"

/* A comparison or an application. */
typedef struct
{
  JsonNode *body; /* (owned): a snapshot, or a difference */
  RelDiffFlags flags;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  json_node_unref (call->body);
  g_free (call);
}

static Call *
call_new (JsonNode *body, RelDiffFlags flags)
{
  Call *call = g_new0 (Call, 1);

  call->body = json_node_ref (body);
  call->flags = flags;
  return call;
}

/* Returns: whether the project is spoken to over REST; else @task has ended */
static gboolean
check_rest (GTask *task, const char *path)
{
  RelClient *self = g_task_get_source_object (task);

  if (rel_api_get_kind (self->api) == REL_API_REST)
    return TRUE;
  g_task_return_new_error (task, REL_ERROR, REL_ERROR_READ_ONLY,
                           _ ("Directus has %s over REST only, and this project is set to GraphQL"), path);
  return FALSE;
}

/* Returns: (transfer none) (nullable): the data; %NULL if the answer is empty, or @error is set */
static JsonNode *
get_data (JsonNode *answer, const char *path, GError **error)
{
  JsonNode *data;

  if (answer == NULL)
    return NULL;
  data = JSON_NODE_HOLDS_OBJECT (answer) ? json_object_get_member (json_node_get_object (answer), "data") : NULL;
  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    return data;
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_DIRECTUS,
               _ ("This address does not answer as the Directus API does: %s"), path);
  return NULL;
}

static void
snapshot_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelClient *self = g_task_get_source_object (task);
  g_autoptr (JsonNode) answer = NULL;
  JsonNode *data = NULL;
  GError *error = NULL;

  if (rel_api_send_finish (REL_API (source), result, &answer, NULL, &error))
    data = get_data (answer, SNAPSHOT_PATH, &error);
  if (data != NULL)
    {
      g_free (self->version);
      self->version = g_strdup (rel_json_get_string (json_node_get_object (data), "directus"));
      g_task_return_pointer (task, json_node_ref (data), (GDestroyNotify) json_node_unref);
    }
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                             _ ("This address does not answer as the Directus API does: %s"), SNAPSHOT_PATH);
}

/**
 * rel_client_fetch_snapshot_async:
 * @self: a client
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Takes a snapshot of the schema, as Directus makes it: besides the lists, without Directus'
 * own part, it names the version and the database, without which Directus takes none.
 */
void
rel_client_fetch_snapshot_async (RelClient *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_client_fetch_snapshot_async);
  if (check_rest (task, SNAPSHOT_PATH))
    rel_api_send_async (self->api, "GET", SNAPSHOT_PATH, NULL, REL_TRANSPORT_READ_SILENCE_S, cancellable,
                        snapshot_read_cb, g_steal_pointer (&task));
}

/**
 * rel_client_fetch_snapshot_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Client.fetch_snapshot_async].
 *
 * Errors: `REL_ERROR_FORBIDDEN` for whoever is no administrator, `REL_ERROR_READ_ONLY` over
 * GraphQL, else as [method@Client.fetch_schema_finish].
 *
 * Returns: (transfer full) (nullable): an object, or %NULL on error
 */
JsonNode *
rel_client_fetch_snapshot_finish (RelClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  JsonNode *data = NULL;
  GError *error = NULL;

  if (rel_api_send_finish (REL_API (source), result, &answer, NULL, &error))
    data = get_data (answer, DIFF_PATH, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, data != NULL ? json_node_ref (data) : NULL, (GDestroyNotify) json_node_unref);
}

/* Whether this server would do with the snapshot what it says. Takes no ownership. */
static gboolean
check_comparison (Call *call, const char *version, GError **error)
{
  const char *theirs = rel_json_get_string (json_node_get_object (call->body), "directus");
  const char *ours = version != NULL ? version : "?";

  if ((call->flags & REL_DIFF_MERGE) != 0 && !rel_dialect_has (version, REL_DIALECT_DIFF_MERGES))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY,
                   _ ("This Directus (%s) deletes what a snapshot does not have; only from 12.2 on it can be told not "
                      "to"),
                   ours);
      return FALSE;
    }
  if ((call->flags & REL_DIFF_FORCE) != 0 && rel_dialect_has (theirs, REL_DIALECT_OMITS_UNMANAGED) &&
      !rel_dialect_has (version, REL_DIALECT_OMITS_UNMANAGED))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_READ_ONLY,
                   _ ("A snapshot of Directus %s leaves out the tables that Directus does not manage; this Directus "
                      "(%s) would drop them"),
                   theirs, ours);
      return FALSE;
    }
  return TRUE;
}

static void
compare (GTask *task)
{
  RelClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GString) path = g_string_new (DIFF_PATH);

  if ((call->flags & REL_DIFF_FORCE) != 0)
    g_string_append (path, "?force=true");
  if ((call->flags & REL_DIFF_MERGE) != 0)
    g_string_append (path, (call->flags & REL_DIFF_FORCE) != 0 ? "&mode=merge" : "?mode=merge");
  rel_api_post_query_async (self->api, path->str, call->body, REL_TRANSPORT_WRITE_SILENCE_S,
                            g_task_get_cancellable (task), compared_cb, g_object_ref (task));
}

static void
version_for_comparison_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *version = NULL;
  GError *error = NULL;

  if (rel_version_read_finish (result, &version, &error) &&
      check_comparison (g_task_get_task_data (task), version, &error))
    compare (task);
  else
    g_task_return_error (task, error);
}

/**
 * rel_client_diff_schema_async:
 * @self: a client
 * @snapshot: a snapshot
 * @flags: how to compare
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Has the server say what it takes to make its schema that of a snapshot. Nothing is changed.
 */
void
rel_client_diff_schema_async (RelClient *self,
                              JsonNode *snapshot,
                              RelDiffFlags flags,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_CLIENT (self));
  g_return_if_fail (snapshot != NULL && JSON_NODE_HOLDS_OBJECT (snapshot));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_client_diff_schema_async);
  g_task_set_task_data (task, call_new (snapshot, flags), call_free);
  if (!check_rest (task, DIFF_PATH))
    return;
  if (flags == REL_DIFF_NONE)
    compare (task);
  else
    rel_version_read_async (self->api, cancellable, version_for_comparison_cb, g_steal_pointer (&task));
}

/**
 * rel_client_diff_schema_finish:
 * @self: a client
 * @result: what the callback was given
 * @diff: (out) (transfer full) (nullable): an object with the difference and the hash of what
 *   it was made of, for [method@Client.apply_schema_async]; %NULL if there is no difference
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Client.diff_schema_async].
 *
 * Errors: `REL_ERROR_REFUSED` if the snapshot is none, or of another version or database;
 * `REL_ERROR_READ_ONLY` if this server would do something else than was asked for (nothing
 * was sent); else as [method@Client.fetch_snapshot_finish].
 *
 * Returns: whether it was compared
 */
gboolean
rel_client_diff_schema_finish (RelClient *self, GAsyncResult *result, JsonNode **diff, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *diff = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Directus has no code of its own for it, but has said it in the same words in every version. */
static gboolean
says_seal_is_broken (const GError *error)
{
  return g_error_matches (error, REL_ERROR, REL_ERROR_REFUSED) &&
         strstr (error->message, "Provided hash does not match") != NULL;
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelClient *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean sent;

  self->is_publishing = FALSE;
  if (rel_api_send_finish (REL_API (source), result, NULL, &sent, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (says_seal_is_broken (error))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, REL_ERROR, REL_ERROR_CONFLICT,
                           _ ("Somebody else changed the schema at this moment, and nothing was published. Publish "
                              "again."));
    }
  else if (sent && !rel_failure_is_refusal (error))
    g_prefix_error (&error, _ ("Whether the difference was applied is unknown: read the schema again. "));
  g_task_return_error (task, error);
}

/* Each version is strict about the lists that it knows. */
static void
apply (GTask *task, const char *version)
{
  RelClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (rel_dialect_has (version, REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS) &&
      rel_json_get (json_node_get_object (call->body), SYSTEM_FIELDS) == NULL)
    {
      g_autoptr (JsonNode) none = json_node_new (JSON_NODE_ARRAY);
      JsonNode *whole;

      json_node_take_array (none, json_array_new ());
      whole = rel_json_with (call->body, SYSTEM_FIELDS, none);
      json_node_unref (call->body);
      call->body = whole;
    }
  rel_api_send_async (self->api, "POST", APPLY_PATH, call->body, REL_TRANSPORT_WRITE_SILENCE_S,
                      g_task_get_cancellable (task), applied_cb, g_object_ref (task));
}

static void
version_for_application_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RelClient *self = g_task_get_source_object (task);
  g_autofree char *version = NULL;
  GError *error = NULL;

  if (rel_version_read_finish (result, &version, &error))
    {
      apply (task, version);
      return;
    }
  self->is_publishing = FALSE;
  g_task_return_error (task, error);
}

/**
 * rel_client_apply_schema_async:
 * @self: a client
 * @diff: what [method@Client.diff_schema_finish] gave; parts of the lists in it may be left
 *   out, but the hash is the server's own
 * @cancellable: (nullable): ends it at once; whether it was applied is not known then
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Has the server apply a difference, all of it or, where the database can, nothing. A
 * difference that was made of another schema than the server has now is refused.
 *
 * What became of it is not read back: the caller reads the schema.
 */
void
rel_client_apply_schema_async (RelClient *self,
                               JsonNode *diff,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REL_IS_CLIENT (self));
  g_return_if_fail (diff != NULL && JSON_NODE_HOLDS_OBJECT (diff));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rel_client_apply_schema_async);
  /* What became of it counts, even if the caller has just cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call_new (diff, REL_DIFF_NONE), call_free);
  if (self->is_publishing)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _ ("Another change is being published"));
  else if (check_rest (task, APPLY_PATH))
    {
      self->is_publishing = TRUE;
      if (self->version != NULL)
        apply (task, self->version);
      else
        rel_version_read_async (self->api, cancellable, version_for_application_cb, g_steal_pointer (&task));
    }
}

/**
 * rel_client_apply_schema_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Client.apply_schema_async].
 *
 * Errors: `REL_ERROR_CONFLICT` if somebody else changed the schema meanwhile; else as
 * [method@Client.fetch_snapshot_finish].
 *
 * Returns: whether the server says that it was applied
 */
gboolean
rel_client_apply_schema_finish (RelClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
