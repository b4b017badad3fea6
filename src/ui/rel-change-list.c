/* rel-change-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-change-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-bundle.h"
#include "rel-kind.h"
#include "rel-project-words.h"
#include "rel-wrap.h"

/**
 * RelChangeList:
 *
 * The changes that are not published, as rows. Those that come or go with one relation stand
 * together under its name, and are checked and discarded as one; all others come first.
 */
struct _RelChangeList
{
  GtkBox parent_instance;

  AdwPreferencesGroup *main; /* (unowned): with the rows that are alone */
  GPtrArray *groups;         /* (element-type AdwPreferencesGroup) (owned) (elements unowned): of bundles */
  GPtrArray *rows;           /* (element-type RelChangeRow) (owned): in the order of publishing */
  GPtrArray *bundles;        /* (element-type GPtrArray) (owned) (nullable): as shown */
  char *layout;              /* (owned) (nullable): which rows stand in which group */
  gboolean checking;         /* rows follow another one of their bundle */
};

G_DEFINE_FINAL_TYPE (RelChangeList, rel_change_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One change alone needs no heading of its own. */
static gboolean
is_shown_as_one (GPtrArray *bundle)
{
  return bundle->len > 1;
}

static RelChangeRow *
find_row_of (RelChangeList *self, RelChange *change)
{
  g_autofree char *id = rel_change_dup_id (change);

  return rel_change_list_find_row (self, id);
}

static GPtrArray *
find_bundle (RelChangeList *self, RelChange *change)
{
  for (guint b = 0; b < self->bundles->len; b++)
    {
      GPtrArray *bundle = g_ptr_array_index (self->bundles, b);

      if (g_ptr_array_find (bundle, change, NULL))
        return bundle;
    }
  return NULL;
}

static void
row_toggled_cb (RelChangeList *self, RelChangeRow *row)
{
  GPtrArray *bundle;

  if (self->checking)
    return;
  bundle = find_bundle (self, rel_change_row_get_change (row));
  self->checking = TRUE;
  for (guint i = 0; bundle != NULL && i < bundle->len; i++)
    rel_change_row_set_selected (find_row_of (self, g_ptr_array_index (bundle, i)), rel_change_row_is_selected (row));
  self->checking = FALSE;
  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0);
}

static RelChangeRow *
make_row (RelChangeList *self)
{
  GtkWidget *row = rel_change_row_new ();

  g_signal_connect_object (row, "toggled", G_CALLBACK (row_toggled_cb), self, G_CONNECT_SWAPPED);
  return REL_CHANGE_ROW (row);
}

/* --- Groups --- */

static char *
dup_description (RelSchema *schema, const char *collection, const char *field, RelChangeAction action)
{
  const char *kind = rel_kind_get_label (rel_kind_of_field (schema, collection, field, NULL, NULL));

  if (action == REL_CHANGE_DELETE)
    /* Translators: the kind of a relation, as “many to one”. */
    return g_strdup_printf (_ ("Deleted: %s"), kind);
  /* Translators: the kind of a relation, as “many to one”. */
  return g_strdup_printf (_ ("New: %s"), kind);
}

static GtkWidget *
make_discard (GPtrArray *bundle, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *id = rel_change_dup_id (g_ptr_array_index (bundle, 0));
  /* Translators: a relation, as articles.author. */
  g_autofree char *tooltip = g_strdup_printf (_ ("Discard All of %s"), title);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "project.discard");
  return button;
}

static AdwPreferencesGroup *
make_group (RelWorkspace *workspace, GPtrArray *bundle)
{
  GtkWidget *group = adw_preferences_group_new ();
  RelSchema *base = rel_workspace_get_base (workspace);
  RelSchema *draft = rel_workspace_get_draft (workspace);
  g_autofree char *title = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *description = NULL;
  const char *collection;
  const char *field;
  RelChangeAction action;

  rel_wrap_names (group);
  if (rel_bundle_find_subject (bundle, base, draft, &collection, &field, &action))
    {
      title = g_strdup_printf ("%s.%s", collection, field);
      description = dup_description (action == REL_CHANGE_DELETE ? base : draft, collection, field, action);
    }
  else
    title = rel_change_dup_name (g_ptr_array_index (bundle, 0));
  escaped = g_markup_escape_text (title, -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), make_discard (bundle, title));
  return ADW_PREFERENCES_GROUP (group);
}

