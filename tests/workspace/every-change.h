/* every-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *every_change_new (RelSchema *sample, gboolean at_once);

G_END_DECLS
