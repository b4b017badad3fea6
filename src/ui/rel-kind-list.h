/* rel-kind-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-kind.h"

G_BEGIN_DECLS

#define REL_TYPE_KIND_LIST (rel_kind_list_get_type ())

G_DECLARE_FINAL_TYPE (RelKindList, rel_kind_list, REL, KIND_LIST, AdwBin)

GtkWidget *rel_kind_list_new (void);
void rel_kind_list_choose (RelKindList *self, RelKind kind);

G_END_DECLS
