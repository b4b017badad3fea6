/* proxy.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _Proxy Proxy;

/* What becomes of a request. */
typedef enum
{
  PROXY_PASSES,
  PROXY_REFUSES,       /* not done, and answered with a 500 */
  PROXY_FAILS_AFTER,   /* done, and answered with a 500 */
  PROXY_LOSES_REQUEST, /* not done, and the connection is cut */
  PROXY_LOSES_REPLY,   /* done, and the connection is cut */
  PROXY_FORBIDS,       /* not done, and answered with a 403 */
  PROXY_N_FAULTS,
  PROXY_WAITS = PROXY_N_FAULTS, /* passes once something else was done */
} ProxyFault;

Proxy *proxy_new (const char *url, guint latency_ms);
void proxy_free (Proxy *self);
const char *proxy_get_url (Proxy *self);
void proxy_fail (Proxy *self, guint nth, ProxyFault fault);
void proxy_wait (Proxy *self, guint nth, GSourceFunc func, gpointer user_data);
void proxy_reset (Proxy *self);
guint proxy_count (Proxy *self);
guint proxy_count_writes (Proxy *self);
guint proxy_count_round_trips (Proxy *self);
char *proxy_dup_writes (Proxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proxy, proxy_free)

G_END_DECLS
