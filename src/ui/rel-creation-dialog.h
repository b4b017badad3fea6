/* rel-creation-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-creation-form.h"
#include "rel-creation-review.h"
#include "rel-kind-list.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_CREATION_DIALOG (rel_creation_dialog_get_type ())

G_DECLARE_FINAL_TYPE (RelCreationDialog, rel_creation_dialog, REL, CREATION_DIALOG, AdwWindow)

GtkWidget *rel_creation_dialog_new (RelWorkspace *workspace, const char *collection);
void rel_creation_dialog_begin (RelCreationDialog *self, RelKind kind, const char *related);
RelKindList *rel_creation_dialog_get_kinds (RelCreationDialog *self);
RelCreationForm *rel_creation_dialog_get_form (RelCreationDialog *self);
RelCreationReview *rel_creation_dialog_get_review (RelCreationDialog *self);
GtkWidget *rel_creation_dialog_get_next (RelCreationDialog *self);
const char *rel_creation_dialog_get_step (RelCreationDialog *self);

G_END_DECLS
