/* rel-tiles.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-tiles.h"

#include <math.h>

/**
 * RelTiles:
 *
 * A large picture as squares that are painted in threads and kept, so that a frame only puts
 * together what is there.
 *
 * Wherever a square of the wanted scale is not there yet, one of another scale is shown,
 * enlarged or reduced, and if need be one of the overview, which is always kept. While the
 * scale changes with each frame, squares are painted for a few scales only.
 *
 * Each square is a node of its own: GTK 4.8's cairo renderer draws a node like these through a
 * surface as large as the node, and large ones cost it a page fault for each 4 KiB.
 */
struct _RelTiles
{
  GObject parent_instance;

  RelTileLook *look;        /* (owned) (nullable): how squares are to look now */
  guint n_looks;            /* grows with each look */
  GHashTable *tiles;        /* (owned) (element-type Tile): by their keys, which are in them */
  GArray *wanted;           /* (owned) (element-type RelTileKey): to be painted, in this order */
  GCancellable *cancelling; /* (owned) (nullable): what is painted for @look */
  double overview_scale;    /* at which all of it is a few squares */
  guint n_frames;
  gboolean zooming;  /* whether the scale is about to change */
  gboolean complete; /* whether the last frame had all squares that it wanted */

  /* Fonts may be used by one thread at a time. */
  struct
  {
    PangoFontMap *fonts; /* (owned) (nullable): made when needed */
    gboolean busy;
  } painters[2];
};

G_DEFINE_FINAL_TYPE (RelTiles, rel_tiles, G_TYPE_OBJECT)

#define MAX_TILES   384
#define BATCH       4
#define OVERVIEW_PX 1280.0
#define RUNGS       2.0 /* for each doubling of the scale, while it changes */
#define SAME_SCALE  1e-9
#define MAX_LAYERS  3

/* A square, painted or about to be. */
typedef struct
{
  RelTileKey key;
  GskRenderNode *node; /* (owned) (nullable): %NULL until it is painted */
  GskRenderNode *fast; /* (owned) (nullable): the same, for while the scale changes */
  guint look;          /* that @node has */
  guint painting;      /* the look that it is being painted with; 0 if it is not */
  guint used;          /* the last frame that it was in */
} Tile;

/* What part of a picture a frame shows, as squares of a scale. */
typedef struct
{
  double scale;
  int left;
  int top;
  int right;
  int bottom;
} Range;

enum
{
  SIGNAL_PAINTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_pointer (&tile->node, gsk_render_node_unref);
  g_clear_pointer (&tile->fast, gsk_render_node_unref);
  g_free (tile);
}

static Tile *
ensure_tile (RelTiles *self, const RelTileKey *key)
{
  Tile *tile = g_hash_table_lookup (self->tiles, key);

  if (tile != NULL)
    return tile;
  tile = g_new0 (Tile, 1);
  tile->key = *key;
  g_hash_table_insert (self->tiles, &tile->key, tile);
  return tile;
}

/* --- Painting --- */

static gboolean
needs_paint (RelTiles *self, const Tile *tile)
{
  return (tile->node == NULL || tile->look != self->n_looks) && tile->painting != self->n_looks;
}

static void start_painters (RelTiles *self);

typedef struct
{
  RelTiles *self; /* (owned) */
  guint painter;
  guint look;
} Errand;

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Errand *errand = user_data;
  g_autoptr (RelTiles) self = errand->self;
  g_autoptr (GError) error = NULL;
  RelTileLook *look;
  GArray *keys;
  g_autoptr (GPtrArray) surfaces = rel_tile_paint_finish (result, &look, &keys, &error);

  self->painters[errand->painter].busy = FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      Tile *tile = g_hash_table_lookup (self->tiles, &g_array_index (keys, RelTileKey, i));

      if (tile == NULL || tile->painting != errand->look)
        continue;
      tile->painting = 0;
      if (surfaces == NULL || errand->look != self->n_looks)
        continue;
      g_clear_pointer (&tile->node, gsk_render_node_unref);
      g_clear_pointer (&tile->fast, gsk_render_node_unref);
      tile->node = rel_tile_new_node (g_ptr_array_index (surfaces, i), FALSE);
      tile->fast = rel_tile_new_node (g_ptr_array_index (surfaces, i), TRUE);
      tile->look = errand->look;
    }
  start_painters (self);
  if (surfaces != NULL)
    g_signal_emit (self, signals[SIGNAL_PAINTED], 0);
}

