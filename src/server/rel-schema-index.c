/* rel-schema-index.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the records of a list of a snapshot by the names in them: a collection has one, fields
 * and relations have two. Names need not be there once.
 */

#include "config.h"

#include "rel-schema-index.h"

#include "rel-json.h"

static char *
dup_key (JsonObject *record)
{
  const char *collection = rel_json_get_string (record, "collection");
  const char *field = rel_json_get_string (record, "field");

  return g_strconcat (collection != NULL ? collection : "", "\n", field != NULL ? field : "", NULL);
}

/**
 * rel_schema_index_new:
 * @records: a list of objects
 *
 * Returns: (transfer full) (element-type utf8 GQueue): the places of the records by their names
 */
GHashTable *
rel_schema_index_new (JsonArray *records)
{
  GHashTable *self = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_queue_free);

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      g_autofree char *key = dup_key (json_array_get_object_element (records, i));
      GQueue *places = g_hash_table_lookup (self, key);

      if (places == NULL)
        {
          places = g_queue_new ();
          g_hash_table_insert (self, g_steal_pointer (&key), places);
        }
      g_queue_push_tail (places, GUINT_TO_POINTER (i));
    }
  return self;
}

/**
 * rel_schema_index_find:
 * @self: an index
 * @like: an object with names
 * @place: (out): the first place of a record of the same names
 *
 * Returns: whether there is one
 */
gboolean
rel_schema_index_find (GHashTable *self, JsonObject *like, guint *place)
{
  g_autofree char *key = dup_key (like);
  GQueue *places = g_hash_table_lookup (self, key);

  if (places == NULL || g_queue_is_empty (places))
    return FALSE;
  *place = GPOINTER_TO_UINT (g_queue_peek_head (places));
  return TRUE;
}

/**
 * rel_schema_index_take:
 * @self: an index
 * @like: an object with names
 * @place: (out): the first place of a record of the same names
 *
 * Finds each place once.
 *
 * Returns: whether there was one left
 */
gboolean
rel_schema_index_take (GHashTable *self, JsonObject *like, guint *place)
{
  g_autofree char *key = dup_key (like);

  if (!rel_schema_index_find (self, like, place))
    return FALSE;
  g_queue_pop_head (g_hash_table_lookup (self, key));
  return TRUE;
}
