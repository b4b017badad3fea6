/* rel-connect-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-connect-form.h"

#include "rel-error.h"
#include "rel-profile-rows.h"
#include "rel-profiles.h"
#include "rel-target.h"

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
  AdwComboRow *kind_row;   /* (nullable): these are made when the person first wants the project saved */
  AdwComboRow *colour_row; /* (nullable) */
  GtkSwitch *schema_api;   /* (nullable) */
  GtkSwitch *read_only;    /* (nullable) */
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

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
has_text (AdwEntryRow *row)
{
  g_autofree char *text = rel_profile_rows_dup_text (row);

  return *text != '\0';
}

static RelProfileSignIn
get_sign_in (RelConnectForm *self)
{
  return rel_profile_rows_get_sign_in (self->sign_in_row);
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

/* Makes what else is asked of a project that is saved. A window begins with this form, and should
 * not have to wait for rows that few unfold. */
static void
add_saved_rows (RelConnectForm *self)
{
  static const char *const rows[] = { "kind_row", "colour_row", "schema_api_row", "read_only_row" };
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  gtk_builder_expose_object (builder, "save_row", G_OBJECT (self->save_row));
  if (!gtk_builder_add_from_resource (builder, "/org/example/Relations/ui/rel-connect-form-saved.ui", &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_expander_row_add_row (self->save_row, GTK_WIDGET (gtk_builder_get_object (builder, rows[i])));
  self->kind_row = ADW_COMBO_ROW (gtk_builder_get_object (builder, "kind_row"));
  self->colour_row = ADW_COMBO_ROW (gtk_builder_get_object (builder, "colour_row"));
  self->schema_api = GTK_SWITCH (gtk_builder_get_object (builder, "schema_api"));
  self->read_only = GTK_SWITCH (gtk_builder_get_object (builder, "read_only"));
  rel_profile_rows_fill_saved (self->kind_row, self->colour_row);
}

/* Something to be called; a better name can be typed over it. */
static void
offer_name (RelConnectForm *self)
{
  g_autoptr (RelProfile) profile = rel_connect_form_dup_profile (self);
  g_autoptr (RelTarget) target = rel_target_new_profile (profile, NULL);

  if (target != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), rel_target_get_name (target));
}

static void
saving_changed_cb (RelConnectForm *self)
{
  if (saves (self) && self->kind_row == NULL)
    add_saved_rows (self);
  if (saves (self) && !has_text (self->name_row))
    offer_name (self);
  changed_cb (self);
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
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelConnectForm, connect);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, saving_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_selected_cb);
}

static void
rel_connect_form_init (RelConnectForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_profile_rows_fill_server (self->sign_in_row, self->transport_row);
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
  g_autofree char *name = NULL;
  RelProfile *profile;

  g_return_val_if_fail (REL_IS_CONNECT_FORM (self), NULL);

  address = rel_profile_rows_dup_text (self->address_row);
  name = saves (self) ? rel_profile_rows_dup_text (self->name_row) : g_strdup ("");
  profile = rel_profile_new (name, address);
  profile->sign_in = get_sign_in (self);
  /* Without a token one is nobody, unless there is to be one the next time. */
  if (rel_connect_form_get_token (self) == NULL && profile->sign_in == REL_PROFILE_SIGN_IN_TOKEN && !saves (self))
    profile->sign_in = REL_PROFILE_SIGN_IN_NONE;
  if (profile->sign_in == REL_PROFILE_SIGN_IN_EMAIL)
    profile->email = rel_profile_rows_dup_text (self->email_row);
  profile->transport = adw_combo_row_get_selected (self->transport_row);
  if (saves (self))
    {
      profile->kind = adw_combo_row_get_selected (self->kind_row);
      profile->colour = adw_combo_row_get_selected (self->colour_row);
      /* Directus has it over REST only. */
      profile->schema_api = profile->transport == REL_PROFILE_TRANSPORT_REST &&
                            gtk_switch_get_active (self->schema_api);
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
