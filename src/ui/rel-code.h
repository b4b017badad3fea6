/* rel-code.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REL_TYPE_CODE (rel_code_get_type ())

G_DECLARE_FINAL_TYPE (RelCode, rel_code, REL, CODE, AdwBin)

GtkWidget *rel_code_new (void);
void rel_code_set_text (RelCode *self, const char *text);
const char *rel_code_get_text (RelCode *self);

G_END_DECLS
