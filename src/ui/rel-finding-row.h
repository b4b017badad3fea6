/* rel-finding-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-finding.h"

G_BEGIN_DECLS

GtkWidget *rel_finding_row_new (RelFinding *finding, const char *title);
GtkWidget *rel_finding_row_make_fix (const char *label, const char *action_name, GVariant *target);
void rel_finding_row_add_fix (GtkWidget *row, const char *label, const char *action_name, GVariant *target);

G_END_DECLS
