/* rel-rate-limit.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-reply.h"

G_BEGIN_DECLS

typedef struct _RelRateLimit RelRateLimit;

RelRateLimit *rel_rate_limit_new (guint points, guint duration_s);
void rel_rate_limit_free (RelRateLimit *self);
guint rel_rate_limit_get_points (RelRateLimit *self);
guint rel_rate_limit_get_duration_s (RelRateLimit *self);
RelReply *rel_rate_limit_refuse (RelRateLimit *self, const char *address, gint64 now_us);
void rel_rate_limit_consume (RelRateLimit *self, const char *address, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelRateLimit, rel_rate_limit_free)

G_END_DECLS
