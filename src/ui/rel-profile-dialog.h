/* rel-profile-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-profile.h"

G_BEGIN_DECLS

#define REL_TYPE_PROFILE_DIALOG (rel_profile_dialog_get_type ())

G_DECLARE_FINAL_TYPE (RelProfileDialog, rel_profile_dialog, REL, PROFILE_DIALOG, AdwWindow)

GtkWidget *rel_profile_dialog_new (const RelProfile *profile);

G_END_DECLS
