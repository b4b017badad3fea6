/* rel-profile-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-profile-dialog.h"

#include <glib/gi18n.h>

#include "rel-certificate.h"
#include "rel-compat.h"
#include "rel-profile-rows.h"
#include "rel-profiles.h"
#include "rel-target.h"

/**
 * RelProfileDialog:
 *
 * Edits what is saved of a project. A mistake is said under the rows where it was made, and
 * what was typed stays. [signal@ProfileDialog::saved] gives away what was saved.
 */
struct _RelProfileDialog
{
  AdwWindow parent_instance;

  GtkBox *groups;
  AdwEntryRow *name_row;
  AdwComboRow *kind_row;
  AdwComboRow *colour_row;
  AdwEntryRow *address_row;
  AdwComboRow *sign_in_row;
  AdwEntryRow *email_row;
  AdwComboRow *transport_row;
  GtkWidget *schema_api_row;
  GtkSwitch *schema_api;
  GtkSwitch *read_only;
  AdwEntryRow *certificate_row;
  AdwEntryRow *ca_file_row;
  GtkLabel *mistake;
  GtkWidget *save;

  RelProfile *profile; /* (owned) (nullable): what is saved */
};

G_DEFINE_FINAL_TYPE (RelProfileDialog, rel_profile_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_mistake (RelProfileDialog *self)
{
  AdwEntryRow *rows[] = { self->name_row, self->address_row, self->certificate_row, self->ca_file_row };

  gtk_widget_set_visible (GTK_WIDGET (self->mistake), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (rows[i]), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (rows[i]), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (rows[i]), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
    }
}

static void
show_mistake (RelProfileDialog *self, AdwEntryRow *row, const GError *error)
{
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_PREFERENCES_GROUP);

  gtk_label_set_label (self->mistake, error->message);
  gtk_box_reorder_child_after (self->groups, GTK_WIDGET (self->mistake), group);
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->mistake, NULL, -1);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
changed_cb (RelProfileDialog *self)
{
  g_autofree char *name = rel_profile_rows_dup_text (self->name_row);
  g_autofree char *address = rel_profile_rows_dup_text (self->address_row);

  gtk_widget_set_sensitive (self->save, *name != '\0' && *address != '\0');
  clear_mistake (self);
}

static void
selected_cb (RelProfileDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->email_row),
                          rel_profile_rows_get_sign_in (self->sign_in_row) == REL_PROFILE_SIGN_IN_EMAIL);
  /* Directus has it over REST only. */
  gtk_widget_set_sensitive (self->schema_api_row,
                            adw_combo_row_get_selected (self->transport_row) == REL_PROFILE_TRANSPORT_REST);
}

