/* rel-still.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-still.h"

/**
 * RelStill:
 *
 * What a canvas shows at one moment, to be kept: as a file or as pixels. It is made in a
 * thread, and the canvas may show something else meanwhile.
 */
struct _RelStill
{
  GObject parent_instance;

  RelTileLook *look; /* (owned) */
  char *title;       /* (owned) (nullable) */
  int done;          /* of 1000; written by the thread */
};

G_DEFINE_FINAL_TYPE (RelStill, rel_still, G_TYPE_OBJECT)

/* What a thread is given. */
typedef struct
{
  RelDrawingFormat format;
  double scale;
} Job;

static void
rel_still_finalize (GObject *object)
{
  RelStill *self = REL_STILL (object);

  rel_tile_look_unref (self->look);
  g_free (self->title);

  G_OBJECT_CLASS (rel_still_parent_class)->finalize (object);
}

static void
rel_still_class_init (RelStillClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_still_finalize;
}

static void
rel_still_init (RelStill *self)
{
}

/**
 * rel_still_new:
 * @look: what is shown
 * @title: (nullable): what it is a picture of
 *
 * Returns: (transfer full): a still, not made yet
 */
RelStill *
rel_still_new (RelTileLook *look, const char *title)
{
  RelStill *self = g_object_new (REL_TYPE_STILL, NULL);

  self->look = rel_tile_look_ref (look);
  self->title = g_strdup (title);
  return self;
}

/**
 * rel_still_fit_scale:
 * @self: a still
 * @scale: pixels for a model unit
 * @most_px: how many pixels it may have
 *
 * Returns: @scale, or a smaller one if it would be too large
 */
double
rel_still_fit_scale (RelStill *self, double scale, double most_px)
{
  g_return_val_if_fail (REL_IS_STILL (self), scale);

  return rel_drawing_fit_scale (rel_grid_get_scene (self->look->grid), scale, most_px);
}

/**
 * rel_still_get_done:
 * @self: a still
 *
 * Returns: how much is done, from 0 to 1; 0 as well where that is not known
 */
double
rel_still_get_done (RelStill *self)
{
  g_return_val_if_fail (REL_IS_STILL (self), 0);

  return g_atomic_int_get (&self->done) / 1000.0;
}

/* A thread has fonts of its own. */
static PangoContext *
new_context (RelStill *self)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();

  return rel_lettering_new_context (self->look->lettering, fonts);
}

static RelPaintStyle
make_style (RelStill *self, double scale)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };

  return (RelPaintStyle){ self->look->palette, scale, self->look->mirrored, TRUE, nothing, nothing, self->look->marks };
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RelStill *self = source;
  Job *job = task_data;
  PangoContext *context = new_context (self);
  RelPaintStyle style = make_style (self, job->scale);
  GError *error = NULL;
  GBytes *bytes = rel_drawing_write_picture (self->look->grid, job->format, self->title, context, &style, &self->done,
                                             cancellable, &error);

  g_object_unref (context);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
paint_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RelStill *self = source;
  Job *job = task_data;
  PangoContext *context = new_context (self);
  RelPaintStyle style = make_style (self, job->scale);
  GError *error = NULL;
  cairo_surface_t *surface = rel_drawing_paint (self->look->grid, context, &style, &self->done, cancellable, &error);
  gsize stride;
  int width;
  int height;
  g_autoptr (GBytes) pixels = NULL;

  g_object_unref (context);
  if (surface == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  stride = (gsize) cairo_image_surface_get_stride (surface);
  /* The fourth byte of a pixel is nobody's, and a texture takes it for how opaque the pixel is. */
  for (int y = 0; y < height; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (cairo_image_surface_get_data (surface) + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        row[x] |= 0xff000000;
    }
  pixels = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                       (GDestroyNotify) cairo_surface_destroy, surface);
  g_task_return_pointer (task, gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, stride),
                         g_object_unref);
}

static void
start (RelStill *self, gpointer tag, const Job *job, GTaskThreadFunc func, GTask *task)
{
  g_atomic_int_set (&self->done, 0);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_memdup2 (job, sizeof *job), g_free);
  /* Who gives up does not wait for what cannot be stopped half-way. */
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, func);
}

/**
 * rel_still_write_async:
 * @self: a still
 * @format: SVG, PDF or PNG
 * @scale: of a PNG, pixels for a model unit
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Writes the picture.
 */
void
rel_still_write_async (RelStill *self,
                       RelDrawingFormat format,
                       double scale,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const Job job = { format, scale };

  g_return_if_fail (REL_IS_STILL (self));

  start (self, rel_still_write_async, &job, write_thread, task);
}

/**
 * rel_still_write_finish:
 * @self: a still
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Still.write_async].
 *
 * Errors: those of [func@drawing_write_picture].
 *
 * Returns: (transfer full) (nullable): what a file has to contain, or %NULL on error
 */
GBytes *
rel_still_write_finish (RelStill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rel_still_paint_async:
 * @self: a still
 * @scale: pixels for a model unit
 * @cancellable: (nullable): gives up
 * @callback: (scope async): called when it is done
 * @user_data: what is given to @callback
 *
 * Paints the picture.
 */
void
rel_still_paint_async (RelStill *self,
                       double scale,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const Job job = { REL_DRAWING_PNG, scale };

  g_return_if_fail (REL_IS_STILL (self));

  start (self, rel_still_paint_async, &job, paint_thread, task);
}

/**
 * rel_still_paint_finish:
 * @self: a still
 * @result: what the callback was given
 * @error: (out) (optional): where to put a failure
 *
 * Ends [method@Still.paint_async].
 *
 * Errors: those of [func@drawing_paint].
 *
 * Returns: (transfer full) (nullable): its pixels, or %NULL on error
 */
GdkTexture *
rel_still_paint_finish (RelStill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
