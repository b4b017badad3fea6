/* rel-transport-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-transport.h"

G_BEGIN_DECLS

void rel_transport_scale_waits (RelTransport *self, double silence, double pauses);

G_END_DECLS
