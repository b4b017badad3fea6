/* rel-publish.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Publishes one change: read, compare, send, read back, compare.
 *
 * A change that takes two requests and is refused at the second is taken back, so that
 * nothing is lost by the first. No request is ever sent twice. When the connection is lost
 * during a write, or the server fails, it is read once more and what it has then decides.
 */

#include "config.h"

#include "rel-publish.h"

#include <glib/gi18n-lib.h>

#include "rel-current.h"
#include "rel-dialect.h"
#include "rel-error.h"
#include "rel-execute.h"
#include "rel-failure.h"
#include "rel-request.h"
#include "rel-verdict.h"
#include "rel-version.h"

/* How long a server may be silent that has just lost a connection. */
#define LOST_SILENCE_S 10

/* The publishing of one change. */
typedef struct
{
  RelChange *change;   /* (owned): as it was wanted */
  RelChange *to_send;  /* (owned) (nullable): the same, made on what the server has now */
  GPtrArray *requests; /* (owned) (nullable) (element-type RelRequest) */
  guint n_done;        /* of @requests, those that the server said yes to */
  RelChange *repair;   /* (owned) (nullable): what would mend what got lost on the way */
  GError *lost;        /* (owned) (nullable): how the connection was lost during a write */
  GError *refused;     /* (owned) (nullable): why the server said no to what it may have done */
} Publish;

static void
publish_free (gpointer data)
{
  Publish *publish = data;

  rel_change_unref (publish->change);
  g_clear_pointer (&publish->to_send, rel_change_unref);
  g_clear_pointer (&publish->requests, g_ptr_array_unref);
  g_clear_pointer (&publish->repair, rel_change_unref);
  g_clear_error (&publish->lost);
  g_clear_error (&publish->refused);
  g_free (publish);
}

static gboolean
has_key (JsonNode *relation)
{
  return rel_json_get_object (json_node_get_object (relation), "schema") != NULL;
}

static RelRequest *
get_request (Publish *publish)
{
  return g_ptr_array_index (publish->requests, publish->n_done);
}

/* Ends with @error, and says which requests of the change were done before. */
static void
return_error (GTask *task, GError *error)
{
  Publish *publish = g_task_get_task_data (task);

  if (publish->requests != NULL && publish->n_done > 0 && publish->n_done < publish->requests->len)
    {
      RelRequest *last = g_ptr_array_index (publish->requests, publish->n_done - 1);

      g_prefix_error (&error, _ ("This change takes %u requests; %s %s was done, then: "), publish->requests->len,
                      rel_request_get_method (last), rel_request_get_path (last));
    }
  g_task_return_error (task, error);
}

/* What repairs an update on whose way something was lost. A key that was made unasked cannot
 * be taken back: whatever makes the relation anew makes the key too. */
static RelChange *
new_repair (Publish *publish, JsonNode *now)
{
  RelChange *sent = publish->to_send;
  JsonNode *wanted = rel_change_get_after (sent);
  gboolean is_relation = rel_change_get_object (sent) == REL_OBJECT_RELATION;

  if (now == NULL || rel_change_get_action (sent) != REL_CHANGE_UPDATE ||
      (is_relation && !has_key (wanted) && has_key (now)))
    return NULL;
  return rel_change_new (rel_change_get_object (sent), rel_change_get_nth (sent), now, wanted);
}

