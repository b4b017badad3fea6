/* rel-creation-form.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-creation-row.h"
#include "rel-creation.h"

G_BEGIN_DECLS

#define REL_TYPE_CREATION_FORM (rel_creation_form_get_type ())

G_DECLARE_FINAL_TYPE (RelCreationForm, rel_creation_form, REL, CREATION_FORM, GtkBox)

GtkWidget *rel_creation_form_new (void);
void rel_creation_form_show (RelCreationForm *self, RelSchema *schema);
void rel_creation_form_begin (RelCreationForm *self, RelKind kind, const char *collection, const char *related);
const RelCreation *rel_creation_form_get_wanted (RelCreationForm *self);
RelSchema *rel_creation_form_get_result (RelCreationForm *self);
const char *rel_creation_form_get_reason (RelCreationForm *self);
RelCreationRow *rel_creation_form_find_row (RelCreationForm *self, const char *member);

G_END_DECLS
