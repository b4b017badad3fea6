/* rel-start-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

#define REL_TYPE_START_PAGE (rel_start_page_get_type ())

G_DECLARE_FINAL_TYPE (RelStartPage, rel_start_page, REL, START_PAGE, AdwBin)

GtkWidget *rel_start_page_new (void);
void rel_start_page_set_token (RelStartPage *self, const char *token);
void rel_start_page_set_address (RelStartPage *self, const char *address);
void rel_start_page_say (RelStartPage *self, const char *text);
void rel_start_page_open (RelStartPage *self, const char *text, const char *working_directory);
void rel_start_page_cancel (RelStartPage *self);
gboolean rel_start_page_is_opening (RelStartPage *self);
const char *rel_start_page_get_error (RelStartPage *self);

G_END_DECLS
