/* rel-retry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a read that failed is tried again, and when. Pauses grow, and chance spreads
 * them, so that many programs that failed at once do not come back at once.
 */

#include "config.h"

#include "rel-retry.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "rel-transport.h"

#define STATUS_TOO_MANY_REQUESTS 429

/* Beyond this it makes no difference. */
#define MAX_AFTER_S (366 * 24 * 60 * 60)

/**
 * rel_retry_can_help_error:
 * @error: how the network failed
 *
 * Returns: whether it is a failure that may pass: of a connection, not of a name or of a
 *   certificate
 */
gboolean
rel_retry_can_help_error (const GError *error)
{
  static const int codes[] = {
    G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_CONNECTION_CLOSED,   G_IO_ERROR_TIMED_OUT,
    G_IO_ERROR_HOST_UNREACHABLE,   G_IO_ERROR_NETWORK_UNREACHABLE, G_IO_ERROR_PARTIAL_INPUT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (error, G_IO_ERROR, codes[i]))
        return TRUE;
    }
  /* libsoup cannot tell a head that is cut off from what is no HTTP. */
  if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING))
    return TRUE;
  return g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE) ||
         g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

/**
 * rel_retry_can_help_status:
 * @status: of an answer
 *
 * Returns: whether the server, or one in front of it, only cannot answer now
 */
gboolean
rel_retry_can_help_status (guint status)
{
  return status == STATUS_TOO_MANY_REQUESTS || status == SOUP_STATUS_BAD_GATEWAY ||
         status == SOUP_STATUS_SERVICE_UNAVAILABLE || status == SOUP_STATUS_GATEWAY_TIMEOUT;
}

/**
 * rel_retry_read_after:
 * @value: (nullable): the header `Retry-After`: seconds, or a date of HTTP
 * @now: what a date is compared with
 *
 * Returns: in how many milliseconds the server wants to be asked again, or
 *   %REL_RETRY_UNSAID
 */
gint64
rel_retry_read_after (const char *value, GDateTime *now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return REL_RETRY_UNSAID;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL))
    return MIN (seconds, MAX_AFTER_S) * 1000;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return REL_RETRY_UNSAID;
  return CLAMP (g_date_time_difference (date, now) / 1000, 0, (gint64) MAX_AFTER_S * 1000);
}

/**
 * rel_retry_get_pause_ms:
 * @n_tries: how often it was tried
 * @paused_ms: how long all pauses were so far
 * @asked_ms: when the server wants to be asked again, or %REL_RETRY_UNSAID
 * @chance: from 0 to 1
 *
 * Returns: how long to wait before the next try, or %REL_RETRY_NEVER when that were too many
 *   tries, or too long
 */
int
rel_retry_get_pause_ms (guint n_tries, guint paused_ms, gint64 asked_ms, double chance)
{
  double pause_ms;

  if (n_tries >= REL_TRANSPORT_TRIES)
    return REL_RETRY_NEVER;
  /* From half of it to half as much again; a server that names a time is not asked earlier. */
  pause_ms = (REL_TRANSPORT_FIRST_PAUSE_MS << (n_tries - 1)) * (0.5 + chance) + MAX (asked_ms, 0);
  return paused_ms + pause_ms <= REL_TRANSPORT_PAUSES_S * 1000 ? (int) pause_ms : REL_RETRY_NEVER;
}
