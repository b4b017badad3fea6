/* rel-field-addition.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_FIELD_ADDITION (rel_field_addition_get_type ())

G_DECLARE_FINAL_TYPE (RelFieldAddition, rel_field_addition, REL, FIELD_ADDITION, AdwExpanderRow)

GtkWidget *rel_field_addition_new (void);
void rel_field_addition_show (RelFieldAddition *self, RelWorkspace *workspace, const char *collection);

G_END_DECLS
