/* rel-rate-limit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-rate-limit.h"

#include "rel-network.h"

/* How many clients are told apart; all that come after that share what one has. */
#define MAX_CLIENTS 4096
#define OTHERS      ""

/**
 * RelRateLimit:
 *
 * How often each client may do something within a time, which begins when it does so first.
 * That is how the rate limiter of Directus counts.
 *
 * Times are given by who asks: they are those of one clock that does not go backwards.
 */
struct _RelRateLimit
{
  GHashTable *windows; /* (element-type utf8 Window) (owned): by client */
  guint points;
  guint duration_s;
};

/* What a client has done since its time began. */
typedef struct
{
  gint64 end_us;
  guint n_points;
} Window;

static gboolean
is_past (gpointer key, gpointer value, gpointer user_data)
{
  return ((Window *) value)->end_us <= *(gint64 *) user_data;
}

/* Gets the one that is not over yet. */
static Window *
find (RelRateLimit *self, const char *client, gint64 now_us)
{
  Window *window = g_hash_table_lookup (self->windows, client);

  return window != NULL && !is_past (NULL, window, &now_us) ? window : NULL;
}

/* Whom an address belongs to, for as long as there is room for one more. */
static char *
dup_client (RelRateLimit *self, const char *address, gint64 now_us)
{
  g_autofree char *client = rel_network_dup_client (address);

  if (g_hash_table_contains (self->windows, client) || g_hash_table_size (self->windows) < MAX_CLIENTS)
    return g_steal_pointer (&client);
  g_hash_table_foreach_remove (self->windows, is_past, &now_us);
  return g_strdup (g_hash_table_size (self->windows) < MAX_CLIENTS ? client : OTHERS);
}

/* A time as the module ms of Directus writes it. */
static char *
dup_duration (guint duration_ms)
{
  static const struct
  {
    guint length_ms;
    const char *name;
  } units[] = { { 24 * 60 * 60 * 1000, "d" }, { 60 * 60 * 1000, "h" }, { 60 * 1000, "m" }, { 1000, "s" } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (duration_ms >= units[i].length_ms)
        return g_strdup_printf ("%u%s", (duration_ms + units[i].length_ms / 2) / units[i].length_ms, units[i].name);
    }
  return g_strdup_printf ("%ums", duration_ms);
}

static char *
dup_time_from_now (guint ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) end = g_date_time_add (now, ms * G_TIME_SPAN_MILLISECOND);
  g_autofree char *seconds = g_date_time_format (end, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, g_date_time_get_microsecond (end) / 1000);
}

static RelReply *
new_refusal (RelRateLimit *self, guint wait_ms)
{
  g_autofree char *duration = dup_duration (wait_ms);
  g_autofree char *message = g_strdup_printf ("Too many requests, retry after %s.", duration);
  g_autofree char *wait_s = g_strdup_printf ("%u", (wait_ms + 500) / 1000);
  g_autofree char *reset = dup_time_from_now (wait_ms);
  JsonObject *extensions = json_object_new ();
  RelReply *reply;

  json_object_set_int_member (extensions, "limit", self->points);
  json_object_set_string_member (extensions, "reset", reset);
  reply = rel_reply_new_extended (429, "REQUESTS_EXCEEDED", message, extensions);
  rel_reply_add_header (reply, "Retry-After", wait_s);
  return reply;
}

/**
 * rel_rate_limit_new:
 * @points: how often, at least 1
 * @duration_s: within which time, at least 1
 *
 * Returns: (transfer full): a limit that nobody has come near
 */
RelRateLimit *
rel_rate_limit_new (guint points, guint duration_s)
{
  RelRateLimit *self = g_new0 (RelRateLimit, 1);

  self->windows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->points = points;
  self->duration_s = duration_s;
  return self;
}

/**
 * rel_rate_limit_free:
 * @self: (transfer full): a limit
 */
void
rel_rate_limit_free (RelRateLimit *self)
{
  g_hash_table_unref (self->windows);
  g_free (self);
}

/**
 * rel_rate_limit_get_points:
 * @self: a limit
 *
 * Returns: how often
 */
guint
rel_rate_limit_get_points (RelRateLimit *self)
{
  return self->points;
}

/**
 * rel_rate_limit_get_duration_s:
 * @self: a limit
 *
 * Returns: within which time
 */
guint
rel_rate_limit_get_duration_s (RelRateLimit *self)
{
  return self->duration_s;
}

/**
 * rel_rate_limit_refuse:
 * @self: a limit
 * @address: the address of a client
 * @now_us: the time
 *
 * Returns: (transfer full) (nullable): the error of what a client may not do yet; %NULL if it may
 */
RelReply *
rel_rate_limit_refuse (RelRateLimit *self, const char *address, gint64 now_us)
{
  g_autofree char *client = dup_client (self, address, now_us);
  Window *window = find (self, client, now_us);

  if (window == NULL || window->n_points < self->points)
    return NULL;
  return new_refusal (self, (window->end_us - now_us + 999) / 1000);
}

/**
 * rel_rate_limit_consume:
 * @self: a limit
 * @address: the address of a client
 * @now_us: the time
 *
 * Counts that a client does it.
 */
void
rel_rate_limit_consume (RelRateLimit *self, const char *address, gint64 now_us)
{
  g_autofree char *client = dup_client (self, address, now_us);
  Window *window = find (self, client, now_us);

  if (window == NULL)
    {
      window = g_new0 (Window, 1);
      window->end_us = now_us + (gint64) self->duration_s * G_USEC_PER_SEC;
      g_hash_table_insert (self->windows, g_steal_pointer (&client), window);
    }
  window->n_points++;
}
