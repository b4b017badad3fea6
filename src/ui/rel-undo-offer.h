/* rel-undo-offer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

typedef struct _RelUndoOffer RelUndoOffer;

RelUndoOffer *rel_undo_offer_new (AdwToastOverlay *toasts);
void rel_undo_offer_free (RelUndoOffer *self);
void rel_undo_offer_say (RelUndoOffer *self, const char *text, RelWorkspace *made);
void rel_undo_offer_check (RelUndoOffer *self, RelWorkspace *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelUndoOffer, rel_undo_offer_free)

G_END_DECLS
