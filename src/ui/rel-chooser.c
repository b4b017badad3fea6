/* rel-chooser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-chooser.h"

#include "rel-choice-list.h"

/**
 * RelChooser:
 *
 * A button that shows a value and opens a list to choose another from, by typing.
 *
 * Its choices are asked for with [signal@Chooser::opening], and the list is made when it is
 * opened first, so that a form of many choosers costs little until one is. With [method@Chooser.set_multiple] any
 * number of them can be chosen, and what was is said once, when the list closes. With [method@Chooser.set_name_func]
 * something new can be named as well.
 */
struct _RelChooser
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  RelChoiceList *list; /* (nullable): of @button; %NULL until it is opened */

  RelChoices *choices;   /* (owned) */
  char *name;            /* (owned) (nullable) */
  char *note;            /* (owned) (nullable) */
  RelNameFunc name_func; /* (nullable) */
  gpointer name_data;
  GtkWidget *focus; /* (unowned) (nullable): what it is in and opened it; gets the focus back */
  gboolean multiple;
  gboolean touched; /* with several: chosen otherwise since the list opened */
};

G_DEFINE_FINAL_TYPE (RelChooser, rel_chooser, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPENING,
  SIGNAL_CHOSEN,
  SIGNAL_CHOSEN_MANY,
  SIGNAL_NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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
list_shown_cb (RelChooser *self)
{
  self->touched = FALSE;
  g_signal_emit (self, signals[SIGNAL_OPENING], 0);
  rel_choice_list_begin (self->list);
}

static void
list_closed_cb (RelChooser *self)
{
  g_auto (GStrv) values = self->multiple && self->touched ? rel_choices_dup_selected (self->choices) : NULL;

  /* Else the window looks for a place itself, from the top, and the page scrolls there. */
  if (self->focus == NULL || !gtk_widget_grab_focus (self->focus))
    gtk_widget_grab_focus (GTK_WIDGET (self->button));
  g_clear_weak_pointer (&self->focus);
  if (values != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN_MANY], 0, values);
}

static void
name_accepted_cb (RelChooser *self, const char *name)
{
  rel_chooser_close (self);
  g_signal_emit (self, signals[SIGNAL_NAMED], 0, name);
}

static void
make_list (RelChooser *self)
{
  GtkWidget *list = rel_choice_list_new (self->choices);

  self->list = REL_CHOICE_LIST (list);
  g_signal_connect_object (list, "show", G_CALLBACK (list_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "closed", G_CALLBACK (list_closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "activated", G_CALLBACK (rel_chooser_activate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "named", G_CALLBACK (name_accepted_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->button, list);
}

static void
list_needed_cb (GtkMenuButton *button, gpointer user_data)
{
  RelChooser *self = REL_CHOOSER (user_data);

  if (self->list == NULL)
    make_list (self);
  rel_choice_list_set_name (self->list, self->name, self->note);
  rel_choice_list_set_name_func (self->list, self->name_func, self->name_data);
}

static gboolean
rel_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (REL_CHOOSER (widget)->button));
}

/* A list that is open when its window goes would never be freed. */
static void
rel_chooser_unmap (GtkWidget *widget)
{
  rel_chooser_close (REL_CHOOSER (widget));

  GTK_WIDGET_CLASS (rel_chooser_parent_class)->unmap (widget);
}

static void
rel_chooser_dispose (GObject *object)
{
  REL_CHOOSER (object)->list = NULL;
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
  g_free (self->name);
  g_free (self->note);

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
  widget_class->unmap = rel_chooser_unmap;

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

  /**
   * RelChooser::named:
   * @self: a chooser
   * @name: a name
   *
   * Emitted when a person wants something new of that name.
   */
  signals[SIGNAL_NAMED] =
    g_signal_new ("named", REL_TYPE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChooser, button);
  gtk_widget_class_bind_template_child (widget_class, RelChooser, label);
  gtk_widget_class_bind_template_callback (widget_class, label_tooltip_cb);
}

static void
rel_chooser_init (RelChooser *self)
{
  self->choices = rel_choices_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, list_needed_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
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
 * Names the button and its list.
 */
void
rel_chooser_set_name (RelChooser *self, const char *name)
{
  g_autofree char *text = NULL;

  g_return_if_fail (REL_IS_CHOOSER (self));

  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  /* The toggle inside of the menu button is what gets the focus. */
  text = g_strdup_printf ("%s: %s", name, gtk_label_get_label (self->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
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
 * rel_chooser_set_note:
 * @self: a chooser
 * @note: (nullable): what is to be known before one chooses
 *
 * Says it over the choices.
 */
void
rel_chooser_set_note (RelChooser *self, const char *note)
{
  g_return_if_fail (REL_IS_CHOOSER (self));

  g_free (self->note);
  self->note = g_strdup (note);
}

/**
 * rel_chooser_set_name_func:
 * @self: a chooser
 * @func: (nullable): what judges names; %NULL if nothing new can be named
 * @user_data: what is given to @func
 *
 * Lets a person type a name for something new, see [signal@Chooser::named].
 */
void
rel_chooser_set_name_func (RelChooser *self, RelNameFunc func, gpointer user_data)
{
  g_return_if_fail (REL_IS_CHOOSER (self));

  self->name_func = func;
  self->name_data = user_data;
}

/**
 * rel_chooser_type:
 * @self: a chooser whose list is shown
 * @text: a filter, or a name
 *
 * Does what typing it does.
 */
void
rel_chooser_type (RelChooser *self, const char *text)
{
  g_return_if_fail (REL_IS_CHOOSER (self));
  g_return_if_fail (self->list != NULL);

  rel_choice_list_type (self->list, text);
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

  rel_choices_take (self->choices, choices);
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

  rel_choices_select (self->choices, values);
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

  if (self->list != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->list));
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

  return rel_choices_list_matches (self->choices);
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

  choice = g_list_model_get_item (rel_choices_list_matches (self->choices), position);
  if (choice == NULL)
    return;
  if (self->multiple)
    {
      rel_choice_set_selected (choice, !rel_choice_is_selected (choice));
      self->touched = TRUE;
      return;
    }
  rel_chooser_close (self);
  if (!rel_choice_is_selected (choice))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, rel_choice_get_value (choice));
}