static void
start_painter (RelTiles *self, guint painter)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (RelTileKey));
  Errand *errand;
  guint next;

  for (next = 0; next < self->wanted->len && keys->len < BATCH; next++)
    {
      RelTileKey *key = &g_array_index (self->wanted, RelTileKey, next);
      Tile *tile = ensure_tile (self, key);

      if (!needs_paint (self, tile))
        continue;
      tile->painting = self->n_looks;
      tile->used = self->n_frames;
      g_array_append_val (keys, *key);
    }
  g_array_remove_range (self->wanted, 0, next);
  if (keys->len == 0)
    return;

  if (self->painters[painter].fonts == NULL)
    self->painters[painter].fonts = pango_cairo_font_map_new ();
  self->painters[painter].busy = TRUE;
  errand = g_new (Errand, 1);
  *errand = (Errand){ g_object_ref (self), painter, self->n_looks };
  rel_tile_paint_async (self->look, keys, self->painters[painter].fonts, self->cancelling, painted_cb, errand);
}

static void
start_painters (RelTiles *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->painters) && self->look != NULL; i++)
    {
      if (!self->painters[i].busy)
        start_painter (self, i);
    }
}

/* --- What a frame wants --- */

static Range
find_range (RelTiles *self, double scale, const RelView *view, int width_px, int height_px, int around)
{
  RelScene *scene = rel_grid_get_scene (self->look->grid);
  RelBox part = rel_view_get_part (view, width_px, height_px);
  double size = REL_TILE_SIZE_PX / scale;
  int last_column = (int) ceil (rel_scene_get_width (scene) / size) - 1;
  int last_row = (int) ceil (rel_scene_get_height (scene) / size) - 1;

  return (Range){ scale, MAX ((int) floor (part.x / size) - around, 0), MAX ((int) floor (part.y / size) - around, 0),
                  MIN ((int) floor ((part.x + part.width) / size) + around, last_column),
                  MIN ((int) floor ((part.y + part.height) / size) + around, last_row) };
}

static int
compare_distance (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RelTileKey *first = a;
  const RelTileKey *second = b;
  const RelPoint *middle = user_data;
  double first_distance = fabs (first->column - middle->x) + fabs (first->row - middle->y);
  double second_distance = fabs (second->column - middle->x) + fabs (second->row - middle->y);

  return first_distance < second_distance ? -1 : first_distance > second_distance;
}

/* Adds what is missing of a range, from its middle on. Returns whether nothing is. */
static gboolean
want (RelTiles *self, const Range *range)
{
  RelPoint middle = { (range->left + range->right) / 2.0, (range->top + range->bottom) / 2.0 };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (RelTileKey));
  gboolean complete = TRUE;

  for (int row = range->top; row <= range->bottom; row++)
    {
      for (int column = range->left; column <= range->right; column++)
        {
          RelTileKey key = { range->scale, column, row };
          Tile *tile = g_hash_table_lookup (self->tiles, &key);

          if (tile != NULL)
            tile->used = self->n_frames;
          complete = complete && tile != NULL && tile->node != NULL && tile->look == self->n_looks;
          if (tile == NULL || needs_paint (self, tile))
            g_array_append_val (keys, key);
        }
    }
  g_array_sort_with_data (keys, compare_distance, &middle);
  g_array_append_vals (self->wanted, keys->data, keys->len);
  return complete;
}

/* --- Putting together --- */

static Tile *
find_painted (RelTiles *self, double scale, int column, int row)
{
  RelTileKey key = { scale, column, row };
  Tile *tile = g_hash_table_lookup (self->tiles, &key);

  return tile != NULL && tile->node != NULL ? tile : NULL;
}

/* Whether squares of the wanted scale hide one of another. */
static gboolean
is_hidden (RelTiles *self, const RelTileKey *key, const Range *by)
{
  double ratio = by->scale / key->scale;
  int left = MAX ((int) floor (key->column * ratio), by->left);
  int top = MAX ((int) floor (key->row * ratio), by->top);
  int right = MIN ((int) ceil ((key->column + 1) * ratio) - 1, by->right);
  int bottom = MIN ((int) ceil ((key->row + 1) * ratio) - 1, by->bottom);

  for (int row = top; row <= bottom; row++)
    {
      for (int column = left; column <= right; column++)
        {
          if (find_painted (self, by->scale, column, row) == NULL)
            return FALSE;
        }
    }
  return TRUE;
}

