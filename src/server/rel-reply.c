/* rel-reply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers in the form that Directus gives them, its errors above all:
 * `{"errors": [{"message": …, "extensions": {"reason": …, "code": …}}]}`.
 */

#include "config.h"

#include "rel-reply.h"

#include <string.h>

#include "rel-error.h"
#include "rel-json.h"

#define JSON_TYPE "application/json; charset=utf-8"
#define TEXT_TYPE "text/html; charset=utf-8"

/* When it is worth trying again what another program stood in the way of. */
#define RETRY_AFTER_S "1"

static RelReply *
new_reply (guint status, const char *content_type, GBytes *text)
{
  RelReply *self = g_new0 (RelReply, 1);

  self->status = status;
  self->content_type = content_type;
  self->text = text;
  return self;
}

static RelReply *
new_json (guint status, JsonNode *node)
{
  char *text = rel_json_dup_text (node, FALSE);

  return new_reply (status, JSON_TYPE, g_bytes_new_take (text, strlen (text)));
}

/* Takes @extensions; gives it the code. */
static void
add_error (JsonArray *errors, const char *code, const char *message, JsonObject *extensions)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (extensions, "code", code);
  json_object_set_string_member (error, "message", message);
  json_object_set_object_member (error, "extensions", extensions);
  json_array_add_object_element (errors, error);
}

/* Takes @errors. */
static RelReply *
new_errors (guint status, JsonArray *errors)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *answer = json_object_new ();

  json_object_set_array_member (answer, "errors", errors);
  json_node_take_object (node, answer);
  return new_json (status, node);
}

/**
 * rel_reply_new_extended:
 * @status: HTTP status
 * @code: Directus' name of the error
 * @message: what is wrong
 * @extensions: (transfer full): what else there is to say
 *
 * Returns: (transfer full): an error
 */
RelReply *
rel_reply_new_extended (guint status, const char *code, const char *message, JsonObject *extensions)
{
  JsonArray *errors = json_array_new ();

  add_error (errors, code, message, extensions);
  return new_errors (status, errors);
}

static RelReply *
new_reasoned (const char *code, const char *title, const char *format, va_list values)
{
  g_autofree char *reason = g_strdup_vprintf (format, values);
  g_autofree char *message = g_strdup_printf ("%s %s.", title, reason);
  JsonObject *extensions = json_object_new ();

  json_object_set_string_member (extensions, "reason", reason);
  return rel_reply_new_extended (400, code, message, extensions);
}

/**
 * rel_reply_new_text:
 * @text: a word
 *
 * Returns: (transfer full): it as an answer
 */
RelReply *
rel_reply_new_text (const char *text)
{
  return new_reply (200, TEXT_TYPE, g_bytes_new (text, strlen (text)));
}

/**
 * rel_reply_is_text:
 * @self: an answer
 *
 * Returns: whether it is a word, and no data
 */
gboolean
rel_reply_is_text (const RelReply *self)
{
  return g_strcmp0 (self->content_type, TEXT_TYPE) == 0;
}

/**
 * rel_reply_new_bytes:
 * @json: the text of an answer
 *
 * Returns: (transfer full): it as an answer
 */
RelReply *
rel_reply_new_bytes (GBytes *json)
{
  return new_reply (200, JSON_TYPE, g_bytes_ref (json));
}

/**
 * rel_reply_new_node:
 * @content_type: a literal: what the answer says it is
 * @node: a value
 *
 * Returns: (transfer full): it as an answer, as it is
 */
RelReply *
rel_reply_new_node (const char *content_type, JsonNode *node)
{
  RelReply *self = new_json (200, node);

  self->content_type = content_type;
  return self;
}

static RelReply *
new_data (JsonNode *data)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *answer = json_object_new ();

  json_object_set_member (answer, "data", data);
  json_node_take_object (node, answer);
  return new_json (200, node);
}

/**
 * rel_reply_new_object:
 * @object: (transfer full): what was asked for
 *
 * Returns: (transfer full): `{"data": {…}}`
 */
RelReply *
rel_reply_new_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return new_data (node);
}

/**
 * rel_reply_new_array:
 * @array: (transfer full): what was asked for
 *
 * Returns: (transfer full): `{"data": […]}`
 */
RelReply *
rel_reply_new_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return new_data (node);
}

/**
 * rel_reply_new_empty:
 *
 * Returns: (transfer full): the answer of a request that has nothing to say
 */
RelReply *
rel_reply_new_empty (void)
{
  return new_reply (204, NULL, NULL);
}

/**
 * rel_reply_new_refusal:
 * @status: HTTP status
 * @code: Directus' name of the error
 * @message: what is wrong
 *
 * Returns: (transfer full): an error
 */
RelReply *
rel_reply_new_refusal (guint status, const char *code, const char *message)
{
  return rel_reply_new_extended (status, code, message, json_object_new ());
}

