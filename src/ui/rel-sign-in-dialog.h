/* rel-sign-in-dialog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-question.h"
#include "rel-target.h"

G_BEGIN_DECLS

#define REL_TYPE_SIGN_IN_DIALOG (rel_sign_in_dialog_get_type ())

G_DECLARE_FINAL_TYPE (RelSignInDialog, rel_sign_in_dialog, REL, SIGN_IN_DIALOG, AdwWindow)

GtkWidget *rel_sign_in_dialog_new (RelQuestion *question, RelTarget *target);
void rel_sign_in_dialog_ask (GtkWidget *parent, RelQuestion *question, RelTarget *target);

G_END_DECLS
