/* rel-mnemonics.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RelMnemonics RelMnemonics;

RelMnemonics *rel_mnemonics_new (void);
void rel_mnemonics_free (RelMnemonics *self);
void rel_mnemonics_reserve (RelMnemonics *self, const char *label);
char *rel_mnemonics_dup_label (RelMnemonics *self, const char *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelMnemonics, rel_mnemonics_free)

G_END_DECLS
