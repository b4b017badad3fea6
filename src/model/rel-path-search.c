/* rel-path-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the shortest paths from one collection to another. The relations make a graph of
 * numbers once; the first path comes of a breadth-first search, each further one, as Yen showed
 * (1971), leaves one of those before at some step and is the shortest that does.
 */

#include "config.h"

#include "rel-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

#define FAR G_MAXUINT

/* Of the paths in the order of their steps, some have too many levels for a server; so many
 * are looked at in all. */
#define MAX_SEARCHED 64

/* A field that leads from a collection to another. */
typedef struct
{
  guint from;
  guint to;
  const char *field;      /* (unowned) */
  RelRelation *relation;  /* (unowned) */
  RelRelation *second;    /* (unowned) (nullable) */
  gboolean is_list;       /* whether it goes against the direction of the key */
  gboolean into_junction; /* whether it stops half-way of a step through a junction */
} Edge;

typedef struct
{
  RelSchema *schema;
  GHashTable *numbers; /* (owned) (element-type utf8 guint): of the collections */
  GPtrArray *names;    /* (owned) (element-type utf8) */
  GArray *edges;       /* (owned) (element-type Edge): by the collection they lead from */
  guint *starts;       /* (owned): where the edges of each collection begin, and the end */
  guint *distances;    /* (owned): how many steps it is from each collection to the end */
  guint start;
  guint end;
  guint *reached_by;  /* (owned): in a search, the edge that led to a collection */
  gboolean *avoided;  /* (owned): the collections that a search must not pass */
  GHashTable *barred; /* (owned): the edges that it must not begin with, by number and one */
} Graph;

/* A field that lists the items of a relation, on its other side. */
typedef struct
{
  guint owner;
  const char *field;
} List;

static guint
list_hash (gconstpointer key)
{
  const List *list = key;

  return g_str_hash (list->field) * 31 + list->owner;
}

static gboolean
list_equal (gconstpointer a, gconstpointer b)
{
  const List *first = a;
  const List *second = b;

  return first->owner == second->owner && strcmp (first->field, second->field) == 0;
}

static guint
get_number (Graph *graph, const char *name)
{
  gpointer number;

  if (g_hash_table_lookup_extended (graph->numbers, name, NULL, &number))
    return GPOINTER_TO_UINT (number);
  g_hash_table_insert (graph->numbers, (gpointer) name, GUINT_TO_POINTER (graph->names->len));
  g_ptr_array_add (graph->names, (gpointer) name);
  return graph->names->len - 1;
}

static Edge *
get_edge (Graph *graph, guint number)
{
  return &g_array_index (graph->edges, Edge, number);
}

static void
add_edge (Graph *graph, guint from, const char *field, const char *to, RelRelation *relation, RelRelation *second)
{
  Edge edge = { .from = from, .to = get_number (graph, to), .field = field, .relation = relation, .second = second };

  g_array_append_val (graph->edges, edge);
}

/* Adds an edge to each collection that the last relation of a step points at. */
static void
add_edges_to_targets (Graph *graph, guint from, const char *field, RelRelation *relation, RelRelation *second)
{
  RelRelation *last = second != NULL ? second : relation;
  const char *const *allowed = rel_relation_get_one_allowed_collections (last);
  const char *target;

  if (!rel_relation_is_any (last))
    {
      target = rel_relation_get_target (last);
      if (target != NULL && rel_schema_has_collection (graph->schema, target))
        add_edge (graph, from, field, target, relation, second);
      return;
    }
  for (guint i = 0; allowed[i] != NULL; i++)
    {
      if (rel_schema_has_collection (graph->schema, allowed[i]))
        add_edge (graph, from, field, allowed[i], relation, second);
    }
}

/* If a field is the list of several relations, the server takes the first. */
static void
claim_list (GHashTable *lists, guint owner, RelRelation *relation)
{
  List key = { owner, rel_relation_get_one_field (relation) };
  RelRelation *claimed = g_hash_table_lookup (lists, &key);

  if (claimed == NULL || rel_relation_get_position (relation) < rel_relation_get_position (claimed))
    g_hash_table_replace (lists, g_memdup2 (&key, sizeof key), relation);
}

