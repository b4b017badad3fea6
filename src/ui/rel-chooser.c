/* rel-chooser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-chooser.h"

#include <glib/gi18n.h>

/**
 * RelChooser:
 *
 * A button that shows a value and opens a list to choose another from, by typing.
 *
 * Its choices are asked for with [signal@Chooser::opening], so that a form of many choosers
 * costs nothing until one is opened. With [method@Chooser.set_multiple] any number of them
 * can be chosen, and what was is said once, when the list closes.
 */
struct _RelChooser
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkSearchEntry *entry;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkFilterListModel *matches;
  GtkWidget *nothing;

  GListStore *choices;     /* (element-type RelChoice) (owned) */
  GtkCustomFilter *filter; /* (owned) */
  char *folded;            /* (owned): casefolded text of the filter */
  GtkWidget *focus;        /* (unowned) (nullable): what it is in and opened it; gets the focus back */
  gboolean multiple;
  gboolean touched; /* with several: chosen otherwise since the list opened */
};

G_DEFINE_FINAL_TYPE (RelChooser, rel_chooser, ADW_TYPE_BIN)

/* Fewer than these are seen at a glance. */
#define FILTER_FROM 9

enum
{
  SIGNAL_OPENING,
  SIGNAL_CHOSEN,
  SIGNAL_CHOSEN_MANY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static double
rel_chooser_opacity_of_selected (gpointer item, gboolean selected)
{
  return selected ? 1.0 : 0.0;
}

static gboolean
filter_matches (gpointer item, gpointer user_data)
{
  RelChooser *self = REL_CHOOSER (user_data);

  return *self->folded == '\0' || rel_choice_matches (REL_CHOICE (item), self->folded);
}

static void
update_nothing (RelChooser *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->matches)) > 0;
  gboolean filtered = *self->folded != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->scrolled), any);
  gtk_widget_set_visible (self->nothing, !any);
  gtk_label_set_label (GTK_LABEL (self->nothing), filtered ? _ ("Nothing matches") : _ ("There is nothing that fits"));
}

static void
set_filter (RelChooser *self, const char *text)
{
  g_free (self->folded);
  self->folded = g_utf8_casefold (text, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_nothing (self);
}

static void
search_changed_cb (RelChooser *self)
{
  set_filter (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
emit_chosen_many (RelChooser *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

      if (rel_choice_is_selected (choice))
        g_strv_builder_add (builder, rel_choice_get_value (choice));
    }
  values = g_strv_builder_end (builder);
  g_signal_emit (self, signals[SIGNAL_CHOSEN_MANY], 0, values);
}

static void
row_activated_cb (RelChooser *self, guint position)
{
  rel_chooser_activate (self, position);
}

static void
search_activated_cb (RelChooser *self)
{
  /* Typing may be ahead of the filter. */
  search_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->matches)) > 0)
    rel_chooser_activate (self, 0);
}

static void
search_stopped_cb (RelChooser *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
key_pressed_cb (RelChooser *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static guint
find_selected (RelChooser *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->matches)); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->matches), i);

      if (rel_choice_is_selected (choice))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* With few choices all of them have a widget, in their order. */
static void
focus_choice (RelChooser *self, guint position)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL && position-- > 0)
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL || !gtk_widget_grab_focus (row))
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static gboolean
label_tooltip_cb (RelChooser *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  /* Only what cannot be read on the button. */
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (self->label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_label (self->label));
  return TRUE;
}

static void
popover_shown_cb (RelChooser *self)
{
  gboolean many;
  guint selected;

  self->touched = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[SIGNAL_OPENING], 0);
  set_filter (self, "");

  many = g_list_model_get_n_items (G_LIST_MODEL (self->choices)) >= FILTER_FROM;
  gtk_widget_set_visible (GTK_WIDGET (self->entry), many);
  selected = find_selected (self);
  gtk_single_selection_set_selected (self->selection, selected);
  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);
  if (many)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    focus_choice (self, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
}

static void
popover_closed_cb (RelChooser *self)
{
  /* Else the window looks for a place itself, from the top, and the page scrolls there. */
  if (self->focus == NULL || !gtk_widget_grab_focus (self->focus))
    gtk_widget_grab_focus (GTK_WIDGET (self->button));
  g_clear_weak_pointer (&self->focus);
  if (self->multiple && self->touched)
    emit_chosen_many (self);
}

static gboolean
rel_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (REL_CHOOSER (widget)->button));
}

static void
rel_chooser_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_chooser_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CHOOSER);
}

static void
rel_chooser_finalize (GObject *object)
{
  RelChooser *self = REL_CHOOSER (object);

  g_clear_weak_pointer (&self->focus);
  g_object_unref (self->choices);
  g_object_unref (self->filter);
  g_free (self->folded);

  G_OBJECT_CLASS (rel_chooser_parent_class)->finalize (object);
}

static void
rel_chooser_class_init (RelChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_chooser_dispose;
  object_class->finalize = rel_chooser_finalize;
  widget_class->grab_focus = rel_chooser_grab_focus;

  /**
   * RelChooser::opening:
   * @self: a chooser
   *
   * Emitted before the list is shown: the time to give its choices.
   */
  signals[SIGNAL_OPENING] =
    g_signal_new ("opening", REL_TYPE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RelChooser::chosen:
   * @self: a chooser
   * @value: (nullable): the value; %NULL for none
   *
   * Emitted when a person chooses a value.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", REL_TYPE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RelChooser::chosen-many:
   * @self: a chooser
   * @values: the values
   *
   * Emitted when a person has chosen any number of values and closed the list.
   */
  signals[SIGNAL_CHOSEN_MANY] =
    g_signal_new ("chosen-many", REL_TYPE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  g_type_ensure (REL_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChooser, button);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, label);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, popover);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, list);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, selection);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, matches);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, nothing);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, rel_chooser_opacity_of_selected);
}

