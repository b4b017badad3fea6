/* rel-name-offer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REL_TYPE_NAME_OFFER (rel_name_offer_get_type ())

/**
 * RelNameFunc:
 * @text: a name for something new
 * @mistake: (out): why it cannot be one, and what could; untouched if it can
 * @user_data: what was given with the function
 *
 * Judges a name while it is typed.
 *
 * Returns: (transfer full): what the button says that makes it
 */
typedef char *(*RelNameFunc) (const char *text, char **mistake, gpointer user_data);

G_DECLARE_FINAL_TYPE (RelNameOffer, rel_name_offer, REL, NAME_OFFER, GtkBox)

GtkWidget *rel_name_offer_new (void);
void rel_name_offer_set_func (RelNameOffer *self, RelNameFunc func, gpointer user_data);
gboolean rel_name_offer_has_func (RelNameOffer *self);
void rel_name_offer_judge (RelNameOffer *self, const char *name);
const char *rel_name_offer_get_name (RelNameOffer *self);
const char *rel_name_offer_get_mistake (RelNameOffer *self);

G_END_DECLS
