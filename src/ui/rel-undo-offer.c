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
 * draft or the arrangement that it was made for is another: it would undo something else then.
 */
struct _RelUndoOffer
{
  AdwToastOverlay *toasts;     /* (unowned): of the view */
  AdwToast *toast;             /* (owned) (nullable): the last one */
  RelSchema *draft;            /* (owned) (nullable): what @toast can undo; %NULL if nothing */
  RelArrangement *arrangement; /* (owned) (nullable): the one beside it */
};

static void
dismiss (RelUndoOffer *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->draft, rel_schema_unref);
  g_clear_pointer (&self->arrangement, rel_arrangement_unref);
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
  g_clear_pointer (&self->arrangement, rel_arrangement_unref);
  g_free (self);
}

/**
 * rel_undo_offer_say:
 * @self: an offer
 * @text: what happened; not markup
 * @made: (nullable): the workspace in which it made the last edit, if it can be undone
 *
 * Says what happened, in the place of what was said before.
 */
void
rel_undo_offer_say (RelUndoOffer *self, const char *text, RelWorkspace *made)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  dismiss (self);
  adw_toast_set_timeout (toast, made != NULL ? 8 : 3);
  if (made != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "project.undo");
      self->draft = rel_schema_ref (rel_workspace_get_draft (made));
      self->arrangement = rel_arrangement_ref (rel_workspace_get_arrangement (made));
    }
  self->toast = g_object_ref (toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * rel_undo_offer_check:
 * @self: an offer
 * @workspace: the workspace as it is now
 *
 * Ends an offer that would undo something else.
 */
void
rel_undo_offer_check (RelUndoOffer *self, RelWorkspace *workspace)
{
  if (self->draft != NULL && (self->draft != rel_workspace_get_draft (workspace) ||
                              self->arrangement != rel_workspace_get_arrangement (workspace)))
    dismiss (self);
}