/* Adds the edges in the direction of the keys, and gathers the fields for the other one. */
static void
read_collection (Graph *graph, RelCollection *collection, GHashTable *lists)
{
  const char *name = rel_collection_get_name (collection);

  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      const char *field = rel_relation_get_field (relation);
      const char *target = rel_relation_get_target (relation);
      const char *one_field = rel_relation_get_one_field (relation);

      /* Directus knows one relation for a field. */
      if (!rel_schema_has_collection (graph->schema, name) || !rel_schema_has_field (graph->schema, name, field) ||
          rel_collection_find_relation (collection, field, 0) != relation)
        continue;
      add_edges_to_targets (graph, get_number (graph, name), field, relation, NULL);
      if (one_field != NULL && target != NULL && rel_schema_has_field (graph->schema, target, one_field))
        claim_list (lists, get_number (graph, target), relation);
    }
}

static void
add_lists (Graph *graph, GHashTable *lists)
{
  GHashTableIter iter;
  List *list;
  RelRelation *relation;

  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, (gpointer *) &list, (gpointer *) &relation))
    {
      RelRelation *other = rel_kind_find_other_half (graph->schema, relation);
      guint n_before = graph->edges->len;

      add_edge (graph, list->owner, list->field, rel_relation_get_collection (relation), relation, NULL);
      get_edge (graph, n_before)->into_junction = other != NULL;
      if (other != NULL)
        add_edges_to_targets (graph, list->owner, list->field, relation, other);
      for (guint i = n_before; i < graph->edges->len; i++)
        get_edge (graph, i)->is_list = TRUE;
    }
}

/* The order does not depend on that of a hash table: first keys, then lists, as the server has
 * them. */
static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const Edge *first = a;
  const Edge *second = b;
  guint first_position = rel_relation_get_position (first->relation);
  guint second_position = rel_relation_get_position (second->relation);

  if (first->from != second->from)
    return first->from < second->from ? -1 : 1;
  if (first->is_list != second->is_list)
    return second->is_list ? -1 : 1;
  if (first_position != second_position)
    return first_position < second_position ? -1 : 1;
  if (first->to != second->to)
    return first->to < second->to ? -1 : 1;
  return strcmp (first->field, second->field);
}

static void
graph_clear (Graph *graph)
{
  g_hash_table_unref (graph->numbers);
  g_ptr_array_unref (graph->names);
  g_array_unref (graph->edges);
  g_free (graph->starts);
  g_free (graph->distances);
  g_free (graph->reached_by);
  g_free (graph->avoided);
  g_hash_table_unref (graph->barred);
}

/* Whether a path may go along an edge: half a step only where it ends. */
static gboolean
is_open (Graph *graph, const Edge *edge)
{
  return !edge->into_junction || edge->to == graph->end;
}

static void
find_starts (Graph *graph)
{
  guint at = 0;

  graph->starts = g_new (guint, graph->names->len + 1);
  for (guint i = 0; i <= graph->names->len; i++)
    {
      while (at < graph->edges->len && get_edge (graph, at)->from < i)
        at++;
      graph->starts[i] = at;
    }
}

/* The edges by the collection that they lead to. */
static guint *
list_incoming (Graph *graph, guint *starts)
{
  guint *incoming = g_new (guint, MAX (graph->edges->len, 1));

  for (guint i = 0; i < graph->edges->len; i++)
    starts[get_edge (graph, i)->to + 1]++;
  for (guint i = 0; i < graph->names->len; i++)
    starts[i + 1] += starts[i];
  for (guint i = graph->edges->len; i-- > 0;)
    incoming[--starts[get_edge (graph, i)->to + 1]] = i;
  return incoming;
}

