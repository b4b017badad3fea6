/* rel-tile-task.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-tile-task.h"

#include "rel-paint.h"

/* What a thread is given. */
typedef struct
{
  RelTileLook *look;   /* (owned) */
  GArray *keys;        /* (owned) (element-type RelTileKey) */
  PangoFontMap *fonts; /* (owned): used by one task at a time */
} Job;

/**
 * rel_tile_look_new:
 * @grid: what is painted
 * @marks: (nullable): what is said of its parts
 * @lettering: how texts are set
 * @palette: the colours
 * @mirrored: whether the picture runs from right to left
 * @pixels: how many device pixels a pixel has, in each direction
 *
 * Returns: (transfer full): a look, which does not change
 */
RelTileLook *
rel_tile_look_new (RelGrid *grid,
                   RelMarks *marks,
                   RelLettering *lettering,
                   const RelPalette *palette,
                   gboolean mirrored,
                   int pixels)
{
  RelTileLook *self = g_atomic_rc_box_new (RelTileLook);

  self->grid = rel_grid_ref (grid);
  self->marks = marks != NULL ? rel_marks_ref (marks) : NULL;
  self->lettering = rel_lettering_ref (lettering);
  self->palette = palette;
  self->mirrored = mirrored;
  self->pixels = pixels;
  return self;
}

/**
 * rel_tile_look_ref:
 * @self: a look
 *
 * Returns: (transfer full): @self
 */
RelTileLook *
rel_tile_look_ref (RelTileLook *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
look_clear (gpointer data)
{
  RelTileLook *self = data;

  rel_grid_unref (self->grid);
  g_clear_pointer (&self->marks, rel_marks_unref);
  rel_lettering_unref (self->lettering);
}

/**
 * rel_tile_look_unref:
 * @self: (transfer full): a look
 *
 * Gives a reference back; the last one frees.
 */
void
rel_tile_look_unref (RelTileLook *self)
{
  g_atomic_rc_box_release_full (self, look_clear);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  rel_tile_look_unref (job->look);
  g_array_unref (job->keys);
  g_object_unref (job->fonts);
  g_free (job);
}

static cairo_surface_t *
paint (RelTileLook *look, const RelTileKey *key, PangoContext *context)
{
  const RelHit nothing = { REL_HIT_NOTHING, 0, -1, 0 };
  int size = REL_TILE_SIZE_PX * look->pixels;
  double scale = key->scale * look->pixels;
  RelBox part = { key->column * size / scale, key->row * size / scale, size / scale, size / scale };
  RelPaintStyle style = { look->palette, scale, look->mirrored, TRUE, nothing, nothing, look->marks };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cairo_t *cr = cairo_create (surface);

  cairo_translate (cr, -(double) key->column * size, -(double) key->row * size);
  rel_paint_part (look->grid, &part, cr, context, &style);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  cairo_surface_set_device_scale (surface, look->pixels, look->pixels);
  return surface;
}

static void
paint_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  PangoContext *context = rel_lettering_new_context (job->look->lettering, job->fonts);
  g_autoptr (GPtrArray) surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);

  for (guint i = 0; i < job->keys->len && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (surfaces, paint (job->look, &g_array_index (job->keys, RelTileKey, i), context));
  g_object_unref (context);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&surfaces), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * rel_tile_paint_async:
 * @look: how
 * @keys: (element-type RelTileKey): which tiles
 * @fonts: fonts that no other task uses at the same time
 * @cancellable: (nullable): looked at after each tile
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Paints tiles in a thread.
 */
void
rel_tile_paint_async (RelTileLook *look,
                      GArray *keys,
                      PangoFontMap *fonts,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->look = rel_tile_look_ref (look);
  job->keys = g_array_ref (keys);
  job->fonts = g_object_ref (fonts);
  g_task_set_source_tag (task, rel_tile_paint_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, paint_thread);
}

/**
 * rel_tile_paint_finish:
 * @result: what the callback was given
 * @look: (out) (transfer none): how they were painted
 * @keys: (out) (transfer none) (element-type RelTileKey): which they are
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@tile_paint_async].
 *
 * Errors: `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (nullable) (element-type cairo_surface_t): the tiles, or %NULL on
 *   error
 */
GPtrArray *
rel_tile_paint_finish (GAsyncResult *result, RelTileLook **look, GArray **keys, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *look = job->look;
  *keys = job->keys;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rel_tile_key_hash:
 * @data: a #RelTileKey
 *
 * Returns: its hash
 */
guint
rel_tile_key_hash (gconstpointer data)
{
  const RelTileKey *key = data;

  return g_double_hash (&key->scale) ^ (guint) (key->column * 73856093) ^ (guint) (key->row * 19349663);
}

/**
 * rel_tile_key_equal:
 * @a: a #RelTileKey
 * @b: another one
 *
 * Returns: whether both are the same square
 */
gboolean
rel_tile_key_equal (gconstpointer a, gconstpointer b)
{
  const RelTileKey *first = a;
  const RelTileKey *second = b;

  return first->column == second->column && first->row == second->row && first->scale == second->scale;
}

/**
 * rel_tile_new_node:
 * @surface: a painted tile
 * @fast: whether it is shown for a frame or two only
 *
 * Returns: (transfer full): what shows it, at any scale; a fast one takes half the time, and
 *   is rougher unless it is shown as large as it was painted
 */
GskRenderNode *
rel_tile_new_node (cairo_surface_t *surface, gboolean fast)
{
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, REL_TILE_SIZE_PX, REL_TILE_SIZE_PX));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, surface, 0, 0);
  /* So that edges stay sharp when it is scaled, where it meets the next one. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), fast ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}
