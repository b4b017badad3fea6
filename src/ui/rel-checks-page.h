/* rel-checks-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-finding.h"

G_BEGIN_DECLS

#define REL_TYPE_CHECKS_PAGE (rel_checks_page_get_type ())

G_DECLARE_FINAL_TYPE (RelChecksPage, rel_checks_page, REL, CHECKS_PAGE, GtkBox)

GtkWidget *rel_checks_page_new (void);
void rel_checks_page_show (RelChecksPage *self, RelSchema *schema, GPtrArray *findings);

G_END_DECLS
