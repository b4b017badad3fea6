/* rel-chooser.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-choices.h"
#include "rel-name-offer.h"

G_BEGIN_DECLS

#define REL_TYPE_CHOOSER (rel_chooser_get_type ())

G_DECLARE_FINAL_TYPE (RelChooser, rel_chooser, REL, CHOOSER, AdwBin)

GtkWidget *rel_chooser_new (void);
void rel_chooser_set_name (RelChooser *self, const char *name);
void rel_chooser_set_mistake (RelChooser *self, const char *mistake);
void rel_chooser_set_label (RelChooser *self, const char *label);
const char *rel_chooser_get_label (RelChooser *self);
void rel_chooser_set_multiple (RelChooser *self, gboolean multiple);
void rel_chooser_set_note (RelChooser *self, const char *note);
void rel_chooser_set_name_func (RelChooser *self, RelNameFunc func, gpointer user_data);
void rel_chooser_type (RelChooser *self, const char *text);
void rel_chooser_take_choices (RelChooser *self, GPtrArray *choices);
void rel_chooser_select (RelChooser *self, const char *const *values);
void rel_chooser_open (RelChooser *self);
void rel_chooser_close (RelChooser *self);
GListModel *rel_chooser_list_matches (RelChooser *self);
void rel_chooser_activate (RelChooser *self, guint position);

G_END_DECLS
