/* rel-collection-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-collection-settings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-chooser.h"
#include "rel-setting.h"
#include "rel-title-layout.h"
#include "rel-wrap.h"

/**
 * RelCollectionSettings:
 *
 * What can be set of a collection itself: whether it is hidden, its folder and its note. On the page of a
 * relation through a junction, that of the junction, with the way to its page.
 *
 * What is not published has a dot, what it was before and a button to take it back.
 */
struct _RelCollectionSettings
{
  AdwBin parent_instance;

  GtkWidget *heading;
  AdwPreferencesGroup *group;
  GtkLabel *name;
  AdwActionRow *go;
  AdwActionRow *hidden_row;
  GtkSwitch *hidden;
  GtkWidget *hidden_revert;
  AdwActionRow *folder_row;
  RelChooser *folder;
  GtkWidget *folder_revert;
  AdwEntryRow *note;
  GtkWidget *note_revert;
  GtkWidget *note_mistake_row;
  GtkLabel *note_mistake;

  RelWorkspace *workspace; /* (owned) (nullable) */
  char *collection;        /* (owned) (nullable) */
  char *shown_note;        /* (owned): as the draft had it */
  gboolean links;
  gboolean updating; /* what changes is no wish of the person */
};

G_DEFINE_FINAL_TYPE (RelCollectionSettings, rel_collection_settings, ADW_TYPE_BIN)

