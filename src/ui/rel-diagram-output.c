/* rel-diagram-output.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-diagram-output.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-compat.h"
#include "rel-diagram-print.h"
#include "rel-still.h"

/**
 * RelDiagramOutput:
 *
 * Takes what a diagram shows elsewhere: into a file, onto paper, into the clipboard. It is a
 * bar that is seen while that takes longer, and gives up on request.
 */
struct _RelDiagramOutput
{
  GtkBox parent_instance;

  GtkProgressBar *progress;

  RelCanvas *canvas;        /* (unowned) (nullable): lives as long as this */
  GActionMap *actions;      /* (owned) (nullable) */
  char *title;              /* (owned) (nullable) */
  GCancellable *cancelling; /* (owned) (nullable): the work in hand; %NULL if there is none */
  RelStill *still;          /* (owned) (nullable): what is being made */
  GFile *file;              /* (owned) (nullable): what it is exported to */
  double scale;             /* of what is being made */
  guint tick_source_id;     /* while something is being made; 0 if nothing is */
};

G_DEFINE_FINAL_TYPE (RelDiagramOutput, rel_diagram_output, GTK_TYPE_BOX)

#define TICK_MS 150

/* Pixels for a model unit, so that it is sharp where it is shown larger; and how many pixels
 * there may be. A clipboard keeps them all in memory. */
#define OWN_SCALE      2.0
#define MOST_FILE_PX   64e6
#define MOST_COPIED_PX 16e6

static const char *const names[] = { "export", "print", "copy" };

static void
update_actions (RelDiagramOutput *self)
{
  for (guint i = 0; self->actions != NULL && i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, names[i])),
                                 self->cancelling == NULL);
}

static gboolean
tick_cb (gpointer user_data)
{
  RelDiagramOutput *self = user_data;
  double done = rel_still_get_done (self->still);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  /* It is not known how long compressing takes. */
  if (done > 0 && done < 1)
    gtk_progress_bar_set_fraction (self->progress, done);
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

/* What is made soon is not announced. */
static void
begin (RelDiagramOutput *self, RelTileLook *look)
{
  self->cancelling = g_cancellable_new ();
  self->still = rel_still_new (look, self->title);
  self->tick_source_id = g_timeout_add (TICK_MS, tick_cb, self);
  gtk_progress_bar_set_fraction (self->progress, 0);
  update_actions (self);
}

static void
end (RelDiagramOutput *self)
{
  g_clear_handle_id (&self->tick_source_id, g_source_remove);
  g_clear_object (&self->cancelling);
  g_clear_object (&self->still);
  g_clear_object (&self->file);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  update_actions (self);
}

static void
say (RelDiagramOutput *self, const char *action, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", text);
}

/* Who gave up knows it. */
static void
warn_unless_cancelled (RelDiagramOutput *self, const char *text, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, "project.warn", text);
}

static int
get_percent (RelDiagramOutput *self)
{
  return (int) MAX (1, self->scale * 100);
}

/* --- Into a file --- */

static char *
dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_filename_display_name (base);
}

static void
fail_to_write (RelDiagramOutput *self, const char *name, const GError *error)
{
  /* Translators: a file, and why. */
  g_autofree char *text = g_strdup_printf (_ ("“%s” cannot be written: %s"), name, error->message);

  warn_unless_cancelled (self, text, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelDiagramOutput) self = REL_DIAGRAM_OUTPUT (user_data);
  GFile *file = G_FILE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = dup_name (file);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (file, result, NULL, &error))
    fail_to_write (self, name, error);
  else if (self->scale < 1)
    /* Translators: a file, and a percentage. */
    text =
      g_strdup_printf (_ ("Exported to %s, at %d %% of its size, because it is so large"), name, get_percent (self));
  else
    /* Translators: a file. */
    text = g_strdup_printf (_ ("Exported to %s"), name);
  end (self);
  if (text != NULL)
    say (self, "project.say", text);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelDiagramOutput *self = REL_DIAGRAM_OUTPUT (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = dup_name (self->file);
  g_autoptr (GBytes) bytes = rel_still_write_finish (REL_STILL (source), result, &error);

  if (bytes != NULL)
    {
      /* A file that is there already stays whole until all of the new one is. */
      g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, self->cancelling,
                                           exported_cb, self);
      return;
    }
  fail_to_write (self, name, error);
  end (self);
  g_object_unref (self);
}

static gboolean
find_format (const char *name, RelDrawingFormat *format)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *suffix = dot != NULL ? g_ascii_strdown (dot + 1, -1) : NULL;

  return suffix != NULL && rel_drawing_find_format (suffix, format) &&
         (*format == REL_DRAWING_SVG || *format == REL_DRAWING_PDF || *format == REL_DRAWING_PNG);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelDiagramOutput *self = REL_DIAGRAM_OUTPUT (source);
  g_autoptr (GFile) file = rel_compat_save_file_finish (GTK_WIDGET (self), result, NULL);

  if (file != NULL && self->canvas != NULL)
    rel_diagram_output_export (self, file);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramOutput *self = user_data;
  const char *title = self->title != NULL ? self->title : _ ("Diagram");
  g_autofree char *name = g_strconcat (title, ".svg", NULL);

  if (rel_canvas_get_scene (self->canvas) != NULL)
    rel_compat_save_file_async (GTK_WIDGET (self), _ ("Export the Diagram as SVG, PDF or PNG"),
                                g_strdelimit (name, "/\\:", '_'), file_chosen_cb, NULL);
}

