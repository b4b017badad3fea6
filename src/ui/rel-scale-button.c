/* rel-scale-button.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-scale-button.h"

/**
 * RelScaleButton:
 *
 * Says at what scale a canvas shows its picture. What it does when it is pressed is said where it
 * is used.
 */
struct _RelScaleButton
{
  GtkButton parent_instance;

  RelCanvas *canvas; /* (unowned) (nullable): weak */
  guint source_id;   /* until the scale is shown; 0 if it is */
};

G_DEFINE_FINAL_TYPE (RelScaleButton, rel_scale_button, GTK_TYPE_BUTTON)

static gboolean
update_cb (gpointer user_data)
{
  RelScaleButton *self = user_data;
  g_autofree char *text = NULL;

  self->source_id = 0;
  if (self->canvas == NULL)
    return G_SOURCE_REMOVE;
  text = g_strdup_printf ("%.0f %%", rel_canvas_get_view (self->canvas)->scale * 100);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self)), text) != 0)
    gtk_button_set_label (GTK_BUTTON (self), text);
  return G_SOURCE_REMOVE;
}

/* Not at once: it also changes while all is laid out, when nothing may ask to be laid out. */
static void
view_changed_cb (RelScaleButton *self)
{
  if (self->source_id == 0)
    self->source_id = g_idle_add (update_cb, self);
}

static void
rel_scale_button_dispose (GObject *object)
{
  RelScaleButton *self = REL_SCALE_BUTTON (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_weak_pointer (&self->canvas);

  G_OBJECT_CLASS (rel_scale_button_parent_class)->dispose (object);
}

static void
rel_scale_button_class_init (RelScaleButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rel_scale_button_dispose;
}

static void
rel_scale_button_init (RelScaleButton *self)
{
  gtk_button_set_label (GTK_BUTTON (self), "100 %");
}

/**
 * rel_scale_button_new:
 *
 * Returns: (transfer floating): a button that says 100 %
 */
GtkWidget *
rel_scale_button_new (void)
{
  return g_object_new (REL_TYPE_SCALE_BUTTON, NULL);
}

/**
 * rel_scale_button_set_canvas:
 * @self: a new button
 * @canvas: whose scale it says
 *
 * Follows a canvas.
 */
void
rel_scale_button_set_canvas (RelScaleButton *self, RelCanvas *canvas)
{
  g_return_if_fail (REL_IS_SCALE_BUTTON (self));
  g_return_if_fail (self->canvas == NULL);

  g_set_weak_pointer (&self->canvas, canvas);
  g_signal_connect_object (canvas, "view-changed", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
}
