/* rel-connect-form.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-profile.h"
#include "rel-question.h"

G_BEGIN_DECLS

#define REL_TYPE_CONNECT_FORM (rel_connect_form_get_type ())

G_DECLARE_FINAL_TYPE (RelConnectForm, rel_connect_form, REL, CONNECT_FORM, AdwBin)

GtkWidget *rel_connect_form_new (void);
void rel_connect_form_set_address (RelConnectForm *self, const char *address);
void rel_connect_form_set_token (RelConnectForm *self, const char *token);
const char *rel_connect_form_get_token (RelConnectForm *self);
RelProfile *rel_connect_form_dup_profile (RelConnectForm *self);
gboolean rel_connect_form_save (RelConnectForm *self, RelProfile *profile);
gboolean rel_connect_form_answer (RelConnectForm *self, RelQuestion *question);
void rel_connect_form_show_error (RelConnectForm *self, const GError *error);
void rel_connect_form_clear_error (RelConnectForm *self);
const char *rel_connect_form_get_error (RelConnectForm *self);

G_END_DECLS
