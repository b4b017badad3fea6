/* rel-choice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define REL_TYPE_CHOICE (rel_choice_get_type ())

G_DECLARE_FINAL_TYPE (RelChoice, rel_choice, REL, CHOICE, GObject)

RelChoice *rel_choice_new (const char *value, const char *label, const char *detail);
const char *rel_choice_get_value (RelChoice *self);
gboolean rel_choice_is_selected (RelChoice *self);
void rel_choice_set_selected (RelChoice *self, gboolean selected);
gboolean rel_choice_matches (RelChoice *self, const char *folded);

G_END_DECLS