/* --- Onto paper --- */

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  RelDiagramOutput *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  /* Translators: why. */
  text = g_strdup_printf (_ ("The diagram cannot be printed: %s"), error->message);
  say (self, "project.warn", text);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramOutput *self = user_data;
  g_autoptr (RelTileLook) look = rel_canvas_dup_look (self->canvas);
  g_autoptr (GtkPrintOperation) operation = NULL;

  if (look == NULL)
    return;
  operation = rel_diagram_print_new (look, self->title, REL_PAPER_FIT_BEST);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, 0);
  /* What fails at once is said by the signal as well. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
}

/* --- Into the clipboard --- */

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelDiagramOutput) self = REL_DIAGRAM_OUTPUT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rel_still_paint_finish (REL_STILL (source), result, &error);
  g_autofree char *text = NULL;

  if (texture == NULL)
    /* Translators: why. */
    text = g_strdup_printf (_ ("The diagram cannot be copied: %s"), error->message);
  else if (self->scale < 1)
    /* Translators: a percentage. */
    text =
      g_strdup_printf (_ ("Copied as a picture, at %d %% of its size, because it is so large"), get_percent (self));
  else
    text = g_strdup (_ ("Copied as a picture"));
  end (self);
  if (texture == NULL)
    {
      warn_unless_cancelled (self, text, error);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  say (self, "project.say", text);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramOutput *self = user_data;
  g_autoptr (RelTileLook) look = rel_canvas_dup_look (self->canvas);

  if (look == NULL)
    return;
  begin (self, look);
  self->scale = rel_still_fit_scale (self->still, OWN_SCALE, MOST_COPIED_PX);
  rel_still_paint_async (self->still, self->scale, self->cancelling, painted_cb, g_object_ref (self));
}

static void
cancel_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_cancellable_cancel (REL_DIAGRAM_OUTPUT (widget)->cancelling);
}

static void
rel_diagram_output_dispose (GObject *object)
{
  RelDiagramOutput *self = REL_DIAGRAM_OUTPUT (object);

  g_cancellable_cancel (self->cancelling);
  g_clear_handle_id (&self->tick_source_id, g_source_remove);
  self->canvas = NULL;
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_DIAGRAM_OUTPUT);

  G_OBJECT_CLASS (rel_diagram_output_parent_class)->dispose (object);
}

static void
rel_diagram_output_finalize (GObject *object)
{
  RelDiagramOutput *self = REL_DIAGRAM_OUTPUT (object);

  g_clear_object (&self->cancelling);
  g_clear_object (&self->still);
  g_clear_object (&self->file);
  g_free (self->title);

  G_OBJECT_CLASS (rel_diagram_output_parent_class)->finalize (object);
}

static void
rel_diagram_output_class_init (RelDiagramOutputClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_diagram_output_dispose;
  object_class->finalize = rel_diagram_output_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-diagram-output.ui");
  gtk_widget_class_bind_template_child (widget_class, RelDiagramOutput, progress);

  gtk_widget_class_install_action (widget_class, "diagram-output.cancel", NULL, cancel_cb);
}

static void
rel_diagram_output_init (RelDiagramOutput *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_diagram_output_set_canvas:
 * @self: an output
 * @canvas: what is exported; it must live as long
 * @actions: where the commands are added: `export`, `print` and `copy`; they must not be used
 *   after @self is gone
 *
 * Says what is exported, printed and copied.
 */
void
rel_diagram_output_set_canvas (RelDiagramOutput *self, RelCanvas *canvas, GActionMap *actions)
{
  static const GActionEntry entries[] = {
    { .name = "export", .activate = export_cb },
    { .name = "print", .activate = print_cb },
    { .name = "copy", .activate = copy_cb },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  g_return_if_fail (REL_IS_DIAGRAM_OUTPUT (self));

  self->canvas = canvas;
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("diagram-page.copy")));
  gtk_widget_add_controller (GTK_WIDGET (canvas), shortcuts);
}

/**
 * rel_diagram_output_set_title:
 * @self: an output
 * @title: what the diagram is of
 *
 * Says what files and prints are called.
 */
void
rel_diagram_output_set_title (RelDiagramOutput *self, const char *title)
{
  g_return_if_fail (REL_IS_DIAGRAM_OUTPUT (self));

  if (g_strcmp0 (title, self->title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
}

/**
 * rel_diagram_output_export:
 * @self: an output with nothing in hand
 * @file: a file, of which the name says the format: .svg, .pdf or .png
 *
 * Writes what the diagram shows, and says what came of it.
 */
void
rel_diagram_output_export (RelDiagramOutput *self, GFile *file)
{
  g_autoptr (RelTileLook) look = NULL;
  g_autofree char *name = dup_name (file);
  g_autofree char *text = NULL;
  RelDrawingFormat format;

  g_return_if_fail (REL_IS_DIAGRAM_OUTPUT (self));

  if (!find_format (name, &format))
    {
      /* Translators: a file. */
      text = g_strdup_printf (_ ("“%s” does not say what it is to be: let its name end in .svg, .pdf or .png"), name);
      say (self, "project.warn", text);
      return;
    }
  look = rel_canvas_dup_look (self->canvas);
  if (look == NULL || self->cancelling != NULL)
    return;
  begin (self, look);
  self->file = g_object_ref (file);
  self->scale = format == REL_DRAWING_PNG ? rel_still_fit_scale (self->still, OWN_SCALE, MOST_FILE_PX) : 1;
  rel_still_write_async (self->still, format, self->scale, self->cancelling, written_cb, g_object_ref (self));
}

/**
 * rel_diagram_output_is_busy:
 * @self: an output
 *
 * Returns: whether something is being made
 */
gboolean
rel_diagram_output_is_busy (RelDiagramOutput *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_OUTPUT (self), FALSE);

  return self->cancelling != NULL;
}
