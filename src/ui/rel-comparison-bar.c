/* rel-comparison-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-comparison-bar.h"

#include <glib/gi18n.h>

#include "rel-comparing.h"
#include "rel-flow.h"

/**
 * RelComparisonBar:
 *
 * What a diagram is compared with, what its signs mean then, and how to end that. It is seen
 * while there is a comparison.
 *
 * Of each draft it makes in a thread what would be like the other side; the diagram marks how the
 * draft differs from that.
 */
struct _RelComparisonBar
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *legend;
  GtkSpinner *busy;

  char *name;                /* (owned) (nullable): of the other side; %NULL if nothing is compared */
  RelSchema *there;          /* (owned) (nullable): the other side */
  RelSchema *draft;          /* (owned) (nullable): that is compared with it, or was last */
  RelSchema *like;           /* (owned) (nullable): what makes a draft like it */
  GCancellable *cancellable; /* (owned) (nullable): of what runs */
};

G_DEFINE_FINAL_TYPE (RelComparisonBar, rel_comparison_bar, GTK_TYPE_BOX)

/* How many collections more are a lot, and of how many. */
#define LEAST_FAR 4
#define FAR_PART  0.1

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Stops what runs, if any; whatever comes of it is not heard any more. */
static void
stop (RelComparisonBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
forget (RelComparisonBar *self)
{
  stop (self);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->there, rel_schema_unref);
  g_clear_pointer (&self->draft, rel_schema_unref);
  g_clear_pointer (&self->like, rel_schema_unref);
}

static void
update_busy (RelComparisonBar *self)
{
  gboolean waiting = self->cancellable != NULL && self->like == NULL;

  gtk_spinner_set_spinning (self->busy, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->busy), waiting);
}

static void
show_result (RelComparisonBar *self, guint n_differences)
{
  g_autofree char *text = NULL;

  if (n_differences == 0)
    /* Translators: the name of a project or of a file. */
    text = g_strdup_printf (_ ("Your draft is the same as “%s”."), self->name);
  else
    /* Translators: the name of a project or of a file, and how many differences there are. */
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Compared with “%s”: %u difference",
                                         "Compared with “%s”: %u differences", n_differences),
                            self->name, n_differences);
  gtk_label_set_label (self->title, text);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), n_differences > 0);
}

static void
likened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelComparisonBar *self = REL_COMPARISON_BAR (source);
  g_autoptr (GError) error = NULL;
  guint n_differences;
  g_autoptr (RelSchema) like = rel_comparing_liken_finish (source, result, &n_differences, &error);
  g_autofree char *text = NULL;

  if (self->cancellable == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  if (like == NULL)
    {
      /* Translators: the name of a project or of a file, and why. */
      text = g_strdup_printf (_ ("The draft cannot be compared with “%s”. %s"), self->name, error->message);
      gtk_widget_activate_action (GTK_WIDGET (self), "project.warn", "s", text);
      gtk_widget_activate_action (GTK_WIDGET (self), "project.end-comparison", NULL);
      return;
    }
  g_clear_pointer (&self->like, rel_schema_unref);
  self->like = g_steal_pointer (&like);
  show_result (self, n_differences);
  update_busy (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rel_comparison_bar_dispose (GObject *object)
{
  forget (REL_COMPARISON_BAR (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_COMPARISON_BAR);

  G_OBJECT_CLASS (rel_comparison_bar_parent_class)->dispose (object);
}

static void
rel_comparison_bar_class_init (RelComparisonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_comparison_bar_dispose;

  /**
   * RelComparisonBar::changed:
   * @self: a bar
   *
   * A draft was compared: there is something else to mark differences from.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", REL_TYPE_COMPARISON_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (REL_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-comparison-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RelComparisonBar, title);
  gtk_widget_class_bind_template_child (widget_class, RelComparisonBar, legend);
  gtk_widget_class_bind_template_child (widget_class, RelComparisonBar, busy);
}

static void
rel_comparison_bar_init (RelComparisonBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_comparison_bar_new:
 *
 * Returns: (transfer floating): a bar that is not seen
 */
GtkWidget *
rel_comparison_bar_new (void)
{
  return g_object_new (REL_TYPE_COMPARISON_BAR, NULL);
}

/**
 * rel_comparison_bar_begin:
 * @self: a bar
 * @name: the name of the other side
 * @there: what is there
 *
 * Compares with something, from the next [method@ComparisonBar.set_draft] on.
 */
void
rel_comparison_bar_begin (RelComparisonBar *self, const char *name, RelSchema *there)
{
  g_autofree char *title = NULL;
  g_autofree char *legend = NULL;

  g_return_if_fail (REL_IS_COMPARISON_BAR (self));

  forget (self);
  self->name = g_strdup (name);
  self->there = rel_schema_ref (there);
  /* Translators: the name of a project or of a file. */
  title = g_strdup_printf (_ ("Compared with “%s”"), name);
  /* Translators: what the signs of the diagram mean; the name of a project or of a file. */
  legend = g_strdup_printf (_ ("+ only here · ● different · − only in “%s”"), name);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->legend, legend);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * rel_comparison_bar_end:
 * @self: a bar
 *
 * Compares with nothing any more.
 */
void
rel_comparison_bar_end (RelComparisonBar *self)
{
  g_return_if_fail (REL_IS_COMPARISON_BAR (self));

  forget (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rel_comparison_bar_set_draft:
 * @self: a bar
 * @draft: the draft that the diagram shows
 *
 * Compares it, if it was not compared yet and there is something to compare with.
 */
void
rel_comparison_bar_set_draft (RelComparisonBar *self, RelSchema *draft)
{
  g_return_if_fail (REL_IS_COMPARISON_BAR (self));

  if (self->there == NULL || draft == self->draft)
    return;
  stop (self);
  rel_schema_ref (draft);
  g_clear_pointer (&self->draft, rel_schema_unref);
  self->draft = draft;
  self->cancellable = g_cancellable_new ();
  update_busy (self);
  rel_comparing_liken_async (G_OBJECT (self), draft, self->there, self->cancellable, likened_cb, NULL);
}

/**
 * rel_comparison_bar_get_like:
 * @self: a bar
 *
 * Returns: (transfer none) (nullable): what a draft would be like the other side, the newest one
 *   or that before; %NULL if nothing is compared, or not yet
 */
RelSchema *
rel_comparison_bar_get_like (RelComparisonBar *self)
{
  g_return_val_if_fail (REL_IS_COMPARISON_BAR (self), NULL);

  return self->like;
}

/**
 * rel_comparison_bar_is_far:
 * @self: a bar
 * @schema: a schema that is shown
 *
 * Returns: whether so much is only on the other side that a picture of it all is better made anew
 *   than mended
 */
gboolean
rel_comparison_bar_is_far (RelComparisonBar *self, RelSchema *schema)
{
  guint n = self->like != NULL ? rel_schema_get_n_collections (self->like) : 0;
  guint n_more = 0;

  g_return_val_if_fail (REL_IS_COMPARISON_BAR (self), FALSE);

  for (guint i = 0; i < n; i++)
    n_more += !rel_schema_has_collection (schema, rel_collection_get_name (rel_schema_get_collection (self->like, i)));
  return n_more > MAX (LEAST_FAR, FAR_PART * rel_schema_get_n_collections (schema));
}

/**
 * rel_comparison_bar_is_busy:
 * @self: a bar
 *
 * Returns: whether a draft is being compared
 */
gboolean
rel_comparison_bar_is_busy (RelComparisonBar *self)
{
  g_return_val_if_fail (REL_IS_COMPARISON_BAR (self), FALSE);

  return self->cancellable != NULL;
}
