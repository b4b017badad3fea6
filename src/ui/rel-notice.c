/* rel-notice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-notice.h"

/**
 * RelNotice:
 *
 * A line at the top of a page that says a lasting state, until it ends or is closed.
 *
 * What is over in a moment is a toast instead.
 */
struct _RelNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *box;
  GtkImage *image;
  GtkLabel *label;
  GtkButton *button;
  GtkButton *close_button;
};

G_DEFINE_FINAL_TYPE (RelNotice, rel_notice, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
close_clicked_cb (RelNotice *self)
{
  rel_notice_dismiss (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
rel_notice_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_notice_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_NOTICE);
}

static void
rel_notice_class_init (RelNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_notice_dispose;

  /**
   * RelNotice::closed:
   * @self: a notice
   *
   * Emitted when a person closes it.
   */
  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", REL_TYPE_NOTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, RelNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, RelNotice, box);
  gtk_widget_class_bind_template_child (widget_class, RelNotice, image);
  gtk_widget_class_bind_template_child (widget_class, RelNotice, label);
  gtk_widget_class_bind_template_child (widget_class, RelNotice, button);
  gtk_widget_class_bind_template_child (widget_class, RelNotice, close_button);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
rel_notice_init (RelNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_notice_new:
 *
 * Returns: (transfer floating): a notice that is not shown
 */
GtkWidget *
rel_notice_new (void)
{
  return g_object_new (REL_TYPE_NOTICE, NULL);
}

/**
 * rel_notice_show:
 * @self: a notice
 * @tone: how it looks
 * @text: what it says; not markup
 *
 * Shows the notice, without a button but the one that closes it.
 */
void
rel_notice_show (RelNotice *self, RelNoticeTone tone, const char *text)
{
  static const char *const icons[] = { "dialog-information-symbolic", "object-select-symbolic",
                                       "dialog-warning-symbolic" };

  g_return_if_fail (REL_IS_NOTICE (self));
  g_return_if_fail (text != NULL);

  gtk_label_set_label (self->label, text);
  gtk_image_set_from_icon_name (self->image, icons[tone]);
  gtk_widget_remove_css_class (self->box, "good");
  gtk_widget_remove_css_class (self->box, "bad");
  if (tone != REL_NOTICE_PLAIN)
    gtk_widget_add_css_class (self->box, tone == REL_NOTICE_GOOD ? "good" : "bad");

  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * rel_notice_set_action:
 * @self: a notice that is shown
 * @label: what the button says
 * @action_name: the action that it activates
 *
 * Adds a button, until another text is shown.
 */
void
rel_notice_set_action (RelNotice *self, const char *label, const char *action_name)
{
  g_return_if_fail (REL_IS_NOTICE (self));

  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
}

/**
 * rel_notice_dismiss:
 * @self: a notice
 *
 * Takes it away.
 */
void
rel_notice_dismiss (RelNotice *self)
{
  g_return_if_fail (REL_IS_NOTICE (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/**
 * rel_notice_focus:
 * @self: a notice
 *
 * Moves the focus to what it says, if it is shown.
 */
void
rel_notice_focus (RelNotice *self)
{
  g_return_if_fail (REL_IS_NOTICE (self));

  if (rel_notice_is_shown (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->label));
}

/**
 * rel_notice_is_shown:
 * @self: a notice
 *
 * Returns: whether it is shown, or about to be
 */
gboolean
rel_notice_is_shown (RelNotice *self)
{
  g_return_val_if_fail (REL_IS_NOTICE (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * rel_notice_get_text:
 * @self: a notice
 *
 * Returns: (transfer none): what it says, or said last
 */
const char *
rel_notice_get_text (RelNotice *self)
{
  g_return_val_if_fail (REL_IS_NOTICE (self), NULL);

  return gtk_label_get_label (self->label);
}
