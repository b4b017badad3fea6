/* rel-connect-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-connect-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-error.h"
#include "rel-profile-words.h"
#include "rel-profiles.h"

/**
 * RelConnectForm:
 *
 * What it takes to open a project on a server: its address, how one signs in, how it is spoken
 * to, and whether all that is saved under a name.
 *
 * What was typed stays when something fails, and a mistake is said at the row that it is
 * about. [signal@ConnectForm::submitted] says that a person wants to connect.
 */
struct _RelConnectForm
{
  AdwBin parent_instance;

  AdwEntryRow *address_row;
  AdwComboRow *sign_in_row;
  AdwEntryRow *token_row;
  AdwEntryRow *email_row;
  AdwEntryRow *password_row;
  AdwComboRow *transport_row;
  AdwExpanderRow *save_row;
  AdwEntryRow *name_row;
  AdwComboRow *kind_row;
  AdwComboRow *colour_row;
  GtkSwitch *read_only;
  GtkLabel *mistake;
  GtkWidget *connect;

  char *saved_id; /* (owned) (nullable): of what was saved, if connecting failed afterwards */
};

G_DEFINE_FINAL_TYPE (RelConnectForm, rel_connect_form, ADW_TYPE_BIN)

enum
{
  SIGNAL_SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the row, the most usual first. */
static const RelProfileSignIn sign_ins[] = {
  REL_PROFILE_SIGN_IN_TOKEN,
  REL_PROFILE_SIGN_IN_EMAIL,
  REL_PROFILE_SIGN_IN_NONE,
};

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
has_text (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (row)));

  return *text != '\0';
}

static RelProfileSignIn
get_sign_in (RelConnectForm *self)
{
  return sign_ins[MIN (adw_combo_row_get_selected (self->sign_in_row), G_N_ELEMENTS (sign_ins) - 1)];
}

/* Whether the person wants the project saved. */
static gboolean
saves (RelConnectForm *self)
{
  return adw_expander_row_get_enable_expansion (self->save_row);
}

static void
changed_cb (RelConnectForm *self)
{
  gboolean named = !saves (self) || has_text (self->name_row);

  gtk_widget_set_sensitive (self->connect, has_text (self->address_row) && named);
  rel_connect_form_clear_error (self);
}

static void
sign_in_selected_cb (RelConnectForm *self)
{
  RelProfileSignIn sign_in = get_sign_in (self);

  gtk_widget_set_visible (GTK_WIDGET (self->token_row), sign_in == REL_PROFILE_SIGN_IN_TOKEN);
  gtk_widget_set_visible (GTK_WIDGET (self->email_row), sign_in == REL_PROFILE_SIGN_IN_EMAIL);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), sign_in == REL_PROFILE_SIGN_IN_EMAIL);
  rel_connect_form_clear_error (self);
}

static void
activated_cb (RelConnectForm *self)
{
  if (gtk_widget_get_sensitive (self->connect))
    g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0);
}

static void
set_words (AdwComboRow *row, const char *const *words)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  adw_combo_row_set_model (row, G_LIST_MODEL (model));
}

static void
fill_rows (RelConnectForm *self)
{
  const char *sign_in_words[] = { _ ("A static token"), _ ("Email address and password"), _ ("Nothing"), NULL };
  const char *transport_words[] = { _ ("REST"), _ ("GraphQL only"), NULL };
  const char *kind_words[REL_PROFILE_KIND_PRODUCTION + 2] = { NULL };
  const char *colour_words[REL_PROFILE_N_COLOURS + 1] = { NULL };

  for (guint i = 0; i <= REL_PROFILE_KIND_PRODUCTION; i++)
    kind_words[i] = rel_profile_words_get_kind (i);
  for (guint i = 0; i < REL_PROFILE_N_COLOURS; i++)
    colour_words[i] = rel_profile_words_get_colour (i);
  set_words (self->sign_in_row, sign_in_words);
  set_words (self->transport_row, transport_words);
  set_words (self->kind_row, kind_words);
  set_words (self->colour_row, colour_words);
}

static void
rel_connect_form_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_connect_form_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CONNECT_FORM);
}

static void
rel_connect_form_finalize (GObject *object)
{
  g_free (REL_CONNECT_FORM (object)->saved_id);

  G_OBJECT_CLASS (rel_connect_form_parent_class)->finalize (object);
}

static void
rel_connect_form_class_init (RelConnectFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_connect_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_connect_form_finalize;

  /**
   * RelConnectForm::submitted:
   * @self: a form
   *
   * Emitted when a person wants to connect.
   */
  signals[SIGNAL_SUBMITTED] =
    g_signal_new ("submitted", REL_TYPE_CONNECT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-connect-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, token_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, email_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, password_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, transport_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, save_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, colour_row);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, read_only);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, connect);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_selected_cb);
}

static void
rel_connect_form_init (RelConnectForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_rows (self);
}

/**
 * rel_connect_form_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
rel_connect_form_new (void)
{
  return g_object_new (REL_TYPE_CONNECT_FORM, NULL);
}

/**
 * rel_connect_form_set_address:
 * @self: a form
 * @address: an address
 *
 * Fills in the address.
 */
void
rel_connect_form_set_address (RelConnectForm *self, const char *address)
{
  g_return_if_fail (REL_IS_CONNECT_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
}

/**
 * rel_connect_form_set_token:
 * @self: a form
 * @token: (nullable): a static token
 *
 * Fills in the token.
 */
void
rel_connect_form_set_token (RelConnectForm *self, const char *token)
{
  g_return_if_fail (REL_IS_CONNECT_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->token_row), token != NULL ? token : "");
}

/**
 * rel_connect_form_get_token:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the static token, if one signs in with it and it is
 *   filled in
 */
