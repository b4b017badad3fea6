/* rel-failure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went wrong with a request, in words that say what a person can do next, and with the
 * code that the program goes by.
 */

#include "config.h"

#include "rel-failure.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-address.h"
#include "rel-answer.h"
#include "rel-error.h"
#include "rel-retry.h"

#define STATUS_REQUEST_TOO_LARGE 413
#define STATUS_TOO_MANY_REQUESTS 429

static guint
to_seconds (guint ms)
{
  return (ms + 999) / 1000;
}

static GError *
silence_error (RelCall *call)
{
  guint seconds = to_seconds (rel_deadline_get_silence_ms (call->deadline));
  g_autofree char *time = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u second", "%u seconds", seconds), seconds);

  if (!call->is_sent)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                        _ ("%s cannot be reached: there was no connection within %s. Check the address and the "
                           "network"),
                        call->address, time);
  return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("%s said nothing for %s (%s %s)"), call->address, time,
                      call->method, call->path);
}

static GError *
tls_error (RelCall *call, const GError *error)
{
  const char *host = g_uri_get_host (call->uri);
  g_autofree char *faults = NULL;
  GError *failure;

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("%s does not speak https; if that is right, use http://"),
                        host);
  if (!g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) || call->certificate == NULL)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("No safe connection to %s: %s"), host, error->message);

  faults = rel_certificate_dup_words (call->certificate);
  failure =
    g_error_new (REL_ERROR, REL_ERROR_CERTIFICATE,
                 _ ("%s shows a certificate that cannot be trusted: %s. Nothing was sent. Its fingerprint is %s"), host,
                 faults, rel_certificate_get_fingerprint (call->certificate));
  rel_error_set_certificate (failure, call->certificate);
  return failure;
}

/**
 * rel_failure_of_network:
 * @call: a call without an answer
 * @error: what GIO or libsoup says
 *
 * Returns: (transfer full): `REL_ERROR_NETWORK`, `REL_ERROR_CERTIFICATE` with the
 *   certificate, `REL_ERROR_NOT_DIRECTUS` if this is not HTTP, or `G_IO_ERROR_CANCELLED`
 */
GError *
rel_failure_of_network (RelCall *call, const GError *error)
{
  const char *host = g_uri_get_host (call->uri);

  if (rel_deadline_is_over (call->deadline))
    return silence_error (call);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (error->domain == G_TLS_ERROR)
    return tls_error (call, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("Nothing answers at %s: is the server running?"),
                        call->address);
  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                        _ ("There is no server named %s, or it cannot be found from here"), host);
  /* A server that takes a write has spoken HTTP before: to break off is all it can have done. */
  if (call->is_read && (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
                        g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING)))
    return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                        _ ("What answers at %s does not speak HTTP, or breaks off in the middle"), call->address);
  if (call->is_sent)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("The connection to %s was lost during %s %s: %s"), host,
                        call->method, call->path, error->message);
  return g_error_new (REL_ERROR, REL_ERROR_NETWORK, _ ("%s cannot be reached: %s"), call->address, error->message);
}

/* What the server says no with, the same over REST and GraphQL. Directus says the same 403 to
 * a stranger and to a user without rights. */
static GError *
refusal_error (guint status, const char *what, const char *says, gboolean has_token)
{
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return g_error_new (REL_ERROR, REL_ERROR_UNAUTHORIZED, "%s: %s",
                        has_token ? _ ("The server does not accept the token") : _ ("The server wants a token"), says);
  if (status == SOUP_STATUS_FORBIDDEN && !has_token)
    return g_error_new (REL_ERROR, REL_ERROR_FORBIDDEN,
                        _ ("This server shows its schema only with a token. Missing or not allowed: %s. The server "
                           "says: %s"),
                        what, says);
  if (status == SOUP_STATUS_FORBIDDEN)
    return g_error_new (REL_ERROR, REL_ERROR_FORBIDDEN, _ ("Missing or not allowed: %s. The server says: %s"), what,
                        says);
  if (status >= 500)
    return g_error_new (REL_ERROR, REL_ERROR_SERVER, _ ("The server failed at %s (HTTP %u): %s"), what, status, says);
  return g_error_new (REL_ERROR, REL_ERROR_REFUSED, _ ("The server refuses %s: %s"), what, says);
}

/* When the server wants to be asked again; empty if it does not say. */
static char *
dup_when (SoupMessageHeaders *headers)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  gint64 after_ms = rel_retry_read_after (soup_message_headers_get_one (headers, "Retry-After"), now);
  guint seconds, minutes;

  if (after_ms == REL_RETRY_UNSAID)
    return g_strdup ("");
  seconds = MAX (to_seconds (after_ms), 1);
  minutes = (seconds + 59) / 60;
  if (seconds < 120)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Try again in %u second. ", "Try again in %u seconds. ",
                                         seconds),
                            seconds);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Try again in %u minute. ", "Try again in %u minutes. ",
                                       minutes),
                          minutes);
}

