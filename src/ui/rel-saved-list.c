/* rel-saved-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-saved-list.h"

#include <glib/gi18n.h>

#include "rel-compat.h"
#include "rel-profile-words.h"
#include "rel-profiles.h"
#include "rel-secrets.h"

/**
 * RelSavedList:
 *
 * The saved projects, the one that was opened last first. It is hidden as long as there is
 * none.
 *
 * [signal@SavedList::chosen] says which one a person wants to open, [signal@SavedList::failed]
 * what went wrong.
 */
struct _RelSavedList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows; /* (owned) (element-type GtkWidget): children of @group */
};

G_DEFINE_FINAL_TYPE (RelSavedList, rel_saved_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define PROFILE_KEY "relations-profile"

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelSavedList) self = REL_SAVED_LIST (user_data);
  g_autoptr (GError) error = NULL;

  if (!rel_secrets_forget_finish (result, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
forget (RelSavedList *self, RelProfile *profile)
{
  g_autoptr (GError) error = NULL;

  if (!rel_profiles_remove (profile->id, &error))
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  if (profile->sign_in != REL_PROFILE_SIGN_IN_NONE)
    rel_secrets_forget_async (profile, NULL, forgotten_cb, g_object_ref (self));
  rel_saved_list_load (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelProfile) profile = user_data;

  if (rel_compat_ask_finish (GTK_WIDGET (source), result))
    forget (REL_SAVED_LIST (source), profile);
}

static RelProfile *
get_profile (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), PROFILE_KEY);
}

static void
forget_clicked_cb (GtkWidget *row)
{
  GtkWidget *self = gtk_widget_get_ancestor (row, REL_TYPE_SAVED_LIST);
  RelProfile *profile = get_profile (row);
  /* Translators: the name of a saved project. */
  g_autofree char *heading = g_strdup_printf (_ ("Forget “%s”?"), profile->name);

  rel_compat_ask_async (self, heading,
                        _ (
                          "Its address and its sign-in are removed from this computer. On the server nothing changes."),
                        _ ("_Forget"), asked_cb, rel_profile_copy (profile));
}

static void
row_activated_cb (RelSavedList *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, get_profile (row)->name);
}

static void
add_forget_button (AdwActionRow *row, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: the name of a saved project. */
  g_autofree char *tooltip = g_strdup_printf (_ ("Forget “%s”…"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_clicked_cb), row, G_CONNECT_SWAPPED);
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
  GtkWidget *mark = gtk_image_new_from_icon_name ("media-record-symbolic");
  g_autofree char *subtitle = dup_subtitle (profile);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), profile->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_tooltip_text (row, profile->address);

  gtk_widget_add_css_class (mark, "mark");
  rel_profile_words_mark (mark, profile->colour);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  add_forget_button (ADW_ACTION_ROW (row), profile->name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));

  g_object_set_data_full (G_OBJECT (row), PROFILE_KEY, rel_profile_copy (profile), (GDestroyNotify) rel_profile_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
rel_saved_list_dispose (GObject *object)
{
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
}

static void
rel_saved_list_init (RelSavedList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
      g_autofree char *text =
        g_strdup_printf (_ ("The file of saved projects was damaged. It was kept as %s"), set_aside);

      g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
    }
}