/* Puts a square where it is on whole pixels, so that it meets the next one. */
static void
append (RelTiles *self, GtkSnapshot *snapshot, Tile *tile, const RelView *view)
{
  double size = REL_TILE_SIZE_PX * view->scale / tile->key.scale;
  double pixels = self->look->pixels;
  double left = round ((view->x + tile->key.column * size) * pixels) / pixels;
  double top = round ((view->y + tile->key.row * size) * pixels) / pixels;
  double right = round ((view->x + (tile->key.column + 1) * size) * pixels) / pixels;
  double bottom = round ((view->y + (tile->key.row + 1) * size) * pixels) / pixels;

  tile->used = self->n_frames;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) left, (float) top));
  if (fabs (view->scale - tile->key.scale) > SAME_SCALE)
    gtk_snapshot_scale (snapshot, (float) ((right - left) / REL_TILE_SIZE_PX),
                        (float) ((bottom - top) / REL_TILE_SIZE_PX));
  gtk_snapshot_append_node (snapshot, self->zooming ? tile->fast : tile->node);
  gtk_snapshot_restore (snapshot);
}

/* Shows what there is of layers of squares, each on top of those before it. */
static void
append_layers (RelTiles *self, GtkSnapshot *snapshot, const Range *layers, guint n_layers, const RelView *view)
{
  for (guint i = 0; i < n_layers; i++)
    {
      for (int row = layers[i].top; row <= layers[i].bottom; row++)
        {
          for (int column = layers[i].left; column <= layers[i].right; column++)
            {
              Tile *tile = find_painted (self, layers[i].scale, column, row);
              gboolean hidden = FALSE;

              for (guint above = i + 1; tile != NULL && above < n_layers && !hidden; above++)
                hidden = is_hidden (self, &tile->key, &layers[above]);
              if (tile != NULL && !hidden)
                append (self, snapshot, tile, view);
            }
        }
    }
}

static int
compare_nearness (gconstpointer a, gconstpointer b, gpointer user_data)
{
  double wanted = *(const double *) user_data;
  double first = fabs (log (*(const double *) a / wanted));
  double second = fabs (log (*(const double *) b / wanted));

  return first < second ? -1 : first > second;
}

/* The scales that something is painted in, the nearest ones first. */
static GArray *
list_scales (RelTiles *self, double wanted)
{
  GArray *scales = g_array_new (FALSE, FALSE, sizeof (double));
  GHashTableIter iter;
  Tile *tile;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile))
    {
      gboolean known = tile->node == NULL || tile->key.scale == wanted || tile->key.scale == self->overview_scale;

      for (guint i = 0; i < scales->len && !known; i++)
        known = g_array_index (scales, double, i) == tile->key.scale;
      if (!known)
        g_array_append_val (scales, tile->key.scale);
    }
  g_array_sort_with_data (scales, compare_nearness, &wanted);
  return scales;
}

static gboolean
covers (RelTiles *self, const Range *range)
{
  for (int row = range->top; row <= range->bottom; row++)
    {
      for (int column = range->left; column <= range->right; column++)
        {
          if (find_painted (self, range->scale, column, row) == NULL)
            return FALSE;
        }
    }
  return TRUE;
}

/* What is shown: squares of the wanted scale and, where they are missing, of the nearest one
 * that there is something of, and of the overview. While the scale changes, one of these is
 * enough if it shows all: each more costs as much again. */
static void
append_all (RelTiles *self,
            GtkSnapshot *snapshot,
            const Range *wanted,
            const RelView *view,
            int width_px,
            int height_px)
{
  g_autoptr (GArray) scales = NULL;
  Range layers[MAX_LAYERS];
  guint n_layers = 0;

  if (covers (self, wanted))
    {
      append_layers (self, snapshot, wanted, 1, view);
      return;
    }
  scales = list_scales (self, wanted->scale);
  layers[n_layers++] = find_range (self, self->overview_scale, view, width_px, height_px, 0);
  for (guint i = MIN (scales->len, MAX_LAYERS - 2); i > 0; i--)
    {
      layers[n_layers] = find_range (self, g_array_index (scales, double, i - 1), view, width_px, height_px, 0);
      if (covers (self, &layers[n_layers]) && self->zooming)
        {
          append_layers (self, snapshot, &layers[n_layers], 1, view);
          return;
        }
      n_layers++;
    }
  layers[n_layers++] = *wanted;
  append_layers (self, snapshot, layers, n_layers, view);
}

/* --- Keeping --- */

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const Tile *first = *(Tile **) a;
  const Tile *second = *(Tile **) b;

  return first->used < second->used ? -1 : first->used > second->used;
}

/* Lets go of the squares that were not used for longest, a good part at once. */
static void
let_go (RelTiles *self)
{
  g_autoptr (GPtrArray) tiles = NULL;
  GHashTableIter iter;
  Tile *tile;

  if (g_hash_table_size (self->tiles) <= MAX_TILES)
    return;
  tiles = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &tile))
    {
      if (tile->painting == 0 && tile->used != self->n_frames && tile->key.scale != self->overview_scale)
        g_ptr_array_add (tiles, tile);
    }
  g_ptr_array_sort (tiles, compare_use);
  for (guint i = 0; i < tiles->len && g_hash_table_size (self->tiles) > MAX_TILES * 3 / 4; i++)
    g_hash_table_remove (self->tiles, &((Tile *) g_ptr_array_index (tiles, i))->key);
}

