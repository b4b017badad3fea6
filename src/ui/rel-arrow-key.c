/* rel-arrow-key.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-arrow-key.h"

#include <gdk/gdk.h>

static const struct
{
  guint keyval;
  guint keypad;
  RelWay way;
  RelWay mirrored;
} keys[] = {
  { GDK_KEY_Up, GDK_KEY_KP_Up, REL_WAY_UP, REL_WAY_UP },
  { GDK_KEY_Down, GDK_KEY_KP_Down, REL_WAY_DOWN, REL_WAY_DOWN },
  { GDK_KEY_Left, GDK_KEY_KP_Left, REL_WAY_LEFT, REL_WAY_RIGHT },
  { GDK_KEY_Right, GDK_KEY_KP_Right, REL_WAY_RIGHT, REL_WAY_LEFT },
};

/**
 * rel_arrow_key_find_way:
 * @keyval: a key
 * @mirrored: whether the scene is shown mirrored
 * @way: (out): the way in the scene that the key leads
 *
 * Returns: whether it is an arrow key
 */
gboolean
rel_arrow_key_find_way (guint keyval, gboolean mirrored, RelWay *way)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keyval != keys[i].keyval && keyval != keys[i].keypad)
        continue;
      *way = mirrored ? keys[i].mirrored : keys[i].way;
      return TRUE;
    }
  return FALSE;
}