const char *
rel_connect_form_get_token (RelConnectForm *self)
{
  g_return_val_if_fail (REL_IS_CONNECT_FORM (self), NULL);

  return get_sign_in (self) == REL_PROFILE_SIGN_IN_TOKEN && has_text (self->token_row) ? get_text (self->token_row)
                                                                                       : NULL;
}

/**
 * rel_connect_form_dup_profile:
 * @self: a form
 *
 * Returns: (transfer full): what is filled in, as a project that is not saved yet
 */
RelProfile *
rel_connect_form_dup_profile (RelConnectForm *self)
{
  g_autofree char *address = NULL;
  g_autofree char *url = NULL;
  g_autofree char *name = NULL;
  RelProfile *profile;

  g_return_val_if_fail (REL_IS_CONNECT_FORM (self), NULL);

  address = g_strstrip (g_strdup (get_text (self->address_row)));
  name = g_strstrip (g_strdup (saves (self) ? get_text (self->name_row) : ""));
  /* An address as people say it has no scheme. */
  url = strstr (address, "://") != NULL ? g_strdup (address) : g_strconcat ("https://", address, NULL);
  profile = rel_profile_new (name, url);
  profile->sign_in = get_sign_in (self);
  /* Without a token one is nobody, unless there is to be one the next time. */
  if (rel_connect_form_get_token (self) == NULL && profile->sign_in == REL_PROFILE_SIGN_IN_TOKEN && !saves (self))
    profile->sign_in = REL_PROFILE_SIGN_IN_NONE;
  if (profile->sign_in == REL_PROFILE_SIGN_IN_EMAIL)
    profile->email = g_strstrip (g_strdup (get_text (self->email_row)));
  profile->transport = adw_combo_row_get_selected (self->transport_row);
  if (saves (self))
    {
      profile->kind = adw_combo_row_get_selected (self->kind_row);
      profile->colour = adw_combo_row_get_selected (self->colour_row);
      profile->read_only = gtk_switch_get_active (self->read_only);
    }
  return profile;
}

static void
show_mistake (RelConnectForm *self, AdwEntryRow *row, const char *text)
{
  gtk_label_set_label (self->mistake, text);
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * rel_connect_form_save:
 * @self: a form
 * @profile: what is filled in
 *
 * Saves a project if the person wants that, and says at its row if it cannot have the name.
 *
 * Returns: whether one can go on
 */
gboolean
rel_connect_form_save (RelConnectForm *self, RelProfile *profile)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (REL_IS_CONNECT_FORM (self), FALSE);

  if (!saves (self))
    return TRUE;
  /* Trying again is not saving again. */
  g_free (profile->id);
  profile->id = g_strdup (self->saved_id);
  if (!rel_profiles_save (profile, &error))
    {
      adw_expander_row_set_expanded (self->save_row, TRUE);
      show_mistake (self, self->name_row, error->message);
      return FALSE;
    }
  g_free (self->saved_id);
  self->saved_id = g_strdup (profile->id);
  return TRUE;
}

/**
 * rel_connect_form_answer:
 * @self: a form
 * @question: what the server wants to know
 *
 * Answers with what is filled in, as long as the server has not refused that.
 *
 * Returns: whether the question is answered
 */
gboolean
rel_connect_form_answer (RelConnectForm *self, RelQuestion *question)
{
  AdwEntryRow *row = NULL;

  g_return_val_if_fail (REL_IS_CONNECT_FORM (self), FALSE);

  if (rel_question_get_kind (question) == REL_QUESTION_PASSWORD && get_sign_in (self) == REL_PROFILE_SIGN_IN_EMAIL)
    row = self->password_row;
  else if (rel_question_get_kind (question) == REL_QUESTION_TOKEN && get_sign_in (self) == REL_PROFILE_SIGN_IN_TOKEN)
    row = self->token_row;
  if (row == NULL || !has_text (row) || rel_question_get_reason (question) != NULL)
    return FALSE;
  rel_question_answer (question, get_text (self->email_row), get_text (row), saves (self));
  return TRUE;
}

/**
 * rel_connect_form_show_error:
 * @self: a form
 * @error: why the project could not be opened
 *
 * Says it at the row where it can be mended.
 */
void
rel_connect_form_show_error (RelConnectForm *self, const GError *error)
{
  AdwEntryRow *row = self->address_row;

  g_return_if_fail (REL_IS_CONNECT_FORM (self));

  if (g_error_matches (error, REL_ERROR, REL_ERROR_UNAUTHORIZED) ||
      g_error_matches (error, REL_ERROR, REL_ERROR_FORBIDDEN))
    {
      if (get_sign_in (self) == REL_PROFILE_SIGN_IN_EMAIL)
        row = self->password_row;
      else if (get_sign_in (self) == REL_PROFILE_SIGN_IN_TOKEN)
        row = self->token_row;
    }
  show_mistake (self, row, error->message);
}

/**
 * rel_connect_form_clear_error:
 * @self: a form
 *
 * Says no mistake any more.
 */
void
rel_connect_form_clear_error (RelConnectForm *self)
{
  AdwEntryRow *rows[] = { self->address_row, self->token_row, self->email_row, self->password_row, self->name_row };

  g_return_if_fail (REL_IS_CONNECT_FORM (self));

  gtk_widget_set_visible (GTK_WIDGET (self->mistake), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (rows[i]), "error");
}

/**
 * rel_connect_form_get_error:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the mistake that it says
 */
const char *
rel_connect_form_get_error (RelConnectForm *self)
{
  g_return_val_if_fail (REL_IS_CONNECT_FORM (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->mistake)) ? gtk_label_get_label (self->mistake) : NULL;
}
