/* rel-saved-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-saved-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-profile-dialog.h"
#include "rel-profile-words.h"
#include "rel-profiles.h"
#include "rel-secrets.h"
#include "rel-title-layout.h"
#include "rel-wrap.h"

/**
 * RelSavedList:
 *
 * The saved projects, the one that was opened last first. It is hidden as long as there is
 * none.
 *
 * [signal@SavedList::chosen] says which one a person wants to open, [signal@SavedList::failed]
 * what went wrong. What happened is said in passing by the toasts around the list. As long as
 * one of them offers to undo that a project was forgotten, its secret stays in the keyring.
 */
struct _RelSavedList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows;       /* (owned) (element-type GtkWidget): children of @group */
  RelProfile *forgotten; /* (owned) (nullable): what can be undone */
  AdwToast *toast;       /* (owned) (nullable): that offers it */
};

G_DEFINE_FINAL_TYPE (RelSavedList, rel_saved_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define PROFILE_KEY    "relations-profile"
#define UNDO_TIMEOUT_S 8

static RelProfile *
get_profile (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), PROFILE_KEY);
}

/* Returns: (nullable): the row of a project, by its id */
static GtkWidget *
find_row (RelSavedList *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (strcmp (get_profile (row)->id, id) == 0)
        return row;
    }
  return NULL;
}

static void
focus_row (RelSavedList *self, const char *id)
{
  GtkWidget *row = find_row (self, id);

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* Says what happened. The toast is not markup, and goes away by itself.
 * Returns: (transfer full): the toast */
static AdwToast *
say (RelSavedList *self, const char *text)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), g_object_ref (toast));
  return toast;
}

/* What waits for the keyring: the program does not end meanwhile. */
typedef struct
{
  GWeakRef list;
  GApplication *application; /* (owned) (nullable) */
  char *said;                /* (owned) (nullable): what to say afterwards */
} Forgetting;

static void
secret_forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Forgetting *forgetting = user_data;
  g_autoptr (RelSavedList) self = g_weak_ref_get (&forgetting->list);
  g_autoptr (GError) error = NULL;

  if (!rel_secrets_forget_finish (result, &error))
    {
      if (self != NULL)
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      else
        g_message ("%s", error->message);
    }
  else if (self != NULL && forgetting->said != NULL)
    {
      g_autoptr (AdwToast) toast = say (self, forgetting->said);
    }
  if (forgetting->application != NULL)
    g_application_release (forgetting->application);
  g_clear_object (&forgetting->application);
  g_weak_ref_clear (&forgetting->list);
  g_free (forgetting->said);
  g_free (forgetting);
}

/* Takes what one signs in with from the keyring. */
static void
forget_secret (RelSavedList *self, const RelProfile *profile, const char *said)
{
  Forgetting *forgetting = g_new0 (Forgetting, 1);

  g_weak_ref_init (&forgetting->list, self);
  g_set_object (&forgetting->application, g_application_get_default ());
  forgetting->said = g_strdup (said);
  if (forgetting->application != NULL)
    g_application_hold (forgetting->application);
  rel_secrets_forget_async (profile, NULL, secret_forgotten_cb, forgetting);
}

/* It cannot be undone any more that a project was forgotten. */
static void
settle_forgotten (RelSavedList *self)
{
  g_autoptr (RelProfile) profile = g_steal_pointer (&self->forgotten);
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  if (toast != NULL)
    {
      g_signal_handlers_disconnect_by_data (toast, self);
      adw_toast_dismiss (toast);
    }
  if (profile != NULL && profile->sign_in != REL_PROFILE_SIGN_IN_NONE)
    forget_secret (self, profile, NULL);
}

static void
offer_undo (RelSavedList *self, const RelProfile *profile)
{
  /* Translators: the name of a saved project. */
  g_autofree char *text = g_strdup_printf (_ ("Forgot “%s”"), profile->name);

  self->forgotten = rel_profile_copy (profile);
  self->toast = say (self, text);
  adw_toast_set_timeout (self->toast, UNDO_TIMEOUT_S);
  adw_toast_set_button_label (self->toast, _ ("_Undo"));
  adw_toast_set_action_name (self->toast, "start.undo-forget");
  g_signal_connect_swapped (self->toast, "dismissed", G_CALLBACK (settle_forgotten), self);
}

/* The focus goes to the row that took the place of the one that is gone. */
static void
forget (RelSavedList *self, const RelProfile *of_row)
{
  g_autoptr (RelProfile) profile = rel_profile_copy (of_row);
  g_autoptr (GError) error = NULL;
  guint position;

  settle_forgotten (self);
  if (!rel_profiles_remove (profile->id, &error))
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  g_ptr_array_find (self->rows, find_row (self, profile->id), &position);
  rel_saved_list_load (self);
  if (self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, MIN (position, self->rows->len - 1)));
  else
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_FORWARD);
  offer_undo (self, profile);
}

static void
forget_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  RelSavedList *self = REL_SAVED_LIST (widget);
  GtkWidget *row = find_row (self, g_variant_get_string (parameter, NULL));

  if (row != NULL)
    forget (self, get_profile (row));
}

/* The row, or what is in it, has the focus. */
static gboolean
delete_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ACTION_ROW) : NULL;

  if (row == NULL)
    return FALSE;
  forget (REL_SAVED_LIST (widget), get_profile (row));
  return TRUE;
}

static void
sign_out_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  RelSavedList *self = REL_SAVED_LIST (widget);
  GtkWidget *row = find_row (self, g_variant_get_string (parameter, NULL));
  g_autofree char *text = NULL;

  if (row == NULL)
    return;
  /* Translators: the name of a saved project. */
  text = g_strdup_printf (_ ("Signed out of “%s”: you are asked when you open it"), get_profile (row)->name);
  forget_secret (self, get_profile (row), text);
}

