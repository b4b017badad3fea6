/* saved-edits.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-state.h"

G_BEGIN_DECLS

RelState *saved_edits_open (const char *path);
void saved_edits_run_sql (const char *path, const char *sql);
RelUndoEdit *saved_edit_new (const char *name, guint length);
gboolean saved_edits_add (RelState *state, const char *target, const char *name, guint length, GError **error);
GStrv saved_edits_dup_names (RelState *state, const char *target);
void saved_edits_assert (RelState *state, const char *target, const char *expected);

G_END_DECLS
