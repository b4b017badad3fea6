/* rel-creation-review.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-creation.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_CREATION_REVIEW (rel_creation_review_get_type ())

G_DECLARE_FINAL_TYPE (RelCreationReview, rel_creation_review, REL, CREATION_REVIEW, GtkBox)

GtkWidget *rel_creation_review_new (void);
void rel_creation_review_show (RelCreationReview *self,
                               RelWorkspace *workspace,
                               RelSchema *result,
                               const RelCreation *wanted);
guint rel_creation_review_get_n_rows (RelCreationReview *self);

G_END_DECLS
