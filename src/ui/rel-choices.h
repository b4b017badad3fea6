/* rel-choices.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-choice.h"

G_BEGIN_DECLS

#define REL_TYPE_CHOICES (rel_choices_get_type ())

G_DECLARE_FINAL_TYPE (RelChoices, rel_choices, REL, CHOICES, GObject)

RelChoices *rel_choices_new (void);
void rel_choices_take (RelChoices *self, GPtrArray *choices);
void rel_choices_select (RelChoices *self, const char *const *values);
void rel_choices_set_filter (RelChoices *self, const char *text);
gboolean rel_choices_is_filtered (RelChoices *self);
GListModel *rel_choices_list_all (RelChoices *self);
GListModel *rel_choices_list_matches (RelChoices *self);
guint rel_choices_find_exact (RelChoices *self);
guint rel_choices_find_selected (RelChoices *self);
GStrv rel_choices_dup_selected (RelChoices *self);

G_END_DECLS