static GError *
server_error (RelCall *call, guint status, const char *what, const char *when, const char *says)
{
  if (status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_GATEWAY_TIMEOUT)
    return g_error_new (REL_ERROR, REL_ERROR_SERVER,
                        _ ("What stands before Directus answers %s %s, but Directus itself does not (HTTP %u). %s%s"),
                        call->method, call->path, status, when, says);
  if (status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    return g_error_new (REL_ERROR, REL_ERROR_SERVER, _ ("The server cannot answer %s %s now (HTTP %u). %s%s"),
                        call->method, call->path, status, when, says);
  return refusal_error (status, what, says, TRUE);
}

static GError *
proxy_error (RelCall *call)
{
  guint status = soup_message_get_status (call->message);

  if (status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    return g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                        _ ("The proxy on the way to %s wants a name and a password (HTTP %u)"), call->address, status);
  return g_error_new (REL_ERROR, REL_ERROR_NETWORK,
                      _ (
                        "The proxy on the way to %s lets nothing through (HTTP %u). Check the system's proxy settings"),
                      call->address, status);
}

/* Returns: (nullable): %NULL if this is no answer of the API */
static GError *
status_error (RelCall *call, JsonNode *json, const char *words)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  guint status = soup_message_get_status (call->message);
  const char *says = words != NULL ? words : soup_status_get_phrase (status);
  g_autofree char *when = dup_when (headers);
  g_autofree char *what = g_strdup_printf ("%s %s", call->method, call->path);

  if (rel_answer_hides (json))
    status = SOUP_STATUS_FORBIDDEN;
  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    return refusal_error (status, what, says, call->token != NULL);
  if (status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    return proxy_error (call);
  if (status == STATUS_REQUEST_TOO_LARGE)
    return g_error_new (REL_ERROR, REL_ERROR_REFUSED,
                        _ ("The server takes no request as large as this one (%s %s). Its limit can be raised, or the "
                           "change made in parts: %s"),
                        call->method, call->path, says);
  if (status == STATUS_TOO_MANY_REQUESTS)
    return g_error_new (REL_ERROR, REL_ERROR_REFUSED, _ ("The server gets too many requests. %s%s"), when,
                        words != NULL ? words : "HTTP 429");
  if (status >= 500)
    return server_error (call, status, what, when, says);
  return status >= 400 && words != NULL ? refusal_error (status, what, says, call->token != NULL) : NULL;
}

/**
 * rel_failure_of_status:
 * @call: a call that was answered, but not with a success
 * @json: (nullable): the answer
 * @is_page: whether the answer is a web page
 *
 * Returns: (transfer full): `REL_ERROR_UNAUTHORIZED`, `REL_ERROR_FORBIDDEN`,
 *   `REL_ERROR_REFUSED` or `REL_ERROR_SERVER` with what the server says, as words and as
 *   data, but without the token; `REL_ERROR_NETWORK` for a proxy that wants a password; else
 *   `REL_ERROR_NOT_DIRECTUS`
 */
GError *
rel_failure_of_status (RelCall *call, JsonNode *json, gboolean is_page)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autofree char *words = rel_answer_dup_server_words (json);
  GError *failure = status_error (call, json, words);

  if (failure == NULL)
    return rel_failure_of_answer (call, is_page || rel_answer_is_page (type, NULL), NULL);
  rel_answer_set_refusal (json, failure);
  rel_failure_hide (failure, call->token);
  return failure;
}

/* The codes of Directus' errors that do not stand for a request that is wrong in itself. */
static const struct
{
  const char *code;
  guint status;
} statuses[] = {
  { "FORBIDDEN", 403 },
  { "INVALID_PROVIDER", 403 },
  { "INVALID_TOKEN", 403 },
  { "LIMIT_EXCEEDED", 403 },
  { "INVALID_CREDENTIALS", 401 },
  { "INVALID_IP", 401 },
  { "INVALID_OTP", 401 },
  { "TOKEN_EXPIRED", 401 },
  { "USER_SUSPENDED", 401 },
  { "INTERNAL_SERVER_ERROR", 500 },
  { "INVALID_PROVIDER_CONFIG", 503 },
  { "OUT_OF_DATE", 503 },
  { "SERVICE_UNAVAILABLE", 503 },
  { "UNEXPECTED_RESPONSE", 503 },
};

static guint
status_of (const char *code)
{
  if (code == NULL)
    return 500;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (strcmp (statuses[i].code, code) == 0)
        return statuses[i].status;
    }
  return 400;
}

/**
 * rel_failure_of_graphql:
 * @json: (nullable): an answer that came as a success
 * @what: the query or the mutation, for the message
 *
 * Over GraphQL, errors come like successes. Their codes say which status REST would have
 * given.
 *
 * Returns: (transfer full) (nullable): `REL_ERROR_UNAUTHORIZED`, `REL_ERROR_FORBIDDEN`,
 *   `REL_ERROR_REFUSED` or `REL_ERROR_SERVER` with what the server says, as words and as
 *   data; %NULL if it says no errors
 */
