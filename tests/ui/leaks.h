/* leaks.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void leaks_begin_foreign (void);
void leaks_end_foreign (void);

G_END_DECLS
