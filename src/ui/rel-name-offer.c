/* rel-name-offer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-name-offer.h"

/**
 * RelNameOffer:
 *
 * Under a list to choose from: a button that makes something new of the name that is typed,
 * or what is wrong with that name.
 */
struct _RelNameOffer
{
  GtkBox parent_instance;

  GtkWidget *button;
  GtkLabel *label;
  GtkLabel *mistake;

  RelNameFunc func; /* (nullable) */
  gpointer func_data;
  char *name; /* (owned) (nullable): what the button makes */
};

G_DEFINE_FINAL_TYPE (RelNameOffer, rel_name_offer, GTK_TYPE_BOX)

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
button_clicked_cb (RelNameOffer *self)
{
  g_autofree char *name = g_strdup (self->name);

  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, name);
}

/* Downwards one gets from what is typed to the button. */
static gboolean
rel_name_offer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (REL_NAME_OFFER (widget)->button);
}

static void
rel_name_offer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_NAME_OFFER);

  G_OBJECT_CLASS (rel_name_offer_parent_class)->dispose (object);
}

static void
rel_name_offer_finalize (GObject *object)
{
  g_free (REL_NAME_OFFER (object)->name);

  G_OBJECT_CLASS (rel_name_offer_parent_class)->finalize (object);
}

static void
rel_name_offer_class_init (RelNameOfferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_name_offer_dispose;
  object_class->finalize = rel_name_offer_finalize;
  widget_class->grab_focus = rel_name_offer_grab_focus;

  /**
   * RelNameOffer::accepted:
   * @self: an offer
   * @name: the name
   *
   * Emitted when a person wants something new of that name.
   */
  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", REL_TYPE_NAME_OFFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-name-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, RelNameOffer, button);
  gtk_widget_class_bind_template_child (widget_class, RelNameOffer, label);
  gtk_widget_class_bind_template_child (widget_class, RelNameOffer, mistake);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
rel_name_offer_init (RelNameOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_name_offer_new:
 *
 * Returns: (transfer floating): an offer of nothing yet
 */
GtkWidget *
rel_name_offer_new (void)
{
  return g_object_new (REL_TYPE_NAME_OFFER, NULL);
}

/**
 * rel_name_offer_set_func:
 * @self: an offer
 * @func: (nullable): what judges names; %NULL if nothing new can be named
 * @user_data: what is given to @func
 */
void
rel_name_offer_set_func (RelNameOffer *self, RelNameFunc func, gpointer user_data)
{
  g_return_if_fail (REL_IS_NAME_OFFER (self));

  self->func = func;
  self->func_data = user_data;
}

/**
 * rel_name_offer_has_func:
 * @self: an offer
 *
 * Returns: whether something new can be named
 */
gboolean
rel_name_offer_has_func (RelNameOffer *self)
{
  g_return_val_if_fail (REL_IS_NAME_OFFER (self), FALSE);

  return self->func != NULL;
}

/**
 * rel_name_offer_judge:
 * @self: an offer
 * @name: (nullable): what is typed; %NULL if that is no name for something new
 *
 * Shows the button, or what is wrong with the name; nothing without one.
 */
void
rel_name_offer_judge (RelNameOffer *self, const char *name)
{
  g_autofree char *mistake = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (REL_IS_NAME_OFFER (self));

  if (self->func != NULL && name != NULL)
    label = self->func (name, &mistake, self->func_data);
  g_free (self->name);
  self->name = g_strdup (label != NULL && mistake == NULL ? name : NULL);

  gtk_widget_set_visible (GTK_WIDGET (self), label != NULL);
  gtk_widget_set_visible (self->button, self->name != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), mistake != NULL);
  gtk_label_set_label (self->label, label != NULL ? label : "");
  gtk_label_set_label (self->mistake, mistake != NULL ? mistake : "");
}

/**
 * rel_name_offer_get_name:
 * @self: an offer
 *
 * Returns: (transfer none) (nullable): the name that its button makes something new of
 */
const char *
rel_name_offer_get_name (RelNameOffer *self)
{
  g_return_val_if_fail (REL_IS_NAME_OFFER (self), NULL);

  return self->name;
}

/**
 * rel_name_offer_get_mistake:
 * @self: an offer
 *
 * Returns: (transfer none) (nullable): what is wrong with what is typed
 */
const char *
rel_name_offer_get_mistake (RelNameOffer *self)
{
  g_return_val_if_fail (REL_IS_NAME_OFFER (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->mistake)) ? gtk_label_get_label (self->mistake) : NULL;
}
