/* rel-body.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

gboolean rel_body_is (SoupMessageHeaders *headers, const char *type);
RelReply *rel_body_read (RelCall *call);

G_END_DECLS
