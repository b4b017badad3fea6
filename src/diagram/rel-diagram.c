/* rel-diagram.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture of a whole schema: each collection is a card, each relation a line, or several
 * if it may point at any. A collection that does nothing but link two others is folded into
 * one line. Folders have no card; they are the groups.
 */

#include "config.h"

#include "rel-diagram.h"

#include <math.h>
#include <string.h>

#include "rel-diagram-private.h"
#include "rel-metrics.h"

/* What is needed while the scene is filled. */
typedef struct
{
  RelFilling filling;
  const RelDiagramOptions *options;
  gboolean has_folders;
  GHashTable *done; /* (owned) (element-type RelRelation): the second halves that are put in */
} Picture;

static gboolean
is_shown (Picture *self, RelRelation *relation)
{
  if (!self->options->system && rel_relation_is_system (relation))
    return FALSE;
  return !self->filling.removed || rel_filling_find_state (&self->filling, relation) == REL_STATE_REMOVED;
}

/* A junction has exactly two relations, and nothing points at it. What else is called one has
 * lines of its own, and so needs a card. */
static gboolean
is_only_junction (RelSchema *schema, const char *name)
{
  RelCollection *collection = rel_schema_find_collection (schema, name);
  GPtrArray *incoming;
  RelRelation *first;
  RelRelation *second;

  if (collection == NULL || rel_collection_get_n_relations (collection) != 2)
    return FALSE;
  first = rel_collection_get_relation (collection, 0);
  second = rel_collection_get_relation (collection, 1);
  if (rel_kind_find_other_half (schema, first) != second || rel_kind_find_other_half (schema, second) != first ||
      (rel_relation_is_any (first) && rel_relation_is_any (second)))
    return FALSE;
  incoming = rel_schema_get_incoming (schema, name);
  return incoming == NULL || incoming->len == 0;
}

static gboolean
is_folded (Picture *self, const char *name)
{
  RelFilling *filling = &self->filling;
  RelCollection *collection;

  if (self->options->junctions || !is_only_junction (filling->schema, name))
    return FALSE;
  if (!filling->removed)
    return filling->other == NULL || !rel_schema_has_collection (filling->other, name) ||
           is_only_junction (filling->other, name);

  /* Of a junction that only lost a half, the other half is there already. */
  collection = rel_schema_find_collection (filling->schema, name);
  return is_shown (self, rel_collection_get_relation (collection, 0)) &&
         is_shown (self, rel_collection_get_relation (collection, 1));
}

/* The line goes from the half that has the list; many to any is drawn to all that is allowed. */
static void
put_junction (Picture *self, RelRelation *relation)
{
  RelRelation *near = relation;
  RelRelation *far = rel_kind_find_other_half (self->filling.schema, relation);
  g_autoptr (GPtrArray) targets = NULL;

  if (rel_relation_is_any (near) || (!rel_relation_is_any (far) && rel_relation_get_one_field (near) == NULL &&
                                     rel_relation_get_one_field (far) != NULL))
    {
      near = far;
      far = relation;
    }
  targets = rel_filling_list_targets (near);
  g_hash_table_add (self->done, near);
  g_hash_table_add (self->done, far);
  rel_filling_put_through (&self->filling, g_ptr_array_index (targets, 0), near, far);
}

static void
put_relation (Picture *self, RelRelation *relation, gboolean folded)
{
  if (g_hash_table_contains (self->done, relation) || !is_shown (self, relation))
    return;
  if (folded)
    put_junction (self, relation);
  else
    rel_filling_put_plain (&self->filling, relation, NULL);
}

/* Collections of the project have a card even if nothing links them; of Directus' own, only
 * those that are linked. */
static gboolean
has_card (Picture *self, RelCollection *collection, gboolean folded)
{
  const char *name = rel_collection_get_name (collection);

  return !folded && rel_collection_exists (collection) && !rel_collection_is_folder (collection) &&
         !rel_is_system_name (name) &&
         !(self->filling.removed && rel_schema_has_collection (self->filling.other, name));
}

