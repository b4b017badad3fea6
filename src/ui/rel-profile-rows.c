/* rel-profile-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of what can be said of a project on a server: when one connects to it, and when one
 * edits what is saved of it.
 */

#include "config.h"

#include "rel-profile-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-profile-words.h"

/* In the order of the row, the most usual first. */
static const RelProfileSignIn sign_ins[] = {
  REL_PROFILE_SIGN_IN_TOKEN,
  REL_PROFILE_SIGN_IN_EMAIL,
  REL_PROFILE_SIGN_IN_NONE,
};

static void
set_words (AdwComboRow *row, const char *const *words)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  adw_combo_row_set_model (row, G_LIST_MODEL (model));
}

/**
 * rel_profile_rows_fill_server:
 * @sign_in: how one signs in
 * @transport: how the server is spoken to; what is selected is a #RelProfileTransport
 *
 * Gives rows about a server what can be chosen there.
 */
void
rel_profile_rows_fill_server (AdwComboRow *sign_in, AdwComboRow *transport)
{
  const char *sign_in_words[] = { _ ("A static token"), _ ("Email address and password"), _ ("Nothing"), NULL };
  const char *transport_words[] = { _ ("REST"), _ ("GraphQL only"), NULL };

  set_words (sign_in, sign_in_words);
  set_words (transport, transport_words);
}

/**
 * rel_profile_rows_fill_saved:
 * @kind: what the project is for; what is selected is a #RelProfileKind
 * @colour: its mark; what is selected is a #RelProfileColour
 *
 * Gives rows about a project that is saved what can be chosen there.
 */
void
rel_profile_rows_fill_saved (AdwComboRow *kind, AdwComboRow *colour)
{
  const char *kind_words[REL_PROFILE_KIND_PRODUCTION + 2] = { NULL };
  const char *colour_words[REL_PROFILE_N_COLOURS + 1] = { NULL };

  for (guint i = 0; i <= REL_PROFILE_KIND_PRODUCTION; i++)
    kind_words[i] = rel_profile_words_get_kind (i);
  for (guint i = 0; i < REL_PROFILE_N_COLOURS; i++)
    colour_words[i] = rel_profile_words_get_colour (i);
  set_words (kind, kind_words);
  set_words (colour, colour_words);
}

/**
 * rel_profile_rows_get_sign_in:
 * @row: a row that [func@profile_rows_fill_server] filled
 *
 * Returns: how one signs in
 */
RelProfileSignIn
rel_profile_rows_get_sign_in (AdwComboRow *row)
{
  return sign_ins[MIN (adw_combo_row_get_selected (row), G_N_ELEMENTS (sign_ins) - 1)];
}

/**
 * rel_profile_rows_set_sign_in:
 * @row: a row that [func@profile_rows_fill_server] filled
 * @sign_in: how one signs in
 *
 * Selects it.
 */
void
rel_profile_rows_set_sign_in (AdwComboRow *row, RelProfileSignIn sign_in)
{
  for (guint i = 0; i < G_N_ELEMENTS (sign_ins); i++)
    {
      if (sign_ins[i] == sign_in)
        adw_combo_row_set_selected (row, i);
    }
}

/**
 * rel_profile_rows_dup_text:
 * @row: a row
 *
 * Returns: (transfer full): what is typed there, without spaces around it
 */
char *
rel_profile_rows_dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}