static void
read_after_loss_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = g_task_get_task_data (task);
  RelRequest *request = get_request (publish);
  gboolean is_last = publish->n_done + 1 == publish->requests->len;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) now = NULL;

  if (!rel_current_read_finish (result, &now, &error))
    return_error (task, g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                                     _ ("%s. Whether the server has the change is unknown: it could not be read "
                                        "again (%s)"),
                                     publish->lost->message, error->message));
  else if (rel_verdict_after (publish->to_send, now, &error))
    g_task_return_boolean (task, TRUE);
  else if (!is_last)
    return_error (task, g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                                     _ ("%s. Whether the server did %s %s is unknown; the rest was not sent"),
                                     publish->lost->message, rel_request_get_method (request),
                                     rel_request_get_path (request)));
  else
    {
      publish->repair = new_repair (publish, now);
      return_error (task, g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                                       _ ("%s. Read again just now, the server does not have the change yet"),
                                       publish->lost->message));
    }
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (JsonNode) now = NULL;
  GError *error = NULL;

  if (!rel_current_read_finish (result, &now, &error))
    {
      g_prefix_error (&error, _ ("The server answered yes, but the change could not be read back. "));
      return_error (task, error);
    }
  else if (!rel_verdict_after (publish->to_send, now, &error))
    {
      publish->repair = new_repair (publish, now);
      return_error (task, error);
    }
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_current (GTask *task, guint silence_s, GAsyncReadyCallback callback)
{
  Publish *publish = g_task_get_task_data (task);

  rel_current_read_async (g_task_get_source_object (task), publish->change, silence_s, g_task_get_cancellable (task),
                          callback, g_object_ref (task));
}

static void
put_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GError *refused = g_steal_pointer (&publish->refused);
  gboolean sent;

  if (rel_execute_finish (result, &sent, &error))
    g_prefix_error (&refused, _ ("It was put back as it was. "));
  else if (sent && !rel_failure_is_refusal (error))
    g_prefix_error (&refused, _ ("Whether it was put back is unknown (%s). "), error->message);
  else
    g_prefix_error (&refused, _ ("It could not be put back (%s). "), error->message);
  return_error (task, refused);
}

/* Makes of what the server has now what it had before, in one request. */
static void
put_back (GTask *task, JsonNode *now)
{
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (RelChange) back = rel_change_new (rel_change_get_object (publish->to_send),
                                               rel_change_get_nth (publish->to_send), now,
                                               rel_change_get_before (publish->to_send));
  g_autoptr (GPtrArray) requests = rel_request_list_for_change (back);

  if (requests->len == 1)
    rel_execute_async (g_task_get_source_object (task), g_ptr_array_index (requests, 0), g_task_get_cancellable (task),
                       put_back_cb, g_object_ref (task));
  else
    return_error (task, g_steal_pointer (&publish->refused));
}

static void
read_after_refusal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (JsonNode) now = NULL;
  g_autoptr (GError) error = NULL;

  if (!rel_current_read_finish (result, &now, &error))
    {
      GError *refused = g_steal_pointer (&publish->refused);

      g_prefix_error (&refused, _ ("Whether the server has the change is unknown: it could not be read again (%s). "),
                      error->message);
      return_error (task, refused);
    }
  else if (rel_verdict_after (publish->to_send, now, NULL))
    g_task_return_boolean (task, TRUE);
  else if (publish->n_done > 0)
    put_back (task, now);
  else
    return_error (task, g_steal_pointer (&publish->refused));
}

/* Whether what failed may have been done all the same: a server that fails may do so after
 * the work, as may one behind a gateway that would not wait or that answers in its place;
 * over GraphQL each error may be one of reading the result. */
static gboolean
is_unsure (RelApi *api, const GError *error)
{
  return !rel_failure_is_refusal (error) || rel_api_get_kind (api) == REL_API_GRAPHQL;
}

static void send_next (GTask *task);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean sent;

  if (rel_execute_finish (result, &sent, &error))
    {
      publish->n_done++;
      send_next (task);
    }
  else if (sent && g_error_matches (error, REL_ERROR, REL_ERROR_NETWORK))
    {
      publish->lost = error;
      read_current (task, LOST_SILENCE_S, read_after_loss_cb);
    }
  else if (sent && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return_error (task, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                       _ ("Stopped while %s %s was on its way: whether the server has the change is "
                                          "unknown"),
                                       rel_request_get_method (get_request (publish)),
                                       rel_request_get_path (get_request (publish))));
      g_error_free (error);
    }
  else if (sent && (publish->n_done > 0 || is_unsure (REL_API (source), error)))
    {
      publish->refused = error;
      read_current (task, REL_TRANSPORT_READ_SILENCE_S, read_after_refusal_cb);
    }
  else
    return_error (task, error);
}

