/* rel-effort.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelEffort:
 * @REL_EFFORT_QUICK: a picture that is right, but has more crossings than it needs
 * @REL_EFFORT_BEST: the picture to look at
 * @REL_EFFORT_FIRST: a picture for the time until there is a better one: cards stand about where
 *   they will, but lines run on each other, and through cards
 *
 * How much is done for a picture.
 */
typedef enum
{
  REL_EFFORT_QUICK,
  REL_EFFORT_BEST,
  REL_EFFORT_FIRST,
} RelEffort;

G_END_DECLS
