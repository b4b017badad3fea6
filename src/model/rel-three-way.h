/* rel-three-way.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

/**
 * RelThreeWay:
 * @base: (owned): theirs, but what it was at each clash
 * @draft: (owned): theirs with what is mine
 * @clashes: (owned) (element-type utf8): the members that both changed
 *
 * One object of the API, merged.
 */
typedef struct
{
  JsonNode *base;
  JsonNode *draft;
  GPtrArray *clashes;
} RelThreeWay;

RelThreeWay *rel_three_way_merge (RelObject object, JsonNode *was, JsonNode *mine, JsonNode *theirs);
void rel_three_way_free (RelThreeWay *self);

GStrv rel_three_way_dup_names (JsonNode *node, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelThreeWay, rel_three_way_free)

G_END_DECLS
