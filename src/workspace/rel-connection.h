/* rel-connection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-target.h"

G_BEGIN_DECLS

/* Of the client, which those who see the workspace do not see. */
typedef struct _RelClient RelClient;

RelClient *rel_connection_new_client (RelTarget *target, GError **error);

G_END_DECLS
