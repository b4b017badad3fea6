/* rel-counterpart-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-counterpart-list.h"

#include <glib/gi18n.h>

#include "rel-compat.h"
#include "rel-profile-words.h"
#include "rel-profiles.h"
#include "rel-wrap.h"

/**
 * RelCounterpartList:
 *
 * What a project can be compared with: the other saved projects, a file, and the project
 * itself before what was published to it last.
 *
 * [signal@CounterpartList::chosen] says which one a person wants, [signal@CounterpartList::failed]
 * what went wrong.
 */
struct _RelCounterpartList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *projects;
  AdwPreferencesGroup *past;

  GPtrArray *project_rows; /* (owned) (element-type GtkWidget) (elements unowned): in @projects */
  GPtrArray *past_rows;    /* (owned) (element-type GtkWidget) (elements unowned): in @past */
};

G_DEFINE_FINAL_TYPE (RelCounterpartList, rel_counterpart_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define COUNTERPART_KEY "relations-counterpart"

/* All of them are in the history; this is for the mistake of today. */
#define N_PAST 8

static void
row_activated_cb (RelCounterpartList *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), COUNTERPART_KEY));
}

static void
file_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelCounterpartList) self = REL_COUNTERPART_LIST (user_data);
  g_autoptr (GFile) file = rel_compat_open_file_finish (GTK_WIDGET (source), result, NULL);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = uri != NULL ? rel_target_new (uri, NULL, &error) : NULL;
  g_autoptr (RelCounterpart) counterpart = target != NULL ? rel_counterpart_new_target (target) : NULL;

  if (counterpart != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, counterpart);
  else if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
file_activated_cb (RelCounterpartList *self)
{
  rel_compat_open_project_async (GTK_WIDGET (self), _ ("Compare with a File"), file_opened_cb, g_object_ref (self));
}

static GtkWidget *
new_row (RelCounterpartList *self, RelCounterpart *counterpart, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), COUNTERPART_KEY, g_object_ref (counterpart), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_project (RelCounterpartList *self, const RelProfile *profile)
{
  g_autoptr (RelTarget) target = rel_target_new_profile (profile, NULL);
  g_autoptr (RelCounterpart) counterpart = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row;
  GtkWidget *mark;

  /* An address that is none any more is mended where projects are saved. */
  if (target == NULL)
    return;
  counterpart = rel_counterpart_new_target (target);
  subtitle = g_strdup_printf ("%s · %s", rel_profile_words_get_kind (profile->kind), profile->address);
  row = new_row (self, counterpart, profile->name, subtitle);
  mark = gtk_image_new_from_icon_name ("media-record-symbolic");
  gtk_widget_add_css_class (mark, "mark");
  rel_profile_words_mark (mark, profile->colour);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  adw_preferences_group_add (self->projects, row);
  g_ptr_array_add (self->project_rows, row);
}

static void
add_past (RelCounterpartList *self, RelWorkspace *workspace, RelHistoryEntry *entry)
{
  g_autoptr (RelCounterpart) counterpart = rel_counterpart_new_past (workspace, entry);
  g_autoptr (GDateTime) time = rel_history_entry_dup_time (entry);
  g_autofree char *date = g_date_time_format (time, "%x %X");
  g_autofree char *names = g_strjoinv (", ", (char **) rel_history_entry_get_names (entry));
  GtkWidget *row = new_row (self, counterpart, *names != '\0' ? names : date, *names != '\0' ? date : NULL);

  adw_preferences_group_add (self->past, row);
  g_ptr_array_add (self->past_rows, row);
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
rel_counterpart_list_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_counterpart_list_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_COUNTERPART_LIST);
}

static void
rel_counterpart_list_finalize (GObject *object)
{
  g_ptr_array_unref (REL_COUNTERPART_LIST (object)->project_rows);
  g_ptr_array_unref (REL_COUNTERPART_LIST (object)->past_rows);

  G_OBJECT_CLASS (rel_counterpart_list_parent_class)->finalize (object);
}

static void
rel_counterpart_list_class_init (RelCounterpartListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_counterpart_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_counterpart_list_finalize;

  /**
   * RelCounterpartList::chosen:
   * @self: a list
   * @counterpart: what to compare with
   *
   * Emitted when a person chooses.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", REL_TYPE_COUNTERPART_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, REL_TYPE_COUNTERPART);

  /**
   * RelCounterpartList::failed:
   * @self: a list
   * @text: what went wrong
   *
   * Emitted when the choice cannot be.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", REL_TYPE_COUNTERPART_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-counterpart-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCounterpartList, projects);
  gtk_widget_class_bind_template_child (widget_class, RelCounterpartList, past);
  gtk_widget_class_bind_template_callback (widget_class, file_activated_cb);
}

static void
rel_counterpart_list_init (RelCounterpartList *self)
{
  self->project_rows = g_ptr_array_new ();
  self->past_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_heading (self->projects);
  rel_wrap_heading (self->past);
}

/**
 * rel_counterpart_list_new:
 *
 * Returns: (transfer floating): a list that is empty
 */
GtkWidget *
rel_counterpart_list_new (void)
{
  return g_object_new (REL_TYPE_COUNTERPART_LIST, NULL);
}

/**
 * rel_counterpart_list_show:
 * @self: a list
 * @workspace: the project that is to be compared
 *
 * Shows what there is now.
 */
void
rel_counterpart_list_show (RelCounterpartList *self, RelWorkspace *workspace)
{
  const RelProfile *own = rel_target_get_profile (rel_workspace_get_target (workspace));
  g_autoptr (GError) error = NULL;
  g_autofree char *set_aside = NULL;
  g_autoptr (GPtrArray) profiles = rel_profiles_load (&set_aside, &error);
  g_autoptr (GListModel) entries = rel_workspace_list_history (workspace, NULL);
  guint n_entries = entries != NULL ? g_list_model_get_n_items (entries) : 0;

  g_return_if_fail (REL_IS_COUNTERPART_LIST (self));

  clear (self->projects, self->project_rows);
  clear (self->past, self->past_rows);
  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    {
      RelProfile *profile = g_ptr_array_index (profiles, i);

      if (own == NULL || g_strcmp0 (own->id, profile->id) != 0)
        add_project (self, profile);
    }
  for (guint i = 0; i < MIN (n_entries, N_PAST); i++)
    {
      g_autoptr (RelHistoryEntry) entry = g_list_model_get_item (entries, i);

      add_past (self, workspace, entry);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->projects), self->project_rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->past), self->past_rows->len > 0);
  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  else if (set_aside != NULL)
    {
      g_autofree char *text = rel_profile_words_dup_set_aside (set_aside);

      g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
    }
}