GError *
rel_failure_of_graphql (JsonNode *json, const char *what)
{
  g_autofree char *words = rel_answer_dup_server_words (json);
  GError *failure;

  if (words == NULL)
    return NULL;
  failure = refusal_error (status_of (rel_answer_get_code (json)), what, words, TRUE);
  rel_answer_set_refusal (json, failure);
  return failure;
}

/**
 * rel_failure_of_answer:
 * @call: a call that was answered
 * @is_page: whether with a web page
 * @detail: (nullable): what is wrong with the answer, as a sentence
 *
 * Returns: (transfer full): `REL_ERROR_NOT_DIRECTUS`
 */
GError *
rel_failure_of_answer (RelCall *call, gboolean is_page, const char *detail)
{
  if (is_page)
    return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                        _ ("This address answers with a web page, not with the Directus API: %s%s"), call->address,
                        call->path);
  return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                      _ ("This address does not answer as the Directus API does: %s%s gives HTTP %u%s%s"),
                      call->address, call->path, soup_message_get_status (call->message), detail != NULL ? ". " : "",
                      detail != NULL ? detail : "");
}

/**
 * rel_failure_of_head:
 * @call: a call of which the head of the answer came
 *
 * Returns: (transfer full) (nullable): `REL_ERROR_NOT_DIRECTUS` if the rest need not even be
 *   read, `REL_ERROR_NETWORK` if a proxy answers instead; else %NULL
 */
GError *
rel_failure_of_head (RelCall *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const char *encoding = rel_call_get_encoding (call);
  g_autofree char *detail = NULL;

  /* What comes without TLS from https was not said by the server, but by a proxy before it. */
  if (g_str_equal (g_uri_get_scheme (call->uri), "https") &&
      soup_message_get_tls_peer_certificate (call->message) == NULL)
    return proxy_error (call);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message)))
    return NULL;
  if (!rel_answer_is_json (type))
    detail = g_strdup_printf (_ ("It is of the type %s, not JSON"), type);
  else if (encoding != NULL && !g_str_equal (encoding, "gzip"))
    detail = g_strdup_printf (_ ("It is packed in a way that was not asked for (%s)"), encoding);
  return detail != NULL ? rel_failure_of_answer (call, rel_answer_is_page (type, NULL), detail) : NULL;
}

/**
 * rel_failure_of_redirect:
 * @call: a call that is sent on
 * @there: to where, and where it does not go
 *
 * Returns: (transfer full): `REL_ERROR_NOT_DIRECTUS`
 */
GError *
rel_failure_of_redirect (RelCall *call, GUri *there)
{
  GUri *here = soup_message_get_uri (call->message);
  /* What stands behind the path may be a secret of a login. */
  g_autofree char *shown =
    g_uri_to_string_partial (there, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);

  if (rel_address_same_origin (here, there))
    return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS, _ ("This address only sends on to %s"), shown);
  if (g_str_equal (g_uri_get_scheme (here), "https") && g_str_equal (g_uri_get_scheme (there), "http"))
    return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                        _ ("This address sends on from https to %s, where others can read along; the token was not "
                           "sent there"),
                        shown);
  return g_error_new (REL_ERROR, REL_ERROR_NOT_DIRECTUS,
                      _ ("This address sends on to %s; the token was not sent there. If that is your server, use its "
                         "address"),
                      shown);
}

/**
 * rel_failure_is_refusal:
 * @error: how a request failed
 *
 * Returns: whether Directus itself said no, so that a write was not done; of every other
 *   failure this is not known
 */
gboolean
rel_failure_is_refusal (const GError *error)
{
  return g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN) ||
         g_error_matches (error, REL_ERROR, REL_ERROR_REFUSED);
}

static char *
dup_without (const char *text, const char *secret)
{
  g_autoptr (GString) words = NULL;

  if (text == NULL)
    return NULL;
  words = g_string_new (text);
  g_string_replace (words, secret, "…", 0);
  return g_strdup (words->str);
}

/**
 * rel_failure_hide:
 * @error: how a request failed
 * @secret: (nullable): what must not be repeated, even if the server does
 *
 * Sees that a server that quotes what it was sent brings no secret on screen.
 */
void
rel_failure_hide (GError *error, const char *secret)
{
  g_autofree char *code = NULL, *reason = NULL, *field = NULL;
  char *message;

  if (secret == NULL || *secret == '\0')
    return;
  message = dup_without (error->message, secret);
  g_free (error->message);
  error->message = message;
  if (error->domain != REL_ERROR)
    return;
  code = dup_without (rel_error_get_server_code (error), secret);
  reason = dup_without (rel_error_get_reason (error), secret);
  field = dup_without (rel_error_get_field (error), secret);
  rel_error_set_refusal (error, code, reason, field);
}