/* How far it is to the end from everywhere: further than that no search has to go. */
static void
find_distances (Graph *graph)
{
  guint n = graph->names->len;
  g_autofree guint *starts = g_new0 (guint, n + 2);
  g_autofree guint *incoming = list_incoming (graph, starts);
  g_autofree guint *queue = g_new (guint, n);
  guint length = 0;

  graph->distances = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    graph->distances[i] = FAR;
  graph->distances[graph->end] = 0;
  queue[length++] = graph->end;
  for (guint q = 0; q < length; q++)
    {
      guint to = queue[q];
      guint last = to + 1 < n ? starts[to + 2] : graph->edges->len;

      for (guint i = starts[to + 1]; i < last; i++)
        {
          Edge *edge = get_edge (graph, incoming[i]);

          if (!is_open (graph, edge) || graph->distances[edge->from] != FAR)
            continue;
          graph->distances[edge->from] = graph->distances[to] + 1;
          queue[length++] = edge->from;
        }
    }
}

static void
graph_init (Graph *graph, RelSchema *schema, const char *from, const char *to)
{
  g_autoptr (GHashTable) lists = g_hash_table_new_full (list_hash, list_equal, g_free, NULL);

  *graph = (Graph){ .schema = schema,
                    .numbers = g_hash_table_new (g_str_hash, g_str_equal),
                    .names = g_ptr_array_new (),
                    .edges = g_array_new (FALSE, FALSE, sizeof (Edge)),
                    .barred = g_hash_table_new (NULL, NULL) };
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    read_collection (graph, rel_schema_get_collection (schema, i), lists);
  add_lists (graph, lists);
  graph->start = get_number (graph, from);
  graph->end = get_number (graph, to);
  g_array_sort (graph->edges, compare_edges);
  find_starts (graph);
  find_distances (graph);
  graph->reached_by = g_new (guint, graph->names->len);
  graph->avoided = g_new0 (gboolean, graph->names->len);
}

/* The path that a search found: the edge to the end, and those that led to where it begins. */
static GArray *
trace (Graph *graph, guint start, guint last)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = last;

  g_array_append_val (path, at);
  while (get_edge (graph, at)->from != start)
    {
      at = graph->reached_by[get_edge (graph, at)->from];
      g_array_prepend_val (path, at);
    }
  return path;
}

/* Returns: (transfer full) (nullable): the shortest path of so many steps at most */
static GArray *
search (Graph *graph, guint start, guint max_steps)
{
  g_autofree guint *queue = g_new (guint, graph->names->len);
  g_autofree guint *steps = g_new0 (guint, graph->names->len);
  guint length = 0;

  for (guint i = 0; i < graph->names->len; i++)
    graph->reached_by[i] = graph->avoided[i] ? 0 : FAR;
  graph->reached_by[start] = 0;
  queue[length++] = start;
  for (guint q = 0; q < length; q++)
    {
      guint from = queue[q];

      for (guint i = graph->starts[from]; i < graph->starts[from + 1]; i++)
        {
          Edge *edge = get_edge (graph, i);

          if (!is_open (graph, edge) ||
              (from == start && g_hash_table_contains (graph->barred, GUINT_TO_POINTER (i + 1))))
            continue;
          if (edge->to == graph->end)
            return steps[from] + 1 <= max_steps ? trace (graph, start, i) : NULL;
          if (graph->reached_by[edge->to] != FAR || graph->distances[edge->to] == FAR ||
              steps[from] + 1 + graph->distances[edge->to] > max_steps)
            continue;
          graph->reached_by[edge->to] = i;
          steps[edge->to] = steps[from] + 1;
          queue[length++] = edge->to;
        }
    }
  return NULL;
}

static gboolean
begin_alike (GArray *a, GArray *b, guint n_edges)
{
  return a->len >= n_edges && b->len >= n_edges &&
         (n_edges == 0 || memcmp (a->data, b->data, n_edges * sizeof (guint)) == 0);
}

static gboolean
is_among (GPtrArray *paths, GArray *path)
{
  for (guint i = 0; i < paths->len; i++)
    {
      GArray *other = g_ptr_array_index (paths, i);

      if (other->len == path->len && begin_alike (other, path, path->len))
        return TRUE;
    }
  return FALSE;
}