/**
 * rel_reply_new_not_allowed:
 * @method: HTTP method of the request; it need not be UTF-8
 * @allowed: the methods that the path has
 *
 * Returns: (transfer full): the error of a method that a path does not have
 */
RelReply *
rel_reply_new_not_allowed (const char *method, const char *const *allowed)
{
  g_autofree char *quoted = g_strjoinv ("\", \"", (char **) allowed);
  g_autofree char *methods = g_strjoinv (", ", (char **) allowed);
  g_autofree char *shown = g_utf8_make_valid (method, -1);
  g_autofree char *message = g_strdup_printf ("Invalid method \"%s\" used. Should be one of \"%s\".", shown, quoted);
  JsonObject *extensions = json_object_new ();
  JsonArray *names = json_array_new ();
  RelReply *self;

  for (guint i = 0; allowed[i] != NULL; i++)
    json_array_add_string_element (names, allowed[i]);
  json_object_set_array_member (extensions, "allowed", names);
  json_object_set_string_member (extensions, "current", shown);
  self = rel_reply_new_extended (405, "METHOD_NOT_ALLOWED", message, extensions);
  rel_reply_add_header (self, "Allow", methods);
  return self;
}

/**
 * rel_reply_new_invalid:
 * @format: what is wrong with the body, without a full stop
 * @...: values for @format
 *
 * Returns: (transfer full): the error `INVALID_PAYLOAD`
 */
RelReply *
rel_reply_new_invalid (const char *format, ...)
{
  RelReply *self;
  va_list values;

  va_start (values, format);
  self = new_reasoned ("INVALID_PAYLOAD", "Invalid payload.", format, values);
  va_end (values);
  return self;
}

/**
 * rel_reply_new_bad_query:
 * @format: what is wrong with the parameters, without a full stop
 * @...: values for @format
 *
 * Returns: (transfer full): the error `INVALID_QUERY`
 */
RelReply *
rel_reply_new_bad_query (const char *format, ...)
{
  RelReply *self;
  va_list values;

  va_start (values, format);
  self = new_reasoned ("INVALID_QUERY", "Invalid query.", format, values);
  va_end (values);
  return self;
}

/**
 * rel_reply_new_unsupported:
 * @media_type: (nullable): what the header says that the body is
 *
 * Returns: (transfer full): the error of a body that is something else than what is wanted
 */
RelReply *
rel_reply_new_unsupported (const char *media_type)
{
  g_autofree char *message = g_strdup_printf ("Unsupported media type \"%s\" in Content-Type header.",
                                              media_type != NULL ? media_type : "undefined");
  JsonObject *extensions = json_object_new ();

  if (media_type != NULL)
    json_object_set_string_member (extensions, "mediaType", media_type);
  json_object_set_string_member (extensions, "where", "Content-Type header");
  return rel_reply_new_extended (415, "UNSUPPORTED_MEDIA_TYPE", message, extensions);
}

static RelReply *
new_field_error (const char *code, const char *message, const char *collection, const char *field)
{
  JsonObject *extensions = json_object_new ();

  json_object_set_member (extensions, "collection", rel_json_new_string (collection));
  json_object_set_member (extensions, "field", rel_json_new_string (field));
  return rel_reply_new_extended (400, code, message, extensions);
}

/**
 * rel_reply_new_not_null:
 * @collection: name of a collection
 * @field: name of a field of it
 *
 * Returns: (transfer full): the error of a value that must be there
 */
RelReply *
rel_reply_new_not_null (const char *collection, const char *field)
{
  g_autofree char *message =
    g_strdup_printf ("Value for field \"%s\" in collection \"%s\" can't be null.", field, collection);

  return new_field_error ("NOT_NULL_VIOLATION", message, collection, field);
}

/**
 * rel_reply_new_failed_validation:
 * @fields: (element-type utf8): names of fields, at least one
 *
 * Returns: (transfer full): the errors of values that must be there, one for each field
 */
RelReply *
rel_reply_new_failed_validation (GPtrArray *fields)
{
  JsonArray *errors = json_array_new ();

  for (guint i = 0; i < fields->len; i++)
    {
      const char *field = g_ptr_array_index (fields, i);
      g_autofree char *message = g_strdup_printf ("Validation failed for field \"%s\". Value can't be null.", field);
      JsonObject *extensions = json_object_new ();

      json_object_set_string_member (extensions, "field", field);
      json_object_set_string_member (extensions, "type", "nnull");
      add_error (errors, "FAILED_VALIDATION", message, extensions);
    }
  return new_errors (400, errors);
}

/**
 * rel_reply_new_contains_nulls:
 * @collection: name of a collection
 * @field: name of a field of it
 *
 * Returns: (transfer full): the error of a field whose values cannot be made necessary
 */
RelReply *
rel_reply_new_contains_nulls (const char *collection, const char *field)
{
  g_autofree char *message =
    g_strdup_printf ("Field \"%s\" in collection \"%s\" contains null values.", field, collection);

  return new_field_error ("CONTAINS_NULL_VALUES", message, collection, field);
}

