/* rel-diagram-focus.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Leaves out of a scene what is not to be looked at now: all but what is some steps from a
 * collection, but a folder with what it is linked with, or but the shortest path between two
 * collections.
 */

#include "config.h"

#include "rel-diagram-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

#define FAR G_MAXUINT

/* The cards on the other side of the lines of each card. */
static GPtrArray *
list_linked (RelScene *scene)
{
  GPtrArray *linked = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < scene->cards->len; i++)
    g_ptr_array_add (linked, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < scene->edges->len; i++)
    {
      const RelEdge *edge = rel_scene_edge (scene, i);

      g_array_append_val ((GArray *) g_ptr_array_index (linked, edge->from.card), edge->to.card);
      g_array_append_val ((GArray *) g_ptr_array_index (linked, edge->to.card), edge->from.card);
    }
  return linked;
}

/* How many lines each card is away from one of them. */
static guint *
find_distances (RelScene *scene, guint start)
{
  g_autoptr (GPtrArray) linked = list_linked (scene);
  guint *distances = g_new (guint, scene->cards->len);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < scene->cards->len; i++)
    distances[i] = FAR;
  distances[start] = 0;
  g_array_append_val (queue, start);
  for (guint i = 0; i < queue->len; i++)
    {
      guint card = g_array_index (queue, guint, i);
      GArray *others = g_ptr_array_index (linked, card);

      for (guint j = 0; j < others->len; j++)
        {
          guint other = g_array_index (others, guint, j);

          if (distances[other] != FAR)
            continue;
          distances[other] = distances[card] + 1;
          g_array_append_val (queue, other);
        }
    }
  return distances;
}

static gboolean
find_card (RelScene *scene, const char *collection, guint *index, GError **error)
{
  if (rel_scene_find_card (scene, collection, index))
    return TRUE;
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no collection “%s” in the diagram"), collection);
  return FALSE;
}

static gboolean
keep_around (RelScene *scene, const char *collection, guint n_steps, gboolean *kept, GError **error)
{
  g_autofree guint *distances = NULL;
  guint start;

  if (!find_card (scene, collection, &start, error))
    return FALSE;
  rel_scene_card (scene, start)->focused = TRUE;
  distances = find_distances (scene, start);
  for (guint i = 0; i < scene->cards->len; i++)
    kept[i] = distances[i] <= n_steps;
  return TRUE;
}

static gboolean
keep_group (RelScene *scene, const char *folder, gboolean *kept, GError **error)
{
  guint group = 0;

  for (guint i = 0; i < scene->groups->len && group == 0; i++)
    {
      if (strcmp (rel_scene_group (scene, i)->folder, folder) == 0)
        group = i + 1;
    }
  if (group == 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no folder “%s” in the diagram"), folder);
      return FALSE;
    }

  for (guint i = 0; i < scene->cards->len; i++)
    kept[i] = rel_scene_card (scene, i)->group == group;
  for (guint i = 0; i < scene->edges->len; i++)
    {
      const RelEdge *edge = rel_scene_edge (scene, i);

      if (rel_scene_card (scene, edge->from.card)->group == group ||
          rel_scene_card (scene, edge->to.card)->group == group)
        kept[edge->from.card] = kept[edge->to.card] = TRUE;
    }
  return TRUE;
}

/* Keeps all shortest paths: the cards that are on the way from both ends. */
static gboolean
keep_path (RelScene *scene, const char *from, const char *to, gboolean *kept, GError **error)
{
  g_autofree guint *from_start = NULL;
  g_autofree guint *from_end = NULL;
  guint start;
  guint end;

  if (!find_card (scene, from, &start, error) || !find_card (scene, to, &end, error))
    return FALSE;
  from_start = find_distances (scene, start);
  from_end = find_distances (scene, end);
  if (from_start[end] == FAR)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("No relations lead from “%s” to “%s”"), from, to);
      return FALSE;
    }

  rel_scene_card (scene, start)->focused = TRUE;
  rel_scene_card (scene, end)->focused = TRUE;
  for (guint i = 0; i < scene->cards->len; i++)
    kept[i] = from_start[i] != FAR && from_start[i] + from_end[i] == from_start[end];
  return TRUE;
}

/* Lines between two cards that are neither of the group would only be in the way there. */
static gboolean
is_edge_kept (RelScene *scene, const RelEdge *edge, const gboolean *kept, const char *folder)
{
  guint group;

  if (!kept[edge->from.card] || !kept[edge->to.card])
    return FALSE;
  if (folder == NULL)
    return TRUE;
  group = rel_scene_card (scene, edge->from.card)->group;
  if (group > 0 && strcmp (rel_scene_group (scene, group - 1)->folder, folder) == 0)
    return TRUE;
  group = rel_scene_card (scene, edge->to.card)->group;
  return group > 0 && strcmp (rel_scene_group (scene, group - 1)->folder, folder) == 0;
}

/*< private >
 * rel_diagram_focus:
 * @scene: a scene with all cards and edges, and with its groups
 * @options: what to show
 * @error: (out) (optional): where to put a failure
 *
 * Leaves out what is not to be shown.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such collection, folder or path.
 *
 * Returns: %FALSE on error
 */
gboolean
rel_diagram_focus (RelScene *scene, const RelDiagramOptions *options, GError **error)
{
  g_autofree gboolean *kept = g_new0 (gboolean, MAX (scene->cards->len, 1));
  g_autofree gboolean *edges_kept = NULL;

  if (options->around != NULL)
    {
      if (!keep_around (scene, options->around, options->n_steps, kept, error))
        return FALSE;
    }
  else if (options->group != NULL)
    {
      if (!keep_group (scene, options->group, kept, error))
        return FALSE;
    }
  else if (options->path_from != NULL && options->path_to != NULL)
    {
      if (!keep_path (scene, options->path_from, options->path_to, kept, error))
        return FALSE;
    }
  else
    return TRUE;

  edges_kept = g_new0 (gboolean, MAX (scene->edges->len, 1));
  for (guint i = 0; i < scene->edges->len; i++)
    edges_kept[i] = is_edge_kept (scene, rel_scene_edge (scene, i), kept, options->group);
  rel_scene_keep (scene, kept, edges_kept);
  return TRUE;
}
