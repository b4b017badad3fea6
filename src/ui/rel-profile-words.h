/* rel-profile-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-profile.h"

G_BEGIN_DECLS

const char *rel_profile_words_get_kind (RelProfileKind kind);
const char *rel_profile_words_get_colour (RelProfileColour colour);
void rel_profile_words_mark (GtkWidget *widget, RelProfileColour colour);
char *rel_profile_words_dup_set_aside (const char *path);

G_END_DECLS
