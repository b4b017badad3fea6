/* rel-creation-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-creation-row.h"

#include <glib/gi18n.h>

#include "rel-flow.h"
#include "rel-wrap.h"

/**
 * RelCreationRow:
 *
 * A row of the form for a relation that is to be made: what it asks for, in words and by
 * its name in the API, what it leads to, and what is wrong with it.
 *
 * It keeps nothing itself: it says by [signal@CreationRow::named],
 * [signal@CreationRow::chosen] and [signal@CreationRow::chosen-many] what a person wants.
 */
struct _RelCreationRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title;
  GtkLabel *member_label;
  RelChooser *chooser;
  GtkSwitch *wanted;
  GtkEntry *entry;
  GtkLabel *note;
  GtkWidget *mistake_box;
  GtkLabel *mistake;

  char *member; /* (owned) */
  RelCreationRowType type;
  gboolean updating; /* what changes is no wish of the person */
};

G_DEFINE_FINAL_TYPE (RelCreationRow, rel_creation_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_OPENING,
  SIGNAL_NAMED,
  SIGNAL_CHOSEN,
  SIGNAL_CHOSEN_MANY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_name (RelCreationRow *self)
{
  return self->type == REL_CREATION_ROW_NAME || self->type == REL_CREATION_ROW_OPTIONAL;
}

static void
update_parts (RelCreationRow *self)
{
  gboolean optional = self->type == REL_CREATION_ROW_OPTIONAL;

  gtk_widget_set_visible (GTK_WIDGET (self->chooser), !is_name (self));
  gtk_widget_set_visible (GTK_WIDGET (self->wanted), optional);
  gtk_widget_set_visible (GTK_WIDGET (self->entry),
                          is_name (self) && (!optional || gtk_switch_get_active (self->wanted)));
}

static void
emit_named (RelCreationRow *self)
{
  gboolean none = self->type == REL_CREATION_ROW_OPTIONAL && !gtk_switch_get_active (self->wanted);

  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_NAMED], 0, none ? NULL : gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
text_changed_cb (RelCreationRow *self)
{
  emit_named (self);
}

static void
wanted_changed_cb (RelCreationRow *self)
{
  update_parts (self);
  emit_named (self);
}

static void
chooser_opening_cb (RelCreationRow *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENING], 0);
}

static void
value_chosen_cb (RelCreationRow *self, const char *value)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, value);
}

static void
values_chosen_cb (RelCreationRow *self, char **values)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN_MANY], 0, values);
}

static void
row_activated_cb (RelCreationRow *self, GtkListBoxRow *row)
{
  if (row != GTK_LIST_BOX_ROW (self))
    return;
  if (!is_name (self))
    rel_chooser_open (self->chooser);
  else if (self->type == REL_CREATION_ROW_OPTIONAL)
    gtk_switch_set_active (self->wanted, !gtk_switch_get_active (self->wanted));
}

/* A list says to itself only that one of its rows is activated. */
static void
rel_creation_row_root (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  GTK_WIDGET_CLASS (rel_creation_row_parent_class)->root (widget);
  if (GTK_IS_LIST_BOX (parent))
    g_signal_connect_object (parent, "row-activated", G_CALLBACK (row_activated_cb), widget, G_CONNECT_SWAPPED);
}

static void
rel_creation_row_unroot (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_LIST_BOX (parent))
    g_signal_handlers_disconnect_by_func (parent, row_activated_cb, widget);
  GTK_WIDGET_CLASS (rel_creation_row_parent_class)->unroot (widget);
}

static gboolean
rel_creation_row_grab_focus (GtkWidget *widget)
{
  RelCreationRow *self = REL_CREATION_ROW (widget);

  if (!is_name (self))
    return gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
  if (gtk_widget_get_visible (GTK_WIDGET (self->entry)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return gtk_widget_grab_focus (GTK_WIDGET (self->wanted));
}

static void
rel_creation_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CREATION_ROW);

  G_OBJECT_CLASS (rel_creation_row_parent_class)->dispose (object);
}

