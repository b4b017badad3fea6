/* rel-choice-list.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-choices.h"
#include "rel-name-offer.h"

G_BEGIN_DECLS

#define REL_TYPE_CHOICE_LIST (rel_choice_list_get_type ())
G_DECLARE_FINAL_TYPE (RelChoiceList, rel_choice_list, REL, CHOICE_LIST, GtkPopover)

GtkWidget *rel_choice_list_new (RelChoices *choices);

void rel_choice_list_set_name (RelChoiceList *self, const char *name, const char *note);
void rel_choice_list_set_name_func (RelChoiceList *self, RelNameFunc func, gpointer user_data);
void rel_choice_list_begin (RelChoiceList *self);
void rel_choice_list_type (RelChoiceList *self, const char *text);

G_END_DECLS
