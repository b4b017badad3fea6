/* rel-undo-offer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-undo-offer.h"

#include <glib/gi18n.h>

/**
 * RelUndoOffer:
 *
 * What a view says in passing, with or without an offer to undo it. An offer ends when the
 * draft that it was made for is another: it would undo something else then.
 */
struct _RelUndoOffer
{
  AdwToastOverlay *toasts; /* (unowned): of the view */
  AdwToast *toast;         /* (owned) (nullable): the last one */
  RelSchema *draft;        /* (owned) (nullable): what @toast can undo; %NULL if nothing */
};

static void
dismiss (RelUndoOffer *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->draft, rel_schema_unref);
}

/**
 * rel_undo_offer_new:
 * @toasts: where it is said; it lives longer than this
 *
 * Returns: (transfer full): no offer yet
 */
RelUndoOffer *
rel_undo_offer_new (AdwToastOverlay *toasts)
{
  RelUndoOffer *self = g_new0 (RelUndoOffer, 1);

  self->toasts = toasts;
  return self;
}

/**
 * rel_undo_offer_free:
 * @self: (transfer full): an offer
 *
 * Frees it; what is said stays until its time is over.
 */
void
rel_undo_offer_free (RelUndoOffer *self)
{
  g_clear_object (&self->toast);
  g_clear_pointer (&self->draft, rel_schema_unref);
  g_free (self);
}

/**
 * rel_undo_offer_say:
 * @self: an offer
 * @text: what happened; not markup
 * @draft: (nullable): the draft that it made, if it can be undone
 *
 * Says what happened, in the place of what was said before.
 */
void
rel_undo_offer_say (RelUndoOffer *self, const char *text, RelSchema *draft)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  dismiss (self);
  adw_toast_set_timeout (toast, draft != NULL ? 8 : 3);
  if (draft != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "project.undo");
      self->draft = rel_schema_ref (draft);
    }
  self->toast = g_object_ref (toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * rel_undo_offer_check:
 * @self: an offer
 * @draft: the draft as it is now
 *
 * Ends an offer that would undo something else.
 */
void
rel_undo_offer_check (RelUndoOffer *self, RelSchema *draft)
{
  if (self->draft != NULL && self->draft != draft)
    dismiss (self);
}