static void
rel_creation_row_finalize (GObject *object)
{
  g_free (REL_CREATION_ROW (object)->member);

  G_OBJECT_CLASS (rel_creation_row_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  /**
   * RelCreationRow::opening:
   * @self: a row
   *
   * Emitted before its list is shown: the time to give its choices to the chooser.
   */
  signals[SIGNAL_OPENING] =
    g_signal_new ("opening", REL_TYPE_CREATION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RelCreationRow::named:
   * @self: a row
   * @name: (nullable): what a person typed; %NULL if there is to be none
   *
   * Emitted with each letter.
   */
  signals[SIGNAL_NAMED] = g_signal_new ("named", REL_TYPE_CREATION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RelCreationRow::chosen:
   * @self: a row
   * @value: the value
   *
   * Emitted when a person chooses a value.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", REL_TYPE_CREATION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RelCreationRow::chosen-many:
   * @self: a row
   * @values: the values
   *
   * Emitted when a person has chosen any number of values.
   */
  signals[SIGNAL_CHOSEN_MANY] = g_signal_new ("chosen-many", REL_TYPE_CREATION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
rel_creation_row_class_init (RelCreationRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_creation_row_dispose;
  object_class->finalize = rel_creation_row_finalize;
  widget_class->root = rel_creation_row_root;
  widget_class->unroot = rel_creation_row_unroot;
  widget_class->grab_focus = rel_creation_row_grab_focus;
  install_signals ();

  g_type_ensure (REL_TYPE_CHOOSER);
  g_type_ensure (REL_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-creation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, title);
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, member_label);
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, chooser);
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, wanted);
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, entry);
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, note);
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, mistake_box);
  gtk_widget_class_bind_template_child (widget_class, RelCreationRow, mistake);
  gtk_widget_class_bind_template_callback (widget_class, chooser_opening_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, values_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, wanted_changed_cb);
}

static void
rel_creation_row_init (RelCreationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->title));
  rel_wrap_names (GTK_WIDGET (self->member_label));
  rel_wrap_names (GTK_WIDGET (self->note));
  rel_wrap_names (GTK_WIDGET (self->mistake));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->note, self->mistake, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->wanted), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->note, NULL, -1);
}

/**
 * rel_creation_row_new:
 * @member: which member of [struct@Creation] it asks for
 *
 * Returns: (transfer floating): a row for a name, empty
 */
GtkWidget *
rel_creation_row_new (const char *member)
{
  RelCreationRow *self = g_object_new (REL_TYPE_CREATION_ROW, NULL);

  self->member = g_strdup (member);
  gtk_label_set_label (self->member_label, member);
  rel_creation_row_set_type (self, REL_CREATION_ROW_NAME);
  return GTK_WIDGET (self);
}

/**
 * rel_creation_row_get_member:
 * @self: a row
 *
 * Returns: (transfer none): which member it asks for
 */
const char *
rel_creation_row_get_member (RelCreationRow *self)
{
  g_return_val_if_fail (REL_IS_CREATION_ROW (self), NULL);

  return self->member;
}

/**
 * rel_creation_row_set_type:
 * @self: a row
 * @type: how its value is given
 *
 * Shows what it takes for that.
 */
void
rel_creation_row_set_type (RelCreationRow *self, RelCreationRowType type)
{
  g_return_if_fail (REL_IS_CREATION_ROW (self));

  self->type = type;
  rel_chooser_set_multiple (self->chooser, type == REL_CREATION_ROW_CHOICES);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), type != REL_CREATION_ROW_NAME);
  update_parts (self);
}

/**
 * rel_creation_row_set_words:
 * @self: a row
 * @title: what it asks for
 * @note: (nullable): what its value leads to, or what it is for
 *
 * Sets what it says.
 */