static void
rel_chooser_init (RelChooser *self)
{
  self->folded = g_strdup ("");
  self->choices = g_list_store_new (REL_TYPE_CHOICE);
  self->filter = gtk_custom_filter_new (filter_matches, self, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_filter_list_model_set_filter (self->matches, GTK_FILTER (self->filter));
  gtk_filter_list_model_set_model (self->matches, G_LIST_MODEL (self->choices));
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self->list));
}

/**
 * rel_chooser_new:
 *
 * Returns: (transfer floating): a chooser without choices
 */
GtkWidget *
rel_chooser_new (void)
{
  return g_object_new (REL_TYPE_CHOOSER, NULL);
}

/**
 * rel_chooser_set_name:
 * @self: a chooser
 * @name: what is chosen, for a screen reader
 *
 * Names the button.
 */
void
rel_chooser_set_name (RelChooser *self, const char *name)
{
  g_autofree char *text = NULL;

  g_return_if_fail (REL_IS_CHOOSER (self));

  /* The toggle inside of the menu button is what gets the focus. */
  text = g_strdup_printf ("%s: %s", name, gtk_label_get_label (self->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * rel_chooser_set_mistake:
 * @self: a chooser
 * @mistake: (nullable): what is wrong with what is chosen; %NULL if nothing is
 *
 * Says it to a screen reader.
 */
void
rel_chooser_set_mistake (RelChooser *self, const char *mistake)
{
  GtkAccessible *toggle;

  g_return_if_fail (REL_IS_CHOOSER (self));

  toggle = GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button)));
  gtk_accessible_update_property (toggle, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, mistake != NULL ? mistake : "", -1);
  gtk_accessible_update_state (toggle, GTK_ACCESSIBLE_STATE_INVALID,
                               mistake != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * rel_chooser_set_label:
 * @self: a chooser
 * @label: the value as a person reads it
 *
 * Sets what the button says.
 */
void
rel_chooser_set_label (RelChooser *self, const char *label)
{
  g_return_if_fail (REL_IS_CHOOSER (self));

  gtk_label_set_label (self->label, label);
}

/**
 * rel_chooser_get_label:
 * @self: a chooser
 *
 * Returns: (transfer none): what the button says
 */
const char *
rel_chooser_get_label (RelChooser *self)
{
  g_return_val_if_fail (REL_IS_CHOOSER (self), NULL);

  return gtk_label_get_label (self->label);
}

/**
 * rel_chooser_set_multiple:
 * @self: a chooser
 * @multiple: whether any number of values can be chosen
 *
 * Makes it a chooser of one or of many.
 */
void
rel_chooser_set_multiple (RelChooser *self, gboolean multiple)
{
  g_return_if_fail (REL_IS_CHOOSER (self));

  self->multiple = multiple;
}

/**
 * rel_chooser_take_choices:
 * @self: a chooser
 * @choices: (transfer full) (element-type RelChoice): what to choose from
 *
 * Sets the choices.
 */
void
rel_chooser_take_choices (RelChooser *self, GPtrArray *choices)
{
  g_return_if_fail (REL_IS_CHOOSER (self));

  g_list_store_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)), choices->pdata,
                       choices->len);
  g_ptr_array_unref (choices);
}

/**
 * rel_chooser_select:
 * @self: a chooser
 * @values: (nullable) (array zero-terminated=1): what is chosen; %NULL for none
 *
 * Marks the choices with these values, and no others.
 */
void
rel_chooser_select (RelChooser *self, const char *const *values)
{
  g_return_if_fail (REL_IS_CHOOSER (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);
      const char *value = rel_choice_get_value (choice);

      rel_choice_set_selected (choice,
                               value == NULL ? values == NULL : values != NULL && g_strv_contains (values, value));
    }
}

/**
 * rel_chooser_open:
 * @self: a chooser
 *
 * Shows the list. When that closes, the focus goes back to the button, or to what the
 * button is in, if that has it now.
 */
void
rel_chooser_open (RelChooser *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (REL_IS_CHOOSER (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && gtk_widget_is_ancestor (GTK_WIDGET (self), focus))
    g_set_weak_pointer (&self->focus, focus);
  gtk_menu_button_popup (self->button);
}

/**
 * rel_chooser_close:
 * @self: a chooser
 *
 * Hides the list.
 */
void
rel_chooser_close (RelChooser *self)
{
  g_return_if_fail (REL_IS_CHOOSER (self));

  gtk_popover_popdown (self->popover);
}

/**
 * rel_chooser_list_matches:
 * @self: a chooser
 *
 * Returns: (transfer none): the choices ([class@Choice]) that match what is typed
 */
GListModel *
rel_chooser_list_matches (RelChooser *self)
{
  g_return_val_if_fail (REL_IS_CHOOSER (self), NULL);

  return G_LIST_MODEL (self->matches);
}

/**
 * rel_chooser_activate:
 * @self: a chooser
 * @position: a position in its matches
 *
 * Does what a click on that row does.
 */
void
rel_chooser_activate (RelChooser *self, guint position)
{
  g_autoptr (RelChoice) choice = NULL;

  g_return_if_fail (REL_IS_CHOOSER (self));

  choice = g_list_model_get_item (G_LIST_MODEL (self->matches), position);
  if (choice == NULL)
    return;
  if (self->multiple)
    {
      rel_choice_set_selected (choice, !rel_choice_is_selected (choice));
      self->touched = TRUE;
      return;
    }
  gtk_popover_popdown (self->popover);
  if (!rel_choice_is_selected (choice))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, rel_choice_get_value (choice));
}