/* Nothing was removed from collections that both schemas share. */
static void
put_all (Picture *self)
{
  RelSchema *schema = self->filling.schema;
  guint n_collections = rel_schema_get_n_collections (schema);
  g_autofree gboolean *folded = g_new (gboolean, n_collections + 1);
  g_autofree gboolean *same = g_new (gboolean, n_collections + 1);

  for (guint i = 0; i < n_collections; i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      same[i] = self->filling.removed && rel_filling_is_same (&self->filling, collection);
      if (same[i])
        continue;
      folded[i] = is_folded (self, rel_collection_get_name (collection));
      self->has_folders = self->has_folders || rel_collection_is_folder (collection);
      if (has_card (self, collection, folded[i]))
        rel_filling_get_card (&self->filling, rel_collection_get_name (collection));
    }
  for (guint i = 0; i < n_collections; i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; !same[i] && r < rel_collection_get_n_relations (collection); r++)
        put_relation (self, rel_collection_get_relation (collection, r), folded[i]);
    }
}

/* --- Groups --- */

/* The folder that a collection is in; folders in folders have their own. */
static const char *
find_folder (RelSchema *schema, const char *name)
{
  RelCollection *collection = rel_schema_find_collection (schema, name);

  for (guint depth = 0; collection != NULL && depth < rel_schema_get_n_collections (schema); depth++)
    {
      const char *above = rel_collection_get_group (collection);

      collection = above != NULL ? rel_schema_find_collection (schema, above) : NULL;
      if (collection != NULL && rel_collection_is_folder (collection))
        return above;
    }
  return NULL;
}

static void
put_groups (RelScene *scene, RelSchema *schema)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < scene->cards->len; i++)
    {
      RelCard *card = rel_scene_card (scene, i);
      const char *folder = card->collection != NULL ? find_folder (schema, card->collection) : NULL;

      if (folder == NULL)
        continue;
      card->group = GPOINTER_TO_UINT (g_hash_table_lookup (groups, folder));
      if (card->group > 0)
        continue;
      rel_scene_add_group (scene, folder);
      card->group = scene->groups->len;
      g_hash_table_insert (groups, (gpointer) folder, GUINT_TO_POINTER (card->group));
    }
}

/* --- What was looked for --- */

static void
mark_found (RelScene *scene, const char *const *found)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    g_hash_table_add (names, (gpointer) found[i]);
  for (guint i = 0; g_hash_table_size (names) > 0 && i < scene->cards->len; i++)
    {
      RelCard *card = rel_scene_card (scene, i);

      if (card->collection == NULL)
        continue;
      card->found = g_hash_table_contains (names, card->collection);
      for (guint r = 0; r < card->rows->len; r++)
        {
          g_autofree char *name = g_strconcat (card->collection, ".", rel_card_row (card, r)->field, NULL);

          rel_card_row (card, r)->found = g_hash_table_contains (names, name);
        }
    }
}

/* --- All of it --- */

static RelScene *
fill_scene (RelSchema *schema, RelSchema *base, const RelDiagramOptions *options, GError **error)
{
  g_autoptr (RelScene) scene = rel_scene_new ();
  Picture picture = { .options = options };

  rel_filling_init (&picture.filling, scene, schema, base != schema ? base : NULL);
  picture.filling.names_only = options->detail == REL_DETAIL_NAMES;
  picture.done = g_hash_table_new (NULL, NULL);
  put_all (&picture);
  if (picture.filling.other != NULL)
    {
      rel_filling_turn (&picture.filling);
      put_all (&picture);
    }
  rel_filling_clear (&picture.filling);
  g_hash_table_unref (picture.done);

  if (picture.has_folders)
    put_groups (scene, schema);
  if (!rel_diagram_focus (scene, options, error))
    return NULL;
  return g_steal_pointer (&scene);
}

/* Where the badge of a line is: in the middle of its longest run. Its words have no room. */
static RelBox
find_badge_box (GArray *points)
{
  double size = REL_BADGE_SIZE + 4;
  RelBox box = { 0, 0, size, size };
  double longest = -1;

  for (guint i = 0; i + 1 < points->len; i++)
    {
      RelPoint a = g_array_index (points, RelPoint, i);
      RelPoint b = g_array_index (points, RelPoint, i + 1);
      double length = fabs (b.x - a.x) + fabs (b.y - a.y);

      if (length <= longest)
        continue;
      longest = length;
      box.x = (a.x + b.x - size) / 2;
      box.y = (a.y + b.y - size) / 2;
    }
  return box;
}