/**
 * rel_reply_new_not_unique:
 * @collection: name of a collection
 * @field: name of a field of it
 *
 * Returns: (transfer full): the error of a value that is there twice
 */
RelReply *
rel_reply_new_not_unique (const char *collection, const char *field)
{
  g_autofree char *message =
    g_strdup_printf ("Value for field \"%s\" in collection \"%s\" has to be unique.", field, collection);

  return new_field_error ("RECORD_NOT_UNIQUE", message, collection, field);
}

/**
 * rel_reply_new_no_foreign_row:
 *
 * Returns: (transfer full): the error of a name that nothing has; SQLite does not say which
 */
RelReply *
rel_reply_new_no_foreign_row (void)
{
  return new_field_error ("INVALID_FOREIGN_KEY", "Invalid foreign key.", NULL, NULL);
}

/**
 * rel_reply_new_forbidden:
 *
 * Returns: (transfer full): the error of what is not allowed or not there; Directus does not
 *   say which
 */
RelReply *
rel_reply_new_forbidden (void)
{
  return rel_reply_new_refusal (403, "FORBIDDEN", "You don't have permission to access this.");
}

/**
 * rel_reply_new_reasoned_forbidden:
 * @format: what is not allowed or not there
 * @...: values for @format
 *
 * Returns: (transfer full): the error of that
 */
RelReply *
rel_reply_new_reasoned_forbidden (const char *format, ...)
{
  g_autofree char *message = NULL;
  JsonObject *extensions = json_object_new ();
  va_list values;

  va_start (values, format);
  message = g_strdup_vprintf (format, values);
  va_end (values);

  json_object_set_string_member (extensions, "reason", message);
  return rel_reply_new_extended (403, "FORBIDDEN", message, extensions);
}

/**
 * rel_reply_new_unreadable:
 * @collection: name of a collection
 *
 * Returns: (transfer full): the error of a collection that only some may read
 */
RelReply *
rel_reply_new_unreadable (const char *collection)
{
  return rel_reply_new_reasoned_forbidden (
    "You don't have permission to perform \"read\" for collection \"%s\" or it does not exist.", collection);
}

/**
 * rel_reply_new_inaccessible:
 * @collection: name of a collection
 *
 * Returns: (transfer full): the error of a collection whose items only some may read
 */
RelReply *
rel_reply_new_inaccessible (const char *collection)
{
  return rel_reply_new_reasoned_forbidden (
    "You don't have permission to access collection \"%s\" or it does not exist. Queried in root.", collection);
}

/**
 * rel_reply_new_unauthorized:
 *
 * Returns: (transfer full): the error of a wrong token
 */
RelReply *
rel_reply_new_unauthorized (void)
{
  return rel_reply_new_refusal (401, "INVALID_CREDENTIALS", "Invalid user credentials.");
}

/**
 * rel_reply_new_expired:
 *
 * Returns: (transfer full): the error of a token that was good once
 */
RelReply *
rel_reply_new_expired (void)
{
  return rel_reply_new_refusal (401, "TOKEN_EXPIRED", "Token expired.");
}

/**
 * rel_reply_new_no_route:
 * @path: path of the request
 *
 * Returns: (transfer full): the error of a path or method that the server does not have
 */
RelReply *
rel_reply_new_no_route (const char *path)
{
  g_autofree char *message = g_strdup_printf ("Route %s doesn't exist.", path);
  JsonObject *extensions = json_object_new ();

  json_object_set_string_member (extensions, "path", path);
  return rel_reply_new_extended (404, "ROUTE_NOT_FOUND", message, extensions);
}

static RelReply *
new_unavailable (const char *reason)
{
  g_autofree char *message = g_strdup_printf ("Service \"database\" is unavailable. %s.", reason);
  JsonObject *extensions = json_object_new ();
  RelReply *self;

  json_object_set_string_member (extensions, "service", "database");
  json_object_set_string_member (extensions, "reason", reason);
  self = rel_reply_new_extended (503, "SERVICE_UNAVAILABLE", message, extensions);
  rel_reply_add_header (self, "Retry-After", RETRY_AFTER_S);
  return self;
}

/**
 * rel_reply_new_error:
 * @error: what failed in the server
 *
 * Returns: (transfer full): the error of a request that was right and could not be done; of one
 *   that another program stands in the way of, that it may be tried again
 */
RelReply *
rel_reply_new_error (const GError *error)
{
  if (g_error_matches (error, REL_ERROR, REL_ERROR_BUSY))
    return new_unavailable (error->message);
  return rel_reply_new_refusal (500, "INTERNAL_SERVER_ERROR", error->message);
}

/**
 * rel_reply_add_header:
 * @self: an answer
 * @name: name of a header
 * @value: its value
 *
 * Sends a header with an answer, beside others of the same name.
 */
void
rel_reply_add_header (RelReply *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/**
 * rel_reply_free:
 * @self: (transfer full): an answer
 */
void
rel_reply_free (RelReply *self)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_free (self);
}
