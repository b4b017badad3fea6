/* rel-field-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-field-list.h"

#include <glib/gi18n.h>

#include "rel-field-addition.h"
#include "rel-field-row.h"

/**
 * RelFieldList:
 *
 * The fields of a collection, one of which can be chosen and changed, and what adds one. It
 * costs little until either is wanted.
 */
struct _RelFieldList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  RelFieldRow *row;
  GtkWidget *add;             /* what makes @addition */
  RelFieldAddition *addition; /* (nullable): in @group; %NULL until it is wanted */

  RelWorkspace *workspace; /* (owned) (nullable) */
  char *collection;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RelFieldList, rel_field_list, ADW_TYPE_BIN)

static void
show_addition (RelFieldList *self, gboolean shown)
{
  gtk_widget_set_visible (self->add, !shown);
  if (self->addition != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->addition), shown);
}

static void
add_activated_cb (RelFieldList *self)
{
  if (self->addition == NULL)
    {
      self->addition = REL_FIELD_ADDITION (rel_field_addition_new ());
      adw_preferences_group_add (self->group, GTK_WIDGET (self->addition));
    }
  show_addition (self, TRUE);
  rel_field_addition_show (self->addition, self->workspace, self->collection);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->addition), TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->addition), GTK_DIR_TAB_FORWARD);
}

static void
rel_field_list_dispose (GObject *object)
{
  g_clear_object (&REL_FIELD_LIST (object)->workspace);

  G_OBJECT_CLASS (rel_field_list_parent_class)->dispose (object);
}

static void
rel_field_list_finalize (GObject *object)
{
  g_free (REL_FIELD_LIST (object)->collection);

  G_OBJECT_CLASS (rel_field_list_parent_class)->finalize (object);
}

static void
rel_field_list_class_init (RelFieldListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rel_field_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_field_list_finalize;
}

static void
rel_field_list_init (RelFieldList *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = rel_field_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("list-add-symbolic");

  self->group = ADW_PREFERENCES_GROUP (group);
  self->row = REL_FIELD_ROW (row);
  self->add = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add), _ ("Add Field"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->add), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->add), TRUE);
  g_signal_connect_object (self->add, "activated", G_CALLBACK (add_activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  adw_preferences_group_add (self->group, self->add);
  adw_bin_set_child (ADW_BIN (self), group);
}

/**
 * rel_field_list_new:
 *
 * Returns: (transfer floating): a list of no fields yet
 */
GtkWidget *
rel_field_list_new (void)
{
  return g_object_new (REL_TYPE_FIELD_LIST, NULL);
}

/**
 * rel_field_list_show:
 * @self: a list
 * @workspace: a project
 * @collection: the name of a collection of its draft
 *
 * Shows the fields of a collection, if they can be changed. After each change of the workspace
 * this is to be called again; the focus stays.
 */
void
rel_field_list_show (RelFieldList *self, RelWorkspace *workspace, const char *collection)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  RelCollection *found = rel_schema_find_collection (draft, collection);
  gboolean fits = found != NULL && rel_collection_exists (found) && !rel_collection_is_system (found) &&
                  !rel_collection_is_folder (found);

  g_return_if_fail (REL_IS_FIELD_LIST (self));

  gtk_widget_set_visible (GTK_WIDGET (self), fits);
  if (!fits)
    return;
  g_set_object (&self->workspace, workspace);
  if (g_strcmp0 (collection, self->collection) != 0)
    {
      g_free (self->collection);
      self->collection = g_strdup (collection);
      show_addition (self, FALSE);
    }
  rel_field_row_show (self->row, workspace, collection);
  if (self->addition != NULL)
    rel_field_addition_show (self->addition, workspace, collection);
}
