/* pictures-served.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void pictures_served (const char *folder, gboolean is_crowd);

G_END_DECLS
