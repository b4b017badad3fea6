/* rel-field-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-field-row.h"

#include <glib/gi18n.h>

#include "rel-chooser.h"
#include "rel-deletion.h"
#include "rel-link.h"
#include "rel-place.h"
#include "rel-setting.h"
#include "rel-wrap.h"

/**
 * RelFieldRow:
 *
 * The fields of a collection: it unfolds to one that is chosen by typing, and what can be set of
 * that: whether it is hidden, its note, and that it goes. What is said is an edit of the draft at
 * once.
 *
 * A row for each field would take longer than all else on the page. What it unfolds is made when
 * it is unfolded first.
 */
struct _RelFieldRow
{
  AdwExpanderRow parent_instance;

  RelChooser *chooser;     /* (nullable): this and the next ones are %NULL until it is unfolded */
  AdwActionRow *field_row; /* (nullable) */
  GtkSwitch *hidden;       /* (nullable) */
  GtkWidget *hidden_row;   /* (nullable) */
  AdwEntryRow *note;       /* (nullable) */
  GtkLabel *mistake;       /* (nullable) */
  GtkWidget *relation_row; /* (nullable) */
  GtkWidget *deletion_row; /* (nullable) */

  RelWorkspace *workspace; /* (owned) (nullable) */
  char *collection;        /* (owned) (nullable) */
  RelField *field;         /* (owned) (nullable): the chosen one, as it is in the draft */
  RelPlace *place;         /* (owned) (nullable): of the relation that it is of */
  char *shown_note;        /* (owned): as the draft had it */
  gboolean updating;       /* what changes is no wish of the person */
};

G_DEFINE_FINAL_TYPE (RelFieldRow, rel_field_row, ADW_TYPE_EXPANDER_ROW)

static void
say_mistake (RelFieldRow *self, const char *mistake)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (self->mistake), ADW_TYPE_PREFERENCES_ROW);

  gtk_label_set_label (self->mistake, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (row, mistake != NULL);
}

static const char *
get_type_label (RelField *field)
{
  return rel_field_is_alias (field) ? _ ("without a column") : rel_field_get_data_type (field);
}

static char *
dup_name (RelFieldRow *self)
{
  return g_strdup_printf ("%s.%s", rel_field_get_collection (self->field), rel_field_get_name (self->field));
}

/* The row may show another field, or none, after that. */
static gboolean
take_draft (RelFieldRow *self, RelSchema *next, const char *edit, const GError *error)
{
  gboolean is_new = next != NULL && next != rel_workspace_get_draft (self->workspace);

  say_mistake (self, error != NULL ? error->message : NULL);
  if (is_new)
    rel_workspace_set_draft (self->workspace, next, edit);
  return is_new;
}

static void
set (RelFieldRow *self, const char *path, const char *text, const char *edit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = rel_setting_set_of_field (rel_workspace_get_draft (self->workspace),
                                                         rel_field_get_collection (self->field),
                                                         rel_field_get_name (self->field), path, text, &error);

  take_draft (self, next, edit, error);
}

static void
hidden_changed_cb (RelFieldRow *self)
{
  gboolean hidden = gtk_switch_get_active (self->hidden);
  g_autofree char *name = NULL;
  g_autofree char *edit = NULL;

  if (self->updating)
    return;
  name = dup_name (self);
  edit = g_strdup_printf (hidden ? _ ("Hide %s") : _ ("Show %s"), name);
  set (self, "meta.hidden", hidden ? "true" : "false", edit);
}

static void
note_applied_cb (RelFieldRow *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *edit = g_strdup_printf (_ ("Set the note of %s"), name);

  set (self, "meta.note", gtk_editable_get_text (GTK_EDITABLE (self->note)), edit);
}

static void
deletion_clicked_cb (RelFieldRow *self)
{
  g_autofree char *name = dup_name (self);
  /* Translators: names an edit; a collection and a field of it, as articles.author. */
  g_autofree char *edit = g_strdup_printf (_ ("Delete %s"), name);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = rel_deletion_apply_to_field (rel_workspace_get_draft (self->workspace),
                                                            rel_field_get_collection (self->field),
                                                            rel_field_get_name (self->field), &error);

  if (!take_draft (self, next, edit, error))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "project.say-done", "s", edit);
  /* The button is gone with the field. */
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
}