static void
rel_tiles_dispose (GObject *object)
{
  RelTiles *self = REL_TILES (object);

  g_cancellable_cancel (self->cancelling);
  g_clear_object (&self->cancelling);

  G_OBJECT_CLASS (rel_tiles_parent_class)->dispose (object);
}

static void
rel_tiles_finalize (GObject *object)
{
  RelTiles *self = REL_TILES (object);

  g_clear_pointer (&self->look, rel_tile_look_unref);
  g_hash_table_unref (self->tiles);
  g_array_unref (self->wanted);
  for (guint i = 0; i < G_N_ELEMENTS (self->painters); i++)
    g_clear_object (&self->painters[i].fonts);

  G_OBJECT_CLASS (rel_tiles_parent_class)->finalize (object);
}

static void
rel_tiles_class_init (RelTilesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rel_tiles_dispose;
  object_class->finalize = rel_tiles_finalize;

  /**
   * RelTiles::painted:
   * @self: the tiles
   *
   * There is more to show than in the last frame.
   */
  signals[SIGNAL_PAINTED] =
    g_signal_new ("painted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_tiles_init (RelTiles *self)
{
  self->tiles = g_hash_table_new_full (rel_tile_key_hash, rel_tile_key_equal, NULL, tile_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (RelTileKey));
}

/**
 * rel_tiles_new:
 *
 * Returns: (transfer full): tiles of nothing
 */
RelTiles *
rel_tiles_new (void)
{
  return g_object_new (REL_TYPE_TILES, NULL);
}

/**
 * rel_tiles_set_look:
 * @self: the tiles
 * @look: (nullable): how they are to look; %NULL for nothing
 * @keeps: whether those that look otherwise are shown until there are new ones
 *
 * Says what the tiles are of.
 */
void
rel_tiles_set_look (RelTiles *self, RelTileLook *look, gboolean keeps)
{
  RelScene *scene;

  g_return_if_fail (REL_IS_TILES (self));

  g_cancellable_cancel (self->cancelling);
  g_clear_object (&self->cancelling);
  g_clear_pointer (&self->look, rel_tile_look_unref);
  g_array_set_size (self->wanted, 0);
  self->n_looks++;
  self->complete = FALSE;
  if (!keeps || look == NULL)
    g_hash_table_remove_all (self->tiles);
  if (look == NULL)
    return;
  self->look = rel_tile_look_ref (look);
  self->cancelling = g_cancellable_new ();
  scene = rel_grid_get_scene (look->grid);
  self->overview_scale =
    MIN (1, OVERVIEW_PX / MAX (rel_scene_get_width (scene), MAX (rel_scene_get_height (scene), 1)));
}

/**
 * rel_tiles_snapshot:
 * @self: the tiles
 * @snapshot: where to
 * @view: how the picture lies on the page
 * @width_px: how wide the page is
 * @height_px: how high it is
 * @zooming: whether the scale is about to change
 *
 * Shows what there is of the page, and has painted what there is not.
 */
void
rel_tiles_snapshot (RelTiles *self,
                    GtkSnapshot *snapshot,
                    const RelView *view,
                    int width_px,
                    int height_px,
                    gboolean zooming)
{
  double scale = zooming ? exp2 (round (RUNGS * log2 (view->scale)) / RUNGS) : view->scale;
  Range seen;
  Range around;
  Range overview;
  gboolean fresh;

  g_return_if_fail (REL_IS_TILES (self));

  if (self->look == NULL)
    return;
  self->n_frames++;
  self->zooming = zooming;
  g_array_set_size (self->wanted, 0);
  seen = find_range (self, scale, view, width_px, height_px, 0);
  around = find_range (self, scale, view, width_px, height_px, 1);
  overview = find_range (self, self->overview_scale, view, width_px, height_px, (int) OVERVIEW_PX);
  fresh = want (self, &seen);
  want (self, &overview);
  if (!zooming)
    want (self, &around);

  self->complete = fresh && !zooming;
  append_all (self, snapshot, &seen, view, width_px, height_px);
  start_painters (self);
  let_go (self);
}

/**
 * rel_tiles_is_complete:
 * @self: the tiles
 *
 * Returns: whether the last frame was as it is to be
 */
gboolean
rel_tiles_is_complete (RelTiles *self)
{
  g_return_val_if_fail (REL_IS_TILES (self), FALSE);

  return self->complete;
}