/* Adds the shortest paths that leave the last one found at some step. */
static void
branch_off (Graph *graph, GPtrArray *found, GPtrArray *candidates)
{
  GArray *last = g_ptr_array_index (found, found->len - 1);

  memset (graph->avoided, 0, graph->names->len * sizeof *graph->avoided);
  for (guint i = 0; i < last->len; i++)
    {
      guint start = get_edge (graph, g_array_index (last, guint, i))->from;
      g_autoptr (GArray) rest = NULL;

      g_hash_table_remove_all (graph->barred);
      for (guint p = 0; p < found->len; p++)
        {
          GArray *path = g_ptr_array_index (found, p);

          if (path->len > i && begin_alike (path, last, i))
            g_hash_table_add (graph->barred, GUINT_TO_POINTER (g_array_index (path, guint, i) + 1));
        }
      rest = search (graph, start, REL_PATH_MAX_LEVELS - i);
      graph->avoided[start] = TRUE;
      if (rest == NULL)
        continue;
      if (i > 0)
        g_array_prepend_vals (rest, last->data, i);
      if (!is_among (candidates, rest))
        g_ptr_array_add (candidates, g_steal_pointer (&rest));
    }
}

static GArray *
take_shortest (GPtrArray *candidates)
{
  guint shortest = 0;

  for (guint i = 1; i < candidates->len; i++)
    {
      GArray *path = g_ptr_array_index (candidates, i);

      if (path->len < ((GArray *) g_ptr_array_index (candidates, shortest))->len)
        shortest = i;
    }
  return candidates->len > 0 ? g_ptr_array_steal_index (candidates, shortest) : NULL;
}

static RelPath *
path_of (Graph *graph, GArray *edges)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_path_step_free);
  RelCollection *end = rel_schema_find_collection (graph->schema, g_ptr_array_index (graph->names, graph->end));
  RelField *key = end != NULL ? rel_collection_find_primary_key (end) : NULL;

  for (guint i = 0; i < edges->len; i++)
    {
      Edge *edge = get_edge (graph, g_array_index (edges, guint, i));

      g_ptr_array_add (steps,
                       rel_path_step_new (graph->schema, g_ptr_array_index (graph->names, edge->from), edge->field,
                                          g_ptr_array_index (graph->names, edge->to), edge->relation, edge->second));
    }
  /* Files say nothing of Directus' own collections, whose keys are called so. */
  return rel_path_new (steps, key != NULL ? rel_field_get_name (key) : "id");
}

static void
find_paths (Graph *graph, guint n_paths, GPtrArray *paths)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  GArray *next = search (graph, graph->start, REL_PATH_MAX_LEVELS);

  while (next != NULL)
    {
      RelPath *path = path_of (graph, next);

      g_ptr_array_add (found, next);
      if (rel_path_get_n_levels (path) <= REL_PATH_MAX_LEVELS)
        g_ptr_array_add (paths, path);
      else
        rel_path_unref (path);
      if (paths->len == n_paths || found->len == MAX_SEARCHED + n_paths)
        return;
      branch_off (graph, found, candidates);
      next = take_shortest (candidates);
    }
}

/**
 * rel_path_find:
 * @schema: a schema
 * @from: the collection where a request begins
 * @to: the collection whose items are wanted; it may be the same
 * @n_paths: how many paths are wanted, at least 1
 * @error: (out) (optional): where to put a failure
 *
 * Finds the paths with the fewest steps; none comes to a collection twice, and none has more
 * levels than [const@PATH_MAX_LEVELS].
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such collection, or no path.
 *
 * Returns: (transfer full) (nullable) (element-type RelPath): the paths, the shortest first;
 *   %NULL on error
 */
GPtrArray *
rel_path_find (RelSchema *schema, const char *from, const char *to, guint n_paths, GError **error)
{
  const char *const ends[] = { from, to };
  g_autoptr (GPtrArray) paths = NULL;
  Graph graph;

  g_return_val_if_fail (n_paths > 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (!rel_schema_has_collection (schema, ends[i]))
        {
          g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no collection “%s”"), ends[i]);
          return NULL;
        }
    }

  paths = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_path_unref);
  graph_init (&graph, schema, from, to);
  find_paths (&graph, n_paths, paths);
  graph_clear (&graph);
  if (paths->len > 0)
    return g_steal_pointer (&paths);
  g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND,
               _ ("No request leads from “%s” to “%s”: no fields do, or more than %d relations would have to be "
                  "followed"),
               from, to, REL_PATH_MAX_LEVELS);
  return NULL;
}
