/* rel-difference.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

/**
 * RelTicked:
 * @REL_TICKED_NONE: nothing of it
 * @REL_TICKED_SOME: a part of it
 * @REL_TICKED_ALL: all of it
 *
 * How much of something a person has chosen.
 */
typedef enum
{
  REL_TICKED_NONE,
  REL_TICKED_SOME,
  REL_TICKED_ALL,
} RelTicked;

#define REL_TYPE_DIFFERENCE (rel_difference_get_type ())

G_DECLARE_FINAL_TYPE (RelDifference, rel_difference, REL, DIFFERENCE, GObject)

RelDifference *rel_difference_new_collection (const char *collection);
RelDifference *rel_difference_new_change (RelDifference *heading, RelChange *change);
RelDifference *rel_difference_new_part (RelDifference *whole, GPtrArray *members);
const char *rel_difference_get_collection (RelDifference *self);
RelChange *rel_difference_get_change (RelDifference *self);
GPtrArray *rel_difference_get_members (RelDifference *self);
GPtrArray *rel_difference_get_below (RelDifference *self);
char *rel_difference_dup_id (RelDifference *self);
RelTicked rel_difference_get_ticked (RelDifference *self);
void rel_difference_set_ticked (RelDifference *self, gboolean ticked);

G_END_DECLS