static void
field_opening_cb (RelFieldRow *self)
{
  RelCollection *collection = rel_schema_find_collection (rel_workspace_get_draft (self->workspace), self->collection);
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);
  const char *selected[] = { self->field != NULL ? rel_field_get_name (self->field) : NULL, NULL };

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);
      const char *name = rel_field_get_name (field);

      g_ptr_array_add (choices, rel_choice_new (name, name, get_type_label (field)));
    }
  rel_chooser_take_choices (self->chooser, choices);
  rel_chooser_select (self->chooser, self->field != NULL ? selected : NULL);
}

static void
field_chosen_cb (RelFieldRow *self, const char *name)
{
  rel_field_row_choose (self, name);
}

static void
field_activated_cb (RelFieldRow *self)
{
  rel_chooser_open (self->chooser);
}

static void
add_chooser (RelFieldRow *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *chooser = rel_chooser_new ();

  self->field_row = ADW_ACTION_ROW (row);
  self->chooser = REL_CHOOSER (chooser);
  gtk_widget_set_valign (chooser, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (row, "member");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Field"));
  adw_action_row_add_suffix (self->field_row, chooser);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (field_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chooser, "opening", G_CALLBACK (field_opening_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (field_chosen_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_hidden (RelFieldRow *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *hidden = gtk_switch_new ();

  self->hidden = GTK_SWITCH (hidden);
  gtk_widget_set_valign (hidden, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Hidden"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Not in the forms of the Data Studio"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), hidden);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), hidden);
  g_signal_connect_object (hidden, "notify::active", G_CALLBACK (hidden_changed_cb), self, G_CONNECT_SWAPPED);
  self->hidden_row = row;
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_note (RelFieldRow *self)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *mistake_row = adw_preferences_row_new ();
  GtkWidget *mistake = gtk_label_new (NULL);

  self->note = ADW_ENTRY_ROW (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Note"));
  adw_entry_row_set_show_apply_button (self->note, TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (note_applied_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  self->mistake = GTK_LABEL (mistake);
  gtk_label_set_xalign (self->mistake, 0);
  gtk_label_set_wrap (self->mistake, TRUE);
  gtk_widget_add_css_class (mistake, "error");
  gtk_widget_add_css_class (mistake, "row-text");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (mistake_row), mistake);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (mistake_row), FALSE);
  gtk_widget_set_visible (mistake_row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), mistake_row);
}

static void
add_ways_out (RelFieldRow *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Delete Field"));

  self->relation_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->relation_row), _ ("Its Relation"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->relation_row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->relation_row), TRUE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->relation_row);

  self->deletion_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->deletion_row), _ ("With All That Is in It"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "destructive-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (deletion_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->deletion_row), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->deletion_row);
}

static gboolean
is_hidden (RelField *field)
{
  return rel_json_get_boolean (json_node_get_object (rel_field_get_json (field)), "meta.hidden");
}

static void
show_note (RelFieldRow *self)
{
  const char *note = self->field != NULL ? rel_field_get_note (self->field) : NULL;

  /* What a person has typed, and not applied, stays. */
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->note)), self->shown_note) == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->note), note != NULL ? note : "");
  g_free (self->shown_note);
  self->shown_note = g_strdup (note != NULL ? note : "");
}

static void
show_way_to_relation (RelFieldRow *self)
{
  gtk_widget_set_visible (self->relation_row, self->place != NULL);
  if (self->place == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->relation_row), "(ssu)",
                                    rel_place_get_collection (self->place), rel_place_get_field (self->place),
                                    rel_place_get_nth (self->place));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->relation_row), "project.show-relation");
}

static void
show_unfolded (RelFieldRow *self)
{
  gboolean any = self->field != NULL;
  RelField *before = any ? rel_schema_find_field (rel_workspace_get_base (self->workspace), self->collection,
                                                  rel_field_get_name (self->field))
                         : NULL;
  gboolean changed =
    any && (before == NULL || !rel_json_equal (rel_field_get_json (before), rel_field_get_json (self->field)));

  self->updating = TRUE;
  rel_chooser_set_label (self->chooser, any ? rel_field_get_name (self->field) : _ ("Choose…"));
  rel_chooser_set_name (self->chooser, _ ("Field"));
  adw_action_row_set_subtitle (self->field_row, changed ? _ ("Changed, not published")
                                                : any   ? get_type_label (self->field)
                                                        : "");
  gtk_switch_set_active (self->hidden, any && is_hidden (self->field));
  show_note (self);
  self->updating = FALSE;

  gtk_widget_set_visible (self->hidden_row, any);
  gtk_widget_set_visible (GTK_WIDGET (self->note), any);
  gtk_widget_set_visible (self->deletion_row, any && self->place == NULL && !rel_field_is_primary_key (self->field));
  show_way_to_relation (self);
}

