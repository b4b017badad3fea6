/* rel-check-cycle.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule about deletes that run in a circle: from collection to collection by foreign keys
 * with CASCADE, and back to where they began.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-check-rules.h"

/* A collection on the way of cascades. */
typedef struct
{
  const char *name;
  GPtrArray *next;  /* (owned) (element-type RelRelation): what is deleted with its items */
  guint edge;       /* the next one of @next to be looked at */
  guint order;      /* when it was reached first, from 1 */
  guint low;        /* the first one that it leads back to */
  gboolean is_open; /* whether the circle it is in is not known yet */
  guint circle;     /* the number of its circle, from 1 */
} Node;

typedef struct
{
  GHashTable *nodes; /* (owned) (element-type utf8 Node) */
  GPtrArray *way;    /* (owned) (element-type Node): from the start to where the walk is */
  GPtrArray *open;   /* (owned) (element-type Node): reached, and in a circle that is not known yet */
  guint n_reached;
  guint n_circles;
} Walk;

static void
node_free (gpointer data)
{
  Node *node = data;

  g_ptr_array_unref (node->next);
  g_free (node);
}

static Node *
get_node (GHashTable *nodes, const char *name)
{
  Node *node = g_hash_table_lookup (nodes, name);

  if (node == NULL)
    {
      node = g_new0 (Node, 1);
      node->name = name;
      node->next = g_ptr_array_new ();
      g_hash_table_insert (nodes, (gpointer) name, node);
    }
  return node;
}

/* A collection whose deletes run into itself alone is a tree that goes with its root. */
static gboolean
is_cascade (RelRelation *relation)
{
  const char *one = rel_relation_get_related_collection (relation);

  return one != NULL && g_strcmp0 (rel_relation_get_on_delete (relation), "CASCADE") == 0 &&
         strcmp (one, rel_relation_get_collection (relation)) != 0;
}

static GHashTable *
gather_nodes (RelSchema *schema)
{
  GHashTable *nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, node_free);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, r);

          if (!is_cascade (relation))
            continue;
          get_node (nodes, rel_collection_get_name (collection));
          g_ptr_array_add (get_node (nodes, rel_relation_get_related_collection (relation))->next, relation);
        }
    }
  return nodes;
}

static void
enter (Walk *walk, Node *node)
{
  node->order = ++walk->n_reached;
  node->low = node->order;
  node->is_open = TRUE;
  g_ptr_array_add (walk->way, node);
  g_ptr_array_add (walk->open, node);
}

/* All that was reached from @node and leads back to it is one circle. */
static void
close_circle (Walk *walk, Node *node)
{
  Node *last;

  walk->n_circles++;
  do
    {
      last = g_ptr_array_steal_index (walk->open, walk->open->len - 1);
      last->is_open = FALSE;
      last->circle = walk->n_circles;
    }
  while (last != node);
}

/* Tarjan's walk, without recursion: a way may be as long as there are collections. */
static void
walk_from (Walk *walk, Node *start)
{
  enter (walk, start);
  while (walk->way->len > 0)
    {
      Node *node = g_ptr_array_index (walk->way, walk->way->len - 1);

      if (node->edge < node->next->len)
        {
          RelRelation *relation = g_ptr_array_index (node->next, node->edge++);
          Node *to = g_hash_table_lookup (walk->nodes, rel_relation_get_collection (relation));

          if (to->order == 0)
            enter (walk, to);
          else if (to->is_open)
            node->low = MIN (node->low, to->order);
          continue;
        }

      g_ptr_array_remove_index (walk->way, walk->way->len - 1);
      if (walk->way->len > 0)
        {
          Node *before = g_ptr_array_index (walk->way, walk->way->len - 1);

          before->low = MIN (before->low, node->low);
        }
      if (node->low == node->order)
        close_circle (walk, node);
    }
}

/* The shortest way from @start back to it, as the relations that are followed. */
static GPtrArray *
find_way_back (GHashTable *nodes, Node *start)
{
  g_autoptr (GHashTable) came_by = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  GPtrArray *way = g_ptr_array_new ();

  g_ptr_array_add (queue, start);
  for (guint i = 0; i < queue->len && !g_hash_table_contains (came_by, start); i++)
    {
      Node *node = g_ptr_array_index (queue, i);

      for (guint e = 0; e < node->next->len; e++)
        {
          RelRelation *relation = g_ptr_array_index (node->next, e);
          Node *to = g_hash_table_lookup (nodes, rel_relation_get_collection (relation));

          if (to->circle != start->circle || g_hash_table_contains (came_by, to))
            continue;
          g_hash_table_insert (came_by, to, relation);
          g_ptr_array_add (queue, to);
        }
    }

  for (Node *node = start; way->len == 0 || node != start;)
    {
      RelRelation *relation = g_hash_table_lookup (came_by, node);

      g_ptr_array_insert (way, 0, relation);
      node = g_hash_table_lookup (nodes, rel_relation_get_related_collection (relation));
    }
  return way;
}

static void
add_circle (RelCheckRun *run, GHashTable *nodes, Node *start)
{
  g_autoptr (GPtrArray) way = find_way_back (nodes, start);
  RelRelation *last = g_ptr_array_index (way, way->len - 1);
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean is_system = rel_relation_is_system (last);

  for (guint i = 0; i + 1 < way->len; i++)
    {
      RelRelation *relation = g_ptr_array_index (way, i);

      is_system = is_system && rel_relation_is_system (relation);
      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", rel_relation_get_collection (relation));
    }
  if (is_system)
    return;

  rel_check_run_add_relation (
    run, last, NULL,
    /* Translators: a collection; a list of others, with quotes; the first one again. */
    g_strdup_printf (_ ("Deleting an item of “%s” deletes items of %s with it, and in the end items of “%s” again."),
                     start->name, names->str, start->name));
}

void
rel_check_cascade_cycle (RelCheckRun *run)
{
  RelSchema *schema = rel_check_run_get_schema (run);
  g_autoptr (GHashTable) nodes = gather_nodes (schema);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Walk walk = { .nodes = nodes, .way = way, .open = open };
  g_autofree Node **first = NULL; /* of each circle, the first by name */
  g_autofree guint *n_members = NULL;

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      Node *node = g_hash_table_lookup (nodes, rel_collection_get_name (rel_schema_get_collection (schema, i)));

      if (node != NULL && node->order == 0)
        walk_from (&walk, node);
    }

  first = g_new0 (Node *, walk.n_circles + 1);
  n_members = g_new0 (guint, walk.n_circles + 1);
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      Node *node = g_hash_table_lookup (nodes, rel_collection_get_name (rel_schema_get_collection (schema, i)));

      if (node == NULL)
        continue;
      if (first[node->circle] == NULL)
        first[node->circle] = node;
      n_members[node->circle]++;
    }
  for (guint i = 1; i <= walk.n_circles; i++)
    {
      if (first[i] != NULL && n_members[i] > 1)
        add_circle (run, nodes, first[i]);
    }
}
