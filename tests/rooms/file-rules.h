/* file-rules.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void file_rule_length (GPtrArray *tree, GPtrArray *faults);
void file_rule_licence (GPtrArray *tree, GPtrArray *faults);
void file_rule_deprecated (GPtrArray *tree, GPtrArray *faults);
void file_rule_potfiles (GPtrArray *tree, GPtrArray *faults);

G_END_DECLS
