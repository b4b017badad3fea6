/* rel-profile-rows.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-profile.h"

G_BEGIN_DECLS

void rel_profile_rows_fill_server (AdwComboRow *sign_in, AdwComboRow *transport);
void rel_profile_rows_fill_saved (AdwComboRow *kind, AdwComboRow *colour);
RelProfileSignIn rel_profile_rows_get_sign_in (AdwComboRow *row);
void rel_profile_rows_set_sign_in (AdwComboRow *row, RelProfileSignIn sign_in);
char *rel_profile_rows_dup_text (AdwEntryRow *row);

G_END_DECLS
