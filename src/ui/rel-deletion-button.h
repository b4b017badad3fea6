/* rel-deletion-button.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-deletion.h"
#include "rel-link.h"

G_BEGIN_DECLS

#define REL_TYPE_DELETION_BUTTON (rel_deletion_button_get_type ())

G_DECLARE_FINAL_TYPE (RelDeletionButton, rel_deletion_button, REL, DELETION_BUTTON, AdwBin)

GtkWidget *rel_deletion_button_new (void);
void rel_deletion_button_show (RelDeletionButton *self, RelSchema *schema, RelLink *link);
void rel_deletion_button_choose (RelDeletionButton *self, RelDeletion what);
const char *rel_deletion_button_get_reason (RelDeletionButton *self);
char *rel_deletion_button_dup_reason (RelSchema *schema, RelLink *link);

G_END_DECLS