static void
send_next (GTask *task)
{
  Publish *publish = g_task_get_task_data (task);

  if (publish->n_done == publish->requests->len)
    read_current (task, REL_TRANSPORT_READ_SILENCE_S, read_back_cb);
  else
    rel_execute_async (g_task_get_source_object (task), get_request (publish), g_task_get_cancellable (task),
                       written_cb, g_object_ref (task));
}

static void
version_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = g_task_get_task_data (task);
  g_autofree char *name = rel_change_dup_name (publish->change);
  g_autofree char *version = NULL;
  GError *error = NULL;

  if (!rel_version_read_finish (result, &version, &error))
    g_task_return_error (task, error);
  else if (rel_dialect_has (version, REL_DIALECT_MAKES_KEY_UNASKED))
    g_task_return_new_error (task, REL_ERROR, REL_ERROR_READ_ONLY,
                             _ ("Nothing was sent: a Directus before 12.4 makes a foreign key when the settings of %s "
                                "are changed, which has none"),
                             name);
  else
    send_next (task);
}

/* Whether this is an update of a relation that has a target but no key, and gets none. */
static gboolean
leaves_keyless (RelChange *change)
{
  JsonNode *before = rel_change_get_before (change);
  JsonNode *after = rel_change_get_after (change);

  return rel_change_get_object (change) == REL_OBJECT_RELATION && before != NULL && after != NULL &&
         !has_key (before) && !has_key (after) &&
         rel_json_get_string (json_node_get_object (after), "related_collection") != NULL;
}

static void
read_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publish *publish = g_task_get_task_data (task);
  g_autoptr (JsonNode) now = NULL;
  GError *error = NULL;

  if (!rel_current_read_finish (result, &now, &error) ||
      !rel_verdict_before (publish->change, now, &publish->to_send, &error))
    {
      return_error (task, error);
      return;
    }
  if (publish->to_send == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  publish->requests = rel_request_list_for_change (publish->to_send);
  if (publish->requests->len == 0)
    {
      g_autofree char *name = rel_change_dup_name (publish->change);

      g_task_return_new_error (task, REL_ERROR, REL_ERROR_READ_ONLY,
                               _ ("Directus has no way to make this change of %s"), name);
    }
  else if (leaves_keyless (publish->to_send))
    rel_version_read_async (g_task_get_source_object (task), g_task_get_cancellable (task), version_read_cb,
                            g_object_ref (task));
  else
    send_next (task);
}

/**
 * rel_publish_async:
 * @api: the API of the server
 * @change: what is to be changed
 * @cancellable: (nullable): ends it at once; nothing is sent after that
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Publishes one change. The caller sees to it that no other is being published.
 */
void
rel_publish_async (RelApi *api,
                   RelChange *change,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (api, cancellable, callback, user_data);
  Publish *publish = g_new0 (Publish, 1);

  publish->change = rel_change_ref (change);
  g_task_set_source_tag (task, rel_publish_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, publish, publish_free);
  read_current (task, REL_TRANSPORT_READ_SILENCE_S, read_before_cb);
}

/**
 * rel_publish_finish:
 * @result: what the callback was given
 * @repair: (out) (optional) (transfer full) (nullable): see [method@Client.publish_finish]
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@publish_async].
 *
 * Errors: see [method@Client.publish_finish].
 *
 * Returns: whether the server has the change, as read back
 */
gboolean
rel_publish_finish (GAsyncResult *result, RelChange **repair, GError **error)
{
  Publish *publish;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  publish = g_task_get_task_data (G_TASK (result));
  if (repair != NULL)
    *repair = g_steal_pointer (&publish->repair);
  return g_task_propagate_boolean (G_TASK (result), error);
}