static void
expanded_cb (RelFieldRow *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->chooser != NULL || self->collection == NULL)
    return;
  add_chooser (self);
  add_hidden (self);
  add_note (self);
  add_ways_out (self);
  show_unfolded (self);
}

static void
rel_field_row_dispose (GObject *object)
{
  g_clear_object (&REL_FIELD_ROW (object)->workspace);

  G_OBJECT_CLASS (rel_field_row_parent_class)->dispose (object);
}

static void
rel_field_row_finalize (GObject *object)
{
  RelFieldRow *self = REL_FIELD_ROW (object);

  g_clear_pointer (&self->field, rel_field_unref);
  g_clear_pointer (&self->place, rel_place_unref);
  g_free (self->collection);
  g_free (self->shown_note);

  G_OBJECT_CLASS (rel_field_row_parent_class)->finalize (object);
}

static void
rel_field_row_class_init (RelFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rel_field_row_dispose;
  object_class->finalize = rel_field_row_finalize;
}

static void
rel_field_row_init (RelFieldRow *self)
{
  self->shown_note = g_strdup ("");
  rel_wrap_names (GTK_WIDGET (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Fields"));
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * rel_field_row_new:
 *
 * Returns: (transfer floating): a row that shows no field yet
 */
GtkWidget *
rel_field_row_new (void)
{
  return g_object_new (REL_TYPE_FIELD_ROW, NULL);
}

static RelPlace *
find_place (RelSchema *schema, RelField *field)
{
  g_autoptr (GPtrArray) links = rel_link_list (schema, rel_field_get_collection (field));

  for (guint i = 0; i < links->len; i++)
    {
      if (g_str_equal (rel_link_get_field (g_ptr_array_index (links, i)), rel_field_get_name (field)))
        return rel_place_new_link (schema, g_ptr_array_index (links, i));
    }
  return NULL;
}

static void
show_field (RelFieldRow *self, RelField *field)
{
  if (field != NULL)
    rel_field_ref (field);
  g_clear_pointer (&self->field, rel_field_unref);
  self->field = field;
  g_clear_pointer (&self->place, rel_place_unref);
  if (field != NULL)
    self->place = find_place (rel_workspace_get_draft (self->workspace), field);
  if (self->chooser != NULL)
    show_unfolded (self);
}

/* What was typed for one field is not for another one. */
static void
forget_typed (RelFieldRow *self)
{
  if (self->chooser == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->note), self->shown_note);
  say_mistake (self, NULL);
}

/**
 * rel_field_row_show:
 * @self: a row
 * @workspace: a project
 * @collection: the name of a collection of its draft
 *
 * Shows the fields of a collection. After each change of the workspace this is to be called
 * again; the field that was chosen stays so.
 */
void
rel_field_row_show (RelFieldRow *self, RelWorkspace *workspace, const char *collection)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  RelCollection *found = rel_schema_find_collection (draft, collection);
  guint n_fields = found != NULL ? rel_collection_get_n_fields (found) : 0;
  g_autofree char *subtitle =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field", "%u fields", n_fields), n_fields);
  gboolean same = g_strcmp0 (collection, self->collection) == 0;
  g_autofree char *name = same && self->field != NULL ? g_strdup (rel_field_get_name (self->field)) : NULL;
  RelField *field = name != NULL ? rel_schema_find_field (draft, collection, name) : NULL;

  g_return_if_fail (REL_IS_FIELD_ROW (self));

  g_set_object (&self->workspace, workspace);
  if (field == NULL)
    forget_typed (self);
  if (!same)
    {
      g_free (self->collection);
      self->collection = g_strdup (collection);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  show_field (self, field);
}

/**
 * rel_field_row_choose:
 * @self: a row that is unfolded
 * @name: the name of a field
 *
 * Does what choosing that field does.
 */
void
rel_field_row_choose (RelFieldRow *self, const char *name)
{
  g_return_if_fail (REL_IS_FIELD_ROW (self));

  forget_typed (self);
  show_field (self, rel_schema_find_field (rel_workspace_get_draft (self->workspace), self->collection, name));
}
