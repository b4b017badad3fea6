/* rel-choice-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-choice-list.h"

#include <glib/gi18n.h>

#include "rel-choice-row.h"

/**
 * RelChoiceList:
 *
 * The list that a chooser opens: choices, a filter if they are many, and an offer to name
 * something new.
 */
struct _RelChoiceList
{
  GtkPopover parent_instance;

  GtkSearchEntry *entry;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkLabel *nothing;
  GtkLabel *note;
  RelNameOffer *offer;

  RelChoices *choices; /* (owned) (nullable): %NULL only while it is made */
};

G_DEFINE_FINAL_TYPE (RelChoiceList, rel_choice_list, GTK_TYPE_POPOVER)

/* Fewer than these are seen at a glance. */
#define FILTER_FROM 9

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_set_up_cb (RelChoiceList *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, rel_choice_row_new ());
}

static void
row_bound_cb (RelChoiceList *self, GtkListItem *item)
{
  rel_choice_row_set_choice (REL_CHOICE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
row_unbound_cb (RelChoiceList *self, GtkListItem *item)
{
  rel_choice_row_set_choice (REL_CHOICE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
update_nothing (RelChoiceList *self)
{
  gboolean any = g_list_model_get_n_items (rel_choices_list_matches (self->choices)) > 0;
  gboolean filtered = rel_choices_is_filtered (self->choices);
  gboolean offers = filtered && rel_name_offer_has_func (self->offer);

  gtk_widget_set_visible (GTK_WIDGET (self->scrolled), any);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), !any && !offers);
  gtk_label_set_label (self->nothing, filtered ? _ ("Nothing matches") : _ ("There is nothing that fits"));
}

/* What is typed may be a name for something new. */
static void
update_offer (RelChoiceList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean is_name = *text != '\0' && rel_choices_find_exact (self->choices) == GTK_INVALID_LIST_POSITION;
  const char *mistake;

  rel_name_offer_judge (self->offer, is_name ? text : NULL);
  mistake = rel_name_offer_get_mistake (self->offer);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               mistake != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  mistake != NULL ? mistake : "", -1);
}

static void
set_filter (RelChoiceList *self, const char *text)
{
  rel_choices_set_filter (self->choices, text);
  update_nothing (self);
  update_offer (self);
}

static void
search_changed_cb (RelChoiceList *self)
{
  set_filter (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
row_activated_cb (RelChoiceList *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, position);
}

static void
name_accepted_cb (RelChoiceList *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_NAMED], 0, name);
}

static void
search_activated_cb (RelChoiceList *self)
{
  g_autofree char *name = NULL;
  guint exact;

  /* Typing may be ahead of the filter. */
  search_changed_cb (self);
  exact = rel_choices_find_exact (self->choices);
  name = g_strdup (rel_name_offer_get_name (self->offer));
  /* So that, if this is one of several, the next can be typed at once. */
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  if (name != NULL)
    name_accepted_cb (self, name);
  else if (g_list_model_get_n_items (rel_choices_list_matches (self->choices)) > 0)
    row_activated_cb (self, exact != GTK_INVALID_LIST_POSITION ? exact : 0);
}

static gboolean
key_pressed_cb (RelChoiceList *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (!gtk_widget_get_visible (GTK_WIDGET (self->scrolled)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->offer));
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/* With few choices all of them have a widget, in their order. */
static void
focus_choice (RelChoiceList *self, guint position)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL && position-- > 0)
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL || !gtk_widget_grab_focus (row))
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
rel_choice_list_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_choice_list_parent_class)->dispose (object);

  /* After the popover let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CHOICE_LIST);
}

static void
rel_choice_list_finalize (GObject *object)
{
  g_clear_object (&REL_CHOICE_LIST (object)->choices);

  G_OBJECT_CLASS (rel_choice_list_parent_class)->finalize (object);
}

static void
rel_choice_list_class_init (RelChoiceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_choice_list_dispose;
  object_class->finalize = rel_choice_list_finalize;

  /**
   * RelChoiceList::activated:
   * @self: a list
   * @position: a position among the choices that match
   *
   * Emitted when a person takes that choice.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", REL_TYPE_CHOICE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * RelChoiceList::named:
   * @self: a list
   * @name: a name
   *
   * Emitted when a person wants something new of that name.
   */
  signals[SIGNAL_NAMED] =
    g_signal_new ("named", REL_TYPE_CHOICE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (REL_TYPE_NAME_OFFER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-choice-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChoiceList, entry);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceList, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceList, list);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceList, selection);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceList, nothing);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceList, note);
  gtk_widget_class_bind_template_child (widget_class, RelChoiceList, offer);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
rel_choice_list_init (RelChoiceList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self->list));
}

/**
 * rel_choice_list_new:
 * @choices: what it lists
 *
 * Returns: (transfer floating): a list of them
 */
GtkWidget *
rel_choice_list_new (RelChoices *choices)
{
  RelChoiceList *self = g_object_new (REL_TYPE_CHOICE_LIST, NULL);

  self->choices = g_object_ref (choices);
  gtk_single_selection_set_model (self->selection, rel_choices_list_matches (choices));
  return GTK_WIDGET (self);
}

/**
 * rel_choice_list_set_name:
 * @self: a list
 * @name: (nullable): what is chosen, for a screen reader
 * @note: (nullable): what is to be known before one chooses, said over the choices
 */
void
rel_choice_list_set_name (RelChoiceList *self, const char *name, const char *note)
{
  g_return_if_fail (REL_IS_CHOICE_LIST (self));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name != NULL ? name : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note != NULL ? note : "", -1);
}

/**
 * rel_choice_list_set_name_func:
 * @self: a list
 * @func: (nullable): what judges names; %NULL if nothing new can be named
 * @user_data: what is given to @func
 *
 * Lets a person type a name for something new, see [signal@ChoiceList::named].
 */
void
rel_choice_list_set_name_func (RelChoiceList *self, RelNameFunc func, gpointer user_data)
{
  const char *label = func != NULL ? _ ("Filter, or a New Name") : _ ("Filter");

  g_return_if_fail (REL_IS_CHOICE_LIST (self));

  rel_name_offer_set_func (self->offer, func, user_data);
  g_object_set (self->entry, "placeholder-text", label, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * rel_choice_list_begin:
 * @self: a list that has just been shown
 *
 * Shows all of the choices, which may be others now, and gives the focus to the first one
 * that is chosen, or to the filter.
 */
void
rel_choice_list_begin (RelChoiceList *self)
{
  gboolean many;
  guint selected;

  g_return_if_fail (REL_IS_CHOICE_LIST (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  set_filter (self, "");
  many = rel_name_offer_has_func (self->offer) ||
         g_list_model_get_n_items (rel_choices_list_all (self->choices)) >= FILTER_FROM;
  gtk_widget_set_visible (GTK_WIDGET (self->entry), many);
  selected = rel_choices_find_selected (self->choices);
  gtk_single_selection_set_selected (self->selection, selected);
  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);
  if (many)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    focus_choice (self, selected != GTK_INVALID_LIST_POSITION ? selected : 0);
}

/**
 * rel_choice_list_type:
 * @self: a list that is shown
 * @text: a filter, or a name
 *
 * Does what typing it does.
 */
void
rel_choice_list_type (RelChoiceList *self, const char *text)
{
  g_return_if_fail (REL_IS_CHOICE_LIST (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  search_changed_cb (self);
}
