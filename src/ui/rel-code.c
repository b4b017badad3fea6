/* rel-code.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-code.h"

#include <glib/gi18n.h>

/**
 * RelCode:
 *
 * Text for machines, in fixed width, to read, select and copy.
 */
struct _RelCode
{
  AdwBin parent_instance;

  GtkLabel *label;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (RelCode, rel_code, ADW_TYPE_BIN)

static void
copy_clicked_cb (RelCode *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), rel_code_get_text (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "project.say", "s", _ ("Copied"));
}

static void
rel_code_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_code_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CODE);
}

static void
rel_code_class_init (RelCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_code_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-code.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCode, label);
  gtk_widget_class_bind_template_child (widget_class, RelCode, copy);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
rel_code_init (RelCode *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_code_new:
 *
 * Returns: (transfer floating): a view without text
 */
GtkWidget *
rel_code_new (void)
{
  return g_object_new (REL_TYPE_CODE, NULL);
}

/**
 * rel_code_set_text:
 * @self: a view
 * @text: what it shows
 *
 * Shows a text.
 */
void
rel_code_set_text (RelCode *self, const char *text)
{
  g_return_if_fail (REL_IS_CODE (self));

  gtk_label_set_text (self->label, text);
}

/**
 * rel_code_get_text:
 * @self: a view
 *
 * Returns: (transfer none): what it shows
 */
const char *
rel_code_get_text (RelCode *self)
{
  g_return_val_if_fail (REL_IS_CODE (self), NULL);

  return gtk_label_get_text (self->label);
}
