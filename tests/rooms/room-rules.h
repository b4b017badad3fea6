/* room-rules.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void room_rule_parents (GPtrArray *tree, GPtrArray *faults);
void room_rule_rooms (GPtrArray *tree, GPtrArray *faults);
void room_rule_libraries (GPtrArray *tree, GPtrArray *faults);
void room_rule_build (GPtrArray *tree, GPtrArray *faults);
void room_rule_session (GPtrArray *tree, GPtrArray *faults);
void room_rule_sqlite (GPtrArray *tree, GPtrArray *faults);

G_END_DECLS
