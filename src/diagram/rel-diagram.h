/* rel-diagram.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-effort.h"
#include "rel-scene.h"

G_BEGIN_DECLS

/**
 * RelDetail:
 * @REL_DETAIL_NAMES: the names of collections
 * @REL_DETAIL_RELATIONS: and their relational fields
 * @REL_DETAIL_FIELDS: and all other fields
 *
 * How much stands on a card.
 */
typedef enum
{
  REL_DETAIL_NAMES,
  REL_DETAIL_RELATIONS,
  REL_DETAIL_FIELDS,
} RelDetail;

/**
 * RelDiagramOptions:
 * @detail: how much stands on a card
 * @junctions: whether junctions have cards of their own, and are not folded into lines
 * @system: whether relations of Directus' own are shown too
 * @groups: whether the cards of a folder stand together, in a box
 * @around: (nullable): the only collection that is shown, with those that it is linked with
 * @n_steps: how many steps from @around are shown
 * @group: (nullable): the only folder that is shown, with what its collections are linked with
 * @path_from: (nullable): where the only path starts that is shown
 * @path_to: (nullable): where it ends
 * @found: (nullable): what was looked for and is to be marked: names of collections, or of
 *   fields as `collection.field`
 * @effort: how much is done for the picture
 *
 * What a diagram shows. With all of it zero, it is names with folded junctions, at once.
 */
typedef struct
{
  RelDetail detail;
  gboolean junctions;
  gboolean system;
  gboolean groups;
  const char *around;
  guint n_steps;
  const char *group;
  const char *path_from;
  const char *path_to;
  const char *const *found;
  RelEffort effort;
} RelDiagramOptions;

/**
 * RelDiagramPlace:
 * @collection: the name of a collection
 * @x: where its card is to stand, from the origin of the scene; it may be below 0
 * @y: where its card is to stand, likewise
 * @pinned: whether it was put there by hand; others make room for it
 *
 * Where a card is to stand.
 */
typedef struct
{
  const char *collection;
  double x;
  double y;
  gboolean pinned;
} RelDiagramPlace;

RelScene *rel_diagram_scene (RelSchema *schema,
                             RelSchema *base,
                             const RelDiagramOptions *options,
                             RelMeasureFunc measure,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);
RelScene *rel_diagram_scene_after (RelScene *before,
                                   RelSchema *schema,
                                   RelSchema *base,
                                   const RelDiagramOptions *options,
                                   const RelDiagramPlace *places,
                                   guint n_places,
                                   RelMeasureFunc measure,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