enum
{
  PROP_LINKS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
say_mistake (RelCollectionSettings *self, const char *mistake)
{
  gtk_label_set_label (self->note_mistake, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (self->note_mistake_row, mistake != NULL);
}

static void
set (RelCollectionSettings *self, const char *path, const char *text, const char *name)
{
  RelSchema *draft = rel_workspace_get_draft (self->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = rel_setting_set_of_collection (draft, self->collection, path, text, &error);

  if (next != NULL && next != draft)
    rel_workspace_set_draft (self->workspace, next, name);
  say_mistake (self, error != NULL ? error->message : NULL);
}

static void
set_hidden (RelCollectionSettings *self, gboolean hidden)
{
  /* Translators: names an edit; the name of a collection. */
  g_autofree char *name = g_strdup_printf (hidden ? _ ("Hide %s") : _ ("Show %s"), self->collection);

  set (self, "meta.hidden", hidden ? "true" : "false", name);
}

static void
set_note (RelCollectionSettings *self, const char *note)
{
  /* Translators: names an edit; the name of a collection. */
  g_autofree char *name = g_strdup_printf (_ ("Set the note of %s"), self->collection);

  set (self, "meta.note", note != NULL ? note : "", name);
}

static void
set_folder (RelCollectionSettings *self, const char *folder)
{
  /* Translators: names an edit; the name of a collection. */
  g_autofree char *name = folder != NULL ? g_strdup_printf (_ ("Move %s to %s"), self->collection, folder)
                                         : g_strdup_printf (_ ("Move %s out of its folder"), self->collection);

  set (self, "meta.group", folder != NULL ? folder : "", name);
}

/* Folders first, since any collection can have others under it. */
static void
add_folders (RelCollectionSettings *self, GPtrArray *choices, gboolean folders)
{
  RelSchema *draft = rel_workspace_get_draft (self->workspace);

  for (guint i = 0; i < rel_schema_get_n_collections (draft); i++)
    {
      RelCollection *collection = rel_schema_get_collection (draft, i);
      const char *name = rel_collection_get_name (collection);

      if (rel_collection_is_folder (collection) == folders && rel_collection_exists (collection) &&
          !rel_collection_is_system (collection) && !g_str_equal (name, self->collection))
        g_ptr_array_add (choices, rel_choice_new (name, name, folders ? NULL : _ ("a collection")));
    }
}

static const char *
get_folder (RelSchema *schema, const char *collection)
{
  RelCollection *found = rel_schema_find_collection (schema, collection);

  return found != NULL ? rel_collection_get_group (found) : NULL;
}

static void
folder_opening_cb (RelCollectionSettings *self)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);
  const char *selected[] = { get_folder (rel_workspace_get_draft (self->workspace), self->collection), NULL };

  g_ptr_array_add (choices, rel_choice_new (NULL, _ ("None"), NULL));
  add_folders (self, choices, TRUE);
  add_folders (self, choices, FALSE);
  rel_chooser_take_choices (self->folder, choices);
  rel_chooser_select (self->folder, selected[0] != NULL ? selected : NULL);
}

static void
folder_chosen_cb (RelCollectionSettings *self, const char *value)
{
  set_folder (self, value);
}

static void
folder_activated_cb (RelCollectionSettings *self)
{
  rel_chooser_open (self->folder);
}

static void
folder_revert_clicked_cb (RelCollectionSettings *self)
{
  set_folder (self, get_folder (rel_workspace_get_base (self->workspace), self->collection));
}

static void
hidden_changed_cb (RelCollectionSettings *self)
{
  if (!self->updating)
    set_hidden (self, gtk_switch_get_active (self->hidden));
}

static void
note_applied_cb (RelCollectionSettings *self)
{
  set_note (self, gtk_editable_get_text (GTK_EDITABLE (self->note)));
}

static RelCollection *
find_before (RelCollectionSettings *self)
{
  return rel_schema_find_collection (rel_workspace_get_base (self->workspace), self->collection);
}

static void
hidden_revert_clicked_cb (RelCollectionSettings *self)
{
  set_hidden (self, rel_collection_is_hidden (find_before (self)));
}

static void
note_revert_clicked_cb (RelCollectionSettings *self)
{
  set_note (self, rel_collection_get_note (find_before (self)));
}

static void
show_revert (GtkWidget *button, gboolean changed, const char *was)
{
  g_autofree char *text = g_strdup_printf (_ ("Take Back to “%s”"), was);

  gtk_widget_set_visible (button, changed);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_hidden (RelCollectionSettings *self, RelCollection *collection, RelCollection *before)
{
  gboolean hidden = rel_collection_is_hidden (collection);
  gboolean changed = before != NULL && rel_collection_is_hidden (before) != hidden;
  const char *was = hidden ? _ ("shown") : _ ("hidden");
  g_autofree char *text = g_strdup_printf (_ ("Was: %s"), was);

  gtk_switch_set_active (self->hidden, hidden);
  adw_action_row_set_subtitle (self->hidden_row, changed ? text : _ ("Not among the collections of the Data Studio"));
  show_revert (self->hidden_revert, changed, was);
}

static void
show_folder (RelCollectionSettings *self, RelCollection *collection, RelCollection *before)
{
  const char *folder = rel_collection_get_group (collection);
  const char *was = before != NULL ? rel_collection_get_group (before) : NULL;
  gboolean changed = before != NULL && g_strcmp0 (folder, was) != 0;
  g_autofree char *text = NULL;

  if (was == NULL)
    was = _ ("None");
  text = g_strdup_printf (_ ("Was: %s"), was);
  rel_chooser_set_label (self->folder, folder != NULL ? folder : _ ("None"));
  rel_chooser_set_name (self->folder, _ ("Folder"));
  adw_action_row_set_subtitle (self->folder_row, changed ? text : "");
  show_revert (self->folder_revert, changed, was);
}

static void
show_note (RelCollectionSettings *self, RelCollection *collection, RelCollection *before)
{
  const char *note = rel_collection_get_note (collection);
  const char *was = before != NULL ? rel_collection_get_note (before) : NULL;
  gboolean changed = before != NULL && g_strcmp0 (note != NULL ? note : "", was != NULL ? was : "") != 0;

  /* What a person has typed, and not applied, stays. */
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->note)), self->shown_note) == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->note), note != NULL ? note : "");
  g_free (self->shown_note);
  self->shown_note = g_strdup (note != NULL ? note : "");
  show_revert (self->note_revert, changed, was != NULL && *was != '\0' ? was : _ ("None"));
}

