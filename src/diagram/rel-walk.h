/* rel-walk.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-scene.h"

G_BEGIN_DECLS

/**
 * RelWay:
 * @REL_WAY_UP: towards smaller y
 * @REL_WAY_DOWN: towards larger y
 * @REL_WAY_LEFT: towards smaller x
 * @REL_WAY_RIGHT: towards larger x
 *
 * A direction in a scene. On a mirrored page, left is right.
 */
typedef enum
{
  REL_WAY_UP,
  REL_WAY_DOWN,
  REL_WAY_LEFT,
  REL_WAY_RIGHT,
} RelWay;

RelHit rel_scene_walk (RelScene *scene, const RelHit *from, RelWay way);
RelHit rel_scene_find_again (RelScene *scene, RelScene *before, const RelHit *hit);

G_END_DECLS