void
rel_creation_row_set_words (RelCreationRow *self, const char *title, const char *note)
{
  g_return_if_fail (REL_IS_CREATION_ROW (self));

  gtk_label_set_label (self->title, title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  rel_chooser_set_name (self->chooser, title);
}

/**
 * rel_creation_row_get_note:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it says that its value leads to
 */
const char *
rel_creation_row_get_note (RelCreationRow *self)
{
  g_return_val_if_fail (REL_IS_CREATION_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->note)) ? gtk_label_get_label (self->note) : NULL;
}

/**
 * rel_creation_row_set_text:
 * @self: a row
 * @text: (nullable): its value as a person reads it; %NULL for none
 *
 * Shows a value. What a person types is left alone while it is the same.
 */
void
rel_creation_row_set_text (RelCreationRow *self, const char *text)
{
  const char *shown;

  g_return_if_fail (REL_IS_CREATION_ROW (self));

  self->updating = TRUE;
  shown = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  rel_chooser_set_label (self->chooser, text != NULL ? text : _ ("Choose…"));
  if (is_name (self) && text != NULL && g_strcmp0 (text, shown) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  else if (self->type == REL_CREATION_ROW_NAME && text == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (self->type == REL_CREATION_ROW_OPTIONAL)
    gtk_switch_set_active (self->wanted, text != NULL);
  self->updating = FALSE;
  update_parts (self);
}

/**
 * rel_creation_row_get_text:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows; %NULL if there is to be none
 */
const char *
rel_creation_row_get_text (RelCreationRow *self)
{
  g_return_val_if_fail (REL_IS_CREATION_ROW (self), NULL);

  if (!is_name (self))
    return rel_chooser_get_label (self->chooser);
  return gtk_widget_get_visible (GTK_WIDGET (self->entry)) ? gtk_editable_get_text (GTK_EDITABLE (self->entry)) : NULL;
}

/**
 * rel_creation_row_set_mistake:
 * @self: a row
 * @mistake: (nullable): what is wrong and what would be right; %NULL if nothing is
 *
 * Says it under the value.
 */
void
rel_creation_row_set_mistake (RelCreationRow *self, const char *mistake)
{
  GtkAccessibleInvalidState state = mistake != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE;

  g_return_if_fail (REL_IS_CREATION_ROW (self));

  gtk_label_set_label (self->mistake, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (self->mistake_box, mistake != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, state, -1);
  rel_chooser_set_mistake (self->chooser, mistake);
  if (mistake != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/**
 * rel_creation_row_get_mistake:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the mistake that it says
 */
const char *
rel_creation_row_get_mistake (RelCreationRow *self)
{
  g_return_val_if_fail (REL_IS_CREATION_ROW (self), NULL);

  return gtk_widget_get_visible (self->mistake_box) ? gtk_label_get_label (self->mistake) : NULL;
}

/**
 * rel_creation_row_get_chooser:
 * @self: a row
 *
 * Returns: (transfer none): its chooser, hidden if a name is asked for
 */
RelChooser *
rel_creation_row_get_chooser (RelCreationRow *self)
{
  g_return_val_if_fail (REL_IS_CREATION_ROW (self), NULL);

  return self->chooser;
}

/**
 * rel_creation_row_get_entry:
 * @self: a row
 *
 * Returns: (transfer none): where a name is typed, hidden if none is asked for
 */
GtkEditable *
rel_creation_row_get_entry (RelCreationRow *self)
{
  g_return_val_if_fail (REL_IS_CREATION_ROW (self), NULL);

  return GTK_EDITABLE (self->entry);
}

/**
 * rel_creation_row_get_switch:
 * @self: a row
 *
 * Returns: (transfer none): what says whether there is to be one, hidden if there must
 */
GtkSwitch *
rel_creation_row_get_switch (RelCreationRow *self)
{
  g_return_val_if_fail (REL_IS_CREATION_ROW (self), NULL);

  return self->wanted;
}
