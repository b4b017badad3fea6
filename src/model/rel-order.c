/* rel-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order of collections that come or go together. Directus makes no collection in a folder
 * that does not exist, and with a collection it deletes the columns that refer to it. Where
 * collections refer to each other in a circle, any order is as good as the other: their
 * relations are made after and deleted with them.
 */

#include "config.h"

#include "rel-order.h"

#include <string.h>

/* Which changes there are, and which have found their place. */
typedef struct
{
  RelSchema *schema;   /* has the relations of the collections */
  GHashTable *pending; /* (owned) (element-type utf8 RelChange): by the collection; not yet visited */
  GPtrArray *ordered;  /* (owned) (element-type RelChange): those that are visited, what they refer to before them */
} Order;

static void visit (Order *order, const char *name);

static void
visit_referred (Order *order, RelChange *change)
{
  JsonNode *json = rel_change_get_after (change) != NULL ? rel_change_get_after (change)
                                                         : rel_change_get_before (change);
  RelCollection *collection = rel_schema_find_collection (order->schema, rel_change_get_collection (change));
  const char *group = rel_json_get_string (json_node_get_object (json), "meta.group");

  if (group != NULL)
    visit (order, group);
  for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
    {
      const char *related = rel_relation_get_related_collection (rel_collection_get_relation (collection, i));

      if (related != NULL)
        visit (order, related);
    }
}

static void
visit (Order *order, const char *name)
{
  gpointer change;

  if (!g_hash_table_steal_extended (order->pending, name, NULL, &change))
    return;
  visit_referred (order, change);
  g_ptr_array_add (order->ordered, change);
}

/* Returns: (transfer full): the changes, those that others refer to first */
static GPtrArray *
list_ordered (GPtrArray *changes, RelSchema *schema)
{
  g_autoptr (GHashTable) pending = g_hash_table_new (g_str_hash, g_str_equal);
  Order order = { schema, pending, g_ptr_array_new () };

  for (guint i = 0; i < changes->len; i++)
    g_hash_table_insert (pending, (gpointer) rel_change_get_collection (g_ptr_array_index (changes, i)),
                         g_ptr_array_index (changes, i));
  for (guint i = 0; i < changes->len; i++)
    visit (&order, rel_change_get_collection (g_ptr_array_index (changes, i)));
  g_assert (order.ordered->len == changes->len);
  return order.ordered;
}

/**
 * rel_order_referred_first:
 * @changes: (element-type RelChange): changes of collections, of each at most one
 * @schema: the schema that has their relations
 *
 * Orders collections so that the folder of a collection, and the collections that it refers
 * to, come before it.
 */
void
rel_order_referred_first (GPtrArray *changes, RelSchema *schema)
{
  g_autoptr (GPtrArray) ordered = list_ordered (changes, schema);

  for (guint i = 0; i < changes->len; i++)
    changes->pdata[i] = ordered->pdata[i];
}

/**
 * rel_order_referring_first:
 * @changes: (element-type RelChange): changes of collections, of each at most one
 * @schema: the schema that has their relations
 *
 * Orders collections so that the folder of a collection, and the collections that it refers
 * to, come after it.
 */
void
rel_order_referring_first (GPtrArray *changes, RelSchema *schema)
{
  g_autoptr (GPtrArray) ordered = list_ordered (changes, schema);

  for (guint i = 0; i < changes->len; i++)
    changes->pdata[i] = ordered->pdata[changes->len - 1 - i];
}