static void
rel_collection_settings_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_LINKS)
    g_value_set_boolean (value, REL_COLLECTION_SETTINGS (object)->links);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rel_collection_settings_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_LINKS)
    REL_COLLECTION_SETTINGS (object)->links = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rel_collection_settings_dispose (GObject *object)
{
  g_clear_object (&REL_COLLECTION_SETTINGS (object)->workspace);

  G_OBJECT_CLASS (rel_collection_settings_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_COLLECTION_SETTINGS);
}

static void
rel_collection_settings_finalize (GObject *object)
{
  RelCollectionSettings *self = REL_COLLECTION_SETTINGS (object);

  g_free (self->collection);
  g_free (self->shown_note);

  G_OBJECT_CLASS (rel_collection_settings_parent_class)->finalize (object);
}

static void
rel_collection_settings_class_init (RelCollectionSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rel_collection_settings_get_property;
  object_class->set_property = rel_collection_settings_set_property;
  object_class->dispose = rel_collection_settings_dispose;
  object_class->finalize = rel_collection_settings_finalize;

  /**
   * RelCollectionSettings:links:
   *
   * Whether it says which collection it is, and leads to its page.
   */
  properties[PROP_LINKS] =
    g_param_spec_boolean ("links", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (REL_TYPE_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-collection-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, heading);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, group);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, name);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, go);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, hidden_row);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, hidden);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, hidden_revert);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, folder_row);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, folder);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, folder_revert);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, note);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, note_revert);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, note_mistake_row);
  gtk_widget_class_bind_template_child (widget_class, RelCollectionSettings, note_mistake);
  gtk_widget_class_bind_template_callback (widget_class, folder_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_opening_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_revert_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, hidden_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hidden_revert_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_revert_clicked_cb);
}

static void
rel_collection_settings_init (RelCollectionSettings *self)
{
  self->shown_note = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->name));
  rel_wrap_names (GTK_WIDGET (self->go));
  rel_wrap_heading (self->group);
  rel_title_layout_use (GTK_WIDGET (self));
}

/**
 * rel_collection_settings_new:
 *
 * Returns: (transfer floating): settings of nothing yet
 */
GtkWidget *
rel_collection_settings_new (void)
{
  return g_object_new (REL_TYPE_COLLECTION_SETTINGS, NULL);
}

static void
show_title (RelCollectionSettings *self, RelCollection *collection)
{
  g_autofree char *title = g_strdup_printf (_ ("Between: %s"), self->collection);
  guint n_fields = rel_collection_get_n_fields (collection);
  g_autofree char *fields =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field", "%u fields", n_fields), n_fields);

  gtk_widget_set_visible (self->heading, self->links);
  gtk_widget_set_visible (GTK_WIDGET (self->go), self->links);
  if (!self->links)
    return;
  gtk_label_set_label (self->name, title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->go), self->collection);
  adw_action_row_set_subtitle (self->go, fields);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "s", self->collection);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "project.show-collection");
}

/**
 * rel_collection_settings_show:
 * @self: settings
 * @workspace: a project
 * @collection: the name of a collection of its draft
 *
 * Shows the settings of a collection, if they can be changed. After each change of the
 * workspace this is to be called again.
 */
void
rel_collection_settings_show (RelCollectionSettings *self, RelWorkspace *workspace, const char *collection)
{
  RelCollection *found = rel_schema_find_collection (rel_workspace_get_draft (workspace), collection);
  gboolean fits = found != NULL && rel_collection_exists (found) && !rel_collection_is_system (found);
  RelCollection *before;

  g_return_if_fail (REL_IS_COLLECTION_SETTINGS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), fits);
  if (!fits)
    return;
  g_set_object (&self->workspace, workspace);
  if (g_strcmp0 (collection, self->collection) != 0)
    {
      g_free (self->collection);
      self->collection = g_strdup (collection);
      say_mistake (self, NULL);
      g_free (self->shown_note);
      self->shown_note = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note)));
    }
  before = find_before (self);
  self->updating = TRUE;
  show_title (self, found);
  show_hidden (self, found, before);
  show_folder (self, found, before);
  show_note (self, found, before);
  self->updating = FALSE;
}
