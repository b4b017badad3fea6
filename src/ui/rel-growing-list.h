/* rel-growing-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define REL_TYPE_GROWING_LIST (rel_growing_list_get_type ())

G_DECLARE_FINAL_TYPE (RelGrowingList, rel_growing_list, REL, GROWING_LIST, GObject)

RelGrowingList *rel_growing_list_new (GListModel *model, guint n_first);
gboolean rel_growing_list_grow (RelGrowingList *self, guint n_more);
void rel_growing_list_begin (RelGrowingList *self);
void rel_growing_list_reach (RelGrowingList *self, guint position);
void rel_growing_list_open (RelGrowingList *self);
gboolean rel_growing_list_is_open (RelGrowingList *self);

G_END_DECLS