/* Takes from the graph where all stands. */
static void
take_places (RelScene *scene, RelGraph *graph, gboolean groups)
{
  for (guint i = 0; i < scene->cards->len; i++)
    rel_scene_card (scene, i)->box = rel_graph_node (graph, i)->box;
  for (guint i = 0; i < scene->edges->len; i++)
    {
      RelEdge *edge = rel_scene_edge (scene, i);

      g_array_unref (edge->points);
      edge->points = g_steal_pointer (&rel_graph_line (graph, i)->points);
      if (edge->state != REL_STATE_SAME)
        edge->label_box = find_badge_box (edge->points);
    }
  for (guint i = 0; groups && i < scene->groups->len; i++)
    rel_scene_group (scene, i)->box = g_array_index (graph->groups, RelBox, i + 1);
  scene->unit = graph->unit;
  scene->width = graph->width;
  scene->height = graph->height;
}

/**
 * rel_diagram_scene:
 * @schema: a schema
 * @base: (nullable): what it is compared with, to mark what differs: what the server has, or
 *   any other schema
 * @options: what to show
 * @measure: (scope call): measures texts
 * @user_data: for @measure
 * @cancellable: (nullable): looked at often
 * @error: (out) (optional): where to put a failure
 *
 * Makes the picture of a schema. Every relation that @options do not leave out is in it,
 * whatever is wrong with it, and those of @base that @schema has no longer as well.
 *
 * Any thread may call it, if @measure may be called there.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such collection, folder or path,
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL on error
 */
RelScene *
rel_diagram_scene (RelSchema *schema,
                   RelSchema *base,
                   const RelDiagramOptions *options,
                   RelMeasureFunc measure,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (RelScene) scene = fill_scene (schema, base, options, error);
  g_autoptr (RelGraph) graph = NULL;

  if (scene == NULL)
    return NULL;
  graph = rel_diagram_size (scene, schema, base, options, measure, user_data);
  mark_found (scene, options->found);
  if (!rel_graph_arrange (graph, options->effort, cancellable, error))
    return NULL;
  take_places (scene, graph, options->groups);
  return g_steal_pointer (&scene);
}

/**
 * rel_diagram_scene_after:
 * @before: the picture that was shown
 * @schema: a schema
 * @base: (nullable): what it is compared with
 * @options: what to show
 * @places: (array length=n_places) (nullable): where cards are to stand; others stay where they are
 * @n_places: how many
 * @measure: (scope call): measures texts
 * @user_data: for @measure
 * @cancellable: (nullable): looked at often
 * @error: (out) (optional): where to put a failure
 *
 * Makes the picture of a schema that changed a little. Cards that were there stay where they
 * were, and so do lines, unless one of their ends moved or a card is in their way now. New
 * cards stand near those that they are linked with.
 *
 * One that was put somewhere by hand stands there; what is in its way there steps aside, as near
 * as there is room, and comes back when the place is free again.
 *
 * Errors: as [func@diagram_scene].
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL on error
 */
RelScene *
rel_diagram_scene_after (RelScene *before,
                         RelSchema *schema,
                         RelSchema *base,
                         const RelDiagramOptions *options,
                         const RelDiagramPlace *places,
                         guint n_places,
                         RelMeasureFunc measure,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (RelScene) scene = fill_scene (schema, base, options, error);
  g_autoptr (RelGraph) graph = NULL;

  if (scene == NULL)
    return NULL;
  graph = rel_diagram_size (scene, schema, base, options, measure, user_data);
  mark_found (scene, options->found);
  rel_diagram_take_over (graph, scene, before, places, n_places);
  if (!rel_graph_mend (graph, cancellable, error))
    return NULL;
  if (options->groups)
    rel_diagram_wrap_groups (graph, scene, before, n_places > 0);
  take_places (scene, graph, options->groups);
  return g_steal_pointer (&scene);
}