static void
remove_all (RelChangeList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      if (group != NULL)
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (GTK_BOX (self), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
}

static void
put_bundle (RelChangeList *self, RelWorkspace *workspace, GPtrArray *bundle)
{
  AdwPreferencesGroup *group = self->main;

  if (is_shown_as_one (bundle))
    {
      group = make_group (workspace, bundle);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (group));
      g_ptr_array_add (self->groups, group);
    }
  for (guint i = 0; i < bundle->len; i++)
    adw_preferences_group_add (group, GTK_WIDGET (find_row_of (self, g_ptr_array_index (bundle, i))));
}

static char *
dup_layout (GPtrArray *bundles)
{
  GString *layout = g_string_new (NULL);

  for (guint b = 0; b < bundles->len; b++)
    {
      GPtrArray *bundle = g_ptr_array_index (bundles, b);

      for (guint i = 0; i < bundle->len; i++)
        {
          g_autofree char *id = rel_change_dup_id (g_ptr_array_index (bundle, i));

          g_string_append_printf (layout, "%s%u %s\n", i == 0 ? "\n" : "",
                                  rel_change_get_action (g_ptr_array_index (bundle, i)), id);
        }
    }
  return g_string_free (layout, FALSE);
}

/* --- Rows --- */

/* Rows of changes that are still there stay, and with them whether they are checked. */
static void
take_rows (RelChangeList *self, RelWorkspace *workspace, GPtrArray *rows)
{
  GPtrArray *changes = rel_workspace_get_changes (workspace);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);
      RelChangeRow *row = find_row_of (self, change);

      if (row == NULL)
        row = make_row (self);
      rel_change_row_show (row, change, rel_workspace_get_base (workspace),
                           rel_workspace_get_change_error (workspace, change));
      rel_change_row_show_conflicts (row, rel_workspace_get_conflicts (workspace));
      g_ptr_array_add (rows, g_object_ref_sink (row));
    }
}

static void
show_title (RelChangeList *self, RelWorkspace *workspace)
{
  guint n_changes = self->rows->len;
  g_autofree char *name = rel_project_words_dup_name (rel_workspace_get_target (workspace));
  g_autofree char *title =
    /* Translators: how many changes, and the name of the project. */
    g_markup_printf_escaped (g_dngettext (GETTEXT_PACKAGE, "%u change to %s", "%u changes to %s", n_changes), n_changes,
                             name);

  adw_preferences_group_set_title (self->main, title);
}

static void
rel_change_list_finalize (GObject *object)
{
  RelChangeList *self = REL_CHANGE_LIST (object);

  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->bundles, g_ptr_array_unref);
  g_free (self->layout);

  G_OBJECT_CLASS (rel_change_list_parent_class)->finalize (object);
}

static void
rel_change_list_class_init (RelChangeListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_change_list_finalize;

  /**
   * RelChangeList::toggled:
   * @self: a list
   *
   * Emitted when changes are checked or unchecked.
   */
  signals[SIGNAL_TOGGLED] =
    g_signal_new ("toggled", REL_TYPE_CHANGE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_change_list_init (RelChangeList *self)
{
  self->groups = g_ptr_array_new ();
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->main = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  rel_wrap_names (GTK_WIDGET (self->main));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->main));
}

/**
 * rel_change_list_new:
 *
 * Returns: (transfer floating): a list of nothing yet
 */
GtkWidget *
rel_change_list_new (void)
{
  return g_object_new (REL_TYPE_CHANGE_LIST, NULL);
}

/**
 * rel_change_list_show:
 * @self: a list
 * @workspace: a workspace
 *
 * Shows the changes of a workspace. While the same ones stand together, rows stay in their
 * places, and so does the focus.
 */
