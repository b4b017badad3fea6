/* crowd.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *crowd_name (const char *name);
char *crowd_write (void);

G_END_DECLS