/* What one signs in with belongs to an address, and to a way to sign in. */
static gboolean
keeps_secret (const RelProfile *before, const RelProfile *after)
{
  return before->sign_in == after->sign_in && strcmp (before->address, after->address) == 0 &&
         g_strcmp0 (before->email, after->email) == 0;
}

static void
edited_cb (RelSavedList *self, RelProfile *profile)
{
  GtkWidget *row = find_row (self, profile->id);

  if (row != NULL && get_profile (row)->sign_in != REL_PROFILE_SIGN_IN_NONE &&
      !keeps_secret (get_profile (row), profile))
    forget_secret (self, profile, NULL);
  rel_saved_list_load (self);
  focus_row (self, profile->id);
}

static void
edit_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  RelSavedList *self = REL_SAVED_LIST (widget);
  GtkWidget *row;
  GtkWidget *dialog;

  /* Another window, or program, may have changed it. */
  rel_saved_list_load (self);
  row = find_row (self, g_variant_get_string (parameter, NULL));
  if (row == NULL)
    return;
  dialog = rel_profile_dialog_new (get_profile (row));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
row_activated_cb (RelSavedList *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, get_profile (row)->name);
}

static void
append_item (GMenu *menu, const char *label, const char *action_name, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action_name, "s", id);
  g_menu_append_item (menu, item);
}

static void
add_menu_button (AdwActionRow *row, const RelProfile *profile)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  /* Translators: the name of a saved project. */
  g_autofree char *label = g_strdup_printf (_ ("More about “%s”"), profile->name);

  append_item (menu, _ ("_Edit…"), "saved.edit", profile->id);
  if (profile->sign_in != REL_PROFILE_SIGN_IN_NONE)
    append_item (menu, _ ("_Sign Out"), "saved.sign-out", profile->id);
  append_item (menu, _ ("_Forget"), "saved.forget", profile->id);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (row, button);
}

static char *
dup_subtitle (RelProfile *profile)
{
  const char *kind = rel_profile_words_get_kind (profile->kind);

  return profile->read_only ? g_strdup_printf (_ ("%s · read-only · %s"), kind, profile->address)
                            : g_strdup_printf ("%s · %s", kind, profile->address);
}

static GtkWidget *
new_row (RelSavedList *self, RelProfile *profile)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE, "icon-name", "media-record-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *subtitle = dup_subtitle (profile);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  rel_title_layout_use (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), profile->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_tooltip_text (row, profile->address);

  gtk_widget_add_css_class (mark, "mark");
  rel_profile_words_mark (mark, profile->colour);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  add_menu_button (ADW_ACTION_ROW (row), profile);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));

  g_object_set_data_full (G_OBJECT (row), PROFILE_KEY, rel_profile_copy (profile), (GDestroyNotify) rel_profile_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
rel_saved_list_dispose (GObject *object)
{
  settle_forgotten (REL_SAVED_LIST (object));

  G_OBJECT_CLASS (rel_saved_list_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_SAVED_LIST);
}

static void
rel_saved_list_finalize (GObject *object)
{
  g_ptr_array_unref (REL_SAVED_LIST (object)->rows);

  G_OBJECT_CLASS (rel_saved_list_parent_class)->finalize (object);
}

static void
rel_saved_list_class_init (RelSavedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_saved_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_saved_list_finalize;

  /**
   * RelSavedList::chosen:
   * @self: a list
   * @name: the name of a project
   *
   * Emitted when a person wants to open a project.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", REL_TYPE_SAVED_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RelSavedList::failed:
   * @self: a list
   * @text: what went wrong
   *
   * Emitted when the list cannot be read or changed.
   */
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", REL_TYPE_SAVED_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-saved-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RelSavedList, group);
  gtk_widget_class_install_action (widget_class, "saved.edit", "s", edit_activated_cb);
  gtk_widget_class_install_action (widget_class, "saved.sign-out", "s", sign_out_activated_cb);
  gtk_widget_class_install_action (widget_class, "saved.forget", "s", forget_activated_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_pressed_cb, NULL);
}

static void
rel_saved_list_init (RelSavedList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_heading (self->group);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rel_saved_list_new:
 *
 * Returns: (transfer floating): a list that is empty
 */
GtkWidget *
rel_saved_list_new (void)
{
  return g_object_new (REL_TYPE_SAVED_LIST, NULL);
}

/**
 * rel_saved_list_load:
 * @self: a list
 *
 * Shows what is saved now.
 */
void
rel_saved_list_load (RelSavedList *self)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = NULL;

  g_return_if_fail (REL_IS_SAVED_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  profiles = rel_profiles_load (&set_aside, &error);
  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    {
      GtkWidget *row = new_row (self, g_ptr_array_index (profiles, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);

  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  else if (set_aside != NULL)
    {
      g_autofree char *text = rel_profile_words_dup_set_aside (set_aside);

      g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
    }
}

/**
 * rel_saved_list_undo_forget:
 * @self: a list
 *
 * Saves the project again that was forgotten last, if that can still be undone.
 */
void
rel_saved_list_undo_forget (RelSavedList *self)
{
  g_autoptr (RelProfile) profile = NULL;
  g_autoptr (AdwToast) toast = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (REL_IS_SAVED_LIST (self));

  if (self->forgotten == NULL)
    return;
  profile = g_steal_pointer (&self->forgotten);
  toast = g_steal_pointer (&self->toast);
  g_signal_handlers_disconnect_by_data (toast, self);
  adw_toast_dismiss (toast);
  if (!rel_profiles_save (profile, &error))
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      /* Another may have its name meanwhile, and can be given another. */
      offer_undo (self, profile);
      return;
    }
  rel_saved_list_load (self);
  focus_row (self, profile->id);
}
