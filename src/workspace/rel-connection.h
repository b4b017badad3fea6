/* rel-connection.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-client.h"
#include "rel-target.h"

G_BEGIN_DECLS

RelClient *rel_connection_new_client (RelTarget *target, GError **error);

G_END_DECLS