void
rel_change_list_show (RelChangeList *self, RelWorkspace *workspace)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *layout = NULL;

  g_return_if_fail (REL_IS_CHANGE_LIST (self));

  take_rows (self, workspace, rows);
  g_clear_pointer (&self->bundles, g_ptr_array_unref);
  self->bundles = rel_bundle_list (rel_workspace_get_changes (workspace), rel_workspace_get_base (workspace));
  layout = dup_layout (self->bundles);
  if (g_strcmp0 (layout, self->layout) != 0)
    remove_all (self);
  g_ptr_array_unref (self->rows);
  self->rows = g_steal_pointer (&rows);
  for (guint b = 0; b < self->bundles->len; b++)
    {
      GPtrArray *bundle = g_ptr_array_index (self->bundles, b);

      if (g_strcmp0 (layout, self->layout) != 0)
        put_bundle (self, workspace, bundle);
      for (guint i = 0; i < bundle->len; i++)
        {
          RelChangeRow *row = find_row_of (self, g_ptr_array_index (bundle, i));

          rel_change_row_set_part (row, is_shown_as_one (bundle));
          rel_change_row_end_step (row);
        }
    }
  g_free (self->layout);
  self->layout = g_steal_pointer (&layout);
  show_title (self, workspace);
}

/**
 * rel_change_list_get_n_rows:
 * @self: a list
 *
 * Returns: how many changes it shows
 */
guint
rel_change_list_get_n_rows (RelChangeList *self)
{
  g_return_val_if_fail (REL_IS_CHANGE_LIST (self), 0);

  return self->rows->len;
}

/**
 * rel_change_list_list_selected:
 * @self: a list
 *
 * Returns: (transfer full) (element-type RelChange): the changes that are checked, in the order
 *   of publishing
 */
GPtrArray *
rel_change_list_list_selected (RelChangeList *self)
{
  GPtrArray *selected = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  g_return_val_if_fail (REL_IS_CHANGE_LIST (self), selected);

  for (guint i = 0; i < self->rows->len; i++)
    {
      RelChangeRow *row = g_ptr_array_index (self->rows, i);

      if (rel_change_row_is_selected (row))
        g_ptr_array_add (selected, rel_change_ref (rel_change_row_get_change (row)));
    }
  return selected;
}

/**
 * rel_change_list_find_focus:
 * @self: a list
 *
 * Returns: which of its rows has the focus in it; as many as there are if none has
 */
guint
rel_change_list_find_focus (RelChangeList *self)
{
  guint i;

  g_return_val_if_fail (REL_IS_CHANGE_LIST (self), 0);

  for (i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkRoot *root = gtk_widget_get_root (row);
      GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

      if (focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row)))
        break;
    }
  return i;
}

/**
 * rel_change_list_focus_nth:
 * @self: a list of something
 * @nth: a row, from 0; the last one if there are not so many
 *
 * Moves the focus to a row.
 */
void
rel_change_list_focus_nth (RelChangeList *self, guint nth)
{
  g_return_if_fail (REL_IS_CHANGE_LIST (self));
  g_return_if_fail (self->rows->len > 0);

  gtk_widget_grab_focus (g_ptr_array_index (self->rows, MIN (nth, self->rows->len - 1)));
}

/**
 * rel_change_list_focus_conflict:
 * @self: a list
 *
 * Moves the focus to the first of what has to be decided.
 *
 * Returns: whether there is anything
 */
gboolean
rel_change_list_focus_conflict (RelChangeList *self)
{
  g_return_val_if_fail (REL_IS_CHANGE_LIST (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (rel_change_row_focus_conflict (g_ptr_array_index (self->rows, i)))
        return TRUE;
    }
  return FALSE;
}

/**
 * rel_change_list_find_row:
 * @self: a list
 * @id: what [method@Change.dup_id] says of a change
 *
 * Returns: (transfer none) (nullable): the row of that change
 */
RelChangeRow *
rel_change_list_find_row (RelChangeList *self, const char *id)
{
  g_return_val_if_fail (REL_IS_CHANGE_LIST (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      RelChangeRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *other = rel_change_dup_id (rel_change_row_get_change (row));

      if (strcmp (id, other) == 0)
        return row;
    }
  return NULL;
}
