/* rel-undo-offer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-schema.h"

G_BEGIN_DECLS

typedef struct _RelUndoOffer RelUndoOffer;

RelUndoOffer *rel_undo_offer_new (AdwToastOverlay *toasts);
void rel_undo_offer_free (RelUndoOffer *self);
void rel_undo_offer_say (RelUndoOffer *self, const char *text, RelSchema *draft);
void rel_undo_offer_check (RelUndoOffer *self, RelSchema *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelUndoOffer, rel_undo_offer_free)

G_END_DECLS
