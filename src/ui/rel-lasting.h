/* rel-lasting.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-notice.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

typedef struct _RelLasting RelLasting;

RelLasting *rel_lasting_new (RelNotice *notice);
void rel_lasting_free (RelLasting *self);
void rel_lasting_show (RelLasting *self, RelWorkspace *workspace);
void rel_lasting_warn (RelLasting *self, const char *text);
void rel_lasting_warn_unread (RelLasting *self, RelWorkspace *workspace);
void rel_lasting_end_warning (RelLasting *self);
void rel_lasting_close (RelLasting *self, RelWorkspace *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelLasting, rel_lasting_free)

G_END_DECLS
