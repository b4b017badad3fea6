/* turns.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the processor worked for the turns of the main loop. */
typedef struct
{
  guint n_turns;
  double longest_ms;
  double total_ms;
} Turns;

void turns_watch (void);
void turns_begin (void);
Turns turns_end (const char *what);

G_END_DECLS