static void
take_text (char **to, AdwEntryRow *row)
{
  g_autofree char *text = rel_profile_rows_dup_text (row);

  g_free (*to);
  *to = *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* The address as it is written everywhere is the one that is saved. */
static gboolean
take_address (RelProfileDialog *self, RelProfile *profile)
{
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (GError) error = NULL;

  g_free (profile->address);
  profile->address = rel_profile_rows_dup_text (self->address_row);
  target = rel_target_new_profile (profile, &error);
  if (target == NULL)
    {
      show_mistake (self, self->address_row, error);
      return FALSE;
    }
  g_free (profile->address);
  profile->address = g_strdup (rel_target_get_id (target));
  return TRUE;
}

static gboolean
take_certificates (RelProfileDialog *self, RelProfile *profile)
{
  g_autoptr (GTlsDatabase) authorities = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *typed = NULL;

  take_text (&profile->certificate, self->certificate_row);
  typed = g_steal_pointer (&profile->certificate);
  if (typed != NULL)
    profile->certificate = rel_certificate_read_fingerprint (typed, &error);
  if (error != NULL)
    {
      show_mistake (self, self->certificate_row, error);
      return FALSE;
    }
  take_text (&profile->ca_file, self->ca_file_row);
  if (profile->ca_file != NULL)
    authorities = rel_certificate_read_authorities (profile->ca_file, &error);
  if (error != NULL)
    {
      show_mistake (self, self->ca_file_row, error);
      return FALSE;
    }
  return TRUE;
}

static void
take_choices (RelProfileDialog *self, RelProfile *profile)
{
  profile->kind = adw_combo_row_get_selected (self->kind_row);
  profile->colour = adw_combo_row_get_selected (self->colour_row);
  profile->sign_in = rel_profile_rows_get_sign_in (self->sign_in_row);
  profile->transport = adw_combo_row_get_selected (self->transport_row);
  profile->schema_api = profile->transport == REL_PROFILE_TRANSPORT_REST && gtk_switch_get_active (self->schema_api);
  profile->read_only = gtk_switch_get_active (self->read_only);
  take_text (&profile->email, self->email_row);
  if (profile->sign_in != REL_PROFILE_SIGN_IN_EMAIL)
    g_clear_pointer (&profile->email, g_free);
}

static void
activated_cb (RelProfileDialog *self)
{
  g_autoptr (RelProfile) profile = rel_profile_copy (self->profile);
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (self->save))
    return;
  clear_mistake (self);
  take_text (&profile->name, self->name_row);
  take_choices (self, profile);
  if (!rel_profile_check_name (profile->name, &error))
    {
      show_mistake (self, self->name_row, error);
      return;
    }
  if (!take_address (self, profile) || !take_certificates (self, profile))
    return;
  if (!rel_profiles_save (profile, &error))
    {
      show_mistake (self, self->name_row, error);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, profile);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
file_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelProfileDialog) self = REL_PROFILE_DIALOG (user_data);
  g_autoptr (GFile) file = rel_compat_open_file_finish (GTK_WIDGET (source), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  /* The dialog may have been closed meanwhile. */
  if (path != NULL && self->profile != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->ca_file_row), path);
}

static void
choose_ca_file_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  static const char *const suffixes[] = { "pem", "crt", "cer", NULL };

  rel_compat_open_file_async (widget, _ ("Choose a File with Certificates"), _ ("Certificates (PEM)"), suffixes,
                              file_opened_cb, g_object_ref (widget));
}

static void
rel_profile_dialog_dispose (GObject *object)
{
  g_clear_pointer (&REL_PROFILE_DIALOG (object)->profile, rel_profile_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_PROFILE_DIALOG);

  G_OBJECT_CLASS (rel_profile_dialog_parent_class)->dispose (object);
}

static void
rel_profile_dialog_class_init (RelProfileDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_profile_dialog_dispose;

  /**
   * RelProfileDialog::saved:
   * @self: a dialog
   * @profile: what is saved now
   *
   * Emitted when what was edited is saved, before the dialog closes.
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", REL_TYPE_PROFILE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, REL_TYPE_PROFILE | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-profile-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, colour_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, transport_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, schema_api_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, schema_api);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, read_only);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, ca_file_row);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelProfileDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_install_action (widget_class, "profile.choose-ca-file", NULL, choose_ca_file_cb);
}

static void
rel_profile_dialog_init (RelProfileDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_profile_rows_fill_server (self->sign_in_row, self->transport_row);
  rel_profile_rows_fill_saved (self->kind_row, self->colour_row);
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/**
 * rel_profile_dialog_new:
 * @profile: a saved project
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
rel_profile_dialog_new (const RelProfile *profile)
{
  RelProfileDialog *self = g_object_new (REL_TYPE_PROFILE_DIALOG, NULL);

  self->profile = rel_profile_copy (profile);
  set_text (self->name_row, profile->name);
  set_text (self->address_row, profile->address);
  set_text (self->email_row, profile->email);
  set_text (self->certificate_row, profile->certificate);
  set_text (self->ca_file_row, profile->ca_file);
  adw_combo_row_set_selected (self->kind_row, profile->kind);
  adw_combo_row_set_selected (self->colour_row, profile->colour);
  adw_combo_row_set_selected (self->transport_row, profile->transport);
  rel_profile_rows_set_sign_in (self->sign_in_row, profile->sign_in);
  gtk_switch_set_active (self->schema_api, profile->schema_api);
  gtk_switch_set_active (self->read_only, profile->read_only);
  selected_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  return GTK_WIDGET (self);
}
