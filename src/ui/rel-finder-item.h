/* rel-finder-item.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-link.h"

G_BEGIN_DECLS

#define REL_TYPE_FINDER_ITEM (rel_finder_item_get_type ())

G_DECLARE_FINAL_TYPE (RelFinderItem, rel_finder_item, REL, FINDER_ITEM, GObject)

RelFinderItem *rel_finder_item_new_command (const char *title, const char *action_name, GVariant *target);
RelFinderItem *rel_finder_item_new_collection (RelCollection *collection);
RelFinderItem *rel_finder_item_new_link (RelLink *link, guint nth);

const char *rel_finder_item_get_title (RelFinderItem *self);
const char *rel_finder_item_get_detail (RelFinderItem *self);
const char *rel_finder_item_get_icon_name (RelFinderItem *self);
RelKind rel_finder_item_get_kind (RelFinderItem *self);
const char *rel_finder_item_get_action_name (RelFinderItem *self);
GVariant *rel_finder_item_get_target (RelFinderItem *self);
guint rel_finder_item_rank (RelFinderItem *self, const char *const *words);

G_END_DECLS
